/* Doubles to decimal digits and back, exactly: what repr(), format() and float() of CPython give.
 *
 * MicroPython computes both with doubles and is off in the last digits. Here a double is written out whole
 * (its decimal expansion is finite, at most 767 digits) and then rounded; a text is compared with the middles
 * between doubles. */
#ifndef VITRINE_GUESTS_MICROPYTHON_TEXT_DECIMAL_H
#define VITRINE_GUESTS_MICROPYTHON_TEXT_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#define DECIMAL_DIGITS_MAX 800

/* 0.d1d2d3... * 10^point, without zeros at either end; zero has no digits. */
typedef struct {
  uint32_t count;
  int32_t point;
  char digits[DECIMAL_DIGITS_MAX];
} decimal;

/* The exact value of |value|, which is finite. */
void decimal_from_double(decimal* d, double value);

/* Rounds to `count` digits (half to even), which may be none or fewer. */
void decimal_round(decimal* d, int32_t count);

/* The fewest digits that are read back as |value|, which is finite. */
void decimal_shortest(decimal* d, double value);

/* The double nearest to 0.d1d2d3... * 10^point; infinity when it is too large. The digits are characters. */
double decimal_to_double(const char* digits, uint32_t count, int32_t point);

#endif

/* What the language knows about characters: CPython 3.13's own answers, for all of Unicode.
 *
 * MicroPython knows ASCII alone, so that 'É'.lower() and re's \w would silently give something else. The
 * tables are 8 KiB (generate.py). All functions take any number; one that is no character has no property and
 * no other case. */
#ifndef VITRINE_GUESTS_MICROPYTHON_UNICODE_UCD_H
#define VITRINE_GUESTS_MICROPYTHON_UNICODE_UCD_H

#include <stdbool.h>
#include <stdint.h>

/* The properties as str's methods of these names have them. */
bool ucd_is_alpha(uint32_t c);
bool ucd_is_alnum(uint32_t c);
bool ucd_is_decimal(uint32_t c);
bool ucd_is_digit(uint32_t c);
bool ucd_is_numeric(uint32_t c);
bool ucd_is_space(uint32_t c);
bool ucd_is_printable(uint32_t c);
bool ucd_is_lower(uint32_t c);
bool ucd_is_upper(uint32_t c);
bool ucd_is_title(uint32_t c); /* titlecase letters alone, such as U+01C5 */

/* The value of a decimal digit; only for which ucd_is_decimal holds. */
unsigned ucd_decimal_value(uint32_t c);

/* One character to one character, as regular expressions compare. */
uint32_t ucd_to_lower(uint32_t c);
uint32_t ucd_to_upper(uint32_t c);

/* One character to at most three, which are written to `out`; the count is returned. */
#define UCD_IMAGE_MAX 3
unsigned ucd_lower(uint32_t c, uint32_t* out);
unsigned ucd_upper(uint32_t c, uint32_t* out);
unsigned ucd_title(uint32_t c, uint32_t* out);
unsigned ucd_casefold(uint32_t c, uint32_t* out);

#endif

/* What complex numbers and cmath compute, as CPython 3.13 does it to the last digit. */
#ifndef VITRINE_GUESTS_MICROPYTHON_LANGUAGE_COMPLEX_H
#define VITRINE_GUESTS_MICROPYTHON_LANGUAGE_COMPLEX_H

#include "py/mpprint.h"
#include "py/obj.h"

typedef struct {
  double real;
  double imag;
} complex_number;

/* Raises ZeroDivisionError. */
complex_number complex_quotient(complex_number a, complex_number b);
/* Raises ZeroDivisionError or OverflowError. */
complex_number complex_power(complex_number base, complex_number exponent);
/* Raises OverflowError. */
double complex_absolute(complex_number z);
/* What repr() writes. */
void complex_print_number(const mp_print_t* print, complex_number z);

#endif

#include "complex.h"

#include <math.h>

#include "py/runtime.h"
#include "text/format.h"

/* Larger powers are computed with logarithms. */
#define EXPONENT_MAX 100

static complex_number product(complex_number a, complex_number b) {
  return (complex_number){a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real};
}

/* Smith's method: never divides by more than it has to. */
complex_number complex_quotient(complex_number a, complex_number b) {
  const double real = fabs(b.real);
  const double imag = fabs(b.imag);
  if (real >= imag) {
    if (real == 0) {
      mp_raise_msg(&mp_type_ZeroDivisionError, MP_ERROR_TEXT("complex division by zero"));
    }
    const double ratio = b.imag / b.real;
    const double divisor = b.real + b.imag * ratio;
    return (complex_number){(a.real + a.imag * ratio) / divisor, (a.imag - a.real * ratio) / divisor};
  }
  if (imag >= real) {
    const double ratio = b.real / b.imag;
    const double divisor = b.real * ratio + b.imag;
    return (complex_number){(a.real * ratio + a.imag) / divisor, (a.imag * ratio - a.real) / divisor};
  }
  return (complex_number){(double)NAN, (double)NAN};
}

static complex_number whole_power(complex_number base, int exponent) {
  complex_number result = {1, 0};
  for (int mask = 1; mask <= exponent; mask <<= 1) {
    if (exponent & mask) result = product(result, base);
    base = product(base, base);
  }
  return result;
}

static complex_number polar_power(complex_number base, complex_number exponent) {
  if (exponent.real == 0 && exponent.imag == 0) return (complex_number){1, 0};
  if (base.real == 0 && base.imag == 0) {
    if (exponent.imag != 0 || exponent.real < 0) {
      mp_raise_msg(&mp_type_ZeroDivisionError, MP_ERROR_TEXT("0.0 to a negative or complex power"));
    }
    return (complex_number){0, 0};
  }
  const double absolute = hypot(base.real, base.imag);
  const double angle = atan2(base.imag, base.real);
  double length = pow(absolute, exponent.real);
  double phase = angle * exponent.real;
  if (exponent.imag != 0) {
    length *= exp(-angle * exponent.imag);
    phase += exponent.imag * log(absolute);
  }
  return (complex_number){length * cos(phase), length * sin(phase)};
}

complex_number complex_power(complex_number base, complex_number exponent) {
  complex_number result;
  if (exponent.imag == 0 && exponent.real == floor(exponent.real) && fabs(exponent.real) <= EXPONENT_MAX) {
    const int whole = (int)exponent.real;
    if (whole < 0 && base.real == 0 && base.imag == 0) {
      mp_raise_msg(&mp_type_ZeroDivisionError, MP_ERROR_TEXT("0.0 to a negative or complex power"));
    }
    result = whole > 0 ? whole_power(base, whole)
                       : complex_quotient((complex_number){1, 0}, whole_power(base, -whole));
  } else {
    result = polar_power(base, exponent);
  }
  if (isinf(result.real) || isinf(result.imag)) {
    mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("complex exponentiation"));
  }
  return result;
}

double complex_absolute(complex_number z) {
  const double result = hypot(z.real, z.imag);
  if (isinf(result) && isfinite(z.real) && isfinite(z.imag)) {
    mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("absolute value too large"));
  }
  return result;
}

/* A part of a complex number: without the .0 that a float has. */
static void add_part(vstr_t* text, double value) {
  mp_print_t print = {text, (mp_print_strn_t)vstr_add_strn};
  text_print_float(&print, value);
  if (text->len > 2 && text->buf[text->len - 2] == '.' && text->buf[text->len - 1] == '0') {
    vstr_cut_tail_bytes(text, 2);
  }
}

void complex_print_number(const mp_print_t* print, complex_number z) {
  vstr_t text;
  vstr_init(&text, 48);
  const bool has_real = z.real != 0 || signbit(z.real);
  if (has_real) {
    vstr_add_byte(&text, '(');
    add_part(&text, z.real);
    if (isnan(z.imag) || !signbit(z.imag)) vstr_add_byte(&text, '+');
  }
  add_part(&text, z.imag);
  vstr_add_str(&text, has_real ? "j)" : "j");
  print->print_strn(print->data, text.buf, text.len);
  vstr_clear(&text);
}

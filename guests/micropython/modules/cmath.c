/* The module cmath: CPython 3.13's formulas, for finite numbers. */
#include <float.h>
#include <math.h>

#include "language/complex.h"
#include "py/runtime.h"

/* Beyond these a step between would be infinite where the result is not. */
#define LARGE (DBL_MAX / 4.0)
#define LOG_LARGE 708.3964185322641 /* log(DBL_MAX / 4) */

static complex_number number(mp_obj_t value) {
  complex_number z;
  mp_obj_get_complex(value, &z.real, &z.imag);
  return z;
}

/* CPython has tables of what comes out of infinities and NaNs. */
static complex_number finite_number(mp_obj_t value) {
  const complex_number z = number(value);
  if (!isfinite(z.real) || !isfinite(z.imag)) {
    mp_raise_NotImplementedError(
        MP_ERROR_TEXT("cmath of infinities and NaNs is not known to the small guest: sort them out before"));
  }
  return z;
}

static mp_obj_t complex_of(complex_number z) {
  if (isinf(z.real) || isinf(z.imag)) mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("math range error"));
  return mp_obj_new_complex(z.real, z.imag);
}

static complex_number exp_of(complex_number z) {
  const double length = exp(z.real > LOG_LARGE ? z.real - 1 : z.real);
  const double rest = z.real > LOG_LARGE ? M_E : 1;
  return (complex_number){length * cos(z.imag) * rest, length * sin(z.imag) * rest};
}

static complex_number log_of(complex_number z) {
  const double a = fabs(z.real);
  const double b = fabs(z.imag);
  double real;
  if (a > LARGE || b > LARGE) {
    real = log(hypot(a / 2, b / 2)) + M_LN2;
  } else if (a < DBL_MIN && b < DBL_MIN) {
    if (a == 0 && b == 0) mp_raise_ValueError(MP_ERROR_TEXT("math domain error"));
    real = log(hypot(ldexp(a, DBL_MANT_DIG), ldexp(b, DBL_MANT_DIG))) - DBL_MANT_DIG * M_LN2;
  } else {
    const double h = hypot(a, b);
    const double larger = a > b ? a : b;
    const double smaller = a > b ? b : a;
    /* Near 1 the logarithm would lose digits. */
    real = 0.71 <= h && h <= 1.73 ? log1p((larger - 1) * (larger + 1) + smaller * smaller) / 2 : log(h);
  }
  return (complex_number){real, atan2(z.imag, z.real)};
}

static complex_number sqrt_of(complex_number z) {
  if (z.real == 0 && z.imag == 0) return (complex_number){0, z.imag};
  double a = fabs(z.real);
  const double b = fabs(z.imag);
  double s;
  if (a < DBL_MIN && b < DBL_MIN) {
    const int up = 2 * (DBL_MANT_DIG / 2) + 1; /* the distance would have no digits left */
    a = ldexp(a, up);
    s = ldexp(sqrt(a + hypot(a, ldexp(b, up))), -(up + 1) / 2);
  } else {
    a /= 8;
    s = 2 * sqrt(a + hypot(a, b / 8));
  }
  const double d = b / (2 * s);
  return z.real >= 0 ? (complex_number){s, copysign(d, z.imag)} : (complex_number){d, copysign(s, z.imag)};
}

static complex_number cosh_of(complex_number z) {
  const double x = fabs(z.real) > LOG_LARGE ? z.real - copysign(1, z.real) : z.real;
  const double rest = x == z.real ? 1 : M_E;
  return (complex_number){cos(z.imag) * cosh(x) * rest, sin(z.imag) * sinh(x) * rest};
}

static complex_number sinh_of(complex_number z) {
  const double x = fabs(z.real) > LOG_LARGE ? z.real - copysign(1, z.real) : z.real;
  const double rest = x == z.real ? 1 : M_E;
  return (complex_number){cos(z.imag) * sinh(x) * rest, sin(z.imag) * cosh(x) * rest};
}

static complex_number cos_of(complex_number z) { return cosh_of((complex_number){-z.imag, z.real}); }

static complex_number sin_of(complex_number z) {
  const complex_number s = sinh_of((complex_number){-z.imag, z.real});
  return (complex_number){s.imag, -s.real};
}

static complex_number log10_of(complex_number z) {
  const complex_number l = log_of(z);
  return (complex_number){l.real / M_LN10, l.imag / M_LN10};
}

#define UNARY(name)                                                                            \
  static mp_obj_t cmath_##name(mp_obj_t z) { return complex_of(name##_of(finite_number(z))); } \
  static MP_DEFINE_CONST_FUN_OBJ_1(cmath_##name##_obj, cmath_##name)

UNARY(exp);
UNARY(log10);
UNARY(sqrt);
UNARY(cos);
UNARY(sin);
UNARY(cosh);
UNARY(sinh);

static mp_obj_t cmath_log(size_t count, const mp_obj_t* args) {
  const complex_number l = log_of(finite_number(args[0]));
  return complex_of(count == 1 ? l : complex_quotient(l, log_of(finite_number(args[1]))));
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(cmath_log_obj, 1, 2, cmath_log);

static mp_obj_t cmath_phase(mp_obj_t value) {
  const complex_number z = number(value);
  return mp_obj_new_float(atan2(z.imag, z.real));
}
static MP_DEFINE_CONST_FUN_OBJ_1(cmath_phase_obj, cmath_phase);

static mp_obj_t cmath_polar(mp_obj_t value) {
  const complex_number z = number(value);
  const mp_obj_t parts[2] = {mp_obj_new_float(complex_absolute(z)), mp_obj_new_float(atan2(z.imag, z.real))};
  return mp_obj_new_tuple(2, parts);
}
static MP_DEFINE_CONST_FUN_OBJ_1(cmath_polar_obj, cmath_polar);

static mp_obj_t cmath_rect(mp_obj_t radius, mp_obj_t angle) {
  const double r = finite_number(radius).real;
  const double phi = finite_number(angle).real;
  return complex_of(phi == 0 ? (complex_number){r, r * phi} : (complex_number){r * cos(phi), r * sin(phi)});
}
static MP_DEFINE_CONST_FUN_OBJ_2(cmath_rect_obj, cmath_rect);

static mp_obj_t cmath_isfinite(mp_obj_t value) {
  const complex_number z = number(value);
  return mp_obj_new_bool(isfinite(z.real) && isfinite(z.imag));
}
static MP_DEFINE_CONST_FUN_OBJ_1(cmath_isfinite_obj, cmath_isfinite);

static mp_obj_t cmath_isnan(mp_obj_t value) {
  const complex_number z = number(value);
  return mp_obj_new_bool(isnan(z.real) || isnan(z.imag));
}
static MP_DEFINE_CONST_FUN_OBJ_1(cmath_isnan_obj, cmath_isnan);

static mp_obj_t cmath_isinf(mp_obj_t value) {
  const complex_number z = number(value);
  return mp_obj_new_bool(isinf(z.real) || isinf(z.imag));
}
static MP_DEFINE_CONST_FUN_OBJ_1(cmath_isinf_obj, cmath_isinf);

static const mp_rom_map_elem_t cmath_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_cmath)},
    {MP_ROM_QSTR(MP_QSTR_e), mp_const_float_e},
    {MP_ROM_QSTR(MP_QSTR_pi), mp_const_float_pi},
    {MP_ROM_QSTR(MP_QSTR_tau), mp_const_float_tau},
    {MP_ROM_QSTR(MP_QSTR_phase), MP_ROM_PTR(&cmath_phase_obj)},
    {MP_ROM_QSTR(MP_QSTR_polar), MP_ROM_PTR(&cmath_polar_obj)},
    {MP_ROM_QSTR(MP_QSTR_rect), MP_ROM_PTR(&cmath_rect_obj)},
    {MP_ROM_QSTR(MP_QSTR_exp), MP_ROM_PTR(&cmath_exp_obj)},
    {MP_ROM_QSTR(MP_QSTR_log), MP_ROM_PTR(&cmath_log_obj)},
    {MP_ROM_QSTR(MP_QSTR_log10), MP_ROM_PTR(&cmath_log10_obj)},
    {MP_ROM_QSTR(MP_QSTR_sqrt), MP_ROM_PTR(&cmath_sqrt_obj)},
    {MP_ROM_QSTR(MP_QSTR_cos), MP_ROM_PTR(&cmath_cos_obj)},
    {MP_ROM_QSTR(MP_QSTR_sin), MP_ROM_PTR(&cmath_sin_obj)},
    {MP_ROM_QSTR(MP_QSTR_cosh), MP_ROM_PTR(&cmath_cosh_obj)},
    {MP_ROM_QSTR(MP_QSTR_sinh), MP_ROM_PTR(&cmath_sinh_obj)},
    {MP_ROM_QSTR(MP_QSTR_isfinite), MP_ROM_PTR(&cmath_isfinite_obj)},
    {MP_ROM_QSTR(MP_QSTR_isnan), MP_ROM_PTR(&cmath_isnan_obj)},
    {MP_ROM_QSTR(MP_QSTR_isinf), MP_ROM_PTR(&cmath_isinf_obj)},
};
static MP_DEFINE_CONST_DICT(cmath_globals, cmath_globals_table);

const mp_obj_module_t cmath_module = {.base = {&mp_type_module}, .globals = (mp_obj_dict_t*)&cmath_globals};
MP_REGISTER_MODULE(MP_QSTR_cmath, cmath_module);

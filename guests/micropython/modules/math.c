/* The module math, complete as CPython 3.13 has it: upstream's stops where small machines do. */
#include <math.h>
#include <string.h>

#include "py/builtin.h"
#include "py/objint.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/objtype.h"
#include "py/runtime.h"
#include "py/smallint.h"

_Noreturn static void raise_domain(void) { mp_raise_ValueError(MP_ERROR_TEXT("math domain error")); }

_Noreturn static void raise_range(void) {
  mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("math range error"));
}

static double number(mp_obj_t value) {
  mp_float_t result;
  if (mp_obj_is_small_int(value)) return (double)MP_OBJ_SMALL_INT_VALUE(value);
  if (!mp_obj_is_str_or_bytes(value) && mp_obj_get_float_maybe(value, &result)) {
    if (isinf(result) && mp_obj_is_int(value)) {
      mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("int too large to convert to float"));
    }
    return result;
  }
  mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("must be real number, not %s"),
                    mp_obj_get_type_str(value));
}

static mp_obj_t whole(mp_obj_t value) {
  const mp_obj_t result = mp_obj_index(value);
  if (result != MP_OBJ_NULL) return result;
  mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("'%s' object cannot be interpreted as an integer"),
                    mp_obj_get_type_str(value));
}

static bool is_negative(mp_obj_t value) { return mp_obj_int_sign(value) < 0; }

static mp_obj_t absolute(mp_obj_t value) {
  return is_negative(value) ? mp_unary_op(MP_UNARY_OP_NEGATIVE, value) : value;
}

static mp_obj_t real(double value) { return mp_obj_new_float(value); }

/* A NaN out of a number is outside of the domain; an infinity out of finite numbers as well, or too large. */
static mp_obj_t checked(double result, bool is_finite_argument, bool is_nan_argument, bool can_overflow) {
  if (isnan(result) && !is_nan_argument) raise_domain();
  if (isinf(result) && is_finite_argument) {
    if (can_overflow) raise_range();
    raise_domain();
  }
  return real(result);
}

static mp_obj_t checked_1(mp_obj_t argument, double (*function)(double), bool can_overflow) {
  double x = number(argument);
  return checked(function(x), isfinite(x), isnan(x), can_overflow);
}

#define UNARY(name, function, can_overflow)                                                \
  static mp_obj_t math_##name(mp_obj_t x) { return checked_1(x, function, can_overflow); } \
  static MP_DEFINE_CONST_FUN_OBJ_1(math_##name##_obj, math_##name)

/* Lanczos' approximation as CPython has it, with its numbers, so that the last digits are the same. */
static const double lanczos_g = 6.024680040776729583740234375;
static const double lanczos_numerator[] = {
    23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
};
static const double lanczos_denominator[] = {
    0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1,
};
#define LANCZOS_COUNT 13

static double lanczos_sum(double x) {
  double numerator = 0, denominator = 0;
  if (x < 5) {
    for (int i = LANCZOS_COUNT; --i >= 0;) {
      numerator = numerator * x + lanczos_numerator[i];
      denominator = denominator * x + lanczos_denominator[i];
    }
  } else { /* with x as the divisor nothing becomes too large */
    for (int i = 0; i < LANCZOS_COUNT; i++) {
      numerator = numerator / x + lanczos_numerator[i];
      denominator = denominator / x + lanczos_denominator[i];
    }
  }
  return numerator / denominator;
}

/* sin(pi * x) of 0 <= x. */
static double sine_of_pi(double x) {
  const double y = fmod(x, 2);
  switch ((int)round(2 * y)) {
    case 0:
      return sin(M_PI * y);
    case 1:
      return cos(M_PI * (y - 0.5));
    case 2:
      return sin(M_PI * (1 - y));
    case 3:
      return -cos(M_PI * (y - 1.5));
    default:
      return sin(M_PI * (y - 2));
  }
}

static double gamma_of(double x) {
  if (isnan(x) || x == (double)INFINITY) return x;
  if (isinf(x)) return (double)NAN;
  if (x == floor(x)) {
    if (x <= 0) return (double)NAN;
    if (x <= 23) {
      double product = 1;
      for (int i = 2; i < (int)x; i++) product *= i;
      return product;
    }
  }
  const double absolute = fabs(x);
  if (absolute < 1e-20) return 1 / x;
  if (absolute > 200) return x < 0 ? 0 / sine_of_pi(absolute) * -1 : (double)INFINITY;
  const double g_minus_half = lanczos_g - 0.5;
  const double y = absolute + g_minus_half;
  /* What was lost in the sum, to correct the result by. */
  const double lost = absolute > g_minus_half ? y - absolute - g_minus_half : y - g_minus_half - absolute;
  const double z = lost * lanczos_g / y;
  const double whole_power = absolute < 140 ? pow(y, absolute - 0.5) : pow(y, absolute / 2 - 0.25);
  double result;
  if (x < 0) {
    result = -M_PI / sine_of_pi(absolute) / absolute * exp(y) / lanczos_sum(absolute);
    result -= z * result;
    result /= whole_power;
    if (absolute >= 140) result /= whole_power;
  } else {
    result = lanczos_sum(absolute) / exp(y);
    result += z * result;
    result *= whole_power;
    if (absolute >= 140) result *= whole_power;
  }
  return result;
}

static double lgamma_of(double x) {
  if (isnan(x)) return x;
  if (isinf(x)) return (double)INFINITY;
  if (x == floor(x) && x <= 2) return x <= 0 ? (double)NAN : 0.0;
  const double absolute = fabs(x);
  if (absolute < 1e-20) return -log(absolute);
  double result = log(lanczos_sum(absolute)) - lanczos_g;
  result += (absolute - 0.5) * (log(absolute + lanczos_g - 0.5) - 1);
  if (x < 0) {
    const double log_pi = 1.144729885849400174143427351353058711647;
    result = log_pi - log(fabs(sine_of_pi(absolute))) - log(absolute) - result;
  }
  return result;
}

static double radians_of(double x) { return x * (M_PI / 180.0); }

UNARY(acos, acos, false);
UNARY(acosh, acosh, false);
UNARY(asin, asin, false);
UNARY(asinh, asinh, false);
UNARY(atan, atan, false);
UNARY(atanh, atanh, false);
UNARY(cbrt, cbrt, false);
UNARY(cos, cos, false);
UNARY(cosh, cosh, true);
static mp_obj_t math_degrees(mp_obj_t x) { return real(number(x) * (180.0 / M_PI)); }
static MP_DEFINE_CONST_FUN_OBJ_1(math_degrees_obj, math_degrees);
UNARY(erf, erf, false);
UNARY(erfc, erfc, false);
UNARY(exp, exp, true);
UNARY(exp2, exp2, true);
UNARY(expm1, expm1, true);
UNARY(fabs, fabs, false);
UNARY(gamma, gamma_of, true);
UNARY(lgamma, lgamma_of, true);
UNARY(log1p, log1p, false);
UNARY(radians, radians_of, true);
UNARY(sin, sin, false);
UNARY(sinh, sinh, true);
UNARY(sqrt, sqrt, false);
UNARY(tan, tan, false);
UNARY(tanh, tanh, false);

/* ---- two numbers ---- */

#define BINARY(name, expression, can_overflow)                                                  \
  static mp_obj_t math_##name(mp_obj_t x_in, mp_obj_t y_in) {                                   \
    double x = number(x_in), y = number(y_in);                                                  \
    return checked(expression, isfinite(x) && isfinite(y), isnan(x) || isnan(y), can_overflow); \
  }                                                                                             \
  static MP_DEFINE_CONST_FUN_OBJ_2(math_##name##_obj, math_##name)

BINARY(atan2, atan2(x, y), false);
BINARY(copysign, copysign(x, y), false);
BINARY(fmod, fmod(x, y), false);
BINARY(remainder, remainder(x, y), false);

static mp_obj_t math_pow(mp_obj_t x_in, mp_obj_t y_in) {
  double x = number(x_in), y = number(y_in);
  if (x == 0 && y < 0 && isfinite(y)) raise_domain();
  return checked(pow(x, y), isfinite(x) && isfinite(y), isnan(x) || isnan(y), true);
}
static MP_DEFINE_CONST_FUN_OBJ_2(math_pow_obj, math_pow);

static mp_obj_t math_ldexp(mp_obj_t x_in, mp_obj_t exponent_in) {
  double x = number(x_in);
  mp_obj_t exponent = whole(exponent_in);
  if (x == 0 || !isfinite(x)) return real(x);
  if (!mp_obj_is_small_int(exponent) || MP_OBJ_SMALL_INT_VALUE(exponent) > 100000 ||
      MP_OBJ_SMALL_INT_VALUE(exponent) < -100000) {
    if (!is_negative(exponent)) raise_range();
    return real(copysign(0.0, x));
  }
  double result = ldexp(x, (int)MP_OBJ_SMALL_INT_VALUE(exponent));
  if (isinf(result)) raise_range();
  return real(result);
}
static MP_DEFINE_CONST_FUN_OBJ_2(math_ldexp_obj, math_ldexp);

static mp_obj_t math_frexp(mp_obj_t x_in) {
  double x = number(x_in);
  int exponent = 0;
  double mantissa = isfinite(x) ? frexp(x, &exponent) : x;
  mp_obj_t parts[2] = {real(mantissa), MP_OBJ_NEW_SMALL_INT(exponent)};
  return mp_obj_new_tuple(2, parts);
}
static MP_DEFINE_CONST_FUN_OBJ_1(math_frexp_obj, math_frexp);

static mp_obj_t math_modf(mp_obj_t x_in) {
  double x = number(x_in), integral;
  double fraction = isinf(x) ? copysign(0.0, x) : modf(x, &integral);
  mp_obj_t parts[2] = {real(fraction), real(isinf(x) ? x : integral)};
  return mp_obj_new_tuple(2, parts);
}
static MP_DEFINE_CONST_FUN_OBJ_1(math_modf_obj, math_modf);

static mp_obj_t math_fma(mp_obj_t x_in, mp_obj_t y_in, mp_obj_t z_in) {
  double x = number(x_in), y = number(y_in), z = number(z_in);
  double result = fma(x, y, z);
  if (isfinite(result)) return real(result);
  if (isnan(result)) {
    if (!isnan(x) && !isnan(y) && !isnan(z)) {
      mp_raise_ValueError(MP_ERROR_TEXT("invalid operation in fma"));
    }
  } else if (isfinite(x) && isfinite(y) && isfinite(z)) {
    mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("overflow in fma"));
  }
  return real(result);
}
static MP_DEFINE_CONST_FUN_OBJ_3(math_fma_obj, math_fma);

static mp_obj_t math_nextafter(size_t count, const mp_obj_t* positional, mp_map_t* keywords) {
  static const mp_arg_t allowed[] = {
      {MP_QSTR_x, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_obj = MP_OBJ_NULL}},
      {MP_QSTR_y, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_obj = MP_OBJ_NULL}},
      {MP_QSTR_steps, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_obj = MP_OBJ_NULL}},
  };
  mp_arg_val_t args[MP_ARRAY_SIZE(allowed)];
  mp_arg_parse_all(count, positional, keywords, MP_ARRAY_SIZE(allowed), allowed, args);
  double x = number(args[0].u_obj), y = number(args[1].u_obj);
  if (args[2].u_obj == MP_OBJ_NULL || args[2].u_obj == mp_const_none)
    return real(x == y ? y : nextafter(x, y));
  mp_obj_t steps = whole(args[2].u_obj);
  if (is_negative(steps)) mp_raise_ValueError(MP_ERROR_TEXT("steps must be a non-negative integer"));
  if (!mp_obj_is_small_int(steps) || MP_OBJ_SMALL_INT_VALUE(steps) > 10000000) {
    mp_raise_NotImplementedError(MP_ERROR_TEXT("nextafter: at most 10000000 steps here"));
  }
  if (MP_OBJ_SMALL_INT_VALUE(steps) == 0) return real(x);
  for (mp_int_t i = MP_OBJ_SMALL_INT_VALUE(steps); i > 0 && x != y; i--) x = nextafter(x, y);
  return real(isnan(y) || x == y ? y : x);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(math_nextafter_obj, 2, math_nextafter);

static mp_obj_t math_ulp(mp_obj_t x_in) {
  double x = fabs(number(x_in));
  if (isnan(x) || isinf(x)) return real(x);
  double next = nextafter(x, (double)INFINITY);
  return real(isinf(next) ? x - nextafter(x, -(double)INFINITY) : next - x);
}
static MP_DEFINE_CONST_FUN_OBJ_1(math_ulp_obj, math_ulp);

static mp_obj_t math_isfinite(mp_obj_t x) { return mp_obj_new_bool(isfinite(number(x))); }
static MP_DEFINE_CONST_FUN_OBJ_1(math_isfinite_obj, math_isfinite);
static mp_obj_t math_isinf(mp_obj_t x) { return mp_obj_new_bool(isinf(number(x))); }
static MP_DEFINE_CONST_FUN_OBJ_1(math_isinf_obj, math_isinf);
static mp_obj_t math_isnan(mp_obj_t x) { return mp_obj_new_bool(isnan(number(x))); }
static MP_DEFINE_CONST_FUN_OBJ_1(math_isnan_obj, math_isnan);

static mp_obj_t math_isclose(size_t count, const mp_obj_t* positional, mp_map_t* keywords) {
  static const mp_arg_t allowed[] = {
      {MP_QSTR_a, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_obj = MP_OBJ_NULL}},
      {MP_QSTR_b, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_obj = MP_OBJ_NULL}},
      {MP_QSTR_rel_tol, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_obj = MP_OBJ_NULL}},
      {MP_QSTR_abs_tol, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_obj = MP_OBJ_NULL}},
  };
  mp_arg_val_t args[MP_ARRAY_SIZE(allowed)];
  mp_arg_parse_all(count, positional, keywords, MP_ARRAY_SIZE(allowed), allowed, args);
  double a = number(args[0].u_obj), b = number(args[1].u_obj);
  double relative = args[2].u_obj == MP_OBJ_NULL ? 1e-9 : number(args[2].u_obj);
  double least = args[3].u_obj == MP_OBJ_NULL ? 0.0 : number(args[3].u_obj);
  if (relative < 0 || least < 0) mp_raise_ValueError(MP_ERROR_TEXT("tolerances must be non-negative"));
  if (a == b) return mp_const_true;
  if (isinf(a) || isinf(b)) return mp_const_false;
  double difference = fabs(b - a);
  return mp_obj_new_bool(difference <= fabs(relative * b) || difference <= fabs(relative * a) ||
                         difference <= least);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(math_isclose_obj, 2, math_isclose);

/* ---- rounding to whole numbers ---- */

static mp_obj_t rounded(mp_obj_t value, double (*function)(double), qstr method_name) {
  if (mp_obj_is_instance_type(mp_obj_get_type(value))) {
    mp_obj_t method[2];
    mp_obj_load_special(value, method_name, method);
    if (method[0] != MP_OBJ_NULL) return mp_call_method_n_kw(0, 0, method);
  }
  const mp_obj_t native = mp_obj_native_value(value);
  const mp_obj_t plain = native == MP_OBJ_NULL ? value : native;
  if (mp_obj_is_integer(plain)) return whole(plain);
  if (function == trunc && !mp_obj_is_float(plain)) {
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("type %s doesn't define __trunc__ method"),
                      mp_obj_get_type_str(value));
  }
  double x = number(value);
  if (isinf(x))
    mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("cannot convert float infinity to integer"));
  if (isnan(x)) mp_raise_ValueError(MP_ERROR_TEXT("cannot convert float NaN to integer"));
  return mp_obj_new_int_from_float(function(x));
}

static mp_obj_t math_ceil(mp_obj_t x) { return rounded(x, ceil, MP_QSTR___ceil__); }
static MP_DEFINE_CONST_FUN_OBJ_1(math_ceil_obj, math_ceil);
static mp_obj_t math_floor(mp_obj_t x) { return rounded(x, floor, MP_QSTR___floor__); }
static MP_DEFINE_CONST_FUN_OBJ_1(math_floor_obj, math_floor);
static mp_obj_t math_trunc(mp_obj_t x) { return rounded(x, trunc, MP_QSTR___trunc__); }
static MP_DEFINE_CONST_FUN_OBJ_1(math_trunc_obj, math_trunc);

/* ---- logarithms, of integers of any size ---- */

static size_t bits_of(mp_obj_t value) {
  if (mp_obj_is_small_int(value)) {
    mp_uint_t left = (mp_uint_t)MP_OBJ_SMALL_INT_VALUE(value);
    size_t bits = 0;
    for (; left > 0; left >>= 1) bits++;
    return bits;
  }
  const mpz_t* z = &((mp_obj_int_t*)MP_OBJ_TO_PTR(value))->mpz;
  if (z->len == 0) return 0;
  size_t bits = (z->len - 1) * MPZ_DIG_SIZE;
  for (mpz_dig_t top = z->dig[z->len - 1]; top > 0; top >>= 1) bits++;
  return bits;
}

static double logarithm(mp_obj_t value, double (*function)(double)) {
  if (mp_obj_is_int(value)) {
    value = whole(value);
    if (mp_obj_int_sign(value) <= 0) raise_domain();
    const size_t bits = bits_of(value);
    if (bits >= 1024) {
      /* As CPython: a fraction from one half on, and the exponent. The last of 64 bits says whether more
       * follow. */
      const mp_obj_t shift = mp_obj_new_int_from_uint(bits - 64);
      mp_obj_t top = mp_binary_op(MP_BINARY_OP_RSHIFT, value, shift);
      if (!mp_obj_equal(mp_binary_op(MP_BINARY_OP_LSHIFT, top, shift), value)) {
        top = mp_binary_op(MP_BINARY_OP_OR, top, MP_OBJ_NEW_SMALL_INT(1));
      }
      int carry;
      const double fraction = frexp(mp_obj_get_float(top), &carry);
      const size_t exponent = bits - 64 + (size_t)carry;
      if (exponent > 1024) return function(fraction) + function(2.0) * (double)exponent;
    }
  }
  double x = number(value);
  if (isnan(x) || x == (double)INFINITY) return x;
  if (x <= 0) raise_domain();
  return function(x);
}

static mp_obj_t math_log(size_t count, const mp_obj_t* args) {
  double result = logarithm(args[0], log);
  if (count == 1) return real(result);
  double base = logarithm(args[1], log);
  if (base == 0) mp_raise_msg(&mp_type_ZeroDivisionError, MP_ERROR_TEXT("division by zero"));
  return real(result / base);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(math_log_obj, 1, 2, math_log);
static mp_obj_t math_log2(mp_obj_t x) { return real(logarithm(x, log2)); }
static MP_DEFINE_CONST_FUN_OBJ_1(math_log2_obj, math_log2);
static mp_obj_t math_log10(mp_obj_t x) { return real(logarithm(x, log10)); }
static MP_DEFINE_CONST_FUN_OBJ_1(math_log10_obj, math_log10);

/* ---- whole numbers ---- */

static mp_obj_t gcd_of(mp_obj_t a, mp_obj_t b) {
  while (!(mp_obj_is_small_int(a) && mp_obj_is_small_int(b))) {
    if (b == MP_OBJ_NEW_SMALL_INT(0)) return absolute(a);
    mp_obj_t rest = mp_binary_op(MP_BINARY_OP_MODULO, a, b);
    a = b;
    b = rest;
  }
  mp_int_t x = MP_OBJ_SMALL_INT_VALUE(a), y = MP_OBJ_SMALL_INT_VALUE(b);
  while (y != 0) {
    mp_int_t rest = x % y;
    x = y;
    y = rest;
  }
  return mp_obj_new_int(x < 0 ? -x : x);
}

static mp_obj_t math_gcd(size_t count, const mp_obj_t* args) {
  mp_obj_t result = MP_OBJ_NEW_SMALL_INT(0);
  for (size_t i = 0; i < count; i++) result = gcd_of(result, whole(args[i]));
  return result;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR(math_gcd_obj, 0, math_gcd);

static mp_obj_t math_lcm(size_t count, const mp_obj_t* args) {
  mp_obj_t result = MP_OBJ_NEW_SMALL_INT(1);
  for (size_t i = 0; i < count; i++) {
    mp_obj_t next = absolute(whole(args[i]));
    mp_obj_t common = gcd_of(result, next);
    if (common == MP_OBJ_NEW_SMALL_INT(0)) return common;
    result =
        mp_binary_op(MP_BINARY_OP_MULTIPLY, mp_binary_op(MP_BINARY_OP_FLOOR_DIVIDE, result, common), next);
  }
  return result;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR(math_lcm_obj, 0, math_lcm);

/* low * (low + 1) * ... * (high - 1), by halves so that the factors are about equally long. */
static mp_obj_t product_of(mp_int_t low, mp_int_t high) {
  if (high - low <= 4) {
    mp_obj_t result = MP_OBJ_NEW_SMALL_INT(1);
    for (; low < high; low++) result = mp_binary_op(MP_BINARY_OP_MULTIPLY, result, MP_OBJ_NEW_SMALL_INT(low));
    return result;
  }
  mp_int_t middle = low + (high - low) / 2;
  return mp_binary_op(MP_BINARY_OP_MULTIPLY, product_of(low, middle), product_of(middle, high));
}

static mp_obj_t math_factorial(mp_obj_t n_in) {
  mp_obj_t n = whole(n_in);
  if (is_negative(n)) mp_raise_ValueError(MP_ERROR_TEXT("factorial() not defined for negative values"));
  if (!mp_obj_is_small_int(n)) {
    mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("factorial() argument should not exceed 1073741823"));
  }
  return product_of(1, MP_OBJ_SMALL_INT_VALUE(n) + 1);
}
static MP_DEFINE_CONST_FUN_OBJ_1(math_factorial_obj, math_factorial);

/* n * (n - 1) * ... of k factors, for n of any size. */
static mp_obj_t falling(mp_obj_t n, mp_int_t k) {
  if (mp_obj_is_small_int(n)) {
    mp_int_t top = MP_OBJ_SMALL_INT_VALUE(n);
    return product_of(top - k + 1, top + 1);
  }
  mp_obj_t result = MP_OBJ_NEW_SMALL_INT(1);
  for (mp_int_t i = 0; i < k; i++) {
    result = mp_binary_op(MP_BINARY_OP_MULTIPLY, result,
                          mp_binary_op(MP_BINARY_OP_SUBTRACT, n, MP_OBJ_NEW_SMALL_INT(i)));
  }
  return result;
}

static void check_choice(mp_obj_t n, mp_obj_t k) {
  if (is_negative(n)) mp_raise_ValueError(MP_ERROR_TEXT("n must be a non-negative integer"));
  if (is_negative(k)) mp_raise_ValueError(MP_ERROR_TEXT("k must be a non-negative integer"));
}

static mp_int_t small_count(mp_obj_t k) {
  if (!mp_obj_is_small_int(k)) {
    mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("k must not exceed 1073741823"));
  }
  return MP_OBJ_SMALL_INT_VALUE(k);
}

static bool is_less(mp_obj_t a, mp_obj_t b) { return mp_binary_op(MP_BINARY_OP_LESS, a, b) == mp_const_true; }

static mp_obj_t math_perm(size_t count, const mp_obj_t* args) {
  if (count == 1 || args[1] == mp_const_none) return math_factorial(args[0]);
  mp_obj_t n = whole(args[0]), k = whole(args[1]);
  check_choice(n, k);
  if (is_less(n, k)) return MP_OBJ_NEW_SMALL_INT(0);
  return falling(n, small_count(k));
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(math_perm_obj, 1, 2, math_perm);

static mp_obj_t math_comb(mp_obj_t n_in, mp_obj_t k_in) {
  mp_obj_t n = whole(n_in), k = whole(k_in);
  check_choice(n, k);
  if (is_less(n, k)) return MP_OBJ_NEW_SMALL_INT(0);
  mp_obj_t other = mp_binary_op(MP_BINARY_OP_SUBTRACT, n, k);
  mp_int_t count = small_count(is_less(other, k) ? other : k);
  return mp_binary_op(MP_BINARY_OP_FLOOR_DIVIDE, falling(n, count), product_of(1, count + 1));
}
static MP_DEFINE_CONST_FUN_OBJ_2(math_comb_obj, math_comb);

static mp_obj_t math_isqrt(mp_obj_t n_in) {
  mp_obj_t n = whole(n_in);
  if (is_negative(n)) mp_raise_ValueError(MP_ERROR_TEXT("isqrt() argument must be nonnegative"));
  if (n == MP_OBJ_NEW_SMALL_INT(0)) return n;
  /* Newton's iteration from above falls until it is there. */
  mp_obj_t guess = mp_binary_op(MP_BINARY_OP_LSHIFT, MP_OBJ_NEW_SMALL_INT(1),
                                mp_obj_new_int_from_uint((bits_of(n) + 1) / 2));
  for (;;) {
    mp_obj_t sum = mp_binary_op(MP_BINARY_OP_ADD, guess, mp_binary_op(MP_BINARY_OP_FLOOR_DIVIDE, n, guess));
    mp_obj_t next = mp_binary_op(MP_BINARY_OP_RSHIFT, sum, MP_OBJ_NEW_SMALL_INT(1));
    if (!is_less(next, guess)) return guess;
    guess = next;
  }
}
static MP_DEFINE_CONST_FUN_OBJ_1(math_isqrt_obj, math_isqrt);

/* ---- many numbers ---- */

static mp_obj_t math_prod(size_t count, const mp_obj_t* positional, mp_map_t* keywords) {
  static const mp_arg_t allowed[] = {
      {MP_QSTR_iterable, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_obj = MP_OBJ_NULL}},
      {MP_QSTR_start, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_obj = MP_OBJ_NEW_SMALL_INT(1)}},
  };
  mp_arg_val_t args[MP_ARRAY_SIZE(allowed)];
  mp_arg_parse_all(count, positional, keywords, MP_ARRAY_SIZE(allowed), allowed, args);
  mp_obj_t result = args[1].u_obj;
  mp_obj_iter_buf_t buffer;
  mp_obj_t iterator = mp_getiter(args[0].u_obj, &buffer);
  for (mp_obj_t item; (item = mp_iternext(iterator)) != MP_OBJ_STOP_ITERATION;) {
    result = mp_binary_op(MP_BINARY_OP_MULTIPLY, result, item);
  }
  return result;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(math_prod_obj, 1, math_prod);

/* Sums that do not overlap, of falling size (Shewchuk): their sum is the exact one. */
typedef struct {
  double* parts;
  size_t count;
  size_t size;
} exact_sum;

static void exact_add(exact_sum* self, double x) {
  size_t kept = 0;
  for (size_t i = 0; i < self->count; i++) {
    double y = self->parts[i];
    if (fabs(x) < fabs(y)) {
      double swap = x;
      x = y;
      y = swap;
    }
    double high = x + y;
    double low = y - (high - x);
    if (low != 0) self->parts[kept++] = low;
    x = high;
  }
  if (kept == self->size) {
    self->parts = m_renew(double, self->parts, self->size, self->size + 32);
    self->size += 32;
  }
  self->parts[kept++] = x;
  self->count = kept;
}

static double exact_total(const exact_sum* self) {
  size_t left = self->count;
  if (left == 0) return 0;
  double high = self->parts[--left], low = 0;
  while (left > 0) {
    double x = high, y = self->parts[--left];
    high = x + y;
    low = y - (high - x);
    if (low != 0) break;
  }
  /* Half-way cases are decided by what is below. */
  if (left > 0 && ((low < 0 && self->parts[left - 1] < 0) || (low > 0 && self->parts[left - 1] > 0))) {
    double doubled = low * 2, next = high + doubled;
    if (doubled == next - high) high = next;
  }
  return high;
}

static mp_obj_t math_fsum(mp_obj_t iterable) {
  exact_sum sum = {NULL, 0, 0};
  double special = 0;
  bool is_special = false, has_infinity = false;
  mp_obj_iter_buf_t buffer;
  mp_obj_t iterator = mp_getiter(iterable, &buffer);
  for (mp_obj_t item; (item = mp_iternext(iterator)) != MP_OBJ_STOP_ITERATION;) {
    double x = number(item);
    if (!isfinite(x)) {
      if (isinf(x)) {
        if (has_infinity && special != x && !isnan(special)) {
          mp_raise_ValueError(MP_ERROR_TEXT("-inf + inf in fsum"));
        }
        has_infinity = true;
      }
      special += x;
      is_special = true;
      continue;
    }
    exact_add(&sum, x);
    if (isinf(sum.parts[sum.count - 1]) && !is_special) {
      mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("intermediate overflow in fsum"));
    }
  }
  return real(is_special ? special : exact_total(&sum));
}
static MP_DEFINE_CONST_FUN_OBJ_1(math_fsum_obj, math_fsum);

/* sqrt(sum of squares): the squares are summed exactly after scaling by a power of two, and the root is
 * mended by one step of Newton. */
static double norm(const double* values, size_t count) {
  double largest = 0;
  bool has_nan = false;
  for (size_t i = 0; i < count; i++) {
    if (isinf(values[i])) return (double)INFINITY;
    if (isnan(values[i])) has_nan = true;
    if (fabs(values[i]) > largest) largest = fabs(values[i]);
  }
  if (has_nan) return (double)NAN;
  if (largest == 0 || count == 1) return largest;
  int exponent;
  frexp(largest, &exponent);
  exact_sum sum = {NULL, 0, 0};
  for (size_t i = 0; i < count; i++) {
    double x = ldexp(values[i], -exponent);
    double square = x * x;
    exact_add(&sum, square);
    exact_add(&sum, fma(x, x, -square));
  }
  double root = sqrt(exact_total(&sum));
  double square = root * root;
  exact_add(&sum, -square);
  exact_add(&sum, -fma(root, root, -square));
  root += exact_total(&sum) / (2 * root);
  return ldexp(root, exponent);
}

static mp_obj_t math_hypot(size_t count, const mp_obj_t* args) {
  double* values = m_new(double, count + 1);
  for (size_t i = 0; i < count; i++) values[i] = number(args[i]);
  return real(norm(values, count));
}
static MP_DEFINE_CONST_FUN_OBJ_VAR(math_hypot_obj, 0, math_hypot);

static bool is_tuple(mp_obj_t value) { /* or a named one, which has the same lay-out */
  return mp_obj_is_obj(value) &&
         MP_OBJ_TYPE_GET_SLOT_OR_NULL(mp_obj_get_type(value), iter) == (const void*)mp_obj_tuple_getiter;
}

static void sequence(mp_obj_t value, size_t* count, mp_obj_t** items) {
  if (!is_tuple(value)) { /* also of a list, which may change while its items are asked for their numbers */
    value = mp_obj_list_make_new(&mp_type_list, 1, 0, &value);
  }
  mp_obj_get_array(value, count, items);
}

static mp_obj_t math_dist(mp_obj_t p_in, mp_obj_t q_in) {
  size_t count, other_count;
  mp_obj_t *p, *q;
  sequence(p_in, &count, &p);
  sequence(q_in, &other_count, &q);
  if (count != other_count) {
    mp_raise_ValueError(MP_ERROR_TEXT("both points must have the same number of dimensions"));
  }
  double* values = m_new(double, count + 1);
  for (size_t i = 0; i < count; i++) values[i] = number(p[i]) - number(q[i]);
  return real(norm(values, count));
}
static MP_DEFINE_CONST_FUN_OBJ_2(math_dist_obj, math_dist);

static mp_obj_t math_sumprod(mp_obj_t p_in, mp_obj_t q_in) {
  size_t count, other_count;
  mp_obj_t *p, *q;
  sequence(p_in, &count, &p);
  sequence(q_in, &other_count, &q);
  if (count != other_count) mp_raise_ValueError(MP_ERROR_TEXT("Inputs are not the same length"));
  /* With floats alone (and whole numbers among them) the sum is exact, and rounded once. */
  bool has_float = false, is_plain = true, is_finite = true;
  for (size_t i = 0; i < count; i++) {
    for (int j = 0; j < 2; j++) {
      mp_obj_t item = j ? q[i] : p[i];
      if (mp_obj_is_float(item)) {
        has_float = true;
        if (!isfinite(mp_obj_float_get(item))) is_finite = false;
      } else if (!mp_obj_is_int(item)) {
        is_plain = false;
      }
    }
  }
  if (has_float && is_plain && is_finite) {
    exact_sum sum = {NULL, 0, 0};
    for (size_t i = 0; i < count; i++) {
      double x = number(p[i]), y = number(q[i]);
      double product = x * y;
      if (!isfinite(product)) return real(product);
      exact_add(&sum, product);
      exact_add(&sum, fma(x, y, -product));
    }
    return real(exact_total(&sum));
  }
  mp_obj_t result = MP_OBJ_NEW_SMALL_INT(0);
  for (size_t i = 0; i < count; i++) {
    result = mp_binary_op(MP_BINARY_OP_ADD, result, mp_binary_op(MP_BINARY_OP_MULTIPLY, p[i], q[i]));
  }
  return result;
}
static MP_DEFINE_CONST_FUN_OBJ_2(math_sumprod_obj, math_sumprod);

/* ---- the module ---- */

#define FUNCTION(name) {MP_ROM_QSTR(MP_QSTR_##name), MP_ROM_PTR(&math_##name##_obj)}

static const mp_rom_map_elem_t math_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_math)},
    {MP_ROM_QSTR(MP_QSTR_inf), MP_ROM_PTR(&mp_const_float_inf_obj)},
    {MP_ROM_QSTR(MP_QSTR_nan), MP_ROM_PTR(&mp_const_float_nan_obj)},
    {MP_ROM_QSTR(MP_QSTR_pi), MP_ROM_PTR(&mp_const_float_pi_obj)},
    {MP_ROM_QSTR(MP_QSTR_e), MP_ROM_PTR(&mp_const_float_e_obj)},
    {MP_ROM_QSTR(MP_QSTR_tau), MP_ROM_PTR(&mp_const_float_tau_obj)},
    FUNCTION(acos),
    FUNCTION(acosh),
    FUNCTION(asin),
    FUNCTION(asinh),
    FUNCTION(atan),
    FUNCTION(atan2),
    FUNCTION(atanh),
    FUNCTION(cbrt),
    FUNCTION(ceil),
    FUNCTION(comb),
    FUNCTION(copysign),
    FUNCTION(cos),
    FUNCTION(cosh),
    FUNCTION(degrees),
    FUNCTION(dist),
    FUNCTION(erf),
    FUNCTION(erfc),
    FUNCTION(exp),
    FUNCTION(exp2),
    FUNCTION(expm1),
    FUNCTION(fabs),
    FUNCTION(factorial),
    FUNCTION(floor),
    FUNCTION(fma),
    FUNCTION(fmod),
    FUNCTION(frexp),
    FUNCTION(fsum),
    FUNCTION(gamma),
    FUNCTION(gcd),
    FUNCTION(hypot),
    FUNCTION(isclose),
    FUNCTION(isfinite),
    FUNCTION(isinf),
    FUNCTION(isnan),
    FUNCTION(isqrt),
    FUNCTION(lcm),
    FUNCTION(ldexp),
    FUNCTION(lgamma),
    FUNCTION(log),
    FUNCTION(log10),
    FUNCTION(log1p),
    FUNCTION(log2),
    FUNCTION(modf),
    FUNCTION(nextafter),
    FUNCTION(perm),
    FUNCTION(pow),
    FUNCTION(prod),
    FUNCTION(radians),
    FUNCTION(remainder),
    FUNCTION(sin),
    FUNCTION(sinh),
    FUNCTION(sqrt),
    FUNCTION(sumprod),
    FUNCTION(tan),
    FUNCTION(tanh),
    FUNCTION(trunc),
    FUNCTION(ulp),
};
static MP_DEFINE_CONST_DICT(math_globals, math_globals_table);

const mp_obj_module_t math_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&math_globals,
};
MP_REGISTER_MODULE(MP_QSTR_math, math_module);

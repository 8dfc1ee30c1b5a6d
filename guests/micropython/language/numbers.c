#include "numbers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "py/runtime.h"
#include "py/unicode.h"

static mp_obj_t float_is_integer(mp_obj_t self) {
  const double value = mp_obj_float_get(self);
  return mp_obj_new_bool(isfinite(value) && floor(value) == value);
}
static MP_DEFINE_CONST_FUN_OBJ_1(float_is_integer_obj, float_is_integer);

static mp_obj_t float_as_integer_ratio(mp_obj_t self) {
  const double value = mp_obj_float_get(self);
  if (isinf(value))
    mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("cannot convert Infinity to integer ratio"));
  if (isnan(value)) mp_raise_ValueError(MP_ERROR_TEXT("cannot convert NaN to integer ratio"));
  int exponent;
  double mantissa = frexp(value, &exponent);
  for (int i = 0; i < 300 && floor(mantissa) != mantissa; i++) {
    mantissa *= 2;
    exponent--;
  }
  mp_obj_t ratio[] = {mp_obj_new_int_from_float(mantissa), MP_OBJ_NEW_SMALL_INT(1)};
  mp_obj_t* scaled = exponent > 0 ? &ratio[0] : &ratio[1];
  *scaled =
      mp_binary_op(MP_BINARY_OP_LSHIFT, *scaled, MP_OBJ_NEW_SMALL_INT(exponent > 0 ? exponent : -exponent));
  return mp_obj_new_tuple(2, ratio);
}
static MP_DEFINE_CONST_FUN_OBJ_1(float_as_integer_ratio_obj, float_as_integer_ratio);

/* [-]0x1.hhhhhhhhhhhhhp[+-]exponent */
static mp_obj_t float_hex(mp_obj_t self) {
  const double value = mp_obj_float_get(self);
  vstr_t text;
  vstr_init(&text, 32);
  if (signbit(value) && !isnan(value)) vstr_add_byte(&text, '-');
  if (!isfinite(value)) {
    vstr_add_str(&text, isnan(value) ? "nan" : "inf");
  } else if (value == 0) {
    vstr_add_str(&text, "0x0.0p+0");
  } else {
    int exponent;
    double mantissa = frexp(fabs(value), &exponent);
    /* So that the digit before the point is 1, or 0 below the normal numbers. */
    const int shift = exponent < -1021 ? exponent + 1022 : 1;
    mantissa = ldexp(mantissa, shift);
    exponent -= shift;
    for (int i = 0; i <= 13; i++) {
      const int digit = (int)mantissa;
      vstr_printf(&text, i == 0 ? "0x%x." : "%x", digit);
      mantissa = (mantissa - digit) * 16;
    }
    vstr_printf(&text, exponent < 0 ? "p-%d" : "p+%d", abs(exponent));
  }
  return mp_obj_new_str_from_vstr(&text);
}
static MP_DEFINE_CONST_FUN_OBJ_1(float_hex_obj, float_hex);

static bool starts_with_word(const char** at, const char* end, const char* word) {
  const char* c = *at;
  for (; *word != 0; word++, c++) {
    if (c == end || (*c | 0x20) != *word) return false;
  }
  *at = c;
  return true;
}

static mp_obj_t float_fromhex(mp_obj_t class_, mp_obj_t text_in) {
  size_t length;
  const char* at = mp_obj_str_get_data(text_in, &length);
  const char* end = at + length;
  while (at < end && unichar_isspace((byte)*at)) at++;
  while (at < end && unichar_isspace((byte)end[-1])) end--;
  const bool is_negative = at < end && *at == '-';
  if (at < end && (*at == '-' || *at == '+')) at++;
  double value = 0;
  bool is_valid = true;
  if (starts_with_word(&at, end, "inf")) {
    starts_with_word(&at, end, "inity");
    value = INFINITY;
  } else if (starts_with_word(&at, end, "nan")) {
    value = NAN;
  } else {
    starts_with_word(&at, end, "0x");
    uint64_t mantissa = 0; /* what no longer fits is kept in its last bit, for rounding */
    long exponent = 0;
    size_t digits = 0;
    bool is_fraction = false;
    for (; at < end; at++) {
      if (*at == '.' && !is_fraction) {
        is_fraction = true;
        continue;
      }
      if (!unichar_isxdigit((byte)*at)) break;
      const unsigned digit = unichar_xdigit_value((byte)*at);
      digits++;
      if (mantissa >> 58 == 0) {
        mantissa = mantissa << 4 | digit;
        exponent -= is_fraction ? 4 : 0;
      } else {
        mantissa |= digit != 0;
        exponent += is_fraction ? 0 : 4;
      }
    }
    is_valid = digits > 0;
    if (at < end && (*at | 0x20) == 'p') {
      at++;
      const bool is_down = at < end && *at == '-';
      if (at < end && (*at == '-' || *at == '+')) at++;
      is_valid = is_valid && at < end;
      long given = 0;
      for (; at < end && unichar_isdigit((byte)*at); at++)
        given = given < 100000000 ? given * 10 + *at - '0' : given;
      exponent += is_down ? -given : given;
    }
    value = mantissa == 0 ? 0 : ldexp((double)mantissa, exponent);
    if (isinf(value)) {
      mp_raise_msg(&mp_type_OverflowError,
                   MP_ERROR_TEXT("hexadecimal value too large to represent as a float"));
    }
  }
  if (at != end || !is_valid) mp_raise_ValueError(MP_ERROR_TEXT("invalid hexadecimal floating-point string"));
  const mp_obj_t result = mp_obj_new_float(is_negative ? -value : value);
  return class_ == MP_OBJ_FROM_PTR(&mp_type_float) ? result : mp_call_function_1(class_, result);
}
static MP_DEFINE_CONST_FUN_OBJ_2(float_fromhex_fun_obj, float_fromhex);
static MP_DEFINE_CONST_CLASSMETHOD_OBJ(float_fromhex_obj, MP_ROM_PTR(&float_fromhex_fun_obj));

static mp_obj_t float_conjugate(mp_obj_t self) { return self; }
static MP_DEFINE_CONST_FUN_OBJ_1(float_conjugate_obj, float_conjugate);

static const mp_rom_map_elem_t kFloatTable[] = {
    {MP_ROM_QSTR(MP_QSTR_is_integer), MP_ROM_PTR(&float_is_integer_obj)},
    {MP_ROM_QSTR(MP_QSTR_as_integer_ratio), MP_ROM_PTR(&float_as_integer_ratio_obj)},
    {MP_ROM_QSTR(MP_QSTR_conjugate), MP_ROM_PTR(&float_conjugate_obj)},
    {MP_ROM_QSTR(MP_QSTR_hex), MP_ROM_PTR(&float_hex_obj)},
    {MP_ROM_QSTR(MP_QSTR_fromhex), MP_ROM_PTR(&float_fromhex_obj)},
};
MP_DEFINE_CONST_DICT(language_float_locals, kFloatTable);

/* The digits of a big int are its own affair, so that these two look at its text. */
static mp_obj_t int_bit_length(mp_obj_t self) {
  if (!mp_obj_is_true(self)) return MP_OBJ_NEW_SMALL_INT(0);
  vstr_t text;
  mp_print_t print;
  vstr_init_print(&text, 64, &print);
  mp_print_mp_int(&print, mp_unary_op(MP_UNARY_OP_ABS, self), 2, 'a', 0, ' ', 0, 0);
  const size_t length = text.len;
  vstr_clear(&text);
  return MP_OBJ_NEW_SMALL_INT(length);
}
MP_DEFINE_CONST_FUN_OBJ_1(language_int_bit_length_obj, int_bit_length);

static mp_obj_t int_bit_count(mp_obj_t self) {
  size_t count = 0;
  vstr_t text;
  mp_print_t print;
  vstr_init_print(&text, 64, &print);
  mp_print_mp_int(&print, self, 2, 'a', 0, ' ', 0, 0);
  for (size_t i = 0; i < text.len; i++) count += text.buf[i] == '1';
  vstr_clear(&text);
  return MP_OBJ_NEW_SMALL_INT(count);
}
MP_DEFINE_CONST_FUN_OBJ_1(language_int_bit_count_obj, int_bit_count);

static mp_obj_t int_as_integer_ratio(mp_obj_t self) {
  const mp_obj_t ratio[] = {mp_obj_index(self), MP_OBJ_NEW_SMALL_INT(1)};
  return mp_obj_new_tuple(2, ratio);
}
MP_DEFINE_CONST_FUN_OBJ_1(language_int_as_integer_ratio_obj, int_as_integer_ratio);

static bool is_big_endian(mp_obj_t order) {
  const char* text = mp_obj_str_get_str(order);
  if (strcmp(text, "big") == 0) return true;
  if (strcmp(text, "little") != 0) {
    mp_raise_ValueError(MP_ERROR_TEXT("byteorder must be either 'little' or 'big'"));
  }
  return false;
}

static mp_obj_t int_to_bytes(size_t count, const mp_obj_t* positional, mp_map_t* named) {
  static const mp_arg_t kParameters[] = {
      {MP_QSTR_, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_obj = MP_OBJ_NULL}},
      {MP_QSTR_length, MP_ARG_INT, {.u_int = 1}},
      {MP_QSTR_byteorder, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_QSTR(MP_QSTR_big)}},
      {MP_QSTR_signed, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
  };
  mp_arg_val_t values[MP_ARRAY_SIZE(kParameters)];
  mp_arg_parse_all(count, positional, named, MP_ARRAY_SIZE(kParameters), kParameters, values);
  const mp_obj_t self = values[0].u_obj;
  const mp_int_t length = values[1].u_int;
  const bool is_big = is_big_endian(values[2].u_obj);
  const bool is_signed = values[3].u_bool;
  const bool is_negative = mp_obj_int_sign(self) < 0;
  if (length < 0) mp_raise_ValueError(MP_ERROR_TEXT("length argument must be non-negative"));
  if (is_negative && !is_signed) {
    mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("can't convert negative int to unsigned"));
  }
  vstr_t bytes;
  vstr_init_len(&bytes, length);
  byte* data = (byte*)bytes.buf;
  bool fits = true;
  if (mp_obj_is_small_int(self) || !mp_obj_is_exact_type(self, &mp_type_int)) {
    mp_int_t rest = mp_obj_get_int(self);
    for (mp_int_t i = 0; i < length; i++) {
      data[is_big ? length - 1 - i : i] = rest;
      rest >>= 8;
    }
    fits = rest == (is_negative ? -1 : 0);
  } else {
    fits = mp_obj_int_to_bytes_impl(self, is_big, length, data);
  }
  if (fits && is_signed && length > 0) {
    fits = ((data[is_big ? 0 : length - 1] & 0x80) != 0) == is_negative;
  }
  if (!fits) mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("int too big to convert"));
  return mp_obj_new_bytes_from_vstr(&bytes);
}
MP_DEFINE_CONST_FUN_OBJ_KW(language_int_to_bytes_obj, 1, int_to_bytes);

static mp_obj_t int_from_bytes(size_t count, const mp_obj_t* positional, mp_map_t* named) {
  static const mp_arg_t kParameters[] = {
      {MP_QSTR_, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_obj = MP_OBJ_NULL}},
      {MP_QSTR_bytes, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_obj = MP_OBJ_NULL}},
      {MP_QSTR_byteorder, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_QSTR(MP_QSTR_big)}},
      {MP_QSTR_signed, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
  };
  mp_arg_val_t values[MP_ARRAY_SIZE(kParameters)];
  mp_arg_parse_all(count, positional, named, MP_ARRAY_SIZE(kParameters), kParameters, values);
  const bool is_big = is_big_endian(values[2].u_obj);
  mp_obj_t bytes = values[1].u_obj;
  mp_buffer_info_t buffer;
  if (mp_obj_is_str(bytes) || mp_obj_index(bytes) != MP_OBJ_NULL) {
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("cannot convert '%s' object to bytes"),
                      mp_obj_get_type_str(bytes));
  }
  if (!mp_get_buffer(bytes, &buffer, MP_BUFFER_READ)) {
    bytes = mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_bytes), bytes);
    mp_get_buffer_raise(bytes, &buffer, MP_BUFFER_READ);
  }
  const byte* data = buffer.buf;
  mp_obj_t result;
  if (buffer.len < sizeof(mp_int_t)) {
    mp_uint_t value = 0;
    for (size_t i = 0; i < buffer.len; i++) value = value << 8 | data[is_big ? i : buffer.len - 1 - i];
    result = mp_obj_new_int_from_uint(value);
  } else {
    result = mp_obj_int_from_bytes_impl(is_big, buffer.len, data);
  }
  if (values[3].u_bool && buffer.len > 0 && (data[is_big ? 0 : buffer.len - 1] & 0x80)) {
    const mp_obj_t bits = mp_obj_new_int_from_uint(8 * buffer.len);
    result = mp_binary_op(MP_BINARY_OP_SUBTRACT, result,
                          mp_binary_op(MP_BINARY_OP_LSHIFT, MP_OBJ_NEW_SMALL_INT(1), bits));
  }
  const mp_obj_t class_ = values[0].u_obj;
  return class_ == MP_OBJ_FROM_PTR(&mp_type_int) ? result : mp_call_function_1(class_, result);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(int_from_bytes_obj, 1, int_from_bytes);
MP_DEFINE_CONST_CLASSMETHOD_OBJ(language_int_from_bytes_obj, MP_ROM_PTR(&int_from_bytes_obj));

mp_obj_t language_int_inverse(mp_obj_t base, mp_obj_t modulus) {
  mp_obj_t r = modulus;
  mp_obj_t old_r = mp_binary_op(MP_BINARY_OP_MODULO, base, modulus);
  mp_obj_t s = MP_OBJ_NEW_SMALL_INT(0);
  mp_obj_t old_s = MP_OBJ_NEW_SMALL_INT(1);
  while (mp_obj_is_true(r)) {
    const mp_obj_t q = mp_binary_op(MP_BINARY_OP_FLOOR_DIVIDE, old_r, r);
    const mp_obj_t next_r =
        mp_binary_op(MP_BINARY_OP_SUBTRACT, old_r, mp_binary_op(MP_BINARY_OP_MULTIPLY, q, r));
    const mp_obj_t next_s =
        mp_binary_op(MP_BINARY_OP_SUBTRACT, old_s, mp_binary_op(MP_BINARY_OP_MULTIPLY, q, s));
    old_r = r;
    r = next_r;
    old_s = s;
    s = next_s;
  }
  if (old_r != MP_OBJ_NEW_SMALL_INT(1) && old_r != MP_OBJ_NEW_SMALL_INT(-1)) {
    mp_raise_ValueError(MP_ERROR_TEXT("base is not invertible for the given modulus"));
  }
  if (old_r == MP_OBJ_NEW_SMALL_INT(-1)) old_s = mp_unary_op(MP_UNARY_OP_NEGATIVE, old_s);
  return mp_binary_op(MP_BINARY_OP_MODULO, old_s, modulus);
}

/* ---- ints beside floats ---- */

mp_float_t language_finite_float(const mpz_t* number) {
  mp_float_t value = mpz_as_float(number);
  if (isinf(value)) mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("int too large to convert to float"));
  return value;
}

int language_compare_float_int(mp_float_t number, mp_obj_t integer) {
  if (mp_obj_is_small_int(integer)) {
    mp_float_t other = (mp_float_t)MP_OBJ_SMALL_INT_VALUE(integer);
    return (number > other) - (number < other);
  }
  if (isinf(number)) return number > 0 ? 1 : -1;
  mp_float_t whole = trunc(number);
  mp_obj_t as_int = mp_obj_new_int_from_float(whole);
  if (mp_binary_op(MP_BINARY_OP_LESS, as_int, integer) == mp_const_true) return -1;
  if (mp_binary_op(MP_BINARY_OP_MORE, as_int, integer) == mp_const_true) return 1;
  return (number > whole) - (number < whole);
}

static size_t count_bits(const mpz_t* number) {
  if (number->len == 0) return 0;
  return number->len * MPZ_DIG_SIZE -
         ((unsigned)__builtin_clz(number->dig[number->len - 1]) - (32 - MPZ_DIG_SIZE));
}

/* As CPython's long_true_divide: a quotient of 55 bits or more is exact but for its end, which is rounded
 * once. */
mp_float_t language_true_divide(const mpz_t* dividend, const mpz_t* divisor) {
  enum { SIGNIFICANT_BITS = 53, EXPONENT_MIN = -1021, EXPONENT_MAX = 1024 };
  if (mpz_is_zero(dividend)) return divisor->neg ? -0.0 : 0.0;
  size_t dividend_bits = count_bits(dividend);
  size_t divisor_bits = count_bits(divisor);
  bool is_negative = dividend->neg != divisor->neg;
  if (dividend_bits <= SIGNIFICANT_BITS && divisor_bits <= SIGNIFICANT_BITS)
    return mpz_as_float(dividend) / mpz_as_float(divisor);
  int difference = (int)dividend_bits - (int)divisor_bits;
  if (difference < EXPONENT_MIN - SIGNIFICANT_BITS - 1) return is_negative ? -0.0 : 0.0;
  if (difference <= EXPONENT_MAX) {
    int shift = (difference > EXPONENT_MIN ? difference : EXPONENT_MIN) - SIGNIFICANT_BITS - 2;
    mpz_t scaled, positive, quotient, rest;
    mpz_init_zero(&scaled);
    mpz_init_zero(&positive);
    mpz_init_zero(&quotient);
    mpz_init_zero(&rest);
    mpz_abs_inpl(&scaled, dividend);
    mpz_abs_inpl(&positive, divisor);
    /* Instead of dropping bits of the dividend the divisor grows: nothing is lost. */
    if (shift < 0) {
      mpz_shl_inpl(&scaled, &scaled, (mp_uint_t)-shift);
    } else {
      mpz_shl_inpl(&positive, &positive, (mp_uint_t)shift);
    }
    mpz_divmod_inpl(&quotient, &rest, &scaled, &positive);
    uint64_t bits = 0;
    for (size_t i = quotient.len; i-- > 0;) bits = bits << MPZ_DIG_SIZE | quotient.dig[i];
    bool is_exact = mpz_is_zero(&rest);
    size_t quotient_bits = count_bits(&quotient);
    mpz_deinit(&scaled);
    mpz_deinit(&positive);
    mpz_deinit(&quotient);
    mpz_deinit(&rest);
    int kept = (int)quotient_bits > EXPONENT_MIN - shift ? (int)quotient_bits : EXPONENT_MIN - shift;
    unsigned extra = (unsigned)(kept - SIGNIFICANT_BITS); /* at least two */
    uint64_t half = UINT64_C(1) << (extra - 1);
    uint64_t low = bits | !is_exact;
    if ((low & half) != 0 && (low & (3 * half - 1)) != 0) low += half;
    mp_float_t value = ldexp((mp_float_t)(low & ~(2 * half - 1)), shift);
    if (!isinf(value)) return is_negative ? -value : value;
  }
  mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("integer division result too large for a float"));
}

bool language_int_fits(mp_obj_t integer, size_t bits, bool is_signed) {
  const mpz_t* number = &((mp_obj_int_t*)MP_OBJ_TO_PTR(integer))->mpz;
  size_t used = count_bits(number);
  if (!is_signed) return !number->neg && used <= bits;
  if (used < bits) return true;
  if (used > bits || !number->neg) return false;
  for (size_t i = 0; i + 1 < number->len; i++) {
    if (number->dig[i] != 0) return false;
  }
  mpz_dig_t top = number->dig[number->len - 1]; /* the least one: a power of two */
  return (top & (top - 1)) == 0;
}

#include "numbers.h"

#include <math.h>

#include "py/runtime.h"

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

static mp_obj_t float_conjugate(mp_obj_t self) { return self; }
static MP_DEFINE_CONST_FUN_OBJ_1(float_conjugate_obj, float_conjugate);

static const mp_rom_map_elem_t kFloatTable[] = {
    {MP_ROM_QSTR(MP_QSTR_is_integer), MP_ROM_PTR(&float_is_integer_obj)},
    {MP_ROM_QSTR(MP_QSTR_as_integer_ratio), MP_ROM_PTR(&float_as_integer_ratio_obj)},
    {MP_ROM_QSTR(MP_QSTR_conjugate), MP_ROM_PTR(&float_conjugate_obj)},
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
  const mp_obj_t ratio[] = {self, MP_OBJ_NEW_SMALL_INT(1)};
  return mp_obj_new_tuple(2, ratio);
}
MP_DEFINE_CONST_FUN_OBJ_1(language_int_as_integer_ratio_obj, int_as_integer_ratio);

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

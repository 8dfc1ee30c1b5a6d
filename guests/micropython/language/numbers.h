/* Methods of numbers that MicroPython lacks. */
#ifndef VITRINE_GUESTS_MICROPYTHON_LANGUAGE_NUMBERS_H
#define VITRINE_GUESTS_MICROPYTHON_LANGUAGE_NUMBERS_H

#include "py/obj.h"
#include "py/objint.h"

/* The methods of float. */
extern const mp_obj_dict_t language_float_locals;

MP_DECLARE_CONST_FUN_OBJ_1(language_int_bit_length_obj);
MP_DECLARE_CONST_FUN_OBJ_1(language_int_bit_count_obj);
MP_DECLARE_CONST_FUN_OBJ_1(language_int_as_integer_ratio_obj);

MP_DECLARE_CONST_FUN_OBJ_KW(language_int_to_bytes_obj);
extern const mp_rom_obj_static_class_method_t language_int_from_bytes_obj;

/* What times `base` is 1 modulo `modulus`, for pow() with a negative exponent. */
mp_obj_t language_int_inverse(mp_obj_t base, mp_obj_t modulus);

/* Beside floats. The nearest float; OverflowError when there is none. */
mp_float_t language_finite_float(const mpz_t* number);
/* -1, 0 or 1, exactly; the float is not a nan. */
int language_compare_float_int(mp_float_t number, mp_obj_t integer);
/* dividend / divisor, rounded once; the divisor is not zero. */
mp_float_t language_true_divide(const mpz_t* dividend, const mpz_t* divisor);
/* Whether an int that is no small one can be stored in so many bits, in two's complement when it is signed.
 */
bool language_int_fits(mp_obj_t integer, size_t bits, bool is_signed);

#endif

/* The methods of str and bytes that MicroPython lacks, or has for ASCII alone. py/objstr.c lists them in its
 * tables. */
#ifndef VITRINE_GUESTS_MICROPYTHON_TEXT_STR_METHODS_H
#define VITRINE_GUESTS_MICROPYTHON_TEXT_STR_METHODS_H

#include "py/obj.h"

/* Bytes of a text in some encoding, and back; the errors as CPython's codecs handle them. */
mp_obj_t text_decode(const byte* data, size_t length, const char* encoding, const char* errors);
mp_obj_t text_encode(mp_obj_t text, const char* encoding, const char* errors);

/* Whether it is UTF-8 as others know it: without surrogates, which a str may hold. */
bool text_is_utf8(const byte* data, size_t length);

/* False for what no name can be; of characters that are neither letters nor digits too little is known. */
bool text_may_be_identifier(const byte* data, size_t length);

MP_DECLARE_CONST_FUN_OBJ_1(text_lower_obj);
MP_DECLARE_CONST_FUN_OBJ_1(text_upper_obj);
MP_DECLARE_CONST_FUN_OBJ_1(text_title_obj);
MP_DECLARE_CONST_FUN_OBJ_1(text_capitalize_obj);
MP_DECLARE_CONST_FUN_OBJ_1(text_swapcase_obj);
MP_DECLARE_CONST_FUN_OBJ_1(text_casefold_obj);
MP_DECLARE_CONST_FUN_OBJ_1(text_isalpha_obj);
MP_DECLARE_CONST_FUN_OBJ_1(text_isalnum_obj);
MP_DECLARE_CONST_FUN_OBJ_1(text_isdigit_obj);
MP_DECLARE_CONST_FUN_OBJ_1(text_isdecimal_obj);
MP_DECLARE_CONST_FUN_OBJ_1(text_isnumeric_obj);
MP_DECLARE_CONST_FUN_OBJ_1(text_isspace_obj);
MP_DECLARE_CONST_FUN_OBJ_1(text_isprintable_obj);
MP_DECLARE_CONST_FUN_OBJ_1(text_isidentifier_obj);
MP_DECLARE_CONST_FUN_OBJ_1(text_isascii_obj);
MP_DECLARE_CONST_FUN_OBJ_1(text_islower_obj);
MP_DECLARE_CONST_FUN_OBJ_1(text_isupper_obj);
MP_DECLARE_CONST_FUN_OBJ_1(text_istitle_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(text_ljust_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(text_rjust_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(text_center_obj);
MP_DECLARE_CONST_FUN_OBJ_2(text_zfill_obj);
MP_DECLARE_CONST_FUN_OBJ_2(text_removeprefix_obj);
MP_DECLARE_CONST_FUN_OBJ_2(text_removesuffix_obj);
MP_DECLARE_CONST_FUN_OBJ_KW(text_expandtabs_obj);
MP_DECLARE_CONST_FUN_OBJ_KW(text_splitlines_obj);
MP_DECLARE_CONST_FUN_OBJ_KW(text_split_obj);
MP_DECLARE_CONST_FUN_OBJ_KW(text_rsplit_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(text_strip_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(text_lstrip_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(text_rstrip_obj);
MP_DECLARE_CONST_FUN_OBJ_KW(text_translate_obj);
MP_DECLARE_CONST_FUN_OBJ_2(text_format_map_obj);
MP_DECLARE_CONST_FUN_OBJ_KW(text_encode_obj);
MP_DECLARE_CONST_FUN_OBJ_KW(text_decode_obj);
extern const mp_rom_obj_static_class_method_t text_maketrans_obj;
extern const mp_rom_obj_static_class_method_t text_bytes_maketrans_obj;

#endif

/* Methods of array.array, bytearray and memoryview that MicroPython lacks. */
#ifndef VITRINE_GUESTS_MICROPYTHON_LANGUAGE_ARRAYS_H
#define VITRINE_GUESTS_MICROPYTHON_LANGUAGE_ARRAYS_H

#include "py/obj.h"

/* Of array and of bytearray. */
MP_DECLARE_CONST_FUN_OBJ_3(language_array_insert_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(language_array_pop_obj);
MP_DECLARE_CONST_FUN_OBJ_2(language_array_remove_obj);
MP_DECLARE_CONST_FUN_OBJ_1(language_array_reverse_obj);
MP_DECLARE_CONST_FUN_OBJ_1(language_array_clear_obj);
/* Of bytearray. */
MP_DECLARE_CONST_FUN_OBJ_1(language_array_copy_obj);

/* All methods of these. */
extern const mp_obj_dict_t language_array_locals;
extern const mp_obj_dict_t language_memoryview_locals;

void language_array_attr(mp_obj_t self, qstr name, mp_obj_t* dest);
void language_memoryview_attr(mp_obj_t self, qstr name, mp_obj_t* dest);

#endif

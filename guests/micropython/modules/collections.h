#pragma once

#include "py/obj.h"

extern const mp_obj_type_t collections_deque_type;

/* Struct sequences: tuples with names, some of them behind the tuple's end (time.struct_time,
 * os.stat_result). The type of those with the names given, of which `visible` are items as well; and one with
 * these values. */
mp_obj_t collections_new_sequence_type(qstr name, qstr module, const qstr* names, size_t visible,
                                       size_t count);
mp_obj_t collections_new_sequence(mp_obj_t type, const mp_obj_t* values);

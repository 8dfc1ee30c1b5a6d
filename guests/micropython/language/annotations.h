/* What annotations evaluate to: list[int], int | None. */
#ifndef VITRINE_GUESTS_MICROPYTHON_LANGUAGE_ANNOTATIONS_H
#define VITRINE_GUESTS_MICROPYTHON_LANGUAGE_ANNOTATIONS_H

#include "py/obj.h"

extern const mp_obj_type_t language_type_union;
extern const mp_obj_type_t language_type_generic_alias;

/* `left | right` of classes, None and unions; MP_OBJ_NULL when one is something else. */
mp_obj_t language_new_union(mp_obj_t left, mp_obj_t right);

/* type[parameters]: what __class_getitem__ says, or list[int] and its kind. */
mp_obj_t language_subscript_type(mp_obj_t type, mp_obj_t parameters);

/* The members of a union, for isinstance() and issubclass(). */
void language_get_union(mp_obj_t object, size_t* count, mp_obj_t** members);

#endif

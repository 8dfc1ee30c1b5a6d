/* What annotations evaluate to: list[int], int | None. */
#ifndef VITRINE_GUESTS_MICROPYTHON_LANGUAGE_ANNOTATIONS_H
#define VITRINE_GUESTS_MICROPYTHON_LANGUAGE_ANNOTATIONS_H

#include "py/obj.h"

extern const mp_obj_type_t language_type_union;
extern const mp_obj_type_t language_type_generic_alias;
extern const mp_obj_type_t language_type_type_variable;

/* `left | right` of classes, None and unions; MP_OBJ_NULL when one is something else. */
mp_obj_t language_new_union(mp_obj_t left, mp_obj_t right);

/* type[parameters]: what __class_getitem__ says, or list[int] and its kind. */
mp_obj_t language_subscript_type(mp_obj_t type, mp_obj_t parameters);

/* What the parameters in `def f[T](x)` are bound to: new_type_variable(name). */
MP_DECLARE_CONST_FUN_OBJ_1(language_new_type_variable_obj);
/* What `type X = value` makes: new_type_alias(name, function that returns the value). */
MP_DECLARE_CONST_FUN_OBJ_2(language_new_type_alias_obj);

/* x: annotation, in a module or a class: annotate(name, annotation). */
MP_DECLARE_CONST_FUN_OBJ_2(language_annotate_obj);

/* The members of a union, for isinstance() and issubclass(). */
void language_get_union(mp_obj_t object, size_t* count, mp_obj_t** members);

#endif

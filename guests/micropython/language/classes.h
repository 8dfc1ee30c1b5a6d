/* Which class an object shows, where several types of the core are one class of Python's; names of built-in
 * functions. */
#ifndef VITRINE_GUESTS_MICROPYTHON_LANGUAGE_CLASSES_H
#define VITRINE_GUESTS_MICROPYTHON_LANGUAGE_CLASSES_H

#include "py/obj.h"

/* What type() gives, without metaclasses. */
const mp_obj_type_t* language_class_of(mp_const_obj_t object);

/* The name under which a built-in function is found, or MP_QSTRnull; methods of `owner`, unless it is NULL,
 * go first. */
qstr language_builtin_name(mp_const_obj_t function, const mp_obj_type_t* owner);

/* Slots of the types of built-in functions. */
void language_builtin_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t kind);
void language_builtin_attr(mp_obj_t self, qstr attr, mp_obj_t* dest);

/* A method with the object that it is bound to: how it is printed, and its attributes but those of the
 * function. */
void language_method_print(const mp_print_t* print, mp_obj_t self, mp_obj_t function);
void language_method_attr(mp_obj_t self, mp_obj_t function, qstr attr, mp_obj_t* dest);

/* A method of a built-in type that was taken from the type. */
void language_descriptor_print(const mp_print_t* print, const mp_obj_type_t* type, mp_obj_t function);
void language_descriptor_attr(const mp_obj_type_t* type, mp_obj_t function, qstr attr, mp_obj_t* dest);

/* The name of a built-in class without its module, which stands before a dot when it is not builtins; and
 * that module. */
qstr language_class_name(const mp_obj_type_t* type);
qstr language_class_module(const mp_obj_type_t* type);

#endif

/* format(), str.format() and the texts of floats, as CPython 3.13 has them. */
#ifndef VITRINE_GUESTS_MICROPYTHON_TEXT_FORMAT_H
#define VITRINE_GUESTS_MICROPYTHON_TEXT_FORMAT_H

#include "py/mpprint.h"
#include "py/obj.h"

/* What repr() of a float writes. */
void text_print_float(const mp_print_t* print, double value);

/* A float as printf's %e, %f and %g write it (`alternate` is the flag #), without sign. */
void text_add_float(vstr_t* out, double value, char type, int precision, bool alternate);

/* format(value, spec), written to `out`. */
void text_format_value(vstr_t* out, mp_obj_t value, const char* spec, size_t spec_length);

/* template.format(*args, **named); `named` is NULL, or anything with __getitem__. */
mp_obj_t text_format(mp_obj_t template, size_t args_count, const mp_obj_t* args, mp_obj_t named);

/* repr() with all but ASCII escaped. */
mp_obj_t text_ascii(mp_obj_t value);

MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(text_builtin_format_obj);
MP_DECLARE_CONST_FUN_OBJ_1(text_builtin_ascii_obj);

#endif

/* Asynchronous generators: a generator that yields to the event loop what it awaits, and wrapped what it
 * yields. */
#ifndef VITRINE_GUESTS_MICROPYTHON_LANGUAGE_ASYNC_GENERATOR_H
#define VITRINE_GUESTS_MICROPYTHON_LANGUAGE_ASYNC_GENERATOR_H

#include "py/obj.h"

/* Wraps what `yield` in an `async def` hands out. Compiled code alone calls it. */
MP_DECLARE_CONST_FUN_OBJ_1(language_async_value_obj);

/* What calling such a function gives, around the generator. */
mp_obj_t language_new_async_generator(mp_obj_t generator, qstr name);

/* The built-in functions aiter and anext. */
MP_DECLARE_CONST_FUN_OBJ_1(language_aiter_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(language_anext_obj);

#endif

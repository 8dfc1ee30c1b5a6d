/* repr() and str() that stop when they have become long, so that a huge value costs no more than its start.
 */
#ifndef VITRINE_GUESTS_MICROPYTHON_BOUNDED_REPR_H_
#define VITRINE_GUESTS_MICROPYTHON_BOUNDED_REPR_H_

#include <stddef.h>

#include "py/obj.h"

/* Appends the text, cut after `characters_max` characters. Returns whether it was cut. Raises what the
 * object's own code raises. */
bool bounded_print(vstr_t* text, mp_obj_t object, mp_print_kind_t kind, size_t characters_max);
/* repr(object) as a str, with a remark at the end when it was cut. */
void bounded_repr(vstr_t* text, mp_obj_t object, size_t characters_max);

#endif /* VITRINE_GUESTS_MICROPYTHON_BOUNDED_REPR_H_ */

/* The special methods that built-in types have in Python by their names, where the core has slots: what
 * hasattr() says of them, and xs.__getitem__, super().__repr__ or object.__hash__ as values that can be
 * called. */
#ifndef VITRINE_GUESTS_MICROPYTHON_LANGUAGE_SPECIAL_METHODS_H
#define VITRINE_GUESTS_MICROPYTHON_LANGUAGE_SPECIAL_METHODS_H

#include "py/obj.h"

/* Of an object, or of a class whose objects would have it. */
bool language_has_special_method(mp_obj_t object, qstr name);

/* As mp_load_method_maybe(), for what that did not find; also of super(). To be asked only where a program
 * names the method: what the core looks for itself must not find these. */
void language_load_special_method(mp_obj_t object, qstr name, mp_obj_t* dest);

#endif

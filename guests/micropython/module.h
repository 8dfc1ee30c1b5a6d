/* The module _vitrine: what the module vitrine is made of. */
#ifndef VITRINE_GUESTS_MICROPYTHON_MODULE_H_
#define VITRINE_GUESTS_MICROPYTHON_MODULE_H_

#include "py/obj.h"

/* Makes the granted functions of the configuration (abi.h) and puts them among the builtins. Raises when the
 * map is not as it should be. */
void module_grant(mp_obj_t settings);

#endif /* VITRINE_GUESTS_MICROPYTHON_MODULE_H_ */

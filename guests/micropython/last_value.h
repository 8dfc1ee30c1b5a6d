/* The value of a last statement that is an expression, without a second compilation. */
#ifndef VITRINE_GUESTS_MICROPYTHON_LAST_VALUE_H_
#define VITRINE_GUESTS_MICROPYTHON_LAST_VALUE_H_

#include "py/obj.h"
#include "py/parse.h"

/* Turns a last statement that is an expression into an assignment to a name that no source can spell. */
void last_value_keep(mp_parse_tree_t* tree);
/* The value that the name has then, and removes it; None when there is none. */
mp_obj_t last_value_take(void);

#endif /* VITRINE_GUESTS_MICROPYTHON_LAST_VALUE_H_ */

/* What the port does with the table of names beside what py/qstr.h declares. */
#ifndef VITRINE_GUESTS_MICROPYTHON_INTERNED_H_
#define VITRINE_GUESTS_MICROPYTHON_INTERNED_H_

#include <stdbool.h>
#include <stddef.h>

/* Makes all names so far those of the image. False when memory is short. */
bool interned_keep_all(void);
/* After heap_seal_image: makes anew what new names will be written to. False when memory is short. */
bool interned_renew(void);

/* One more than the largest number of a name. */
size_t interned_count(void);

#endif /* VITRINE_GUESTS_MICROPYTHON_INTERNED_H_ */

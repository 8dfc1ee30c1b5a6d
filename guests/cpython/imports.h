/* All imports of guests/abi.h, for code that is also compiled natively for its tests (see ../vfs/imports.h).
 */
#ifndef VITRINE_GUESTS_CPYTHON_IMPORTS_H_
#define VITRINE_GUESTS_CPYTHON_IMPORTS_H_

#include "../vfs/imports.h"

#ifndef __wasm__

#define VITRINE_EXPORT(name)

int32_t vitrine_call(const void* request, uint32_t bytes);
uint32_t vitrine_take(void* reply, uint32_t capacity);

int32_t vitrine_init(uint32_t pack_bytes, uint32_t hash_seed);
void* vitrine_reserve(uint32_t bytes);
int32_t vitrine_run(uint32_t bytes, uint32_t mode);
const vitrine_interrupt_cells* vitrine_get_interrupt_cells(void);
void vitrine_reseed(void);

#endif /* !__wasm__ */

#endif /* VITRINE_GUESTS_CPYTHON_IMPORTS_H_ */

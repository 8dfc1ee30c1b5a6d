/* The imports of guests/abi.h, for code that is also compiled natively for its tests.
 *
 * In the guest these are wasm imports. In a native build whoever links the library defines them (the tests
 * do, in test_imports.cc); abi.h then gives the constants only.
 */
#ifndef VITRINE_GUESTS_VFS_IMPORTS_H_
#define VITRINE_GUESTS_VFS_IMPORTS_H_

#include "../abi.h"

#ifndef __wasm__

#ifdef __cplusplus
extern "C" {
#endif

void vitrine_write(uint32_t stream, const void* data, uint32_t bytes);
int64_t vitrine_clock(uint32_t which);
void vitrine_entropy(void* data, uint32_t bytes);
void vitrine_sleep(int64_t nanoseconds);
void vitrine_exit(int32_t code);

#ifdef __cplusplus
}
#endif

#endif /* !__wasm__ */

/* The most bytes one call of vitrine_entropy accepts. */
#define VITRINE_ENTROPY_BYTES_MAX 65536u

#endif /* VITRINE_GUESTS_VFS_IMPORTS_H_ */

/* Output, clocks and randomness: what MicroPython's modules ask of a port. */
#ifndef VITRINE_GUESTS_MICROPYTHON_HAL_H_
#define VITRINE_GUESTS_MICROPYTHON_HAL_H_

#include <stddef.h>
#include <stdint.h>

/* What was written and not yet handed to the host. print() does it at its end, so that no hard limit can lose
 * what print() has printed. */
void hal_flush(void);
void hal_write_error(const char* text, size_t bytes);

/* Waits; raises when an interrupt ends it. */
void hal_sleep_ns(int64_t nanoseconds);

#endif /* VITRINE_GUESTS_MICROPYTHON_HAL_H_ */

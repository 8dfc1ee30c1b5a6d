/* One run: parse, compile, execute, tell the outcome. */
#ifndef VITRINE_GUESTS_MICROPYTHON_DRIVER_H_
#define VITRINE_GUESTS_MICROPYTHON_DRIVER_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum { DRIVER_QUIET, DRIVER_TELLS } driver_voice;

void driver_init(void);
/* Quiet while init warms up. */
void driver_set_voice(driver_voice voice);
/* After heap_seal_image: makes anew what every run writes to. False when memory is short. */
bool driver_renew(void);
/* Runs source code and returns a VITRINE_STATUS_ number. Names live on in __main__. */
int32_t driver_run(const char* name, size_t name_bytes, const char* source, size_t source_bytes);

#endif /* VITRINE_GUESTS_MICROPYTHON_DRIVER_H_ */

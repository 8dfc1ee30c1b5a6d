/* What MicroPython's modules ask of a port; see hal.c. */
#include <stdint.h>

#include "py/mpconfig.h"

static inline void mp_hal_set_interrupt_char(char character) { (void)character; }

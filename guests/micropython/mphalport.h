/* What MicroPython's modules ask of a port; see hal.c. */
#include <stdint.h>

#include "py/mpconfig.h"

static inline void mp_hal_set_interrupt_char(char character) { (void)character; }

/* One line of standard input for input(); see streams.c. */
#include "py/misc.h"
int streams_read_line(vstr_t* line, const char* prompt);
#define mp_hal_readline streams_read_line

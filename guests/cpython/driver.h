/* Runs code in __main__ and tells the host what became of it. */
#ifndef VITRINE_GUESTS_CPYTHON_DRIVER_H_
#define VITRINE_GUESTS_CPYTHON_DRIVER_H_

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stddef.h>
#include <stdint.h>

/* Keeps what it needs of the interpreter: __main__, linecache, and the functions of vitrine._report, whatever
 * foreign code does to these modules later. Returns 0, or -1 with a Python exception set. */
int driver_init(void);

/* Runs `source` (UTF-8; source[source_bytes] must be readable and is set to NUL) as the file `name`. When its
 * last statement is an expression, that is the value. Writes one outcome frame and returns a VITRINE_STATUS_
 * number. */
int32_t driver_run(const char* name, size_t name_bytes, char* source, size_t source_bytes);

/* Whether outcome frames are written; they are not while the image is being made. */
typedef enum { DRIVER_QUIET, DRIVER_TELLS } driver_voice;
void driver_set_voice(driver_voice voice);

#endif /* VITRINE_GUESTS_CPYTHON_DRIVER_H_ */

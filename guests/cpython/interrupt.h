/* The soft limit: how plain stores of the host become a Python exception.
 *
 * The host stores a reason, then what CPython's own C signal handler would store. CPython looks at these
 * words between bytecodes and inside its long loops in C (big integers, regular expressions, joins), calls
 * the handler installed here, and that raises the exception the reason stands for. State stays whole; the
 * next run goes on.
 *
 * The signal number used is the last one, which no program handles, so signal.signal(SIGINT, ...) changes
 * nothing. A program that wants to can still defeat this; the host's hard limit does not depend on it.
 */
#ifndef VITRINE_GUESTS_CPYTHON_INTERRUPT_H_
#define VITRINE_GUESTS_CPYTHON_INTERRUPT_H_

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "imports.h"

/* Makes the exception classes. Returns 0, or -1 with a Python exception set. */
int interrupt_init(void);

/* Installs the handler (again, should foreign code have removed it) and forgets what was stored before. For
 * the start of a run. */
void interrupt_arm(void);
/* What the host stores from here on raises nothing. For the time in which a limit that was met is reported.
 */
void interrupt_disarm(void);

const vitrine_interrupt_cells* interrupt_cells(void);

/* Borrowed references to the exception classes. LimitExceeded is a BaseException; TimeLimitExceeded is a
 * LimitExceeded; the other two are TimeLimitExceeded. */
typedef struct {
  PyObject* limit_exceeded;
  PyObject* time_limit_exceeded;
  PyObject* cpu_limit_exceeded;
  PyObject* fuel_limit_exceeded;
} interrupt_exceptions;

const interrupt_exceptions* interrupt_get_exceptions(void);

#endif /* VITRINE_GUESTS_CPYTHON_INTERRUPT_H_ */

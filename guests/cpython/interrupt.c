#define Py_BUILD_CORE 1
#include "interrupt.h"

#include "internal/pycore_ceval.h"
#include "internal/pycore_pystate.h"
#include "internal/pycore_runtime.h"
#include "internal/pycore_signal.h"

#define SIGNAL_NUMBER (Py_NSIG - 1)

static volatile uint32_t reason;
static int is_armed;
static PyObject* handler;
static interrupt_exceptions exceptions;

static PyObject* raise_reason(PyObject* Py_UNUSED(self), PyObject* Py_UNUSED(arguments)) {
  if (!is_armed) Py_RETURN_NONE;
  switch (reason) {
    case VITRINE_INTERRUPT_TIME:
      PyErr_SetString(exceptions.time_limit_exceeded,
                      "the run used up its time; do less in one run, or ask for a longer time limit");
      return NULL;
    case VITRINE_INTERRUPT_CPU:
      PyErr_SetString(exceptions.cpu_limit_exceeded,
                      "the run used up its processor time; do less in one run, or ask for a longer limit");
      return NULL;
    case VITRINE_INTERRUPT_FUEL:
      PyErr_SetString(exceptions.fuel_limit_exceeded,
                      "the run used up its fuel; do less in one run, or ask for more fuel");
      return NULL;
    case VITRINE_INTERRUPT_CANCEL:
      PyErr_SetNone(PyExc_KeyboardInterrupt);
      return NULL;
    default:
      Py_RETURN_NONE;
  }
}

static PyMethodDef handler_definition = {"_raise_limit", raise_reason, METH_VARARGS, NULL};

static PyObject* new_exception(const char* name, const char* doc, PyObject* base) {
  return PyErr_NewExceptionWithDoc(name, doc, base, NULL);
}

int interrupt_init(void) {
  exceptions.limit_exceeded = new_exception(
      "vitrine.LimitExceeded",
      "A limit of the sandbox was met. A BaseException, so that `except Exception` does not swallow it.",
      PyExc_BaseException);
  if (exceptions.limit_exceeded == NULL) return -1;
  exceptions.time_limit_exceeded =
      new_exception("vitrine.TimeLimitExceeded", "The run used up its time. Names that it had made stay.",
                    exceptions.limit_exceeded);
  if (exceptions.time_limit_exceeded == NULL) return -1;
  exceptions.cpu_limit_exceeded = new_exception(
      "vitrine.CpuLimitExceeded", "The run used up its processor time.", exceptions.time_limit_exceeded);
  exceptions.fuel_limit_exceeded = new_exception(
      "vitrine.FuelLimitExceeded", "The run used up its budget of steps.", exceptions.time_limit_exceeded);
  handler = PyCFunction_New(&handler_definition, NULL);
  return exceptions.cpu_limit_exceeded != NULL && exceptions.fuel_limit_exceeded != NULL && handler != NULL
             ? 0
             : -1;
}

void interrupt_arm(void) {
  struct _signals_runtime_state* signals = &_PyRuntime.signals;
  signals->handlers[SIGNAL_NUMBER].func = handler;
  signals->handlers[SIGNAL_NUMBER].tripped = 0;
  reason = VITRINE_INTERRUPT_NONE;
  is_armed = 1;
}

void interrupt_disarm(void) { is_armed = 0; }

const vitrine_interrupt_cells* interrupt_cells(void) {
  static vitrine_interrupt_cells cells;
  struct _signals_runtime_state* signals = &_PyRuntime.signals;
  cells.reason_address = (uint32_t)(uintptr_t)&reason;
  cells.count = 3;
  cells.cells[0] =
      (vitrine_cell){(uint32_t)(uintptr_t)&signals->handlers[SIGNAL_NUMBER].tripped, VITRINE_CELL_STORE, 1};
  cells.cells[1] = (vitrine_cell){(uint32_t)(uintptr_t)&signals->is_tripped, VITRINE_CELL_STORE, 1};
  cells.cells[2] = (vitrine_cell){(uint32_t)(uintptr_t)&_PyThreadState_GET()->eval_breaker, VITRINE_CELL_OR,
                                  _PY_SIGNALS_PENDING_BIT};
  return &cells;
}

const interrupt_exceptions* interrupt_get_exceptions(void) { return &exceptions; }

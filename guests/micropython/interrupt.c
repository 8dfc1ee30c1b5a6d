#include "interrupt.h"

#include "exceptions.h"
#include "py/runtime.h"

/* Any object that is not NULL; the machine only asks whether there is one. */
#define PENDING ((uint32_t)(uintptr_t)mp_const_true)

static volatile uint32_t reason;
static bool is_armed;

void interrupt_arm(void) {
  MP_STATE_THREAD(mp_pending_exception) = MP_OBJ_NULL;
  reason = VITRINE_INTERRUPT_NONE;
  is_armed = true;
}

void interrupt_disarm(void) { is_armed = false; }

const vitrine_interrupt_cells* interrupt_cells(void) {
  static vitrine_interrupt_cells cells;
  cells.reason_address = (uint32_t)(uintptr_t)&reason;
  cells.count = 1;
  cells.cells[0] = (vitrine_cell){(uint32_t)(uintptr_t)&MP_STATE_THREAD(mp_pending_exception),
                                  VITRINE_CELL_STORE, PENDING};
  return &cells;
}

static void raise_reason(void) {
  switch (reason) {
    case VITRINE_INTERRUPT_TIME:
      mp_raise_msg(
          &guest_type_TimeLimitExceeded,
          MP_ERROR_TEXT("the run used up its time; do less in one run, or ask for a longer time limit"));
    case VITRINE_INTERRUPT_CPU:
      mp_raise_msg(
          &guest_type_CpuLimitExceeded,
          MP_ERROR_TEXT("the run used up its processor time; do less in one run, or ask for a longer limit"));
    case VITRINE_INTERRUPT_FUEL:
      mp_raise_msg(&guest_type_FuelLimitExceeded,
                   MP_ERROR_TEXT("the run used up its fuel; do less in one run, or ask for more fuel"));
    case VITRINE_INTERRUPT_CANCEL:
      mp_raise_type(&mp_type_KeyboardInterrupt);
    default:
      return;
  }
}

void interrupt_poll(void) {
  if (MP_STATE_THREAD(mp_pending_exception) != MP_OBJ_NULL) mp_handle_pending(true);
}

/* ---- what py/scheduler.c is for others ---- */

void mp_sched_exception(mp_obj_t exception) { MP_STATE_MAIN_THREAD(mp_pending_exception) = exception; }

void mp_handle_pending(bool may_raise) {
  if (MP_STATE_THREAD(mp_pending_exception) == MP_OBJ_NULL) return;
  MP_STATE_THREAD(mp_pending_exception) = MP_OBJ_NULL;
  if (may_raise && is_armed) raise_reason();
}

void mp_event_handle_nowait(void) { mp_handle_pending(true); }
void mp_event_wait_indefinite(void) { mp_event_wait_ms(1000); }

void mp_event_wait_ms(mp_uint_t milliseconds) {
  mp_handle_pending(true);
  vitrine_sleep((int64_t)milliseconds * 1000000);
  mp_handle_pending(true);
}

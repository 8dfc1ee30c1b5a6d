/* Included by extmod/modtime.c: the parts of the module time that a port brings. */
#include <math.h>

#include "abi.h"
#include "hal.h"
#include "py/mphal.h"
#include "py/obj.h"
#include "py/objint.h"
#include "py/runtime.h"
#include "shared/timeutils/timeutils.h"

static mp_obj_t mp_time_localtime_get(void) {
  timeutils_struct_time_t parts;
  timeutils_seconds_since_epoch_to_struct_time(mp_hal_time_ns() / 1000000000, &parts);
  mp_obj_t items[8] = {
      mp_obj_new_int(parts.tm_year), mp_obj_new_int(parts.tm_mon),  mp_obj_new_int(parts.tm_mday),
      mp_obj_new_int(parts.tm_hour), mp_obj_new_int(parts.tm_min),  mp_obj_new_int(parts.tm_sec),
      mp_obj_new_int(parts.tm_wday), mp_obj_new_int(parts.tm_yday),
  };
  return mp_obj_new_tuple(8, items);
}

static mp_obj_t mp_time_time_get(void) { return mp_obj_new_float((mp_float_t)mp_hal_time_ns() / 1e9); }

static void mp_time_sleep(mp_obj_t seconds) {
  mp_float_t value = mp_obj_get_float(seconds);
  if (!(value >= 0)) mp_raise_ValueError(MP_ERROR_TEXT("sleep length must be non-negative"));
  if (value > 9e9) mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("timestamp too large"));
  hal_sleep_ns((int64_t)(value * 1e9));
}

static mp_obj_t guest_time_clock(uint32_t which) {
  return mp_obj_new_float((mp_float_t)vitrine_clock(which) / 1e9);
}
static mp_obj_t guest_time_clock_ns(uint32_t which) { return mp_obj_new_int_from_ll(vitrine_clock(which)); }

static mp_obj_t guest_time_monotonic(void) { return guest_time_clock(VITRINE_CLOCK_MONOTONIC); }
static MP_DEFINE_CONST_FUN_OBJ_0(guest_time_monotonic_obj, guest_time_monotonic);
static mp_obj_t guest_time_monotonic_ns(void) { return guest_time_clock_ns(VITRINE_CLOCK_MONOTONIC); }
static MP_DEFINE_CONST_FUN_OBJ_0(guest_time_monotonic_ns_obj, guest_time_monotonic_ns);
static mp_obj_t guest_time_process_time(void) { return guest_time_clock(VITRINE_CLOCK_CPU); }
static MP_DEFINE_CONST_FUN_OBJ_0(guest_time_process_time_obj, guest_time_process_time);
static mp_obj_t guest_time_process_time_ns(void) { return guest_time_clock_ns(VITRINE_CLOCK_CPU); }
static MP_DEFINE_CONST_FUN_OBJ_0(guest_time_process_time_ns_obj, guest_time_process_time_ns);

#define MICROPY_PY_TIME_EXTRA_GLOBALS                                                   \
  {MP_ROM_QSTR(MP_QSTR_monotonic), MP_ROM_PTR(&guest_time_monotonic_obj)},              \
      {MP_ROM_QSTR(MP_QSTR_monotonic_ns), MP_ROM_PTR(&guest_time_monotonic_ns_obj)},    \
      {MP_ROM_QSTR(MP_QSTR_perf_counter), MP_ROM_PTR(&guest_time_monotonic_obj)},       \
      {MP_ROM_QSTR(MP_QSTR_perf_counter_ns), MP_ROM_PTR(&guest_time_monotonic_ns_obj)}, \
      {MP_ROM_QSTR(MP_QSTR_process_time), MP_ROM_PTR(&guest_time_process_time_obj)},    \
      {MP_ROM_QSTR(MP_QSTR_process_time_ns), MP_ROM_PTR(&guest_time_process_time_ns_obj)},

/* MicroPython as a guest: the exports of guests/abi.h.
 *
 * Life: the host fills a buffer with the library pack and calls init; what memory holds afterwards is the
 * image. Every sandbox starts as a copy of it: reseed, run(CONFIGURE), then run after run.
 *
 *     | stack, grows down | constants | what every run writes to, frames of Python functions | other data |
 *     | pack | short requests | heap: the image's, what runs make -> |
 */
#include <stdlib.h>
#include <string.h>

#include "abi.h"
#include "cbor.h"
#include "driver.h"
#include "files.h"
#include "hal.h"
#include "heap.h"
#include "interned.h"
#include "interrupt.h"
#include "module.h"
#include "modules/random.h"
#include "py/builtin.h"
#include "py/cstack.h"
#include "py/gc.h"
#include "py/pystack.h"
#include "py/runtime.h"
#include "vfs/requests.h"
#include "vfs/vfs.h"

/* Quotas until the host configures them. */
#define FILE_BYTES_MAX_DEFAULT (64u << 20)

#define FRAME_STACK_BYTES (256u << 10)
#define HEAP_BYTES_INITIAL (512u << 10)
/* What functions between two checks may need, and what telling of the error takes. */
#define STACK_MARGIN_BYTES (32u << 10)

extern uint8_t __stack_low, __stack_high;

/* More than any memory, and exact as a float. */
#define QUOTA_MAX 9e15

/* Where init failed. */
enum { INIT_OK = 0, INIT_FILES = 1, INIT_MEMORY = 2, INIT_PYTHON = 3, INIT_WARM_UP = 4 };

/* ---- the buffer for requests ---- */

/* Most requests are short: their bytes are there without an allocation. The shortest lie in front of the
 * frames of Python functions and behind other data that every run writes to (build/port.mk), so that all of
 * it is one page. */
#define FIRST_REQUEST_BYTES 512u
#define SHORT_REQUEST_BYTES (16u * 1024u)

/* Not static, or the compiler would take it apart. */
struct {
  char* long_request;
  char* current_request;
  uint32_t current_request_bytes;
  uint32_t configuration_bytes;
  const uint8_t* configuration;
  char first_request[FIRST_REQUEST_BYTES];
  uint8_t frames[FRAME_STACK_BYTES];
} hot;

static char* short_request; /* NULL until init */

VITRINE_EXPORT(reserve) void* vitrine_reserve(uint32_t bytes) {
  free(hot.long_request);
  hot.long_request = NULL;
  if (short_request == NULL) {
    hot.current_request = heap_take_for_ever(bytes);
  } else if (bytes <= FIRST_REQUEST_BYTES) {
    hot.current_request = hot.first_request;
  } else if (bytes <= SHORT_REQUEST_BYTES) {
    hot.current_request = short_request;
  } else {
    hot.current_request = hot.long_request = malloc(bytes);
  }
  hot.current_request_bytes = hot.current_request != NULL ? bytes : 0;
  return hot.current_request;
}

static bool make_buffers(void) {
  short_request = heap_take_for_ever(SHORT_REQUEST_BYTES);
  if (short_request == NULL) return false;
  mp_pystack_init(hot.frames, hot.frames + FRAME_STACK_BYTES);
  return heap_init(HEAP_BYTES_INITIAL);
}

/* ---- init ---- */

static void start_python(void) {
  mp_cstack_init_with_top(&__stack_high, (size_t)(&__stack_high - &__stack_low) - STACK_MARGIN_BYTES);
  mp_init();
  mp_obj_list_init(MP_OBJ_TO_PTR(mp_sys_path), 0);
  mp_obj_list_append(mp_sys_path, MP_OBJ_NEW_QSTR(MP_QSTR__slash_lib));
  mp_obj_list_append(mp_sys_path, MP_OBJ_NEW_QSTR(MP_QSTR__slash_output));
  mp_obj_list_append(mp_sys_path, MP_OBJ_NEW_QSTR(MP_QSTR__slash_input));
  files_init();
  driver_init();
}

/* Runs what every run needs once, so that what grows on first use has grown in the image. */
static bool warm_up(void) {
  static const struct {
    const char* source;
    int32_t expected;
  } runs[] = {
      {"import _preload\ndel _preload", VITRINE_STATUS_OK},
      {"print('', end='')", VITRINE_STATUS_OK},
      {"1 + 1", VITRINE_STATUS_OK},
      {"def _vitrine_warm():\n    return undefined_name_for_warm_up\n_vitrine_warm()",
       VITRINE_STATUS_EXCEPTION},
      {"del _vitrine_warm, _", VITRINE_STATUS_OK},
  };
  for (size_t i = 0; i < MP_ARRAY_SIZE(runs); i++) {
    if (driver_run("<warm-up>", 9, runs[i].source, strlen(runs[i].source)) != runs[i].expected) return false;
  }
  return true;
}

VITRINE_EXPORT(init) int32_t vitrine_init(uint32_t pack_bytes, uint32_t hash_seed) {
  (void)hash_seed;                        /* MicroPython's hashes have none */
  const char* pack = hot.current_request; /* stays where it is */
  if (pack_bytes > hot.current_request_bytes) return INIT_FILES;
  if (!make_buffers()) return INIT_MEMORY;
  hot.current_request_bytes = 0;

  const vfs_limits limits = {FILE_BYTES_MAX_DEFAULT, FILE_BYTES_MAX_DEFAULT, VFS_INODES_MAX};
  if (vfs_init(&limits) < 0 || vfs_mount_pack(pack, pack_bytes) < 0) return INIT_FILES;
  nlr_buf_t nlr;
  if (nlr_push(&nlr) != 0) return INIT_PYTHON;
  start_python();
  nlr_pop();
  if (!warm_up()) return INIT_WARM_UP;
  interrupt_arm();
  interrupt_disarm();
  driver_set_voice(DRIVER_TELLS);
  if (!interned_keep_all()) return INIT_MEMORY;
  gc_collect();
  heap_keep_spare();
  heap_seal_image();
  return interned_renew() && driver_renew() ? INIT_OK : INIT_MEMORY;
}

VITRINE_EXPORT(interrupt_cells) const vitrine_interrupt_cells* vitrine_get_interrupt_cells(void) {
  return interrupt_cells();
}

/* ---- requests that touch Python: protected, each in a function of its own ---- */

static void do_configure(void) {
  mp_obj_t settings = cbor_decode(hot.configuration, hot.configuration_bytes);
  if (!mp_obj_is_type(settings, &mp_type_dict)) mp_raise_ValueError(NULL);
  mp_map_elem_t* quota =
      mp_map_lookup(mp_obj_dict_get_map(settings), MP_OBJ_NEW_QSTR(MP_QSTR_file_bytes_max), MP_MAP_LOOKUP);
  if (quota != NULL) {
    mp_float_t bytes = mp_obj_get_float(quota->value); /* as a float: an int here has 31 bits */
    if (bytes < 0) mp_raise_ValueError(NULL);
    vfs_set_quota(bytes < QUOTA_MAX ? (uint64_t)bytes : (uint64_t)QUOTA_MAX);
  }
  module_grant(settings);
}

static __attribute__((noinline)) bool protect(void (*function)(void)) {
  nlr_buf_t nlr;
  if (nlr_push(&nlr) != 0) return false;
  function();
  nlr_pop();
  return true;
}

VITRINE_EXPORT(reseed) void vitrine_reseed(void) { random_forget_seed(); }

static int32_t configure(const char* request, uint32_t bytes) {
  hot.configuration = (const uint8_t*)request;
  hot.configuration_bytes = bytes;
  return protect(do_configure) ? VITRINE_STATUS_OK : VITRINE_STATUS_REFUSED;
}

/* ---- requests ---- */

static int32_t run_code(const char* request, uint32_t bytes) {
  vitrine_code_frame frame;
  if (bytes < sizeof frame) return VITRINE_STATUS_REFUSED;
  memcpy(&frame, request, sizeof frame);
  bytes -= sizeof frame;
  if (frame.name_bytes > bytes) return VITRINE_STATUS_REFUSED;
  const char* name = request + sizeof frame;
  return driver_run(name, frame.name_bytes, name + frame.name_bytes, bytes - frame.name_bytes);
}

VITRINE_EXPORT(run) int32_t vitrine_run(uint32_t bytes, uint32_t mode) {
  const char* request = hot.current_request;
  if (bytes > hot.current_request_bytes) return VITRINE_STATUS_REFUSED;
  switch (mode) {
    case VITRINE_RUN_CODE:
      return run_code(request, bytes);
    case VITRINE_RUN_CONFIGURE:
      return configure(request, bytes);
    default:
      return vfs_answer_request(request, bytes, mode);
  }
}

/* ---- ends ---- */

/* An exception that nobody waits for: a bug of ours. The trap ends the instance. */
void nlr_jump_fail(void* exception) {
  (void)exception;
  __builtin_trap();
}

_Noreturn void abort(void) { __builtin_trap(); }
_Noreturn void __assert_fail(const char* expression, const char* file, int line, const char* function) {
  (void)expression;
  (void)file;
  (void)line;
  (void)function;
  __builtin_trap();
}

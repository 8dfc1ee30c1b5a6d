/* CPython as a guest: the exports of guests/abi.h.
 *
 * Life: the host fills a buffer with the library pack and calls init; what memory holds afterwards is the
 * image. Every sandbox starts as a copy of it: reseed, run(CONFIGURE), then run after run. Everything heavy
 * is done in init.
 */
#define Py_BUILD_CORE 1
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../vfs/requests.h"
#include "../vfs/vfs.h"
#include "cbor.h"
#include "driver.h"
#include "imports.h"
#include "internal/pycore_pystate.h"
#include "interrupt.h"
#include "module.h"

#ifndef LIBRARY_FOLDER
#define LIBRARY_FOLDER L"/lib"
#endif

/* Quotas until the host configures them. */
#define FILE_BYTES_MAX_DEFAULT (64u << 20)

/* C calls that CPython may nest; upstream's number for WASI. Measured: see README.md, "Stack". */
#ifndef C_RECURSION_MAX
#define C_RECURSION_MAX 5000
#endif

/* Where init failed. */
enum {
  INIT_OK = 0,
  INIT_FILES = 1,
  INIT_PYTHON = 2,
  INIT_EXCEPTIONS = 3,
  INIT_PRELOAD = 4,
  INIT_DRIVER = 5,
  INIT_WARM_UP = 6,
  INIT_FREEZE = 7,
};

/* ---- the buffer for requests ---- */

/* Most requests are short: these bytes are there without an allocation. One more for the NUL that the parser
 * wants. */
static char short_request[32 * 1024 + 8] __attribute__((aligned(16)));
static char* long_request;
static char* current_request;
static uint32_t current_request_bytes;

VITRINE_EXPORT(reserve) void* vitrine_reserve(uint32_t bytes) {
  free(long_request);
  long_request = NULL;
  current_request = short_request;
  if (bytes >= sizeof short_request) {
    long_request = bytes < UINT32_MAX - 8 ? malloc((size_t)bytes + 1) : NULL;
    current_request = long_request;
  }
  current_request_bytes = current_request != NULL ? bytes : 0;
  return current_request;
}

/* ---- init ---- */

static int start_python(uint32_t hash_seed) {
  PyPreConfig before;
  PyPreConfig_InitIsolatedConfig(&before);
  before.utf8_mode = 1;
  PyStatus status = Py_PreInitialize(&before);
  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  config.use_hash_seed = 1;
  config.hash_seed = hash_seed;
  config.write_bytecode = 0;
  config.site_import = 0;
  config.install_signal_handlers = 0;
  config.buffered_stdio = 0; /* what was printed before a hard limit must have reached the host */
  config.pathconfig_warnings = 0;
  config.parse_argv = 0;
  config.module_search_paths_set = 1;
  struct {
    wchar_t** field;
    const wchar_t* value;
  } const texts[] = {
      {&config.home, L"/"},
      {&config.prefix, L"/"},
      {&config.base_prefix, L"/"},
      {&config.exec_prefix, L"/"},
      {&config.base_exec_prefix, L"/"},
      {&config.stdlib_dir, LIBRARY_FOLDER},
      {&config.program_name, L"python"},
      {&config.executable, L""},
      {&config.base_executable, L""},
      {&config.stdio_encoding, L"utf-8"},
      {&config.stdio_errors, L"backslashreplace"}, /* print never fails over a character */
  };
  for (size_t i = 0; i < sizeof texts / sizeof texts[0] && !PyStatus_Exception(status); i++) {
    status = PyConfig_SetString(&config, texts[i].field, texts[i].value);
  }
  if (!PyStatus_Exception(status)) status = PyWideStringList_Append(&config.argv, L"");
  if (!PyStatus_Exception(status))
    status = PyWideStringList_Append(&config.module_search_paths, LIBRARY_FOLDER);
  if (!PyStatus_Exception(status)) status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  if (!PyStatus_Exception(status)) return 0;
  fprintf(stderr, "CPython did not start: %s: %s\n", status.func != NULL ? status.func : "?",
          status.err_msg != NULL ? status.err_msg : "no reason given");
  return -1;
}

static PyObject* python_configure; /* vitrine._start.configure */
static PyObject* python_seed; /* the C method that seeds the instance behind random.random() and the rest */

/* Calls a function of vitrine._start without arguments. */
static int start_call(PyObject* start, const char* function) {
  PyObject* result = PyObject_CallMethod(start, function, NULL);
  Py_XDECREF(result);
  return result != NULL ? 0 : -1;
}

static PyObject* find_seed(void) {
  PyObject* random = PyImport_ImportModule("random");
  PyObject* instance = random != NULL ? PyObject_GetAttrString(random, "_inst") : NULL;
  /* Not random.seed, which spends its time on the types of its argument. */
  PyObject* base = instance != NULL ? (PyObject*)Py_TYPE(instance)->tp_base : NULL;
  PyObject* method = base != NULL ? PyObject_GetAttrString(base, "seed") : NULL;
  PyObject* seed = method != NULL ? PyMethod_New(method, instance) : NULL;
  Py_XDECREF(method);
  Py_XDECREF(instance);
  Py_XDECREF(random);
  return seed;
}

static int import_preloaded(void) {
  PyObject* start = PyImport_ImportModule("vitrine._start");
  if (start == NULL) return -1;
  int result = start_call(start, "prepare");
  if (result == 0) {
    python_configure = PyObject_GetAttrString(start, "configure");
    python_seed = find_seed();
    if (python_configure == NULL || python_seed == NULL) result = -1;
  }
  Py_DECREF(start);
  return result;
}

/* Runs what every run needs once, so that caches are filled in the image and not in each sandbox. */
static int warm_up(void) {
  static const char* const sources[] = {
      "print('', end='')",
      "_vitrine_warm = [str(1), repr(1.5)]\ndel _vitrine_warm",
      "1 + 1",
      "def _vitrine_warm():\n    return undefined_name_for_warm_up\n_vitrine_warm()",
      "del _vitrine_warm, _",
  };
  static const int32_t expected[] = {VITRINE_STATUS_OK, VITRINE_STATUS_OK, VITRINE_STATUS_OK,
                                     VITRINE_STATUS_EXCEPTION, VITRINE_STATUS_OK};
  for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
    size_t bytes = strlen(sources[i]);
    memcpy(short_request, sources[i], bytes);
    if (driver_run("<warm-up>", 9, short_request, bytes) != expected[i]) return -1;
  }
  return 0;
}

/* What is reached from the collector's objects without being one of them, to be looked into. */
typedef struct {
  PyObject** objects;
  size_t count;
  size_t capacity;
  int is_short_of_memory;
} object_stack;

/* Makes an object immortal: nobody counts references to it any more, so using it writes nothing to its page.
 */
static int make_immortal(PyObject* object, void* argument) {
  object_stack* stack = argument;
  if (object == NULL || _Py_IsImmortal(object)) return 0;
  object->ob_refcnt = _Py_IMMORTAL_REFCNT;
  if (stack->count == stack->capacity) {
    size_t capacity = stack->capacity != 0 ? 2 * stack->capacity : 1024;
    PyObject** objects = realloc(stack->objects, capacity * sizeof(PyObject*));
    if (objects == NULL) {
      stack->is_short_of_memory = 1;
      return 0;
    }
    stack->objects = objects;
    stack->capacity = capacity;
  }
  stack->objects[stack->count++] = object;
  return 0;
}

static void look_into(PyObject* object, object_stack* stack) {
  if (PyCode_Check(object)) { /* holds objects, yet has no tp_traverse */
    PyCodeObject* code = (PyCodeObject*)object;
    PyObject* const parts[] = {code->co_consts,          code->co_names,    code->co_exceptiontable,
                               code->co_localsplusnames, code->co_filename, code->co_name,
                               code->co_localspluskinds, code->co_qualname, code->co_linetable};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) make_immortal(parts[i], stack);
  } else if (Py_TYPE(object)->tp_traverse != NULL) {
    Py_TYPE(object)->tp_traverse(object, make_immortal, stack);
  }
}

static int make_immortal_with_all_below(PyObject* object, void* argument) {
  object_stack* stack = argument;
  object->ob_refcnt = _Py_IMMORTAL_REFCNT;
  look_into(object, stack); /* also when it was immortal before */
  while (stack->count > 0) look_into(stack->objects[--stack->count], stack);
  return 1; /* go on */
}

/* Makes every object of the image immortal. A run then writes to far fewer pages: counting references to
 * functions, types and modules alone would touch dozens. Nothing of the image can be freed any more, which it
 * never is anyway: memory of the image is there as long as the sandbox. */
static int make_image_immortal(void) {
  object_stack stack = {0};
  PyUnstable_GC_VisitObjects(make_immortal_with_all_below, &stack);
  free(stack.objects);
  return stack.is_short_of_memory ? -1 : 0;
}

static int freeze(void) {
  PyObject* gc = PyImport_ImportModule("gc");
  if (gc == NULL) return -1;
  int result = start_call(gc, "collect");
  if (result == 0) result = make_image_immortal();
  if (result == 0) result = start_call(gc, "freeze");
  Py_DECREF(gc);
  return result;
}

static int32_t init_failed(int32_t step) {
  if (PyErr_Occurred()) PyErr_Print();
  return step;
}

VITRINE_EXPORT(init) int32_t vitrine_init(uint32_t pack_bytes, uint32_t hash_seed) {
  const vfs_limits limits = {FILE_BYTES_MAX_DEFAULT, FILE_BYTES_MAX_DEFAULT, VFS_INODES_MAX};
  if (pack_bytes > current_request_bytes || vfs_init(&limits) < 0 ||
      vfs_mount_pack(current_request, pack_bytes) < 0) {
    return INIT_FILES;
  }
  long_request = NULL; /* the pack stays where it is: the next reserve must not free it */

  if (PyImport_AppendInittab("_vitrine", vitrine_module_create) < 0 || start_python(hash_seed) < 0)
    return INIT_PYTHON;
  _PyThreadState_GET()->c_recursion_remaining = C_RECURSION_MAX;
  if (interrupt_init() < 0) return init_failed(INIT_EXCEPTIONS);
  if (import_preloaded() < 0) return init_failed(INIT_PRELOAD);
  if (driver_init() < 0) return init_failed(INIT_DRIVER);
  if (warm_up() < 0) return init_failed(INIT_WARM_UP);
  if (chdir("/output") != 0 || freeze() < 0) return init_failed(INIT_FREEZE);
  interrupt_arm();
  interrupt_disarm();
  driver_set_voice(DRIVER_TELLS);
  return INIT_OK;
}

VITRINE_EXPORT(interrupt_cells) const vitrine_interrupt_cells* vitrine_get_interrupt_cells(void) {
  return interrupt_cells();
}

/* The hash seed stays the image's. os.urandom, uuid4 and secrets ask the host each time; the modules that
 * seed themselves when first used (tempfile) have not been used in the image. */
VITRINE_EXPORT(reseed) void vitrine_reseed(void) {
  unsigned char entropy[32];
  vitrine_entropy(entropy, sizeof entropy);
  PyObject* number = PyLong_FromUnsignedNativeBytes(entropy, sizeof entropy, Py_ASNATIVEBYTES_LITTLE_ENDIAN);
  PyObject* result = number != NULL ? PyObject_CallOneArg(python_seed, number) : NULL;
  Py_XDECREF(number);
  Py_XDECREF(result);
  PyErr_Clear();
}

/* ---- requests ---- */

static int32_t run_code(char* request, uint32_t bytes) {
  vitrine_code_frame frame;
  if (bytes < sizeof frame) return VITRINE_STATUS_REFUSED;
  memcpy(&frame, request, sizeof frame);
  bytes -= sizeof frame;
  if (frame.name_bytes > bytes) return VITRINE_STATUS_REFUSED;
  char* name = request + sizeof frame;
  return driver_run(name, frame.name_bytes, name + frame.name_bytes, bytes - frame.name_bytes);
}

static int32_t configure(const char* request, uint32_t bytes) {
  PyObject* settings = cbor_decode((const uint8_t*)request, bytes);
  int32_t status = VITRINE_STATUS_REFUSED;
  if (settings != NULL && PyDict_Check(settings)) {
    PyObject* quota = PyDict_GetItemString(settings, "file_bytes_max"); /* borrowed */
    if (quota != NULL) {
      unsigned long long quota_bytes = PyLong_AsUnsignedLongLong(quota);
      if (!PyErr_Occurred()) vfs_set_quota(quota_bytes);
    }
    PyObject* result = PyErr_Occurred() ? NULL : PyObject_CallOneArg(python_configure, settings);
    if (result != NULL) status = VITRINE_STATUS_OK;
    Py_XDECREF(result);
  }
  Py_XDECREF(settings);
  PyErr_Clear();
  return status;
}

VITRINE_EXPORT(run) int32_t vitrine_run(uint32_t bytes, uint32_t mode) {
  char* request = current_request;
  if (bytes > current_request_bytes) return VITRINE_STATUS_REFUSED;
  switch (mode) {
    case VITRINE_RUN_CODE:
      return run_code(request, bytes);
    case VITRINE_RUN_CONFIGURE:
      return configure(request, bytes);
    default:
      return vfs_answer_request(request, bytes, mode);
  }
}

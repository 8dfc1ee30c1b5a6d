/* How MicroPython is configured for the glass. What is not named here is as mpconfig.h has it for the level
 * "everything". */
#include <alloca.h>
#include <stddef.h>
#include <stdint.h>

#define MICROPY_CONFIG_ROM_LEVEL (MICROPY_CONFIG_ROM_LEVEL_EVERYTHING)

/* ---- numbers and text ---- */

typedef int mp_int_t; /* as wide as a pointer */
typedef unsigned mp_uint_t;
typedef long mp_off_t;
#define MP_SSIZE_MAX (0x7fffffff)
#define MICROPY_LONGINT_IMPL (MICROPY_LONGINT_IMPL_MPZ)
#define MPZ_DIG_SIZE (16)
#define MICROPY_FLOAT_IMPL (MICROPY_FLOAT_IMPL_DOUBLE)
#define MICROPY_FLOAT_USE_NATIVE_FLT16 (0)
#define MICROPY_PY_BUILTINS_STR_UNICODE (1)

/* ---- memory ----
 *
 * heap.c takes the place of py/gc.c and clears what it hands out. Frames of Python functions lie on a stack
 * of their own (not in the heap), and a call from Python to Python does not nest in C. */
#define MICROPY_ENABLE_GC (1)
#define MICROPY_GC_CONSERVATIVE_CLEAR (1)
#define MICROPY_GC_ALLOC_THRESHOLD (1)
#define MICROPY_ENABLE_FINALISER (1)
#define MICROPY_PY_GC_COLLECT_RETVAL (1)
#define MICROPY_ALLOC_GC_STACK_SIZE (1) /* heap.c has its own */
#define MICROPY_ENABLE_PYSTACK (1)
#define MICROPY_STACKLESS (1)
#define MICROPY_STACKLESS_STRICT (0)
#define MICROPY_STACK_CHECK (1)
#define MICROPY_STACK_CHECK_MARGIN (0)
#define MICROPY_ENABLE_EMERGENCY_EXCEPTION_BUF (1)
#define MICROPY_EMERGENCY_EXCEPTION_BUF_SIZE (256)
#define MICROPY_ALLOC_PATH_MAX (256)
#define MICROPY_ALLOC_PARSE_RULE_INC (256)
#define MICROPY_QSTR_BYTES_IN_HASH (3) /* dicts of a million texts need more than 65536 hashes */
#define MICROPY_QSTR_BYTES_IN_LEN (1)

/* ---- exceptions: include/setjmp.h and throw.c ---- */
#define MICROPY_NLR_SETJMP (1)
#define MICROPY_GCREGS_SETJMP (0)
#define MICROPY_ERROR_REPORTING (MICROPY_ERROR_REPORTING_DETAILED)
#define MICROPY_ENABLE_SOURCE_LINE (1)
#define MICROPY_WARNINGS (0)

/* ---- what the host may ask of a running program: interrupt.c ---- */
#define MICROPY_KBD_EXCEPTION (0)
#define MICROPY_ASYNC_KBD_INTR (0)
#define MICROPY_ENABLE_SCHEDULER (0)
/* Loops in C that may run long without calling Python ask this every now and then; it may raise. */
#define MICROPY_PORT_POLL() interrupt_poll()
void interrupt_poll(void);

/* ---- language ---- */
#define MICROPY_ENABLE_COMPILER (1)
#define MICROPY_ENABLE_DOC_STRING (1)
#define MICROPY_COMP_ALLOW_TOP_LEVEL_AWAIT (1)
#define MICROPY_COMP_CONST_LITERAL (0) /* OrderedDict({...}) would be filled as if it were MicroPython's */
#define MICROPY_PY_BOUND_METHOD_FULL_EQUALITY_CHECK (1)
#define MICROPY_PY_STR_BYTES_CMP_WARN (0)
/* Functions made of code objects would lack their defaults; objfun.c has its own __code__. */
#define MICROPY_PY_FUNCTION_ATTRS_CODE (0)
#define MICROPY_PERSISTENT_CODE_LOAD (0) /* compiled files of a user are code that nobody checks */
#define MICROPY_PERSISTENT_CODE_SAVE (0)
#define MICROPY_OPT_COMPUTED_GOTO (0) /* WebAssembly has none */
#define MICROPY_OPT_LOAD_ATTR_FAST_PATH (1)
#define MICROPY_OPT_MAP_LOOKUP_CACHE (1)
#define MICROPY_OPT_MAP_LOOKUP_CACHE_SIZE (512)
#define MICROPY_HELPER_REPL (0)
#define MICROPY_DEBUG_PRINTERS (0)
#define MICROPY_MEM_STATS (0)
#define MICROPY_MALLOC_USES_ALLOCATED_SIZE (0)

/* ---- files: files.c and os.c, over guests/vfs ---- */
#define MICROPY_ENABLE_EXTERNAL_IMPORT (1)
#define MICROPY_VFS (0)
#define MICROPY_PY_VFS (0)
#define MICROPY_READER_VFS (0)
#define MICROPY_PY_OS (0)
#define MICROPY_PY_IO_IOBASE (1)
#define MICROPY_STREAMS_NON_BLOCK (1)
#define MICROPY_USE_INTERNAL_ERRNO (1) /* the numbers of Linux */
#define MICROPY_USE_INTERNAL_PRINTF (0)

/* ---- modules ---- */
#define MICROPY_PY_RE (0) /* regex/ has another one, and modules/ with library/ these: */
#define MICROPY_PY_MATH (0)
#define MICROPY_PY_CMATH (0)
#define MICROPY_PY_JSON (0)
#define MICROPY_PY_RANDOM (0)
#define MICROPY_PY_HASHLIB (0)
#define MICROPY_PY_SYS_PLATFORM "wasi"
#define MICROPY_PY_SYS_PATH_ARGV_DEFAULTS (1)
#define MICROPY_PY_SYS_EXC_INFO (1)
#define MICROPY_PY_SYS_STDIO_BUFFER (1)
#define MICROPY_PY_SYS_MUTABLE_STDFILES (1)
#define MICROPY_PY_SYS_PS1_PS2 (0)
#define MICROPY_PY_SYS_ATEXIT (0)
#define MICROPY_PY_SYS_SETTRACE (0)
#define MICROPY_PY_BUILTINS_INPUT (1)
#define MICROPY_PY_BUILTINS_EXECFILE (0)
#define MICROPY_PY_BUILTINS_HELP (0)
#define MICROPY_PY_BUILTINS_HELP_MODULES (0)
#define MICROPY_PY_MICROPYTHON_RINGIO (0)
#define MICROPY_PY_MICROPYTHON_MEM_INFO (0)
#define MICROPY_PY_MICROPYTHON_STACK_USE (0)
#define MICROPY_PY_TIME (1)
#define MICROPY_PY_TIME_GMTIME_LOCALTIME_MKTIME (1)
#define MICROPY_PY_TIME_TIME_TIME_NS (1)
#define MICROPY_PY_TIME_CUSTOM_SLEEP (1)
#define MICROPY_PY_TIME_INCLUDEFILE "time_parts.h"
#define MICROPY_EPOCH_IS_1970 (1)
#define MICROPY_PY_COLLECTIONS_DEQUE (0) /* modules/collections.c */
#define MICROPY_PY_DEFLATE_COMPRESS (1)
#define MICROPY_PY_ASYNCIO (0) /* library/pack/asyncio.py */
#define MICROPY_PY_SELECT (0)  /* there is nothing to wait for */

#define MICROPY_PORT_EXTRA_BUILTINS
/* clang-format off */
#define MICROPY_PY_ERRNO_LIST \
  X(EPERM) X(ENOENT) X(EINTR) X(EIO) X(EBADF) X(EAGAIN) X(ENOMEM) X(EACCES) X(EBUSY) X(EEXIST) \
  X(ENODEV) X(ENOTDIR) X(EISDIR) X(EINVAL) X(EMFILE) X(EFBIG) X(ENOSPC) X(ESPIPE) X(EROFS) X(EPIPE) \
  X(EDOM) X(ERANGE) X(EOPNOTSUPP) X(EADDRINUSE) X(ECONNABORTED) X(ECONNRESET) X(ENOBUFS) X(ENOTCONN) \
  X(ETIMEDOUT) X(ECONNREFUSED) X(EHOSTUNREACH) X(EALREADY) X(EINPROGRESS)
/* clang-format on */

/* ---- not in the glass: they reach for hardware, networks or raw memory ---- */
#define MICROPY_PY_MACHINE (0)
#define MICROPY_PY_MACHINE_MEMX (0)
#define MICROPY_PY_UCTYPES (0)
#define MICROPY_PY_FRAMEBUF (0)
#define MICROPY_PY_MARSHAL (0)
#define MICROPY_PY_BTREE (0)
#define MICROPY_PY_WEBREPL (0)
#define MICROPY_PY_WEBSOCKET (0)
#define MICROPY_PY_SSL (0)
#define MICROPY_PY_SOCKET (0)
#define MICROPY_PY_NETWORK (0)
#define MICROPY_PY_LWIP (0)
#define MICROPY_PY_CRYPTOLIB (0)
#define MICROPY_PY_THREAD (0)
#define MICROPY_PY_PLATFORM (0)

#define MICROPY_HW_BOARD_NAME "glass"
#define MICROPY_HW_MCU_NAME "wasm32"
#define MP_STATE_PORT MP_STATE_VM

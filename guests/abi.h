/* The contract between the host and every guest interpreter.
 *
 * Read by guests (C, compiled to wasm32) and by the host (C++). All numbers are little-endian. A pointer is
 * a byte offset in the guest's linear memory. The host trusts nothing that comes through here: it copies,
 * then checks against a limit, then uses. A guest may trust the host.
 *
 * Frames marked CBOR follow RFC 8949; both sides use definite and accept indefinite lengths.
 */
#ifndef VITRINE_GUESTS_ABI_H_
#define VITRINE_GUESTS_ABI_H_

#include <stdint.h>

#define VITRINE_ABI_VERSION 1

/* Streams of the import `write`. */
enum {
  VITRINE_STREAM_STDOUT = 1,
  VITRINE_STREAM_STDERR = 2,
  VITRINE_STREAM_DISPLAY = 3, /* one write = one CBOR map from MIME type (text) to text or bytes */
  VITRINE_STREAM_OUTCOME = 4, /* one write = the CBOR map below; the last one of a run counts */
  VITRINE_STREAM_REPLY = 5,   /* answer to a file request of `run` */
};

/* The outcome map has the keys
 *   "status"      text: "ok", "exception" or "exit" (SystemExit)
 *   "exit_code"   integer, with "exit"
 *   "value_repr"  text: repr of the last expression, absent when there is none or it is None
 *   "value"       the same value when CBOR can carry it, absent otherwise
 *   "error"       map of "type", "message", "traceback" (text), "line" (integer, 0 = unknown), "hint" (text,
 * may be empty), with "exception"; and, where "exit" was given a text, that text under "message"
 */

/* Clocks of the import `clock`; nanoseconds, in coarse steps. */
enum {
  VITRINE_CLOCK_REALTIME = 0,
  VITRINE_CLOCK_MONOTONIC = 1,
  VITRINE_CLOCK_CPU = 2,
};

/* Modes of the export `run`. */
enum {
  VITRINE_RUN_CODE = 0,        /* vitrine_code_frame */
  VITRINE_RUN_CONFIGURE = 1,   /* CBOR map, see below; once, right after a start */
  VITRINE_RUN_FILE_PUT = 2,    /* vitrine_file_put */
  VITRINE_RUN_FILE_READ = 3,   /* vitrine_file_read; data on VITRINE_STREAM_REPLY */
  VITRINE_RUN_FILE_LIST = 4,   /* the path of a folder; vitrine_file_entry records on VITRINE_STREAM_REPLY */
  VITRINE_RUN_FILE_REMOVE = 5, /* the path of a file or a folder with all it holds */
};

/* The configuration map has the keys
 *   "file_bytes_max"  integer: quota of everything under /output and /tmp together, and of /input
 *   "value_bytes_max" integer: where the guest cuts the repr of a value, and leaves out its data
 *   "functions"       array of maps: "name" (text, a Python identifier), "doc" (text), "parameters": array of
 * maps "name" (text), "type" (text, a Python annotation), "default" (absent = required; always null)
 */

/* Status of the export `run`. */
enum {
  VITRINE_STATUS_OK = 0,
  VITRINE_STATUS_EXCEPTION = 1, /* the outcome frame tells */
  VITRINE_STATUS_EXIT = 2,      /* SystemExit; the outcome frame tells */
  VITRINE_STATUS_REFUSED = 3,   /* malformed or impossible request; nothing was changed */
  VITRINE_STATUS_NOT_FOUND = 4,
  VITRINE_STATUS_NO_SPACE = 5, /* a quota or memory */
};

/* Heads of the buffer handed to `run`. What follows the head is packed without padding. */
typedef struct {
  uint32_t name_bytes; /* then: file name shown in tracebacks, then the source as UTF-8 to the end */
} vitrine_code_frame;

typedef struct {
  uint32_t path_bytes; /* then: absolute path, then the data to the end */
  uint32_t flags;      /* 0; reserved */
  /* The data lands here; the file is made, with its folders, when it does not exist. 0 empties what was
   * there. */
  uint64_t offset;
} vitrine_file_put;

typedef struct {
  uint32_t path_bytes; /* then: absolute path to the end */
  uint32_t bytes_max;
  uint64_t offset;
} vitrine_file_read;

typedef struct {
  uint32_t path_bytes; /* then: the path relative to the folder asked for */
  uint32_t kind;       /* 0 file, 1 folder */
  uint64_t bytes;
} vitrine_file_entry;

/* What `interrupt_cells` points at: stores the host does, in this order, to raise the soft limit. They are
 * read once, when the image is made, never from a guest that has run foreign code. Storing twice is harmless.
 */
enum {
  VITRINE_CELL_STORE = 0, /* *(u32*)address = value */
  VITRINE_CELL_OR = 1,    /* *(u32*)address |= value, atomically */
};

#define VITRINE_CELLS_MAX 8

typedef struct {
  uint32_t address;
  uint32_t operation;
  uint32_t value;
} vitrine_cell;

typedef struct {
  uint32_t reason_address; /* a u32: the host stores a VITRINE_INTERRUPT_ number here first */
  uint32_t count;
  vitrine_cell cells[VITRINE_CELLS_MAX];
} vitrine_interrupt_cells;

enum {
  VITRINE_INTERRUPT_NONE = 0,
  VITRINE_INTERRUPT_TIME = 1,   /* raises TimeLimitExceeded, a BaseException */
  VITRINE_INTERRUPT_CANCEL = 2, /* raises KeyboardInterrupt */
  VITRINE_INTERRUPT_CPU = 3,    /* raises CpuLimitExceeded, a TimeLimitExceeded */
  VITRINE_INTERRUPT_FUEL = 4,   /* raises FuelLimitExceeded, a TimeLimitExceeded */
};

/* Host calls. A request is the CBOR array [name (text), positional (array), keyword (map)]. The reply is the
 * array [0, value] or [kind, message (text)] with one of these kinds: */
enum {
  VITRINE_REPLY_VALUE = 0,
  VITRINE_REPLY_ERROR = 1,       /* the function failed: vitrine.CallError */
  VITRINE_REPLY_BAD_REQUEST = 2, /* wrong arguments: TypeError */
  VITRINE_REPLY_DENIED = 3,      /* not granted, or against a constraint: PermissionError */
  VITRINE_REPLY_LIMIT = 4,       /* a limit of the sandbox: vitrine.LimitExceeded, a BaseException */
};

#ifdef __wasm__

#define VITRINE_IMPORT(name) __attribute__((import_module("vitrine"), import_name(#name)))
#define VITRINE_EXPORT(name) __attribute__((export_name(#name)))

/* Appends bytes to a stream. */
VITRINE_IMPORT(write) void vitrine_write(uint32_t stream, const void* data, uint32_t bytes);
/* Makes one host call. Returns the length of the reply, which `vitrine_take` then fetches, or a negative
 * number when the request is longer than the host accepts. */
VITRINE_IMPORT(call) int32_t vitrine_call(const void* request, uint32_t bytes);
/* Copies the reply of the last call; returns its length, or 0 and copies nothing when `capacity` is less. */
VITRINE_IMPORT(take) uint32_t vitrine_take(void* reply, uint32_t capacity);
VITRINE_IMPORT(clock) int64_t vitrine_clock(uint32_t which);
/* Fills with random bytes; at most 65536 a call. */
VITRINE_IMPORT(entropy) void vitrine_entropy(void* data, uint32_t bytes);
/* Waits; ends early when an interrupt is raised. */
VITRINE_IMPORT(sleep) void vitrine_sleep(int64_t nanoseconds);
/* Ends the instance. */
VITRINE_IMPORT(exit) __attribute__((noreturn)) void vitrine_exit(int32_t code);

/* Starts the interpreter (once, before the image is taken). The library pack (see vfs/pack.h) lies in the
 * buffer that `reserve` returned and stays there. Returns 0, or a number that tells where it failed (text on
 * stderr). */
VITRINE_EXPORT(init) int32_t vitrine_init(uint32_t pack_bytes, uint32_t hash_seed);
/* Returns a buffer of at least `bytes` bytes that stays valid until the next `reserve`, or 0 when memory is
 * short. */
VITRINE_EXPORT(reserve) void* vitrine_reserve(uint32_t bytes);
/* Handles the request in the reserved buffer. */
VITRINE_EXPORT(run) int32_t vitrine_run(uint32_t bytes, uint32_t mode);
VITRINE_EXPORT(interrupt_cells) const vitrine_interrupt_cells* vitrine_get_interrupt_cells(void);
/* Draws fresh randomness; called once after every start from the image. */
VITRINE_EXPORT(reseed) void vitrine_reseed(void);

#endif /* __wasm__ */

#endif /* VITRINE_GUESTS_ABI_H_ */

/* What translated guest code tells the runtime about itself: one constant descriptor for each module.
 *
 * C, because the generated code is C. Written by aot (module.c of each translated guest), read by the
 * runtime.
 */
#ifndef VITRINE_RUNTIME_GUEST_MODULE_H_
#define VITRINE_RUNTIME_GUEST_MODULE_H_

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Changes whenever a field does; the runtime refuses another number. */
#define VITRINE_GUEST_MODULE_VERSION 2u

#define VITRINE_GUEST_NO_OFFSET ((size_t)-1)

/* Host code called from guest code (imports, wasm_rt_ functions, out_of_fuel) runs on the guest's stack and
 * may use this much of it: guest code has touched the stack that far down before it leaves, so it is guest
 * text that meets the stack guard, never the host. The guard must be larger than this. */
#define VITRINE_GUEST_HOST_STACK_BYTES (16 * 1024)

enum {
  VITRINE_GUEST_MEMORY_GS = 0,      /* base in %gs, guard pages catch what is out of bounds */
  VITRINE_GUEST_MEMORY_CHECKED = 1, /* plain base, every access checked, fuel counted */
};

/* Calls one export. Parameters lie in slots[0..] as raw bits, zero-extended; results are left in slots[0..]
 * alike. The same type for every signature, so that the host needs no cast; lies in guest text. */
typedef void (*vitrine_guest_function)(void* instance, uint64_t* slots);

typedef struct {
  const char* name;
  /* One letter for each parameter, '>', one for each result: i = i32, l = i64, f = f32, d = f64; "ii>i". */
  const char* signature;
  vitrine_guest_function function;
} vitrine_guest_export;

typedef struct {
  const char* name; /* export name, or "" when it is not exported */
  char type;        /* 'i', 'l', 'f' or 'd' */
  uint8_t is_mutable;
  size_t offset; /* in the instance struct */
} vitrine_guest_global;

typedef struct {
  uint32_t version;
  uint32_t memory_mode;
  const char* name;
  uint8_t wasm_sha256[32];

  size_t instance_bytes;
  size_t memory_offset;          /* of the wasm_rt_memory_t in the instance, or VITRINE_GUEST_NO_OFFSET */
  size_t fuel_offset;            /* of an int64_t counted down by guest code, or VITRINE_GUEST_NO_OFFSET */
  uint32_t memory_pages_initial; /* of 64 KiB */
  uint32_t memory_pages_max; /* stated by the module; 65536 when it states none (the product's door refuses
                                that) */
  uint8_t table_is_constant; /* one table for all instances: never written by guest code */

  /* Once a process, before the first instantiate. */
  void (*init_module)(void);
  /* Fills a zeroed instance of instance_bytes and runs active segments and the start function; may trap,
   * hence only called in the guest domain. `import_env` is handed to every import as its first argument. */
  void (*instantiate)(void* instance, void* import_env);
  void (*free_instance)(void* instance);
  /* Fills a zeroed instance's import pointers and nothing else: the way to start from an image, where memory
   * and globals come from elsewhere. NULL unless table_is_constant. */
  void (*bind)(void* instance, void* import_env);

  /* The guest machine code of the linked object this module lies in (section "vitrine_guest_text"). */
  const char* text_begin;
  const char* text_end;

  const vitrine_guest_export* exports; /* functions only */
  size_t exports_count;
  const vitrine_guest_global* globals; /* all that live in the instance struct */
  size_t globals_count;
} vitrine_guest_module;

/* Called by guest code, provided by the runtime, besides the wasm_rt_ functions that wasm2c declares. */

/* `*fuel` has fallen below zero. Returns when more was granted, does not return otherwise. */
void vitrine_guest_out_of_fuel(int64_t* fuel);

#ifdef __cplusplus
}
#endif

#endif /* VITRINE_RUNTIME_GUEST_MODULE_H_ */

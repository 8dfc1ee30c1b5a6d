/* What translated guest code is written in: the macros and operations that wasm2c's function bodies use.
 *
 * Takes the place of the prologue that wasm2c 1.0.32 writes (vitrine-aot verifies that it replaces the known
 * one). Compiled with the flags of `vitrine-aot flags` and no others: some of them are needed for
 * correctness.
 *
 * VITRINE_GUEST_MODE is 0 (base in %gs, guard pages) or 1 (plain base, every access checked, fuel counted),
 * as in guest_module.h. Every function of this file that is not inlined lies in guest text like the guest's
 * own.
 */
#ifndef VITRINE_AOT_GUEST_CODE_H_
#define VITRINE_AOT_GUEST_CODE_H_

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "guest_module.h"
#include "wasm-rt.h"

#ifndef VITRINE_GUEST_MODE
#error "VITRINE_GUEST_MODE must be defined: 0 = %gs, 1 = checked"
#endif
#if !defined(__SSE4_1__) || !defined(__POPCNT__)
#error "needs SSE4.1 and popcnt, for rounding and counting bits without a call; see `vitrine-aot flags`"
#endif

typedef uint8_t u8;
typedef int8_t s8;
typedef uint16_t u16;
typedef int16_t s16;
typedef uint32_t u32;
typedef int32_t s32;
typedef uint64_t u64;
typedef int64_t s64;
typedef float f32;
typedef double f64;

#define GUEST_SECTION __attribute__((section("vitrine_guest_text")))
#define GUEST_FUNCTION GUEST_SECTION __attribute__((visibility("hidden")))
#define GUEST_DATA __attribute__((visibility("hidden")))
#define GUEST_INLINE static inline __attribute__((always_inline))
#define GUEST_COLD static __attribute__((noinline, cold, unused)) GUEST_SECTION

/* --- leaving guest text --- */

/* Host code that is called from guest code runs on the guest's stack and must not be the one to run into its
 * guard: a fault there is no guest's fault. So guest code reads, before it leaves, as far below as the callee
 * may come. The guard is larger than that. */
#define PROBE_STACK(bytes) __asm__ volatile("testb $0, -%c0(%%rsp)" ::"i"(bytes) : "memory", "cc")

/* memmove and its fellows. */
#define LIBC_STACK_BYTES 4096

GUEST_COLD WASM_RT_NO_RETURN void guest_trap(wasm_rt_trap_t reason) {
  PROBE_STACK(VITRINE_GUEST_HOST_STACK_BYTES);
  wasm_rt_trap(reason);
}

#define TRAP(x) (guest_trap(WASM_RT_TRAP_##x), 0)
#define UNREACHABLE TRAP(UNREACHABLE)

GUEST_INLINE u32 guest_grow_memory(wasm_rt_memory_t* memory, u32 pages) {
  PROBE_STACK(VITRINE_GUEST_HOST_STACK_BYTES);
  return wasm_rt_grow_memory(memory, pages);
}

/* --- fuel --- */

/* One unit for each function entry and each turn of a loop; one for each 64 bytes, and one more, that a bulk
 * operation touches. `instance` is in scope wherever these are used. */
#if VITRINE_GUEST_MODE == 1

GUEST_COLD void guest_out_of_fuel(int64_t* fuel) {
  PROBE_STACK(VITRINE_GUEST_HOST_STACK_BYTES);
  vitrine_guest_out_of_fuel(fuel);
}

#define CHARGE(units) \
  (UNLIKELY((instance->fuel -= (int64_t)(units)) < 0) ? guest_out_of_fuel(&instance->fuel) : (void)0)

#else

#define CHARGE(units) ((void)0)

#endif

#define CHARGE_BYTES(bytes) CHARGE((u64)(bytes) / 64 + 1)
#define FUNC_PROLOGUE CHARGE(1)
#define FUNC_EPILOGUE ((void)0)
#define LOOP_PROLOGUE CHARGE(1)

/* Inside functions wasm_rt_grow_memory is reached through this; growing costs as much as filling what is new.
 */
#define GROW_MEMORY(memory, pages) (CHARGE((u64)(pages) * 1024 + 1), guest_grow_memory((memory), (pages)))

/* --- loads and stores --- */

#define RANGE_CHECK(memory, offset, length) \
  ((void)(UNLIKELY((u64)(offset) + (u64)(length) > (memory)->size) ? TRAP(OOB) : 0))

#define DEFINE_UNALIGNED(t) typedef t unaligned_##t __attribute__((aligned(1), may_alias));
DEFINE_UNALIGNED(u8)
DEFINE_UNALIGNED(s8)
DEFINE_UNALIGNED(u16)
DEFINE_UNALIGNED(s16)
DEFINE_UNALIGNED(u32)
DEFINE_UNALIGNED(s32)
DEFINE_UNALIGNED(u64)
DEFINE_UNALIGNED(s64)
DEFINE_UNALIGNED(f32)
DEFINE_UNALIGNED(f64)
#undef DEFINE_UNALIGNED

/* `address` is a 32-bit index plus a 32-bit offset: below 8 GiB. In the %gs mode the slot's guard ends no
 * earlier than 8 GiB + 8 bytes above its base, so that each such access hits the memory or the guard. */
#if VITRINE_GUEST_MODE == 0

#define AT(t, memory, address) (*(unaligned_##t __seg_gs*)(uintptr_t)(address))
#define ACCESS_CHECK(memory, address, bytes) ((void)0)
/* A load whose value is not used must trap all the same: keeps the compiler from deleting it. */
#define FORCE_READ(constraint, value) __asm__ volatile("" ::constraint(value))

#else

#define AT(t, memory, address) (*(unaligned_##t*)((memory)->data + (address)))
#define ACCESS_CHECK(memory, address, bytes) RANGE_CHECK(memory, address, bytes)
#define FORCE_READ(constraint, value) ((void)0)

#endif

#ifdef VITRINE_GUEST_DROP_UNUSED_LOADS
#undef FORCE_READ
#define FORCE_READ(constraint, value) ((void)0)
#endif

/* Loads a `stored`, widens it as `widened`, hands it out as `result`. */
#define DEFINE_LOAD(name, stored, widened, result, constraint)            \
  GUEST_INLINE result name(const wasm_rt_memory_t* memory, u64 address) { \
    ACCESS_CHECK(memory, address, sizeof(stored));                        \
    const stored value = AT(stored, memory, address);                     \
    FORCE_READ(constraint, value);                                        \
    return (result)(widened)value;                                        \
  }

#define DEFINE_STORE(name, stored, given)                                            \
  GUEST_INLINE void name(const wasm_rt_memory_t* memory, u64 address, given value) { \
    ACCESS_CHECK(memory, address, sizeof(stored));                                   \
    AT(stored, memory, address) = (stored)value;                                     \
  }

DEFINE_LOAD(i32_load, u32, u32, u32, "r")
DEFINE_LOAD(i64_load, u64, u64, u64, "r")
DEFINE_LOAD(f32_load, f32, f32, f32, "x")
DEFINE_LOAD(f64_load, f64, f64, f64, "x")
DEFINE_LOAD(i32_load8_s, s8, s32, u32, "r")
DEFINE_LOAD(i64_load8_s, s8, s64, u64, "r")
DEFINE_LOAD(i32_load8_u, u8, u32, u32, "r")
DEFINE_LOAD(i64_load8_u, u8, u64, u64, "r")
DEFINE_LOAD(i32_load16_s, s16, s32, u32, "r")
DEFINE_LOAD(i64_load16_s, s16, s64, u64, "r")
DEFINE_LOAD(i32_load16_u, u16, u32, u32, "r")
DEFINE_LOAD(i64_load16_u, u16, u64, u64, "r")
DEFINE_LOAD(i64_load32_s, s32, s64, u64, "r")
DEFINE_LOAD(i64_load32_u, u32, u64, u64, "r")
DEFINE_STORE(i32_store, u32, u32)
DEFINE_STORE(i64_store, u64, u64)
DEFINE_STORE(f32_store, f32, f32)
DEFINE_STORE(f64_store, f64, f64)
DEFINE_STORE(i32_store8, u8, u32)
DEFINE_STORE(i32_store16, u16, u32)
DEFINE_STORE(i64_store8, u8, u64)
DEFINE_STORE(i64_store16, u16, u64)
DEFINE_STORE(i64_store32, u32, u64)

/* --- bulk operations --- */

/* Checked in full before the first byte moves, so that libc never faults. Must not be resumed after they were
 * ended midway: a deadline that strikes in here ends the instance. */
GUEST_INLINE void guest_memory_fill(wasm_rt_memory_t* memory, u32 to, u32 value, u32 bytes) {
  RANGE_CHECK(memory, to, bytes);
  PROBE_STACK(LIBC_STACK_BYTES);
  memset(memory->data + to, (int)value, bytes);
}

GUEST_INLINE void guest_memory_copy(wasm_rt_memory_t* memory, u32 to, u32 from, u32 bytes) {
  RANGE_CHECK(memory, to, bytes);
  RANGE_CHECK(memory, from, bytes);
  PROBE_STACK(LIBC_STACK_BYTES);
  memmove(memory->data + to, memory->data + from, bytes);
}

GUEST_INLINE void guest_memory_init(wasm_rt_memory_t* memory, const u8* segment, u32 segment_bytes, u32 to,
                                    u32 from, u32 bytes) {
  if (UNLIKELY((u64)from + bytes > segment_bytes)) TRAP(OOB);
  RANGE_CHECK(memory, to, bytes);
  if (bytes == 0) return; /* an empty or dropped segment may be NULL */
  PROBE_STACK(LIBC_STACK_BYTES);
  memcpy(memory->data + to, segment + from, bytes);
}

#define memory_fill(memory, to, value, bytes) \
  (CHARGE_BYTES(bytes), guest_memory_fill(memory, to, value, bytes))
/* wasm2c names the memory twice; a module has one. */
#define memory_copy(memory, same_memory, to, from, bytes) \
  (CHARGE_BYTES(bytes), guest_memory_copy(memory, to, from, bytes))
#define memory_init(memory, segment, segment_bytes, to, from, bytes) \
  (CHARGE_BYTES(bytes), guest_memory_init(memory, segment, segment_bytes, to, from, bytes))

/* --- the guest's own libc, made native (vitrine-aot translate --native-libc) --- */

/* As C has it, nothing is touched when `bytes` is 0, wherever the pointers point. Where the guest's own loop
 * would run beyond the memory's end these trap; memcmp and memchr look at what lies before the end first,
 * because callers hand over lengths that are larger than what is there and rely on an earlier stop. */
GUEST_INLINE u32 native_memmove(wasm_rt_memory_t* memory, u32 to, u32 from, u32 bytes) {
  if (bytes != 0) guest_memory_copy(memory, to, from, bytes);
  return to;
}

GUEST_INLINE u32 native_memset(wasm_rt_memory_t* memory, u32 to, u32 value, u32 bytes) {
  if (bytes != 0) guest_memory_fill(memory, to, value, bytes);
  return to;
}

GUEST_INLINE u32 native_bytes_until_end(const wasm_rt_memory_t* memory, u32 from) {
  return from < memory->size ? memory->size - from : 0;
}

GUEST_INLINE u32 native_memcmp(const wasm_rt_memory_t* memory, u32 a, u32 b, u32 bytes) {
  const u32 a_bytes = native_bytes_until_end(memory, a);
  const u32 b_bytes = native_bytes_until_end(memory, b);
  u32 looked_at = bytes;
  if (looked_at > a_bytes) looked_at = a_bytes;
  if (looked_at > b_bytes) looked_at = b_bytes;
  int order = 0;
  if (looked_at != 0) {
    PROBE_STACK(LIBC_STACK_BYTES);
    order = memcmp(memory->data + a, memory->data + b, looked_at);
  }
  if (UNLIKELY(order == 0 && looked_at < bytes)) TRAP(OOB);
  return (u32)((order > 0) - (order < 0));
}

GUEST_INLINE u32 native_memchr(const wasm_rt_memory_t* memory, u32 from, u32 value, u32 bytes) {
  const u32 until_end = native_bytes_until_end(memory, from);
  const u32 looked_at = bytes < until_end ? bytes : until_end;
  const u8* found = NULL;
  if (looked_at != 0) {
    PROBE_STACK(LIBC_STACK_BYTES);
    found = memchr(memory->data + from, (int)(u8)value, looked_at);
  }
  if (found != NULL) return (u32)(found - memory->data);
  if (UNLIKELY(looked_at < bytes)) TRAP(OOB);
  return 0;
}

/* --- tables --- */

/* An element of a table that never changes, and of a segment. Type 0 is no type: a null entry. */
typedef struct {
  u32 func_type;
  wasm_rt_function_ptr_t func;
} guest_element;

/* Bounds and type are checked; every function takes the instance as its first argument, imports included. */
#define CALL_INDIRECT(table, size, type, id, index, ...)                                           \
  ((void)(LIKELY((index) < (size) && (table)[index].func_type == (id)) ? 0 : TRAP(CALL_INDIRECT)), \
   ((type)(table)[index].func)(__VA_ARGS__))

GUEST_INLINE void guest_table_init(wasm_rt_funcref_table_t* table, const guest_element* segment,
                                   u32 segment_size, u32 to, u32 from, u32 count, void* instance) {
  if (UNLIKELY((u64)from + count > segment_size)) TRAP(OOB);
  if (UNLIKELY((u64)to + count > table->size)) TRAP(OOB);
  for (u32 i = 0; i < count; i++) {
    table->data[to + i] = (wasm_rt_funcref_t){segment[from + i].func_type, segment[from + i].func, instance};
  }
}

GUEST_INLINE void guest_table_copy(wasm_rt_funcref_table_t* table, u32 to, u32 from, u32 count) {
  if (UNLIKELY((u64)to + count > table->size)) TRAP(OOB);
  if (UNLIKELY((u64)from + count > table->size)) TRAP(OOB);
  PROBE_STACK(LIBC_STACK_BYTES);
  memmove(table->data + to, table->data + from, (size_t)count * sizeof(wasm_rt_funcref_t));
}

#define funcref_table_init(table, segment, segment_size, to, from, count, instance, unused_types) \
  (CHARGE_BYTES((u64)(count) * sizeof(wasm_rt_funcref_t)),                                        \
   guest_table_init(table, segment, segment_size, to, from, count, instance))
#define funcref_table_copy(table, same_table, to, from, count) \
  (CHARGE_BYTES((u64)(count) * sizeof(wasm_rt_funcref_t)), guest_table_copy(table, to, from, count))

/* --- integers --- */

#define I32_CLZ(x) ((x) ? (u32)__builtin_clz(x) : 32u)
#define I64_CLZ(x) ((x) ? (u64)__builtin_clzll(x) : 64u)
#define I32_CTZ(x) ((x) ? (u32)__builtin_ctz(x) : 32u)
#define I64_CTZ(x) ((x) ? (u64)__builtin_ctzll(x) : 64u)
#define I32_POPCNT(x) ((u32)__builtin_popcount(x))
#define I64_POPCNT(x) ((u64)__builtin_popcountll(x))

#define DEFINE_SIGNED_DIVISION(prefix, unsigned_type, signed_type, smallest)                \
  GUEST_INLINE unsigned_type prefix##_DIV_S(unsigned_type x, unsigned_type y) {             \
    if (UNLIKELY(y == 0)) TRAP(DIV_BY_ZERO);                                                \
    if (UNLIKELY((signed_type)x == (smallest) && (signed_type)y == -1)) TRAP(INT_OVERFLOW); \
    return (unsigned_type)((signed_type)x / (signed_type)y);                                \
  }                                                                                         \
  GUEST_INLINE unsigned_type prefix##_REM_S(unsigned_type x, unsigned_type y) {             \
    if (UNLIKELY(y == 0)) TRAP(DIV_BY_ZERO);                                                \
    if (UNLIKELY((signed_type)y == -1)) return 0;                                           \
    return (unsigned_type)((signed_type)x % (signed_type)y);                                \
  }

DEFINE_SIGNED_DIVISION(I32, u32, s32, INT32_MIN)
DEFINE_SIGNED_DIVISION(I64, u64, s64, INT64_MIN)

#define DIV_U(x, y) (UNLIKELY((y) == 0) ? TRAP(DIV_BY_ZERO) : (x) / (y))
#define REM_U(x, y) (UNLIKELY((y) == 0) ? TRAP(DIV_BY_ZERO) : (x) % (y))

#define I32_ROTL(x, y) (((x) << ((y) & 31)) | ((x) >> ((32 - (y)) & 31)))
#define I64_ROTL(x, y) (((x) << ((y) & 63)) | ((x) >> ((64 - (y)) & 63)))
#define I32_ROTR(x, y) (((x) >> ((y) & 31)) | ((x) << ((32 - (y)) & 31)))
#define I64_ROTR(x, y) (((x) >> ((y) & 63)) | ((x) << ((64 - (y)) & 63)))

/* --- floating point --- */

#define FMIN(x, y)                                   \
  (UNLIKELY((x) != (x))   ? NAN                      \
   : UNLIKELY((y) != (y)) ? NAN                      \
   : UNLIKELY((x) == (y)) ? (signbit(x) ? (x) : (y)) \
   : (x) < (y)            ? (x)                      \
                          : (y))
#define FMAX(x, y)                                   \
  (UNLIKELY((x) != (x))   ? NAN                      \
   : UNLIKELY((y) != (y)) ? NAN                      \
   : UNLIKELY((x) == (y)) ? (signbit(x) ? (y) : (x)) \
   : (x) > (y)            ? (x)                      \
                          : (y))

/* `low` is the first value out of range below, compared by `above`; `high` the first one out of range above.
 */
#define DEFINE_TRUNC(name, float_type, signed_or_unsigned, result, low, above, high, smallest, largest) \
  GUEST_INLINE result name(float_type x) {                                                              \
    if (UNLIKELY(x != x)) TRAP(INVALID_CONVERSION);                                                     \
    if (UNLIKELY(!(x above(low) && x < (high)))) TRAP(INT_OVERFLOW);                                    \
    return (result)(signed_or_unsigned)x;                                                               \
  }

#define DEFINE_TRUNC_SAT(name, float_type, signed_or_unsigned, result, low, above, high, smallest, largest) \
  GUEST_INLINE result name(float_type x) {                                                                  \
    if (UNLIKELY(x != x)) return 0;                                                                         \
    if (UNLIKELY(!(x above(low)))) return (result)(smallest);                                               \
    if (UNLIKELY(!(x < (high)))) return (result)(largest);                                                  \
    return (result)(signed_or_unsigned)x;                                                                   \
  }

#define DEFINE_TRUNCS(define, kind)                                                                 \
  define(I32_##kind##_S_F32, f32, s32, u32, -0x1p31f, >=, 0x1p31f, INT32_MIN, INT32_MAX)            \
      define(I64_##kind##_S_F32, f32, s64, u64, -0x1p63f, >=, 0x1p63f, INT64_MIN, INT64_MAX)        \
          define(I32_##kind##_S_F64, f64, s32, u32, -2147483649.0, >, 0x1p31, INT32_MIN, INT32_MAX) \
              define(I64_##kind##_S_F64, f64, s64, u64, -0x1p63, >=, 0x1p63, INT64_MIN, INT64_MAX)  \
                  define(I32_##kind##_U_F32, f32, u32, u32, -1.0f, >, 0x1p32f, 0, UINT32_MAX)       \
                      define(I64_##kind##_U_F32, f32, u64, u64, -1.0f, >, 0x1p64f, 0, UINT64_MAX)   \
                          define(I32_##kind##_U_F64, f64, u32, u32, -1.0, >, 0x1p32, 0, UINT32_MAX) \
                              define(I64_##kind##_U_F64, f64, u64, u64, -1.0, >, 0x1p64, 0, UINT64_MAX)

DEFINE_TRUNCS(DEFINE_TRUNC, TRUNC)
DEFINE_TRUNCS(DEFINE_TRUNC_SAT, TRUNC_SAT)

#define DEFINE_REINTERPRET(name, from, to) \
  GUEST_INLINE to name(from x) {           \
    to result;                             \
    memcpy(&result, &x, sizeof result);    \
    return result;                         \
  }

DEFINE_REINTERPRET(f32_reinterpret_i32, u32, f32)
DEFINE_REINTERPRET(i32_reinterpret_f32, f32, u32)
DEFINE_REINTERPRET(f64_reinterpret_i64, u64, f64)
DEFINE_REINTERPRET(i64_reinterpret_f64, f64, u64)

/* Sets the quiet bit of a NaN and leaves everything else alone. */
GUEST_INLINE f32 wasm_quietf(f32 x) {
  return UNLIKELY(x != x) ? f32_reinterpret_i32(i32_reinterpret_f32(x) | 0x7fc00000u) : x;
}
GUEST_INLINE f64 wasm_quiet(f64 x) {
  return UNLIKELY(x != x) ? f64_reinterpret_i64(i64_reinterpret_f64(x) | 0x7ff8000000000000u) : x;
}

/* These instructions make a NaN quiet themselves. The number is the rounding mode: 0 nearest even, 1 down, 2
 * up, 3 towards zero. */
typedef f32 vector_f32 __attribute__((vector_size(16)));
typedef f64 vector_f64 __attribute__((vector_size(16)));
#define ROUND_F32(x, mode) (__builtin_ia32_roundss((vector_f32){x}, (vector_f32){x}, mode)[0])
#define ROUND_F64(x, mode) (__builtin_ia32_roundsd((vector_f64){x}, (vector_f64){x}, mode)[0])
#define wasm_nearbyintf(x) ROUND_F32(x, 0)
#define wasm_nearbyint(x) ROUND_F64(x, 0)
#define wasm_floorf(x) ROUND_F32(x, 1)
#define wasm_floor(x) ROUND_F64(x, 1)
#define wasm_ceilf(x) ROUND_F32(x, 2)
#define wasm_ceil(x) ROUND_F64(x, 2)
#define wasm_truncf(x) ROUND_F32(x, 3)
#define wasm_trunc(x) ROUND_F64(x, 3)
#define wasm_sqrtf(x) __builtin_sqrtf(x)
#define wasm_sqrt(x) __builtin_sqrt(x)
#define wasm_fabsf(x) f32_reinterpret_i32(i32_reinterpret_f32(x) & 0x7fffffffu)
#define wasm_fabs(x) f64_reinterpret_i64(i64_reinterpret_f64(x) & 0x7fffffffffffffffu)

#endif /* VITRINE_AOT_GUEST_CODE_H_ */

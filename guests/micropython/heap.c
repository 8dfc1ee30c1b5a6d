#include "heap.h"

#include <stdlib.h>
#include <string.h>

#include "py/gc.h"
#include "py/runtime.h"
#include "text/characters.h"

#define BLOCK_BYTES 16u
#define GROUP_BLOCKS 64u
#define WASM_PAGE_BYTES 65536u
#define PAGE_BYTES 4096u               /* the host's */
#define SMALL_RUN_GROUPS 24u           /* 24 KiB */
#define BLOCKS_MAX (UINT32_C(1) << 27) /* 2 GiB */
#define NOT_FOUND SIZE_MAX

/* Runs of this many blocks and more share the last hint. */
#define HINTS 33u

/* Objects of so many blocks are placed without further ado when there is room. */
#define SMALL_BLOCKS 8u

/* Found to be enough for lists of thousands; when it runs over, the heap is walked again. */
#define MARK_STACK_MAX 1024u

/* A collection that leaves less than one part in this many free was of no use; after so many in a row there
 * is no memory. Otherwise the last bytes would be reached at the price of a collection for each. */
#define LOW_YIELD_PARTS 16u
#define LOW_YIELDS_MAX 16u

/* A collection is due when at least one part in this many of what was left by the last one has come since. */
#define NEW_PARTS 4u

#define SPARE_BYTES (64u * 1024u)

enum { FLAG_RAW = 1u << 8 }; /* beside GC_ALLOC_FLAG_HAS_FINALISER */

typedef struct {
  uint64_t used, head, mark, final, raw;
} group;

extern uint8_t __heap_base, __stack_high;

static struct {
  uint8_t* pool;
  size_t bytes;
  group* groups;
  size_t groups_capacity;
  size_t groups_in_use; /* groups from here on are all free */
  size_t used_blocks;   /* after the last collection */
  uint32_t low_yields;
  size_t mark_depth;
  bool mark_overflow;
  void* spare;
  uint8_t* below; /* where heap_take_for_ever goes on */
  /* No run of n free blocks or more begins before block hints[n]. */
  size_t hints[HINTS];
  size_t hints_min; /* what is free below is left to the next collection */
} heap;

static uint32_t* mark_stack; /* in the heap: it is only touched by collections */

/* ---- bits ---- */

static inline unsigned lowest(uint64_t bits) { return (unsigned)__builtin_ctzll(bits); }
static inline unsigned highest(uint64_t bits) { return 63u - (unsigned)__builtin_clzll(bits); }
static inline size_t smaller(size_t a, size_t b) { return a < b ? a : b; }
static inline size_t larger(size_t a, size_t b) { return a > b ? a : b; }
static inline size_t round_up(size_t value, size_t step) { return (value + step - 1) / step * step; }
static inline uint64_t bit_of(size_t block) { return UINT64_C(1) << (block % GROUP_BLOCKS); }
static inline group* group_of(size_t block) { return &heap.groups[block / GROUP_BLOCKS]; }
static inline size_t count_groups(void) { return heap.bytes / (BLOCK_BYTES * GROUP_BLOCKS); }
static inline void* address_of(size_t block) { return heap.pool + block * BLOCK_BYTES; }
static inline size_t block_of(const void* pointer) {
  return (size_t)((const uint8_t*)pointer - heap.pool) / BLOCK_BYTES;
}
static inline bool is_inside(const void* pointer) {
  return (uintptr_t)pointer - (uintptr_t)heap.pool < heap.bytes;
}

/* `count` bits from `first` on, within one word. */
static inline uint64_t mask_of(unsigned first, size_t count) {
  return (count >= GROUP_BLOCKS ? UINT64_MAX : (UINT64_C(1) << count) - 1) << first;
}

static void set_used(size_t block, size_t count) {
  while (count > 0) {
    unsigned first = block % GROUP_BLOCKS;
    size_t here = smaller(count, GROUP_BLOCKS - first);
    group_of(block)->used |= mask_of(first, here);
    block += here;
    count -= here;
  }
}

/* Blocks from `block` on that are nobody's any more; the head, if there is one, is the first. */
static void set_free(size_t block, size_t count) {
#ifdef HEAP_STRESS
  memset(address_of(block), 0xdb, count * BLOCK_BYTES);
#endif
  uint64_t head = bit_of(block);
  group* first_group = group_of(block);
  first_group->head &= ~head;
  first_group->mark &= ~head;
  first_group->final &= ~head;
  first_group->raw &= ~head;
  while (count > 0) {
    unsigned first = block % GROUP_BLOCKS;
    size_t here = smaller(count, GROUP_BLOCKS - first);
    group_of(block)->used &= ~mask_of(first, here);
    block += here;
    count -= here;
  }
}

/* How many blocks what begins at `head` has. */
static size_t count_blocks(size_t head) {
  size_t index = head / GROUP_BLOCKS;
  unsigned shift = head % GROUP_BLOCKS;
  const group* here = &heap.groups[index];
  uint64_t ends = (here->head | ~here->used) >> shift >> 1;
  if (ends != 0) return 1 + lowest(ends);
  size_t count = GROUP_BLOCKS - shift;
  for (size_t all = count_groups(); ++index < all; count += GROUP_BLOCKS) {
    here = &heap.groups[index];
    ends = here->head | ~here->used;
    if (ends != 0) return count + lowest(ends);
  }
  return count;
}

/* ---- finding room ---- */

static void lower_hints(size_t block) {
  /* What became free may continue a run in front of it that was too short for a hint. */
  size_t start = block > HINTS ? block - HINTS : 0;
  start = larger(start, heap.hints_min);
  for (size_t i = 0; i < HINTS; i++) heap.hints[i] = smaller(heap.hints[i], start);
}

/* Where to look for a run: one of `count` blocks is also one of a single block. */
static inline size_t hint_for(size_t count) {
  return larger(heap.hints[1], heap.hints[smaller(count, HINTS - 1)]);
}

static inline void raise_hint(size_t count, size_t start) {
  if (count < HINTS) heap.hints[count] = start;
}

/* Where `count` free bits in a row begin in a word, as a bit at each place. */
static inline uint64_t find_bits(uint64_t is_free, size_t count) {
  for (size_t have = 1; have < count && is_free != 0;) {
    size_t step = smaller(have, count - have);
    is_free &= is_free >> step;
    have += step;
  }
  return is_free;
}

static size_t find_run(size_t count) {
  size_t from = hint_for(count);
  size_t all = count_groups();
  uint64_t passed = (UINT64_C(1) << (from % GROUP_BLOCKS)) - 1;
  size_t start = 0;
  size_t run = 0; /* free blocks at the end of the groups before */
  for (size_t i = from / GROUP_BLOCKS; i < all; i++, passed = 0) {
    uint64_t used = heap.groups[i].used | passed;
    if (used == 0) {
      if (run == 0) start = i * GROUP_BLOCKS;
      run += GROUP_BLOCKS;
      if (run >= count) return start;
      continue;
    }
    if (run > 0 && run + lowest(used) >= count) return start;
    if (count <= GROUP_BLOCKS) {
      uint64_t places = find_bits(~used, count);
      if (places != 0) return i * GROUP_BLOCKS + lowest(places);
    }
    run = GROUP_BLOCKS - 1 - highest(used);
    start = (i + 1) * GROUP_BLOCKS - run;
  }
  return NOT_FOUND;
}

/* ---- memory ---- */

static bool grow_memory(size_t bytes) {
  size_t pages = round_up(bytes, WASM_PAGE_BYTES) / WASM_PAGE_BYTES;
  return pages == 0 || __builtin_wasm_memory_grow(0, pages) != (size_t)-1;
}

static uintptr_t memory_end(void) { return __builtin_wasm_memory_size(0) * (uintptr_t)WASM_PAGE_BYTES; }

void* heap_take_for_ever(size_t bytes) {
  if (heap.below == NULL) heap.below = &__heap_base;
  uintptr_t start = round_up((uintptr_t)heap.below, BLOCK_BYTES);
  uintptr_t end = memory_end();
  if (bytes > BLOCKS_MAX * (size_t)(BLOCK_BYTES - 1)) return NULL;
  if (start + bytes > end && !grow_memory(start + bytes - end)) return NULL;
  heap.below = (uint8_t*)start + bytes;
  return (void*)start;
}

/* The words of `blocks` blocks begin in the heap at `first`. */
static void use_table(size_t first, size_t capacity) {
  size_t table_blocks = round_up(capacity * sizeof(group), BLOCK_BYTES) / BLOCK_BYTES;
  set_used(first, table_blocks);
  group_of(first)->head |= bit_of(first);
  group_of(first)->raw |= bit_of(first);
  heap.groups_in_use = larger(heap.groups_in_use, (first + table_blocks) / GROUP_BLOCKS + 1);
}

bool heap_init(size_t bytes) {
  heap.pool = heap_take_for_ever(0);
  heap.pool = (uint8_t*)round_up((uintptr_t)heap.pool, BLOCK_BYTES * GROUP_BLOCKS);
  uintptr_t end = memory_end();
  uintptr_t wanted_end = (uintptr_t)heap.pool + bytes;
  if (wanted_end > end && !grow_memory(wanted_end - end)) return false;
  heap.bytes = memory_end() - (uintptr_t)heap.pool;
  heap.groups_capacity = 2 * count_groups();
  heap.groups = (group*)heap.pool; /* fresh memory is zero */
  use_table(0, heap.groups_capacity);
  MP_STATE_THREAD(gc_lock_depth) = 0;
  MP_STATE_MEM(gc_auto_collect_enabled) = 1;
  MP_STATE_MEM(gc_alloc_threshold) = (size_t)-1;
  MP_STATE_MEM(gc_alloc_amount) = 0;
  mark_stack = malloc(MARK_STACK_MAX * sizeof *mark_stack);
  return mark_stack != NULL;
}

/* Makes the heap larger by at least `bytes`, and its table when that is too small: the new one lies at the
 * start of what was added. */
static bool grow_by(size_t bytes) {
  bytes = round_up(bytes, WASM_PAGE_BYTES);
  size_t old_groups = count_groups();
  size_t groups_wanted = old_groups + bytes / (BLOCK_BYTES * GROUP_BLOCKS);
  size_t capacity = heap.groups_capacity;
  if (groups_wanted > capacity) {
    /* Describes itself as well: 1 KiB of memory takes 40 bytes of it. */
    capacity = 2 * groups_wanted + groups_wanted / 8;
    bytes = round_up(bytes + capacity * sizeof(group), WASM_PAGE_BYTES);
  }
  if (bytes > BLOCKS_MAX * (size_t)(BLOCK_BYTES - 1) - heap.bytes || !grow_memory(bytes)) return false;
  size_t first_new = heap.bytes / BLOCK_BYTES;
  heap.bytes += bytes;
  if (capacity == heap.groups_capacity) return true;
  group* old = heap.groups;
  group* table = address_of(first_new);
  memcpy(table, old, old_groups * sizeof(group));
  heap.groups = table;
  heap.groups_capacity = capacity;
  use_table(first_new, capacity);
  size_t old_first = block_of(old);
  set_free(old_first, count_blocks(old_first));
  lower_hints(old_first);
  return true;
}

/* As much of `bytes` as can be had, but `bytes_min` at least. */
static bool grow_up_to(size_t bytes, size_t bytes_min) {
  for (; bytes > bytes_min; bytes /= 2) {
    if (grow_by(bytes)) return true;
  }
  return grow_by(bytes_min);
}

/* Called when `count` blocks were not found, with what was tried before in `step`. False when there is no
 * more to try. */
static bool make_room(size_t count, int* step) {
  size_t bytes = count * BLOCK_BYTES;
  /* So little has come since the last collection that another one would find hardly more: near the limit,
   * where memory comes in small pieces, collecting for each would be most of the work. */
  if (*step == 0 && MP_STATE_MEM(gc_alloc_amount) < heap.used_blocks / NEW_PARTS &&
      grow_up_to(larger(heap.bytes / NEW_PARTS, bytes), larger(WASM_PAGE_BYTES, bytes))) {
    return true;
  }
  if (*step == 0) {
    *step = 1;
    if (MP_STATE_MEM(gc_auto_collect_enabled)) {
      gc_collect();
      size_t used_bytes = heap.used_blocks * BLOCK_BYTES;
      if (used_bytes > heap.bytes / 2) {
        /* More than half is in use: collections of twice as much cost half as much. */
        if (grow_up_to(larger(heap.bytes, bytes), larger(WASM_PAGE_BYTES, bytes))) {
          heap.low_yields = 0;
        } else if (heap.bytes - used_bytes >= heap.bytes / LOW_YIELD_PARTS) {
          heap.low_yields = 0;
        } else if (++heap.low_yields >= LOW_YIELDS_MAX) {
          return false;
        }
      }
      return true;
    }
  }
  if (*step == 1) {
    *step = 2;
    return grow_by(bytes);
  }
  return false;
}

/* ---- allocation ---- */

static inline void take(size_t start, size_t count) {
  raise_hint(count, start + count);
  group_of(start)->head |= bit_of(start);
  heap.groups_in_use = larger(heap.groups_in_use, (start + count - 1) / GROUP_BLOCKS + 1);
  MP_STATE_MEM(gc_alloc_amount) += count;
}

/* Not inlined: what it needs for a collection would be a burden of every allocation. */
static __attribute__((noinline)) void* alloc_anywhere(size_t count, unsigned flags) {
  int step = 0;
#ifdef HEAP_STRESS
  if (MP_STATE_MEM(gc_auto_collect_enabled)) gc_collect();
#endif
  if (MP_STATE_MEM(gc_alloc_amount) >= MP_STATE_MEM(gc_alloc_threshold) &&
      MP_STATE_MEM(gc_auto_collect_enabled)) {
    gc_collect();
    step = 1;
  }
  size_t start;
  while ((start = find_run(count)) == NOT_FOUND) {
    if (!make_room(count, &step)) return NULL;
  }
  set_used(start, count);
  take(start, count);
  group* first = group_of(start);
  void* result = address_of(start);
  if (flags & FLAG_RAW) {
    first->raw |= bit_of(start);
    return result;
  }
  memset(result, 0, count * BLOCK_BYTES);
  /* The type is NULL until it is set, which tells the collector that there is no __del__ yet. */
  if (flags & GC_ALLOC_FLAG_HAS_FINALISER) first->final |= bit_of(start);
  return result;
}

void* gc_alloc(size_t bytes, unsigned int flags) {
  if (bytes == 0 || bytes > BLOCKS_MAX * (size_t)(BLOCK_BYTES - 1)) return NULL;
  if (MP_STATE_THREAD(gc_lock_depth) > 0) return NULL;
  size_t count = (bytes + BLOCK_BYTES - 1) / BLOCK_BYTES;
#ifndef HEAP_STRESS
  /* Nearly all objects are small and find their place in the group where the last one did. */
  if (count <= SMALL_BLOCKS && flags == 0 &&
      MP_STATE_MEM(gc_alloc_amount) < MP_STATE_MEM(gc_alloc_threshold)) {
    size_t from = hint_for(count);
    size_t index = from / GROUP_BLOCKS;
    if (index < count_groups()) {
      group* here = &heap.groups[index];
      uint64_t places = find_bits(~here->used & (UINT64_MAX << (from % GROUP_BLOCKS)), count);
      if (places != 0) {
        unsigned first = lowest(places);
        here->used |= mask_of(first, count);
        take(index * GROUP_BLOCKS + first, count);
        uint64_t* words = address_of(index * GROUP_BLOCKS + first);
        for (size_t i = 0; i < count; i++) {
          words[2 * i] = 0;
          words[2 * i + 1] = 0;
        }
        return words;
      }
    }
  }
#endif
  return alloc_anywhere(count, flags);
}

void gc_free(void* pointer) {
  /* While it is locked nothing may move; a later collection will find it. Finalisers may free. */
  if (pointer == NULL || (MP_STATE_THREAD(gc_lock_depth) & ~GC_COLLECT_FLAG)) return;
  text_forget(pointer);
  size_t block = block_of(pointer);
  set_free(block, count_blocks(block));
  lower_hints(block);
}

size_t gc_nbytes(const void* pointer) {
  if (!is_inside(pointer) || (uintptr_t)pointer % BLOCK_BYTES != 0) return 0;
  size_t block = block_of(pointer);
  return group_of(block)->head & bit_of(block) ? count_blocks(block) * BLOCK_BYTES : 0;
}

/* Whether `count` blocks from `block` on are free. */
static bool are_free(size_t block, size_t count) {
  if (block + count > heap.bytes / BLOCK_BYTES) return false;
  while (count > 0) {
    unsigned first = block % GROUP_BLOCKS;
    size_t here = smaller(count, GROUP_BLOCKS - first);
    if (group_of(block)->used & mask_of(first, here)) return false;
    block += here;
    count -= here;
  }
  return true;
}

void* gc_realloc(void* pointer, size_t bytes, bool may_move) {
  if (pointer == NULL) return gc_alloc(bytes, 0);
  if (bytes == 0) {
    gc_free(pointer);
    return NULL;
  }
  if (MP_STATE_THREAD(gc_lock_depth) > 0 || bytes > BLOCKS_MAX * (size_t)(BLOCK_BYTES - 1)) return NULL;
  size_t block = block_of(pointer);
  size_t old_count = count_blocks(block);
  size_t count = (bytes + BLOCK_BYTES - 1) / BLOCK_BYTES;
  if (count == old_count) return pointer;
  unsigned flags = (group_of(block)->final & bit_of(block) ? GC_ALLOC_FLAG_HAS_FINALISER : 0) |
                   (group_of(block)->raw & bit_of(block) ? FLAG_RAW : 0);
  if (count < old_count) {
    set_free(block + count, old_count - count);
    lower_hints(block + count);
    return pointer;
  }
  if (are_free(block + old_count, count - old_count)) {
    set_used(block + old_count, count - old_count);
    heap.groups_in_use = larger(heap.groups_in_use, (block + count - 1) / GROUP_BLOCKS + 1);
    if (!(flags & FLAG_RAW))
      memset((uint8_t*)pointer + old_count * BLOCK_BYTES, 0, (count - old_count) * BLOCK_BYTES);
    return pointer;
  }
  if (!may_move) return NULL;
  void* moved = gc_alloc(bytes, flags);
  if (moved == NULL) return NULL;
  memcpy(moved, pointer, old_count * BLOCK_BYTES);
  gc_free(pointer);
  return moved;
}

/* ---- collection ---- */

static void push(size_t block) {
  if (heap.mark_depth < MARK_STACK_MAX) {
    mark_stack[heap.mark_depth++] = (uint32_t)block;
  } else {
    heap.mark_overflow = true;
  }
}

/* Marks what the words of an object point at. */
static void look_into(size_t block) {
  uintptr_t pool = (uintptr_t)heap.pool;
  size_t pool_bytes = heap.bytes;
  group* groups = heap.groups;
  const uintptr_t* word = address_of(block);
  for (const uintptr_t* end = word + count_blocks(block) * (BLOCK_BYTES / sizeof *word); word < end; word++) {
    uintptr_t offset = *word - pool;
    if (offset >= pool_bytes || offset % BLOCK_BYTES != 0) continue;
    size_t target = offset / BLOCK_BYTES;
    group* target_group = &groups[target / GROUP_BLOCKS];
    uint64_t bit = bit_of(target);
    if (!(target_group->head & ~target_group->mark & ~target_group->raw & bit)) continue;
    target_group->mark |= bit;
    push(target);
  }
}

static void drain(void) {
  while (heap.mark_depth > 0) look_into(mark_stack[--heap.mark_depth]);
}

/* The block in which what holds `block` begins. */
static size_t find_head(size_t block) {
  size_t index = block / GROUP_BLOCKS;
  uint64_t heads = heap.groups[index].head & (UINT64_MAX >> (GROUP_BLOCKS - 1 - block % GROUP_BLOCKS));
  while (heads == 0) heads = heap.groups[--index].head;
  return index * GROUP_BLOCKS + highest(heads);
}

/* Marks everything below words that may point anywhere into an object. */
static void mark_roots(const uintptr_t* word, const uintptr_t* end) {
  for (; word < end; word++) {
    uintptr_t offset = *word - (uintptr_t)heap.pool;
    if (offset >= heap.bytes) continue;
    size_t block = offset / BLOCK_BYTES;
    if (!(group_of(block)->used & bit_of(block))) continue;
    block = find_head(block);
    group* here = group_of(block);
    uint64_t bit = bit_of(block);
    if ((here->mark | here->raw) & bit) continue;
    here->mark |= bit;
    push(block);
    drain();
  }
}

void gc_collect_root(void** words, size_t count) {
  mark_roots((const uintptr_t*)words, (const uintptr_t*)words + count);
}

static void start_common(void) {
  MP_STATE_THREAD(gc_lock_depth) |= GC_COLLECT_FLAG;
  heap.mark_depth = 0;
  heap.mark_overflow = false;
}

void gc_collect_start(void) {
  start_common();
  MP_STATE_MEM(gc_alloc_amount) = 0;
  const uint8_t* state = (const uint8_t*)&mp_state_ctx;
  mark_roots((const uintptr_t*)(state + offsetof(mp_state_ctx_t, thread.dict_locals)),
             (const uintptr_t*)(state + offsetof(mp_state_ctx_t, vm.qstr_last_chunk)));
  mark_roots((const uintptr_t*)MP_STATE_THREAD(pystack_start),
             (const uintptr_t*)MP_STATE_THREAD(pystack_cur));
}

static void walk_again_after_overflow(void) {
  while (heap.mark_overflow) {
    heap.mark_overflow = false;
    for (size_t i = 0; i < heap.groups_in_use; i++) {
      for (uint64_t marked = heap.groups[i].mark; marked != 0; marked &= marked - 1) {
        look_into(i * GROUP_BLOCKS + lowest(marked));
        drain();
      }
    }
  }
}

static void finalise(size_t block) {
  mp_obj_base_t* object = address_of(block);
  group_of(block)->final &= ~bit_of(block);
  if (object->type == NULL) return;
  mp_obj_t method[2];
  mp_load_method_maybe(MP_OBJ_FROM_PTR(object), MP_QSTR___del__, method);
  if (method[0] != MP_OBJ_NULL) mp_call_function_1_protected(method[0], method[1]);
}

static void run_finalisers(void) {
  for (size_t i = 0; i < heap.groups_in_use; i++) {
    const group* here = &heap.groups[i];
    for (uint64_t dead = here->final & here->head & ~here->mark; dead != 0; dead &= dead - 1) {
      size_t block = i * GROUP_BLOCKS + lowest(dead);
      if (here->head & bit_of(block)) finalise(block); /* an earlier one may have freed it */
    }
  }
}

static void sweep(void) {
  text_forget(NULL);
  size_t freed = 0;
  size_t in_use = 0;
  size_t used_blocks = 0;
  for (size_t i = 0; i < heap.groups_in_use; i++) {
    group* here = &heap.groups[i];
    uint64_t dead = here->head & ~here->mark & ~here->raw;
    freed += (size_t)__builtin_popcountll(dead);
#ifndef HEAP_STRESS
    /* Those of one block go all at once; the last place of the group may go on in the next. */
    uint64_t is_continued = (here->used & ~here->head) >> 1 | bit_of(GROUP_BLOCKS - 1);
    uint64_t single = dead & ~is_continued;
    here->used &= ~single;
    here->head &= ~single;
    here->final &= ~single;
    dead &= ~single;
#endif
    for (; dead != 0; dead &= dead - 1) {
      size_t block = i * GROUP_BLOCKS + lowest(dead);
      set_free(block, count_blocks(block));
    }
    here->mark = 0;
    used_blocks += (size_t)__builtin_popcountll(here->used);
    if (here->used != 0) in_use = i + 1;
  }
  heap.groups_in_use = in_use;
  heap.used_blocks = used_blocks;
  memset(heap.hints, 0, sizeof heap.hints);
  heap.hints_min = 0;
  MP_STATE_MEM(gc_collected) = freed;
}

void gc_collect_end(void) {
  walk_again_after_overflow();
  run_finalisers();
  sweep();
  MP_STATE_THREAD(gc_lock_depth) &= ~GC_COLLECT_FLAG;
}

void gc_sweep_all(void) {
  start_common();
  gc_collect_end();
}

/* Not inlined: the frames of all callers must lie above its own. */
__attribute__((noinline)) void gc_collect(void) {
  volatile uintptr_t here = 0;
  gc_collect_start();
  mark_roots((const uintptr_t*)&here, (const uintptr_t*)&__stack_high);
  gc_collect_end();
}

void gc_lock(void) { MP_STATE_THREAD(gc_lock_depth) += 1 << GC_LOCK_DEPTH_SHIFT; }
void gc_unlock(void) { MP_STATE_THREAD(gc_lock_depth) -= 1 << GC_LOCK_DEPTH_SHIFT; }
bool gc_is_locked(void) { return MP_STATE_THREAD(gc_lock_depth) != 0; }

void gc_info(gc_info_t* info) {
  memset(info, 0, sizeof *info);
  size_t run = 0;
  for (size_t block = 0; block < heap.bytes / BLOCK_BYTES; block++) {
    if (group_of(block)->used & bit_of(block)) {
      info->used += BLOCK_BYTES;
      run = 0;
    } else {
      info->free += BLOCK_BYTES;
      info->max_free = larger(info->max_free, ++run);
    }
  }
  info->total = heap.bytes;
}

/* ---- for the port ---- */

void heap_seal_image(void) {
  /* Holes between what the image holds are left until a collection: what a run makes lies together, and so
   * its sandbox has few pages of its own. */
  size_t behind = smaller(heap.groups_in_use, count_groups() - 1);
  /* A small run's part of the table lies on one page. */
  uintptr_t place = (uintptr_t)&heap.groups[behind] % PAGE_BYTES;
  if (place + SMALL_RUN_GROUPS * sizeof(group) > PAGE_BYTES)
    behind = smaller(behind + (PAGE_BYTES - place) / sizeof(group) + 1, count_groups() - 1);
  heap.hints_min = behind * GROUP_BLOCKS;
  for (size_t i = 0; i < HINTS; i++) heap.hints[i] = heap.hints_min;
}

void* heap_move(void* object) {
  size_t bytes = gc_nbytes(object);
  void* moved = gc_alloc(bytes, 0);
  if (moved == NULL) return NULL;
  memcpy(moved, object, bytes);
  gc_free(object);
  return moved;
}

void heap_start_run(void) { heap.low_yields = 0; }

void heap_keep_spare(void) {
  if (heap.spare != NULL) return;
  void* probe = malloc(SPARE_BYTES);
  if (probe == NULL) return;
  heap.spare = malloc(SPARE_BYTES);
  free(probe);
}

void heap_use_spare(void) {
  free(heap.spare);
  heap.spare = NULL;
  heap.low_yields = 0;
}

/* ---- libc's names ---- */

void* malloc(size_t bytes) { return gc_alloc(bytes != 0 ? bytes : 1, FLAG_RAW); }

void* calloc(size_t count, size_t bytes) {
  size_t total;
  if (__builtin_mul_overflow(count, bytes, &total)) return NULL;
  void* result = malloc(total);
  if (result != NULL) memset(result, 0, total);
  return result;
}

void* realloc(void* pointer, size_t bytes) {
  return pointer != NULL ? gc_realloc(pointer, bytes, true) : malloc(bytes);
}

void free(void* pointer) {
  if (pointer != NULL) gc_free(pointer);
}

/* A fuzz target for the engine without MicroPython: the first bytes choose flags, mode and where the pattern
 * ends.
 *
 * fuzz/CMakeLists.txt builds it.
 */
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "host.h"
#include "program.h"

#define POLLS_MAX 64
#define STACK_BYTES_MAX (64u << 20)

static jmp_buf leave;
static unsigned polls;

/* All memory that is in use, so that what a jump leaves behind can be freed. */
typedef struct block {
  struct block* next;
  struct block* previous;
  max_align_t bytes[];
} block;
static block blocks = {&blocks, &blocks};

static void release(block* b) {
  b->next->previous = b->previous;
  b->previous->next = b->next;
  free(b);
}

void* regex_resize(void* memory, size_t old_bytes, size_t new_bytes) {
  block* old = memory != NULL ? (block*)((char*)memory - offsetof(block, bytes)) : NULL;
  block* fresh = NULL;
  if (new_bytes > STACK_BYTES_MAX) longjmp(leave, 1);
  if (new_bytes > 0) {
    fresh = malloc(sizeof(block) + new_bytes);
    if (fresh == NULL) abort();
    fresh->next = blocks.next;
    fresh->previous = &blocks;
    blocks.next->previous = fresh;
    blocks.next = fresh;
    if (old != NULL) memcpy(fresh->bytes, old->bytes, old_bytes < new_bytes ? old_bytes : new_bytes);
  }
  if (old != NULL) release(old);
  return fresh != NULL ? fresh->bytes : NULL;
}

void regex_poll(void) {
  if (++polls > POLLS_MAX) longjmp(leave, 1);
}
_Noreturn void regex_error(uint32_t at, const char* format, ...) {
  (void)at;
  (void)format;
  longjmp(leave, 1);
}
_Noreturn void regex_overflow(void) { longjmp(leave, 1); }
_Noreturn void regex_bad_flags(const char* message) {
  (void)message;
  longjmp(leave, 1);
}
_Noreturn void regex_too_complex(void) { longjmp(leave, 1); }

static void search_all(const regex_program* program, regex_mode mode, const uint8_t* text, uint32_t length) {
  uint32_t* registers = regex_resize(NULL, 0, regex_registers_count(program) * sizeof(uint32_t));
  uint32_t at = 0;
  bool must_advance = false;
  for (;;) {
    regex_matcher matcher;
    regex_matcher_init(&matcher, program, text, length, registers);
    const bool found = regex_find(&matcher, mode, at, must_advance);
    regex_matcher_free(&matcher);
    if (!found) break;
    if (registers[0] < at || registers[1] < registers[0] || registers[1] > length) abort();
    if (must_advance && registers[1] == at) abort();
    for (uint32_t i = 1; i <= program->groups_count; i++) {
      const uint32_t from = registers[2 * i];
      const uint32_t to = registers[2 * i + 1];
      if (to != REGEX_NONE && (from > to || to > length)) abort();
    }
    must_advance = registers[0] == registers[1];
    at = registers[1];
  }
}

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 4) return 0;
  const uint32_t flags = (data[0] & 0x5au) | ((data[1] & 1u) ? REGEX_ASCII : 0);
  const bool is_bytes = data[1] & 2;
  const regex_mode mode = (regex_mode)(data[1] / 4 % 3);
  const uint32_t rest = (uint32_t)size - 3;
  const uint32_t pattern_length = data[2] % (rest + 1);
  /* Exact copies, so that a read past either end is seen. */
  uint8_t* pattern = malloc(pattern_length + 1);
  uint8_t* text = malloc(rest - pattern_length + 1);
  if (pattern == NULL || text == NULL) abort();
  pattern = realloc(pattern, pattern_length > 0 ? pattern_length : 1);
  memcpy(pattern, data + 3, pattern_length);
  memcpy(text, data + 3 + pattern_length, rest - pattern_length);
  polls = 0;
  if (setjmp(leave) == 0) {
    regex_program program;
    regex_compile(&program, pattern, pattern_length, is_bytes, flags);
    search_all(&program, mode, text, rest - pattern_length);
  }
  while (blocks.next != &blocks) release(blocks.next);
  free(pattern);
  free(text);
  return 0;
}

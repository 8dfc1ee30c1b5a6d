/* Regular expressions as CPython's `re` understands them: a pattern becomes a program, a backtracking machine
 * runs it.
 *
 * It replaces MicroPython's extmod/modre.c, whose engine lacks most of the syntax and gives wrong answers in
 * silence. compiler.c makes programs, matcher.c runs them; neither knows MicroPython. What they need from it
 * is in host.h, so that the tests run them under the sanitizers with plain malloc.
 *
 * Pattern and text are hostile. The parser recurses once a parenthesis and has a limit for that; the machine
 * does not recurse at all: what it may come back to lies on a stack of its own in the heap. Time is not
 * bounded, hence regex_poll every few thousand steps. */
#ifndef VITRINE_GUESTS_MICROPYTHON_REGEX_PROGRAM_H
#define VITRINE_GUESTS_MICROPYTHON_REGEX_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>

/* The flags, with CPython's numbers. */
#define REGEX_IGNORECASE 2u
#define REGEX_LOCALE 4u
#define REGEX_MULTILINE 8u
#define REGEX_DOTALL 16u
#define REGEX_UNICODE 32u
#define REGEX_VERBOSE 64u
#define REGEX_DEBUG 128u
#define REGEX_ASCII 256u

/* No position, no group, no end to repetition. */
#define REGEX_NONE UINT32_MAX

/* How deep parentheses may be nested. */
#define REGEX_DEPTH_MAX 200

/* Instructions, each followed by its operands. Jumps are relative to the instruction that holds them, so that
 * code can be moved. A character is a code point, or a byte in patterns of bytes. */
enum {
  OP_SUCCESS,
  /* One character; what OP_REPEAT_* repeats. */
  OP_CHAR,            /* character */
  OP_CHAR_ANY_CASE,   /* folded character */
  OP_CHAR_ASCII_CASE, /* small letter */
  OP_NOT_NEWLINE,
  OP_ANY,
  OP_IN, /* words in all, CLASS_* flags, four words of bits for ASCII, CATEGORY_* bits, pairs of first and
            last */
  /* Places. */
  OP_BEGIN, /* of the text */
  OP_BEGIN_LINE,
  OP_END, /* of the text, or before a newline there */
  OP_END_LINE,
  OP_END_TEXT,
  OP_BOUNDARY, /* whether ASCII */
  OP_NOT_BOUNDARY,
  /* Flow. */
  OP_JUMP,          /* where */
  OP_BRANCH,        /* where to go when what follows fails */
  OP_BRANCH_LAZY,   /* where to go first */
  OP_SAVE,          /* register */
  OP_REPEAT_GREEDY, /* least, most, words of the one-character instruction that follows */
  OP_REPEAT_LAZY,
  OP_REPEAT_POSSESSIVE,
  OP_LOOP_INIT,   /* slot of count and last position */
  OP_LOOP_GREEDY, /* slot, least, most, exit */
  OP_LOOP_LAZY,
  OP_LOOP_AGAIN, /* slot; stands before the body of a lazy loop */
  OP_GROUP_REF,  /* group */
  OP_GROUP_REF_ANY_CASE,
  OP_GROUP_REF_ASCII_CASE,
  OP_IF_GROUP,     /* group, where to go when it did not match */
  OP_LOOK,         /* slot of stack height and position */
  OP_LOOK_END,     /* slot */
  OP_LOOK_NOT,     /* slot, where to go when the body fails */
  OP_LOOK_NOT_END, /* slot */
  OP_BACK,         /* count of characters */
  OP_ATOMIC,       /* slot of stack height */
  OP_ATOMIC_END,   /* slot */
};

#define CLASS_NEGATED 1u
#define CLASS_ANY_CASE 2u
#define CLASS_ASCII_CASE 4u
#define CLASS_ASCII 8u /* what the categories mean */
#define CLASS_HEADER_WORDS 8

#define CATEGORY_DIGIT 1u
#define CATEGORY_NOT_DIGIT 2u
#define CATEGORY_SPACE 4u
#define CATEGORY_NOT_SPACE 8u
#define CATEGORY_WORD 16u
#define CATEGORY_NOT_WORD 32u

typedef struct {
  uint32_t begin; /* bytes in the pattern */
  uint32_t length;
  uint32_t group;
} regex_name;

typedef struct {
  uint32_t* code;
  regex_name* names;
  uint32_t code_count;
  uint32_t names_count;
  uint32_t groups_count; /* without group 0 */
  uint32_t slots_count;
  uint32_t flags; /* the caller's and the pattern's own */
  bool is_bytes;
  bool anchored;  /* matches at the beginning of the text or not at all */
  bool has_first; /* `first` says with which bytes a match can begin */
  uint32_t first[8];
} regex_program;

/* Makes a program of a pattern (UTF-8 unless `is_bytes`). Fails by regex_error. */
void regex_compile(regex_program* program, const uint8_t* pattern, uint32_t length, bool is_bytes,
                   uint32_t flags);

/* Whether a character is in a class (OP_IN), and whether it is of a category. */
bool regex_class_holds(const uint32_t* in, uint32_t c);
bool regex_is_word(uint32_t c, bool ascii);
/* What characters that differ by case alone have in common. */
uint32_t regex_fold(uint32_t c);

/* Reads the character at `at` (< end) and moves behind it. Malformed UTF-8 gives some number, never a read
 * past end. */
uint32_t regex_decode(const uint8_t* text, uint32_t* at, uint32_t end, bool is_bytes);

/* ---- matching ---- */

typedef struct {
  uint32_t what; /* kind in the low bits, above it a place in the code or a register */
  uint32_t a;
  uint32_t b;
} regex_entry;

#define REGEX_LOCAL_ENTRIES 48

typedef struct {
  const regex_program* program;
  const uint8_t* text;
  uint32_t end;        /* bytes; where the text ends for this search */
  uint32_t* registers; /* regex_registers_count of them */
  regex_entry* stack;
  uint32_t stack_count;
  uint32_t stack_capacity;
  uint32_t steps_left; /* until the next regex_poll */
  regex_entry local[REGEX_LOCAL_ENTRIES];
} regex_matcher;

/* Two for each group (the whole is group 0), one for the last group that was closed, and the slots. */
static inline uint32_t regex_registers_count(const regex_program* program) {
  return 2 * (program->groups_count + 1) + 1 + program->slots_count;
}
static inline uint32_t regex_last_group_register(const regex_program* program) {
  return 2 * (program->groups_count + 1);
}

void regex_matcher_init(regex_matcher* matcher, const regex_program* program, const uint8_t* text,
                        uint32_t end, uint32_t* registers);
void regex_matcher_free(regex_matcher* matcher);

typedef enum { REGEX_MATCH, REGEX_FULL_MATCH, REGEX_SEARCH } regex_mode;

/* Looks for a match from `start`. With `must_advance` an empty match at `start` itself does not count. The
 * spans of the groups are then in the registers, in bytes. */
bool regex_find(regex_matcher* matcher, regex_mode mode, uint32_t start, bool must_advance);

#endif

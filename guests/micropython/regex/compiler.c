#include <string.h>

#include "../unicode/ucd.h"
#include "host.h"
#include "program.h"

#define END REGEX_NONE /* what peek gives behind the last character */
#define CODE_WORDS_MAX (1u << 24)
#define GROUPS_MAX (1u << 16)
/* Widths stop here, as "any width". */
#define WIDTH_MAX UINT32_MAX

typedef struct {
  uint32_t least;
  uint32_t most;
} width;

typedef struct {
  width w;
  bool closed;
} group_state;

typedef struct {
  regex_program* program;
  const uint8_t* pattern;
  uint32_t length;
  uint32_t at;
  uint32_t flags; /* in force here */
  uint32_t code_capacity;
  uint32_t names_capacity;
  group_state* groups; /* [0] is the whole pattern */
  uint32_t groups_count;
  uint32_t groups_capacity;
  uint32_t lookbehind_groups; /* groups from this number on are inside a lookbehind; REGEX_NONE outside */
  uint32_t conditional_group; /* the highest group named by (?(n)...), which may come later, and where it is
                                 named */
  uint32_t conditional_at;
  uint32_t depth;
  bool restart; /* (?x) was found: begin again with the flag */
} compiler;

/* The item that a quantifier would repeat. */
typedef enum { ITEM_NONE, ITEM_PLACE, ITEM_REPEATED, ITEM_ANY } item_kind;
typedef struct {
  item_kind kind;
  uint32_t start;
  width w;
} item;

/* ---- reading ---- */

static uint32_t add_width(uint32_t a, uint32_t b) { return a > WIDTH_MAX - b ? WIDTH_MAX : a + b; }

static uint32_t multiply_width(uint32_t a, uint32_t b) {
  const uint64_t product = (uint64_t)a * b;
  return product > WIDTH_MAX ? WIDTH_MAX : (uint32_t)product;
}

uint32_t regex_decode(const uint8_t* text, uint32_t* at, uint32_t end, bool is_bytes) {
  uint32_t c = text[(*at)++];
  if (c < 0x80 || is_bytes) return c;
  unsigned rest;
  if (c >= 0xf0) {
    c &= 7;
    rest = 3;
  } else if (c >= 0xe0) {
    c &= 15;
    rest = 2;
  } else {
    c &= 31;
    rest = 1;
  }
  for (; rest > 0 && *at < end && (text[*at] & 0xc0) == 0x80; rest--) c = c << 6 | (text[(*at)++] & 0x3f);
  return c;
}

static uint32_t peek(const compiler* c) {
  uint32_t at = c->at;
  return at < c->length ? regex_decode(c->pattern, &at, c->length, c->program->is_bytes) : END;
}

static uint32_t next(compiler* c) {
  return c->at < c->length ? regex_decode(c->pattern, &c->at, c->length, c->program->is_bytes) : END;
}

static bool take(compiler* c, uint32_t wanted) {
  if (c->at >= c->length || c->pattern[c->at] != wanted) return false;
  c->at++;
  return true;
}

static bool is_digit(uint32_t c) { return c - '0' < 10; }
static bool is_octal(uint32_t c) { return c - '0' < 8; }
static bool is_ascii_letter(uint32_t c) { return (c | 32) - 'a' < 26; }
static bool is_blank(uint32_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static uint32_t hex_value(uint32_t c) {
  if (is_digit(c)) return c - '0';
  if ((c | 32) - 'a' < 6) return (c | 32) - 'a' + 10;
  return REGEX_NONE;
}

/* Piece of the pattern as the two arguments of %.*s. */
#define PIECE(c, from, to) (int)((to) - (from)), (const char*)(c)->pattern + (from)

/* ---- writing ---- */

static void reserve(compiler* c, uint32_t more) {
  regex_program* p = c->program;
  if (more > CODE_WORDS_MAX - p->code_count) regex_too_complex();
  const uint32_t needed = p->code_count + more;
  if (needed <= c->code_capacity) return;
  uint32_t capacity = c->code_capacity < 16 ? 32 : c->code_capacity * 2;
  if (capacity < needed) capacity = needed;
  p->code = regex_resize(p->code, c->code_capacity * sizeof(uint32_t), capacity * sizeof(uint32_t));
  c->code_capacity = capacity;
}

static void emit(compiler* c, uint32_t word) {
  reserve(c, 1);
  c->program->code[c->program->code_count++] = word;
}

static void insert(compiler* c, uint32_t at, const uint32_t* words, uint32_t count) {
  reserve(c, count);
  regex_program* p = c->program;
  memmove(p->code + at + count, p->code + at, (p->code_count - at) * sizeof(uint32_t));
  memcpy(p->code + at, words, count * sizeof(uint32_t));
  p->code_count += count;
}

static uint32_t here(const compiler* c) { return c->program->code_count; }

/* The word at `operand` becomes the distance from the instruction at `instruction` to here. */
static void land(compiler* c, uint32_t instruction, uint32_t operand) {
  c->program->code[operand] = here(c) - instruction;
}

static uint32_t new_slots(compiler* c, uint32_t count) {
  const uint32_t slot = c->program->slots_count;
  c->program->slots_count += count;
  return slot;
}

uint32_t regex_fold(uint32_t c) {
  /* Three pairs that Unicode calls the same but maps to nothing in common. */
  if (c == 0x1fd3) return 0x390;
  if (c == 0x1fe3) return 0x3b0;
  if (c == 0xfb05) return 0xfb06;
  return ucd_to_upper(ucd_to_lower(c));
}

/* Which kind of ignoring case is on: none, that of ASCII, that of Unicode. */
typedef enum { CASE_KEPT, CASE_ASCII, CASE_ANY } case_kind;
static case_kind case_of(const compiler* c) {
  if (!(c->flags & REGEX_IGNORECASE)) return CASE_KEPT;
  return c->program->is_bytes || (c->flags & REGEX_ASCII) ? CASE_ASCII : CASE_ANY;
}

static bool is_ascii_mode(const compiler* c) { return c->program->is_bytes || (c->flags & REGEX_ASCII); }

static void emit_char(compiler* c, uint32_t character) {
  switch (case_of(c)) {
    case CASE_ASCII:
      if (!is_ascii_letter(character)) break;
      emit(c, OP_CHAR_ASCII_CASE);
      emit(c, character | 32);
      return;
    case CASE_ANY:
      if (character < 128 && !is_ascii_letter(character)) break;
      emit(c, OP_CHAR_ANY_CASE);
      emit(c, regex_fold(character));
      return;
    case CASE_KEPT:
      break;
  }
  emit(c, OP_CHAR);
  emit(c, character);
}

/* ---- escapes ---- */

static uint32_t read_hex(compiler* c, uint32_t start, unsigned digits) {
  uint32_t value = 0;
  for (unsigned i = 0; i < digits; i++) {
    const uint32_t digit = hex_value(peek(c));
    if (digit == REGEX_NONE) regex_error(start, "incomplete escape %.*s", PIECE(c, start, c->at));
    value = value << 4 | digit;
    c->at++;
  }
  return value;
}

/* Escapes for characters that mean the same inside and outside of classes; REGEX_NONE when it is none of
 * these. The backslash and `kind` have been read. */
static uint32_t read_common_escape(compiler* c, uint32_t start, uint32_t kind) {
  switch (kind) {
    case 'a':
      return '\a';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'v':
      return '\v';
    case '\\':
      return '\\';
    case 'x':
      return read_hex(c, start, 2);
    case 'u':
      if (c->program->is_bytes) break;
      return read_hex(c, start, 4);
    case 'U': {
      if (c->program->is_bytes) break;
      const uint32_t value = read_hex(c, start, 8);
      if (value > 0x10ffff) regex_error(start, "bad escape %.*s", PIECE(c, start, c->at));
      return value;
    }
    case 'N':
      if (c->program->is_bytes) break;
      regex_error(start, "\\N with a character's name is not known here; use \\u");
    default:
      break;
  }
  if (is_ascii_letter(kind)) regex_error(start, "bad escape %.*s", PIECE(c, start, c->at));
  return REGEX_NONE;
}

static uint32_t category_of(uint32_t kind) {
  switch (kind) {
    case 'd':
      return CATEGORY_DIGIT;
    case 'D':
      return CATEGORY_NOT_DIGIT;
    case 's':
      return CATEGORY_SPACE;
    case 'S':
      return CATEGORY_NOT_SPACE;
    case 'w':
      return CATEGORY_WORD;
    case 'W':
      return CATEGORY_NOT_WORD;
    default:
      return 0;
  }
}

/* ---- classes ---- */

bool regex_is_word(uint32_t c, bool ascii) {
  if (c < 128) return is_ascii_letter(c) || is_digit(c) || c == '_';
  return !ascii && ucd_is_alnum(c);
}

static bool is_in_category(uint32_t categories, uint32_t c, bool ascii) {
  if (categories & (CATEGORY_DIGIT | CATEGORY_NOT_DIGIT)) {
    const bool digit = c < 128 || !ascii ? ucd_is_decimal(c) : false;
    if (categories & (digit ? CATEGORY_DIGIT : CATEGORY_NOT_DIGIT)) return true;
  }
  if (categories & (CATEGORY_SPACE | CATEGORY_NOT_SPACE)) {
    const bool space = ascii ? is_blank(c) : ucd_is_space(c);
    if (categories & (space ? CATEGORY_SPACE : CATEGORY_NOT_SPACE)) return true;
  }
  if (categories & (CATEGORY_WORD | CATEGORY_NOT_WORD)) {
    const bool word = regex_is_word(c, ascii);
    if (categories & (word ? CATEGORY_WORD : CATEGORY_NOT_WORD)) return true;
  }
  return false;
}

static bool ranges_hold(const uint32_t* in, uint32_t c) {
  for (const uint32_t* pair = in + CLASS_HEADER_WORDS; pair < in + in[1]; pair += 2) {
    if (pair[0] <= c && c <= pair[1]) return true;
  }
  return false;
}

static bool holds_exactly(const uint32_t* in, uint32_t c) {
  return is_in_category(in[7], c, in[2] & CLASS_ASCII) || ranges_hold(in, c);
}

/* The answer without the bits for ASCII, from which those are made. */
static bool class_holds_slowly(const uint32_t* in, uint32_t c) {
  bool held;
  if (in[2] & CLASS_ANY_CASE) {
    const uint32_t lower = ucd_to_lower(c);
    const uint32_t upper = regex_fold(c);
    const uint32_t common = ucd_to_lower(upper); /* the long s is an s */
    held = holds_exactly(in, lower) || (upper != lower && ranges_hold(in, upper)) ||
           (common != lower && ranges_hold(in, common));
  } else if ((in[2] & CLASS_ASCII_CASE) && is_ascii_letter(c)) {
    held = holds_exactly(in, c | 32) || holds_exactly(in, c & ~32u);
  } else {
    held = holds_exactly(in, c);
  }
  return held != ((in[2] & CLASS_NEGATED) != 0);
}

bool regex_class_holds(const uint32_t* in, uint32_t c) {
  if (c < 128) return in[3 + c / 32] >> (c % 32) & 1;
  return class_holds_slowly(in, c);
}

static uint32_t begin_class(compiler* c, uint32_t categories) {
  const uint32_t start = here(c);
  static const uint32_t kCase[] = {0, CLASS_ASCII_CASE, CLASS_ANY_CASE};
  const uint32_t header[CLASS_HEADER_WORDS] = {
      OP_IN, 0, kCase[case_of(c)] | (is_ascii_mode(c) ? CLASS_ASCII : 0), 0, 0, 0, 0, categories};
  insert(c, start, header, CLASS_HEADER_WORDS);
  return start;
}

static void end_class(compiler* c, uint32_t start) {
  uint32_t* in = c->program->code + start;
  in[1] = here(c) - start;
  for (uint32_t i = 0; i < 128; i++) {
    if (class_holds_slowly(in, i)) in[3 + i / 32] |= 1u << (i % 32);
  }
}

static void add_range(compiler* c, uint32_t low, uint32_t high) {
  emit(c, low);
  emit(c, high);
}

static void add_to_class(compiler* c, uint32_t character) {
  if (case_of(c) != CASE_ANY) {
    add_range(c, character, character);
    return;
  }
  const uint32_t lower = ucd_to_lower(character);
  const uint32_t fold = regex_fold(character);
  add_range(c, lower, lower);
  if (fold != lower) add_range(c, fold, fold);
}

/* Of a few characters the lower case has another upper case (the Kelvin sign), or there are two lower cases
   (the long s). These are the first and the last. */
#define FIRST_VARIANT 0xb5
#define LAST_VARIANT 0xfb05

static void add_range_to_class(compiler* c, uint32_t low, uint32_t high) {
  add_range(c, low, high);
  if (case_of(c) != CASE_ANY) return;
  for (uint32_t i = low < FIRST_VARIANT ? FIRST_VARIANT : low; i <= high && i <= LAST_VARIANT; i++) {
    const uint32_t lower = ucd_to_lower(i);
    const uint32_t upper = regex_fold(i);
    const uint32_t common = ucd_to_lower(upper);
    if (i != lower && i != upper) add_range(c, lower, lower);
    if (lower != common) add_range(c, common, common);
  }
}

/* One member of a class: a character, or REGEX_NONE and a category. */
static uint32_t read_class_member(compiler* c, uint32_t class_at, uint32_t* category) {
  const uint32_t start = c->at;
  *category = 0;
  const uint32_t character = next(c);
  if (character == END) regex_error(class_at, "unterminated character set");
  if (character != '\\') return character;
  const uint32_t kind = next(c);
  if (kind == END) regex_error(class_at, "unterminated character set");
  if (kind == 'b') return '\b';
  *category = category_of(kind);
  if (*category != 0) return REGEX_NONE;
  if (is_octal(kind)) {
    uint32_t value = kind - '0';
    for (unsigned i = 0; i < 2 && is_octal(peek(c)); i++) value = value * 8 + (next(c) - '0');
    if (value > 0377) {
      regex_error(start, "octal escape value %.*s outside of range 0-0o377", PIECE(c, start, c->at));
    }
    return value;
  }
  if (is_digit(kind)) regex_error(start, "bad escape %.*s", PIECE(c, start, c->at));
  const uint32_t common = read_common_escape(c, start, kind);
  return common != REGEX_NONE ? common : kind;
}

static void compile_class(compiler* c, uint32_t class_at) {
  const uint32_t start = begin_class(c, 0);
  if (take(c, '^')) c->program->code[start + 2] |= CLASS_NEGATED;
  for (bool first = true;; first = false) {
    if (!first && take(c, ']')) break;
    const uint32_t member_at = c->at;
    uint32_t category;
    const uint32_t low = read_class_member(c, class_at, &category);
    if (take(c, '-')) {
      if (peek(c) == END) regex_error(class_at, "unterminated character set");
      if (take(c, ']')) {
        if (category != 0) {
          c->program->code[start + 7] |= category;
        } else {
          add_to_class(c, low);
        }
        add_to_class(c, '-');
        break;
      }
      uint32_t high_category;
      const uint32_t high = read_class_member(c, class_at, &high_category);
      if (category != 0 || high_category != 0 || high < low) {
        regex_error(member_at, "bad character range %.*s", PIECE(c, member_at, c->at));
      }
      if (low == high) {
        add_to_class(c, low);
      } else {
        add_range_to_class(c, low, high);
      }
    } else if (category != 0) {
      c->program->code[start + 7] |= category;
    } else {
      add_to_class(c, low);
    }
  }
  end_class(c, start);
}

/* ---- groups ---- */

static width compile_alternatives(compiler* c, bool outermost);
static width compile_sequence(compiler* c, bool first);

static uint32_t open_group(compiler* c) {
  if (c->groups_count >= GROUPS_MAX) regex_too_complex();
  if (c->groups_count == c->groups_capacity) {
    const uint32_t capacity = c->groups_capacity * 2;
    c->groups =
        regex_resize(c->groups, c->groups_capacity * sizeof(group_state), capacity * sizeof(group_state));
    c->groups_capacity = capacity;
  }
  c->groups[c->groups_count] = (group_state){{0, 0}, false};
  return c->groups_count++;
}

static const regex_name* find_name(const compiler* c, uint32_t begin, uint32_t length) {
  for (uint32_t i = 0; i < c->program->names_count; i++) {
    const regex_name* name = &c->program->names[i];
    if (name->length == length && memcmp(c->pattern + name->begin, c->pattern + begin, length) == 0)
      return name;
  }
  return NULL;
}

static void name_group(compiler* c, uint32_t begin, uint32_t length, uint32_t group) {
  regex_program* p = c->program;
  const regex_name* other = find_name(c, begin, length);
  if (other != NULL) {
    regex_error(begin, "redefinition of group name '%.*s' as group %u; was group %u",
                PIECE(c, begin, begin + length), (unsigned)group, (unsigned)other->group);
  }
  if (p->names_count == c->names_capacity) {
    const uint32_t capacity = c->names_capacity * 2 + 4;
    p->names = regex_resize(p->names, c->names_capacity * sizeof(regex_name), capacity * sizeof(regex_name));
    c->names_capacity = capacity;
  }
  p->names[p->names_count++] = (regex_name){begin, length, group};
}

/* Reads up to `terminator`; gives the length of what stands before it. */
static uint32_t read_until(compiler* c, uint32_t terminator, const char* what) {
  const uint32_t begin = c->at;
  for (;;) {
    const uint32_t at = c->at;
    const uint32_t character = next(c);
    if (character == END) {
      if (at == begin) regex_error(begin, "missing %s", what);
      regex_error(begin, "missing %c, unterminated name", (int)terminator);
    }
    if (character == terminator) {
      if (at == begin) regex_error(begin, "missing %s", what);
      return at - begin;
    }
  }
}

static bool is_name(const compiler* c, uint32_t begin, uint32_t length) {
  uint32_t at = begin;
  const uint32_t end = begin + length;
  while (at < end) {
    const bool first = at == begin;
    const uint32_t character = regex_decode(c->pattern, &at, end, c->program->is_bytes);
    if (c->program->is_bytes && character >= 128) return false;
    if (!regex_is_word(character, false) ||
        (first && (character < 128 ? is_digit(character) : !ucd_is_alpha(character)))) {
      return false;
    }
  }
  return true;
}

static uint32_t read_name(compiler* c, uint32_t terminator) {
  const uint32_t begin = c->at;
  const uint32_t length = read_until(c, terminator, "group name");
  if (!is_name(c, begin, length)) {
    regex_error(begin, "bad character in group name '%.*s'", PIECE(c, begin, begin + length));
  }
  return length;
}

static void check_reference(const compiler* c, uint32_t group, uint32_t at) {
  if (group < c->groups_count && !c->groups[group].closed) regex_error(at, "cannot refer to an open group");
  if (group >= c->lookbehind_groups) {
    regex_error(at, "cannot refer to group defined in the same lookbehind subpattern");
  }
}

static width emit_reference(compiler* c, uint32_t group) {
  static const uint32_t kOps[] = {OP_GROUP_REF, OP_GROUP_REF_ASCII_CASE, OP_GROUP_REF_ANY_CASE};
  emit(c, kOps[case_of(c)]);
  emit(c, group);
  return c->groups[group].w;
}

static void close_parenthesis(compiler* c, uint32_t opened_at) {
  if (!take(c, ')')) regex_error(opened_at, "missing ), unterminated subpattern");
}

static width compile_capture(compiler* c, uint32_t opened_at, uint32_t name_begin, uint32_t name_length) {
  const uint32_t group = open_group(c);
  if (name_length > 0) name_group(c, name_begin, name_length, group);
  emit(c, OP_SAVE);
  emit(c, 2 * group);
  const width w = compile_alternatives(c, false);
  close_parenthesis(c, opened_at);
  emit(c, OP_SAVE);
  emit(c, 2 * group + 1);
  c->groups[group].w = w;
  c->groups[group].closed = true;
  return w;
}

static void compile_look(compiler* c, uint32_t opened_at, bool behind, bool negative) {
  const uint32_t slot = new_slots(c, 2);
  const uint32_t start = here(c);
  emit(c, negative ? OP_LOOK_NOT : OP_LOOK);
  emit(c, slot);
  if (negative) emit(c, 0);
  uint32_t back = 0;
  const uint32_t groups_before = c->lookbehind_groups;
  if (behind) {
    emit(c, OP_BACK);
    back = here(c);
    emit(c, 0);
    if (groups_before == REGEX_NONE) c->lookbehind_groups = c->groups_count;
  }
  const width w = compile_alternatives(c, false);
  close_parenthesis(c, opened_at);
  c->lookbehind_groups = groups_before;
  if (behind) {
    if (w.least != w.most) regex_error(REGEX_NONE, "look-behind requires fixed-width pattern");
    c->program->code[back] = w.least;
  }
  emit(c, negative ? OP_LOOK_NOT_END : OP_LOOK_END);
  emit(c, slot);
  if (negative) land(c, start, start + 2);
}

static width compile_atomic(compiler* c, uint32_t opened_at) {
  const uint32_t slot = new_slots(c, 1);
  emit(c, OP_ATOMIC);
  emit(c, slot);
  const width w = compile_alternatives(c, false);
  close_parenthesis(c, opened_at);
  emit(c, OP_ATOMIC_END);
  emit(c, slot);
  return w;
}

/* (?(1)yes|no), with the parenthesis before the group read. */
static width compile_conditional(compiler* c, uint32_t opened_at) {
  const uint32_t begin = c->at;
  const uint32_t length = read_until(c, ')', "group name");
  uint32_t group = 0;
  bool numeric = true;
  for (uint32_t i = 0; i < length; i++) {
    if (!is_digit(c->pattern[begin + i])) {
      numeric = false;
      break;
    }
    group = group > GROUPS_MAX ? group : group * 10 + (c->pattern[begin + i] - '0');
  }
  if (numeric) {
    if (group == 0) regex_error(begin, "bad group number");
    if (group >= GROUPS_MAX) regex_error(begin, "invalid group reference %u", (unsigned)group);
    if (group > c->conditional_group) {
      c->conditional_group = group;
      c->conditional_at = begin;
    }
  } else {
    if (!is_name(c, begin, length)) {
      regex_error(begin, "bad character in group name '%.*s'", PIECE(c, begin, begin + length));
    }
    const regex_name* name = find_name(c, begin, length);
    if (name == NULL) regex_error(begin, "unknown group name '%.*s'", PIECE(c, begin, begin + length));
    group = name->group;
  }
  if (group >= c->lookbehind_groups) {
    regex_error(c->at, "cannot refer to group defined in the same lookbehind subpattern");
  }
  const uint32_t start = here(c);
  emit(c, OP_IF_GROUP);
  emit(c, group);
  emit(c, 0);
  /* Not compile_alternatives: here the bar separates two branches, not alternatives. */
  width w = compile_sequence(c, false);
  if (take(c, '|')) {
    const uint32_t jump = here(c);
    emit(c, OP_JUMP);
    emit(c, 0);
    land(c, start, start + 2);
    const width other = compile_sequence(c, false);
    if (peek(c) == '|') regex_error(c->at, "conditional backref with more than two branches");
    land(c, jump, jump + 1);
    if (other.least < w.least) w.least = other.least;
    if (other.most > w.most) w.most = other.most;
  } else {
    land(c, start, start + 2);
    w.least = 0;
  }
  close_parenthesis(c, opened_at);
  return w;
}

static uint32_t flag_of(uint32_t letter) {
  switch (letter) {
    case 'i':
      return REGEX_IGNORECASE;
    case 'L':
      return REGEX_LOCALE;
    case 'm':
      return REGEX_MULTILINE;
    case 's':
      return REGEX_DOTALL;
    case 'x':
      return REGEX_VERBOSE;
    case 'a':
      return REGEX_ASCII;
    case 'u':
      return REGEX_UNICODE;
    default:
      return 0;
  }
}

#define TYPE_FLAGS (REGEX_LOCALE | REGEX_ASCII | REGEX_UNICODE)

static _Noreturn void bad_flag(const compiler* c, uint32_t letter, uint32_t at, const char* otherwise) {
  if (letter == END) regex_error(c->length, "%s", otherwise);
  regex_error(at, "%s", is_ascii_letter(letter) ? "unknown flag" : otherwise);
}

/* The letters of (?aims-x:...), of which the first, `letter`, has been read. True when they ended with a
 * colon, so that a group follows; false when they are for the whole pattern. */
static bool read_flags(compiler* c, uint32_t letter, uint32_t* added, uint32_t* removed) {
  *added = *removed = 0;
  if (letter != '-') {
    for (;;) {
      const uint32_t flag = flag_of(letter);
      if (letter == 'L' && !c->program->is_bytes) {
        regex_error(c->at, "bad inline flags: cannot use 'L' flag with a str pattern");
      }
      if (letter == 'u' && c->program->is_bytes) {
        regex_error(c->at, "bad inline flags: cannot use 'u' flag with a bytes pattern");
      }
      *added |= flag;
      if ((flag & TYPE_FLAGS) && (*added & TYPE_FLAGS) != flag) {
        regex_error(c->at, "bad inline flags: flags 'a', 'u' and 'L' are incompatible");
      }
      const uint32_t at = c->at;
      letter = next(c);
      if (letter == ')' || letter == '-' || letter == ':') break;
      if (flag_of(letter) == 0) bad_flag(c, letter, at, "missing -, : or )");
    }
  }
  if (letter == ')') return false;
  if (letter == '-') {
    uint32_t at = c->at;
    letter = next(c);
    if (flag_of(letter) == 0) bad_flag(c, letter, at, "missing flag");
    do {
      const uint32_t flag = flag_of(letter);
      if (flag & TYPE_FLAGS) {
        regex_error(c->at, "bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
      }
      *removed |= flag;
      at = c->at;
      letter = next(c);
      if (letter != ':' && flag_of(letter) == 0) bad_flag(c, letter, at, "missing :");
    } while (letter != ':');
  }
  if (*added & *removed) regex_error(c->at - 1, "bad inline flags: flag turned on and off");
  return true;
}

static void refuse_locale(uint32_t flags) {
  if (flags & REGEX_LOCALE) regex_bad_flags("the LOCALE flag is not supported, there are no locales here");
}

/* A parenthesis was read. False when what it holds is no item: a comment, or flags for the whole pattern. */
static bool compile_group(compiler* c, bool at_start, width* w) {
  const uint32_t opened_at = c->at - 1;
  *w = (width){0, 0};
  if (!take(c, '?')) {
    *w = compile_capture(c, opened_at, 0, 0);
    return true;
  }
  const uint32_t kind = next(c);
  switch (kind) {
    case END:
      regex_error(c->length, "unexpected end of pattern");
    case 'P':
      if (take(c, '<')) {
        const uint32_t begin = c->at;
        const uint32_t length = read_name(c, '>');
        *w = compile_capture(c, opened_at, begin, length);
        return true;
      }
      if (take(c, '=')) {
        const uint32_t begin = c->at;
        const uint32_t length = read_name(c, ')');
        const regex_name* name = find_name(c, begin, length);
        if (name == NULL) regex_error(begin, "unknown group name '%.*s'", PIECE(c, begin, begin + length));
        check_reference(c, name->group, begin);
        *w = emit_reference(c, name->group);
        return true;
      }
      if (next(c) == END) regex_error(c->length, "unexpected end of pattern");
      regex_error(opened_at + 1, "unknown extension %.*s", PIECE(c, opened_at + 1, c->at));
    case ':':
      *w = compile_alternatives(c, false);
      close_parenthesis(c, opened_at);
      return true;
    case '#':
      for (;;) {
        const uint32_t character = next(c);
        if (character == END) regex_error(opened_at, "missing ), unterminated comment");
        if (character == ')') return false;
      }
    case '=':
    case '!':
      compile_look(c, opened_at, false, kind == '!');
      return true;
    case '<': {
      const uint32_t direction = next(c);
      if (direction == END) regex_error(c->length, "unexpected end of pattern");
      if (direction != '=' && direction != '!') {
        regex_error(opened_at + 1, "unknown extension %.*s", PIECE(c, opened_at + 1, c->at));
      }
      compile_look(c, opened_at, true, direction == '!');
      return true;
    }
    case '>':
      *w = compile_atomic(c, opened_at);
      return true;
    case '(':
      *w = compile_conditional(c, opened_at);
      return true;
    default:
      break;
  }
  if (flag_of(kind) == 0 && kind != '-') {
    regex_error(opened_at + 1, "unknown extension %.*s", PIECE(c, opened_at + 1, c->at));
  }
  uint32_t added;
  uint32_t removed;
  if (!read_flags(c, kind, &added, &removed)) {
    if (!at_start) regex_error(opened_at, "global flags not at the start of the expression");
    refuse_locale(added);
    c->restart = (added & REGEX_VERBOSE) && !(c->flags & REGEX_VERBOSE);
    c->flags |= added;
    c->program->flags |= added;
    return false;
  }
  refuse_locale(added);
  const uint32_t flags_before = c->flags;
  if (added & TYPE_FLAGS) c->flags &= ~TYPE_FLAGS;
  c->flags = (c->flags | added) & ~removed;
  *w = compile_alternatives(c, false);
  c->flags = flags_before;
  close_parenthesis(c, opened_at);
  return true;
}

/* ---- quantifiers ---- */

static bool is_one_character(const regex_program* p, uint32_t start) {
  const uint32_t* code = p->code + start;
  const uint32_t count = p->code_count - start;
  switch (count > 0 ? code[0] : OP_SUCCESS) {
    case OP_CHAR:
    case OP_CHAR_ANY_CASE:
    case OP_CHAR_ASCII_CASE:
      return count == 2;
    case OP_NOT_NEWLINE:
    case OP_ANY:
      return count == 1;
    case OP_IN:
      return count == code[1];
    default:
      return false;
  }
}

typedef enum { GREEDY, LAZY, POSSESSIVE } eagerness;

static void wrap_atomic(compiler* c, uint32_t start) {
  const uint32_t slot = new_slots(c, 1);
  const uint32_t head[] = {OP_ATOMIC, slot};
  insert(c, start, head, 2);
  emit(c, OP_ATOMIC_END);
  emit(c, slot);
}

static void repeat(compiler* c, uint32_t start, uint32_t least, uint32_t most, eagerness how) {
  if (is_one_character(c->program, start)) {
    static const uint32_t kOps[] = {OP_REPEAT_GREEDY, OP_REPEAT_LAZY, OP_REPEAT_POSSESSIVE};
    const uint32_t head[] = {kOps[how], least, most, here(c) - start};
    insert(c, start, head, 4);
    return;
  }
  if (how == POSSESSIVE) wrap_atomic(c, start); /* each round by itself, as CPython has it */
  if (least == 0 && most == 1) {
    const uint32_t head[] = {how == LAZY ? OP_BRANCH_LAZY : OP_BRANCH, here(c) - start + 2};
    insert(c, start, head, 2);
  } else {
    const uint32_t slot = new_slots(c, 2);
    const uint32_t head[] = {OP_LOOP_INIT, slot, how == LAZY ? OP_LOOP_LAZY : OP_LOOP_GREEDY, slot, least,
                             most,         0};
    insert(c, start, head, 7);
    if (how == LAZY) {
      const uint32_t again[] = {OP_LOOP_AGAIN, slot};
      insert(c, start + 7, again, 2);
    }
    const uint32_t loop = start + 2;
    const uint32_t jump = here(c);
    emit(c, OP_JUMP);
    emit(c, loop - jump); /* backwards, modulo 2^32 */
    land(c, loop, start + 6);
  }
  if (how == POSSESSIVE) wrap_atomic(c, start);
}

static uint32_t read_count(compiler* c, bool* given) {
  uint64_t value = 0;
  *given = false;
  while (is_digit(peek(c))) {
    value = value * 10 + (next(c) - '0');
    if (value > REGEX_NONE) value = REGEX_NONE;
    *given = true;
  }
  return (uint32_t)value;
}

/* Reads the quantifier that begins with `sign`. False when a brace begins none and stands for itself. */
static bool read_bounds(compiler* c, uint32_t sign, uint32_t quantifier_at, uint32_t* least, uint32_t* most) {
  *least = sign == '+' ? 1 : 0;
  *most = sign == '?' ? 1 : REGEX_NONE;
  if (sign != '{') return true;
  const uint32_t after_brace = c->at;
  if (peek(c) == '}') return false;
  bool has_least;
  bool has_most;
  const uint32_t low = read_count(c, &has_least);
  uint32_t high = low;
  if (take(c, ',')) {
    high = read_count(c, &has_most);
  } else {
    has_most = has_least;
  }
  if (!take(c, '}')) {
    c->at = after_brace;
    return false;
  }
  if ((has_least && low == REGEX_NONE) || (has_most && high == REGEX_NONE)) regex_overflow();
  if (has_least) *least = low;
  if (has_most) {
    *most = high;
    if (*most < *least) regex_error(quantifier_at + 1, "min repeat greater than max repeat");
  }
  return true;
}

static void compile_quantifier(compiler* c, item* last, uint32_t quantifier_at, uint32_t least,
                               uint32_t most) {
  if (last->kind == ITEM_NONE || last->kind == ITEM_PLACE) regex_error(quantifier_at, "nothing to repeat");
  if (last->kind == ITEM_REPEATED) regex_error(quantifier_at, "multiple repeat");
  eagerness how = GREEDY;
  if (take(c, '?')) {
    how = LAZY;
  } else if (take(c, '+')) {
    how = POSSESSIVE;
  }
  repeat(c, last->start, least, most, how);
  last->kind = ITEM_REPEATED;
  last->w.least = multiply_width(last->w.least, least);
  last->w.most = multiply_width(last->w.most, most);
}

/* ---- sequences and alternatives ---- */

static void emit_place(compiler* c, uint32_t op) {
  emit(c, op);
  if (op == OP_BOUNDARY || op == OP_NOT_BOUNDARY) emit(c, is_ascii_mode(c));
}

/* Behind a backslash that is no category or place: a reference or a character. */
static width compile_other_escape(compiler* c, uint32_t start, uint32_t kind) {
  if (kind == '0') {
    uint32_t value = 0;
    for (unsigned i = 0; i < 2 && is_octal(peek(c)); i++) value = value * 8 + (next(c) - '0');
    emit_char(c, value);
    return (width){1, 1};
  }
  if (is_digit(kind)) {
    uint32_t group = kind - '0';
    if (is_digit(peek(c))) {
      const uint32_t second = next(c);
      if (is_octal(kind) && is_octal(second) && is_octal(peek(c))) {
        const uint32_t value = (kind - '0') * 64 + (second - '0') * 8 + (next(c) - '0');
        if (value > 0377) {
          regex_error(start, "octal escape value %.*s outside of range 0-0o377", PIECE(c, start, c->at));
        }
        emit_char(c, value);
        return (width){1, 1};
      }
      group = group * 10 + (second - '0');
    }
    if (group >= c->groups_count) regex_error(start + 1, "invalid group reference %u", (unsigned)group);
    check_reference(c, group, c->groups[group].closed ? c->at : start);
    return emit_reference(c, group);
  }
  const uint32_t common = read_common_escape(c, start, kind);
  emit_char(c, common != REGEX_NONE ? common : kind);
  return (width){1, 1};
}

/* Compiles the escape at `start`, whose backslash has been read. */
static void compile_escape(compiler* c, uint32_t start, item* this) {
  const uint32_t kind = next(c);
  if (kind == END) regex_error(start, "bad escape (end of pattern)");
  uint32_t place = OP_SUCCESS;
  switch (kind) {
    case 'A':
      place = OP_BEGIN;
      break;
    case 'b':
      place = OP_BOUNDARY;
      break;
    case 'B':
      place = OP_NOT_BOUNDARY;
      break;
    case 'Z':
      place = OP_END_TEXT;
      break;
    default:
      break;
  }
  if (place != OP_SUCCESS) {
    emit_place(c, place);
    this->kind = ITEM_PLACE;
    return;
  }
  this->kind = ITEM_ANY;
  const uint32_t category = category_of(kind);
  if (category != 0) {
    end_class(c, begin_class(c, category));
    this->w = (width){1, 1};
  } else {
    this->w = compile_other_escape(c, start, kind);
  }
}

static void skip_line(compiler* c) {
  uint32_t character;
  do {
    character = next(c);
  } while (character != END && character != '\n');
}

static width compile_sequence(compiler* c, bool first) {
  width total = {0, 0}; /* of the items before the last */
  item last = {ITEM_NONE, 0, {0, 0}};
  for (;;) {
    const uint32_t at = c->at;
    uint32_t character = peek(c);
    if (character == END || character == '|' || character == ')') break;
    next(c);
    if (c->flags & REGEX_VERBOSE) {
      if (is_blank(character)) continue;
      if (character == '#') {
        skip_line(c);
        continue;
      }
    }
    if (character == '*' || character == '+' || character == '?' || character == '{') {
      uint32_t least;
      uint32_t most;
      if (read_bounds(c, character, at, &least, &most)) {
        compile_quantifier(c, &last, at, least, most);
        continue;
      }
    }
    item this = {ITEM_ANY, here(c), {1, 1}};
    switch (character) {
      case '\\':
        this.w = (width){0, 0};
        compile_escape(c, at, &this);
        break;
      case '[':
        compile_class(c, at);
        break;
      case '.':
        emit(c, c->flags & REGEX_DOTALL ? OP_ANY : OP_NOT_NEWLINE);
        break;
      case '^':
        emit_place(c, c->flags & REGEX_MULTILINE ? OP_BEGIN_LINE : OP_BEGIN);
        this = (item){ITEM_PLACE, this.start, {0, 0}};
        break;
      case '$':
        emit_place(c, c->flags & REGEX_MULTILINE ? OP_END_LINE : OP_END);
        this = (item){ITEM_PLACE, this.start, {0, 0}};
        break;
      case '(':
        if (!compile_group(c, first && last.kind == ITEM_NONE, &this.w)) {
          if (c->restart) return total;
          continue;
        }
        break;
      default:
        emit_char(c, character);
        break;
    }
    total.least = add_width(total.least, last.w.least);
    total.most = add_width(total.most, last.w.most);
    last = this;
  }
  total.least = add_width(total.least, last.w.least);
  total.most = add_width(total.most, last.w.most);
  return total;
}

static width compile_alternatives(compiler* c, bool outermost) {
  if (++c->depth > REGEX_DEPTH_MAX) regex_too_complex();
  uint32_t start = here(c);
  uint32_t last_jump = REGEX_NONE; /* the jumps to the end, each holding the place of the one before */
  width w = compile_sequence(c, outermost);
  while (!c->restart && take(c, '|')) {
    const uint32_t branch[] = {OP_BRANCH, 0};
    insert(c, start, branch, 2);
    const uint32_t jump = here(c);
    emit(c, OP_JUMP);
    emit(c, last_jump);
    last_jump = jump;
    land(c, start, start + 1);
    start = here(c);
    const width other = compile_sequence(c, false);
    if (other.least < w.least) w.least = other.least;
    if (other.most > w.most) w.most = other.most;
  }
  while (last_jump != REGEX_NONE) {
    const uint32_t before = c->program->code[last_jump + 1];
    land(c, last_jump, last_jump + 1);
    last_jump = before;
  }
  c->depth--;
  return w;
}

/* ---- with which bytes a match begins ---- */

static void allow(regex_program* p, uint32_t byte) { p->first[byte / 32] |= 1u << (byte % 32); }

static void allow_all_from(regex_program* p, uint32_t byte) {
  for (; byte < 256; byte++) allow(p, byte);
}

/* Adds the first bytes of what the one-character instruction matches. */
static void allow_one(regex_program* p, const uint32_t* code) {
  switch (code[0]) {
    case OP_CHAR:
      if (code[1] < 128 || p->is_bytes) {
        allow(p, code[1] & 0xff);
      } else {
        allow_all_from(p, 128);
      }
      break;
    case OP_CHAR_ASCII_CASE:
      allow(p, code[1]);
      allow(p, code[1] & ~32u);
      break;
    case OP_CHAR_ANY_CASE:
      for (uint32_t i = 0; i < 128; i++) {
        if (regex_fold(i) == code[1]) allow(p, i);
      }
      allow_all_from(p, 128);
      break;
    case OP_IN:
      for (uint32_t i = 0; i < 4; i++) p->first[i] |= code[3 + i];
      allow_all_from(p, 128);
      break;
    default:
      allow_all_from(p, 0);
      break;
  }
}

/* False when a match at `at` may be empty or is not understood. `budget` bounds the work. */
static bool find_first(regex_program* p, uint32_t at, unsigned* budget) {
  for (;;) {
    if (*budget == 0) return false;
    --*budget;
    const uint32_t* code = p->code + at;
    switch (code[0]) {
      case OP_CHAR:
      case OP_CHAR_ANY_CASE:
      case OP_CHAR_ASCII_CASE:
      case OP_IN:
      case OP_ANY:
      case OP_NOT_NEWLINE:
        allow_one(p, code);
        return true;
      case OP_REPEAT_GREEDY:
      case OP_REPEAT_LAZY:
      case OP_REPEAT_POSSESSIVE:
        if (code[2] > 0) allow_one(p, code + 4);
        if (code[1] > 0) return true;
        at += 4 + code[3];
        break;
      case OP_SAVE:
      case OP_LOOP_INIT:
      case OP_ATOMIC:
        at += 2;
        break;
      case OP_LOOP_GREEDY:
      case OP_LOOP_LAZY:
        if (code[2] == 0) return false;
        at += code[0] == OP_LOOP_LAZY ? 7 : 5;
        break;
      case OP_JUMP:
        at += code[1];
        break;
      case OP_BRANCH:
      case OP_BRANCH_LAZY:
        if (!find_first(p, at + 2, budget)) return false;
        at += code[1];
        break;
      default:
        return false;
    }
  }
}

/* ---- the whole ---- */

static void check_flags(uint32_t flags, bool is_bytes) {
  if (is_bytes) {
    if (flags & REGEX_UNICODE) regex_bad_flags("cannot use UNICODE flag with a bytes pattern");
    if ((flags & REGEX_LOCALE) && (flags & REGEX_ASCII)) {
      regex_bad_flags("ASCII and LOCALE flags are incompatible");
    }
  } else {
    if (flags & REGEX_LOCALE) regex_bad_flags("cannot use LOCALE flag with a str pattern");
    if ((flags & REGEX_ASCII) && (flags & REGEX_UNICODE)) {
      regex_bad_flags("ASCII and UNICODE flags are incompatible");
    }
  }
  refuse_locale(flags);
}

void regex_compile(regex_program* program, const uint8_t* pattern, uint32_t length, bool is_bytes,
                   uint32_t flags) {
  compiler c = {.program = program, .pattern = pattern, .length = length};
  memset(program, 0, sizeof(*program));
  program->is_bytes = is_bytes;
  program->flags = flags;
  c.groups_capacity = 8;
  c.groups = regex_resize(NULL, 0, c.groups_capacity * sizeof(group_state));
  do {
    c.restart = false;
    c.at = 0;
    c.depth = 0;
    c.flags = program->flags;
    c.groups_count = 0;
    c.lookbehind_groups = REGEX_NONE;
    c.conditional_group = 0;
    program->code_count = 0;
    program->names_count = 0;
    program->slots_count = 0;
    open_group(&c);
    compile_alternatives(&c, true);
  } while (c.restart);
  if (c.at < length) regex_error(c.at, "unbalanced parenthesis");
  if (c.conditional_group >= c.groups_count) {
    regex_error(c.conditional_at, "invalid group reference %u", (unsigned)c.conditional_group);
  }
  check_flags(program->flags, is_bytes);
  if (!is_bytes && !(program->flags & REGEX_ASCII)) program->flags |= REGEX_UNICODE;
  emit(&c, OP_SUCCESS);
  program->groups_count = c.groups_count - 1;
  regex_resize(c.groups, c.groups_capacity * sizeof(group_state), 0);
  program->anchored = program->code[0] == OP_BEGIN;
  unsigned budget = 64;
  program->has_first = find_first(program, 0, &budget);
}

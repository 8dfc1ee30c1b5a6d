/* The module `re`, as CPython 3.13 has it. The engine: program.h. */
#include <stdarg.h>
#include <string.h>

#include "bounded_repr.h"
#include "host.h"
#include "program.h"
#include "py/gc.h"
#include "py/objexcept.h"
#include "py/objint.h"
#include "py/objlist.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/runtime.h"
#include "py/unicode.h"

#define CACHE_ENTRIES 64

typedef struct {
  mp_obj_base_t base;
  mp_obj_t pattern;
  mp_obj_t groupindex;
  regex_program program;
} pattern_obj;

typedef struct {
  mp_obj_base_t base;
  pattern_obj* pattern;
  mp_obj_t string;  /* what the caller gave */
  mp_obj_t subject; /* the str or bytes that was searched: `string`, or a copy of a bytearray's bytes */
  uint32_t pos;     /* characters */
  uint32_t endpos;
  uint32_t last_group;
  uint32_t spans[]; /* bytes; two for each group */
} match_obj;

typedef struct {
  mp_obj_t subject;
  const uint8_t* data;
  uint32_t length;
  bool is_str;
} text;

/* What lives between calls: the compiled patterns, and where in the text that was last looked at which
 * character is, so that a loop over the matches in a long text does not count from its beginning each time.
 */
typedef struct _vitrine_re_state {
  struct {
    mp_obj_t pattern;
    uint32_t flags;
    pattern_obj* compiled;
  } cache[CACHE_ENTRIES];
  uint32_t cache_next;
  mp_obj_t compiling;
  mp_obj_t counted;
  uint32_t counted_byte;
  uint32_t counted_character;
  bool counted_ascii;
} vitrine_re_state;

static const mp_obj_type_t pattern_type;
static const mp_obj_type_t match_type;
static const mp_obj_type_t scanner_type;
static const mp_obj_type_t flag_type;

static vitrine_re_state* state(void) {
  if (MP_STATE_VM(vitrine_re) == NULL) MP_STATE_VM(vitrine_re) = m_new0(vitrine_re_state, 1);
  return MP_STATE_VM(vitrine_re);
}

/* ---- what the engine asks for ---- */

static MP_DEFINE_EXCEPTION(PatternError, Exception);

void* regex_resize(void* memory, size_t old_bytes, size_t new_bytes) {
  (void)old_bytes;
  if (new_bytes == 0) {
    m_del(uint8_t, memory, old_bytes);
    return NULL;
  }
  return m_renew(uint8_t, memory, old_bytes, new_bytes);
}

void regex_poll(void) {
#ifdef MICROPY_PORT_POLL
  MICROPY_PORT_POLL();
#endif
  mp_handle_pending(true);
}

/* Raises re.error about a place in `pattern` (a str, or something else with bytes), `at` bytes from its
 * beginning. */
static _Noreturn void raise_error(mp_obj_t pattern, uint32_t at, vstr_t* message) {
  if (!mp_obj_is_str(pattern)) {
    /* Pieces of a pattern of bytes, which need not be UTF-8. */
    vstr_t ascii;
    vstr_init(&ascii, message->len);
    for (size_t i = 0; i < message->len; i++) {
      vstr_printf(&ascii, (uint8_t)message->buf[i] < 128 ? "%c" : "\\x%02x", (uint8_t)message->buf[i]);
    }
    *message = ascii;
  }
  const mp_obj_t msg = mp_obj_new_str_from_vstr(message);
  mp_obj_t shown = msg;
  mp_obj_t pos = mp_const_none;
  mp_obj_t line_number = mp_const_none;
  mp_obj_t column = mp_const_none;
  mp_buffer_info_t buffer;
  if (at != REGEX_NONE && mp_get_buffer(pattern, &buffer, MP_BUFFER_READ)) {
    const uint8_t* data = buffer.buf;
    const bool is_str = mp_obj_is_str(pattern);
    unsigned line = 1;
    unsigned characters = 0;
    unsigned line_start = 0;
    for (uint32_t i = 0; i < at && i < buffer.len; i++) {
      if (!is_str || !UTF8_IS_CONT(data[i])) characters++;
      if (data[i] == '\n') {
        line++;
        line_start = characters;
      }
    }
    vstr_t text;
    mp_print_t print;
    vstr_init_print(&text, 64, &print);
    mp_printf(&print, "%s at position %u", mp_obj_str_get_str(msg), characters);
    if (memchr(data, '\n', buffer.len) != NULL) {
      mp_printf(&print, " (line %u, column %u)", line, characters - line_start + 1);
    }
    shown = mp_obj_new_str_from_vstr(&text);
    pos = MP_OBJ_NEW_SMALL_INT(characters);
    line_number = MP_OBJ_NEW_SMALL_INT(line);
    column = MP_OBJ_NEW_SMALL_INT(characters - line_start + 1);
  }
  const mp_obj_t error = mp_obj_new_exception_arg1(&mp_type_PatternError, shown);
  mp_store_attr(error, MP_QSTR_msg, msg);
  mp_store_attr(error, MP_QSTR_pattern, pattern);
  mp_store_attr(error, MP_QSTR_pos, pos);
  mp_store_attr(error, MP_QSTR_lineno, line_number);
  mp_store_attr(error, MP_QSTR_colno, column);
  nlr_raise(error);
}

static _Noreturn void raise_error_at(mp_obj_t pattern, uint32_t at, const char* format, ...) {
  vstr_t message;
  mp_print_t print;
  vstr_init_print(&message, 64, &print);
  va_list arguments;
  va_start(arguments, format);
  mp_vprintf(&print, format, arguments);
  va_end(arguments);
  raise_error(pattern, at, &message);
}

_Noreturn void regex_error(uint32_t at, const char* format, ...) {
  vstr_t message;
  mp_print_t print;
  vstr_init_print(&message, 64, &print);
  va_list arguments;
  va_start(arguments, format);
  mp_vprintf(&print, format, arguments);
  va_end(arguments);
  raise_error(state()->compiling, at, &message);
}

_Noreturn void regex_overflow(void) {
  mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("the repetition number is too large"));
}

_Noreturn void regex_bad_flags(const char* message) {
  mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("%s"), message);
}

_Noreturn void regex_too_complex(void) {
  regex_error(REGEX_NONE, "the pattern is too large or too deeply nested");
}

/* ---- texts and positions ---- */

/* The str or bytes in `object`, which may be an instance of a subclass. */
static text get_text(mp_obj_t object) {
  text t = {.subject = object};
  if (!mp_obj_is_str_or_bytes(object)) {
    const mp_obj_t base = mp_obj_cast_to_native_base(object, MP_OBJ_FROM_PTR(&mp_type_str));
    mp_buffer_info_t buffer;
    if (base != MP_OBJ_NULL) {
      t.subject = base;
    } else if (mp_get_buffer(object, &buffer, MP_BUFFER_READ)) {
      t.subject = mp_obj_new_bytes(buffer.buf, buffer.len);
    } else {
      mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("expected string or bytes-like object, got '%s'"),
                        mp_obj_get_type_str(object));
    }
  }
  GET_STR_DATA_LEN(t.subject, data, length);
  if (length >= REGEX_NONE) mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("the text is too long"));
  t.data = data;
  t.length = length;
  t.is_str = mp_obj_is_str(t.subject);
  return t;
}

/* Makes `counted` be about this text; false when bytes are characters in it. */
static bool count_in(const text* t, vitrine_re_state* s) {
  if (!t->is_str) return false;
  if (s->counted != t->subject) {
    s->counted = t->subject;
    s->counted_byte = s->counted_character = 0;
    s->counted_ascii = utf8_charlen(t->data, t->length) == t->length;
  }
  return !s->counted_ascii;
}

static void rewind_if_nearer(vitrine_re_state* s, uint32_t wanted, uint32_t reached) {
  if (wanted < reached / 2) s->counted_byte = s->counted_character = 0;
}

static void step_forward(const text* t, vitrine_re_state* s) {
  do {
    s->counted_byte++;
  } while (s->counted_byte < t->length && UTF8_IS_CONT(t->data[s->counted_byte]));
  s->counted_character++;
}

static void step_back(const text* t, vitrine_re_state* s) {
  do {
    s->counted_byte--;
  } while (s->counted_byte > 0 && UTF8_IS_CONT(t->data[s->counted_byte]));
  s->counted_character--;
}

static uint32_t to_characters(const text* t, uint32_t byte) {
  vitrine_re_state* s = state();
  if (!count_in(t, s)) return byte;
  rewind_if_nearer(s, byte, s->counted_byte);
  while (s->counted_byte < byte) step_forward(t, s);
  while (s->counted_byte > byte) step_back(t, s);
  return s->counted_character;
}

/* Characters behind the end are the end. */
static uint32_t to_bytes(const text* t, uint32_t character) {
  vitrine_re_state* s = state();
  if (!count_in(t, s)) return character < t->length ? character : t->length;
  rewind_if_nearer(s, character, s->counted_character);
  while (s->counted_character < character && s->counted_byte < t->length) step_forward(t, s);
  while (s->counted_character > character) step_back(t, s);
  return s->counted_byte;
}

static mp_obj_t slice(const text* t, uint32_t from, uint32_t to) {
  if (from == 0 && to == t->length) return t->subject;
  if (!t->is_str) return mp_obj_new_bytes(t->data + from, to - from);
  return mp_obj_new_str((const char*)t->data + from, to - from);
}

/* ---- flags ---- */

typedef struct {
  mp_obj_base_t base;
  uint32_t value;
} flag_obj;

static const struct {
  uint32_t value;
  const char* name;
} kFlagNames[] = {
    {REGEX_ASCII, "ASCII"},     {REGEX_IGNORECASE, "IGNORECASE"}, {REGEX_LOCALE, "LOCALE"},
    {REGEX_UNICODE, "UNICODE"}, {REGEX_MULTILINE, "MULTILINE"},   {REGEX_DOTALL, "DOTALL"},
    {REGEX_VERBOSE, "VERBOSE"}, {REGEX_DEBUG, "DEBUG"},
};

static void print_flags(const mp_print_t* print, uint32_t value) {
  bool first = true;
  for (size_t i = 0; i < MP_ARRAY_SIZE(kFlagNames); i++) {
    if (!(value & kFlagNames[i].value)) continue;
    mp_printf(print, first ? "re.%s" : "|re.%s", kFlagNames[i].name);
    first = false;
    value &= ~kFlagNames[i].value;
  }
  if (value != 0) mp_printf(print, first ? "0x%x" : "|0x%x", (unsigned)value);
  if (value == 0 && first) mp_print_str(print, "re.NOFLAG");
}

static void flag_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t kind) {
  (void)kind;
  print_flags(print, ((flag_obj*)MP_OBJ_TO_PTR(self))->value);
}

static mp_obj_t new_flag(uint32_t value) {
  flag_obj* flag = mp_obj_malloc(flag_obj, &flag_type);
  flag->value = value;
  return MP_OBJ_FROM_PTR(flag);
}

static uint32_t get_flags(mp_obj_t object) {
  if (mp_obj_is_type(object, &flag_type)) return ((flag_obj*)MP_OBJ_TO_PTR(object))->value;
  return (uint32_t)mp_obj_get_int(object);
}

static mp_obj_t flag_make_new(const mp_obj_type_t* type, size_t n_args, size_t n_kw, const mp_obj_t* args) {
  (void)type;
  mp_arg_check_num(n_args, n_kw, 1, 1, false);
  return new_flag(get_flags(args[0]));
}

static mp_obj_t flag_unary_op(mp_unary_op_t op, mp_obj_t self) {
  const uint32_t value = get_flags(self);
  switch (op) {
    case MP_UNARY_OP_BOOL:
      return mp_obj_new_bool(value != 0);
    case MP_UNARY_OP_HASH:
    case MP_UNARY_OP_INDEX_MAYBE:
    case MP_UNARY_OP_INT_MAYBE:
      return MP_OBJ_NEW_SMALL_INT(value);
    case MP_UNARY_OP_INVERT:
      return new_flag(~value & 0x1ff);
    default:
      return MP_OBJ_NULL;
  }
}

static mp_obj_t flag_binary_op(mp_binary_op_t op, mp_obj_t left, mp_obj_t right) {
  if (!mp_obj_is_int(right) && !mp_obj_is_type(right, &flag_type)) return MP_OBJ_NULL;
  const uint32_t a = get_flags(left);
  const uint32_t b = get_flags(right);
  switch (op) {
    case MP_BINARY_OP_OR:
    case MP_BINARY_OP_INPLACE_OR:
    case MP_BINARY_OP_REVERSE_OR:
      return new_flag(a | b);
    case MP_BINARY_OP_AND:
    case MP_BINARY_OP_INPLACE_AND:
    case MP_BINARY_OP_REVERSE_AND:
      return new_flag(a & b);
    case MP_BINARY_OP_XOR:
    case MP_BINARY_OP_INPLACE_XOR:
    case MP_BINARY_OP_REVERSE_XOR:
      return new_flag(a ^ b);
    case MP_BINARY_OP_CONTAINS:
      return mp_obj_new_bool((a & b) == b);
    default:
      return mp_binary_op(op, MP_OBJ_NEW_SMALL_INT(a), MP_OBJ_NEW_SMALL_INT(b));
  }
}

static void flag_attr(mp_obj_t self, qstr attr, mp_obj_t* dest) {
  if (dest[0] != MP_OBJ_NULL) return;
  const uint32_t value = get_flags(self);
  if (attr == MP_QSTR_value) {
    dest[0] = MP_OBJ_NEW_SMALL_INT(value);
  } else if (attr == MP_QSTR_name) {
    vstr_t name;
    mp_print_t print;
    vstr_init_print(&name, 16, &print);
    print_flags(&print, value);
    vstr_cut_head_bytes(&name, 3); /* re. */
    dest[0] = mp_obj_new_str_from_vstr(&name);
  }
}

static MP_DEFINE_CONST_OBJ_TYPE(flag_type, MP_QSTR_RegexFlag, MP_TYPE_FLAG_EQ_CHECKS_OTHER_TYPE, make_new,
                                flag_make_new, print, flag_print, unary_op, flag_unary_op, binary_op,
                                flag_binary_op, attr, flag_attr);

#define FLAG(name) static const flag_obj flag_##name = {{&flag_type}, REGEX_##name}
#define REGEX_NOFLAG 0
FLAG(NOFLAG);
FLAG(ASCII);
FLAG(IGNORECASE);
FLAG(LOCALE);
FLAG(UNICODE);
FLAG(MULTILINE);
FLAG(DOTALL);
FLAG(VERBOSE);
FLAG(DEBUG);

/* ---- compiling ---- */

static pattern_obj* compile_pattern(mp_obj_t pattern, uint32_t flags) {
  if (mp_obj_is_type(pattern, &pattern_type)) {
    if (flags != 0)
      mp_raise_ValueError(MP_ERROR_TEXT("cannot process flags argument with a compiled pattern"));
    return MP_OBJ_TO_PTR(pattern);
  }
  if (!mp_obj_is_str_or_bytes(pattern)) {
    mp_buffer_info_t buffer;
    const mp_obj_t base = mp_obj_cast_to_native_base(pattern, MP_OBJ_FROM_PTR(&mp_type_str));
    if (base != MP_OBJ_NULL) {
      pattern = base;
    } else if (mp_get_buffer(pattern, &buffer, MP_BUFFER_READ)) {
      pattern = mp_obj_new_bytes(buffer.buf, buffer.len);
    } else {
      mp_raise_TypeError(MP_ERROR_TEXT("first argument must be string or compiled pattern"));
    }
  }
  vitrine_re_state* s = state();
  for (unsigned i = 0; i < CACHE_ENTRIES; i++) {
    const mp_obj_t other = s->cache[i].pattern;
    if (other == MP_OBJ_NULL || s->cache[i].flags != flags) continue;
    if (other == pattern ||
        (mp_obj_get_type(other) == mp_obj_get_type(pattern) && mp_obj_str_equal(other, pattern))) {
      return s->cache[i].compiled;
    }
  }
  const text t = get_text(pattern);
  pattern_obj* p = mp_obj_malloc(pattern_obj, &pattern_type);
  p->pattern = pattern;
  p->groupindex = MP_OBJ_NULL;
  s->compiling = pattern;
  regex_compile(&p->program, t.data, t.length, !t.is_str, flags & ~REGEX_DEBUG);
  s->compiling = MP_OBJ_NULL;
  p->groupindex = mp_obj_new_dict(p->program.names_count);
  for (uint32_t i = 0; i < p->program.names_count; i++) {
    const regex_name* name = &p->program.names[i];
    mp_obj_dict_store(p->groupindex, mp_obj_new_str((const char*)t.data + name->begin, name->length),
                      MP_OBJ_NEW_SMALL_INT(name->group));
  }
  s->cache[s->cache_next].pattern = pattern;
  s->cache[s->cache_next].flags = flags;
  s->cache[s->cache_next].compiled = p;
  s->cache_next = (s->cache_next + 1) % CACHE_ENTRIES;
  return p;
}

static mp_obj_t re_compile(size_t n_args, const mp_obj_t* args, mp_map_t* kw_args) {
  static const mp_arg_t allowed[] = {
      {MP_QSTR_pattern, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
      {MP_QSTR_flags, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_INT(0)}},
  };
  mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
  mp_arg_parse_all(n_args, args, kw_args, MP_ARRAY_SIZE(allowed), allowed, values);
  return MP_OBJ_FROM_PTR(compile_pattern(values[0].u_obj, get_flags(values[1].u_obj)));
}
static MP_DEFINE_CONST_FUN_OBJ_KW(re_compile_obj, 1, re_compile);

static mp_obj_t re_purge(void) {
  MP_STATE_VM(vitrine_re) = NULL;
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(re_purge_obj, re_purge);

/* ---- finding ---- */

/* One walk through a text: what search, match, findall, sub and the others share. */
typedef struct {
  pattern_obj* pattern;
  mp_obj_t string;
  text t;
  uint32_t pos; /* characters, as given */
  uint32_t endpos;
  uint32_t end; /* bytes */
  uint32_t at;  /* bytes: where to look next */
  bool must_advance;
} walk;

static void begin_walk(walk* w, pattern_obj* pattern, mp_obj_t string, mp_obj_t pos, mp_obj_t endpos) {
  w->pattern = pattern;
  w->string = string;
  w->t = get_text(string);
  if (w->t.is_str == pattern->program.is_bytes) {
    mp_raise_TypeError(w->t.is_str ? MP_ERROR_TEXT("cannot use a bytes pattern on a string-like object")
                                   : MP_ERROR_TEXT("cannot use a string pattern on a bytes-like object"));
  }
  w->at = 0;
  w->end = w->t.length;
  w->pos = 0;
  w->must_advance = false;
  const bool bounded = endpos != MP_OBJ_NULL && !(mp_obj_is_small_int(endpos) &&
                                                  MP_OBJ_SMALL_INT_VALUE(endpos) >= (mp_int_t)w->t.length);
  if (pos != MP_OBJ_NULL && pos != MP_OBJ_NEW_SMALL_INT(0)) {
    mp_int_t value = mp_obj_get_int(pos);
    if (value < 0) value = 0;
    w->at = to_bytes(&w->t, value < (mp_int_t)w->t.length ? (uint32_t)value : w->t.length);
    w->pos = to_characters(&w->t, w->at);
  }
  if (bounded) {
    /* A number that does not fit is at either end. */
    mp_int_t value = mp_obj_is_small_int(endpos) ? MP_OBJ_SMALL_INT_VALUE(endpos)
                     : mp_obj_is_int(endpos)     ? (mp_obj_int_sign(endpos) < 0 ? 0 : (mp_int_t)w->t.length)
                                                 : mp_obj_get_int(endpos);
    if (value < 0) value = 0;
    w->end = to_bytes(&w->t, value < (mp_int_t)w->t.length ? (uint32_t)value : w->t.length);
  }
  w->endpos = REGEX_NONE;
}

/* Finds the next match and moves behind it. The spans are in `registers`. */
static bool step(walk* w, regex_mode mode, uint32_t* registers) {
  regex_matcher matcher;
  regex_matcher_init(&matcher, &w->pattern->program, w->t.data, w->end, registers);
  const bool found = regex_find(&matcher, mode, w->at, w->must_advance);
  regex_matcher_free(&matcher);
  if (found) {
    w->must_advance = registers[0] == registers[1];
    w->at = registers[1];
  } else {
    w->at = REGEX_NONE; /* behind every end, so that there is no further match */
  }
  return found;
}

static uint32_t* new_registers(const walk* w) {
  return m_new(uint32_t, regex_registers_count(&w->pattern->program));
}

static mp_obj_t new_match(walk* w, const uint32_t* registers) {
  const uint32_t spans = 2 * (w->pattern->program.groups_count + 1);
  match_obj* m = mp_obj_malloc_var(match_obj, spans, uint32_t, spans, &match_type);
  m->pattern = w->pattern;
  m->string = w->string;
  m->subject = w->t.subject;
  m->pos = w->pos;
  if (w->endpos == REGEX_NONE)
    w->endpos = w->end == w->t.length ? REGEX_NONE - 1 : to_characters(&w->t, w->end);
  m->endpos = w->endpos;
  m->last_group = registers[regex_last_group_register(&w->pattern->program)];
  memcpy(m->spans, registers, spans * sizeof(uint32_t));
  return MP_OBJ_FROM_PTR(m);
}

/* A group's text, or `otherwise` when it did not match. */
static mp_obj_t group_text(const text* t, const uint32_t* spans, uint32_t group, mp_obj_t otherwise) {
  if (spans[2 * group] == REGEX_NONE || spans[2 * group + 1] == REGEX_NONE) return otherwise;
  return slice(t, spans[2 * group], spans[2 * group + 1]);
}

static mp_obj_t empty_like(const text* t) {
  return t->is_str ? MP_OBJ_NEW_QSTR(MP_QSTR_) : mp_const_empty_bytes;
}

#define LOCAL_REGISTERS 32

static mp_obj_t find_one(pattern_obj* pattern, regex_mode mode, mp_obj_t string, mp_obj_t pos,
                         mp_obj_t endpos) {
  walk w;
  begin_walk(&w, pattern, string, pos, endpos);
  uint32_t local[LOCAL_REGISTERS];
  uint32_t* registers =
      regex_registers_count(&pattern->program) <= LOCAL_REGISTERS ? local : new_registers(&w);
  return step(&w, mode, registers) ? new_match(&w, registers) : mp_const_none;
}

static mp_obj_t find_all(pattern_obj* pattern, mp_obj_t string, mp_obj_t pos, mp_obj_t endpos) {
  walk w;
  begin_walk(&w, pattern, string, pos, endpos);
  uint32_t* registers = new_registers(&w);
  const uint32_t groups = pattern->program.groups_count;
  const mp_obj_t list = mp_obj_new_list(0, NULL);
  const mp_obj_t empty = empty_like(&w.t);
  while (step(&w, REGEX_SEARCH, registers)) {
    mp_obj_t item;
    if (groups <= 1) {
      item = group_text(&w.t, registers, groups, empty);
    } else {
      item = mp_obj_new_tuple(groups, NULL);
      mp_obj_tuple_t* tuple = MP_OBJ_TO_PTR(item);
      for (uint32_t i = 0; i < groups; i++) tuple->items[i] = group_text(&w.t, registers, i + 1, empty);
    }
    mp_obj_list_append(list, item);
  }
  return list;
}

typedef struct {
  mp_obj_base_t base;
  walk w;
  uint32_t* registers;
} scanner_obj;

static mp_obj_t scanner_next(mp_obj_t self) {
  scanner_obj* scanner = MP_OBJ_TO_PTR(self);
  if (!step(&scanner->w, REGEX_SEARCH, scanner->registers)) return MP_OBJ_STOP_ITERATION;
  return new_match(&scanner->w, scanner->registers);
}

static MP_DEFINE_CONST_OBJ_TYPE(scanner_type, MP_QSTR_callable_iterator, MP_TYPE_FLAG_ITER_IS_ITERNEXT, iter,
                                scanner_next);

static mp_obj_t find_iter(pattern_obj* pattern, mp_obj_t string, mp_obj_t pos, mp_obj_t endpos) {
  scanner_obj* scanner = mp_obj_malloc(scanner_obj, &scanner_type);
  begin_walk(&scanner->w, pattern, string, pos, endpos);
  scanner->registers = new_registers(&scanner->w);
  return MP_OBJ_FROM_PTR(scanner);
}

static mp_obj_t split(pattern_obj* pattern, mp_obj_t string, mp_int_t limit) {
  walk w;
  begin_walk(&w, pattern, string, MP_OBJ_NULL, MP_OBJ_NULL);
  uint32_t* registers = new_registers(&w);
  const mp_obj_t list = mp_obj_new_list(0, NULL);
  uint32_t last = 0;
  if (limit >= 0) {
    for (mp_int_t n = 0; (limit == 0 || n < limit) && step(&w, REGEX_SEARCH, registers); n++) {
      mp_obj_list_append(list, slice(&w.t, last, registers[0]));
      for (uint32_t i = 1; i <= pattern->program.groups_count; i++) {
        mp_obj_list_append(list, group_text(&w.t, registers, i, mp_const_none));
      }
      last = registers[1];
    }
  }
  mp_obj_list_append(list, slice(&w.t, last, w.t.length));
  return list;
}

/* ---- templates ---- */

/* A template is a list of texts and numbers of groups. */
typedef struct {
  mp_obj_t list;
  vstr_t literal;
  mp_obj_t source;
  text t;
} template_reader;

static void flush_literal(template_reader* r) {
  if (r->literal.len == 0) return;
  const mp_obj_t piece = r->t.is_str ? mp_obj_new_str(r->literal.buf, r->literal.len)
                                     : mp_obj_new_bytes((const byte*)r->literal.buf, r->literal.len);
  mp_obj_list_append(r->list, piece);
  vstr_reset(&r->literal);
}

static void add_reference(template_reader* r, const pattern_obj* pattern, uint32_t group, uint32_t at) {
  if (group > pattern->program.groups_count) {
    raise_error_at(r->source, at, "invalid group reference %u", (unsigned)group);
  }
  flush_literal(r);
  mp_obj_list_append(r->list, MP_OBJ_NEW_SMALL_INT(group));
}

static bool is_digit(uint8_t c) { return c >= '0' && c <= '9'; }
static bool is_octal(uint8_t c) { return c >= '0' && c <= '7'; }
static bool is_letter(uint8_t c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

/* \g<name>; `at` is the byte behind the g. Gives the byte behind it. */
static uint32_t read_group_name(template_reader* r, const pattern_obj* pattern, uint32_t at) {
  const text* t = &r->t;
  if (at >= t->length || t->data[at] != '<') raise_error_at(r->source, at, "missing <");
  const uint32_t begin = ++at;
  while (at < t->length && t->data[at] != '>') at++;
  const int length = (int)(at - begin);
  const char* name = (const char*)t->data + begin;
  if (at >= t->length) {
    raise_error_at(r->source, begin, length == 0 ? "missing group name" : "missing >, unterminated name");
  }
  if (length == 0) raise_error_at(r->source, begin, "missing group name");
  uint32_t number = 0;
  bool numeric = true;
  bool valid = true;
  for (int i = 0; i < length; i++) {
    const uint8_t c = (uint8_t)name[i];
    if (is_digit(c)) {
      number = number < 1000000 ? number * 10 + (c - '0') : number;
    } else {
      numeric = false;
      valid = valid && (c == '_' || is_letter(c) || c >= 128);
    }
  }
  if (numeric) {
    add_reference(r, pattern, number, begin);
  } else {
    if (!valid || is_digit((uint8_t)name[0])) {
      raise_error_at(r->source, begin, "bad character in group name '%.*s'", length, name);
    }
    mp_map_elem_t* found =
        mp_map_lookup(mp_obj_dict_get_map(pattern->groupindex), mp_obj_new_str(name, length), MP_MAP_LOOKUP);
    if (found == NULL) {
      mp_raise_msg_varg(&mp_type_IndexError, MP_ERROR_TEXT("unknown group name '%.*s'"), length, name);
    }
    add_reference(r, pattern, (uint32_t)MP_OBJ_SMALL_INT_VALUE(found->value), begin);
  }
  return at + 1;
}

static void add_character(template_reader* r, uint32_t c) {
  if (r->t.is_str) {
    vstr_add_char(&r->literal, c);
  } else {
    vstr_add_byte(&r->literal, (byte)c);
  }
}

/* The escape at `at`, a backslash. Gives the byte behind it. */
static uint32_t read_template_escape(template_reader* r, const pattern_obj* pattern, uint32_t at) {
  static const char kLetters[] = "abfnrtv\\";
  static const char kMeanings[] = "\a\b\f\n\r\t\v\\";
  const text* t = &r->t;
  const uint32_t start = at++;
  if (at >= t->length) raise_error_at(r->source, start, "bad escape (end of pattern)");
  const uint8_t c = t->data[at++];
  if (c == 'g') return read_group_name(r, pattern, at);
  if (c == '0') {
    uint32_t value = 0;
    for (unsigned i = 0; i < 2 && at < t->length && is_octal(t->data[at]); i++)
      value = value * 8 + (t->data[at++] - '0');
    add_character(r, value);
    return at;
  }
  if (is_digit(c)) {
    uint32_t group = c - '0';
    if (at < t->length && is_digit(t->data[at])) {
      const uint8_t second = t->data[at++];
      if (is_octal(c) && is_octal(second) && at < t->length && is_octal(t->data[at])) {
        const uint32_t value = (c - '0') * 64 + (second - '0') * 8 + (t->data[at++] - '0');
        if (value > 0377) {
          raise_error_at(r->source, start, "octal escape value %.*s outside of range 0-0o377",
                         (int)(at - start), (const char*)t->data + start);
        }
        add_character(r, value);
        return at;
      }
      group = group * 10 + (second - '0');
    }
    add_reference(r, pattern, group, start + 1);
    return at;
  }
  const char* found = c != 0 ? strchr(kLetters, c) : NULL;
  if (found != NULL) {
    add_character(r, (uint8_t)kMeanings[found - kLetters]);
  } else if (is_letter(c)) {
    raise_error_at(r->source, start, "bad escape \\%c", c);
  } else {
    vstr_add_byte(&r->literal, '\\');
    vstr_add_byte(&r->literal, c);
  }
  return at;
}

static mp_obj_t parse_template(const pattern_obj* pattern, mp_obj_t source) {
  template_reader r = {.list = mp_obj_new_list(0, NULL), .source = source, .t = get_text(source)};
  vstr_init(&r.literal, 16);
  for (uint32_t at = 0; at < r.t.length;) {
    const uint8_t* backslash = memchr(r.t.data + at, '\\', r.t.length - at);
    const uint32_t until = backslash != NULL ? (uint32_t)(backslash - r.t.data) : r.t.length;
    vstr_add_strn(&r.literal, (const char*)r.t.data + at, until - at);
    at = until < r.t.length ? read_template_escape(&r, pattern, until) : until;
  }
  flush_literal(&r);
  return r.list;
}

static void add_text(vstr_t* out, mp_obj_t piece, bool is_str) {
  if (is_str ? !mp_obj_is_str(piece) : !mp_obj_is_type(piece, &mp_type_bytes)) {
    mp_buffer_info_t buffer;
    if (!is_str && mp_get_buffer(piece, &buffer, MP_BUFFER_READ)) {
      vstr_add_strn(out, buffer.buf, buffer.len);
      return;
    }
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("expected %s instance, %s found"),
                      is_str ? "str" : "bytes", mp_obj_get_type_str(piece));
  }
  size_t length;
  const char* data = mp_obj_str_get_data(piece, &length);
  vstr_add_strn(out, data, length);
}

static void add_expansion(vstr_t* out, mp_obj_t template, const text* t, const uint32_t* spans) {
  size_t count;
  mp_obj_t* items;
  mp_obj_list_get(template, &count, &items);
  for (size_t i = 0; i < count; i++) {
    if (!mp_obj_is_small_int(items[i])) {
      add_text(out, items[i], t->is_str);
      continue;
    }
    const uint32_t* span = spans + 2 * MP_OBJ_SMALL_INT_VALUE(items[i]);
    if (span[0] != REGEX_NONE && span[1] != REGEX_NONE) {
      vstr_add_strn(out, (const char*)t->data + span[0], span[1] - span[0]);
    }
  }
}

static mp_obj_t finish_text(vstr_t* out, bool is_str) {
  return is_str ? mp_obj_new_str_from_vstr(out) : mp_obj_new_bytes_from_vstr(out);
}

static mp_obj_t substitute(pattern_obj* pattern, mp_obj_t replacement, mp_obj_t string, mp_int_t limit,
                           bool want_count) {
  walk w;
  begin_walk(&w, pattern, string, MP_OBJ_NULL, MP_OBJ_NULL);
  const bool callable = mp_obj_is_callable(replacement);
  mp_obj_t template = MP_OBJ_NULL;
  if (!callable) {
    template = parse_template(pattern, replacement);
    if (mp_obj_is_str(get_text(replacement).subject) != w.t.is_str) {
      mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("sequence item 0: expected %s instance, %s found"),
                        w.t.is_str ? "str" : "a bytes-like object", mp_obj_get_type_str(replacement));
    }
  }
  uint32_t* registers = new_registers(&w);
  vstr_t out;
  vstr_init(&out, w.t.length + 16);
  uint32_t last = 0;
  mp_int_t n = 0;
  while ((limit <= 0 ? limit == 0 : n < limit) && step(&w, REGEX_SEARCH, registers)) {
    vstr_add_strn(&out, (const char*)w.t.data + last, registers[0] - last);
    last = registers[1];
    if (callable) {
      const mp_obj_t piece = mp_call_function_1(replacement, new_match(&w, registers));
      if (piece != mp_const_none) add_text(&out, piece, w.t.is_str);
    } else {
      add_expansion(&out, template, &w.t, registers);
    }
    n++;
  }
  mp_obj_t result = w.t.subject;
  if (n > 0) {
    vstr_add_strn(&out, (const char*)w.t.data + last, w.t.length - last);
    result = finish_text(&out, w.t.is_str);
  } else {
    vstr_clear(&out);
  }
  if (!want_count) return result;
  const mp_obj_t pair[] = {result, MP_OBJ_NEW_SMALL_INT(n)};
  return mp_obj_new_tuple(2, pair);
}

/* ---- Match ---- */

static text match_text(const match_obj* m) { return get_text(m->subject); }

static _Noreturn void raise_no_group(void) {
  mp_raise_msg(&mp_type_IndexError, MP_ERROR_TEXT("no such group"));
}

static uint32_t get_group(const match_obj* m, mp_obj_t which) {
  if (mp_obj_is_str_or_bytes(which)) {
    mp_map_elem_t* found = mp_map_lookup(mp_obj_dict_get_map(m->pattern->groupindex), which, MP_MAP_LOOKUP);
    if (found == NULL) raise_no_group();
    return (uint32_t)MP_OBJ_SMALL_INT_VALUE(found->value);
  }
  mp_int_t group;
  if (!mp_obj_get_int_maybe(which, &group) || group < 0 ||
      (mp_uint_t)group > m->pattern->program.groups_count) {
    raise_no_group();
  }
  return (uint32_t)group;
}

static mp_obj_t match_group(size_t n_args, const mp_obj_t* args) {
  const match_obj* m = MP_OBJ_TO_PTR(args[0]);
  const text t = match_text(m);
  if (n_args == 1) return group_text(&t, m->spans, 0, mp_const_none);
  if (n_args == 2) return group_text(&t, m->spans, get_group(m, args[1]), mp_const_none);
  mp_obj_t result = mp_obj_new_tuple(n_args - 1, NULL);
  mp_obj_tuple_t* tuple = MP_OBJ_TO_PTR(result);
  for (size_t i = 1; i < n_args; i++) tuple->items[i - 1] = mp_const_none;
  for (size_t i = 1; i < n_args; i++) {
    tuple->items[i - 1] = group_text(&t, m->spans, get_group(m, args[i]), mp_const_none);
  }
  return result;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR(match_group_obj, 1, match_group);

static const mp_arg_t kDefaultArg[] = {{MP_QSTR_default, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}}};

static mp_obj_t match_groups(size_t n_args, const mp_obj_t* args, mp_map_t* kw_args) {
  mp_arg_val_t otherwise;
  mp_arg_parse_all(n_args - 1, args + 1, kw_args, 1, kDefaultArg, &otherwise);
  const match_obj* m = MP_OBJ_TO_PTR(args[0]);
  const text t = match_text(m);
  const uint32_t count = m->pattern->program.groups_count;
  mp_obj_t result = mp_obj_new_tuple(count, NULL);
  mp_obj_tuple_t* tuple = MP_OBJ_TO_PTR(result);
  for (uint32_t i = 0; i < count; i++) tuple->items[i] = group_text(&t, m->spans, i + 1, otherwise.u_obj);
  return result;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(match_groups_obj, 1, match_groups);

static mp_obj_t match_groupdict(size_t n_args, const mp_obj_t* args, mp_map_t* kw_args) {
  mp_arg_val_t otherwise;
  mp_arg_parse_all(n_args - 1, args + 1, kw_args, 1, kDefaultArg, &otherwise);
  const match_obj* m = MP_OBJ_TO_PTR(args[0]);
  const text t = match_text(m);
  const text pattern = get_text(m->pattern->pattern);
  const regex_program* program = &m->pattern->program;
  const mp_obj_t result = mp_obj_new_dict(program->names_count);
  for (uint32_t i = 0; i < program->names_count; i++) {
    const regex_name* name = &program->names[i];
    mp_obj_dict_store(result, mp_obj_new_str((const char*)pattern.data + name->begin, name->length),
                      group_text(&t, m->spans, name->group, otherwise.u_obj));
  }
  return result;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(match_groupdict_obj, 1, match_groupdict);

static mp_obj_t match_position(const match_obj* m, uint32_t which) {
  if (m->spans[which & ~1u] == REGEX_NONE || m->spans[which | 1] == REGEX_NONE)
    return MP_OBJ_NEW_SMALL_INT(-1);
  const text t = match_text(m);
  return mp_obj_new_int_from_uint(to_characters(&t, m->spans[which]));
}

static uint32_t group_argument(size_t n_args, const mp_obj_t* args) {
  return n_args > 1 ? get_group(MP_OBJ_TO_PTR(args[0]), args[1]) : 0;
}

static mp_obj_t match_start(size_t n_args, const mp_obj_t* args) {
  return match_position(MP_OBJ_TO_PTR(args[0]), 2 * group_argument(n_args, args));
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(match_start_obj, 1, 2, match_start);

static mp_obj_t match_end(size_t n_args, const mp_obj_t* args) {
  return match_position(MP_OBJ_TO_PTR(args[0]), 2 * group_argument(n_args, args) + 1);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(match_end_obj, 1, 2, match_end);

static mp_obj_t new_span(const match_obj* m, uint32_t group) {
  const mp_obj_t pair[] = {match_position(m, 2 * group), match_position(m, 2 * group + 1)};
  return mp_obj_new_tuple(2, pair);
}

static mp_obj_t match_span(size_t n_args, const mp_obj_t* args) {
  return new_span(MP_OBJ_TO_PTR(args[0]), group_argument(n_args, args));
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(match_span_obj, 1, 2, match_span);

static mp_obj_t match_expand(mp_obj_t self, mp_obj_t source) {
  const match_obj* m = MP_OBJ_TO_PTR(self);
  const text t = match_text(m);
  vstr_t out;
  vstr_init(&out, 32);
  add_expansion(&out, parse_template(m->pattern, source), &t, m->spans);
  return finish_text(&out, t.is_str);
}
static MP_DEFINE_CONST_FUN_OBJ_2(match_expand_obj, match_expand);

static mp_obj_t return_self(size_t n_args, const mp_obj_t* args) {
  (void)n_args;
  return args[0];
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(return_self_obj, 1, 2, return_self);

static const mp_rom_map_elem_t kMatchTable[] = {
    {MP_ROM_QSTR(MP_QSTR_group), MP_ROM_PTR(&match_group_obj)},
    {MP_ROM_QSTR(MP_QSTR_groups), MP_ROM_PTR(&match_groups_obj)},
    {MP_ROM_QSTR(MP_QSTR_groupdict), MP_ROM_PTR(&match_groupdict_obj)},
    {MP_ROM_QSTR(MP_QSTR_start), MP_ROM_PTR(&match_start_obj)},
    {MP_ROM_QSTR(MP_QSTR_end), MP_ROM_PTR(&match_end_obj)},
    {MP_ROM_QSTR(MP_QSTR_span), MP_ROM_PTR(&match_span_obj)},
    {MP_ROM_QSTR(MP_QSTR_expand), MP_ROM_PTR(&match_expand_obj)},
    {MP_ROM_QSTR(MP_QSTR___copy__), MP_ROM_PTR(&return_self_obj)},
    {MP_ROM_QSTR(MP_QSTR___deepcopy__), MP_ROM_PTR(&return_self_obj)},
};
static MP_DEFINE_CONST_DICT(match_dict, kMatchTable);

static void match_attr(mp_obj_t self, qstr attr, mp_obj_t* dest) {
  if (dest[0] != MP_OBJ_NULL) return;
  const match_obj* m = MP_OBJ_TO_PTR(self);
  switch (attr) {
    case MP_QSTR_re:
      dest[0] = MP_OBJ_FROM_PTR(m->pattern);
      break;
    case MP_QSTR_string:
      dest[0] = m->string;
      break;
    case MP_QSTR_pos:
      dest[0] = mp_obj_new_int_from_uint(m->pos);
      break;
    case MP_QSTR_endpos: {
      const text t = match_text(m);
      dest[0] =
          mp_obj_new_int_from_uint(m->endpos == REGEX_NONE - 1 ? to_characters(&t, t.length) : m->endpos);
      break;
    }
    case MP_QSTR_lastindex:
      dest[0] = m->last_group == REGEX_NONE ? mp_const_none : MP_OBJ_NEW_SMALL_INT(m->last_group);
      break;
    case MP_QSTR_lastgroup: {
      dest[0] = mp_const_none;
      const regex_program* program = &m->pattern->program;
      for (uint32_t i = 0; i < program->names_count; i++) {
        if (program->names[i].group != m->last_group) continue;
        const text pattern = get_text(m->pattern->pattern);
        dest[0] =
            mp_obj_new_str((const char*)pattern.data + program->names[i].begin, program->names[i].length);
      }
      break;
    }
    case MP_QSTR_regs: {
      const uint32_t count = m->pattern->program.groups_count + 1;
      dest[0] = mp_obj_new_tuple(count, NULL);
      mp_obj_tuple_t* tuple = MP_OBJ_TO_PTR(dest[0]);
      for (uint32_t i = 0; i < count; i++) tuple->items[i] = new_span(m, i);
      break;
    }
    default:
      dest[1] = MP_OBJ_SENTINEL; /* a method */
      break;
  }
}

static void match_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t kind) {
  (void)kind;
  const match_obj* m = MP_OBJ_TO_PTR(self);
  const text t = match_text(m);
  mp_print_str(print, "<re.Match object; span=");
  mp_obj_print_helper(print, new_span(m, 0), PRINT_REPR);
  mp_print_str(print, ", match=");
  vstr_t repr;
  vstr_init(&repr, 64);
  bounded_print(&repr, group_text(&t, m->spans, 0, mp_const_none), PRINT_REPR, 50);
  mp_print_strn(print, repr.buf, repr.len, 0, 0, 0);
  vstr_clear(&repr);
  mp_print_str(print, ">");
}

static mp_obj_t match_subscr(mp_obj_t self, mp_obj_t index, mp_obj_t value) {
  if (value != MP_OBJ_SENTINEL) return MP_OBJ_NULL;
  const mp_obj_t args[] = {self, index};
  return match_group(2, args);
}

static MP_DEFINE_CONST_OBJ_TYPE(match_type, MP_QSTR_re_dot_Match, MP_TYPE_FLAG_NONE, print, match_print, attr,
                                match_attr, subscr, match_subscr, locals_dict, &match_dict);

/* ---- Pattern's methods and the module's functions ---- */

typedef enum { METHOD_MATCH, METHOD_FULLMATCH, METHOD_SEARCH, METHOD_FINDALL, METHOD_FINDITER } method;

static mp_obj_t call_method(method which, pattern_obj* p, mp_obj_t string, mp_obj_t pos, mp_obj_t endpos) {
  switch (which) {
    case METHOD_MATCH:
      return find_one(p, REGEX_MATCH, string, pos, endpos);
    case METHOD_FULLMATCH:
      return find_one(p, REGEX_FULL_MATCH, string, pos, endpos);
    case METHOD_SEARCH:
      return find_one(p, REGEX_SEARCH, string, pos, endpos);
    case METHOD_FINDALL:
      return find_all(p, string, pos, endpos);
    default:
      return find_iter(p, string, pos, endpos);
  }
}

/* pattern.search(string, pos=0, endpos=sys.maxsize) and its kind. */
static mp_obj_t pattern_call(method which, size_t n_args, const mp_obj_t* args, mp_map_t* kw_args) {
  static const mp_arg_t allowed[] = {
      {MP_QSTR_string, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
      {MP_QSTR_pos, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_PTR(MP_OBJ_NULL)}},
      {MP_QSTR_endpos, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_PTR(MP_OBJ_NULL)}},
  };
  mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
  mp_arg_parse_all(n_args - 1, args + 1, kw_args, MP_ARRAY_SIZE(allowed), allowed, values);
  return call_method(which, MP_OBJ_TO_PTR(args[0]), values[0].u_obj, values[1].u_obj, values[2].u_obj);
}

/* re.search(pattern, string, flags=0) and its kind. */
static mp_obj_t module_call(method which, size_t n_args, const mp_obj_t* args, mp_map_t* kw_args) {
  static const mp_arg_t allowed[] = {
      {MP_QSTR_pattern, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
      {MP_QSTR_string, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
      {MP_QSTR_flags, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_INT(0)}},
  };
  mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
  mp_arg_parse_all(n_args, args, kw_args, MP_ARRAY_SIZE(allowed), allowed, values);
  pattern_obj* p = compile_pattern(values[0].u_obj, get_flags(values[2].u_obj));
  return call_method(which, p, values[1].u_obj, MP_OBJ_NULL, MP_OBJ_NULL);
}

#define DEFINE_METHOD(name, which)                                                         \
  static mp_obj_t pattern_##name(size_t n_args, const mp_obj_t* args, mp_map_t* kw_args) { \
    return pattern_call(which, n_args, args, kw_args);                                     \
  }                                                                                        \
  static MP_DEFINE_CONST_FUN_OBJ_KW(pattern_##name##_obj, 1, pattern_##name);              \
  static mp_obj_t re_##name(size_t n_args, const mp_obj_t* args, mp_map_t* kw_args) {      \
    return module_call(which, n_args, args, kw_args);                                      \
  }                                                                                        \
  static MP_DEFINE_CONST_FUN_OBJ_KW(re_##name##_obj, 0, re_##name)

DEFINE_METHOD(match, METHOD_MATCH);
DEFINE_METHOD(fullmatch, METHOD_FULLMATCH);
DEFINE_METHOD(search, METHOD_SEARCH);
DEFINE_METHOD(findall, METHOD_FINDALL);
DEFINE_METHOD(finditer, METHOD_FINDITER);

/* The arguments of split, sub and subn, of the pattern (`flags` NULL) or the module. */
static mp_obj_t split_call(pattern_obj* p, size_t n_args, const mp_obj_t* args, mp_map_t* kw_args) {
  static const mp_arg_t allowed[] = {
      {MP_QSTR_pattern, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
      {MP_QSTR_string, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
      {MP_QSTR_maxsplit, MP_ARG_INT, {.u_int = 0}},
      {MP_QSTR_flags, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_INT(0)}},
  };
  mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
  if (p != NULL) {
    mp_arg_parse_all(n_args - 1, args + 1, kw_args, 2, allowed + 1, values + 1);
  } else {
    mp_arg_parse_all(n_args, args, kw_args, MP_ARRAY_SIZE(allowed), allowed, values);
    p = compile_pattern(values[0].u_obj, get_flags(values[3].u_obj));
  }
  return split(p, values[1].u_obj, values[2].u_int);
}

static mp_obj_t sub_call(pattern_obj* p, size_t n_args, const mp_obj_t* args, mp_map_t* kw_args,
                         bool want_count) {
  static const mp_arg_t allowed[] = {
      {MP_QSTR_pattern, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
      {MP_QSTR_repl, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
      {MP_QSTR_string, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
      {MP_QSTR_count, MP_ARG_INT, {.u_int = 0}},
      {MP_QSTR_flags, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_INT(0)}},
  };
  mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
  if (p != NULL) {
    mp_arg_parse_all(n_args - 1, args + 1, kw_args, 3, allowed + 1, values + 1);
  } else {
    mp_arg_parse_all(n_args, args, kw_args, MP_ARRAY_SIZE(allowed), allowed, values);
    p = compile_pattern(values[0].u_obj, get_flags(values[4].u_obj));
  }
  return substitute(p, values[1].u_obj, values[2].u_obj, values[3].u_int, want_count);
}

static mp_obj_t pattern_split(size_t n_args, const mp_obj_t* args, mp_map_t* kw_args) {
  return split_call(MP_OBJ_TO_PTR(args[0]), n_args, args, kw_args);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(pattern_split_obj, 1, pattern_split);

static mp_obj_t re_split(size_t n_args, const mp_obj_t* args, mp_map_t* kw_args) {
  return split_call(NULL, n_args, args, kw_args);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(re_split_obj, 0, re_split);

static mp_obj_t pattern_sub(size_t n_args, const mp_obj_t* args, mp_map_t* kw_args) {
  return sub_call(MP_OBJ_TO_PTR(args[0]), n_args, args, kw_args, false);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(pattern_sub_obj, 1, pattern_sub);

static mp_obj_t pattern_subn(size_t n_args, const mp_obj_t* args, mp_map_t* kw_args) {
  return sub_call(MP_OBJ_TO_PTR(args[0]), n_args, args, kw_args, true);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(pattern_subn_obj, 1, pattern_subn);

static mp_obj_t re_sub(size_t n_args, const mp_obj_t* args, mp_map_t* kw_args) {
  return sub_call(NULL, n_args, args, kw_args, false);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(re_sub_obj, 0, re_sub);

static mp_obj_t re_subn(size_t n_args, const mp_obj_t* args, mp_map_t* kw_args) {
  return sub_call(NULL, n_args, args, kw_args, true);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(re_subn_obj, 0, re_subn);

static mp_obj_t re_escape(mp_obj_t object) {
  const text t = get_text(object);
  vstr_t out;
  vstr_init(&out, t.length + 8);
  for (uint32_t i = 0; i < t.length; i++) {
    if (t.data[i] != 0 && strchr("()[]{}?*+-|^$\\.&~# \t\n\r\v\f", t.data[i]) != NULL)
      vstr_add_byte(&out, '\\');
    vstr_add_byte(&out, t.data[i]);
  }
  return finish_text(&out, t.is_str);
}
static MP_DEFINE_CONST_FUN_OBJ_1(re_escape_obj, re_escape);

/* ---- Pattern ---- */

static const mp_rom_map_elem_t kPatternTable[] = {
    {MP_ROM_QSTR(MP_QSTR_match), MP_ROM_PTR(&pattern_match_obj)},
    {MP_ROM_QSTR(MP_QSTR_fullmatch), MP_ROM_PTR(&pattern_fullmatch_obj)},
    {MP_ROM_QSTR(MP_QSTR_search), MP_ROM_PTR(&pattern_search_obj)},
    {MP_ROM_QSTR(MP_QSTR_findall), MP_ROM_PTR(&pattern_findall_obj)},
    {MP_ROM_QSTR(MP_QSTR_finditer), MP_ROM_PTR(&pattern_finditer_obj)},
    {MP_ROM_QSTR(MP_QSTR_split), MP_ROM_PTR(&pattern_split_obj)},
    {MP_ROM_QSTR(MP_QSTR_sub), MP_ROM_PTR(&pattern_sub_obj)},
    {MP_ROM_QSTR(MP_QSTR_subn), MP_ROM_PTR(&pattern_subn_obj)},
    {MP_ROM_QSTR(MP_QSTR___copy__), MP_ROM_PTR(&return_self_obj)},
    {MP_ROM_QSTR(MP_QSTR___deepcopy__), MP_ROM_PTR(&return_self_obj)},
};
static MP_DEFINE_CONST_DICT(pattern_dict, kPatternTable);

/* types.MappingProxyType(dict): what a program may not change. */
static mp_obj_t read_only(mp_obj_t dict) {
  const mp_obj_t types = mp_import_name(MP_QSTR_types, mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
  return mp_call_function_1(mp_load_attr(types, MP_QSTR_MappingProxyType), dict);
}

static void pattern_attr(mp_obj_t self, qstr attr, mp_obj_t* dest) {
  if (dest[0] != MP_OBJ_NULL) return;
  const pattern_obj* p = MP_OBJ_TO_PTR(self);
  switch (attr) {
    case MP_QSTR_pattern:
      dest[0] = p->pattern;
      break;
    case MP_QSTR_flags:
      dest[0] = MP_OBJ_NEW_SMALL_INT(p->program.flags);
      break;
    case MP_QSTR_groups:
      dest[0] = MP_OBJ_NEW_SMALL_INT(p->program.groups_count);
      break;
    case MP_QSTR_groupindex:
      dest[0] = read_only(p->groupindex);
      break;
    default:
      dest[1] = MP_OBJ_SENTINEL; /* a method */
      break;
  }
}

static void pattern_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t kind) {
  (void)kind;
  const pattern_obj* p = MP_OBJ_TO_PTR(self);
  vstr_t source;
  mp_print_t source_print;
  vstr_init_print(&source, 64, &source_print);
  mp_obj_print_helper(&source_print, p->pattern, PRINT_REPR);
  /* CPython cuts the pattern after 200 characters. */
  uint32_t shown = 0;
  for (unsigned characters = 0; shown < source.len && characters < 200; characters++) {
    do {
      shown++;
    } while (shown < source.len && UTF8_IS_CONT((uint8_t)source.buf[shown]));
  }
  mp_printf(print, "re.compile(%.*s", (int)shown, vstr_null_terminated_str(&source));
  uint32_t flags = p->program.flags;
  if (!p->program.is_bytes) flags &= ~REGEX_UNICODE;
  /* ASCII last: the order is another than that of a RegexFlag's name. */
  if (flags & ~REGEX_ASCII) {
    mp_print_str(print, ", ");
    print_flags(print, flags & ~REGEX_ASCII);
  }
  if (flags & REGEX_ASCII) mp_print_str(print, flags & ~REGEX_ASCII ? "|re.ASCII" : ", re.ASCII");
  mp_print_str(print, ")");
}

static mp_obj_t pattern_unary_op(mp_unary_op_t op, mp_obj_t self) {
  if (op != MP_UNARY_OP_HASH) return MP_OBJ_NULL;
  return mp_unary_op(op, ((pattern_obj*)MP_OBJ_TO_PTR(self))->pattern);
}

static mp_obj_t pattern_binary_op(mp_binary_op_t op, mp_obj_t left, mp_obj_t right) {
  if (op != MP_BINARY_OP_EQUAL || !mp_obj_is_type(right, &pattern_type)) return MP_OBJ_NULL;
  const pattern_obj* a = MP_OBJ_TO_PTR(left);
  const pattern_obj* b = MP_OBJ_TO_PTR(right);
  return mp_obj_new_bool(a->program.flags == b->program.flags && a->program.is_bytes == b->program.is_bytes &&
                         mp_obj_equal(a->pattern, b->pattern));
}

static MP_DEFINE_CONST_OBJ_TYPE(pattern_type, MP_QSTR_re_dot_Pattern, MP_TYPE_FLAG_NONE, print, pattern_print,
                                attr, pattern_attr, unary_op, pattern_unary_op, binary_op, pattern_binary_op,
                                locals_dict, &pattern_dict);

/* ---- the module ---- */

static const mp_rom_map_elem_t kModuleTable[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_re)},
    {MP_ROM_QSTR(MP_QSTR_compile), MP_ROM_PTR(&re_compile_obj)},
    {MP_ROM_QSTR(MP_QSTR_match), MP_ROM_PTR(&re_match_obj)},
    {MP_ROM_QSTR(MP_QSTR_fullmatch), MP_ROM_PTR(&re_fullmatch_obj)},
    {MP_ROM_QSTR(MP_QSTR_search), MP_ROM_PTR(&re_search_obj)},
    {MP_ROM_QSTR(MP_QSTR_findall), MP_ROM_PTR(&re_findall_obj)},
    {MP_ROM_QSTR(MP_QSTR_finditer), MP_ROM_PTR(&re_finditer_obj)},
    {MP_ROM_QSTR(MP_QSTR_split), MP_ROM_PTR(&re_split_obj)},
    {MP_ROM_QSTR(MP_QSTR_sub), MP_ROM_PTR(&re_sub_obj)},
    {MP_ROM_QSTR(MP_QSTR_subn), MP_ROM_PTR(&re_subn_obj)},
    {MP_ROM_QSTR(MP_QSTR_escape), MP_ROM_PTR(&re_escape_obj)},
    {MP_ROM_QSTR(MP_QSTR_purge), MP_ROM_PTR(&re_purge_obj)},
    {MP_ROM_QSTR(MP_QSTR_error), MP_ROM_PTR(&mp_type_PatternError)},
    {MP_ROM_QSTR(MP_QSTR_PatternError), MP_ROM_PTR(&mp_type_PatternError)},
    {MP_ROM_QSTR(MP_QSTR_Pattern), MP_ROM_PTR(&pattern_type)},
    {MP_ROM_QSTR(MP_QSTR_Match), MP_ROM_PTR(&match_type)},
    {MP_ROM_QSTR(MP_QSTR_RegexFlag), MP_ROM_PTR(&flag_type)},
    {MP_ROM_QSTR(MP_QSTR_NOFLAG), MP_ROM_PTR(&flag_NOFLAG)},
    {MP_ROM_QSTR(MP_QSTR_A), MP_ROM_PTR(&flag_ASCII)},
    {MP_ROM_QSTR(MP_QSTR_ASCII), MP_ROM_PTR(&flag_ASCII)},
    {MP_ROM_QSTR(MP_QSTR_DEBUG), MP_ROM_PTR(&flag_DEBUG)},
    {MP_ROM_QSTR(MP_QSTR_I), MP_ROM_PTR(&flag_IGNORECASE)},
    {MP_ROM_QSTR(MP_QSTR_IGNORECASE), MP_ROM_PTR(&flag_IGNORECASE)},
    {MP_ROM_QSTR(MP_QSTR_L), MP_ROM_PTR(&flag_LOCALE)},
    {MP_ROM_QSTR(MP_QSTR_LOCALE), MP_ROM_PTR(&flag_LOCALE)},
    {MP_ROM_QSTR(MP_QSTR_M), MP_ROM_PTR(&flag_MULTILINE)},
    {MP_ROM_QSTR(MP_QSTR_MULTILINE), MP_ROM_PTR(&flag_MULTILINE)},
    {MP_ROM_QSTR(MP_QSTR_S), MP_ROM_PTR(&flag_DOTALL)},
    {MP_ROM_QSTR(MP_QSTR_DOTALL), MP_ROM_PTR(&flag_DOTALL)},
    {MP_ROM_QSTR(MP_QSTR_U), MP_ROM_PTR(&flag_UNICODE)},
    {MP_ROM_QSTR(MP_QSTR_UNICODE), MP_ROM_PTR(&flag_UNICODE)},
    {MP_ROM_QSTR(MP_QSTR_X), MP_ROM_PTR(&flag_VERBOSE)},
    {MP_ROM_QSTR(MP_QSTR_VERBOSE), MP_ROM_PTR(&flag_VERBOSE)},
};
static MP_DEFINE_CONST_DICT(re_globals, kModuleTable);

const mp_obj_module_t vitrine_module_re = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&re_globals,
};
MP_REGISTER_MODULE(MP_QSTR_re, vitrine_module_re);
MP_REGISTER_ROOT_POINTER(struct _vitrine_re_state* vitrine_re);

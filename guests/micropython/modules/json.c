/* The module _json: the two loops that the module json (library/pack/json.py) is made of. What they accept
 * and say is what CPython's json accepts and says. */
#include <string.h>

#include "py/builtin.h"
#include "py/cstack.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/objtype.h"
#include "py/parsenum.h"
#include "py/runtime.h"
#include "py/unicode.h"

static bool is_tuple(mp_obj_t value) { /* or a named one, which has the same lay-out */
  return mp_obj_is_obj(value) &&
         MP_OBJ_TYPE_GET_SLOT_OR_NULL(mp_obj_get_type(value), iter) == (const void*)mp_obj_tuple_getiter;
}

/* ---- writing ---- */

typedef struct {
  vstr_t text;
  bool skip_keys;
  bool ascii;
  bool allow_nan;
  bool sort_keys;
  mp_obj_t indent; /* text of one level, or None */
  mp_obj_t comma;
  mp_obj_t colon;
  mp_obj_t fallback; /* default=, or None */
  mp_obj_t* open;    /* the containers that are being written, to find a circle */
  size_t depth;
  size_t open_size;
} writer;

static void put(writer* self, const char* data, size_t length) {
  vstr_t* text = &self->text;
  if (text->len + length > text->alloc) vstr_hint_size(text, text->len / 2 + length + 64);
  vstr_add_strn(text, data, length);
}

static void put_object_text(writer* self, mp_obj_t text) {
  size_t length;
  const char* data = mp_obj_str_get_data(text, &length);
  put(self, data, length);
}

static void put_unit(writer* self, unsigned unit) {
  static const char digits[] = "0123456789abcdef";
  char text[6] = {
      '\\', 'u', digits[unit >> 12 & 15], digits[unit >> 8 & 15], digits[unit >> 4 & 15], digits[unit & 15]};
  put(self, text, 6);
}

static void put_string(writer* self, const char* data, size_t length) {
  static const char escapes[] = "\"\"\\\\\bb\ff\nn\rr\tt";
  const byte* at = (const byte*)data;
  const byte* end = at + length;
  put(self, "\"", 1);
  while (at < end) {
    const byte* start = at;
    while (at < end && *at >= ' ' && *at != '"' && *at != '\\' && !(self->ascii && *at >= 0x7f)) at++;
    if (at > start) put(self, (const char*)start, (size_t)(at - start));
    if (at == end) break;
    if (*at >= 0x80) {
      unsigned code = (unsigned)utf8_get_char(at);
      at = utf8_next_char(at);
      if (code >= 0x10000) {
        code -= 0x10000;
        put_unit(self, 0xd800 | code >> 10);
        code = 0xdc00 | (code & 0x3ff);
      }
      put_unit(self, code);
      continue;
    }
    const char* escape = escapes;
    while (*escape != 0 && *escape != (char)*at) escape += 2;
    if (*at != 0 && *escape != 0) {
      char text[2] = {'\\', escape[1]};
      put(self, text, 2);
    } else {
      put_unit(self, *at);
    }
    at++;
  }
  put(self, "\"", 1);
}

static void put_number(writer* self, mp_obj_t number) {
  mp_print_t print;
  if (self->text.len + 64 > self->text.alloc) vstr_hint_size(&self->text, self->text.len / 2 + 64);
  print.data = &self->text;
  print.print_strn = (mp_print_strn_t)vstr_add_strn;
  mp_obj_print_helper(&print, number, PRINT_REPR);
}

static void put_float(writer* self, mp_obj_t number) {
  mp_float_t value = mp_obj_float_get(number);
  if (value - value == 0) {
    put_number(self, number);
    return;
  }
  if (!self->allow_nan) {
    mp_raise_msg_varg(&mp_type_ValueError,
                      MP_ERROR_TEXT("Out of range float values are not JSON compliant: %s"),
                      value != value ? "nan"
                      : value > 0    ? "inf"
                                     : "-inf");
  }
  const char* name = value != value ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
  put(self, name, strlen(name));
}

static void put_line(writer* self) {
  if (self->indent == mp_const_none) return;
  put(self, "\n", 1);
  for (size_t i = 0; i < self->depth; i++) put_object_text(self, self->indent);
}

static void enter(writer* self, mp_obj_t container) {
  for (size_t i = 0; i < self->depth; i++) {
    if (self->open[i] == container) mp_raise_ValueError(MP_ERROR_TEXT("Circular reference detected"));
  }
  if (self->depth == self->open_size) {
    self->open = m_renew(mp_obj_t, self->open, self->open_size, self->open_size + 16);
    self->open_size += 16;
  }
  self->open[self->depth++] = container;
}

static void leave(writer* self) { self->open[--self->depth] = MP_OBJ_NULL; }

/* The object that carries the value when a class made at run time derives from a built-in one. */
static mp_obj_t native_of(mp_obj_t value) {
  static const mp_obj_type_t* const kinds[] = {&mp_type_str,  &mp_type_int,  &mp_type_float,
                                               &mp_type_dict, &mp_type_list, &mp_type_tuple};
  if (!mp_obj_is_instance_type(mp_obj_get_type(value))) return value;
  for (size_t i = 0; i < MP_ARRAY_SIZE(kinds); i++) {
    mp_obj_t base = mp_obj_cast_to_native_base(value, MP_OBJ_FROM_PTR(kinds[i]));
    if (base != MP_OBJ_NULL) return base;
  }
  return value;
}

static void put_value(writer* self, mp_obj_t value);

static bool put_key(writer* self, mp_obj_t key) {
  key = native_of(key);
  if (mp_obj_is_str(key)) {
    size_t length;
    const char* data = mp_obj_str_get_data(key, &length);
    put_string(self, data, length);
  } else if (key == mp_const_none || mp_obj_is_bool(key) || mp_obj_is_int(key) || mp_obj_is_float(key)) {
    put(self, "\"", 1);
    put_value(self, key);
    put(self, "\"", 1);
  } else if (self->skip_keys) {
    return false;
  } else {
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("keys must be str, int, float, bool or None, not %s"),
                      mp_obj_get_type_str(key));
  }
  return true;
}

static bool put_member(writer* self, mp_obj_t key, mp_obj_t value, bool is_first) {
  size_t before = self->text.len;
  if (!is_first) put_object_text(self, self->comma);
  put_line(self);
  if (!put_key(self, key)) {
    self->text.len = before;
    return false;
  }
  put_object_text(self, self->colon);
  put_value(self, value);
  return true;
}

static void put_dict(writer* self, mp_obj_t dict) {
  mp_map_t* map = mp_obj_dict_get_map(dict);
  bool is_first = true;
  put(self, "{", 1);
  if (self->sort_keys) {
    mp_obj_t keys = mp_obj_new_list(0, NULL);
    for (size_t i = 0; i < map->alloc; i++) {
      if (mp_map_slot_is_filled(map, i)) mp_obj_list_append(keys, map->table[i].key);
    }
    mp_obj_list_sort(1, &keys, (mp_map_t*)&mp_const_empty_map);
    size_t count;
    mp_obj_t* items;
    mp_obj_list_get(keys, &count, &items);
    for (size_t i = 0; i < count; i++) {
      mp_map_elem_t* found = mp_map_lookup(map, items[i], MP_MAP_LOOKUP);
      if (found != NULL && put_member(self, items[i], found->value, is_first)) is_first = false;
    }
  } else {
    for (size_t i = 0; i < map->alloc; i++) { /* default= may change the dict: the table is read each time */
      if (!mp_map_slot_is_filled(map, i)) continue;
      if (put_member(self, map->table[i].key, map->table[i].value, is_first)) is_first = false;
    }
  }
  self->depth--;
  if (!is_first) put_line(self);
  self->depth++;
  put(self, "}", 1);
}

static void put_list(writer* self, mp_obj_t list) {
  size_t count;
  mp_obj_t* items;
  mp_obj_get_array(list, &count, &items);
  put(self, "[", 1);
  for (size_t i = 0; i < count; i++) {
    if (i > 0) put_object_text(self, self->comma);
    put_line(self);
    put_value(self, items[i]);
    mp_obj_get_array(list, &count, &items);
  }
  self->depth--;
  if (count > 0) put_line(self);
  self->depth++;
  put(self, "]", 1);
}

static bool is_empty(mp_obj_t container) { return mp_obj_get_int(mp_obj_len(container)) == 0; }

static void put_value(writer* self, mp_obj_t value) {
  mp_cstack_check();
  mp_obj_t native = native_of(value);
  if (native == mp_const_none) {
    put(self, "null", 4);
  } else if (native == mp_const_true) {
    put(self, "true", 4);
  } else if (native == mp_const_false) {
    put(self, "false", 5);
  } else if (mp_obj_is_str(native)) {
    size_t length;
    const char* data = mp_obj_str_get_data(native, &length);
    put_string(self, data, length);
  } else if (mp_obj_is_int(native)) {
    put_number(self, native);
  } else if (mp_obj_is_float(native)) {
    put_float(self, native);
  } else if (mp_obj_is_dict_or_ordereddict(native)) {
    if (is_empty(native)) {
      put(self, "{}", 2);
      return;
    }
    enter(self, value);
    put_dict(self, native);
    leave(self);
  } else if (mp_obj_is_type(native, &mp_type_list) || is_tuple(native)) {
    if (is_empty(native)) {
      put(self, "[]", 2);
      return;
    }
    enter(self, value);
    put_list(self, native);
    leave(self);
  } else if (self->fallback != mp_const_none) {
    size_t depth = self->depth;
    enter(self, value);
    mp_obj_t other = mp_call_function_1(self->fallback, value);
    self->depth = depth; /* the stand-in is written at the same level, but may not lead back here */
    for (size_t i = 0; i < depth; i++) {
      if (self->open[i] == other) mp_raise_ValueError(MP_ERROR_TEXT("Circular reference detected"));
    }
    if (other == value) mp_raise_ValueError(MP_ERROR_TEXT("Circular reference detected"));
    put_value(self, other);
  } else {
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("Object of type %s is not JSON serializable"),
                      mp_obj_get_type_str(value));
  }
}

/* write(value, skipkeys, ensure_ascii, allow_nan, indent, comma, colon, sort_keys, default) */
static mp_obj_t json_write(size_t count, const mp_obj_t* args) {
  (void)count;
  writer self = {.skip_keys = mp_obj_is_true(args[1]),
                 .ascii = mp_obj_is_true(args[2]),
                 .allow_nan = mp_obj_is_true(args[3]),
                 .indent = args[4],
                 .comma = args[5],
                 .colon = args[6],
                 .sort_keys = mp_obj_is_true(args[7]),
                 .fallback = args[8]};
  vstr_init(&self.text, 64);
  put_value(&self, args[0]);
  return mp_obj_new_str_from_utf8_vstr(&self.text);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(json_write_obj, 9, 9, json_write);

/* ---- reading ---- */

typedef struct {
  const char* text;
  const char* end;
  mp_obj_t error; /* error(message, position): raises */
  mp_obj_t object_hook;
  mp_obj_t pairs_hook;
  mp_obj_t parse_float;
  mp_obj_t parse_int;
  mp_obj_t parse_constant;
  bool is_strict;
} reader;

_Noreturn static void fail(const reader* self, const char* message, const char* at) {
  mp_obj_t position =
      mp_obj_new_int_from_uint(utf8_charlen((const byte*)self->text, (size_t)(at - self->text)));
  mp_call_function_2(self->error, mp_obj_new_str(message, strlen(message)), position);
  mp_raise_ValueError(MP_ERROR_TEXT("malformed JSON")); /* the function did not raise */
}

static const char* skip_space(const reader* self, const char* at) {
  while (at < self->end && (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r')) at++;
  return at;
}

/* How many characters, not bytes, lie behind. Escapes are told by counting characters. */
static bool has_more_than(const reader* self, const char* at, unsigned count) {
  while (at < self->end && count > 0) {
    at++;
    while (at < self->end && ((byte)*at & 0xc0) == 0x80) at++;
    count--;
  }
  return at < self->end;
}

static unsigned read_unit(const reader* self, const char* digits) {
  unsigned unit = 0;
  for (int i = 0; i < 4; i++) {
    char digit = digits[i];
    if (digit >= '0' && digit <= '9') {
      unit = unit << 4 | (unsigned)(digit - '0');
    } else if ((digit | 32) >= 'a' && (digit | 32) <= 'f') {
      unit = unit << 4 | (unsigned)((digit | 32) - 'a' + 10);
    } else {
      fail(self, "Invalid \\uXXXX escape", digits - 1);
    }
  }
  return unit;
}

static mp_obj_t read_string(const reader* self, const char** position) {
  const char* begin = *position; /* the quotation mark */
  const char* at = begin + 1;
  vstr_t text;
  bool is_plain = true;
  for (;;) {
    const char* start = at;
    while (at < self->end && *at != '"' && *at != '\\') {
      if ((byte)*at < 0x20 && self->is_strict) fail(self, "Invalid control character at", at);
      at++;
    }
    if (at == self->end) fail(self, "Unterminated string starting at", begin);
    if (*at == '"' && is_plain) {
      *position = at + 1;
      return mp_obj_new_str(start, (size_t)(at - start));
    }
    if (is_plain) {
      vstr_init(&text, (size_t)(at - start) + 32);
      is_plain = false;
    }
    size_t length = (size_t)(at - start);
    if (text.len + length + 8 > text.alloc) vstr_hint_size(&text, text.len / 2 + length + 8);
    vstr_add_strn(&text, start, length);
    if (*at++ == '"') {
      *position = at;
      return mp_obj_new_str_from_vstr(&text);
    }
    if (at == self->end) fail(self, "Unterminated string starting at", begin);
    static const char escapes[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
    if (*at != 'u') {
      const char* escape = escapes;
      while (*escape != 0 && *escape != *at) escape += 2;
      if (*escape == 0) fail(self, "Invalid \\escape", at - 1);
      vstr_add_char(&text, (unsigned char)escape[1]);
      at++;
      continue;
    }
    if (!has_more_than(self, at + 1, 4)) fail(self, "Invalid \\uXXXX escape", at);
    unsigned code = read_unit(self, at + 1);
    at += 5;
    if (code >= 0xd800 && code < 0xdc00 && has_more_than(self, at, 6) && at[0] == '\\' && at[1] == 'u') {
      unsigned low = read_unit(self, at + 2);
      if (low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
        at += 6;
      }
    }
    vstr_add_char(&text, code);
  }
}

static bool is_digit(const reader* self, const char* at) {
  return at < self->end && *at >= '0' && *at <= '9';
}

static const char* skip_digits(const reader* self, const char* at) {
  while (is_digit(self, at)) at++;
  return at;
}

static bool starts_with(const reader* self, const char* at, const char* word) {
  size_t length = strlen(word);
  return (size_t)(self->end - at) >= length && memcmp(at, word, length) == 0;
}

static mp_obj_t read_number(const reader* self, const char** position) {
  const char* start = *position;
  const char* at = start;
  if (*at == '-') at++;
  if (!is_digit(self, at)) fail(self, "Expecting value", start);
  at = *at == '0' ? at + 1 : skip_digits(self, at);
  bool is_float = false;
  if (at < self->end && *at == '.' && is_digit(self, at + 1)) {
    is_float = true;
    at = skip_digits(self, at + 1);
  }
  if (at < self->end && (*at | 32) == 'e') {
    const char* digits = at + 1;
    if (digits < self->end && (*digits == '+' || *digits == '-')) digits++;
    if (is_digit(self, digits)) {
      is_float = true;
      at = skip_digits(self, digits);
    }
  }
  *position = at;
  size_t length = (size_t)(at - start);
  mp_obj_t hook = is_float ? self->parse_float : self->parse_int;
  if (hook != mp_const_none) return mp_call_function_1(hook, mp_obj_new_str(start, length));
  return is_float ? mp_parse_num_float(start, length, false, NULL)
                  : mp_parse_num_integer(start, length, 10, NULL);
}

static mp_obj_t read_value(const reader* self, const char** position);

static mp_obj_t read_object(const reader* self, const char** position) {
  bool as_pairs = self->pairs_hook != mp_const_none;
  mp_obj_t made = as_pairs ? mp_obj_new_list(0, NULL) : mp_obj_new_dict(0);
  const char* at = skip_space(self, *position);
  if (at == self->end || *at != '}') {
    for (;;) {
      if (at == self->end || *at != '"') fail(self, "Expecting property name enclosed in double quotes", at);
      mp_obj_t pair[2];
      pair[0] = read_string(self, &at);
      at = skip_space(self, at);
      if (at == self->end || *at != ':') fail(self, "Expecting ':' delimiter", at);
      at = skip_space(self, at + 1);
      pair[1] = read_value(self, &at);
      if (as_pairs) {
        mp_obj_list_append(made, mp_obj_new_tuple(2, pair));
      } else {
        mp_obj_dict_store(made, pair[0], pair[1]);
      }
      at = skip_space(self, at);
      if (at < self->end && *at == '}') break;
      if (at == self->end || *at != ',') fail(self, "Expecting ',' delimiter", at);
      const char* comma = at;
      at = skip_space(self, at + 1);
      if (at < self->end && *at == '}') fail(self, "Illegal trailing comma before end of object", comma);
    }
  }
  *position = at + 1;
  if (as_pairs) return mp_call_function_1(self->pairs_hook, made);
  return self->object_hook != mp_const_none ? mp_call_function_1(self->object_hook, made) : made;
}

static mp_obj_t read_array(const reader* self, const char** position) {
  mp_obj_t made = mp_obj_new_list(0, NULL);
  const char* at = skip_space(self, *position);
  if (at == self->end || *at != ']') {
    for (;;) {
      mp_obj_list_append(made, read_value(self, &at));
      at = skip_space(self, at);
      if (at < self->end && *at == ']') break;
      if (at == self->end || *at != ',') fail(self, "Expecting ',' delimiter", at);
      const char* comma = at;
      at = skip_space(self, at + 1);
      if (at < self->end && *at == ']') fail(self, "Illegal trailing comma before end of array", comma);
    }
  }
  *position = at + 1;
  return made;
}

static mp_obj_t read_value(const reader* self, const char** position) {
  mp_cstack_check();
  static const struct {
    const char* name;
    mp_rom_obj_t value;
  } words[] = {{"null", MP_ROM_NONE}, {"true", MP_ROM_TRUE}, {"false", MP_ROM_FALSE}};
  static const char* const constants[] = {"NaN", "Infinity", "-Infinity"};
  const char* at = *position;
  if (at == self->end) fail(self, "Expecting value", at);
  if (*at == '"') return read_string(self, position);
  if (*at == '{') {
    *position = at + 1;
    return read_object(self, position);
  }
  if (*at == '[') {
    *position = at + 1;
    return read_array(self, position);
  }
  for (size_t i = 0; i < MP_ARRAY_SIZE(words); i++) {
    if (!starts_with(self, at, words[i].name)) continue;
    *position = at + strlen(words[i].name);
    return MP_OBJ_FROM_PTR(words[i].value);
  }
  for (size_t i = 0; i < MP_ARRAY_SIZE(constants); i++) {
    if (!starts_with(self, at, constants[i])) continue;
    size_t length = strlen(constants[i]);
    *position = at + length;
    if (self->parse_constant != mp_const_none) {
      return mp_call_function_1(self->parse_constant, mp_obj_new_str(constants[i], length));
    }
    mp_float_t value = (mp_float_t)(i == 0 ? __builtin_nan("") : __builtin_inf());
    return mp_obj_new_float(i == 2 ? -value : value);
  }
  if (*at == '-' || is_digit(self, at)) return read_number(self, position);
  fail(self, "Expecting value", at);
}

/* read(text, start, error, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, strict)
 * returns (value, where it ends); `start` is None for the whole text, which may then hold nothing else. */
static mp_obj_t json_read(size_t count, const mp_obj_t* args) {
  (void)count;
  size_t length;
  reader self = {.text = mp_obj_str_get_data(args[0], &length),
                 .error = args[2],
                 .object_hook = args[3],
                 .pairs_hook = args[4],
                 .parse_float = args[5],
                 .parse_int = args[6],
                 .parse_constant = args[7],
                 .is_strict = mp_obj_is_true(args[8])};
  self.end = self.text + length;
  const char* at = self.text;
  if (args[1] == mp_const_none) {
    if (starts_with(&self, at, "\xef\xbb\xbf"))
      fail(&self, "Unexpected UTF-8 BOM (decode using utf-8-sig)", at);
    at = skip_space(&self, at);
  } else {
    for (mp_int_t skipped = mp_obj_get_int(args[1]); skipped > 0 && at < self.end; skipped--) {
      at = (const char*)utf8_next_char((const byte*)at);
    }
  }
  mp_obj_t result[2];
  result[0] = read_value(&self, &at);
  if (args[1] == mp_const_none) {
    at = skip_space(&self, at);
    if (at != self.end) fail(&self, "Extra data", at);
    return result[0];
  }
  result[1] = mp_obj_new_int_from_uint(utf8_charlen((const byte*)self.text, (size_t)(at - self.text)));
  return mp_obj_new_tuple(2, result);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(json_read_obj, 9, 9, json_read);

static const mp_rom_map_elem_t json_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR__json)},
    {MP_ROM_QSTR(MP_QSTR_write), MP_ROM_PTR(&json_write_obj)},
    {MP_ROM_QSTR(MP_QSTR_read), MP_ROM_PTR(&json_read_obj)},
};
static MP_DEFINE_CONST_DICT(json_globals, json_globals_table);

const mp_obj_module_t json_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&json_globals,
};
MP_REGISTER_MODULE(MP_QSTR__json, json_module);

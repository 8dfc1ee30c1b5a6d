#include "str_methods.h"

#include <string.h>

#include "format.h"
#include "py/objlist.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/runtime.h"
#include "py/unicode.h"
#include "unicode/ucd.h"

/* A str, bytes or bytearray to read. */
typedef struct {
  const mp_obj_type_t* type;
  const byte* data;
  size_t length;
  bool is_str;
} text;

static text get_text(mp_obj_t object) {
  text t = {.type = mp_obj_get_type(object)};
  t.is_str = t.type == &mp_type_str;
  if (t.is_str || t.type == &mp_type_bytes) {
    GET_STR_DATA_LEN(object, data, length);
    t.data = data;
    t.length = length;
  } else {
    mp_buffer_info_t buffer;
    mp_get_buffer_raise(object, &buffer, MP_BUFFER_READ);
    t.data = buffer.buf;
    t.length = buffer.len;
  }
  return t;
}

/* An argument, which has to be of the same kind. */
static text get_same_kind(const text* self, mp_obj_t object) {
  mp_buffer_info_t buffer;
  object = mp_obj_plain_text(object);
  if (self->is_str ? !mp_obj_is_str(object)
                   : mp_obj_is_str(object) || !mp_get_buffer(object, &buffer, MP_BUFFER_READ)) {
    mp_raise_msg_varg(&mp_type_TypeError,
                      self->is_str ? MP_ERROR_TEXT("must be str, not %s")
                                   : MP_ERROR_TEXT("a bytes-like object is required, not '%s'"),
                      mp_obj_get_type_str(object));
  }
  return get_text(object);
}

static mp_obj_t new_text(const text* like, const byte* data, size_t length) {
  return mp_obj_new_str_of_type(like->type, data, length);
}

static mp_obj_t finish(const text* like, vstr_t* out) {
  if (like->is_str) return mp_obj_new_str_from_vstr(out);
  if (like->type == &mp_type_bytes) return mp_obj_new_bytes_from_vstr(out);
  return mp_obj_new_bytearray(out->len, out->buf);
}

static uint32_t next_character(const text* t, const byte** at) {
  if (!t->is_str) return *(*at)++;
  const uint32_t c = utf8_get_char(*at);
  *at = utf8_next_char(*at);
  return c;
}

static void add(vstr_t* out, const text* like, uint32_t c) {
  if (like->is_str) {
    vstr_add_char(out, c);
  } else {
    vstr_add_byte(out, (byte)c);
  }
}

static size_t count_characters(const text* t) {
  return t->is_str ? utf8_charlen(t->data, t->length) : t->length;
}

/* ---- case ---- */

static bool is_cased(uint32_t c) { return ucd_is_lower(c) || ucd_is_upper(c) || ucd_is_title(c); }

/* Characters that do not count when a word's end is looked for: marks and what stands inside of words. */
static bool is_case_ignorable(uint32_t c) {
  return c == '\'' || c == '.' || c == ':' || c == '^' || c == '`' || c == 0xa8 || c == 0xad || c == 0xaf ||
         c == 0xb4 || c == 0xb7 || c == 0xb8 || (c >= 0x2b0 && c <= 0x36f) || (c >= 0x483 && c <= 0x489) ||
         c == 0x2018 || c == 0x2019 || c == 0x2024 || c == 0x2027 || (c >= 0x200b && c <= 0x200f);
}

#define CAPITAL_SIGMA 0x3a3
#define FINAL_SIGMA 0x3c2

/* Whether the capital sigma before `behind` is the last letter of a word. */
static bool is_final_sigma(const text* t, const byte* sigma, const byte* behind) {
  const byte* s = sigma;
  bool letter_before = false;
  while (s > t->data) {
    do {
      s--;
    } while (s > t->data && UTF8_IS_CONT(*s));
    const uint32_t c = utf8_get_char(s);
    if (is_case_ignorable(c)) continue;
    letter_before = is_cased(c);
    break;
  }
  if (!letter_before) return false;
  for (s = behind; s < t->data + t->length; s = utf8_next_char(s)) {
    const uint32_t c = utf8_get_char(s);
    if (!is_case_ignorable(c)) return !is_cased(c);
  }
  return true;
}

typedef enum { LOWER, UPPER, TITLE, CAPITALIZE, SWAP, FOLD } change;

static unsigned change_one(change how, uint32_t c, bool in_word, uint32_t* out) {
  switch (how) {
    case LOWER:
      return ucd_lower(c, out);
    case UPPER:
      return ucd_upper(c, out);
    case FOLD:
      return ucd_casefold(c, out);
    case SWAP:
      return ucd_is_upper(c) ? ucd_lower(c, out) : ucd_is_lower(c) ? ucd_upper(c, out) : (out[0] = c, 1);
    default:
      return in_word ? ucd_lower(c, out) : ucd_title(c, out);
  }
}

static mp_obj_t change_case(mp_obj_t self, change how) {
  const text t = get_text(self);
  vstr_t out;
  vstr_init(&out, t.length + 1);
  bool in_word = false; /* where a small letter has to follow */
  for (const byte* s = t.data; s < t.data + t.length;) {
    const byte* start = s;
    const uint32_t c = next_character(&t, &s);
    if (!t.is_str && c >= 128) {
      add(&out, &t, c);
      in_word = how == CAPITALIZE;
      continue;
    }
    uint32_t image[UCD_IMAGE_MAX];
    unsigned count = change_one(how, c, in_word, image);
    const bool becomes_small =
        how == LOWER || how == SWAP || ((how == TITLE || how == CAPITALIZE) && in_word);
    if (c == CAPITAL_SIGMA && becomes_small && is_final_sigma(&t, start, s)) image[0] = FINAL_SIGMA;
    for (unsigned i = 0; i < count; i++) add(&out, &t, image[i]);
    in_word = how == CAPITALIZE || is_cased(c);
  }
  return finish(&t, &out);
}

#define DEFINE_CHANGE(name, how)                                                \
  static mp_obj_t text_##name(mp_obj_t self) { return change_case(self, how); } \
  MP_DEFINE_CONST_FUN_OBJ_1(text_##name##_obj, text_##name)
DEFINE_CHANGE(lower, LOWER);
DEFINE_CHANGE(upper, UPPER);
DEFINE_CHANGE(title, TITLE);
DEFINE_CHANGE(capitalize, CAPITALIZE);
DEFINE_CHANGE(swapcase, SWAP);
DEFINE_CHANGE(casefold, FOLD);

/* ---- questions ---- */

static bool is_ascii(uint32_t c) { return c < 128; }

/* Bytes that are no ASCII have no property. */
static bool is_true_for_all(mp_obj_t self, bool (*test)(uint32_t), bool when_empty) {
  const text t = get_text(self);
  if (t.length == 0) return when_empty;
  for (const byte* s = t.data; s < t.data + t.length;) {
    const uint32_t c = next_character(&t, &s);
    if ((!t.is_str && c >= 128) || !test(c)) return false;
  }
  return true;
}

#define DEFINE_QUESTION(name, test, when_empty)                      \
  static mp_obj_t text_##name(mp_obj_t self) {                       \
    return mp_obj_new_bool(is_true_for_all(self, test, when_empty)); \
  }                                                                  \
  MP_DEFINE_CONST_FUN_OBJ_1(text_##name##_obj, text_##name)
DEFINE_QUESTION(isalpha, ucd_is_alpha, false);
DEFINE_QUESTION(isalnum, ucd_is_alnum, false);
DEFINE_QUESTION(isdigit, ucd_is_digit, false);
DEFINE_QUESTION(isdecimal, ucd_is_decimal, false);
DEFINE_QUESTION(isnumeric, ucd_is_numeric, false);
DEFINE_QUESTION(isprintable, ucd_is_printable, true);
DEFINE_QUESTION(isascii, is_ascii, true);

static bool is_byte_space(uint32_t c) { return c == ' ' || (c >= 9 && c <= 13); }

static mp_obj_t text_isspace(mp_obj_t self) {
  return mp_obj_new_bool(is_true_for_all(self, get_text(self).is_str ? ucd_is_space : is_byte_space, false));
}
MP_DEFINE_CONST_FUN_OBJ_1(text_isspace_obj, text_isspace);

/* Whole ranges of quotes, currencies, arrows, mathematical and other signs, among which no letter lies. */
static bool is_sign(uint32_t c) {
  static const uint32_t ranges[][2] = {
      {0xa0, 0xa9},     {0xab, 0xb4},      {0xb6, 0xb6},     {0xb8, 0xb9},     {0xbb, 0xbf},
      {0xd7, 0xd7},     {0xf7, 0xf7},      {0x2000, 0x203e}, {0x2041, 0x2053}, {0x2055, 0x206f},
      {0x20a0, 0x20cf}, {0x2190, 0x2bff},  {0x3000, 0x3004}, {0x3008, 0x3020}, {0xff01, 0xff0f},
      {0xff1a, 0xff20}, {0x1f000, 0x1faff}};
  for (size_t i = 0; i < MP_ARRAY_SIZE(ranges); i++) {
    if (ranges[i][0] <= c && c <= ranges[i][1]) return true;
  }
  return false;
}
/* Marks, letter numbers and some punctuation belong to identifiers and some letters do not, of which there is
 * no table. */
static bool may_be_in_identifier(uint32_t c) {
  if (c < 128) return c == '_' || ucd_is_alnum(c);
  return ucd_is_printable(c) && (ucd_is_decimal(c) || !ucd_is_digit(c)) && !is_sign(c);
}
static bool is_known_in_identifier(uint32_t c) {
  const bool is_odd_letter = c == 0x37a || c == 0x2e2f || (c >= 0xfc5e && c < 0xfe80);
  return c == '_' || ((ucd_is_alpha(c) || ucd_is_decimal(c)) && !is_odd_letter);
}
static bool may_begin_identifier(uint32_t c) { return may_be_in_identifier(c) && !ucd_is_decimal(c); }
static bool is_known_to_begin_identifier(uint32_t c) {
  const bool is_odd_letter = c == 0xe33 || c == 0xeb3 || c == 0xff9e || c == 0xff9f;
  return c == '_' || (ucd_is_alpha(c) && !is_odd_letter);
}

bool text_may_be_identifier(const byte* data, size_t length) {
  bool (*may_be)(uint32_t) = may_begin_identifier;
  for (const byte* s = data; s < data + length; s = utf8_next_char(s)) {
    if (!may_be(utf8_get_char(s))) return false;
    may_be = may_be_in_identifier;
  }
  return true;
}

static mp_obj_t text_isidentifier(mp_obj_t self) {
  const text t = get_text(self);
  const uint32_t first = t.length == 0 ? ' ' : utf8_get_char(t.data);
  if (!may_begin_identifier(first) || !is_true_for_all(self, may_be_in_identifier, false)) {
    return mp_const_false;
  }
  if (!is_known_to_begin_identifier(first) || !is_true_for_all(self, is_known_in_identifier, false)) {
    mp_raise_NotImplementedError(MP_ERROR_TEXT(
        "isidentifier() knows letters and decimal digits in the small guest, no other characters"));
  }
  return mp_const_true;
}
MP_DEFINE_CONST_FUN_OBJ_1(text_isidentifier_obj, text_isidentifier);

static mp_obj_t has_case(mp_obj_t self, bool (*wanted)(uint32_t), bool (*forbidden)(uint32_t)) {
  const text t = get_text(self);
  bool found = false;
  for (const byte* s = t.data; s < t.data + t.length;) {
    const uint32_t c = next_character(&t, &s);
    if (!t.is_str && c >= 128) continue;
    if (forbidden(c) || ucd_is_title(c)) return mp_const_false;
    found = found || wanted(c);
  }
  return mp_obj_new_bool(found);
}

static mp_obj_t text_islower(mp_obj_t self) { return has_case(self, ucd_is_lower, ucd_is_upper); }
MP_DEFINE_CONST_FUN_OBJ_1(text_islower_obj, text_islower);
static mp_obj_t text_isupper(mp_obj_t self) { return has_case(self, ucd_is_upper, ucd_is_lower); }
MP_DEFINE_CONST_FUN_OBJ_1(text_isupper_obj, text_isupper);

static mp_obj_t text_istitle(mp_obj_t self) {
  const text t = get_text(self);
  bool found = false;
  bool in_word = false;
  for (const byte* s = t.data; s < t.data + t.length;) {
    const uint32_t c = next_character(&t, &s);
    const bool counts = t.is_str || c < 128;
    if (counts && (ucd_is_upper(c) || ucd_is_title(c))) {
      if (in_word) return mp_const_false;
      in_word = found = true;
    } else if (counts && ucd_is_lower(c)) {
      if (!in_word) return mp_const_false;
      found = true;
    } else {
      in_word = false;
    }
  }
  return mp_obj_new_bool(found);
}
MP_DEFINE_CONST_FUN_OBJ_1(text_istitle_obj, text_istitle);

/* ---- padding ---- */

static mp_obj_t pad(size_t n_args, const mp_obj_t* args, bool left, bool right) {
  const mp_int_t width = mp_obj_get_int(args[1]); /* the answer may change a bytearray */
  const text t = get_text(args[0]);
  text fill = {.data = (const byte*)" ", .length = 1, .is_str = t.is_str};
  if (n_args > 2) {
    fill = get_same_kind(&t, args[2]);
    if (count_characters(&fill) != 1) {
      mp_raise_TypeError(MP_ERROR_TEXT("The fill character must be exactly one character long"));
    }
  }
  const mp_int_t length = (mp_int_t)count_characters(&t);
  if (width <= length) return t.type == &mp_type_bytearray ? new_text(&t, t.data, t.length) : args[0];
  const mp_int_t padding = width - length;
  /* Which side gets the odd one of center() depends on the width, as in CPython. */
  const mp_int_t before = left && right ? padding / 2 + (padding & width & 1) : left ? padding : 0;
  vstr_t out;
  vstr_init(&out, t.length + (size_t)padding * fill.length + 1);
  for (mp_int_t i = 0; i < before; i++) vstr_add_strn(&out, (const char*)fill.data, fill.length);
  vstr_add_strn(&out, (const char*)t.data, t.length);
  for (mp_int_t i = before; i < padding; i++) vstr_add_strn(&out, (const char*)fill.data, fill.length);
  return finish(&t, &out);
}

static mp_obj_t text_ljust(size_t n_args, const mp_obj_t* args) { return pad(n_args, args, false, true); }
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(text_ljust_obj, 2, 3, text_ljust);
static mp_obj_t text_rjust(size_t n_args, const mp_obj_t* args) { return pad(n_args, args, true, false); }
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(text_rjust_obj, 2, 3, text_rjust);
static mp_obj_t text_center(size_t n_args, const mp_obj_t* args) { return pad(n_args, args, true, true); }
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(text_center_obj, 2, 3, text_center);

static mp_obj_t text_zfill(mp_obj_t self, mp_obj_t width_in) {
  const mp_int_t width = mp_obj_get_int(width_in);
  const text t = get_text(self);
  const mp_int_t length = (mp_int_t)count_characters(&t);
  if (width <= length) return t.type == &mp_type_bytearray ? new_text(&t, t.data, t.length) : self;
  vstr_t out;
  vstr_init(&out, t.length + (size_t)(width - length) + 1);
  size_t sign = t.length > 0 && (t.data[0] == '+' || t.data[0] == '-') ? 1 : 0;
  vstr_add_strn(&out, (const char*)t.data, sign);
  for (mp_int_t i = length; i < width; i++) vstr_add_byte(&out, '0');
  vstr_add_strn(&out, (const char*)t.data + sign, t.length - sign);
  return finish(&t, &out);
}
MP_DEFINE_CONST_FUN_OBJ_2(text_zfill_obj, text_zfill);

static mp_obj_t text_expandtabs(size_t n_args, const mp_obj_t* args, mp_map_t* kw_args) {
  static const mp_arg_t allowed[] = {{MP_QSTR_tabsize, MP_ARG_INT, {.u_int = 8}}};
  mp_arg_val_t size;
  mp_arg_parse_all(n_args - 1, args + 1, kw_args, 1, allowed, &size);
  const text t = get_text(args[0]);
  vstr_t out;
  vstr_init(&out, t.length + 1);
  mp_int_t column = 0;
  for (const byte* s = t.data; s < t.data + t.length;) {
    const uint32_t c = next_character(&t, &s);
    if (c == '\t') {
      for (mp_int_t n = size.u_int > 0 ? size.u_int - column % size.u_int : 0; n > 0; n--) {
        vstr_add_byte(&out, ' ');
        column++;
      }
      continue;
    }
    add(&out, &t, c);
    column = c == '\n' || c == '\r' ? 0 : column + 1;
  }
  return finish(&t, &out);
}
MP_DEFINE_CONST_FUN_OBJ_KW(text_expandtabs_obj, 1, text_expandtabs);

/* ---- taking apart ---- */

static mp_obj_t text_removeprefix(mp_obj_t self, mp_obj_t prefix_in) {
  const text t = get_text(self);
  const text prefix = get_same_kind(&t, prefix_in);
  if (prefix.length > t.length || memcmp(t.data, prefix.data, prefix.length) != 0)
    return new_text(&t, t.data, t.length);
  return new_text(&t, t.data + prefix.length, t.length - prefix.length);
}
MP_DEFINE_CONST_FUN_OBJ_2(text_removeprefix_obj, text_removeprefix);

static mp_obj_t text_removesuffix(mp_obj_t self, mp_obj_t suffix_in) {
  const text t = get_text(self);
  const text suffix = get_same_kind(&t, suffix_in);
  if (suffix.length > t.length ||
      memcmp(t.data + t.length - suffix.length, suffix.data, suffix.length) != 0) {
    return new_text(&t, t.data, t.length);
  }
  return new_text(&t, t.data, t.length - suffix.length);
}
MP_DEFINE_CONST_FUN_OBJ_2(text_removesuffix_obj, text_removesuffix);

static bool is_line_end(const text* t, uint32_t c) {
  if (c == '\n' || c == '\r') return true;
  return t->is_str &&
         (c == 0x0b || c == 0x0c || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029);
}

static mp_obj_t text_splitlines(size_t n_args, const mp_obj_t* args, mp_map_t* kw_args) {
  static const mp_arg_t allowed[] = {{MP_QSTR_keepends, MP_ARG_BOOL, {.u_bool = false}}};
  mp_arg_val_t keep;
  mp_arg_parse_all(n_args - 1, args + 1, kw_args, 1, allowed, &keep);
  const text t = get_text(args[0]);
  const mp_obj_t list = mp_obj_new_list(0, NULL);
  const byte* top = t.data + t.length;
  for (const byte* line = t.data; line < top;) {
    const byte* end = line;
    const byte* next = line;
    while (next < top) {
      end = next;
      const uint32_t c = next_character(&t, &next);
      if (is_line_end(&t, c)) {
        if (c == '\r' && next < top && *next == '\n') next++;
        break;
      }
      end = next;
    }
    mp_obj_list_append(list, new_text(&t, line, (size_t)((keep.u_bool ? next : end) - line)));
    line = next;
  }
  return list;
}
MP_DEFINE_CONST_FUN_OBJ_KW(text_splitlines_obj, 1, text_splitlines);

static bool is_space(const text* t, uint32_t c) { return t->is_str ? ucd_is_space(c) : is_byte_space(c); }

static const byte* skip_forward(const text* t, const byte* s, bool space) {
  while (s < t->data + t->length) {
    const byte* next = s;
    if (is_space(t, next_character(t, &next)) != space) break;
    s = next;
  }
  return s;
}

static const byte* step_back(const text* t, const byte* s) {
  do {
    s--;
  } while (t->is_str && s > t->data && UTF8_IS_CONT(*s));
  return s;
}

static const byte* skip_back(const text* t, const byte* s, bool space) {
  while (s > t->data) {
    const byte* before = step_back(t, s);
    const byte* at = before;
    if (is_space(t, next_character(t, &at)) != space) break;
    s = before;
  }
  return s;
}

static void split_at_spaces(mp_obj_t list, const text* t, mp_int_t limit, bool from_end) {
  const byte* top = t->data + t->length;
  if (from_end) {
    const byte* end = skip_back(t, top, true);
    for (mp_int_t n = 0; end > t->data; n++) {
      const byte* start =
          limit >= 0 && n >= limit ? skip_forward(t, t->data, true) : skip_back(t, end, false);
      if (limit >= 0 && n >= limit) start = t->data;
      mp_obj_list_append(list, new_text(t, start, (size_t)(end - start)));
      end = skip_back(t, start, true);
    }
    return;
  }
  const byte* start = skip_forward(t, t->data, true);
  for (mp_int_t n = 0; start < top; n++) {
    const byte* end = limit >= 0 && n >= limit ? top : skip_forward(t, start, false);
    mp_obj_list_append(list, new_text(t, start, (size_t)(end - start)));
    start = skip_forward(t, end, true);
  }
}

static void split_at(mp_obj_t list, const text* t, const text* separator, mp_int_t limit, bool from_end) {
  const byte* start = t->data;
  const byte* end = t->data + t->length;
  for (mp_int_t n = 0; limit < 0 || n < limit; n++) {
    const byte* found =
        find_subbytes(start, (size_t)(end - start), separator->data, separator->length, from_end ? -1 : 1);
    if (found == NULL) break;
    const byte* behind = found + separator->length;
    if (from_end) {
      mp_obj_list_append(list, new_text(t, behind, (size_t)(end - behind)));
      end = found;
    } else {
      mp_obj_list_append(list, new_text(t, start, (size_t)(found - start)));
      start = behind;
    }
  }
  mp_obj_list_append(list, new_text(t, start, (size_t)(end - start)));
}

static mp_obj_t split(size_t n_args, const mp_obj_t* args, mp_map_t* kw_args, bool from_end) {
  static const mp_arg_t allowed[] = {
      {MP_QSTR_sep, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
      {MP_QSTR_maxsplit, MP_ARG_INT, {.u_int = -1}},
  };
  mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
  mp_arg_parse_all(n_args - 1, args + 1, kw_args, MP_ARRAY_SIZE(allowed), allowed, values);
  const text t = get_text(args[0]);
  const mp_obj_t list = mp_obj_new_list(0, NULL);
  if (values[0].u_obj == mp_const_none) {
    split_at_spaces(list, &t, values[1].u_int, from_end);
  } else {
    const text separator = get_same_kind(&t, values[0].u_obj);
    if (separator.length == 0) mp_raise_ValueError(MP_ERROR_TEXT("empty separator"));
    split_at(list, &t, &separator, values[1].u_int, from_end);
  }
  if (from_end) {
    mp_obj_list_t* l = MP_OBJ_TO_PTR(list);
    for (size_t i = 0, j = l->len; i + 1 < j; i++) {
      j--;
      const mp_obj_t other = l->items[i];
      l->items[i] = l->items[j];
      l->items[j] = other;
    }
  }
  return list;
}

static mp_obj_t text_split(size_t n_args, const mp_obj_t* args, mp_map_t* kw_args) {
  return split(n_args, args, kw_args, false);
}
MP_DEFINE_CONST_FUN_OBJ_KW(text_split_obj, 1, text_split);
static mp_obj_t text_rsplit(size_t n_args, const mp_obj_t* args, mp_map_t* kw_args) {
  return split(n_args, args, kw_args, true);
}
MP_DEFINE_CONST_FUN_OBJ_KW(text_rsplit_obj, 1, text_rsplit);

static bool is_one_of(const text* set, uint32_t c) {
  for (const byte* s = set->data; s < set->data + set->length;) {
    if (next_character(set, &s) == c) return true;
  }
  return false;
}

static mp_obj_t strip(size_t n_args, const mp_obj_t* args, bool left, bool right) {
  const text t = get_text(args[0]);
  const bool spaces = n_args < 2 || args[1] == mp_const_none;
  text set = t;
  if (!spaces) set = get_same_kind(&t, args[1]);
  const byte* start = t.data;
  const byte* end = t.data + t.length;
  while (left && start < end) {
    const byte* next = start;
    const uint32_t c = next_character(&t, &next);
    if (!(spaces ? is_space(&t, c) : is_one_of(&set, c))) break;
    start = next;
  }
  while (right && end > start) {
    const byte* before = step_back(&t, end);
    const byte* at = before;
    const uint32_t c = next_character(&t, &at);
    if (!(spaces ? is_space(&t, c) : is_one_of(&set, c))) break;
    end = before;
  }
  if ((size_t)(end - start) == t.length && t.type != &mp_type_bytearray) return args[0];
  return new_text(&t, start, (size_t)(end - start));
}

static mp_obj_t text_strip(size_t n_args, const mp_obj_t* args) { return strip(n_args, args, true, true); }
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(text_strip_obj, 1, 2, text_strip);
static mp_obj_t text_lstrip(size_t n_args, const mp_obj_t* args) { return strip(n_args, args, true, false); }
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(text_lstrip_obj, 1, 2, text_lstrip);
static mp_obj_t text_rstrip(size_t n_args, const mp_obj_t* args) { return strip(n_args, args, false, true); }
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(text_rstrip_obj, 1, 2, text_rstrip);

/* ---- translate ---- */

static mp_obj_t translate_bytes(const text* t, mp_obj_t table_in, mp_obj_t delete_in) {
  text table = {.length = 0};
  if (table_in != mp_const_none) {
    table = get_same_kind(t, table_in);
    if (table.length != 256)
      mp_raise_ValueError(MP_ERROR_TEXT("translation table must be 256 characters long"));
  }
  text deleted = {.length = 0};
  if (delete_in != MP_OBJ_NULL) deleted = get_same_kind(t, delete_in);
  vstr_t out;
  vstr_init(&out, t->length + 1);
  for (size_t i = 0; i < t->length; i++) {
    const byte c = t->data[i];
    if (deleted.length > 0 && memchr(deleted.data, c, deleted.length) != NULL) continue;
    vstr_add_byte(&out, table.length > 0 ? table.data[c] : c);
  }
  return finish(t, &out);
}

/* table[c], or MP_OBJ_NULL when the table does not know it. */
static mp_obj_t look_up(mp_obj_t table, uint32_t c) {
  const mp_obj_t key = MP_OBJ_NEW_SMALL_INT(c);
  if (mp_obj_is_dict_or_ordereddict(table)) {
    mp_map_elem_t* found = mp_map_lookup(mp_obj_dict_get_map(table), key, MP_MAP_LOOKUP);
    return found == NULL ? MP_OBJ_NULL : found->value;
  }
  nlr_buf_t nlr;
  if (nlr_push(&nlr) == 0) {
    const mp_obj_t value = mp_obj_subscr(table, key, MP_OBJ_SENTINEL);
    nlr_pop();
    return value;
  }
  if (mp_obj_is_subclass_fast(MP_OBJ_FROM_PTR(((mp_obj_base_t*)nlr.ret_val)->type),
                              MP_OBJ_FROM_PTR(&mp_type_LookupError))) {
    return MP_OBJ_NULL;
  }
  nlr_raise(MP_OBJ_FROM_PTR(nlr.ret_val));
}

static mp_obj_t text_translate(size_t n_args, const mp_obj_t* args, mp_map_t* kw_args) {
  static const mp_arg_t allowed[] = {
      {MP_QSTR_table, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
      {MP_QSTR_delete, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_PTR(MP_OBJ_NULL)}},
  };
  mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
  mp_arg_parse_all(n_args - 1, args + 1, kw_args, MP_ARRAY_SIZE(allowed), allowed, values);
  const text t = get_text(args[0]);
  if (!t.is_str) return translate_bytes(&t, values[0].u_obj, values[1].u_obj);
  vstr_t out;
  vstr_init(&out, t.length + 1);
  for (const byte* s = t.data; s < t.data + t.length;) {
    const uint32_t c = next_character(&t, &s);
    mp_obj_t image = look_up(values[0].u_obj, c);
    if (image != MP_OBJ_NULL) image = mp_obj_plain_text(image);
    if (image == MP_OBJ_NULL) {
      vstr_add_char(&out, c);
    } else if (mp_obj_is_str(image)) {
      size_t length;
      const char* data = mp_obj_str_get_data(image, &length);
      vstr_add_strn(&out, data, length);
    } else if (image != mp_const_none) {
      const mp_int_t code = mp_obj_get_int(image);
      if (code < 0 || code > 0x10ffff) {
        mp_raise_ValueError(MP_ERROR_TEXT("character mapping must be in range(0x110000)"));
      }
      vstr_add_char(&out, (unichar)code);
    }
  }
  return finish(&t, &out);
}
MP_DEFINE_CONST_FUN_OBJ_KW(text_translate_obj, 2, text_translate);

static mp_obj_t text_maketrans(size_t n_args, const mp_obj_t* args) {
  const mp_obj_t table = mp_obj_new_dict(0);
  if (n_args == 1) {
    if (!mp_obj_is_dict_or_ordereddict(args[0])) {
      mp_raise_TypeError(MP_ERROR_TEXT("if you give only one argument to maketrans it must be a dict"));
    }
    const mp_map_t* map = mp_obj_dict_get_map(args[0]);
    for (size_t i = 0; i < map->alloc; i++) {
      if (!mp_map_slot_is_filled(map, i)) continue;
      mp_obj_t key = map->table[i].key;
      if (mp_obj_is_str(key)) {
        const text k = get_text(key);
        if (count_characters(&k) != 1) {
          mp_raise_ValueError(MP_ERROR_TEXT("string keys in translate table must be of length 1"));
        }
        key = MP_OBJ_NEW_SMALL_INT(utf8_get_char(k.data));
      } else if (!mp_obj_is_int(key) && !mp_obj_is_bool(key)) {
        mp_raise_TypeError(MP_ERROR_TEXT("keys in translate table must be strings or integers"));
      }
      mp_obj_dict_store(table, key, map->table[i].value);
    }
    return table;
  }
  const text like = {.type = &mp_type_str, .is_str = true};
  const text from = get_same_kind(&like, args[0]);
  const text to = get_same_kind(&like, args[1]);
  if (count_characters(&from) != count_characters(&to)) {
    mp_raise_ValueError(MP_ERROR_TEXT("the first two maketrans arguments must have equal length"));
  }
  const byte* b = to.data;
  for (const byte* a = from.data; a < from.data + from.length;) {
    const uint32_t x = next_character(&from, &a);
    mp_obj_dict_store(table, MP_OBJ_NEW_SMALL_INT(x), MP_OBJ_NEW_SMALL_INT(next_character(&to, &b)));
  }
  if (n_args > 2) {
    const text gone = get_same_kind(&like, args[2]);
    for (const byte* s = gone.data; s < gone.data + gone.length;) {
      mp_obj_dict_store(table, MP_OBJ_NEW_SMALL_INT(next_character(&gone, &s)), mp_const_none);
    }
  }
  return table;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(text_maketrans_fun_obj, 1, 3, text_maketrans);
MP_DEFINE_CONST_STATICMETHOD_OBJ(text_maketrans_obj, MP_ROM_PTR(&text_maketrans_fun_obj));

static mp_obj_t text_bytes_maketrans(mp_obj_t from_in, mp_obj_t to_in) {
  const text like = {.type = &mp_type_bytes};
  const text from = get_same_kind(&like, from_in);
  const text to = get_same_kind(&like, to_in);
  if (from.length != to.length)
    mp_raise_ValueError(MP_ERROR_TEXT("maketrans arguments must have same length"));
  byte table[256];
  for (unsigned i = 0; i < 256; i++) table[i] = (byte)i;
  for (size_t i = 0; i < from.length; i++) table[from.data[i]] = to.data[i];
  return mp_obj_new_bytes(table, sizeof(table));
}
static MP_DEFINE_CONST_FUN_OBJ_2(text_bytes_maketrans_fun_obj, text_bytes_maketrans);
MP_DEFINE_CONST_STATICMETHOD_OBJ(text_bytes_maketrans_obj, MP_ROM_PTR(&text_bytes_maketrans_fun_obj));

static mp_obj_t text_format_map(mp_obj_t self, mp_obj_t mapping) {
  return text_format(self, 0, NULL, mapping);
}
MP_DEFINE_CONST_FUN_OBJ_2(text_format_map_obj, text_format_map);

/* ---- encodings ---- */

typedef enum { UTF_8, UTF_8_SIG, ASCII, LATIN_1, CP_1252, UTF_16, UTF_16_LE, UTF_16_BE } codec;

static codec find_codec(const char* name) {
  static const struct {
    const char* name;
    codec kind;
  } kCodecs[] = {
      {"utf8", UTF_8},        {"u8", UTF_8},       {"utf", UTF_8},           {"utf8sig", UTF_8_SIG},
      {"ascii", ASCII},       {"usascii", ASCII},  {"latin1", LATIN_1},      {"latin", LATIN_1},
      {"iso88591", LATIN_1},  {"l1", LATIN_1},     {"utf16", UTF_16},        {"utf16le", UTF_16_LE},
      {"utf16be", UTF_16_BE}, {"cp1252", CP_1252}, {"windows1252", CP_1252}, {"1252", CP_1252},
  };
  char plain[16];
  size_t n = 0;
  for (const char* s = name; *s != 0 && n < sizeof(plain) - 1; s++) {
    if (*s != '-' && *s != '_' && *s != ' ') plain[n++] = (char)ucd_to_lower((uint8_t)*s);
  }
  plain[n] = 0;
  for (size_t i = 0; i < MP_ARRAY_SIZE(kCodecs); i++) {
    if (strcmp(plain, kCodecs[i].name) == 0) return kCodecs[i].kind;
  }
  mp_raise_msg_varg(&mp_type_LookupError, MP_ERROR_TEXT("unknown encoding: %s"), name);
}

/* What Windows-1252 has where Latin-1 has control characters, from 0x80 on; 0 where it has nothing. */
static const uint16_t windows_characters[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

/* The byte of a character in Windows-1252, or -1. */
static int windows_byte(uint32_t c) {
  if (c < 0x80 || (c >= 0xa0 && c < 0x100)) return (int)c;
  for (int i = 0; i < 32; i++)
    if (windows_characters[i] == c) return 0x80 + i;
  return -1;
}

static const char* codec_name(codec kind) {
  static const char* const kNames[] = {"utf-8",   "utf-8",  "ascii",     "latin-1",
                                       "charmap", "utf-16", "utf-16-le", "utf-16-be"};
  return kNames[kind];
}

static _Noreturn void raise_codec_error(const mp_obj_type_t* type, codec kind, mp_obj_t object, size_t start,
                                        size_t end, const char* reason) {
  const mp_obj_t args[] = {mp_obj_new_str_from_cstr(codec_name(kind)), object,
                           mp_obj_new_int_from_uint(start), mp_obj_new_int_from_uint(end),
                           mp_obj_new_str_from_cstr(reason)};
  nlr_raise(mp_obj_exception_make_new(type, 5, 0, args));
}

static _Noreturn void raise_unknown_handler(const char* errors) {
  mp_raise_msg_varg(&mp_type_LookupError, MP_ERROR_TEXT("unknown error handler name '%s'"), errors);
}

/* How long the well-formed UTF-8 sequence at `s` is; 0, `bad` and `reason` when it is not well-formed. */
static size_t check_utf8(const byte* s, const byte* top, size_t* bad, const char** reason) {
  const byte c = *s;
  if (c < 0x80) return 1;
  *bad = 1;
  *reason = "invalid start byte";
  if (c < 0xc2 || c > 0xf4) return 0;
  const size_t length = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
  for (size_t i = 1; i < length; i++) {
    *bad = i;
    if (s + i >= top) {
      *reason = "unexpected end of data";
      return 0;
    }
    const byte low = i == 1 && c == 0xe0 ? 0xa0 : i == 1 && c == 0xf0 ? 0x90 : 0x80;
    const byte high = i == 1 && c == 0xed ? 0x9f : i == 1 && c == 0xf4 ? 0x8f : 0xbf;
    if (s[i] < low || s[i] > high) {
      *reason = "invalid continuation byte";
      return 0;
    }
  }
  return length;
}

bool text_is_utf8(const byte* data, size_t length) {
  const byte* end = data + length;
  while (data < end) {
    uint64_t word;
    if ((size_t)(end - data) >= sizeof word) {
      memcpy(&word, data, sizeof word);
      if ((word & UINT64_C(0x8080808080808080)) == 0) {
        data += sizeof word;
        continue;
      }
    }
    size_t bad;
    const char* reason;
    const size_t taken = check_utf8(data, end, &bad, &reason);
    if (taken == 0) return false;
    data += taken;
  }
  return true;
}

/* What stands for bytes that cannot be decoded. */
static void add_undecodable(vstr_t* out, const byte* data, size_t length, codec kind, size_t start,
                            size_t bad, const char* reason, const char* errors) {
  if (strcmp(errors, "strict") == 0) {
    raise_codec_error(&mp_type_UnicodeDecodeError, kind, mp_obj_new_bytes(data, length), start, start + bad,
                      reason);
  } else if (strcmp(errors, "replace") == 0) {
    vstr_add_char(out, 0xfffd);
  } else if (strcmp(errors, "backslashreplace") == 0) {
    for (size_t i = 0; i < bad; i++) vstr_printf(out, "\\x%02x", data[start + i]);
  } else if (strcmp(errors, "ignore") != 0) {
    raise_unknown_handler(errors);
  }
}

static void decode_utf16(vstr_t* out, const byte* data, size_t length, codec kind, const char* errors) {
  size_t at = 0;
  bool big = kind == UTF_16_BE;
  if (kind == UTF_16 && length >= 2 && (data[0] ^ data[1]) == 1 && (data[0] | data[1]) == 0xff) {
    big = data[0] == 0xfe;
    at = 2;
  }
  while (at < length) {
    if (length - at < 2) {
      add_undecodable(out, data, length, kind, at, 1, "truncated data", errors);
      return;
    }
    uint32_t c = big ? (uint32_t)data[at] << 8 | data[at + 1] : (uint32_t)data[at + 1] << 8 | data[at];
    size_t used = 2;
    if (c >= 0xd800 && c < 0xdc00 && length - at >= 4) {
      const uint32_t low =
          big ? (uint32_t)data[at + 2] << 8 | data[at + 3] : (uint32_t)data[at + 3] << 8 | data[at + 2];
      if (low >= 0xdc00 && low < 0xe000) {
        c = 0x10000 + ((c - 0xd800) << 10 | (low - 0xdc00));
        used = 4;
      }
    }
    if (c >= 0xd800 && c < 0xe000) {
      add_undecodable(out, data, length, kind, at, 2, "illegal encoding", errors);
    } else {
      vstr_add_char(out, c);
    }
    at += used;
  }
}

mp_obj_t text_decode(const byte* data, size_t length, const char* encoding, const char* errors) {
  const codec kind = find_codec(encoding);
  if (kind == UTF_8 && text_is_utf8(data, length)) return mp_obj_new_str((const char*)data, length);
  vstr_t out;
  vstr_init(&out, length + 1);
  size_t at = kind == UTF_8_SIG && length >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  if (kind >= UTF_16) {
    decode_utf16(&out, data, length, kind, errors);
    at = length;
  }
  while (at < length) {
    if (kind >= ASCII) {
      const byte c = data[at];
      if (c < 128 || kind == LATIN_1 || (kind == CP_1252 && c >= 0xa0)) {
        vstr_add_char(&out, c);
      } else if (kind == CP_1252 && windows_characters[c - 0x80] != 0) {
        vstr_add_char(&out, windows_characters[c - 0x80]);
      } else {
        add_undecodable(&out, data, length, kind, at, 1,
                        kind == ASCII ? "ordinal not in range(128)" : "character maps to <undefined>",
                        errors);
      }
      at++;
    } else {
      size_t bad;
      const char* reason;
      const size_t n = check_utf8(data + at, data + length, &bad, &reason);
      if (n > 0) {
        vstr_add_strn(&out, (const char*)data + at, n);
        at += n;
      } else {
        add_undecodable(&out, data, length, kind, at, bad, reason, errors);
        at += bad;
      }
    }
  }
  return mp_obj_new_str_from_vstr(&out);
}

static uint32_t codec_end(codec kind) { return kind == ASCII ? 0x80 : kind == LATIN_1 ? 0x100 : 0x110000; }

static bool is_unencodable(codec kind, uint32_t c) {
  if (kind == CP_1252) return windows_byte(c) < 0;
  return c >= codec_end(kind) || (c >= 0xd800 && c < 0xe000);
}

/* What stands for the character at `s`, which cannot be encoded. */
static void add_unencodable(vstr_t* out, mp_obj_t text_in, const byte* s, codec kind, size_t index,
                            const char* errors) {
  const text t = get_text(text_in);
  const uint32_t c = next_character(&t, &s);
  if (strcmp(errors, "strict") == 0) {
    size_t end = index + 1;
    while (s < t.data + t.length && is_unencodable(kind, next_character(&t, &s))) end++;
    raise_codec_error(&mp_type_UnicodeEncodeError, kind, text_in, index, end,
                      kind == ASCII     ? "ordinal not in range(128)"
                      : kind == LATIN_1 ? "ordinal not in range(256)"
                      : kind == CP_1252 ? "character maps to <undefined>"
                                        : "surrogates not allowed");
  } else if (strcmp(errors, "replace") == 0) {
    vstr_add_byte(out, '?');
  } else if (strcmp(errors, "backslashreplace") == 0) {
    vstr_printf(out, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", (unsigned)c);
  } else if (strcmp(errors, "xmlcharrefreplace") == 0) {
    vstr_printf(out, "&#%u;", (unsigned)c);
  } else if (strcmp(errors, "ignore") != 0) {
    raise_unknown_handler(errors);
  }
}

static void add_utf16(vstr_t* out, uint32_t unit, bool big) {
  vstr_add_byte(out, (byte)(big ? unit >> 8 : unit));
  vstr_add_byte(out, (byte)(big ? unit : unit >> 8));
}

mp_obj_t text_encode(mp_obj_t text_in, const char* encoding, const char* errors) {
  const text t = get_text(text_in);
  const codec kind = find_codec(encoding);
  vstr_t out;
  vstr_init(&out, t.length + 4);
  if (kind == UTF_8_SIG) vstr_add_strn(&out, "\xef\xbb\xbf", 3);
  if (kind == UTF_16) vstr_add_strn(&out, "\xff\xfe", 2);
  size_t index = 0;
  for (const byte* s = t.data; s < t.data + t.length; index++) {
    const byte* start = s;
    const uint32_t c = next_character(&t, &s);
    if (is_unencodable(kind, c)) {
      add_unencodable(&out, text_in, start, kind, index, errors);
    } else if (kind >= UTF_16) {
      if (c >= 0x10000) {
        add_utf16(&out, 0xd800 + ((c - 0x10000) >> 10), kind == UTF_16_BE);
        add_utf16(&out, 0xdc00 + ((c - 0x10000) & 0x3ff), kind == UTF_16_BE);
      } else {
        add_utf16(&out, c, kind == UTF_16_BE);
      }
    } else if (kind >= ASCII) {
      vstr_add_byte(&out, (byte)(kind == CP_1252 ? windows_byte(c) : (int)c));
    } else {
      vstr_add_strn(&out, (const char*)start, (size_t)(s - start));
    }
  }
  return mp_obj_new_bytes_from_vstr(&out);
}

static const mp_arg_t kCodecArgs[] = {
    {MP_QSTR_encoding, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_QSTR(MP_QSTR_utf_hyphen_8)}},
    {MP_QSTR_errors, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_QSTR(MP_QSTR_strict)}},
};

static mp_obj_t text_encode_method(size_t n_args, const mp_obj_t* args, mp_map_t* kw_args) {
  mp_arg_val_t values[MP_ARRAY_SIZE(kCodecArgs)];
  mp_arg_parse_all(n_args - 1, args + 1, kw_args, MP_ARRAY_SIZE(kCodecArgs), kCodecArgs, values);
  return text_encode(args[0], mp_obj_str_get_str(values[0].u_obj), mp_obj_str_get_str(values[1].u_obj));
}
MP_DEFINE_CONST_FUN_OBJ_KW(text_encode_obj, 1, text_encode_method);

static mp_obj_t text_decode_method(size_t n_args, const mp_obj_t* args, mp_map_t* kw_args) {
  mp_arg_val_t values[MP_ARRAY_SIZE(kCodecArgs)];
  mp_arg_parse_all(n_args - 1, args + 1, kw_args, MP_ARRAY_SIZE(kCodecArgs), kCodecArgs, values);
  mp_buffer_info_t buffer;
  mp_get_buffer_raise(args[0], &buffer, MP_BUFFER_READ);
  return text_decode(buffer.buf, buffer.len, mp_obj_str_get_str(values[0].u_obj),
                     mp_obj_str_get_str(values[1].u_obj));
}
MP_DEFINE_CONST_FUN_OBJ_KW(text_decode_obj, 1, text_decode_method);

#include "format.h"

#include <math.h>
#include <string.h>

#include "decimal.h"
#include "py/objint.h"
#include "py/objstr.h"
#include "py/objtype.h"
#include "py/runtime.h"
#include "py/unicode.h"

/* Fields inside of fields inside of... */
#define DEPTH_MAX 2
#define PRECISION_MAX 100000000
#define PRECISION_DEFAULT (-1)

/* ---- floats ---- */

static char digit_at(const decimal* d, int32_t i) {
  return i >= 0 && (uint32_t)i < d->count ? d->digits[i] : '0';
}

static void add_digits(vstr_t* out, const decimal* d, int32_t from, int32_t to) {
  for (; from < to; from++) vstr_add_byte(out, (byte)digit_at(d, from));
}

/* Digits, the point after `point` of them, and `places` behind it. */
static void add_fixed(vstr_t* out, const decimal* d, int32_t places, bool alternate) {
  if (d->count == 0 || d->point <= 0) {
    vstr_add_byte(out, '0');
  } else {
    add_digits(out, d, 0, d->point);
  }
  if (places > 0 || alternate) vstr_add_byte(out, '.');
  const int32_t from = d->count == 0 ? 0 : d->point;
  add_digits(out, d, from, from + places);
}

static void add_exponential(vstr_t* out, const decimal* d, int32_t places, bool alternate, char letter) {
  vstr_add_byte(out, (byte)digit_at(d, 0));
  if (places > 0 || alternate) vstr_add_byte(out, '.');
  add_digits(out, d, 1, 1 + places);
  const int32_t exponent = d->count == 0 ? 0 : d->point - 1;
  vstr_printf(out, "%c%c%02d", letter, exponent < 0 ? '-' : '+', (int)(exponent < 0 ? -exponent : exponent));
}

/* `precision` significant digits, in whichever form is shorter. `least_places` is what stands behind the
 * point at least; 1 for formats without a type, which always look like floats. */
static void add_general(vstr_t* out, decimal* d, int32_t precision, bool alternate, int32_t least_places,
                        char letter) {
  if (precision == 0) precision = 1;
  decimal_round(d, precision);
  const int32_t point = d->count == 0 ? 1 : d->point;
  const int32_t shown = alternate ? precision : (int32_t)d->count;
  if (point <= -4 || point > precision - (least_places > 0 ? 1 : 0)) {
    add_exponential(out, d, shown > 1 ? shown - 1 : 0, alternate, letter);
  } else {
    int32_t places = shown - point;
    if (places < least_places) places = least_places;
    add_fixed(out, d, places, alternate);
  }
}

static void add_repr(vstr_t* out, double value, bool alternate) {
  decimal d;
  decimal_shortest(&d, value);
  const int32_t point = d.count == 0 ? 1 : d.point;
  if (point <= -4 || point > 16) {
    add_exponential(out, &d, (int32_t)d.count - 1, alternate, 'e');
  } else {
    const int32_t places = (int32_t)d.count - point;
    add_fixed(out, &d, places > 0 ? places : 1, false);
  }
}

void text_add_float(vstr_t* out, double value, char type, int precision, bool alternate) {
  const bool upper = type >= 'A' && type <= 'Z';
  if (isnan(value)) {
    vstr_add_str(out, upper ? "NAN" : "nan");
    return;
  }
  if (isinf(value)) {
    vstr_add_str(out, upper ? "INF" : "inf");
    return;
  }
  decimal d;
  decimal_from_double(&d, value);
  if (precision < 0) precision = 6;
  switch (type | 32) {
    case 'e':
      decimal_round(&d, precision + 1);
      add_exponential(out, &d, precision, alternate, type);
      break;
    case 'f':
      decimal_round(&d, d.count == 0 ? 0 : d.point + precision);
      add_fixed(out, &d, precision, alternate);
      break;
    default:
      add_general(out, &d, precision, alternate, 0, upper ? 'E' : 'e');
      break;
  }
}

void text_print_float(const mp_print_t* print, double value) {
  vstr_t text;
  vstr_init(&text, 32);
  if (signbit(value) && !isnan(value)) vstr_add_byte(&text, '-');
  if (isfinite(value)) {
    add_repr(&text, value, false);
  } else {
    text_add_float(&text, value, 'r', 0, false);
  }
  print->print_strn(print->data, text.buf, text.len);
  vstr_clear(&text);
}

/* ---- the specification ---- */

typedef struct {
  const char* fill; /* one character, UTF-8 */
  uint8_t fill_length;
  char align; /* 0 when not given */
  char sign;  /* 0, '+', '-', ' ' */
  bool positive_zero;
  bool alternate;
  char grouping; /* 0, ',' or '_' */
  char type;     /* 0 when not given */
  int32_t width;
  int32_t precision;
} format_spec;

static bool is_align(char c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

static size_t character_length(const char* s, const char* top) {
  size_t n = 1;
  while (s + n < top && UTF8_IS_CONT((uint8_t)s[n])) n++;
  return n;
}

static const char* read_number(const char* s, const char* top, int32_t* out) {
  int64_t value = 0;
  for (; s < top && unichar_isdigit((uint8_t)*s); s++) {
    value = value * 10 + (*s - '0');
    if (value > PRECISION_MAX) mp_raise_ValueError(MP_ERROR_TEXT("Too many decimal digits in format string"));
  }
  *out = (int32_t)value;
  return s;
}

static _Noreturn void raise_invalid_spec(mp_obj_t value, const char* spec, size_t length) {
  mp_raise_msg_varg(&mp_type_ValueError,
                    MP_ERROR_TEXT("Invalid format specifier '%.*s' for object of type '%s'"), (int)length,
                    spec, mp_obj_get_type_str(value));
}

static format_spec parse_spec(mp_obj_t value, const char* spec, size_t length, char default_align) {
  format_spec f = {.fill = " ", .fill_length = 1, .precision = PRECISION_DEFAULT};
  const char* s = spec;
  const char* top = spec + length;
  if (s < top) {
    const size_t first = character_length(s, top);
    if (s + first < top && is_align(s[first])) {
      f.fill = s;
      f.fill_length = (uint8_t)first;
      f.align = s[first];
      s += first + 1;
    } else if (is_align(*s)) {
      f.align = *s++;
    }
  }
  const bool fill_given = f.fill != NULL && s - spec >= 2;
  if (s < top && (*s == '+' || *s == '-' || *s == ' ')) f.sign = *s++;
  if (s < top && *s == 'z') {
    f.positive_zero = true;
    s++;
  }
  if (s < top && *s == '#') {
    f.alternate = true;
    s++;
  }
  if (!fill_given && s < top && *s == '0') {
    f.fill = "0";
    if (f.align == 0 && default_align == '>') f.align = '=';
    s++;
  }
  s = read_number(s, top, &f.width);
  if (s < top && (*s == ',' || *s == '_')) {
    f.grouping = *s++;
    if (s < top && (*s == ',' || *s == '_')) {
      if (*s == f.grouping) {
        mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("Cannot specify '%c' with '%c'."), f.grouping,
                          *s);
      }
      mp_raise_ValueError(MP_ERROR_TEXT("Cannot specify both ',' and '_'."));
    }
  }
  if (s < top && *s == '.') {
    s++;
    if (s >= top || !unichar_isdigit((uint8_t)*s))
      mp_raise_ValueError(MP_ERROR_TEXT("Format specifier missing precision"));
    s = read_number(s, top, &f.precision);
  }
  if (top - s > 1) raise_invalid_spec(value, spec, length);
  if (s < top) f.type = *s;
  if (f.align == 0) f.align = default_align;
  if (f.grouping != 0 && f.type != 0 && strchr("deEfFgG%", f.type) == NULL &&
      !(f.grouping == '_' && strchr("boxX", f.type) != NULL)) {
    mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("Cannot specify '%c' with '%c'."), f.grouping,
                      f.type);
  }
  return f;
}

static void add_fill(vstr_t* out, const format_spec* f, int32_t count) {
  for (; count > 0; count--) vstr_add_strn(out, f->fill, f->fill_length);
}

/* Adds `length` bytes, which are `characters`, in a field. */
static void add_padded(vstr_t* out, const format_spec* f, const char* text, size_t length,
                       size_t characters) {
  const int32_t padding = f->width > (int32_t)characters ? f->width - (int32_t)characters : 0;
  const int32_t left = f->align == '>' || f->align == '=' ? padding : f->align == '^' ? padding / 2 : 0;
  add_fill(out, f, left);
  vstr_add_strn(out, text, length);
  add_fill(out, f, padding - left);
}

/* Digits with a separator between each group, and with zeros before them up to `least` characters. */
static void add_grouped(vstr_t* out, const char* digits, size_t count, char separator, unsigned group,
                        int32_t least) {
  size_t shown = count;
  for (;;) {
    const size_t with = shown + (shown > 0 ? (shown - 1) / group : 0);
    if ((int32_t)with >= least) break;
    shown++;
  }
  for (size_t left = shown; left > 0; left--) {
    vstr_add_byte(out, left > count ? '0' : (byte)digits[count - left]);
    if (left > 1 && (left - 1) % group == 0) vstr_add_byte(out, (byte)separator);
  }
}

/* A number in a field: sign and prefix, the digits before the point, and the rest. */
static void add_number(vstr_t* out, const format_spec* f, bool negative, const char* prefix,
                       const char* digits, size_t digits_count, const char* rest, size_t rest_length) {
  vstr_t text;
  vstr_init(&text, 32);
  if (negative) {
    vstr_add_byte(&text, '-');
  } else if (f->sign == '+' || f->sign == ' ') {
    vstr_add_byte(&text, (byte)f->sign);
  }
  vstr_add_str(&text, prefix);
  const size_t head = text.len;
  if (f->grouping != 0) {
    const unsigned group = f->type != 0 && strchr("boxX", f->type) != NULL ? 4 : 3;
    const bool zeros = f->align == '=' && f->fill[0] == '0';
    const int32_t least = zeros ? f->width - (int32_t)head - (int32_t)rest_length : 0;
    add_grouped(&text, digits, digits_count, f->grouping, group, least);
  } else {
    vstr_add_strn(&text, digits, digits_count);
  }
  vstr_add_strn(&text, rest, rest_length);
  if (f->align == '=' && f->width > (int32_t)text.len) {
    vstr_add_strn(out, text.buf, head);
    add_fill(out, f, f->width - (int32_t)text.len);
    vstr_add_strn(out, text.buf + head, text.len - head);
  } else {
    add_padded(out, f, text.buf, text.len, text.len);
  }
  vstr_clear(&text);
}

static _Noreturn void raise_unknown_code(const format_spec* f, mp_obj_t value) {
  mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("Unknown format code '%c' for object of type '%s'"),
                    f->type, mp_obj_get_type_str(value));
}

static void format_str(vstr_t* out, mp_obj_t value, mp_obj_t text, const char* spec, size_t length) {
  size_t bytes;
  const char* data = mp_obj_str_get_data(text, &bytes);
  const format_spec f = parse_spec(value, spec, length, '<');
  if (f.type != 0 && f.type != 's') raise_unknown_code(&f, value);
  if (f.grouping != 0)
    mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("Cannot specify '%c' with 's'."), f.grouping);
  if (f.sign != 0) mp_raise_ValueError(MP_ERROR_TEXT("Sign not allowed in string format specifier"));
  if (f.alternate)
    mp_raise_ValueError(MP_ERROR_TEXT("Alternate form (#) not allowed in string format specifier"));
  if (f.positive_zero) {
    mp_raise_ValueError(MP_ERROR_TEXT("Negative zero coercion (z) not allowed in string format specifier"));
  }
  if (f.align == '=')
    mp_raise_ValueError(MP_ERROR_TEXT("'=' alignment not allowed in string format specifier"));
  size_t characters = utf8_charlen((const byte*)data, bytes);
  if (f.precision >= 0 && characters > (size_t)f.precision) {
    const char* end = data;
    for (int32_t i = 0; i < f.precision; i++) end += character_length(end, data + bytes);
    bytes = (size_t)(end - data);
    characters = (size_t)f.precision;
  }
  add_padded(out, &f, data, bytes, characters);
}

static MP_NOINLINE void add_formatted_float(vstr_t* out, mp_obj_t shown, double value, format_spec* f) {
  if (!isfinite(value)) f->grouping = 0;
  vstr_t text;
  vstr_init(&text, 32);
  bool negative = signbit(value) && !isnan(value);
  switch (f->type) {
    case 0:
      if (!isfinite(value)) {
        text_add_float(&text, value, 'f', 0, false);
      } else if (f->precision < 0) {
        add_repr(&text, value, f->alternate);
      } else {
        decimal d;
        decimal_from_double(&d, value);
        add_general(&text, &d, f->precision, f->alternate, 1, 'e');
      }
      break;
    case '%':
      text_add_float(&text, value * 100, 'f', f->precision, f->alternate);
      vstr_add_byte(&text, '%');
      break;
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      text_add_float(&text, value, f->type, f->precision, f->alternate);
      break;
    case 'n': /* there are no locales here */
      text_add_float(&text, value, 'g', f->precision, f->alternate);
      break;
    default:
      raise_unknown_code(f, shown);
  }
  if (f->positive_zero && negative) {
    bool zero = true;
    for (size_t i = 0; i < text.len && (text.buf[i] | 32) != 'e'; i++)
      zero = zero && !(text.buf[i] >= '1' && text.buf[i] <= '9');
    negative = !(zero && isfinite(value));
  }
  size_t digits = 0;
  while (digits < text.len && unichar_isdigit((uint8_t)text.buf[digits])) digits++;
  add_number(out, f, negative, "", text.buf, digits, text.buf + digits, text.len - digits);
  vstr_clear(&text);
}

static void format_float(vstr_t* out, mp_obj_t shown, double value, const char* spec, size_t length) {
  format_spec f = parse_spec(shown, spec, length, '>');
  add_formatted_float(out, shown, value, &f);
}

static void format_complex(vstr_t* out, mp_obj_t value, const char* spec, size_t length) {
  format_spec f = parse_spec(value, spec, length, '>');
  if (f.type == '%') raise_unknown_code(&f, value);
  if (f.fill[0] == '0') {
    mp_raise_ValueError(MP_ERROR_TEXT("Zero padding is not allowed in complex format specifier"));
  }
  if (f.align == '=') {
    mp_raise_ValueError(MP_ERROR_TEXT("'=' alignment flag is not allowed in complex format specifier"));
  }
  if (f.type == 0) {
    if (f.precision >= 0 || f.sign != 0 || f.alternate || f.positive_zero || f.grouping != 0) {
      mp_raise_NotImplementedError(
          MP_ERROR_TEXT("complex numbers are formatted with e, f or g in the small guest"));
    }
    vstr_t plain;
    mp_print_t print;
    vstr_init_print(&plain, 32, &print);
    mp_obj_print_helper(&print, value, PRINT_STR);
    add_padded(out, &f, plain.buf, plain.len, plain.len);
    vstr_clear(&plain);
    return;
  }
  mp_float_t real, imaginary;
  mp_obj_complex_get(value, &real, &imaginary);
  vstr_t text;
  vstr_init(&text, 32);
  const int32_t width = f.width;
  f.width = 0;
  add_formatted_float(&text, value, real, &f);
  f.sign = '+';
  add_formatted_float(&text, value, imaginary, &f);
  vstr_add_byte(&text, 'j');
  f.width = width;
  add_padded(out, &f, text.buf, text.len, text.len);
  vstr_clear(&text);
}

static void format_int(vstr_t* out, mp_obj_t shown, mp_obj_t value, const char* spec, size_t length) {
  const format_spec f = parse_spec(shown, spec, length, '>');
  if (f.type != 0 && strchr("eEfFgG%", f.type) != NULL) {
    format_float(out, shown, mp_obj_get_float(value), spec, length);
    return;
  }
  if (f.precision >= 0)
    mp_raise_ValueError(MP_ERROR_TEXT("Precision not allowed in integer format specifier"));
  if (f.positive_zero) {
    mp_raise_ValueError(
        MP_ERROR_TEXT("Negative zero coercion (z) not allowed in format specifier with integer format code"));
  }
  if (f.type == 'c') {
    if (f.alternate)
      mp_raise_ValueError(MP_ERROR_TEXT("Alternate form (#) not allowed with integer format specifier 'c'"));
    if (f.sign != 0) mp_raise_ValueError(MP_ERROR_TEXT("Sign not allowed with integer format specifier 'c'"));
    vstr_t character;
    vstr_init(&character, 8);
    const mp_int_t code = mp_obj_get_int(value);
    if (code < 0 || code > 0x10ffff) {
      mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("%c arg not in range(0x110000)"));
    }
    vstr_add_char(&character, (unichar)code);
    add_padded(out, &f, character.buf, character.len, 1);
    return;
  }
  unsigned base = 10;
  char base_character = 'a';
  const char* prefix = "";
  switch (f.type) {
    case 0:
    case 'd':
    case 'n':
      break;
    case 'b':
      base = 2;
      prefix = "0b";
      break;
    case 'o':
      base = 8;
      prefix = "0o";
      break;
    case 'x':
      base = 16;
      prefix = "0x";
      break;
    case 'X':
      base = 16;
      prefix = "0X";
      base_character = 'A';
      break;
    default:
      raise_unknown_code(&f, shown);
  }
  char local[sizeof(mp_int_t) * 8 + 4];
  char* buffer = local;
  size_t buffer_size = sizeof(local);
  size_t digits_count;
  const char* digits = mp_obj_int_formatted(&buffer, &buffer_size, &digits_count, value, (int)base, NULL,
                                            base_character, '\0');
  const bool negative = *digits == '-';
  if (negative) {
    digits++;
    digits_count--;
  }
  add_number(out, &f, negative, f.alternate ? prefix : "", digits, digits_count, "", 0);
}

/* ---- values ---- */

static mp_obj_t print_to_str(mp_obj_t value, mp_print_kind_t kind) {
  if (kind == PRINT_STR && mp_obj_is_str(value)) return value;
  vstr_t text;
  mp_print_t print;
  vstr_init_print(&text, 16, &print);
  mp_obj_print_helper(&print, value, kind);
  return mp_obj_new_str_from_vstr(&text);
}

static void add_str(vstr_t* out, mp_obj_t text) {
  size_t length;
  const char* data = mp_obj_str_get_data(text, &length);
  vstr_add_strn(out, data, length);
}

void text_format_value(vstr_t* out, mp_obj_t value, const char* spec, size_t length) {
  mp_obj_t native = value;
  if (mp_obj_is_instance_type(mp_obj_get_type(value))) {
    mp_obj_t method[3];
    mp_obj_load_special(value, MP_QSTR___format__, method);
    if (method[0] != MP_OBJ_NULL) {
      method[2] = mp_obj_new_str(spec, length);
      const mp_obj_t text = mp_call_method_n_kw(1, 0, method);
      if (!mp_obj_is_str(text)) {
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("__format__ must return a str, not %s"),
                          mp_obj_get_type_str(text));
      }
      add_str(out, text);
      return;
    }
    static const mp_obj_type_t* const kBases[] = {&mp_type_str, &mp_type_int, &mp_type_float};
    for (size_t i = 0; length > 0 && i < MP_ARRAY_SIZE(kBases); i++) {
      const mp_obj_t base = mp_obj_cast_to_native_base(value, MP_OBJ_FROM_PTR(kBases[i]));
      if (base != MP_OBJ_NULL) native = base;
    }
  }
  if (length == 0) {
    add_str(out, print_to_str(value, PRINT_STR));
  } else if (mp_obj_is_str(native)) {
    format_str(out, value, native, spec, length);
  } else if (mp_obj_is_bool(native)) {
    format_int(out, value, MP_OBJ_NEW_SMALL_INT(native == mp_const_true), spec, length);
  } else if (mp_obj_is_int(native)) {
    format_int(out, value, native, spec, length);
  } else if (mp_obj_is_float(native)) {
    format_float(out, value, mp_obj_float_get(native), spec, length);
  } else if (mp_obj_is_type(native, &mp_type_complex)) {
    format_complex(out, native, spec, length);
  } else {
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("unsupported format string passed to %s.__format__"),
                      mp_obj_get_type_str(value));
  }
}

mp_obj_t text_ascii(mp_obj_t value) {
  const mp_obj_t repr = print_to_str(value, PRINT_REPR);
  GET_STR_DATA_LEN(repr, data, length);
  if (utf8_charlen(data, length) == length) return repr;
  vstr_t out;
  vstr_init(&out, length + 16);
  for (const byte* s = data; s < data + length; s = utf8_next_char(s)) {
    const unsigned c = utf8_get_char(s);
    vstr_printf(&out, c < 0x80 ? "%c" : c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
  }
  return mp_obj_new_str_from_vstr(&out);
}

static mp_obj_t builtin_format(size_t n_args, const mp_obj_t* args) {
  vstr_t out;
  vstr_init(&out, 16);
  size_t length = 0;
  if (n_args > 1 && !mp_obj_is_str(mp_obj_plain_text(args[1]))) {
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("format() argument 2 must be str, not %s"),
                      mp_obj_get_type_str(args[1]));
  }
  const char* spec = n_args > 1 ? mp_obj_str_get_data(args[1], &length) : "";
  text_format_value(&out, args[0], spec, length);
  return mp_obj_new_str_from_vstr(&out);
}
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(text_builtin_format_obj, 1, 2, builtin_format);
MP_DEFINE_CONST_FUN_OBJ_1(text_builtin_ascii_obj, text_ascii);

/* ---- templates ---- */

typedef struct {
  size_t args_count;
  const mp_obj_t* args;
  mp_obj_t named;
  int32_t next; /* the number of the next field without one; -1 when fields have numbers */
} fields;

static mp_obj_t get_numbered(fields* f, int32_t number) {
  if ((size_t)number >= f->args_count) {
    mp_raise_msg_varg(&mp_type_IndexError,
                      MP_ERROR_TEXT("Replacement index %d out of range for positional args tuple"),
                      (int)number);
  }
  return f->args[number];
}

static bool is_number(const char* s, size_t length, int32_t* out) {
  if (length == 0) return false;
  const char* end = read_number(s, s + length, out);
  return end == s + length;
}

/* The first part of a field's name. */
static mp_obj_t get_first(fields* f, const char* name, size_t length) {
  int32_t number;
  if (length == 0) {
    if (f->next < 0) {
      mp_raise_ValueError(
          MP_ERROR_TEXT("cannot switch from manual field specification to automatic field numbering"));
    }
    return get_numbered(f, f->next++);
  }
  if (is_number(name, length, &number)) {
    if (f->next > 0) {
      mp_raise_ValueError(
          MP_ERROR_TEXT("cannot switch from automatic field numbering to manual field specification"));
    }
    f->next = -1;
    return get_numbered(f, number);
  }
  const mp_obj_t key = mp_obj_new_str(name, length);
  if (f->named == MP_OBJ_NULL) mp_raise_type_arg(&mp_type_KeyError, key);
  return mp_obj_subscr(f->named, key, MP_OBJ_SENTINEL);
}

static mp_obj_t get_field(fields* f, const char* name, size_t length) {
  const char* top = name + length;
  const char* s = name;
  while (s < top && *s != '.' && *s != '[') s++;
  mp_obj_t value = get_first(f, name, (size_t)(s - name));
  while (s < top) {
    const char kind = *s++;
    const char* begin = s;
    if (kind == '.') {
      while (s < top && *s != '.' && *s != '[') s++;
      if (s == begin) mp_raise_ValueError(MP_ERROR_TEXT("Empty attribute in format string"));
      value = mp_load_attr(value, qstr_from_strn(begin, (size_t)(s - begin)));
    } else if (kind == '[') {
      while (s < top && *s != ']') s++;
      if (s >= top) mp_raise_ValueError(MP_ERROR_TEXT("expected '}' before end of string"));
      const size_t key_length = (size_t)(s - begin);
      if (key_length == 0) mp_raise_ValueError(MP_ERROR_TEXT("Empty attribute in format string"));
      int32_t number;
      const mp_obj_t key = is_number(begin, key_length, &number) ? MP_OBJ_NEW_SMALL_INT(number)
                                                                 : mp_obj_new_str(begin, key_length);
      value = mp_obj_subscr(value, key, MP_OBJ_SENTINEL);
      s++;
    } else {
      mp_raise_ValueError(MP_ERROR_TEXT("Only '.' or '[' may follow ']' in format field specifier"));
    }
  }
  return value;
}

static void format_template(vstr_t* out, fields* f, const char* s, const char* top, unsigned depth);

/* The field behind a brace; gives what stands behind it. */
static const char* format_field(vstr_t* out, fields* f, const char* s, const char* top, unsigned depth) {
  const char* name = s;
  bool in_brackets = false;
  for (; s < top; s++) {
    if (*s == '[') in_brackets = true;
    if (*s == ']') in_brackets = false;
    if (!in_brackets && (*s == '}' || *s == ':' || *s == '!')) break;
    if (*s == '{') mp_raise_ValueError(MP_ERROR_TEXT("unexpected '{' in field name"));
  }
  const size_t name_length = (size_t)(s - name);
  if (s >= top) {
    if (name_length == 0) mp_raise_ValueError(MP_ERROR_TEXT("Single '{' encountered in format string"));
    mp_raise_ValueError(MP_ERROR_TEXT("expected '}' before end of string"));
  }
  mp_obj_t value = get_field(f, name, name_length);
  if (*s == '!') {
    s++;
    if (s >= top || *s == '}') mp_raise_ValueError(MP_ERROR_TEXT("unmatched '{' in format spec"));
    switch (*s) {
      case 'r':
        value = print_to_str(value, PRINT_REPR);
        break;
      case 's':
        value = print_to_str(value, PRINT_STR);
        break;
      case 'a':
        value = text_ascii(value);
        break;
      default:
        mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("Unknown conversion specifier '%c'"), *s);
    }
    s++;
    if (s < top && *s != ':' && *s != '}')
      mp_raise_ValueError(MP_ERROR_TEXT("expected ':' after conversion specifier"));
  }
  if (s >= top) mp_raise_ValueError(MP_ERROR_TEXT("expected '}' before end of string"));
  const char* spec = s;
  size_t spec_length = 0;
  vstr_t expanded;
  vstr_init(&expanded, 16);
  if (*s == ':') {
    spec = ++s;
    unsigned open = 0;
    bool nested = false;
    for (; s < top && (*s != '}' || open > 0); s++) {
      if (*s == '{') {
        open++;
        nested = true;
      } else if (*s == '}') {
        open--;
      }
    }
    if (s >= top) mp_raise_ValueError(MP_ERROR_TEXT("expected '}' before end of string"));
    spec_length = (size_t)(s - spec);
    if (nested) {
      format_template(&expanded, f, spec, s, depth + 1);
      spec = expanded.buf;
      spec_length = expanded.len;
    }
  }
  text_format_value(out, value, spec, spec_length);
  vstr_clear(&expanded);
  return s + 1;
}

static void format_template(vstr_t* out, fields* f, const char* s, const char* top, unsigned depth) {
  if (depth >= DEPTH_MAX) mp_raise_ValueError(MP_ERROR_TEXT("Max string recursion exceeded"));
  while (s < top) {
    const char* literal = s;
    while (s < top && *s != '{' && *s != '}') s++;
    vstr_add_strn(out, literal, (size_t)(s - literal));
    if (s >= top) break;
    const char brace = *s++;
    if (s < top && *s == brace) {
      vstr_add_byte(out, (byte)brace);
      s++;
    } else if (brace == '}') {
      mp_raise_ValueError(MP_ERROR_TEXT("Single '}' encountered in format string"));
    } else {
      s = format_field(out, f, s, top, depth);
    }
  }
}

mp_obj_t text_format(mp_obj_t template, size_t args_count, const mp_obj_t* args, mp_obj_t named) {
  GET_STR_DATA_LEN(template, data, length);
  fields f = {args_count, args, named, 0};
  vstr_t out;
  vstr_init(&out, length + 16);
  format_template(&out, &f, (const char*)data, (const char*)data + length, 0);
  return mp_obj_new_str_from_vstr(&out);
}

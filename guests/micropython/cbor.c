#include "cbor.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "py/objarray.h"
#include "py/objint.h"
#include "py/objlist.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/objtype.h"
#include "py/runtime.h"
#include "py/smallint.h"
#include "text/str_methods.h"

#define KEEP_BYTES_MAX (64u * 1024u) /* a buffer that grew beyond this is given back after use */
#define FIRST_BYTES 256u

/* ---- writing ---- */

void cbor_buffer_free(cbor_buffer* buffer) {
  free(buffer->data);
  memset(buffer, 0, sizeof *buffer);
}

void cbor_buffer_reset(cbor_buffer* buffer) {
  buffer->length = 0;
  if (buffer->capacity > KEEP_BYTES_MAX) cbor_buffer_free(buffer);
}

static void make_room(cbor_buffer* buffer, size_t bytes) {
  if (buffer->capacity - buffer->length >= bytes) return;
  if (bytes > SIZE_MAX / 4 - buffer->length) m_malloc_fail(bytes);
  size_t capacity = buffer->capacity != 0 ? buffer->capacity : FIRST_BYTES;
  while (capacity < buffer->length + bytes) capacity *= 2;
  uint8_t* data = realloc(buffer->data, capacity);
  if (data == NULL) m_malloc_fail(capacity);
  buffer->data = data;
  buffer->capacity = capacity;
}

static void put_big_endian(uint8_t* out, uint64_t value, unsigned bytes) {
  while (bytes > 0) {
    out[--bytes] = (uint8_t)value;
    value >>= 8;
  }
}

static uint64_t get_big_endian(const uint8_t* in, unsigned bytes) {
  uint64_t value = 0;
  for (unsigned i = 0; i < bytes; i++) value = value << 8 | in[i];
  return value;
}

void cbor_put_head(cbor_buffer* buffer, unsigned major, uint64_t argument) {
  make_room(buffer, 9);
  uint8_t* out = buffer->data + buffer->length;
  uint8_t type = (uint8_t)(major << 5);
  if (argument < 24) {
    out[0] = type | (uint8_t)argument;
    buffer->length += 1;
    return;
  }
  unsigned size_log2 = argument <= UINT8_MAX    ? 0
                       : argument <= UINT16_MAX ? 1
                       : argument <= UINT32_MAX ? 2
                                                : 3;
  out[0] = type | (uint8_t)(24 + size_log2);
  put_big_endian(out + 1, argument, 1u << size_log2);
  buffer->length += 1 + (1u << size_log2);
}

static void put_string(cbor_buffer* buffer, unsigned major, const void* data, size_t bytes) {
  cbor_put_head(buffer, major, bytes);
  make_room(buffer, bytes);
  if (bytes > 0) memcpy(buffer->data + buffer->length, data, bytes);
  buffer->length += bytes;
}

void cbor_put_text(cbor_buffer* buffer, const char* text, size_t bytes) {
  if (text_is_utf8((const byte*)text, bytes)) {
    put_string(buffer, CBOR_TEXT, text, bytes);
    return;
  }
  mp_obj_t plain = text_decode((const byte*)text, bytes, "utf-8", "backslashreplace");
  size_t plain_bytes;
  const char* data = mp_obj_str_get_data(plain, &plain_bytes);
  put_string(buffer, CBOR_TEXT, data, plain_bytes);
}

void cbor_put_integer(cbor_buffer* buffer, int64_t value) {
  if (value < 0) {
    cbor_put_head(buffer, CBOR_NEGATIVE, (uint64_t)(-1 - value));
  } else {
    cbor_put_head(buffer, CBOR_UNSIGNED, (uint64_t)value);
  }
}

/* The magnitude in the head while it has 64 bits, else as tagged bytes. */
static void put_big_integer(cbor_buffer* buffer, mp_obj_t integer) {
  bool is_negative = mp_obj_int_sign(integer) < 0;
  if (is_negative) integer = mp_unary_op(MP_UNARY_OP_INVERT, integer); /* ~n = -1 - n */
  if (mp_obj_is_small_int(integer)) {
    cbor_put_head(buffer, is_negative ? CBOR_NEGATIVE : CBOR_UNSIGNED,
                  (uint64_t)MP_OBJ_SMALL_INT_VALUE(integer));
    return;
  }
  const mp_obj_int_t* number = MP_OBJ_TO_PTR(integer);
  size_t bytes = number->mpz.len * sizeof(mpz_dig_t);
  uint8_t* data = m_new(uint8_t, bytes);
  mp_obj_int_to_bytes_impl(integer, true, bytes, data);
  const uint8_t* first = data;
  for (; bytes > 0 && *first == 0; first++) bytes--; /* the shortest form has no zeros in front */
  if (bytes <= 8) {
    cbor_put_head(buffer, is_negative ? CBOR_NEGATIVE : CBOR_UNSIGNED,
                  get_big_endian(first, (unsigned)bytes));
  } else {
    cbor_put_head(buffer, CBOR_TAG, is_negative ? 3 : 2);
    put_string(buffer, CBOR_BYTES, first, bytes);
  }
}

static void put_double(cbor_buffer* buffer, double value) {
  make_room(buffer, 9);
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  buffer->data[buffer->length] = 0xfb;
  put_big_endian(buffer->data + buffer->length + 1, bits, 8);
  buffer->length += 9;
}

typedef struct {
  cbor_buffer* buffer;
  size_t bytes_max;
} encoder;

static void check_length(const encoder* encoder, size_t more) {
  if (encoder->buffer->length <= encoder->bytes_max && more <= encoder->bytes_max - encoder->buffer->length)
    return;
  mp_raise_msg_varg(&mp_type_ValueError,
                    MP_ERROR_TEXT("the value is too long: at most %u bytes can leave the glass at once"),
                    (unsigned)encoder->bytes_max);
}

static void encode(encoder* encoder, mp_obj_t object, unsigned depth);

static void encode_string(encoder* encoder, unsigned major, const void* data, size_t bytes) {
  check_length(encoder, bytes);
  put_string(encoder->buffer, major, data, bytes);
}

static void encode_items(encoder* encoder, size_t count, const mp_obj_t* items, unsigned depth) {
  cbor_put_head(encoder->buffer, CBOR_ARRAY, count);
  for (size_t i = 0; i < count; i++) encode(encoder, items[i], depth);
}

static void encode_set(encoder* encoder, const mp_set_t* set, unsigned depth) {
  cbor_put_head(encoder->buffer, CBOR_ARRAY, set->used);
  for (size_t i = 0; i < set->alloc; i++) {
    if (mp_set_slot_is_filled(set, i)) encode(encoder, set->table[i], depth);
  }
}

static void encode_map(encoder* encoder, const mp_map_t* map, unsigned depth) {
  cbor_put_head(encoder->buffer, CBOR_MAP, map->used);
  for (size_t i = 0; i < map->alloc; i++) {
    if (!mp_map_slot_is_filled(map, i)) continue;
    encode(encoder, map->table[i].key, depth);
    encode(encoder, map->table[i].value, depth);
  }
}

_Noreturn static void refuse_type(mp_obj_t object) {
  mp_raise_msg_varg(
      &mp_type_TypeError,
      MP_ERROR_TEXT("a value of type '%s' cannot leave the glass; what can: None, bool, int, float, str, "
                    "bytes, list, tuple, set and dict (convert it first, for example with str(), float() or "
                    "list())"),
      mp_obj_get_type_str(object));
}

/* An instance of a class that is made from a builtin one stands for the object of that within it. */
static mp_obj_t find_builtin(mp_obj_t object) {
  static const mp_obj_type_t* const bases[] = {&mp_type_str,         &mp_type_int,      &mp_type_float,
                                               &mp_type_bytes,       &mp_type_list,     &mp_type_tuple,
                                               &mp_type_dict,        &mp_type_set,      &mp_type_frozenset,
                                               &mp_type_ordereddict, &mp_type_bytearray};
  if (!mp_obj_is_instance_type(mp_obj_get_type(object))) return object;
  for (size_t i = 0; i < MP_ARRAY_SIZE(bases); i++) {
    mp_obj_t found = mp_obj_cast_to_native_base(object, MP_OBJ_FROM_PTR(bases[i]));
    if (found != MP_OBJ_NULL && found != object) return found;
  }
  return object;
}

/* As py/objset.c has it. */
typedef struct {
  mp_obj_base_t base;
  mp_set_t set;
} set_object;

/* A tuple, namedtuple or the like. */
static bool is_tuple(const mp_obj_type_t* type) {
  return MP_OBJ_TYPE_GET_SLOT_OR_NULL(type, iter) == mp_obj_tuple_getiter;
}

static void encode_container(encoder* encoder, mp_obj_t object, unsigned depth) {
  if (depth >= CBOR_VALUE_DEPTH_MAX) {
    mp_raise_msg_varg(&mp_type_ValueError,
                      MP_ERROR_TEXT("the value is nested deeper than %d levels, or contains itself"),
                      CBOR_VALUE_DEPTH_MAX);
  }
  const mp_obj_type_t* type = mp_obj_get_type(object);
  if (type == &mp_type_list) {
    const mp_obj_list_t* list = MP_OBJ_TO_PTR(object);
    encode_items(encoder, list->len, list->items, depth + 1);
  } else if (type == &mp_type_set || type == &mp_type_frozenset) {
    encode_set(encoder, &((const set_object*)MP_OBJ_TO_PTR(object))->set, depth + 1);
  } else if (mp_obj_is_dict_or_ordereddict(object)) {
    encode_map(encoder, mp_obj_dict_get_map(object), depth + 1);
  } else {
    const mp_obj_tuple_t* tuple = MP_OBJ_TO_PTR(object);
    encode_items(encoder, tuple->len, tuple->items, depth + 1);
  }
}

static void encode(encoder* encoder, mp_obj_t object, unsigned depth) {
  check_length(encoder, 0);
  object = find_builtin(object);
  const mp_obj_type_t* type = mp_obj_get_type(object);
  if (mp_obj_is_small_int(object)) {
    cbor_put_integer(encoder->buffer, MP_OBJ_SMALL_INT_VALUE(object));
  } else if (mp_obj_is_str_or_bytes(object)) {
    size_t bytes;
    const char* data = mp_obj_str_get_data(object, &bytes);
    if (mp_obj_is_str(object) && !text_is_utf8((const byte*)data, bytes))
      text_encode(object, "utf-8", "strict");
    encode_string(encoder, mp_obj_is_str(object) ? CBOR_TEXT : CBOR_BYTES, data, bytes);
  } else if (object == mp_const_true || object == mp_const_false) {
    cbor_put_head(encoder->buffer, CBOR_SIMPLE, object == mp_const_true ? 21 : 20);
  } else if (object == mp_const_none) {
    cbor_put_head(encoder->buffer, CBOR_SIMPLE, 22);
  } else if (type == &mp_type_int) {
    put_big_integer(encoder->buffer, object);
  } else if (type == &mp_type_float) {
    put_double(encoder->buffer, mp_obj_float_get(object));
  } else if (type == &mp_type_bytearray) {
    const mp_obj_array_t* array = MP_OBJ_TO_PTR(object);
    encode_string(encoder, CBOR_BYTES, array->items, array->len);
  } else if (type == &mp_type_list || type == &mp_type_set || type == &mp_type_frozenset ||
             mp_obj_is_dict_or_ordereddict(object) || is_tuple(type)) {
    encode_container(encoder, object, depth);
  } else {
    refuse_type(object);
  }
}

void cbor_encode(cbor_buffer* buffer, mp_obj_t object, size_t bytes_max) {
  encoder encoder = {buffer, bytes_max};
  encode(&encoder, object, 0);
}

/* ---- reading ---- */

typedef struct {
  const uint8_t* next;
  const uint8_t* end;
} decoder;

/* What the head of an item states: a value, or that a break will end the item. */
typedef struct {
  uint64_t value;
  bool is_indefinite;
} argument;

_Noreturn static void refuse(const char* what) {
  mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("malformed CBOR from the host: %s"), what);
}

static size_t count_left(const decoder* decoder) { return (size_t)(decoder->end - decoder->next); }

static argument read_argument(decoder* decoder, uint8_t initial) {
  unsigned info = initial & 31;
  if (info < 24 || info == 31) return (argument){info, info == 31};
  unsigned bytes = 1u << (info - 24);
  if (info > 27 || count_left(decoder) < bytes) refuse("cut short");
  uint64_t value = get_big_endian(decoder->next, bytes);
  decoder->next += bytes;
  return (argument){value, false};
}

/* A length of bytes, which must all be there. */
static size_t read_length(decoder* decoder, uint8_t initial) {
  argument length = read_argument(decoder, initial);
  if (length.is_indefinite || length.value > count_left(decoder)) refuse("cut short");
  return (size_t)length.value;
}

static mp_obj_t decode(decoder* decoder, unsigned depth);

static bool at_break(decoder* decoder) {
  if (decoder->next == decoder->end || *decoder->next != 0xff) return false;
  decoder->next++;
  return true;
}

static mp_obj_t new_string(unsigned major, const char* data, size_t bytes) {
  if (major == CBOR_BYTES) return mp_obj_new_bytes((const byte*)data, bytes);
  if (!text_is_utf8((const byte*)data, bytes)) refuse("text that is not UTF-8");
  return mp_obj_new_str(data, bytes);
}

/* A string whose bytes are all there, at decoder->next. */
static mp_obj_t decode_string(decoder* decoder, unsigned major, size_t bytes) {
  const char* data = (const char*)decoder->next;
  decoder->next += bytes;
  return new_string(major, data, bytes);
}

/* Chunks of an indefinite string, joined. */
static mp_obj_t decode_chunks(decoder* decoder, unsigned major) {
  vstr_t joined;
  vstr_init(&joined, 64);
  while (!at_break(decoder)) {
    if (decoder->next == decoder->end || *decoder->next >> 5 != major) refuse("a chunk of another type");
    size_t bytes = read_length(decoder, *decoder->next++);
    vstr_add_strn(&joined, (const char*)decoder->next, bytes);
    decoder->next += bytes;
  }
  return new_string(major, joined.buf, joined.len);
}

static mp_obj_t decode_array(decoder* decoder, argument count, unsigned depth) {
  if (count.is_indefinite) {
    mp_obj_t list = mp_obj_new_list(0, NULL);
    while (!at_break(decoder)) mp_obj_list_append(list, decode(decoder, depth));
    return list;
  }
  if (count.value > count_left(decoder)) refuse("cut short"); /* an item takes a byte */
  mp_obj_t list = mp_obj_new_list((size_t)count.value, NULL);
  mp_obj_list_t* items = MP_OBJ_TO_PTR(list);
  for (size_t i = 0; i < (size_t)count.value; i++) items->items[i] = mp_const_none;
  for (size_t i = 0; i < (size_t)count.value; i++) items->items[i] = decode(decoder, depth);
  return list;
}

/* Keys are interned, so that ten thousand rows share their column names. */
static mp_obj_t decode_key(decoder* decoder, unsigned depth) {
  mp_obj_t key = decode(decoder, depth);
  if (!mp_obj_is_str(key)) return key;
  size_t bytes;
  const char* text = mp_obj_str_get_data(key, &bytes);
  return bytes <= 64 ? mp_obj_new_str_via_qstr(text, bytes) : key;
}

static mp_obj_t decode_map(decoder* decoder, argument count, unsigned depth) {
  if (!count.is_indefinite && count.value > count_left(decoder) / 2) refuse("cut short");
  mp_obj_t dict = mp_obj_new_dict(count.is_indefinite ? 0 : (size_t)count.value);
  for (uint64_t i = 0; count.is_indefinite || i < count.value; i++) {
    if (count.is_indefinite && at_break(decoder)) break;
    mp_obj_t key = decode_key(decoder, depth);
    mp_obj_dict_store(dict, key, decode(decoder, depth));
  }
  return dict;
}

static mp_obj_t decode_tagged(decoder* decoder, uint64_t tag) {
  if (tag != 2 && tag != 3) refuse("a tag other than 2 and 3 (big integers)");
  if (decoder->next == decoder->end || *decoder->next >> 5 != CBOR_BYTES)
    refuse("a big integer without bytes");
  size_t bytes = read_length(decoder, *decoder->next++);
  mp_obj_t number = mp_obj_int_from_bytes_impl(true, bytes, decoder->next);
  decoder->next += bytes;
  return tag == 2 ? number : mp_unary_op(MP_UNARY_OP_INVERT, number);
}

static double double_from_half(unsigned half) {
  int exponent = (int)(half >> 10 & 31);
  double mantissa = half & 1023;
  double value = exponent == 0    ? ldexp(mantissa, -24)
                 : exponent == 31 ? (mantissa == 0 ? (double)INFINITY : (double)NAN)
                                  : ldexp(mantissa + 1024, exponent - 25);
  return half & 0x8000 ? -value : value;
}

static mp_obj_t decode_simple(uint8_t initial, uint64_t argument) {
  switch (initial & 31) {
    case 20:
      return mp_const_false;
    case 21:
      return mp_const_true;
    case 22:
    case 23:
      return mp_const_none;
    case 25:
      return mp_obj_new_float(double_from_half((unsigned)argument));
    case 26: {
      uint32_t bits = (uint32_t)argument;
      float value;
      memcpy(&value, &bits, sizeof value);
      return mp_obj_new_float((double)value);
    }
    case 27: {
      double value;
      memcpy(&value, &argument, sizeof value);
      return mp_obj_new_float(value);
    }
    default:
      refuse("an unknown simple value");
  }
}

mp_obj_t cbor_new_unsigned(uint64_t value) {
  return value <= MP_SMALL_INT_MAX ? MP_OBJ_NEW_SMALL_INT((mp_int_t)value) : mp_obj_new_int_from_ull(value);
}

static mp_obj_t decode(decoder* decoder, unsigned depth) {
  if (decoder->next == decoder->end) refuse("cut short");
  uint8_t initial = *decoder->next++;
  unsigned major = initial >> 5;
  argument argument = read_argument(decoder, initial);
  switch (major) {
    case CBOR_UNSIGNED:
    case CBOR_NEGATIVE: {
      if (argument.is_indefinite) refuse("an integer without a value");
      mp_obj_t number = cbor_new_unsigned(argument.value);
      return major == CBOR_UNSIGNED ? number : mp_unary_op(MP_UNARY_OP_INVERT, number);
    }
    case CBOR_BYTES:
    case CBOR_TEXT:
      if (argument.is_indefinite) return decode_chunks(decoder, major);
      if (argument.value > count_left(decoder)) refuse("cut short");
      return decode_string(decoder, major, (size_t)argument.value);
    case CBOR_TAG:
      if (argument.is_indefinite) refuse("a tag without a number");
      return decode_tagged(decoder, argument.value);
    case CBOR_SIMPLE:
      return decode_simple(initial, argument.value);
    default:
      break;
  }
  if (depth >= CBOR_DEPTH_MAX) refuse("nested too deep");
  return major == CBOR_ARRAY ? decode_array(decoder, argument, depth + 1)
                             : decode_map(decoder, argument, depth + 1);
}

mp_obj_t cbor_decode(const uint8_t* data, size_t bytes) {
  decoder decoder = {data, data + bytes};
  mp_obj_t object = decode(&decoder, 0);
  if (decoder.next != decoder.end) refuse("bytes after the end");
  return object;
}

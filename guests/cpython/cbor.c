#include "cbor.h"

#include <math.h>
#include <string.h>

/* A buffer that grew beyond this is given back after use. */
#define KEEP_BYTES_MAX (256u * 1024u)
#define FIRST_BYTES 1024u

/* ---- writing ---- */

void cbor_buffer_free(cbor_buffer* buffer) {
  PyMem_RawFree(buffer->data);
  memset(buffer, 0, sizeof *buffer);
}

void cbor_buffer_reset(cbor_buffer* buffer) {
  buffer->length = 0;
  if (buffer->capacity > KEEP_BYTES_MAX) cbor_buffer_free(buffer);
}

static int grow(cbor_buffer* buffer, size_t bytes) {
  if (bytes > SIZE_MAX / 2 - buffer->length) {
    PyErr_NoMemory();
    return -1;
  }
  size_t capacity = buffer->capacity != 0 ? buffer->capacity : FIRST_BYTES;
  while (capacity < buffer->length + bytes) capacity *= 2;
  uint8_t* data = PyMem_RawRealloc(buffer->data, capacity);
  if (data == NULL) {
    PyErr_NoMemory();
    return -1;
  }
  buffer->data = data;
  buffer->capacity = capacity;
  return 0;
}

static inline int room_for(cbor_buffer* buffer, size_t bytes) {
  return buffer->capacity - buffer->length >= bytes ? 0 : grow(buffer, bytes);
}

static inline void put_big_endian(uint8_t* out, uint64_t value, unsigned bytes) {
  while (bytes > 0) {
    out[--bytes] = (uint8_t)value;
    value >>= 8;
  }
}

static inline uint64_t get_big_endian(const uint8_t* in, unsigned bytes) {
  uint64_t value = 0;
  for (unsigned i = 0; i < bytes; i++) value = value << 8 | in[i];
  return value;
}

int cbor_put_head(cbor_buffer* buffer, unsigned major, uint64_t argument) {
  if (room_for(buffer, 9) < 0) return -1;
  uint8_t* out = buffer->data + buffer->length;
  uint8_t type = (uint8_t)(major << 5);
  if (argument < 24) {
    out[0] = type | (uint8_t)argument;
    buffer->length += 1;
  } else if (argument <= UINT8_MAX) {
    out[0] = type | 24;
    out[1] = (uint8_t)argument;
    buffer->length += 2;
  } else {
    unsigned size_log2 = argument <= UINT16_MAX ? 1 : argument <= UINT32_MAX ? 2 : 3;
    out[0] = type | (uint8_t)(24 + size_log2);
    put_big_endian(out + 1, argument, 1u << size_log2);
    buffer->length += 1 + (1u << size_log2);
  }
  return 0;
}

static int put_string(cbor_buffer* buffer, unsigned major, const void* data, size_t bytes) {
  if (cbor_put_head(buffer, major, bytes) < 0 || room_for(buffer, bytes) < 0) return -1;
  if (bytes > 0) memcpy(buffer->data + buffer->length, data, bytes);
  buffer->length += bytes;
  return 0;
}

int cbor_put_text(cbor_buffer* buffer, const char* text, size_t bytes) {
  return put_string(buffer, CBOR_TEXT, text, bytes);
}

int cbor_put_integer(cbor_buffer* buffer, int64_t value) {
  if (value < 0) return cbor_put_head(buffer, CBOR_NEGATIVE, (uint64_t)(-1 - value));
  return cbor_put_head(buffer, CBOR_UNSIGNED, (uint64_t)value);
}

int cbor_put_str_lossy(cbor_buffer* buffer, PyObject* text) {
  if (PyUnicode_IS_ASCII(text)) {
    return cbor_put_text(buffer, PyUnicode_DATA(text), (size_t)PyUnicode_GET_LENGTH(text));
  }
  PyObject* bytes = PyUnicode_AsEncodedString(text, "utf-8", "backslashreplace");
  if (bytes == NULL) return -1;
  int result = cbor_put_text(buffer, PyBytes_AS_STRING(bytes), (size_t)PyBytes_GET_SIZE(bytes));
  Py_DECREF(bytes);
  return result;
}

/* What int64_t cannot hold: the magnitude in the head while it has 64 bits, else as tagged bytes. */
static int put_big_integer(cbor_buffer* buffer, PyObject* integer, int is_negative) {
  PyObject* magnitude = is_negative ? PyNumber_Invert(integer) : Py_NewRef(integer); /* ~n = -1 - n */
  if (magnitude == NULL) return -1;
  int result = -1;
  PyObject* text = NULL;
  Py_ssize_t bytes = PyLong_AsNativeBytes(magnitude, NULL, 0, Py_ASNATIVEBYTES_BIG_ENDIAN);
  if (bytes < 0 || (text = PyBytes_FromStringAndSize(NULL, bytes)) == NULL) goto done;
  uint8_t* first = (uint8_t*)PyBytes_AS_STRING(text);
  if (PyLong_AsNativeBytes(magnitude, first, bytes, Py_ASNATIVEBYTES_BIG_ENDIAN) < 0) goto done;
  for (; bytes > 0 && *first == 0; first++) bytes--; /* the shortest form has no zeros in front */
  if (bytes <= 8) {
    unsigned major = is_negative ? CBOR_NEGATIVE : CBOR_UNSIGNED;
    result = cbor_put_head(buffer, major, get_big_endian(first, (unsigned)bytes));
  } else if (cbor_put_head(buffer, CBOR_TAG, is_negative ? 3 : 2) == 0) {
    result = put_string(buffer, CBOR_BYTES, first, (size_t)bytes);
  }
done:
  Py_XDECREF(text);
  Py_DECREF(magnitude);
  return result;
}

static int put_int(cbor_buffer* buffer, PyObject* integer) {
  int overflow;
  long long value = PyLong_AsLongLongAndOverflow(integer, &overflow);
  return overflow == 0 ? cbor_put_integer(buffer, value) : put_big_integer(buffer, integer, overflow < 0);
}

static int put_double(cbor_buffer* buffer, double value) {
  if (room_for(buffer, 9) < 0) return -1;
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  buffer->data[buffer->length] = 0xfb;
  put_big_endian(buffer->data + buffer->length + 1, bits, 8);
  buffer->length += 9;
  return 0;
}

typedef struct {
  cbor_buffer* buffer;
  size_t bytes_max;
} encoder;

static int encode(encoder* encoder, PyObject* object, unsigned depth);

static int encode_sequence(encoder* encoder, PyObject* sequence, unsigned depth) {
  /* No Python code runs below, hence the length cannot change under us. */
  Py_ssize_t count = PySequence_Fast_GET_SIZE(sequence);
  if (cbor_put_head(encoder->buffer, CBOR_ARRAY, (uint64_t)count) < 0) return -1;
  PyObject** items = PySequence_Fast_ITEMS(sequence);
  for (Py_ssize_t i = 0; i < count; i++) {
    if (encode(encoder, items[i], depth) < 0) return -1;
  }
  return 0;
}

static int encode_set(encoder* encoder, PyObject* set, unsigned depth) {
  if (cbor_put_head(encoder->buffer, CBOR_ARRAY, (uint64_t)PySet_GET_SIZE(set)) < 0) return -1;
  PyObject* iterator = PySet_Type.tp_iter(set); /* not PyObject_GetIter: a subclass may have its own */
  if (iterator == NULL) return -1;
  int result = 0;
  PyObject* item;
  while (result == 0 && (item = PyIter_Next(iterator)) != NULL) {
    result = encode(encoder, item, depth);
    Py_DECREF(item);
  }
  Py_DECREF(iterator);
  return result == 0 && PyErr_Occurred() ? -1 : result;
}

static int encode_dict(encoder* encoder, PyObject* dict, unsigned depth) {
  if (cbor_put_head(encoder->buffer, CBOR_MAP, (uint64_t)PyDict_GET_SIZE(dict)) < 0) return -1;
  Py_ssize_t position = 0;
  PyObject *key, *value;
  while (PyDict_Next(dict, &position, &key, &value)) {
    if (encode(encoder, key, depth) < 0 || encode(encoder, value, depth) < 0) return -1;
  }
  return 0;
}

static int refuse_type(PyObject* object) {
  PyErr_Format(
      PyExc_TypeError,
      "a value of type '%.100s' cannot leave the glass; what can: None, bool, int, float, str, bytes, list, "
      "tuple, set and dict (convert it first, for example with str(), float() or list())",
      Py_TYPE(object)->tp_name);
  return -1;
}

static int check_length(encoder* encoder, size_t more) {
  if (encoder->buffer->length <= encoder->bytes_max && more <= encoder->bytes_max - encoder->buffer->length)
    return 0;
  PyErr_Format(PyExc_ValueError, "the value is too long: at most %zu bytes can leave the glass at once",
               encoder->bytes_max);
  return -1;
}

static int encode_string(encoder* encoder, unsigned major, const void* data, Py_ssize_t bytes) {
  if (check_length(encoder, (size_t)bytes) < 0) return -1;
  return put_string(encoder->buffer, major, data, (size_t)bytes);
}

static int encode_str(encoder* encoder, PyObject* text) {
  Py_ssize_t characters = PyUnicode_GET_LENGTH(text);
  if (PyUnicode_IS_ASCII(text)) return encode_string(encoder, CBOR_TEXT, PyUnicode_DATA(text), characters);
  if (check_length(encoder, (size_t)characters) < 0) return -1;
  /* Not PyUnicode_AsUTF8AndSize, which would keep a second copy inside the object. */
  PyObject* bytes = PyUnicode_AsUTF8String(text);
  if (bytes == NULL) return -1;
  int result = encode_string(encoder, CBOR_TEXT, PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes));
  Py_DECREF(bytes);
  return result;
}

static int encode(encoder* encoder, PyObject* object, unsigned depth) {
  cbor_buffer* buffer = encoder->buffer;
  if (check_length(encoder, 0) < 0) return -1;
  if (PyUnicode_Check(object)) return encode_str(encoder, object);
  if (PyBool_Check(object)) return cbor_put_head(buffer, CBOR_SIMPLE, object == Py_True ? 21 : 20);
  if (PyLong_Check(object)) return put_int(buffer, object);
  if (PyFloat_Check(object)) return put_double(buffer, PyFloat_AS_DOUBLE(object));
  if (object == Py_None) return cbor_put_head(buffer, CBOR_SIMPLE, 22);
  if (PyBytes_Check(object)) {
    return encode_string(encoder, CBOR_BYTES, PyBytes_AS_STRING(object), PyBytes_GET_SIZE(object));
  }
  if (PyByteArray_Check(object)) {
    return encode_string(encoder, CBOR_BYTES, PyByteArray_AS_STRING(object), PyByteArray_GET_SIZE(object));
  }
  int is_sequence = PyList_Check(object) || PyTuple_Check(object);
  int is_dict = PyDict_Check(object);
  if (!is_sequence && !is_dict && !PyAnySet_Check(object)) return refuse_type(object);
  if (depth >= CBOR_VALUE_DEPTH_MAX) {
    PyErr_Format(PyExc_ValueError, "the value is nested deeper than %d levels, or contains itself",
                 CBOR_VALUE_DEPTH_MAX);
    return -1;
  }
  if (is_sequence) return encode_sequence(encoder, object, depth + 1);
  if (is_dict) return encode_dict(encoder, object, depth + 1);
  return encode_set(encoder, object, depth + 1);
}

int cbor_encode(cbor_buffer* buffer, PyObject* object, size_t bytes_max) {
  encoder encoder = {buffer, bytes_max};
  return encode(&encoder, object, 0);
}

/* ---- reading ---- */

#define KEYS_COUNT 64u /* power of two */
#define KEY_BYTES_MAX 64u

typedef struct {
  const uint8_t* next;
  const uint8_t* end;
  /* Map keys met before, so that ten thousand rows share their column names. `text` points into the input. */
  struct {
    const uint8_t* text;
    size_t bytes;
    PyObject* key; /* borrowed from keys_kept */
  } keys[KEYS_COUNT];
  PyObject* keys_kept; /* list that owns the keys above; NULL until the first */
} decoder;

/* What the head of an item states: a value, or that a break will end the item. */
typedef struct {
  uint64_t value;
  int is_indefinite;
} argument;

static PyObject* refuse(const char* what) {
  PyErr_Format(PyExc_ValueError, "malformed CBOR from the host: %s", what);
  return NULL;
}

/* Reads the argument that `initial` announces. Returns -1 with an exception when it is malformed. */
static inline int read_argument(decoder* decoder, uint8_t initial, argument* argument) {
  unsigned info = initial & 31;
  argument->is_indefinite = info == 31;
  argument->value = info;
  if (info < 24 || info == 31) return 0;
  unsigned bytes = 1u << (info - 24);
  if (info > 27 || (size_t)(decoder->end - decoder->next) < bytes) {
    refuse("cut short");
    return -1;
  }
  argument->value = get_big_endian(decoder->next, bytes);
  decoder->next += bytes;
  return 0;
}

/* A length of bytes, which must all be there. */
static inline int read_length(decoder* decoder, uint8_t initial, uint64_t* bytes) {
  argument argument;
  if (read_argument(decoder, initial, &argument) < 0) return -1;
  *bytes = argument.value;
  if (argument.is_indefinite || *bytes > (uint64_t)(decoder->end - decoder->next)) {
    refuse("cut short");
    return -1;
  }
  return 0;
}

static PyObject* decode(decoder* decoder, unsigned depth);

static inline int at_break(decoder* decoder) {
  if (decoder->next < decoder->end && *decoder->next == 0xff) {
    decoder->next++;
    return 1;
  }
  return 0;
}

/* Chunks of an indefinite string, joined. */
static PyObject* decode_chunks(decoder* decoder, unsigned major) {
  cbor_buffer joined = {0};
  PyObject* result = NULL;
  while (!at_break(decoder)) {
    uint64_t bytes;
    if (decoder->next == decoder->end || *decoder->next >> 5 != major) {
      refuse("a chunk of another type");
      goto done;
    }
    if (read_length(decoder, *decoder->next++, &bytes) < 0 || room_for(&joined, bytes) < 0) goto done;
    if (bytes > 0) memcpy(joined.data + joined.length, decoder->next, bytes);
    joined.length += bytes;
    decoder->next += bytes;
  }
  result = major == CBOR_TEXT
               ? PyUnicode_DecodeUTF8((const char*)joined.data, (Py_ssize_t)joined.length, "strict")
               : PyBytes_FromStringAndSize((const char*)joined.data, (Py_ssize_t)joined.length);
done:
  cbor_buffer_free(&joined);
  return result;
}

/* A string whose bytes are all there, at decoder->next. */
static PyObject* decode_string(decoder* decoder, unsigned major, uint64_t bytes) {
  const char* first = (const char*)decoder->next;
  decoder->next += bytes;
  return major == CBOR_TEXT ? PyUnicode_DecodeUTF8(first, (Py_ssize_t)bytes, "strict")
                            : PyBytes_FromStringAndSize(first, (Py_ssize_t)bytes);
}

static PyObject* decode_array(decoder* decoder, argument count, unsigned depth) {
  if (count.is_indefinite) {
    PyObject* list = PyList_New(0);
    while (list != NULL && !at_break(decoder)) {
      PyObject* item = decode(decoder, depth);
      if (item == NULL || PyList_Append(list, item) < 0) Py_CLEAR(list);
      Py_XDECREF(item);
    }
    return list;
  }
  /* An item takes a byte. */
  if (count.value > (uint64_t)(decoder->end - decoder->next)) return refuse("cut short");
  PyObject* list = PyList_New((Py_ssize_t)count.value);
  if (list == NULL) return NULL;
  for (Py_ssize_t i = 0; i < (Py_ssize_t)count.value; i++) {
    PyObject* item = decode(decoder, depth);
    if (item == NULL) {
      Py_DECREF(list);
      return NULL;
    }
    PyList_SET_ITEM(list, i, item);
  }
  return list;
}

static PyObject* decode_key(decoder* decoder, unsigned depth) {
  if (decoder->next == decoder->end || *decoder->next >> 5 != CBOR_TEXT || (*decoder->next & 31) > 24) {
    return decode(decoder, depth);
  }
  uint64_t bytes;
  if (read_length(decoder, *decoder->next++, &bytes) < 0) return NULL;
  if (bytes == 0 || bytes > KEY_BYTES_MAX) return decode_string(decoder, CBOR_TEXT, bytes);
  const uint8_t* text = decoder->next;
  decoder->next += bytes;
  unsigned slot = (unsigned)(bytes * 7 + text[0] * 5 + text[bytes / 2] * 3 + text[bytes - 1]) % KEYS_COUNT;
  if (decoder->keys[slot].bytes == bytes && memcmp(decoder->keys[slot].text, text, bytes) == 0) {
    return Py_NewRef(decoder->keys[slot].key);
  }
  PyObject* key = PyUnicode_DecodeUTF8((const char*)text, (Py_ssize_t)bytes, "strict");
  if (key == NULL) return NULL;
  PyUnicode_InternInPlace(&key);
  if (decoder->keys_kept == NULL) decoder->keys_kept = PyList_New(0);
  if (decoder->keys_kept == NULL || PyList_Append(decoder->keys_kept, key) < 0) {
    Py_DECREF(key);
    return NULL;
  }
  decoder->keys[slot].text = text;
  decoder->keys[slot].bytes = bytes;
  decoder->keys[slot].key = key;
  return key;
}

static PyObject* decode_map(decoder* decoder, argument count, unsigned depth) {
  if (!count.is_indefinite && count.value > (uint64_t)(decoder->end - decoder->next) / 2)
    return refuse("cut short");
  PyObject* dict = PyDict_New();
  for (uint64_t i = 0; dict != NULL && (count.is_indefinite || i < count.value); i++) {
    if (count.is_indefinite && at_break(decoder)) break;
    PyObject* key = decode_key(decoder, depth);
    PyObject* value = key != NULL ? decode(decoder, depth) : NULL;
    if (value == NULL || PyDict_SetItem(dict, key, value) < 0) Py_CLEAR(dict);
    Py_XDECREF(key);
    Py_XDECREF(value);
  }
  return dict;
}

static PyObject* decode_tagged(decoder* decoder, uint64_t tag) {
  if (tag != 2 && tag != 3) return refuse("a tag other than 2 and 3 (big integers)");
  if (decoder->next == decoder->end || *decoder->next >> 5 != CBOR_BYTES)
    return refuse("a big integer without bytes");
  uint64_t bytes;
  if (read_length(decoder, *decoder->next++, &bytes) < 0) return NULL;
  PyObject* magnitude = decode_string(decoder, CBOR_BYTES, bytes);
  if (magnitude == NULL) return NULL;
  PyObject* number = PyLong_FromUnsignedNativeBytes(
      PyBytes_AS_STRING(magnitude), (size_t)PyBytes_GET_SIZE(magnitude), Py_ASNATIVEBYTES_BIG_ENDIAN);
  Py_DECREF(magnitude);
  if (number == NULL || tag == 2) return number;
  PyObject* negative = PyNumber_Invert(number);
  Py_DECREF(number);
  return negative;
}

static double double_from_half(unsigned half) {
  int exponent = (int)(half >> 10 & 31);
  double mantissa = half & 1023;
  double value = exponent == 0    ? ldexp(mantissa, -24)
                 : exponent == 31 ? (mantissa == 0 ? Py_HUGE_VAL : Py_NAN)
                                  : ldexp(mantissa + 1024, exponent - 25);
  return half & 0x8000 ? -value : value;
}

static PyObject* decode_simple(uint8_t initial, uint64_t argument) {
  switch (initial & 31) {
    case 20:
      Py_RETURN_FALSE;
    case 21:
      Py_RETURN_TRUE;
    case 22:
    case 23:
      Py_RETURN_NONE;
    case 25:
      return PyFloat_FromDouble(double_from_half((unsigned)argument));
    case 26: {
      uint32_t bits = (uint32_t)argument;
      float value;
      memcpy(&value, &bits, sizeof value);
      return PyFloat_FromDouble((double)value);
    }
    case 27: {
      double value;
      memcpy(&value, &argument, sizeof value);
      return PyFloat_FromDouble(value);
    }
    default:
      return refuse("an unknown simple value");
  }
}

static PyObject* decode_negative(uint64_t argument) {
  if (argument <= INT64_MAX) return PyLong_FromLongLong(-1 - (int64_t)argument);
  PyObject* number = PyLong_FromUnsignedLongLong(argument);
  PyObject* negative = number != NULL ? PyNumber_Invert(number) : NULL;
  Py_XDECREF(number);
  return negative;
}

static PyObject* decode(decoder* decoder, unsigned depth) {
  if (decoder->next == decoder->end) return refuse("cut short");
  uint8_t initial = *decoder->next++;
  unsigned major = initial >> 5;
  argument argument;
  if (read_argument(decoder, initial, &argument) < 0) return NULL;
  switch (major) {
    case CBOR_UNSIGNED:
      if (argument.is_indefinite) return refuse("an integer without a value");
      return PyLong_FromUnsignedLongLong(argument.value);
    case CBOR_NEGATIVE:
      if (argument.is_indefinite) return refuse("an integer without a value");
      return decode_negative(argument.value);
    case CBOR_BYTES:
    case CBOR_TEXT:
      if (argument.is_indefinite) return decode_chunks(decoder, major);
      if (argument.value > (uint64_t)(decoder->end - decoder->next)) return refuse("cut short");
      return decode_string(decoder, major, argument.value);
    case CBOR_TAG:
      if (argument.is_indefinite) return refuse("a tag without a number");
      return decode_tagged(decoder, argument.value);
    case CBOR_SIMPLE:
      return decode_simple(initial, argument.value);
    default:
      break;
  }
  if (depth >= CBOR_DEPTH_MAX) return refuse("nested too deep");
  if (major == CBOR_ARRAY) return decode_array(decoder, argument, depth + 1);
  return decode_map(decoder, argument, depth + 1);
}

PyObject* cbor_decode(const uint8_t* data, size_t bytes) {
  decoder decoder;
  decoder.next = data;
  decoder.end = data + bytes;
  decoder.keys_kept = NULL;
  memset(decoder.keys, 0, sizeof decoder.keys);
  /* Everything made here is alive until the end: collecting garbage half way would only cost time. */
  int was_enabled = PyGC_Disable();
  PyObject* object = decode(&decoder, 0);
  if (was_enabled) PyGC_Enable();
  if (object != NULL && decoder.next != decoder.end) {
    Py_DECREF(object);
    object = refuse("bytes after the end");
  }
  Py_XDECREF(decoder.keys_kept);
  return object;
}

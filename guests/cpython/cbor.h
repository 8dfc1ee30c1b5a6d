/* Python objects to CBOR (RFC 8949) and back: what host calls, their replies, displays and outcomes travel
 * as. */
#ifndef VITRINE_GUESTS_CPYTHON_CBOR_H_
#define VITRINE_GUESTS_CPYTHON_CBOR_H_

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stddef.h>
#include <stdint.h>

/* Levels of nesting that are read. The host's decoder has the same limit, hence values that are sent may have
 * a few less: the frame around them counts. */
#define CBOR_DEPTH_MAX 64
#define CBOR_VALUE_DEPTH_MAX 60

/* Bytes that grow as they are written. Zero-initialise; free with cbor_buffer_free or keep for the next use.
 */
typedef struct {
  uint8_t* data;
  size_t length;
  size_t capacity;
} cbor_buffer;

/* Forgets the content, and gives the memory back when it grew large, so that one long frame is not kept for
 * ever. */
void cbor_buffer_reset(cbor_buffer* buffer);
void cbor_buffer_free(cbor_buffer* buffer);

/* All writers return 0, or -1 with a Python exception set; the buffer then holds a part of the item. */

enum {
  CBOR_UNSIGNED = 0,
  CBOR_NEGATIVE = 1,
  CBOR_BYTES = 2,
  CBOR_TEXT = 3,
  CBOR_ARRAY = 4,
  CBOR_MAP = 5,
  CBOR_TAG = 6,
  CBOR_SIMPLE = 7,
};

int cbor_put_head(cbor_buffer* buffer, unsigned major, uint64_t argument);
int cbor_put_text(cbor_buffer* buffer, const char* text, size_t bytes);
/* A str of any content: lone surrogates, which UTF-8 cannot carry, are written as \udcXX escapes. */
int cbor_put_str_lossy(cbor_buffer* buffer, PyObject* text);
int cbor_put_integer(cbor_buffer* buffer, int64_t value);

/* Writes None, bool, int, float, str, bytes, bytearray, list, tuple, set, frozenset, dict and their
 * subclasses. Raises TypeError that names any other type, ValueError for what is nested too deep (or contains
 * itself), for text with lone surrogates and when the buffer would exceed `bytes_max`. Runs no code of the
 * object's class. */
int cbor_encode(cbor_buffer* buffer, PyObject* object, size_t bytes_max);

/* Reads exactly one item. Arrays become lists. Raises ValueError when the bytes are not such an item. */
PyObject* cbor_decode(const uint8_t* data, size_t bytes);

#endif /* VITRINE_GUESTS_CPYTHON_CBOR_H_ */

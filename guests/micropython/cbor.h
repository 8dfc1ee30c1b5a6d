/* Python objects to CBOR (RFC 8949) and back, for values and host calls.
 *
 * bool, int of any size (tags 2 and 3), float, str, bytes and bytearray, list and tuple, set and frozenset
 * (as arrays), dict and OrderedDict, each with its subclasses. What cannot travel raises TypeError or
 * ValueError; the buffer then holds part of it.
 */
#ifndef VITRINE_GUESTS_MICROPYTHON_CBOR_H_
#define VITRINE_GUESTS_MICROPYTHON_CBOR_H_

#include <stddef.h>
#include <stdint.h>

#include "py/obj.h"

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

#define CBOR_VALUE_DEPTH_MAX 60
#define CBOR_DEPTH_MAX 64

/* From malloc, so it may be static. */
typedef struct {
  uint8_t* data;
  size_t length;
  size_t capacity;
} cbor_buffer;

void cbor_buffer_reset(cbor_buffer* buffer);
void cbor_buffer_free(cbor_buffer* buffer);

/* All of these raise MemoryError. */
void cbor_put_head(cbor_buffer* buffer, unsigned major, uint64_t argument);
/* What is no UTF-8, as surrogates are not, becomes escapes. */
void cbor_put_text(cbor_buffer* buffer, const char* text, size_t bytes);
void cbor_put_integer(cbor_buffer* buffer, int64_t value);
/* Raises also when the value cannot travel, as text with surrogates cannot, or makes the buffer longer than
 * `bytes_max`. */
void cbor_encode(cbor_buffer* buffer, mp_obj_t object, size_t bytes_max);

/* Small where it fits, which mp_obj_new_int_from_ull is not. */
mp_obj_t cbor_new_unsigned(uint64_t value);
mp_obj_t cbor_decode(const uint8_t* data, size_t bytes);

#endif /* VITRINE_GUESTS_MICROPYTHON_CBOR_H_ */

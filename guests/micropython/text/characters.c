#include "characters.h"

#include "py/misc.h"

/* Shorter texts are counted each time. */
#define REMEMBERED_BYTES_MIN 64
/* Characters are counted a word at a time on the way up, and one by one on the way down. */
#define DOWN_COSTS 8

static struct {
  const byte* data;
  size_t bytes;
  size_t count;
  size_t index; /* of the character that was asked for last, which begins at: */
  const byte* at;
} last;

void text_forget(const void* data) {
  if (last.data != NULL && (data == NULL || data == last.data)) last.data = NULL;
}

size_t text_characters(const byte* data, size_t bytes) {
  if (bytes < REMEMBERED_BYTES_MIN) return utf8_charlen(data, bytes);
  if (last.data != data || last.bytes != bytes) {
    last.data = data;
    last.bytes = bytes;
    last.count = utf8_charlen(data, bytes);
    last.index = 0;
    last.at = data;
  }
  return last.count;
}

const byte* text_character_at(const byte* data, size_t bytes, size_t index) {
  const size_t count = text_characters(data, bytes);
  if (count == bytes) return data + index;
  const bool is_remembered = bytes >= REMEMBERED_BYTES_MIN;
  const byte* const end = data + bytes;
  const byte* at = is_remembered ? last.at : data;
  size_t here = is_remembered ? last.index : 0;
  if (here > index && (here - index) * DOWN_COSTS > index) {
    at = data;
    here = 0;
  }
  if (here < index && (count - index) * DOWN_COSTS < index - here) {
    at = end;
    here = count;
  }
  for (size_t begun; end - at >= 8 && here + (begun = utf8_begun_in_8(at)) <= index; at += 8) here += begun;
  /* What is left of a character belongs to those that were counted. */
  while (at < end && UTF8_IS_CONT(*at)) at++;
  for (; here < index; here++) at = utf8_next_char(at);
  for (; here > index; here--) {
    do at--;
    while (UTF8_IS_CONT(*at));
  }
  if (is_remembered) {
    last.index = index;
    last.at = at;
  }
  return at;
}

size_t text_index_of(const byte* data, size_t bytes, const byte* at) {
  return text_characters(data, bytes) == bytes ? (size_t)(at - data)
                                               : utf8_charlen(data, (size_t)(at - data));
}

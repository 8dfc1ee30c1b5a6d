#include "line_ends.h"

#include <string.h>

#include "py/obj.h"

int line_ends_parse(const char* newline) {
  static const char* const known[] = {
      [ENDS_LF] = "\n", [ENDS_ANY] = "", [ENDS_CR] = "\r", [ENDS_CRLF] = "\r\n"};
  for (int i = 0; i < (int)MP_ARRAY_SIZE(known); i++) {
    if (strcmp(newline, known[i]) == 0) return i;
  }
  return -1;
}

size_t line_ends_find(uint8_t ends, char before, const char* data, size_t bytes) {
  const char* end = memchr(data, ends == ENDS_CR ? '\r' : '\n', bytes);
  if (ends == ENDS_CRLF) {
    while (end != NULL && (end > data ? end[-1] : before) != '\r')
      end = memchr(end + 1, '\n', bytes - (size_t)(end + 1 - data));
  } else if (ends == ENDS_ANY) {
    const char* other = memchr(data, '\r', end != NULL ? (size_t)(end - data) : bytes);
    if (other != NULL) end = other + 1 == end ? end : other;
  }
  return end != NULL ? (size_t)(end - data) + 1 : 0;
}

#include "ucd.h"

#include <stddef.h>

/* The state of the decoder before every 24th run: the run's first character, the end of the run before it
 * (what its gap counts from), and where its bytes begin. */
typedef struct {
  uint32_t start;
  uint32_t end_before;
  uint32_t offset;
} run_index;

#include "unicode_tables.h"

typedef struct {
  const uint8_t* bytes;
  const run_index* index;
  uint16_t bytes_count;
  uint16_t index_count;
} table;

#define TABLE(name) \
  {name##_bytes, name##_index, sizeof(name##_bytes), sizeof(name##_index) / sizeof(run_index)}

typedef enum { PLAIN, STRIDED, MAPPED } coding;

static uint32_t read_varint(const uint8_t** at) {
  uint32_t value = 0;
  unsigned shift = 0;
  uint8_t byte;
  do {
    byte = *(*at)++;
    value |= (uint32_t)(byte & 0x7f) << shift;
    shift += 7;
  } while (byte & 0x80);
  return value;
}

/* Whether `c` is in a run; `distance` gets the run's value in tables of mappings. */
static bool find(const table* t, coding kind, uint32_t c, int32_t* distance) {
  unsigned low = 0;
  unsigned high = t->index_count;
  while (low < high) {
    const unsigned middle = (low + high) / 2;
    if (t->index[middle].start <= c) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == 0) return false;
  const run_index* entry = &t->index[low - 1];
  const uint8_t* at = t->bytes + entry->offset;
  const uint8_t* top = t->bytes + (low < t->index_count ? t->index[low].offset : t->bytes_count);
  uint32_t end = entry->end_before;
  while (at < top) {
    const uint32_t start = end + read_varint(&at);
    uint32_t count = read_varint(&at);
    uint32_t stride = 1;
    if (kind != PLAIN) {
      stride += count & 1;
      count >>= 1;
    }
    if (kind == MAPPED) {
      const uint32_t zigzag = read_varint(&at);
      *distance = (int32_t)(zigzag >> 1) ^ -(int32_t)(zigzag & 1);
    }
    end = start + count * stride + 1;
    if (c < start) return false;
    if (c < end) return (c - start) % stride == 0;
  }
  return false;
}

static bool holds(const table* t, coding kind, uint32_t c) {
  int32_t unused;
  return find(t, kind, c, &unused);
}

bool ucd_is_alpha(uint32_t c) {
  static const table alpha = TABLE(alpha);
  if (c < 128) return (c | 32) - 'a' < 26;
  return holds(&alpha, PLAIN, c);
}

bool ucd_is_numeric(uint32_t c) {
  static const table numeric = TABLE(numeric);
  if (c < 128) return c - '0' < 10;
  return holds(&numeric, PLAIN, c);
}

bool ucd_is_alnum(uint32_t c) { return ucd_is_alpha(c) || ucd_is_numeric(c); }

bool ucd_is_digit(uint32_t c) {
  static const table digit = TABLE(digit);
  if (c < 128) return c - '0' < 10;
  return holds(&digit, PLAIN, c);
}

static const table decimal_table = TABLE(decimal);

bool ucd_is_decimal(uint32_t c) {
  if (c < 128) return c - '0' < 10;
  return holds(&decimal_table, PLAIN, c);
}

unsigned ucd_decimal_value(uint32_t c) {
  if (c < 128) return c - '0';
  /* The decimal digits come in tens, zero first, and the one place where tens touch begins at a zero too. */
  if (c >= 0x1d7ce && c <= 0x1d7ff) return (c - 0x1d7ce) % 10;
  unsigned value = 0;
  while (value < 9 && holds(&decimal_table, PLAIN, c - value - 1)) value++;
  return value;
}

bool ucd_is_space(uint32_t c) {
  return (c >= 9 && c <= 13) || (c >= 28 && c <= 32) || c == 0x85 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x3000;
}

bool ucd_is_printable(uint32_t c) {
  static const table printable = TABLE(printable);
  if (c < 128) return c >= 32 && c < 127;
  return holds(&printable, PLAIN, c);
}

bool ucd_is_lower(uint32_t c) {
  static const table lowercase = TABLE(lowercase);
  if (c < 128) return c - 'a' < 26;
  return holds(&lowercase, STRIDED, c);
}

bool ucd_is_upper(uint32_t c) {
  static const table uppercase = TABLE(uppercase);
  if (c < 128) return c - 'A' < 26;
  return holds(&uppercase, STRIDED, c);
}

bool ucd_is_title(uint32_t c) {
  static const table titlecase = TABLE(titlecase);
  return c >= 128 && holds(&titlecase, PLAIN, c);
}

static uint32_t map(const table* t, uint32_t c) {
  int32_t distance;
  return find(t, MAPPED, c, &distance) ? c + (uint32_t)distance : c;
}

uint32_t ucd_to_lower(uint32_t c) {
  static const table to_lower = TABLE(to_lower);
  if (c < 128) return c - 'A' < 26 ? c + 32 : c;
  if (c == 0x130) return 'i'; /* U+0130 has a full lower case of two characters, so it is in no table */
  return map(&to_lower, c);
}

static const uint16_t* find_special(uint32_t c) {
  for (size_t i = 0; i < sizeof(special_upper) / sizeof(special_upper[0]); i++) {
    if (special_upper[i][0] == c) return special_upper[i];
  }
  return NULL;
}

uint32_t ucd_to_upper(uint32_t c) {
  static const table to_upper = TABLE(to_upper);
  if (c < 128) return c - 'a' < 26 ? c - 32 : c;
  /* Greek letters with iota subscript have a full upper case of two characters, and one of a single
   * character. */
  if (c >= 0x1f80 && c <= 0x1faf) return c | 8;
  if (c == 0x1fb3 || c == 0x1fc3 || c == 0x1ff3) return c + 9;
  return map(&to_upper, c);
}

unsigned ucd_lower(uint32_t c, uint32_t* out) {
  out[0] = ucd_to_lower(c);
  if (c != 0x130) return 1;
  out[1] = 0x307;
  return 2;
}

unsigned ucd_upper(uint32_t c, uint32_t* out) {
  const uint16_t* special = c < 128 ? NULL : find_special(c);
  if (special == NULL) {
    out[0] = ucd_to_upper(c);
    return 1;
  }
  unsigned count = 0;
  while (count < UCD_IMAGE_MAX && special[count + 1] != 0) {
    out[count] = special[count + 1];
    count++;
  }
  return count;
}

unsigned ucd_title(uint32_t c, uint32_t* out) {
  /* Letters with a title case of their own, and Georgian, whose capitals are for whole words. */
  if (c >= 0x1c4 && c <= 0x1cc) {
    out[0] = 0x1c5 + (c - 0x1c4) / 3 * 3;
  } else if (c >= 0x1f1 && c <= 0x1f3) {
    out[0] = 0x1f2;
  } else if (c >= 0x10d0 && c <= 0x10ff) {
    out[0] = c;
  } else if ((c >= 0x1f80 && c <= 0x1faf) || c == 0x1fb3 || c == 0x1fc3 || c == 0x1ff3) {
    out[0] = ucd_to_upper(c);
  } else if (c == 0x1fbc || c == 0x1fcc || c == 0x1ffc) {
    out[0] = c;
  } else {
    const unsigned count = ucd_upper(c, out);
    /* 'ß' gives 'Ss'; U+0149 keeps its capital behind the apostrophe, and a letter with an accent of its own
     * has nothing to make small. */
    for (unsigned i = 1; i < count && c != 0x149; i++) {
      out[i] = out[i] == 0x399 && c >= 0x1f80 ? 0x345 : ucd_to_lower(out[i]);
    }
    return count;
  }
  return 1;
}

unsigned ucd_casefold(uint32_t c, uint32_t* out) {
  if (c < 128) {
    out[0] = ucd_to_lower(c);
    return 1;
  }
  if (c == 0x131 || (c >= 0x13a0 && c <= 0x13f5)) { /* the dotless i; Cherokee folds to its capitals */
    out[0] = c;
    return 1;
  }
  if (c >= 0x13f8 && c <= 0x13fd) {
    out[0] = c - 8;
    return 1;
  }
  if (c >= 0xab70 && c <= 0xabbf) {
    out[0] = c - 0xab70 + 0x13a0;
    return 1;
  }
  if (c == 0x130) return ucd_lower(c, out);
  const unsigned count = ucd_upper(c == 0x1e9e ? 0xdf : c, out);
  for (unsigned i = 0; i < count; i++) out[i] = ucd_to_lower(out[i]);
  return count;
}

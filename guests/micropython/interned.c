/* Names and other short texts of which there is one of each (qstrs), in place of py/qstr.c.
 *
 * A name is a number: first come those that the build found in the sources, then those made while the guest
 * runs, in chunks. Two hash tables find a name by its text: one of all that the image holds, which nobody
 * writes to afterwards, and a small one of what came since, so that a new name dirties no page of its own.
 *
 * All that is made here is malloc's: it stays, and the collector does not look into it.
 */
#include "interned.h"

#include <stdlib.h>
#include <string.h>

#include "py/mpstate.h"
#include "py/qstr.h"
#include "py/runtime.h"

#define HASH_MASK ((1u << (8 * MICROPY_QSTR_BYTES_IN_HASH)) - 1)
#define CHUNK_NAMES 32u
#define TEXT_CHUNK_BYTES 256u
#define RECENT_SLOTS_INITIAL 64u /* a power of two */

typedef struct {
  uint32_t hash;
  uint32_t bytes;
  const char* text; /* ends with a zero that does not count */
} name;

typedef struct {
  uint32_t* slots; /* numbers of names, zero where none is */
  uint32_t slots_count;
  uint32_t count;
} name_table;

static struct {
  name** chunks;
  uint32_t chunks_capacity;
  uint32_t chunks_count; /* the last one may be without a name, when memory for the text was short */
  uint32_t made;         /* names in the chunks */
  char* text;            /* where the next text goes */
  size_t text_left;
  name_table image, recent;
} interned;

static const name built_in[MP_QSTRnumber_of] = {
#ifndef NO_QSTR
#define QDEF0(id, hash, bytes, text) {hash, bytes, text},
#define QDEF1(id, hash, bytes, text)
#include "genhdr/qstrdefs.generated.h"
#undef QDEF0
#undef QDEF1
#define QDEF0(id, hash, bytes, text)
#define QDEF1(id, hash, bytes, text) {hash, bytes, text},
#include "genhdr/qstrdefs.generated.h"
#undef QDEF0
#undef QDEF1
#endif
};

static inline const name* name_of(qstr number) {
  if (number < MP_QSTRnumber_of) return &built_in[number];
  number -= MP_QSTRnumber_of;
  return &interned.chunks[number / CHUNK_NAMES][number % CHUNK_NAMES];
}

/* As makeqstrdata.py computes it for those built in: djb2, never zero. */
size_t qstr_compute_hash(const byte* data, size_t bytes) {
  size_t hash = 5381;
  for (const byte* end = data + bytes; data < end; data++) hash = (hash * 33) ^ *data;
  hash &= HASH_MASK;
  return hash != 0 ? hash : 1;
}

/* ---- the tables ---- */

/* Where the search begins: hashes of short texts that are alike lie side by side, the high bits of a product
 * do not. */
static uint32_t first_slot(const name_table* table, size_t hash) {
  return (uint32_t)(hash * 0x9e3779b1u) >> (__builtin_clz(table->slots_count) + 1);
}

static qstr find(const name_table* table, const char* text, size_t bytes, size_t hash) {
  for (uint32_t slot = first_slot(table, hash);; slot++) {
    qstr number = table->slots[slot & (table->slots_count - 1)];
    if (number == MP_QSTRnull) return MP_QSTRnull;
    const name* found = name_of(number);
    if (found->hash == hash && found->bytes == bytes && memcmp(found->text, text, bytes) == 0) return number;
  }
}

static void put(name_table* table, qstr number) {
  uint32_t slot = first_slot(table, name_of(number)->hash);
  while (table->slots[slot & (table->slots_count - 1)] != MP_QSTRnull) slot++;
  table->slots[slot & (table->slots_count - 1)] = (uint32_t)number;
  table->count++;
}

static bool make_table(name_table* table, uint32_t slots_count) {
  *table = (name_table){calloc(slots_count, sizeof(uint32_t)), slots_count, 0};
  return table->slots != NULL;
}

static void put_all(name_table* table, const name_table* from) {
  for (uint32_t i = 0; i < from->slots_count; i++) {
    if (from->slots[i] != MP_QSTRnull) put(table, from->slots[i]);
  }
}

/* Makes room for one more; half of the slots stay free. */
static bool grow_table(name_table* table) {
  if (2 * (table->count + 1) <= table->slots_count) return true;
  name_table larger;
  if (!make_table(&larger, 2 * table->slots_count)) return false;
  put_all(&larger, table);
  free(table->slots);
  *table = larger;
  return true;
}

/* ---- new names ---- */

static bool grow_chunks(void) {
  uint32_t chunk = interned.made / CHUNK_NAMES;
  if (interned.made % CHUNK_NAMES != 0 || chunk < interned.chunks_count) return true;
  if (chunk == interned.chunks_capacity) {
    uint32_t capacity = 2 * interned.chunks_capacity;
    name** chunks = realloc(interned.chunks, capacity * sizeof *chunks);
    if (chunks == NULL) return false;
    interned.chunks = chunks;
    interned.chunks_capacity = capacity;
  }
  interned.chunks[chunk] = malloc(CHUNK_NAMES * sizeof(name));
  if (interned.chunks[chunk] == NULL) return false;
  interned.chunks_count++;
  return true;
}

static char* take_text(size_t bytes) {
  if (bytes > TEXT_CHUNK_BYTES / 4) return malloc(bytes);
  if (bytes > interned.text_left) {
    char* text = malloc(TEXT_CHUNK_BYTES);
    if (text == NULL) return NULL;
    interned.text = text;
    interned.text_left = TEXT_CHUNK_BYTES;
  }
  char* text = interned.text;
  interned.text += bytes;
  interned.text_left -= bytes;
  return text;
}

static qstr add(const char* text, size_t bytes, size_t hash) {
  char* copy = NULL;
  if (grow_table(&interned.recent) && grow_chunks()) copy = take_text(bytes + 1);
  if (copy == NULL) m_malloc_fail(bytes + 1);
  memcpy(copy, text, bytes);
  copy[bytes] = '\0';
  interned.chunks[interned.made / CHUNK_NAMES][interned.made % CHUNK_NAMES] =
      (name){(uint32_t)hash, (uint32_t)bytes, copy};
  qstr number = MP_QSTRnumber_of + interned.made++;
  put(&interned.recent, number);
  return number;
}

/* ---- what the core calls ---- */

void qstr_init(void) {
  enum { CHUNKS_INITIAL = 128 };
  interned.chunks_capacity = CHUNKS_INITIAL;
  interned.chunks = malloc(CHUNKS_INITIAL * sizeof *interned.chunks);
  uint32_t slots_count = RECENT_SLOTS_INITIAL;
  while (slots_count < 2 * MP_QSTRnumber_of) slots_count *= 2;
  if (interned.chunks == NULL || !make_table(&interned.image, slots_count) ||
      !make_table(&interned.recent, RECENT_SLOTS_INITIAL)) {
    m_malloc_fail(slots_count * sizeof(uint32_t));
  }
  for (qstr number = MP_QSTRnull + 1; number < MP_QSTRnumber_of; number++) {
    if (built_in[number].bytes > 0) put(&interned.image, number);
  }
}

bool interned_keep_all(void) {
  name_table image;
  uint32_t slots_count = interned.image.slots_count;
  while (slots_count < 2 * (interned.image.count + interned.recent.count)) slots_count *= 2;
  if (!make_table(&image, slots_count)) return false;
  put_all(&image, &interned.image);
  put_all(&image, &interned.recent);
  free(interned.image.slots);
  free(interned.recent.slots);
  interned.image = image;
  return make_table(&interned.recent, RECENT_SLOTS_INITIAL);
}

bool interned_renew(void) {
  free(interned.recent.slots);
  if (!make_table(&interned.recent, RECENT_SLOTS_INITIAL)) return false;
  interned.text_left = 0;
  if (interned.made % CHUNK_NAMES == 0) return true;
  name* chunk = malloc(CHUNK_NAMES * sizeof(name));
  if (chunk == NULL) return false;
  uint32_t last = interned.made / CHUNK_NAMES;
  memcpy(chunk, interned.chunks[last], CHUNK_NAMES * sizeof(name));
  free(interned.chunks[last]);
  interned.chunks[last] = chunk;
  return true;
}

size_t interned_count(void) { return MP_QSTRnumber_of + interned.made; }

static qstr find_anywhere(const char* text, size_t bytes, size_t hash) {
  if (bytes == 0) return MP_QSTR_;
  qstr number = find(&interned.image, text, bytes, hash);
  return number != MP_QSTRnull ? number : find(&interned.recent, text, bytes, hash);
}

qstr qstr_find_strn(const char* text, size_t bytes) {
  return find_anywhere(text, bytes, qstr_compute_hash((const byte*)text, bytes));
}

qstr qstr_from_strn(const char* text, size_t bytes) {
  size_t hash = qstr_compute_hash((const byte*)text, bytes);
  qstr number = find_anywhere(text, bytes, hash);
  return number != MP_QSTRnull ? number : add(text, bytes, hash);
}

qstr qstr_from_str(const char* text) { return qstr_from_strn(text, strlen(text)); }

mp_uint_t qstr_hash(qstr number) { return name_of(number)->hash; }
size_t qstr_len(qstr number) { return name_of(number)->bytes; }
const char* qstr_str(qstr number) { return name_of(number)->text; }
const byte* qstr_data(qstr number, size_t* bytes) {
  const name* found = name_of(number);
  *bytes = found->bytes;
  return (const byte*)found->text;
}

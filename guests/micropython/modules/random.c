/* The module _random: the Mersenne twister MT19937 (Matsumoto and Nishimura), with the seeding, the floats
 * and the bits of CPython, so that a seed gives the numbers that CPython gives. */
#include "modules/random.h"

#include <string.h>

#include "py/objint.h"
#include "py/runtime.h"

#ifdef __wasm__
#include "abi.h"
#else
#include <sys/random.h>
static void vitrine_entropy(void* data, uint32_t bytes) {
  if (getrandom(data, bytes, 0) != (ssize_t)bytes) mp_raise_OSError(5);
}
#endif

#define WORDS 624
#define MIDDLE 397
#define UNSEEDED (WORDS + 1) /* of `next`: the first draw asks the host, so that no image holds a seed */

typedef struct {
  mp_obj_base_t base;
  uint32_t words[WORDS];
  uint32_t next;
} generator;

static void fill(generator* self, uint32_t seed) {
  self->words[0] = seed;
  for (uint32_t i = 1; i < WORDS; i++) {
    seed = 1812433253u * (seed ^ seed >> 30) + i;
    self->words[i] = seed;
  }
  self->next = WORDS;
}

/* The reference code's init_by_array(). */
static void fill_by_key(generator* self, const uint32_t* key, uint32_t length) {
  uint32_t* words = self->words;
  fill(self, 19650218u);
  uint32_t i = 1, j = 0;
  for (uint32_t k = length > WORDS ? length : WORDS; k > 0; k--) {
    words[i] = (words[i] ^ (words[i - 1] ^ words[i - 1] >> 30) * 1664525u) + key[j] + j;
    if (++i == WORDS) {
      words[0] = words[WORDS - 1];
      i = 1;
    }
    if (++j == length) j = 0;
  }
  for (uint32_t k = WORDS - 1; k > 0; k--) {
    words[i] = (words[i] ^ (words[i - 1] ^ words[i - 1] >> 30) * 1566083941u) - i;
    if (++i == WORDS) {
      words[0] = words[WORDS - 1];
      i = 1;
    }
  }
  words[0] = 0x80000000u;
}

static uint32_t draw(generator* self) {
  uint32_t* words = self->words;
  if (self->next == UNSEEDED) {
    uint32_t key[16];
    vitrine_entropy(key, sizeof key);
    fill_by_key(self, key, 16);
  }
  if (self->next >= WORDS) {
    for (int i = 0; i < WORDS; i++) {
      uint32_t mixed = (words[i] & 0x80000000u) | (words[(i + 1) % WORDS] & 0x7fffffffu);
      words[i] = words[(i + MIDDLE) % WORDS] ^ mixed >> 1 ^ (mixed & 1 ? 0x9908b0dfu : 0);
    }
    self->next = 0;
  }
  uint32_t value = words[self->next++];
  value ^= value >> 11;
  value ^= value << 7 & 0x9d2c5680u;
  value ^= value << 15 & 0xefc60000u;
  return value ^ value >> 18;
}

/* The first one that is made: the module random's own, which the image holds. */
MP_REGISTER_ROOT_POINTER(mp_obj_t guest_shared_generator);

void random_forget_seed(void) {
  if (MP_STATE_VM(guest_shared_generator) == MP_OBJ_NULL) return;
  generator* self = MP_OBJ_TO_PTR(MP_STATE_VM(guest_shared_generator));
  if (self->next != UNSEEDED) self->next = UNSEEDED; /* a page that need not be written is not */
}

static mp_obj_t generator_make_new(const mp_obj_type_t* type, size_t count, size_t keywords,
                                   const mp_obj_t* args) {
  mp_arg_check_num(count, keywords, 0, 0, false);
  generator* self = mp_obj_malloc(generator, type);
  self->next = UNSEEDED;
  if (MP_STATE_VM(guest_shared_generator) == MP_OBJ_NULL)
    MP_STATE_VM(guest_shared_generator) = MP_OBJ_FROM_PTR(self);
  return MP_OBJ_FROM_PTR(self);
}

/* seed(bytes): the absolute value of the seed, least byte first; None asks the host. */
static mp_obj_t generator_seed(mp_obj_t self_in, mp_obj_t key_in) {
  if (key_in == mp_const_none) {
    ((generator*)MP_OBJ_TO_PTR(self_in))->next = UNSEEDED;
    return mp_const_none;
  }
  mp_buffer_info_t key;
  mp_get_buffer_raise(key_in, &key, MP_BUFFER_READ);
  const byte* data = key.buf;
  size_t bytes = key.len;
  while (bytes > 0 && data[bytes - 1] == 0) bytes--;
  uint32_t length = bytes > 0 ? (uint32_t)(bytes + 3) / 4 : 1;
  uint32_t* words = m_new0(uint32_t, length);
  for (size_t i = 0; i < bytes; i++) words[i / 4] |= (uint32_t)data[i] << i % 4 * 8;
  fill_by_key(MP_OBJ_TO_PTR(self_in), words, length);
  m_del(uint32_t, words, length);
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(generator_seed_obj, generator_seed);

static mp_obj_t generator_random(mp_obj_t self_in) {
  generator* self = MP_OBJ_TO_PTR(self_in);
  uint32_t high = draw(self) >> 5, low = draw(self) >> 6;
  return mp_obj_new_float((high * 67108864.0 + low) * (1.0 / 9007199254740992.0));
}
static MP_DEFINE_CONST_FUN_OBJ_1(generator_random_obj, generator_random);

static mp_obj_t draw_bits(generator* self, size_t bits) {
  if (bits == 0) return MP_OBJ_NEW_SMALL_INT(0);
  if (bits <= 32) return mp_obj_new_int_from_uint(draw(self) >> (32 - bits));
  size_t words = (bits + 31) / 32;
  byte* data = m_new(byte, words * 4);
  for (size_t i = 0; i < words; i++, bits -= 32) {
    uint32_t value = draw(self);
    if (bits < 32) value >>= 32 - bits;
    for (int j = 0; j < 4; j++) data[i * 4 + j] = (byte)(value >> j * 8);
  }
  mp_obj_t result = mp_obj_int_from_bytes_impl(false, words * 4, data);
  m_del(byte, data, words * 4);
  return result;
}

static mp_obj_t generator_getrandbits(mp_obj_t self_in, mp_obj_t bits_in) {
  mp_int_t bits = mp_obj_get_int(bits_in);
  if (bits < 0) mp_raise_ValueError(MP_ERROR_TEXT("number of bits must be non-negative"));
  return draw_bits(MP_OBJ_TO_PTR(self_in), (size_t)bits);
}
static MP_DEFINE_CONST_FUN_OBJ_2(generator_getrandbits_obj, generator_getrandbits);

static size_t bit_length(mp_obj_t value) {
  if (mp_obj_is_small_int(value)) {
    size_t bits = 0;
    for (mp_uint_t left = (mp_uint_t)MP_OBJ_SMALL_INT_VALUE(value); left > 0; left >>= 1) bits++;
    return bits;
  }
  const mpz_t* z = &((mp_obj_int_t*)MP_OBJ_TO_PTR(value))->mpz;
  size_t bits = (z->len - 1) * MPZ_DIG_SIZE;
  for (mpz_dig_t top = z->dig[z->len - 1]; top > 0; top >>= 1) bits++;
  return bits;
}

/* below(n): a whole number under n > 0, drawn until it fits, as CPython does. */
static mp_obj_t generator_below(mp_obj_t self_in, mp_obj_t limit) {
  if (!mp_obj_is_int(limit) || mp_obj_int_sign(limit) <= 0) {
    mp_raise_ValueError(MP_ERROR_TEXT("expected a positive integer"));
  }
  size_t bits = bit_length(limit);
  for (;;) {
    mp_obj_t drawn = draw_bits(MP_OBJ_TO_PTR(self_in), bits);
    if (mp_binary_op(MP_BINARY_OP_LESS, drawn, limit) == mp_const_true) return drawn;
  }
}
static MP_DEFINE_CONST_FUN_OBJ_2(generator_below_obj, generator_below);

static mp_obj_t generator_getstate(mp_obj_t self_in) {
  generator* self = MP_OBJ_TO_PTR(self_in);
  if (self->next == UNSEEDED) draw(self);
  mp_obj_t items[WORDS + 1];
  for (int i = 0; i < WORDS; i++) items[i] = mp_obj_new_int_from_uint(self->words[i]);
  items[WORDS] = mp_obj_new_int_from_uint(self->next);
  return mp_obj_new_tuple(WORDS + 1, items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(generator_getstate_obj, generator_getstate);

static mp_obj_t generator_setstate(mp_obj_t self_in, mp_obj_t state) {
  generator* self = MP_OBJ_TO_PTR(self_in);
  mp_obj_t* items;
  if (!mp_obj_is_type(state, &mp_type_tuple)) mp_raise_TypeError(MP_ERROR_TEXT("state must be a tuple"));
  mp_obj_get_array_fixed_n(state, WORDS + 1, &items);
  mp_int_t next = mp_obj_get_int(items[WORDS]);
  if (next < 0 || next > WORDS) mp_raise_ValueError(MP_ERROR_TEXT("invalid state"));
  uint32_t words[WORDS];
  for (int i = 0; i < WORDS; i++) words[i] = (uint32_t)mp_obj_get_int_truncated(items[i]);
  memcpy(self->words, words, sizeof words);
  self->next = (uint32_t)next;
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(generator_setstate_obj, generator_setstate);

static const mp_rom_map_elem_t generator_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_seed), MP_ROM_PTR(&generator_seed_obj)},
    {MP_ROM_QSTR(MP_QSTR_random), MP_ROM_PTR(&generator_random_obj)},
    {MP_ROM_QSTR(MP_QSTR_getrandbits), MP_ROM_PTR(&generator_getrandbits_obj)},
    {MP_ROM_QSTR(MP_QSTR_below), MP_ROM_PTR(&generator_below_obj)},
    {MP_ROM_QSTR(MP_QSTR_getstate), MP_ROM_PTR(&generator_getstate_obj)},
    {MP_ROM_QSTR(MP_QSTR_setstate), MP_ROM_PTR(&generator_setstate_obj)},
};
static MP_DEFINE_CONST_DICT(generator_locals, generator_locals_table);

static MP_DEFINE_CONST_OBJ_TYPE(generator_type, MP_QSTR_Twister, MP_TYPE_FLAG_NONE, make_new,
                                generator_make_new, locals_dict, &generator_locals);

static const mp_rom_map_elem_t random_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR__random)},
    {MP_ROM_QSTR(MP_QSTR_Twister), MP_ROM_PTR(&generator_type)},
};
static MP_DEFINE_CONST_DICT(random_globals, random_globals_table);

const mp_obj_module_t random_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&random_globals,
};
MP_REGISTER_MODULE(MP_QSTR__random, random_module);

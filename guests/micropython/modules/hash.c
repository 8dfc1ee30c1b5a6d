/* The module _hash: MD5 (RFC 1321), SHA-1 and SHA-2 (FIPS 180-4), SHA-3 and SHAKE (FIPS 202), BLAKE2 (RFC
 * 7693), and CRC-32. library/pack/hashlib.py is made of it. */
#include <string.h>

#include "py/objstr.h"
#include "py/runtime.h"

typedef enum { MD5, SHA1, SHA2_SHORT, SHA2_LONG, SHA3, BLAKE2B, BLAKE2S } family;

typedef struct {
  const char* name;
  family family;
  uint8_t block;
  uint8_t digest;  /* 0: as long as is asked for */
  uint8_t padding; /* of SHA-3 */
} algorithm;

static const algorithm algorithms[] = {
    {"md5", MD5, 64, 16, 0},           {"sha1", SHA1, 64, 20, 0},         {"sha224", SHA2_SHORT, 64, 28, 0},
    {"sha256", SHA2_SHORT, 64, 32, 0}, {"sha384", SHA2_LONG, 128, 48, 0}, {"sha512", SHA2_LONG, 128, 64, 0},
    {"sha3_224", SHA3, 144, 28, 6},    {"sha3_256", SHA3, 136, 32, 6},    {"sha3_384", SHA3, 104, 48, 6},
    {"sha3_512", SHA3, 72, 64, 6},     {"shake_128", SHA3, 168, 0, 31},   {"shake_256", SHA3, 136, 0, 31},
    {"blake2b", BLAKE2B, 128, 64, 0},  {"blake2s", BLAKE2S, 64, 32, 0},
};

typedef struct {
  mp_obj_base_t base;
  const algorithm* algorithm;
  uint64_t bytes; /* hashed so far, with what waits in `block` */
  uint32_t filled;
  uint32_t digest;
  union {
    uint32_t words[8];
    uint64_t longs[8];
    uint64_t lanes[25];
  } state;
  uint8_t block[168];
} hash;

static uint32_t rotate_32(uint32_t x, unsigned n) { return x << n | x >> (32 - n); }
static uint64_t rotate_64(uint64_t x, unsigned n) { return n == 0 ? x : x << n | x >> (64 - n); }

static uint64_t load(const uint8_t* data, int bytes, bool is_big) {
  uint64_t value = 0;
  for (int i = 0; i < bytes; i++) value |= (uint64_t)data[is_big ? bytes - 1 - i : i] << i * 8;
  return value;
}

static void store(uint8_t* data, uint64_t value, int bytes, bool is_big) {
  for (int i = 0; i < bytes; i++) data[is_big ? bytes - 1 - i : i] = (uint8_t)(value >> i * 8);
}

/* ---- MD5 ---- */

static const uint32_t md5_sines[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};

static void md5_block(hash* self, const uint8_t* data) {
  static const uint8_t shifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
  uint32_t* state = self->state.words;
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
  for (unsigned i = 0; i < 64; i++) {
    uint32_t mixed;
    unsigned word;
    if (i < 16) {
      mixed = (b & c) | (~b & d);
      word = i;
    } else if (i < 32) {
      mixed = (d & b) | (~d & c);
      word = (5 * i + 1) % 16;
    } else if (i < 48) {
      mixed = b ^ c ^ d;
      word = (3 * i + 5) % 16;
    } else {
      mixed = c ^ (b | ~d);
      word = 7 * i % 16;
    }
    uint32_t sum = a + mixed + md5_sines[i] + (uint32_t)load(data + word * 4, 4, false);
    a = d;
    d = c;
    c = b;
    b += rotate_32(sum, shifts[i / 16][i % 4]);
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
}

/* ---- SHA-1 and SHA-2 ---- */

static void sha1_block(hash* self, const uint8_t* data) {
  static const uint32_t constants[4] = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};
  uint32_t words[80];
  for (int i = 0; i < 16; i++) words[i] = (uint32_t)load(data + i * 4, 4, true);
  for (int i = 16; i < 80; i++) {
    words[i] = rotate_32(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
  }
  uint32_t* state = self->state.words;
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
  for (int i = 0; i < 80; i++) {
    uint32_t mixed = i < 20              ? (b & c) | (~b & d)
                     : i < 40 || i >= 60 ? b ^ c ^ d
                                         : (b & c) | (b & d) | (c & d);
    uint32_t sum = rotate_32(a, 5) + mixed + e + constants[i / 20] + words[i];
    e = d;
    d = c;
    c = rotate_32(b, 30);
    b = a;
    a = sum;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
}

/* The first 64 bits of the fractions of the cube roots of the first 80 primes; SHA-256 takes their upper
 * halves. */
static const uint64_t sha2_constants[80] = {
    0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc, 0x3956c25bf348b538,
    0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118, 0xd807aa98a3030242, 0x12835b0145706fbe,
    0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2, 0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235,
    0xc19bf174cf692694, 0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
    0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5, 0x983e5152ee66dfab,
    0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4, 0xc6e00bf33da88fc2, 0xd5a79147930aa725,
    0x06ca6351e003826f, 0x142929670a0e6e70, 0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed,
    0x53380d139d95b3df, 0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
    0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30, 0xd192e819d6ef5218,
    0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8, 0x19a4c116b8d2d0c8, 0x1e376c085141ab53,
    0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8, 0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373,
    0x682e6ff3d6b2b8a3, 0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
    0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b, 0xca273eceea26619c,
    0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178, 0x06f067aa72176fba, 0x0a637dc5a2c898a6,
    0x113f9804bef90dae, 0x1b710b35131c471b, 0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc,
    0x431d67c49c100d4c, 0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817};

static void sha2_short_block(hash* self, const uint8_t* data) {
  uint32_t words[64], v[8];
  for (int i = 0; i < 16; i++) words[i] = (uint32_t)load(data + i * 4, 4, true);
  for (int i = 16; i < 64; i++) {
    uint32_t x = words[i - 15], y = words[i - 2];
    words[i] = words[i - 16] + (rotate_32(x, 25) ^ rotate_32(x, 14) ^ x >> 3) + words[i - 7] +
               (rotate_32(y, 15) ^ rotate_32(y, 13) ^ y >> 10);
  }
  memcpy(v, self->state.words, sizeof v);
  for (int i = 0; i < 64; i++) {
    uint32_t sum = v[7] + (rotate_32(v[4], 26) ^ rotate_32(v[4], 21) ^ rotate_32(v[4], 7)) +
                   ((v[4] & v[5]) ^ (~v[4] & v[6])) + (uint32_t)(sha2_constants[i] >> 32) + words[i];
    uint32_t other = (rotate_32(v[0], 30) ^ rotate_32(v[0], 19) ^ rotate_32(v[0], 10)) +
                     ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
    memmove(v + 1, v, 7 * sizeof v[0]);
    v[4] += sum;
    v[0] = sum + other;
  }
  for (int i = 0; i < 8; i++) self->state.words[i] += v[i];
}

static void sha2_long_block(hash* self, const uint8_t* data) {
  uint64_t words[80], v[8];
  for (int i = 0; i < 16; i++) words[i] = load(data + i * 8, 8, true);
  for (int i = 16; i < 80; i++) {
    uint64_t x = words[i - 15], y = words[i - 2];
    words[i] = words[i - 16] + (rotate_64(x, 63) ^ rotate_64(x, 56) ^ x >> 7) + words[i - 7] +
               (rotate_64(y, 45) ^ rotate_64(y, 3) ^ y >> 6);
  }
  memcpy(v, self->state.longs, sizeof v);
  for (int i = 0; i < 80; i++) {
    uint64_t sum = v[7] + (rotate_64(v[4], 50) ^ rotate_64(v[4], 46) ^ rotate_64(v[4], 23)) +
                   ((v[4] & v[5]) ^ (~v[4] & v[6])) + sha2_constants[i] + words[i];
    uint64_t other = (rotate_64(v[0], 36) ^ rotate_64(v[0], 30) ^ rotate_64(v[0], 25)) +
                     ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
    memmove(v + 1, v, 7 * sizeof v[0]);
    v[4] += sum;
    v[0] = sum + other;
  }
  for (int i = 0; i < 8; i++) self->state.longs[i] += v[i];
}

/* ---- SHA-3 ---- */

static void keccak(uint64_t* a) {
  uint8_t shift_register = 1;
  for (int round = 0; round < 24; round++) {
    uint64_t columns[5];
    for (int x = 0; x < 5; x++) columns[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    for (int x = 0; x < 5; x++) {
      uint64_t mixed = columns[(x + 4) % 5] ^ rotate_64(columns[(x + 1) % 5], 1);
      for (int y = 0; y < 25; y += 5) a[x + y] ^= mixed;
    }
    uint64_t lane = a[1];
    int x = 1, y = 0;
    for (unsigned t = 0; t < 24; t++) {
      int next = (2 * x + 3 * y) % 5;
      x = y;
      y = next;
      uint64_t other = a[x + 5 * y];
      a[x + 5 * y] = rotate_64(lane, (t + 1) * (t + 2) / 2 % 64);
      lane = other;
    }
    for (int row = 0; row < 25; row += 5) {
      uint64_t copy[5];
      memcpy(copy, a + row, sizeof copy);
      for (int i = 0; i < 5; i++) a[row + i] = copy[i] ^ (~copy[(i + 1) % 5] & copy[(i + 2) % 5]);
    }
    for (int j = 0; j < 7; j++) {
      if (shift_register & 1) a[0] ^= (uint64_t)1 << ((1 << j) - 1);
      shift_register = (uint8_t)(shift_register << 1 ^ (shift_register >> 7) * 0x71);
    }
  }
}

static void sha3_block(hash* self, const uint8_t* data) {
  for (int i = 0; i < self->algorithm->block / 8; i++) self->state.lanes[i] ^= load(data + i * 8, 8, false);
  keccak(self->state.lanes);
}

/* ---- BLAKE2 ---- */

static const uint64_t first_long[8] = {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
                                       0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
                                       0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};

static const uint8_t blake2_order[10][16] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
                                             {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
                                             {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
                                             {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
                                             {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
                                             {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
                                             {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
                                             {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
                                             {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
                                             {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};

static const uint8_t blake2_mix[8][4] = {{0, 4, 8, 12},  {1, 5, 9, 13},  {2, 6, 10, 14}, {3, 7, 11, 15},
                                         {0, 5, 10, 15}, {1, 6, 11, 12}, {2, 7, 8, 13},  {3, 4, 9, 14}};

static void blake2b_block(hash* self, const uint8_t* data, uint64_t bytes, bool is_last) {
  uint64_t v[16], m[16];
  for (int i = 0; i < 16; i++) m[i] = load(data + i * 8, 8, false);
  memcpy(v, self->state.longs, 64);
  memcpy(v + 8, first_long, 64);
  v[12] ^= bytes;
  if (is_last) v[14] = ~v[14];
  for (int round = 0; round < 12; round++) {
    for (int i = 0; i < 8; i++) {
      uint64_t *a = &v[blake2_mix[i][0]], *b = &v[blake2_mix[i][1]], *c = &v[blake2_mix[i][2]],
               *d = &v[blake2_mix[i][3]];
      const uint8_t* order = blake2_order[round % 10] + 2 * i;
      *a += *b + m[order[0]];
      *d = rotate_64(*d ^ *a, 32);
      *c += *d;
      *b = rotate_64(*b ^ *c, 40);
      *a += *b + m[order[1]];
      *d = rotate_64(*d ^ *a, 48);
      *c += *d;
      *b = rotate_64(*b ^ *c, 1);
    }
  }
  for (int i = 0; i < 8; i++) self->state.longs[i] ^= v[i] ^ v[i + 8];
}

static void blake2s_block(hash* self, const uint8_t* data, uint64_t bytes, bool is_last) {
  uint32_t v[16], m[16];
  for (int i = 0; i < 16; i++) m[i] = (uint32_t)load(data + i * 4, 4, false);
  memcpy(v, self->state.words, 32);
  for (int i = 0; i < 8; i++) v[i + 8] = (uint32_t)(first_long[i] >> 32);
  v[12] ^= (uint32_t)bytes;
  v[13] ^= (uint32_t)(bytes >> 32);
  if (is_last) v[14] = ~v[14];
  for (int round = 0; round < 10; round++) {
    for (int i = 0; i < 8; i++) {
      uint32_t *a = &v[blake2_mix[i][0]], *b = &v[blake2_mix[i][1]], *c = &v[blake2_mix[i][2]],
               *d = &v[blake2_mix[i][3]];
      const uint8_t* order = blake2_order[round] + 2 * i;
      *a += *b + m[order[0]];
      *d = rotate_32(*d ^ *a, 16);
      *c += *d;
      *b = rotate_32(*b ^ *c, 20);
      *a += *b + m[order[1]];
      *d = rotate_32(*d ^ *a, 24);
      *c += *d;
      *b = rotate_32(*b ^ *c, 25);
    }
  }
  for (int i = 0; i < 8; i++) self->state.words[i] ^= v[i] ^ v[i + 8];
}

/* ---- all of them ---- */

static bool is_blake2(const hash* self) { return self->algorithm->family >= BLAKE2B; }

static void blake2_full(hash* self, bool is_last) {
  if (self->algorithm->family == BLAKE2B) {
    blake2b_block(self, self->block, self->bytes, is_last);
  } else {
    blake2s_block(self, self->block, self->bytes, is_last);
  }
}

static void hash_block(hash* self, const uint8_t* data) {
  switch (self->algorithm->family) {
    case MD5:
      md5_block(self, data);
      break;
    case SHA1:
      sha1_block(self, data);
      break;
    case SHA2_SHORT:
      sha2_short_block(self, data);
      break;
    case SHA2_LONG:
      sha2_long_block(self, data);
      break;
    default:
      sha3_block(self, data);
  }
}

static void hash_add(hash* self, const uint8_t* data, size_t bytes) {
  uint32_t block = self->algorithm->block;
  while (bytes > 0) {
    /* BLAKE2 must know which block is the last: a full one waits until more comes. */
    if (is_blake2(self) && self->filled == block) {
      blake2_full(self, false);
      self->filled = 0;
    }
    size_t taken = block - self->filled < bytes ? block - self->filled : bytes;
    if (taken == block && !is_blake2(self)) {
      hash_block(self, data);
    } else {
      memcpy(self->block + self->filled, data, taken);
      self->filled += (uint32_t)taken;
      if (self->filled == block && !is_blake2(self)) {
        hash_block(self, self->block);
        self->filled = 0;
      }
    }
    self->bytes += taken;
    data += taken;
    bytes -= taken;
  }
}

static void hash_end(hash* self, uint8_t* digest, size_t bytes) {
  const algorithm* kind = self->algorithm;
  uint8_t* block = self->block;
  if (kind->family == SHA3) {
    memset(block + self->filled, 0, kind->block - self->filled);
    block[self->filled] ^= kind->padding;
    block[kind->block - 1] ^= 0x80;
    sha3_block(self, block);
    for (size_t i = 0; i < bytes; i++) {
      if (i > 0 && i % kind->block == 0) keccak(self->state.lanes);
      size_t place = i % kind->block;
      digest[i] = (uint8_t)(self->state.lanes[place / 8] >> place % 8 * 8);
    }
    return;
  }
  if (is_blake2(self)) {
    memset(block + self->filled, 0, kind->block - self->filled);
    blake2_full(self, true);
  } else {
    uint32_t length_bytes = kind->block / 8;
    uint64_t bits = self->bytes * 8;
    block[self->filled++] = 0x80;
    if (self->filled > kind->block - length_bytes) {
      memset(block + self->filled, 0, kind->block - self->filled);
      hash_block(self, block);
      self->filled = 0;
    }
    memset(block + self->filled, 0, kind->block - self->filled);
    if (kind->family == MD5) {
      store(block + 56, bits, 8, false);
    } else {
      store(block + kind->block - 8, bits, 8, true);
    }
    hash_block(self, block);
  }
  bool is_big = kind->family != MD5 && !is_blake2(self);
  uint8_t all[64];
  for (int i = 0; i < 8; i++) {
    if (kind->family == SHA2_LONG || kind->family == BLAKE2B) {
      store(all + i * 8, self->state.longs[i], 8, is_big);
    } else {
      store(all + i * 4, self->state.words[i], 4, is_big);
    }
  }
  memcpy(digest, all, bytes);
}

static void hash_begin(hash* self) {
  static const uint64_t sha384[8] = {0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17,
                                     0x152fecd8f70e5939, 0x67332667ffc00b31, 0x8eb44a8768581511,
                                     0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4};
  static const uint32_t sha1[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  switch (self->algorithm->family) {
    case MD5:
    case SHA1:
      memcpy(self->state.words, sha1, sizeof sha1);
      break;
    case SHA2_SHORT:
    case BLAKE2S:
      for (int i = 0; i < 8; i++) {
        /* SHA-224 begins with the lower halves of what SHA-384 begins with. */
        self->state.words[i] = self->digest == 28 && self->algorithm->family == SHA2_SHORT
                                   ? (uint32_t)sha384[i]
                                   : (uint32_t)(first_long[i] >> 32);
      }
      break;
    case SHA2_LONG:
      memcpy(self->state.longs, self->digest == 48 ? sha384 : first_long, sizeof sha384);
      break;
    case BLAKE2B:
      memcpy(self->state.longs, first_long, sizeof first_long);
      break;
    default:
      break;
  }
}

/* ---- the type ---- */

static const mp_obj_type_t hash_type;

static hash* new_hash(void) {
  hash* self = mp_obj_malloc(hash, &hash_type);
  memset((uint8_t*)self + sizeof self->base, 0, sizeof *self - sizeof self->base);
  return self;
}

static void add_object(hash* self, mp_obj_t data) {
  if (mp_obj_is_str(data)) mp_raise_TypeError(MP_ERROR_TEXT("Strings must be encoded before hashing"));
  mp_buffer_info_t buffer;
  if (!mp_get_buffer(data, &buffer, MP_BUFFER_READ)) {
    mp_raise_TypeError(MP_ERROR_TEXT("object supporting the buffer API required"));
  }
  hash_add(self, buffer.buf, buffer.len);
}

static mp_obj_t hash_update(mp_obj_t self, mp_obj_t data) {
  add_object(MP_OBJ_TO_PTR(self), data);
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(hash_update_obj, hash_update);

static mp_obj_t digest_of(size_t count, const mp_obj_t* args) {
  hash copy = *(hash*)MP_OBJ_TO_PTR(args[0]);
  mp_int_t bytes = copy.digest;
  if (copy.digest == 0) {
    if (count < 2) mp_raise_TypeError(MP_ERROR_TEXT("digest() missing required argument 'length' (pos 1)"));
    bytes = mp_obj_get_int(args[1]);
    if (bytes < 0) mp_raise_ValueError(MP_ERROR_TEXT("value must be positive"));
  } else if (count > 1) {
    mp_raise_TypeError(MP_ERROR_TEXT("digest() takes no arguments (1 given)"));
  }
  vstr_t data;
  vstr_init_len(&data, (size_t)bytes);
  hash_end(&copy, (uint8_t*)data.buf, (size_t)bytes);
  return mp_obj_new_bytes_from_vstr(&data);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(hash_digest_obj, 1, 2, digest_of);

static mp_obj_t hash_hexdigest(size_t count, const mp_obj_t* args) {
  static const char digits[] = "0123456789abcdef";
  size_t bytes;
  const char* data = mp_obj_str_get_data(digest_of(count, args), &bytes);
  vstr_t text;
  vstr_init_len(&text, 2 * bytes);
  for (size_t i = 0; i < bytes; i++) {
    text.buf[2 * i] = digits[(uint8_t)data[i] >> 4];
    text.buf[2 * i + 1] = digits[data[i] & 15];
  }
  return mp_obj_new_str_from_utf8_vstr(&text);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(hash_hexdigest_obj, 1, 2, hash_hexdigest);

static mp_obj_t hash_copy(mp_obj_t self) {
  hash* copy = new_hash();
  *copy = *(hash*)MP_OBJ_TO_PTR(self);
  return MP_OBJ_FROM_PTR(copy);
}
static MP_DEFINE_CONST_FUN_OBJ_1(hash_copy_obj, hash_copy);

static const mp_rom_map_elem_t hash_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_update), MP_ROM_PTR(&hash_update_obj)},
    {MP_ROM_QSTR(MP_QSTR_digest), MP_ROM_PTR(&hash_digest_obj)},
    {MP_ROM_QSTR(MP_QSTR_hexdigest), MP_ROM_PTR(&hash_hexdigest_obj)},
    {MP_ROM_QSTR(MP_QSTR_copy), MP_ROM_PTR(&hash_copy_obj)},
};
static MP_DEFINE_CONST_DICT(hash_locals, hash_locals_table);

static void hash_attribute(mp_obj_t self_in, qstr attribute, mp_obj_t* destination) {
  if (destination[0] != MP_OBJ_NULL) return;
  const hash* self = MP_OBJ_TO_PTR(self_in);
  if (attribute == MP_QSTR_name) {
    destination[0] = mp_obj_new_str(self->algorithm->name, strlen(self->algorithm->name));
  } else if (attribute == MP_QSTR_digest_size) {
    destination[0] = MP_OBJ_NEW_SMALL_INT(self->digest);
  } else if (attribute == MP_QSTR_block_size) {
    destination[0] = MP_OBJ_NEW_SMALL_INT(self->algorithm->block);
  } else {
    destination[1] = MP_OBJ_SENTINEL; /* goes on with the methods */
  }
}

static void hash_print(const mp_print_t* print, mp_obj_t self_in, mp_print_kind_t kind) {
  (void)kind;
  mp_printf(print, "<%s _hashlib.HASH object @ %p>", ((hash*)MP_OBJ_TO_PTR(self_in))->algorithm->name,
            self_in);
}

static MP_DEFINE_CONST_OBJ_TYPE(hash_type, MP_QSTR_HASH, MP_TYPE_FLAG_NONE, print, hash_print, attr,
                                hash_attribute, locals_dict, &hash_locals);

/* new(name, data, digest_size, key): the last two are of BLAKE2, or None. */
static mp_obj_t hash_new(size_t count, const mp_obj_t* args) {
  size_t length;
  const char* name = mp_obj_str_get_data(args[0], &length);
  const algorithm* kind = NULL;
  for (size_t i = 0; i < MP_ARRAY_SIZE(algorithms); i++) {
    if (strlen(algorithms[i].name) == length && memcmp(name, algorithms[i].name, length) == 0)
      kind = &algorithms[i];
  }
  if (kind == NULL) mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("unsupported hash type %s"), name);
  hash* self = new_hash();
  self->algorithm = kind;
  self->digest = kind->digest;
  hash_begin(self);
  if (is_blake2(self)) {
    mp_buffer_info_t key = {NULL, 0, 0};
    if (count > 2) {
      mp_int_t digest = mp_obj_get_int(args[2]);
      if (digest < 1 || digest > kind->digest) {
        mp_raise_msg_varg(&mp_type_ValueError,
                          MP_ERROR_TEXT("digest_size for %s must be between 1 and %d bytes, here it is %d"),
                          kind->family == BLAKE2B ? "Blake2b" : "Blake2s", kind->digest, (int)digest);
      }
      self->digest = (uint32_t)digest;
      mp_get_buffer_raise(args[3], &key, MP_BUFFER_READ);
      if (key.len > kind->digest) {
        mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("maximum key length is %d bytes"), kind->digest);
      }
    }
    uint32_t parameters = 0x01010000u | (uint32_t)key.len << 8 | self->digest;
    if (kind->family == BLAKE2B) {
      self->state.longs[0] ^= parameters;
    } else {
      self->state.words[0] ^= parameters;
    }
    if (key.len > 0) {
      uint8_t block[128] = {0};
      memcpy(block, key.buf, key.len);
      hash_add(self, block, kind->block);
    }
  }
  add_object(self, args[1]);
  return MP_OBJ_FROM_PTR(self);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(hash_new_obj, 2, 4, hash_new);

/* ---- checksums ---- */

/* crc32(data, before) */
static mp_obj_t hash_crc32(mp_obj_t data_in, mp_obj_t before) {
  static const uint32_t table[16] = {0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4,
                                     0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
                                     0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};
  mp_buffer_info_t data;
  mp_get_buffer_raise(data_in, &data, MP_BUFFER_READ);
  uint32_t sum = ~(uint32_t)mp_obj_get_int_truncated(before);
  for (size_t i = 0; i < data.len; i++) {
    sum ^= ((const uint8_t*)data.buf)[i];
    sum = sum >> 4 ^ table[sum & 15];
    sum = sum >> 4 ^ table[sum & 15];
  }
  return mp_obj_new_int_from_uint(~sum);
}
static MP_DEFINE_CONST_FUN_OBJ_2(hash_crc32_obj, hash_crc32);

/* adler32(data, before) */
static mp_obj_t hash_adler32(mp_obj_t data_in, mp_obj_t before) {
  mp_buffer_info_t data;
  mp_get_buffer_raise(data_in, &data, MP_BUFFER_READ);
  uint32_t start = (uint32_t)mp_obj_get_int_truncated(before), a = start & 0xffff, b = start >> 16;
  for (size_t i = 0; i < data.len; i++) {
    a = (a + ((const uint8_t*)data.buf)[i]) % 65521;
    b = (b + a) % 65521;
  }
  return mp_obj_new_int_from_uint(b << 16 | a);
}
static MP_DEFINE_CONST_FUN_OBJ_2(hash_adler32_obj, hash_adler32);

static const mp_rom_map_elem_t hash_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR__hash)},
    {MP_ROM_QSTR(MP_QSTR_new), MP_ROM_PTR(&hash_new_obj)},
    {MP_ROM_QSTR(MP_QSTR_crc32), MP_ROM_PTR(&hash_crc32_obj)},
    {MP_ROM_QSTR(MP_QSTR_adler32), MP_ROM_PTR(&hash_adler32_obj)},
};
static MP_DEFINE_CONST_DICT(hash_globals, hash_globals_table);

const mp_obj_module_t hash_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&hash_globals,
};
MP_REGISTER_MODULE(MP_QSTR__hash, hash_module);

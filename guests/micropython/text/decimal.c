#include "decimal.h"

#include <math.h>
#include <string.h>

#define WORDS_MAX 100
#define BASE 1000000000u

/* value = mantissa * 2^exponent */
typedef struct {
  uint64_t mantissa;
  int exponent;
} parts;

#define EXPONENT_MIN (-1074)
#define HIDDEN_BIT (UINT64_C(1) << 52)

static parts take_apart(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof(bits));
  const unsigned biased = bits >> 52 & 0x7ff;
  const uint64_t fraction = bits & (HIDDEN_BIT - 1);
  if (biased == 0) return (parts){fraction, EXPONENT_MIN};
  return (parts){fraction | HIDDEN_BIT, (int)biased - 1075};
}

static uint32_t multiply(uint32_t* words, uint32_t count, uint32_t factor) {
  uint64_t carry = 0;
  for (uint32_t i = 0; i < count; i++) {
    carry += (uint64_t)words[i] * factor;
    words[i] = (uint32_t)(carry % BASE);
    carry /= BASE;
  }
  while (carry > 0 && count < WORDS_MAX) {
    words[count++] = (uint32_t)(carry % BASE);
    carry /= BASE;
  }
  return count;
}

static void strip_zeros(decimal* d) {
  while (d->count > 0 && d->digits[d->count - 1] == '0') d->count--;
  if (d->count == 0) d->point = 0;
}

static void expand(decimal* d, parts p) {
  uint32_t words[WORDS_MAX];
  uint32_t count = 0;
  for (; p.mantissa > 0; p.mantissa /= BASE) words[count++] = (uint32_t)(p.mantissa % BASE);
  d->count = 0;
  d->point = 0;
  if (count == 0) return;
  for (int left = p.exponent; left > 0; left -= 29)
    count = multiply(words, count, 1u << (left < 29 ? left : 29));
  static const uint32_t kFives[] = {1,     5,      25,      125,     625,      3125,     15625,
                                    78125, 390625, 1953125, 9765625, 48828125, 244140625};
  for (int left = -p.exponent; left > 0; left -= 12)
    count = multiply(words, count, kFives[left < 12 ? left : 12]);
  /* The highest word without its leading zeros, the others with nine digits each. */
  uint32_t top = words[count - 1];
  char head[10];
  uint32_t head_count = 0;
  for (; top > 0; top /= 10) head[head_count++] = (char)('0' + top % 10);
  while (head_count > 0) d->digits[d->count++] = head[--head_count];
  for (uint32_t i = count - 1; i-- > 0 && d->count + 9 <= DECIMAL_DIGITS_MAX;) {
    uint32_t word = words[i];
    for (int k = 8; k >= 0; k--) {
      d->digits[d->count + (uint32_t)k] = (char)('0' + word % 10);
      word /= 10;
    }
    d->count += 9;
  }
  d->point = (int32_t)d->count + (p.exponent < 0 ? p.exponent : 0);
  strip_zeros(d);
}

void decimal_from_double(decimal* d, double value) { expand(d, take_apart(value)); }

/* Adds one to the last of the digits. */
static void increment(decimal* d) {
  while (d->count > 0 && d->digits[d->count - 1] == '9') d->count--;
  if (d->count > 0) {
    d->digits[d->count - 1]++;
  } else {
    d->digits[d->count++] = '1';
    d->point++;
  }
}

void decimal_round(decimal* d, int32_t count) {
  if (count < 0) {
    d->count = 0;
    d->point = 0;
    return;
  }
  const uint32_t kept = (uint32_t)count;
  if (kept >= d->count) return;
  const bool tie = d->digits[kept] == '5' && kept + 1 == d->count;
  const bool up = tie ? kept > 0 && (d->digits[kept - 1] - '0') % 2 == 1 : d->digits[kept] >= '5';
  d->count = kept;
  if (up) increment(d);
  strip_zeros(d);
}

static int compare(const char* a, uint32_t a_count, int32_t a_point, const decimal* b) {
  if (a_count == 0 || b->count == 0) return (a_count > 0) - (b->count > 0);
  if (a_point != b->point) return a_point < b->point ? -1 : 1;
  for (uint32_t i = 0; i < a_count || i < b->count; i++) {
    const char x = i < a_count ? a[i] : '0';
    const char y = i < b->count ? b->digits[i] : '0';
    if (x != y) return x < y ? -1 : 1;
  }
  return 0;
}

/* The middles between a double and its neighbours. */
static void middles(decimal* low, decimal* high, parts p) {
  expand(high, (parts){2 * p.mantissa + 1, p.exponent - 1});
  if (low == NULL) return;
  if (p.mantissa == HIDDEN_BIT && p.exponent > EXPONENT_MIN) {
    expand(low, (parts){4 * p.mantissa - 1, p.exponent - 2});
  } else if (p.mantissa > 0) {
    expand(low, (parts){2 * p.mantissa - 1, p.exponent - 1});
  } else {
    low->count = 0;
    low->point = 0;
  }
}

static void copy_head(decimal* to, const decimal* from, uint32_t count) {
  to->count = from->count < count ? from->count : count;
  to->point = from->point;
  memcpy(to->digits, from->digits, to->count);
}

void decimal_shortest(decimal* d, double value) {
  const parts p = take_apart(value);
  if (p.mantissa == 0) {
    d->count = 0;
    d->point = 0;
    return;
  }
  decimal exact;
  decimal low;
  decimal high;
  expand(&exact, p);
  middles(&low, &high, p);
  /* A middle itself is read as the neighbour whose mantissa is even. */
  const int margin = p.mantissa % 2 == 0 ? 0 : 1;
  for (uint32_t n = 1; n < 17; n++) {
    if (exact.count <= n) break;
    copy_head(d, &exact, n + 1 < exact.count ? n + 2 : n + 1);
    if (exact.count > n + 2) d->digits[n + 1] = '1'; /* stands for all that follows, so that it is no tie */
    decimal_round(d, (int32_t)n);
    if (compare(d->digits, d->count, d->point, &low) >= margin &&
        compare(d->digits, d->count, d->point, &high) <= -margin) {
      return;
    }
    /* Below a power of two the doubles lie closer: the next number above may be one when the nearest is none.
     */
    copy_head(d, &exact, n);
    increment(d);
    if (compare(d->digits, d->count, d->point, &high) <= -margin &&
        compare(d->digits, d->count, d->point, &low) >= margin) {
      return;
    }
  }
  copy_head(d, &exact, exact.count);
  decimal_round(d, 17);
}

static double next_up(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof(bits));
  bits++;
  memcpy(&value, &bits, sizeof(bits));
  return value;
}

static double next_down(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof(bits));
  bits--;
  memcpy(&value, &bits, sizeof(bits));
  return value;
}

static double scale(double value, int32_t exponent) {
  static const double kTens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  for (; exponent > 22; exponent -= 22) value *= 1e22;
  for (; exponent < -22; exponent += 22) value /= 1e22;
  return exponent < 0 ? value / kTens[-exponent] : value * kTens[exponent];
}

double decimal_to_double(const char* digits, uint32_t count, int32_t point) {
  while (count > 0 && *digits == '0') {
    digits++;
    count--;
    point--;
  }
  while (count > 0 && digits[count - 1] == '0') count--;
  if (count == 0 || point < -330) return 0;
  if (point > 310) return (double)INFINITY;
  uint64_t head = 0;
  const uint32_t head_count = count < 18 ? count : 18;
  for (uint32_t i = 0; i < head_count; i++) head = head * 10 + (uint64_t)(digits[i] - '0');
  const int32_t exponent = point - (int32_t)head_count;
  double guess = scale((double)head, exponent);
  /* Both numbers are exact and so is the one operation. */
  if (count <= 15 && exponent >= -22 && exponent <= 22) return guess;
  if (isinf(guess)) guess = 1.7976931348623157e308;
  for (;;) {
    const parts p = take_apart(guess);
    decimal low;
    decimal high;
    middles(&low, &high, p);
    const bool odd = p.mantissa % 2 == 1;
    const int above = compare(digits, count, point, &high);
    if (above > 0 || (above == 0 && odd)) {
      guess = next_up(guess);
      if (isinf(guess)) return guess;
      continue;
    }
    const int below = p.mantissa == 0 ? 1 : compare(digits, count, point, &low);
    if (below < 0 || (below == 0 && odd)) {
      guess = next_down(guess);
      continue;
    }
    return guess;
  }
}

#include "sandbox/page_planes.h"

#include <emmintrin.h>

#include "base/check.h"

namespace vitrine::sandbox {
namespace {

constexpr std::size_t kWords = os::kPageBytes / 4;
constexpr std::size_t kAtOnce = 16;  // words: four registers of SSE2, which every x86-64 has

__m128i Load(const std::byte* from) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from)); }
void Store(std::byte* to, __m128i value) { _mm_storeu_si128(reinterpret_cast<__m128i*>(to), value); }

// Zeros stand for a base that is not there.
const std::byte* BaseOrZeros(std::span<const std::byte> base) {
  alignas(16) static constexpr std::byte kZeros[os::kPageBytes] = {};
  VITRINE_CHECK(base.empty() || base.size() == os::kPageBytes, "a base is a whole page");
  return base.empty() ? kZeros : base.data();
}

__m128i Even(__m128i first, __m128i second) {
  const __m128i mask = _mm_set1_epi16(0xff);
  return _mm_packus_epi16(_mm_and_si128(first, mask), _mm_and_si128(second, mask));
}
__m128i Odd(__m128i first, __m128i second) {
  return _mm_packus_epi16(_mm_srli_epi16(first, 8), _mm_srli_epi16(second, 8));
}

}  // namespace

void SplitIntoPlanes(ConstPageSpan from, std::span<const std::byte> base, PageSpan to) {
  const std::byte* const with = BaseOrZeros(base);
  for (std::size_t word = 0; word < kWords; word += kAtOnce) {
    __m128i part[4];
    for (std::size_t i = 0; i < 4; ++i) {
      const std::size_t at = 4 * word + 16 * i;
      part[i] = _mm_xor_si128(Load(from.data() + at), Load(with + at));
    }
    // Bytes 0 and 2 of each word, then bytes 1 and 3.
    const __m128i even[2] = {Even(part[0], part[1]), Even(part[2], part[3])};
    const __m128i odd[2] = {Odd(part[0], part[1]), Odd(part[2], part[3])};
    Store(to.data() + word, Even(even[0], even[1]));
    Store(to.data() + kWords + word, Even(odd[0], odd[1]));
    Store(to.data() + 2 * kWords + word, Odd(even[0], even[1]));
    Store(to.data() + 3 * kWords + word, Odd(odd[0], odd[1]));
  }
}

void JoinPlanes(ConstPageSpan from, std::span<const std::byte> base, PageSpan to) {
  const std::byte* const with = BaseOrZeros(base);
  for (std::size_t word = 0; word < kWords; word += kAtOnce) {
    __m128i plane[4];
    for (std::size_t i = 0; i < 4; ++i) plane[i] = Load(from.data() + i * kWords + word);
    const __m128i low[2] = {_mm_unpacklo_epi8(plane[0], plane[1]), _mm_unpackhi_epi8(plane[0], plane[1])};
    const __m128i high[2] = {_mm_unpacklo_epi8(plane[2], plane[3]), _mm_unpackhi_epi8(plane[2], plane[3])};
    const __m128i part[4] = {_mm_unpacklo_epi16(low[0], high[0]), _mm_unpackhi_epi16(low[0], high[0]),
                             _mm_unpacklo_epi16(low[1], high[1]), _mm_unpackhi_epi16(low[1], high[1])};
    for (std::size_t i = 0; i < 4; ++i) {
      const std::size_t at = 4 * word + 16 * i;
      Store(to.data() + at, _mm_xor_si128(part[i], Load(with + at)));
    }
  }
}

void ExclusiveOr(ConstPageSpan from, std::span<const std::byte> base, PageSpan to) {
  const std::byte* const with = BaseOrZeros(base);
  for (std::size_t at = 0; at < os::kPageBytes; at += sizeof(__m128i)) {
    Store(to.data() + at, _mm_xor_si128(Load(from.data() + at), Load(with + at)));
  }
}

}  // namespace vitrine::sandbox

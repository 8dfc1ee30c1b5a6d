#include "service/token.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/check.h"
#include "session/digest.h"

namespace vitrine::service {
namespace {

constexpr std::string_view kHashPrefix = "blake2b:";
constexpr std::size_t kTokenBytes = 32;

}  // namespace

std::string NewToken() {
  VITRINE_CHECK(sodium_init() >= 0, "libsodium starts");
  std::array<unsigned char, kTokenBytes> bytes;
  randombytes_buf(bytes.data(), bytes.size());
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();  // its NUL
  return "vtr_" + text;
}

std::string HashOfToken(std::string_view token) {
  return std::string(kHashPrefix) + session::Hex(session::Digest(token));
}

bool IsHashOfToken(std::string_view text) {
  if (!text.starts_with(kHashPrefix) || text.size() != kHashPrefix.size() + 2 * session::kDigestBytes)
    return false;
  return std::ranges::all_of(text.substr(kHashPrefix.size()),
                             [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool SameHash(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace vitrine::service

#include "store/record_limits.h"

#include <fmt/format.h>

#include <algorithm>

#include "vitrine/session_store.h"

namespace vitrine::store {
namespace {

constexpr std::size_t kKeyBytesMax = SessionStore::kKeyBytesMax;

std::unexpected<Error> TooLong(std::string_view what, std::size_t bytes, std::size_t bytes_max) {
  return std::unexpected(Error{
      ErrorKind::kLimit, fmt::format("{} has {} bytes, at most {} are allowed", what, bytes, bytes_max)});
}

Result<void> CheckName(std::string_view what, std::string_view name) {
  if (name.empty()) {
    return std::unexpected(
        Error{ErrorKind::kInvalidArgument, fmt::format("{} is empty; it needs a byte at least", what)});
  }
  if (name.size() > kKeyBytesMax) return TooLong(what, name.size(), kKeyBytesMax);
  return {};
}

}  // namespace

Result<void> CheckKey(std::string_view key) { return CheckName("the key of a record", key); }

Result<void> CheckLockName(std::string_view name) { return CheckName("the name of a lock", name); }

Result<void> CheckValue(std::string_view value) {
  constexpr std::size_t kValueBytesMax = SessionStore::kValueBytesMax;
  if (value.size() > kValueBytesMax) return TooLong("the value of a record", value.size(), kValueBytesMax);
  return {};
}

Result<KeyRange> RangeOf(std::string_view prefix, std::string_view after) {
  if (prefix.size() > kKeyBytesMax) return TooLong("the prefix of a list", prefix.size(), kKeyBytesMax);
  if (after.size() > kKeyBytesMax) return TooLong("the key before a list", after.size(), kKeyBytesMax);
  KeyRange range{std::string(prefix), std::string(prefix)};
  if (!after.empty()) {
    // Nothing lies between a key and the same one with a zero more.
    range.begin = std::max(range.begin, std::string(after) + '\0');
  }
  // The end is the first key that does not begin alike: the last byte plus one, and where there is no such
  // byte the one before it. With none at all: after every key, since none is as long as this.
  while (range.end.ends_with('\xff')) range.end.pop_back();
  if (range.end.empty()) {
    range.end.assign(kKeyBytesMax + 1, '\xff');
  } else {
    range.end.back() = static_cast<char>(static_cast<unsigned char>(range.end.back()) + 1);
  }
  return range;
}

}  // namespace vitrine::store

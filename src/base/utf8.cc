#include "base/utf8.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace vitrine::base {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// Number of leading ASCII bytes, looked at eight at a time.
std::size_t AsciiPrefix(std::string_view text) {
  std::size_t at = 0;
  while (at + 8 <= text.size()) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + at, 8);
    if ((word & 0x8080'8080'8080'8080u) != 0) break;
    at += 8;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

}  // namespace

Utf8Head ReadUtf8(std::string_view text) {
  const auto byte = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {Utf8Head::Kind::kCodePoint, 1, first};
  // What the second byte may be, by the first: this alone excludes overlong forms, surrogates and > U+10FFFF.
  std::uint8_t bytes;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (first >= 0xC2 && first <= 0xDF) {
    bytes = 2;
  } else if (first >= 0xE0 && first <= 0xEF) {
    bytes = 3;
    if (first == 0xE0) low = 0xA0;
    if (first == 0xED) high = 0x9F;
  } else if (first >= 0xF0 && first <= 0xF4) {
    bytes = 4;
    if (first == 0xF0) low = 0x90;
    if (first == 0xF4) high = 0x8F;
  } else {
    return {Utf8Head::Kind::kInvalid, 1, 0};
  }
  char32_t value = first & (0x7Fu >> bytes);
  for (std::uint8_t at = 1; at < bytes; ++at) {
    if (at == text.size()) return {Utf8Head::Kind::kIncomplete, at, 0};
    if (byte(at) < low || byte(at) > high) return {Utf8Head::Kind::kInvalid, at, 0};
    low = 0x80;
    high = 0xBF;
    value = (value << 6) | (byte(at) & 0x3Fu);
  }
  return {Utf8Head::Kind::kCodePoint, bytes, value};
}

bool IsUtf8(std::string_view text) {
  for (;;) {
    text.remove_prefix(AsciiPrefix(text));
    if (text.empty()) return true;
    const Utf8Head head = ReadUtf8(text);
    if (head.kind != Utf8Head::Kind::kCodePoint) return false;
    text.remove_prefix(head.bytes);
  }
}

void AppendSanitizedUtf8(std::string_view text, std::string& out) {
  while (!text.empty()) {
    const std::size_t ascii = AsciiPrefix(text);
    out.append(text.substr(0, ascii));
    text.remove_prefix(ascii);
    if (text.empty()) return;
    const Utf8Head head = ReadUtf8(text);
    out.append(head.kind == Utf8Head::Kind::kCodePoint ? text.substr(0, head.bytes) : kReplacement);
    text.remove_prefix(head.bytes);
  }
}

std::string SanitizeUtf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  AppendSanitizedUtf8(text, out);
  return out;
}

std::size_t Utf8CutLength(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text.size();
  std::size_t length = bytes_max;
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) --length;
  return length;
}

std::size_t IncompleteUtf8Tail(std::string_view text) {
  for (std::size_t bytes = 1; bytes <= std::min<std::size_t>(3, text.size()); ++bytes) {
    if (ReadUtf8(text.substr(text.size() - bytes)).kind == Utf8Head::Kind::kIncomplete) return bytes;
  }
  return 0;
}

std::string TakeUtf8(std::string&& bytes) { return IsUtf8(bytes) ? std::move(bytes) : SanitizeUtf8(bytes); }

}  // namespace vitrine::base

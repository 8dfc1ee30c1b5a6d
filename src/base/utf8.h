// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace vitrine::base {

// What stands at the head of a text.
struct Utf8Head {
  enum class Kind : std::uint8_t {
    kCodePoint,   // `bytes` bytes are the code point `value`
    kInvalid,     // `bytes` bytes are no part of any code point (the maximal subpart: one U+FFFD stands for
                  // them)
    kIncomplete,  // all that is left may be the head of a code point, more bytes needed
  };
  Kind kind;
  std::uint8_t bytes;
  char32_t value;
};

// Requires text to be not empty.
Utf8Head ReadUtf8(std::string_view text);

bool IsUtf8(std::string_view text);

// The same text, with U+FFFD for every invalid part.
std::string SanitizeUtf8(std::string_view text);
void AppendSanitizedUtf8(std::string_view text, std::string& out);
// Bytes that are mostly text already: these are only moved.
std::string TakeUtf8(std::string&& bytes);

// The longest length <= bytes_max at which valid text can be cut without splitting a code point.
std::size_t Utf8CutLength(std::string_view text, std::size_t bytes_max);
// How many bytes at its end may be the head of a code point.
std::size_t IncompleteUtf8Tail(std::string_view text);

}  // namespace vitrine::base

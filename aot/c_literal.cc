#include "aot/c_literal.h"

#include <fmt/format.h>

namespace vitrine::aot {
namespace {

constexpr std::size_t kBytesInLine = 256;

bool IsOctalDigit(std::uint8_t byte) { return byte >= '0' && byte <= '7'; }

}  // namespace

std::string CStringLiteral(std::span<const std::uint8_t> bytes) {
  std::string text = "\"";
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i > 0 && i % kBytesInLine == 0) text += "\"\n\"";
    const std::uint8_t byte = bytes[i];
    // '?' could begin a trigraph.
    if (byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\' && byte != '?') {
      text += static_cast<char>(byte);
      continue;
    }
    // A short escape must not swallow a digit that follows.
    const bool digit_follows =
        i + 1 < bytes.size() && (i + 1) % kBytesInLine != 0 && IsOctalDigit(bytes[i + 1]);
    fmt::format_to(std::back_inserter(text), fmt::runtime(digit_follows ? "\\{:03o}" : "\\{:o}"), byte);
  }
  return text + "\"";
}

std::string CStringLiteral(std::string_view text) {
  return CStringLiteral(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

}  // namespace vitrine::aot

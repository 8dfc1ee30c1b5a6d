#include "base/terminal.h"

#include <utility>

#include "base/utf8.h"

namespace vitrine::base {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

void AppendEscape(char32_t code_point, std::string& out) {
  constexpr char kDigits[] = "0123456789abcdef";
  const int digits_count = code_point < 0x100 ? 2 : code_point < 0x10000 ? 4 : 8;
  out += '\\';
  out += digits_count == 2 ? 'x' : digits_count == 4 ? 'u' : 'U';
  for (int digit = digits_count - 1; digit >= 0; --digit) out += kDigits[(code_point >> (4 * digit)) & 0xF];
}

bool IsPlain(char byte) {
  const auto code = static_cast<unsigned char>(byte);
  return code >= 0x20 && code < 0x7F;
}

}  // namespace

bool IsHiddenControl(char32_t code_point) {
  if (code_point < 0x20) return code_point != '\n' && code_point != '\t' && code_point != '\r';
  return (code_point >= 0x7F && code_point <= 0x9F) || (code_point >= 0x2028 && code_point <= 0x202E) ||
         (code_point >= 0x2066 && code_point <= 0x2069) || (code_point >= 0xFFF9 && code_point <= 0xFFFB) ||
         (code_point >= 0xE0000 && code_point <= 0xE007F);
}

void TerminalFilter::Write(std::string_view chunk, std::string& out) {
  // At most three bytes are held, so finishing the held code point byte by byte is cheap.
  while (!held_.empty() && !chunk.empty()) {
    held_ += chunk.front();
    const Utf8Head head = ReadUtf8(held_);
    if (head.kind == Utf8Head::Kind::kIncomplete) {
      chunk.remove_prefix(1);
      continue;
    }
    if (head.kind == Utf8Head::Kind::kCodePoint) {
      chunk.remove_prefix(1);
      const std::string whole = std::exchange(held_, {});
      WriteWhole(whole, out);
    } else {
      // This byte starts something else; what was held never became a code point.
      held_.clear();
      out += kReplacement;
    }
  }
  WriteWhole(chunk, out);
}

void TerminalFilter::WriteWhole(std::string_view text, std::string& out) {
  while (!text.empty()) {
    if (after_cr_) {
      after_cr_ = false;
      if (text.front() != '\n') out += "\\r";
    }
    std::size_t plain = 0;
    while (plain < text.size() && IsPlain(text[plain])) ++plain;
    out.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) return;

    const Utf8Head head = ReadUtf8(text);
    if (head.kind == Utf8Head::Kind::kIncomplete) {
      held_ = text;
      return;
    }
    if (head.kind == Utf8Head::Kind::kInvalid) {
      // A raw C1 byte is what an 8-bit terminal obeys: name it.
      const auto byte = static_cast<unsigned char>(text.front());
      if (head.bytes == 1 && byte >= 0x80 && byte <= 0x9F) {
        AppendEscape(byte, out);
      } else {
        out += kReplacement;
      }
    } else if (head.value == '\n') {
      out += new_lines_ == NewLines::kKeep ? "\n" : "\\n";
    } else if (head.value == '\r') {
      after_cr_ = true;
    } else if (IsHiddenControl(head.value)) {
      AppendEscape(head.value, out);
    } else {
      out.append(text.substr(0, head.bytes));
    }
    text.remove_prefix(head.bytes);
  }
}

void TerminalFilter::Finish(std::string& out) {
  if (after_cr_) out += "\\r";
  if (!held_.empty()) out += kReplacement;
  after_cr_ = false;
  held_.clear();
}

std::string EscapeForTerminal(std::string_view text, NewLines new_lines) {
  std::string out;
  out.reserve(text.size());
  TerminalFilter filter(new_lines);
  filter.Write(text, out);
  filter.Finish(out);
  return out;
}

}  // namespace vitrine::base

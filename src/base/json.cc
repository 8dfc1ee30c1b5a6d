#include "base/json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <variant>

#include "base/terminal.h"
#include "base/utf8.h"

namespace vitrine::base {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

// Decimal digits take time quadratic in the length, and few readers of JSON take more (Python's own limit is
// the same number); what is longer is written in hexadecimal.
constexpr std::size_t kDecimalDigitsMax = 4300;

void AppendUnit(std::uint32_t unit, std::string& out) {
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kHexDigits[(unit >> shift) & 0xF];
}

// magnitude + 1 when negative, as words of 32 bits, the lowest first.
std::vector<std::uint32_t> AbsoluteWords(const BigInt& value) {
  std::vector<std::uint32_t> words((value.magnitude.size() + 3) / 4);
  for (std::size_t i = 0; i < value.magnitude.size(); ++i) {
    const auto byte = static_cast<unsigned char>(value.magnitude[value.magnitude.size() - 1 - i]);
    words[i / 4] |= static_cast<std::uint32_t>(byte) << (8 * (i % 4));
  }
  if (value.negative) {
    std::size_t at = 0;
    while (at < words.size() && ++words[at] == 0) ++at;
    if (at == words.size()) words.push_back(1);
  }
  while (!words.empty() && words.back() == 0) words.pop_back();
  return words;
}

std::string HexDigits(const std::vector<std::uint32_t>& words) {
  std::string digits;
  for (std::size_t i = words.size(); i-- > 0;) {
    for (int shift = 28; shift >= 0; shift -= 4) digits += kHexDigits[(words[i] >> shift) & 0xF];
  }
  return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

std::string DecimalDigits(std::vector<std::uint32_t> words) {
  std::string digits;  // the lowest first
  while (!words.empty()) {
    std::uint64_t rest = 0;
    for (std::size_t i = words.size(); i-- > 0;) {
      rest = (rest << 32) | words[i];
      words[i] = static_cast<std::uint32_t>(rest / 1'000'000'000);
      rest %= 1'000'000'000;
    }
    while (!words.empty() && words.back() == 0) words.pop_back();
    for (int i = 0; i < 9; ++i, rest /= 10) digits += static_cast<char>('0' + rest % 10);
  }
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
  if (digits.empty()) digits.push_back('0');
  std::reverse(digits.begin(), digits.end());
  return digits;
}

void AppendDouble(double value, std::string& out) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  char digits[32];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, value);
  const std::string_view text(digits, static_cast<std::size_t>(end - digits));
  out += text;
  // 1.0 stays a float for readers that tell the two apart.
  if (text.find_first_of(".e") == std::string_view::npos) out += ".0";
}

struct JsonAppender {
  std::string& out;

  void operator()(std::nullptr_t) const { out += "null"; }
  void operator()(bool value) const { out += value ? "true" : "false"; }
  void operator()(std::int64_t value) const { out += std::to_string(value); }
  void operator()(double value) const { AppendDouble(value, out); }
  void operator()(const std::string& value) const { AppendJsonText(value, out); }
  void operator()(const Bytes& value) const { AppendJsonBytes(value.data, out); }
  void operator()(const BigInt& value) const {
    const std::vector<std::uint32_t> words = AbsoluteWords(value);
    // A word of 32 bits has at most 9.64 decimal digits.
    if (words.size() * 964 / 100 > kDecimalDigitsMax) {
      out += "{\"$hex\":\"";
      out += HexText(value);
      out += "\"}";
      return;
    }
    if (value.negative) out += '-';
    out += DecimalDigits(words);
  }
  void operator()(const Value::List& list) const {
    JsonWriter writer(out);
    writer.Open('[');
    for (const Value& value : list) writer.Add(value);
    writer.Close(']');
  }
  void operator()(const Value::Map& map) const {
    JsonWriter writer(out);
    writer.Open('{');
    for (const auto& [key, value] : map) {
      if (const std::string* text = key.As<std::string>()) {
        writer.Key(*text);
      } else {
        // As Python's json does it: the key's own JSON becomes its name.
        std::string name;
        AppendJsonValue(key, name);
        writer.Key(name);
      }
      writer.Add(value);
    }
    writer.Close('}');
  }
};

}  // namespace

void AppendJsonText(std::string_view text, std::string& out) {
  out += '"';
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && text[plain] >= 0x20 && text[plain] < 0x7F && text[plain] != '"' &&
           text[plain] != '\\') {
      ++plain;
    }
    out.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    const Utf8Head head = ReadUtf8(text);
    const char32_t value = head.value;
    if (head.kind != Utf8Head::Kind::kCodePoint) {
      out += "\xEF\xBF\xBD";
    } else if (value == '"' || value == '\\') {
      out += '\\';
      out += static_cast<char>(value);
    } else if (value == '\n') {
      out += "\\n";
    } else if (value == '\t') {
      out += "\\t";
    } else if (value == '\r') {
      out += "\\r";
    } else if (value >= 0x10000 && IsHiddenControl(value)) {
      AppendUnit(0xD800 + ((value - 0x10000) >> 10), out);
      AppendUnit(0xDC00 + ((value - 0x10000) & 0x3FF), out);
    } else if (IsHiddenControl(value)) {
      AppendUnit(value, out);
    } else {
      out.append(text.substr(0, head.bytes));
    }
    text.remove_prefix(head.bytes);
  }
  out += '"';
}

std::string Base64(std::string_view bytes) {
  constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  const auto byte = [bytes](std::size_t at) -> std::uint32_t {
    return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
  };
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::uint32_t group = (byte(at) << 16) | (byte(at + 1) << 8) | byte(at + 2);
    const std::size_t digits_count = std::min<std::size_t>(bytes.size() - at, 3) + 1;
    for (std::size_t digit = 0; digit < 4; ++digit) {
      out += digit < digits_count ? kAlphabet[(group >> (18 - 6 * digit)) & 0x3F] : '=';
    }
  }
  return out;
}

std::string HexText(const BigInt& value) {
  return (value.negative ? "-0x" : "0x") + HexDigits(AbsoluteWords(value));
}

void AppendJsonBytes(std::string_view bytes, std::string& out) {
  out += "{\"$base64\":\"";
  out += Base64(bytes);
  out += "\"}";
}

void AppendJsonValue(const Value& value, std::string& out) { std::visit(JsonAppender{out}, value.storage()); }

void JsonWriter::Double(double value) {
  Comma();
  AppendDouble(value, out_);
}

}  // namespace vitrine::base

namespace vitrine {

std::string ToJson(const Value& value) {
  std::string out;
  base::AppendJsonValue(value, out);
  return out;
}

}  // namespace vitrine

// Writes JSON (RFC 8259) to the end of a string.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "vitrine/value.h"

namespace vitrine::base {

// A quoted text. U+FFFD stands for what is not UTF-8. Controls, bidirectional overrides and invisible
// characters are written as \uXXXX, so that JSON may be shown on a terminal as it is (Promise P19).
void AppendJsonText(std::string_view text, std::string& out);
// {"$base64": "..."}
void AppendJsonBytes(std::string_view bytes, std::string& out);
void AppendJsonValue(const Value& value, std::string& out);
std::string Base64(std::string_view bytes);
// "-0x1f"
std::string HexText(const BigInt& value);

// Writes objects and arrays with their commas. The caller calls in the order of the text. Borrows `out`.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void Open(char bracket) {
    Comma();
    out_ += bracket;
    first_ = true;
  }
  void Close(char bracket) {
    out_ += bracket;
    first_ = false;
  }
  void Key(std::string_view key) {
    Comma();
    AppendJsonText(key, out_);
    out_ += ':';
    first_ = true;  // no comma before the value
  }
  void Text(std::string_view text) {
    Comma();
    AppendJsonText(text, out_);
  }
  void Bytes(std::string_view bytes) {
    Comma();
    AppendJsonBytes(bytes, out_);
  }
  void Unsigned(std::uint64_t number) { Raw(std::to_string(number)); }
  void Signed(std::int64_t number) { Raw(std::to_string(number)); }
  void Bool(bool value) { Raw(value ? "true" : "false"); }
  void Null() { Raw("null"); }
  void Double(double value);
  void Add(const Value& value) {
    Comma();
    AppendJsonValue(value, out_);
  }

 private:
  void Comma() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  void Raw(std::string_view text) {
    Comma();
    out_ += text;
  }

  std::string& out_;
  bool first_ = true;
};

}  // namespace vitrine::base

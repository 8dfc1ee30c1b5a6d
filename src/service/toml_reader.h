// Reads tables of TOML so that every mistake is a sentence with its place.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vitrine/error.h"

namespace vitrine::service {

// One table. Every key has to be asked for: Finish complains about what is left over, so that a mistyped
// setting is not just without effect. The first error stays, and is what Finish gives. Single-thread; a
// sub-table must end before the table it comes from.
class TomlTable {
 public:
  static Result<std::unique_ptr<TomlTable>> Parse(std::string_view text);
  ~TomlTable();
  TomlTable(const TomlTable&) = delete;
  TomlTable& operator=(const TomlTable&) = delete;

  bool Has(const char* key) const;
  // Each leaves `out` as it is when the key is not there.
  void Text(const char* key, std::string& out);
  void Text(const char* key, std::optional<std::string>& out);
  void Bool(const char* key, bool& out);
  // A whole number from `least` to `most`.
  void Number(const char* key, std::uint64_t least, std::uint64_t most, std::uint32_t& out);
  // A text as base/units.h reads it, "64M" or "5s"; a bare number is bytes, or seconds.
  void Size(const char* key, std::uint64_t most, std::uint64_t& out);
  void Duration(const char* key, std::uint64_t most_ms, std::int64_t& out_ms);
  void Texts(const char* key, std::vector<std::string>& out);
  // Every key of a table with its text.
  void TextPairs(const char* key, std::vector<std::pair<std::string, std::string>>& out);
  void SubTable(const char* key, const std::function<void(TomlTable&)>& read);
  void SubTables(const char* key, const std::function<void(TomlTable&)>& read);  // [[key]]

  // A mistake that only the caller can see; `key` gives the place.
  void Complain(const char* key, std::string_view what);
  Result<void> Finish();

 private:
  struct Impl;
  explicit TomlTable(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace vitrine::service

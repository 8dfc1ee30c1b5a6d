// Reads JSON of strangers: depth is bounded, and every mistake becomes a sentence.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "vitrine/error.h"
#include "vitrine/value.h"

namespace vitrine::base {

using Json = nlohmann::ordered_json;

// kInvalidArgument for what is no JSON, not UTF-8, or nested deeper than `depth_max` (at most 500: some
// readers recurse).
Result<Json> ParseJson(std::string_view text, int depth_max);

// Integers beyond 64 bits became floats when they were parsed.
Value ToValue(const Json& json);

// One object whose keys are all known. The first mistake stays, and is what Finish gives. Borrows the object.
class JsonObjectReader {
 public:
  // What is no object is a mistake; `what` names it in the sentences: "the body", "arguments".
  JsonObjectReader(const Json& json, std::string what);

  // Null: it is not there.
  const Json* Take(const char* key);
  // What is null counts as not there.
  std::optional<std::string> Text(const char* key);
  std::string RequiredText(const char* key);
  bool Bool(const char* key, bool otherwise);
  std::optional<std::uint64_t> Number(const char* key);

  void Complain(std::string sentence);
  // Also complains about keys that nobody has taken.
  Result<void> Finish();

 private:
  const Json* object_ = nullptr;
  std::string what_;
  std::set<std::string, std::less<>> taken_;
  std::optional<std::string> mistake_;
};

}  // namespace vitrine::base

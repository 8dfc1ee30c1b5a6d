#include "base/json_reader.h"

#include <limits>
#include <utility>

#include "base/check.h"

namespace vitrine::base {
namespace {

constexpr int kDepthMost = 500;

std::unexpected<Error> Bad(std::string what) {
  return std::unexpected(Error{ErrorKind::kInvalidArgument, std::move(what)});
}

}  // namespace

Result<Json> ParseJson(std::string_view text, int depth_max) {
  VITRINE_CHECK(depth_max <= kDepthMost, "recursion over JSON is bounded");
  bool too_deep = false;
  const auto watch = [&](int depth, Json::parse_event_t, Json&) {
    if (depth > depth_max) too_deep = true;
    return !too_deep;
  };
  Json parsed = Json::parse(text, watch, /*allow_exceptions=*/false);
  if (too_deep) return Bad("the JSON is nested more than " + std::to_string(depth_max) + " deep");
  if (parsed.is_discarded()) return Bad("this is no JSON");
  return parsed;
}

Value ToValue(const Json& json) {
  switch (json.type()) {
    case Json::value_t::boolean:
      return json.get<bool>();
    case Json::value_t::number_integer:
      return json.get<std::int64_t>();
    case Json::value_t::number_unsigned: {
      const auto number = json.get<std::uint64_t>();
      if (number <= std::uint64_t{std::numeric_limits<std::int64_t>::max()})
        return static_cast<std::int64_t>(number);
      BigInt big;
      for (int shift = 56; shift >= 0; shift -= 8)
        big.magnitude.push_back(static_cast<char>(number >> shift));
      return big;
    }
    case Json::value_t::number_float:
      return json.get<double>();
    case Json::value_t::string:
      return json.get<std::string>();
    case Json::value_t::array: {
      Value::List list;
      for (const Json& item : json) list.push_back(ToValue(item));
      return list;
    }
    case Json::value_t::object: {
      Value::Map map;
      for (const auto& [key, item] : json.items()) map.emplace_back(key, ToValue(item));
      return map;
    }
    case Json::value_t::null:
    case Json::value_t::binary:
    case Json::value_t::discarded:
      break;
  }
  return nullptr;
}

JsonObjectReader::JsonObjectReader(const Json& json, std::string what) : what_(std::move(what)) {
  if (json.is_object()) {
    object_ = &json;
  } else {
    Complain(what_ + " must be a JSON object");
  }
}

const Json* JsonObjectReader::Take(const char* key) {
  taken_.insert(key);
  if (object_ == nullptr) return nullptr;
  const auto found = object_->find(key);
  return found == object_->end() ? nullptr : &*found;
}

std::optional<std::string> JsonObjectReader::Text(const char* key) {
  const Json* value = Take(key);
  if (value == nullptr || value->is_null()) return std::nullopt;
  if (value->is_string()) return value->get<std::string>();
  Complain(std::string(key) + " must be a text");
  return std::nullopt;
}

std::string JsonObjectReader::RequiredText(const char* key) {
  std::optional<std::string> text = Text(key);
  if (!text) Complain(what_ + " must have " + key + ", a text");
  return std::move(text).value_or("");
}

bool JsonObjectReader::Bool(const char* key, bool otherwise) {
  const Json* value = Take(key);
  if (value == nullptr || value->is_null()) return otherwise;
  if (value->is_boolean()) return value->get<bool>();
  Complain(std::string(key) + " must be true or false");
  return otherwise;
}

std::optional<std::uint64_t> JsonObjectReader::Number(const char* key) {
  const Json* value = Take(key);
  if (value == nullptr || value->is_null()) return std::nullopt;
  if (value->is_number_unsigned()) return value->get<std::uint64_t>();
  Complain(std::string(key) + " must be a whole number that is not negative");
  return std::nullopt;
}

void JsonObjectReader::Complain(std::string sentence) {
  if (!mistake_) mistake_ = std::move(sentence);
}

Result<void> JsonObjectReader::Finish() {
  if (object_ != nullptr) {
    for (const auto& [key, value] : object_->items()) {
      if (taken_.contains(key)) continue;
      std::string known;
      for (const std::string& name : taken_) known += (known.empty() ? "" : ", ") + name;
      Complain("'" + key.substr(0, 50) + "' is nothing that " + what_ + " may have; there are: " + known);
    }
  }
  if (mistake_) return Bad(std::move(*mistake_));
  return {};
}

}  // namespace vitrine::base

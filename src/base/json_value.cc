#include "base/json_value.h"

#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

namespace vitrine::base {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kDepthMax = 100;

std::unexpected<Error> Bad(std::string what) {
  return std::unexpected(Error{ErrorKind::kInvalidArgument, std::move(what)});
}

// Recursion is bounded: the parser has refused what is deeper than kDepthMax.
Value FromJson(const Json& json) {
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
      for (const Json& item : json) list.push_back(FromJson(item));
      return list;
    }
    case Json::value_t::object: {
      Value::Map map;
      for (const auto& [key, item] : json.items()) map.emplace_back(key, FromJson(item));
      return map;
    }
    case Json::value_t::null:
    case Json::value_t::binary:
    case Json::value_t::discarded:
      break;
  }
  return nullptr;
}

}  // namespace

Result<Value> ValueFromJson(std::string_view json) {
  bool too_deep = false;
  const auto watch = [&](int depth, Json::parse_event_t, Json&) {
    if (depth > kDepthMax) too_deep = true;
    return !too_deep;
  };
  const Json parsed = Json::parse(json, watch, /*allow_exceptions=*/false);
  if (too_deep) return Bad("the JSON is nested more than 100 deep");
  if (parsed.is_discarded()) return Bad("this is no JSON; a text needs quotes, as in '\"yes\"'");
  return FromJson(parsed);
}

}  // namespace vitrine::base

#include "base/json_value.h"

#include "base/json_reader.h"

namespace vitrine::base {
namespace {

constexpr int kDepthMax = 100;

}  // namespace

Result<Value> ValueFromJson(std::string_view json) {
  const Result<Json> parsed = ParseJson(json, kDepthMax);
  if (!parsed) {
    if (parsed.error().what != "this is no JSON") return std::unexpected(parsed.error());
    return std::unexpected(
        Error{ErrorKind::kInvalidArgument, "this is no JSON; a text needs quotes, as in '\"yes\"'"});
  }
  return ToValue(*parsed);
}

}  // namespace vitrine::base

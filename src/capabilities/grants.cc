#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

#include "base/utf8.h"
#include "base/value_cbor.h"
#include "capabilities/grants_impl.h"
#include "guests/abi.h"

namespace vitrine {
namespace {

using capabilities::CallFailure;
using capabilities::Row;
using capabilities::SqlDatabases;

constexpr std::size_t kNameBytesMax = 100;
constexpr std::size_t kDocBytesMax = 100'000;
constexpr std::size_t kParametersCountMax = 100;
constexpr std::size_t kRowsCountMax = 1000;

// Python 3.13's keywords, sorted; the soft ones (match, case, type, _) are good names.
constexpr std::string_view kKeywords[] = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield",
};
static_assert(std::is_sorted(std::begin(kKeywords), std::end(kKeywords)));

bool IsIdentifier(std::string_view name) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return !name.empty() && name.size() <= kNameBytesMax && is_letter(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); }) &&
         !std::binary_search(std::begin(kKeywords), std::end(kKeywords), name);
}

std::unexpected<Error> Refuse(std::string what) {
  return std::unexpected(Error{ErrorKind::kInvalidArgument, std::move(what)});
}

// A guest's function is made from this text, so every part of it must be what it seems.
Result<void> CheckFunction(const HostFunction& function) {
  constexpr const char* kRule =
      "' is no name for Python: ASCII letters, digits and _, not first a digit, no keyword, at "
      "most 100 characters";
  if (!IsIdentifier(function.name)) return Refuse("the function's name '" + function.name + kRule);
  if (!function.call) return Refuse("the function '" + function.name + "' has nothing to call");
  if (function.doc.size() > kDocBytesMax || !base::IsUtf8(function.doc)) {
    return Refuse("the doc of the function '" + function.name + "' must be UTF-8 of at most 100000 bytes");
  }
  if (function.parameters.size() > kParametersCountMax) {
    return Refuse("the function '" + function.name + "' has more than 100 parameters");
  }
  std::set<std::string_view> names;
  bool seen_optional = false;
  for (const Parameter& parameter : function.parameters) {
    if (!IsIdentifier(parameter.name)) {
      return Refuse("the parameter's name '" + parameter.name + kRule);
    }
    if (!names.insert(parameter.name).second) {
      return Refuse("the function '" + function.name + "' has two parameters named '" + parameter.name + "'");
    }
    const bool is_optional = parameter.need == Parameter::Need::kOptional;
    if (seen_optional && !is_optional) {
      return Refuse("the parameter '" + parameter.name + "' of '" + function.name +
                    "' is required but follows an optional one");
    }
    seen_optional = is_optional;
  }
  return {};
}

}  // namespace

std::expected<void, CallFailure> capabilities::AppendReply(const Value& value, base::CborWriter& reply) {
  if (!base::AppendValue(value, reply) && !reply.overflowed()) {
    return std::unexpected(
        CallFailure{VITRINE_REPLY_ERROR, "the value that the function returned is nested too deep"});
  }
  return {};
}

Grants::Grants() : impl_(std::make_unique<Impl>()) {}
Grants::~Grants() = default;
Grants::Grants(Grants&&) noexcept = default;
Grants& Grants::operator=(Grants&&) noexcept = default;

Result<void> Grants::AddFunction(HostFunction function) { return impl_->AddFunction(std::move(function)); }
Result<void> Grants::AddDatabase(std::string name, const std::string& path) {
  return impl_->AddDatabase(std::move(name), path);
}
Result<void> Grants::SetSqlLimits(const SqlLimits& limits) { return impl_->SetSqlLimits(limits); }

Result<void> Grants::Impl::AddFunction(HostFunction function) {
  if (Result<void> checked = CheckFunction(function); !checked) return checked;
  if (Find(function.name)) return Refuse("a function named '" + function.name + "' is granted already");
  if (rows_.size() == kRowsCountMax) return Refuse("at most 1000 functions can be granted");
  Row row{.name = std::move(function.name),
          .doc = std::move(function.doc),
          .parameters = std::move(function.parameters),
          .calls_count_max = function.calls_count_max};
  row.call = [call = std::move(function.call)](const CallContext& context, std::span<const Value> arguments,
                                               base::CborWriter& reply) -> std::expected<void, CallFailure> {
    std::expected<Value, NoValue> value = call(context, arguments);
    if (value) return capabilities::AppendReply(*value, reply);
    if (auto* const text = std::get_if<std::string>(&value.error())) {
      return std::unexpected(CallFailure{VITRINE_REPLY_ERROR, std::move(*text)});
    }
    return std::unexpected(CallFailure{CallFailure::kLater, {}});
  };
  Put(std::move(row));
  return {};
}

Result<void> Grants::Impl::AddDatabase(std::string name, const std::string& path) {
  if (databases_.empty() && Find(SqlDatabases::kFunctionName)) {
    return Refuse("a function named 'read_only_sql_query' is granted already; databases need that name");
  }
  if (Result<void> added = databases_.Add(std::move(name), path); !added) return added;
  Put(databases_.MakeRow());
  return {};
}

Result<void> Grants::Impl::SetSqlLimits(const SqlLimits& limits) {
  if (Result<void> set = databases_.SetLimits(limits); !set) return set;
  if (!databases_.empty()) Put(databases_.MakeRow());
  return {};
}

void Grants::Impl::Put(Row row) {
  if (const std::optional<std::size_t> index = Find(row.name)) {
    rows_[*index] = std::move(row);
    return;
  }
  indices_.emplace(row.name, rows_.size());
  rows_.push_back(std::move(row));
}

std::optional<std::size_t> Grants::Impl::Find(std::string_view name) const {
  const auto found = indices_.find(name);
  if (found == indices_.end()) return std::nullopt;
  return found->second;
}

}  // namespace vitrine

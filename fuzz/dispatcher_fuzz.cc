// The dispatcher: whatever frame the guest sends, the reply is [kind, ...] of guests/abi.h, and messages are
// text.
#include <string_view>

#include "base/check.h"
#include "base/utf8.h"
#include "capabilities/testing.h"
#include "fuzz/fuzz_target.h"
#include "guests/abi.h"

namespace {

using namespace vitrine;

Grants MakeGrants() {
  Grants grants;
  HostFunction echo{.name = "echo",
                    .doc = "Gives its arguments.",
                    .parameters = {{"value"}, {"times", ParameterType::kInt, Parameter::Need::kOptional}}};
  echo.call = [](const CallContext&, std::span<const Value> arguments) -> std::expected<Value, std::string> {
    return Value(Value::List(arguments.begin(), arguments.end()));
  };
  HostFunction fail{.name = "fail", .doc = "Fails.", .parameters = {{"text", ParameterType::kText}}};
  fail.call = [](const CallContext&, std::span<const Value> arguments) -> std::expected<Value, std::string> {
    return std::unexpected(*arguments[0].As<std::string>());
  };
  VITRINE_CHECK(grants.AddFunction(std::move(echo)).has_value(), "echo is a function");
  VITRINE_CHECK(grants.AddFunction(std::move(fail)).has_value(), "fail is a function");
  return grants;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Grants grants = MakeGrants();
  static const Limits limits;
  static const capabilities::testing::StillContext context;
  static capabilities::Dispatcher dispatcher(grants.impl(), limits);
  dispatcher.StartRun();
  const std::string_view reply = dispatcher.Call({reinterpret_cast<const char*>(data), size}, context);
  const auto value = base::DecodeValue(reply, {.cbor = {.depth_max = base::CborReader::kDepthMax}});
  VITRINE_CHECK(value.has_value(), "a reply is CBOR");
  const auto* list = value->As<Value::List>();
  VITRINE_CHECK(list != nullptr && list->size() == 2, "a reply is an array of two");
  const auto* kind = (*list)[0].As<std::int64_t>();
  VITRINE_CHECK(kind != nullptr && *kind >= VITRINE_REPLY_VALUE && *kind <= VITRINE_REPLY_LIMIT,
                "a reply has a kind");
  VITRINE_CHECK(*kind == VITRINE_REPLY_VALUE || (*list)[1].As<std::string>() != nullptr,
                "a failure has a message");
  return 0;
}

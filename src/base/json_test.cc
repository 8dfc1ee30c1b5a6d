#include "base/json.h"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "vitrine/outcome.h"

namespace vitrine {
namespace {

TEST(ValueJson, WritesEveryKind) {
  EXPECT_EQ(ToJson(Value()), "null");
  EXPECT_EQ(ToJson(Value(true)), "true");
  EXPECT_EQ(ToJson(Value(-7)), "-7");
  EXPECT_EQ(ToJson(Value(1.0)), "1.0");
  EXPECT_EQ(ToJson(Value(0.1)), "0.1");
  EXPECT_EQ(ToJson(Value(1e300)), "1e+300");
  EXPECT_EQ(ToJson(Value(-0.0)), "-0.0");
  EXPECT_EQ(ToJson(Value(std::numeric_limits<double>::infinity())), "null");
  EXPECT_EQ(ToJson(Value(std::numeric_limits<double>::quiet_NaN())), "null");
  EXPECT_EQ(ToJson(Value(Bytes{"abcd"})), R"({"$base64":"YWJjZA=="})");
  EXPECT_EQ(ToJson(Value(Value::List{1, "a", Value::List{}})), R"([1,"a",[]])");
  EXPECT_EQ(ToJson(Value(Value::Map{{"k", Value::Map{}}, {1, 2}, {nullptr, true}})),
            R"({"k":{},"1":2,"null":true})");
}

TEST(ValueJson, WritesBigIntegers) {
  const auto big = [](bool negative, std::string magnitude) {
    return ToJson(Value(BigInt{.negative = negative, .magnitude = std::move(magnitude)}));
  };
  EXPECT_EQ(big(false, std::string("\x01\0\0\0\0\0\0\0\0", 9)), "18446744073709551616");
  EXPECT_EQ(big(true, std::string("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 8)), "-18446744073709551616");
  EXPECT_EQ(big(false, std::string("\x05\x6b\xc7\x5e\x2d\x63\x10\x00\x00", 9)), "100000000000000000000");
  EXPECT_EQ(big(false, ""), "0");
  EXPECT_EQ(big(true, ""), "-1");
  const std::string hex = big(true, std::string(5000, '\xAB'));
  EXPECT_EQ(hex.substr(0, 20), R"({"$hex":"-0xabababab)");
  EXPECT_EQ(hex.substr(hex.size() - 4), "ac\"}");
}

TEST(ValueJson, EscapesWhatATerminalWouldObey) {
  EXPECT_EQ(ToJson(Value("\"\\\n\t\r\x1b\x7f")), R"("\"\\\n\t\r\u001b\u007f")");
  EXPECT_EQ(ToJson(Value("\xC2\x9B\xE2\x80\xAE\xF3\xA0\x81\x81")), R"("\u009b\u202e\udb40\udc41")");
  EXPECT_EQ(ToJson(Value("caf\xC3\xA9 \xFF")), "\"caf\xC3\xA9 \xEF\xBF\xBD\"");
}

TEST(Base64, PadsAsRfc4648) {
  EXPECT_EQ(base::Base64(""), "");
  EXPECT_EQ(base::Base64("f"), "Zg==");
  EXPECT_EQ(base::Base64("fo"), "Zm8=");
  EXPECT_EQ(base::Base64("foo"), "Zm9v");
  EXPECT_EQ(base::Base64("\xFB\xFF"), "+/8=");
}

TEST(OutcomeJson, HasEveryField) {
  Outcome outcome{.status = Status::kLimit, .limit = LimitKind::kWallTime};
  outcome.stdout_text = "hi\n";
  outcome.value_repr = "[1]";
  outcome.value = Value::List{1};
  outcome.displays.push_back({{"text/plain", "x", false}, {"image/png", "\x89P", true}});
  outcome.artifacts.push_back({"a/b.txt", "data"});
  outcome.failure = Failure{"TimeLimitExceeded", "over", "Traceback", 3, "use less"};
  outcome.usage.wall = std::chrono::nanoseconds(1'234'567);
  outcome.parked = ParkedCall{.function = "approve", .arguments = {{"what", 5}}};
  outcome.rolled_back = true;
  outcome.undone = "all of it";
  const auto json = nlohmann::json::parse(ToJson(outcome));
  const auto expected = nlohmann::json::parse(R"({
    "status": "limit", "limit": "wall_time", "exit_code": 0, "stdout": "hi\n", "stderr": "",
    "stdout_bytes_cut": 0, "stderr_bytes_cut": 0, "value_repr": "[1]", "value": [1],
    "displays": [{"text/plain": "x", "image/png": {"$base64": "iVA="}}], "displays_dropped": 0,
    "artifacts": [{"path": "a/b.txt", "bytes": 4, "data_base64": "ZGF0YQ=="}], "artifacts_dropped": 0,
    "failure": {"type": "TimeLimitExceeded", "message": "over", "traceback": "Traceback", "line": 3,
                "hint": "use less"},
    "parked": {"function": "approve", "arguments": {"what": 5}}, "rolled_back": true, "undone": "all of it",
    "usage": {"wall_ms": 1.234, "cpu_ms": 0.0, "fuel": 0, "memory_bytes_peak": 0, "output_bytes": 0,
              "host_calls": 0},
    "sandbox_alive": true})");
  EXPECT_EQ(json, expected) << ToJson(outcome);
}

TEST(OutcomeJson, TellsNullFromAbsent) {
  const auto json = nlohmann::json::parse(ToJson(Outcome{.status = Status::kOk}));
  EXPECT_TRUE(json.at("value_repr").is_null());
  EXPECT_FALSE(json.contains("value"));
  EXPECT_TRUE(json.at("failure").is_null());
}

}  // namespace
}  // namespace vitrine

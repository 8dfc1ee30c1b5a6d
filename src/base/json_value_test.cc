#include "base/json_value.h"

#include <gtest/gtest.h>

#include <string>

namespace vitrine::base {
namespace {

std::string Again(std::string_view json) {
  const auto value = ValueFromJson(json);
  return value ? ToJson(*value) : "(" + value.error().what + ")";
}

TEST(ValueFromJson, KeepsWhatJsonCanSay) {
  for (const char* json : {"null", "true", "0", "-9223372036854775808", "9223372036854775807",
                           "18446744073709551615", "1.5", R"("é\n")", R"([1,"a",[]])", R"({"b":1,"a":{}})"}) {
    EXPECT_EQ(Again(json), Again(Again(json))) << json;
    EXPECT_FALSE(Again(json).starts_with('(')) << Again(json);
  }
  EXPECT_EQ(Again("18446744073709551615"), "18446744073709551615");
  EXPECT_EQ(Again(R"({"b": 1, "a": 2})"), R"({"b":1,"a":2})");
}

TEST(ValueFromJson, RefusesWhatIsNone) {
  for (const char* text : {"", "yes", "{", "[1,]", "'a'", "\"\xff\"", "1 2"}) {
    EXPECT_TRUE(Again(text).starts_with("(this is no JSON; a text needs quotes")) << text;
  }
}

TEST(ValueFromJson, NestingHasALimit) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_FALSE(Again(nested(100)).starts_with('('));
  EXPECT_EQ(Again(nested(102)), "(the JSON is nested more than 100 deep)");
  EXPECT_EQ(Again(nested(1'000'000)), "(the JSON is nested more than 100 deep)");
}

}  // namespace
}  // namespace vitrine::base

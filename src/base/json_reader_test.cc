#include "base/json_reader.h"

#include <gtest/gtest.h>

namespace vitrine::base {
namespace {

std::string MistakeOf(const char* text) {
  const auto json = ParseJson(text, 10);
  if (!json) return json.error().what;
  JsonObjectReader reader(*json, "the body");
  reader.RequiredText("code");
  reader.Text("name");
  reader.Bool("flag", false);
  reader.Number("count");
  const auto finished = reader.Finish();
  return finished ? "none" : finished.error().what;
}

TEST(JsonReader, EveryMistakeIsASentence) {
  EXPECT_EQ(MistakeOf(R"({"code":"1","name":null,"flag":true,"count":3})"), "none");
  EXPECT_EQ(MistakeOf("{"), "this is no JSON");
  EXPECT_EQ(MistakeOf(""), "this is no JSON");
  EXPECT_EQ(MistakeOf("{} x"), "this is no JSON");
  EXPECT_EQ(MistakeOf("\"\xff\""), "this is no JSON");
  EXPECT_EQ(MistakeOf("[[[[[[[[[[[1]]]]]]]]]]]"), "the JSON is nested more than 10 deep");
  EXPECT_EQ(MistakeOf("[]"), "the body must be a JSON object");
  EXPECT_EQ(MistakeOf("{}"), "the body must have code, a text");
  EXPECT_EQ(MistakeOf(R"({"code":1})"), "code must be a text");
  EXPECT_EQ(MistakeOf(R"({"code":"","flag":1})"), "flag must be true or false");
  EXPECT_EQ(MistakeOf(R"({"code":"","count":-1})"), "count must be a whole number that is not negative");
  EXPECT_EQ(MistakeOf(R"({"code":"","count":1.5})"), "count must be a whole number that is not negative");
  EXPECT_EQ(MistakeOf(R"({"code":"","Code":"x"})"),
            "'Code' is nothing that the body may have; there are: code, count, flag, name");
}

TEST(JsonReader, DepthIsBoundedBeforeAnythingElse) {
  EXPECT_EQ(ParseJson(std::string(10'000'000, '['), 100).error().what,
            "the JSON is nested more than 100 deep");
}

}  // namespace
}  // namespace vitrine::base

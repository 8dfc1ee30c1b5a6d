#include "cli/ask.h"

#include <gtest/gtest.h>

#include "service/ask.h"

namespace vitrine::cli {
namespace {

TEST(Ask, TheQuestionIsItsText) {
  EXPECT_EQ(QuestionOf({.function = "ask", .arguments = {{"question", "Who?"}}}), "Who?");
  EXPECT_EQ(QuestionOf({.function = "ask", .arguments = {{"question", 1}}}), R"(ask({"question":1}))");
  EXPECT_EQ(QuestionOf({.function = "slow", .arguments = {{"a", 1}, {"b", "x"}}}),
            R"(slow({"a":1,"b":"x"}))");
}

TEST(Ask, WhatToTypeCanBePasted) {
  GuestSettings settings;
  settings.session = "study";
  EXPECT_EQ(HowToGoOn(settings),
            "go on with: vitrine session resume study --reply TEXT; or give the run up with: vitrine session "
            "abandon study");
  settings.session = "it's mine";
  settings.store = "a b.db";
  const std::string text = HowToGoOn(settings);
  EXPECT_NE(text.find("resume 'it'\\''s mine' --store 'a b.db' --reply TEXT"), std::string::npos) << text;
}

TEST(Ask, TheFunctionAnswersLater) {
  const HostFunction function = service::AskFunction();
  ASSERT_EQ(function.parameters.size(), 1u);
  EXPECT_FALSE(function.doc.empty());
  Grants grants;
  EXPECT_TRUE(grants.AddFunction(function));
  EXPECT_NE(DescribeForModel(grants).find("def ask(question: str)"), std::string::npos)
      << DescribeForModel(grants);
}

}  // namespace
}  // namespace vitrine::cli

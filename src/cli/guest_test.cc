#include "cli/guest.h"

#include <gtest/gtest.h>

namespace vitrine::cli {
namespace {

TEST(PythonLiteral, EscapesWhatIsNotPlain) {
  EXPECT_EQ(PythonLiteral(""), "''");
  EXPECT_EQ(PythonLiteral("plain text"), "'plain text'");
  EXPECT_EQ(PythonLiteral("it's"), "'it\\U00000027s'");
  EXPECT_EQ(PythonLiteral("a\\b\n"), "'a\\U0000005cb\\U0000000a'");
  EXPECT_EQ(PythonLiteral("\xf0\x9f\x98\x80"), "'\\U0001f600'");
  EXPECT_EQ(PythonLiteral(std::string_view("\0", 1)), "'\\U00000000'");
}

TEST(Guest, WhatIsMissingIsFoundBeforeAnythingStarts) {
  GuestSettings settings;
  settings.panes = GuestSettings::Panes::kOne;
  const auto source = SandboxSource::Start(settings, 1);
  ASSERT_TRUE(source);
  settings.inputs = {{"x", "/nonexistent/x"}};
  const auto input = Guest::Create(settings, **source, nullptr);
  ASSERT_FALSE(input);
  EXPECT_EQ(input.error().what, "the input file '/nonexistent/x' does not exist");

  settings = {};
  settings.output_dir = "/dev/null/out";
  const auto output = Guest::Create(settings, **source, nullptr);
  ASSERT_FALSE(output);
  EXPECT_NE(output.error().what.find("the output folder '/dev/null/out' cannot be used"), std::string::npos);
}

}  // namespace
}  // namespace vitrine::cli

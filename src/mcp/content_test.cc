#include "mcp/content.h"

#include <gtest/gtest.h>

namespace vitrine::mcp {
namespace {

TEST(Content, TellsWhatWasPrintedAndTheValue) {
  const Outcome outcome{
      .status = Status::kOk, .stdout_text = "out\n", .stderr_text = "err\n", .value_repr = "42"};
  const Json result = ResultOf(outcome, true, kNewest);
  EXPECT_EQ(result["content"][0]["text"], "out\n[stderr]\nerr\n42");
  EXPECT_EQ(result["structuredContent"]["value_repr"], "42");
  EXPECT_FALSE(result.contains("isError"));
  EXPECT_EQ(ResultOf(outcome, false, kNewest)["content"][0]["text"], "out\n[stderr]\nerr\n");
  EXPECT_FALSE(ResultOf(outcome, true, Revision::k2025_03_26).contains("structuredContent"));
  EXPECT_EQ(ResultOf({.status = Status::kOk}, true, kNewest)["content"][0]["text"], "[nothing was printed]");
}

TEST(Content, TellsWhatWentWrong) {
  const Outcome outcome{.status = Status::kLimit,
                        .limit = LimitKind::kWallTime,
                        .failure = Failure{"TimeLimitExceeded", "too long", "", 0, "do less"},
                        .rolled_back = true,
                        .undone = "all of it"};
  const Json result = ResultOf(outcome, true, kNewest);
  EXPECT_EQ(result["content"][0]["text"],
            "TimeLimitExceeded: too long\nHint: do less\nRolled back: all of it");
  EXPECT_EQ(result["isError"], true);
}

// Readers of numbers stop at 64 bits, or fail.
TEST(Content, LongIntegersAreHexadecimal) {
  Outcome outcome{.status = Status::kOk};
  outcome.value = Value::List{
      BigInt{.negative = false, .magnitude = std::string(8, '\xff')},
      BigInt{.negative = true, .magnitude = std::string("\x80\0\0\0\0\0\0\0", 8)},
      Value::Map{{"googol^4", BigInt{.negative = false, .magnitude = "\x01" + std::string(160, '\0')}}}};
  const Json value = ResultOf(outcome, true, kNewest)["structuredContent"]["value"];
  EXPECT_EQ(value[0], 18446744073709551615u);
  EXPECT_EQ(value[1], Json({{"$hex", "-0x8000000000000001"}}));
  EXPECT_EQ(value[2]["googol^4"]["$hex"], "0x1" + std::string(320, '0'));
}

// Promise P19, and item 74 of the attacks.
TEST(Content, HoldsNoControlSequences) {
  const Outcome outcome{
      .status = Status::kOk, .stdout_text = "\x1b[2J\xe2\x80\xae x", .value_repr = "\x1b]0;t\x07"};
  const std::string text = ResultOf(outcome, true, kNewest)["content"][0]["text"];
  EXPECT_EQ(text, "\\x1b[2J\\u202e x\n\\x1b]0;t\\x07");
}

TEST(Content, LongTextsAreCut) {
  const Outcome outcome{.status = Status::kOk, .stdout_text = std::string(kTextBytesMax * 2, 'x')};
  const std::string text = ResultOf(outcome, true, kNewest)["content"][0]["text"];
  EXPECT_LT(text.size(), kTextBytesMax + 200);
  EXPECT_NE(text.find("bytes more are left out"), std::string::npos);
}

TEST(Content, DisplaysAreImagesAndResources) {
  Outcome outcome{.status = Status::kOk};
  outcome.displays.push_back({{"text/plain", "a chart", false}, {"image/svg+xml", "<svg/>", false}});
  outcome.displays.push_back({{"image/png", "\x89PNG", true}});
  outcome.displays.push_back({{"text/html", std::string(8u << 20, 'x'), false}});
  const Json content = ResultOf(outcome, true, kNewest)["content"];
  ASSERT_EQ(content.size(), 4u);
  EXPECT_EQ(content[0]["text"], "a chart");
  EXPECT_EQ(content[1]["resource"]["mimeType"], "image/svg+xml");
  EXPECT_EQ(content[2]["type"], "image");
  EXPECT_EQ(content[2]["data"], "iVBORw==");  // base64 of \x89PNG
  EXPECT_NE(content[3]["text"].get<std::string>().find("left out"), std::string::npos);
}

}  // namespace
}  // namespace vitrine::mcp

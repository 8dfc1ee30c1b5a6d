#include "base/utf8.h"

#include <gtest/gtest.h>

namespace vitrine::base {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kInvalid[] = {
    "\x80"sv,              // a continuation alone
    "\xC0\x80"sv,          // overlong NUL
    "\xC1\xBF"sv,          // overlong, two bytes
    "\xE0\x9F\xBF"sv,      // overlong, three bytes
    "\xF0\x8F\xBF\xBF"sv,  // overlong, four bytes
    "\xED\xA0\x80"sv,      // surrogate
    "\xF4\x90\x80\x80"sv,  // U+110000
    "\xF5\x80\x80\x80"sv,
    "\xFF"sv,
    "\xE2\x82"sv,      // cut
    "abcdefgh\xC3"sv,  // cut after the fast path
    "12345678\xE2\x28\xA1"sv,
};

TEST(Utf8, AcceptsEveryBoundaryCodePoint) {
  for (const std::string_view text :
       {""sv, "\0"sv, "\x7F"sv, "\xC2\x80"sv, "\xDF\xBF"sv, "\xE0\xA0\x80"sv, "\xED\x9F\xBF"sv,
        "\xEE\x80\x80"sv, "\xEF\xBF\xBF"sv, "\xF0\x90\x80\x80"sv, "\xF4\x8F\xBF\xBF"sv,
        "twelve chars\xE2\x82\xAC and more"sv}) {
    EXPECT_TRUE(IsUtf8(text)) << text;
    EXPECT_EQ(SanitizeUtf8(text), text);
  }
}

TEST(Utf8, RefusesWhatIsNoText) {
  for (const std::string_view text : kInvalid) {
    EXPECT_FALSE(IsUtf8(text));
    EXPECT_TRUE(IsUtf8(SanitizeUtf8(text)));
    EXPECT_NE(SanitizeUtf8(text).find("\xEF\xBF\xBD"), std::string::npos);
  }
}

TEST(Utf8, ReplacesEachMaximalSubpartOnce) {
  EXPECT_EQ(SanitizeUtf8("a\xE2\x82z"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(SanitizeUtf8("\xC0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(SanitizeUtf8("\xF0\x9F\x98"), "\xEF\xBF\xBD");
}

TEST(Utf8, DecodesValues) {
  EXPECT_EQ(ReadUtf8("\xF0\x9F\x98\x80").value, U'\U0001F600');
  EXPECT_EQ(ReadUtf8("\xE2\x82").kind, Utf8Head::Kind::kIncomplete);
  EXPECT_EQ(ReadUtf8("\xED\xA0").kind, Utf8Head::Kind::kInvalid);
}

TEST(Utf8, CutsBetweenCodePoints) {
  const std::string_view text = "ab\xE2\x82\xAC";
  EXPECT_EQ(Utf8CutLength(text, 9), 5u);
  EXPECT_EQ(Utf8CutLength(text, 5), 5u);
  EXPECT_EQ(Utf8CutLength(text, 4), 2u);
  EXPECT_EQ(Utf8CutLength(text, 3), 2u);
  EXPECT_EQ(Utf8CutLength(text, 0), 0u);
}

TEST(Utf8, KnowsHeadsOfCodePoints) {
  EXPECT_EQ(IncompleteUtf8Tail(""), 0u);
  EXPECT_EQ(IncompleteUtf8Tail("ab\xE2\x82\xAC"), 0u);
  EXPECT_EQ(IncompleteUtf8Tail("ab\xE2\x82"), 2u);
  EXPECT_EQ(IncompleteUtf8Tail("\xF0\x9F\x98"), 3u);
  EXPECT_EQ(IncompleteUtf8Tail("\xE2"), 1u);
  EXPECT_EQ(IncompleteUtf8Tail("\xED\xA0"), 0u);
}

}  // namespace
}  // namespace vitrine::base

#include "base/terminal.h"

#include <gtest/gtest.h>

#include "base/utf8.h"

namespace vitrine::base {
namespace {

using std::string_view_literals::operator""sv;

struct Row {
  std::string_view in;
  std::string_view out;
};

constexpr Row kRows[] = {
    {"plain \xE2\x82\xAC\ttext\n"sv, "plain \xE2\x82\xAC\ttext\n"sv},
    {"\x1b[31mred\x1b[0m"sv, "\\x1b[31mred\\x1b[0m"sv},
    {"\x1b]8;;http://x\x07link"sv, "\\x1b]8;;http://x\\x07link"sv},  // OSC 8
    {"\x1b]52;c;aGk=\x1b\\"sv, "\\x1b]52;c;aGk=\\x1b\\"sv},          // OSC 52: the clipboard
    {"a\0b\x7F\x08"sv, "a\\x00b\\x7f\\x08"sv},
    {"\xC2\x9B"
     "31m"sv,
     "\\x9b31m"sv},  // CSI as UTF-8
    {"\x9B"
     "31m"sv,
     "\\x9b31m"sv},  // CSI as one byte
    {"one\r\ntwo"sv, "one\ntwo"sv},
    {"rm -rf\rls"sv, "rm -rf\\rls"sv},
    {"end\r"sv, "end\\r"sv},
    {"\r\r\n"sv, "\\r\n"sv},
    {"\xE2\x80\xAE"
     "evil"sv,
     "\\u202eevil"sv},
    {"\xE2\x81\xA6"
     "x"sv,
     "\\u2066x"sv},
    {"\xE2\x80\xA8"sv, "\\u2028"sv},
    {"\xF3\xA0\x81\x81"sv, "\\U000e0041"sv},
    {"\xE2\x80\x8D"sv, "\xE2\x80\x8D"sv},  // a joiner passes
    {"\xFF\xC0 \xE2\x82"sv, "\xEF\xBF\xBD\xEF\xBF\xBD \xEF\xBF\xBD"sv},
    {"\xE2\x1b[m"sv, "\xEF\xBF\xBD\\x1b[m"sv},  // ESC inside a broken code point
};

TEST(TerminalFilter, EscapesWhatActsOnATerminal) {
  for (const Row& row : kRows) EXPECT_EQ(EscapeForTerminal(row.in), row.out);
}

TEST(TerminalFilter, GivesTheSameWhereverChunksAreSplit) {
  for (const Row& row : kRows) {
    for (std::size_t first = 0; first <= row.in.size(); ++first) {
      for (std::size_t second = first; second <= row.in.size(); ++second) {
        TerminalFilter filter;
        std::string out;
        filter.Write(row.in.substr(0, first), out);
        filter.Write(row.in.substr(first, second - first), out);
        filter.Write(row.in.substr(second), out);
        filter.Finish(out);
        EXPECT_EQ(out, row.out) << "split at " << first << " and " << second;
      }
    }
  }
}

TEST(TerminalFilter, LeavesNoControlForAnyTwoBytes) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const char text[] = {static_cast<char>(first), static_cast<char>(second)};
      const std::string out = EscapeForTerminal({text, 2}, NewLines::kEscape);
      ASSERT_TRUE(IsUtf8(out));
      for (const char byte : out) {
        const auto code = static_cast<unsigned char>(byte);
        ASSERT_TRUE((code >= 0x20 && code != 0x7F) || code == '\t') << first << " " << second;
      }
      ASSERT_EQ(out.find("\xC2\x9B"), std::string::npos);
    }
  }
}

TEST(TerminalFilter, EscapesNewLinesForLogs) {
  EXPECT_EQ(EscapeForTerminal("a\nb\r\nc", NewLines::kEscape), "a\\nb\\nc");
}

}  // namespace
}  // namespace vitrine::base

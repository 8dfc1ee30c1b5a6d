#include "service/toml_reader.h"

#include <gtest/gtest.h>

namespace vitrine::service {
namespace {

TEST(TomlTable, ReadsEveryKind) {
  const auto table = TomlTable::Parse(
      "text = 'a'\nyes = true\nnumber = 3\nsize = '2K'\nbytes = 7\ntime = '250ms'\nseconds = 2\nlist = ['a', "
      "'b']\n"
      "[pairs]\nx = '1'\n[inner]\ntext = 'b'\n");
  ASSERT_TRUE(table) << table.error().what;
  std::string text;
  std::optional<std::string> none;
  bool yes = false;
  std::uint32_t number = 0;
  std::uint64_t size = 0;
  std::uint64_t bytes = 0;
  std::int64_t time = 0;
  std::int64_t seconds = 0;
  std::vector<std::string> list;
  std::vector<std::pair<std::string, std::string>> pairs;
  std::string inner;
  (*table)->Text("text", text);
  (*table)->Text("none", none);
  (*table)->Bool("yes", yes);
  (*table)->Number("number", 1, 3, number);
  (*table)->Size("size", 1u << 20, size);
  (*table)->Size("bytes", 1u << 20, bytes);
  (*table)->Duration("time", 10'000, time);
  (*table)->Duration("seconds", 10'000, seconds);
  (*table)->Texts("list", list);
  (*table)->TextPairs("pairs", pairs);
  (*table)->SubTable("inner", [&](TomlTable& sub) { sub.Text("text", inner); });
  ASSERT_TRUE((*table)->Finish()) << (*table)->Finish().error().what;
  EXPECT_EQ(text, "a");
  EXPECT_EQ(none, std::nullopt);
  EXPECT_TRUE(yes);
  EXPECT_EQ(number, 3u);
  EXPECT_EQ(size, 2048u);
  EXPECT_EQ(bytes, 7u);
  EXPECT_EQ(time, 250);
  EXPECT_EQ(seconds, 2000);
  EXPECT_EQ(list, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(pairs, (std::vector<std::pair<std::string, std::string>>{{"x", "1"}}));
  EXPECT_EQ(inner, "b");
}

TEST(TomlTable, ComplainsOnceAboutTheFirstMistake) {
  const auto table = TomlTable::Parse("a = 1\nb = 'x'\n[c]\nd = 2\n");
  ASSERT_TRUE(table);
  std::string a = "kept";
  bool b = false;
  (*table)->Text("a", a);
  (*table)->Bool("b", b);
  (*table)->SubTable("c", [](TomlTable&) {});
  EXPECT_EQ((*table)->Finish().error().what, "line 1: a must be a text in quotes");
  EXPECT_EQ(a, "kept");
}

TEST(TomlTable, ComplainsAboutWhatNobodyAskedFor) {
  const auto table = TomlTable::Parse("x = 1\n[c]\nmistyped = 2\n");
  ASSERT_TRUE(table);
  std::uint32_t x = 0;
  (*table)->Number("x", 0, 9, x);
  (*table)->SubTable("c", [](TomlTable& sub) {
    bool right = false;
    sub.Bool("right", right);
  });
  EXPECT_EQ((*table)->Finish().error().what, "line 3: mistyped is no setting; there are: right");
}

}  // namespace
}  // namespace vitrine::service

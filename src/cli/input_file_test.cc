#include "cli/input_file.h"

#include <gtest/gtest.h>

#include "cli/temporary_folder.h"

namespace vitrine::cli {
namespace {

TEST(ReadWholeFile, ReadsUpToTheLimit) {
  const TemporaryFolder folder;
  folder.Put("ten", "0123456789");
  EXPECT_EQ(ReadWholeFile(folder.path() / "ten", "the file", 10).value(), "0123456789");
  const auto too_large = ReadWholeFile(folder.path() / "ten", "the file", 9);
  ASSERT_FALSE(too_large);
  EXPECT_EQ(too_large.error().kind, ErrorKind::kLimit);
  EXPECT_NE(too_large.error().what.find("larger than the limit of 9 B"), std::string::npos);
}

TEST(ReadWholeFile, SaysWhatIsWrong) {
  const TemporaryFolder folder;
  const auto missing = ReadWholeFile(folder.path() / "none", "the Python file", 10);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::kNotFound);
  EXPECT_TRUE(missing.error().what.ends_with("does not exist")) << missing.error().what;
  const auto directory = ReadWholeFile(folder.path(), "the Python file", 10);
  ASSERT_FALSE(directory);
  EXPECT_TRUE(directory.error().what.ends_with("is a folder, not a file")) << directory.error().what;
  folder.Put("file", "");
  const auto below = ReadWholeFile(folder.path() / "file" / "x", "the Python file", 10);
  ASSERT_FALSE(below);
  EXPECT_NE(below.error().what.find("cannot be opened: Not a directory"), std::string::npos);
}

TEST(ReadWholeFile, StopsAtTheLimitOfAnEndlessDevice) {
  const auto endless = ReadWholeFile("/dev/zero", "the file", 100'000);
  ASSERT_FALSE(endless);
  EXPECT_EQ(endless.error().kind, ErrorKind::kLimit);
}

TEST(CheckSource, TakesUtf8AndDropsTheByteOrderMark) {
  EXPECT_EQ(CheckSource("x = '\xc3\xa9'\n", "it").value(), "x = '\xc3\xa9'\n");
  EXPECT_EQ(CheckSource("\xef\xbb\xbfx", "it").value(), "x");
}

TEST(CheckSource, NamesTheByteAndTheLine) {
  const auto latin1 = CheckSource("a\nb\nx = '\xe9'\n", "the Python file 'a.py'");
  ASSERT_FALSE(latin1);
  EXPECT_EQ(latin1.error().what,
            "the Python file 'a.py' is not UTF-8: byte 0xe9 in line 3 (save it as UTF-8)");
}

}  // namespace
}  // namespace vitrine::cli

#include "sandbox/guest_path.h"

#include <gtest/gtest.h>

#include <string>

namespace vitrine::sandbox {
namespace {

TEST(GuestPath, PlainNamesAreFine) {
  EXPECT_TRUE(IsRelativePath("report.csv"));
  EXPECT_TRUE(IsRelativePath("a/b/..c/d..e/...f"));
  EXPECT_TRUE(IsRelativePath("grüße.txt"));
}

// ESCAPES 67.
TEST(GuestPath, NothingThatCouldLeaveTheFolder) {
  using namespace std::string_view_literals;
  for (const std::string_view path : {""sv, "/"sv, "/etc/passwd"sv, ".."sv, "../x"sv, "a/../b"sv, "a/.."sv,
                                      "a/./b"sv, "a//b"sv, "a/"sv, "."sv, "a\0b"sv, "..\\x"sv, "\xff"sv}) {
    EXPECT_FALSE(IsRelativePath(path)) << path;
  }
  EXPECT_FALSE(IsRelativePath(std::string(1025, 'a')));
}

TEST(GuestPath, CallersStayInTheThreeFolders) {
  EXPECT_TRUE(CheckSandboxPath("/input"));
  EXPECT_TRUE(CheckSandboxPath("/output/a/b.csv"));
  EXPECT_TRUE(CheckSandboxPath("/tmp/x"));
  for (const char* path :
       {"", "input/x", "/inputs/x", "/lib/os.py", "/", "/output/../lib/os.py", "/output/"}) {
    EXPECT_FALSE(CheckSandboxPath(path)) << path;
  }
}

}  // namespace
}  // namespace vitrine::sandbox

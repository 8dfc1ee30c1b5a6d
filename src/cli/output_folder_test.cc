#include "cli/output_folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "cli/temporary_folder.h"

namespace vitrine::cli {
namespace {

namespace fs = std::filesystem;

// Every entry below the folder, so that leftovers are seen.
std::size_t CountEntries(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::recursive_directory_iterator(folder), fs::recursive_directory_iterator()));
}

TEST(OutputFolder, MakesFoldersAndReplacesFiles) {
  const TemporaryFolder temporary;
  auto folder = OutputFolder::Open(temporary.path() / "a" / "b");
  ASSERT_TRUE(folder) << folder.error().what;
  EXPECT_EQ(CountEntries(temporary.path() / "a" / "b"), 0u) << "the probe stays behind";
  ASSERT_TRUE(folder->Write("x/y/report.csv", "one"));
  ASSERT_TRUE(folder->Write("x/y/report.csv", "two"));
  EXPECT_EQ(temporary.Get("a/b/x/y/report.csv"), "two");
  EXPECT_EQ(CountEntries(temporary.path() / "a" / "b"), 3u) << "a temporary file stays behind";
}

TEST(OutputFolder, RefusesPathsThatCouldLeadOut) {
  const TemporaryFolder temporary;
  auto folder = OutputFolder::Open(temporary.path() / "out");
  ASSERT_TRUE(folder);
  for (const std::string& path :
       {std::string("../evil"), std::string("/tmp/evil"), std::string("a/../../evil"), std::string(".."),
        std::string("."), std::string(""), std::string("a//b"), std::string("a/"), std::string("a\0b", 3),
        std::string(300, 'x'), std::string("./a")}) {
    const auto written = folder->Write(path, "x");
    EXPECT_FALSE(written) << path;
  }
  std::string deep = "d";
  for (int i = 0; i < 40; ++i) deep += "/d";
  EXPECT_FALSE(folder->Write(deep, "x"));
  EXPECT_EQ(CountEntries(temporary.path()), 1u) << "only the folder itself";
}

TEST(OutputFolder, DoesNotFollowSymbolicLinks) {
  const TemporaryFolder temporary;
  fs::create_directory(temporary.path() / "outside");
  temporary.Put("outside/victim", "untouched");
  auto folder = OutputFolder::Open(temporary.path() / "out");
  ASSERT_TRUE(folder);
  fs::create_directory_symlink(temporary.path() / "outside", temporary.path() / "out" / "link");
  fs::create_symlink(temporary.path() / "outside" / "victim", temporary.path() / "out" / "file");

  const auto through = folder->Write("link/victim", "overwritten");
  ASSERT_FALSE(through);
  EXPECT_NE(through.error().what.find("'link' on the way is a file or a symbolic link"), std::string::npos)
      << through.error().what;
  // The link itself is replaced, what it points at is not.
  ASSERT_TRUE(folder->Write("file", "new"));
  EXPECT_EQ(temporary.Get("outside/victim"), "untouched");
  EXPECT_FALSE(fs::is_symlink(temporary.path() / "out" / "file"));
  EXPECT_EQ(temporary.Get("out/file"), "new");
}

TEST(OutputFolder, AFolderInTheWayIsAnErrorAndLeavesNothing) {
  const TemporaryFolder temporary;
  auto folder = OutputFolder::Open(temporary.path());
  ASSERT_TRUE(folder);
  fs::create_directory(temporary.path() / "report");
  const auto written = folder->Write("report", "x");
  ASSERT_FALSE(written);
  EXPECT_NE(written.error().what.find("a folder of that name exists"), std::string::npos)
      << written.error().what;
  EXPECT_EQ(CountEntries(temporary.path()), 1u);
}

TEST(OutputFolder, AnUnusableFolderIsFoundAtOnce) {
  const TemporaryFolder temporary;
  temporary.Put("file", "x");
  for (const fs::path& path :
       {temporary.path() / "file", temporary.path() / "file" / "below", fs::path("/proc/none")}) {
    const auto folder = OutputFolder::Open(path);
    ASSERT_FALSE(folder) << path;
    EXPECT_EQ(folder.error().kind, ErrorKind::kInvalidArgument);
  }
  EXPECT_FALSE(OutputFolder::Open("/proc")) << "no file can be made there";
}

TEST(OutputFolder, EscapesNamesInErrors) {
  const TemporaryFolder temporary;
  auto folder = OutputFolder::Open(temporary.path());
  ASSERT_TRUE(folder);
  const auto written = folder->Write("\x1b[2Jx\n/..", "x");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().what.find('\x1b'), std::string::npos);
  EXPECT_EQ(written.error().what.find('\n'), std::string::npos);
}

}  // namespace
}  // namespace vitrine::cli

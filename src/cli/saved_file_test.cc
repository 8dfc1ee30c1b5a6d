#include "cli/saved_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "cli/temporary_folder.h"

namespace vitrine::cli {
namespace {

std::size_t CountFiles(const TemporaryFolder& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder.path()),
                                                std::filesystem::directory_iterator()));
}

TEST(SavedFile, IsForThisUserAloneWhateverTheUmaskSays) {
  const TemporaryFolder folder;
  const mode_t before = umask(0);
  const auto saved = SaveFile(folder.path() / "a", "text", Existing::kRefuse);
  umask(before);
  ASSERT_TRUE(saved) << saved.error().what;
  struct stat status{};
  ASSERT_EQ(stat((folder.path() / "a").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777u, 0600u);
  EXPECT_EQ(folder.Get("a"), "text");
  EXPECT_EQ(CountFiles(folder), 1u);
}

TEST(SavedFile, OneThatIsThereStaysUnlessItMayGo) {
  const TemporaryFolder folder;
  folder.Put("a", "old");
  const std::string path = folder.path() / "a";
  const auto refused = SaveFile(path, "new", Existing::kRefuse);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(refused.error().what, "the file '" + path + "' is there already; replace it with --force");
  EXPECT_EQ(folder.Get("a"), "old");
  EXPECT_TRUE(SaveFile(path, "new", Existing::kReplace));
  EXPECT_EQ(folder.Get("a"), "new");
  EXPECT_EQ(CountFiles(folder), 1u);
}

TEST(SavedFile, SaysWhatIsWrongWithThePlace) {
  const TemporaryFolder folder;
  const auto missing = SaveFile(folder.path() / "none/a", "x", Existing::kRefuse);
  ASSERT_FALSE(missing);
  EXPECT_TRUE(missing.error().what.ends_with("cannot be written: there is no such folder"));
  const auto is_folder = SaveFile(folder.path(), "x", Existing::kReplace);
  ASSERT_FALSE(is_folder);
  EXPECT_EQ(is_folder.error().kind, ErrorKind::kInvalidArgument);
  const auto full = SaveFile("/dev/full/x", "x", Existing::kRefuse);
  ASSERT_FALSE(full);
}

}  // namespace
}  // namespace vitrine::cli

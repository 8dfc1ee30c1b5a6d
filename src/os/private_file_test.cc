#include "os/private_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace vitrine::os {
namespace {

class PrivateFile : public testing::Test {
 protected:
  void SetUp() override { ASSERT_NE(mkdtemp(folder_.data()), nullptr); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string Path(const std::string& name) const { return folder_ + "/" + name; }

  std::string folder_ = std::filesystem::temp_directory_path() / "vitrine-test-XXXXXX";
};

unsigned ModeOf(const std::string& path) {
  struct stat status{};
  return stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
}

TEST_F(PrivateFile, HasItsModeWhateverTheUmask) {
  const mode_t before = umask(0);
  EXPECT_TRUE(EnsurePrivateFile(Path("open")));
  umask(0777);
  EXPECT_TRUE(EnsurePrivateFile(Path("closed")));
  umask(before);
  EXPECT_EQ(ModeOf(Path("open")), 0600U);
  EXPECT_EQ(ModeOf(Path("closed")), 0600U);
}

TEST_F(PrivateFile, LeavesWhatIsThere) {
  std::ofstream(Path("there")) << "text";
  ASSERT_EQ(chmod(Path("there").c_str(), 0640), 0);
  EXPECT_TRUE(EnsurePrivateFile(Path("there")));
  EXPECT_EQ(ModeOf(Path("there")), 0640U);
  EXPECT_EQ(std::filesystem::file_size(Path("there")), 4U);
}

TEST_F(PrivateFile, SaysWhatIsWrongWithThePath) {
  const Result<void> missing = EnsurePrivateFile(Path("missing/file"));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::kNotFound);
  std::ofstream(Path("file")) << "";
  const Result<void> below_file = EnsurePrivateFile(Path("file/below"));
  ASSERT_FALSE(below_file);
  EXPECT_EQ(below_file.error().kind, ErrorKind::kInvalidArgument);
}

}  // namespace
}  // namespace vitrine::os

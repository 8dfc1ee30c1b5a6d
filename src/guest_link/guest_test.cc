#include "guest_link/guest.h"

#include <gtest/gtest.h>

#include <cstring>

#include "guests/abi.h"

namespace vitrine::guest_link {
namespace {

std::string Entry(std::string_view path, std::uint32_t kind, std::uint64_t bytes) {
  const vitrine_file_entry head = {static_cast<std::uint32_t>(path.size()), kind, bytes};
  std::string entry(sizeof(head), '\0');
  std::memcpy(entry.data(), &head, sizeof(head));
  return entry += path;
}

TEST(FileList, ReadsEntries) {
  const auto files = ReadFileList(Entry("a", 1, 0) + Entry("a/b.txt", 0, 12), 10);
  ASSERT_TRUE(files);
  ASSERT_EQ(files->size(), 2u);
  EXPECT_TRUE((*files)[0].is_folder);
  EXPECT_EQ((*files)[1].path, "a/b.txt");
  EXPECT_EQ((*files)[1].bytes, 12u);
  EXPECT_TRUE(ReadFileList("", 0)->empty());
}

TEST(FileList, RefusesWhatIsCutLiesOrIsTooLong) {
  const std::string entry = Entry("abc", 0, 1);
  for (std::size_t bytes = 1; bytes < entry.size(); ++bytes)
    EXPECT_FALSE(ReadFileList(entry.substr(0, bytes), 10));
  EXPECT_FALSE(ReadFileList(Entry("a", 2, 0), 10));
  EXPECT_FALSE(ReadFileList(entry + entry, 1));
}

TEST(Heads, AreTheStructsOfTheAbi) {
  EXPECT_EQ(CodeHead("x.py").size(), sizeof(vitrine_code_frame) + 4);
  EXPECT_EQ(FilePutHead("/input/a", 3).size(), sizeof(vitrine_file_put) + 8);
  EXPECT_EQ(FileReadFrame("/output/a", 3, 4).size(), sizeof(vitrine_file_read) + 9);
}

}  // namespace
}  // namespace vitrine::guest_link

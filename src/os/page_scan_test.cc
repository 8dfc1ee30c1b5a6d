#include "os/page_scan.h"

#include <gtest/gtest.h>
#include <sys/mman.h>

#include <utility>

#include "os/mapping.h"
#include "os/memory_file.h"

namespace vitrine::os {
namespace {

class PageScan : public testing::Test {
 protected:
  void SetUp() override {
    if (!scanner_.available()) GTEST_SKIP() << "this kernel has no PAGEMAP_SCAN";
    ASSERT_TRUE(mapping_.ShowCopyOnWrite(file_.descriptor(), 0, 0, kBytes));
  }

  std::vector<std::size_t> Written() {
    std::vector<PageRange> ranges;
    EXPECT_TRUE(scanner_.WrittenPages({mapping_.data(), kBytes}, ranges));
    std::vector<std::size_t> pages;
    for (const PageRange& range : ranges) {
      for (std::size_t at = range.begin; at < range.end; at += kPageBytes) pages.push_back(at / kPageBytes);
    }
    return pages;
  }

  static constexpr std::size_t kBytes = 2048 * kPageBytes;
  PageScanner scanner_;
  MemoryFile file_ = std::move(MemoryFile::Sealed(kBytes, {}).value());
  Mapping mapping_ = std::move(Mapping::Reserve(kBytes).value());
};

TEST_F(PageScan, ReadingIsNotWriting) {
  unsigned sum = 0;
  for (std::size_t at = 0; at < kBytes; at += kPageBytes) sum += static_cast<unsigned>(mapping_.data()[at]);
  EXPECT_EQ(sum, 0u);
  EXPECT_TRUE(Written().empty());
}

TEST_F(PageScan, FindsExactlyWhatWasWritten) {
  for (const std::size_t page : {0, 1, 7, 2047}) mapping_.data()[page * kPageBytes] = std::byte{1};
  EXPECT_EQ(Written(), (std::vector<std::size_t>{0, 1, 7, 2047}));
}

TEST_F(PageScan, MoreRangesThanTheKernelReturnsAtOnce) {
  std::vector<std::size_t> expected;
  for (std::size_t page = 0; page < 2048; page += 2) {
    mapping_.data()[page * kPageBytes] = std::byte{1};
    expected.push_back(page);
  }
  EXPECT_EQ(Written(), expected);
}

TEST_F(PageScan, ASwappedOutPageStaysWritten) {
  mapping_.data()[5 * kPageBytes] = std::byte{1};
  if (madvise(mapping_.data() + 5 * kPageBytes, kPageBytes, MADV_PAGEOUT) != 0)
    GTEST_SKIP() << "no MADV_PAGEOUT";
  EXPECT_EQ(Written(), (std::vector<std::size_t>{5}));  // also where nothing could be swapped
}

}  // namespace
}  // namespace vitrine::os

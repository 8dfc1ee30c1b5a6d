#include "os/page_scan.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cstdint>

#include "os/mapping.h"

namespace vitrine::os {
namespace {

// <linux/fs.h> of this Debian is older than the call; these are the kernel's own definitions (since 6.7).
struct PageRegion {
  std::uint64_t start;
  std::uint64_t end;
  std::uint64_t categories;
};

struct ScanArgument {
  std::uint64_t size;
  std::uint64_t flags;
  std::uint64_t start;
  std::uint64_t end;
  std::uint64_t walk_end;
  std::uint64_t vec;
  std::uint64_t vec_len;
  std::uint64_t max_pages;
  std::uint64_t category_inverted;
  std::uint64_t category_mask;
  std::uint64_t category_anyof_mask;
  std::uint64_t return_mask;
};

constexpr std::uint64_t kPageIsFile = 1u << 2;
constexpr std::uint64_t kPageIsPresent = 1u << 3;
constexpr std::uint64_t kPageIsSwapped = 1u << 4;
constexpr unsigned long kPagemapScan = _IOWR('f', 16, ScanArgument);

}  // namespace

PageScanner::PageScanner() {
  descriptor_ = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) return;
  std::vector<PageRange> ignored;
  alignas(kPageBytes) static std::byte probe[kPageBytes];
  if (!WrittenPages(probe, ignored)) {
    close(descriptor_);
    descriptor_ = -1;
  }
}

PageScanner::~PageScanner() {
  if (descriptor_ >= 0) close(descriptor_);
}

bool PageScanner::WrittenPages(std::span<std::byte> memory, std::vector<PageRange>& ranges) const {
  std::array<PageRegion, 256> regions;
  const auto base = reinterpret_cast<std::uintptr_t>(memory.data());
  ScanArgument argument = {
      .size = sizeof(ScanArgument),
      .start = base,
      .end = base + memory.size(),
      .vec = reinterpret_cast<std::uintptr_t>(regions.data()),
      .vec_len = regions.size(),
      // Written = not the file's page, and either in memory or in swap.
      .category_inverted = kPageIsFile,
      .category_mask = kPageIsFile,
      .category_anyof_mask = kPageIsPresent | kPageIsSwapped,
      .return_mask = kPageIsPresent,
  };
  // The vector may be smaller than the number of regions: go on from where the walk ended.
  while (argument.start < argument.end) {
    const int found = ioctl(descriptor_, kPagemapScan, &argument);
    if (found < 0) return false;
    for (int i = 0; i < found; ++i) {
      const PageRange range{regions[i].start - base, regions[i].end - base};
      if (!ranges.empty() && ranges.back().end == range.begin) {
        ranges.back().end = range.end;
      } else {
        ranges.push_back(range);
      }
    }
    if (argument.walk_end <= argument.start) return false;  // no progress: do not loop for ever
    argument.start = argument.walk_end;
  }
  return true;
}

}  // namespace vitrine::os

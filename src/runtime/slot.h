// An address range that an instance lives in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "os/mapping.h"
#include "os/page_scan.h"
#include "runtime/fault.h"
#include "runtime/image.h"
#include "runtime/saved_state.h"
#include "vitrine/error.h"

namespace vitrine::runtime {

// What guest code can reach with a 32-bit address, a 32-bit offset and an access of up to 8 bytes, rounded
// up.
inline constexpr std::size_t kSlotReachBytes = (std::size_t{8} << 30) + kWasmPageBytes;

//   base (a multiple of 4 GiB)
//   |  image, copy on write  |  grown memory  |  no access up to kSlotReachBytes ...  |
//   0               image bytes          size()                                  8 GiB + 64 KiB
//
// and 64 KiB without access in front. Every address that guest code can form lies in here, so a fault
// anywhere else is not the guest's. Single-thread.
class Slot {
 public:
  // An empty slot: no memory until Start or Grow.
  static Result<std::unique_ptr<Slot>> Make();

  std::byte* base() const { return base_; }
  std::size_t size() const { return size_; }
  std::span<std::byte> memory() const { return {base_, size_}; }
  AddressRange range() const;

  // Shows the image. `image` must outlive the slot's use of it.
  Result<void> Start(const MemoryImage& image);

  // Makes [size(), bytes) readable and writable zeros; false (and nothing changed) when the system has no
  // memory. `bytes` is a multiple of 64 KiB, at most 4 GiB.
  [[nodiscard]] bool Grow(std::size_t bytes);

  // After this the memory equals the image again, byte for byte, and what was grown is gone (Promise P3).
  // Written pages up to `resident_pages_max` are copied back and stay resident, for a copied page costs 0.1
  // us where a fault costs 1.5 to 3 us (measured, bench/sandbox_bench.cc); beyond, and where the kernel
  // cannot tell which pages were written, they are given back. Stops the process when the kernel refuses to
  // unmap: a slot that may hold the last tenant's data must never be used again.
  void Recycle(const os::PageScanner& scanner, std::size_t resident_pages_max);

  // Like Recycle, by mapping everything anew; for instances whose last run ended badly.
  void Remap();

  // The pages that differ from the image (beyond it: from zeros). What `before` holds with the same bytes is
  // shared with it.
  std::vector<SavedPage> SavePages(const os::PageScanner& scanner, std::span<const SavedPage> before);
  // Writes the pages, which lie inside size().
  void LoadPages(std::span<const SavedPage> pages);

  // Compares every byte with the image (tests and debug builds).
  bool EqualsImage() const;

 private:
  // The bytes that a page has in a slot that was just started.
  std::span<const std::byte> FreshPage(std::size_t offset) const;
  explicit Slot(os::Mapping mapping);
  void DropGrown();

  os::Mapping mapping_;
  std::byte* base_;
  std::size_t base_offset_;
  std::size_t size_ = 0;
  const MemoryImage* image_ = nullptr;
  std::vector<os::PageRange> written_;  // kept to save allocations
};

}  // namespace vitrine::runtime

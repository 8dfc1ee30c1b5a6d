// Slots that already show the image.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "os/page_scan.h"
#include "runtime/image.h"
#include "runtime/slot.h"
#include "vitrine/error.h"

namespace vitrine::runtime {

struct SlotPoolOptions {
  std::uint32_t slots_count_max = 4096;  // live and ready ones together
  std::uint32_t slots_ready_max = 64;    // recycled ones kept; more are given back to the system
  // Pages a recycled slot keeps resident. A run of ordinary code writes 100 to 200 (measured).
  std::size_t resident_pages_max = 1024;
};

enum class SlotEnding : std::uint8_t {
  kClean,  // the last run returned
  kBad,    // trap, hard limit, exit: mapped anew, no cleverness
};

// Thread-safe. `image` must outlive the pool, the pool its slots.
class SlotPool {
 public:
  SlotPool(const MemoryImage& image, const SlotPoolOptions& options) : image_(image), options_(options) {}

  // A slot whose memory equals the image. kBusy when all are taken; never waits.
  Result<std::unique_ptr<Slot>> Take();

  // Makes the slot equal the image again and keeps it, or gives it back to the system.
  void Give(std::unique_ptr<Slot> slot, SlotEnding ending);

  // Makes sure that a slot lies ready.
  Result<void> Prepare();
  // In the child after fork(): from now on this process's pages are scanned, not the parent's. Returns the
  // descriptor that does it; -1 where the kernel cannot tell.
  int RenewScanner();
  std::uint32_t slots_count_max() const { return options_.slots_count_max; }
  const os::PageScanner& scanner() const { return *scanner_; }

 private:
  const MemoryImage& image_;
  const SlotPoolOptions options_;
  std::optional<os::PageScanner> scanner_{std::in_place};

  std::mutex mutex_;
  std::vector<std::unique_ptr<Slot>> ready_;  // guarded by mutex_; last used first, it is warm
  std::uint32_t taken_count_ = 0;             // guarded by mutex_
};

}  // namespace vitrine::runtime

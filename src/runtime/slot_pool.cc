#include "runtime/slot_pool.h"

#include <string>
#include <utility>

#include "base/check.h"

namespace vitrine::runtime {

Result<std::unique_ptr<Slot>> SlotPool::Take() {
  {
    const std::lock_guard lock(mutex_);
    if (taken_count_ >= options_.slots_count_max) {
      return std::unexpected(
          Error{ErrorKind::kBusy, "all " + std::to_string(options_.slots_count_max) +
                                      " slots are taken; end a sandbox or allow more slots"});
    }
    ++taken_count_;
    if (!ready_.empty()) {
      std::unique_ptr<Slot> slot = std::move(ready_.back());
      ready_.pop_back();
      return slot;
    }
  }
  Result<std::unique_ptr<Slot>> slot = Slot::Make();
  if (slot) {
    if (Result<void> started = (*slot)->Start(image_); !started) slot = std::unexpected(started.error());
  }
  if (!slot) {
    const std::lock_guard lock(mutex_);
    --taken_count_;
  }
  return slot;
}

void SlotPool::Give(std::unique_ptr<Slot> slot, SlotEnding ending) {
  bool keep = false;
  {
    const std::lock_guard lock(mutex_);
    keep = ready_.size() < options_.slots_ready_max;
  }
  if (keep) {
    if (ending == SlotEnding::kClean) {
      slot->Recycle(*scanner_, options_.resident_pages_max);
    } else {
      slot->Remap();
    }
#ifndef NDEBUG
    VITRINE_CHECK(slot->EqualsImage(), "a recycled slot equals the image");
#endif
  } else {
    slot.reset();
  }
  const std::lock_guard lock(mutex_);
  --taken_count_;
  if (slot != nullptr) ready_.push_back(std::move(slot));
}

Result<void> SlotPool::Prepare() {
  {
    const std::lock_guard lock(mutex_);
    if (!ready_.empty()) return {};
  }
  Result<std::unique_ptr<Slot>> slot = Take();
  if (!slot) return std::unexpected(slot.error());
  const std::lock_guard lock(mutex_);
  --taken_count_;
  ready_.push_back(std::move(*slot));
  return {};
}

int SlotPool::RenewScanner() {
  scanner_.emplace();
  return scanner_->descriptor();
}

}  // namespace vitrine::runtime

// What an Image holds.
#pragma once

#include <memory>
#include <string>

#include "runtime/guest_stack.h"
#include "runtime/image.h"
#include "runtime/slot_pool.h"
#include "vitrine/image.h"

namespace vitrine {

class Image::Impl {
 public:
  Impl(std::unique_ptr<runtime::MemoryImage> memory, const runtime::SlotPoolOptions& options, std::string id)
      : memory_(std::move(memory)), slots_(*memory_, options), id_(std::move(id)) {}

  const runtime::MemoryImage& memory() const { return *memory_; }
  runtime::SlotPool& slots() { return slots_; }
  runtime::GuestStackPool& stacks() { return stacks_; }
  const std::string& id() const { return id_; }

 private:
  const std::unique_ptr<runtime::MemoryImage> memory_;
  runtime::SlotPool slots_;
  runtime::GuestStackPool stacks_;
  const std::string id_;
};

}  // namespace vitrine

// What makes an instance that does not run differ from its image: the pages it has written, and its globals.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "os/mapping.h"

namespace vitrine::runtime {

using PageBytes = std::array<std::byte, os::kPageBytes>;

// A page of guest memory. Immutable; shared (hence the pointer) by all states that hold it.
struct SavedPage {
  std::uint32_t number;  // address / kPageBytes
  std::shared_ptr<const PageBytes> data;
};

inline SavedPage CopyPage(std::uint32_t number, std::span<const std::byte, os::kPageBytes> bytes) {
  // Not made_shared of zeros: they would be written twice.
  const std::shared_ptr<PageBytes> copy = std::make_shared_for_overwrite<PageBytes>();
  std::ranges::copy(bytes, copy->begin());
  return {number, copy};
}

// A value; copying it copies no page. Immutable and thread-safe.
class SavedState {
 public:
  SavedState() = default;
  SavedState(std::size_t memory_bytes, std::vector<std::uint64_t> globals, std::vector<SavedPage> pages)
      : memory_bytes_(memory_bytes), globals_(std::move(globals)), pages_(std::move(pages)) {}

  std::size_t memory_bytes() const { return memory_bytes_; }  // whole wasm pages
  // Raw bits of the mutable ones, in the module descriptor's order.
  std::span<const std::uint64_t> globals() const { return globals_; }
  // Ascending, each within memory_bytes(). Pages that are missing are the image's, or zeros beyond it.
  std::span<const SavedPage> pages() const { return pages_; }

 private:
  std::size_t memory_bytes_ = 0;
  std::vector<std::uint64_t> globals_;
  std::vector<SavedPage> pages_;
};

// What turns one state into a later one of the same guest.
struct StateDelta {
  std::size_t memory_bytes = 0;
  std::vector<std::uint64_t> globals;
  std::vector<SavedPage> changed;        // ascending; new ones among them
  std::vector<std::uint32_t> forgotten;  // ascending numbers: they are as in the image again
};

// Pages count as changed unless `after` shares them with `before`.
StateDelta Difference(const SavedState& before, const SavedState& after);
SavedState Apply(const SavedState& before, StateDelta delta);

}  // namespace vitrine::runtime

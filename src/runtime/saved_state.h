// What makes an instance that does not run differ from its image: the pages it has written, and its globals.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "os/mapping.h"

namespace vitrine::runtime {

// A page of guest memory, shared by all states that hold it. Immutable.
struct SavedPage {
  std::uint32_t number;  // address / kPageBytes
  std::shared_ptr<const std::byte> data;

  std::span<const std::byte, os::kPageBytes> bytes() const {
    return std::span<const std::byte, os::kPageBytes>(data.get(), os::kPageBytes);
  }
};

// A value; copying it copies no page. Immutable and thread-safe.
class SavedState {
 public:
  SavedState() = default;
  SavedState(std::size_t memory_bytes, std::vector<std::uint64_t> globals, std::vector<SavedPage> pages,
             std::size_t new_pages_count)
      : memory_bytes_(memory_bytes),
        globals_(std::move(globals)),
        pages_(std::move(pages)),
        new_pages_count_(new_pages_count) {}

  std::size_t memory_bytes() const { return memory_bytes_; }  // whole wasm pages
  // Raw bits of the mutable ones, in the module descriptor's order.
  std::span<const std::uint64_t> globals() const { return globals_; }
  // Ascending, each within memory_bytes(). Pages that are missing are the image's, or zeros beyond it.
  std::span<const SavedPage> pages() const { return pages_; }
  // How many of them were copied when this state was saved; the others it shares with the one before.
  std::size_t new_pages_count() const { return new_pages_count_; }

 private:
  std::size_t memory_bytes_ = 0;
  std::vector<std::uint64_t> globals_;
  std::vector<SavedPage> pages_;
  std::size_t new_pages_count_ = 0;
};

}  // namespace vitrine::runtime

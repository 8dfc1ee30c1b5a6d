// A file that lives in memory and can no longer change.
#pragma once

#include <cstddef>
#include <span>
#include <utility>

#include "os/descriptor.h"
#include "vitrine/error.h"

namespace vitrine::os {

// Thread-safe once made.
class MemoryFile {
 public:
  struct Piece {
    std::size_t offset;
    std::span<const std::byte> data;
  };

  // Makes a file of `bytes` zeros, writes the pieces, and seals it against every change (write, grow, shrink,
  // and the seals themselves), so that no mapping of it in any process can alter what all others see.
  static Result<MemoryFile> Sealed(std::size_t bytes, std::span<const Piece> pieces);

  int descriptor() const { return descriptor_.get(); }
  std::size_t size() const { return bytes_; }
  Descriptor Release() { return std::move(descriptor_); }

 private:
  MemoryFile(Descriptor descriptor, std::size_t bytes) : descriptor_(std::move(descriptor)), bytes_(bytes) {}

  Descriptor descriptor_;
  std::size_t bytes_;
};

}  // namespace vitrine::os

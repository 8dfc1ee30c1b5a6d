// A file that lives in memory and can no longer change.
#pragma once

#include <cstddef>
#include <span>

#include "vitrine/error.h"

namespace vitrine::os {

// Owns the descriptor. Thread-safe once made.
class MemoryFile {
 public:
  struct Piece {
    std::size_t offset;
    std::span<const std::byte> data;
  };

  // Makes a file of `bytes` zeros, writes the pieces, and seals it against every change (write, grow, shrink,
  // and the seals themselves), so that no mapping of it in any process can alter what all others see.
  static Result<MemoryFile> Sealed(std::size_t bytes, std::span<const Piece> pieces);
  ~MemoryFile();
  MemoryFile(MemoryFile&& other) noexcept;
  MemoryFile& operator=(MemoryFile&&) = delete;

  int descriptor() const { return descriptor_; }
  std::size_t size() const { return bytes_; }

 private:
  MemoryFile(int descriptor, std::size_t bytes) : descriptor_(descriptor), bytes_(bytes) {}

  int descriptor_;
  std::size_t bytes_;
};

}  // namespace vitrine::os

// Address ranges from the kernel.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "vitrine/error.h"

namespace vitrine::os {

inline constexpr std::size_t kPageBytes = 4096;

// Owns one range of addresses, given back by the destructor. Thread-compatible. All offsets and lengths are
// multiples of kPageBytes and inside the range; anything else is a bug of the caller and stops the process.
class Mapping {
 public:
  Mapping() = default;
  // Reserves addresses without memory behind them: every access faults.
  static Result<Mapping> Reserve(std::size_t bytes);
  // Maps a descriptor's whole content, read-only and shared, all pages present.
  static Result<Mapping> ReadOnly(int descriptor, std::size_t bytes);
  // Maps a descriptor's content, readable, writable and shared with every process that maps it.
  static Result<Mapping> Shared(int descriptor, std::size_t bytes);
  ~Mapping();
  Mapping(Mapping&& other) noexcept;
  Mapping& operator=(Mapping&& other) noexcept;

  std::byte* data() const { return data_; }
  std::size_t size() const { return bytes_; }

  // Makes [offset, offset + bytes) readable and writable zeros (or what was there). False when the kernel
  // refuses.
  [[nodiscard]] bool Commit(std::size_t offset, std::size_t bytes) const;
  // Shows the descriptor's content from `file_offset` on there, copy on write; whatever was there is gone.
  [[nodiscard]] bool ShowCopyOnWrite(int descriptor, std::size_t file_offset, std::size_t offset,
                                     std::size_t bytes) const;
  // Gives the memory back and makes every access fault again.
  [[nodiscard]] bool Decommit(std::size_t offset, std::size_t bytes) const;
  // Of a Shared mapping: the range becomes zeros in every process, and its memory is given back.
  [[nodiscard]] bool Punch(std::size_t offset, std::size_t bytes) const;
  // Makes writable pages present, as writing to each would, in one go. An attempt: where it fails, they come
  // when they are written to.
  void Populate(std::size_t offset, std::size_t bytes) const;
  // Drops written pages: the next access shows the descriptor's content (or zeros) again.
  [[nodiscard]] bool Discard(std::size_t offset, std::size_t bytes) const;

 private:
  Mapping(std::byte* data, std::size_t bytes) : data_(data), bytes_(bytes) {}
  void CheckRange(std::size_t offset, std::size_t bytes) const;

  std::byte* data_ = nullptr;
  std::size_t bytes_ = 0;
};

}  // namespace vitrine::os

// Reads wasm's numbers from a bounded run of bytes. The first failure sticks.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "aot/error.h"

namespace vitrine::aot {

// After a failure every read returns zero and nothing remains, so that loops over counts end; the caller
// looks at `failed()` once, at the end. `bytes` must outlive the cursor.
class ByteCursor {
 public:
  explicit ByteCursor(std::span<const std::uint8_t> bytes) : bytes_(bytes), end_(bytes.size()) {}

  std::size_t offset() const { return offset_; }
  std::size_t remaining() const { return end_ - offset_; }
  bool failed() const { return error_.has_value(); }
  const std::string& error() const { return *error_; }

  // Later failures name this place. `section` must outlive the cursor.
  void EnterSection(const char* section) { section_ = section; }

  // Restricts reading to the next `bytes` bytes; returns the end that was in force before, for LeaveWindow.
  std::size_t EnterWindow(std::uint32_t bytes);
  // Fails unless the window was read to its end.
  void LeaveWindow(std::size_t outer_end);

  template <typename... Args>
  void FailAt(std::size_t offset, fmt::format_string<Args...> format, Args&&... args) {
    if (failed()) return;
    error_ = fmt::format("{}, offset {:#x}: {}", section_, offset,
                         fmt::format(format, std::forward<Args>(args)...));
    offset_ = end_;
  }

  std::uint8_t ReadByte();
  std::uint32_t ReadU32();  // LEB128
  std::int32_t ReadS32();
  std::int64_t ReadS33();
  std::int64_t ReadS64();
  std::uint32_t ReadFixed32();
  std::uint64_t ReadFixed64();
  std::span<const std::uint8_t> ReadBytes(std::uint32_t count);
  // A length and that many bytes, which must be UTF-8.
  std::string ReadName();
  // A count of items that take at least one byte each; fails when there cannot be so many.
  std::uint32_t ReadCount();

 private:
  std::uint64_t ReadUnsigned(int bits);
  std::int64_t ReadSigned(int bits);

  std::span<const std::uint8_t> bytes_;
  std::size_t offset_ = 0;
  std::size_t end_;
  const char* section_ = "header";
  std::optional<std::string> error_;
};

// Strict: no overlong forms, no surrogates, nothing above U+10FFFF.
bool IsUtf8(std::span<const std::uint8_t> bytes);

}  // namespace vitrine::aot

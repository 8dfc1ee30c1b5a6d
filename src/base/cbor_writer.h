// Writes CBOR (RFC 8949) to the end of a string.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace vitrine::base {

// The caller states lengths that are right and texts that are UTF-8. What would make the string longer than
// `bytes_max` is not written, nor is anything after it; see overflowed(). Borrows `out`. Single-thread.
class CborWriter {
 public:
  explicit CborWriter(std::string& out, std::size_t bytes_max = SIZE_MAX)
      : out_(out), bytes_max_(bytes_max) {}

  void Int(std::int64_t value) {
    if (value >= 0) {
      Head(0, static_cast<std::uint64_t>(value));
    } else {
      Head(1, ~static_cast<std::uint64_t>(value));
    }
  }
  // The integer -1 - `value` when negative.
  void Integer(bool negative, std::uint64_t value) { Head(negative ? 1 : 0, value); }
  void BigInt(bool negative, std::string_view magnitude) {
    Head(6, negative ? 3 : 2);
    Bytes(magnitude);
  }
  void Double(double value) { Fixed(0xFB, std::bit_cast<std::uint64_t>(value), 8); }
  void Bool(bool value) { Byte(value ? 0xF5 : 0xF4); }
  void Null() { Byte(0xF6); }
  void Text(std::string_view text) { String(3, text); }
  void Bytes(std::string_view bytes) { String(2, bytes); }

  // `count` items, or pairs, must follow.
  void Array(std::uint64_t count) { Head(4, count); }
  void Map(std::uint64_t count) { Head(5, count); }
  // Items follow until End.
  void OpenArray() { Byte(0x9F); }
  void OpenMap() { Byte(0xBF); }
  void End() { Byte(0xFF); }

  // An array whose count is not known yet: writes a head of fixed length and returns where it lies, for
  // SetCount.
  std::size_t ArrayOfCountToCome() {
    const std::size_t at = out_.size();
    Fixed(0x9A, 0, 4);
    return at;
  }
  void SetCount(std::size_t at, std::uint32_t count) {
    if (overflowed_) return;
    for (int i = 0; i < 4; ++i)
      out_[at + 1 + static_cast<std::size_t>(i)] = static_cast<char>(count >> (24 - 8 * i));
  }

  // Takes back everything after the first `bytes` bytes of the string, an overflow included.
  void CutBack(std::size_t bytes) {
    out_.resize(bytes);
    overflowed_ = false;
  }

  std::size_t bytes() const { return out_.size(); }
  std::size_t bytes_max() const { return bytes_max_; }
  void set_bytes_max(std::size_t bytes_max) { bytes_max_ = bytes_max; }
  bool overflowed() const { return overflowed_; }

 private:
  bool Room(std::size_t bytes) {
    if (overflowed_ || out_.size() > bytes_max_ || bytes > bytes_max_ - out_.size()) [[unlikely]] {
      overflowed_ = true;
      return false;
    }
    return true;
  }
  void Byte(unsigned char byte) {
    if (Room(1)) out_.push_back(static_cast<char>(byte));
  }
  // `initial`, then the low `bytes` bytes of `number`, big-endian.
  void Fixed(unsigned initial, std::uint64_t number, unsigned bytes) {
    if (!Room(bytes + 1)) return;
    char head[9];
    head[0] = static_cast<char>(initial);
    for (unsigned i = 0; i < bytes; ++i) head[1 + i] = static_cast<char>(number >> (8 * (bytes - 1 - i)));
    out_.append(head, bytes + 1);
  }
  void Head(unsigned major, std::uint64_t number) {
    const unsigned initial = major << 5;
    if (number < 24) {
      Byte(static_cast<unsigned char>(initial | static_cast<unsigned>(number)));
    } else if (number <= 0xFF) {
      Fixed(initial | 24, number, 1);
    } else if (number <= 0xFFFF) {
      Fixed(initial | 25, number, 2);
    } else if (number <= 0xFFFF'FFFF) {
      Fixed(initial | 26, number, 4);
    } else {
      Fixed(initial | 27, number, 8);
    }
  }
  void String(unsigned major, std::string_view text) {
    Head(major, text.size());
    if (Room(text.size())) out_.append(text);
  }

  std::string& out_;
  std::size_t bytes_max_;
  bool overflowed_ = false;
};

}  // namespace vitrine::base

#include "aot/byte_cursor.h"

namespace vitrine::aot {

std::size_t ByteCursor::EnterWindow(std::uint32_t bytes) {
  const std::size_t outer_end = end_;
  if (bytes > remaining()) {
    FailAt(offset_, "{} bytes are announced, {} are left", bytes, remaining());
  } else {
    end_ = offset_ + bytes;
  }
  return outer_end;
}

void ByteCursor::LeaveWindow(std::size_t outer_end) {
  if (remaining() != 0) FailAt(offset_, "{} bytes too many", remaining());
  end_ = outer_end;
  if (failed()) offset_ = end_;
}

std::uint8_t ByteCursor::ReadByte() {
  if (remaining() == 0) {
    FailAt(offset_, "ends too early");
    return 0;
  }
  return bytes_[offset_++];
}

std::uint64_t ByteCursor::ReadUnsigned(int bits) {
  const std::size_t start = offset_;
  std::uint64_t value = 0;
  for (int shift = 0;; shift += 7) {
    const std::uint8_t byte = ReadByte();
    if (failed()) return 0;
    const int bits_left = bits - shift;
    if (bits_left < 8 && (byte >> bits_left) != 0) {
      FailAt(start, "a number does not fit {} bits", bits);
      return 0;
    }
    value |= std::uint64_t{byte & 0x7fu} << shift;
    if ((byte & 0x80) == 0) return value;
  }
}

std::int64_t ByteCursor::ReadSigned(int bits) {
  const std::size_t start = offset_;
  std::uint64_t value = 0;
  for (int shift = 0;; shift += 7) {
    const std::uint8_t byte = ReadByte();
    if (failed()) return 0;
    const int bits_left = bits - shift;
    if (bits_left < 8) {
      // The last byte: no continuation, and the bits above the number repeat its sign.
      const int sign_and_above = static_cast<std::int8_t>(byte << 1) >> bits_left;
      if ((byte & 0x80) != 0 || (sign_and_above != 0 && sign_and_above != -1)) {
        FailAt(start, "a number does not fit {} bits", bits);
        return 0;
      }
    }
    value |= std::uint64_t{byte & 0x7fu} << shift;
    if ((byte & 0x80) == 0) {
      const int used = shift + 7;
      if (used < 64 && (byte & 0x40) != 0) value |= ~std::uint64_t{0} << used;
      return static_cast<std::int64_t>(value);
    }
  }
}

std::uint32_t ByteCursor::ReadU32() { return static_cast<std::uint32_t>(ReadUnsigned(32)); }
std::int32_t ByteCursor::ReadS32() { return static_cast<std::int32_t>(ReadSigned(32)); }
std::int64_t ByteCursor::ReadS33() { return ReadSigned(33); }
std::int64_t ByteCursor::ReadS64() { return ReadSigned(64); }

std::uint32_t ByteCursor::ReadFixed32() {
  std::uint32_t value = 0;
  for (int shift = 0; shift < 32; shift += 8) value |= std::uint32_t{ReadByte()} << shift;
  return failed() ? 0 : value;
}

std::uint64_t ByteCursor::ReadFixed64() {
  const std::uint64_t low = ReadFixed32();
  const std::uint64_t high = ReadFixed32();
  return failed() ? 0 : low | high << 32;
}

std::span<const std::uint8_t> ByteCursor::ReadBytes(std::uint32_t count) {
  if (count > remaining()) {
    FailAt(offset_, "{} bytes are announced, {} are left", count, remaining());
    return {};
  }
  const auto read = bytes_.subspan(offset_, count);
  offset_ += count;
  return read;
}

std::string ByteCursor::ReadName() {
  const std::size_t start = offset_;
  const auto name = ReadBytes(ReadU32());
  if (!IsUtf8(name)) {
    FailAt(start, "a name is not UTF-8");
    return {};
  }
  return std::string(name.begin(), name.end());
}

std::uint32_t ByteCursor::ReadCount() {
  const std::size_t start = offset_;
  const std::uint32_t count = ReadU32();
  if (count > remaining()) {
    FailAt(start, "{} items are announced, {} bytes are left", count, remaining());
    return 0;
  }
  return count;
}

bool IsUtf8(std::span<const std::uint8_t> bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const std::uint8_t lead = bytes[at];
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xc2 ? 0
                               : lead < 0xe0 ? 2
                               : lead < 0xf0 ? 3
                               : lead < 0xf5 ? 4
                                             : 0;
    if (length == 0 || length > bytes.size() - at) return false;
    std::uint32_t code = length == 1 ? lead : lead & (0x7fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
      if ((bytes[at + i] & 0xc0) != 0x80) return false;
      code = code << 6 | (bytes[at + i] & 0x3fu);
    }
    constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < kSmallest[length] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return false;
    at += length;
  }
  return true;
}

}  // namespace vitrine::aot

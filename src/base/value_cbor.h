// Value to CBOR and back.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "base/cbor_reader.h"
#include "base/cbor_writer.h"
#include "vitrine/value.h"

namespace vitrine::base {

// What reading a Value may cost. A byte of CBOR can become 40 bytes of Value, so the memory is counted, too.
struct ValueLimits {
  CborLimits cbor;
  std::uint64_t memory_bytes_max = 64u << 20;  // of the Values with their containers and strings
};

// What one Value costs in a container, and what a string of `bytes` adds.
constexpr std::uint64_t kValueBytes = sizeof(Value);
constexpr std::uint64_t StringBytes(std::uint64_t bytes) { return bytes < 16 ? 0 : bytes + 16; }

// Reads Values from `reader` as long as they fit the memory. Single-thread.
class ValueReader {
 public:
  // `reader` must outlive this.
  ValueReader(CborReader& reader, std::uint64_t memory_bytes_max)
      : reader_(reader), memory_bytes_left_(memory_bytes_max) {}

  // The value that starts with `first`, an item just read. False when malformed or too large: see error().
  bool Read(const CborItem& first, Value& value);
  // The reader's error or this one's; null when there is none.
  const char* error() const { return error_ != nullptr ? error_ : reader_.error(); }

 private:
  bool Charge(std::uint64_t bytes);
  bool ReadList(const CborItem& first, Value& value);
  bool ReadMap(const CborItem& first, Value& value);

  CborReader& reader_;
  std::uint64_t memory_bytes_left_;
  const char* error_ = nullptr;
};

// The one value in `data`, or a sentence without a full stop.
std::expected<Value, std::string> DecodeValue(std::string_view data, const ValueLimits& limits);

// Appends the value. Text that is not UTF-8 gets U+FFFD. False when it is nested deeper than
// CborReader::kDepthMax or the writer overflows; what has been written is then useless.
bool AppendValue(const Value& value, CborWriter& writer);

}  // namespace vitrine::base

// A value that crosses the glass: what host functions get and give, and what the last expression of a run
// was.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace vitrine {

// Raw bytes, a type of its own so that it is not mistaken for text.
struct Bytes {
  std::string data;
  friend bool operator==(const Bytes&, const Bytes&) = default;
};

// An integer that does not fit 64 bits: sign and magnitude, big-endian, without leading zero bytes.
struct BigInt {
  bool negative = false;
  std::string
      magnitude;  // the integer is magnitude, or -1 - magnitude when negative (as CBOR tags 2 and 3 have it)
  friend bool operator==(const BigInt&, const BigInt&) = default;
};

// A tree of plain data. A value type; copying copies the tree. Maps keep their order, keys are values too.
class Value {
 public:
  using List = std::vector<Value>;
  using Map = std::vector<std::pair<Value, Value>>;
  using Storage =
      std::variant<std::nullptr_t, bool, std::int64_t, BigInt, double, std::string, Bytes, List, Map>;

  Value() : storage_(nullptr) {}
  Value(std::nullptr_t) : storage_(nullptr) {}              // NOLINT: implicit on purpose
  Value(bool value) : storage_(value) {}                    // NOLINT
  Value(int value) : storage_(std::int64_t{value}) {}       // NOLINT
  Value(std::int64_t value) : storage_(value) {}            // NOLINT
  Value(double value) : storage_(value) {}                  // NOLINT
  Value(const char* text) : storage_(std::string(text)) {}  // NOLINT
  Value(std::string text) : storage_(std::move(text)) {}    // NOLINT: UTF-8
  Value(BigInt value) : storage_(std::move(value)) {}       // NOLINT
  Value(Bytes bytes) : storage_(std::move(bytes)) {}        // NOLINT
  Value(List list) : storage_(std::move(list)) {}           // NOLINT
  Value(Map map) : storage_(std::move(map)) {}              // NOLINT

  const Storage& storage() const { return storage_; }
  Storage& storage() { return storage_; }

  template <typename T>
  const T* As() const {
    return std::get_if<T>(&storage_);
  }
  bool IsNull() const { return std::holds_alternative<std::nullptr_t>(storage_); }

  // The value under a text key of a map; null when this is no map or has no such key.
  const Value* Find(std::string_view key) const;

  friend bool operator==(const Value&, const Value&) = default;

 private:
  Storage storage_;
};

// Compact JSON. Bytes become {"$base64": "..."}, integers their digits (from 4300 digits on {"$hex":
// "0x..."}), NaN and infinities null.
std::string ToJson(const Value& value);

}  // namespace vitrine

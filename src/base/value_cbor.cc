#include "base/value_cbor.h"

#include <algorithm>
#include <limits>
#include <variant>

#include "base/utf8.h"

namespace vitrine::base {
namespace {

constexpr auto kInt64Max = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

Value IntegerValue(bool negative, std::uint64_t number) {
  if (number <= kInt64Max) {
    const auto value = static_cast<std::int64_t>(number);
    return negative ? -1 - value : value;
  }
  BigInt big{.negative = negative, .magnitude = {}};
  for (int shift = 56; shift >= 0; shift -= 8) {
    const char byte = static_cast<char>(number >> shift);
    if (byte != 0 || !big.magnitude.empty()) big.magnitude += byte;
  }
  return big;
}

Value BigIntegerValue(bool negative, std::string_view magnitude) {
  if (magnitude.size() > 8) return BigInt{.negative = negative, .magnitude = std::string(magnitude)};
  std::uint64_t number = 0;
  for (const char byte : magnitude) number = (number << 8) | static_cast<unsigned char>(byte);
  return IntegerValue(negative, number);
}

// Encodes by overload; depth is bounded so that a host function's value cannot end our stack.
class Appender {
 public:
  explicit Appender(CborWriter& writer) : writer_(writer) {}

  bool Append(const Value& value) {
    std::visit(*this, value.storage());
    return !too_deep_ && !writer_.overflowed();
  }

  void operator()(std::nullptr_t) { writer_.Null(); }
  void operator()(bool value) { writer_.Bool(value); }
  void operator()(std::int64_t value) { writer_.Int(value); }
  void operator()(double value) { writer_.Double(value); }
  void operator()(const Bytes& value) { writer_.Bytes(value.data); }
  void operator()(const std::string& value) {
    if (IsUtf8(value)) {
      writer_.Text(value);
    } else {
      writer_.Text(SanitizeUtf8(value));
    }
  }
  void operator()(const BigInt& value) {
    if (value.magnitude.size() > 8) {
      writer_.BigInt(value.negative, value.magnitude);
      return;
    }
    std::uint64_t number = 0;
    for (const char byte : value.magnitude) number = (number << 8) | static_cast<unsigned char>(byte);
    writer_.Integer(value.negative, number);
  }
  void operator()(const Value::List& list) {
    writer_.Array(list.size());
    if (!Enter()) return;
    for (const Value& value : list) {
      if (!Append(value)) return;
    }
    --depth_;
  }
  void operator()(const Value::Map& map) {
    writer_.Map(map.size());
    if (!Enter()) return;
    for (const auto& [key, value] : map) {
      if (!Append(key) || !Append(value)) return;
    }
    --depth_;
  }

 private:
  bool Enter() {
    too_deep_ = too_deep_ || ++depth_ > CborReader::kDepthMax;
    return !too_deep_;
  }

  CborWriter& writer_;
  std::uint32_t depth_ = 0;
  bool too_deep_ = false;
};

}  // namespace

bool ValueReader::Charge(std::uint64_t bytes) {
  if (bytes > memory_bytes_left_) {
    if (error_ == nullptr) error_ = "the value takes more memory than the limit";
    return false;
  }
  memory_bytes_left_ -= bytes;
  return true;
}

bool ValueReader::Read(const CborItem& first, Value& value) {
  switch (first.type) {
    case CborItem::Type::kUnsigned:
    case CborItem::Type::kNegative:
      value = IntegerValue(first.type == CborItem::Type::kNegative, first.number);
      return true;
    case CborItem::Type::kBigUnsigned:
    case CborItem::Type::kBigNegative:
      if (!Charge(StringBytes(first.text.size()))) return false;
      value = BigIntegerValue(first.type == CborItem::Type::kBigNegative, first.text);
      return true;
    case CborItem::Type::kDouble:
      value = first.real;
      return true;
    case CborItem::Type::kBool:
      value = first.number != 0;
      return true;
    case CborItem::Type::kNull:
      value = nullptr;
      return true;
    case CborItem::Type::kText:
      if (!Charge(StringBytes(first.text.size()))) return false;
      value = std::string(first.text);
      return true;
    case CborItem::Type::kBytes:
      if (!Charge(StringBytes(first.text.size()))) return false;
      value = Bytes{std::string(first.text)};
      return true;
    case CborItem::Type::kArray:
      return ReadList(first, value);
    case CborItem::Type::kMap:
      return ReadMap(first, value);
    case CborItem::Type::kEnd:
    case CborItem::Type::kFinished:
    case CborItem::Type::kMalformed:
      break;
  }
  if (error() == nullptr) error_ = "a value is missing";
  return false;
}

bool ValueReader::ReadList(const CborItem& first, Value& value) {
  // A stated count is paid for at once; an unstated one as it grows, doubled for the vector's spare room.
  if (!Charge(first.number * kValueBytes)) return false;
  Value::List list;
  list.reserve(first.number);
  for (;;) {
    const CborItem item = reader_.Next();
    if (item.type == CborItem::Type::kEnd) break;
    if (first.indefinite && !Charge(2 * kValueBytes)) return false;
    if (!Read(item, list.emplace_back())) return false;
  }
  value = std::move(list);
  return true;
}

bool ValueReader::ReadMap(const CborItem& first, Value& value) {
  if (!Charge(first.number * 2 * kValueBytes)) return false;
  Value::Map map;
  map.reserve(first.number);
  for (;;) {
    const CborItem key = reader_.Next();
    if (key.type == CborItem::Type::kEnd) break;
    if (first.indefinite && !Charge(4 * kValueBytes)) return false;
    auto& pair = map.emplace_back();
    if (!Read(key, pair.first) || !Read(reader_.Next(), pair.second)) return false;
  }
  value = std::move(map);
  return true;
}

std::expected<Value, std::string> DecodeValue(std::string_view data, const ValueLimits& limits) {
  CborReader reader(data, limits.cbor);
  ValueReader values(reader, limits.memory_bytes_max);
  Value value;
  if (!values.Read(reader.Next(), value) || reader.Next().type != CborItem::Type::kFinished) {
    return std::unexpected(values.error());
  }
  return value;
}

bool AppendValue(const Value& value, CborWriter& writer) { return Appender(writer).Append(value); }

}  // namespace vitrine::base

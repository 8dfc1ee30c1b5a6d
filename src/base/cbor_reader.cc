#include "base/cbor_reader.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/utf8.h"

namespace vitrine::base {
namespace {

constexpr std::uint8_t kInfoIndefinite = 31;

double HalfToDouble(std::uint64_t half) {
  const int exponent = static_cast<int>((half >> 10) & 0x1F);
  const double mantissa = static_cast<double>(half & 0x3FF);
  double value;
  if (exponent == 0) {
    value = std::ldexp(mantissa, -24);
  } else if (exponent == 31) {
    value = mantissa == 0 ? HUGE_VAL : std::nan("");
  } else {
    value = std::ldexp(mantissa + 1024, exponent - 25);
  }
  return (half & 0x8000) != 0 ? -value : value;
}

}  // namespace

CborReader::CborReader(std::string_view data, const CborLimits& limits) : data_(data), limits_(limits) {
  limits_.depth_max = std::min(limits_.depth_max, kDepthMax);
}

CborItem CborReader::Fail(const char* error) {
  if (error_ == nullptr) error_ = error;
  return CborItem{};
}

bool CborReader::ReadHead(Head& head) {
  if (at_ == data_.size()) return Fail("the data is cut short"), false;
  const auto initial = static_cast<unsigned char>(data_[at_++]);
  head.major = initial >> 5;
  head.info = initial & 0x1F;
  if (head.info < 24) {
    head.number = head.info;
    return true;
  }
  if (head.info == kInfoIndefinite) {
    head.number = 0;
    return true;
  }
  if (head.info > 27) return Fail("a head uses a reserved length"), false;
  const std::size_t bytes = std::size_t{1} << (head.info - 24);
  if (bytes_left() < bytes) return Fail("the data is cut short"), false;
  head.number = 0;
  for (std::size_t i = 0; i < bytes; ++i) {
    head.number = (head.number << 8) | static_cast<unsigned char>(data_[at_++]);
  }
  return true;
}

bool CborReader::Charge() {
  if (++items_count_ > limits_.items_count_max) return Fail("there are more items than the limit"), false;
  if (depth_ == 0) return true;
  Frame& frame = frames_[depth_ - 1];
  if (frame.left == kIndefinite) {
    frame.half_pair = frame.is_map && !frame.half_pair;
  } else {
    --frame.left;  // Next has seen that it is not 0
  }
  return true;
}

CborItem CborReader::Next() {
  if (error_ != nullptr) return CborItem{};
  if (depth_ > 0 && frames_[depth_ - 1].left == 0) {
    --depth_;
    return CborItem{.type = CborItem::Type::kEnd};
  }
  if (depth_ == 0 && started_) {
    if (at_ != data_.size()) return Fail("there is something after the end");
    return CborItem{.type = CborItem::Type::kFinished};
  }
  started_ = true;

  Head head;
  if (!ReadHead(head)) return CborItem{};
  if (head.major == 7 && head.info == kInfoIndefinite) {
    if (depth_ == 0 || frames_[depth_ - 1].left != kIndefinite)
      return Fail("a break stands where none may be");
    if (frames_[depth_ - 1].half_pair) return Fail("a map ends after a key");
    --depth_;
    return CborItem{.type = CborItem::Type::kEnd};
  }
  if (!Charge()) return CborItem{};
  switch (head.major) {
    case 0:
    case 1:
      if (head.info == kInfoIndefinite) return Fail("an integer has no length");
      return CborItem{.type = head.major == 0 ? CborItem::Type::kUnsigned : CborItem::Type::kNegative,
                      .number = head.number};
    case 2:
    case 3:
      return ReadString(head);
    case 4:
    case 5:
      return Open(head);
    case 6:
      return ReadBigInt(head);
    default:
      return ReadSimple(head);
  }
}

CborItem CborReader::ReadString(const Head& head) {
  const bool is_text = head.major == 3;
  const std::uint64_t bytes_max = is_text ? limits_.text_bytes_max : limits_.bytes_bytes_max;
  std::string_view text;
  if (head.info != kInfoIndefinite) {
    if (head.number > bytes_left()) return Fail("the data is cut short");
    if (head.number > bytes_max) return Fail("a string is longer than the limit");
    text = data_.substr(at_, head.number);
    at_ += head.number;
    if (is_text && !IsUtf8(text)) return Fail("a text is not UTF-8");
  } else {
    chunks_.clear();
    for (;;) {
      Head chunk;
      if (!ReadHead(chunk)) return CborItem{};
      if (chunk.major == 7 && chunk.info == kInfoIndefinite) break;
      if (chunk.major != head.major || chunk.info == kInfoIndefinite)
        return Fail("a chunk is of another kind");
      if (chunk.number > bytes_left()) return Fail("the data is cut short");
      if (chunk.number > bytes_max - chunks_.size()) return Fail("a string is longer than the limit");
      const std::string_view part = data_.substr(at_, chunk.number);
      // RFC 8949 3.2.3: no code point is split between chunks.
      if (is_text && !IsUtf8(part)) return Fail("a text is not UTF-8");
      chunks_.append(part);
      at_ += chunk.number;
    }
    text = chunks_;
  }
  return CborItem{.type = is_text ? CborItem::Type::kText : CborItem::Type::kBytes, .text = text};
}

CborItem CborReader::ReadBigInt(const Head& head) {
  if (head.info == kInfoIndefinite || (head.number != 2 && head.number != 3)) {
    return Fail("a tag other than 2 and 3 (big integers) is not accepted");
  }
  Head bytes;
  if (!ReadHead(bytes)) return CborItem{};
  if (bytes.major != 2) return Fail("a big integer is not a byte string");
  CborItem item = ReadString(bytes);
  if (item.type == CborItem::Type::kMalformed) return item;
  while (!item.text.empty() && item.text.front() == '\0') item.text.remove_prefix(1);
  item.type = head.number == 2 ? CborItem::Type::kBigUnsigned : CborItem::Type::kBigNegative;
  return item;
}

CborItem CborReader::ReadSimple(const Head& head) {
  switch (head.info) {
    case 20:
    case 21:
      return CborItem{.type = CborItem::Type::kBool, .number = head.info - 20u};
    case 22:
    case 23:
      return CborItem{.type = CborItem::Type::kNull};
    case 25:
      return CborItem{.type = CborItem::Type::kDouble, .real = HalfToDouble(head.number)};
    case 26:
      return CborItem{.type = CborItem::Type::kDouble,
                      .real = std::bit_cast<float>(static_cast<std::uint32_t>(head.number))};
    case 27:
      return CborItem{.type = CborItem::Type::kDouble, .real = std::bit_cast<double>(head.number)};
    default:
      return Fail("a simple value other than false, true, null and undefined is not accepted");
  }
}

CborItem CborReader::Open(const Head& head) {
  const bool is_map = head.major == 5;
  if (depth_ == limits_.depth_max) return Fail("arrays and maps are nested deeper than the limit");
  const bool indefinite = head.info == kInfoIndefinite;
  // Every item takes at least one byte, so a count that the rest cannot hold is a lie: nobody may reserve for
  // it.
  const std::uint64_t count_max = is_map ? bytes_left() / 2 : bytes_left();
  if (head.number > count_max) return Fail("the data is cut short");
  frames_[depth_++] = Frame{.left = indefinite ? kIndefinite : head.number * (is_map ? 2 : 1),
                            .is_map = is_map,
                            .half_pair = false};
  return CborItem{.type = is_map ? CborItem::Type::kMap : CborItem::Type::kArray,
                  .indefinite = indefinite,
                  .number = head.number};
}

bool CborReader::SkipRest() {
  for (std::uint32_t open = 1; open > 0;) {
    switch (Next().type) {
      case CborItem::Type::kArray:
      case CborItem::Type::kMap:
        ++open;
        break;
      case CborItem::Type::kEnd:
        --open;
        break;
      case CborItem::Type::kMalformed:
      case CborItem::Type::kFinished:
        return false;
      default:
        break;
    }
  }
  return true;
}

}  // namespace vitrine::base

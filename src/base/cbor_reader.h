// Pulls items out of CBOR (RFC 8949) that nobody vouches for.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace vitrine::base {

struct CborLimits {
  std::uint32_t depth_max = 64;  // arrays and maps within each other; at most CborReader::kDepthMax
  std::uint64_t items_count_max = 1u << 20;   // of all kinds; each key and each value of a map counts
  std::uint64_t text_bytes_max = 16u << 20;   // of one text
  std::uint64_t bytes_bytes_max = 16u << 20;  // of one byte string
};

struct CborItem {
  enum class Type : std::uint8_t {
    kUnsigned,     // the integer is `number`
    kNegative,     // the integer is -1 - `number`
    kBigUnsigned,  // tag 2: `text` is the magnitude, big-endian, without leading zero bytes
    kBigNegative,  // tag 3: the integer is -1 - magnitude
    kDouble,
    kBool,  // `number` is 0 or 1
    kNull,  // null and undefined
    kText,  // `text`, checked UTF-8
    kBytes,
    kArray,      // `number` items follow (unless indefinite), then kEnd
    kMap,        // `number` pairs, each key and value an item of its own, then kEnd
    kEnd,        // of the innermost array or map, whether its length was stated or not
    kFinished,   // the one item is complete and nothing stands after it
    kMalformed,  // see CborReader::error(); every further Next gives the same
  };
  Type type = Type::kMalformed;
  bool indefinite = false;  // of kArray and kMap: the length was not stated, `number` is 0
  std::uint64_t number = 0;
  double real = 0;
  // Borrowed from the data, or from the reader (strings sent in chunks) until the next call of Next.
  std::string_view text;
};

// Reads one item of CBOR, with everything in it, from `data`, which must outlive the reader.
//
// Refused: what is cut, what stands after the item, reserved heads, texts that are not UTF-8, a length that
// the data cannot hold, whatever is over a limit, tags other than 2 and 3 (big integers), simple values other
// than false, true, null and undefined. Allocates nothing but for strings sent in chunks. Single-thread.
class CborReader {
 public:
  static constexpr std::uint32_t kDepthMax = 128;

  CborReader(std::string_view data, const CborLimits& limits);
  CborReader(const CborReader&) = delete;
  CborReader& operator=(const CborReader&) = delete;

  CborItem Next();

  // Reads on until the array or map whose kArray or kMap was just given has ended. False when that is
  // malformed.
  bool SkipRest();

  // A sentence without a full stop; null unless malformed.
  const char* error() const { return error_; }
  std::size_t offset() const { return at_; }
  std::size_t bytes_left() const { return data_.size() - at_; }

 private:
  struct Frame {
    std::uint64_t left;  // items to come; kIndefinite: until a break
    bool is_map;
    bool half_pair;  // of an indefinite map: a key stands without its value
  };
  static constexpr std::uint64_t kIndefinite = ~std::uint64_t{0};
  struct Head {
    std::uint8_t major;
    std::uint8_t info;  // the low five bits: 31 = indefinite or break
    std::uint64_t number;
  };

  CborItem Fail(const char* error);
  bool ReadHead(Head& head);
  CborItem ReadString(const Head& head);
  CborItem ReadBigInt(const Head& head);
  CborItem ReadSimple(const Head& head);
  CborItem Open(const Head& head);
  // Charges one item to the innermost frame; false when the frame or the limit has no room.
  bool Charge();

  std::string_view data_;
  CborLimits limits_;
  std::size_t at_ = 0;
  std::uint64_t items_count_ = 0;
  std::uint32_t depth_ = 0;
  bool started_ = false;
  const char* error_ = nullptr;
  std::string chunks_;
  std::array<Frame, kDepthMax> frames_;  // the first depth_ are set
};

}  // namespace vitrine::base

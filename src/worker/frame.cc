#include "worker/frame.h"

#include "base/cbor_reader.h"
#include "base/cbor_writer.h"
#include "base/check.h"
#include "base/utf8.h"

namespace vitrine::worker {
namespace {

using base::CborItem;

// The longest frame: body, text, and twenty numbers of nine bytes, each with its head.
static_assert(kInlineBytesMax + kTextBytesMax + 10 * (kNumbersMax + 4) < os::kFrameBytesMax);

constexpr base::CborLimits kFrameLimits = {.depth_max = 2,
                                           .items_count_max = kNumbersMax + 5,
                                           .text_bytes_max = kTextBytesMax,
                                           .bytes_bytes_max = kInlineBytesMax};

bool IsType(std::uint64_t number) {
  return number >= static_cast<std::uint64_t>(FrameType::kStart) &&
         number <= static_cast<std::uint64_t>(FrameType::kSave);
}

}  // namespace

void WriteFrame(const FrameView& frame, std::string& out) {
  VITRINE_CHECK(frame.numbers.size() <= kNumbersMax, "a frame holds few numbers");
  out.clear();
  base::CborWriter writer(out);
  writer.Array(4);
  writer.Integer(false, static_cast<std::uint64_t>(frame.type));
  writer.Text(frame.text.substr(0, base::Utf8CutLength(frame.text, kTextBytesMax)));
  writer.Array(frame.numbers.size());
  for (const std::uint64_t number : frame.numbers) writer.Integer(false, number);
  if (frame.body.size() <= kInlineBytesMax) {
    writer.Bytes(frame.body);
  } else {
    writer.Integer(false, frame.body.size());
  }
}

std::optional<ParsedFrame> ParseFrame(std::string_view bytes) {
  base::CborReader reader(bytes, kFrameLimits);
  const CborItem array = reader.Next();
  if (array.type != CborItem::Type::kArray || array.indefinite || array.number != 4) return std::nullopt;
  ParsedFrame frame{};
  const CborItem type = reader.Next();
  if (type.type != CborItem::Type::kUnsigned || !IsType(type.number)) return std::nullopt;
  frame.type = static_cast<FrameType>(type.number);
  const CborItem text = reader.Next();
  if (text.type != CborItem::Type::kText) return std::nullopt;
  // A text or body in chunks would lie in the reader, which ends here.
  if (!text.text.empty() && (text.text.data() < bytes.data() ||
                             text.text.data() + text.text.size() > bytes.data() + bytes.size())) {
    return std::nullopt;
  }
  frame.text = text.text;
  const CborItem numbers = reader.Next();
  if (numbers.type != CborItem::Type::kArray || numbers.indefinite || numbers.number > kNumbersMax) {
    return std::nullopt;
  }
  for (std::uint64_t i = 0; i < numbers.number; ++i) {
    const CborItem number = reader.Next();
    if (number.type != CborItem::Type::kUnsigned) return std::nullopt;
    frame.numbers[frame.numbers_count++] = number.number;
  }
  if (reader.Next().type != CborItem::Type::kEnd) return std::nullopt;
  const CborItem body = reader.Next();
  if (body.type == CborItem::Type::kUnsigned && body.number > kInlineBytesMax) {
    frame.body_bytes_to_come = body.number;
  } else if (body.type == CborItem::Type::kBytes) {
    if (!body.text.empty() && (body.text.data() < bytes.data() ||
                               body.text.data() + body.text.size() > bytes.data() + bytes.size())) {
      return std::nullopt;
    }
    frame.inline_body = body.text;
  } else {
    return std::nullopt;
  }
  if (reader.Next().type != CborItem::Type::kEnd || reader.Next().type != CborItem::Type::kFinished) {
    return std::nullopt;
  }
  return frame;
}

}  // namespace vitrine::worker

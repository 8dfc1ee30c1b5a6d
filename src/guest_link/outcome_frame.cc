#include "guest_link/outcome_frame.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/cbor_reader.h"
#include "base/utf8.h"
#include "base/value_cbor.h"

namespace vitrine::guest_link {
namespace {

using base::CborItem;
using base::CborReader;

constexpr std::size_t kTracebackBytesMax = 256u << 10;
constexpr std::size_t kSentenceBytesMax = 16u << 10;
// The frame's length is bounded already (ImportLimits::outcome_bytes_max); an item takes at least a byte of
// it.
constexpr base::CborLimits kFrameLimits = {.items_count_max = 1u << 26};

constexpr std::size_t kMimesMax = 32;
constexpr std::size_t kMimeBytesMax = 100;

std::string Cut(std::string_view text, std::size_t bytes_max) {
  return std::string(text.substr(0, base::Utf8CutLength(text, bytes_max)));
}

// "type/subtype" of the characters that RFC 6838 allows.
bool IsMimeType(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$&-^_.+/").find(c) != std::string_view::npos;
  };
  const std::size_t slash = text.find('/');
  return text.size() <= kMimeBytesMax && slash != std::string_view::npos && slash > 0 &&
         slash + 1 < text.size() && std::ranges::count(text, '/') == 1 && std::ranges::all_of(text, allowed);
}

// Reads "error": false when malformed.
bool ReadFailure(CborReader& reader, Failure& failure) {
  while (true) {
    const CborItem key = reader.Next();
    if (key.type == CborItem::Type::kEnd) return true;
    if (key.type != CborItem::Type::kText) return false;
    const std::string name = Cut(key.text, kMimeBytesMax);
    const CborItem item = reader.Next();
    if (item.type == CborItem::Type::kUnsigned && name == "line") {
      failure.line = static_cast<std::uint32_t>(std::min<std::uint64_t>(item.number, 0xffff'ffff));
    } else if (item.type == CborItem::Type::kText) {
      if (name == "type") failure.type = Cut(item.text, kSentenceBytesMax);
      if (name == "message") failure.message = Cut(item.text, kSentenceBytesMax);
      if (name == "hint") failure.hint = Cut(item.text, kSentenceBytesMax);
      if (name == "traceback") failure.traceback = Cut(item.text, kTracebackBytesMax);
    } else {
      return false;
    }
  }
}

std::optional<std::int32_t> SmallInt(const CborItem& item) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::int32_t>::max();
  if (item.number > kMost) return std::nullopt;
  if (item.type == CborItem::Type::kUnsigned) return static_cast<std::int32_t>(item.number);
  if (item.type == CborItem::Type::kNegative) return -1 - static_cast<std::int32_t>(item.number);
  return std::nullopt;
}

}  // namespace

std::optional<GuestOutcome> ReadOutcomeFrame(std::string_view frame, std::uint64_t value_bytes_max) {
  GuestOutcome outcome;
  bool has_status = false;
  std::string message;
  CborReader reader(frame, kFrameLimits);
  if (reader.Next().type != CborItem::Type::kMap) return std::nullopt;
  while (true) {
    const CborItem key = reader.Next();
    if (key.type == CborItem::Type::kEnd) break;
    if (key.type != CborItem::Type::kText) return std::nullopt;
    const std::string name = Cut(key.text, kMimeBytesMax);
    const std::size_t key_end = reader.offset();
    const CborItem item = reader.Next();
    if (name == "status" && item.type == CborItem::Type::kText) {
      has_status = true;
      if (item.text == "ok") {
        outcome.status = GuestOutcome::Status::kOk;
      } else if (item.text == "exception") {
        outcome.status = GuestOutcome::Status::kException;
      } else if (item.text == "exit") {
        outcome.status = GuestOutcome::Status::kExit;
      } else {
        return std::nullopt;
      }
    } else if (name == "exit_code") {
      const std::optional<std::int32_t> code = SmallInt(item);
      if (!code) return std::nullopt;
      outcome.exit_code = *code;
    } else if (name == "value_repr" && item.type == CborItem::Type::kText) {
      outcome.value_repr = Cut(item.text, value_bytes_max);
    } else if (name == "message" && item.type == CborItem::Type::kText) {
      message = Cut(item.text, kSentenceBytesMax);
    } else if (name == "value") {
      const bool nested = item.type == CborItem::Type::kArray || item.type == CborItem::Type::kMap;
      if (nested && !reader.SkipRest()) return std::nullopt;
      // One that would take too much memory here is no fault of the guest's: it is left out.
      const std::string_view encoded = frame.substr(key_end, reader.offset() - key_end);
      const base::ValueLimits limits = {.cbor = kFrameLimits, .memory_bytes_max = 4 * value_bytes_max};
      if (auto value = base::DecodeValue(encoded, limits)) outcome.value = std::move(*value);
    } else if (name == "error" && item.type == CborItem::Type::kMap) {
      if (!ReadFailure(reader, outcome.failure.emplace())) return std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  if (reader.Next().type != CborItem::Type::kFinished || !has_status) return std::nullopt;
  if (outcome.status == GuestOutcome::Status::kException && !outcome.failure) return std::nullopt;
  if (!message.empty() && !outcome.failure)
    outcome.failure = Failure{.type = "SystemExit", .message = message};
  return outcome;
}

std::optional<Display> ReadDisplayFrame(std::string_view frame) {
  Display display;
  CborReader reader(frame, {});
  if (reader.Next().type != CborItem::Type::kMap) return std::nullopt;
  while (true) {
    const CborItem key = reader.Next();
    if (key.type == CborItem::Type::kEnd) break;
    if (key.type != CborItem::Type::kText || display.size() >= kMimesMax) return std::nullopt;
    MimeData data{.mime = Cut(key.text, kMimeBytesMax + 1)};
    const CborItem item = reader.Next();
    if (item.type != CborItem::Type::kText && item.type != CborItem::Type::kBytes) return std::nullopt;
    data.data = item.text;
    data.is_binary = item.type == CborItem::Type::kBytes;
    if (IsMimeType(data.mime)) display.push_back(std::move(data));
  }
  if (reader.Next().type != CborItem::Type::kFinished || display.empty()) return std::nullopt;
  return display;
}

}  // namespace vitrine::guest_link

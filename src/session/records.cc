#include "session/records.h"

#include <chrono>
#include <limits>
#include <utility>

#include "base/value_cbor.h"
#include "base/value_items.h"
#include "session/journal.h"

namespace vitrine::session {
namespace {

using base::ValueItems;
using std::chrono::milliseconds;

// Raised whenever one of the lists below changes; records of another version are not read.
constexpr int kVersion = 1;
constexpr std::uint64_t kNumberMost = std::numeric_limits<std::int64_t>::max();
// What the system's clock can show, before 1970 and after, rounded to any second.
constexpr std::int64_t kTimeMsMost =
    milliseconds(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::duration::max()))
        .count();

Value Number(std::uint64_t number) { return static_cast<std::int64_t>(std::min(number, kNumberMost)); }

std::uint32_t TakeSmall(ValueItems& items) {
  return static_cast<std::uint32_t>(items.TakeNumber(0xffff'ffff));
}

bool IsTimeMs(std::int64_t ms) { return ms >= -kTimeMsMost && ms <= kTimeMsMost; }

std::string EncodeValue(const Value& value) {
  std::string out;
  base::CborWriter writer(out);
  base::AppendValue(value, writer);
  return out;
}

std::optional<Value> Decode(std::string_view bytes) {
  std::expected<Value, std::string> value =
      base::DecodeValue(bytes, {.cbor = {.items_count_max = bytes.size(),
                                         .text_bytes_max = bytes.size(),
                                         .bytes_bytes_max = bytes.size()},
                                // A session has some hundred bytes, a request that waits as many as it likes.
                                .memory_bytes_max = 4 * kJournalBytesMost});
  if (!value) return std::nullopt;
  return std::move(*value);
}

std::string BigEndian(std::uint32_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift);
  return bytes;
}

std::string Key(char kind, std::string_view rest) { return std::string(1, kind).append(rest); }

}  // namespace

Value LimitsToValue(const Limits& limits) {
  return Value::List{Number(limits.memory_bytes_max),
                     static_cast<std::int64_t>(limits.wall_time_max.count()),
                     static_cast<std::int64_t>(limits.cpu_time_max.count()),
                     static_cast<std::int64_t>(limits.grace.count()),
                     Number(limits.fuel_max),
                     Number(limits.output_bytes_max),
                     Number(limits.display_bytes_max),
                     Number(limits.displays_count_max),
                     Number(limits.value_bytes_max),
                     Number(limits.host_calls_max),
                     Number(limits.request_bytes_max),
                     Number(limits.reply_bytes_max),
                     Number(limits.file_bytes_max),
                     Number(limits.artifacts_count_max)};
}

bool LimitsFromValue(Value& value, Limits& limits) {
  ValueItems items(value);
  limits.memory_bytes_max = items.TakeNumber();
  limits.wall_time_max = milliseconds(items.TakeNumber());
  limits.cpu_time_max = milliseconds(items.TakeNumber());
  limits.grace = milliseconds(items.TakeNumber());
  limits.fuel_max = items.TakeNumber();
  limits.output_bytes_max = items.TakeNumber();
  limits.display_bytes_max = items.TakeNumber();
  limits.displays_count_max = TakeSmall(items);
  limits.value_bytes_max = TakeSmall(items);
  limits.host_calls_max = TakeSmall(items);
  limits.request_bytes_max = TakeSmall(items);
  limits.reply_bytes_max = TakeSmall(items);
  limits.file_bytes_max = items.TakeNumber();
  limits.artifacts_count_max = TakeSmall(items);
  return items.AtEnd();
}

bool SameLimits(const Limits& one, const Limits& other) { return LimitsToValue(one) == LimitsToValue(other); }

std::string Encode(const SessionRecord& record) {
  return EncodeValue(Value::List{kVersion, Bytes{record.id}, record.created_ms, record.used_ms,
                                 record.image_id, Number(record.first_turn), Number(record.last_turn),
                                 Number(record.bytes), record.reseed_due, record.is_parked,
                                 LimitsToValue(record.limits), Number(record.history.turns_count_max),
                                 Number(record.history.bytes_max), Number(record.history.journal_bytes_max)});
}

std::optional<SessionRecord> DecodeSession(std::string_view bytes) {
  std::optional<Value> value = Decode(bytes);
  if (!value) return std::nullopt;
  ValueItems items(*value);
  if (items.TakeNumber() != kVersion) return std::nullopt;
  SessionRecord record;
  record.id = std::move(items.Take<Bytes>().data);
  record.created_ms = items.Take<std::int64_t>();
  record.used_ms = items.Take<std::int64_t>();
  if (!IsTimeMs(record.created_ms) || !IsTimeMs(record.used_ms)) return std::nullopt;
  record.image_id = items.Take<std::string>();
  record.first_turn = TakeSmall(items);
  record.last_turn = TakeSmall(items);
  record.bytes = items.TakeNumber();
  record.reseed_due = items.Take<bool>();
  record.is_parked = items.Take<bool>();
  if (!LimitsFromValue(items.Next(), record.limits)) return std::nullopt;
  record.history.turns_count_max = TakeSmall(items);
  record.history.bytes_max = items.TakeNumber();
  record.history.journal_bytes_max = items.TakeNumber();
  if (!items.AtEnd() || record.id.size() != kIdBytes || record.first_turn > record.last_turn) {
    return std::nullopt;
  }
  return record;
}

std::string Encode(const TurnRecord& record) {
  const Turn& turn = record.turn;
  const auto at_ms = std::chrono::duration_cast<milliseconds>(turn.at.time_since_epoch()).count();
  return EncodeValue(Value::List{kVersion, Number(turn.number), static_cast<int>(turn.kind), turn.text,
                                 static_cast<int>(turn.status), static_cast<std::int64_t>(at_ms),
                                 Number(turn.bytes), turn.not_replayable, Bytes{record.state},
                                 Number(record.chain_length), Number(record.chain_pages)});
}

std::optional<TurnRecord> DecodeTurn(std::string_view bytes) {
  std::optional<Value> value = Decode(bytes);
  if (!value) return std::nullopt;
  ValueItems items(*value);
  if (items.TakeNumber() != kVersion) return std::nullopt;
  TurnRecord record;
  Turn& turn = record.turn;
  turn.number = TakeSmall(items);
  turn.kind = static_cast<Turn::Kind>(items.TakeNumber(static_cast<std::uint64_t>(Turn::Kind::kRestore)));
  turn.text = items.Take<std::string>();
  turn.status = static_cast<Status>(items.TakeNumber(static_cast<std::uint64_t>(Status::kParked)));
  const auto at_ms = items.Take<std::int64_t>();
  if (!IsTimeMs(at_ms)) return std::nullopt;
  turn.at = std::chrono::system_clock::time_point(milliseconds(at_ms));
  turn.bytes = items.TakeNumber();
  turn.not_replayable = items.Take<std::string>();
  record.state = std::move(items.Take<Bytes>().data);
  record.chain_length = TakeSmall(items);
  record.chain_pages = items.TakeNumber();
  if (!items.AtEnd() || record.state.size() != kIdBytes) return std::nullopt;
  return record;
}

std::string Encode(const ParkedRecord& record) {
  return EncodeValue(Value::List{kVersion, record.call.function, record.call.arguments,
                                 static_cast<int>(record.way), Bytes{record.content}});
}

std::optional<ParkedRecord> DecodeParked(std::string_view bytes) {
  std::optional<Value> value = Decode(bytes);
  if (!value) return std::nullopt;
  ValueItems items(*value);
  if (items.TakeNumber() != kVersion) return std::nullopt;
  ParkedRecord record;
  record.call.function = items.Take<std::string>();
  record.call.arguments = items.Take<Value::Map>();
  record.way = static_cast<ParkedRecord::Way>(
      items.TakeNumber(static_cast<std::uint64_t>(ParkedRecord::Way::kToldAgain)));
  record.content = std::move(items.Take<Bytes>().data);
  if (!items.AtEnd()) return std::nullopt;
  return record;
}

std::string SessionKey(std::string_view tenant, std::string_view name) {
  return Key('s', tenant).append(1, '\0').append(name);
}
std::string ConfigurationKey(std::string_view id) { return Key('c', id); }
std::string TurnKey(std::string_view id, std::uint32_t turn) { return Key('t', id) + BigEndian(turn); }
std::string JournalKey(std::string_view id, std::uint32_t turn) { return Key('j', id) + BigEndian(turn); }
std::string ParkedKey(std::string_view id) { return Key('w', id); }
std::string StateKey(std::string_view state) { return Key('p', state); }
std::string ReferencePrefix(std::string_view state) { return Key('r', state); }

}  // namespace vitrine::session

// What the store holds of a session, record by record.
//
//   key                                   value
//   s <tenant> NUL <name>                 SessionRecord
//   c <id>                                the configuration that its interpreter has been given, as CBOR
//   t <id> <turn, 4 bytes, big-endian>    TurnRecord
//   j <id> <turn>                         the turn's journal, packed
//   w <id>                                ParkedRecord: a run that waits
//   p <state>                             the state before (16 bytes; zeros: none) and a packed StateDelta
//   r <state> <who>                       nothing: that state is needed by a turn (t..., 21 bytes) or by a
//                                         state after it (p..., 17 bytes)
//
// Ids are 16 random bytes. Reading takes what a stranger may have written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "vitrine/session.h"

namespace vitrine::session {

inline constexpr std::size_t kIdBytes = 16;

struct SessionRecord {
  std::string id;
  std::int64_t created_ms = 0;  // since 1970
  std::int64_t used_ms = 0;
  std::string image_id;
  std::uint32_t first_turn = 0;
  std::uint32_t last_turn = 0;
  std::uint64_t bytes = 0;  // of its turns
  bool reseed_due = false;  // a clone that has drawn nothing yet (Promise P16)
  bool is_parked = false;
  Limits limits;
  HistoryLimits history;
};

struct TurnRecord {
  Turn turn;
  std::string state;  // id of the state it left
  // How many states a reader has to put together for it, with how many pages; see Archive.
  std::uint32_t chain_length = 0;
  std::uint64_t chain_pages = 0;
};

// A run that waits, as it can leave memory. SessionCore::KeepParked and BringBack are the only ones that know
// how; another way (the guest's stack itself) gets a number of its own.
struct ParkedRecord {
  enum class Way : std::uint8_t { kToldAgain };

  ParkedCall call;
  Way way = Way::kToldAgain;
  std::string content;  // kToldAgain: the journal from the last checkpoint up to there, packed
};

std::string Encode(const SessionRecord& record);
std::string Encode(const TurnRecord& record);
std::string Encode(const ParkedRecord& record);
std::optional<SessionRecord> DecodeSession(std::string_view bytes);
std::optional<TurnRecord> DecodeTurn(std::string_view bytes);
std::optional<ParkedRecord> DecodeParked(std::string_view bytes);

// Both records and journals hold limits.
Value LimitsToValue(const Limits& limits);
bool LimitsFromValue(Value& value, Limits& limits);
bool SameLimits(const Limits& one, const Limits& other);

std::string SessionKey(std::string_view tenant, std::string_view name);
std::string ConfigurationKey(std::string_view id);
std::string TurnKey(std::string_view id, std::uint32_t turn);
std::string JournalKey(std::string_view id, std::uint32_t turn);
std::string ParkedKey(std::string_view id);
std::string StateKey(std::string_view state);
std::string ReferencePrefix(std::string_view state);

}  // namespace vitrine::session

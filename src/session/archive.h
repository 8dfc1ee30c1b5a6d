// The records of sessions in a store, kept in order: states that hang together, and which of them are needed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/saved_state.h"
#include "session/journal.h"
#include "session/records.h"
#include "vitrine/session_store.h"

namespace vitrine::session {

// A state is kept as what differs from the one before it, like the frames of a film, and whole now and then:
// so that a turn costs what it has changed, and opening a session at most half as much again as it holds.
//
// Within one transaction of the store; on any error the transaction must not be committed. Single-thread.
class Archive {
 public:
  // `image` is the image's memory, borrowed.
  Archive(SessionStore::Transaction& transaction, std::span<const std::byte> image)
      : transaction_(transaction), image_(image) {}

  Result<std::optional<SessionRecord>> FindSession(std::string_view tenant, std::string_view name);
  Result<void> PutSession(std::string_view tenant, std::string_view name, const SessionRecord& session);
  // With everything that nobody else needs.
  Result<void> RemoveSession(std::string_view tenant, std::string_view name, const SessionRecord& session);
  Result<std::vector<std::string>> ListNames(std::string_view tenant, std::string_view after,
                                             std::uint32_t count_max);

  Result<TurnRecord> GetTurn(const SessionRecord& session, std::uint32_t number);
  // All that are kept, oldest first.
  Result<std::vector<Turn>> GetTurns(const SessionRecord& session);
  Result<TurnJournal> GetJournal(const SessionRecord& session, std::uint32_t number);
  // The state as of that turn. `memory_bytes_max` bounds what a stranger's records can cost.
  Result<runtime::SavedState> LoadState(const TurnRecord& turn, std::uint64_t memory_bytes_max);

  // Adds a turn after the last one, or the first one of a session, and drops turns that are over the limits.
  // Counts in `session`, which the caller has to put. `turn` gets its number, state and sizes.
  // `before` is the state of the turn before; null: there is none.
  Result<void> AddTurn(SessionRecord& session, TurnRecord& turn, const TurnRecord* previous,
                       const runtime::SavedState* before, const runtime::SavedState& after,
                       const TurnJournal& journal);
  // The first turn of a session whose state is another one's: nothing is copied.
  Result<void> AddTurnOfState(SessionRecord& session, TurnRecord& turn, const TurnRecord& origin);
  // Drops the last turns, down to `number`.
  Result<void> DropTurnsAfter(SessionRecord& session, std::uint32_t number);

  Result<std::string> GetConfiguration(const SessionRecord& session);
  Result<void> PutConfiguration(const SessionRecord& session, std::string_view configuration);
  Result<ParkedRecord> GetParked(const SessionRecord& session);
  // Null: none waits any more.
  Result<void> PutParked(SessionRecord& session, const ParkedRecord* parked);

 private:
  Result<std::string> Require(const std::string& key, const char* what);
  Result<void> PutTurn(SessionRecord& session, TurnRecord& turn, const TurnJournal& journal);
  Result<void> DropTurn(SessionRecord& session, std::uint32_t number);
  Result<void> Reference(std::string_view state, const std::string& by);
  // One that nobody needs any more goes, and so may the ones before it.
  Result<void> Unreference(std::string state, std::string by);

  SessionStore::Transaction& transaction_;
  const std::span<const std::byte> image_;
};

}  // namespace vitrine::session

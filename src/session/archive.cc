#include "session/archive.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "os/mapping.h"
#include "sandbox/state_codec.h"
#include "session/digest.h"
#include "session/pack.h"

namespace vitrine::session {
namespace {

// A whole state is written when the chain has half as many pages again, and a few for small ones, or is
// that long: each link costs a read of some ten microseconds.
constexpr std::uint64_t kSpareChainPages = 64;
constexpr std::uint32_t kChainLengthMax = 32;
// What a turn's records take besides state and journal.
constexpr std::uint64_t kTurnBytes = 512;

// What every turn writes and every return reads: the quick one.
constexpr sandbox::PageForm kForm = sandbox::PageForm::kExclusiveOr;

const std::string kNoState(kIdBytes, '\0');

Error Broken(const char* what) {
  return {ErrorKind::kHost, fmt::format("the session store is damaged: {} cannot be read", what)};
}

}  // namespace

Result<std::string> Archive::Require(const std::string& key, const char* what) {
  Result<std::optional<std::string>> value = transaction_.Get(key);
  if (!value) return std::unexpected(value.error());
  if (!*value) return std::unexpected(Broken(what));
  return std::move(**value);
}

Result<std::optional<SessionRecord>> Archive::FindSession(std::string_view tenant, std::string_view name) {
  const Result<std::optional<std::string>> value = transaction_.Get(SessionKey(tenant, name));
  if (!value) return std::unexpected(value.error());
  if (!*value) return std::nullopt;
  std::optional<SessionRecord> record = DecodeSession(**value);
  if (!record) return std::unexpected(Broken("the session's record"));
  return record;
}

Result<void> Archive::PutSession(std::string_view tenant, std::string_view name,
                                 const SessionRecord& session) {
  return transaction_.Put(SessionKey(tenant, name), Encode(session));
}

Result<void> Archive::RemoveSession(std::string_view tenant, std::string_view name,
                                    const SessionRecord& session) {
  SessionRecord left = session;
  for (std::uint32_t number = session.first_turn;; ++number) {
    if (Result<void> dropped = DropTurn(left, number); !dropped) return dropped;
    if (number == session.last_turn) break;
  }
  for (const std::string& key :
       {ConfigurationKey(session.id), ParkedKey(session.id), SessionKey(tenant, name)}) {
    if (Result<void> removed = transaction_.Remove(key); !removed) return removed;
  }
  return {};
}

Result<std::vector<std::string>> Archive::ListNames(std::string_view tenant, std::string_view after,
                                                    std::uint32_t count_max) {
  const std::string prefix = SessionKey(tenant, "");
  Result<std::vector<std::string>> keys =
      transaction_.List(prefix, after.empty() ? std::string() : SessionKey(tenant, after), count_max);
  if (!keys) return keys;
  for (std::string& key : *keys) key.erase(0, prefix.size());
  return keys;
}

Result<TurnRecord> Archive::GetTurn(const SessionRecord& session, std::uint32_t number) {
  const Result<std::string> bytes = Require(TurnKey(session.id, number), "a turn");
  if (!bytes) return std::unexpected(bytes.error());
  std::optional<TurnRecord> turn = DecodeTurn(*bytes);
  if (!turn || turn->turn.number != number) return std::unexpected(Broken("a turn"));
  return std::move(*turn);
}

Result<std::vector<Turn>> Archive::GetTurns(const SessionRecord& session) {
  std::vector<Turn> turns;
  for (std::uint32_t number = session.first_turn; number <= session.last_turn; ++number) {
    Result<TurnRecord> turn = GetTurn(session, number);
    if (!turn) return std::unexpected(turn.error());
    turns.push_back(std::move(turn->turn));
  }
  return turns;
}

Result<TurnJournal> Archive::GetJournal(const SessionRecord& session, std::uint32_t number) {
  const Result<std::string> packed = Require(JournalKey(session.id, number), "a turn's journal");
  if (!packed) return std::unexpected(packed.error());
  const std::optional<std::string_view> bytes = Unpack(Effort::kFast, *packed, 2 * kJournalBytesMost);
  std::optional<TurnJournal> journal = bytes ? DecodeJournal(*bytes) : std::nullopt;
  if (!journal) return std::unexpected(Broken("a turn's journal"));
  return std::move(*journal);
}

Result<runtime::SavedState> Archive::LoadState(const TurnRecord& turn, std::uint64_t memory_bytes_max) {
  // From the last link to the first: only the last word on a page is worth reading.
  std::vector<bool> settled;  // by page number
  std::optional<runtime::StateDelta> last;
  std::vector<runtime::SavedPage> pages;
  std::uint32_t count = 0;
  for (std::string state = turn.state; state != kNoState; ++count) {
    if (count > kChainLengthMax) return std::unexpected(Broken("a chain of states"));
    const Result<std::string> link = Require(StateKey(state), "a state");
    if (!link) return std::unexpected(link.error());
    if (link->size() < kIdBytes) return std::unexpected(Broken("a state"));
    state = link->substr(0, kIdBytes);
    const std::optional<std::string_view> bytes = Unpack(
        Effort::kFast, std::string_view(*link).substr(kIdBytes), sandbox::DeltaBytesMax(memory_bytes_max));
    const auto is_news = [&](std::uint32_t number) {
      return !last || (number < settled.size() && !settled[number]);
    };
    std::optional<runtime::StateDelta> delta =
        bytes ? sandbox::ParsePackedDelta(*bytes, image_, kForm, memory_bytes_max, is_news) : std::nullopt;
    if (!delta) {
      return std::unexpected(
          Error{ErrorKind::kHost,
                "the session store is damaged, or the session takes more memory than its limit: a state "
                "cannot be read"});
    }
    if (!last) settled.resize(delta->memory_bytes / os::kPageBytes);
    for (runtime::SavedPage& page : delta->changed) {
      settled[page.number] = true;
      pages.push_back(std::move(page));
    }
    for (const std::uint32_t number : delta->forgotten) {
      if (number < settled.size()) settled[number] = true;
    }
    if (!last) last = std::move(delta);
  }
  if (!last) return std::unexpected(Broken("a state"));
  std::ranges::sort(pages, {}, &runtime::SavedPage::number);
  return runtime::SavedState(last->memory_bytes, std::move(last->globals), std::move(pages));
}

Result<void> Archive::Reference(std::string_view state, const std::string& by) {
  return transaction_.Put(ReferencePrefix(state) + by, "");
}

Result<void> Archive::Unreference(std::string state, std::string by) {
  while (state != kNoState) {
    if (Result<void> removed = transaction_.Remove(ReferencePrefix(state) + by); !removed) return removed;
    const Result<std::vector<std::string>> others = transaction_.List(ReferencePrefix(state), "", 1);
    if (!others) return std::unexpected(others.error());
    if (!others->empty()) return {};
    Result<std::string> link = Require(StateKey(state), "a state");
    if (!link) return std::unexpected(link.error());
    if (Result<void> removed = transaction_.Remove(StateKey(state)); !removed) return removed;
    by = StateKey(state);
    state = link->substr(0, kIdBytes);
  }
  return {};
}

Result<void> Archive::AddTurn(SessionRecord& session, TurnRecord& turn, const TurnRecord* previous,
                              const runtime::SavedState* before, const runtime::SavedState& after,
                              const TurnJournal& journal) {
  runtime::StateDelta delta = runtime::Difference(before != nullptr ? *before : runtime::SavedState(), after);
  std::string parent = kNoState;
  turn.chain_length = 1;
  turn.chain_pages = delta.changed.size();
  if (previous != nullptr) {
    const std::uint64_t chain_pages = previous->chain_pages + delta.changed.size();
    const bool is_whole_due = previous->chain_length >= kChainLengthMax ||
                              chain_pages > after.pages().size() * 3 / 2 + kSpareChainPages;
    if (is_whole_due) {
      delta = runtime::Difference({}, after);
      turn.chain_pages = delta.changed.size();
    } else {
      parent = previous->state;
      turn.chain_length = previous->chain_length + 1;
      turn.chain_pages = chain_pages;
    }
  }
  turn.state = RandomId();
  const std::string packed = parent + Pack(Effort::kFast, [&](std::string& out) {
                               sandbox::AppendDeltaToPack(delta, image_, kForm, out);
                             });
  turn.turn.bytes = packed.size();
  if (Result<void> put = transaction_.Put(StateKey(turn.state), packed); !put) return put;
  if (parent != kNoState) {
    if (Result<void> noted = Reference(parent, StateKey(turn.state)); !noted) return noted;
  }
  return PutTurn(session, turn, journal);
}

Result<void> Archive::AddTurnOfState(SessionRecord& session, TurnRecord& turn, const TurnRecord& origin) {
  turn.state = origin.state;
  turn.chain_length = origin.chain_length;
  turn.chain_pages = origin.chain_pages;
  return PutTurn(session, turn, {});
}

Result<void> Archive::PutTurn(SessionRecord& session, TurnRecord& turn, const TurnJournal& journal) {
  const std::string packed_journal =
      Pack(Effort::kFast, [&](std::string& out) { out = EncodeJournal(journal); });
  turn.turn.bytes += packed_journal.size() + kTurnBytes;
  const std::string key = TurnKey(session.id, turn.turn.number);
  if (Result<void> put = transaction_.Put(key, Encode(turn)); !put) return put;
  if (Result<void> put = transaction_.Put(JournalKey(session.id, turn.turn.number), packed_journal); !put) {
    return put;
  }
  if (Result<void> noted = Reference(turn.state, key); !noted) return noted;
  session.last_turn = turn.turn.number;
  session.bytes += turn.turn.bytes;
  while (session.first_turn < session.last_turn &&
         (session.last_turn - session.first_turn >= session.history.turns_count_max ||
          session.bytes > session.history.bytes_max)) {
    if (Result<void> dropped = DropTurn(session, session.first_turn); !dropped) return dropped;
    ++session.first_turn;
  }
  return {};
}

Result<void> Archive::DropTurn(SessionRecord& session, std::uint32_t number) {
  const Result<TurnRecord> turn = GetTurn(session, number);
  if (!turn) return std::unexpected(turn.error());
  const std::string key = TurnKey(session.id, number);
  if (Result<void> removed = transaction_.Remove(key); !removed) return removed;
  if (Result<void> removed = transaction_.Remove(JournalKey(session.id, number)); !removed) return removed;
  session.bytes -= std::min(session.bytes, turn->turn.bytes);
  return Unreference(turn->state, key);
}

Result<void> Archive::DropTurnsAfter(SessionRecord& session, std::uint32_t number) {
  VITRINE_CHECK(number >= session.first_turn, "a turn stays");
  for (; session.last_turn > number; --session.last_turn) {
    if (Result<void> dropped = DropTurn(session, session.last_turn); !dropped) return dropped;
  }
  return {};
}

Result<std::string> Archive::GetConfiguration(const SessionRecord& session) {
  return Require(ConfigurationKey(session.id), "a configuration");
}

Result<void> Archive::PutConfiguration(const SessionRecord& session, std::string_view configuration) {
  return transaction_.Put(ConfigurationKey(session.id), configuration);
}

Result<ParkedRecord> Archive::GetParked(const SessionRecord& session) {
  const Result<std::string> bytes = Require(ParkedKey(session.id), "the run that waits");
  if (!bytes) return std::unexpected(bytes.error());
  std::optional<ParkedRecord> parked = DecodeParked(*bytes);
  if (!parked) return std::unexpected(Broken("the run that waits"));
  return std::move(*parked);
}

Result<void> Archive::PutParked(SessionRecord& session, const ParkedRecord* parked) {
  session.is_parked = parked != nullptr;
  if (parked == nullptr) return transaction_.Remove(ParkedKey(session.id));
  return transaction_.Put(ParkedKey(session.id), Encode(*parked));
}

}  // namespace vitrine::session

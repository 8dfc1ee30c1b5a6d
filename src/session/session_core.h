// One session of this process: what every handle of it uses.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "session/archive.h"
#include "session/recorder.h"
#include "session/records.h"
#include "session/sandbox_maker.h"
#include "vitrine/session.h"

namespace vitrine::session {

class SessionCore;

// What sessions share. Thread-safe.
class Household {
 public:
  Household(SandboxMaker& maker, SessionStore& store, std::uint32_t live_count_max)
      : maker_(maker), store_(store), live_count_max_(live_count_max) {}

  SandboxMaker& maker() { return maker_; }
  SessionStore& store() { return store_; }

  // Room for one more in memory, or one more after a maker said kBusy: another session leaves, the one that
  // was used least recently. kBusy when all are at work.
  enum class Why : std::uint8_t { kOneMore, kMakerIsBusy };
  Result<void> MakeRoom(SessionCore& core, Why why);
  // `core` is in memory and used now; or is not any more.
  void Touch(SessionCore& core);
  void Forget(SessionCore& core);
  void EvictIdle(std::chrono::steady_clock::time_point used_before);
  std::uint32_t live_count() const;

 private:
  struct Live {
    SessionCore* core;
    std::chrono::steady_clock::time_point used;
  };

  SandboxMaker& maker_;
  SessionStore& store_;
  const std::uint32_t live_count_max_;
  mutable std::mutex mutex_;
  std::vector<Live> live_;  // guarded by mutex_; used last at the back
};

// Operations exclude each other: what comes second gets kBusy. Cancel and Evict may come at any time.
class SessionCore {
 public:
  // `name` is empty for one that is never stored. `grants` and `household` must outlive it.
  SessionCore(Household& household, std::string tenant, std::string name, const Grants& grants,
              SessionRecord record, const Limits& limits);
  ~SessionCore();
  SessionCore(const SessionCore&) = delete;
  SessionCore& operator=(const SessionCore&) = delete;

  // Before anything else, one of these. A new interpreter, stored as turn 0.
  Result<void> Begin(std::unique_ptr<SessionStore::Lock> lock);
  // A session that begins with a given state.
  Result<void> BeginWith(std::unique_ptr<SessionStore::Lock> lock, runtime::SavedState state, Turn turn);
  // One that is stored, as of that turn; without a lock it is only looked at.
  Result<void> Open(std::unique_ptr<SessionStore::Lock> lock, std::uint32_t turn);

  const std::string& tenant() const { return tenant_; }
  const std::string& name() const { return name_; }
  const std::string& id() const { return id_in_hex_; }
  const Grants& grants() const { return grants_; }

  Result<Outcome> Run(std::string_view code, const RunOptions& options);
  Result<std::optional<ParkedCall>> Parked();
  Result<Outcome> Resume(const CallReply& reply, const RunOptions& options);
  Result<void> Abandon();
  void Cancel();
  Result<void> ChangeFile(Operation::Kind kind, std::string_view path, std::string_view data);
  Result<std::string> ReadFile(std::string_view path, std::uint64_t bytes_max);
  Result<std::vector<FileEntry>> ListFiles(std::string_view folder);
  Result<std::vector<Turn>> History();
  Result<Turn> Undo(std::uint32_t turns_count);
  Result<std::unique_ptr<SessionCore>> At(std::uint32_t turn);
  Result<std::unique_ptr<SessionCore>> Fork(std::string new_name, std::unique_ptr<SessionStore::Lock> lock);
  Result<std::string> Snapshot();
  Result<std::string> Journal();

  bool is_live();
  // Leaves memory; false when it is at work, or cannot come back as it is.
  bool Evict();

 private:
  using Lock = std::unique_lock<std::mutex>;
  Result<Lock> StartOperation();
  Result<Lock> StartOperationAtRest();
  bool is_stored() const { return !name_.empty(); }
  std::uint64_t memory_bytes_max() const { return limits_.memory_bytes_max; }

  // All with an operation going on.
  Result<void> Wake();
  Result<void> LoadState();
  // Makes the interpreter from state_, or a new one, as `wake` says; one with a seed is told again.
  Result<void> MakeSandbox(const Operation& wake);
  Operation NewWake(std::uint64_t flags) const;
  Result<void> BringBack();
  Result<void> TellJournal(const ParkedRecord& parked);
  Result<void> TellAgain(const Operation& operation, const ParkedCall& call);
  // Back to the last checkpoint.
  void DropSandbox();
  void NoteRead();
  Result<void> CheckTurn(std::uint32_t number) const;
  Outcome Conclude(Outcome outcome);
  // The interpreter as it is now becomes the last checkpoint. Leaves everything as it was on failure.
  Result<void> Checkpoint(Turn turn);
  // Says in `turn` why there is none.
  TurnJournal MakeJournal(Turn& turn);
  Result<void> KeepParked();
  Result<void> ForgetParked();
  void RollBack(Outcome& outcome, std::string why);
  std::string Configuration() const;

  template <typename Change>
  Result<void> Store(const Change& change);

  Household& household_;
  const std::string tenant_;
  const std::string name_;
  const Grants& grants_;
  const Limits limits_;
  const std::string id_in_hex_;
  std::string origin_;  // the name of the session that is looked at, without a name of its own
  std::unique_ptr<SessionStore::Lock> lock_;

  std::mutex operation_mutex_;  // guards everything below, but for sandbox_'s Cancel
  SessionRecord record_;
  TurnRecord turn_;                           // the last one
  std::optional<runtime::SavedState> state_;  // as of then; null: not in memory
  Recorder recorder_;
  std::vector<Operation> pending_;  // that were done since then and leave no turn
  std::optional<ParkedCall> parked_;
  std::string parked_cannot_leave_;  // why; empty: it can
  // What the interpreter of turn_ was told of functions and quotas, and the one that lives; empty: not known.
  std::string stored_configuration_;
  std::string told_configuration_;
  // A function of the caller's may throw out of a run: whatever the interpreter is in then is no state.
  bool in_doubt_ = false;

  std::mutex sandbox_mutex_;  // guards the pointer for those who do not hold operation_mutex_
  std::unique_ptr<Sandbox> sandbox_;
  RecordedCalls* calls_ = nullptr;  // sandbox_'s
};

}  // namespace vitrine::session

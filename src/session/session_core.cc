#include "session/session_core.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/cbor_writer.h"
#include "base/check.h"
#include "base/utf8.h"
#include "capabilities/describe.h"
#include "sandbox/granted_calls.h"
#include "sandbox/image_impl.h"
#include "sandbox/run_context.h"
#include "sandbox/sandbox_impl.h"
#include "session/digest.h"
#include "session/journal_file.h"
#include "session/pack.h"
#include "session/snapshot.h"

namespace vitrine::session {
namespace {

using Access = SessionStore::Access;
using std::chrono::steady_clock;
using std::chrono::system_clock;

constexpr std::size_t kTextBytesMax = 4000;
// Reads leave traces in the interpreter's memory that a replay has to make as well; beyond this many the
// interpreter is taken from its checkpoint again.
constexpr std::size_t kPendingMax = 1000;

std::string Cut(std::string_view text) {
  std::string cut(text.substr(0, kTextBytesMax + 1));
  cut.resize(base::Utf8CutLength(cut, kTextBytesMax));
  return cut;
}

std::int64_t ToMs(system_clock::time_point time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

std::span<const std::byte> MemoryOf(const Image& image) { return image.impl().memory().memory(); }

std::uint64_t ToNumber(RunOptions::Artifacts artifacts) {
  return artifacts == RunOptions::Artifacts::kCollect ? 1 : 0;
}

Error InUse() {
  return {ErrorKind::kBusy, "the session is at work for somebody else; wait until that is over"};
}

std::string TooLong(std::uint64_t bytes_max) {
  return fmt::format("its journal is longer than {} bytes (HistoryLimits::journal_bytes_max)", bytes_max);
}

// Moments, and so what ends at one of them, are not the same a second time.
std::string GapOf(const Operation& operation, Status status, LimitKind limit, bool too_long,
                  std::uint64_t journal_bytes_max) {
  if (too_long) return TooLong(journal_bytes_max);
  if (operation.kind == Operation::Kind::kRun && status == Status::kLimit &&
      (limit == LimitKind::kWallTime || limit == LimitKind::kCpuTime)) {
    return "a time limit ended it, at a moment that does not come again";
  }
  return {};
}

}  // namespace

// ---- Household -------------------------------------------------------------------------------------------

Result<void> Household::MakeRoom(SessionCore& core, Why why) {
  const std::lock_guard lock(mutex_);
  const std::size_t most = std::min(live_count_max_, maker_.count_max());
  if (why == Why::kOneMore && live_.size() < most) return {};
  for (auto live = live_.begin(); live != live_.end(); ++live) {
    if (live->core == &core || !live->core->Evict()) continue;
    live_.erase(live);
    return {};
  }
  return std::unexpected(Error{
      ErrorKind::kBusy, fmt::format("all {} sessions that may be in memory are at work; try again later "
                                    "(SessionsOptions::live_count_max)",
                                    most)});
}

void Household::Touch(SessionCore& core) {
  const std::lock_guard lock(mutex_);
  std::erase_if(live_, [&](const Live& live) { return live.core == &core; });
  live_.push_back({&core, steady_clock::now()});
}

void Household::Forget(SessionCore& core) {
  const std::lock_guard lock(mutex_);
  std::erase_if(live_, [&](const Live& live) { return live.core == &core; });
}

void Household::EvictIdle(steady_clock::time_point used_before) {
  const std::lock_guard lock(mutex_);
  std::erase_if(live_, [&](const Live& live) { return live.used < used_before && live.core->Evict(); });
}

std::uint32_t Household::live_count() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::uint32_t>(live_.size());
}

// ---- The session -----------------------------------------------------------------------------------------

SessionCore::SessionCore(Household& household, std::string tenant, std::string name, const Grants& grants,
                         SessionRecord record, const Limits& limits)
    : household_(household),
      tenant_(std::move(tenant)),
      name_(std::move(name)),
      grants_(grants),
      limits_(limits),
      id_in_hex_(Hex(record.id)),
      record_(std::move(record)),
      recorder_(record_.history.journal_bytes_max) {}

SessionCore::~SessionCore() {
  household_.Forget(*this);
  DropSandbox();
}

// In a transaction of its own.
template <typename Change>
Result<void> SessionCore::Store(const Change& change) {
  auto transaction = household_.store().Begin(Access::kWrite);
  if (!transaction) return std::unexpected(transaction.error());
  Archive archive(**transaction, MemoryOf(household_.maker().image()));
  SessionRecord record = record_;
  record.used_ms = ToMs(system_clock::now());
  if (Result<void> changed = change(archive, record); !changed) return changed;
  if (Result<void> put = archive.PutSession(tenant_, name_, record); !put) return put;
  if (Result<void> committed = (*transaction)->Commit(); !committed) return committed;
  record_ = std::move(record);
  return {};
}

std::string SessionCore::Configuration() const {
  std::string configuration;
  base::CborWriter writer(configuration);
  writer.Array(3);
  writer.Integer(false, limits_.file_bytes_max);
  writer.Integer(false, limits_.value_bytes_max);
  configuration += capabilities::FunctionsForGuest(grants_.impl());
  return configuration;
}

Result<void> SessionCore::Begin(std::unique_ptr<SessionStore::Lock> lock) {
  const Lock operation(operation_mutex_);
  lock_ = std::move(lock);
  if (Result<void> made = MakeSandbox(NewWake(Operation::kReseeds | Operation::kConfigures)); !made) {
    return made;
  }
  return Checkpoint({.kind = Turn::Kind::kStart});
}

Result<void> SessionCore::BeginWith(std::unique_ptr<SessionStore::Lock> lock, runtime::SavedState state,
                                    Turn turn) {
  const Lock operation(operation_mutex_);
  lock_ = std::move(lock);
  TurnRecord added{.turn = std::move(turn)};
  if (Result<void> stored = Store([&](Archive& archive, SessionRecord& record) -> Result<void> {
        if (Result<void> put = archive.AddTurn(record, added, nullptr, nullptr, state, {}); !put) return put;
        // What it has been told of functions and quotas nobody here knows: it is told again.
        return archive.PutConfiguration(record, "");
      });
      !stored) {
    return stored;
  }
  turn_ = std::move(added);
  state_ = std::move(state);
  return {};
}

Result<void> SessionCore::Open(std::unique_ptr<SessionStore::Lock> lock, std::uint32_t turn) {
  const Lock operation(operation_mutex_);
  lock_ = std::move(lock);
  auto transaction = household_.store().Begin(Access::kRead);
  if (!transaction) return std::unexpected(transaction.error());
  Archive archive(**transaction, MemoryOf(household_.maker().image()));
  Result<TurnRecord> record = archive.GetTurn(record_, turn);
  if (!record) return std::unexpected(record.error());
  turn_ = std::move(*record);
  if (is_stored()) return {};
  // The store may forget that turn while it is looked at.
  Result<runtime::SavedState> state = archive.LoadState(turn_, memory_bytes_max());
  if (!state) return std::unexpected(state.error());
  state_ = std::move(*state);
  record_.is_parked = false;
  record_.reseed_due = true;
  return {};
}

Result<SessionCore::Lock> SessionCore::StartOperation() {
  Lock lock(operation_mutex_, std::try_to_lock);
  if (!lock) return std::unexpected(InUse());
  if (std::exchange(in_doubt_, false) || (sandbox_ != nullptr && !sandbox_->alive())) {
    DropSandbox();
    household_.Forget(*this);
  }
  return lock;
}

Result<SessionCore::Lock> SessionCore::StartOperationAtRest() {
  Result<Lock> lock = StartOperation();
  if (lock && (parked_ || record_.is_parked)) return std::unexpected(sandbox::WaitsForReply());
  return lock;
}

Result<void> SessionCore::LoadState() {
  if (state_) return {};
  auto transaction = household_.store().Begin(Access::kRead);
  if (!transaction) return std::unexpected(transaction.error());
  Result<runtime::SavedState> state =
      Archive(**transaction, MemoryOf(household_.maker().image())).LoadState(turn_, memory_bytes_max());
  if (!state) return std::unexpected(state.error());
  state_ = std::move(*state);
  return {};
}

Result<void> SessionCore::Wake() {
  if (sandbox_ != nullptr) {
    household_.Touch(*this);
    return {};
  }
  if (Result<void> loaded = LoadState(); !loaded) return loaded;
  if (is_stored()) {
    auto transaction = household_.store().Begin(Access::kRead);
    if (!transaction) return std::unexpected(transaction.error());
    Result<std::string> configuration =
        Archive(**transaction, MemoryOf(household_.maker().image())).GetConfiguration(record_);
    if (!configuration) return std::unexpected(configuration.error());
    stored_configuration_ = std::move(*configuration);
  }
  if (record_.is_parked) return BringBack();
  std::uint64_t flags = record_.reseed_due ? Operation::kReseeds : 0;
  // A start that configures reseeds, too.
  if (stored_configuration_ != Configuration()) flags = Operation::kReseeds | Operation::kConfigures;
  return MakeSandbox(NewWake(flags));
}

Operation SessionCore::NewWake(std::uint64_t flags) const {
  Operation wake{.kind = Operation::Kind::kWake, .number = flags};
  if ((flags & Operation::kConfigures) != 0) wake.body = capabilities::FunctionsForGuest(grants_.impl());
  return wake;
}

Result<void> SessionCore::MakeSandbox(const Operation& wake) {
  if (Result<void> room = household_.MakeRoom(*this, Household::Why::kOneMore); !room) return room;
  if (wake.seed.empty()) {
    recorder_.Record(wake);
  } else {
    recorder_.Play(wake, Recorder::Then::kStop);
  }
  auto calls = std::make_unique<RecordedCalls>(
      recorder_, std::make_unique<sandbox::GrantedCalls>(grants_.impl(), limits_));
  RecordedCalls* const borrowed = calls.get();
  sandbox::SandboxParts parts = {.calls = std::move(calls),
                                 .functions = wake.body,
                                 .from = state_ ? &*state_ : nullptr,
                                 .reseeds = (wake.number & Operation::kReseeds) != 0,
                                 .configures = (wake.number & Operation::kConfigures) != 0};
  const SandboxOptions options = {.limits = limits_, .surroundings = &recorder_};
  Result<std::unique_ptr<Sandbox>> made = household_.maker().Make(options, parts, tenant_);
  while (!made && made.error().kind == ErrorKind::kBusy &&
         household_.MakeRoom(*this, Household::Why::kMakerIsBusy)) {
    made = household_.maker().Make(options, parts, tenant_);
  }
  if (!made) return std::unexpected(made.error());
  {
    const std::lock_guard lock(sandbox_mutex_);
    sandbox_ = std::move(*made);
  }
  calls_ = borrowed;
  pending_.clear();
  // One that is told again was told what held then.
  if ((wake.number & Operation::kConfigures) != 0) {
    told_configuration_ = wake.seed.empty() ? Configuration() : std::string();
  } else {
    told_configuration_ = stored_configuration_;
  }
  if (wake.number != 0) {
    // A worker starts with its first request: it must not draw from another operation's seed.
    if (Result<void> started = sandbox_->impl().FinishStart(); !started) {
      DropSandbox();
      return started;
    }
    pending_.push_back(recorder_.operation());
  }
  household_.Touch(*this);
  return {};
}

void SessionCore::DropSandbox() {
  std::unique_ptr<Sandbox> dropped;
  {
    const std::lock_guard lock(sandbox_mutex_);
    dropped = std::move(sandbox_);
  }
  calls_ = nullptr;
  pending_.clear();
  parked_.reset();
  parked_cannot_leave_.clear();
}

bool SessionCore::is_live() {
  const std::lock_guard lock(sandbox_mutex_);
  return sandbox_ != nullptr;
}

bool SessionCore::Evict() {
  const Lock lock(operation_mutex_, std::try_to_lock);
  if (!lock || !parked_cannot_leave_.empty()) return false;
  if (parked_ && !is_stored()) return false;
  DropSandbox();
  if (is_stored()) state_.reset();
  return true;
}

Result<Outcome> SessionCore::Run(std::string_view code, const RunOptions& options) {
  const Result<Lock> lock = StartOperationAtRest();
  if (!lock) return std::unexpected(lock.error());
  if (Result<void> awake = Wake(); !awake) return std::unexpected(awake.error());
  RunOptions named = options;
  if (named.file_name.empty()) named.file_name = fmt::format("<run {}>", turn_.turn.number + 1);
  recorder_.Record({.kind = Operation::Kind::kRun,
                    .text = named.file_name,
                    .body = std::string(code),
                    .number = ToNumber(options.artifacts)});
  in_doubt_ = true;
  Result<Outcome> outcome = sandbox_->Run(code, named);
  in_doubt_ = false;
  if (!outcome) return outcome;
  return Conclude(std::move(*outcome));
}

Result<Outcome> SessionCore::Resume(const CallReply& reply, const RunOptions& options) {
  const Result<Lock> lock = StartOperation();
  if (!lock) return std::unexpected(lock.error());
  if (!parked_ && !record_.is_parked) return std::unexpected(sandbox::WaitsForNothing());
  if (Result<void> awake = Wake(); !awake) return std::unexpected(awake.error());
  recorder_.set_number(ToNumber(options.artifacts));
  in_doubt_ = true;
  Result<Outcome> outcome = sandbox_->Resume(reply, options);
  in_doubt_ = false;
  if (!outcome) return outcome;
  parked_.reset();
  parked_cannot_leave_.clear();
  return Conclude(std::move(*outcome));
}

Outcome SessionCore::Conclude(Outcome outcome) {
  if (outcome.status == Status::kParked) {
    parked_ = outcome.parked;
    if (Result<void> kept = KeepParked(); !kept) {
      parked_cannot_leave_ = kept.error().what;
      // An earlier place where it waited must not come back.
      static_cast<void>(ForgetParked().has_value());
      outcome.failure->hint +=
          fmt::format("; this can only be done as long as this process lives ({})", parked_cannot_leave_);
    }
    return outcome;
  }
  if (outcome.status == Status::kCancelled) {
    RollBack(outcome, "it was cancelled");
  } else if (!outcome.sandbox_alive) {
    RollBack(outcome, "its interpreter was ended");
  } else {
    Turn turn{.kind = Turn::Kind::kCode,
              .text = Cut(recorder_.operation().body),
              .status = outcome.status,
              .not_replayable = GapOf(recorder_.operation(), outcome.status, outcome.limit,
                                      recorder_.too_long(), record_.history.journal_bytes_max)};
    pending_.push_back(recorder_.operation());
    pending_.back().result = TellResult(outcome);
    if (Result<void> kept = Checkpoint(std::move(turn)); !kept) RollBack(outcome, kept.error().what);
  }
  outcome.sandbox_alive = true;
  return outcome;
}

TurnJournal SessionCore::MakeJournal(Turn& turn) {
  std::uint64_t bytes = 0;
  for (const Operation& operation : pending_) bytes += operation.bytes();
  if (turn.not_replayable.empty() && bytes > record_.history.journal_bytes_max) {
    turn.not_replayable = TooLong(record_.history.journal_bytes_max);
  }
  if (turn.not_replayable.empty() && !SameLimits(limits_, record_.limits)) {
    turn.not_replayable = "it ran under other limits than the session's own";
  }
  TurnJournal journal{.operations = {}, .gap = turn.not_replayable};
  if (journal.gap.empty()) journal.operations = std::move(pending_);
  pending_.clear();
  return journal;
}

Result<void> SessionCore::Checkpoint(Turn turn) {
  Result<runtime::SavedState> state = sandbox_->impl().Save();
  if (!state) return std::unexpected(state.error());
  if (!is_stored()) {
    state_ = std::move(*state);
    pending_.clear();
    ++turn_.turn.number;
    record_.reseed_due = false;
    return {};
  }
  const bool is_first = turn.kind == Turn::Kind::kStart;
  turn.number = is_first ? 0 : turn_.turn.number + 1;
  turn.at = system_clock::now();
  const TurnJournal journal = MakeJournal(turn);
  TurnRecord added{.turn = std::move(turn)};
  if (Result<void> stored = Store([&](Archive& archive, SessionRecord& record) -> Result<void> {
        if (Result<void> put = archive.AddTurn(record, added, is_first ? nullptr : &turn_,
                                               is_first ? nullptr : &*state_, *state, journal);
            !put) {
          return put;
        }
        record.reseed_due = false;
        if (record.is_parked) {
          if (Result<void> gone = archive.PutParked(record, nullptr); !gone) return gone;
        }
        if (told_configuration_ == stored_configuration_) return {};
        return archive.PutConfiguration(record, told_configuration_);
      });
      !stored) {
    return stored;
  }
  stored_configuration_ = told_configuration_;
  turn_ = std::move(added);
  state_ = std::move(*state);
  // The next start tells it what holds now.
  if (told_configuration_ != Configuration()) {
    DropSandbox();
    household_.Forget(*this);
  }
  return {};
}

void SessionCore::RollBack(Outcome& outcome, std::string why) {
  DropSandbox();
  household_.Forget(*this);
  outcome.rolled_back = true;
  outcome.undone = fmt::format(
      "everything that this run has done to names and files is undone ({}); the session is as it was "
      "after turn {}",
      why, turn_.turn.number);
  // Where that fails the run waits again after the next start, at the same place.
  if (Result<void> forgotten = ForgetParked(); !forgotten) outcome.undone += "; " + forgotten.error().what;
}

Result<void> SessionCore::KeepParked() {
  if (!is_stored()) return {};
  if (recorder_.too_long()) {
    return std::unexpected(Error{ErrorKind::kLimit, "the run's journal is too long to be kept"});
  }
  TurnJournal journal{.operations = pending_, .gap = {}};
  journal.operations.push_back(recorder_.operation());
  ParkedRecord parked{.call = *parked_, .content = Pack(Effort::kFast, [&](std::string& out) {
                                          out = EncodeJournal(journal);
                                        })};
  return Store([&](Archive& archive, SessionRecord& record) { return archive.PutParked(record, &parked); });
}

Result<void> SessionCore::ForgetParked() {
  if (!is_stored() || !record_.is_parked) {
    record_.is_parked = false;
    return {};
  }
  return Store([&](Archive& archive, SessionRecord& record) { return archive.PutParked(record, nullptr); });
}

// A run that waits is played again from the checkpoint: the interpreter does what it did, and waits at the
// same place.
Result<void> SessionCore::BringBack() {
  auto transaction = household_.store().Begin(Access::kRead);
  if (!transaction) return std::unexpected(transaction.error());
  const Result<ParkedRecord> parked =
      Archive(**transaction, MemoryOf(household_.maker().image())).GetParked(record_);
  transaction->reset();
  if (!parked) return std::unexpected(parked.error());
  const Result<void> told = TellJournal(*parked);
  if (told) return {};
  DropSandbox();
  household_.Forget(*this);
  // Only what can never be brought back is given up: this may work another time.
  if (told.error().kind != ErrorKind::kInvalidArgument) {
    return std::unexpected(
        Error{told.error().kind, "the run that waits cannot go on now: " + told.error().what});
  }
  std::string what = fmt::format(
      "the run that waited could not be brought back and is undone ({}); the session is as it was after turn "
      "{}",
      told.error().what, turn_.turn.number);
  if (const Result<void> forgotten = ForgetParked(); !forgotten) what += "; " + forgotten.error().what;
  return std::unexpected(Error{ErrorKind::kEnded, std::move(what)});
}

Result<void> SessionCore::TellJournal(const ParkedRecord& parked) {
  const std::optional<std::string_view> bytes = Unpack(Effort::kFast, parked.content, 2 * kJournalBytesMost);
  const std::optional<TurnJournal> journal = bytes ? DecodeJournal(*bytes) : std::nullopt;
  if (!journal || journal->operations.empty()) {
    return std::unexpected(Error{ErrorKind::kInvalidArgument, "its journal cannot be read"});
  }
  if (journal->operations.front().kind != Operation::Kind::kWake) {
    if (Result<void> made = MakeSandbox(NewWake(0)); !made) return made;
  }
  for (const Operation& operation : journal->operations) {
    if (parked_)
      return std::unexpected(Error{ErrorKind::kInvalidArgument, "its journal goes on after its end"});
    if (operation.kind == Operation::Kind::kWake) {
      if (Result<void> made = MakeSandbox(operation); !made) return made;
      continue;
    }
    if (Result<void> told = TellAgain(operation, parked.call); !told) return told;
    // The run itself is still in the recorder.
    if (!parked_) pending_.push_back(recorder_.operation());
  }
  if (!parked_) return std::unexpected(Error{ErrorKind::kInvalidArgument, "its journal does not hold it"});
  return {};
}

Result<void> SessionCore::TellAgain(const Operation& operation, const ParkedCall& call) {
  const auto differs = [this](const char* what) {
    return std::unexpected(
        Error{ErrorKind::kInvalidArgument, recorder_.difference().empty() ? what : recorder_.difference()});
  };
  switch (operation.kind) {
    case Operation::Kind::kReadFile:
      recorder_.Play(operation, Recorder::Then::kStop);
      static_cast<void>(sandbox_->ReadFile(operation.text, operation.number));
      return {};
    case Operation::Kind::kListFiles:
      recorder_.Play(operation, Recorder::Then::kStop);
      static_cast<void>(sandbox_->ListFiles(operation.text));
      return {};
    case Operation::Kind::kRun:
      break;
    default:
      return differs("its journal holds what cannot be in it");
  }
  recorder_.Play(operation, Recorder::Then::kGoOn);
  const Result<Outcome> outcome = sandbox_->Run(
      operation.body,
      {.file_name = operation.text,
       .artifacts = operation.number != 0 ? RunOptions::Artifacts::kCollect : RunOptions::Artifacts::kLeave});
  if (!outcome) return std::unexpected(outcome.error());
  // What comes of this machine, now, says nothing of the run.
  if (recorder_.difference().empty() && (outcome->status == Status::kLimit ||
                                         outcome->status == Status::kCancelled || !outcome->sandbox_alive)) {
    return std::unexpected(Error{ErrorKind::kHost, outcome->failure->message});
  }
  if (outcome->status != Status::kParked || !recorder_.AllTold()) return differs("it took another way");
  calls_->set_parked_call(call);
  parked_ = call;
  return {};
}

Result<std::optional<ParkedCall>> SessionCore::Parked() {
  const Result<Lock> lock = StartOperation();
  if (!lock) return std::unexpected(lock.error());
  if (parked_ || !record_.is_parked) return parked_;
  auto transaction = household_.store().Begin(Access::kRead);
  if (!transaction) return std::unexpected(transaction.error());
  Result<ParkedRecord> parked =
      Archive(**transaction, MemoryOf(household_.maker().image())).GetParked(record_);
  if (!parked) return std::unexpected(parked.error());
  return std::move(parked->call);
}

Result<void> SessionCore::Abandon() {
  const Result<Lock> lock = StartOperation();
  if (!lock) return std::unexpected(lock.error());
  if (!parked_ && !record_.is_parked) return std::unexpected(sandbox::WaitsForNothing());
  DropSandbox();
  household_.Forget(*this);
  return ForgetParked();
}

void SessionCore::Cancel() {
  const std::lock_guard lock(sandbox_mutex_);
  if (sandbox_ != nullptr) sandbox_->Cancel();
}

Result<void> SessionCore::ChangeFile(Operation::Kind kind, std::string_view path, std::string_view data) {
  const Result<Lock> lock = StartOperationAtRest();
  if (!lock) return std::unexpected(lock.error());
  if (Result<void> awake = Wake(); !awake) return awake;
  const bool writes = kind == Operation::Kind::kWriteFile;
  recorder_.Record({.kind = kind, .text = std::string(path), .body = std::string(data)});
  Result<void> done = writes ? sandbox_->WriteFile(path, data) : sandbox_->RemoveFile(path);
  if (done) {
    Turn turn{.kind = writes ? Turn::Kind::kWriteFile : Turn::Kind::kRemoveFile,
              .text = Cut(path),
              .not_replayable = GapOf(recorder_.operation(), Status::kOk, LimitKind::kNone,
                                      recorder_.too_long(), record_.history.journal_bytes_max)};
    pending_.push_back(recorder_.operation());
    done = Checkpoint(std::move(turn));
  }
  // Half a file may be there.
  if (!done) {
    DropSandbox();
    household_.Forget(*this);
  }
  return done;
}

Result<std::string> SessionCore::ReadFile(std::string_view path, std::uint64_t bytes_max) {
  const Result<Lock> lock = StartOperationAtRest();
  if (!lock) return std::unexpected(lock.error());
  if (Result<void> awake = Wake(); !awake) return std::unexpected(awake.error());
  recorder_.Record({.kind = Operation::Kind::kReadFile, .text = std::string(path), .number = bytes_max});
  Result<std::string> content = sandbox_->ReadFile(path, bytes_max);
  NoteRead();
  return content;
}

Result<std::vector<FileEntry>> SessionCore::ListFiles(std::string_view folder) {
  const Result<Lock> lock = StartOperationAtRest();
  if (!lock) return std::unexpected(lock.error());
  if (Result<void> awake = Wake(); !awake) return std::unexpected(awake.error());
  recorder_.Record({.kind = Operation::Kind::kListFiles, .text = std::string(folder)});
  Result<std::vector<FileEntry>> files = sandbox_->ListFiles(folder);
  NoteRead();
  return files;
}

void SessionCore::NoteRead() {
  pending_.push_back(recorder_.operation());
  if (sandbox_->alive() && pending_.size() < kPendingMax) return;
  DropSandbox();
  household_.Forget(*this);
}

Result<std::vector<Turn>> SessionCore::History() {
  const Result<Lock> lock = StartOperation();
  if (!lock) return std::unexpected(lock.error());
  auto transaction = household_.store().Begin(Access::kRead);
  if (!transaction) return std::unexpected(transaction.error());
  if (!is_stored()) return std::vector<Turn>();
  return Archive(**transaction, MemoryOf(household_.maker().image())).GetTurns(record_);
}

Result<void> SessionCore::CheckTurn(std::uint32_t number) const {
  if (!is_stored()) {
    return std::unexpected(Error{ErrorKind::kInvalidArgument,
                                 "an earlier state that is looked at has no turns of its own; make a session "
                                 "of it with Fork"});
  }
  if (number >= record_.first_turn && number <= record_.last_turn) return {};
  return std::unexpected(
      Error{ErrorKind::kNotFound, fmt::format("the session has no turn {}: there are turns {} to {}", number,
                                              record_.first_turn, record_.last_turn)});
}

Result<Turn> SessionCore::Undo(std::uint32_t turns_count) {
  const Result<Lock> lock = StartOperation();
  if (!lock) return std::unexpected(lock.error());
  if (Result<void> checked = CheckTurn(record_.last_turn); !checked) return std::unexpected(checked.error());
  if (turns_count == 0)
    return std::unexpected(Error{ErrorKind::kInvalidArgument, "there is nothing to undo"});
  const std::uint32_t can = record_.last_turn - record_.first_turn;
  if (turns_count > can) {
    return std::unexpected(
        Error{ErrorKind::kInvalidArgument,
              can == 0 ? std::string("there is nothing to undo: the session is at its first turn")
                       : fmt::format("at most {} of its turns can be undone", can)});
  }
  TurnRecord turn;
  if (Result<void> stored = Store([&](Archive& archive, SessionRecord& record) -> Result<void> {
        const std::uint32_t number = record.last_turn - turns_count;
        if (Result<void> dropped = archive.DropTurnsAfter(record, number); !dropped) return dropped;
        if (record.is_parked) {
          if (Result<void> gone = archive.PutParked(record, nullptr); !gone) return gone;
        }
        // The interpreter of then may have been told something else.
        if (Result<void> put = archive.PutConfiguration(record, ""); !put) return put;
        Result<TurnRecord> last = archive.GetTurn(record, number);
        if (!last) return std::unexpected(last.error());
        turn = std::move(*last);
        return {};
      });
      !stored) {
    return std::unexpected(stored.error());
  }
  DropSandbox();
  household_.Forget(*this);
  state_.reset();
  turn_ = std::move(turn);
  return turn_.turn;
}

Result<std::unique_ptr<SessionCore>> SessionCore::At(std::uint32_t turn) {
  const Result<Lock> lock = StartOperation();
  if (!lock) return std::unexpected(lock.error());
  if (Result<void> checked = CheckTurn(turn); !checked) return std::unexpected(checked.error());
  auto core = std::make_unique<SessionCore>(household_, tenant_, "", grants_, record_, limits_);
  core->origin_ = name_;
  if (Result<void> opened = core->Open(nullptr, turn); !opened) return std::unexpected(opened.error());
  return core;
}

Result<std::unique_ptr<SessionCore>> SessionCore::Fork(std::string new_name,
                                                       std::unique_ptr<SessionStore::Lock> new_lock) {
  const Result<Lock> lock = StartOperation();
  if (!lock) return std::unexpected(lock.error());
  SessionRecord record = record_;
  record.id = RandomId();
  record.created_ms = ToMs(system_clock::now());
  record.first_turn = record.last_turn = 0;
  record.bytes = 0;
  record.is_parked = false;
  record.reseed_due = true;
  record.limits = limits_;
  Turn turn{.kind = Turn::Kind::kFork,
            .text = is_stored() ? fmt::format("{} at turn {}", name_, turn_.turn.number)
                                : fmt::format("{} at turn {}", origin_, turn_.turn.number),
            .at = system_clock::now()};
  auto core = std::make_unique<SessionCore>(household_, tenant_, std::move(new_name), grants_,
                                            std::move(record), limits_);
  // What is looked at has changed since, maybe, and the store holds nothing of it.
  if (!is_stored()) {
    if (Result<void> begun = core->BeginWith(std::move(new_lock), *state_, std::move(turn)); !begun) {
      return std::unexpected(begun.error());
    }
    return core;
  }
  core->lock_ = std::move(new_lock);
  TurnRecord added{.turn = std::move(turn)};
  if (Result<void> stored = core->Store([&](Archive& archive, SessionRecord& forked) -> Result<void> {
        if (Result<void> put = archive.AddTurnOfState(forked, added, turn_); !put) return put;
        const Result<std::string> configuration = archive.GetConfiguration(record_);
        if (!configuration) return std::unexpected(configuration.error());
        return archive.PutConfiguration(forked, *configuration);
      });
      !stored) {
    return std::unexpected(stored.error());
  }
  core->turn_ = std::move(added);
  core->state_ = state_;
  return core;
}

Result<std::string> SessionCore::Snapshot() {
  const Result<Lock> lock = StartOperation();
  if (!lock) return std::unexpected(lock.error());
  if (Result<void> loaded = LoadState(); !loaded) return std::unexpected(loaded.error());
  return WriteSnapshot(*state_, household_.maker().image().id(), MemoryOf(household_.maker().image()));
}

Result<std::string> SessionCore::Journal() {
  const Result<Lock> lock = StartOperation();
  if (!lock) return std::unexpected(lock.error());
  if (Result<void> checked = CheckTurn(record_.last_turn); !checked) return std::unexpected(checked.error());
  auto transaction = household_.store().Begin(Access::kRead);
  if (!transaction) return std::unexpected(transaction.error());
  const std::span<const std::byte> image = MemoryOf(household_.maker().image());
  Archive archive(**transaction, image);
  JournalFile file{.image_id = record_.image_id, .limits = limits_};
  for (std::uint32_t number = record_.first_turn; number <= record_.last_turn; ++number) {
    const Result<TurnRecord> turn = archive.GetTurn(record_, number);
    if (!turn) return std::unexpected(turn.error());
    Result<TurnJournal> journal = archive.GetJournal(record_, number);
    if (!journal) return std::unexpected(journal.error());
    const Result<runtime::SavedState> state = archive.LoadState(*turn, memory_bytes_max());
    if (!state) return std::unexpected(state.error());
    JournalTurn told{.number = number, .journal = std::move(*journal), .state_digest = DigestState(*state)};
    // What cannot be told is skipped by giving the state it left; so does the beginning, unless it is the
    // interpreter's own.
    const bool is_told = (turn->turn.kind == Turn::Kind::kStart || number > record_.first_turn) &&
                         !told.journal.operations.empty();
    if (!is_told) {
      if (told.journal.gap.empty())
        told.journal = {.operations = {}, .gap = "it is the first one that is kept"};
      told.journal.operations.clear();
      told.packed_state = PackState(*state, image);
    }
    file.turns.push_back(std::move(told));
  }
  return WriteJournalFile(file);
}

}  // namespace vitrine::session

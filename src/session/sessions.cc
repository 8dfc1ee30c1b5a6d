#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <utility>

#include "base/utf8.h"
#include "sandbox/guest_path.h"
#include "sandbox/image_impl.h"
#include "session/digest.h"
#include "session/session_core.h"
#include "session/session_impl.h"
#include "session/snapshot.h"
#include "vitrine/session.h"

namespace vitrine {
namespace {

using session::Archive;
using session::SessionCore;
using session::SessionRecord;
using std::chrono::system_clock;
using Access = SessionStore::Access;

constexpr std::size_t kNameCharactersMax = 100;
constexpr std::size_t kTenantBytesMax = 200;

std::unexpected<Error> Refuse(std::string what) {
  return std::unexpected(Error{ErrorKind::kInvalidArgument, std::move(what)});
}

Result<void> CheckName(std::string_view name, std::string_view tenant) {
  bool is_fit = base::IsUtf8(name) && !name.empty() && name.front() != '.';
  std::size_t characters = 0;
  for (std::string_view rest = name; is_fit && !rest.empty(); ++characters) {
    const base::Utf8Head head = base::ReadUtf8(rest);
    is_fit = head.value >= 0x20 && head.value != 0x7f && head.value != '/' &&
             !(head.value >= 0x80 && head.value < 0xa0);
    rest.remove_prefix(head.bytes);
  }
  if (!is_fit || characters > kNameCharactersMax) {
    return Refuse(
        "a session's name has 1 to 100 characters, no control characters, no '/' and no '.' in front");
  }
  if (tenant.size() > kTenantBytesMax || tenant.find('\0') != std::string_view::npos) {
    return Refuse("a tenant's name has at most 200 bytes and no NUL");
  }
  return {};
}

std::int64_t NowMs() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(system_clock::now().time_since_epoch())
      .count();
}

system_clock::time_point FromMs(std::int64_t ms) {
  return system_clock::time_point(std::chrono::milliseconds(ms));
}

SessionInfo InfoOf(std::string_view name, const SessionRecord& record) {
  return {.name = std::string(name),
          .id = session::Hex(record.id),
          .created = FromMs(record.created_ms),
          .used = FromMs(record.used_ms),
          .turn = record.last_turn,
          .bytes = record.bytes,
          .parked = record.is_parked,
          .image_id = record.image_id,
          .limits = record.limits};
}

Error NoSuchSession(std::string_view name) {
  return {ErrorKind::kNotFound, fmt::format("there is no session '{}'", name)};
}
Error NameIsTaken(std::string_view name) {
  return {ErrorKind::kInvalidArgument,
          fmt::format("there is a session '{}' already; take another name or remove that one", name)};
}

}  // namespace

// What is in use or in memory, by name. Those of them without handles go when they leave memory.
class Sessions::Impl {
 public:
  Impl(std::unique_ptr<session::SandboxMaker> maker, SessionStore& store, const SessionsOptions& options)
      : maker_(std::move(maker)), store_(store), household_(*maker_, store, options.live_count_max) {}

  Result<std::unique_ptr<Session>> Create(std::string_view name, const Grants& grants,
                                          const SessionOptions& options,
                                          std::optional<runtime::SavedState> state);
  Result<std::unique_ptr<Session>> Open(std::string_view name, const Grants& grants,
                                        const OpenSessionOptions& options);
  std::optional<Result<std::unique_ptr<Session>>> OpenKnown(std::string_view name, const Grants& grants,
                                                            const OpenSessionOptions& options);
  Result<std::unique_ptr<Session>> OpenStored(std::string_view name, const Grants& grants,
                                              const OpenSessionOptions& options,
                                              std::unique_ptr<SessionStore::Lock> lock);
  Result<std::unique_ptr<Session>> Fork(SessionCore& core, std::string_view new_name);
  Result<void> Remove(std::string_view name, std::string_view tenant);
  Result<std::vector<SessionInfo>> List(std::string_view tenant, std::string_view after,
                                        std::uint32_t count_max);
  void Release(const std::shared_ptr<SessionCore>& core);
  void EvictIdle(std::chrono::milliseconds idle_for);

  session::SandboxMaker& maker() { return *maker_; }
  session::Household& household() { return household_; }

 private:
  using Key = std::string;  // as in the store
  struct Known {
    std::shared_ptr<SessionCore> core;
    std::uint32_t handles_count = 0;
  };

  std::span<const std::byte> image() const { return maker_->image().impl().memory().memory(); }
  Result<std::unique_ptr<SessionStore::Lock>> LockName(std::string_view name, std::string_view tenant);
  Result<std::optional<SessionRecord>> Find(std::string_view name, std::string_view tenant);
  std::unique_ptr<Session> NewHandle(std::shared_ptr<SessionCore> core);
  // With mutex_ held: drops what is out of use, so that its lock is free.
  void Forget(const Key& key);
  // Drops everything that has no handle and has left memory.
  void Sweep();

  const std::unique_ptr<session::SandboxMaker> maker_;
  SessionStore& store_;
  session::Household household_;
  std::mutex mutex_;
  std::map<Key, Known> known_;  // guarded by mutex_
  std::set<Key> closed_;        // guarded by mutex_; those of them without handles
};

Result<std::unique_ptr<SessionStore::Lock>> Sessions::Impl::LockName(std::string_view name,
                                                                     std::string_view tenant) {
  auto lock = store_.TryLock(session::SessionKey(tenant, name));
  if (!lock && lock.error().kind == ErrorKind::kBusy) {
    return std::unexpected(
        Error{ErrorKind::kBusy, fmt::format("the session '{}' is used by another process", name)});
  }
  return lock;
}

Result<std::optional<SessionRecord>> Sessions::Impl::Find(std::string_view name, std::string_view tenant) {
  auto transaction = store_.Begin(Access::kRead);
  if (!transaction) return std::unexpected(transaction.error());
  return Archive(**transaction, image()).FindSession(tenant, name);
}

void Sessions::Impl::Forget(const Key& key) {
  const auto known = known_.find(key);
  if (known != known_.end() && known->second.handles_count == 0 && known->second.core->Evict()) {
    closed_.erase(key);
    known_.erase(known);
  }
}

void Sessions::Impl::Sweep() {
  const std::lock_guard lock(mutex_);
  std::erase_if(closed_, [this](const Key& key) {
    const auto known = known_.find(key);
    if (known->second.core->is_live()) return false;
    known_.erase(known);
    return true;
  });
}

void Sessions::Impl::EvictIdle(std::chrono::milliseconds idle_for) {
  using std::chrono::milliseconds;
  const auto now = std::chrono::steady_clock::now();
  // Nothing is older than the clock.
  const auto age_max = std::chrono::floor<milliseconds>(now.time_since_epoch());
  household_.EvictIdle(now - std::clamp(idle_for, milliseconds(0), age_max));
  Sweep();
}

std::unique_ptr<Session> Sessions::Impl::NewHandle(std::shared_ptr<SessionCore> core) {
  if (!core->name().empty()) {
    const std::lock_guard lock(mutex_);
    Known& known = known_[session::SessionKey(core->tenant(), core->name())];
    known.core = core;
    ++known.handles_count;
  }
  return std::make_unique<Session>(std::make_unique<Session::Impl>(*this, std::move(core)));
}

void Sessions::Impl::Release(const std::shared_ptr<SessionCore>& core) {
  if (core->name().empty()) return;
  const std::lock_guard lock(mutex_);
  const Key key = session::SessionKey(core->tenant(), core->name());
  const auto known = known_.find(key);
  if (known == known_.end() || known->second.core != core) return;
  --known->second.handles_count;
  // One that is in memory stays there for the next handle.
  if (known->second.handles_count > 0) return;
  if (core->is_live()) {
    closed_.insert(key);
  } else {
    known_.erase(known);
  }
}

Result<std::unique_ptr<Session>> Sessions::Impl::Create(std::string_view name, const Grants& grants,
                                                        const SessionOptions& options,
                                                        std::optional<runtime::SavedState> state) {
  if (Result<void> checked = CheckName(name, options.tenant); !checked)
    return std::unexpected(checked.error());
  if (options.history.turns_count_max == 0) {
    return Refuse("a session keeps at least one turn (HistoryLimits::turns_count_max)");
  }
  if (options.history.journal_bytes_max > session::kJournalBytesMost) {
    return Refuse(fmt::format("a turn's journal has at most {} bytes (HistoryLimits::journal_bytes_max)",
                              session::kJournalBytesMost));
  }
  Sweep();
  {
    const std::lock_guard lock(mutex_);
    if (known_.contains(session::SessionKey(options.tenant, name))) return std::unexpected(NameIsTaken(name));
  }
  auto lock = LockName(name, options.tenant);
  if (!lock) return std::unexpected(lock.error());
  const Result<std::optional<SessionRecord>> there = Find(name, options.tenant);
  if (!there) return std::unexpected(there.error());
  if (*there) return std::unexpected(NameIsTaken(name));
  SessionRecord record{.id = session::RandomId(),
                       .created_ms = NowMs(),
                       .image_id = maker_->image().id(),
                       .limits = options.limits,
                       .history = options.history};
  record.reseed_due = state.has_value();
  auto core = std::make_shared<SessionCore>(household_, options.tenant, std::string(name), grants,
                                            std::move(record), options.limits);
  const Result<void> begun =
      state ? core->BeginWith(std::move(*lock), std::move(*state),
                              {.kind = Turn::Kind::kRestore, .text = "a snapshot", .at = system_clock::now()})
            : core->Begin(std::move(*lock));
  if (!begun) return std::unexpected(begun.error());
  return NewHandle(std::move(core));
}

Result<std::unique_ptr<Session>> Sessions::Impl::Open(std::string_view name, const Grants& grants,
                                                      const OpenSessionOptions& options) {
  if (Result<void> checked = CheckName(name, options.tenant); !checked)
    return std::unexpected(checked.error());
  Sweep();
  for (int attempt = 1;; ++attempt) {
    if (auto known = OpenKnown(name, grants, options)) return std::move(*known);
    auto lock = LockName(name, options.tenant);
    if (lock) return OpenStored(name, grants, options, std::move(*lock));
    // Another thread may have opened it just now.
    if (lock.error().kind != ErrorKind::kBusy || attempt == 2) return std::unexpected(lock.error());
  }
}

// None: nobody in this process has it.
std::optional<Result<std::unique_ptr<Session>>> Sessions::Impl::OpenKnown(std::string_view name,
                                                                          const Grants& grants,
                                                                          const OpenSessionOptions& options) {
  const std::lock_guard lock(mutex_);
  const Key key = session::SessionKey(options.tenant, name);
  const auto known = known_.find(key);
  const bool is_same = known != known_.end() && &known->second.core->grants() == &grants && !options.limits;
  if (is_same) {
    ++known->second.handles_count;
    closed_.erase(key);
    return std::make_unique<Session>(std::make_unique<Session::Impl>(*this, known->second.core));
  }
  if (known != known_.end()) {
    Forget(key);
    if (known_.contains(key)) {
      return std::unexpected(Error{
          ErrorKind::kBusy,
          fmt::format("the session '{}' is used with other grants or limits; close it there first", name)});
    }
  }
  return std::nullopt;
}

Result<std::unique_ptr<Session>> Sessions::Impl::OpenStored(std::string_view name, const Grants& grants,
                                                            const OpenSessionOptions& options,
                                                            std::unique_ptr<SessionStore::Lock> lock) {
  Result<std::optional<SessionRecord>> record = Find(name, options.tenant);
  if (!record) return std::unexpected(record.error());
  if (!*record) return std::unexpected(NoSuchSession(name));
  if ((*record)->image_id != maker_->image().id()) {
    const auto needs = Image::InterpreterOf((*record)->image_id);
    if (needs && needs != Image::InterpreterOf(maker_->image().id())) {
      return Refuse(
          fmt::format("the session '{}' was made with {}; it can only be used with that interpreter", name,
                      Name(*needs)));
    }
    return Refuse(
        fmt::format("the session '{}' was made with another image (another version of Vitrine or "
                    "hash seed); it can only be used with that one",
                    name));
  }
  const std::uint32_t turn = (*record)->last_turn;
  const Limits limits = options.limits.value_or((*record)->limits);
  auto core = std::make_shared<SessionCore>(household_, options.tenant, std::string(name), grants,
                                            std::move(**record), limits);
  if (Result<void> opened = core->Open(std::move(lock), turn); !opened)
    return std::unexpected(opened.error());
  return NewHandle(std::move(core));
}

Result<std::unique_ptr<Session>> Sessions::Impl::Fork(SessionCore& core, std::string_view new_name) {
  if (Result<void> checked = CheckName(new_name, core.tenant()); !checked) {
    return std::unexpected(checked.error());
  }
  auto lock = LockName(new_name, core.tenant());
  if (!lock) return std::unexpected(lock.error());
  const Result<std::optional<SessionRecord>> there = Find(new_name, core.tenant());
  if (!there) return std::unexpected(there.error());
  if (*there) return std::unexpected(NameIsTaken(new_name));
  Sweep();
  auto forked = core.Fork(std::string(new_name), std::move(*lock));
  if (!forked) return std::unexpected(forked.error());
  return NewHandle(std::shared_ptr<SessionCore>(std::move(*forked)));
}

Result<void> Sessions::Impl::Remove(std::string_view name, std::string_view tenant) {
  if (Result<void> checked = CheckName(name, tenant); !checked) return checked;
  {
    const std::lock_guard lock(mutex_);
    const Key key = session::SessionKey(tenant, name);
    Forget(key);
    if (known_.contains(key)) {
      return std::unexpected(
          Error{ErrorKind::kBusy, fmt::format("the session '{}' is in use; close it first", name)});
    }
  }
  const auto lock = LockName(name, tenant);
  if (!lock) return std::unexpected(lock.error());
  auto transaction = store_.Begin(Access::kWrite);
  if (!transaction) return std::unexpected(transaction.error());
  Archive archive(**transaction, image());
  const Result<std::optional<SessionRecord>> record = archive.FindSession(tenant, name);
  if (!record) return std::unexpected(record.error());
  if (!*record) return std::unexpected(NoSuchSession(name));
  if (Result<void> removed = archive.RemoveSession(tenant, name, **record); !removed) return removed;
  return (*transaction)->Commit();
}

Result<std::vector<SessionInfo>> Sessions::Impl::List(std::string_view tenant, std::string_view after,
                                                      std::uint32_t count_max) {
  auto transaction = store_.Begin(Access::kRead);
  if (!transaction) return std::unexpected(transaction.error());
  Archive archive(**transaction, image());
  const Result<std::vector<std::string>> names = archive.ListNames(tenant, after, count_max);
  if (!names) return std::unexpected(names.error());
  std::vector<SessionInfo> sessions;
  for (const std::string& name : *names) {
    const Result<std::optional<SessionRecord>> record = archive.FindSession(tenant, name);
    if (!record) return std::unexpected(record.error());
    if (*record) sessions.push_back(InfoOf(name, **record));
  }
  return sessions;
}

// ---- The fronts ------------------------------------------------------------------------------------------

Sessions::Sessions(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Sessions::~Sessions() = default;

Result<std::unique_ptr<Sessions>> Sessions::Make(const Image& image, SessionStore& store,
                                                 const SessionsOptions& options) {
  if (options.live_count_max == 0) return Refuse("at least one session must have room (live_count_max)");
  return std::unique_ptr<Sessions>(
      new Sessions(std::make_unique<Impl>(session::MakerInProcess(image), store, options)));
}

Result<std::unique_ptr<Sessions>> Sessions::Make(WorkerPool& pool, SessionStore& store,
                                                 const SessionsOptions& options) {
  if (options.live_count_max == 0) return Refuse("at least one session must have room (live_count_max)");
  auto maker = session::MakerInPool(pool);
  if (!maker) return std::unexpected(maker.error());
  return std::unique_ptr<Sessions>(new Sessions(std::make_unique<Impl>(std::move(*maker), store, options)));
}

Result<std::unique_ptr<Session>> Sessions::Create(std::string_view name, const Grants& grants,
                                                  const SessionOptions& options) {
  return impl_->Create(name, grants, options, std::nullopt);
}

Result<std::unique_ptr<Session>> Sessions::Open(std::string_view name, const Grants& grants,
                                                const OpenSessionOptions& options) {
  return impl_->Open(name, grants, options);
}

Result<std::unique_ptr<Session>> Sessions::Restore(std::string_view name, std::string_view snapshot,
                                                   const Grants& grants, const SessionOptions& options) {
  const Image& image = impl_->maker().image();
  Result<runtime::SavedState> state = session::ReadSnapshot(
      snapshot, image.id(), image.impl().memory().memory(), options.limits.memory_bytes_max);
  if (!state) return std::unexpected(state.error());
  if (Result<void> fits = image.impl().memory().CheckFits(*state); !fits) {
    return Refuse("this snapshot cannot be used: " + fits.error().what);
  }
  return impl_->Create(name, grants, options, std::move(*state));
}

Result<void> Sessions::Remove(std::string_view name, std::string_view tenant) {
  return impl_->Remove(name, tenant);
}

Result<std::vector<SessionInfo>> Sessions::List(std::string_view tenant, std::string_view after,
                                                std::uint32_t count_max) {
  return impl_->List(tenant, after, count_max);
}

void Sessions::EvictIdle(std::chrono::milliseconds idle_for) { impl_->EvictIdle(idle_for); }

std::uint32_t Sessions::live_count() const { return impl_->household().live_count(); }

Result<std::optional<SessionInfo>> FindSession(SessionStore& store, std::string_view name,
                                               std::string_view tenant) {
  if (Result<void> checked = CheckName(name, tenant); !checked) return std::unexpected(checked.error());
  auto transaction = store.Begin(Access::kRead);
  if (!transaction) return std::unexpected(transaction.error());
  const Result<std::optional<SessionRecord>> record = Archive(**transaction, {}).FindSession(tenant, name);
  if (!record) return std::unexpected(record.error());
  if (!*record) return std::nullopt;
  return InfoOf(name, **record);
}

Result<std::vector<Turn>> ReadHistory(SessionStore& store, std::string_view name, std::string_view tenant) {
  if (Result<void> checked = CheckName(name, tenant); !checked) return std::unexpected(checked.error());
  auto transaction = store.Begin(Access::kRead);
  if (!transaction) return std::unexpected(transaction.error());
  Archive archive(**transaction, {});
  const Result<std::optional<SessionRecord>> record = archive.FindSession(tenant, name);
  if (!record) return std::unexpected(record.error());
  if (!*record) return std::unexpected(NoSuchSession(name));
  return archive.GetTurns(**record);
}

const char* Name(Turn::Kind kind) {
  switch (kind) {
    case Turn::Kind::kStart:
      return "start";
    case Turn::Kind::kCode:
      return "code";
    case Turn::Kind::kWriteFile:
      return "write_file";
    case Turn::Kind::kRemoveFile:
      return "remove_file";
    case Turn::Kind::kFork:
      return "fork";
    case Turn::Kind::kRestore:
      return "restore";
  }
  return "unknown";
}

Session::Session(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Session::~Session() = default;

Session::Impl::~Impl() { owner_.Release(core_); }

const std::string& Session::name() const { return impl_->core().name(); }
const std::string& Session::id() const { return impl_->core().id(); }

Result<Outcome> Session::Run(std::string_view code, const RunOptions& options) {
  return impl_->core().Run(code, options);
}
Result<std::optional<ParkedCall>> Session::Parked() { return impl_->core().Parked(); }
Result<Outcome> Session::Resume(const CallReply& reply, const RunOptions& options) {
  return impl_->core().Resume(reply, options);
}
Result<void> Session::Abandon() { return impl_->core().Abandon(); }
void Session::Cancel() { impl_->core().Cancel(); }

Result<void> Session::WriteFile(std::string_view path, std::string_view data) {
  if (Result<void> checked = sandbox::CheckSandboxPath(path); !checked) return checked;
  return impl_->core().ChangeFile(session::Operation::Kind::kWriteFile, path, data);
}
Result<std::string> Session::ReadFile(std::string_view path, std::uint64_t bytes_max) {
  if (Result<void> checked = sandbox::CheckSandboxPath(path); !checked) {
    return std::unexpected(checked.error());
  }
  return impl_->core().ReadFile(path, bytes_max);
}
Result<std::vector<FileEntry>> Session::ListFiles(std::string_view folder) {
  if (Result<void> checked = sandbox::CheckSandboxPath(folder); !checked) {
    return std::unexpected(checked.error());
  }
  return impl_->core().ListFiles(folder);
}
Result<void> Session::RemoveFile(std::string_view path) {
  if (Result<void> checked = sandbox::CheckSandboxPath(path); !checked) return checked;
  return impl_->core().ChangeFile(session::Operation::Kind::kRemoveFile, path, {});
}

Result<std::vector<Turn>> Session::History() { return impl_->core().History(); }
Result<Turn> Session::Undo(std::uint32_t turns_count) { return impl_->core().Undo(turns_count); }

Result<std::unique_ptr<Session>> Session::At(std::uint32_t turn) {
  auto core = impl_->core().At(turn);
  if (!core) return std::unexpected(core.error());
  return std::make_unique<Session>(
      std::make_unique<Impl>(impl_->owner(), std::shared_ptr<SessionCore>(std::move(*core))));
}

Result<std::unique_ptr<Session>> Session::Fork(std::string_view new_name) {
  return impl_->owner().Fork(impl_->core(), new_name);
}

Result<std::string> Session::Snapshot() { return impl_->core().Snapshot(); }
Result<std::string> Session::Journal() { return impl_->core().Journal(); }

}  // namespace vitrine

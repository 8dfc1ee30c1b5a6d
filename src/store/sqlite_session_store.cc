#include "store/sqlite_session_store.h"

#include <fmt/format.h>

#include <filesystem>
#include <mutex>
#include <system_error>
#include <utility>

#include "os/file_locks.h"
#include "os/private_file.h"
#include "store/record_limits.h"
#include "store/sqlite_connection.h"
#include "store/transaction_state.h"
#include "store/writer_gate.h"

namespace vitrine {
namespace store {
namespace {

// A kept connection costs up to its page cache (2 MiB) and two descriptors.
constexpr std::size_t kKeptConnectionsMax = 4;

std::unexpected<Error> CannotOpen(const std::string& path, const Error& error) {
  return std::unexpected(
      Error{error.kind, fmt::format("cannot open the session store '{}': {}", path, error.what)});
}

// While it is in use: the program that opened it knows which file it is, others need not.
std::unexpected<Error> Failed(const Error& error) {
  return std::unexpected(Error{error.kind, fmt::format("the session store cannot be used: {}", error.what)});
}

// Connections that are not in use. Thread-safe.
class Connections {
 public:
  Connections(std::string path, std::chrono::milliseconds wait_max)
      : path_(std::move(path)), wait_max_(wait_max) {}

  Result<std::unique_ptr<SqliteConnection>> Take() {
    std::unique_ptr<SqliteConnection> connection;
    {
      const std::lock_guard lock(mutex_);
      if (!kept_.empty()) {
        connection = std::move(kept_.back());
        kept_.pop_back();
      }
    }
    if (connection == nullptr) return SqliteConnection::Open(path_, wait_max_);
    // What is written now would be lost, and the locks are those of the other file.
    if (connection->FileWasReplaced()) {
      GiveBack(std::move(connection));
      return std::unexpected(
          Error{ErrorKind::kHost, "its file was removed or replaced while it was in use; open it again"});
    }
    return connection;
  }

  void GiveBack(std::unique_ptr<SqliteConnection> connection) {
    const std::lock_guard lock(mutex_);
    if (kept_.size() < kKeptConnectionsMax) kept_.push_back(std::move(connection));
  }

 private:
  const std::string path_;
  const std::chrono::milliseconds wait_max_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<SqliteConnection>> kept_;  // under mutex_
};

class SqliteTransaction final : public SessionStore::Transaction {
 public:
  // The connection is in a transaction; a writer has entered the gate, and leaves it when it is over.
  SqliteTransaction(SessionStore::Access access, std::unique_ptr<SqliteConnection> connection,
                    Connections& connections, WriterGate& gate)
      : state_(access), connection_(std::move(connection)), connections_(connections), gate_(gate) {}
  ~SqliteTransaction() override { RollBack("it is over"); }
  SqliteTransaction(const SqliteTransaction&) = delete;
  SqliteTransaction& operator=(const SqliteTransaction&) = delete;

  Result<std::optional<std::string>> Get(std::string_view key) override {
    if (Result<void> checked = Check(state_.CheckReading(), key); !checked) {
      return std::unexpected(checked.error());
    }
    return RollBackUnless(connection_->Get(key));
  }

  Result<std::vector<std::string>> List(std::string_view prefix, std::string_view after,
                                        std::uint32_t count_max) override {
    if (Result<void> checked = state_.CheckReading(); !checked) return std::unexpected(checked.error());
    const Result<KeyRange> range = RangeOf(prefix, after);
    if (!range) return std::unexpected(range.error());
    return RollBackUnless(connection_->List(*range, count_max));
  }

  Result<void> Put(std::string_view key, std::string_view value) override {
    if (Result<void> checked = Check(state_.CheckWriting(), key); !checked) return checked;
    if (Result<void> checked = CheckValue(value); !checked) return checked;
    return RollBackUnless(connection_->Put(key, value));
  }

  Result<void> Remove(std::string_view key) override {
    if (Result<void> checked = Check(state_.CheckWriting(), key); !checked) return checked;
    return RollBackUnless(connection_->Remove(key));
  }

  Result<void> Commit() override {
    if (Result<void> checked = state_.CheckReading(); !checked) return checked;
    Result<void> committed = RollBackUnless(connection_->Commit());
    if (committed) End("this transaction is over; begin another one");
    return committed;
  }

 private:
  static Result<void> Check(const Result<void>& usable, std::string_view key) {
    return usable ? CheckKey(key) : usable;
  }

  // SQLite itself rolls back after some errors and not after others; nothing may be done after one that would
  // be half of a transaction.
  template <typename T>
  Result<T> RollBackUnless(Result<T> done) {
    if (done) return done;
    RollBack(fmt::format("it was rolled back after an error: {}", done.error().what));
    return Failed(done.error());
  }

  void RollBack(const std::string& why) {
    if (state_.is_over()) return;
    if (!connection_->RollBack()) connection_.reset();
    End("this transaction cannot go on: " + why);
  }

  void End(std::string why) {
    if (connection_ != nullptr) connections_.GiveBack(std::move(connection_));
    if (state_.writes()) gate_.Leave();
    state_.End(std::move(why));
  }

  TransactionState state_;
  std::unique_ptr<SqliteConnection> connection_;
  Connections& connections_;
  WriterGate& gate_;
};

class SqliteLock final : public SessionStore::Lock {
 public:
  explicit SqliteLock(os::FileLocks::Held held) : held_(std::move(held)) {}

 private:
  os::FileLocks::Held held_;
};

// 62 bits of FNV-1a, the same in every version. Two names that share a byte block each other, no more.
std::uint64_t LockByte(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char character : name) {
    hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001b3;
  }
  return hash >> 2;
}

class SqliteSessionStore final : public SessionStore {
 public:
  SqliteSessionStore(std::string path, const StoreOptions& options, std::unique_ptr<os::FileLocks> locks,
                     std::unique_ptr<SqliteConnection> first)
      : options_(options), locks_(std::move(locks)), connections_(std::move(path), options.wait_max) {
    connections_.GiveBack(std::move(first));
  }

  Result<std::unique_ptr<Transaction>> Begin(Access access) override {
    // SQLite's locks are not inherited, but it would not know.
    if (!locks_->IsOfThisProcess()) {
      return Failed(Error{ErrorKind::kInvalidArgument, "it was opened before fork(); open it in the child"});
    }
    const WriterGate::Clock::time_point deadline = WriterGate::Clock::now() + options_.wait_max;
    if (access == Access::kWrite && !gate_.Enter(deadline)) {
      return Failed(Error{ErrorKind::kBusy, "another thread is writing to it; try again later"});
    }
    Result<std::unique_ptr<SqliteConnection>> connection = BeginOnConnection(access, deadline);
    if (!connection) {
      if (access == Access::kWrite) gate_.Leave();
      return Failed(connection.error());
    }
    return std::make_unique<SqliteTransaction>(access, std::move(*connection), connections_, gate_);
  }

  Result<std::unique_ptr<Lock>> TryLock(std::string_view name) override {
    if (Result<void> checked = CheckLockName(name); !checked) return std::unexpected(checked.error());
    Result<os::FileLocks::Held> held = locks_->TryLock(LockByte(name));
    if (!held) return std::unexpected(held.error());
    return std::make_unique<SqliteLock>(std::move(*held));
  }

 private:
  Result<std::unique_ptr<SqliteConnection>> BeginOnConnection(Access access,
                                                              WriterGate::Clock::time_point deadline) {
    Result<std::unique_ptr<SqliteConnection>> connection = connections_.Take();
    if (!connection) return connection;
    const Result<void> begun =
        access == Access::kWrite ? (*connection)->BeginWriting(deadline) : (*connection)->BeginReading();
    if (begun) return connection;
    if ((*connection)->RollBack()) connections_.GiveBack(std::move(*connection));
    return std::unexpected(begun.error());
  }

  const StoreOptions options_;
  const std::unique_ptr<os::FileLocks> locks_;
  Connections connections_;
  WriterGate gate_;
};

// The one name of the file, whichever was given: SQLite's companions and the locks lie beside it.
Result<std::string> WholePath(const std::string& path) {
  if (path.empty() || path.find('\0') != std::string::npos) {
    return std::unexpected(Error{ErrorKind::kInvalidArgument, "this is no path of a file"});
  }
  if (Result<void> made = os::EnsurePrivateFile(path); !made) return std::unexpected(made.error());
  std::error_code code;
  std::filesystem::path whole = std::filesystem::canonical(path, code);
  if (code) return std::unexpected(Error{ErrorKind::kInvalidArgument, code.message()});
  // A FIFO or a device could block or never end.
  const std::filesystem::file_status status = std::filesystem::status(whole, code);
  if (code) return std::unexpected(Error{ErrorKind::kInvalidArgument, code.message()});
  if (status.type() != std::filesystem::file_type::regular) {
    return std::unexpected(Error{ErrorKind::kInvalidArgument, std::filesystem::is_directory(status)
                                                                  ? "it is a folder; a file is needed"
                                                                  : "it is no regular file"});
  }
  return whole.string();
}

}  // namespace

Result<std::unique_ptr<SessionStore>> OpenSqliteSessionStore(const std::string& path,
                                                             const StoreOptions& options) {
  const Result<std::string> whole = WholePath(path);
  if (!whole) return CannotOpen(path, whole.error());
  // Before the locks: beside a file that is something else, no other is made.
  Result<std::unique_ptr<SqliteConnection>> first = SqliteConnection::Open(*whole, options.wait_max);
  if (!first) return CannotOpen(path, first.error());
  Result<std::unique_ptr<os::FileLocks>> locks = os::FileLocks::Open(*whole + "-locks");
  if (!locks) return CannotOpen(path, locks.error());
  return std::make_unique<SqliteSessionStore>(*whole, options, std::move(*locks), std::move(*first));
}

}  // namespace store

Result<std::unique_ptr<SessionStore>> OpenSqliteSessionStore(const std::string& path) {
  return store::OpenSqliteSessionStore(path, {});
}

}  // namespace vitrine

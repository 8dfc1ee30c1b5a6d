// Where sessions are kept while nobody uses them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vitrine/error.h"

namespace vitrine {

// Records of bytes under keys of bytes, changed in transactions: so little that a database, a bucket or a
// service can be put behind it. What the records mean is the library's business (docs/sessions.md); whoever
// can write them can give a session other code and other memory, but nothing outside of the glass.
//
// Thread-safe; so are its locks. A transaction belongs to one thread at a time. Transactions and locks must
// end before their store. A child made by fork() must not use its parent's store.
class SessionStore {
 public:
  // Sees the store as of one moment between Begin and its first use, with its own changes. Without Commit
  // nothing has happened. What is refused with kInvalidArgument or kLimit changes nothing; after any other
  // error the transaction is over.
  class Transaction {
   public:
    virtual ~Transaction() = default;
    // Nothing: there is no such record. Keys have 1 to kKeyBytesMax bytes, values at most kValueBytesMax.
    virtual Result<std::optional<std::string>> Get(std::string_view key) = 0;
    // The keys that begin with `prefix` and come after `after` (as bytes; empty: from the first one), in
    // ascending order, at most `count_max`. Both may have up to kKeyBytesMax bytes.
    virtual Result<std::vector<std::string>> List(std::string_view prefix, std::string_view after,
                                                  std::uint32_t count_max) = 0;
    virtual Result<void> Put(std::string_view key, std::string_view value) = 0;
    // No effect when there is none.
    virtual Result<void> Remove(std::string_view key) = 0;
    // All or nothing. Once it has succeeded, the end of this process, however it comes, changes nothing any
    // more. The transaction is over, also when this fails.
    virtual Result<void> Commit() = 0;
  };

  // Held until it is destroyed; a process that ends has given up its locks.
  class Lock {
   public:
    virtual ~Lock() = default;
  };

  enum class Access : std::uint8_t { kRead, kWrite };

  static constexpr std::size_t kKeyBytesMax = 1000;
  // What SQLite puts into one record as distributions build it (10^9 bytes), less some room.
  static constexpr std::size_t kValueBytesMax = 900'000'000;

  virtual ~SessionStore() = default;
  // One writer at a time: others wait, at most some seconds, then get kBusy.
  virtual Result<std::unique_ptr<Transaction>> Begin(Access access) = 0;
  // So that no two users of the store work on one thing. `name` has 1 to kKeyBytesMax bytes. kBusy when
  // somebody else holds it, in this process or in another one; never waits.
  virtual Result<std::unique_ptr<Lock>> TryLock(std::string_view name) = 0;
};

// Gone with the process.
std::unique_ptr<SessionStore> MakeMemorySessionStore();

// One SQLite file (in WAL mode), made when it is not there, for this user only (mode 0600), with companions
// beside it: "-wal" and "-shm" while it is in use, "-locks" for good. Any number of processes of one machine
// may use it at once. kill -9 at any moment loses no transaction that was committed; a power failure may lose
// the last ones, never half of one. Fails with kNotFound when its folder is missing, with kInvalidArgument
// when the file or its folder cannot be written to, or the file is something else or was made by a newer
// version, which is then left as it is.
Result<std::unique_ptr<SessionStore>> OpenSqliteSessionStore(const std::string& path);

}  // namespace vitrine

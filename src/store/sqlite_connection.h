// One connection to the SQLite file of a session store: the only place that knows its format.
//
//   table records (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, value BLOB NOT NULL)
//
// Keys have an index of their own, so that listing them reads no values, and a value that is put again leaves
// the index as it is.
#pragma once

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/record_limits.h"
#include "vitrine/error.h"

namespace vitrine::store {

// Single-thread; may move between threads. The errors of all functions are sentences without the path, for
// the caller to put something in front. After one, only RollBack makes sense.
class SqliteConnection {
 public:
  using Clock = std::chrono::steady_clock;

  // In the file's header.
  static constexpr std::int32_t kApplicationId = 0x56747253;  // "VtrS"
  static constexpr std::int32_t kFormatVersion = 1;

  // `path` is absolute, and of a file that is there; an empty one becomes a store. Where others are in the
  // way (one that makes the store or recovers it) it waits up to `wait_max`, here and later.
  static Result<std::unique_ptr<SqliteConnection>> Open(const std::string& path,
                                                        std::chrono::milliseconds wait_max);
  ~SqliteConnection();
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  Result<void> BeginReading();
  // kBusy when another process still writes at `deadline`.
  Result<void> BeginWriting(Clock::time_point deadline);
  Result<void> Commit();
  // False when the connection is of no use any more.
  bool RollBack();

  // Only in a transaction, with keys and values that were checked.
  Result<std::optional<std::string>> Get(std::string_view key);
  Result<std::vector<std::string>> List(const KeyRange& range, std::uint32_t count_max);
  Result<void> Put(std::string_view key, std::string_view value);
  Result<void> Remove(std::string_view key);

  // True when the file is no longer the one at the path.
  bool FileWasReplaced() const;

 private:
  struct Finalizer {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Finalizer>;

  explicit SqliteConnection(std::chrono::milliseconds wait_max) : wait_max_(wait_max) {}

  static int OnBusy(void* user, int count);
  Result<void> Prepare();
  // Looks at the header only, without SQLite's help: what is not ours is neither recovered nor locked for
  // long.
  Result<void> CheckHeader();
  Result<void> ReadHeader(sqlite3_file* file) const;
  // Unless it is there already.
  Result<void> MakeStore();
  Result<void> UseWriteAheadLog();
  Result<void> CheckSchema();
  Result<void> PrepareStatements();
  // True when pages were given back, and no more are to be.
  Result<bool> GiveBackFreePages();

  Result<void> Execute(const char* sql);
  Result<std::int64_t> Number(sqlite3_stmt* statement);
  Result<std::int64_t> NumberOf(const std::string& sql);
  std::unexpected<Error> Failure() const;

  const std::chrono::milliseconds wait_max_;
  // When to stop waiting; null: wait_max_ from the first time that somebody is in the way.
  std::optional<Clock::time_point> deadline_;
  Clock::time_point wait_until_;
  sqlite3* db_ = nullptr;
  // Members after db_: they end before it is closed.
  Statement begin_reading_;
  Statement begin_writing_;
  Statement commit_;
  Statement roll_back_;
  Statement get_;
  Statement list_;
  Statement put_;
  Statement remove_;
  Statement pages_count_;
  Statement free_pages_count_;
};

}  // namespace vitrine::store

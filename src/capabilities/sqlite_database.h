// A granted SQLite file: opened for reading only, locked down, with a few connections kept. Promise P10.
#pragma once

#include <sqlite3.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "capabilities/sql_authorizer.h"
#include "vitrine/error.h"

namespace vitrine::capabilities {

// One connection, ready for statements of the guest. Single-thread; may move between threads.
class SqliteConnection {
 public:
  // Opens and locks down; `path` is absolute. The error's text is for the program that grants, it may hold
  // the path.
  static Result<std::unique_ptr<SqliteConnection>> Open(const std::string& path);
  ~SqliteConnection();
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  sqlite3* db() const { return db_; }
  SqlAuthorizer& authorizer() { return authorizer_; }
  // True when the file is no longer the one at the path.
  bool FileWasReplaced() const;

 private:
  SqliteConnection() = default;
  Result<void> Prepare();
  // Virtual tables are connected before the authorizer is in place: a connecting table changes the schema in
  // memory, and an R-tree prepares its writing statements, which the authorizer could not tell from the
  // guest's.
  void ConnectVirtualTables();

  sqlite3* db_ = nullptr;
  SqlAuthorizer authorizer_;
};

// Thread-safe. Borrowed connections must be given back, or destroyed, before it ends.
class SqliteDatabase {
 public:
  // Fails with kNotFound or kInvalidArgument, with a sentence on what is wrong with the file.
  static Result<std::unique_ptr<SqliteDatabase>> Open(const std::string& path);

  // A kept connection to the file that is at the path now, or a new one.
  Result<std::unique_ptr<SqliteConnection>> Take() const;
  // A new connection, whatever is kept.
  Result<std::unique_ptr<SqliteConnection>> TakeFresh() const { return SqliteConnection::Open(path_); }
  void GiveBack(std::unique_ptr<SqliteConnection> connection) const;

 private:
  // A kept connection costs up to its page cache (8 MiB).
  static constexpr std::size_t kKeptConnectionsMax = 4;

  explicit SqliteDatabase(std::string path) : path_(std::move(path)) {}

  std::string path_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<SqliteConnection>> kept_;  // under mutex_
};

}  // namespace vitrine::capabilities

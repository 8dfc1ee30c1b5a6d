#include "capabilities/sqlite_database.h"

#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>

#include "capabilities/sql_functions.h"
#include "sqlite/sql_memory.h"

namespace vitrine::capabilities {
namespace {

struct Limit {
  int id;
  int value;
};

// What holds for every statement; SqlQuery sets the rest for each query. SQLite's own default where it is not
// listed.
constexpr Limit kLimits[] = {
    {SQLITE_LIMIT_ATTACHED, 0},
    {SQLITE_LIMIT_WORKER_THREADS, 0},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
    // The parser and the code generator recurse on our stack.
    {SQLITE_LIMIT_EXPR_DEPTH, 200},
    {SQLITE_LIMIT_COMPOUND_SELECT, 50},  // twelve months and a few unions more
    // Straight-line code is not interrupted (see SqlQuery); the number is workerd's. Some 7000 literals in an
    // IN list.
    {SQLITE_LIMIT_VDBE_OP, 25'000},
    {SQLITE_LIMIT_FUNCTION_ARG, 100},
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200},
    // Of schema texts, too; the guest's own limit is SqlLimits::sql_bytes_max.
    {SQLITE_LIMIT_SQL_LENGTH, 1'000'000},
    // Columns stay at SQLite's 2000: wide tables exist, and a smaller number makes their schema unreadable.
};

struct Switch {
  int id;
  int on;
};

constexpr Switch kSwitches[] = {
    {SQLITE_DBCONFIG_DEFENSIVE, 1},
    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
    {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
    // "x" that names no column is an error, not the text 'x': a misspelt column must not become a wrong
    // answer.
    {SQLITE_DBCONFIG_DQS_DML, 0},
};

// Memory of opening, schema and virtual tables included: a hostile file must not take more.
constexpr std::uint64_t kOpenMemoryBytesMax = 64u << 20;

Error Unusable(ErrorKind kind, const std::string& path, const std::string& why) {
  return Error{kind, "cannot read the database '" + path + "': " + why};
}

// What is plainly no database, said better than SQLite would.
Result<void> CheckFile(const std::string& path) {
  std::error_code code;
  const std::filesystem::file_status status = std::filesystem::status(path, code);
  if (status.type() == std::filesystem::file_type::not_found) {
    return std::unexpected(Unusable(ErrorKind::kNotFound, path, "there is no such file"));
  }
  if (code) return std::unexpected(Unusable(ErrorKind::kInvalidArgument, path, code.message()));
  if (status.type() == std::filesystem::file_type::directory) {
    return std::unexpected(
        Unusable(ErrorKind::kInvalidArgument, path, "it is a folder; a SQLite file is needed"));
  }
  // A FIFO or a device could block or never end.
  if (status.type() != std::filesystem::file_type::regular) {
    return std::unexpected(Unusable(ErrorKind::kInvalidArgument, path, "it is no regular file"));
  }
  if (std::filesystem::file_size(path, code) == 0 && !code) {
    return std::unexpected(
        Unusable(ErrorKind::kInvalidArgument, path, "the file is empty; a SQLite file is needed"));
  }
  if (!std::ifstream(path, std::ios::binary)) {
    return std::unexpected(Unusable(ErrorKind::kInvalidArgument, path, "this process may not read it"));
  }
  return {};
}

std::string WhyNotReadable(sqlite3* db) {
  switch (sqlite3_extended_errcode(db)) {
    case SQLITE_NOTADB:
      return "it is not a SQLite database";
    case SQLITE_READONLY_ROLLBACK:
    case SQLITE_READONLY_RECOVERY:
      return "its last writer stopped in the middle of a change; open it once with write access to repair it";
    case SQLITE_READONLY_CANTINIT:
    case SQLITE_READONLY_DIRECTORY:
    case SQLITE_CANTOPEN:
      return "SQLite cannot open it; a database in WAL mode needs a folder that this process may write to "
             "(or turn "
             "WAL off: PRAGMA journal_mode=DELETE)";
    default:
      return sqlite3_errmsg(db);
  }
}

// Nothing that opening does takes long; the memory is what a hostile schema could ask for.
bool NeverOver(void* /*user*/) { return false; }

}  // namespace

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::Open(const std::string& path) {
  sqlite::InstallSqlMemoryCounter();
  if (Result<void> checked = CheckFile(path); !checked) return std::unexpected(checked.error());
  const sqlite::SqlMemoryScope memory(kOpenMemoryBytesMax, &NeverOver, nullptr);
  std::unique_ptr<SqliteConnection> connection(new SqliteConnection);
  constexpr int kFlags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
  if (sqlite3_open_v2(path.c_str(), &connection->db_, kFlags, nullptr) != SQLITE_OK) {
    return std::unexpected(Unusable(ErrorKind::kInvalidArgument, path, WhyNotReadable(connection->db_)));
  }
  if (Result<void> prepared = connection->Prepare(); !prepared) {
    return std::unexpected(Unusable(prepared.error().kind, path, prepared.error().what));
  }
  return connection;
}

SqliteConnection::~SqliteConnection() { sqlite3_close(db_); }

Result<void> SqliteConnection::Prepare() {
  sqlite3_extended_result_codes(db_, 1);
  for (const Switch& entry : kSwitches) sqlite3_db_config(db_, entry.id, entry.on, nullptr);
  for (const Limit& limit : kLimits) sqlite3_limit(db_, limit.id, limit.value);
  // Only modules that answer from the file's own tables, or from their arguments; no dbstat, no sqlite_stmt.
  const char* modules[] = {"fts3",      "fts4",      "fts5",      "fts5vocab", "rtree",
                           "rtree_i32", "json_each", "json_tree", nullptr};
  sqlite3_drop_modules(db_, modules);
  // temp_store: sorts stay in memory, where they are counted, and never become files. cell_size_check: the
  // file is not trusted. A writer's lock of a moment must not fail the first look at the schema.
  sqlite3_busy_timeout(db_, 250);
  if (!AddBoundedSqlFunctions(db_) ||
      sqlite3_exec(db_,
                   "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8000; PRAGMA cell_size_check=ON; "
                   "PRAGMA query_only=ON; SELECT count(*) FROM sqlite_schema",
                   nullptr, nullptr, nullptr) != SQLITE_OK) {
    const int code = sqlite3_errcode(db_) & 0xFF;
    const bool is_host = code == SQLITE_NOMEM || code == SQLITE_IOERR;
    return std::unexpected(Error{code == SQLITE_BUSY ? ErrorKind::kBusy
                                 : is_host           ? ErrorKind::kHost
                                                     : ErrorKind::kInvalidArgument,
                                 WhyNotReadable(db_)});
  }
  ConnectVirtualTables();
  authorizer_.Install(db_);
  return {};
}

void SqliteConnection::ConnectVirtualTables() {
  // Eponymous ones first: what is not here cannot be connected later.
  std::vector<std::string> statements;
  for (const char* table :
       {"json_each('')", "json_tree('')", "pragma_table_info('')", "pragma_table_xinfo('')",
        "pragma_table_list", "pragma_index_list('')", "pragma_index_info('')", "pragma_index_xinfo('')",
        "pragma_foreign_key_list('')"}) {
    statements.push_back(std::string("SELECT 1 FROM ") + table);
  }
  sqlite3_stmt* names = nullptr;
  constexpr char kSql[] =
      "SELECT printf('SELECT 1 FROM \"%w\"', name) FROM sqlite_schema WHERE type = 'table' AND rootpage = 0 "
      "LIMIT 256";
  if (sqlite3_prepare_v2(db_, kSql, -1, &names, nullptr) == SQLITE_OK) {
    while (sqlite3_step(names) == SQLITE_ROW) {
      if (const auto* sql = reinterpret_cast<const char*>(sqlite3_column_text(names, 0)))
        statements.emplace_back(sql);
    }
  }
  sqlite3_finalize(names);
  for (const std::string& sql : statements) {
    // A table that cannot be connected (a module that is not here) is an error only for the query that uses
    // it.
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr);
    sqlite3_finalize(statement);
  }
}

bool SqliteConnection::FileWasReplaced() const {
  int moved = 0;
  return sqlite3_file_control(db_, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0;
}

Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::Open(const std::string& path) {
  // Absolute: a later chdir must not change the file, and "file:..." would be a URI with options, ":memory:"
  // no file.
  std::error_code code;
  const std::filesystem::path absolute = std::filesystem::absolute(path, code);
  if (code) return std::unexpected(Unusable(ErrorKind::kInvalidArgument, path, code.message()));
  std::unique_ptr<SqliteDatabase> database(new SqliteDatabase(absolute.string()));
  Result<std::unique_ptr<SqliteConnection>> connection = database->TakeFresh();
  if (!connection) return std::unexpected(connection.error());
  database->GiveBack(std::move(*connection));
  return database;
}

Result<std::unique_ptr<SqliteConnection>> SqliteDatabase::Take() const {
  for (;;) {
    std::unique_ptr<SqliteConnection> connection;
    {
      const std::lock_guard lock(mutex_);
      if (kept_.empty()) break;
      connection = std::move(kept_.back());
      kept_.pop_back();
    }
    if (!connection->FileWasReplaced()) return connection;
  }
  return TakeFresh();
}

void SqliteDatabase::GiveBack(std::unique_ptr<SqliteConnection> connection) const {
  const std::lock_guard lock(mutex_);
  if (kept_.size() < kKeptConnectionsMax) kept_.push_back(std::move(connection));
}

}  // namespace vitrine::capabilities

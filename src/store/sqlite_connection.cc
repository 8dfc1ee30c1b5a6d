#include "store/sqlite_connection.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <thread>
#include <utility>

#include "sqlite/sql_memory.h"

namespace vitrine::store {
namespace {

struct Setting {
  int id;
  int value;
};

constexpr Setting kLimits[] = {
    {SQLITE_LIMIT_ATTACHED, 0},
    {SQLITE_LIMIT_WORKER_THREADS, 0},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
    // Of what the file says is its schema, too.
    {SQLITE_LIMIT_SQL_LENGTH, 100'000},
};

// Whoever can write the file must not thereby get more of SQLite run than our statements.
constexpr Setting kSwitches[] = {
    {SQLITE_DBCONFIG_DEFENSIVE, 1},
    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
    {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
    {SQLITE_DBCONFIG_DQS_DML, 0},
    {SQLITE_DBCONFIG_DQS_DDL, 0},
};

// As SQLite keeps it in the schema, where it is compared.
constexpr std::string_view kTable =
    "CREATE TABLE records (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, value BLOB NOT NULL)";

// The file's header, https://sqlite.org/fileformat.html#the_database_header.
constexpr std::size_t kHeaderBytes = 100;
constexpr std::string_view kMagic("SQLite format 3\0", 16);
constexpr std::size_t kSchemaCookieOffset = 40;  // 0: no table was ever made
constexpr std::size_t kLargestRootOffset = 52;   // 0: no auto_vacuum
constexpr std::size_t kUserVersionOffset = 60;
constexpr std::size_t kApplicationIdOffset = 68;

// Free pages (of 4 KiB) that the file may keep: these, or a quarter of it. They are what the next session is
// written to, without work for the file to shrink and grow again.
constexpr std::int64_t kFreePagesKept = 1024;
// At most so many are given back in one commit: each may mean to move another page, and to look through the
// list of the free ones, so that the work for all of a large file could take longer than others wait.
constexpr std::int64_t kPagesGivenBackMax = 512;

constexpr const char* kDamaged = "the file is damaged, or another program has changed it";

std::unexpected<Error> Unusable(std::string why) {
  return std::unexpected(Error{ErrorKind::kInvalidArgument, std::move(why)});
}

std::unexpected<Error> NewerVersion(std::int64_t version) {
  return Unusable(
      fmt::format("it has version {} of the format, this program knows version {}; use a newer one", version,
                  SqliteConnection::kFormatVersion));
}

std::int32_t BigEndian(const std::array<unsigned char, kHeaderBytes>& header, std::size_t offset) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | header[offset + i];
  return static_cast<std::int32_t>(number);
}

// Makes a statement ready for its next use, whatever became of this one. What is bound is borrowed for so
// long.
class Use {
 public:
  explicit Use(sqlite3_stmt* statement) : statement_(statement) {}
  ~Use() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

  void Bind(int index, std::string_view bytes) {
    // A null pointer would be NULL instead of an empty blob.
    const char* data = bytes.empty() ? "" : bytes.data();
    if (sqlite3_bind_blob64(statement_, index, data, bytes.size(), SQLITE_STATIC) != SQLITE_OK)
      bound_ = false;
  }
  void Bind(int index, std::int64_t number) {
    if (sqlite3_bind_int64(statement_, index, number) != SQLITE_OK) bound_ = false;
  }
  // SQLITE_ERROR when something could not be bound.
  int Step() { return bound_ ? sqlite3_step(statement_) : SQLITE_ERROR; }
  std::string Bytes() const {
    const void* data = sqlite3_column_blob(statement_, 0);
    const auto bytes = static_cast<std::size_t>(sqlite3_column_bytes(statement_, 0));
    return data == nullptr ? std::string() : std::string(static_cast<const char*>(data), bytes);
  }

 private:
  sqlite3_stmt* statement_;
  bool bound_ = true;
};

}  // namespace

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::Open(const std::string& path,
                                                                 std::chrono::milliseconds wait_max) {
  std::unique_ptr<SqliteConnection> connection(new SqliteConnection(wait_max));
  constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
  // The SQL capability counts memory, and can only begin before the process first uses SQLite.
  sqlite::InstallSqlMemoryCounter();
  if (sqlite3_open_v2(path.c_str(), &connection->db_, kFlags, nullptr) != SQLITE_OK) {
    return connection->Failure();
  }
  if (Result<void> prepared = connection->Prepare(); !prepared) return std::unexpected(prepared.error());
  return connection;
}

SqliteConnection::~SqliteConnection() {
  // Closing is put off until the statements have ended, which is after this.
  sqlite3_close_v2(db_);
}

Result<void> SqliteConnection::Prepare() {
  sqlite3_extended_result_codes(db_, 1);
  for (const Setting& entry : kSwitches) sqlite3_db_config(db_, entry.id, entry.value, nullptr);
  for (const Setting& limit : kLimits) sqlite3_limit(db_, limit.id, limit.value);
  sqlite3_busy_handler(db_, &OnBusy, this);
  if (Result<void> checked = CheckHeader(); !checked) return checked;
  // SQLite is content with less than was asked for.
  if (sqlite3_db_readonly(db_, "main") != 0) return Unusable("this process may not write to it");
  if (Result<void> made = MakeStore(); !made) return made;
  if (Result<void> changed = UseWriteAheadLog(); !changed) return changed;
  // synchronous: a commit is not on the disk before the next checkpoint, but never torn. journal_size_limit:
  // what a large commit has made of the log is cut back by a later one. secure_delete: FAST, for the free
  // pages of a removed value would all have to be written once more, and the log holds its old bytes anyway.
  if (Result<void> set = Execute(
          "PRAGMA synchronous=NORMAL; PRAGMA journal_size_limit=4194304; PRAGMA wal_autocheckpoint=1000; "
          "PRAGMA cache_size=-2000; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=ON; "
          "PRAGMA secure_delete=FAST");
      !set) {
    return set;
  }
  if (Result<void> checked = CheckSchema(); !checked) return checked;
  return PrepareStatements();
}

int SqliteConnection::OnBusy(void* user, int count) {
  auto& self = *static_cast<SqliteConnection*>(user);
  const Clock::time_point now = Clock::now();
  if (count == 0) self.wait_until_ = self.deadline_.value_or(now + self.wait_max_);
  if (now >= self.wait_until_) return 0;
  // A commit is a matter of tens of microseconds, mostly.
  std::this_thread::sleep_for(std::chrono::microseconds(count < 10 ? 100 : 1000));
  return 1;
}

Result<void> SqliteConnection::CheckHeader() {
  sqlite3_file* file = nullptr;
  sqlite3_file_control(db_, "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&file));
  if (file == nullptr || file->pMethods == nullptr) {
    return std::unexpected(Error{ErrorKind::kHost, "SQLite did not open the file"});
  }
  // The lock keeps one out that is just making the store.
  for (int count = 0;; ++count) {
    const int code = file->pMethods->xLock(file, SQLITE_LOCK_SHARED);
    if (code == SQLITE_OK) break;
    if ((code & 0xFF) != SQLITE_BUSY) {
      return std::unexpected(Error{ErrorKind::kHost, "the file cannot be locked"});
    }
    if (OnBusy(this, count) == 0) {
      return std::unexpected(Error{ErrorKind::kBusy, "another program has locked the file"});
    }
  }
  Result<void> checked = ReadHeader(file);
  file->pMethods->xUnlock(file, SQLITE_LOCK_NONE);
  return checked;
}

Result<void> SqliteConnection::ReadHeader(sqlite3_file* file) const {
  sqlite3_int64 bytes = 0;
  std::array<unsigned char, kHeaderBytes> header{};
  if (file->pMethods->xFileSize(file, &bytes) != SQLITE_OK) {
    return std::unexpected(Error{ErrorKind::kHost, "the size of the file cannot be read"});
  }
  if (bytes == 0) return {};
  const int code = file->pMethods->xRead(file, header.data(), kHeaderBytes, 0);
  if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ) {
    return std::unexpected(Error{ErrorKind::kHost, "the file cannot be read"});
  }
  if (code != SQLITE_OK || !std::equal(kMagic.begin(), kMagic.end(), header.begin())) {
    return Unusable("it is a file of another kind; no SQLite file");
  }
  if (BigEndian(header, kApplicationIdOffset) != kApplicationId) {
    // All that is there when the maker of a store was killed after its first step.
    if (BigEndian(header, kApplicationIdOffset) == 0 && BigEndian(header, kUserVersionOffset) == 0 &&
        BigEndian(header, kSchemaCookieOffset) == 0 && BigEndian(header, kLargestRootOffset) != 0) {
      return {};
    }
    return Unusable("it is the SQLite file of another program");
  }
  const std::int32_t version = BigEndian(header, kUserVersionOffset);
  if (version != kFormatVersion) return NewerVersion(version);
  return {};
}

Result<void> SqliteConnection::MakeStore() {
  // Not by the header: when the maker was killed, SQLite has just taken its changes back.
  const Result<std::int64_t> application_id = NumberOf("PRAGMA application_id");
  if (!application_id) return std::unexpected(application_id.error());
  if (*application_id != 0) return {};
  // auto_vacuum must be known when the first page is written, and writes it at once. Several may come here at
  // the same time: the first one makes the store, the others find it made.
  const std::string sql = fmt::format(
      "PRAGMA page_size=4096; PRAGMA auto_vacuum=INCREMENTAL; BEGIN EXCLUSIVE; PRAGMA application_id={}; "
      "PRAGMA user_version={}; CREATE TABLE IF NOT EXISTS {}; COMMIT",
      kApplicationId, kFormatVersion, kTable.substr(std::string_view("CREATE TABLE ").size()));
  // On failure the transaction ends with the connection.
  return Execute(sql.c_str());
}

Result<void> SqliteConnection::UseWriteAheadLog() {
  for (int count = 0;; ++count) {
    Statement statement;
    sqlite3_stmt* prepared = nullptr;
    int code = sqlite3_prepare_v2(db_, "PRAGMA journal_mode=WAL", -1, &prepared, nullptr);
    statement.reset(prepared);
    if (code == SQLITE_OK) code = sqlite3_step(prepared);
    if (code == SQLITE_ROW) {
      const auto* mode = reinterpret_cast<const char*>(sqlite3_column_text(prepared, 0));
      if (mode != nullptr && std::string_view(mode) == "wal") return {};
      return Unusable("its file system has no memory that processes share, which SQLite's WAL mode needs");
    }
    // SQLite does not always wait here by itself.
    if ((code & 0xFF) != SQLITE_BUSY || OnBusy(this, count) == 0) return Failure();
  }
}

Result<void> SqliteConnection::CheckSchema() {
  const Result<std::int64_t> tables_count = NumberOf(fmt::format(
      "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'records' AND sql = '{}'", kTable));
  if (!tables_count) return std::unexpected(tables_count.error());
  if (*tables_count != 1) return Unusable(kDamaged);
  // Again: the header may be older than what the log says.
  const Result<std::int64_t> version = NumberOf("PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  if (*version != kFormatVersion) return NewerVersion(*version);
  return {};
}

Result<void> SqliteConnection::PrepareStatements() {
  const std::pair<Statement*, const char*> statements[] = {
      {&begin_reading_, "BEGIN DEFERRED"},
      {&begin_writing_, "BEGIN IMMEDIATE"},
      {&commit_, "COMMIT"},
      {&roll_back_, "ROLLBACK"},
      {&get_, "SELECT value FROM records WHERE key = ?1"},
      {&list_, "SELECT key FROM records WHERE key >= ?1 AND key < ?2 ORDER BY key LIMIT ?3"},
      {&put_,
       "INSERT INTO records (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = "
       "excluded.value"},
      {&remove_, "DELETE FROM records WHERE key = ?1"},
      {&pages_count_, "PRAGMA page_count"},
      {&free_pages_count_, "PRAGMA freelist_count"},
  };
  for (const auto& [statement, sql] : statements) {
    sqlite3_stmt* prepared = nullptr;
    const int code = sqlite3_prepare_v3(db_, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    statement->reset(prepared);
    if (code != SQLITE_OK) return Failure();
  }
  return {};
}

Result<void> SqliteConnection::BeginReading() {
  if (Use use(begin_reading_.get()); use.Step() != SQLITE_DONE) return Failure();
  return {};
}

Result<void> SqliteConnection::BeginWriting(Clock::time_point deadline) {
  deadline_ = deadline;
  Use use(begin_writing_.get());
  const int code = use.Step();
  deadline_.reset();
  if (code != SQLITE_DONE) return Failure();
  return {};
}

Result<void> SqliteConnection::Commit() {
  bool must_shrink = false;
  if (sqlite3_txn_state(db_, "main") == SQLITE_TXN_WRITE) {
    const Result<bool> given = GiveBackFreePages();
    if (!given) return std::unexpected(given.error());
    must_shrink = *given;
  }
  if (Use use(commit_.get()); use.Step() != SQLITE_DONE) return Failure();
  // The file itself becomes smaller in a checkpoint only, and the next one may be far. Where readers are in
  // the way it is left to that one.
  if (must_shrink) sqlite3_wal_checkpoint_v2(db_, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  return {};
}

bool SqliteConnection::RollBack() {
  // Some errors have rolled back already.
  if (sqlite3_get_autocommit(db_) != 0) return true;
  return Use(roll_back_.get()).Step() == SQLITE_DONE;
}

Result<std::optional<std::string>> SqliteConnection::Get(std::string_view key) {
  Use use(get_.get());
  use.Bind(1, key);
  const int code = use.Step();
  if (code == SQLITE_DONE) return std::nullopt;
  if (code != SQLITE_ROW) return Failure();
  std::string value = use.Bytes();
  // Nothing is also what SQLite gives when a value finds no memory.
  if (value.empty() && sqlite3_errcode(db_) == SQLITE_NOMEM) return Failure();
  return value;
}

Result<std::vector<std::string>> SqliteConnection::List(const KeyRange& range, std::uint32_t count_max) {
  Use use(list_.get());
  use.Bind(1, range.begin);
  use.Bind(2, range.end);
  use.Bind(3, std::int64_t{count_max});
  std::vector<std::string> keys;
  int code = SQLITE_DONE;
  while ((code = use.Step()) == SQLITE_ROW) keys.push_back(use.Bytes());
  if (code != SQLITE_DONE) return Failure();
  return keys;
}

Result<void> SqliteConnection::Put(std::string_view key, std::string_view value) {
  Use use(put_.get());
  use.Bind(1, key);
  use.Bind(2, value);
  if (use.Step() != SQLITE_DONE) return Failure();
  return {};
}

Result<void> SqliteConnection::Remove(std::string_view key) {
  Use use(remove_.get());
  use.Bind(1, key);
  if (use.Step() != SQLITE_DONE) return Failure();
  return {};
}

Result<bool> SqliteConnection::GiveBackFreePages() {
  const Result<std::int64_t> free = Number(free_pages_count_.get());
  if (!free) return std::unexpected(free.error());
  if (*free <= kFreePagesKept) return false;
  const Result<std::int64_t> pages = Number(pages_count_.get());
  if (!pages) return std::unexpected(pages.error());
  const std::int64_t excess = *free - std::max(kFreePagesKept, *pages / 4);
  if (excess <= 0) return false;
  const std::string sql = fmt::format("PRAGMA incremental_vacuum({})", std::min(excess, kPagesGivenBackMax));
  if (Result<void> given = Execute(sql.c_str()); !given) return std::unexpected(given.error());
  return excess <= kPagesGivenBackMax;
}

bool SqliteConnection::FileWasReplaced() const {
  int moved = 0;
  return sqlite3_file_control(db_, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0;
}

Result<void> SqliteConnection::Execute(const char* sql) {
  if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return Failure();
  return {};
}

Result<std::int64_t> SqliteConnection::Number(sqlite3_stmt* statement) {
  Use use(statement);
  if (use.Step() != SQLITE_ROW) return Failure();
  return sqlite3_column_int64(statement, 0);
}

Result<std::int64_t> SqliteConnection::NumberOf(const std::string& sql) {
  sqlite3_stmt* prepared = nullptr;
  const int code = sqlite3_prepare_v2(db_, sql.c_str(), -1, &prepared, nullptr);
  const Statement statement(prepared);
  if (code != SQLITE_OK) return Failure();
  return Number(prepared);
}

std::unexpected<Error> SqliteConnection::Failure() const {
  const int number = sqlite3_system_errno(db_);
  switch (sqlite3_errcode(db_) & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return std::unexpected(Error{ErrorKind::kBusy, "another process is writing to it; try again later"});
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Unusable(kDamaged);
    case SQLITE_READONLY:
      return Unusable("this process may not write to it, or to its folder");
    case SQLITE_NOMEM:
      return std::unexpected(Error{ErrorKind::kHost, "there is not enough memory"});
    case SQLITE_FULL:
      return std::unexpected(Error{ErrorKind::kHost, "the disk is full"});
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR: {
      if (number == ENOSPC || number == EDQUOT || number == EFBIG) {
        return std::unexpected(Error{ErrorKind::kHost, "the disk is full"});
      }
      if (number == EACCES || number == EPERM || number == EROFS) {
        return Unusable("this process may not write to it, or to its folder");
      }
      const ErrorKind kind = number == EMFILE || number == ENFILE ? ErrorKind::kBusy : ErrorKind::kHost;
      return std::unexpected(
          Error{kind, fmt::format("{} ({})", sqlite3_errmsg(db_), std::generic_category().message(number))});
    }
    default:
      return std::unexpected(Error{ErrorKind::kHost, sqlite3_errmsg(db_)});
  }
}

}  // namespace vitrine::store

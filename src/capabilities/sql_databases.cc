#include "capabilities/sql_databases.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "capabilities/close_names.h"
#include "capabilities/sql_query.h"
#include "guests/abi.h"

namespace vitrine::capabilities {
namespace {

constexpr std::size_t kNameBytesMax = 100;
constexpr std::size_t kDatabasesCountMax = 100;
constexpr std::uint32_t kValueBytesHardMax = 1'000'000'000;  // SQLite's own
constexpr std::uint32_t kParametersHardMax = 32'766;         // SQLite's own

bool IsGoodName(std::string_view name) {
  return !name.empty() && name.size() <= kNameBytesMax && base::IsUtf8(name) &&
         std::none_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

std::string TextOf(sqlite3_stmt* statement, int column) {
  const unsigned char* text = sqlite3_column_text(statement, column);
  if (text == nullptr) return {};
  const auto bytes = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  std::string clean;
  base::AppendSanitizedUtf8({reinterpret_cast<const char*>(text), bytes}, clean);
  return clean;
}

// Names and types are the file's: any text.
Result<void> ReadTables(SqliteConnection& connection, DatabaseInfo& info) {
  constexpr std::string_view kSql =
      "SELECT t.name, t.type, c.name, c.type FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c "
      "WHERE t.schema = 'main' AND t.type IN ('table', 'view', 'virtual') AND t.name NOT LIKE 'sqlite\\_%' "
      "ESCAPE "
      "'\\' ORDER BY t.name, c.cid";
  sqlite3_stmt* prepared = nullptr;
  sqlite3_prepare_v2(connection.db(), kSql.data(), static_cast<int>(kSql.size()), &prepared, nullptr);
  const std::unique_ptr<sqlite3_stmt, FinalizeStatement> statement(prepared);
  int step = SQLITE_ERROR;
  while (statement != nullptr && (step = sqlite3_step(statement.get())) == SQLITE_ROW) {
    std::string name = TextOf(statement.get(), 0);
    if (info.tables.empty() || info.tables.back().name != name) {
      if (info.tables.size() == DatabaseInfo::kTablesCountMax) {
        info.has_more_tables = true;
        return {};
      }
      info.tables.push_back(
          {.name = std::move(name), .is_view = TextOf(statement.get(), 1) == "view", .columns = {}});
    }
    info.tables.back().columns.push_back({TextOf(statement.get(), 2), TextOf(statement.get(), 3)});
  }
  if (step == SQLITE_DONE) return {};
  return std::unexpected(Error{
      ErrorKind::kInvalidArgument,
      "the tables of the database '" + info.name + "' cannot be listed: " + sqlite3_errmsg(connection.db())});
}

}  // namespace

Result<void> SqlDatabases::Add(std::string name, const std::string& path) {
  const auto refuse = [](std::string what) {
    return std::unexpected(Error{ErrorKind::kInvalidArgument, std::move(what)});
  };
  if (!IsGoodName(name)) {
    return refuse("a database's name must be 1 to 100 bytes of UTF-8 without control characters");
  }
  if (std::any_of(databases_.begin(), databases_.end(),
                  [&name](const Entry& entry) { return entry.name == name; })) {
    return refuse("a database with the name '" + name + "' is granted already; choose another name");
  }
  if (databases_.size() == kDatabasesCountMax) return refuse("at most 100 databases can be granted");
  Result<std::unique_ptr<SqliteDatabase>> database = SqliteDatabase::Open(path);
  if (!database) return std::unexpected(database.error());
  databases_.push_back(Entry{std::move(name), std::move(*database)});
  return {};
}

Result<void> SqlDatabases::SetLimits(const SqlLimits& limits) {
  const auto refuse = [](std::string what) {
    return std::unexpected(Error{ErrorKind::kInvalidArgument, std::move(what)});
  };
  if (limits.value_bytes_max < 1000 || limits.value_bytes_max > kValueBytesHardMax) {
    return refuse("SqlLimits::value_bytes_max is " + std::to_string(limits.value_bytes_max) +
                  "; it must be between 1000 and 1000000000");
  }
  if (limits.parameters_count_max > kParametersHardMax) {
    return refuse("SqlLimits::parameters_count_max is " + std::to_string(limits.parameters_count_max) +
                  "; it must be at most 32766");
  }
  if (limits.sql_bytes_max > 1'000'000) {
    return refuse("SqlLimits::sql_bytes_max is " + std::to_string(limits.sql_bytes_max) +
                  "; it must be at most 1000000");
  }
  if (limits.time_max.count() < 0) return refuse("SqlLimits::time_max must not be negative");
  limits_ = limits;
  return {};
}

Result<std::vector<DatabaseInfo>> SqlDatabases::Describe() const {
  std::vector<DatabaseInfo> described;
  for (const Entry& entry : databases_) {
    Result<std::unique_ptr<SqliteConnection>> connection = entry.database->Take();
    if (!connection) return std::unexpected(connection.error());
    DatabaseInfo& info = described.emplace_back(DatabaseInfo{.name = entry.name, .tables = {}});
    if (Result<void> read = ReadTables(**connection, info); !read) return std::unexpected(read.error());
    entry.database->GiveBack(std::move(*connection));
  }
  return described;
}

std::string SqlDatabases::Names() const {
  std::string names;
  for (const Entry& entry : databases_) {
    if (!names.empty()) names += ", ";
    names += '\'' + entry.name + '\'';
  }
  return names;
}

Row SqlDatabases::MakeRow() const {
  Row row;
  row.name = kFunctionName;
  row.doc =
      "Run one SQL query (SQLite, read-only) and return its rows.\n"
      "\n"
      "database: one of " +
      Names() +
      ".\n"
      "sql: one SELECT (WITH and EXPLAIN QUERY PLAN work, too); sqlite_schema and PRAGMA table_info(name) "
      "tell what there "
      "is.\n"
      "params: a list for ?, or a dict for :name.\n"
      "Returns {\"columns\": [...], \"rows\": [[...], ...], \"truncated\": bool}; truncated is True when "
      "there were more "
      "than " +
      std::to_string(limits_.rows_count_max) +
      " rows or the reply grew too long. When the query fails: "
      "{\"error\": \"why\"}.";
  row.parameters = {{"database", ParameterType::kText},
                    {"sql", ParameterType::kText},
                    {"params", ParameterType::kAny, Parameter::Need::kOptional}};
  row.calls_count_max = kNoLimitOfItsOwn;
  row.call = [this](const CallContext& context, std::span<const Value> arguments, base::CborWriter& reply) {
    return Query(context, arguments, reply);
  };
  return row;
}

std::expected<void, CallFailure> SqlDatabases::Query(const CallContext& context,
                                                     std::span<const Value> arguments,
                                                     base::CborWriter& reply) const {
  const std::string& name = *arguments[0].As<std::string>();
  const auto entry = std::find_if(databases_.begin(), databases_.end(),
                                  [&name](const Entry& candidate) { return candidate.name == name; });
  if (entry == databases_.end()) {
    CloseNames close(name);
    for (const Entry& candidate : databases_) close.Offer(candidate.name);
    return std::unexpected(CallFailure{VITRINE_REPLY_DENIED, "no database '" + Shortened(name) +
                                                                 "' is granted here" + close.DidYouMean() +
                                                                 "; there is " + Names()});
  }
  RunSqlQuery(*entry->database, SqlRequest{*arguments[1].As<std::string>(), arguments[2]}, limits_, context,
              reply);
  return {};
}

}  // namespace vitrine::capabilities

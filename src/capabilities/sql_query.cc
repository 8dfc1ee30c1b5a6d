#include "capabilities/sql_query.h"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "base/terminal.h"
#include "base/utf8.h"
#include "sqlite/sql_memory.h"

namespace vitrine::capabilities {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kOpsBetweenLooks = 1000;

// Bytes that the instructions of a statement may handle in one pass without a look at the clock: about as
// many nanoseconds.
constexpr std::uint64_t kWorkBytesMax = 4ull << 30;
constexpr int kValueBytesMin = 64 << 10;
// sizeof(VdbeOp) of SQLite on 64-bit machines; a statement's memory is at least that for each instruction.
constexpr int kOpBytes = 24;

// Used when the memory cannot be counted because the process used SQLite before us.
constexpr std::uint32_t kUncountedValueBytesMax = 1u << 20;
constexpr std::uint32_t kUncountedSqlBytesMax = 20'000;

constexpr std::size_t kErrorBytesMax = 1000;

// What ends a reply: the text "truncated" (10 bytes) and a bool.
constexpr std::size_t kReplyTailBytes = 11;

struct Finalizer {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalizer>;

std::string Printable(std::string_view text) {
  std::string out = base::EscapeForTerminal(text, base::NewLines::kEscape);
  out.resize(base::Utf8CutLength(out, kErrorBytesMax));
  return out;
}

// True when there is nothing but spaces, semicolons and comments: SQLite compiles the first statement only.
bool IsBlank(std::string_view sql) {
  while (!sql.empty()) {
    if (sql.starts_with("--")) {
      sql.remove_prefix(std::min(sql.find('\n'), sql.size()));
    } else if (sql.starts_with("/*")) {
      const std::size_t end = sql.find("*/", 2);
      sql.remove_prefix(end == std::string_view::npos ? sql.size() : end + 2);
    } else if (std::string_view(" \t\r\n\f;").find(sql.front()) != std::string_view::npos) {
      sql.remove_prefix(1);
    } else {
      return false;
    }
  }
  return true;
}

const char* TypeName(const Value& value) {
  constexpr const char* kNames[] = {"None", "bool", "int", "int", "float", "str", "bytes", "list", "dict"};
  return kNames[value.storage().index()];
}

// One query on one connection. Returns sentences without a full stop; an empty one is success.
class Query {
 public:
  Query(const SqlRequest& request, const SqlLimits& limits, const CallContext& context)
      : request_(request),
        limits_(limits),
        context_(context),
        memory_is_counted_(sqlite::InstallSqlMemoryCounter()) {
    if (!memory_is_counted_) {
      limits_.value_bytes_max = std::min(limits_.value_bytes_max, kUncountedValueBytesMax);
      limits_.sql_bytes_max = std::min(limits_.sql_bytes_max, kUncountedSqlBytesMax);
    }
    const std::chrono::nanoseconds time_left = context.TimeLeft();
    deadline_ = Clock::now() + std::min<std::chrono::nanoseconds>(limits_.time_max, time_left);
    run_ends_first_ = time_left < limits_.time_max;
  }

  // What is wrong before any database is looked at.
  std::string CheckText() const {
    if (request_.sql.size() > limits_.sql_bytes_max) {
      return "the SQL text has " + std::to_string(request_.sql.size()) + " bytes, at most " +
             std::to_string(limits_.sql_bytes_max) + " are allowed; pass data as parameters";
    }
    if (request_.sql.find('\0') != std::string_view::npos) return "the SQL text holds a NUL character";
    if (IsOver()) return TimeIsOver();
    return {};
  }

  std::string Run(SqliteConnection& connection, base::CborWriter& reply);

  bool IsOver() const { return context_.Stopped() || Clock::now() >= deadline_; }

  // What the progress handler asks. Where the memory is not counted, SQLite's count for the whole process
  // stands in.
  bool MustStop() {
    if (!memory_is_counted_ &&
        sqlite3_memory_used() - memory_bytes_before_ > static_cast<std::int64_t>(limits_.memory_bytes_max)) {
      memory_ran_out_ = true;
    }
    return memory_ran_out_ || IsOver();
  }

 private:
  std::string Prepare(SqliteConnection& connection, Statement& statement);
  std::string Bind(sqlite3_stmt* statement) const;
  std::string BindList(sqlite3_stmt* statement, const Value::List& values) const;
  std::string BindMap(sqlite3_stmt* statement, const Value& values) const;
  std::string BindOne(sqlite3_stmt* statement, int index, const Value& value) const;
  std::string WriteColumns(sqlite3_stmt* statement, base::CborWriter& reply) const;
  int WriteRows(sqlite3_stmt* statement, int code, base::CborWriter& reply) const;
  std::string ErrorOf(sqlite3* db, int code, const SqlAuthorizer& authorizer) const;
  std::string TimeIsOver() const {
    return run_ends_first_ ? "the time of this run is over"
                           : "the query took longer than " + std::to_string(limits_.time_max.count()) +
                                 " ms and was stopped; ask for less, or filter on an indexed column";
  }
  // How many bytes a value may have in this statement.
  int ValueBytesMax(sqlite3_stmt* statement) const;

  SqlRequest request_;
  SqlLimits limits_;
  const CallContext& context_;
  const bool memory_is_counted_;
  Clock::time_point deadline_;
  bool run_ends_first_ = false;
  const std::int64_t memory_bytes_before_ = sqlite3_memory_used();
  bool memory_ran_out_ = false;
  const sqlite::SqlMemoryScope* memory_ = nullptr;
};

int OnProgress(void* user) { return static_cast<Query*>(user)->MustStop() ? 1 : 0; }
bool OnLargeAllocation(void* user) { return static_cast<const Query*>(user)->IsOver(); }
int OnBusy(void* user, int /*count*/) {
  if (static_cast<const Query*>(user)->IsOver()) return 0;
  std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return 1;
}

int Query::ValueBytesMax(sqlite3_stmt* statement) const {
  const int ops_count = std::max(1, sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_MEMUSED, 0) / kOpBytes);
  const std::uint64_t fair =
      std::max<std::uint64_t>(kWorkBytesMax / static_cast<std::uint64_t>(ops_count), kValueBytesMin);
  return static_cast<int>(std::min<std::uint64_t>(fair, limits_.value_bytes_max));
}

std::string Query::Run(SqliteConnection& connection, base::CborWriter& reply) {
  sqlite3* db = connection.db();
  connection.authorizer().Reset();
  sqlite::SqlMemoryScope memory(limits_.memory_bytes_max, &OnLargeAllocation, this);
  memory_ = &memory;
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, static_cast<int>(limits_.value_bytes_max));
  sqlite3_limit(db, SQLITE_LIMIT_VARIABLE_NUMBER, static_cast<int>(limits_.parameters_count_max));
  sqlite3_progress_handler(db, kOpsBetweenLooks, &OnProgress, this);
  sqlite3_busy_handler(db, &OnBusy, this);

  Statement statement;
  std::string error = Prepare(connection, statement);
  if (error.empty()) {
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, ValueBytesMax(statement.get()));
    error = Bind(statement.get());
  }
  if (error.empty()) {
    // The first step may compile the statement anew, when a writer has changed the schema: what the columns
    // are is known only after it.
    int code = sqlite3_step(statement.get());
    if (code == SQLITE_ROW || code == SQLITE_DONE) error = WriteColumns(statement.get(), reply);
    if (error.empty()) code = WriteRows(statement.get(), code, reply);
    if (error.empty() && code != SQLITE_DONE) error = ErrorOf(db, code, connection.authorizer());
  }
  statement.reset();
  sqlite3_progress_handler(db, 0, nullptr, nullptr);
  sqlite3_busy_handler(db, nullptr, nullptr);
  memory_ = nullptr;
  return error;
}

std::string Query::Prepare(SqliteConnection& connection, Statement& statement) {
  sqlite3* db = connection.db();
  sqlite3_stmt* prepared = nullptr;
  const char* tail = nullptr;
  const int code =
      sqlite3_prepare_v3(db, request_.sql.data(), static_cast<int>(request_.sql.size()), 0, &prepared, &tail);
  statement.reset(prepared);
  if (code != SQLITE_OK) return ErrorOf(db, code, connection.authorizer());
  if (prepared == nullptr) return "the SQL text holds no statement";
  // Promise P10: the last wall but one, whatever the authorizer let pass; the file itself is opened for
  // reading.
  if (sqlite3_stmt_readonly(prepared) == 0) return "only reading is allowed here: this statement is refused";
  if (!IsBlank(request_.sql.substr(static_cast<std::size_t>(tail - request_.sql.data())))) {
    return "the SQL text holds more than one statement; send them one by one";
  }
  return {};
}

std::string Query::Bind(sqlite3_stmt* statement) const {
  const Value& values = request_.parameters;
  if (const auto* list = values.As<Value::List>()) return BindList(statement, *list);
  if (values.As<Value::Map>() != nullptr) return BindMap(statement, values);
  if (!values.IsNull()) return std::string("params must be a list, a dict or None, not ") + TypeName(values);
  const int count = sqlite3_bind_parameter_count(statement);
  if (count == 0) return {};
  return "the statement has " + std::to_string(count) + " parameters, but params was not given";
}

std::string Query::BindList(sqlite3_stmt* statement, const Value::List& values) const {
  const auto count = static_cast<std::size_t>(sqlite3_bind_parameter_count(statement));
  if (values.size() != count) {
    return "the statement has " + std::to_string(count) + " parameters, but params has " +
           std::to_string(values.size()) + " values";
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (std::string error = BindOne(statement, static_cast<int>(i) + 1, values[i]); !error.empty()) {
      return "parameter " + std::to_string(i + 1) + " " + error;
    }
  }
  return {};
}

std::string Query::BindMap(sqlite3_stmt* statement, const Value& values) const {
  const Value::Map& map = *values.As<Value::Map>();
  // Searched once for each parameter, hence short.
  if (map.size() > limits_.parameters_count_max) {
    return "params has " + std::to_string(map.size()) + " entries, at most " +
           std::to_string(limits_.parameters_count_max) + " are allowed";
  }
  const int count = sqlite3_bind_parameter_count(statement);
  for (int index = 1; index <= count; ++index) {
    const char* name = sqlite3_bind_parameter_name(statement, index);
    if (name == nullptr || name[0] == '?') {
      return "the statement has a parameter without a name; give params as a list, or write :name";
    }
    // "a" as in Python's sqlite3, ":a" because models write that, too.
    const Value* value = values.Find(name + 1);
    if (value == nullptr) value = values.Find(name);
    if (value == nullptr) return "params has no value for " + Printable(name);
    if (std::string error = BindOne(statement, index, *value); !error.empty()) {
      return "parameter " + Printable(name) + " " + error;
    }
  }
  return {};
}

std::string Query::BindOne(sqlite3_stmt* statement, int index, const Value& value) const {
  int code = SQLITE_MISMATCH;
  if (value.IsNull()) {
    code = sqlite3_bind_null(statement, index);
  } else if (const auto* boolean = value.As<bool>()) {
    code = sqlite3_bind_int(statement, index, *boolean ? 1 : 0);
  } else if (const auto* integer = value.As<std::int64_t>()) {
    code = sqlite3_bind_int64(statement, index, *integer);
  } else if (const auto* real = value.As<double>()) {
    code = sqlite3_bind_double(statement, index, *real);
  } else if (const auto* text = value.As<std::string>()) {
    code = sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
  } else if (const auto* bytes = value.As<Bytes>()) {
    code = sqlite3_bind_blob64(statement, index, bytes->data.data(), bytes->data.size(), SQLITE_STATIC);
  } else if (value.As<BigInt>() != nullptr) {
    return "is an integer that does not fit SQLite's 64 bits";
  }
  switch (code & 0xFF) {
    case SQLITE_OK:
      return {};
    case SQLITE_TOOBIG:
      return "is longer than the " +
             std::to_string(sqlite3_limit(sqlite3_db_handle(statement), SQLITE_LIMIT_LENGTH, -1)) +
             " bytes that a value of this statement may have";
    case SQLITE_MISMATCH:
      return std::string("must be None, bool, int, float, str or bytes, not ") + TypeName(value);
    default:
      return "could not be passed to SQLite";
  }
}

std::string Query::WriteColumns(sqlite3_stmt* statement, base::CborWriter& reply) const {
  const int columns_count = sqlite3_column_count(statement);
  reply.Map(3);
  reply.Text("columns");
  reply.Array(static_cast<std::uint64_t>(columns_count));
  for (int column = 0; column < columns_count; ++column) {
    const char* name = sqlite3_column_name(statement, column);
    reply.Text(base::SanitizeUtf8(name == nullptr ? "" : name));
  }
  return reply.overflowed() ? "the names of the columns are longer than a reply may be" : "";
}

// The text or blob of a value; SQLite gives null for empty ones and when it has no memory (the next step
// tells).
template <typename Byte>
std::string_view View(const Byte* data, sqlite3_value* value) {
  if (data == nullptr) return {};
  return {reinterpret_cast<const char*>(data), static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

void WriteValue(sqlite3_stmt* statement, int column, base::CborWriter& reply) {
  // One look-up of the column instead of one for each property. The value is "unprotected", which asks that
  // one thread at a time uses the connection: it does.
  sqlite3_value* value = sqlite3_column_value(statement, column);
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
      reply.Int(sqlite3_value_int64(value));
      break;
    case SQLITE_FLOAT:
      reply.Double(sqlite3_value_double(value));
      break;
    case SQLITE_TEXT: {
      const std::string_view text = View(sqlite3_value_text(value), value);
      if (base::IsUtf8(text)) [[likely]] {
        reply.Text(text);
      } else {
        reply.Text(base::SanitizeUtf8(text));
      }
      break;
    }
    case SQLITE_BLOB:
      reply.Bytes(View(static_cast<const char*>(sqlite3_value_blob(value)), value));
      break;
    default:
      reply.Null();
  }
}

// Goes on from a step that gave `code`. Returns SQLITE_DONE when the reply is whole, cut or not, or SQLite's
// error.
int Query::WriteRows(sqlite3_stmt* statement, int code, base::CborWriter& reply) const {
  const std::size_t bytes_max = reply.bytes_max();
  // The rows leave room for the tail, so that a reply that is cut is still whole.
  const std::size_t room = bytes_max - std::min(bytes_max, reply.bytes());
  const std::size_t rows_room = std::min<std::uint64_t>(room, limits_.reply_bytes_max);
  reply.Text("rows");
  const std::size_t head = reply.ArrayOfCountToCome();
  reply.set_bytes_max(reply.bytes() +
                      (rows_room > kReplyTailBytes + 16 ? rows_room - kReplyTailBytes - 16 : 0));

  const int columns_count = sqlite3_column_count(statement);
  std::uint32_t rows_count = 0;
  bool truncated = false;
  for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
    if (rows_count == limits_.rows_count_max) {
      truncated = true;
      break;
    }
    const std::size_t row_start = reply.bytes();
    reply.Array(static_cast<std::uint64_t>(columns_count));
    for (int column = 0; column < columns_count; ++column) WriteValue(statement, column, reply);
    if (reply.overflowed()) {
      reply.CutBack(row_start);
      truncated = true;
      break;
    }
    ++rows_count;
  }
  reply.set_bytes_max(bytes_max);
  if (!truncated && code != SQLITE_DONE) return code;
  reply.SetCount(head, rows_count);
  reply.Text("truncated");
  reply.Bool(truncated);
  return SQLITE_DONE;
}

std::string Query::ErrorOf(sqlite3* db, int code, const SqlAuthorizer& authorizer) const {
  if (!authorizer.denial().empty()) return authorizer.denial();
  if (memory_->time_ran_out()) return TimeIsOver();
  if (memory_->memory_ran_out() || memory_ran_out_) {
    return "the query needs more than " + std::to_string(limits_.memory_bytes_max) +
           " bytes of memory; sort or group less, or ask for fewer columns";
  }
  switch (code & 0xFF) {
    case SQLITE_INTERRUPT:
      return TimeIsOver();
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "the database is locked by a writer; try again later";
    case SQLITE_TOOBIG:
      return "a text, a blob or a row is longer than the " +
             std::to_string(sqlite3_limit(db, SQLITE_LIMIT_LENGTH, -1)) +
             " bytes that this statement may handle";
    case SQLITE_NOMEM:
      return "the statement is too large; split it, or pass data as parameters";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "the database is damaged";
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
      return "the database cannot be read at the moment";
    default:
      break;
  }
  std::string message = Printable(sqlite3_errmsg(db));
  constexpr std::string_view kNoColumn = "no such column: ";
  if (message.starts_with(kNoColumn) &&
      request_.sql.find('"' + message.substr(kNoColumn.size()) + '"') != std::string_view::npos) {
    message += " (a text is written in single quotes, double quotes are for names)";
  }
  return message;
}

void WriteError(std::string_view sentence, std::size_t start, base::CborWriter& reply) {
  reply.CutBack(start);
  reply.Map(1);
  reply.Text("error");
  reply.Text(sentence);
}

}  // namespace

void RunSqlQuery(const SqliteDatabase& database, const SqlRequest& request, const SqlLimits& limits,
                 const CallContext& context, base::CborWriter& reply) {
  const std::size_t start = reply.bytes();
  Query query(request, limits, context);
  std::string error = query.CheckText();
  if (!error.empty()) return WriteError(error, start, reply);

  auto connection = database.Take();
  for (int attempt = 0; connection.has_value(); ++attempt) {
    error = query.Run(**connection, reply);
    const bool was_denied = !(*connection)->authorizer().denial().empty();
    if (error.empty() || !was_denied || attempt == 1) break;
    // When a writer has changed the schema, virtual tables connect again, and the authorizer refuses what
    // that takes. A fresh connection has connected them before (see SqliteConnection).
    reply.CutBack(start);
    connection = database.TakeFresh();
  }
  if (!connection.has_value()) {
    return WriteError(connection.error().kind == ErrorKind::kBusy
                          ? "the database is locked by a writer; try again later"
                          : "the database cannot be read at the moment",
                      start, reply);
  }
  database.GiveBack(std::move(*connection));
  if (!error.empty()) WriteError(error, start, reply);
}

}  // namespace vitrine::capabilities

#include "capabilities/sql_authorizer.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <string_view>

#include "base/terminal.h"
#include "base/utf8.h"

namespace vitrine::capabilities {
namespace {

// Sorted. Not here, on purpose: load_extension, fts3_tokenizer, optimize (FTS3: writes), readfile and friends
// (only in the shell), sqlite_* (tell about the build), changes and last_insert_rowid (about the host's
// connection), json_patch (time quadratic in the keys, in one instruction).
constexpr std::string_view kFunctions[] = {
    "->",
    "->>",
    "abs",
    "acos",
    "acosh",
    "asin",
    "asinh",
    "atan",
    "atan2",
    "atanh",
    "avg",
    "bm25",
    "ceil",
    "ceiling",
    "char",
    "coalesce",
    "cos",
    "cosh",
    "count",
    "cume_dist",
    "current_date",
    "current_time",
    "current_timestamp",
    "date",
    "datetime",
    "degrees",
    "dense_rank",
    "exp",
    "first_value",
    "floor",
    "format",
    "glob",
    "group_concat",
    "hex",
    "highlight",
    "ifnull",
    "iif",
    "instr",
    "json",
    "json_array",
    "json_array_length",
    "json_extract",
    "json_group_array",
    "json_group_object",
    "json_insert",
    "json_object",
    "json_quote",
    "json_remove",
    "json_replace",
    "json_set",
    "json_type",
    "json_valid",
    "julianday",
    "lag",
    "last_value",
    "lead",
    "length",
    "like",
    "likelihood",
    "likely",
    "ln",
    "log",
    "log10",
    "log2",
    "lower",
    "ltrim",
    "match",
    "matchinfo",
    "max",
    "min",
    "mod",
    "nth_value",
    "ntile",
    "nullif",
    "offsets",
    "percent_rank",
    "pi",
    "pow",
    "power",
    "printf",
    "quote",
    "radians",
    "random",
    "randomblob",
    "rank",
    "replace",
    "round",
    "row_number",
    "rtreecheck",
    "rtrim",
    "sign",
    "sin",
    "sinh",
    "snippet",
    "soundex",
    "sqlite_version",
    "sqrt",
    "strftime",
    "substr",
    "substring",
    "sum",
    "tan",
    "tanh",
    "time",
    "total",
    "trim",
    "trunc",
    "typeof",
    "unicode",
    "unixepoch",
    "unlikely",
    "upper",
    "zeroblob",
};
static_assert(std::is_sorted(std::begin(kFunctions), std::end(kFunctions)));

struct Pragma {
  std::string_view name;
  enum class Argument { kNone, kName, kNameOrNone } argument;
};

// Only what reads, and only in the form that reads.
constexpr Pragma kPragmas[] = {
    {"data_version", Pragma::Argument::kNone},  // FTS5 asks for it
    {"foreign_key_list", Pragma::Argument::kName}, {"index_info", Pragma::Argument::kName},
    {"index_list", Pragma::Argument::kName},       {"index_xinfo", Pragma::Argument::kName},
    {"table_info", Pragma::Argument::kName},       {"table_list", Pragma::Argument::kNameOrNone},
    {"table_xinfo", Pragma::Argument::kName},
};
constexpr std::size_t kPragmaArgumentBytesMax = 1000;

bool EqualsIgnoringCase(std::string_view left, const char* right) {
  return left.size() == std::strlen(right) &&
         sqlite3_strnicmp(left.data(), right, static_cast<int>(left.size())) == 0;
}

bool IsAllowedFunction(const char* name) {
  return std::any_of(std::begin(kFunctions), std::end(kFunctions),
                     [name](std::string_view allowed) { return EqualsIgnoringCase(allowed, name); });
}

bool IsAllowedPragma(const char* name, const char* argument) {
  for (const Pragma& pragma : kPragmas) {
    if (!EqualsIgnoringCase(pragma.name, name)) continue;
    if (argument == nullptr) return pragma.argument != Pragma::Argument::kName;
    return pragma.argument != Pragma::Argument::kNone && std::strlen(argument) <= kPragmaArgumentBytesMax;
  }
  return false;
}

// A name out of a statement, short and harmless.
std::string Quoted(const char* name) {
  std::string text = base::EscapeForTerminal(name == nullptr ? "" : name, base::NewLines::kEscape);
  text.resize(base::Utf8CutLength(text, 100));
  return "'" + text + "'";
}

std::string Denial(int action, const char* first, const char* second) {
  const std::string only_reading = "only reading is allowed here: ";
  switch (action) {
    case SQLITE_INSERT:
      return only_reading + "writing to table " + Quoted(first) + " is refused";
    case SQLITE_UPDATE:
      return only_reading + "changing table " + Quoted(first) + " is refused";
    case SQLITE_DELETE:
      return only_reading + "deleting from table " + Quoted(first) + " is refused";
    case SQLITE_FUNCTION:
      return "the function " + Quoted(second) + " is not allowed here";
    case SQLITE_PRAGMA:
      return "PRAGMA " + Quoted(first) +
             " is not allowed here in this form; allowed are table_info(name), table_xinfo(name), "
             "table_list, "
             "index_list(name), index_info(name), index_xinfo(name) and foreign_key_list(name)";
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
      return only_reading +
             "ATTACH, DETACH and VACUUM are refused; each database has a name of its own to query";
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
      return "transactions are not allowed here; every query sees one state of the database";
    default:
      return only_reading + "this statement is refused";
  }
}

}  // namespace

void SqlAuthorizer::Install(sqlite3* db) { sqlite3_set_authorizer(db, &SqlAuthorizer::Judge, this); }

int SqlAuthorizer::Judge(void* self, int action, const char* first, const char* second,
                         const char* /*database*/, const char* /*trigger_or_view*/) {
  auto& authorizer = *static_cast<SqlAuthorizer*>(self);
  if (authorizer.IsAllowed(action, first, second)) return SQLITE_OK;
  if (authorizer.denial_.empty()) authorizer.denial_ = Denial(action, first, second);
  return SQLITE_DENY;
}

bool SqlAuthorizer::IsAllowed(int action, const char* first, const char* second) const {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
      return true;
    case SQLITE_FUNCTION:
      return second != nullptr && IsAllowedFunction(second);
    case SQLITE_PRAGMA:
      return first != nullptr && IsAllowedPragma(first, second);
    default:
      return false;
  }
}

}  // namespace vitrine::capabilities

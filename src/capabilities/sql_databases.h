// The capability read_only_sql_query: the granted databases and their limits.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "capabilities/row.h"
#include "capabilities/sqlite_database.h"
#include "vitrine/error.h"
#include "vitrine/grants.h"

namespace vitrine::capabilities {

// Filled before it is shared; const use is thread-safe.
class SqlDatabases {
 public:
  static constexpr std::string_view kFunctionName = "read_only_sql_query";

  Result<void> Add(std::string name, const std::string& path);
  Result<void> SetLimits(const SqlLimits& limits);
  bool empty() const { return databases_.empty(); }

  Result<std::vector<DatabaseInfo>> Describe() const;

  // The row as it stands with the databases added so far; this must outlive it.
  Row MakeRow() const;

 private:
  struct Entry {
    std::string name;
    std::unique_ptr<SqliteDatabase> database;
  };

  std::expected<void, CallFailure> Query(const CallContext& context, std::span<const Value> arguments,
                                         base::CborWriter& reply) const;
  std::string Names() const;

  std::vector<Entry> databases_;  // in the order of their granting
  SqlLimits limits_;
};

}  // namespace vitrine::capabilities

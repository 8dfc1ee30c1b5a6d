// The table of rows behind Grants.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "capabilities/row.h"
#include "capabilities/sql_databases.h"
#include "vitrine/grants.h"

namespace vitrine {

// Filled by one thread, then only read: const use is thread-safe.
class Grants::Impl {
 public:
  Impl() = default;
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Result<void> AddFunction(HostFunction function);
  Result<void> AddDatabase(std::string name, const std::string& path);
  Result<void> SetSqlLimits(const SqlLimits& limits);

  const capabilities::SqlDatabases& databases() const { return databases_; }
  const std::vector<capabilities::Row>& rows() const { return rows_; }
  // The index of the row with that name.
  std::optional<std::size_t> Find(std::string_view name) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };

  void Put(capabilities::Row row);

  std::vector<capabilities::Row> rows_;
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> indices_;
  capabilities::SqlDatabases databases_;
};

}  // namespace vitrine

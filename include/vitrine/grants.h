// What the code inside may ask of the host: nothing, until it is granted here.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "vitrine/error.h"
#include "vitrine/value.h"

namespace vitrine {

// What a host function can know about the run it serves.
class CallContext {
 public:
  // Time left before the run's deadline; a function that works longer must look at it, or at `Stopped()`,
  // often.
  virtual std::chrono::nanoseconds TimeLeft() const = 0;
  // True once the run is over its time or was cancelled. Safe from any thread.
  virtual bool Stopped() const = 0;

 protected:
  ~CallContext() = default;
};

// A bool is no int. kInt gives std::int64_t, or BigInt when it does not fit; kFloat takes an int as well and
// gives double.
enum class ParameterType : std::uint8_t { kAny, kBool, kInt, kFloat, kText, kBytes, kList, kMap };

struct Parameter {
  std::string name;
  ParameterType type = ParameterType::kAny;
  // An optional parameter may be left out or None; the function then gets null.
  enum class Need : std::uint8_t { kRequired, kOptional } need = Need::kRequired;
};

// "The reply comes later": the run is parked (Status::kParked) until Sandbox::Resume or Session::Resume gives
// it. For what takes hours: a person's answer, a slow job.
struct Later {};
// Why there is no value: the text becomes vitrine.CallError.
using NoValue = std::variant<std::string, Later>;
// A reply that has come; the text of an error becomes vitrine.CallError.
using CallReply = std::expected<Value, std::string>;

// A function of the host that the code inside can call like a Python function.
struct HostFunction {
  std::string name;  // a Python identifier
  std::string doc;   // docstring; the first line is the summary
  std::vector<Parameter> parameters;
  // Called on the thread that runs the sandbox, with checked arguments in the parameters' order; may be
  // called from several threads at once when several sandboxes share the grants. An error text becomes
  // vitrine.CallError, Later parks the run. Must not throw and must not use the sandbox that called it.
  std::function<std::expected<Value, NoValue>(const CallContext&, std::span<const Value>)> call;
  // Of one run, refused ones included; the sandbox's own limit holds as well.
  std::uint32_t calls_count_max = 10'000;
};

// Limits of read_only_sql_query. Every field is hard; what is over is cut or refused, and the reply says so.
struct SqlLimits {
  std::uint32_t rows_count_max = 10'000;      // more rows: "truncated": True
  std::uint64_t reply_bytes_max = 16u << 20;  // likewise
  std::uint32_t sql_bytes_max = 100'000;
  std::uint32_t parameters_count_max = 100;
  std::uint32_t value_bytes_max = 4u << 20;  // of one text, blob or row; long statements may handle less
  std::uint64_t memory_bytes_max = 128u
                                   << 20;  // of SQLite for one query: sorts, groups, temporary tables, values
  std::chrono::milliseconds time_max{2000};  // of one query; the run's own deadline holds as well
};

// A set of grants. Build it, then share it: const use is thread-safe. Must outlive the sandboxes that use it.
class Grants {
 public:
  Grants();
  ~Grants();
  Grants(Grants&&) noexcept;
  Grants& operator=(Grants&&) noexcept;

  // Fails with kInvalidArgument when a name is taken or no identifier.
  Result<void> AddFunction(HostFunction function);

  // Gives `read_only_sql_query(database, sql, params=None)` the SQLite file at `path` under `name`. The file
  // is opened read-only at once, so that a missing or broken one is found here (kNotFound, kInvalidArgument).
  Result<void> AddDatabase(std::string name, const std::string& path);
  Result<void> SetSqlLimits(const SqlLimits& limits);

  class Impl;
  const Impl& impl() const { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

// What is in a granted database, for tool descriptions and pages.
struct ColumnInfo {
  std::string name;
  std::string type;  // as it was declared; may be empty
};
struct TableInfo {
  std::string name;
  bool is_view = false;
  std::vector<ColumnInfo> columns;
};
struct DatabaseInfo {
  std::string name;
  std::vector<TableInfo> tables;  // by name; at most kTablesCountMax
  bool has_more_tables = false;
  static constexpr std::size_t kTablesCountMax = 1000;
};
// As the files are now. SQLite's own tables are left out.
Result<std::vector<DatabaseInfo>> DescribeDatabases(const Grants& grants);

// What is granted, as text for a model's tool description: one Python signature with its docstring for each
// function.
std::string DescribeForModel(const Grants& grants);

}  // namespace vitrine

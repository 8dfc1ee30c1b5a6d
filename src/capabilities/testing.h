// For tests and fuzz targets of this layer: a context that stands still, requests and replies in short.
#pragma once

#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/value_cbor.h"
#include "capabilities/dispatcher.h"
#include "sqlite/sql_memory.h"
#include "vitrine/grants.h"

namespace vitrine::capabilities::testing {

struct StillContext final : CallContext {
  std::chrono::nanoseconds TimeLeft() const override { return time_left; }
  bool Stopped() const override { return stopped; }

  std::chrono::nanoseconds time_left = std::chrono::minutes(10);
  bool stopped = false;
};

inline std::string Request(std::string_view function, const Value::List& positional,
                           const Value::Map& keywords = {}) {
  std::string frame;
  base::CborWriter writer(frame);
  base::AppendValue(Value::List{std::string(function), positional, keywords}, writer);
  return frame;
}

struct Reply {
  std::int64_t kind = -1;
  Value value;
  std::string message;
};

// Throws what makes a test fail when the reply is not as guests/abi.h has it.
inline Reply ReadReply(std::string_view frame) {
  const auto read = base::DecodeValue(frame, {.cbor = {.depth_max = base::CborReader::kDepthMax,
                                                       .items_count_max = 100'000'000,
                                                       .text_bytes_max = 1u << 30,
                                                       .bytes_bytes_max = 1u << 30},
                                              .memory_bytes_max = 4ull << 30});
  if (!read) throw std::runtime_error("the reply is malformed: " + read.error());
  const auto* list = read->As<Value::List>();
  if (list == nullptr || list->size() != 2 || (*list)[0].As<std::int64_t>() == nullptr) {
    throw std::runtime_error("the reply is not [kind, ...]: " + ToJson(*read));
  }
  Reply reply{.kind = *(*list)[0].As<std::int64_t>(), .value = (*list)[1], .message = {}};
  if (reply.kind != 0)
    reply.message = reply.value.As<std::string>() != nullptr ? *reply.value.As<std::string>() : "?";
  return reply;
}

// A folder that is gone with the test.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "vitrine-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string File(std::string_view name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

// An ordinary, writing connection of somebody else.
class Writer {
 public:
  explicit Writer(const std::string& path) {
    sqlite::InstallSqlMemoryCounter();  // before the process first uses SQLite
    if (sqlite3_open(path.c_str(), &db_) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(db_));
  }
  ~Writer() { sqlite3_close(db_); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void Run(const std::string& sql) {
    char* error = nullptr;
    if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, &error) != SQLITE_OK) {
      throw std::runtime_error(sql + ": " + (error != nullptr ? error : "?"));
    }
  }
  sqlite3* db() const { return db_; }

 private:
  sqlite3* db_ = nullptr;
};

}  // namespace vitrine::capabilities::testing

// For tests: a folder that goes away, and records in one line.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vitrine/session_store.h"

namespace vitrine::store {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    if (mkdtemp(path_.data()) == nullptr) std::abort();
  }
  ~TemporaryFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string Path(const std::string& name) const { return path_ + "/" + name; }
  void Put(const std::string& name, std::string_view data) const {
    std::ofstream(Path(name), std::ios::binary) << data;
  }
  std::string Get(const std::string& name) const {
    std::ifstream file(Path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }

 private:
  std::string path_ = std::filesystem::temp_directory_path() / "vitrine-test-XXXXXX";
};

using Access = SessionStore::Access;
using TransactionPointer = std::unique_ptr<SessionStore::Transaction>;

inline TransactionPointer Reader(SessionStore& store) {
  auto begun = store.Begin(Access::kRead);
  EXPECT_TRUE(begun) << begun.error().what;
  return std::move(*begun);
}

inline TransactionPointer Writer(SessionStore& store) {
  auto begun = store.Begin(Access::kWrite);
  EXPECT_TRUE(begun) << begun.error().what;
  return std::move(*begun);
}

inline bool PutOne(SessionStore& store, std::string_view key, std::string_view value) {
  const auto writer = Writer(store);
  return writer->Put(key, value) && writer->Commit();
}

// "-" for none.
inline std::string GetOne(SessionStore& store, std::string_view key) {
  return Reader(store)->Get(key).value().value_or("-");
}

}  // namespace vitrine::store

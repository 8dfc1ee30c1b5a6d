#include "tests/escape/host.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <regex>
#include <thread>

namespace vitrine::escape {
namespace {

constexpr std::int64_t kBigMax = 1 << 30;

std::string Slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// A bug of the tests; ends them.
void Must(bool holds, const std::string& what) {
  if (holds) return;
  ADD_FAILURE() << what;
  std::abort();
}

void MakeDatabase(const std::string& path, const std::string& sql) {
  sqlite3* db = nullptr;
  Must(sqlite3_open(path.c_str(), &db) == SQLITE_OK, "the test's database can be made");
  Must(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK, sqlite3_errmsg(db));
  sqlite3_close(db);
}

void AddFunctions(Grants& grants) {
  const auto add = [&grants](HostFunction function) {
    Must(grants.AddFunction(std::move(function)).has_value(), "the test's functions can be added");
  };
  add({.name = "echo",
       .doc = "Returns what it is given.",
       .parameters = {{.name = "value"}},
       .call = [](const CallContext&, std::span<const Value> arguments) { return arguments[0]; },
       .calls_count_max = 1'000'000});
  add({.name = "fail",
       .doc = "Fails with the text.",
       .parameters = {{.name = "text", .type = ParameterType::kText}},
       .call = [](const CallContext&, std::span<const Value> arguments) -> std::expected<Value, std::string> {
         return std::unexpected(*arguments[0].As<std::string>());
       }});
  add({.name = "slow",
       .doc = "Takes its time.",
       .parameters = {{.name = "milliseconds", .type = ParameterType::kInt}},
       .call = [](const CallContext& context,
                  std::span<const Value> arguments) -> std::expected<Value, std::string> {
         const auto* milliseconds = arguments[0].As<std::int64_t>();
         if (milliseconds == nullptr) return std::unexpected("too long");
         const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(*milliseconds);
         while (!context.Stopped() && std::chrono::steady_clock::now() < end) std::this_thread::yield();
         return Value(context.Stopped() ? "stopped" : "done");
       }});
  add({.name = "big",
       .doc = "Returns as many bytes.",
       .parameters = {{.name = "bytes", .type = ParameterType::kInt}},
       .call = [](const CallContext&, std::span<const Value> arguments) -> std::expected<Value, std::string> {
         const auto* bytes = arguments[0].As<std::int64_t>();
         if (bytes == nullptr || *bytes < 0 || *bytes > kBigMax) return std::unexpected("out of range");
         return Value(Bytes{std::string(static_cast<std::size_t>(*bytes), 'b')});
       }});
}

}  // namespace

Host::Host(const std::filesystem::path& source_folder, const std::filesystem::path& scratch) {
  setenv("VITRINE_TEST_SECRET", kSecret, 1);
  std::string pattern = (scratch / "vitrine-escape-XXXXXX").string();
  Must(mkdtemp(pattern.data()) != nullptr, "a scratch folder can be made");
  folder_ = pattern;
  MakeDatabase((folder_ / "shop.db").string(), Slurp(source_folder / "shop.sql"));
  database_bytes_ = Slurp(folder_ / "shop.db");
  Must(chdir(folder_.c_str()) == 0, "the scratch folder can be entered");  // so that a stray file lands in it

  AddFunctions(grants_);
  const Result<void> added = grants_.AddDatabase("shop", (folder_ / "shop.db").string());
  Must(added.has_value(), added ? "" : added.error().what);
  Must(grants_.SetSqlLimits({.time_max = std::chrono::milliseconds(200)}).has_value(),
       "the SQL limits can be set");
}

const Image& Host::image(Interpreter interpreter, Engine engine) {
  std::unique_ptr<Image>& image = images_[{interpreter, engine}];
  if (image == nullptr) {
    Result<std::unique_ptr<Image>> loaded =
        Image::Load({.interpreter = interpreter, .engine = engine, .slots_ready_max = 2});
    Must(loaded.has_value(), loaded ? "" : loaded.error().what);
    image = std::move(*loaded);
  }
  return *image;
}

Host::~Host() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string Host::WhatChanged() const {
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    if (entry.path().filename() != "shop.db")
      return "a file has appeared: " + entry.path().filename().string();
  }
  return Slurp(folder_ / "shop.db") == database_bytes_ ? "" : "the database was changed";
}

std::string AllText(const Outcome& outcome) {
  std::string text =
      outcome.stdout_text + "\n" + outcome.stderr_text + "\n" + outcome.value_repr.value_or("") + "\n";
  if (outcome.failure) {
    text += outcome.failure->type + "\n" + outcome.failure->message + "\n" + outcome.failure->traceback +
            "\n" + outcome.failure->hint + "\n";
  }
  for (const Display& display : outcome.displays) {
    for (const MimeData& data : display) text += data.mime + "\n" + data.data + "\n";
  }
  return text;
}

std::string WhatLeaks(std::string_view text) {
  if (text.find(kSecret) != std::string_view::npos) return "the environment";
  if (text.find("vitrine-escape-") != std::string_view::npos) return "the path of the host's database";
  for (const char* name : {"HOME", "PWD", "LOGNAME", "HOSTNAME"}) {
    const char* value = std::getenv(name);
    // Shorter ones ("/", "root") occur in innocent text.
    if (value != nullptr && std::string_view(value).size() > 6 &&
        text.find(value) != std::string_view::npos) {
      return std::string("the environment's ") + name;
    }
  }
  // Addresses of a 64-bit process have 12 digits and begin with 5 or 7; the guest's own have 8 at most.
  static const std::regex kAddress("0x(?:0000)?[57][0-9a-f]{11}(?![0-9a-f])");
  // A regex over megabytes is slow and deep: look only where an "0x" stands.
  for (std::size_t at = text.find("0x"); at != std::string_view::npos; at = text.find("0x", at + 2)) {
    const std::string_view near = text.substr(at, 24);
    if (std::regex_search(near.begin(), near.end(), kAddress, std::regex_constants::match_continuous)) {
      return "an address: " + std::string(near);
    }
  }
  return {};
}

}  // namespace vitrine::escape

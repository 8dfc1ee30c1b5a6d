// read_only_sql_query: any text as a statement gives rows or an error, and the database file stays as it is.
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/utf8.h"
#include "capabilities/sql_query.h"
#include "capabilities/testing.h"
#include "fuzz/fuzz_target.h"

namespace {

using namespace vitrine;
using namespace vitrine::capabilities;

class Target {
 public:
  Target() {
    testing::Writer(path_).Run(
        "CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT, c REAL); INSERT INTO t VALUES (1, 'one', 1.5), (2, "
        "'two', NULL);"
        "CREATE INDEX i ON t(b); CREATE VIEW v AS SELECT a, upper(b) AS b FROM t;"
        "CREATE VIRTUAL TABLE five USING fts5(body); INSERT INTO five VALUES ('quick fox');"
        "CREATE VIRTUAL TABLE tree USING rtree(id, x0, x1); INSERT INTO tree VALUES (1, 0, 1)");
    auto database = SqliteDatabase::Open(path_);
    VITRINE_CHECK(database.has_value(), "the database opens");
    database_ = std::move(*database);
    before_ = Content();
  }

  void Try(std::string_view sql) {
    const SqlLimits limits{.rows_count_max = 100,
                           .reply_bytes_max = 64 << 10,
                           .value_bytes_max = 100'000,
                           .memory_bytes_max = 8 << 20,
                           .time_max = std::chrono::milliseconds(50)};
    const testing::StillContext context;
    std::string out;
    base::CborWriter writer(out, 128 << 10);
    RunSqlQuery(*database_, SqlRequest{sql, Value()}, limits, context, writer);
    const auto reply = base::DecodeValue(out, {});
    VITRINE_CHECK(reply.has_value(), "a reply is CBOR");
    VITRINE_CHECK((reply->Find("error") != nullptr) != (reply->Find("rows") != nullptr),
                  "a reply has rows or an error");
    VITRINE_CHECK(Content() == before_, "the file stays as it is");
  }

 private:
  std::string Content() const {
    std::ostringstream content;
    content << std::ifstream(path_, std::ios::binary).rdbuf();
    return content.str();
  }

  testing::TemporaryFolder folder_;
  std::string path_ = folder_.File("a.db");
  std::unique_ptr<SqliteDatabase> database_;
  std::string before_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Target target;
  const std::string_view sql(reinterpret_cast<const char*>(data), size);
  if (base::IsUtf8(sql)) target.Try(sql);  // the dispatcher lets nothing else through
  return 0;
}

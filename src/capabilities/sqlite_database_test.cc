#include "capabilities/sqlite_database.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "capabilities/testing.h"
#include "sqlite/sql_memory.h"

namespace vitrine::capabilities {
namespace {

using testing::TemporaryFolder;
using testing::Writer;

class SqliteDatabaseTest : public ::testing::Test {
 protected:
  SqliteDatabaseTest() { sqlite::InstallSqlMemoryCounter(); }

  std::string Make(std::string_view name, const std::string& sql) {
    Writer(folder_.File(name)).Run(sql);
    return folder_.File(name);
  }
  std::string Write(std::string_view name, std::string_view content) {
    std::ofstream(folder_.File(name), std::ios::binary) << content;
    return folder_.File(name);
  }
  static std::string First(SqliteConnection& connection, const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    std::string out = "error";
    if (sqlite3_prepare_v2(connection.db(), sql.c_str(), -1, &statement, nullptr) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW) {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
      out = text == nullptr ? "null" : text;
    }
    sqlite3_finalize(statement);
    return out;
  }
  void ExpectRefused(const std::string& path, ErrorKind kind, std::string_view part) {
    const auto database = SqliteDatabase::Open(path);
    ASSERT_FALSE(database.has_value()) << path;
    EXPECT_EQ(database.error().kind, kind) << database.error().what;
    EXPECT_NE(database.error().what.find(part), std::string::npos) << database.error().what;
  }

  TemporaryFolder folder_;
};

TEST_F(SqliteDatabaseTest, SaysWhatIsWrongWithTheFile) {
  ExpectRefused(folder_.File("missing.db"), ErrorKind::kNotFound, "there is no such file");
  ExpectRefused(folder_.File(""), ErrorKind::kInvalidArgument, "it is a folder");
  ExpectRefused(Write("empty.db", ""), ErrorKind::kInvalidArgument, "the file is empty");
  ExpectRefused(Write("text.db", std::string(5000, 'x')), ErrorKind::kInvalidArgument,
                "it is not a SQLite database");
  ExpectRefused(Write("short.db", "SQLite format 3"), ErrorKind::kInvalidArgument,
                "it is not a SQLite database");
  ExpectRefused(":memory:", ErrorKind::kNotFound, "there is no such file");
  ASSERT_EQ(mkfifo(folder_.File("fifo.db").c_str(), 0600), 0);
  ExpectRefused(folder_.File("fifo.db"), ErrorKind::kInvalidArgument, "it is no regular file");
  if (geteuid() != 0) {
    const std::string path = Make("secret.db", "CREATE TABLE t(x)");
    chmod(path.c_str(), 0);
    ExpectRefused(path, ErrorKind::kInvalidArgument, "may not read it");
  }
}

TEST_F(SqliteDatabaseTest, RefusesADamagedSchema) {
  const std::string path = Make("damaged.db", "CREATE TABLE t(x)");
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(100);
  file << std::string(3996, '\x7F');
  file.close();
  EXPECT_FALSE(SqliteDatabase::Open(path).has_value());
}

TEST_F(SqliteDatabaseTest, DoesNotReadUris) {
  Make("a.db", "CREATE TABLE t(x)");
  ExpectRefused("file:" + folder_.File("a.db") + "?mode=rwc", ErrorKind::kNotFound, "there is no such file");
}

TEST_F(SqliteDatabaseTest, KeepsConnectionsAndSeesReplacedFiles) {
  const std::string path = Make("a.db", "CREATE TABLE t(x); INSERT INTO t VALUES ('old')");
  const auto database = SqliteDatabase::Open(path);
  ASSERT_TRUE(database.has_value());
  auto first = (*database)->Take();
  ASSERT_TRUE(first.has_value());
  const sqlite3* handle = (*first)->db();
  auto second = (*database)->Take();
  ASSERT_TRUE(second.has_value());
  EXPECT_NE((*second)->db(), handle);
  (*database)->GiveBack(std::move(*second));
  (*database)->GiveBack(std::move(*first));
  first = (*database)->Take();
  EXPECT_EQ((*first)->db(), handle) << "a kept connection is used again";
  EXPECT_EQ(First(**first, "SELECT x FROM t"), "old");
  (*database)->GiveBack(std::move(*first));

  std::filesystem::rename(Make("b.db", "CREATE TABLE t(x); INSERT INTO t VALUES ('new')"), path);
  auto third = (*database)->Take();
  ASSERT_TRUE(third.has_value());
  EXPECT_EQ(First(**third, "SELECT x FROM t"), "new");
  (*database)->GiveBack(std::move(*third));

  std::filesystem::remove(path);
  EXPECT_EQ((*database)->Take().error().kind, ErrorKind::kNotFound);
}

TEST_F(SqliteDatabaseTest, ReadsALiveDatabaseInWalMode) {
  Writer writer(folder_.File("wal.db"));
  writer.Run("PRAGMA journal_mode=WAL; CREATE TABLE t(x); INSERT INTO t VALUES (1)");
  const auto database = SqliteDatabase::Open(folder_.File("wal.db"));
  ASSERT_TRUE(database.has_value());
  auto connection = (*database)->Take();
  EXPECT_EQ(First(**connection, "SELECT count(*) FROM t"), "1");
  writer.Run("INSERT INTO t VALUES (2)");
  EXPECT_EQ(First(**connection, "SELECT count(*) FROM t"), "2");
  (*database)->GiveBack(std::move(*connection));
}

TEST_F(SqliteDatabaseTest, DropsModulesThatTellAboutMoreThanTheFile) {
  const auto database = SqliteDatabase::Open(Make("a.db", "CREATE TABLE t(x); INSERT INTO t VALUES (1)"));
  auto connection = (*database)->Take();
  for (const char* table : {"dbstat", "sqlite_stmt", "sqlite_dbpage", "fts3tokenize('porter')", "fsdir('/')",
                            "generate_series(1, 2)", "pragma_database_list", "pragma_compile_options"}) {
    EXPECT_EQ(First(**connection, std::string("SELECT * FROM ") + table), "error") << table;
  }
  EXPECT_EQ(First(**connection, "SELECT value FROM json_each('[7]')"), "7");
  EXPECT_EQ(First(**connection, "SELECT name FROM pragma_table_info('t')"), "x");
  (*database)->GiveBack(std::move(*connection));
}

TEST_F(SqliteDatabaseTest, ReadsFullTextAndRangeTrees) {
  const auto database = SqliteDatabase::Open(Make(
      "a.db",
      "CREATE VIRTUAL TABLE five USING fts5(body); INSERT INTO five VALUES ('the quick fox'), ('slow ox');"
      "CREATE VIRTUAL TABLE four USING fts4(body); INSERT INTO four VALUES ('the quick fox');"
      "CREATE VIRTUAL TABLE tree USING rtree(id, x0, x1); INSERT INTO tree VALUES (1, 0, 10), (2, 5, 6)"));
  auto connection = (*database)->Take();
  ASSERT_TRUE(connection.has_value());
  EXPECT_EQ(
      First(**connection,
            "SELECT highlight(five, 0, '[', ']') FROM five WHERE five MATCH 'quick' ORDER BY bm25(five)"),
      "the [quick] fox");
  EXPECT_EQ(First(**connection, "SELECT snippet(four) FROM four WHERE body MATCH 'fox'"),
            "the quick <b>fox</b>");
  EXPECT_EQ(First(**connection, "SELECT count(*) FROM tree WHERE x0 >= 5"), "1");
  (*database)->GiveBack(std::move(*connection));
}

}  // namespace
}  // namespace vitrine::capabilities

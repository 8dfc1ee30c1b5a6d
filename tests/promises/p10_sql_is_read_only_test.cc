// Promise P10: SQL can neither write, nor leave its file, nor run for ever, nor take more memory than it may.
//
// Hostile statements as a guest would send them, through the dispatcher. The numbers in the names are those
// of the list of hostile inputs in tests/escape.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "capabilities/testing.h"
#include "guests/abi.h"
#include "sqlite/sql_memory.h"

namespace vitrine::capabilities {
namespace {

using testing::Reply;
using testing::TemporaryFolder;
using testing::Writer;

class P10_SqlIsReadOnly : public ::testing::Test {
 protected:
  P10_SqlIsReadOnly() {
    counted_ = sqlite::InstallSqlMemoryCounter();
    Writer writer(folder_.File("a.db"));
    writer.Run(
        "CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT); INSERT INTO t VALUES (1, 'one'), (2, 'two');"
        "CREATE VIEW v AS SELECT * FROM t;"
        "CREATE TRIGGER v_insert INSTEAD OF INSERT ON v BEGIN INSERT INTO t VALUES (new.a, new.b); END;"
        "CREATE VIRTUAL TABLE five USING fts5(body); INSERT INTO five VALUES ('quick fox');"
        "CREATE VIRTUAL TABLE four USING fts4(body); INSERT INTO four VALUES ('quick fox');"
        "CREATE VIRTUAL TABLE tree USING rtree(id, x0, x1); INSERT INTO tree VALUES (1, 0, 1)");
    EXPECT_TRUE(grants_.AddDatabase("main", folder_.File("a.db")).has_value());
    before_ = FolderState();
    dispatcher_.emplace(grants_.impl(), limits_);
  }

  Reply Call(std::string_view sql, Value parameters = {}) {
    return testing::ReadReply(dispatcher_->Call(
        testing::Request(SqlDatabases::kFunctionName, {"main", std::string(sql), std::move(parameters)}),
        context_));
  }
  void SetLimits(const SqlLimits& limits) {
    dispatcher_.reset();
    ASSERT_TRUE(grants_.SetSqlLimits(limits).has_value());
    dispatcher_.emplace(grants_.impl(), limits_);
  }
  // The error of a statement that must fail.
  std::string Error(std::string_view sql, Value parameters = {}) {
    const Reply reply = Call(sql, std::move(parameters));
    const Value* error = reply.value.Find("error");
    if (error == nullptr || error->As<std::string>() == nullptr) {
      ADD_FAILURE() << sql.substr(0, 200) << " was answered: " << ToJson(reply.value).substr(0, 300);
      return {};
    }
    EXPECT_EQ(error->As<std::string>()->find(folder_.File("")), std::string::npos) << "a path of the host";
    return *error->As<std::string>();
  }
  // Names and bytes of all files of the folder: nothing may appear, nothing may change.
  std::string FolderState() const {
    std::ostringstream state;
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.File("")))
      paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths) state << path << '\n' << std::ifstream(path, std::ios::binary).rdbuf();
    return state.str();
  }
  void TearDown() override {
    EXPECT_TRUE(FolderState() == before_) << "the folder of the database has changed";
    // Whatever was tried, the next query works.
    EXPECT_EQ(ToJson(*Call("SELECT b FROM t ORDER BY a").value.Find("rows")), R"([["one"],["two"]])");
  }

  bool counted_ = false;
  TemporaryFolder folder_;
  Grants grants_;
  Limits limits_;
  testing::StillContext context_;
  std::optional<Dispatcher> dispatcher_;
  std::string before_;
};

TEST_F(P10_SqlIsReadOnly, Item58_NoOtherFile) {
  for (const char* sql : {"ATTACH 'x.db' AS x", "ATTACH ':memory:' AS x", "ATTACH '' AS x", "DETACH main",
                          "ATTACH 'file:x.db?mode=rwc' AS x", "VACUUM", "VACUUM INTO 'copy.db'",
                          "VACUUM main INTO 'copy.db'", "EXPLAIN ATTACH 'x.db' AS x"}) {
    Error(sql);
  }
  // Not even its own path.
  Error("PRAGMA database_list");
  Error("SELECT file FROM pragma_database_list");
}

TEST_F(P10_SqlIsReadOnly, Item59_NoFunctionOrModuleThatReachesOut) {
  for (const char* sql : {"SELECT load_extension('x')",
                          "SELECT load_extension('x', 'y')",
                          "SELECT fts3_tokenizer('simple')",
                          "SELECT fts3_tokenizer('simple', x'0000000000000000')",
                          "SELECT readfile('/etc/passwd')",
                          "SELECT writefile('x', 'y')",
                          "SELECT edit('x')",
                          "SELECT * FROM zipfile('x')",
                          "SELECT * FROM fsdir('.')",
                          "SELECT * FROM dbstat",
                          "SELECT * FROM sqlite_dbpage",
                          "SELECT * FROM sqlite_stmt",
                          "SELECT * FROM fts3tokenize('porter', 'x')",
                          "SELECT sqlite_compileoption_get(0)",
                          "SELECT sqlite_source_id()",
                          "SELECT sqlite_log(1, 'x')",
                          "SELECT optimize(four) FROM four LIMIT 1",
                          "SELECT no_such_function()",
                          "SELECT json_patch('{}', '{}')",
                          "SELECT changes()",
                          "SELECT last_insert_rowid()"}) {
    Error(sql);
  }
  EXPECT_EQ(Error("SELECT load_extension('x')"), "the function 'load_extension' is not allowed here");
}

TEST_F(P10_SqlIsReadOnly, Item60_NoPragmaThatSets) {
  for (const char* sql : {"PRAGMA writable_schema=1",
                          "PRAGMA journal_mode=OFF",
                          "PRAGMA journal_mode",
                          "PRAGMA temp_store_directory='/'",
                          "PRAGMA data_store_directory='/'",
                          "PRAGMA mmap_size=1000000000",
                          "PRAGMA cache_size=1000000000",
                          "PRAGMA cache_size",
                          "PRAGMA query_only=0",
                          "PRAGMA trusted_schema=1",
                          "PRAGMA user_version=5",
                          "PRAGMA schema_version=5",
                          "PRAGMA encoding='UTF-16'",
                          "PRAGMA integrity_check",
                          "PRAGMA quick_check",
                          "PRAGMA wal_checkpoint(TRUNCATE)",
                          "PRAGMA optimize",
                          "PRAGMA hard_heap_limit=1",
                          "PRAGMA soft_heap_limit=1",
                          "PRAGMA threads=8",
                          "PRAGMA locking_mode=EXCLUSIVE",
                          "PRAGMA compile_options",
                          "PRAGMA function_list",
                          "PRAGMA module_list",
                          "PRAGMA pragma_list",
                          "PRAGMA data_version=1",
                          "PRAGMA table_info",
                          "PRAGMA index_info",
                          "SELECT * FROM pragma_compile_options",
                          "SELECT * FROM pragma_journal_mode",
                          "SELECT * FROM pragma_cache_size",
                          "SELECT * FROM pragma_function_list",
                          "SELECT * FROM pragma_integrity_check",
                          "SELECT * FROM pragma_user_version",
                          "EXPLAIN PRAGMA journal_mode=WAL"}) {
    Error(sql);
  }
  for (const char* sql :
       {"PRAGMA table_info(t)", "PRAGMA main.table_info('t')", "PRAGMA table_info=t", "PRAGMA table_xinfo(t)",
        "PRAGMA table_list", "PRAGMA table_list(t)", "PRAGMA index_list(t)", "PRAGMA foreign_key_list(t)",
        "PRAGMA index_info(x)", "SELECT m.name, p.name FROM sqlite_schema m, pragma_table_info(m.name) p"}) {
    EXPECT_NE(Call(sql).value.Find("rows"), nullptr) << sql;
  }
}

TEST_F(P10_SqlIsReadOnly, Item61_NoWriteHoweverHidden) {
  for (const char* sql : {"INSERT INTO t VALUES (3, 'x')",
                          "INSERT INTO t SELECT 3, 'x'",
                          "REPLACE INTO t VALUES (1, 'x')",
                          "INSERT INTO t VALUES (1, 'x') ON CONFLICT DO UPDATE SET b = 'x'",
                          "UPDATE t SET b = 'x'",
                          "DELETE FROM t",
                          "DELETE FROM t RETURNING *",
                          "WITH x AS (SELECT 1) DELETE FROM t RETURNING a",
                          "WITH x AS (SELECT 3) INSERT INTO t SELECT 3, 'x' RETURNING *",
                          "INSERT INTO v VALUES (3, 'x')",
                          "EXPLAIN DELETE FROM t",
                          "EXPLAIN QUERY PLAN DELETE FROM t",
                          "SELECT 1; DELETE FROM t",
                          "SELECT 1;/**/DELETE FROM t",
                          "/* */ DELETE FROM t -- SELECT",
                          "--\nDELETE FROM t",
                          "SELECT * FROM (DELETE FROM t RETURNING *)",
                          "WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d",
                          "CREATE TABLE x(y)",
                          "CREATE TABLE x AS SELECT * FROM t",
                          "CREATE INDEX x ON t(b)",
                          "DROP TABLE t",
                          "ALTER TABLE t ADD COLUMN c",
                          "ALTER TABLE t RENAME TO u",
                          "REINDEX",
                          "ANALYZE",
                          "CREATE VIEW x AS SELECT 1",
                          "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END",
                          "BEGIN",
                          "BEGIN EXCLUSIVE",
                          "COMMIT",
                          "ROLLBACK",
                          "SAVEPOINT x",
                          "RELEASE x",
                          "INSERT INTO sqlite_schema VALUES (1, 2, 3, 4, 5)",
                          "DELETE FROM sqlite_schema",
                          "UPDATE sqlite_schema SET sql = 'x'",
                          "INSERT INTO five(five) VALUES ('optimize')",
                          "INSERT INTO four(four) VALUES ('optimize')",
                          "DELETE FROM five",
                          "DELETE FROM tree",
                          "DELETE FROM tree_node",
                          "UPDATE five_data SET block = x'00'",
                          "INSERT INTO four_segdir SELECT * FROM four_segdir",
                          "SELECT a FROM t WHERE a IN (SELECT a FROM t RETURNING a)"}) {
    Error(sql);
  }
  EXPECT_EQ(Error("DELETE FROM t"), "only reading is allowed here: deleting from table 't' is refused");
}

TEST_F(P10_SqlIsReadOnly, Item63_NoTemporaryThings) {
  for (const char* sql :
       {"CREATE TEMP TABLE x(y)", "CREATE TEMPORARY TABLE x AS SELECT 1", "CREATE TABLE temp.x(y)",
        "CREATE TEMP VIEW x AS SELECT 1", "CREATE TEMP TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END",
        "CREATE VIRTUAL TABLE x USING fts5(y)", "CREATE VIRTUAL TABLE x USING fts4(y)",
        "CREATE VIRTUAL TABLE x USING rtree(a, b, c)", "CREATE VIRTUAL TABLE temp.x USING fts5(y)",
        "CREATE VIRTUAL TABLE x USING dbstat", "CREATE VIRTUAL TABLE x USING sqlite_stmt",
        "CREATE VIRTUAL TABLE x USING fts5vocab('five', 'row')", "DROP TABLE five", "DROP TABLE tree"}) {
    Error(sql);
  }
}

// Each of them ends by one of the limits; none takes much longer than the time, none takes much memory.
TEST_F(P10_SqlIsReadOnly, Item62_NothingRunsForEver) {
  SetLimits({.memory_bytes_max = 32u << 20, .time_max = std::chrono::milliseconds(100)});
  std::string many_or = "SELECT 1 WHERE 1 = 2";
  for (int i = 0; i < 2000; ++i) many_or += " OR a = " + std::to_string(i);
  std::string deep = "SELECT ";
  for (int i = 0; i < 1000; ++i) deep += "(1+";
  std::string unions = "SELECT 1";
  for (int i = 0; i < 500; ++i) unions += " UNION SELECT " + std::to_string(i);
  std::string wide = "SELECT length(hex(zeroblob(2000000)))";
  for (int i = 0; i < 3000; ++i) wide += "+length(hex(zeroblob(" + std::to_string(1'900'000 + i) + ")))";
  const std::string endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) ";
  const std::string hundred =
      "WITH h(x) AS (SELECT value FROM json_each('[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]')) ";
  const std::string hostile[] = {
      endless + "SELECT count(*) FROM c",
      endless + "SELECT * FROM c ORDER BY x",
      endless + "SELECT x FROM c UNION SELECT x FROM c",
      endless + "SELECT count(DISTINCT x % 1000000007) FROM c",
      endless + "SELECT x % 1000000007, count(*) FROM c GROUP BY 1",
      endless + "SELECT group_concat(x) FROM c",
      endless + "SELECT json_group_array(x) FROM c",
      endless + "SELECT sum(x) OVER (ORDER BY x) FROM c",
      endless + "SELECT randomblob(1000000) FROM c ORDER BY 1",
      hundred + "SELECT count(*) FROM h a, h b, h c, h d, h e, h f, h g, h i",
      hundred + "SELECT a.x || b.x || c.x || d.x || e.x FROM h a, h b, h c, h d, h e, h f ORDER BY 1",
      "SELECT printf('%.*c', 1000000000, 'x')",
      "SELECT printf('%1000000000d', 1)",
      "SELECT zeroblob(1000000000)",
      "SELECT hex(randomblob(1000000000))",
      "SELECT replace(hex(zeroblob(1000000)), '0', hex(zeroblob(1000)))",
      "SELECT 'x' LIKE '" + std::string(300, '%') + "'",
      many_or,
      deep + "1" + std::string(1000, ')'),
      unions,
      wide,
  };
  for (const std::string& sql : hostile) {
    dispatcher_->StartRun();
    const auto begin = std::chrono::steady_clock::now();
    const std::string error = Error(sql);
    const auto time = std::chrono::steady_clock::now() - begin;
    EXPECT_FALSE(error.empty());
    EXPECT_LT(time, std::chrono::seconds(5)) << sql.substr(0, 200) << ": " << error;
  }
}

TEST_F(P10_SqlIsReadOnly, Item62_MemoryOfSortsAndTemporaryTablesIsCounted) {
  ASSERT_TRUE(counted_) << "the allocator must be in place before SQLite is used";
  SetLimits({.memory_bytes_max = 16u << 20, .time_max = std::chrono::minutes(10)});
  const std::string endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) ";
  sqlite3_memory_highwater(1);
  const sqlite3_int64 before = sqlite3_memory_used();
  for (const std::string& sql :
       {endless + "SELECT x FROM c ORDER BY x", endless + "SELECT count(DISTINCT x) FROM c",
        endless + "SELECT x, count(*) FROM c GROUP BY x",
        endless + "SELECT x FROM c UNION SELECT x + 1 FROM c",
        endless + "SELECT 1 WHERE 0 IN (SELECT x FROM c)"}) {
    EXPECT_EQ(
        Error(sql),
        "the query needs more than 16777216 bytes of memory; sort or group less, or ask for fewer columns");
  }
  EXPECT_LT(sqlite3_memory_highwater(0) - before, 20 << 20);
}

TEST_F(P10_SqlIsReadOnly, Item64_ParametersAreBounded) {
  Error("SELECT ?", Value::List(100'000, Value(1)));
  Error("SELECT ?100001", Value::List{1});
  Error("SELECT ?", Value::List{Value(std::string(10 << 20, 'x'))});
  Error("SELECT ?", Value::List{Value(Value::Map{})});
  EXPECT_EQ(ToJson(*Call("SELECT hex(?), typeof(?)", Value::List{std::string("a\0b", 3), Bytes{"\xFF"}})
                        .value.Find("rows")),
            R"([["610062","blob"]])");
  // A request with text that is no UTF-8 never reaches SQLite.
  std::string frame = testing::Request(SqlDatabases::kFunctionName, {"main", "SELECT '~'"});
  frame[frame.find('~')] = '\xFF';
  EXPECT_EQ(testing::ReadReply(dispatcher_->Call(frame, context_)).kind, VITRINE_REPLY_BAD_REQUEST);
}

TEST_F(P10_SqlIsReadOnly, Item65_TimeOutInsideASort) {
  SetLimits({.memory_bytes_max = 256u << 20, .time_max = std::chrono::milliseconds(50)});
  EXPECT_EQ(
      Error("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c ORDER BY -x"),
      "the query took longer than 50 ms and was stopped; ask for less, or filter on an indexed column");
  EXPECT_EQ(ToJson(*Call("SELECT 1").value.Find("rows")), "[[1]]");
}

TEST_F(P10_SqlIsReadOnly, Item66_NamesOfColumnsAreData) {
  const Reply reply =
      Call("SELECT 1 AS \"rows\", 2 AS \"truncated\", 3 AS \"'; DROP TABLE t; --\", 4 AS \"\x1b[2J\"");
  EXPECT_EQ(
      ToJson(reply.value),
      R"({"columns":["rows","truncated","'; DROP TABLE t; --","\u001b[2J"],"rows":[[1,2,3,4]],"truncated":false})");
}

TEST_F(P10_SqlIsReadOnly, OnlyGrantedDatabases) {
  const auto ask = [this](const char* name) {
    return testing::ReadReply(
        dispatcher_->Call(testing::Request(SqlDatabases::kFunctionName, {name, "SELECT 1"}), context_));
  };
  EXPECT_EQ(ask("main").kind, VITRINE_REPLY_VALUE);
  const std::string path = folder_.File("a.db");
  for (const char* name : {"Main", "", "temp", "a.db", path.c_str(), "main\n"}) {
    EXPECT_EQ(ask(name).kind, VITRINE_REPLY_DENIED) << name;
  }
  EXPECT_EQ(ask("mian").message, "no database 'mian' is granted here; did you mean 'main'; there is 'main'");
}

// The file itself as hostile input: every byte of a small database changed in turn must give rows or an
// error.
TEST_F(P10_SqlIsReadOnly, DamagedFilesGiveErrors) {
  std::ostringstream content;
  content << std::ifstream(folder_.File("a.db"), std::ios::binary).rdbuf();
  const std::string good = content.str();
  TemporaryFolder other;
  std::size_t step = std::max<std::size_t>(good.size() / 400, 1);
  for (std::size_t at = 0; at < good.size(); at += step) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0xA5);
    std::ofstream(other.File("bad.db"), std::ios::binary | std::ios::trunc) << bad;
    Grants grants;
    if (!grants.AddDatabase("bad", other.File("bad.db"))) continue;
    Dispatcher dispatcher(grants.impl(), limits_);
    for (const char* sql :
         {"SELECT * FROM t", "SELECT * FROM sqlite_schema", "SELECT * FROM five WHERE five MATCH 'fox'",
          "SELECT * FROM four WHERE four MATCH 'fox'", "SELECT * FROM tree WHERE x0 < 5",
          "SELECT * FROM v"}) {
      const Reply reply = testing::ReadReply(
          dispatcher.Call(testing::Request(SqlDatabases::kFunctionName, {"bad", sql}), context_));
      EXPECT_EQ(reply.kind, VITRINE_REPLY_VALUE) << at;
    }
  }
}

}  // namespace
}  // namespace vitrine::capabilities

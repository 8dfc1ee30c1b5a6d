#include "capabilities/sql_query.h"

#include <gtest/gtest.h>

#include <cmath>
#include <thread>

#include "capabilities/testing.h"
#include "sqlite/sql_memory.h"

namespace vitrine::capabilities {
namespace {

using std::string_view_literals::operator""sv;
using testing::TemporaryFolder;
using testing::Writer;

class SqlQueryTest : public ::testing::Test {
 protected:
  SqlQueryTest() { sqlite::InstallSqlMemoryCounter(); }

  void Make(const std::string& sql) {
    Writer(path_).Run(sql);
    auto database = SqliteDatabase::Open(path_);
    ASSERT_TRUE(database.has_value()) << database.error().what;
    database_ = std::move(*database);
  }
  Value Query(std::string_view sql, const Value& parameters = {}, std::size_t reply_bytes_max = SIZE_MAX) {
    std::string out;
    base::CborWriter writer(out, reply_bytes_max);
    RunSqlQuery(*database_, SqlRequest{sql, parameters}, limits_, context_, writer);
    EXPECT_LE(out.size(), reply_bytes_max);
    const auto value = base::DecodeValue(
        out, {.cbor = {.depth_max = 8, .items_count_max = 100'000'000}, .memory_bytes_max = 4ull << 30});
    EXPECT_TRUE(value.has_value()) << value.error();
    return value.value_or(Value());
  }
  // The rows as JSON, or the error.
  std::string Rows(std::string_view sql, const Value& parameters = {}) {
    const Value reply = Query(sql, parameters);
    if (const Value* error = reply.Find("error")) return *error->As<std::string>();
    return ToJson(*reply.Find("rows"));
  }

  TemporaryFolder folder_;
  std::string path_ = folder_.File("a.db");
  SqlLimits limits_;
  testing::StillContext context_;
  std::unique_ptr<SqliteDatabase> database_;
};

TEST_F(SqlQueryTest, GivesColumnsRowsAndTruncated) {
  Make("CREATE TABLE t(a, b); INSERT INTO t VALUES (1, 'one'), (2, NULL)");
  EXPECT_EQ(ToJson(Query("SELECT * FROM t ORDER BY a")),
            R"({"columns":["a","b"],"rows":[[1,"one"],[2,null]],"truncated":false})");
  EXPECT_EQ(ToJson(Query("SELECT a FROM t WHERE a > 5")), R"({"columns":["a"],"rows":[],"truncated":false})");
  // Names twice, odd names: they are data here, no keys.
  EXPECT_EQ(ToJson(Query("SELECT a, a, b AS \"x'); DROP TABLE t; --\" FROM t LIMIT 1")),
            R"({"columns":["a","a","x'); DROP TABLE t; --"],"rows":[[1,1,"one"]],"truncated":false})");
}

TEST_F(SqlQueryTest, KeepsEveryKindOfValue) {
  Make(
      "CREATE TABLE t(v); INSERT INTO t VALUES (9223372036854775807), (-9223372036854775808), (0.1), "
      "(9e999), (-9e999), "
      "(''), (x''), ('a' || char(0) || 'b'), (CAST(x'61FF62' AS TEXT)), (x'00FF')");
  const Value reply = Query("SELECT v FROM t");
  const auto& rows = *reply.Find("rows")->As<Value::List>();
  const Value expected[] = {INT64_MAX,
                            INT64_MIN,
                            0.1,
                            HUGE_VAL,
                            -HUGE_VAL,
                            "",
                            Bytes{},
                            std::string("a\0b", 3),
                            "a\xEF\xBF\xBD"
                            "b",
                            Bytes{std::string("\0\xFF", 2)}};
  ASSERT_EQ(rows.size(), std::size(expected));
  for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(rows[i], Value(Value::List{expected[i]})) << i;
}

TEST_F(SqlQueryTest, ReadsUtf16Databases) {
  Make("PRAGMA encoding = 'UTF-16le'; CREATE TABLE t(v); INSERT INTO t VALUES ('caf\xC3\xA9')");
  EXPECT_EQ(Rows("SELECT v, instr(v, '\xC3\xA9'), replace(v, 'c', 'C') FROM t"),
            "[[\"caf\xC3\xA9\",4,\"Caf\xC3\xA9\"]]");
}

TEST_F(SqlQueryTest, BindsListsAndDicts) {
  Make("CREATE TABLE t(v)");
  EXPECT_EQ(Rows("SELECT ?, ?, ?", Value::List{1, "two", nullptr}), R"([[1,"two",null]])");
  EXPECT_EQ(Rows("SELECT ?2, ?1", Value::List{1, 2}), "[[2,1]]");
  EXPECT_EQ(
      Rows("SELECT :a, @b, $c, :a", Value::Map{{"a", 1.5}, {"b", true}, {"c", Bytes{"x"}}, {"unused", 0}}),
      R"([[1.5,1,{"$base64":"eA=="},1.5]])");
  EXPECT_EQ(Rows("SELECT :a", Value::Map{{":a", 1}}), "[[1]]");
  EXPECT_EQ(Rows("SELECT :a, :b", Value::List{1, 2}), "[[1,2]]");
  EXPECT_EQ(Rows("SELECT typeof(?)", Value::List{std::string("a\0b", 3)}), R"([["text"]])");
  EXPECT_EQ(Rows("SELECT 1", Value::List{}), "[[1]]");
  EXPECT_EQ(Rows("SELECT 1", Value::Map{}), "[[1]]");
}

TEST_F(SqlQueryTest, SaysWhatIsWrongWithParameters) {
  Make("CREATE TABLE t(v)");
  EXPECT_EQ(Rows("SELECT ?"), "the statement has 1 parameters, but params was not given");
  EXPECT_EQ(Rows("SELECT ?, ?", Value::List{1}), "the statement has 2 parameters, but params has 1 values");
  EXPECT_EQ(Rows("SELECT 1", Value::List{1}), "the statement has 0 parameters, but params has 1 values");
  EXPECT_EQ(Rows("SELECT :a", Value::Map{{"b", 1}}), "params has no value for :a");
  EXPECT_EQ(Rows("SELECT ?", Value::Map{{"a", 1}}),
            "the statement has a parameter without a name; give params as a list, or write :name");
  EXPECT_EQ(Rows("SELECT ?", Value("x")), "params must be a list, a dict or None, not str");
  EXPECT_EQ(Rows("SELECT ?", Value::List{Value(Value::List{})}),
            "parameter 1 must be None, bool, int, float, str or bytes, not list");
  EXPECT_EQ(Rows("SELECT :a", Value::Map{{"a", BigInt{false, std::string(9, 'x')}}}),
            "parameter :a is an integer that does not fit SQLite's 64 bits");
  limits_.value_bytes_max = 1000;
  EXPECT_EQ(Rows("SELECT ?", Value::List{std::string(1001, 'x')}),
            "parameter 1 is longer than the 1000 bytes that a value of this statement may have");
  EXPECT_EQ(Rows("SELECT ?", Value::List(100'000, Value(1))),
            "the statement has 1 parameters, but params has 100000 values");
  EXPECT_EQ(Rows("SELECT ?101", Value::List(101, Value(1))), "variable number must be between ?1 and ?100");
  EXPECT_EQ(Rows("SELECT :a", Value::Map(101, {Value("a"), Value(1)})),
            "params has 101 entries, at most 100 are allowed");
}

TEST_F(SqlQueryTest, TakesOneStatementOnly) {
  Make("CREATE TABLE t(v)");
  EXPECT_EQ(Rows("SELECT 1; SELECT 2"), "the SQL text holds more than one statement; send them one by one");
  EXPECT_EQ(Rows("SELECT 1; -- comment\n /* another */ ; \n"), "[[1]]");
  EXPECT_EQ(Rows("SELECT 1 /* open"), "[[1]]");
  EXPECT_EQ(Rows("SELECT 1; /* no end */ x"),
            "the SQL text holds more than one statement; send them one by one");
  for (const char* nothing : {"", "  ", ";", "-- only a comment", "/* only a comment */"}) {
    EXPECT_EQ(Rows(nothing), "the SQL text holds no statement") << nothing;
  }
  EXPECT_EQ(Rows("SELECT 1\0; DELETE FROM t"sv), "the SQL text holds a NUL character");
  EXPECT_EQ(Rows(std::string(100'001, ' ')),
            "the SQL text has 100001 bytes, at most 100000 are allowed; pass data as parameters");
}

TEST_F(SqlQueryTest, GivesSqlitesErrorsAsSentences) {
  Make("CREATE TABLE people(name)");
  EXPECT_EQ(Rows("SELEC 1"), "near \"SELEC\": syntax error");
  EXPECT_EQ(Rows("SELECT nam FROM people"), "no such column: nam");
  EXPECT_EQ(Rows("SELECT * FROM people WHERE name = \"Bob\""),
            "no such column: Bob (a text is written in single quotes, double quotes are for names)");
  EXPECT_EQ(Rows("SELECT * FROM \"\x1b[31m\""), "no such table: \\x1b[31m");
  EXPECT_EQ(Rows("SELECT json('{')"), "malformed JSON");
  EXPECT_EQ(Rows("SELECT abs(-9223372036854775807 - 1)"), "integer overflow");
  EXPECT_EQ(Rows("SELECT 1"), "[[1]]") << "the connection goes on";
}

TEST_F(SqlQueryTest, AllowsWhatDataQuestionsNeed) {
  Make(
      "CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT); CREATE INDEX i ON t(b); INSERT INTO t VALUES (1, 'x'), "
      "(2, 'y');"
      "CREATE VIEW v AS SELECT upper(b) AS b FROM t");
  EXPECT_EQ(
      Rows(
          "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 3) SELECT sum(x) FROM c"),
      "[[6]]");
  EXPECT_EQ(Rows("SELECT b, row_number() OVER (ORDER BY b DESC) FROM v"), R"([["Y",1],["X",2]])");
  EXPECT_EQ(Rows("SELECT group_concat(b, '+'), json_group_array(a) FROM t"), R"([["x+y","[1,2]"]])");
  EXPECT_EQ(Rows("VALUES (1, 2), (3, 4)"), "[[1,2],[3,4]]");
  EXPECT_EQ(Rows("SELECT name FROM sqlite_schema ORDER BY name"), R"([["i"],["t"],["v"]])");
  EXPECT_EQ(Rows("SELECT name FROM pragma_table_info('t')"), R"([["a"],["b"]])");
  EXPECT_EQ(Rows("PRAGMA index_info(i)"), R"([[0,1,"b"]])");
  EXPECT_EQ(Rows("SELECT strftime('%Y', '2024-05-01'), date('2024-01-31', '+1 month')"),
            R"([["2024","2024-03-02"]])");
  EXPECT_NE(Rows("EXPLAIN QUERY PLAN SELECT * FROM t WHERE b = 'x'").find("SEARCH t USING COVERING INDEX i"),
            std::string::npos);
}

TEST_F(SqlQueryTest, CutsRowsAndSaysSo) {
  Make(
      "CREATE TABLE t(v); WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 100) "
      "INSERT INTO t SELECT x FROM c");
  limits_.rows_count_max = 100;
  EXPECT_EQ(*Query("SELECT v FROM t").Find("truncated"), Value(false));
  limits_.rows_count_max = 99;
  Value reply = Query("SELECT v FROM t");
  EXPECT_EQ(reply.Find("rows")->As<Value::List>()->size(), 99u);
  EXPECT_EQ(*reply.Find("truncated"), Value(true));
  limits_.rows_count_max = 0;
  EXPECT_EQ(ToJson(Query("SELECT v FROM t")), R"({"columns":["v"],"rows":[],"truncated":true})");
}

TEST_F(SqlQueryTest, CutsRepliesAtEveryLength) {
  Make("CREATE TABLE t(v); INSERT INTO t VALUES ('aaaaaaaaaa'), ('bbbbbbbbbb'), ('cccccccccc')");
  std::size_t rows_before = 0;
  for (std::size_t bytes = 60; bytes < 200; ++bytes) {
    const Value reply = Query("SELECT v FROM t", {}, bytes);  // Query checks the length
    ASSERT_NE(reply.Find("rows"), nullptr) << bytes << ToJson(reply);
    const std::size_t rows = reply.Find("rows")->As<Value::List>()->size();
    EXPECT_GE(rows, rows_before);
    EXPECT_EQ(*reply.Find("truncated"), Value(rows < 3));
    rows_before = rows;
  }
  EXPECT_EQ(rows_before, 3u);
  limits_.reply_bytes_max = 60;
  EXPECT_EQ(*Query("SELECT v FROM t").Find("truncated"), Value(true));
  EXPECT_EQ(ToJson(Query("SELECT 1 AS \"" + std::string(500, 'n') + "\"", {}, 300)),
            R"({"error":"the names of the columns are longer than a reply may be"})");
}

TEST_F(SqlQueryTest, StopsAtItsTime) {
  Make("CREATE TABLE t(v)");
  limits_.time_max = std::chrono::milliseconds(20);
  const std::string for_ever =
      "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c";
  EXPECT_EQ(Rows(for_ever),
            "the query took longer than 20 ms and was stopped; ask for less, or filter on an indexed column");
  EXPECT_EQ(Rows("SELECT 1"), "[[1]]");
  context_.time_left = std::chrono::milliseconds(10);
  EXPECT_EQ(Rows(for_ever), "the time of this run is over");
  context_.time_left = std::chrono::nanoseconds(0);
  EXPECT_EQ(Rows("SELECT 1"), "the time of this run is over");
}

TEST_F(SqlQueryTest, StopsWhenTheRunIsStopped) {
  Make("CREATE TABLE t(v)");
  struct Stopping final : CallContext {
    std::chrono::nanoseconds TimeLeft() const override { return std::chrono::seconds(60); }
    bool Stopped() const override { return ++looks > 100; }
    mutable int looks = 0;
  } context;
  limits_.time_max = std::chrono::seconds(60);
  std::string out;
  base::CborWriter writer(out);
  RunSqlQuery(*database_,
              {"WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c", {}},
              limits_, context, writer);
  EXPECT_EQ(context.looks, 101) << "the first look that says so is the last one";
}

TEST_F(SqlQueryTest, WaitsForAWriterAndThenSaysSo) {
  Make("CREATE TABLE t(v); INSERT INTO t VALUES (1)");
  Writer writer(path_);
  writer.Run("BEGIN EXCLUSIVE");
  limits_.time_max = std::chrono::milliseconds(30);
  EXPECT_EQ(Rows("SELECT * FROM t"), "the database is locked by a writer; try again later");
  writer.Run("COMMIT");
  EXPECT_EQ(Rows("SELECT * FROM t"), "[[1]]");
}

TEST_F(SqlQueryTest, SeesWhatWritersDo) {
  Make("CREATE TABLE t(v)");
  Writer writer(path_);
  EXPECT_EQ(Rows("SELECT * FROM t"), "[]");
  writer.Run("INSERT INTO t VALUES (5)");
  EXPECT_EQ(Rows("SELECT * FROM t"), "[[5]]");
  writer.Run(
      "ALTER TABLE t ADD COLUMN w; CREATE VIRTUAL TABLE tree USING rtree(id, x0, x1); INSERT INTO tree "
      "VALUES (1, 2, 3);"
      "CREATE VIRTUAL TABLE five USING fts5(body); INSERT INTO five VALUES ('quick fox')");
  EXPECT_EQ(Rows("SELECT * FROM t"), "[[5,null]]");
  EXPECT_EQ(Rows("SELECT id FROM tree"), "[[1]]") << "connects although the authorizer stands in the way";
  EXPECT_EQ(Rows("SELECT * FROM five WHERE five MATCH 'fox'"), R"([["quick fox"]])");
  EXPECT_EQ(Rows("SELECT x FROM json_each('[1]')"), "no such column: x");
}

TEST_F(SqlQueryTest, ServesSeveralThreads) {
  Make("CREATE TABLE t(v); INSERT INTO t VALUES (1)");
  std::vector<std::thread> threads;
  std::atomic<int> good{0};
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      testing::StillContext context;
      for (int round = 0; round < 200; ++round) {
        std::string out;
        base::CborWriter writer(out);
        RunSqlQuery(*database_, {"SELECT v FROM t", {}}, limits_, context, writer);
        good += out.find("error") == std::string::npos ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 8 * 200);
}

}  // namespace
}  // namespace vitrine::capabilities

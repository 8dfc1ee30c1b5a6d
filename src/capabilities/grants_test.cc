#include "vitrine/grants.h"

#include <gtest/gtest.h>

#include "base/value_cbor.h"
#include "capabilities/describe.h"
#include "capabilities/grants_impl.h"
#include "capabilities/testing.h"

namespace vitrine {
namespace {

HostFunction Named(std::string name, std::vector<Parameter> parameters = {}) {
  return {.name = std::move(name),
          .doc = "Say it.\n\nTwice.",
          .parameters = std::move(parameters),
          .call = [](const CallContext&, std::span<const Value>) { return Value(); }};
}

TEST(Grants, RefusesWhatIsNoPythonName) {
  Grants grants;
  const std::string long_name(101, 'a');
  for (const std::string& name : {std::string(), std::string("1a"), std::string("a-b"), std::string("a b"),
                                  std::string("class"), std::string("None"), std::string("caf\xC3\xA9"),
                                  std::string("a\0b", 3), long_name, std::string("a):\n import os #")}) {
    const auto added = grants.AddFunction(Named(name));
    ASSERT_FALSE(added.has_value()) << name;
    EXPECT_EQ(added.error().kind, ErrorKind::kInvalidArgument);
    EXPECT_FALSE(grants.AddFunction(Named("ok", {{name}})).has_value()) << name;
  }
  for (const char* name : {"_", "match", "type", "Abc_9", "print"}) {
    EXPECT_TRUE(grants.AddFunction(Named(name)).has_value()) << name;
  }
}

TEST(Grants, RefusesWhatCannotWork) {
  Grants grants;
  EXPECT_FALSE(grants.AddFunction({.name = "nothing_to_call"}).has_value());
  EXPECT_FALSE(grants.AddFunction(Named("f", {{"a"}, {"a"}})).has_value());
  EXPECT_FALSE(grants.AddFunction(Named("f", {{"a", ParameterType::kAny, Parameter::Need::kOptional}, {"b"}}))
                   .has_value());
  EXPECT_TRUE(grants.AddFunction(Named("f")).has_value());
  EXPECT_EQ(grants.AddFunction(Named("f")).error().what, "a function named 'f' is granted already");
}

TEST(Grants, DescribesFunctionsForTheGuest) {
  Grants grants;
  ASSERT_TRUE(grants
                  .AddFunction(Named("say", {{"text", ParameterType::kText},
                                             {"times", ParameterType::kInt, Parameter::Need::kOptional}}))
                  .has_value());
  const std::string frame = capabilities::FunctionsForGuest(grants.impl());
  EXPECT_EQ(ToJson(*base::DecodeValue(frame, {})),
            R"([{"name":"say","doc":"Say it.\n\nTwice.","parameters":[{"name":"text","type":"str"},)"
            R"({"name":"times","type":"int | None","default":null}]}])");
}

TEST(Grants, DescribesFunctionsForAModel) {
  Grants grants;
  EXPECT_EQ(DescribeForModel(grants), "");
  HostFunction function = Named(
      "say", {{"text", ParameterType::kText}, {"times", ParameterType::kInt, Parameter::Need::kOptional}});
  function.calls_count_max = 7;
  ASSERT_TRUE(grants.AddFunction(std::move(function)).has_value());
  EXPECT_EQ(DescribeForModel(grants),
            "def say(text: str, times: int | None = None):\n    Say it.\n\n    Twice.\n    At most 7 calls "
            "in one run.\n");
}

TEST(Grants, GrantsTheSqlFunctionWithTheFirstDatabase) {
  const capabilities::testing::TemporaryFolder folder;
  capabilities::testing::Writer(folder.File("a.db")).Run("CREATE TABLE t(x)");
  Grants grants;
  ASSERT_TRUE(grants.AddDatabase("one", folder.File("a.db")).has_value());
  ASSERT_TRUE(grants.AddDatabase("two", folder.File("a.db")).has_value());
  ASSERT_TRUE(grants.SetSqlLimits({.rows_count_max = 77}).has_value());
  ASSERT_EQ(grants.impl().rows().size(), 1u);
  const std::string text = DescribeForModel(grants);
  EXPECT_NE(text.find("def read_only_sql_query(database: str, sql: str, params: object = None):"),
            std::string::npos);
  EXPECT_NE(text.find("one of 'one', 'two'"), std::string::npos) << text;
  EXPECT_NE(text.find("77 rows"), std::string::npos) << text;
  EXPECT_FALSE(grants.AddFunction(Named("read_only_sql_query")).has_value());
  EXPECT_FALSE(grants.AddDatabase("one", folder.File("a.db")).has_value());
  EXPECT_FALSE(grants.AddDatabase("", folder.File("a.db")).has_value());
  EXPECT_FALSE(grants.AddDatabase("a\nb", folder.File("a.db")).has_value());

  Grants taken;
  ASSERT_TRUE(taken.AddFunction(Named("read_only_sql_query")).has_value());
  EXPECT_FALSE(taken.AddDatabase("one", folder.File("a.db")).has_value());
}

TEST(Grants, RefusesSqlLimitsThatSqliteCannotKeep) {
  Grants grants;
  EXPECT_FALSE(grants.SetSqlLimits({.value_bytes_max = 10}).has_value());
  EXPECT_FALSE(grants.SetSqlLimits({.value_bytes_max = 2'000'000'000}).has_value());
  EXPECT_FALSE(grants.SetSqlLimits({.parameters_count_max = 100'000}).has_value());
  EXPECT_FALSE(grants.SetSqlLimits({.sql_bytes_max = 2'000'000}).has_value());
  EXPECT_FALSE(grants.SetSqlLimits({.time_max = std::chrono::milliseconds(-1)}).has_value());
}

TEST(Grants, DescribesDatabasesWithTheirTables) {
  const capabilities::testing::TemporaryFolder folder;
  capabilities::testing::Writer(folder.File("shop"))
      .Run(
          "CREATE TABLE orders (id INTEGER PRIMARY KEY, total REAL, note);"
          "CREATE VIEW big AS SELECT id FROM orders WHERE total > 100;"
          "CREATE INDEX by_total ON orders (total); CREATE TABLE \"a'; DROP\" (\"x y\" TEXT);"
          "INSERT INTO orders VALUES (1, 2, 3); ANALYZE;");
  Grants grants;
  ASSERT_TRUE(grants.AddDatabase("shop", folder.File("shop")));
  const auto databases = DescribeDatabases(grants);
  ASSERT_TRUE(databases) << databases.error().what;
  ASSERT_EQ(databases->size(), 1);
  const auto& tables = databases->front().tables;
  ASSERT_EQ(tables.size(), 3);
  EXPECT_EQ(tables[0].name, "a'; DROP");
  EXPECT_EQ(tables[0].columns.at(0).name, "x y");
  EXPECT_TRUE(tables[1].is_view);
  EXPECT_EQ(tables[2].name, "orders");
  ASSERT_EQ(tables[2].columns.size(), 3);
  EXPECT_EQ(tables[2].columns[1].type, "REAL");
  EXPECT_EQ(tables[2].columns[2].type, "");
}

}  // namespace
}  // namespace vitrine

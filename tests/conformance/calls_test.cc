// Host functions: arguments, results, errors, the context; and SQL.
#include <sqlite3.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <thread>

#include "tests/conformance/conformance.h"

namespace vitrine::conformance {
namespace {

class Calls : public Conformance {
 protected:
  static std::string Failed(Sandbox& sandbox, std::string_view code) {
    const Outcome outcome = Run(sandbox, code);
    return outcome.failure ? outcome.failure->type : ToJson(outcome);
  }
};

TEST_P(Calls, EveryKindOfArgumentAndResult) {
  AddFunction("echo", {{.name = "value"}},
              [](const CallContext&, std::span<const Value> arguments) { return arguments[0]; });
  const auto sandbox = Make();
  for (const char* value :
       {"None", "True", "0", "-5", "2**63", "-2**70", "1.5", "float('inf')", "''", "'\\u00e9\\0x'",
        "b'\\xff\\x00'", "[]", "[1, [2, 'a'], b'']", "{}", "{'a': {'b': [None]}, 1: 2.5}", "'x' * 100_000",
        "b'y' * 3_000_000", "list(range(20_000))"}) {
    EXPECT_EQ(Repr(*sandbox, std::string("echo(") + value + ") == " + value), "True") << value;
  }
  EXPECT_EQ(Repr(*sandbox, "x = echo(float('nan'))\nx != x"), "True");
  EXPECT_EQ(Repr(*sandbox, "echo((1, 2))"), "[1, 2]");
}

TEST_P(Calls, ArgumentsAreChecked) {
  const std::vector<std::pair<const char*, ParameterType>> types = {
      {"a_bool", ParameterType::kBool},   {"a_int", ParameterType::kInt},
      {"a_float", ParameterType::kFloat}, {"a_text", ParameterType::kText},
      {"a_bytes", ParameterType::kBytes}, {"a_list", ParameterType::kList},
      {"a_map", ParameterType::kMap}};
  const std::vector<std::pair<const char*, const char*>> values = {
      {"a_bool", "True"},  {"a_int", "1"},    {"a_float", "1.5"},   {"a_text", "'t'"},
      {"a_bytes", "b'b'"}, {"a_list", "[1]"}, {"a_map", "{'k': 1}"}};
  for (const auto& [name, type] : types) {
    AddFunction(name, {{.name = "value", .type = type}},
                [](const CallContext&, std::span<const Value> arguments) {
                  return Value(static_cast<std::int64_t>(arguments[0].storage().index()));
                });
  }
  const auto sandbox = Make();
  for (const auto& [name, type] : types) {
    for (const auto& [fits, value] : values) {
      const std::string code = std::string(name) + "(" + value + ")";
      const bool is_allowed = std::string_view(name) == fits ||
                              (std::string_view(name) == "a_float" && std::string_view(fits) == "a_int");
      const Outcome outcome = Run(*sandbox, code);
      if (is_allowed) {
        EXPECT_EQ(outcome.status, Status::kOk) << code << ToJson(outcome);
      } else {
        ASSERT_TRUE(outcome.failure) << code;
        EXPECT_EQ(outcome.failure->type, "TypeError") << code;
      }
    }
  }
  EXPECT_EQ(Repr(*sandbox, "a_int(2**80)"), std::to_string(Value(BigInt{}).storage().index()));
}

TEST_P(Calls, ByNameByPlaceAndOptional) {
  AddFunction("join",
              {{.name = "a", .type = ParameterType::kText},
               {.name = "b", .type = ParameterType::kText, .need = Parameter::Need::kOptional}},
              [](const CallContext&, std::span<const Value> arguments) {
                return Value(*arguments[0].As<std::string>() +
                             (arguments[1].IsNull() ? "-" : *arguments[1].As<std::string>()));
              });
  const auto sandbox = Make();
  EXPECT_EQ(Repr(*sandbox,
                 "import vitrine\n[join('x', 'y'), join(b='y', a='x'), join('x'), join('x', None), "
                 "vitrine.join('x'), vitrine.call('join', 'x', b='z')]"),
            "['xy', 'xy', 'x-', 'x-', 'x-', 'xz']");
  for (const char* code :
       {"join()", "join('a', 'b', 'c')", "join('a', c='b')", "join('a', a='b')", "join(1)"}) {
    EXPECT_EQ(Failed(*sandbox, code), "TypeError") << code;
  }
  EXPECT_EQ(Failed(*sandbox, "vitrine.call('nothing')"), "PermissionError");
}

TEST_P(Calls, ErrorsBecomeExceptions) {
  AddFunction("fail", {{.name = "text", .type = ParameterType::kText}},
              [](const CallContext&, std::span<const Value> arguments) -> std::expected<Value, std::string> {
                return std::unexpected(*arguments[0].As<std::string>());
              });
  AddFunction("fail_long", {},
              [](const CallContext&, std::span<const Value>) -> std::expected<Value, std::string> {
                return std::unexpected(std::string().append(10'000'000, 'x'));
              });
  const auto sandbox = Make();
  EXPECT_EQ(
      Repr(*sandbox, "import vitrine\ntry: fail('the reason')\nexcept vitrine.CallError as e: r = str(e)\nr"),
      "'the reason'");
  EXPECT_NE(Failed(*sandbox, "fail('x')").find("CallError"), std::string::npos);
  const Outcome bad = Run(*sandbox, "fail('\\x1b[31m\\0')");
  ASSERT_TRUE(bad.failure);
  EXPECT_EQ(bad.failure->message.find('\x1b'), std::string::npos);
  const Outcome outcome = Run(*sandbox, "fail_long()");
  ASSERT_TRUE(outcome.failure);
  EXPECT_LT(outcome.failure->message.size(), 20'000u);
  EXPECT_EQ(Repr(*sandbox, "1"), "1");
}

TEST_P(Calls, RequestAndReplyHaveLimits) {
  AddFunction("size", {{.name = "value"}}, [](const CallContext&, std::span<const Value> arguments) {
    return Value(static_cast<std::int64_t>(arguments[0].As<Bytes>()->data.size()));
  });
  AddFunction(
      "give", {{.name = "bytes", .type = ParameterType::kInt}},
      [](const CallContext&, std::span<const Value> arguments) {
        return Value(Bytes{std::string(static_cast<std::size_t>(*arguments[0].As<std::int64_t>()), 'x')});
      });
  const auto sandbox = MakeWith({.request_bytes_max = 2'000'000, .reply_bytes_max = 3'000'000});
  EXPECT_EQ(Repr(*sandbox, "size(bytes(1_999_900))"), "1999900");
  EXPECT_NE(Run(*sandbox, "size(bytes(2_000_001))").status, Status::kOk);
  EXPECT_EQ(Repr(*sandbox, "len(give(2_999_900))"), "2999900");
  EXPECT_NE(Run(*sandbox, "give(3_000_001)").status, Status::kOk);
  EXPECT_TRUE(sandbox->alive());
  EXPECT_EQ(Repr(*sandbox, "6 * 7"), "42");
}

TEST_P(Calls, AreCountedWithTheRefusedOnes) {
  AddFunction("nothing", {}, [](const CallContext&, std::span<const Value>) { return Value(); });
  const auto sandbox = Make();
  const Outcome outcome = Run(*sandbox,
                              "import vitrine\nnothing()\n"
                              "try: vitrine.call('no')\nexcept PermissionError: pass\n"
                              "try: vitrine.call('nothing', 1)\nexcept TypeError: pass");
  EXPECT_EQ(outcome.usage.host_calls, 3u) << ToJson(outcome);
  EXPECT_EQ(Run(*sandbox, "nothing()").usage.host_calls, 1u);
}

TEST_P(Calls, OfOneFunctionHaveALimit) {
  ASSERT_TRUE(
      grants_.AddFunction({.name = "twice",
                           .doc = "Twice.",
                           .call = [](const CallContext&, std::span<const Value>) { return Value(2); },
                           .calls_count_max = 2}));
  const auto sandbox = Make();
  EXPECT_EQ(Failed(*sandbox, "twice(); twice(); twice()"), "PermissionError");
  EXPECT_EQ(Repr(*sandbox, "twice() + twice()"), "4");
}

TEST_P(Calls, RunOnTheThreadOfTheRun) {
  std::thread::id id;
  AddFunction("where", {}, [&](const CallContext&, std::span<const Value>) {
    id = std::this_thread::get_id();
    return Value();
  });
  const auto sandbox = Make();
  Run(*sandbox, "where()");
  EXPECT_EQ(id, std::this_thread::get_id());
}

TEST_P(Calls, KnowTheTimeThatIsLeft) {
  std::vector<std::chrono::nanoseconds> left;
  bool was_stopped = true;
  AddFunction("look", {}, [&](const CallContext& context, std::span<const Value>) {
    left.push_back(context.TimeLeft());
    was_stopped = context.Stopped();
    return Value();
  });
  AddFunction("wait", {}, [&](const CallContext& context, std::span<const Value>) {
    while (!context.Stopped()) std::this_thread::sleep_for(1ms);
    left.push_back(context.TimeLeft());
    return Value();
  });
  const auto sandbox = MakeWith({.wall_time_max = 2s, .grace = 20s});
  Run(*sandbox, "import time\nlook()\ntime.sleep(0.2)\nlook()");
  ASSERT_EQ(left.size(), 2u);
  EXPECT_LE(left[0], 2s);
  EXPECT_LE(left[1], left[0] - 150ms);
  EXPECT_FALSE(was_stopped);
  const Outcome outcome = Run(*sandbox, "wait()\nwhile True: pass");
  EXPECT_EQ(outcome.limit, LimitKind::kWallTime);
  EXPECT_TRUE(outcome.sandbox_alive);
  EXPECT_EQ(left.back(), 0ns);
}

// A function that does not look is not stopped, but the guest is when it comes back.
TEST_P(Calls, ThatTakeTooLongEndTheRunAfterwards) {
  AddFunction("slow", {}, [&](const CallContext&, std::span<const Value>) {
    std::this_thread::sleep_for(800ms);
    return Value();
  });
  const auto sandbox = MakeWith({.wall_time_max = 100ms, .grace = 100ms});
  const Outcome outcome = Run(*sandbox, "slow()\nwhile True: pass");
  EXPECT_EQ(outcome.status, Status::kLimit) << ToJson(outcome);
  EXPECT_EQ(outcome.limit, LimitKind::kWallTime);
  EXPECT_LT(outcome.usage.wall, 20s);
}

TEST_P(Calls, SeeTheirOwnGrantsOnly) {
  AddFunction("mine", {}, [](const CallContext&, std::span<const Value>) { return Value(1); });
  const Grants nothing;
  const auto other = provider().Create(nothing, {});
  ASSERT_TRUE(other);
  const auto sandbox = Make();
  EXPECT_EQ(Repr(*sandbox, "mine()"), "1");
  EXPECT_EQ(Failed(**other, "mine()"), "NameError");
  EXPECT_EQ(Failed(**other, "import vitrine\nvitrine.call('mine')"), "PermissionError");
}

// A database that lives as long as the test.
class Sql : public Calls {
 protected:
  void SetUp() override {
    path_ = (std::filesystem::temp_directory_path() / ("vitrine-conformance-" + std::to_string(getpid())))
                .string();
    std::filesystem::remove(path_);
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(path_.c_str(), &database), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(database,
                           "CREATE TABLE t(a INTEGER, b TEXT, c BLOB, d REAL);"
                           "INSERT INTO t VALUES (1, 'one', x'00ff', 1.5), (2, NULL, x'', -0.5);",
                           nullptr, nullptr, nullptr),
              SQLITE_OK);
    sqlite3_close(database);
    ASSERT_TRUE(grants_.AddDatabase("shop", path_));
  }
  void TearDown() override { std::filesystem::remove(path_); }

  std::string path_;
};

TEST_P(Sql, AnswersQueries) {
  const auto sandbox = Make();
  const std::string rows = Repr(*sandbox, "read_only_sql_query('shop', 'SELECT * FROM t ORDER BY a')");
  for (const char* part : {"'one'", "b'\\x00\\xff'", "-0.5", "None"}) {
    EXPECT_NE(rows.find(part), std::string::npos) << part << " in " << rows;
  }
  const std::string one =
      Repr(*sandbox, "read_only_sql_query('shop', 'SELECT count(*) AS n FROM t WHERE a > ?', [1])");
  EXPECT_NE(one.find("1"), std::string::npos) << one;
  for (const char* sql : {"DELETE FROM t", "SELEC 1"}) {
    const std::string refused = Repr(*sandbox, std::string("read_only_sql_query('shop', '") + sql + "')");
    EXPECT_NE(refused.find("'error'"), std::string::npos) << refused;
  }
  const std::string other = Repr(*sandbox, "read_only_sql_query('other', 'SELECT 1')");
  EXPECT_NE(other.find("'shop'"), std::string::npos) << other;
}

TEST_P(Sql, LongReplies) {
  const auto sandbox = Make();
  const std::string rows =
      Repr(*sandbox,
           "r = read_only_sql_query('shop', \"WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c "
           "LIMIT 9000) SELECT x, printf('%200d', x) AS y FROM c\")\nlen(repr(r)) > 1_800_000");
  EXPECT_EQ(rows, "True");
}

TEST_P(Sql, EndsWithTheRun) {
  const auto sandbox = MakeWith({.wall_time_max = 300ms, .grace = 10s});
  const Outcome outcome =
      Run(*sandbox,
          "read_only_sql_query('shop', 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) "
          "SELECT count(*) FROM c')\nwhile True: pass");
  EXPECT_NE(outcome.status, Status::kOk) << ToJson(outcome);
  EXPECT_LT(outcome.usage.wall, 30s);
}

VITRINE_CONFORMS(Calls);
VITRINE_CONFORMS(Sql);

}  // namespace
}  // namespace vitrine::conformance

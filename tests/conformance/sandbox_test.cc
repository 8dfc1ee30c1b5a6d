// Names, failures, dead sandboxes, many of them.
#include <thread>

#include "tests/conformance/conformance.h"

namespace vitrine::conformance {
namespace {

using std::string_view_literals::operator""sv;

class Sandboxes : public Conformance {};

TEST_P(Sandboxes, NamesStayOverRuns) {
  const auto sandbox = Make();
  Run(*sandbox, "import math\ndef area(r): return math.pi * r * r");
  EXPECT_EQ(Repr(*sandbox, "round(area(2), 3)"), "12.566");
  Run(*sandbox, "1 / 0");
  EXPECT_EQ(Repr(*sandbox, "round(area(1), 3)"), "3.142");
}

TEST_P(Sandboxes, ShareNothing) {
  const auto first = Make();
  const auto second = Make();
  Run(*first, "secret = 1; import builtins; builtins.len = None");
  EXPECT_EQ(Repr(*second, "('secret' in globals(), len([1]))"), "(False, 1)");
}

TEST_P(Sandboxes, AnExceptionIsTold) {
  const auto sandbox = Make();
  const Outcome outcome = Run(*sandbox, "print('before')\nx = 1\nx / 0\n", {.file_name = "report.py"});
  EXPECT_EQ(outcome.status, Status::kException);
  EXPECT_EQ(outcome.stdout_text, "before\n");
  ASSERT_TRUE(outcome.failure);
  EXPECT_EQ(outcome.failure->type, "ZeroDivisionError");
  EXPECT_EQ(outcome.failure->message, "division by zero");
  EXPECT_EQ(outcome.failure->line, 3u);
  EXPECT_NE(outcome.failure->traceback.find("File \"report.py\", line 3"), std::string::npos);
  EXPECT_NE(outcome.failure->traceback.find("x / 0"), std::string::npos);
  EXPECT_TRUE(outcome.sandbox_alive);
  // Runs are numbered for tracebacks when they have no name.
  EXPECT_NE(Run(*sandbox, "1 / 0").failure->traceback.find("<run 2>"), std::string::npos);
}

TEST_P(Sandboxes, TracebacksTellWhatWasRaisedBefore) {
  const auto sandbox = Make();
  const Outcome outcome = Run(*sandbox, R"(
class Shop:
    class Closed(Exception): pass
def open_shop():
    try: {}["key"]
    except KeyError as error: raise Shop.Closed("today") from error
try: open_shop()
except Shop.Closed:
    last = ValueError("last")
    last.add_note("a note")
    raise last
)");
  ASSERT_TRUE(outcome.failure);
  std::size_t at = 0;
  for (const char* part :
       {"in open_shop\n    try: {}[\"key\"]", "KeyError: 'key'\n", "direct cause of the following",
        "in open_shop\n    except KeyError as error: raise", "Shop.Closed: today\n",
        "During handling of the above exception", "    raise last\n", "ValueError: last\na note\n"}) {
    at = outcome.failure->traceback.find(part, at);
    ASSERT_NE(at, std::string::npos) << part << " in\n" << outcome.failure->traceback;
  }
  const std::string hidden =
      Run(*sandbox, "try: 1 / 0\nexcept ZeroDivisionError: raise ValueError() from None").failure->traceback;
  EXPECT_EQ(hidden.find("division by zero"), std::string::npos) << hidden;
}

TEST_P(Sandboxes, AGroupOfExceptionsIsDrawn) {
  const Outcome outcome = RunAlone(R"(
import asyncio
async def fail(n):
    await asyncio.sleep(0)
    raise ValueError(f"number {n}")
async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(fail(1))
        group.create_task(fail(2))
asyncio.run(main())
)");
  ASSERT_TRUE(outcome.failure);
  EXPECT_EQ(outcome.failure->type, "ExceptionGroup");
  std::size_t at = 0;
  for (const char* part : {"Exception Group Traceback", "in main\n",
                           "| ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)",
                           "+---------------- 1 ----------------", "in fail\n", "| ValueError: number 1\n",
                           "+---------------- 2 ----------------", "| ValueError: number 2\n"}) {
    at = outcome.failure->traceback.find(part, at);
    ASSERT_NE(at, std::string::npos) << part << " in\n" << outcome.failure->traceback;
  }
}

TEST_P(Sandboxes, SomeFailuresHaveAHint) {
  const Outcome outcome = RunAlone("import requests");
  ASSERT_TRUE(outcome.failure);
  EXPECT_FALSE(outcome.failure->hint.empty()) << ToJson(outcome);
}

TEST_P(Sandboxes, LongFailuresAreCut) {
  const auto sandbox = Make();
  for (const std::string& code :
       {std::string("raise ValueError('x' * 10_000_000)"),
        "raise ValueError('" + std::string(900'000, 'y') + "')",
        std::string("def f(n): return f(n + 1)\nf(0)"),
        std::string("raise type('T' * 1_000_000, (Exception,), {})('\\u4e16' * 100_000)"),
        std::string("raise ExceptionGroup('g', [ValueError('z' * 100_000)] * 100)")}) {
    const Outcome outcome = Run(*sandbox, code);
    EXPECT_EQ(outcome.status, Status::kException) << ToJson(outcome).substr(0, 500);
    EXPECT_TRUE(outcome.failure);
    EXPECT_LT(ToJson(outcome).size(), 3'000'000u);
  }
  EXPECT_EQ(Repr(*sandbox, "1"), "1");
}

TEST_P(Sandboxes, SyntaxErrorsAndNul) {
  const auto sandbox = Make();
  const Outcome syntax = Run(*sandbox, "x = 1\ndef f(:\n");
  ASSERT_TRUE(syntax.failure);
  EXPECT_EQ(syntax.failure->type, "SyntaxError");
  EXPECT_EQ(syntax.failure->line, 2u);
  EXPECT_EQ(Run(*sandbox, "x = 1\0"sv).status, Status::kException);
  EXPECT_EQ(Run(*sandbox, "'\xff'").status, Status::kException);
  EXPECT_EQ(Run(*sandbox,
                "\xef\xbb\xbf"
                "1")
                .value_repr,
            "1");  // a byte order mark
  EXPECT_EQ(Run(*sandbox, "x = 5\r\nx").value_repr, "5");
  EXPECT_EQ(Repr(*sandbox, "1"), "1");
}

TEST_P(Sandboxes, ExitsAreCodes) {
  const auto sandbox = Make();
  EXPECT_EQ(Run(*sandbox, "import sys; sys.exit()").status, Status::kOk);
  const Outcome five = Run(*sandbox, "sys.exit(5)");
  EXPECT_EQ(five.status, Status::kException);
  EXPECT_EQ(five.exit_code, 5);
  EXPECT_TRUE(five.failure);
  const Outcome text = Run(*sandbox, "sys.exit('why')");
  EXPECT_EQ(text.exit_code, 1);
  EXPECT_TRUE(sandbox->alive());
  const Outcome hard = Run(*sandbox, "import os; os._exit(3)");
  EXPECT_EQ(hard.exit_code, 3);
  EXPECT_FALSE(hard.sandbox_alive);
  const auto zero = Make();
  const Outcome none = Run(*zero, "import os; os._exit(0)");
  EXPECT_EQ(none.status, Status::kOk);
  EXPECT_FALSE(none.sandbox_alive);
  EXPECT_FALSE(zero->alive());
}

TEST_P(Sandboxes, ATrapEndsItAndOnlyIt) {
  const auto other = Make();
  Run(*other, "kept = 1");
  for (const char* code : {"import os; os.abort()",
                           "f = lambda: 0\nf.__code__ = f.__code__.replace(co_code=bytes(range(0, 250, 2)) * "
                           "4, co_stacksize=0)\nf()"}) {
    const auto sandbox = Make();
    const Outcome outcome = Run(*sandbox, code);
    EXPECT_NE(outcome.status, Status::kOk);
    if (outcome.status == Status::kTrap) {
      EXPECT_FALSE(outcome.sandbox_alive);
      EXPECT_FALSE(sandbox->alive());
      EXPECT_EQ(sandbox->Run("1").error().kind, ErrorKind::kEnded);
      ASSERT_TRUE(outcome.failure);
      EXPECT_EQ(outcome.failure->type, "Trap");
    }
  }
  EXPECT_EQ(Repr(*other, "kept"), "1");
}

TEST_P(Sandboxes, InvalidArgumentsRunNothing) {
  const auto sandbox = Make();
  for (const std::string& name : {std::string(300, 'x'), std::string("\xff"), std::string("a\0b", 3)}) {
    const auto refused = sandbox->Run("ran = 1", {.file_name = name});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::kInvalidArgument);
  }
  const auto long_code = sandbox->Run(std::string(65u << 20, '#'));
  ASSERT_FALSE(long_code);
  EXPECT_EQ(long_code.error().kind, ErrorKind::kLimit);
  EXPECT_EQ(Repr(*sandbox, "'ran' in globals()"), "False");
}

TEST_P(Sandboxes, CodeOfAMebibyte) {
  const auto sandbox = MakeWith({.wall_time_max = 60s, .cpu_time_max = 60s});
  std::string code;
  while (code.size() < (1u << 20)) code += "x = 'a line of some length'  # and a comment\n";
  EXPECT_EQ(Repr(*sandbox, code + "x"), "'a line of some length'");
  EXPECT_EQ(Repr(*sandbox, "# " + std::string(5u << 20, 'c') + "\n7"), "7");
}

TEST_P(Sandboxes, ManyInTurn) {
  for (int i = 0; i < 150; ++i) {
    const auto sandbox = Make();
    ASSERT_NE(sandbox, nullptr);
    ASSERT_EQ(Repr(*sandbox, "try: x\nexcept NameError: x = " + std::to_string(i) + "\nx"),
              std::to_string(i));
  }
}

TEST_P(Sandboxes, ManyAtOnceOnManyThreads) {
  Provider& the_provider = provider();
  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 15; ++round) {
        const auto sandbox =
            the_provider.Create(grants_, {.limits = {.wall_time_max = 60s, .cpu_time_max = 60s}});
        if (!sandbox) {
          ADD_FAILURE() << sandbox.error().what;
          return;
        }
        const auto outcome = (*sandbox)->Run("x = " + std::to_string(i) + "\nsum(range(1000)) + x");
        if (outcome && outcome->value_repr == std::to_string(499500 + i)) ++right;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 90);
}

TEST_P(Sandboxes, CanBeUsedFromOneThreadAfterTheOther) {
  const auto sandbox = Make();
  Run(*sandbox, "kept = 1");
  std::thread([&] { EXPECT_EQ(Repr(*sandbox, "kept + 1"), "2"); }).join();
  std::thread([&] { EXPECT_TRUE(sandbox->WriteFile("/tmp/a", "x")); }).join();
  EXPECT_EQ(Repr(*sandbox, "open('/tmp/a').read()"), "'x'");
}

TEST_P(Sandboxes, UsageIsMeasured) {
  const Outcome outcome = RunAlone("sum(range(1_000_000))\nprint('x')");
  EXPECT_GT(outcome.usage.wall, 1ms);
  EXPECT_GT(outcome.usage.cpu, 1ms);
  EXPECT_LE(outcome.usage.cpu, outcome.usage.wall + 50ms);
  const std::uint64_t least = GetParam().interpreter == Interpreter::kCpython ? 10u << 20 : 1u << 20;
  EXPECT_GT(outcome.usage.memory_bytes_peak, least);
  EXPECT_EQ(outcome.usage.output_bytes, 2u);
  if (GetParam().engine == Engine::kChecked) {
    EXPECT_GT(RunAlone("sum(range(1000))", {.fuel_max = 1'000'000'000}).usage.fuel, 1000u);
  }
}

VITRINE_CONFORMS(Sandboxes);

}  // namespace
}  // namespace vitrine::conformance

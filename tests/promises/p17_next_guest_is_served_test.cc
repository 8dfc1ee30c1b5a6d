// Promise P17: after any guest failure the process serves the next guest or dies; never a third thing.
//
// Every file of tests/escape ends with a clean run as well; here with one slot only, so that the next guest
// gets the very slot of the one that failed, and from several threads at once. In process and by workers
// alike.
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/promises/promise.h"

namespace vitrine::promises {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kFailures[] = {
    "1 / 0",
    "def f(:",
    "import os\nos.abort()",
    "import os\nos._exit(9)",
    "import sys\nsys.exit(9)",
    "while True: pass",
    "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    "import collections, itertools\ncollections.deque(itertools.repeat(1), maxlen=0)",
    "a = []\nwhile True: a.append(bytearray(1000000))",
    "while True: print('x' * 1000)",
    "import sys\nsys.setrecursionlimit(10**9)\ndef f(n): return f(n + 1)\nf(0)",
    "f = lambda: 0\nf.__code__ = f.__code__.replace(co_code=bytes(range(0, 250, 2)) * 4, "
    "co_stacksize=0)\nf()",
    "import builtins\nvars(builtins).clear()\nprint(1)",
    "import vitrine\nwhile True:\n    try: vitrine.call('x')\n    except BaseException: pass",
    "x = 1\0"sv,
};

Limits ShortLimits() {
  Limits limits = LimitsOf(std::chrono::milliseconds(150), std::chrono::milliseconds(50));
  limits.host_calls_max = 100;
  return limits;
}

class P17_TheNextGuestIsServed : public ProviderTest {};

TEST_P(P17_TheNextGuestIsServed, FromTheSameSlot) {
  const auto one = conformance::MakeProvider(GetParam(), 1);
  for (const std::string_view failure : kFailures) {
    {
      const auto sandbox = Start(*one, ShortLimits());
      const Outcome outcome = RunIn(*sandbox, failure);
      EXPECT_NE(outcome.status, Status::kOk) << failure;
      // While it is alive, dead or not, there is no second slot: said at once, not waited for.
      const Grants grants;
      const auto second = one->Create(grants, {});
      ASSERT_FALSE(second);
      EXPECT_EQ(second.error().kind, ErrorKind::kBusy);
    }
    SCOPED_TRACE(failure);
    ExpectCleanRun(*one);
  }
}

TEST_P(P17_TheNextGuestIsServed, OnManyThreadsWithAPoliteOneAmongThem) {
  const auto several = conformance::MakeProvider(GetParam(), 8);
  std::atomic<bool> is_done = false;
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (std::size_t thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (std::size_t i = 0; i < std::size(kFailures); ++i) {
        const auto sandbox = Start(*several, ShortLimits());
        if (RunIn(*sandbox, kFailures[(i + 4 * thread) % std::size(kFailures)]).status == Status::kOk)
          ++wrong;
      }
    });
  }
  std::thread polite([&] {
    int runs = 0;
    while (!is_done || runs < 5) {
      const Outcome outcome =
          RunIn(*Start(*several, LimitsOf(std::chrono::milliseconds(20'000))), "print(6 * 7)");
      if (outcome.stdout_text != "42\n") ++wrong;
      ++runs;
    }
  });
  for (std::thread& thread : threads) thread.join();
  is_done = true;
  polite.join();
  EXPECT_EQ(wrong, 0);
}

// Items 55 and 56: all slots taken, each guest at its limits; the polite one is served, one more is refused
// at once.
TEST_P(P17_TheNextGuestIsServed, WhenAllSlotsAreTaken) {
  const std::uint32_t slots = GetParam().is_by_workers ? 30 : 100;
  const auto many = conformance::MakeProvider(GetParam(), slots);
  std::vector<std::unique_ptr<Sandbox>> sandboxes;
  for (std::uint32_t i = 0; i < slots; ++i) {
    sandboxes.push_back(Start(*many, LimitsOf(std::chrono::milliseconds(20'000))));
  }
  const Grants grants;
  const auto one_more = many->Create(grants, {});
  ASSERT_FALSE(one_more);
  EXPECT_EQ(one_more.error().kind, ErrorKind::kBusy);
  for (std::uint32_t i = 0; i < slots; ++i) RunIn(*sandboxes[i], "mine = " + std::to_string(i));
  for (std::uint32_t i = 0; i < slots; ++i) {
    EXPECT_EQ(RunIn(*sandboxes[i], "print(mine)").stdout_text, std::to_string(i) + "\n");
  }
  sandboxes.pop_back();
  ExpectCleanRun(*many);
}

VITRINE_FOR_ALL_PROVIDERS(P17_TheNextGuestIsServed);

}  // namespace
}  // namespace vitrine::promises

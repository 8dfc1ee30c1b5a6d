// Promise P4: nothing runs past its deadline by more than the grace and 50 ms, and the first, soft end comes
// within 50 ms where Python looks for it. In process and by workers alike.
//
// Measured on a machine that others use too: time in which this thread was ready and had no processor is not
// counted, the best of several attempts must hold the bound, and none may be worse than ten seconds.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <span>
#include <thread>

#include "tests/promises/promise.h"

namespace vitrine::promises {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kTime{150};
constexpr milliseconds kGrace{100};
constexpr milliseconds kLateMax{50};
constexpr milliseconds kLateMaxOnce{10'000};
constexpr int kAttempts = 8;

struct Work {
  const char* name;
  const char* code;
};

// One for each kind of instruction or call that can take long.
constexpr Work kWorks[] = {
    {"loop", "while True: pass"},
    {"arithmetic", "x = 1.0\nwhile True: x = x * 1.000001 + 1"},
    {"calls", "def f(x): return x\nwhile True: f(1)"},
    {"iterator in C", "import collections, itertools\ncollections.deque(itertools.repeat(1), maxlen=0)"},
    {"big integers", "10**10**7"},
    {"big integer to text",
     "import sys\nif hasattr(sys, 'set_int_max_str_digits'): sys.set_int_max_str_digits(0)\nstr(7**2000000)"},
    {"regular expression", "import re\nre.match(r'(a+)+$', 'a' * 40 + 'b')"},
    {"sort", "l = list(range(300000))\nwhile True: l.sort(key=lambda x: (x * 7919) % 1000003)"},
    {"bulk copy", "b = bytearray(20_000_000)\nwhile True: c = b[:]; b[:] = c"},
    {"bulk fill", "while True: bytes(30_000_000)"},
    {"search", "s = 'ab' * 2_000_000\nwhile True: s.count('ba' * 3 + 'c')"},
    {"compression", "import zlib\nd = bytes(range(256)) * 50000\nwhile True: zlib.compress(d, 9)"},
    {"hashing", "import hashlib\nhashlib.pbkdf2_hmac('sha256', b'x', b'y', 2**31 - 1)"},
    {"compiler", "source = 'x = [' + '1,' * 20000 + ']'\nwhile True: compile(source, 'x', 'exec')"},
    {"garbage", "while True:\n    a = []\n    a.append(a)"},
    {"exceptions", "while True:\n    try: 1 / 0\n    except ZeroDivisionError: pass"},
    {"output", "while True: print('x' * 1000)"},
    {"files", "while True: open('/tmp/x', 'wb').write(bytes(100000))"},
    {"sleep", "import time\ntime.sleep(1000)"},
    {"host calls", "while True: now()"},
    {"host call that waits", "while True: wait()"},
    {"swallowing", "while True:\n    try:\n        while True: pass\n    except BaseException: pass"},
    {"finally", "try:\n    while True: pass\nfinally:\n    while True: pass"},
};

// How long the calling thread has waited for a processor so far; zero where the kernel does not tell.
std::chrono::nanoseconds Waited() {
  std::ifstream in("/proc/thread-self/schedstat");
  std::int64_t running_ns = 0;
  std::int64_t waiting_ns = 0;
  return in >> running_ns >> waiting_ns ? std::chrono::nanoseconds(waiting_ns) : std::chrono::nanoseconds(0);
}

// Time that went by for this thread, without what it waited for a processor.
class Watch {
 public:
  milliseconds Read() const {
    return std::chrono::duration_cast<milliseconds>(steady_clock::now() - start_ - (Waited() - waited_));
  }

 private:
  steady_clock::time_point start_ = steady_clock::now();
  std::chrono::nanoseconds waited_ = Waited();
};

Grants MakeGrants() {
  Grants grants;
  EXPECT_TRUE(grants.AddFunction({.name = "now",
                                  .doc = "Nothing.",
                                  .call = [](const CallContext&, std::span<const Value>) { return Value(); },
                                  .calls_count_max = 1'000'000'000}));
  EXPECT_TRUE(grants.AddFunction({.name = "wait",
                                  .doc = "Waits as long as it may.",
                                  .call =
                                      [](const CallContext& context, std::span<const Value>) {
                                        while (!context.Stopped())
                                          std::this_thread::sleep_for(milliseconds(1));
                                        return Value();
                                      },
                                  .calls_count_max = 1'000'000'000}));
  return grants;
}

class P4_NothingRunsPastItsDeadline : public ProviderTest {};

TEST_P(P4_NothingRunsPastItsDeadline, WhateverItDoes) {
  const Grants grants = MakeGrants();
  for (const Work& work : kWorks) {
    milliseconds best = milliseconds::max();
    milliseconds worst{0};
    for (int i = 0; i < kAttempts && (i < 2 || best > kLateMax); ++i) {
      Limits limits = LimitsOf(kTime, kGrace);
      limits.host_calls_max = 1'000'000'000;
      limits.memory_bytes_max = 192u << 20;
      const auto sandbox = Start(provider(), limits, &grants);
      const Watch watch;
      const Outcome outcome = RunIn(*sandbox, work.code);
      const milliseconds late = watch.Read() - kTime - kGrace;
      EXPECT_EQ(outcome.status, Status::kLimit) << work.name << ": " << ToJson(outcome).substr(0, 800);
      EXPECT_EQ(outcome.limit, LimitKind::kWallTime) << work.name;
      best = std::min(best, late);
      worst = std::max(worst, late);
    }
    std::printf("%-22s %5lld ms after time and grace (worst %lld)\n", work.name,
                static_cast<long long>(best.count()), static_cast<long long>(worst.count()));
    EXPECT_LE(best, kLateMax) << work.name;
    EXPECT_LE(worst, kLateMaxOnce) << work.name;
  }
  ExpectCleanRun(provider());
}

// Where Python looks, the soft end keeps names.
TEST_P(P4_NothingRunsPastItsDeadline, AndKeepsNamesWhereItCan) {
  for (const char* code : {"while True: pass", "10**10**7", "import re\nre.match(r'(a+)+$', 'a' * 40 + 'b')",
                           "import time\ntime.sleep(1000)"}) {
    milliseconds best = milliseconds::max();
    for (int i = 0; i < kAttempts && best > kLateMax; ++i) {
      const auto sandbox = Start(provider(), LimitsOf(kTime, milliseconds(5000)));
      RunIn(*sandbox, "kept = 'kept'");
      const Watch watch;
      const Outcome outcome = RunIn(*sandbox, code);
      best = std::min(best, watch.Read() - kTime);
      ASSERT_EQ(outcome.status, Status::kLimit) << code;
      ASSERT_TRUE(outcome.sandbox_alive) << code;
      EXPECT_EQ(RunIn(*sandbox, "print(kept)").stdout_text, "kept\n") << code;
    }
    std::printf("%-50.50s soft end %lld ms late\n", code, static_cast<long long>(best.count()));
    EXPECT_LE(best, kLateMax) << code;
  }
}

TEST_P(P4_NothingRunsPastItsDeadline, ProcessorTimeHasADeadlineOfItsOwn) {
  Limits limits = LimitsOf(milliseconds(20'000));
  limits.cpu_time_max = milliseconds(100);
  const Outcome outcome = RunCode(provider(), "while True: pass", limits);
  EXPECT_EQ(outcome.limit, LimitKind::kCpuTime);
  EXPECT_LT(outcome.usage.cpu, milliseconds(100) + limits.grace + kLateMaxOnce);
  // Sleeping uses none.
  limits.wall_time_max = milliseconds(300);
  EXPECT_EQ(RunCode(provider(), "import time\ntime.sleep(1000)", limits).limit, LimitKind::kWallTime);
}

TEST_P(P4_NothingRunsPastItsDeadline, CancelEndsItAtOnce) {
  for (const char* code :
       {"while True: pass", "import time\ntime.sleep(1000)",
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass"}) {
    const auto sandbox = Start(provider(), LimitsOf(milliseconds(20'000), milliseconds(100)));
    std::atomic<bool> is_done = false;
    std::thread other([&] {
      // A cancel that comes before the run has begun has no effect, and this machine may be slow.
      for (int i = 0; i < 100 && !is_done; ++i) {
        std::this_thread::sleep_for(milliseconds(50));
        sandbox->Cancel();
      }
    });
    const auto start = steady_clock::now();
    const Outcome outcome = RunIn(*sandbox, code);
    is_done = true;
    other.join();
    EXPECT_EQ(outcome.status, Status::kCancelled) << code;
    EXPECT_LT(steady_clock::now() - start, milliseconds(15'000)) << code;
  }
}

VITRINE_FOR_ALL_PROVIDERS(P4_NothingRunsPastItsDeadline);

}  // namespace
}  // namespace vitrine::promises

// Cancel, from another thread, at any time.
#include <atomic>
#include <thread>

#include "tests/conformance/conformance.h"

namespace vitrine::conformance {
namespace {

class Cancel : public Conformance {
 protected:
  // Cancels from another thread as soon as the code has written something.
  static Outcome RunAndCancel(Sandbox& sandbox, std::string_view code) {
    std::atomic<bool> is_running = false;
    std::thread canceller([&] {
      while (!is_running) std::this_thread::yield();
      sandbox.Cancel();
    });
    RunOptions options;
    options.on_output = [&](OutputStream, std::string_view) { is_running = true; };
    Outcome outcome = Run(sandbox, code, options);
    is_running = true;  // whatever happened
    canceller.join();
    return outcome;
  }
  static constexpr Limits kLong = {.wall_time_max = 60s, .cpu_time_max = 60s, .grace = 20s};
};

TEST_P(Cancel, KeepsTheState) {
  const auto sandbox = MakeWith(kLong);
  for (const char* work : {"while True: pass", "import time\ntime.sleep(50)", "10**10**7",
                           "import re\nre.match(r'(a+)+$', 'a' * 40 + 'b')"}) {
    const Outcome outcome = RunAndCancel(*sandbox, std::string("kept = 1\nprint('go', flush=True)\n") + work);
    EXPECT_EQ(outcome.status, Status::kCancelled) << work << ToJson(outcome);
    ASSERT_TRUE(outcome.failure);
    EXPECT_EQ(outcome.failure->type, "KeyboardInterrupt");
    EXPECT_TRUE(outcome.sandbox_alive) << work;
    EXPECT_EQ(outcome.stdout_text, "go\n");
    EXPECT_LT(outcome.usage.wall, 30s);
    EXPECT_EQ(Repr(*sandbox, "kept"), "1");
  }
}

TEST_P(Cancel, CanBeCleanedUpAfter) {
  const auto sandbox = MakeWith(kLong);
  const Outcome outcome = RunAndCancel(
      *sandbox, "try:\n  print('go', flush=True)\n  while True: pass\nfinally: print('cleaned')");
  EXPECT_EQ(outcome.status, Status::kCancelled);
  EXPECT_EQ(outcome.stdout_text, "go\ncleaned\n");
}

TEST_P(Cancel, EndsWhatDoesNotStopAfterTheGrace) {
  const auto sandbox = MakeWith({.wall_time_max = 60s, .cpu_time_max = 60s, .grace = 50ms});
  const Outcome outcome = RunAndCancel(*sandbox,
                                       "while True:\n  try:\n    while True:\n      try:\n        "
                                       "print('go', flush=True)\n        while True: pass\n"
                                       "      except BaseException: pass\n  except BaseException: pass");
  EXPECT_EQ(outcome.status, Status::kCancelled);
  EXPECT_FALSE(outcome.sandbox_alive);
  EXPECT_LT(outcome.usage.wall, 30s);
  EXPECT_EQ(sandbox->Run("1").error().kind, ErrorKind::kEnded);
  EXPECT_EQ(Repr(*Make(), "6 * 7"), "42");
}

TEST_P(Cancel, IsSeenByAHostFunction) {
  std::atomic<bool> is_waiting = false;
  AddFunction("wait", {}, [&](const CallContext& context, std::span<const Value>) {
    is_waiting = true;
    while (!context.Stopped()) std::this_thread::yield();
    return Value("stopped");
  });
  const auto sandbox = MakeWith(kLong);
  std::thread canceller([&] {
    while (!is_waiting) std::this_thread::yield();
    sandbox->Cancel();
  });
  const Outcome outcome = Run(*sandbox, "kept = wait()\nwhile True: pass");
  canceller.join();
  EXPECT_EQ(outcome.status, Status::kCancelled) << ToJson(outcome);
  EXPECT_TRUE(outcome.sandbox_alive);
}

TEST_P(Cancel, WithoutARunHasNoEffect) {
  const auto sandbox = Make();
  sandbox->Cancel();
  EXPECT_EQ(Repr(*sandbox, "x = 1\nfor i in range(100000): pass\nx"), "1");
  sandbox->Cancel();
  sandbox->Cancel();
  EXPECT_TRUE(sandbox->WriteFile("/tmp/a", "x"));
  sandbox->Cancel();
  EXPECT_EQ(sandbox->ReadFile("/tmp/a", 10), "x");
  EXPECT_EQ(Repr(*sandbox, "sum(range(100000))"), "4999950000");
}

TEST_P(Cancel, AtAnyTimeIsOneOrTheOther) {
  const auto sandbox = MakeWith(kLong);
  Run(*sandbox, "kept = 1");
  std::atomic<bool> is_over = false;
  std::thread canceller([&] {
    for (unsigned i = 0; !is_over; ++i) {
      sandbox->Cancel();
      std::this_thread::sleep_for(std::chrono::microseconds(i * 37 % 1500));
    }
  });
  int cancelled = 0;
  int whole = 0;
  for (int i = 0; i < 200; ++i) {
    const auto outcome = sandbox->Run("sum(range(10000))");
    if (!outcome) {
      ADD_FAILURE() << outcome.error().what;
      break;
    }
    if (outcome->status == Status::kCancelled) ++cancelled;
    if (outcome->status == Status::kOk) ++whole;
    if (outcome->status != Status::kOk && outcome->status != Status::kCancelled)
      ADD_FAILURE() << ToJson(*outcome);
    if (!outcome->sandbox_alive) {
      ADD_FAILURE() << ToJson(*outcome);
      break;
    }
  }
  is_over = true;
  canceller.join();
  EXPECT_EQ(cancelled + whole, 200);
  EXPECT_EQ(Repr(*sandbox, "kept"), "1");
}

VITRINE_CONFORMS(Cancel);

}  // namespace
}  // namespace vitrine::conformance

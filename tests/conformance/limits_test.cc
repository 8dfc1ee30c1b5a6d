// Each limit: soft, with the state kept, and hard.
#include <string>

#include "tests/conformance/conformance.h"

namespace vitrine::conformance {
namespace {

class LimitsHold : public Conformance {
 protected:
  // Interrupts repeat: one that comes while another is swallowed would get past a single try.
  static constexpr const char* kStubborn =
      "while True:\n  try:\n    while True:\n      try:\n        while True: pass\n"
      "      except BaseException: pass\n  except BaseException: pass";

  void ExpectSoft(Sandbox& sandbox, const Outcome& outcome, LimitKind kind, const char* type) {
    EXPECT_EQ(outcome.status, Status::kLimit) << ToJson(outcome);
    EXPECT_EQ(outcome.limit, kind);
    ASSERT_TRUE(outcome.failure);
    EXPECT_EQ(outcome.failure->type, type);
    EXPECT_FALSE(outcome.failure->message.empty());
    EXPECT_FALSE(outcome.failure->hint.empty());
    EXPECT_TRUE(outcome.sandbox_alive);
    EXPECT_TRUE(sandbox.alive());
    EXPECT_EQ(Repr(sandbox, "kept"), "'kept'");
  }
  void ExpectHard(Sandbox& sandbox, const Outcome& outcome, LimitKind kind) {
    EXPECT_EQ(outcome.status, Status::kLimit) << ToJson(outcome);
    EXPECT_EQ(outcome.limit, kind);
    EXPECT_TRUE(outcome.failure);
    EXPECT_FALSE(outcome.sandbox_alive);
    EXPECT_FALSE(sandbox.alive());
    const auto again = sandbox.Run("1");
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().kind, ErrorKind::kEnded);
    EXPECT_EQ(sandbox.ReadFile("/tmp/x", 1).error().kind, ErrorKind::kEnded);
    EXPECT_EQ(sandbox.WriteFile("/tmp/x", "1").error().kind, ErrorKind::kEnded);
    EXPECT_EQ(sandbox.ListFiles("/tmp").error().kind, ErrorKind::kEnded);
    EXPECT_EQ(sandbox.RemoveFile("/tmp/x").error().kind, ErrorKind::kEnded);
    sandbox.Cancel();
    EXPECT_EQ(Repr(*Make(), "6 * 7"), "42");
  }
};

TEST_P(LimitsHold, WallTimeSoft) {
  const auto sandbox = MakeWith({.wall_time_max = 300ms, .cpu_time_max = 60s, .grace = 20s});
  Run(*sandbox, "kept = 'kept'");
  ExpectSoft(*sandbox, Run(*sandbox, "while True: pass"), LimitKind::kWallTime, "TimeLimitExceeded");
  ExpectSoft(*sandbox, Run(*sandbox, "import time\ntime.sleep(100)"), LimitKind::kWallTime,
             "TimeLimitExceeded");
}

TEST_P(LimitsHold, WallTimeHard) {
  const auto sandbox = MakeWith({.wall_time_max = 100ms, .cpu_time_max = 60s, .grace = 50ms});
  ExpectHard(*sandbox, Run(*sandbox, kStubborn), LimitKind::kWallTime);
}

TEST_P(LimitsHold, CpuTimeSoft) {
  const auto sandbox = MakeWith({.wall_time_max = 60s, .cpu_time_max = 200ms, .grace = 20s});
  Run(*sandbox, "kept = 'kept'");
  ExpectSoft(*sandbox, Run(*sandbox, "while True: pass"), LimitKind::kCpuTime, "CpuLimitExceeded");
}

TEST_P(LimitsHold, CpuTimeHard) {
  const auto sandbox = MakeWith({.wall_time_max = 60s, .cpu_time_max = 100ms, .grace = 50ms});
  ExpectHard(*sandbox, Run(*sandbox, kStubborn), LimitKind::kCpuTime);
}

TEST_P(LimitsHold, Fuel) {
  if (GetParam().engine != Engine::kChecked) {
    // Said by Create, before anything runs.
    const auto refused = provider().Create(grants_, {.limits = {.fuel_max = 1000}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::kInvalidArgument);
    return;
  }
  const auto soft = MakeWith({.wall_time_max = 60s, .cpu_time_max = 60s, .fuel_max = 2'000'000});
  Run(*soft, "kept = 'kept'");
  const Outcome ended = Run(*soft, "while True: pass");
  EXPECT_GE(ended.usage.fuel, 2'000'000u);
  ExpectSoft(*soft, ended, LimitKind::kFuel, "FuelLimitExceeded");
  const auto hard = MakeWith({.wall_time_max = 60s, .cpu_time_max = 60s, .fuel_max = 2'000'000});
  ExpectHard(*hard, Run(*hard, kStubborn), LimitKind::kFuel);
}

TEST_P(LimitsHold, MemorySoft) {
  const auto sandbox = MakeWith({.memory_bytes_max = 96u << 20, .wall_time_max = 60s, .cpu_time_max = 60s});
  Run(*sandbox, "kept = 'kept'");
  const Outcome survived = Run(*sandbox, "try: bytearray(10**9)\nexcept MemoryError: print('caught')");
  EXPECT_EQ(survived.stdout_text, "caught\n");
  EXPECT_EQ(survived.status, Status::kOk);
  const Outcome outcome = Run(*sandbox, "a = []\nwhile True: a.append(bytearray(1 << 20))");
  EXPECT_LE(outcome.usage.memory_bytes_peak, 96u << 20);
  Run(*sandbox, "del a");
  ExpectSoft(*sandbox, outcome, LimitKind::kMemory, "MemoryError");
}

TEST_P(LimitsHold, MemoryBelowTheImageIsRefused) {
  const auto refused = provider().Create(grants_, {.limits = {.memory_bytes_max = 1u << 20}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kInvalidArgument);
}

TEST_P(LimitsHold, CodeThatFindsNoRoom) {
  const auto sandbox = MakeWith({.memory_bytes_max = 64u << 20, .wall_time_max = 60s, .cpu_time_max = 60s});
  Run(*sandbox, "kept = 'kept'");
  ExpectSoft(*sandbox, Run(*sandbox, std::string("# ").append(40'000'000, 'x')), LimitKind::kMemory,
             "MemoryError");
}

TEST_P(LimitsHold, HostCallsSoftAndHard) {
  AddFunction("nothing", {}, [](const CallContext&, std::span<const Value>) { return Value(); });
  const auto soft = MakeWith({.host_calls_max = 10});
  Run(*soft, "kept = 'kept'");
  const Outcome ended = Run(*soft, "while True: nothing()");
  EXPECT_EQ(ended.usage.host_calls, 11u);
  ExpectSoft(*soft, ended, LimitKind::kHostCalls, "LimitExceeded");
  EXPECT_EQ(Run(*soft, "for i in range(10): nothing()").status, Status::kOk);  // anew in each run
  const auto hard = MakeWith({.host_calls_max = 10});
  ExpectHard(*hard, Run(*hard, "while True:\n  try: nothing()\n  except BaseException: pass"),
             LimitKind::kHostCalls);
  const auto refused = MakeWith({.host_calls_max = 10});
  ExpectHard(
      *refused,
      Run(*refused, "import vitrine\nwhile True:\n  try: vitrine.call('no')\n  except BaseException: pass"),
      LimitKind::kHostCalls);
}

TEST_P(LimitsHold, NoCallsAtAll) {
  AddFunction("nothing", {}, [](const CallContext&, std::span<const Value>) { return Value(); });
  const auto sandbox = MakeWith({.host_calls_max = 0});
  Run(*sandbox, "kept = 'kept'");
  const Outcome outcome = Run(*sandbox, "nothing()");
  EXPECT_EQ(outcome.limit, LimitKind::kHostCalls) << ToJson(outcome);
}

TEST_P(LimitsHold, NoTimeAtAll) {
  const auto sandbox = MakeWith({.wall_time_max = 0ms, .grace = 20s});
  EXPECT_EQ(Run(*sandbox, "while True: pass").limit, LimitKind::kWallTime);
  const auto negative = MakeWith({.wall_time_max = -5ms, .grace = 20s});
  EXPECT_EQ(Run(*negative, "while True: pass").limit, LimitKind::kWallTime);
}

TEST_P(LimitsHold, TimesAsLongAsTheTypeAllows) {
  const auto sandbox = MakeWith({.wall_time_max = std::chrono::milliseconds::max(),
                                 .cpu_time_max = std::chrono::milliseconds::max(),
                                 .grace = std::chrono::milliseconds::max()});
  EXPECT_EQ(Repr(*sandbox, "6 * 7"), "42");
}

TEST_P(LimitsHold, AllAtTheirLargest) {
  // Nothing may overflow on the way.
  const auto sandbox = MakeWith({.memory_bytes_max = UINT64_MAX,
                                 .output_bytes_max = UINT64_MAX,
                                 .display_bytes_max = UINT64_MAX,
                                 .displays_count_max = UINT32_MAX,
                                 .value_bytes_max = UINT32_MAX,
                                 .host_calls_max = UINT32_MAX,
                                 .request_bytes_max = UINT32_MAX,
                                 .reply_bytes_max = UINT32_MAX,
                                 .file_bytes_max = UINT64_MAX,
                                 .artifacts_count_max = UINT32_MAX});
  const Outcome outcome = Run(*sandbox, "open('/output/a', 'w').write('x' * 100000)\nprint('out')\n6 * 7",
                              {.artifacts = RunOptions::Artifacts::kCollect});
  EXPECT_EQ(outcome.value_repr, "42") << ToJson(outcome);
  EXPECT_EQ(outcome.stdout_text, "out\n");
  EXPECT_EQ(outcome.artifacts.size(), 1u);
}

TEST_P(LimitsHold, EverythingForbidden) {
  const auto sandbox = MakeWith({.output_bytes_max = 0,
                                 .display_bytes_max = 0,
                                 .displays_count_max = 0,
                                 .value_bytes_max = 0,
                                 .host_calls_max = 0,
                                 .request_bytes_max = 0,
                                 .reply_bytes_max = 0,
                                 .file_bytes_max = 0,
                                 .artifacts_count_max = 0});
  const Outcome outcome =
      Run(*sandbox, "import vitrine\nprint('x')\nvitrine.display(**{'text/plain': 'x'})\n'v'",
          {.artifacts = RunOptions::Artifacts::kCollect});
  EXPECT_EQ(outcome.status, Status::kOk) << ToJson(outcome);
  EXPECT_EQ(outcome.stdout_bytes_cut, 2u);
  EXPECT_EQ(outcome.displays_dropped, 1u);
  EXPECT_TRUE(outcome.artifacts.empty());
}

VITRINE_CONFORMS(LimitsHold);

}  // namespace
}  // namespace vitrine::conformance

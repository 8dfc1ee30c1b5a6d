#include "vitrine/sandbox.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace vitrine {
namespace {

using namespace std::chrono_literals;

const Image& TheImage() {
  static const std::unique_ptr<Image> image = std::move(Image::Load().value());
  return *image;
}

// Interrupts repeat: one that comes while another is swallowed would get past a single try.
constexpr std::string_view kNeverStops =
    "while True:\n  try:\n    while True:\n      try:\n        print('go')\n        while True: pass\n"
    "      except BaseException: pass\n  except BaseException: pass";

class SandboxTest : public testing::Test {
 protected:
  std::unique_ptr<Sandbox> Make(const Limits& limits = {}) {
    Result<std::unique_ptr<Sandbox>> made = Sandbox::Create(TheImage(), grants_, {.limits = limits});
    EXPECT_TRUE(made) << (made ? "" : made.error().what);
    return std::move(*made);
  }
  static Outcome Run(Sandbox& sandbox, std::string_view code, const RunOptions& options = {}) {
    Result<Outcome> outcome = sandbox.Run(code, options);
    EXPECT_TRUE(outcome) << (outcome ? "" : outcome.error().what);
    return std::move(*outcome);
  }
  // Cancels from another thread as soon as the code has written something.
  static Outcome RunAndCancel(Sandbox& sandbox, std::string_view code) {
    std::atomic<bool> running = false;
    std::thread canceller([&] {
      while (!running) std::this_thread::yield();
      sandbox.Cancel();
    });
    RunOptions options;
    options.on_output = [&](OutputStream, std::string_view) { running = true; };
    Outcome outcome = Run(sandbox, code, options);
    canceller.join();
    return outcome;
  }

  Grants grants_;
};

TEST_F(SandboxTest, PrintsAndGivesTheLastValue) {
  const auto sandbox = Make();
  const Outcome outcome = Run(*sandbox, "print('hello')\n{'a': [1, 2.5, None, b'x', 2**70]}");
  EXPECT_EQ(outcome.status, Status::kOk);
  EXPECT_EQ(outcome.stdout_text, "hello\n");
  EXPECT_EQ(outcome.value_repr, "{'a': [1, 2.5, None, b'x', 1180591620717411303424]}");
  ASSERT_TRUE(outcome.value);
  const Value* list = outcome.value->Find("a");
  ASSERT_NE(list, nullptr);
  ASSERT_NE(list->As<Value::List>(), nullptr);
  EXPECT_EQ(list->As<Value::List>()->at(3), Value(Bytes{"x"}));
}

TEST_F(SandboxTest, NoneIsNoValue) {
  const auto sandbox = Make();
  EXPECT_FALSE(Run(*sandbox, "x = 1").value_repr);
  EXPECT_FALSE(Run(*sandbox, "None").value_repr);
  EXPECT_FALSE(Run(*sandbox, "").value_repr);
}

TEST_F(SandboxTest, OptionsAreCopied) {
  HostFunction nothing{.name = "nothing", .doc = "Does nothing."};
  nothing.call = [](const CallContext&, std::span<const Value>) { return Value("called"); };
  ASSERT_TRUE(grants_.AddFunction(nothing));
  SandboxOptions options;
  const auto sandbox = std::move(Sandbox::Create(TheImage(), grants_, options).value());
  options.limits = {.host_calls_max = 0, .request_bytes_max = 0, .reply_bytes_max = 0};
  EXPECT_EQ(Run(*sandbox, "nothing()").value, Value("called"));
}

TEST_F(SandboxTest, NamesStayBetweenRuns) {
  const auto sandbox = Make();
  Run(*sandbox, "import math\ndef area(r): return math.pi * r * r");
  EXPECT_EQ(Run(*sandbox, "round(area(2), 3)").value_repr, "12.566");
}

TEST_F(SandboxTest, SandboxesDoNotShareNames) {
  const auto first = Make();
  const auto second = Make();
  Run(*first, "secret = 1; import builtins; builtins.len = None");
  EXPECT_EQ(Run(*second, "('secret' in globals(), len([1]))").value_repr, "(False, 1)");
}

TEST_F(SandboxTest, AnExceptionHasTracebackLineAndKeepsOutput) {
  const auto sandbox = Make();
  const Outcome outcome = Run(*sandbox, "print('before')\nx = 1\nx / 0\n", {.file_name = "report.py"});
  EXPECT_EQ(outcome.status, Status::kException);
  EXPECT_EQ(outcome.stdout_text, "before\n");
  ASSERT_TRUE(outcome.failure);
  EXPECT_EQ(outcome.failure->type, "ZeroDivisionError");
  EXPECT_EQ(outcome.failure->line, 3u);
  EXPECT_NE(outcome.failure->traceback.find("File \"report.py\", line 3"), std::string::npos);
  EXPECT_NE(outcome.failure->traceback.find("x / 0"), std::string::npos);
  EXPECT_TRUE(outcome.sandbox_alive);
}

TEST_F(SandboxTest, OutputIsCutAndCounted) {
  const auto sandbox = Make({.output_bytes_max = 10});
  const Outcome outcome = Run(*sandbox, "print('x' * 25)\n42");
  EXPECT_EQ(outcome.status, Status::kOk);
  EXPECT_EQ(outcome.stdout_text, std::string(10, 'x'));
  EXPECT_EQ(outcome.stdout_bytes_cut, 16u);
  EXPECT_EQ(outcome.value_repr, "42");
}

TEST_F(SandboxTest, OutputStreamsAsItIsWritten) {
  const auto sandbox = Make();
  std::vector<std::string> seen;
  RunOptions options;
  options.on_output = [&](OutputStream stream, std::string_view bytes) {
    seen.push_back((stream == OutputStream::kStdout ? "out:" : "err:") + std::string(bytes));
  };
  Run(*sandbox, "import sys\nprint('a')\nprint('b', file=sys.stderr)\nsys.stdout.write('c')", options);
  std::string all;
  for (const std::string& piece : seen) all += piece;
  EXPECT_LT(all.find("out:a"), all.find("err:b"));
  EXPECT_LT(all.find("err:b"), all.find("out:c"));
}

TEST_F(SandboxTest, FilesGoInAndOut) {
  const auto sandbox = Make();
  ASSERT_TRUE(sandbox->WriteFile("/input/data.csv", "a,b\n1,2\n"));
  const Outcome outcome = Run(*sandbox,
                              "import csv\nrows = list(csv.reader(open('/input/data.csv')))\n"
                              "open('/output/sum.txt', 'w').write(str(sum(map(int, rows[1]))))\n",
                              {.artifacts = RunOptions::Artifacts::kCollect});
  ASSERT_EQ(outcome.status, Status::kOk) << outcome.failure->traceback;
  ASSERT_EQ(outcome.artifacts.size(), 1u);
  EXPECT_EQ(outcome.artifacts[0].path, "sum.txt");
  EXPECT_EQ(outcome.artifacts[0].data, "3");
  EXPECT_EQ(sandbox->ReadFile("/output/sum.txt", 100).value(), "3");
  EXPECT_EQ(sandbox->ReadFile("/output/nothing", 100).error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(sandbox->ReadFile("/output/sum.txt", 0).error().kind, ErrorKind::kLimit);
  EXPECT_EQ(sandbox->WriteFile("/lib/os.py", "").error().kind, ErrorKind::kInvalidArgument);
}

TEST_F(SandboxTest, ALargeFileTravelsInPieces) {
  const auto sandbox = Make();
  std::string data(9u << 20, 'a');
  data[5u << 20] = 'b';
  ASSERT_TRUE(sandbox->WriteFile("/input/big", data));
  EXPECT_EQ(Run(*sandbox, "d = open('/input/big').read()\n(len(d), d.index('b'))").value_repr,
            "(9437184, 5242880)");
  EXPECT_EQ(sandbox->ReadFile("/input/big", 10u << 20).value(), data);
}

TEST_F(SandboxTest, InputIsReadOnlyForTheCode) {
  const auto sandbox = Make();
  ASSERT_TRUE(sandbox->WriteFile("/input/a", "1"));
  const Outcome outcome = Run(*sandbox, "open('/input/a', 'w')");
  ASSERT_EQ(outcome.status, Status::kException);
  EXPECT_EQ(outcome.failure->type, "OSError");
}

TEST_F(SandboxTest, AHostFunctionIsCalledWithCheckedArguments) {
  HostFunction add{
      .name = "add", .doc = "Adds.", .parameters = {{"a", ParameterType::kInt}, {"b", ParameterType::kInt}}};
  add.call = [](const CallContext&, std::span<const Value> arguments) -> std::expected<Value, std::string> {
    return Value(*arguments[0].As<std::int64_t>() + *arguments[1].As<std::int64_t>());
  };
  ASSERT_TRUE(grants_.AddFunction(add));
  const auto sandbox = Make();
  EXPECT_EQ(Run(*sandbox, "import vitrine\n(add(1, b=2), vitrine.add(3, 4))").value_repr, "(3, 7)");
  EXPECT_EQ(Run(*sandbox, "add(1, 'x')").failure->type, "TypeError");
  EXPECT_EQ(Run(*sandbox, "add(1, 2)").usage.host_calls, 1u);
}

TEST_F(SandboxTest, TheDeadlineKeepsTheState) {
  const auto sandbox = Make({.wall_time_max = 100ms});
  Run(*sandbox, "x = 41");
  const Outcome outcome = Run(*sandbox, "print('on')\nwhile True: x = 42");
  EXPECT_EQ(outcome.status, Status::kLimit);
  EXPECT_EQ(outcome.limit, LimitKind::kWallTime);
  EXPECT_EQ(outcome.stdout_text, "on\n");
  EXPECT_EQ(outcome.failure->type, "TimeLimitExceeded");
  EXPECT_TRUE(outcome.sandbox_alive);
  EXPECT_EQ(Run(*sandbox, "x").value_repr, "42");
}

TEST_F(SandboxTest, WhatDoesNotStopIsEnded) {
  const auto sandbox = Make({.wall_time_max = 50ms, .grace = 50ms});
  const Outcome outcome = Run(*sandbox, kNeverStops);
  EXPECT_EQ(outcome.status, Status::kLimit);
  EXPECT_FALSE(outcome.sandbox_alive);
  EXPECT_FALSE(sandbox->alive());
  EXPECT_EQ(sandbox->Run("1").error().kind, ErrorKind::kEnded);
  EXPECT_EQ(Run(*Make(), "6 * 7").value_repr, "42");
}

TEST_F(SandboxTest, CancelFromAnotherThread) {
  const auto sandbox = Make({.wall_time_max = 60s, .cpu_time_max = 60s});
  const Outcome outcome = RunAndCancel(*sandbox, "kept = 1\nprint('go', flush=True)\nwhile True: pass");
  EXPECT_EQ(outcome.status, Status::kCancelled);
  EXPECT_TRUE(outcome.sandbox_alive);
  EXPECT_EQ(Run(*sandbox, "kept").value_repr, "1");
  sandbox->Cancel();  // nothing runs: no effect
  EXPECT_EQ(Run(*sandbox, "kept + 1").value_repr, "2");
}

TEST_F(SandboxTest, CancelEndsWhatDoesNotStopAfterTheGrace) {
  const auto sandbox = Make({.wall_time_max = 60s, .cpu_time_max = 60s, .grace = 50ms});
  const Outcome outcome = RunAndCancel(*sandbox, kNeverStops);
  EXPECT_EQ(outcome.status, Status::kCancelled);
  EXPECT_FALSE(outcome.sandbox_alive);
  EXPECT_LT(outcome.usage.wall, 20s);
}

TEST_F(SandboxTest, CancelEndsASleep) {
  const auto sandbox = Make({.wall_time_max = 60s});
  const Outcome outcome = RunAndCancel(*sandbox, "import time\nprint('go')\ntime.sleep(50)");
  EXPECT_EQ(outcome.status, Status::kCancelled);
  EXPECT_LT(outcome.usage.wall, 10s);
}

TEST_F(SandboxTest, MemoryErrorIsALimitUnlessSurvived) {
  const auto sandbox = Make({.memory_bytes_max = 96u << 20});
  const Outcome survived = Run(*sandbox, "try: bytearray(10**9)\nexcept MemoryError: print('caught')");
  EXPECT_EQ(survived.status, Status::kOk);
  EXPECT_EQ(survived.stdout_text, "caught\n");
  const Outcome outcome = Run(*sandbox, "a = []\nwhile True: a.append(bytearray(1 << 20))");
  EXPECT_EQ(outcome.status, Status::kLimit);
  EXPECT_EQ(outcome.limit, LimitKind::kMemory);
  EXPECT_LE(outcome.usage.memory_bytes_peak, 96u << 20);
  EXPECT_EQ(Run(*sandbox, "del a; 6 * 7").value_repr, "42");
}

TEST_F(SandboxTest, WhatNoGuestCouldHoldIsTheMemoryLimitToo) {
  EXPECT_EQ(Run(*Make(), "[0] * 10**9").limit, LimitKind::kMemory);
}

TEST_F(SandboxTest, AMemoryLimitBelowTheImageIsRefused) {
  const auto refused = Sandbox::Create(TheImage(), grants_, {.limits = {.memory_bytes_max = 1u << 20}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kInvalidArgument);
}

TEST_F(SandboxTest, AbortIsATrapAndExitsAreCodes) {
  EXPECT_EQ(Run(*Make(), "import os; os.abort()").status, Status::kTrap);
  const Outcome exited = Run(*Make(), "import os; print('out'); os._exit(3)");
  EXPECT_EQ(exited.exit_code, 3);
  EXPECT_EQ(exited.stdout_text, "out\n");
  EXPECT_FALSE(exited.sandbox_alive);
  const auto sandbox = Make();
  EXPECT_EQ(Run(*sandbox, "import sys; sys.exit(5)").exit_code, 5);
  EXPECT_EQ(Run(*sandbox, "import sys; sys.exit()").status, Status::kOk);
  EXPECT_TRUE(sandbox->alive());
}

TEST_F(SandboxTest, TooManySandboxesAreRefusedAtOnce) {
  const auto image = std::move(Image::Load({.slots_count_max = 2}).value());
  const auto first = Sandbox::Create(*image, grants_);
  auto second = Sandbox::Create(*image, grants_);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(Sandbox::Create(*image, grants_).error().kind, ErrorKind::kBusy);
  second->reset();
  EXPECT_TRUE(Sandbox::Create(*image, grants_));
}

TEST_F(SandboxTest, ManyThreadsAtOnce) {
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 20; ++round) {
        const auto sandbox = Sandbox::Create(TheImage(), grants_);
        if (!sandbox) return;
        const auto outcome = (*sandbox)->Run("x = " + std::to_string(i) + "\nsum(range(1000)) + x");
        if (outcome && outcome->value_repr == std::to_string(499500 + i)) ++right;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 160);
}

// One that stands still.
class StillWorld final : public Surroundings {
 public:
  std::int64_t RealtimeNs() override { return 1'000'000'000'000'000'000; }
  std::int64_t MonotonicNs() override { return slept_ns_; }
  std::int64_t CpuNs() override { return 0; }
  void Entropy(std::span<std::byte> out) override {
    for (std::byte& byte : out) byte = static_cast<std::byte>(++count_);
  }
  bool SleepIsOver(std::int64_t nanoseconds) override {
    slept_ns_ += nanoseconds;
    return true;
  }

 private:
  std::int64_t slept_ns_ = 0;
  unsigned count_ = 0;
};

TEST_F(SandboxTest, TimeAndRandomnessCanBeGiven) {
  const auto run = [this] {
    StillWorld world;
    const auto sandbox = Sandbox::Create(TheImage(), grants_, {.surroundings = &world});
    return Run(**sandbox,
               "import time, random, os, uuid\nstart = time.monotonic()\ntime.sleep(3600)\n"
               "(time.time(), time.monotonic() - start, random.random(), os.urandom(4), str(uuid.uuid4()))")
        .value_repr;
  };
  const auto first = run();
  EXPECT_EQ(first, run());
  EXPECT_EQ(first->substr(0, 22), "(1000000000.0, 3600.0,");
}

TEST_F(SandboxTest, TheHashSeedIsConfigurable) {
  const auto image = std::move(Image::Load({.hash_seed = 7}).value());
  const auto other = std::move(Sandbox::Create(*image, grants_).value());
  const char* const code = "hash('vitrine')";
  const auto here = Run(*Make(), code).value_repr;
  EXPECT_EQ(here, Run(*Make(), code).value_repr);
  EXPECT_NE(here, Run(*other, code).value_repr);
  EXPECT_NE(image->id(), TheImage().id());
}

TEST_F(SandboxTest, FuelIsTheSameEveryTimeAndEndsARun) {
  const auto image = std::move(Image::Load({.engine = Engine::kChecked}).value());
  const auto fuel = [&](std::string_view code, std::uint64_t fuel_max) {
    StillWorld world;
    const auto sandbox =
        Sandbox::Create(*image, grants_, {.limits = {.fuel_max = fuel_max}, .surroundings = &world});
    return Run(**sandbox, code);
  };
  const Outcome first = fuel("sum(i * i for i in range(1000))", 100'000'000);
  const Outcome second = fuel("sum(i * i for i in range(1000))", 100'000'000);
  EXPECT_EQ(first.status, Status::kOk);
  EXPECT_GT(first.usage.fuel, 1000u);
  EXPECT_EQ(first.usage.fuel, second.usage.fuel);
  const Outcome ended = fuel("print(1)\nwhile True: pass", 1'000'000);
  EXPECT_EQ(ended.limit, LimitKind::kFuel);
  EXPECT_EQ(ended.stdout_text, "1\n");
  EXPECT_TRUE(ended.sandbox_alive);
  const Outcome stubborn =
      fuel("while True:\n  try:\n    while True: pass\n  except BaseException: pass", 1'000'000);
  EXPECT_EQ(stubborn.limit, LimitKind::kFuel);
  EXPECT_FALSE(stubborn.sandbox_alive);
}

TEST_F(SandboxTest, FuelNeedsTheCheckedEngine) {
  const auto image = std::move(Image::Load({.engine = Engine::kFast}).value());
  const auto refused = Sandbox::Create(*image, grants_, {.limits = {.fuel_max = 1000}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kInvalidArgument);
}

TEST_F(SandboxTest, TooManyHostCallsRaiseThenEnd) {
  HostFunction nothing{.name = "nothing", .doc = "Does nothing."};
  nothing.call = [](const CallContext&, std::span<const Value>) { return Value(); };
  ASSERT_TRUE(grants_.AddFunction(nothing));
  const auto polite = Make({.host_calls_max = 10});
  const Outcome raised = Run(*polite, "while True: nothing()");
  EXPECT_EQ(raised.status, Status::kLimit);
  EXPECT_EQ(raised.limit, LimitKind::kHostCalls);
  EXPECT_TRUE(raised.sandbox_alive);
  const auto rude = Make({.host_calls_max = 10});
  const Outcome ended = Run(*rude, "while True:\n  try: nothing()\n  except BaseException: pass");
  EXPECT_EQ(ended.limit, LimitKind::kHostCalls);
  EXPECT_FALSE(ended.sandbox_alive);
}

TEST_F(SandboxTest, DisplaysAreMimeBundles) {
  const auto sandbox = Make();
  const Outcome outcome = Run(*sandbox, "import vitrine\nvitrine.display([{'a': 1}, {'a': 2}])");
  ASSERT_EQ(outcome.displays.size(), 1u);
  bool has_html = false;
  for (const MimeData& data : outcome.displays[0]) has_html |= data.mime == "text/html";
  EXPECT_TRUE(has_html);
}

TEST_F(SandboxTest, ABadFileNameIsRefusedBeforeTheRun) {
  const auto sandbox = Make();
  EXPECT_EQ(sandbox->Run("1", {.file_name = std::string(300, 'x')}).error().kind,
            ErrorKind::kInvalidArgument);
  EXPECT_EQ(sandbox->Run("1", {.file_name = "\xff"}).error().kind, ErrorKind::kInvalidArgument);
}

}  // namespace
}  // namespace vitrine

// Promise P21: same input, same image, same clocks and randomness: same result, down to every byte of memory.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <string>
#include <string_view>

#include "tests/conformance/provider.h"
#include "tests/promises/promise.h"
#include "tests/promises/raw_guest.h"
#include "vitrine/session.h"

namespace vitrine::promises {
namespace {

constexpr const char* kPrograms[] = {
    "print(1 + 1)",
    "import random, os, uuid, time\nprint(random.random(), os.urandom(8).hex(), uuid.uuid4(), "
    "time.time_ns())",
    "import time\ntime.sleep(3600)\nprint(time.monotonic())",
    "print({str(i) for i in range(100)}, hash('a text'), id(object()))",
    "import math\nprint([math.sin(i) * math.exp(i % 7) for i in range(1000)], float('nan'), 0.1 + 0.2)",
    "import json\nprint(json.dumps({str(i): [i / 7] * 3 for i in range(300)}))",
    "import re\nprint(len(re.findall(r'\\w+', 'some words ' * 5000)))",
    "open('/output/x', 'w').write('text')\nimport os\nprint(os.stat('/output/x'), os.listdir('/'))",
    "a = [bytearray(100000) for _ in range(500)]\nprint(len(a))",
    "class A: pass\nx = [A() for _ in range(10000)]\nimport gc\nprint(gc.collect(), gc.get_count())",
    "def f(n): return f(n + 1)\nf(0)",
    "import sqlite3\ndb = sqlite3.connect(':memory:')\nprint(db.execute('SELECT random(), "
    "hex(randomblob(8))').fetchall())",
    "import decimal, fractions, statistics\nprint(decimal.Decimal(2).sqrt(), statistics.stdev(range(100)))",
    "1 / 0",
    "import zlib, hashlib\nprint(hashlib.sha256(zlib.compress(bytes(range(256)) * 100)).hexdigest())",
};

struct Trace {
  guest_link::RequestEnd end;
  std::string output;
  std::string outcome;
  std::string memory;
};

Trace TraceOf(const Guest& which, std::string_view program, std::uint64_t seed) {
  RawGuest guest(ImageOf(which), seed);
  Trace trace{.end = guest.Run(program), .output = guest.output(), .outcome = guest.outcome_frame()};
  trace.memory = guest.Memory();
  return trace;
}

// Empty, or where they differ.
std::string Difference(const Trace& one, const Trace& two) {
  if (one.output != two.output)
    return "the output: " + one.output.substr(0, 300) + " | " + two.output.substr(0, 300);
  if (one.outcome != two.outcome) return "the outcome";
  if (one.end.call.how != two.end.call.how || one.end.status != two.end.status) return "the end";
  if (one.memory.size() != two.memory.size()) return "the size of memory";
  if (one.memory == two.memory) return "";  // a memcmp: the search takes a second in a debug build
  const auto [at, other] = std::ranges::mismatch(one.memory, two.memory);
  return "memory at " + std::to_string(at - one.memory.begin());
}

class P21_SameInputSameResult : public GuestTest {};

TEST_P(P21_SameInputSameResult, DownToEveryByteOfMemory) {
  for (const char* program : kPrograms) {
    EXPECT_EQ(Difference(TraceOf(GetParam(), program, 1), TraceOf(GetParam(), program, 1)), "") << program;
  }
  // And the comparison can fail.
  EXPECT_NE(Difference(TraceOf(GetParam(), kPrograms[1], 1), TraceOf(GetParam(), kPrograms[1], 2)), "");
}

VITRINE_FOR_ALL_GUESTS(P21_SameInputSameResult);

// The two engines are translated differently and compiled from different C: each is the other's oracle.
TEST(P21_SameInputSameResultOnBothEngines, DownToEveryByteOfMemory) {
  if (tests::kHasAddressSanitizer) GTEST_SKIP() << "there is one engine only";
  for (const Interpreter interpreter : {Interpreter::kCpython, Interpreter::kMicropython}) {
    for (const char* program : kPrograms) {
      EXPECT_EQ(Difference(TraceOf({interpreter, Engine::kFast}, program, 1),
                           TraceOf({interpreter, Engine::kChecked}, program, 1)),
                "")
          << program;
    }
  }
}

// The same through the library: what a caller injects is all that the guest sees.
class Still final : public Surroundings {
 public:
  std::int64_t RealtimeNs() override { return now_ns_ += 1'000'000; }
  std::int64_t MonotonicNs() override { return now_ns_ += 1'000'000; }
  std::int64_t CpuNs() override { return now_ns_ += 1'000'000; }
  void Entropy(std::span<std::byte> out) override {
    for (std::byte& byte : out) byte = static_cast<std::byte>(++count_ * 37);
  }
  bool SleepIsOver(std::int64_t nanoseconds) override {
    now_ns_ += nanoseconds;
    return true;
  }

 private:
  std::int64_t now_ns_ = 1'750'000'000'000'000'000;
  unsigned count_ = 0;
};

TEST_P(P21_SameInputSameResult, ThroughTheLibraryWithFuel) {
  const auto run = [&](std::string_view program) {
    Still surroundings;
    Limits limits = LimitsOf(std::chrono::milliseconds(20'000));
    limits.memory_bytes_max = 256u << 20;
    const Grants grants;
    auto sandbox =
        Sandbox::Create(ImageOf(GetParam()), grants, {.limits = limits, .surroundings = &surroundings});
    EXPECT_TRUE(sandbox) << sandbox.error().what;
    Outcome outcome = RunIn(**sandbox, program);
    outcome.usage.wall = outcome.usage.cpu = std::chrono::nanoseconds(0);
    return ToJson(outcome);
  };
  for (const char* program : kPrograms) EXPECT_EQ(run(program), run(program)) << program;
}

// The budget ends a run at the same instruction each time.
TEST(P21_SameInputSameResultOnBothEngines, FuelRunsOutAtTheSamePlace) {
  const auto run = [] {
    Still surroundings;
    Limits limits = LimitsOf(std::chrono::milliseconds(60'000));
    limits.fuel_max = 20'000'000;
    const Grants grants;
    auto sandbox = Sandbox::Create(ImageOf({.engine = Engine::kChecked}), grants,
                                   {.limits = limits, .surroundings = &surroundings});
    EXPECT_TRUE(sandbox) << sandbox.error().what;
    Outcome outcome = RunIn(**sandbox, "n = 0\nwhile True:\n    n += 1");
    EXPECT_EQ(outcome.limit, LimitKind::kFuel);
    return RunIn(**sandbox, "print(n)").stdout_text;
  };
  const std::string first = run();
  EXPECT_GT(first.size(), 3u);
  EXPECT_EQ(run(), first);
}

// What one has recorded the other plays to the last bit: in this process or by workers makes no difference.
TEST(P21_Replay, IsTheSameInThisProcessAndByWorkers) {
  using conformance::ProviderKind;
  Grants grants;
  ASSERT_TRUE(grants.AddFunction({.name = "ask", .call = [](const CallContext&, std::span<const Value>) {
                                    return std::expected<Value, NoValue>(Value("an answer"));
                                  }}));
  for (const ProviderKind recorded : conformance::Providers()) {
    const auto store = MakeMemorySessionStore();
    const auto sessions = std::move(conformance::ProviderOf(recorded).MakeSessions(*store, {}).value());
    const auto session = std::move(sessions->Create("a", grants).value());
    for (const char* program : kPrograms) {
      if (std::string_view(program).contains("sleep")) continue;  // would take an hour
      ASSERT_TRUE(session->Run(program)) << program;
    }
    ASSERT_TRUE(session->Run("print(ask())"));
    const std::string journal = session->Journal().value();
    for (const ProviderKind played : conformance::Providers()) {
      if (played.interpreter != recorded.interpreter) continue;
      const auto report = conformance::ProviderOf(played).Replay(journal);
      ASSERT_TRUE(report) << report.error().what;
      EXPECT_TRUE(report->same) << conformance::Name(recorded) << " by " << conformance::Name(played)
                                << ": turn " << report->turn << ": " << report->difference;
      EXPECT_EQ(report->turns_count, std::size(kPrograms) + 1);
    }
  }
}

}  // namespace
}  // namespace vitrine::promises

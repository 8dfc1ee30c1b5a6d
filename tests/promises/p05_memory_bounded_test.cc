// Promise P5: guest memory stays below its limit, and the host's memory on a guest's behalf below a stated
// bound.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>

#include "tests/processes.h"
#include "tests/promises/promise.h"
#include "vitrine/worker_pool.h"

namespace vitrine::promises {
namespace {

constexpr std::uint64_t kMiB = 1u << 20;

// "VmRSS" or "VmHWM" of this process, in bytes.
std::uint64_t FromStatus(const std::string& name) {
  std::ifstream in("/proc/self/status");
  std::string line;
  while (std::getline(in, line)) {
    if (line.starts_with(name + ":")) return std::stoull(line.substr(name.size() + 1)) << 10;
  }
  ADD_FAILURE() << "the kernel does not tell " << name;
  return 0;
}

// The highest resident size since the last call of Reset.
class Peak {
 public:
  static void Reset() {
    std::ofstream out("/proc/self/clear_refs");
    out << "5";
    EXPECT_TRUE(out.flush()) << "the kernel resets VmHWM";
  }
  static std::uint64_t Bytes() { return FromStatus("VmHWM"); }
};

struct Flood {
  const char* name;
  const char* code;
  std::uint64_t host_bytes_max;  // beyond guest memory: what the limits below allow the host to hold
};

// Two copies of what a limit allows are held for a moment (as bytes, and as text in the outcome), some
// buffers grow by doubling, and the guest's stack may be touched as a whole (32 MiB).
constexpr std::uint64_t kSlack = 24 * kMiB;
constexpr std::uint64_t kStack = 32 * kMiB;
constexpr std::uint64_t kImageWrittenMax = 16 * kMiB;

constexpr Flood kFloods[] = {
    {"lists", "a = []\nwhile True: a.append(bytearray(100000))", kSlack},
    {"small objects", "a = []\nwhile True: a.append([a])", kSlack},
    {"one text", "x = 'x' * 10**7\nwhile True: x += x", kSlack},
    {"output", "while True: print('x' * 100000)", 4 * kMiB + kSlack},
    {"output, line by line", "while True: print()", 4 * kMiB + kSlack},
    {"errors", "import sys\nwhile True: print('x' * 100000, file=sys.stderr)", 4 * kMiB + kSlack},
    {"displays", "import vitrine\nwhile True: vitrine.display({'text/plain': 'x' * 100000})",
     4 * kMiB + kSlack},
    {"many small displays", "import vitrine\nwhile True: vitrine.display({'text/plain': ''})", kSlack},
    {"value", "['x' * 1000] * 20000", 32 * kMiB + kSlack},
    {"value of small items", "list(range(900000))", 64 * kMiB + kSlack},
    {"exception text", "raise ValueError('x' * 10_000_000)", kSlack},
    {"requests", "while True: swallow(b'x' * 4_000_000)", 32 * kMiB + kSlack},
    {"requests of small items", "while True: swallow([0] * 1_000_000)", 64 * kMiB + kSlack},
    {"replies", "while True: give(4_000_000)", 32 * kMiB + kSlack},
    {"refused calls",
     "import vitrine\nwhile True:\n    try: vitrine.call('no' * 100000)\n    except Exception: pass", kSlack},
    {"files", "n = 0\nwhile True:\n    n += 1\n    open(f'/tmp/{n}', 'wb').write(bytes(100000))", kSlack},
    {"recursion", "import sys\nsys.setrecursionlimit(10**9)\ndef f(x): return sorted([x], key=f)\nf(1)",
     kStack + kSlack},
    {"generators", "a = []\nwhile True:\n    a.append((i for i in [1]))\n    next(a[-1])", kSlack},
};

Grants MakeGrants() {
  Grants grants;
  EXPECT_TRUE(grants.AddFunction({.name = "swallow",
                                  .doc = "Takes anything.",
                                  .parameters = {{.name = "value"}},
                                  .call = [](const CallContext&, std::span<const Value>) { return Value(); },
                                  .calls_count_max = 1'000'000}));
  EXPECT_TRUE(
      grants.AddFunction({.name = "give",
                          .doc = "Gives as many bytes.",
                          .parameters = {{.name = "bytes", .type = ParameterType::kInt}},
                          .call =
                              [](const CallContext&, std::span<const Value> arguments) {
                                const auto bytes = static_cast<std::size_t>(*arguments[0].As<std::int64_t>());
                                return Value(Bytes{std::string(std::min<std::size_t>(bytes, 8u << 20), 'x')});
                              },
                          .calls_count_max = 1'000'000}));
  return grants;
}

Limits FloodLimits() {
  Limits limits = LimitsOf(std::chrono::milliseconds(800));
  limits.memory_bytes_max = 96 * kMiB;
  limits.output_bytes_max = kMiB;
  limits.display_bytes_max = kMiB;
  limits.value_bytes_max = kMiB;
  limits.request_bytes_max = 4 * kMiB + 100;
  limits.reply_bytes_max = 4 * kMiB + 100;
  limits.host_calls_max = 1'000'000;
  return limits;
}

class P5_MemoryIsBounded : public GuestTest {};

TEST_P(P5_MemoryIsBounded, UnderEveryFlood) {
  if (tests::kHasAddressSanitizer) GTEST_SKIP() << "AddressSanitizer keeps freed memory";
  const Grants grants = MakeGrants();
  const Limits limits = FloodLimits();
  ExpectCleanRun(ImageOf(GetParam()));  // what is made once is made

  for (const Flood& flood : kFloods) {
    const std::uint64_t before = FromStatus("VmRSS");
    Peak::Reset();
    Outcome outcome;
    {
      const auto sandbox = Start(ImageOf(GetParam()), limits, &grants);
      outcome = RunIn(*sandbox, flood.code);
    }
    const std::uint64_t peak = Peak::Bytes();
    const std::uint64_t more = peak > before ? peak - before : 0;
    std::printf("%-26s peak + %5.1f MiB, guest %5.1f MiB, %s\n", flood.name, static_cast<double>(more) / kMiB,
                static_cast<double>(outcome.usage.memory_bytes_peak) / kMiB, Name(outcome.status));
    EXPECT_LE(outcome.usage.memory_bytes_peak, limits.memory_bytes_max) << flood.name;
    // What the guest has grown by, what it may have written of the image, and the host's share.
    const std::uint64_t grown = outcome.usage.memory_bytes_peak - ImageOf(GetParam()).memory_bytes();
    EXPECT_LE(more, grown + kImageWrittenMax + flood.host_bytes_max) << flood.name;
  }
  ExpectCleanRun(ImageOf(GetParam()));
}

// Nothing is kept: a hundred floods take no more than one.
TEST_P(P5_MemoryIsBounded, AndGivenBack) {
  if (tests::kHasAddressSanitizer) GTEST_SKIP() << "AddressSanitizer keeps freed memory";
  Limits limits = LimitsOf(std::chrono::milliseconds(5000));
  limits.memory_bytes_max = 64 * kMiB;
  const auto flood = [&] {
    RunCode(GetParam(), "a = []\nwhile True: a.append(bytearray(1000000))", limits);
    RunCode(GetParam(), "print('x' * 10_000_000)", limits);
  };
  for (int i = 0; i < 5; ++i) flood();
  const std::uint64_t before = FromStatus("VmRSS");
  for (int i = 0; i < 50; ++i) flood();
  EXPECT_LE(FromStatus("VmRSS"), before + 16 * kMiB);
}

// By workers: the broker holds no more than the host's share, the worker no more than both.
TEST_P(P5_MemoryIsBounded, InBrokerAndWorker) {
  if (tests::kHasAddressSanitizer) GTEST_SKIP() << "AddressSanitizer keeps freed memory";
  const Grants grants = MakeGrants();
  const Limits limits = FloodLimits();
  WorkerPoolOptions options;
  options.interpreter = GetParam().interpreter;
  options.engine = GetParam().engine;
  options.worker_program = VITRINE_WORKER_PROGRAM;
  options.spares_count = 0;
  options.workers_count_max = 1;  // of one tenant after the other: each flood gets a new process
  options.tenants_count_max = 100;
  options.several_tenants_in_weak_jail = danger::SeveralTenantsInWeakJail::Accept();
  const auto pool = std::move(WorkerPool::Create(options).value());
  const auto start = [&](std::string_view tenant) {
    auto sandbox = pool->CreateSandbox(grants, {.limits = limits}, tenant);
    EXPECT_TRUE(sandbox) << sandbox.error().what;
    return std::move(sandbox.value());
  };
  std::uint64_t idle = 0;
  std::uint64_t image_bytes = 0;
  {
    const auto sandbox = start("idle");
    image_bytes = RunIn(*sandbox, "1").usage.memory_bytes_peak;
    idle = tests::MemoryOf(tests::TheWorkerOf(tests::TheZygote()), "VmHWM");
  }
  for (const Flood& flood : kFloods) {
    const auto sandbox = start(flood.name);
    const std::uint64_t before = FromStatus("VmRSS");
    Peak::Reset();
    const Outcome outcome = RunIn(*sandbox, flood.code);
    const std::uint64_t peak = Peak::Bytes();
    const std::uint64_t worker = tests::MemoryOf(tests::TheWorkerOf(tests::TheZygote()), "VmHWM");
    const std::uint64_t broker_more = peak > before ? peak - before : 0;
    const std::uint64_t worker_more = worker > idle ? worker - idle : 0;
    std::printf("%-26s broker + %5.1f MiB, worker + %5.1f MiB, guest %5.1f MiB, %s\n", flood.name,
                static_cast<double>(broker_more) / kMiB, static_cast<double>(worker_more) / kMiB,
                static_cast<double>(outcome.usage.memory_bytes_peak) / kMiB, Name(outcome.status));
    EXPECT_NE(outcome.status, Status::kTrap) << flood.name << ": " << ToJson(outcome).substr(0, 1000);
    EXPECT_LE(broker_more, flood.host_bytes_max) << flood.name;
    const std::uint64_t grown = outcome.usage.memory_bytes_peak - image_bytes;
    EXPECT_LE(worker_more, grown + kImageWrittenMax + flood.host_bytes_max) << flood.name;
  }
}

VITRINE_FOR_ALL_GUESTS(P5_MemoryIsBounded);

}  // namespace
}  // namespace vitrine::promises

// Promise P18: a worker that was taken over can exit, burn processor time, take the memory it was allowed and
// answer its own tenant wrongly; no more. Here: what it says to the broker. Escape 85.
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "sandbox/sandbox_impl.h"
#include "tests/hostile_worker/hostile_test.h"

namespace vitrine::hostile {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

enum class Ends : std::uint8_t {
  kMisused,  // at once: killed for what it sent
  kHung,     // killed at its deadline
  kDied,
  kHarmless,  // an answer to its own tenant, within the limits
  kAny,       // one of these
};

struct Hostility {
  const char* command;
  Ends ends;
};

constexpr Hostility kHostilities[] = {
    // No frames.
    {"empty_frame", Ends::kDied},
    {"long_frame", Ends::kMisused},
    {"cut_frame 1", Ends::kMisused},
    {"cut_frame 2", Ends::kMisused},
    {"cut_frame 5", Ends::kMisused},
    {"cut_frame 9", Ends::kMisused},
    {"trailing", Ends::kMisused},
    {"raw 00", Ends::kMisused},
    {"raw ff", Ends::kMisused},
    {"raw 9f0b608040ff", Ends::kMisused},        // an array without a stated length
    {"raw 840b7f6161ff8040", Ends::kMisused},    // a text in chunks
    {"raw 840b60805f4161ff", Ends::kMisused},    // a body in chunks
    {"raw 840b62ff618040", Ends::kMisused},      // a text that is no UTF-8
    {"raw 840b609a0000ffff40", Ends::kMisused},  // more numbers than there are
    {"raw 840b60809b7fffffffffffffff", Ends::kMisused},
    {"raw 840b6080fb7ff0000000000000", Ends::kMisused},
    {"raw 840b608020", Ends::kMisused},              // a negative length
    {"raw 840b60801904d2", Ends::kMisused},          // a length that would have been inline
    {"raw 840b7bffffffffffffffff", Ends::kMisused},  // a text of 2^64 - 1 bytes
    {"raw 840b60805b7fffffffffffffff", Ends::kMisused},
    {"raw d8184100", Ends::kMisused},
    // Types that no worker says, or nobody.
    {"bare_type 0", Ends::kMisused},
    {"bare_type 1", Ends::kMisused},
    {"bare_type 2", Ends::kMisused},
    {"bare_type 8", Ends::kMisused},
    {"bare_type 9", Ends::kMisused},
    {"bare_type 10", Ends::kMisused},
    {"bare_type 16", Ends::kMisused},
    {"bare_type 17", Ends::kMisused},
    {"bare_type 18", Ends::kMisused},
    {"bare_type 19", Ends::kMisused},
    {"bare_type 21", Ends::kMisused},
    {"bare_type 22", Ends::kMisused},
    {"bare_type 23", Ends::kMisused},
    {"bare_type 1000", Ends::kMisused},
    {"claims_parked", Ends::kMisused},
    // Bodies that are longer than stated limits, or never come.
    {"states_2_63 11", Ends::kMisused},
    {"states_2_63 12", Ends::kMisused},
    {"states_2_63 14", Ends::kMisused},
    {"states_all 11", Ends::kMisused},
    {"states_all 15", Ends::kMisused},
    {"states 11 100000000", Ends::kMisused},
    {"states 12 100000000", Ends::kMisused},
    {"states 11 2000000", Ends::kHung},
    {"states 12 1048577", Ends::kHung},
    {"states 14 2000000", Ends::kHung},
    {"cut_body", Ends::kMisused},
    {"changing_body", Ends::kAny},
    {"deep", Ends::kMisused},
    {"done_body 9a7fffffff", Ends::kMisused},
    {"done_body 80", Ends::kMisused},
    {"done_body", Ends::kMisused},
    // The wrong time.
    {"hang", Ends::kHung},
    {"spin", Ends::kHung},
    {"answer_twice", Ends::kHarmless},
    {"answer_for_ever", Ends::kAny},
    {"output_for_ever", Ends::kHung},
    {"full_for_ever", Ends::kHung},
    {"calls_unanswered", Ends::kMisused},
    {"calls_now_and_then 100", Ends::kHung},
    {"calls_now_and_then 1500", Ends::kHung},
    {"calls_ahead 8163666f6f", Ends::kHarmless},
    // Clocks that nobody has put in.
    {"world 0", Ends::kMisused},
    {"world 3 10", Ends::kMisused},
    // The ring.
    {"ring_ahead 65537", Ends::kMisused},
    {"ring_ahead 1099511627776", Ends::kMisused},
    {"ring_ahead -1", Ends::kMisused},
    {"ring_ahead 3", Ends::kMisused},
    {"ring_back", Ends::kMisused},
    {"ring_piece 100 50", Ends::kMisused},
    {"ring_piece 2147483647 65536", Ends::kMisused},
    {"ring_piece 4294967295 65536", Ends::kMisused},
    {"ring_over 101000", Ends::kMisused},
    {"ring_over 100000", Ends::kHarmless},
    {"ring_empty_pieces 50", Ends::kMisused},
    {"ring_scribble", Ends::kAny},
    // Outcomes that lie.
    {"artifact ../x", Ends::kMisused},
    {"artifact a/../../x", Ends::kMisused},
    {"artifact /etc/passwd", Ends::kMisused},
    {"artifact a//b", Ends::kMisused},
    {"artifact .", Ends::kMisused},
    {"artifact a\\b", Ends::kMisused},
    {"artifact ", Ends::kMisused},
    {"artifact fine", Ends::kHarmless},
    {"artifacts 11 1", Ends::kMisused},
    {"artifacts 3 2000000", Ends::kMisused},
    {"displays 11 1", Ends::kMisused},
    {"displays 2 6000", Ends::kMisused},
    {"value_bytes 9000", Ends::kHarmless},
    {"value_bytes 50000", Ends::kMisused},
    {"value_bytes 1000000", Ends::kMisused},
    {"value_items 100000", Ends::kMisused},
    {"repr_bytes 10001", Ends::kMisused},
    {"failure_bytes 600000", Ends::kMisused},
    {"status 0 0 1", Ends::kMisused},
    {"status 1 0 0", Ends::kMisused},
    {"status 2 0 1", Ends::kMisused},
    {"status 2 99 1", Ends::kMisused},
    {"status 5 0 1", Ends::kMisused},
    {"status 200 0 1", Ends::kMisused},
    {"status 0 1 0", Ends::kMisused},
    {"numbers", Ends::kAny},
};

bool Ended(const Outcome& outcome, Ends how) {
  const auto lost = [&](std::string_view why) {
    return outcome.status == Status::kTrap && outcome.failure && !outcome.sandbox_alive &&
           outcome.failure->type == "WorkerLost" && outcome.failure->message.find(why) != std::string::npos;
  };
  switch (how) {
    case Ends::kMisused:
      return lost("sent what it must not");
    case Ends::kHung:
      return lost("did not answer in time");
    case Ends::kDied:
      return lost("died");
    case Ends::kHarmless:
      return outcome.status == Status::kOk;
    case Ends::kAny:
      return true;
  }
  return false;
}

// Says it through every bound that a caller may rely on.
void ExpectWithin(const Outcome& outcome, const Limits& limits, std::string_view command) {
  EXPECT_LE(outcome.stdout_text.size() + outcome.stderr_text.size(), limits.output_bytes_max) << command;
  EXPECT_LE(outcome.displays.size(), limits.displays_count_max) << command;
  EXPECT_LE(outcome.artifacts.size(), limits.artifacts_count_max) << command;
  EXPECT_LE(outcome.value_repr.value_or("").size(), limits.value_bytes_max) << command;
  EXPECT_LE(outcome.usage.host_calls, 2 * limits.host_calls_max + 2) << command;
}

class P18_Frames : public HostileTest {};

TEST_F(P18_Frames, BringNoArtifactsThatNobodyAskedFor) {
  Make();
  const auto sandbox = Start({.limits = ShortLimits()});
  const Outcome outcome = Order(*sandbox, "artifact fine");
  EXPECT_TRUE(Ended(outcome, Ends::kMisused)) << ToJson(outcome);
}

TEST_F(P18_Frames, HurtNobodyElse) {
  Make();
  const pid_t zygote = tests::TheZygote();
  const auto sibling = Start();
  ExpectPoolIsWell();
  const std::size_t descriptors = tests::CountDescriptors();
  const std::uint64_t memory = tests::MemoryOf(getpid(), "VmRSS");
  {
    std::ofstream clear("/proc/self/clear_refs");
    clear << "5";
  }

  std::atomic<std::size_t> next = 0;
  std::atomic<int> attackers = 0;
  std::mutex mutex;
  milliseconds longest{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    ++attackers;
    threads.emplace_back([&] {
      for (std::size_t at = next++; at < std::size(kHostilities); at = next++) {
        const Hostility& hostility = kHostilities[at];
        const auto start = steady_clock::now();
        const Limits limits = ShortLimits();
        const auto outcome = Attack(hostility.command, {.limits = limits});
        const auto took = std::chrono::duration_cast<milliseconds>(steady_clock::now() - start);
        EXPECT_TRUE(Ended(outcome, hostility.ends))
            << hostility.command << ": " << ToJson(outcome).substr(0, 500);
        ExpectWithin(outcome, limits, hostility.command);
        // Time, grace, the broker's two seconds behind, and as much again for a busy machine.
        EXPECT_LT(took, milliseconds(10'000)) << hostility.command;
        const std::lock_guard lock(mutex);
        longest = std::max(longest, took);
      }
      --attackers;
    });
  }
  // Polite ones among them: in a sandbox that is held, and in new ones.
  milliseconds slowest{0};
  int polite = 0;
  while (attackers > 0) {
    const auto start = steady_clock::now();
    EXPECT_TRUE(IsHonest(Order(*sibling, "honest")));
    ExpectPoolIsWell();
    slowest = std::max(slowest, std::chrono::duration_cast<milliseconds>(steady_clock::now() - start));
    ++polite;
    std::this_thread::sleep_for(milliseconds(5));
  }
  for (std::thread& thread : threads) thread.join();
  const std::uint64_t peak = tests::MemoryOf(getpid(), "VmHWM");
  std::printf(
      "%zu hostilities, the longest %lld ms; %d polite rounds, the slowest %lld ms; peak + %llu MiB\n",
      std::size(kHostilities), static_cast<long long>(longest.count()), polite,
      static_cast<long long>(slowest.count()),
      static_cast<unsigned long long>((peak > memory ? peak - memory : 0) >> 20));
  EXPECT_LT(slowest, milliseconds(5'000));
#ifndef __SANITIZE_ADDRESS__
  EXPECT_LT(peak, memory + (128u << 20));
#endif
  EXPECT_EQ(tests::TheZygote(), zygote);
  EXPECT_TRUE(IsHonest(Order(*sibling, "honest")));
  // What was killed has ended and is no zombie; its descriptors are closed.
  EXPECT_TRUE(
      tests::Eventually([&] { return std::ranges::none_of(tests::ChildrenOf(zygote), tests::IsZombie); }));
  EXPECT_LE(tests::CountDescriptors(), descriptors + std::size_t{2} * pool_->statistics().workers);
  EXPECT_LE(tests::WorkersOf(zygote).size(), pool_->statistics().workers);
}

// What a worker answers to a request about files is taken for an attacker's, too.
TEST_F(P18_Frames, NeitherDoAnswersAboutFiles) {
  Make();
  for (const char* command :
       {"done_body ff", "done_body 8101", "states_2_63 11", "states_all 11", "raw 00", "call 80", "world 0",
        "bare_type 14", "bare_type 17", "ring_ahead 1", "value_bytes 10"}) {
    SCOPED_TRACE(command);
    auto sandbox = Start({.limits = ShortLimits()});
    const auto listed = sandbox->ListFiles("/tmp/" + std::string(command));
    if (std::string_view(command) == "ring_ahead 1") continue;  // nobody looks at the ring then
    ASSERT_FALSE(listed);
    EXPECT_EQ(listed.error().kind, ErrorKind::kEnded);
    EXPECT_FALSE(sandbox->alive());
  }
  // {path, folder, bytes} as a list of three: paths that leave, numbers that are none.
  for (const char* body : {"83632e2e2ff400", "8363612f62f420", "8361610000", "836161f41b8000000000000000",
                           "826161f4", "8360f400", "83642f657463f400"}) {
    SCOPED_TRACE(body);
    auto sandbox = Start({.limits = ShortLimits()});
    const auto listed = sandbox->ListFiles("/tmp/" + ("done_body " + std::string(body)));
    if (std::string_view(body) == "8363612f62f420") continue;
    EXPECT_FALSE(listed);
  }
  // Longer than asked for.
  auto sandbox = Start({.limits = ShortLimits()});
  const auto read = sandbox->ReadFile("/tmp/done_body 414141", 2);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::kEnded);
  ExpectPoolIsWell();
}

// It looks like the end of a worker that lives on: nobody waits for that, best of some attempts.
TEST_F(P18_Frames, AnEmptyOneIsNotWaitedFor) {
  Make();
  auto best = milliseconds::max();
  for (int attempt = 0; attempt < 5 && best > milliseconds(500); ++attempt) {
    const auto start = steady_clock::now();
    EXPECT_TRUE(Ended(Attack("empty_frame"), Ends::kDied));
    best = std::min(best, std::chrono::duration_cast<milliseconds>(steady_clock::now() - start));
  }
  EXPECT_LT(best, milliseconds(1'000));
}

TEST_F(P18_Frames, AStoppedWorkerIsKilledAtItsDeadline) {
  WorkerPoolOptions options = Options();
  options.spares_count = 0;
  Make(options);
  const auto sandbox = Start({.limits = ShortLimits()});
  ASSERT_TRUE(IsHonest(Order(*sandbox, "honest")));
  const std::vector<pid_t> workers = tests::WorkersOf(tests::TheZygote());
  ASSERT_EQ(workers.size(), 1u);
  ASSERT_EQ(kill(workers[0], SIGSTOP), 0);
  const auto start = steady_clock::now();
  const Outcome outcome = Order(*sandbox, "honest");
  EXPECT_TRUE(Ended(outcome, Ends::kHung)) << ToJson(outcome);
  EXPECT_LT(steady_clock::now() - start, milliseconds(10'000));
  EXPECT_TRUE(tests::Eventually([&] { return kill(workers[0], 0) != 0; }));
  ExpectPoolIsWell();
}

TEST_F(P18_Frames, CancelEndsWhatDoesNotListen) {
  Make();
  Limits limits = ShortLimits();
  limits.wall_time_max = milliseconds(3'600'000);
  std::vector<std::thread> runs;
  for (const char* command : {"hang", "states 11 2000000", "output_for_ever", "calls_now_and_then 100"}) {
    runs.emplace_back([&, command] {
      const auto sandbox = Start({.limits = limits}, command);
      std::thread canceller([&] {
        std::this_thread::sleep_for(milliseconds(50));
        sandbox->Cancel();
      });
      const auto start = steady_clock::now();
      const Outcome outcome = Order(*sandbox, command);
      canceller.join();
      EXPECT_LT(steady_clock::now() - start, milliseconds(15'000)) << command;
      EXPECT_FALSE(outcome.sandbox_alive) << command;
    });
  }
  for (std::thread& run : runs) run.join();
  ExpectPoolIsWell();
}

TEST_F(P18_Frames, ThatWaitForTheNextSandboxAreNotItsOwn) {
  WorkerPoolOptions options = Options();
  options.workers_count_max = 1;
  Make(options);
  std::atomic<int> calls = 0;
  Grants powerful;
  ASSERT_TRUE(
      powerful.AddFunction({.name = "foo", .doc = "Of the first.", .call = [&](const CallContext&, auto) {
                              ++calls;
                              return Value(1);
                            }}));
  // ["foo", [], {}]
  constexpr char kCall[] = "calls_ahead 8363666f6f80a0";
  {
    const auto first = pool_->CreateSandbox(powerful, {.limits = ShortLimits()});
    ASSERT_TRUE(first);
    ASSERT_TRUE(IsHonest(Order(**first, kCall)));
  }
  {
    const auto second = pool_->CreateSandbox(grants_, {.limits = ShortLimits()});
    ASSERT_TRUE(second);
    (void)(*second)->Run("honest");
  }
  EXPECT_EQ(calls, 0);
}

TEST_F(P18_Frames, QuestionsAboutAGivenWorldAreChecked) {
  class Zero final : public Surroundings {
   public:
    std::int64_t RealtimeNs() override { return 7; }
    std::int64_t MonotonicNs() override { return 7; }
    std::int64_t CpuNs() override { return 7; }
    void Entropy(std::span<std::byte> out) override { std::ranges::fill(out, std::byte{1}); }
    bool SleepIsOver(std::int64_t) override { return true; }
  };
  Make();
  Zero world;
  const SandboxOptions options = {.limits = ShortLimits(), .surroundings = &world};
  EXPECT_EQ(Attack("world 0", options).value, Value(7));
  EXPECT_EQ(Attack("world 3 16384", options).value, Value(16384));
  for (const char* command :
       {"world 5", "world 77", "world -1", "world 3 16385", "world 3 -1", "world 3 4611686018427387904"}) {
    EXPECT_TRUE(Ended(Attack(command, options), Ends::kMisused)) << command;
  }
  ExpectPoolIsWell();
}

// What a worker says its guest's memory is: it can only be guest memory, within the guest's limit.
TEST_F(P18_Frames, WhatAWorkerSavesIsCheckedLikeEverythingElse) {
  Make();
  for (const char* command :
       {"done_body ff", "done_body", "bare_type 14", "bare_type 17", "call 80", "states_2_63 11",
        // Memory beyond the limit, counts beyond the bytes, pages outside of the memory, twice the same page.
        "done_body 000000000001000000000000000000000000000000000000",
        "done_body 0000010000000000ffffffffffffffffffffffff00000000",
        "done_body 00000100000000000000000000000000010000000000000010000000",
        "done_body 0000010000000000000000000000000002000000000000000300000003000000"}) {
    SCOPED_TRACE(command);
    auto sandbox = Start({.limits = ShortLimits()});
    ASSERT_TRUE(sandbox->Run("on_save " + std::string(command)));
    const auto saved = sandbox->impl().Save();
    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error().kind, ErrorKind::kEnded) << saved.error().what;
    EXPECT_FALSE(sandbox->alive());
  }
}

}  // namespace
}  // namespace vitrine::hostile

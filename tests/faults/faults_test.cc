// What breaks while many use a pool: workers and zygotes that are killed, memory and descriptors that run
// out. Every call returns, with an outcome or an error; afterwards the pool works and nothing is left over.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "tests/processes.h"
#include "vitrine/worker_pool.h"

namespace vitrine::faults {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

WorkerPoolOptions Options() {
  WorkerPoolOptions options;
  options.worker_program = VITRINE_WORKER_PROGRAM;
  return options;
}

std::unique_ptr<WorkerPool> MakePool(const WorkerPoolOptions& options) {
  auto pool = WorkerPool::Create(options);
  EXPECT_TRUE(pool) << pool.error().what;
  return pool ? std::move(*pool) : nullptr;
}

bool Works(WorkerPool& pool, std::string_view tenant = {}) {
  const Grants grants;
  const auto sandbox = pool.CreateSandbox(grants, {.limits = {.memory_bytes_max = 80u << 20}}, tenant);
  if (!sandbox) return false;
  const auto outcome = (*sandbox)->Run("print(6 * 7)");
  return outcome && outcome->stdout_text == "42\n";
}

class Tally {
 public:
  void Add(const Result<Outcome>& outcome, milliseconds took) {
    const std::lock_guard lock(mutex_);
    longest_ = std::max(longest_, took);
    if (!outcome) {
      ++errors;
      last_error_ = outcome.error().what;
      return;
    }
    if (outcome->status == Status::kOk) ++ok;
    if (outcome->status == Status::kTrap) ++traps;
    if (outcome->status != Status::kOk && outcome->status != Status::kTrap) ADD_FAILURE() << ToJson(*outcome);
    // Whatever happens to a worker is told in words.
    if (outcome->status == Status::kTrap) {
      EXPECT_FALSE(outcome->failure->message.empty());
      ++how_[outcome->failure->message];
    }
  }
  void Print() {
    std::printf("%d ok, %d traps, %d errors (last: %s), the longest %lld ms\n", ok, traps, errors,
                last_error_.c_str(), static_cast<long long>(longest_.count()));
    for (const auto& [what, count] : how_) std::printf("%6d %s\n", count, what.c_str());
  }
  milliseconds longest() const { return longest_; }

  int ok = 0;
  int traps = 0;
  int errors = 0;

 private:
  std::mutex mutex_;
  milliseconds longest_{0};
  std::string last_error_;
  std::map<std::string, int> how_;  // traps, by what was said
};

// Kills for so long; gives back how many processes.
int KillAtRandom(milliseconds time, std::set<pid_t>& seen) {
  std::mt19937 random(7);
  int killed = 0;
  const auto end = steady_clock::now() + time;
  while (steady_clock::now() < end) {
    std::this_thread::sleep_for(milliseconds(5 + random() % 40));
    const std::vector<pid_t> zygotes = tests::ChildrenOf(getpid());
    if (zygotes.empty()) continue;
    const pid_t zygote = zygotes[random() % zygotes.size()];
    std::vector<pid_t> below = tests::ChildrenOf(zygote);
    seen.insert(zygote);
    seen.insert(below.begin(), below.end());
    // One in ten: the zygote; else one of its workers, or the first process of their namespace.
    const pid_t victim = random() % 10 == 0 || below.empty() ? zygote : below[random() % below.size()];
    if (kill(victim, SIGKILL) == 0) ++killed;
  }
  return killed;
}

void KillsAtRandomUnderLoad() {
  const std::size_t descriptors = tests::CountDescriptors();
  ASSERT_TRUE(tests::ChildrenOf(getpid()).empty());
  std::set<pid_t> seen;
  {
    WorkerPoolOptions options = Options();
    options.workers_count_max = 8;
    options.spares_count = 2;
    const auto pool = MakePool(options);
    ASSERT_TRUE(Works(*pool));
    std::atomic<bool> is_over = false;
    Tally tally;
    Tally about_files;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&, i] {
        const Grants grants;
        while (!is_over) {
          const auto start = steady_clock::now();
          const auto sandbox = pool->CreateSandbox(grants);
          Result<Outcome> outcome =
              sandbox ? (*sandbox)->Run(i == 0 ? "print('x' * 200_000)" : "sum(range(200_000))")
                      : std::unexpected(sandbox.error());
          // Once it has ended it says so; while it has not, it works.
          if (sandbox && outcome) {
            EXPECT_EQ((*sandbox)->alive(), outcome->sandbox_alive);
            (void)(*sandbox)->WriteFile("/tmp/x", std::string(50'000, 'x'));
            (void)(*sandbox)->ReadFile("/tmp/x", 100'000);
          }
          tally.Add(outcome, std::chrono::duration_cast<milliseconds>(steady_clock::now() - start));
        }
      });
    }
    const int killed = KillAtRandom(milliseconds(6'000), seen);
    is_over = true;
    for (std::thread& thread : threads) thread.join();
    std::printf("%d killed: ", killed);
    tally.Print();
    EXPECT_GT(killed, 20);
    EXPECT_GT(tally.ok, 20);
    EXPECT_GT(tally.traps, 0);
    EXPECT_LT(tally.longest(), milliseconds(20'000));

    // Afterwards.
    EXPECT_TRUE(tests::Eventually([&] { return Works(*pool); }));
    for (int i = 0; i < 20; ++i) EXPECT_TRUE(Works(*pool));
    const WorkerPoolStatistics statistics = pool->statistics();
    EXPECT_EQ(statistics.busy, 0u);
    EXPECT_EQ(statistics.waiting, 0u);
    EXPECT_LE(statistics.workers, 8u);
    EXPECT_GT(statistics.lost, 0u);
    EXPECT_TRUE(tests::Eventually([] { return tests::ChildrenOf(getpid()).size() == 1; }));
    const pid_t zygote = tests::TheZygote();
    EXPECT_TRUE(tests::Eventually([&] { return tests::WorkersOf(zygote).size() <= statistics.workers; }));
    EXPECT_TRUE(
        tests::Eventually([&] { return std::ranges::none_of(tests::ChildrenOf(zygote), tests::IsZombie); }));
  }
  EXPECT_TRUE(tests::Eventually([] { return tests::ChildrenOf(getpid()).empty(); }));
  EXPECT_EQ(tests::CountDescriptors(), descriptors);
  EXPECT_TRUE(tests::Eventually([&] {
    return std::ranges::none_of(seen,
                                [](pid_t pid) { return tests::NameOf(pid).starts_with("vitrine-worker"); });
  }));
}

void AZygoteThatDiesIsReplaced() {
  const auto pool = MakePool(Options());
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(Works(*pool)) << i;
    const Grants grants;
    auto held = std::move(pool->CreateSandbox(grants).value());
    ASSERT_TRUE(held->Run("1"));
    const pid_t zygote = tests::TheZygote();
    ASSERT_NE(zygote, 0);
    kill(zygote, SIGKILL);
    // Its workers end a moment later.
    EXPECT_TRUE(tests::Eventually([&] {
      const auto lost = held->Run("1");
      EXPECT_TRUE(lost);
      return !lost || lost->status == Status::kTrap;
    }));
    EXPECT_EQ(held->Run("1").error().kind, ErrorKind::kEnded);
  }
  EXPECT_TRUE(tests::Eventually([&] { return Works(*pool); }));
}

void AStoppedZygoteHoldsNobodyForEver() {
  WorkerPoolOptions options = Options();
  options.spares_count = 0;
  options.wait_max = milliseconds(1'000);
  options.tenants_count_max = 2;
  options.several_tenants_in_weak_jail = danger::SeveralTenantsInWeakJail::Accept();
  const auto pool = MakePool(options);
  ASSERT_TRUE(Works(*pool, "first"));
  const pid_t zygote = tests::TheZygote();
  ASSERT_NE(zygote, 0);
  ASSERT_EQ(kill(zygote, SIGSTOP), 0);
  // A worker that is there serves; a new one does not come, which is told in time.
  EXPECT_TRUE(Works(*pool, "first"));
  const auto start = steady_clock::now();
  const Grants grants;
  {
    const auto sandbox = pool->CreateSandbox(
        grants, {.limits = {.wall_time_max = milliseconds(500), .grace = milliseconds(100)}}, "second");
    if (sandbox) {
      const auto outcome = (*sandbox)->Run("1");
      EXPECT_TRUE(!outcome || outcome->status == Status::kTrap);
    }
  }
  EXPECT_LT(steady_clock::now() - start, milliseconds(20'000));
  kill(zygote, SIGCONT);
  EXPECT_TRUE(tests::Eventually([&] { return Works(*pool, "second"); }));
}

void AWorkerOutOfMemoryEndsItsRunOnly() {
  WorkerPoolOptions options = Options();
  options.worker_bytes_max = 160u << 20;
  const auto pool = MakePool(options);
  ASSERT_TRUE(Works(*pool));
  const Grants grants;
  // The guest takes all it may; then the host's part of the process, for its output, what is not there.
  for (const char* code :
       {"a = []\nwhile True: a.append(bytearray(1_000_000))", "a = []\nwhile True: a.append([a])",
        "x = bytearray(40_000_000)\nfor i in range(200): print('x' * 1_000_000)",
        "import vitrine\nwhile True: vitrine.display(**{'image/png': bytes(1_000_000)})"}) {
    SCOPED_TRACE(code);
    const auto sandbox = pool->CreateSandbox(grants, {.limits = {.memory_bytes_max = 96u << 20,
                                                                 .output_bytes_max = 200u << 20,
                                                                 .display_bytes_max = 200u << 20,
                                                                 .displays_count_max = 1'000}});
    ASSERT_TRUE(sandbox) << sandbox.error().what;
    const auto outcome = (*sandbox)->Run(code);
    ASSERT_TRUE(outcome) << outcome.error().what;
    std::printf("%-60.60s %s %s\n", code, Name(outcome->status),
                outcome->failure ? outcome->failure->message.c_str() : "");
    EXPECT_TRUE(outcome->status == Status::kLimit || outcome->status == Status::kTrap)
        << ToJson(*outcome).substr(0, 1000);
    EXPECT_TRUE(Works(*pool));
  }
}

void WithoutDescriptorsThePoolIsBusyAndWorksAgain() {
  WorkerPoolOptions options = Options();
  options.spares_count = 0;
  options.wait_max = milliseconds(200);
  const auto pool = MakePool(options);
  ASSERT_TRUE(Works(*pool));
  rlimit many{};
  getrlimit(RLIMIT_NOFILE, &many);
  const rlimit few{tests::CountDescriptors() + 12, many.rlim_max};
  setrlimit(RLIMIT_NOFILE, &few);
  const Grants grants;
  for (int round = 0; round < 3; ++round) {
    std::vector<std::unique_ptr<Sandbox>> held;
    Result<std::unique_ptr<Sandbox>> last = std::unexpected(Error{});
    while (held.size() < 40 && (last = pool->CreateSandbox(grants))) held.push_back(std::move(*last));
    ASSERT_GE(held.size(), 2u);
    ASSERT_LT(held.size(), 40u);
    ASSERT_EQ(last.error().kind, ErrorKind::kBusy) << last.error().what;
    std::printf("%zu sandboxes, then: %s\n", held.size(), last.error().what.c_str());
    // Those that are held work.
    for (const auto& sandbox : held) {
      const auto outcome = sandbox->Run("6 * 7");
      ASSERT_TRUE(outcome);
      ASSERT_EQ(outcome->value, Value(42)) << ToJson(*outcome);
    }
    held.pop_back();
    ASSERT_TRUE(Works(*pool));
    held.clear();
    ASSERT_TRUE(Works(*pool));
    // Nor does a zygote that dies now stay dead.
    if (round == 1) {
      setrlimit(RLIMIT_NOFILE, &many);  // to look at processes
      const pid_t zygote = tests::TheZygote();
      ASSERT_NE(zygote, 0);
      const std::vector<pid_t> workers = tests::WorkersOf(zygote);
      kill(zygote, SIGKILL);
      const auto is_gone = [](pid_t pid) { return tests::NameOf(pid).empty() || tests::IsZombie(pid); };
      ASSERT_TRUE(
          tests::Eventually([&] { return is_gone(zygote) && std::ranges::all_of(workers, is_gone); }));
      setrlimit(RLIMIT_NOFILE, &few);
      ASSERT_TRUE(Works(*pool));
    }
  }
}

// Each in a process of its own, which is the broker, so that its limits stay its own and what it leaves
// behind comes to this one: orphans do, and would elsewhere be left to the first process of the machine.
void InABrokerOfItsOwn(void (*body)()) {
  ASSERT_EQ(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), 0);
  std::fflush(nullptr);
  const pid_t broker = fork();
  ASSERT_GE(broker, 0);
  if (broker == 0) {
    body();
    std::fflush(nullptr);
    _exit(testing::Test::HasFailure() ? 1 : 0);
  }
  std::optional<int> ended;
  // Until there is no child any more.
  const auto forget = [&] {
    int status = 0;
    pid_t pid = 0;
    while ((pid = waitpid(-1, &status, ended ? WNOHANG : 0)) > 0) {
      if (pid == broker) ended = status;
    }
    return pid < 0;
  };
  EXPECT_TRUE(tests::Eventually(forget)) << "processes are left behind";
  ASSERT_TRUE(ended);
  EXPECT_EQ(*ended, 0);
}

TEST(Faults, KillsAtRandomUnderLoad) { InABrokerOfItsOwn(KillsAtRandomUnderLoad); }
TEST(Faults, AZygoteThatDiesIsReplaced) { InABrokerOfItsOwn(AZygoteThatDiesIsReplaced); }
TEST(Faults, AStoppedZygoteHoldsNobodyForEver) { InABrokerOfItsOwn(AStoppedZygoteHoldsNobodyForEver); }
TEST(Faults, AWorkerOutOfMemoryEndsItsRunOnly) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the address sanitizer's tables make limits of memory mean nothing";
#endif
  InABrokerOfItsOwn(AWorkerOutOfMemoryEndsItsRunOnly);
}
TEST(Faults, WithoutDescriptorsThePoolIsBusyAndWorksAgain) {
  InABrokerOfItsOwn(WithoutDescriptorsThePoolIsBusyAndWorksAgain);
}

}  // namespace
}  // namespace vitrine::faults

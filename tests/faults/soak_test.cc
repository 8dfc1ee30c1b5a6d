// 100,000 one-shot runs leave memory, descriptors and processes where they were.
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "tests/build_kind.h"
#include "tests/processes.h"
#include "vitrine/worker_pool.h"

namespace vitrine::faults {
namespace {

constexpr int kThreads = 2;

// Whether every run of so many was right.
bool RunMany(WorkerPool& pool, int count) {
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      const Grants grants;
      for (int run = 0; run < count / kThreads && wrong == 0; ++run) {
        const auto sandbox = pool.CreateSandbox(grants);
        const auto outcome = sandbox ? (*sandbox)->Run("print(1+1)") : std::unexpected(sandbox.error());
        if (!outcome || outcome->stdout_text != "2\n") ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return wrong == 0;
}

TEST(Soak, AHundredThousandRunsLeaveNothingBehind) {
  WorkerPoolOptions options;
  options.worker_program = VITRINE_WORKER_PROGRAM;
  options.workers_count_max = kThreads;
  options.spares_count = 0;
  const auto pool = std::move(WorkerPool::Create(options).value());
  const int runs = tests::kHasAddressSanitizer ? 5'000 : 100'000;
  ASSERT_TRUE(RunMany(*pool, runs / 20));
  const pid_t zygote = tests::TheZygote();
  const std::vector<pid_t> workers = tests::WorkersOf(zygote);
  std::map<pid_t, std::uint64_t> before;
  for (const pid_t pid : workers) before[pid] = tests::MemoryOf(pid, "VmRSS");
  before[zygote] = tests::MemoryOf(zygote, "VmRSS");
  before[getpid()] = tests::MemoryOf(getpid(), "VmRSS");
  const std::size_t descriptors = tests::CountDescriptors();

  const auto start = std::chrono::steady_clock::now();
  ASSERT_TRUE(RunMany(*pool, runs));
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("%d runs in %.1f s, %.0f a second\n", runs, seconds, runs / seconds);

  EXPECT_EQ(tests::WorkersOf(zygote), workers);  // nobody was lost
  EXPECT_EQ(tests::CountDescriptors(), descriptors);
  EXPECT_EQ(pool->statistics().lost, 0u);
  for (const auto& [pid, bytes] : before) {
    const std::uint64_t now = tests::MemoryOf(pid, "VmRSS");
    std::printf("process %d%s: %llu KiB, then %llu KiB\n", pid, pid == getpid() ? " (broker)" : "",
                static_cast<unsigned long long>(bytes >> 10), static_cast<unsigned long long>(now >> 10));
    if (!tests::kHasAddressSanitizer) {
      EXPECT_LE(now, bytes + (2u << 20));
    }
  }
}

}  // namespace
}  // namespace vitrine::faults

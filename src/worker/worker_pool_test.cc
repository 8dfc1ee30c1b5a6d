#include "vitrine/worker_pool.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

using std::chrono::milliseconds;

class WorkerPoolTest : public testing::Test {
 protected:
  static WorkerPoolOptions Options() {
    WorkerPoolOptions options;
    options.worker_program = VITRINE_WORKER_PROGRAM;
    return options;
  }

  void Make(const WorkerPoolOptions& options = Options()) {
    auto pool = WorkerPool::Create(options);
    ASSERT_TRUE(pool) << pool.error().what;
    pool_ = std::move(*pool);
  }

  std::unique_ptr<Sandbox> Start(const SandboxOptions& options = {}, std::string_view tenant = {}) {
    auto sandbox = pool_->CreateSandbox(grants_, options, tenant);
    EXPECT_TRUE(sandbox) << sandbox.error().what;
    return sandbox ? std::move(*sandbox) : nullptr;
  }

  // A program that does this before it becomes the worker program; "$@" are its arguments.
  std::string Script(const std::string& text) {
    const std::string path = testing::TempDir() + "vitrine-worker-" + std::to_string(getpid()) + ".sh";
    std::ofstream(path) << "#!/bin/sh\nprogram=" << VITRINE_WORKER_PROGRAM << "\n" << text << "\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    script_ = path;
    return path;
  }
  void TearDown() override {
    pool_.reset();
    if (!script_.empty()) std::filesystem::remove(script_);
  }

  Grants grants_;
  std::unique_ptr<WorkerPool> pool_;
  std::string script_;
};

TEST_F(WorkerPoolTest, RunsCode) {
  Make();
  const auto outcome = Start()->Run("print(1+1)\n'last'");
  ASSERT_TRUE(outcome) << outcome.error().what;
  EXPECT_EQ(outcome->status, Status::kOk) << (outcome->failure ? outcome->failure->message : "");
  EXPECT_EQ(outcome->stdout_text, "2\n");
  EXPECT_EQ(outcome->value, Value("last"));
  EXPECT_TRUE(outcome->sandbox_alive);
}

TEST_F(WorkerPoolTest, AWorkerServesOneTenantOnly) {
  WorkerPoolOptions options = Options();
  options.tenants_count_max = 2;
  options.spares_count = 0;
  options.several_tenants_in_weak_jail = danger::SeveralTenantsInWeakJail::Accept();
  Make(options);
  for (int i = 0; i < 3; ++i) {
    for (const char* tenant : {"a", "b"}) ASSERT_TRUE(Start({}, tenant)->Run("1"));
  }
  EXPECT_EQ(pool_->statistics().started, 2u);
  const auto third = pool_->CreateSandbox(grants_, {}, "c");
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().kind, ErrorKind::kLimit);
}

TEST_F(WorkerPoolTest, AnotherTenantsIdleWorkerMakesRoom) {
  WorkerPoolOptions options = Options();
  options.tenants_count_max = 2;
  options.workers_count_max = 1;
  options.several_tenants_in_weak_jail = danger::SeveralTenantsInWeakJail::Accept();
  Make(options);
  ASSERT_TRUE(Start({}, "a")->Run("x = 1"));
  const auto outcome = Start({}, "b")->Run("'x' in globals()");
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->value, Value(false));
  EXPECT_EQ(pool_->statistics().started, 2u);
  EXPECT_EQ(pool_->statistics().workers, 1u);
}

TEST_F(WorkerPoolTest, AFullPoolRefusesAfterItsWaitAndServesAgain) {
  WorkerPoolOptions options = Options();
  options.workers_count_max = 1;
  options.wait_max = milliseconds(50);
  Make(options);
  auto first = Start();
  const auto refused = pool_->CreateSandbox(grants_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kBusy);
  first.reset();
  EXPECT_TRUE(Start()->Run("1"));
}

TEST_F(WorkerPoolTest, TheLongestWaitIsAWait) {
  WorkerPoolOptions options = Options();
  options.workers_count_max = 1;
  options.wait_max = milliseconds::max();
  Make(options);
  auto first = Start();
  std::thread waiter([&] { EXPECT_TRUE(Start()->Run("1")); });
  while (pool_->statistics().waiting == 0) std::this_thread::yield();
  first.reset();
  waiter.join();
}

TEST_F(WorkerPoolTest, TooManyWaitingAreRefusedAtOnce) {
  WorkerPoolOptions options = Options();
  options.workers_count_max = 1;
  options.waiting_count_max = 1;
  options.wait_max = milliseconds(20'000);
  Make(options);
  auto first = Start();
  std::thread waiter([&] { EXPECT_TRUE(Start()->Run("1")); });
  while (pool_->statistics().waiting == 0) std::this_thread::yield();
  const auto refused = pool_->CreateSandbox(grants_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kBusy);
  EXPECT_NE(refused.error().what.find("wait already"), std::string::npos) << refused.error().what;
  first.reset();
  waiter.join();
}

TEST_F(WorkerPoolTest, AFloodOfOneTenantDoesNotStarveAnother) {
  WorkerPoolOptions options = Options();
  options.tenants_count_max = 2;
  options.workers_count_max = 2;
  options.wait_max = milliseconds(30'000);
  options.several_tenants_in_weak_jail = danger::SeveralTenantsInWeakJail::Accept();
  Make(options);
  std::atomic<bool> over = false;
  std::atomic<int> flood_count = 0;
  std::vector<std::thread> flood;
  for (int i = 0; i < 16; ++i) {
    flood.emplace_back([&] {
      while (!over) {
        const auto sandbox = pool_->CreateSandbox(grants_, {}, "flood");
        if (sandbox && (*sandbox)->Run("sum(range(20000))")) ++flood_count;
      }
    });
  }
  while (flood_count < 20) std::this_thread::yield();
  const int before = flood_count;
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(Start({}, "small")->Run("1"));
  const int during = flood_count - before;
  over = true;
  for (std::thread& thread : flood) thread.join();
  // With sixteen callers in the queue, first come first served would let 320 pass.
  EXPECT_LT(during, 160);
}

TEST_F(WorkerPoolTest, CancelKeepsTheState) {
  Make();
  const auto sandbox =
      Start({.limits = {.wall_time_max = milliseconds(60'000), .grace = milliseconds(20'000)}});
  ASSERT_TRUE(sandbox->Run("x = 1"));
  std::thread canceller([&] {
    std::this_thread::sleep_for(milliseconds(50));
    sandbox->Cancel();
  });
  const auto outcome = sandbox->Run("x = 2\nwhile True: pass");
  canceller.join();
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->status, Status::kCancelled);
  EXPECT_TRUE(outcome->sandbox_alive);
  EXPECT_EQ(sandbox->Run("x")->value, Value(2));
}

TEST_F(WorkerPoolTest, LongBodiesTravelWhole) {
  Make();
  const auto sandbox = Start();
  const std::string data(5'000'000, 'x');
  ASSERT_TRUE(sandbox->WriteFile("/tmp/a", data));
  const auto read = sandbox->ReadFile("/tmp/a", data.size());
  ASSERT_TRUE(read) << read.error().what;
  EXPECT_EQ(*read, data);
  const auto outcome = sandbox->Run("# " + std::string(3'000'000, 'y') + "\nlen(open('/tmp/a').read())");
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->value, Value(5'000'000));
}

TEST_F(WorkerPoolTest, OutputFloodIsCutAtTheLimit) {
  Make();
  const auto sandbox = Start({.limits = {.output_bytes_max = 300'000}});
  const auto outcome = sandbox->Run("for i in range(1000): print('x' * 999)");
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->status, Status::kOk);
  EXPECT_EQ(outcome->stdout_text.size(), 300'000u);
  EXPECT_EQ(outcome->stdout_bytes_cut, 700'000u);
}

// At each of these limits it is another descriptor that is missing.
TEST_F(WorkerPoolTest, AZygoteWithoutDescriptorsLosesNoOtherWorker) {
  for (int limit = 13; limit < 17; ++limit) {
    WorkerPoolOptions options = Options();
    options.spares_count = 0;
    options.worker_program = Script("ulimit -n " + std::to_string(limit) + "; exec $program \"$@\"");
    Make(options);
    std::vector<std::unique_ptr<Sandbox>> sandboxes;
    while (true) {
      ASSERT_LT(sandboxes.size(), 16u);
      auto sandbox = pool_->CreateSandbox(grants_, {.limits = {.memory_bytes_max = 64u << 20}});
      if (!sandbox) break;
      const auto outcome = (*sandbox)->Run("1");
      if (!outcome || outcome->status != Status::kOk) break;
      sandboxes.push_back(std::move(*sandbox));
    }
    ASSERT_GE(sandboxes.size(), 2u) << limit;
    // What ends the last one must end nothing else.
    (void)sandboxes.back()->Run("import os; os.abort()");
    sandboxes.pop_back();
    (void)pool_->CreateSandbox(grants_);
    const auto outcome = sandboxes.front()->Run("2");
    ASSERT_TRUE(outcome) << limit;
    EXPECT_EQ(outcome->value, Value(2)) << limit;
    sandboxes.clear();
    pool_.reset();
  }
}

TEST_F(WorkerPoolTest, WhoTakesOutputSlowlyDoesNotLoseTheWorker) {
  Make();
  const auto sandbox = Start({.limits = {.wall_time_max = milliseconds(100), .grace = milliseconds(50)}});
  // Longer than a worker may be silent beyond its limits.
  bool slept = false;
  const RunOptions slow = {.on_output = [&](OutputStream, std::string_view) {
    if (!std::exchange(slept, true)) std::this_thread::sleep_for(milliseconds(2500));
  }};
  const auto outcome = sandbox->Run("print('x')\n'done'", slow);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->status, Status::kOk) << (outcome->failure ? outcome->failure->message : "");
  EXPECT_EQ(outcome->value, Value("done"));
}

// Promise P22.
TEST_F(WorkerPoolTest, AWeakerZygoteInPlaceOfADeadOneServesOnlyOneTenant) {
  WorkerPoolOptions options = Options();
  options.tenants_count_max = 2;
  options.worker_program = Script(
      "echo $$ > $0.pid\n"
      "if [ -e $0.seen ]; then exec $program \"$@\" landlock; fi\n"
      "touch $0.seen\n"
      "exec $program \"$@\"");
  Make(options);
  const auto protections = pool_->protections();
  ASSERT_TRUE(protections);
  if (protections->level < JailLevel::kL2) GTEST_SKIP() << "this jail is too weak for several tenants anyway";
  for (const char* tenant : {"a", "b"}) ASSERT_TRUE(Start({}, tenant)->Run("1"));
  pid_t zygote = 0;
  std::ifstream(script_ + ".pid") >> zygote;
  ASSERT_GT(zygote, 0);
  ASSERT_EQ(kill(zygote, SIGKILL), 0);
  siginfo_t info{};
  ASSERT_EQ(waitid(P_PID, static_cast<id_t>(zygote), &info, WEXITED | WNOWAIT), 0);
  // Workers of the dead one may look alive for a moment.
  auto refused = pool_->CreateSandbox(grants_, {}, "a");
  for (int i = 0; refused && (*refused)->Run("1")->status == Status::kTrap && i < 1000; ++i) {
    refused = pool_->CreateSandbox(grants_, {}, "a");
  }
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().what.find("several tenants"), std::string::npos) << refused.error().what;
  std::filesystem::remove(script_ + ".pid");
  std::filesystem::remove(script_ + ".seen");
}

struct Unwilling {};

TEST_F(WorkerPoolTest, AWorkerWhoseRunWasLeftServesNobody) {
  WorkerPoolOptions options = Options();
  options.spares_count = 0;
  Make(options);
  {
    const auto sandbox = Start();
    const RunOptions leaves = {.on_output = [](OutputStream, std::string_view) { throw Unwilling(); }};
    EXPECT_THROW((void)sandbox->Run("print('first')\nprint('last')\n'result'", leaves), Unwilling);
    EXPECT_FALSE(sandbox->alive());
    const auto again = sandbox->Run("1");
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().kind, ErrorKind::kEnded);
  }
  EXPECT_EQ(pool_->statistics().lost, 1u);
  const auto outcome = Start()->Run("2");
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->value, Value(2));
  EXPECT_EQ(outcome->stdout_text, "");
}

TEST_F(WorkerPoolTest, AProgramIsFoundAgainFromAnotherFolder) {
  const std::filesystem::path before = std::filesystem::current_path();
  WorkerPoolOptions options = Options();
  options.spares_count = 0;
  options.worker_program = std::filesystem::relative(Script("echo $$ > $0.pid; exec $program \"$@\""));
  Make(options);
  ASSERT_TRUE(Start()->Run("1"));
  pid_t zygote = 0;
  std::ifstream(script_ + ".pid") >> zygote;
  std::filesystem::current_path("/");
  kill(zygote, SIGKILL);
  siginfo_t info{};
  waitid(P_PID, static_cast<id_t>(zygote), &info, WEXITED | WNOWAIT);
  const auto sandbox = pool_->CreateSandbox(grants_);
  std::filesystem::current_path(before);
  std::filesystem::remove(script_ + ".pid");
  EXPECT_TRUE(sandbox) << sandbox.error().what;
}

TEST_F(WorkerPoolTest, AProgramOfAnotherVersionIsRefused) {
  WorkerPoolOptions options = Options();
  options.worker_program = Script("shift 2; exec $program --vitrine-worker 0.0.0/0 \"$@\"");
  const auto pool = WorkerPool::Create(options);
  Result<std::unique_ptr<Sandbox>> sandbox = std::unexpected(pool ? Error{} : pool.error());
  if (pool) sandbox = (*pool)->CreateSandbox(grants_);
  ASSERT_FALSE(sandbox);
  EXPECT_NE(sandbox.error().what.find("0.0.0/0"), std::string::npos) << sandbox.error().what;
}

TEST_F(WorkerPoolTest, AMissingProgramIsNamed) {
  WorkerPoolOptions options = Options();
  options.worker_program = "/nowhere/vitrine-worker";
  const auto pool = WorkerPool::Create(options);
  ASSERT_FALSE(pool);
  EXPECT_NE(pool.error().what.find("/nowhere/vitrine-worker"), std::string::npos) << pool.error().what;
}

TEST_F(WorkerPoolTest, AProgramThatIsNoWorkerIsFoundOut) {
  WorkerPoolOptions options = Options();
  options.worker_program = "/bin/true";
  // Found out by who comes after it has ended: whoever that is.
  const auto pool = WorkerPool::Create(options);
  Result<std::unique_ptr<Sandbox>> sandbox = std::unexpected(pool ? Error{} : pool.error());
  if (pool) sandbox = (*pool)->CreateSandbox(grants_);
  ASSERT_FALSE(sandbox);
  EXPECT_NE(sandbox.error().what.find("did not start"), std::string::npos) << sandbox.error().what;
}

}  // namespace
}  // namespace vitrine

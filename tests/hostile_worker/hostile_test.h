// What the tests of this folder share: a pool whose workers are attackers.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "tests/processes.h"
#include "vitrine/worker_pool.h"

namespace vitrine::hostile {

class HostileTest : public testing::Test {
 protected:
  static WorkerPoolOptions Options() {
    WorkerPoolOptions options;
    options.worker_program = VITRINE_HOSTILE_WORKER;
    options.workers_count_max = 32;
    // An attack in a worker must not be mistaken for one of the next in the same.
    options.tenants_count_max = 10'000;
    options.several_tenants_in_weak_jail = danger::SeveralTenantsInWeakJail::Accept();
    options.wait_max = std::chrono::milliseconds(60'000);
    return options;
  }
  // Short, so that hung workers are found out soon.
  static Limits ShortLimits() {
    return {.wall_time_max = std::chrono::milliseconds(100),
            .cpu_time_max = std::chrono::milliseconds(100),
            .grace = std::chrono::milliseconds(50),
            .output_bytes_max = 100'000,
            .display_bytes_max = 10'000,
            .displays_count_max = 10,
            .value_bytes_max = 10'000,
            .host_calls_max = 100,
            .request_bytes_max = 1u << 20,
            .reply_bytes_max = 1u << 20,
            .file_bytes_max = 4u << 20,
            .artifacts_count_max = 10};
  }

  void Make(const WorkerPoolOptions& options = Options()) {
    auto pool = WorkerPool::Create(options);
    ASSERT_TRUE(pool) << pool.error().what;
    pool_ = std::move(*pool);
    ASSERT_TRUE(pool_->protections());
  }
  std::unique_ptr<Sandbox> Start(const SandboxOptions& options = {}, std::string_view tenant = {}) {
    auto sandbox = pool_->CreateSandbox(grants_, options, tenant);
    EXPECT_TRUE(sandbox) << sandbox.error().what;
    return sandbox ? std::move(*sandbox) : nullptr;
  }
  static Outcome Order(Sandbox& sandbox, std::string_view command, const RunOptions& options = {}) {
    auto outcome = sandbox.Run(command, options);
    EXPECT_TRUE(outcome) << command << ": " << outcome.error().what;
    return outcome ? std::move(*outcome) : Outcome{};
  }
  // In a worker for this command alone.
  Outcome Attack(std::string_view command, const SandboxOptions& options = {.limits = ShortLimits()}) {
    const auto sandbox = Start(options, command);
    RunOptions run;
    if (command.starts_with("artifact")) run.artifacts = RunOptions::Artifacts::kCollect;
    return sandbox ? Order(*sandbox, command, run) : Outcome{};
  }
  static bool IsHonest(const Outcome& outcome) {
    return outcome.status == Status::kOk && outcome.value == Value("honest");
  }
  void ExpectPoolIsWell() {
    const Outcome outcome = Attack("honest", {});
    EXPECT_TRUE(IsHonest(outcome)) << ToJson(outcome);
  }

  Grants grants_;
  std::unique_ptr<WorkerPool> pool_;
};

}  // namespace vitrine::hostile

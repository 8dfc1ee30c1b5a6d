#include "service/service.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "service/testing.h"

namespace vitrine::service {
namespace {

using namespace std::chrono_literals;

class ServiceTest : public ServiceFixture {
 protected:
  Outcome RunIn(const Principal& principal, std::string_view name, std::string_view code) {
    auto use = service_->UseSession(principal, name);
    EXPECT_TRUE(use) << use.error().what;
    auto outcome = use->Run({.code = code});
    EXPECT_TRUE(outcome) << outcome.error().what;
    return std::move(*outcome);
  }
};

TEST_F(ServiceTest, RunsOnceWithFiles) {
  auto outcome = service_->RunOnce(
      *ana_, service_->options().limits, {{"a/b.txt", "text"}},
      {.code = "print(open('/input/a/b.txt').read())\nopen('/output/o', 'w').write('x')", .artifacts = true});
  ASSERT_TRUE(outcome) << outcome.error().what;
  EXPECT_EQ(outcome->stdout_text, "text\n");
  ASSERT_EQ(outcome->artifacts.size(), 1);
  EXPECT_EQ(outcome->artifacts[0].path, "o");
  const auto bad = service_->RunOnce(*ana_, service_->options().limits, {{"../x", ""}}, {.code = "1"});
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().refusal, Refusal::kInvalid);
}

TEST_F(ServiceTest, SessionsKeepTheirNames) {
  ASSERT_TRUE(service_->CreateSession(*ana_, "study", service_->options().limits));
  RunIn(*ana_, "study", "x = 20");
  EXPECT_EQ(RunIn(*ana_, "study", "x + 1").value_repr, "21");
  const auto again = service_->CreateSession(*ana_, "study", service_->options().limits);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().refusal, Refusal::kConflict);
  const auto fork = service_->ForkSession(*ana_, "study", "other", 0);
  ASSERT_TRUE(fork) << fork.error().what;
  EXPECT_EQ(RunIn(*ana_, "other", "x").status, Status::kException);
  EXPECT_EQ(service_->ListSessions(*ana_, "", 10)->size(), 2u);
  ASSERT_TRUE(service_->RemoveSession(*ana_, "other"));
  EXPECT_EQ(service_->FindSession(*ana_, "other").error().refusal, Refusal::kNotFound);
}

// Promise P13: what is another principal's is as if it were not there, whatever is done to it.
TEST_F(ServiceTest, NobodyReachesTheSessionsOfAnother) {
  ASSERT_TRUE(service_->CreateSession(*ana_, "secret", service_->options().limits));
  EXPECT_EQ(service_->UseSession(*bob_, "secret").error().refusal, Refusal::kNotFound);
  EXPECT_EQ(service_->FindSession(*bob_, "secret").error().refusal, Refusal::kNotFound);
  EXPECT_EQ(service_->ForkSession(*bob_, "secret", "mine", {}).error().refusal, Refusal::kNotFound);
  EXPECT_EQ(service_->RemoveSession(*bob_, "secret").error().refusal, Refusal::kNotFound);
  EXPECT_EQ(service_->CancelSession(*bob_, "secret").error().refusal, Refusal::kNotFound);
  EXPECT_TRUE(service_->ListSessions(*bob_, "", 10)->empty());
  EXPECT_EQ(service_->UseSession(*bob_, "never").error().what.substr(0, 19), "there is no session");
  // The same name is bob's own.
  ASSERT_TRUE(service_->CreateSession(*bob_, "secret", service_->options().limits));
  RunIn(*bob_, "secret", "x = 'bob'");
  EXPECT_EQ(RunIn(*ana_, "secret", "'x' in globals()").value_repr, "False");
}

TEST_F(ServiceTest, ASessionIsUsedByOneRequestAtATime) {
  auto use = service_->CreateSession(*ana_, "study", service_->options().limits);
  ASSERT_TRUE(use);
  EXPECT_EQ(service_->UseSession(*ana_, "study").error().refusal, Refusal::kConflict);
  {
    const auto gone = std::move(*use);
  }
  EXPECT_TRUE(service_->UseSession(*ana_, "study"));
}

TEST_F(ServiceTest, RunsAreCancelled) {
  ASSERT_TRUE(service_->CreateSession(*ana_, "study", service_->options().limits));
  auto run =
      std::async(std::launch::async, [this] { return RunIn(*ana_, "study", "x = 1\nwhile True: pass"); });
  while (!service_->IsRunning(*ana_, "study")) std::this_thread::sleep_for(1ms);
  while (run.wait_for(20ms) != std::future_status::ready)
    EXPECT_TRUE(service_->CancelSession(*ana_, "study"));
  const Outcome outcome = run.get();
  EXPECT_EQ(outcome.status, Status::kCancelled);
  EXPECT_TRUE(outcome.rolled_back);
  EXPECT_FALSE(service_->IsRunning(*ana_, "study"));
}

TEST_F(ServiceTest, QuotasHold) {
  std::promise<void> started;
  Canceller canceller;
  auto run = std::async(std::launch::async, [&] {
    return service_->RunOnce(*bob_, service_->options().limits, {},
                             {.code = "print('on', flush=True)\nwhile True: pass",
                              .on_output =
                                  [&, told = false](OutputStream, std::string_view) mutable {
                                    if (!std::exchange(told, true)) started.set_value();
                                  },
                              .canceller = &canceller});
  });
  started.get_future().wait();
  const auto second = service_->RunOnce(*bob_, service_->options().limits, {}, {.code = "1"});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().refusal, Refusal::kOverQuota);
  EXPECT_TRUE(service_->RunOnce(*ana_, service_->options().limits, {}, {.code = "1"}));
  canceller.Cancel();
  EXPECT_EQ(run.get()->status, Status::kCancelled);
}

TEST_F(ServiceTest, SessionsAreCountedAtOnce) {
  // Bob may have one.
  ASSERT_TRUE(service_->CreateSession(*bob_, "first", service_->options().limits));
  EXPECT_EQ(service_->CreateSession(*bob_, "second", service_->options().limits).error().refusal,
            Refusal::kOverQuota);
  EXPECT_EQ(service_->ForkSession(*bob_, "first", "second", {}).error().refusal, Refusal::kOverQuota);
  RunIn(*bob_, "first", "1");
  ASSERT_TRUE(service_->RemoveSession(*bob_, "first"));
  EXPECT_TRUE(service_->CreateSession(*bob_, "second", service_->options().limits));
}

TEST_F(ServiceTest, LimitsStayBelowTheServersOwn) {
  EXPECT_EQ(service_->LimitsFor({.wall_time_ms = 1000})->wall_time_max, 1s);
  EXPECT_EQ(service_->LimitsFor({.wall_time_ms = 1000})->cpu_time_max, 1s);
  const auto over = service_->LimitsFor({.wall_time_ms = 30'001});
  ASSERT_FALSE(over);
  EXPECT_NE(over.error().what.find("wall_time_ms is 30001; at most 30000"), std::string::npos)
      << over.error().what;
}

TEST_F(ServiceTest, StoppingRollsBackWhatRuns) {
  ASSERT_TRUE(service_->CreateSession(*ana_, "study", service_->options().limits));
  RunIn(*ana_, "study", "x = 1");
  auto run =
      std::async(std::launch::async, [this] { return RunIn(*ana_, "study", "x = 2\nwhile True: pass"); });
  while (!service_->IsRunning(*ana_, "study")) std::this_thread::sleep_for(1ms);
  std::this_thread::sleep_for(50ms);
  service_->Stop();
  EXPECT_TRUE(run.get().rolled_back);
  EXPECT_EQ(service_->UseSession(*ana_, "study").error().refusal, Refusal::kFull);
}

}  // namespace
}  // namespace vitrine::service

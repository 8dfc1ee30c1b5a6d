#include "cli/interrupts.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <future>

namespace vitrine::cli {
namespace {

bool WakesWithin(Interrupts& interrupts, int timeout_ms) {
  pollfd watched{.fd = interrupts.wake_descriptor(), .events = POLLIN, .revents = 0};
  return poll(&watched, 1, timeout_ms) == 1;
}

TEST(Interrupts, CtrlCWithoutARunWakesThePrompt) {
  auto interrupts = Interrupts::Start(Interrupts::Mode::kWake);
  ASSERT_TRUE(interrupts) << interrupts.error().what;
  EXPECT_FALSE(WakesWithin(**interrupts, 0));
  kill(getpid(), SIGINT);
  ASSERT_TRUE(WakesWithin(**interrupts, 10'000));
  (*interrupts)->ClearWake();
  EXPECT_FALSE(WakesWithin(**interrupts, 0));
}

TEST(Interrupts, ACancelWithoutARunDoesNothing) {
  auto interrupts = Interrupts::Start(Interrupts::Mode::kWake);
  ASSERT_TRUE(interrupts);
  (*interrupts)->CancelRun();
  kill(getpid(), SIGINT);  // handled after the cancel, so the wait below is no race
  EXPECT_TRUE(WakesWithin(**interrupts, 10'000));
}

TEST(Interrupts, CtrlCCancelsARun) {
  auto interrupts = Interrupts::Start(Interrupts::Mode::kExit);
  ASSERT_TRUE(interrupts);
  std::promise<void> cancelled;
  {
    const Interrupts::Run run(**interrupts, [&] { cancelled.set_value(); });
    kill(getpid(), SIGINT);
    EXPECT_EQ(cancelled.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
  }
  EXPECT_FALSE(WakesWithin(**interrupts, 0));
}

TEST(Interrupts, CtrlCAtAQuestionWakesItInBothModes) {
  for (const auto mode : {Interrupts::Mode::kExit, Interrupts::Mode::kWake}) {
    auto interrupts = Interrupts::Start(mode);
    ASSERT_TRUE(interrupts);
    const Interrupts::Question question(**interrupts);
    kill(getpid(), SIGINT);
    EXPECT_TRUE(WakesWithin(**interrupts, 10'000));
  }
}

TEST(InterruptsDeathTest, CtrlCWithoutARunEndsTheProgram) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        auto interrupts = Interrupts::Start(Interrupts::Mode::kExit);
        kill(getpid(), SIGINT);
        while (true) pause();
      },
      testing::ExitedWithCode(130), "");
}

}  // namespace
}  // namespace vitrine::cli

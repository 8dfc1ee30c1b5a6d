#include "os/thread_timer.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <thread>
#include <utility>

#include "os/machine.h"
#include "os/signals.h"

namespace vitrine::os {
namespace {

std::atomic<int> interrupts;
std::atomic<int> interrupted_thread;

void InstallCounter() {
  const SignalHooks hooks = {
      .on_fault = [](std::uintptr_t, ThreadState&) { return false; },
      .on_interrupt =
          [](ThreadState&) {
            interrupted_thread = ThisThreadId();
            ++interrupts;  // last: it is what the other thread waits for
          },
  };
  ASSERT_TRUE(InstallSignalHooks(hooks));
  ASSERT_TRUE(PrepareThreadForSignals());
}

TEST(ThreadTimer, InterruptsItsOwnThreadAgainAndAgain) {
  InstallCounter();
  ThreadTimer timer = std::move(ThreadTimer::ForThisThread().value());
  interrupts = 0;
  const std::int64_t start = MonotonicNs();
  timer.Arm(2'000'000, 1'000'000);
  while (interrupts < 3 && MonotonicNs() - start < 5'000'000'000) {
  }
  timer.Disarm();
  EXPECT_GE(interrupts, 3);
  EXPECT_EQ(interrupted_thread, ThisThreadId());
}

TEST(ThreadTimer, AThreadCanInterruptAnother) {
  InstallCounter();
  std::atomic<int> id = 0;
  std::atomic<bool> stop = false;
  std::thread other([&] {
    ASSERT_TRUE(PrepareThreadForSignals());
    id = ThisThreadId();
    while (!stop) std::this_thread::yield();
  });
  while (id == 0) std::this_thread::yield();
  interrupts = 0;
  InterruptThread(id);
  const std::int64_t start = MonotonicNs();
  while (interrupts == 0 && MonotonicNs() - start < 5'000'000'000) std::this_thread::yield();
  EXPECT_EQ(interrupted_thread, id);
  stop = true;
  other.join();
  InterruptThread(id);  // gone: no error
}

// Real-time signals would queue up, up to a limit that all processes of a user share.
TEST(ThreadTimer, ManyInterruptsAtOnceDoNotQueueUp) {
  InstallCounter();
  sigset_t blocked;
  sigemptyset(&blocked);
  sigaddset(&blocked, InterruptSignal());
  ASSERT_EQ(pthread_sigmask(SIG_BLOCK, &blocked, nullptr), 0);
  interrupts = 0;
  for (int i = 0; i < 1000; ++i) InterruptThread(ThisThreadId());
  ASSERT_EQ(pthread_sigmask(SIG_UNBLOCK, &blocked, nullptr), 0);
  EXPECT_EQ(interrupts, 1);
}

}  // namespace
}  // namespace vitrine::os

// A timer that interrupts one thread, and a way to interrupt it from others.
#pragma once

#include <cstdint>

#include "vitrine/error.h"

namespace vitrine::os {

// The signal both use: SIGURG. Ignored by default, so that a stray one harms nobody, and not a real-time
// signal: those queue up when many are sent, and then no process of the same user can make timers any more.
int InterruptSignal();

// Belongs to the thread that makes it. Signals InterruptSignal() to that thread only.
class ThreadTimer {
 public:
  static Result<ThreadTimer> ForThisThread();
  ~ThreadTimer();
  ThreadTimer(ThreadTimer&& other) noexcept;
  ThreadTimer& operator=(ThreadTimer&&) = delete;

  // First after `first_ns`, then every `every_ns`, until Disarm. Both above zero.
  void Arm(std::int64_t first_ns, std::int64_t every_ns);
  void Disarm();

 private:
  explicit ThreadTimer(void* timer) : timer_(timer) {}
  void* timer_;
};

// The kernel's number of the calling thread, for InterruptThread. Remembered: see ForgetThreadId.
int ThisThreadId();

// In the child after fork(), whose one thread has a number of its own. (Timers are not inherited either.)
void ForgetThreadId();

// Sends InterruptSignal() to a thread of this process. A thread that is gone is no error.
void InterruptThread(int thread_id);

}  // namespace vitrine::os

#include "os/thread_timer.h"

#include <signal.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <utility>

#include "base/check.h"
#include "os/failure.h"

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid  // glibc names it only since 2.38
#endif

namespace vitrine::os {
namespace {

timespec FromNs(std::int64_t ns) { return {.tv_sec = ns / 1'000'000'000, .tv_nsec = ns % 1'000'000'000}; }

}  // namespace

int InterruptSignal() { return SIGURG; }

Result<ThreadTimer> ThreadTimer::ForThisThread() {
  sigevent event{};
  event.sigev_notify = SIGEV_THREAD_ID;
  event.sigev_signo = InterruptSignal();
  event.sigev_notify_thread_id = ThisThreadId();
  timer_t timer = nullptr;
  if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0) {
    return SystemFailure("cannot make a timer for the deadline");
  }
  return ThreadTimer(timer);
}

// A timer_t of glibc may be the null pointer (the first timer), so an emptied one is told by another value.
static void* const kNoTimer = reinterpret_cast<void*>(-1);

ThreadTimer::~ThreadTimer() {
  if (timer_ != kNoTimer) timer_delete(timer_);
}

ThreadTimer::ThreadTimer(ThreadTimer&& other) noexcept : timer_(std::exchange(other.timer_, kNoTimer)) {}

void ThreadTimer::Arm(std::int64_t first_ns, std::int64_t every_ns) {
  VITRINE_CHECK(first_ns > 0 && every_ns > 0, "a timer is armed with times above zero");
  const itimerspec when{.it_interval = FromNs(every_ns), .it_value = FromNs(first_ns)};
  VITRINE_CHECK(timer_settime(timer_, 0, &when, nullptr) == 0, "a timer can be armed");
}

void ThreadTimer::Disarm() {
  const itimerspec never{};
  VITRINE_CHECK(timer_settime(timer_, 0, &never, nullptr) == 0, "a timer can be disarmed");
}

static thread_local int this_thread_id = 0;

int ThisThreadId() {
  if (this_thread_id == 0) this_thread_id = static_cast<int>(syscall(SYS_gettid));
  return this_thread_id;
}

void ForgetThreadId() { this_thread_id = 0; }

void InterruptThread(int thread_id) { syscall(SYS_tgkill, getpid(), thread_id, InterruptSignal()); }

}  // namespace vitrine::os

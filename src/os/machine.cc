#include "os/machine.h"

#include <asm/prctl.h>
#include <sys/auxv.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>

#include "base/check.h"

namespace vitrine::os {
namespace {

std::int64_t ReadClock(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

}  // namespace

std::int64_t RealtimeNs() { return ReadClock(CLOCK_REALTIME); }
std::int64_t MonotonicNs() { return ReadClock(CLOCK_MONOTONIC); }
std::int64_t ThreadCpuNs() { return ReadClock(CLOCK_THREAD_CPUTIME_ID); }

void RandomBytes(std::span<std::byte> out) {
  while (!out.empty()) {
    const ssize_t got = getrandom(out.data(), out.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    VITRINE_CHECK(got > 0, "the system has random numbers");
    out = out.subspan(static_cast<std::size_t>(got));
  }
}

void SleepUntil(std::int64_t monotonic_ns) {
  const timespec until{.tv_sec = monotonic_ns / 1'000'000'000, .tv_nsec = monotonic_ns % 1'000'000'000};
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
}

bool HaveGsInstruction() {
  constexpr unsigned long kHwcap2Fsgsbase = 1u << 1;  // from the kernel's <asm/hwcap2.h>
  static const bool have = (getauxval(AT_HWCAP2) & kHwcap2Fsgsbase) != 0;
  return have;
}

std::uint64_t GsBase() {
  std::uint64_t base = 0;
  if (HaveGsInstruction()) {
    asm volatile("rdgsbase %0" : "=r"(base));
  } else {
    syscall(SYS_arch_prctl, ARCH_GET_GS, &base);
  }
  return base;
}

void SetGsBase(std::uint64_t base) {
  if (HaveGsInstruction()) {
    asm volatile("wrgsbase %0" : : "r"(base) : "memory");
  } else {
    VITRINE_CHECK(syscall(SYS_arch_prctl, ARCH_SET_GS, base) == 0, "the kernel sets the %gs base");
  }
}

}  // namespace vitrine::os

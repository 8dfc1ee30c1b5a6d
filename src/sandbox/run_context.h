// What the two kinds of sandbox, in this process and in a worker, have in common.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "os/machine.h"
#include "vitrine/error.h"
#include "vitrine/grants.h"
#include "vitrine/limits.h"
#include "vitrine/sandbox.h"

namespace vitrine::sandbox {

inline constexpr std::size_t kListedFilesMax = 100'000;  // of one listing

// A limit of time in nanoseconds. A hundred days is as good as any longer time and cannot overflow.
inline std::int64_t ToNs(std::chrono::milliseconds time) {
  constexpr std::chrono::milliseconds kMost = std::chrono::hours(2400);
  return std::chrono::nanoseconds(std::clamp(time, std::chrono::milliseconds(0), kMost)).count();
}

// The sandbox's limits with what one run has in their place.
inline Limits LimitsOfRun(Limits limits, const RunOptions& options) {
  limits.wall_time_max = options.wall_time_max.value_or(limits.wall_time_max);
  limits.cpu_time_max = options.cpu_time_max.value_or(limits.cpu_time_max);
  return limits;
}

inline Error EndedEarlier() {
  return {ErrorKind::kEnded, "this sandbox's interpreter was ended by an earlier run; make a new sandbox"};
}

inline Error WaitsForReply() {
  return {ErrorKind::kBusy, "a run waits for the reply to a host call; give it with Resume first"};
}
inline Error WaitsForNothing() {
  return {ErrorKind::kInvalidArgument, "no run waits for a reply; run code first"};
}

// What a host function sees of the run.
class RunContext final : public CallContext {
 public:
  // `soft_at_ns` is monotonic; `cancelled` must outlive this.
  RunContext(std::int64_t soft_at_ns, const std::atomic<bool>& cancelled)
      : soft_at_ns_(soft_at_ns), cancelled_(cancelled) {}

  std::chrono::nanoseconds TimeLeft() const override {
    return std::chrono::nanoseconds(std::max<std::int64_t>(0, soft_at_ns_ - os::MonotonicNs()));
  }
  bool Stopped() const override {
    return cancelled_.load(std::memory_order_relaxed) || TimeLeft().count() == 0;
  }

 private:
  const std::int64_t soft_at_ns_;
  const std::atomic<bool>& cancelled_;
};

}  // namespace vitrine::sandbox

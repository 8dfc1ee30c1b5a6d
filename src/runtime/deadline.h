// When a run has had enough: first softly, after a grace hard. Pure; times are handed in.
#pragma once

#include <cstdint>

namespace vitrine::runtime {

enum class Overrun : std::uint8_t { kNone, kWallTime, kCpuTime, kCancelled };

struct DeadlinePlan {
  std::int64_t started_ns = 0;      // monotonic
  std::int64_t cpu_started_ns = 0;  // of the thread
  std::int64_t wall_ns_max = 0;
  std::int64_t cpu_ns_max = 0;
  std::int64_t grace_ns = 0;
};

// What a look at the clocks says.
struct DeadlineVerdict {
  Overrun overrun = Overrun::kNone;  // why; kNone: go on
  bool hard = false;                 // the grace is over too: end the instance
};

// Single-thread, but written so that a signal handler on that thread may use it: no allocation, no locks.
class Deadline {
 public:
  Deadline() = default;
  explicit Deadline(const DeadlinePlan& plan) : plan_(plan) {}

  // `cancelled` as of now. The first overrun that is seen stays the reason; its grace counts from when it was
  // due (time limits) or seen (cancel).
  DeadlineVerdict Look(std::int64_t now_ns, std::int64_t cpu_now_ns, bool cancelled) {
    if (overrun_ == Overrun::kNone) {
      if (cancelled) {
        overrun_ = Overrun::kCancelled;
        hard_at_ns_ = now_ns + plan_.grace_ns;
      } else if (now_ns - plan_.started_ns >= plan_.wall_ns_max) {
        overrun_ = Overrun::kWallTime;
        hard_at_ns_ = plan_.started_ns + plan_.wall_ns_max + plan_.grace_ns;
      } else if (cpu_now_ns - plan_.cpu_started_ns >= plan_.cpu_ns_max) {
        overrun_ = Overrun::kCpuTime;
        hard_at_ns_ = now_ns + plan_.grace_ns;
      }
    }
    return {overrun_, overrun_ != Overrun::kNone && now_ns >= hard_at_ns_};
  }

  // The run was at rest from the one moment to the other, and goes on maybe on another thread: that time does
  // not count.
  void Rest(std::int64_t from_ns, std::int64_t cpu_from_ns, std::int64_t to_ns, std::int64_t cpu_to_ns) {
    plan_.started_ns += to_ns - from_ns;
    plan_.cpu_started_ns += cpu_to_ns - cpu_from_ns;
    hard_at_ns_ += to_ns - from_ns;
  }

  Overrun overrun() const { return overrun_; }
  std::int64_t soft_at_ns() const { return plan_.started_ns + plan_.wall_ns_max; }

  // When a first look is due: neither limit can be reached earlier, since processor time never runs ahead of
  // the wall clock.
  std::int64_t FirstLookNs() const {
    const std::int64_t first = plan_.wall_ns_max < plan_.cpu_ns_max ? plan_.wall_ns_max : plan_.cpu_ns_max;
    return first > 0 ? first : 1;
  }

 private:
  DeadlinePlan plan_;
  Overrun overrun_ = Overrun::kNone;
  std::int64_t hard_at_ns_ = 0;
};

}  // namespace vitrine::runtime

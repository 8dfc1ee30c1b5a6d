// How much a principal does at once and in a minute.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <utility>

#include "service/error.h"
#include "service/principals.h"

namespace vitrine::service {

// Counts runs of one principal. Thread-safe.
class Gate {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Gate(const Quotas& quotas);

  // One run that is let in; gives its place back.
  class Pass {
   public:
    explicit Pass(Gate& gate) : gate_(&gate) {}
    ~Pass() {
      if (gate_ != nullptr) gate_->Leave();
    }
    Pass(Pass&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
    Pass& operator=(Pass&&) = delete;

   private:
    Gate* gate_;
  };
  // kOverQuota with the time after which to come back.
  Answer<Pass> Enter(Clock::time_point now);

 private:
  void Leave();

  const Quotas quotas_;
  std::mutex mutex_;
  std::uint32_t running_ = 0;
  double tokens_;  // runs that may start now
  Clock::time_point filled_;
};

}  // namespace vitrine::service

// The guest's time and randomness: the machine's, coarsened, or the caller's.
#pragma once

#include <cstdint>

#include "guest_link/guest_imports.h"
#include "vitrine/sandbox.h"

namespace vitrine::sandbox {

// Promise P9: no clock of the guest shows finer steps; a fine clock is half of a side channel.
inline constexpr std::int64_t kClockStepNs = 1'000'000;

// Uses `surroundings` when there are any, else the machine. Single-thread.
class SandboxWorld final : public guest_link::World {
 public:
  // May be null; must outlive this.
  explicit SandboxWorld(Surroundings* surroundings) : surroundings_(surroundings) {}

  std::int64_t RealtimeNs() override;
  std::int64_t MonotonicNs() override;
  std::int64_t CpuNs() override;
  void Entropy(std::span<std::byte> out) override;
  bool SleepIsOver(std::int64_t nanoseconds) override;

 private:
  Surroundings* surroundings_;
};

}  // namespace vitrine::sandbox

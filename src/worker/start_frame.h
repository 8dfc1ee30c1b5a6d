// The settings of a sandbox as the numbers of a kStart frame.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "vitrine/limits.h"
#include "worker/frame.h"

namespace vitrine::worker {

struct StartSettings {
  Limits limits;
  // Clocks, sleeps and randomness are the broker's caller's: ask it.
  bool asks_for_world = false;
  // A kLoad frame follows; the other two as in sandbox/sandbox_parts.h.
  bool loads = false;
  bool reseeds = true;
  bool configures = true;
};

inline constexpr std::size_t kStartNumbersCount = 18;

std::array<std::uint64_t, kStartNumbersCount> ToNumbers(const StartSettings& settings);
StartSettings FromNumbers(const std::array<std::uint64_t, kNumbersMax>& numbers);

}  // namespace vitrine::worker

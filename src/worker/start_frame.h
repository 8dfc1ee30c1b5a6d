// The settings of a sandbox as the numbers of a kStart frame, and those of a run as a kRun frame's.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
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

struct RunSettings {
  bool collects_artifacts = false;
  bool output_is_awaited = false;
  // As in RunOptions.
  std::optional<std::chrono::milliseconds> wall_time_max;
  std::optional<std::chrono::milliseconds> cpu_time_max;
};

std::array<std::uint64_t, 4> ToNumbers(const RunSettings& settings);
RunSettings RunSettingsFrom(const std::array<std::uint64_t, kNumbersMax>& numbers);

}  // namespace vitrine::worker

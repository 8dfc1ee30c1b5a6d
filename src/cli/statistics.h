// Figures of a measurement.
#pragma once

#include <chrono>
#include <cstddef>
#include <span>

namespace vitrine::cli {

struct Summary {
  std::size_t count = 0;
  std::chrono::nanoseconds median{0};
  std::chrono::nanoseconds p99{0};
};

// Nearest-rank percentiles. All zero without samples.
Summary Summarize(std::span<const std::chrono::nanoseconds> samples);

}  // namespace vitrine::cli

#include "cli/statistics.h"

#include <algorithm>
#include <vector>

namespace vitrine::cli {

Summary Summarize(std::span<const std::chrono::nanoseconds> samples) {
  if (samples.empty()) return {};
  std::vector<std::chrono::nanoseconds> sorted(samples.begin(), samples.end());
  std::sort(sorted.begin(), sorted.end());
  // The smallest sample that at least `percent` of all do not exceed.
  const auto at = [&](std::size_t percent) { return sorted[(sorted.size() * percent + 99) / 100 - 1]; };
  return {.count = sorted.size(), .median = at(50), .p99 = at(99)};
}

}  // namespace vitrine::cli

#include "cli/statistics.h"

#include <gtest/gtest.h>

#include <vector>

namespace vitrine::cli {
namespace {

using std::chrono::nanoseconds;

TEST(Summarize, TakesNearestRanks) {
  std::vector<nanoseconds> samples;
  for (int i = 200; i >= 1; --i) samples.emplace_back(i);
  const Summary summary = Summarize(samples);
  EXPECT_EQ(summary.count, 200u);
  EXPECT_EQ(summary.median, nanoseconds(100));
  EXPECT_EQ(summary.p99, nanoseconds(198));
}

TEST(Summarize, TakesOneSampleAndNone) {
  const std::vector<nanoseconds> one = {nanoseconds(7)};
  EXPECT_EQ(Summarize(one).median, nanoseconds(7));
  EXPECT_EQ(Summarize(one).p99, nanoseconds(7));
  EXPECT_EQ(Summarize({}).count, 0u);
}

}  // namespace
}  // namespace vitrine::cli

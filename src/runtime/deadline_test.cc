#include "runtime/deadline.h"

#include <gtest/gtest.h>

namespace vitrine::runtime {
namespace {

constexpr DeadlinePlan kPlan = {
    .started_ns = 1000, .cpu_started_ns = 50, .wall_ns_max = 100, .cpu_ns_max = 60, .grace_ns = 10};

TEST(Deadline, NothingBeforeTheLimit) {
  Deadline deadline(kPlan);
  const DeadlineVerdict verdict = deadline.Look(1099, 109, false);
  EXPECT_EQ(verdict.overrun, Overrun::kNone);
  EXPECT_FALSE(verdict.hard);
}

TEST(Deadline, WallTimeIsSoftThenHard) {
  Deadline deadline(kPlan);
  EXPECT_EQ(deadline.Look(1100, 50, false).overrun, Overrun::kWallTime);
  EXPECT_FALSE(deadline.Look(1109, 50, false).hard);
  EXPECT_TRUE(deadline.Look(1110, 50, false).hard);
}

TEST(Deadline, ALateFirstLookMayBeHardAtOnce) {
  Deadline deadline(kPlan);
  EXPECT_TRUE(deadline.Look(5000, 50, false).hard);
}

TEST(Deadline, CpuTimeCountsFromItsOwnStart) {
  Deadline deadline(kPlan);
  EXPECT_EQ(deadline.Look(1001, 109, false).overrun, Overrun::kNone);
  EXPECT_EQ(deadline.Look(1070, 110, false).overrun, Overrun::kCpuTime);
  EXPECT_TRUE(deadline.Look(1080, 111, false).hard);
}

TEST(Deadline, CancelGivesTheGraceFromWhenItIsSeen) {
  Deadline deadline(kPlan);
  EXPECT_EQ(deadline.Look(1005, 51, true).overrun, Overrun::kCancelled);
  EXPECT_FALSE(deadline.Look(1014, 51, true).hard);
  EXPECT_TRUE(deadline.Look(1015, 51, true).hard);
}

TEST(Deadline, TheFirstReasonStays) {
  Deadline deadline(kPlan);
  EXPECT_EQ(deadline.Look(1100, 50, false).overrun, Overrun::kWallTime);
  EXPECT_EQ(deadline.Look(1101, 500, true).overrun, Overrun::kWallTime);
}

TEST(Deadline, TheFirstLookIsAtTheSmallerLimitAndNeverZero) {
  EXPECT_EQ(Deadline(kPlan).FirstLookNs(), 60);
  EXPECT_EQ(Deadline(DeadlinePlan{}).FirstLookNs(), 1);
}

}  // namespace
}  // namespace vitrine::runtime

#include "service/gate.h"

#include <gtest/gtest.h>

namespace vitrine::service {
namespace {

using namespace std::chrono_literals;

TEST(Gate, LetsInSoManyAtOnce) {
  Gate gate({.runs_per_minute = 100, .runs_at_once = 2});
  const auto now = Gate::Clock::now();
  auto first = gate.Enter(now);
  auto second = gate.Enter(now);
  ASSERT_TRUE(first && second);
  const auto third = gate.Enter(now);
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().refusal, Refusal::kOverQuota);
  EXPECT_EQ(third.error().retry_after, 1s);
  {
    const auto left = std::move(*first);
  }
  EXPECT_TRUE(gate.Enter(now));
}

TEST(Gate, LetsInSoManyAMinute) {
  Gate gate({.runs_per_minute = 60, .runs_at_once = 1});
  const auto now = Gate::Clock::now();
  for (int i = 0; i < 60; ++i) EXPECT_TRUE(gate.Enter(now)) << i;
  const auto over = gate.Enter(now);
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().retry_after, 1s);
  EXPECT_TRUE(gate.Enter(now + 1s));
  EXPECT_FALSE(gate.Enter(now + 1s));
}

TEST(Gate, NothingIsNothing) {
  Gate never({.runs_per_minute = 0, .runs_at_once = 1});
  EXPECT_FALSE(never.Enter(Gate::Clock::now()));
  Gate none({.runs_per_minute = 1, .runs_at_once = 0});
  EXPECT_FALSE(none.Enter(Gate::Clock::now()));
}

}  // namespace
}  // namespace vitrine::service

#include "os/machine.h"

#include <gtest/gtest.h>

#include <array>

namespace vitrine::os {
namespace {

TEST(Machine, MonotonicTimeDoesNotGoBack) {
  const std::int64_t first = MonotonicNs();
  EXPECT_GE(MonotonicNs(), first);
  EXPECT_GT(RealtimeNs(), 1'700'000'000'000'000'000);  // some time after 2023
}

TEST(Machine, RandomBytesDiffer) {
  std::array<std::byte, 32> first{};
  std::array<std::byte, 32> second{};
  RandomBytes(first);
  RandomBytes(second);
  EXPECT_NE(first, second);
}

TEST(Machine, GsBaseIsWhatWasSet) {
  const std::uint64_t before = GsBase();
  SetGsBase(0x1234'5678'9000);
  const std::uint64_t between = GsBase();
  SetGsBase(before);
  EXPECT_EQ(between, 0x1234'5678'9000u);
  EXPECT_EQ(GsBase(), before);
}

TEST(Machine, SleepUntilAPastTimeReturnsAtOnce) {
  const std::int64_t start = MonotonicNs();
  SleepUntil(start - 1'000'000'000);
  EXPECT_LT(MonotonicNs() - start, 1'000'000'000);
}

}  // namespace
}  // namespace vitrine::os

#include "base/utc_time.h"

#include <gtest/gtest.h>

namespace vitrine::base {
namespace {

using std::chrono::milliseconds;
using std::chrono::system_clock;

TEST(UtcTime, HasMilliseconds) {
  EXPECT_EQ(UtcTime(system_clock::time_point(milliseconds(1'795'840'700'123))), "2026-11-28T04:38:20.123Z");
  EXPECT_EQ(UtcTime(system_clock::time_point(milliseconds(-1))), "1969-12-31T23:59:59.999Z");
}

}  // namespace
}  // namespace vitrine::base

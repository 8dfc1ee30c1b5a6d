#include "base/check.h"

#include <gtest/gtest.h>

TEST(CheckDeathTest, StopsWithOneLine) {
  EXPECT_DEATH(VITRINE_CHECK(1 + 1 == 3, "sums hold"),
               "^vitrine: a bug of ours, stopping: sums hold \\(check_test.cc:[0-9]+\\)\n$");
}

TEST(Check, LetsTrueThingsPass) { VITRINE_CHECK(1 + 1 == 2, "sums hold"); }

#include "cli/suggest.h"

#include <gtest/gtest.h>

#include <array>

namespace vitrine::cli {
namespace {

TEST(Nearest, FindsTheLikelyWord) {
  const std::array<std::string, 3> words = {"--memory", "--time", "--max-rows"};
  EXPECT_EQ(Nearest("--memroy", words), "--memory");
  EXPECT_EQ(Nearest("--tim", words), "--time");
  EXPECT_EQ(Nearest("--maxrows", words), "--max-rows");
}

TEST(Nearest, KeepsQuietWhenNothingIsNear) {
  const std::array<std::string, 2> words = {"run", "repl"};
  EXPECT_EQ(Nearest("bench", words), std::nullopt);
  EXPECT_EQ(Nearest("", words), std::nullopt);
  EXPECT_EQ(Nearest(std::string(1 << 20, 'r'), words), std::nullopt);
}

TEST(Nearest, CountsASwapOnce) {
  const std::array<std::string, 1> words = {"run"};
  EXPECT_EQ(Nearest("rnu", words), "run");
}

}  // namespace
}  // namespace vitrine::cli

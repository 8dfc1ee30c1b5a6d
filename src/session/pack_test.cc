#include "session/pack.h"

#include <gtest/gtest.h>

namespace vitrine::session {
namespace {

class PackTest : public testing::TestWithParam<Effort> {
 protected:
  static std::string Packed(const std::string& text) {
    return Pack(GetParam(), [&](std::string& out) { out = text; });
  }
  static std::optional<std::string_view> Unpacked(std::string_view packed, std::uint64_t bytes_max) {
    return Unpack(GetParam(), packed, bytes_max);
  }
};
INSTANTIATE_TEST_SUITE_P(Efforts, PackTest, testing::Values(Effort::kFast, Effort::kSmall));

TEST_P(PackTest, ComesBackAsItWas) {
  for (const std::string& text :
       {std::string(), std::string("a"), std::string(100'000, 'x'), std::string("\0\xff\0", 3)}) {
    EXPECT_EQ(Unpacked(Packed(text), text.size()), text);
  }
}

TEST_P(PackTest, MoreThanIsAllowedIsRefused) {
  const std::string packed = Packed(std::string(100'000, 'x'));
  EXPECT_LT(packed.size(), 1000u);
  EXPECT_FALSE(Unpacked(packed, 99'999));
}

TEST_P(PackTest, WhatIsNotWholeIsRefused) {
  const std::string packed = Packed("some text that is packed");
  for (std::size_t length = 0; length < packed.size(); ++length) {
    EXPECT_FALSE(Unpacked(packed.substr(0, length), 1000)) << length;
  }
  EXPECT_FALSE(Unpacked(packed + packed, 1000));
  EXPECT_FALSE(Unpacked("nothing of this kind at all", 1000));
}

TEST_P(PackTest, ALongOneLeavesNothingInAShortOne) {
  static_cast<void>(Packed(std::string(1'000'000, 'x')));
  EXPECT_EQ(Unpacked(Packed("short"), 1000), "short");
}

TEST(Pack, ABlockThatClaimsMoreThanItCanHoldIsRefused) {
  const std::string packed = Pack(Effort::kFast, [](std::string& out) { out = std::string(5000, 'x'); });
  std::string bomb = packed;
  bomb[4 + 4] = 1;  // 4 GiB more
  EXPECT_FALSE(Unpack(Effort::kFast, bomb, std::uint64_t{1} << 40));
  // What travels is zstd alone.
  EXPECT_FALSE(Unpack(Effort::kSmall, packed, 1u << 20));
}

}  // namespace
}  // namespace vitrine::session

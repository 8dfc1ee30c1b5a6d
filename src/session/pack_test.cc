#include "session/pack.h"

#include <gtest/gtest.h>

#include <string>

namespace vitrine::session {
namespace {

std::string Packed(const std::string& text) {
  return Pack(Effort::kFast, [&](std::string& out) { out = text; });
}

TEST(Pack, ComesBackAsItWas) {
  for (const std::string& text :
       {std::string(), std::string("a"), std::string(100'000, 'x'), std::string("\0\xff\0", 3)}) {
    EXPECT_EQ(Unpack(Packed(text), text.size()), text);
  }
}

TEST(Pack, MoreThanIsAllowedIsRefused) {
  const std::string packed = Packed(std::string(100'000, 'x'));
  EXPECT_LT(packed.size(), 1000u);
  EXPECT_FALSE(Unpack(packed, 99'999));
}

TEST(Pack, WhatIsNoWholeFrameIsRefused) {
  const std::string packed = Packed("some text that is packed");
  for (std::size_t length = 0; length < packed.size(); ++length) {
    EXPECT_FALSE(Unpack(packed.substr(0, length), 1000)) << length;
  }
  EXPECT_FALSE(Unpack(packed + packed, 1000));
  EXPECT_FALSE(Unpack("no frame at all", 1000));
}

TEST(Pack, ALongOneLeavesNothingInAShortOne) {
  static_cast<void>(Packed(std::string(1'000'000, 'x')));
  EXPECT_EQ(Unpack(Packed("short"), 1000), "short");
}

}  // namespace
}  // namespace vitrine::session

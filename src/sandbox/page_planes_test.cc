#include "sandbox/page_planes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <vector>

namespace vitrine::sandbox {
namespace {

using Page = std::array<std::byte, os::kPageBytes>;

Page Random(unsigned seed) {
  std::mt19937 random(seed);  // NOLINT: the same numbers every time
  Page page;
  std::ranges::generate(page, [&] { return static_cast<std::byte>(random()); });
  return page;
}

TEST(PagePlanes, HoldOneByteOfEachWord) {
  const Page from = Random(1);
  Page to;
  SplitIntoPlanes(from, {}, to);
  for (std::size_t i = 0; i < from.size(); ++i) ASSERT_EQ(to[i % 4 * 1024 + i / 4], from[i]) << i;
}

TEST(PagePlanes, JoinIntoWhatWasSplit) {
  const Page base = Random(2);
  for (const std::span<const std::byte> with :
       {std::span<const std::byte>(), std::span<const std::byte>(base)}) {
    const Page from = Random(3);
    Page planes;
    Page back;
    SplitIntoPlanes(from, with, planes);
    JoinPlanes(planes, with, back);
    EXPECT_EQ(back, from);
  }
}

TEST(PagePlanes, WhatEqualsTheBaseBecomesZeros) {
  const Page base = Random(4);
  Page planes;
  SplitIntoPlanes(base, base, planes);
  EXPECT_EQ(planes, Page{});
}

TEST(PagePlanes, ExclusiveOrIsItsOwnInverse) {
  const Page base = Random(5);
  for (const std::span<const std::byte> with :
       {std::span<const std::byte>(), std::span<const std::byte>(base)}) {
    const Page from = Random(6);
    Page formed;
    Page back;
    ExclusiveOr(from, with, formed);
    EXPECT_EQ(formed == from, with.empty());
    ExclusiveOr(formed, with, back);
    EXPECT_EQ(back, from);
  }
}

}  // namespace
}  // namespace vitrine::sandbox

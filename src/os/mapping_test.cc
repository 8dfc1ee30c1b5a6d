#include "os/mapping.h"

#include <gtest/gtest.h>

#include <array>

#include "os/memory_file.h"

namespace vitrine::os {
namespace {

MemoryFile TwoPages() {
  static const std::array<std::byte, 3> kMark = {std::byte{1}, std::byte{2}, std::byte{3}};
  const std::array pieces = {MemoryFile::Piece{kPageBytes, kMark}};
  return std::move(MemoryFile::Sealed(2 * kPageBytes, pieces).value());
}

TEST(Mapping, CommittedMemoryIsZeroAndWritable) {
  const Mapping mapping = std::move(Mapping::Reserve(16 * kPageBytes).value());
  ASSERT_TRUE(mapping.Commit(kPageBytes, 2 * kPageBytes));
  EXPECT_EQ(mapping.data()[kPageBytes], std::byte{0});
  mapping.data()[3 * kPageBytes - 1] = std::byte{7};
  EXPECT_EQ(mapping.data()[3 * kPageBytes - 1], std::byte{7});
}

TEST(Mapping, WritesDoNotReachTheFile) {
  const MemoryFile file = TwoPages();
  const Mapping mapping = std::move(Mapping::Reserve(16 * kPageBytes).value());
  ASSERT_TRUE(mapping.ShowCopyOnWrite(file.descriptor(), 0, 0, file.size()));
  EXPECT_EQ(mapping.data()[kPageBytes + 1], std::byte{2});
  mapping.data()[kPageBytes + 1] = std::byte{9};
  const Mapping again = std::move(Mapping::ReadOnly(file.descriptor(), file.size()).value());
  EXPECT_EQ(again.data()[kPageBytes + 1], std::byte{2});
  ASSERT_TRUE(mapping.Discard(0, file.size()));
  EXPECT_EQ(mapping.data()[kPageBytes + 1], std::byte{2});
}

TEST(Mapping, DecommittedMemoryIsGone) {
  const Mapping mapping = std::move(Mapping::Reserve(16 * kPageBytes).value());
  ASSERT_TRUE(mapping.Commit(0, kPageBytes));
  mapping.data()[0] = std::byte{7};
  ASSERT_TRUE(mapping.Decommit(0, kPageBytes));
  EXPECT_DEATH(static_cast<void>(*const_cast<volatile std::byte*>(mapping.data())), "");
  ASSERT_TRUE(mapping.Commit(0, kPageBytes));
  EXPECT_EQ(mapping.data()[0], std::byte{0});
}

TEST(Mapping, ARangeOutsideStopsTheProcess) {
  const Mapping mapping = std::move(Mapping::Reserve(2 * kPageBytes).value());
  EXPECT_DEATH(static_cast<void>(mapping.Commit(kPageBytes, 2 * kPageBytes)), "inside the mapping");
  EXPECT_DEATH(static_cast<void>(mapping.Commit(1, kPageBytes)), "whole pages");
}

}  // namespace
}  // namespace vitrine::os

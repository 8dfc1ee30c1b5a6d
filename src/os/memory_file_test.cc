#include "os/memory_file.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <utility>

#include "os/mapping.h"

namespace vitrine::os {
namespace {

TEST(MemoryFile, CannotBeChangedOnceMade) {
  const std::array<std::byte, 2> data = {std::byte{5}, std::byte{6}};
  const std::array pieces = {MemoryFile::Piece{0, data}};
  const MemoryFile file = std::move(MemoryFile::Sealed(kPageBytes, pieces).value());
  EXPECT_LT(pwrite(file.descriptor(), data.data(), 1, 0), 0);
  EXPECT_NE(ftruncate(file.descriptor(), 0), 0);
  EXPECT_NE(ftruncate(file.descriptor(), 2 * kPageBytes), 0);
  EXPECT_EQ(mmap(nullptr, kPageBytes, PROT_READ | PROT_WRITE, MAP_SHARED, file.descriptor(), 0), MAP_FAILED);
}

TEST(MemoryFile, HoldsThePiecesAndZerosBetween) {
  const std::array<std::byte, 1> one = {std::byte{5}};
  const std::array pieces = {MemoryFile::Piece{10, one}, MemoryFile::Piece{kPageBytes + 3, one}};
  const MemoryFile file = std::move(MemoryFile::Sealed(2 * kPageBytes, pieces).value());
  const Mapping view = std::move(Mapping::ReadOnly(file.descriptor(), file.size()).value());
  for (std::size_t i = 0; i < file.size(); ++i) {
    EXPECT_EQ(view.data()[i], i == 10 || i == kPageBytes + 3 ? std::byte{5} : std::byte{0}) << i;
  }
}

}  // namespace
}  // namespace vitrine::os

#include "os/program_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <vector>

namespace vitrine::os {
namespace {

constexpr std::array<std::uint64_t, 3> kInProgram = {0x1122'3344'5566'7788, 2, 0x99aa'bbcc'ddee'ff00};

TEST(ProgramFile, HasTheProgramsConstants) {
  const std::span<const std::byte> data = std::as_bytes(std::span(kInProgram));
  const auto found = FindInProgramFile(data);
  ASSERT_TRUE(found);
  std::vector<std::byte> read(data.size());
  ASSERT_EQ(pread(found->descriptor.get(), read.data(), read.size(), static_cast<off_t>(found->offset)),
            static_cast<ssize_t>(read.size()));
  EXPECT_TRUE(std::ranges::equal(read, data));
}

TEST(ProgramFile, HasNothingOfTheHeapTheStackOrOfLibraries) {
  const std::vector<std::byte> heap(10);
  const std::array<std::byte, 10> stack{};
  EXPECT_FALSE(FindInProgramFile(heap));
  EXPECT_FALSE(FindInProgramFile(stack));
  EXPECT_FALSE(FindInProgramFile({reinterpret_cast<const std::byte*>(&std::printf), 4}));
}

}  // namespace
}  // namespace vitrine::os

#include "os/shared_memory.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <utility>

namespace vitrine::os {
namespace {

TEST(SharedMemory, IsSeenByBothMappings) {
  auto made = SharedMemory::Make(8192);
  ASSERT_TRUE(made) << made.error().what;
  auto opened = SharedMemory::Open(Descriptor(dup(made->descriptor.get())), 8192);
  ASSERT_TRUE(opened) << opened.error().what;
  made->mapping.data()[5000] = std::byte{42};
  EXPECT_EQ(opened->mapping.data()[5000], std::byte{42});
}

TEST(SharedMemory, CannotBeResized) {
  const auto made = SharedMemory::Make(8192);
  ASSERT_TRUE(made);
  EXPECT_NE(ftruncate(made->descriptor.get(), 0), 0);
  EXPECT_NE(ftruncate(made->descriptor.get(), 1 << 20), 0);
  EXPECT_NE(fcntl(made->descriptor.get(), F_ADD_SEALS, F_SEAL_WRITE), 0);
}

TEST(SharedMemory, OfAnotherSizeOrUnsealedIsRefused) {
  const auto made = SharedMemory::Make(8192);
  ASSERT_TRUE(made);
  EXPECT_FALSE(SharedMemory::Open(Descriptor(dup(made->descriptor.get())), 4096));
  Descriptor unsealed(memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  ASSERT_EQ(ftruncate(unsealed.get(), 4096), 0);
  EXPECT_FALSE(SharedMemory::Open(std::move(unsealed), 4096));
}

}  // namespace
}  // namespace vitrine::os

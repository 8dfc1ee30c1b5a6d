// Lets each allocation of the file system fail in turn: nothing may crash, leak or be left half done.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "test_imports.h"
#include "vfs.h"

namespace {

// How many allocations still succeed; below 0 all do. The test binary is linked with --wrap, so only C code
// that is linked into it comes here, not the C++ library.
int allocations_left = -1;
bool has_failed = false;

bool MayAllocate() {
  if (allocations_left < 0) return true;
  if (allocations_left == 0) {
    has_failed = true;
    return false;
  }
  --allocations_left;
  return true;
}

}  // namespace

extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier): the names that the linker makes for --wrap
void* __real_malloc(std::size_t bytes);
void* __real_calloc(std::size_t count, std::size_t bytes);
void* __real_realloc(void* memory, std::size_t bytes);

void* __wrap_malloc(std::size_t bytes) { return MayAllocate() ? __real_malloc(bytes) : nullptr; }
void* __wrap_calloc(std::size_t count, std::size_t bytes) {
  return MayAllocate() ? __real_calloc(count, bytes) : nullptr;
}
void* __wrap_realloc(void* memory, std::size_t bytes) {
  return MayAllocate() ? __real_realloc(memory, bytes) : nullptr;
}
// NOLINTEND(bugprone-reserved-identifier)

}  // extern "C"

namespace vitrine::guests {
namespace {

constexpr vfs_limits kLimits = {.work_bytes_max = 1 << 26, .input_bytes_max = 1 << 26, .inodes_max = 10'000};
// A chunk with data, three that are a hole, one with data.
constexpr std::uint64_t kHoleStart = 65'536;
constexpr std::uint64_t kHoleBytes = std::uint64_t{3} * 65'536;
constexpr std::uint64_t kFileBytes = kHoleStart + kHoleBytes + 1000;

int Open(std::string_view path, std::uint32_t flags) {
  return vfs_open(VFS_ROOT_FD, path.data(), path.size(), flags);
}

bool IsAllowed(std::int64_t result) { return result >= 0 || result == -VFS_ENOSPC || result == -VFS_ENOMEM; }

std::string ReadFile(std::string_view path) {
  std::string data(kFileBytes + 1, '?');
  const std::int64_t count = vfs_host_read(path.data(), path.size(), 0, data.data(), data.size());
  EXPECT_GE(count, 0) << path;
  data.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
  return data;
}

std::string Expected(char hole) {
  return std::string(kHoleStart, 'a') + std::string(kHoleBytes, hole) + std::string(1000, 'z');
}

void MakeFileWithHole() {
  const int fd = Open("/tmp/holed", VFS_WRITE | VFS_CREATE);
  const std::string start(kHoleStart, 'a');
  const std::string end(1000, 'z');
  ASSERT_EQ(vfs_pwrite(fd, start.data(), start.size(), 0), static_cast<std::int64_t>(start.size()));
  ASSERT_EQ(vfs_pwrite(fd, end.data(), end.size(), kHoleStart + kHoleBytes), 1000);
  ASSERT_EQ(vfs_close(fd), 0);
}

void FillHole() {
  const int fd = Open("/tmp/holed", VFS_WRITE);
  ASSERT_GE(fd, 0);
  const std::string data(kHoleBytes, 'h');
  const std::int64_t count = vfs_pwrite(fd, data.data(), data.size(), kHoleStart);
  ASSERT_TRUE(IsAllowed(count)) << count;
  ASSERT_EQ(ReadFile("/tmp/holed"), Expected(count > 0 ? 'h' : '\0'));
  ASSERT_EQ(vfs_close(fd), 0);
}

void MakeAndGrow() {
  const int fd = Open("/tmp/grown", VFS_READ | VFS_WRITE | VFS_CREATE);
  ASSERT_TRUE(IsAllowed(fd)) << fd;
  if (fd < 0) return;
  const std::string data(150'000, 'g');
  const std::int64_t count = vfs_write(fd, data.data(), data.size());
  ASSERT_TRUE(IsAllowed(count)) << count;
  vfs_stat stat{};
  ASSERT_EQ(vfs_stat_fd(fd, &stat), 0);
  ASSERT_EQ(stat.bytes, count < 0 ? 0u : 150'000u);
  ASSERT_TRUE(IsAllowed(vfs_truncate(fd, 300'000)));
  ASSERT_EQ(vfs_close(fd), 0);
}

void MakeFoldersAndMove() {
  ASSERT_TRUE(IsAllowed(vfs_mkdir(VFS_ROOT_FD, "/tmp/d", 6)));
  for (int i = 0; i < 40; ++i) {
    const std::string path = "/tmp/many" + std::to_string(i);
    const int fd = Open(path, VFS_WRITE | VFS_CREATE);
    ASSERT_TRUE(IsAllowed(fd)) << fd;
    if (fd >= 0) {
      ASSERT_EQ(vfs_close(fd), 0);
    }
  }
  const int moved = vfs_rename(VFS_ROOT_FD, "/tmp/holed", 10, VFS_ROOT_FD, "/output/moved", 13);
  ASSERT_TRUE(IsAllowed(moved)) << moved;
  ASSERT_EQ(ReadFile(moved == 0 ? "/output/moved" : "/tmp/holed").size(), kFileBytes);
}

void AskAsTheHost() {
  ASSERT_TRUE(IsAllowed(vfs_host_put("/input/a/b/c", 12, 0, "data", 4)));
  const auto ignore = [](void*, const char*, std::size_t, int, std::uint64_t) { return 0; };
  ASSERT_TRUE(IsAllowed(vfs_host_list("/", 1, ignore, nullptr)));
  char bytes[10];
  ASSERT_TRUE(IsAllowed(vfs_host_read("/lib/pkg/long.py", 16, 0, bytes, sizeof bytes)));
}

void RunScenario(const std::string& pack, int allocations) {
  ASSERT_EQ(vfs_init(&kLimits), 0);
  ASSERT_EQ(vfs_mount_pack(pack.data(), pack.size()), 0);
  const std::uint64_t work_bytes = vfs_work_bytes();
  const std::uint64_t input_bytes = vfs_input_bytes();
  MakeFileWithHole();
  has_failed = false;
  allocations_left = allocations;
  FillHole();
  MakeAndGrow();
  MakeFoldersAndMove();
  AskAsTheHost();
  allocations_left = -1;
  for (const std::string_view path : {"/tmp", "/output", "/input"}) {
    ASSERT_EQ(vfs_host_remove(path.data(), path.size()), 0);
  }
  EXPECT_EQ(vfs_work_bytes(), work_bytes);
  EXPECT_EQ(vfs_input_bytes(), input_bytes);
}

TEST(VfsMemory, AnyAllocationMayFail) {
  Host() = FakeHost{};
  std::ifstream file(VFS_TEST_PACKS "/test.pack", std::ios::binary);
  const std::string pack{std::istreambuf_iterator<char>(file), {}};
  int allocations = 0;
  do {
    RunScenario(pack, allocations++);
    allocations_left = -1;
    ASSERT_FALSE(HasFatalFailure()) << "with " << allocations - 1 << " allocations";
  } while (has_failed);
  EXPECT_GT(allocations, 100) << "the scenario is meant to allocate a lot";
  vfs_free();
}

TEST(VfsMemory, AStartMayFail) {
  for (int allocations = 0;; ++allocations) {
    has_failed = false;
    allocations_left = allocations;
    const int error = vfs_init(&kLimits);
    allocations_left = -1;
    if (!has_failed) break;
    EXPECT_EQ(error, -VFS_ENOSPC) << allocations;
  }
  EXPECT_GE(Open("/tmp/a", VFS_WRITE | VFS_CREATE), 0);
  vfs_free();
}

}  // namespace
}  // namespace vitrine::guests

#include "vfs.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "imports.h"
#include "test_imports.h"

namespace vitrine::guests {
namespace {

constexpr std::uint64_t kMiB = 1 << 20;
constexpr std::uint32_t kWriteNew = VFS_WRITE | VFS_CREATE | VFS_TRUNCATE;

int Open(std::string_view path, std::uint32_t flags) {
  return vfs_open(VFS_ROOT_FD, path.data(), path.size(), flags);
}

std::int64_t Write(int fd, std::string_view data) { return vfs_write(fd, data.data(), data.size()); }

int Mkdir(std::string_view path) { return vfs_mkdir(VFS_ROOT_FD, path.data(), path.size()); }
int Rmdir(std::string_view path) { return vfs_rmdir(VFS_ROOT_FD, path.data(), path.size()); }
int Unlink(std::string_view path) { return vfs_unlink(VFS_ROOT_FD, path.data(), path.size()); }
int Rename(std::string_view from, std::string_view to) {
  return vfs_rename(VFS_ROOT_FD, from.data(), from.size(), VFS_ROOT_FD, to.data(), to.size());
}
int Put(std::string_view path, std::string_view data, std::uint64_t offset = 0) {
  return vfs_host_put(path.data(), path.size(), offset, data.data(), data.size());
}
int Remove(std::string_view path) { return vfs_host_remove(path.data(), path.size()); }

int Stat(std::string_view path, vfs_stat* out) {
  return vfs_stat_path(VFS_ROOT_FD, path.data(), path.size(), out);
}

vfs_stat MustStat(std::string_view path) {
  vfs_stat stat{};
  EXPECT_EQ(Stat(path, &stat), 0) << path;
  return stat;
}

void MakeFile(std::string_view path, std::string_view data) {
  const int fd = Open(path, kWriteNew);
  ASSERT_GE(fd, 0) << path;
  ASSERT_EQ(Write(fd, data), static_cast<std::int64_t>(data.size()));
  ASSERT_EQ(vfs_close(fd), 0);
}

std::string ReadAll(int fd) {
  std::string all;
  char piece[1000];
  for (std::int64_t count; (count = vfs_read(fd, piece, sizeof piece)) > 0;) {
    all.append(piece, static_cast<std::size_t>(count));
  }
  return all;
}

std::string ReadFile(std::string_view path) {
  const int fd = Open(path, VFS_READ);
  EXPECT_GE(fd, 0) << path;
  std::string all = ReadAll(fd);
  EXPECT_EQ(vfs_close(fd), 0);
  return all;
}

std::vector<std::string> List(std::string_view path) {
  const int fd = Open(path, VFS_READ | VFS_DIRECTORY);
  EXPECT_GE(fd, 0) << path;
  std::vector<std::string> names;
  vfs_dirent entry{};
  while (vfs_readdir(fd, entry.cookie, &entry) == 1) names.emplace_back(entry.name, entry.name_bytes);
  EXPECT_EQ(vfs_close(fd), 0);
  return names;
}

struct Entry {
  std::string path;
  int kind;
  std::uint64_t bytes;
  bool operator==(const Entry&) const = default;
};

std::vector<Entry> HostList(std::string_view path) {
  std::vector<Entry> entries;
  const auto add = [](void* context, const char* name, std::size_t name_bytes, int kind,
                      std::uint64_t bytes) {
    static_cast<std::vector<Entry>*>(context)->push_back({std::string(name, name_bytes), kind, bytes});
    return 0;
  };
  EXPECT_EQ(vfs_host_list(path.data(), path.size(), add, &entries), 0);
  return entries;
}

class Vfs : public ::testing::Test {
 protected:
  void SetUp() override {
    Host() = FakeHost{};
    Start({.work_bytes_max = 64 * kMiB, .input_bytes_max = 64 * kMiB, .inodes_max = VFS_INODES_MAX});
  }
  void TearDown() override { vfs_free(); }

  void Start(const vfs_limits& limits) {
    ASSERT_EQ(vfs_init(&limits), 0);
    empty_work_bytes_ = vfs_work_bytes();
  }

  // Bytes that a tree without files is charged.
  std::uint64_t empty_work_bytes_ = 0;
};

TEST_F(Vfs, StartsWithTheTreeAndFourDescriptors) {
  EXPECT_EQ(List("/"), (std::vector<std::string>{"dev", "input", "output", "tmp"}));
  EXPECT_EQ(Open("/tmp", VFS_READ), 4);
  EXPECT_EQ(Host().clock_calls, 0) << "a start must not depend on the time";
}

TEST_F(Vfs, ReadsBackWhatWasWritten) {
  MakeFile("/output/a.txt", "hello");
  EXPECT_EQ(ReadFile("/output/a.txt"), "hello");
  EXPECT_EQ(MustStat("/output/a.txt").bytes, 5u);
  EXPECT_EQ(MustStat("/output/a.txt").type, static_cast<std::uint32_t>(VFS_TYPE_FILE));
}

TEST_F(Vfs, RefusesToWriteOutsideOutputAndTmp) {
  ASSERT_EQ(Put("/input/in.csv", "1,2"), 0);
  EXPECT_EQ(Open("/new", kWriteNew), -VFS_EROFS);
  EXPECT_EQ(Open("/dev/new", kWriteNew), -VFS_EROFS);
  EXPECT_EQ(Open("/input/new", kWriteNew), -VFS_EROFS);
  EXPECT_EQ(Open("/input/in.csv", VFS_WRITE), -VFS_EROFS);
  EXPECT_EQ(Open("/input/in.csv", VFS_READ | VFS_TRUNCATE), -VFS_EROFS);
  EXPECT_EQ(Open("/dev/stdin", VFS_WRITE), -VFS_EROFS);
  EXPECT_EQ(Mkdir("/folder"), -VFS_EROFS);
  EXPECT_EQ(Unlink("/input/in.csv"), -VFS_EROFS);
  EXPECT_EQ(Unlink("/dev/null"), -VFS_EROFS);
  EXPECT_EQ(Rmdir("/output"), -VFS_EROFS);
  EXPECT_EQ(Rename("/input/in.csv", "/output/in.csv"), -VFS_EROFS);
  EXPECT_EQ(Rename("/tmp", "/output/tmp"), -VFS_EROFS);
  MakeFile("/output/a", "x");
  EXPECT_EQ(Rename("/output/a", "/input/a"), -VFS_EROFS);
  EXPECT_EQ(vfs_chmod_path(VFS_ROOT_FD, "/input", 6, 0), -VFS_EROFS);
  EXPECT_EQ(vfs_set_times_path(VFS_ROOT_FD, "/input", 6, 0, 0), -VFS_EROFS);
  EXPECT_EQ(ReadFile("/input/in.csv"), "1,2");
}

TEST_F(Vfs, OpenKnowsItsFlags) {
  EXPECT_EQ(Open("/output/a", VFS_READ), -VFS_ENOENT);
  MakeFile("/output/a", "hello");
  EXPECT_EQ(Open("/output/a", VFS_WRITE | VFS_CREATE | VFS_EXCLUSIVE), -VFS_EEXIST);
  EXPECT_EQ(Open("/output/a", VFS_READ | VFS_DIRECTORY), -VFS_ENOTDIR);
  EXPECT_EQ(Open("/output", VFS_WRITE), -VFS_EISDIR);
  EXPECT_EQ(Open("/output", VFS_READ | VFS_CREATE), -VFS_EISDIR);
  EXPECT_EQ(Open("/output/a/", VFS_READ), -VFS_ENOTDIR);
  EXPECT_EQ(Open("/output/a/b", VFS_READ), -VFS_ENOTDIR);
  EXPECT_EQ(Open("/output/new/", kWriteNew), -VFS_EISDIR);
  EXPECT_EQ(Open("/output/none/b", kWriteNew), -VFS_ENOENT);
  EXPECT_EQ(Open("", VFS_READ), -VFS_ENOENT);
  EXPECT_EQ(Open(std::string_view("/output/\0a", 10), kWriteNew), -VFS_EINVAL);
  EXPECT_EQ(vfs_close(Open("/output/a", kWriteNew)), 0);
  EXPECT_EQ(ReadFile("/output/a"), "");
}

TEST_F(Vfs, DescriptorsAreGoodForWhatTheyWereOpenedFor) {
  MakeFile("/output/a", "hello");
  char byte = 0;
  const int reader = Open("/output/a", VFS_READ);
  EXPECT_EQ(Write(reader, "x"), -VFS_EBADF);
  EXPECT_EQ(vfs_truncate(reader, 0), -VFS_EINVAL);
  const int writer = Open("/output/a", VFS_WRITE);
  EXPECT_EQ(vfs_read(writer, &byte, 1), -VFS_EBADF);
  const int folder = Open("/output", VFS_READ);
  EXPECT_EQ(vfs_read(folder, &byte, 1), -VFS_EISDIR);
  EXPECT_EQ(Write(folder, "x"), -VFS_EBADF);
  EXPECT_EQ(vfs_seek(folder, 0, VFS_SEEK_SET), -VFS_EISDIR);
  vfs_dirent entry{};
  EXPECT_EQ(vfs_readdir(reader, 0, &entry), -VFS_ENOTDIR);
  for (const int fd : {-1, 99, VFS_OPEN_MAX, INT32_MAX, INT32_MIN}) {
    EXPECT_EQ(vfs_read(fd, &byte, 1), -VFS_EBADF);
    EXPECT_EQ(vfs_close(fd), -VFS_EBADF);
  }
}

TEST_F(Vfs, AppendWritesAtTheEnd) {
  MakeFile("/output/a", "one");
  const int fd = Open("/output/a", VFS_WRITE | VFS_APPEND);
  EXPECT_EQ(vfs_seek(fd, 0, VFS_SEEK_SET), 0);
  EXPECT_EQ(Write(fd, "two"), 3);
  EXPECT_EQ(vfs_seek(fd, 0, VFS_SEEK_CUR), 6);
  ASSERT_EQ(vfs_set_flags(fd, 0), 0);
  EXPECT_EQ(vfs_seek(fd, 0, VFS_SEEK_SET), 0);
  EXPECT_EQ(Write(fd, "ONE"), 3);
  EXPECT_EQ(ReadFile("/output/a"), "ONEtwo");
}

TEST_F(Vfs, SeekAndHolesReadAsZero) {
  const int fd = Open("/output/a", VFS_READ | kWriteNew);
  EXPECT_EQ(vfs_seek(fd, 200'000, VFS_SEEK_SET), 200'000);
  EXPECT_EQ(Write(fd, "end"), 3);
  EXPECT_EQ(vfs_seek(fd, -3, VFS_SEEK_END), 200'000);
  EXPECT_EQ(vfs_seek(fd, -1, VFS_SEEK_SET), -VFS_EINVAL);
  EXPECT_EQ(vfs_seek(fd, 0, 7), -VFS_EINVAL);
  EXPECT_EQ(vfs_seek(fd, INT64_MAX, VFS_SEEK_CUR), -VFS_EINVAL);
  EXPECT_EQ(vfs_seek(fd, 0, VFS_SEEK_SET), 0);
  EXPECT_EQ(ReadAll(fd), std::string(200'000, '\0') + "end");
}

TEST_F(Vfs, ShrunkenFileGrowsAgainWithZeros) {
  for (const std::uint64_t bytes : {10u, 60'000u, 65'536u, 65'537u, 200'000u}) {
    MakeFile("/output/a", std::string(250'000, 'x'));
    const int fd = Open("/output/a", VFS_READ | VFS_WRITE);
    ASSERT_EQ(vfs_truncate(fd, bytes), 0);
    ASSERT_EQ(vfs_truncate(fd, 250'000), 0);
    EXPECT_EQ(ReadAll(fd), std::string(bytes, 'x') + std::string(250'000 - bytes, '\0')) << bytes;
    ASSERT_EQ(vfs_close(fd), 0);
  }
}

TEST_F(Vfs, PositionedAccessLeavesTheOffset) {
  const int fd = Open("/output/a", VFS_READ | kWriteNew);
  EXPECT_EQ(vfs_pwrite(fd, "abc", 3, 70'000), 3);
  char bytes[3];
  EXPECT_EQ(vfs_pread(fd, bytes, 3, 70'001), 2);
  EXPECT_EQ(std::string_view(bytes, 2), "bc");
  EXPECT_EQ(vfs_pread(fd, bytes, 3, UINT64_MAX), 0);
  EXPECT_EQ(vfs_pwrite(fd, "abc", 3, UINT64_MAX), -VFS_ENOSPC);
  EXPECT_EQ(vfs_seek(fd, 0, VFS_SEEK_CUR), 0);
}

TEST_F(Vfs, UnlinkedFileLivesUntilClosed) {
  const int fd = Open("/tmp/a", VFS_READ | kWriteNew);
  ASSERT_EQ(Write(fd, "hello"), 5);
  ASSERT_EQ(Unlink("/tmp/a"), 0);
  EXPECT_EQ(Open("/tmp/a", VFS_READ), -VFS_ENOENT);
  EXPECT_GT(vfs_work_bytes(), empty_work_bytes_);
  ASSERT_EQ(vfs_seek(fd, 0, VFS_SEEK_SET), 0);
  EXPECT_EQ(ReadAll(fd), "hello");
  MakeFile("/tmp/a", "another");
  EXPECT_EQ(vfs_close(fd), 0);
  EXPECT_EQ(ReadFile("/tmp/a"), "another");
  ASSERT_EQ(Unlink("/tmp/a"), 0);
  EXPECT_EQ(vfs_work_bytes(), empty_work_bytes_);
}

TEST_F(Vfs, RemovedFolderIsADeadEnd) {
  ASSERT_EQ(Mkdir("/tmp/d"), 0);
  const int fd = Open("/tmp/d", VFS_READ | VFS_DIRECTORY);
  ASSERT_EQ(Rmdir("/tmp/d"), 0);
  EXPECT_EQ(vfs_open(fd, "a", 1, kWriteNew), -VFS_ENOENT);
  EXPECT_EQ(vfs_mkdir(fd, "a", 1), -VFS_ENOENT);
  EXPECT_EQ(vfs_open(fd, "..", 2, VFS_READ), -VFS_ENOENT);
  vfs_dirent entry{};
  EXPECT_EQ(vfs_readdir(fd, 0, &entry), 0);
  MakeFile("/tmp/a", "x");
  EXPECT_EQ(vfs_rename(VFS_ROOT_FD, "/tmp/a", 6, fd, "a", 1), -VFS_ENOENT);
  EXPECT_EQ(vfs_close(fd), 0);
}

TEST_F(Vfs, PathsAreFollowedFromFoldersAndUpwards) {
  ASSERT_EQ(Mkdir("/output/d"), 0);
  MakeFile("/output/d/a", "x");
  const int fd = Open("/output/d", VFS_READ | VFS_DIRECTORY);
  const std::string_view inside = "./../d//a";
  const int file = vfs_open(fd, inside.data(), inside.size(), VFS_READ);
  EXPECT_GE(file, 0);
  EXPECT_EQ(vfs_open(file, "a", 1, VFS_READ), -VFS_ENOTDIR);
  EXPECT_EQ(ReadFile("/../../output/./d/a"), "x");
  EXPECT_EQ(vfs_open(77, "a", 1, VFS_READ), -VFS_EBADF);
  EXPECT_GE(vfs_open(77, "/output/d/a", 11, VFS_READ), 0) << "an absolute path needs no folder";
}

TEST_F(Vfs, RenameFollowsPosix) {
  MakeFile("/output/a", "a");
  MakeFile("/output/b", "b");
  EXPECT_EQ(Rename("/output/a", "/output/a"), 0);
  EXPECT_EQ(Rename("/output/a", "/tmp/c"), 0);
  EXPECT_EQ(ReadFile("/tmp/c"), "a");
  EXPECT_EQ(Rename("/tmp/c", "/output/b"), 0);
  EXPECT_EQ(ReadFile("/output/b"), "a");
  EXPECT_EQ(Rename("/output/none", "/output/x"), -VFS_ENOENT);
  EXPECT_EQ(Rename("/output/b", "/output/none/x"), -VFS_ENOENT);
  EXPECT_EQ(Rename("/output/b", "/output/x/"), -VFS_ENOTDIR);
  EXPECT_EQ(Rename("/output/.", "/output/x"), -VFS_EINVAL);
  EXPECT_EQ(List("/output"), (std::vector<std::string>{"b"}));
  EXPECT_TRUE(List("/tmp").empty());
}

TEST_F(Vfs, RenameOfFoldersFollowsPosix) {
  ASSERT_EQ(Mkdir("/output/d"), 0);
  ASSERT_EQ(Mkdir("/output/d/inner"), 0);
  ASSERT_EQ(Mkdir("/output/empty"), 0);
  ASSERT_EQ(Mkdir("/output/full"), 0);
  MakeFile("/output/full/f", "x");
  MakeFile("/output/file", "x");
  EXPECT_EQ(Rename("/output/d", "/output/d/inner/x"), -VFS_EINVAL);
  EXPECT_EQ(Rename("/output/d", "/output/d/x"), -VFS_EINVAL);
  EXPECT_EQ(Rename("/output/d", "/output/full"), -VFS_ENOTEMPTY);
  EXPECT_EQ(Rename("/output/d", "/output/file"), -VFS_ENOTDIR);
  EXPECT_EQ(Rename("/output/file", "/output/empty"), -VFS_EISDIR);
  EXPECT_EQ(Rename("/output/d", "/output/empty/"), 0);
  EXPECT_EQ(List("/output/empty"), (std::vector<std::string>{"inner"}));
  EXPECT_EQ(Rename("/output/empty/inner", "/tmp/inner"), 0);
  EXPECT_EQ(Rmdir("/tmp/inner"), 0);
}

TEST_F(Vfs, ReplacedFileStaysOpen) {
  MakeFile("/output/old", "old");
  MakeFile("/output/new", "new");
  const int fd = Open("/output/old", VFS_READ);
  ASSERT_EQ(Rename("/output/new", "/output/old"), 0);
  EXPECT_EQ(ReadAll(fd), "old");
  EXPECT_EQ(ReadFile("/output/old"), "new");
}

TEST_F(Vfs, RemovingAsksForTheRightKind) {
  ASSERT_EQ(Mkdir("/tmp/d"), 0);
  MakeFile("/tmp/d/a", "x");
  EXPECT_EQ(Unlink("/tmp/d"), -VFS_EISDIR);
  EXPECT_EQ(Rmdir("/tmp/d"), -VFS_ENOTEMPTY);
  EXPECT_EQ(Rmdir("/tmp/d/a"), -VFS_ENOTDIR);
  EXPECT_EQ(Unlink("/tmp/d/a/"), -VFS_ENOTDIR);
  EXPECT_EQ(Unlink("/tmp/d/a"), 0);
  EXPECT_EQ(Rmdir("/tmp/d/."), -VFS_EINVAL);
  EXPECT_EQ(Rmdir("/tmp/d/"), 0);
  EXPECT_EQ(Mkdir("/tmp"), -VFS_EEXIST);
  EXPECT_EQ(Mkdir("/"), -VFS_EEXIST);
}

TEST_F(Vfs, NamesAndPathsHaveLimits) {
  const std::string longest(VFS_NAME_BYTES_MAX, 'n');
  MakeFile("/tmp/" + longest, "x");
  EXPECT_EQ(Open("/tmp/" + longest + "n", kWriteNew), -VFS_ENAMETOOLONG);
  EXPECT_EQ(Open(std::string(VFS_PATH_BYTES_MAX + 1, '/'), VFS_READ), -VFS_ENAMETOOLONG);
  EXPECT_GE(Open(std::string(VFS_PATH_BYTES_MAX, '/'), VFS_READ), 0);
}

TEST_F(Vfs, PathsAreUtf8) {
  for (const std::string_view name :
       {"plain", "\u00e4\u20ac\U0001f600", "\xf4\x8f\xbf\xbf", "\xed\x9f\xbf", "tab\t"}) {
    const std::string path = "/tmp/" + std::string(name);
    EXPECT_EQ(Mkdir(path), 0) << name;
    EXPECT_EQ(Rename(path, "/tmp/again"), 0) << name;
    EXPECT_EQ(Rmdir("/tmp/again"), 0);
  }
  MakeFile("/tmp/a", "x");
  for (const std::string_view name : {"\xff", "\x80", "\xc3", "\xc3(", "\xe2\x82", "\xc0\xaf", "\xc1\xbf",
                                      "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
                                      "\xf5\x80\x80\x80", "\xf0\x9f\x98", "\xe2\x82(", "\xf0\x9f\x98("}) {
    const std::string path = "/tmp/" + std::string(name);
    EXPECT_EQ(Open(path, kWriteNew), -VFS_EILSEQ) << name;
    EXPECT_EQ(Mkdir(path), -VFS_EILSEQ) << name;
    EXPECT_EQ(Rename("/tmp/a", path), -VFS_EILSEQ) << name;
    EXPECT_EQ(Put(path, "x"), -VFS_EILSEQ) << name;
    EXPECT_EQ(Open(path, VFS_READ), -VFS_EILSEQ) << name;
  }
}

TEST_F(Vfs, NothingComesToLieTooDeep) {
  std::string path = "/tmp";
  for (std::uint32_t depth = 1; depth < VFS_DEPTH_MAX; ++depth) {
    path += "/d";
    ASSERT_EQ(Mkdir(path), 0) << depth;
  }
  EXPECT_EQ(Mkdir(path + "/d"), -VFS_ENAMETOOLONG);
  EXPECT_EQ(Open(path + "/f", kWriteNew), -VFS_ENAMETOOLONG);
  // Moving the chain below another folder would make it deeper too.
  ASSERT_EQ(Mkdir("/tmp/top"), 0);
  EXPECT_EQ(Rename("/tmp/d", "/tmp/top/d"), -VFS_ENAMETOOLONG);
  EXPECT_EQ(Rename("/tmp/d", "/tmp/e"), 0);
  EXPECT_EQ(Remove("/tmp/e"), 0);
}

TEST_F(Vfs, NoPathFromTheRootGetsTooLong) {
  // Relative to an open folder each path is short; the sum is what counts.
  const std::string name(250, 'n');
  int fd = Open("/tmp", VFS_READ | VFS_DIRECTORY);
  int made = 0;
  while (vfs_mkdir(fd, name.data(), name.size()) == 0) {
    const int next = vfs_open(fd, name.data(), name.size(), VFS_READ | VFS_DIRECTORY);
    ASSERT_GE(next, 0);
    ASSERT_EQ(vfs_close(fd), 0);
    fd = next;
    ASSERT_LT(++made, 20);
  }
  EXPECT_EQ(made, (4096 - 4) / 251);
  EXPECT_EQ(vfs_mkdir(fd, name.data(), name.size()), -VFS_ENAMETOOLONG);
  EXPECT_EQ(HostList("/tmp").size(), 16u);
}

TEST_F(Vfs, DescriptorsHaveALimit) {
  MakeFile("/tmp/a", "x");
  for (int fd = 4; fd < VFS_OPEN_MAX; ++fd) ASSERT_EQ(Open("/tmp/a", VFS_READ), fd);
  EXPECT_EQ(Open("/tmp/a", VFS_READ), -VFS_EMFILE);
  EXPECT_EQ(Open("/tmp/new", kWriteNew), -VFS_EMFILE);
  EXPECT_EQ(HostList("/tmp").size(), 1u) << "a file that cannot be opened must not be made";
  ASSERT_EQ(vfs_close(500), 0);
  ASSERT_EQ(vfs_close(400), 0);
  EXPECT_EQ(Open("/tmp/a", VFS_READ), 400) << "the lowest comes first";
  EXPECT_EQ(Open("/tmp/a", VFS_READ), 500);
}

TEST_F(Vfs, InodesHaveALimit) {
  Start({.work_bytes_max = 64 * kMiB, .input_bytes_max = 64 * kMiB, .inodes_max = 20});
  int made = 0;
  while (Mkdir("/tmp/" + std::to_string(made)) == 0) ASSERT_LT(++made, 20);
  EXPECT_EQ(Mkdir("/tmp/more"), -VFS_ENOSPC);
  EXPECT_EQ(Put("/input/more", "x"), -VFS_ENOSPC);
  ASSERT_EQ(Rmdir("/tmp/0"), 0);
  EXPECT_EQ(Mkdir("/tmp/more"), 0);
}

TEST_F(Vfs, QuotaHoldsForOutputAndTmpTogether) {
  vfs_set_quota(kMiB);
  MakeFile("/output/a", std::string(600'000, 'x'));
  const int fd = Open("/tmp/b", VFS_READ | kWriteNew);
  EXPECT_EQ(Write(fd, std::string(600'000, 'y')), -VFS_ENOSPC);
  EXPECT_EQ(MustStat("/tmp/b").bytes, 0u);
  EXPECT_EQ(vfs_truncate(fd, 600'000), -VFS_ENOSPC) << "holes count";
  EXPECT_EQ(vfs_truncate(fd, UINT64_MAX), -VFS_ENOSPC);
  EXPECT_EQ(vfs_allocate(fd, UINT64_MAX, 2), -VFS_ENOSPC);
  EXPECT_EQ(vfs_pwrite(fd, "x", 1, 600'000), -VFS_ENOSPC);
  EXPECT_EQ(Write(fd, "still works"), 11);
  ASSERT_EQ(Unlink("/output/a"), 0);
  EXPECT_EQ(vfs_pwrite(fd, "x", 1, 600'000), 1);
}

TEST_F(Vfs, FailedWriteIsNotCharged) {
  vfs_set_quota(kMiB);
  MakeFile("/output/a", std::string(100, 'x'));
  const std::uint64_t before = vfs_work_bytes();
  const int fd = Open("/output/a", VFS_WRITE);
  EXPECT_EQ(vfs_pwrite(fd, "x", 1, 2 * kMiB), -VFS_ENOSPC);
  EXPECT_EQ(vfs_pwrite(fd, "x", 1, kMiB - 1), -VFS_ENOSPC);
  EXPECT_EQ(vfs_work_bytes(), before);
}

TEST_F(Vfs, AQuotaCanBeFilledToTheLastStep) {
  vfs_set_quota(empty_work_bytes_ + VFS_INODE_CHARGE + 40'000);
  const int fd = Open("/output/a", kWriteNew);
  for (int i = 0; i < 40; ++i) ASSERT_EQ(Write(fd, std::string(1000, 'x')), 1000) << i;
  EXPECT_EQ(Write(fd, "x"), -VFS_ENOSPC);
  EXPECT_EQ(Open("/output/b", kWriteNew), -VFS_ENOSPC);
}

TEST_F(Vfs, EmptyFilesAreCharged) {
  vfs_set_quota(kMiB);
  std::uint64_t made = 0;
  while (Mkdir("/tmp/" + std::to_string(made)) == 0) ++made;
  EXPECT_EQ(made, (kMiB - empty_work_bytes_) / VFS_INODE_CHARGE);
}

TEST_F(Vfs, ALowerQuotaLosesNothing) {
  MakeFile("/output/a", std::string(100'000, 'x'));
  vfs_set_quota(1000);
  EXPECT_EQ(ReadFile("/output/a").size(), 100'000u);
  const int fd = Open("/output/a", VFS_WRITE);
  EXPECT_EQ(vfs_pwrite(fd, "y", 1, 5), 1) << "what is charged may be overwritten";
  EXPECT_EQ(vfs_pwrite(fd, "y", 1, 200'000), -VFS_ENOSPC);
}

TEST_F(Vfs, EverythingIsRefunded) {
  for (int round = 0; round < 3; ++round) {
    ASSERT_EQ(Mkdir("/tmp/d"), 0);
    MakeFile("/tmp/d/a", std::string(300'000, 'x'));
    MakeFile("/tmp/d/b", "small");
    const int fd = Open("/tmp/d/a", VFS_WRITE);
    ASSERT_EQ(vfs_truncate(fd, 100'000), 0);
    ASSERT_EQ(vfs_close(fd), 0);
    ASSERT_EQ(Rename("/tmp/d/b", "/tmp/d/a"), 0);
    ASSERT_EQ(Remove("/tmp/d"), 0);
    EXPECT_EQ(vfs_work_bytes(), empty_work_bytes_);
  }
}

TEST_F(Vfs, TimesComeFromTheClockAtClose) {
  const int fd = Open("/output/a", kWriteNew);
  for (int i = 0; i < 100; ++i) ASSERT_EQ(Write(fd, "x"), 1);
  EXPECT_EQ(Host().clock_calls, 0) << "writing must not ask for the time";
  ASSERT_EQ(vfs_close(fd), 0);
  EXPECT_EQ(Host().clock_calls, 1);
  const std::int64_t made_ns = Host().now_ns;
  EXPECT_EQ(MustStat("/output/a").mtime_ns, made_ns);
  EXPECT_EQ(MustStat("/output").mtime_ns, made_ns);
  Host().now_ns += 1'000'000'000;
  EXPECT_EQ(ReadFile("/output/a").size(), 100u);
  EXPECT_EQ(MustStat("/output/a").mtime_ns, made_ns);
  MakeFile("/output/a", "y");
  EXPECT_EQ(MustStat("/output/a").mtime_ns, Host().now_ns);
  EXPECT_EQ(MustStat("/output").mtime_ns, made_ns) << "the folder has not changed";
}

// importlib looks at a folder's time, as a double, to see whether a module has been added.
TEST_F(Vfs, EachSeenChangeOfAFolderMovesItsTimeWhileTheClockStandsStill) {
  double last = 0;
  for (int i = 0; i < 10; ++i) {
    MakeFile("/output/module" + std::to_string(i) + ".py", "x = 1");
    const double seconds = static_cast<double>(MustStat("/output").mtime_ns) * 1e-9;
    EXPECT_GT(seconds, last);
    last = seconds;
  }
}

TEST_F(Vfs, TimesCanBeSet) {
  MakeFile("/output/a", "x");
  ASSERT_EQ(vfs_set_times_path(VFS_ROOT_FD, "/output/a", 9, 5, 7), 0);
  EXPECT_EQ(MustStat("/output/a").atime_ns, 5);
  EXPECT_EQ(MustStat("/output/a").mtime_ns, 7);
  ASSERT_EQ(vfs_set_times_path(VFS_ROOT_FD, "/output/a", 9, VFS_TIME_OMIT, VFS_TIME_NOW), 0);
  EXPECT_EQ(MustStat("/output/a").atime_ns, 5);
  EXPECT_EQ(MustStat("/output/a").mtime_ns, Host().now_ns);
  // A time set on an open file must survive its close.
  const int fd = Open("/output/a", VFS_WRITE);
  ASSERT_EQ(Write(fd, "y"), 1);
  ASSERT_EQ(vfs_set_times_fd(fd, 1, 2), 0);
  ASSERT_EQ(vfs_close(fd), 0);
  EXPECT_EQ(MustStat("/output/a").mtime_ns, 2);
}

TEST_F(Vfs, ModesAreKept) {
  MakeFile("/output/a", "x");
  EXPECT_EQ(MustStat("/output/a").mode, 0644u);
  ASSERT_EQ(vfs_chmod_path(VFS_ROOT_FD, "/output/a", 9, 0100755), 0);
  EXPECT_EQ(MustStat("/output/a").mode, 0755u);
  EXPECT_EQ(MustStat("/output").mode, 0755u);
  EXPECT_EQ(MustStat("/").mode, 0555u);
  EXPECT_EQ(MustStat("/dev/null").mode, 0666u);
  ASSERT_EQ(Put("/input/d/a", "x"), 0);
  EXPECT_EQ(MustStat("/input/d").mode, 0555u) << "what cannot be written says so";
  EXPECT_EQ(MustStat("/input/d/a").mode, 0444u);
}

TEST_F(Vfs, InodeNumbersAreUniqueAndStable) {
  MakeFile("/output/a", "x");
  MakeFile("/output/b", "x");
  const std::uint64_t inode = MustStat("/output/a").inode;
  EXPECT_NE(inode, 0u);
  EXPECT_NE(inode, MustStat("/output/b").inode);
  ASSERT_EQ(Rename("/output/a", "/tmp/c"), 0);
  EXPECT_EQ(MustStat("/tmp/c").inode, inode);
  ASSERT_EQ(Unlink("/tmp/c"), 0);
  MakeFile("/output/a", "x");
  EXPECT_GT(MustStat("/output/a").inode, inode) << "a number is never used twice";
}

TEST_F(Vfs, ListingGoesOnWhereItWasWhileFilesComeAndGo) {
  for (int i = 0; i < 200; ++i) MakeFile("/tmp/f" + std::to_string(i), "");
  const int fd = Open("/tmp", VFS_READ | VFS_DIRECTORY);
  std::vector<std::string> seen;
  vfs_dirent entry{};
  while (vfs_readdir(fd, entry.cookie, &entry) == 1) {
    const std::string name(entry.name, entry.name_bytes);
    seen.push_back(name);
    // Removes what was just listed, so that the array of children is closed up on the way, and adds one file.
    ASSERT_EQ(Unlink("/tmp/" + name), 0);
    if (seen.size() == 50) MakeFile("/tmp/late", "");
  }
  ASSERT_EQ(seen.size(), 201u);
  EXPECT_EQ(seen[199], "f199");
  EXPECT_EQ(seen[200], "late");
  EXPECT_TRUE(List("/tmp").empty());
}

TEST_F(Vfs, ManyFilesInOneFolderAreNotQuadratic) {
  // Quadratic work would be 10^10 steps here and run into the test's time-out.
  constexpr int kFiles = 100'000;
  for (int i = 0; i < kFiles; ++i) ASSERT_EQ(vfs_close(Open("/tmp/f" + std::to_string(i), kWriteNew)), 0);
  EXPECT_EQ(List("/tmp").size(), static_cast<std::size_t>(kFiles));
  for (int i = 0; i < kFiles; i += 2) ASSERT_EQ(Unlink("/tmp/f" + std::to_string(i)), 0);
  EXPECT_EQ(List("/tmp").size(), static_cast<std::size_t>(kFiles / 2));
  EXPECT_EQ(Stat("/tmp/f0", nullptr), -VFS_ENOENT);
  EXPECT_EQ(MustStat("/tmp/f99999").bytes, 0u);
  EXPECT_EQ(Remove("/tmp"), 0);
  EXPECT_EQ(vfs_work_bytes(), empty_work_bytes_);
}

TEST_F(Vfs, DevicesDoWhatTheirNamesSay) {
  const int null = Open("/dev/null", kWriteNew | VFS_READ);
  EXPECT_EQ(Write(null, "gone"), 4);
  EXPECT_EQ(ReadAll(null), "");
  const int zero = Open("/dev/zero", VFS_READ);
  char bytes[3] = {1, 1, 1};
  EXPECT_EQ(vfs_read(zero, bytes, 3), 3);
  EXPECT_EQ(std::string_view(bytes, 3), std::string_view("\0\0\0", 3));
  const int random = Open("/dev/urandom", VFS_READ);
  std::string much(100'000, '\0');
  EXPECT_EQ(vfs_read(random, much.data(), much.size()), 100'000);
  EXPECT_EQ(much, std::string(100'000, 0x5a));
  EXPECT_EQ(Host().entropy_bytes, (std::vector<std::uint32_t>{65'536, 34'464}));
  EXPECT_EQ(MustStat("/dev/null").type, static_cast<std::uint32_t>(VFS_TYPE_DEVICE));
}

TEST_F(Vfs, StandardOutputGoesToTheHostInOneCall) {
  EXPECT_EQ(Write(1, "out"), 3);
  EXPECT_EQ(Host().write_calls, 1);
  EXPECT_EQ(Write(2, "err"), 3);
  const int again = Open("/dev/stdout", VFS_WRITE);
  EXPECT_EQ(Write(again, "put"), 3);
  EXPECT_EQ(Host().streams[VITRINE_STREAM_STDOUT], "output");
  EXPECT_EQ(Host().streams[VITRINE_STREAM_STDERR], "err");
  EXPECT_EQ(vfs_seek(1, 0, VFS_SEEK_CUR), -VFS_ESPIPE);
  EXPECT_EQ(vfs_pwrite(1, "x", 1, 0), -VFS_ESPIPE);
}

TEST_F(Vfs, StandardInputIsEmptyUntilTheHostFillsIt) {
  EXPECT_EQ(ReadAll(0), "");
  ASSERT_EQ(Put("/dev/stdin", "line 1\n"), 0);
  ASSERT_EQ(Put("/dev/stdin", "line 2\n", 7), 0);
  EXPECT_EQ(ReadAll(0), "line 1\nline 2\n");
  ASSERT_EQ(Put("/dev/stdin", "next"), 0);
  EXPECT_EQ(ReadAll(0), "next") << "a new file starts at its start";
  EXPECT_EQ(Put("/dev/stdout", "x"), -VFS_EROFS);
  EXPECT_EQ(Remove("/dev/stdin"), 0);
  EXPECT_EQ(ReadAll(0), "");
  ASSERT_EQ(Put("/dev/stdin", "again"), 0);
  EXPECT_EQ(ReadAll(0), "again");
}

TEST_F(Vfs, DescriptorsMove) {
  MakeFile("/tmp/a", "abc");
  const int from = Open("/tmp/a", VFS_READ);
  ASSERT_EQ(vfs_renumber(from, 1), 0);
  char byte = 0;
  EXPECT_EQ(vfs_read(from, &byte, 1), -VFS_EBADF);
  EXPECT_EQ(ReadAll(1), "abc");
  EXPECT_EQ(vfs_renumber(99, 1), -VFS_EBADF);
  EXPECT_EQ(vfs_renumber(1, 1), 0);
  EXPECT_EQ(vfs_renumber(1, VFS_ROOT_FD), -VFS_EBADF);
  EXPECT_EQ(vfs_renumber(1, VFS_OPEN_MAX), -VFS_EBADF);
  EXPECT_EQ(vfs_close(VFS_ROOT_FD), -VFS_EBADF) << "without the root no path would work any more";
}

TEST_F(Vfs, HostPutsReadsAndRemoves) {
  ASSERT_EQ(Put("/input/deep/er/data.csv", "0123456789"), 0);
  ASSERT_EQ(Put("/input/deep/er/data.csv", "abc", 10), 0);
  EXPECT_EQ(ReadFile("/input/deep/er/data.csv"), "0123456789abc");
  char bytes[5];
  EXPECT_EQ(vfs_host_read("/input/deep/er/data.csv", 23, 9, bytes, 5), 4);
  EXPECT_EQ(std::string_view(bytes, 4), "9abc");
  EXPECT_EQ(vfs_host_read("/input/deep/er/data.csv", 23, 13, bytes, 5), 0);
  EXPECT_EQ(vfs_host_read("/input/deep", 11, 0, bytes, 5), -VFS_EISDIR);
  EXPECT_EQ(vfs_host_read("/input/none", 11, 0, bytes, 5), -VFS_ENOENT);
  ASSERT_EQ(Put("/input/deep/er/data.csv", "new"), 0);
  EXPECT_EQ(ReadFile("/input/deep/er/data.csv"), "new") << "a put at 0 replaces";
  ASSERT_EQ(Put("/output/a", "x"), 0);
  ASSERT_EQ(Put("/tmp/d/a", "x"), 0);
  MakeFile("/tmp/d/a", "the guest may change it");
  EXPECT_EQ(Remove("/input/deep"), 0);
  EXPECT_EQ(Remove("/input/deep"), -VFS_ENOENT);
  EXPECT_TRUE(List("/input").empty());
}

TEST_F(Vfs, HostMayNotPutEverywhere) {
  EXPECT_EQ(Put("/a", "x"), -VFS_EROFS);
  EXPECT_EQ(Put("/lib/a", "x"), -VFS_EROFS);
  EXPECT_EQ(Put("/dev/a", "x"), -VFS_EROFS);
  EXPECT_EQ(Put("/dev/null", "x"), -VFS_EROFS);
  EXPECT_EQ(Put("/input", "x"), -VFS_EISDIR);
  EXPECT_EQ(Put("/input/a/", "x"), -VFS_EISDIR);
  EXPECT_EQ(Put("input/a", "x"), -VFS_EINVAL);
  EXPECT_EQ(Put("", "x"), -VFS_EINVAL);
  EXPECT_EQ(Put("/input/../dev/x", "x"), -VFS_EROFS);
  ASSERT_EQ(Put("/input/a", "x"), 0);
  EXPECT_EQ(Put("/input/a/b", "x"), -VFS_ENOTDIR);
  EXPECT_EQ(Remove("/"), -VFS_EROFS);
  EXPECT_EQ(Remove("/dev"), -VFS_EROFS);
  EXPECT_EQ(Remove("/dev/null"), -VFS_EROFS);
  EXPECT_EQ(List("/"), (std::vector<std::string>{"dev", "input", "output", "tmp"}));
}

TEST_F(Vfs, HostPutIsBoundByTheInputQuota) {
  vfs_set_quota(kMiB);
  EXPECT_EQ(Put("/input/a", std::string(2 * kMiB, 'x')), -VFS_ENOSPC);
  EXPECT_EQ(Put("/input/a", std::string(kMiB / 2, 'x')), 0);
  EXPECT_EQ(Put("/input/a", "x", UINT64_MAX), -VFS_ENOSPC);
  EXPECT_GT(vfs_input_bytes(), kMiB / 2);
  EXPECT_EQ(vfs_work_bytes(), empty_work_bytes_);
}

TEST_F(Vfs, HostRemoveLeavesThePlacesThemselves) {
  MakeFile("/output/a", "x");
  const int fd = Open("/output/a", VFS_READ);
  EXPECT_EQ(Remove("/output"), 0);
  EXPECT_TRUE(List("/output").empty());
  EXPECT_EQ(ReadAll(fd), "x") << "what is open stays until it is closed";
}

TEST_F(Vfs, HostListsEverythingBelowAFolder) {
  MakeFile("/output/a.txt", "hello");
  ASSERT_EQ(Mkdir("/output/d"), 0);
  MakeFile("/output/d/b", "xy");
  EXPECT_EQ(HostList("/output"),
            (std::vector<Entry>{
                {"a.txt", VFS_ENTRY_FILE, 5}, {"d", VFS_ENTRY_FOLDER, 0}, {"d/b", VFS_ENTRY_FILE, 2}}));
  EXPECT_EQ(HostList("/output/d/"), (std::vector<Entry>{{"b", VFS_ENTRY_FILE, 2}}));
  const auto stop = [](void* context, const char*, std::size_t, int, std::uint64_t) {
    ++*static_cast<int*>(context);
    return 42;
  };
  int calls = 0;
  EXPECT_EQ(vfs_host_list("/output", 7, stop, &calls), 42);
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(vfs_host_list("/output/a.txt", 13, stop, &calls), -VFS_ENOTDIR);
  EXPECT_EQ(vfs_host_list("/none", 5, stop, &calls), -VFS_ENOENT);
}

}  // namespace
}  // namespace vitrine::guests

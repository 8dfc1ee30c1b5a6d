#include "pack.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "test_imports.h"
#include "vfs.h"

namespace vitrine::guests {
namespace {

constexpr std::int64_t kPackTimeNs = 1'600'000'000'000'000'000;
constexpr vfs_limits kLimits = {.work_bytes_max = 1 << 20, .input_bytes_max = 1 << 20, .inodes_max = 1000};

std::string ReadHostFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

// Made by pack.py from testdata/, see CMakeLists.txt.
std::string TestPack() { return ReadHostFile(VFS_TEST_PACKS "/test.pack"); }

int Open(std::string_view path, std::uint32_t flags) {
  return vfs_open(VFS_ROOT_FD, path.data(), path.size(), flags);
}

std::string ReadAll(int fd) {
  std::string all;
  char piece[700];
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

vfs_stat MustStat(std::string_view path) {
  vfs_stat stat{};
  EXPECT_EQ(vfs_stat_path(VFS_ROOT_FD, path.data(), path.size(), &stat), 0) << path;
  return stat;
}

// Reads every byte that a mounted tree offers; returns how many entries there are.
int ReadEverything() {
  const auto read = [](void* context, const char* name, std::size_t name_bytes, int kind, std::uint64_t) {
    ++*static_cast<int*>(context);
    const std::string path = "/" + std::string(name, name_bytes);
    char bytes[4096];
    if (kind == VFS_ENTRY_FILE) vfs_host_read(path.data(), path.size(), 0, bytes, sizeof bytes);
    return 0;
  };
  int entries = 0;
  vfs_host_list("/", 1, read, &entries);
  return entries;
}

class Pack : public ::testing::Test {
 protected:
  void SetUp() override {
    Host() = FakeHost{};
    pack_ = TestPack();
    ASSERT_EQ(vfs_init(&kLimits), 0);
  }
  void TearDown() override { vfs_free(); }

  void Mount() { ASSERT_EQ(vfs_mount_pack(pack_.data(), pack_.size()), 0); }

  std::string pack_;
};

TEST_F(Pack, ShowsItsFiles) {
  Mount();
  EXPECT_EQ(List("/"), (std::vector<std::string>{"dev", "input", "output", "tmp", "lib", "usr"}));
  EXPECT_EQ(List("/lib"), (std::vector<std::string>{"a.py", "empty.py", "pkg", "same_as_a.py"}));
  EXPECT_EQ(List("/lib/pkg"), (std::vector<std::string>{"__init__.py", "long.py"}));
  EXPECT_EQ(List("/usr/share/zoneinfo"), (std::vector<std::string>{"Europe"}));
  EXPECT_EQ(ReadFile("/lib/a.py"), "import pkg\n");
  EXPECT_EQ(ReadFile("/lib/same_as_a.py"), "import pkg\n");
  EXPECT_EQ(ReadFile("/lib/empty.py"), "");
  EXPECT_EQ(ReadFile("/lib/../usr/share/./zoneinfo/Europe/Nowhere"), "TZif stand-in\n");
  EXPECT_EQ(ReadFile("/usr/share/../../lib/a.py"), "import pkg\n");
}

TEST_F(Pack, InflatesOnTheFirstReadAndSharesTheResult) {
  Mount();
  const int first = Open("/lib/pkg/long.py", VFS_READ);
  const int second = Open("/lib/pkg/long.py", VFS_READ);
  const std::string text = ReadAll(first);
  EXPECT_EQ(text.size(), MustStat("/lib/pkg/long.py").bytes);
  EXPECT_TRUE(text.starts_with("line_0 = 0 * 7 + 3")) << text.substr(0, 40);
  EXPECT_TRUE(text.ends_with("line_199 = 199 * 7 + 3  # a line that deflates well\n"));
  EXPECT_EQ(vfs_close(first), 0);
  EXPECT_EQ(ReadAll(second), text);
  EXPECT_EQ(vfs_seek(second, -5, VFS_SEEK_END), static_cast<std::int64_t>(text.size()) - 5);
  EXPECT_EQ(ReadAll(second), "well\n");
  char bytes[4];
  EXPECT_EQ(vfs_pread(second, bytes, 4, 5), 4);
  EXPECT_EQ(std::string_view(bytes, 4), "0 = ");
  EXPECT_LT(pack_.size(), text.size()) << "the test needs a file that was deflated";
}

TEST_F(Pack, ManyOpenFilesOfOnePack) {
  Mount();
  for (int i = 0; i < 500; ++i) {
    ASSERT_GE(Open("/lib/pkg/long.py", VFS_READ), 0);
    ASSERT_GE(Open("/lib/a.py", VFS_READ), 0);
  }
  for (int fd = 1003; fd >= 4; --fd) ASSERT_EQ(vfs_close(fd), 0);
  EXPECT_EQ(ReadFile("/lib/a.py"), "import pkg\n");
}

TEST_F(Pack, IsReadOnly) {
  Mount();
  EXPECT_EQ(Open("/lib/a.py", VFS_WRITE), -VFS_EROFS);
  EXPECT_EQ(Open("/lib/new.py", VFS_WRITE | VFS_CREATE), -VFS_EROFS);
  EXPECT_EQ(Open("/lib/a.py/x", VFS_READ), -VFS_ENOTDIR);
  EXPECT_EQ(Open("/lib/a.py/", VFS_READ), -VFS_ENOTDIR);
  EXPECT_EQ(Open("/lib/none/x", VFS_WRITE | VFS_CREATE), -VFS_ENOENT);
  EXPECT_EQ(vfs_mkdir(VFS_ROOT_FD, "/lib/d", 6), -VFS_EROFS);
  EXPECT_EQ(vfs_unlink(VFS_ROOT_FD, "/lib/a.py", 9), -VFS_EROFS);
  EXPECT_EQ(vfs_rmdir(VFS_ROOT_FD, "/lib", 4), -VFS_EROFS);
  EXPECT_EQ(vfs_rmdir(VFS_ROOT_FD, "/lib/pkg", 8), -VFS_EROFS);
  EXPECT_EQ(vfs_rename(VFS_ROOT_FD, "/lib/a.py", 9, VFS_ROOT_FD, "/tmp/a.py", 9), -VFS_EROFS);
  EXPECT_EQ(vfs_chmod_path(VFS_ROOT_FD, "/lib/a.py", 9, 0), -VFS_EROFS);
  EXPECT_EQ(vfs_host_put("/lib/a.py", 9, 0, "x", 1), -VFS_EROFS);
  EXPECT_EQ(vfs_host_remove("/lib", 4), -VFS_EROFS);
  EXPECT_EQ(ReadFile("/lib/a.py"), "import pkg\n");
}

TEST_F(Pack, HasOneTimeAndUniqueInodes) {
  Mount();
  EXPECT_EQ(MustStat("/lib/a.py").mtime_ns, kPackTimeNs);
  EXPECT_EQ(MustStat("/lib").mtime_ns, kPackTimeNs);
  EXPECT_EQ(MustStat("/tmp").mtime_ns, kPackTimeNs) << "what the start made gets the same";
  EXPECT_EQ(Host().clock_calls, 0);
  EXPECT_NE(MustStat("/lib/a.py").inode, MustStat("/lib/same_as_a.py").inode);
  EXPECT_NE(MustStat("/lib/a.py").device, MustStat("/tmp").device);
  EXPECT_EQ(MustStat("/lib").type, static_cast<std::uint32_t>(VFS_TYPE_DIRECTORY));
  EXPECT_EQ(MustStat("/lib").mode, 0555u);
  const int fd = Open("/", VFS_READ);
  vfs_dirent entry{};
  while (vfs_readdir(fd, entry.cookie, &entry) == 1 &&
         std::string_view(entry.name, entry.name_bytes) != "lib") {
  }
  EXPECT_EQ(entry.inode, MustStat("/lib").inode);
}

TEST_F(Pack, ListsForTheHost) {
  Mount();
  std::vector<std::string> paths;
  const auto add = [](void* context, const char* name, std::size_t name_bytes, int, std::uint64_t) {
    static_cast<std::vector<std::string>*>(context)->emplace_back(name, name_bytes);
    return 0;
  };
  EXPECT_EQ(vfs_host_list("/lib", 4, add, &paths), 0);
  EXPECT_EQ(paths, (std::vector<std::string>{"a.py", "empty.py", "pkg", "pkg/__init__.py", "pkg/long.py",
                                             "same_as_a.py"}));
  EXPECT_EQ(ReadEverything(), 17);
}

TEST_F(Pack, TheSameInputsGiveTheSameBytes) { EXPECT_EQ(pack_, ReadHostFile(VFS_TEST_PACKS "/again.pack")); }

TEST_F(Pack, OnlyOneCanBeMounted) {
  Mount();
  EXPECT_EQ(vfs_mount_pack(pack_.data(), pack_.size()), -VFS_EEXIST);
  EXPECT_EQ(ReadFile("/lib/a.py"), "import pkg\n");
}

TEST_F(Pack, MayNotHideWhatIsThere) {
  // "lib" becomes "tmp", in the names and so in the folder that is called so.
  const std::size_t at = pack_.find("lib");
  ASSERT_NE(at, std::string::npos);
  pack_.replace(at, 3, "tmp");
  EXPECT_EQ(vfs_mount_pack(pack_.data(), pack_.size()), -VFS_EEXIST);
  EXPECT_EQ(List("/").size(), 4u);
  pack_.replace(at, 3, "lib");
  Mount();
}

TEST_F(Pack, NeedsNoAlignment) {
  const std::string shifted = "x" + pack_;
  ASSERT_EQ(vfs_mount_pack(shifted.data() + 1, pack_.size()), 0);
  EXPECT_EQ(ReadFile("/lib/pkg/__init__.py"), "NAME = \"pkg\"\n");
}

TEST_F(Pack, RefusesToBeCutShort) {
  for (std::size_t bytes = 0; bytes < pack_.size(); ++bytes) {
    const std::string cut = pack_.substr(0, bytes);
    ASSERT_EQ(vfs_mount_pack(cut.data(), cut.size()), -VFS_EINVAL) << bytes;
  }
  const std::string longer = pack_ + "behind";
  EXPECT_EQ(vfs_mount_pack(longer.data(), longer.size()), 0);
}

vfs_pack_entry EntryAt(const std::string& pack, std::uint32_t index) {
  vfs_pack_entry entry;
  std::memcpy(&entry, pack.data() + sizeof(vfs_pack_head) + index * sizeof entry, sizeof entry);
  return entry;
}

std::string WithEntry(std::string pack, std::uint32_t index, const vfs_pack_entry& entry) {
  std::memcpy(pack.data() + sizeof(vfs_pack_head) + index * sizeof entry, &entry, sizeof entry);
  return pack;
}

std::string NameOf(const std::string& pack, const vfs_pack_entry& entry) {
  vfs_pack_head head;
  std::memcpy(&head, pack.data(), sizeof head);
  return pack.substr(head.names_offset + entry.name_offset, entry.name_bytes);
}

// The entry with a name; the test fails when there is none.
std::uint32_t FindEntry(const std::string& pack, std::string_view name) {
  vfs_pack_head head;
  std::memcpy(&head, pack.data(), sizeof head);
  for (std::uint32_t i = 0; i < head.entry_count; ++i) {
    if (NameOf(pack, EntryAt(pack, i)) == name) return i;
  }
  ADD_FAILURE() << name;
  return 0;
}

struct Damage {
  const char* what;
  const char* entry;
  void (*change)(vfs_pack_entry& entry);
};

TEST_F(Pack, RefusesEntriesThatPointAstray) {
  const Damage damages[] = {
      {"name outside", "a.py", [](vfs_pack_entry& e) { e.name_offset = UINT32_MAX; }},
      {"name too long", "a.py", [](vfs_pack_entry& e) { e.name_bytes = 256; }},
      {"name empty", "a.py", [](vfs_pack_entry& e) { e.name_bytes = 0; }},
      {"a name twice", "empty.py", [](vfs_pack_entry& e) { e.name_offset -= e.name_bytes = 4; }},
      {"unknown kind", "a.py", [](vfs_pack_entry& e) { e.kind = 3; }},
      {"reserved byte", "a.py", [](vfs_pack_entry& e) { e.zero = 1; }},
      {"data outside", "a.py", [](vfs_pack_entry& e) { e.offset = UINT32_MAX - 2; }},
      {"data too long", "a.py", [](vfs_pack_entry& e) { e.stored_bytes = e.bytes = UINT32_MAX; }},
      {"raw file of two sizes", "a.py", [](vfs_pack_entry& e) { ++e.bytes; }},
      {"parent behind", "lib", [](vfs_pack_entry& e) { e.parent = 5; }},
      {"parent of its own", "pkg", [](vfs_pack_entry& e) { e.parent += 4; }},
      {"children outside", "pkg", [](vfs_pack_entry& e) { e.stored_bytes = UINT32_MAX; }},
      {"children before", "pkg", [](vfs_pack_entry& e) { e.offset = 0; }},
      {"children of another", "pkg", [](vfs_pack_entry& e) { --e.offset; }},
      {"child left out", "pkg", [](vfs_pack_entry& e) { --e.stored_bytes; }},
      {"folder with a size", "pkg", [](vfs_pack_entry& e) { e.bytes = 1; }},
  };
  for (const Damage& damage : damages) {
    const std::uint32_t index = FindEntry(pack_, damage.entry);
    vfs_pack_entry entry = EntryAt(pack_, index);
    damage.change(entry);
    const std::string bad = WithEntry(pack_, index, entry);
    EXPECT_EQ(vfs_mount_pack(bad.data(), bad.size()), -VFS_EINVAL) << damage.what;
  }
  Mount();
}

TEST_F(Pack, DamagedDataIsAnErrorOfTheReader) {
  const std::uint32_t index = FindEntry(pack_, "long.py");
  vfs_pack_entry entry = EntryAt(pack_, index);
  ASSERT_EQ(entry.kind, VFS_PACK_DEFLATED);
  entry.bytes += 1;  // the stream ends one byte early
  pack_ = WithEntry(pack_, index, entry);
  Mount();
  const int fd = Open("/lib/pkg/long.py", VFS_READ);
  char byte = 0;
  EXPECT_EQ(vfs_read(fd, &byte, 1), -VFS_EIO);
  EXPECT_EQ(vfs_host_read("/lib/pkg/long.py", 16, 0, &byte, 1), -VFS_EIO);
}

// With the sanitizers this shows that no damage leads outside the pack.
TEST_F(Pack, SurvivesEveryDamagedByte) {
  std::mt19937 random(1);
  int mounted = 0;
  for (std::size_t at = 0; at < pack_.size(); ++at) {
    std::string bad = pack_;
    bad[at] = static_cast<char>(bad[at] ^ static_cast<char>(1 + random() % 255));
    ASSERT_EQ(vfs_init(&kLimits), 0);
    if (vfs_mount_pack(bad.data(), bad.size()) != 0) continue;
    ++mounted;
    ReadEverything();
    vfs_free();
  }
  EXPECT_GT(mounted, 0) << "some bytes are data, whose damage the mount cannot see";
}

}  // namespace
}  // namespace vitrine::guests

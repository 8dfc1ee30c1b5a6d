#include "wasi.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "imports.h"
#include "test_imports.h"
#include "vfs.h"

namespace vitrine::guests {
namespace {

constexpr std::uint32_t kReplace = WASI_OFLAGS_CREAT | WASI_OFLAGS_TRUNC;

class Wasi : public ::testing::Test {
 protected:
  void SetUp() override {
    Host() = FakeHost{};
    const vfs_limits limits = {.work_bytes_max = 1 << 24, .input_bytes_max = 1 << 24, .inodes_max = 10'000};
    ASSERT_EQ(vfs_init(&limits), 0);
  }
  void TearDown() override { vfs_free(); }

  static std::int32_t Open(std::string_view path, std::uint32_t oflags, std::uint64_t rights,
                           std::int32_t* fd, std::uint32_t fdflags = 0) {
    return WASI_NAME(path_open)(VFS_ROOT_FD, 1, path.data(), path.size(), oflags, rights, 0, fdflags, fd);
  }

  static std::int32_t Write(std::int32_t fd, std::vector<std::string_view> pieces, std::size_t* moved) {
    std::vector<wasi_ciovec> vectors;
    for (const std::string_view piece : pieces) {
      vectors.push_back({reinterpret_cast<const std::uint8_t*>(piece.data()), piece.size()});
    }
    return WASI_NAME(fd_write)(fd, vectors.data(), vectors.size(), moved);
  }

  static std::int32_t MakeFile(std::string_view path, std::string_view data) {
    std::int32_t fd = -1;
    std::int32_t error = Open(path, kReplace, WASI_RIGHTS_FD_WRITE, &fd);
    std::size_t moved = 0;
    if (error == 0) error = Write(fd, {data}, &moved);
    return error != 0 ? error : WASI_NAME(fd_close)(fd);
  }
};

TEST_F(Wasi, FindsTheRootAsTheOnlyPreopen) {
  wasi_prestat prestat{};
  ASSERT_EQ(WASI_NAME(fd_prestat_get)(3, &prestat), 0);
  EXPECT_EQ(prestat.tag, 0);
  ASSERT_EQ(prestat.name_bytes, 1u);
  std::uint8_t name = 0;
  ASSERT_EQ(WASI_NAME(fd_prestat_dir_name)(3, &name, 1), 0);
  EXPECT_EQ(name, '/');
  EXPECT_EQ(WASI_NAME(fd_prestat_get)(4, &prestat), VFS_EBADF) << "libc asks until it gets this";
}

TEST_F(Wasi, HasNoArgumentsAndAFixedEnvironment) {
  std::size_t count = 9;
  std::size_t bytes = 9;
  ASSERT_EQ(WASI_NAME(args_sizes_get)(&count, &bytes), 0);
  EXPECT_EQ(count + bytes, 0u);
  ASSERT_EQ(WASI_NAME(environ_sizes_get)(&count, &bytes), 0);
  std::vector<std::uint8_t*> variables(count);
  std::vector<std::uint8_t> buffer(bytes);
  ASSERT_EQ(WASI_NAME(environ_get)(variables.data(), buffer.data()), 0);
  std::vector<std::string> texts;
  for (const std::uint8_t* variable : variables) texts.emplace_back(reinterpret_cast<const char*>(variable));
  EXPECT_EQ(texts, (std::vector<std::string>{"HOME=/tmp", "LANG=C.UTF-8", "TMPDIR=/tmp", "TZ=UTC"}));
}

TEST_F(Wasi, RightsBecomeTheWayAFileIsOpen) {
  ASSERT_EQ(MakeFile("output/a", "hello"), 0) << "libc hands paths on without the slash of the root";
  std::int32_t fd = -1;
  ASSERT_EQ(Open("output/a", 0, WASI_RIGHTS_FD_READ, &fd), 0);
  wasi_fdstat stat{};
  ASSERT_EQ(WASI_NAME(fd_fdstat_get)(fd, &stat), 0);
  EXPECT_EQ(stat.type, VFS_TYPE_FILE);
  EXPECT_EQ(stat.rights_base & (WASI_RIGHTS_FD_READ | WASI_RIGHTS_FD_WRITE), WASI_RIGHTS_FD_READ);
  std::size_t moved = 0;
  EXPECT_EQ(Write(fd, {"x"}, &moved), VFS_EBADF);
  ASSERT_EQ(Open("output/a", 0, WASI_RIGHTS_FD_WRITE, &fd, WASI_FDFLAGS_APPEND), 0);
  ASSERT_EQ(WASI_NAME(fd_fdstat_get)(fd, &stat), 0);
  EXPECT_EQ(stat.flags, WASI_FDFLAGS_APPEND);
  ASSERT_EQ(Write(fd, {", ", "", "world"}, &moved), 0);
  EXPECT_EQ(moved, 7u);
  ASSERT_EQ(WASI_NAME(fd_fdstat_set_flags)(fd, WASI_FDFLAGS_NONBLOCK), 0);
  ASSERT_EQ(WASI_NAME(fd_fdstat_get)(fd, &stat), 0);
  EXPECT_EQ(stat.flags, WASI_FDFLAGS_NONBLOCK) << "os.get_blocking asks for it";
  ASSERT_EQ(WASI_NAME(fd_fdstat_set_flags)(fd, 0), 0);
  ASSERT_EQ(WASI_NAME(fd_fdstat_get)(fd, &stat), 0);
  EXPECT_EQ(stat.flags, 0);
  EXPECT_EQ(Open("output/a", WASI_OFLAGS_CREAT | WASI_OFLAGS_EXCL, WASI_RIGHTS_FD_WRITE, &fd), VFS_EEXIST);
  EXPECT_EQ(Open("output/a", WASI_OFLAGS_DIRECTORY, WASI_RIGHTS_FD_READ, &fd), VFS_ENOTDIR);
  EXPECT_EQ(Open("dev/new", kReplace, WASI_RIGHTS_FD_WRITE, &fd), VFS_EROFS);
}

TEST_F(Wasi, VectorsAreFilledOneAfterTheOther) {
  ASSERT_EQ(MakeFile("tmp/a", "0123456789"), 0);
  std::int32_t fd = -1;
  ASSERT_EQ(Open("tmp/a", 0, WASI_RIGHTS_FD_READ | WASI_RIGHTS_FD_WRITE, &fd), 0);
  std::array<std::uint8_t, 3> first{};
  std::array<std::uint8_t, 20> second{};
  const wasi_iovec vectors[] = {{first.data(), first.size()}, {second.data(), second.size()}};
  std::size_t moved = 0;
  ASSERT_EQ(WASI_NAME(fd_read)(fd, vectors, 2, &moved), 0);
  EXPECT_EQ(moved, 10u);
  EXPECT_EQ(std::memcmp(first.data(), "012", 3), 0);
  EXPECT_EQ(std::memcmp(second.data(), "3456789", 7), 0);
  ASSERT_EQ(WASI_NAME(fd_read)(fd, vectors, 2, &moved), 0);
  EXPECT_EQ(moved, 0u);
  ASSERT_EQ(WASI_NAME(fd_pread)(fd, vectors, 2, 6, &moved), 0);
  EXPECT_EQ(moved, 4u);
  const wasi_ciovec out[] = {{first.data(), 2}, {first.data(), 1}};
  ASSERT_EQ(WASI_NAME(fd_pwrite)(fd, out, 2, 9, &moved), 0);
  EXPECT_EQ(moved, 3u);
  wasi_filestat stat{};
  ASSERT_EQ(WASI_NAME(fd_filestat_get)(fd, &stat), 0);
  EXPECT_EQ(stat.bytes, 12u);
  std::uint64_t offset = 0;
  ASSERT_EQ(WASI_NAME(fd_tell)(fd, &offset), 0);
  EXPECT_EQ(offset, 10u);
  ASSERT_EQ(WASI_NAME(fd_seek)(fd, -2, VFS_SEEK_END, &offset), 0);
  EXPECT_EQ(offset, 10u);
  ASSERT_EQ(WASI_NAME(fd_filestat_set_size)(fd, 1), 0);
  ASSERT_EQ(WASI_NAME(fd_allocate)(fd, 1, 4), 0);
  ASSERT_EQ(WASI_NAME(fd_filestat_get)(fd, &stat), 0);
  EXPECT_EQ(stat.bytes, 5u);
}

TEST_F(Wasi, OnePrintIsOneCallOfTheHost) {
  std::size_t moved = 0;
  ASSERT_EQ(Write(1, {"", "printed\n"}, &moved), 0);
  EXPECT_EQ(moved, 8u);
  EXPECT_EQ(Host().write_calls, 1);
  EXPECT_EQ(Host().streams[VITRINE_STREAM_STDOUT], "printed\n");
}

TEST_F(Wasi, OutputIsNoTerminal) {
  wasi_fdstat stat{};
  ASSERT_EQ(WASI_NAME(fd_fdstat_get)(1, &stat), 0);
  constexpr std::uint64_t kSeek = 1 << 2;
  constexpr std::uint64_t kTell = 1 << 5;
  EXPECT_TRUE(stat.type != VFS_TYPE_DEVICE || (stat.rights_base & (kSeek | kTell)) != 0)
      << "what isatty looks at";
}

TEST_F(Wasi, FoldersAreReadInPieces) {
  for (int i = 0; i < 100; ++i) ASSERT_EQ(MakeFile("tmp/file" + std::to_string(i), ""), 0);
  std::int32_t fd = -1;
  ASSERT_EQ(Open("tmp", WASI_OFLAGS_DIRECTORY, WASI_RIGHTS_FD_READ, &fd), 0);
  std::vector<std::string> names;
  std::array<std::uint8_t, 200> buffer{};
  std::uint64_t cookie = 0;
  for (std::size_t used = buffer.size(); used == buffer.size();) {
    ASSERT_EQ(WASI_NAME(fd_readdir)(fd, buffer.data(), buffer.size(), cookie, &used), 0);
    for (std::size_t at = 0; at + sizeof(wasi_dirent) <= used;) {
      wasi_dirent head;
      std::memcpy(&head, buffer.data() + at, sizeof head);
      at += sizeof head;
      if (at + head.name_bytes > used) break;
      EXPECT_EQ(head.type, VFS_TYPE_FILE);
      EXPECT_NE(head.inode, 0u) << "libc takes 0 for unknown";
      names.emplace_back(reinterpret_cast<const char*>(buffer.data() + at), head.name_bytes);
      at += head.name_bytes;
      cookie = head.next;
    }
  }
  ASSERT_EQ(names.size(), 100u);
  EXPECT_EQ(names.front(), "file0");
  EXPECT_EQ(names.back(), "file99");
}

TEST_F(Wasi, PathsAreMadeMovedAndRemoved) {
  ASSERT_EQ(WASI_NAME(path_create_directory)(3, "tmp/d", 5), 0);
  ASSERT_EQ(MakeFile("tmp/d/a", "x"), 0);
  ASSERT_EQ(WASI_NAME(path_rename)(3, "tmp/d/a", 7, 3, "tmp/b", 5), 0);
  wasi_filestat stat{};
  ASSERT_EQ(WASI_NAME(path_filestat_get)(3, 1, "tmp/b", 5, &stat), 0);
  EXPECT_EQ(stat.bytes, 1u);
  EXPECT_EQ(stat.links, 1u);
  ASSERT_EQ(
      WASI_NAME(path_filestat_set_times)(3, 1, "tmp/b", 5, 11, 22, WASI_FSTFLAGS_ATIM | WASI_FSTFLAGS_MTIM),
      0);
  ASSERT_EQ(WASI_NAME(path_filestat_set_times)(3, 1, "tmp/b", 5, 0, 0, WASI_FSTFLAGS_MTIM_NOW), 0);
  ASSERT_EQ(WASI_NAME(path_filestat_get)(3, 1, "tmp/b", 5, &stat), 0);
  EXPECT_EQ(stat.atime_ns, 11u);
  EXPECT_EQ(stat.mtime_ns, static_cast<std::uint64_t>(Host().now_ns));
  ASSERT_EQ(WASI_NAME(path_remove_directory)(3, "tmp/d", 5), 0);
  ASSERT_EQ(WASI_NAME(path_unlink_file)(3, "tmp/b", 5), 0);
  EXPECT_EQ(WASI_NAME(path_filestat_get)(3, 1, "tmp/b", 5, &stat), VFS_ENOENT);
}

TEST_F(Wasi, SaysWhatItDoesNotHave) {
  std::size_t used = 0;
  std::uint8_t byte = 0;
  EXPECT_EQ(WASI_NAME(path_symlink)("tmp", 3, 3, "tmp/l", 5), VFS_ENOTSUP);
  EXPECT_EQ(WASI_NAME(path_link)(3, 0, "tmp", 3, 3, "tmp/l", 5), VFS_ENOTSUP);
  EXPECT_EQ(WASI_NAME(path_readlink)(3, "tmp", 3, &byte, 1, &used), VFS_EINVAL);
  EXPECT_EQ(WASI_NAME(path_readlink)(3, "none", 4, &byte, 1, &used), VFS_ENOENT);
  EXPECT_EQ(WASI_NAME(sock_shutdown)(1, 0), VFS_ENOTSUP);
}

TEST_F(Wasi, TellsTheTimeOfEachClock) {
  std::uint64_t time_ns = 0;
  for (const auto& [id, which] : {std::pair{WASI_CLOCK_REALTIME, VITRINE_CLOCK_REALTIME},
                                  std::pair{WASI_CLOCK_MONOTONIC, VITRINE_CLOCK_MONOTONIC},
                                  std::pair{WASI_CLOCK_PROCESS_CPU, VITRINE_CLOCK_CPU},
                                  std::pair{WASI_CLOCK_THREAD_CPU, VITRINE_CLOCK_CPU}}) {
    ASSERT_EQ(WASI_NAME(clock_time_get)(static_cast<std::uint32_t>(id), 0, &time_ns), 0);
    EXPECT_EQ(time_ns, static_cast<std::uint64_t>(Host().now_ns + which));
  }
  EXPECT_EQ(WASI_NAME(clock_time_get)(4, 0, &time_ns), VFS_EINVAL);
  EXPECT_EQ(WASI_NAME(clock_res_get)(4, &time_ns), VFS_EINVAL);
  ASSERT_EQ(WASI_NAME(clock_res_get)(0, &time_ns), 0);
  EXPECT_GT(time_ns, 0u);
}

wasi_subscription ClockSubscription(std::uint64_t userdata, std::uint64_t timeout_ns,
                                    std::uint16_t flags = 0) {
  wasi_subscription subscription{};
  subscription.userdata = userdata;
  subscription.what.tag = WASI_EVENT_CLOCK;
  subscription.what.clock.timeout_ns = timeout_ns;
  subscription.what.clock.flags = flags;
  return subscription;
}

wasi_subscription ReadSubscription(std::uint64_t userdata, std::int32_t fd) {
  wasi_subscription subscription{};
  subscription.userdata = userdata;
  subscription.what.tag = WASI_EVENT_FD_READ;
  subscription.what.fd = fd;
  return subscription;
}

TEST_F(Wasi, SleepsForTheShortestTime) {
  const wasi_subscription in[] = {ClockSubscription(7, 5'000'000), ClockSubscription(8, 2'000'000)};
  wasi_event out[2] = {};
  std::size_t events = 0;
  ASSERT_EQ(WASI_NAME(poll_oneoff)(in, out, 2, &events), 0);
  EXPECT_EQ(Host().sleeps_ns, (std::vector<std::int64_t>{2'000'000}));
  ASSERT_EQ(events, 1u);
  EXPECT_EQ(out[0].userdata, 8u);
  EXPECT_EQ(out[0].type, WASI_EVENT_CLOCK);
}

TEST_F(Wasi, SleepsUntilATime) {
  const auto now_ns = static_cast<std::uint64_t>(Host().now_ns);
  wasi_event out{};
  std::size_t events = 0;
  const wasi_subscription later = ClockSubscription(1, now_ns + 500, WASI_SUBCLOCK_ABSTIME);
  ASSERT_EQ(WASI_NAME(poll_oneoff)(&later, &out, 1, &events), 0);
  const wasi_subscription past = ClockSubscription(1, now_ns - 500, WASI_SUBCLOCK_ABSTIME);
  ASSERT_EQ(WASI_NAME(poll_oneoff)(&past, &out, 1, &events), 0);
  EXPECT_EQ(events, 1u);
  const wasi_subscription for_ever = ClockSubscription(1, UINT64_MAX);
  ASSERT_EQ(WASI_NAME(poll_oneoff)(&for_ever, &out, 1, &events), 0);
  EXPECT_EQ(Host().sleeps_ns, (std::vector<std::int64_t>{500, INT64_MAX}));
}

TEST_F(Wasi, DescriptorsAreReadyWithoutWaiting) {
  const wasi_subscription in[] = {ClockSubscription(7, 5'000'000), ReadSubscription(8, 0),
                                  ReadSubscription(9, 99)};
  wasi_event out[3] = {};
  std::size_t events = 0;
  ASSERT_EQ(WASI_NAME(poll_oneoff)(in, out, 3, &events), 0);
  EXPECT_TRUE(Host().sleeps_ns.empty());
  ASSERT_EQ(events, 2u);
  EXPECT_EQ(out[0].userdata, 8u);
  EXPECT_EQ(out[0].error, 0);
  EXPECT_EQ(out[1].userdata, 9u);
  EXPECT_EQ(out[1].error, VFS_EBADF);
  EXPECT_EQ(WASI_NAME(poll_oneoff)(in, out, 0, &events), VFS_EINVAL);
}

TEST_F(Wasi, EntropyComesInPiecesTheHostAccepts) {
  std::vector<std::uint8_t> buffer(150'000);
  ASSERT_EQ(WASI_NAME(random_get)(buffer.data(), buffer.size()), 0);
  EXPECT_EQ(buffer, std::vector<std::uint8_t>(150'000, 0x5a));
  EXPECT_EQ(Host().entropy_bytes, (std::vector<std::uint32_t>{65'536, 65'536, 18'928}));
}

TEST_F(Wasi, ExitReachesTheHost) {
  WASI_NAME(proc_exit)(3);
  EXPECT_EQ(Host().exit_codes, (std::vector<std::int32_t>{3}));
}

}  // namespace
}  // namespace vitrine::guests

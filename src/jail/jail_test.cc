// Promise P18, wall by wall: each must hold when the one in front of it is gone.
#include "jail/jail.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/capability.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <vector>

#include "jail/protection_table.h"
#include "jail/testing.h"
#include "os/landlock.h"
#include "os/mapping.h"

namespace vitrine::jail {
namespace {

// What a call answered, as an exit code: 0, or the errno.
int Answer(long result) { return result >= 0 ? 0 : errno; }

// Everything left out but these (and what they rest on).
Scene Only(std::vector<std::string> kept) {
  Scene scene;
  for (const ProtectionRow& row : ProtectionTable()) {
    if (std::ranges::find(kept, row.name) == kept.end()) scene.without.emplace_back(row.name);
  }
  return scene;
}

#define NEEDS(protection) \
  if (!InForceHere(protection)) GTEST_SKIP() << "this kernel or container has no " << (protection)

int ConnectTcp() {
  const int client = socket(AF_INET, SOCK_STREAM, 0);
  if (client < 0) return errno;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(1);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return Answer(connect(client, reinterpret_cast<sockaddr*>(&address), sizeof(address)));
}

// The page of this program's code that a function lies on.
void* OwnCode() {
  auto* here = reinterpret_cast<std::byte*>(&ConnectTcp);
  return here - reinterpret_cast<std::uintptr_t>(here) % os::kPageBytes;
}

TEST(JailWalls, WithoutAnyTheDoorsAreOpen) {
  const Scene scene = Only({});
  EXPECT_EQ(RunInWorker(scene, [](const Worker&) { return Answer(open("/etc/passwd", O_RDONLY)); }),
            Returned(0));
  EXPECT_EQ(RunInWorker(scene, [](const Worker&) { return ConnectTcp(); }), Returned(ECONNREFUSED));
  EXPECT_EQ(RunInWorker(scene, [](const Worker&) { return Answer(kill(getppid(), 0)); }), Returned(0));
  EXPECT_EQ(RunInWorker(scene, [](const Worker& worker) { return Answer(dup(worker.channel)); }),
            Returned(0));
  EXPECT_EQ(RunInWorker(scene, [](const Worker&) { return Answer(open("/proc/self/mem", O_RDWR)); }),
            Returned(0));
  EXPECT_EQ(
      RunInWorker(scene,
                  [](const Worker&) {
                    return Answer(mprotect(OwnCode(), os::kPageBytes, PROT_READ | PROT_WRITE | PROT_EXEC));
                  }),
      Returned(0));
}

TEST(JailWalls, LandlockAloneOpensNothing) {
  NEEDS("landlock");
  const Scene scene = Only({"no_new_privs", "landlock"});
  EXPECT_EQ(RunInWorker(scene, [](const Worker&) { return Answer(open("/etc/passwd", O_RDONLY)); }),
            Returned(EACCES));
  EXPECT_EQ(RunInWorker(scene, [](const Worker&) { return Answer(open("/proc/self/status", O_RDONLY)); }),
            Returned(EACCES));
  EXPECT_EQ(RunInWorker(scene, [](const Worker&) { return Answer(mkdir("/tmp/vitrine-jail-test", 0700)); }),
            Returned(EACCES));
  if (os::LandlockVersion() < 4) GTEST_SKIP() << "this kernel's Landlock does not know TCP (needs Linux 6.7)";
  EXPECT_EQ(RunInWorker(scene, [](const Worker&) { return ConnectTcp(); }), Returned(EACCES));
}

TEST(JailWalls, LandlockAloneSignalsNobody) {
  NEEDS("landlock");
  if (os::LandlockVersion() < 6)
    GTEST_SKIP() << "this kernel's Landlock does not know signals (needs Linux 6.12)";
  const Scene scene = Only({"no_new_privs", "landlock", "user"});
  EXPECT_EQ(RunInWorker(scene, [](const Worker&) { return Answer(kill(getppid(), 0)); }), Returned(EPERM));
}

TEST(JailWalls, LimitsAloneGiveNothing) {
  NEEDS("limits");
  NEEDS("user");  // root may have any number of processes
  const Scene scene = Only({"limits", "user", "capabilities"});
  EXPECT_EQ(RunInWorker(scene, [](const Worker&) { return Answer(open("/etc/passwd", O_RDONLY)); }),
            Returned(EMFILE));
  EXPECT_EQ(RunInWorker(scene, [](const Worker&) { return Answer(socket(AF_UNIX, SOCK_STREAM, 0)); }),
            Returned(EMFILE));
  EXPECT_EQ(RunInWorker(scene, [](const Worker& worker) { return Answer(dup(worker.channel)); }),
            Returned(EMFILE));
  EXPECT_EQ(RunInWorker(scene,
                        [](const Worker&) {
                          const rlimit more{.rlim_cur = 10, .rlim_max = 10};
                          return Answer(setrlimit(RLIMIT_NOFILE, &more));
                        }),
            Returned(EPERM));
  EXPECT_EQ(RunInWorker(scene,
                        [](const Worker&) {
                          const pid_t child = fork();
                          if (child == 0) _exit(0);
                          return Answer(child);
                        }),
            Returned(EAGAIN));
}

TEST(JailWalls, LimitsAloneBoundMemory) {
  NEEDS("limits");
  if (Sanitized()) GTEST_SKIP() << "the address sanitizer maps more than any limit";
  Scene scene = Only({"limits"});
  scene.data_bytes_max = 64u << 20;
  EXPECT_EQ(RunInWorker(scene,
                        [](const Worker&) {
                          void* large = mmap(nullptr, std::size_t{128} << 20, PROT_READ | PROT_WRITE,
                                             MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
                          return large == MAP_FAILED ? errno : 0;
                        }),
            Returned(ENOMEM));
  EXPECT_EQ(RunInWorker(scene,
                        [](const Worker&) {
                          void* reserved = mmap(nullptr, std::size_t{65} << 30, PROT_NONE,
                                                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
                          return reserved == MAP_FAILED ? errno : 0;
                        }),
            Returned(ENOMEM));
}

TEST(JailWalls, AMountNamespaceAloneShowsAnEmptyFolder) {
  NEEDS("mount_namespace");
  const Scene scene = Only({"user", "capabilities", "user_namespace", "mount_namespace"});
  EXPECT_EQ(RunInWorker(scene, [](const Worker&) { return Answer(open("/etc/passwd", O_RDONLY)); }),
            Returned(ENOENT));
  EXPECT_EQ(RunInWorker(scene, [](const Worker&) { return Answer(open("../../../etc/passwd", O_RDONLY)); }),
            Returned(ENOENT));
  EXPECT_EQ(RunInWorker(scene, [](const Worker&) { return Answer(open("/", O_RDONLY | O_DIRECTORY)); }),
            Returned(EACCES));
  EXPECT_EQ(RunInWorker(scene, [](const Worker&) { return Answer(mkdir("/x", 0700)); }), Returned(EROFS));
  EXPECT_EQ(RunInWorker(scene, [](const Worker&) { return Answer(chroot("/")); }), Returned(EPERM));
}

TEST(JailWalls, ANetworkNamespaceAloneHasNoNetwork) {
  NEEDS("network_namespace");
  const Scene scene = Only({"user_namespace", "network_namespace"});
  EXPECT_EQ(RunInWorker(scene, [](const Worker&) { return ConnectTcp(); }), Returned(ENETUNREACH));
  // Nothing but the loopback.
  EXPECT_EQ(RunInWorker(scene,
                        [](const Worker&) {
                          int count = 0;
                          struct if_nameindex* all = if_nameindex();
                          while (all != nullptr && all[count].if_index != 0) ++count;
                          return count;
                        }),
            Returned(1));
}

TEST(JailWalls, AProcessNamespaceAloneHidesOtherProcesses) {
  NEEDS("pid_namespace");
  const Scene scene = Only({"user_namespace", "pid_namespace"});
  const pid_t broker = getpid();
  EXPECT_EQ(RunInWorker(scene, [&](const Worker&) { return Answer(kill(broker, 0)); }), Returned(ESRCH));
  EXPECT_EQ(RunInWorker(scene, [](const Worker&) { return getppid(); }), Returned(0));
  // The init cannot be ended from inside.
  EXPECT_EQ(RunInWorker(scene,
                        [](const Worker&) {
                          kill(1, SIGKILL);
                          return Answer(kill(1, 0));
                        }),
            Returned(0));
}

TEST(JailWalls, WriteXorExecuteAloneMakesNoCode) {
  NEEDS("write_xor_execute");
  const Scene scene = Only({"write_xor_execute"});
  const auto both = PROT_READ | PROT_WRITE | PROT_EXEC;
  EXPECT_EQ(RunInWorker(scene,
                        [=](const Worker&) {
                          void* page = mmap(nullptr, 4096, both, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
                          return page == MAP_FAILED ? errno : 0;
                        }),
            Returned(EACCES));
  EXPECT_EQ(RunInWorker(scene,
                        [](const Worker&) {
                          void* page =
                              mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
                          return Answer(mprotect(page, 4096, PROT_READ | PROT_EXEC));
                        }),
            Returned(EACCES));
}

TEST(JailWalls, TheSealedProgramStaysAsItIs) {
  NEEDS("sealed_program");
  const Scene scene = Only({"sealed_program"});
  EXPECT_EQ(RunInWorker(scene,
                        [](const Worker&) {
                          return Answer(mprotect(OwnCode(), os::kPageBytes, PROT_READ | PROT_WRITE));
                        }),
            Returned(EPERM));
  EXPECT_EQ(RunInWorker(scene, [](const Worker&) { return Answer(munmap(OwnCode(), os::kPageBytes)); }),
            Returned(EPERM));
}

TEST(JailWalls, NoCapabilitiesAloneIsNoRoot) {
  NEEDS("user");
  const Scene scene = Only({"user", "user_namespace", "capabilities"});
  EXPECT_EQ(RunInWorker(scene, [](const Worker&) { return Answer(unshare(CLONE_NEWNS)); }), Returned(EPERM));
  EXPECT_EQ(RunInWorker(scene, [](const Worker&) { return getuid() == 0 || setuid(0) == 0 ? 1 : 0; }),
            Returned(0));
}

TEST(JailWalls, AnUndumpableProcessCannotBeLookedInto) {
  NEEDS("user");  // what is undumpable belongs to root
  const Scene scene = Only({"user", "capabilities", "not_dumpable"});
  EXPECT_EQ(RunInWorker(scene, [](const Worker&) { return Answer(open("/proc/self/mem", O_RDWR)); }),
            Returned(EACCES));
}

TEST(JailWorker, KeepsNoDescriptorButItsOwn) {
  const Scene scene = Only({"no_new_privs"});
  EXPECT_EQ(RunInWorker(scene,
                        [](const Worker& worker) {
                          for (int descriptor = 3; descriptor < 1024; ++descriptor) {
                            const bool open = fcntl(descriptor, F_GETFD) >= 0;
                            const bool kept = descriptor == worker.channel || descriptor == worker.image ||
                                              descriptor == worker.pagemap;
                            if (open != kept) return descriptor;
                          }
                          return 0;
                        }),
            Returned(0));
}

// With and without a process namespace, and with Landlock, which may keep the kernel's signal from it.
TEST(JailWorker, EndsWithItsZygote) {
  for (const std::vector<std::string>& without :
       std::vector<std::vector<std::string>>{{}, {"pid_namespace"}, {"pid_namespace", "landlock"}}) {
    Scene scene{.without = without};
    scene.in_zygote = [](Jail& jail) {
      for (int i = 0; i < 3; ++i) {
        if (fork() != 0) continue;
        if (!jail.EnterWorker({.channel = -1, .image = -1, .pagemap = -1})) _exit(kCouldNotEnter);
        const timespec long_time{.tv_sec = 3600, .tv_nsec = 0};
        for (;;) clock_nanosleep(CLOCK_MONOTONIC, 0, &long_time, nullptr);
      }
      return 42;
    };
    EXPECT_EQ(Play(scene, {}).zygote_exit_code, 42);  // returns only once all have ended
  }
}

TEST(JailZygote, ForksWorkersAndLittleElse) {
  NEEDS("seccomp");
  NEEDS("landlock");
  const struct {
    const char* what;
    std::function<long()> call;
    int answer;
  } kAttempts[] = {
      {"open a file", [] { return open("/etc/passwd", O_RDONLY); }, EACCES},
      {"open for writing", [] { return open("/proc/self/oom_score_adj", O_WRONLY); }, ENOSYS},
      {"open a file below /proc", [] { return open("/proc/version", O_RDONLY); }, 0},
      {"open its pagemap: it is not dumpable", [] { return open("/proc/self/pagemap", O_RDONLY); }, EACCES},
      {"socket", [] { return socket(AF_INET, SOCK_STREAM, 0); }, ENOSYS},
      {"execve", [] { return syscall(SYS_execve, "/bin/sh", nullptr, nullptr); }, ENOSYS},
      {"unshare", [] { return unshare(CLONE_NEWUSER); }, ENOSYS},
      {"a thread", [] { return syscall(SYS_clone, CLONE_VM | CLONE_THREAD | CLONE_SIGHAND, 0, 0, 0, 0); },
       ENOSYS},
      {"clone into a namespace", [] { return syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0); },
       ENOSYS},
      {"a pipe", [] { return syscall(SYS_pipe2, nullptr, 0); }, ENOSYS},
      {"mseal", [] { return syscall(462, nullptr, 0, 0); }, ENOSYS},
      {"clone3", [] { return syscall(SYS_clone3, nullptr, 0); }, ENOSYS},
      {"kill", [] { return kill(getppid(), 0); }, ENOSYS},
      {"ptrace", [] { return syscall(SYS_ptrace, 0, 0, 0, 0); }, ENOSYS},
      {"executable memory", [] { return mprotect(OwnCode(), os::kPageBytes, PROT_READ | PROT_EXEC); },
       ENOSYS},
      {"more descriptors for another process",
       [] { return syscall(SYS_prlimit64, getppid(), RLIMIT_NOFILE, nullptr, nullptr); }, ENOSYS},
  };
  for (const auto& attempt : kAttempts) {
    Scene scene;
    scene.in_zygote = [&](Jail&) { return Answer(attempt.call()); };
    EXPECT_EQ(Play(scene, {}).zygote_exit_code, attempt.answer) << attempt.what;
  }
}

TEST(JailProtections, OnAPoorerKernelTheLevelIsLowerAndTheReasonIsGiven) {
  const JailLevel here = ProtectionsWithout({}).level;
  const struct {
    std::vector<std::string> without;
    JailLevel level;
  } kCases[] = {
      {{"network_namespace"}, JailLevel::kL2},
      {{"user_namespace"}, JailLevel::kL2},
      {{"landlock"}, JailLevel::kL1},
      {{"seccomp"}, JailLevel::kL0},
      {{"user"}, JailLevel::kL1},
      {{"capabilities"}, JailLevel::kL1},
      {{"no_new_privs"}, JailLevel::kL0},
  };
  for (const auto& one : kCases) {
    const Protections report = ProtectionsWithout(one.without);
    EXPECT_STREQ(Name(report.level), Name(std::min(one.level, here))) << one.without[0];
    for (const Protection& protection : report.list) EXPECT_NE(protection.detail, "") << protection.name;
  }
}

TEST(JailProtections, AnUnknownNameIsRefused) {
  const auto jail = Jail::Prepare(
      {.data_bytes_max = 0, .address_bytes_max = 0, .without = {danger::WithoutProtection::Named("moat")}});
  ASSERT_FALSE(jail.has_value());
  EXPECT_EQ(jail.error().kind, ErrorKind::kInvalidArgument);
}

}  // namespace
}  // namespace vitrine::jail

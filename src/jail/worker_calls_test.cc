// Promise P18, the list of system calls: what is not on it ends the worker, what is on it works.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/futex.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <string>

#include "base/check.h"
#include "jail/filter_rows.h"
#include "jail/testing.h"
#include "os/machine.h"
#include "os/mapping.h"
#include "os/signals.h"
#include "os/thread_timer.h"

namespace vitrine::jail {
namespace {

// Shared by the tests of a process: made before the workers are.
void* const kPage =
    mmap(nullptr, 4 * os::kPageBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

struct Attempt {
  const char* what;
  std::function<long(const Worker&)> call;
};

long Mmap(int protection, int flags, int descriptor) {
  return syscall(SYS_mmap, 0, os::kPageBytes, protection, flags, descriptor, 0);
}

long SendWithDescriptor(int channel) {
  char byte = 0;
  iovec part{&byte, 1};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  return sendmsg(channel, &message, 0);
}

long OldWay(long number, long first) {  // the 32-bit door
  long result = number;
  asm volatile("int $0x80" : "+a"(result) : "b"(first) : "memory", "r8", "r9", "r10", "r11");
  return result;
}

constexpr long kX32 = 0x4000'0000;
using D = const Worker&;

// Escape 84.
const std::vector<Attempt>& Forbidden() {
  static const std::vector<Attempt> attempts = {
      {"open", [](D) { return open("/etc/passwd", O_RDONLY); }},
      {"open of an old kind", [](D) { return syscall(SYS_open, "/", O_RDONLY); }},
      {"openat2", [](D) { return syscall(SYS_openat2, AT_FDCWD, "/", nullptr, 24); }},
      {"creat", [](D) { return syscall(SYS_creat, "/tmp/x", 0600); }},
      {"stat", [](D) { return syscall(SYS_newfstatat, AT_FDCWD, "/", kPage, 0); }},
      {"read of the image", [](D d) { return read(d.image, kPage, 1); }},
      {"read of the pagemap", [](D d) { return read(d.pagemap, kPage, 8); }},
      {"pread of the pagemap", [](D d) { return pread(d.pagemap, kPage, 8, 0); }},
      {"read of the channel", [](D d) { return read(d.channel, kPage, 1); }},
      {"write to standard output", [](D) { return write(1, "x", 1); }},
      {"write to the channel", [](D d) { return write(d.channel, "x", 1); }},
      {"write to the image", [](D d) { return write(d.image, "x", 1); }},
      {"sendto to the image", [](D d) { return send(d.image, "x", 1, 0); }},
      {"sendto with an address",
       [](D d) { return sendto(d.channel, "x", 1, 0, static_cast<sockaddr*>(kPage), 16); }},
      {"sendto out of band", [](D d) { return send(d.channel, "x", 1, MSG_OOB); }},
      {"recvfrom out of band", [](D d) { return recv(d.channel, kPage, 1, MSG_OOB | MSG_DONTWAIT); }},
      {"recvfrom with an address",
       [](D d) {
         socklen_t length = 16;
         return recvfrom(d.channel, kPage, 1, MSG_DONTWAIT, static_cast<sockaddr*>(kPage), &length);
       }},
      {"sending a descriptor", [](D d) { return SendWithDescriptor(d.channel); }},
      {"sendmmsg", [](D d) { return syscall(SYS_sendmmsg, d.channel, kPage, 1, 0); }},
      {"recvmsg", [](D d) { return syscall(SYS_recvmsg, d.channel, kPage, MSG_DONTWAIT); }},
      {"socket AF_INET", [](D) { return socket(AF_INET, SOCK_STREAM, 0); }},
      {"socket MPTCP", [](D) { return socket(AF_INET, SOCK_STREAM, 262); }},
      {"socket AF_UNIX", [](D) { return socket(AF_UNIX, SOCK_STREAM, 0); }},
      {"socket AF_NETLINK", [](D) { return socket(AF_NETLINK, SOCK_RAW, 0); }},
      {"socket AF_VSOCK", [](D) { return socket(AF_VSOCK, SOCK_STREAM, 0); }},
      {"socketpair", [](D) { return syscall(SYS_socketpair, AF_UNIX, SOCK_STREAM, 0, kPage); }},
      {"setsockopt", [](D d) { return setsockopt(d.channel, SOL_SOCKET, SO_REUSEADDR, kPage, 4); }},
      {"dup", [](D d) { return dup(d.channel); }},
      {"fcntl", [](D d) { return fcntl(d.channel, F_GETFL); }},
      {"poll", [](D) { return poll(nullptr, 0, 0); }},
      {"execve", [](D) { return syscall(SYS_execve, "/bin/sh", nullptr, nullptr); }},
      {"execveat", [](D d) { return syscall(SYS_execveat, d.image, "", nullptr, nullptr, AT_EMPTY_PATH); }},
      {"fork", [](D) { return syscall(SYS_fork); }},
      {"vfork", [](D) { return syscall(SYS_vfork); }},
      {"clone", [](D) { return syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0); }},
      {"clone into a user namespace",
       [](D) { return syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0); }},
      {"clone3", [](D) { return syscall(SYS_clone3, kPage, 64); }},
      {"unshare", [](D) { return unshare(CLONE_NEWUSER); }},
      {"setns", [](D d) { return syscall(SYS_setns, d.image, 0); }},
      {"ptrace", [](D) { return ptrace(PTRACE_ATTACH, 1, nullptr, nullptr); }},
      {"process_vm_readv", [](D) { return syscall(SYS_process_vm_readv, 1, kPage, 1, kPage, 1, 0); }},
      {"kill of nobody", [](D) { return kill(getppid(), 0); }},
      {"kill of all", [](D) { return syscall(SYS_kill, -1, SIGKILL); }},
      {"kill of the first", [](D) { return syscall(SYS_kill, 1, SIGKILL); }},
      {"tgkill", [](D) { return syscall(SYS_tgkill, 1, 1, SIGKILL); }},
      {"rt_sigqueueinfo", [](D) { return syscall(SYS_rt_sigqueueinfo, 1, SIGTERM, kPage); }},
      {"pidfd_open", [](D) { return syscall(SYS_pidfd_open, 1, 0); }},
      {"pidfd_send_signal", [](D d) { return syscall(SYS_pidfd_send_signal, d.channel, 0, nullptr, 0); }},
      {"getpid", [](D) { return syscall(SYS_getpid); }},
      {"mmap executable", [](D) { return Mmap(PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1); }},
      {"mmap of the image executable", [](D d) { return Mmap(PROT_READ | PROT_EXEC, MAP_PRIVATE, d.image); }},
      {"mmap of the channel", [](D d) { return Mmap(PROT_READ, MAP_PRIVATE, d.channel); }},
      {"mmap shared", [](D) { return Mmap(PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1); }},
      {"mmap of huge pages",
       [](D) { return Mmap(PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1); }},
      {"mmap of memory that grows",
       [](D) { return Mmap(PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_GROWSDOWN, -1); }},
      {"mprotect executable", [](D) { return mprotect(kPage, os::kPageBytes, PROT_READ | PROT_EXEC); }},
      {"mprotect read-only", [](D) { return mprotect(kPage, os::kPageBytes, PROT_READ); }},
      {"mprotect to nothing", [](D) { return mprotect(kPage, os::kPageBytes, PROT_NONE); }},
      {"pkey_mprotect", [](D) { return syscall(SYS_pkey_mprotect, kPage, os::kPageBytes, PROT_EXEC, -1); }},
      {"madvise of another kind", [](D) { return madvise(kPage, os::kPageBytes, MADV_HWPOISON); }},
      {"madvise that reads in advance", [](D) { return madvise(kPage, os::kPageBytes, 22); }},
      {"madvise that empties shared memory", [](D) { return madvise(kPage, os::kPageBytes, MADV_REMOVE); }},
      {"process_madvise", [](D d) { return syscall(SYS_process_madvise, d.image, kPage, 1, MADV_COLD, 0); }},
      {"mlock", [](D) { return syscall(SYS_mlock, kPage, os::kPageBytes); }},
      {"mseal", [](D) { return syscall(462, kPage, os::kPageBytes, 0); }},
      {"remap_file_pages", [](D) { return syscall(SYS_remap_file_pages, kPage, 4096, 0, 0, 0); }},
      {"memfd_create", [](D) { return syscall(SYS_memfd_create, "x", 0); }},
      {"memfd_secret", [](D) { return syscall(SYS_memfd_secret, 0); }},
      {"ioctl of a terminal", [](D) { return syscall(SYS_ioctl, 0, 0x5412, "x"); }},
      {"ioctl of the pagemap of another kind",
       [](D d) { return syscall(SYS_ioctl, d.pagemap, 0x5421, kPage); }},
      {"PAGEMAP_SCAN of another descriptor",
       [](D d) { return syscall(SYS_ioctl, d.image, 0xc0606610, kPage); }},
      {"setrlimit", [](D) { return syscall(SYS_setrlimit, RLIMIT_NOFILE, kPage); }},
      {"prlimit", [](D) { return syscall(SYS_prlimit64, 0, RLIMIT_NOFILE, kPage, nullptr); }},
      {"prctl", [](D) { return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0); }},
      {"prctl, dying with the parent", [](D) { return prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0); }},
      {"arch_prctl of %fs", [](D) { return syscall(SYS_arch_prctl, 0x1002, kPage); }},
      {"personality", [](D) { return syscall(SYS_personality, 0); }},
      {"capset", [](D) { return syscall(SYS_capset, kPage, kPage); }},
      {"setuid", [](D) { return syscall(SYS_setuid, 0); }},
      {"chroot", [](D) { return syscall(SYS_chroot, "."); }},
      {"mount", [](D) { return syscall(SYS_mount, "x", "/", "tmpfs", 0, nullptr); }},
      {"pivot_root", [](D) { return syscall(SYS_pivot_root, ".", "."); }},
      {"seccomp", [](D) { return syscall(SYS_seccomp, 1, 0, kPage); }},
      {"landlock", [](D) { return syscall(SYS_landlock_create_ruleset, nullptr, 0, 1); }},
      {"io_uring_setup", [](D) { return syscall(SYS_io_uring_setup, 1, kPage); }},
      {"io_uring_enter", [](D d) { return syscall(SYS_io_uring_enter, d.image, 1, 0, 0, nullptr, 0); }},
      {"userfaultfd", [](D) { return syscall(SYS_userfaultfd, 1); }},
      {"bpf", [](D) { return syscall(SYS_bpf, 0, kPage, 64); }},
      {"perf_event_open", [](D) { return syscall(SYS_perf_event_open, kPage, 0, -1, -1, 0); }},
      {"keyctl", [](D) { return syscall(SYS_keyctl, 0, -3, 0, 0, 0); }},
      {"add_key", [](D) { return syscall(SYS_add_key, "user", "x", "x", 1, -3); }},
      {"shmget", [](D) { return syscall(SYS_shmget, 0, 4096, 0600); }},
      {"msgget", [](D) { return syscall(SYS_msgget, 0, 0600); }},
      {"semget", [](D) { return syscall(SYS_semget, 0, 1, 0600); }},
      {"mq_open", [](D) { return syscall(SYS_mq_open, "/x", O_RDWR); }},
      {"timer_create", [](D) { return syscall(SYS_timer_create, 1, nullptr, kPage); }},
      {"rt_sigaction", [](D) { return syscall(SYS_rt_sigaction, SIGUSR1, nullptr, nullptr, 8); }},
      {"clock of another process", [](D) { return syscall(SYS_clock_gettime, (~1 << 3) | 2, kPage); }},
      {"clock_settime", [](D) { return syscall(SYS_clock_settime, 0, kPage); }},
      {"futex with priorities", [](D) { return syscall(SYS_futex, kPage, FUTEX_LOCK_PI, 0, nullptr); }},
      {"futex shared, wait", [](D) { return syscall(SYS_futex, kPage, FUTEX_WAIT, 1, nullptr); }},
      {"futex shared, wake", [](D) { return syscall(SYS_futex, kPage, FUTEX_WAKE, 1, nullptr); }},
      {"futex shared, wait with a deadline",
       [](D) { return syscall(SYS_futex, kPage, FUTEX_WAIT_BITSET, 1, nullptr, nullptr, 1); }},
      {"futex requeue", [](D) { return syscall(SYS_futex, kPage, FUTEX_CMP_REQUEUE_PI, 1, 1, kPage, 0); }},
      {"sched_setaffinity", [](D) { return syscall(SYS_sched_setaffinity, 0, 8, kPage); }},
      {"uname", [](D) { return syscall(SYS_uname, kPage); }},
      {"sysinfo", [](D) { return syscall(SYS_sysinfo, kPage); }},
      {"modify_ldt", [](D) { return syscall(SYS_modify_ldt, 0, kPage, 16); }},
      {"a number that is not a call", [](D) { return syscall(9999); }},
      {"getpid the x32 way", [](D) { return syscall(kX32 | SYS_getpid); }},
      {"an allowed call the x32 way", [](D) { return syscall(kX32 | SYS_getrandom, kPage, 1, 0); }},
      {"getpid the 32-bit way", [](D) { return OldWay(20, 0); }},
      {"exit_group's number the 32-bit way", [](D) { return OldWay(SYS_exit_group, 0); }},
  };
  return attempts;
}

class WorkerCalls : public testing::Test {
 protected:
  void SetUp() override {
    if (!InForceHere("seccomp")) GTEST_SKIP() << "this kernel or container has no seccomp filters";
  }
};

TEST_F(WorkerCalls, WhatIsNotOnTheListEndsTheWorkerAndOnlyIt) {
  std::vector<Body> bodies;
  for (const Attempt& attempt : Forbidden()) {
    bodies.push_back([&attempt](D descriptors) {
      attempt.call(descriptors);
      return 1;
    });
  }
  const Played played = Play({}, bodies);
  EXPECT_EQ(played.zygote_exit_code, 0);
  ASSERT_EQ(played.endings.size(), bodies.size());
  for (std::size_t i = 0; i < bodies.size(); ++i)
    EXPECT_EQ(played.endings[i], KilledBy(SIGSYS)) << Forbidden()[i].what;
  EXPECT_EQ(played.received, "");
}

volatile sig_atomic_t interrupts;
std::unique_ptr<os::ThreadTimer> deadline;

// What a worker does before it enters, in the order it does it.
void SetUpWorker() {
  const os::SignalHooks hooks{.on_fault = [](std::uintptr_t, os::ThreadState&) { return false; },
                              .on_interrupt = [](os::ThreadState&) { interrupts = interrupts + 1; }};
  VITRINE_CHECK(os::InstallSignalHooks(hooks).has_value(), "a worker can set handlers");
  VITRINE_CHECK(os::PrepareThreadForSignals().has_value(), "a worker can have a signal stack");
  auto timer = os::ThreadTimer::ForThisThread();
  VITRINE_CHECK(timer.has_value(), "a worker can make a timer");
  deadline = std::make_unique<os::ThreadTimer>(*std::move(timer));
}

struct Need {
  const char* what;
  std::function<bool(const Worker&)> works;
};

bool GrowsAndShrinksMemory() {
  const auto slot = os::Mapping::Reserve(std::size_t{8} << 30);
  if (!slot || !slot->Commit(0, 16 * os::kPageBytes)) return false;
  slot->data()[5] = std::byte{1};
  return slot->Discard(0, os::kPageBytes) && slot->data()[5] == std::byte{0} &&
         slot->Decommit(0, 16 * os::kPageBytes);
}

bool ScansTheImage(const Worker& worker) {
  const auto slot = os::Mapping::Reserve(16 * os::kPageBytes);
  if (!slot || !slot->ShowCopyOnWrite(worker.image, 0, 0, 4 * os::kPageBytes)) return false;
  slot->data()[2 * os::kPageBytes] = std::byte{1};
  std::vector<os::PageRange> written;
  return worker.scanner.WrittenPages({slot->data(), 4 * os::kPageBytes}, written) && written.size() == 1 &&
         written[0].begin == 2 * os::kPageBytes;
}

bool IsInterrupted() {
  interrupts = 0;
  deadline->Arm(1'000'000, 1'000'000);
  while (interrupts < 3) os::SleepUntil(os::MonotonicNs() + 100'000'000);
  deadline->Disarm();
  return true;
}

bool UsesTheHeap() {
  std::vector<char> large(100'000);
  for (int i = 0; i < 8; ++i) large.resize(large.size() * 2, 'x');  // past malloc's threshold for mmap
  void* block = std::malloc(1u << 20);
  void* larger = std::realloc(block, 32u << 20);
  std::free(larger);
  return larger != nullptr && large.back() == 'x';
}

const std::vector<Need>& Needs() {
  static const std::vector<Need> needs = {
      {"memory of a slot", [](D) { return GrowsAndShrinksMemory(); }},
      {"heap", [](D) { return UsesTheHeap(); }},
      {"the image, and which of its pages were written", ScansTheImage},
      {"realloc without mremap",
       [](D) {
         return mremap(kPage, os::kPageBytes, 2 * os::kPageBytes, MREMAP_MAYMOVE) == MAP_FAILED &&
                errno == ENOSYS;
       }},
      {"deadline and sleep", [](D) { return IsInterrupted(); }},
      {"clocks", [](D) { return os::MonotonicNs() > 0 && os::RealtimeNs() > 0 && os::ThreadCpuNs() > 0; }},
      {"randomness",
       [](D) {
         std::array<std::byte, 16> bytes{};
         os::RandomBytes(bytes);
         return bytes != std::array<std::byte, 16>{};
       }},
      {"base in %gs, both ways",
       [](D) {
         os::SetGsBase(0x1000);
         unsigned long base = 0;
         const bool read = syscall(SYS_arch_prctl, 0x1004, &base) == 0 && base == 0x1000;
         return read && syscall(SYS_arch_prctl, 0x1001, 0) == 0 && os::GsBase() == 0;
       }},
      {"waiting and waking",
       [](D) {
         int cell = 0;
         const timespec soon{.tv_sec = 0, .tv_nsec = 1'000'000};
         return syscall(SYS_futex, &cell, FUTEX_WAKE_PRIVATE, 1, nullptr) == 0 &&
                syscall(SYS_futex, &cell, FUTEX_WAIT_PRIVATE, 0, &soon) == -1 && errno == ETIMEDOUT;
       }},
      {"a mask of signals",
       [](D) {
         sigset_t none;
         sigemptyset(&none);
         return pthread_sigmask(SIG_SETMASK, &none, nullptr) == 0;
       }},
      {"receiving", [](D d) { return recv(d.channel, kPage, 1, MSG_DONTWAIT) == -1 && errno == EAGAIN; }},
      {"sending", [](D d) { return send(d.channel, "hello", 5, MSG_NOSIGNAL) == 5; }},
  };
  return needs;
}

TEST_F(WorkerCalls, WhatAWorkerNeedsWorks) {
  std::vector<Body> bodies;
  for (const Need& need : Needs()) bodies.push_back([&need](D worker) { return need.works(worker) ? 0 : 1; });
  const Played played = Play({.before_entering = SetUpWorker}, bodies);
  ASSERT_EQ(played.endings.size(), bodies.size());
  for (std::size_t i = 0; i < bodies.size(); ++i)
    EXPECT_EQ(played.endings[i], Returned(0)) << Needs()[i].what;
  EXPECT_EQ(played.received, "hello");
}

// Whatever it tries, a worker holds no more written memory than planned.
TEST_F(WorkerCalls, MemoryIsBounded) {
  if (Sanitized()) GTEST_SKIP() << "the address sanitizer maps more than any limit";
  constexpr std::size_t kPiece = std::size_t{1} << 20;
  Scene scene;
  scene.data_bytes_max = 64 * kPiece;
  const auto pieces_until_refused = [](int flags, auto take) {
    int pieces = 0;
    for (; pieces < 200; ++pieces) {
      void* piece = mmap(nullptr, kPiece, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
      if (piece == MAP_FAILED || !take(piece)) break;
      std::memset(piece, 1, kPiece);
    }
    return pieces;
  };
  const auto reopen = [](void* piece) { return mprotect(piece, kPiece, PROT_READ | PROT_WRITE) == 0; };
  const Played played = Play(scene, {[&](D) { return pieces_until_refused(0, reopen); },
                                     [&](D) { return pieces_until_refused(MAP_NORESERVE, reopen); },
                                     [&](D) { return pieces_until_refused(MAP_STACK, reopen); }});
  ASSERT_EQ(played.endings.size(), 3u);
  for (const Ending& ending : played.endings) {
    EXPECT_EQ(ending.signal, 0);
    EXPECT_GT(ending.exit_code, 16);
    EXPECT_LE(ending.exit_code, 64);
  }
}

// The lowest page of the main stack, which no limit of data counts. Set by FindStack.
std::byte* stack_bottom;

void FindStack() {
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    if (line.ends_with("[stack]"))
      stack_bottom = reinterpret_cast<std::byte*>(std::stoull(line.substr(0, line.find('-')), nullptr, 16));
  }
}

// Writes that many pages below the stack's end, as a deep recursion does.
int GrowStack(std::size_t bytes) {
  auto* page = static_cast<volatile std::byte*>(__builtin_frame_address(0));
  for (; bytes >= os::kPageBytes; bytes -= os::kPageBytes) {
    page -= os::kPageBytes;
    *page = std::byte{1};
  }
  return 0;
}

TEST_F(WorkerCalls, TheStackIsNoWayAroundTheLimitOfMemory) {
  if (Sanitized()) GTEST_SKIP() << "the address sanitizer looks after the stack itself";
  constexpr std::size_t kMuch = std::size_t{2} << 30;
  const auto move = [](D) {
    const void* moved = mremap(stack_bottom, os::kPageBytes, kMuch, MREMAP_MAYMOVE);
    return moved == MAP_FAILED ? errno : 0;
  };
  const auto split = [](D) { return munmap(stack_bottom + os::kPageBytes, os::kPageBytes) == 0 ? 0 : errno; };
  Scene scene{.before_entering = FindStack};
  EXPECT_EQ(RunInWorker(scene, move), Returned(ENOSYS));
  EXPECT_EQ(RunInWorker(scene, [](D) { return GrowStack(std::size_t{7} << 20); }), Returned(0));
  EXPECT_EQ(RunInWorker(scene, [](D) { return GrowStack(std::size_t{9} << 20); }), KilledBy(SIGSEGV));
  if (!InForceHere("sealed_program")) GTEST_SKIP() << "this kernel cannot seal the stack (needs Linux 6.10)";
  EXPECT_EQ(RunInWorker(scene, split), Returned(EPERM));
  scene.without = {"seccomp"};
  EXPECT_EQ(RunInWorker(scene, move), Returned(EPERM));
}

TEST_F(WorkerCalls, AFailedCheckSaysItsLineAndEnds) {
  EXPECT_EQ(RunInWorker({},
                        [](D) -> int {
                          VITRINE_CHECK(false, "a worker can say this");
                          return 1;
                        }),
            KilledBy(SIGSYS));
}

TEST_F(WorkerCalls, ReasonsAreGiven) {
  for (const auto rows : {WorkerRows(), ZygoteRows(), InitRows()}) {
    for (const os::FilterRow& row : rows) EXPECT_STRNE(row.reason, "") << row.name;
  }
}

}  // namespace
}  // namespace vitrine::jail

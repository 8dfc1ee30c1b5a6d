#include "tests/hostile_worker/attempts.h"

#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/futex.h>
#include <linux/sched.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace vitrine::hostile {
namespace {

using T = const Targets&;

// The worker is a process of one thread, and each attempt its own.
alignas(4096) std::array<std::byte, std::size_t{4} * 4096> page;

long Call(long number, auto... arguments) { return syscall(number, arguments...); }

long Mmap(int protection, int flags, int descriptor) {
  return Call(SYS_mmap, nullptr, 4096, protection, flags, descriptor, 0);
}

// Machine code that returns, where it can be written, made executable.
long MakeExecutable(int flags) {
  void* const code = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
  if (code == MAP_FAILED) return -1;
  std::memset(code, 0xc3, 4096);
  return Call(SYS_mprotect, code, 4096, PROT_READ | PROT_EXEC);
}

long Socket(int family, int type, int protocol = 0) { return Call(SYS_socket, family, type, protocol); }

long Connect(T targets, const char* path, bool is_abstract) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path + (is_abstract ? 1 : 0), path, sizeof address.sun_path - 2);
  return Call(SYS_connect, targets.channel, &address, sizeof address);
}

long SendDescriptor(int channel, int descriptor, int type) {
  char byte = 0;
  iovec part{&byte, 1};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(ucred))> control{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  cmsghdr* const header = reinterpret_cast<cmsghdr*>(control.data());
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = type;
  if (type == SCM_RIGHTS) {
    header->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
    message.msg_controllen = CMSG_SPACE(sizeof(int));
  } else {
    const ucred root{.pid = 1, .uid = 0, .gid = 0};
    header->cmsg_len = CMSG_LEN(sizeof root);
    std::memcpy(CMSG_DATA(header), &root, sizeof root);
    message.msg_controllen = CMSG_SPACE(sizeof root);
  }
  return Call(SYS_sendmsg, channel, &message, 0);
}

long ReadMemory(long pid, std::uintptr_t address, bool write) {
  iovec mine{page.data(), 8};
  iovec theirs{reinterpret_cast<void*>(address), 8};
  return Call(write ? SYS_process_vm_writev : SYS_process_vm_readv, pid, &mine, 1, &theirs, 1, 0);
}

long OldWay(long number, long first, long second = 0) {  // the 32-bit door
  long result = number;
  asm volatile("int $0x80" : "+a"(result) : "b"(first), "c"(second) : "memory", "r8", "r9", "r10", "r11");
  if (result >= 0) return result;
  errno = static_cast<int>(-result);
  return -1;
}

constexpr long kX32 = 0x4000'0000;

// Everything from 3 to 63 but the channel.
template <typename Function>
long WithEveryDescriptor(T targets, Function function) {
  for (int descriptor = 0; descriptor < 64; ++descriptor) {
    if (descriptor == targets.channel || descriptor == STDERR_FILENO) continue;
    if (const long done = function(descriptor); done >= 0) return done;
  }
  return -1;
}

constexpr Attempt kAttempts[] = {
    // Files.
    {"open", [](T) { return Call(SYS_open, "/etc/passwd", O_RDONLY); }},
    {"openat", [](T) { return Call(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY); }},
    {"openat of the root", [](T) { return Call(SYS_openat, AT_FDCWD, "/", O_RDONLY | O_DIRECTORY); }},
    {"openat2",
     [](T) {
       std::array<std::uint64_t, 3> how{};
       return Call(SYS_openat2, AT_FDCWD, "/etc/passwd", how.data(), sizeof how);
     }},
    {"creat", [](T) { return Call(SYS_creat, "/tmp/vitrine-hostile", 0600); }},
    {"open of its own memory", [](T) { return Call(SYS_open, "/proc/self/mem", O_RDWR); }},
    {"open of its descriptors", [](T) { return Call(SYS_open, "/proc/self/fd/0", O_RDWR); }},
    {"open_by_handle_at", [](T) { return Call(SYS_open_by_handle_at, 0, page.data(), O_RDONLY); }},
    {"name_to_handle_at",
     [](T) { return Call(SYS_name_to_handle_at, AT_FDCWD, "/", page.data(), page.data(), 0); }},
    {"stat", [](T) { return Call(SYS_newfstatat, AT_FDCWD, "/etc/passwd", page.data(), 0); }},
    {"statx", [](T) { return Call(SYS_statx, AT_FDCWD, "/", 0, 0xfff, page.data()); }},
    {"access", [](T) { return Call(SYS_access, "/etc/passwd", R_OK); }},
    {"readlink", [](T) { return Call(SYS_readlink, "/proc/self/exe", page.data(), 100); }},
    {"getdents64", [](T) { return Call(SYS_getdents64, 0, page.data(), 4096); }},
    {"mkdir", [](T) { return Call(SYS_mkdir, "/tmp/vitrine-hostile", 0700); }},
    {"unlink", [](T) { return Call(SYS_unlink, "/tmp/vitrine-hostile"); }},
    {"rename", [](T) { return Call(SYS_rename, "/tmp/a", "/tmp/vitrine-hostile"); }},
    {"symlink", [](T) { return Call(SYS_symlink, "/etc/passwd", "/tmp/vitrine-hostile"); }},
    {"mknod", [](T) { return Call(SYS_mknod, "/tmp/vitrine-hostile", S_IFCHR | 0666, 0x103); }},
    {"chdir", [](T) { return Call(SYS_chdir, "/"); }},
    {"inotify_init1", [](T) { return Call(SYS_inotify_init1, 0); }},
    {"fanotify_init", [](T) { return Call(SYS_fanotify_init, 0, 0); }},

    // Descriptors that are there.
    {"read of every descriptor",
     [](T t) { return WithEveryDescriptor(t, [](int d) { return Call(SYS_read, d, page.data(), 1); }); }},
    {"write to every other descriptor",
     [](T t) { return WithEveryDescriptor(t, [](int d) { return Call(SYS_write, d, "x", 1); }); }},
    {"pwrite to every descriptor",
     [](T t) { return WithEveryDescriptor(t, [](int d) { return Call(SYS_pwrite64, d, "x", 1, 0); }); }},
    {"sendto to every other descriptor",
     [](T t) {
       return WithEveryDescriptor(
           t, [](int d) { return Call(SYS_sendto, d, "x", 1, MSG_NOSIGNAL, nullptr, 0); });
     }},
    {"ftruncate",
     [](T t) { return WithEveryDescriptor(t, [](int d) { return Call(SYS_ftruncate, d, 0); }); }},
    {"dup", [](T t) { return Call(SYS_dup, t.channel); }},
    {"dup2", [](T t) { return Call(SYS_dup2, t.channel, 50); }},
    {"dup3", [](T t) { return Call(SYS_dup3, t.channel, 50, 0); }},
    {"fcntl, a copy", [](T t) { return Call(SYS_fcntl, t.channel, F_DUPFD, 10); }},
    {"fcntl, an owner for signals", [](T t) { return Call(SYS_fcntl, t.channel, F_SETOWN, t.broker_pid); }},
    {"pidfd_getfd", [](T t) { return Call(SYS_pidfd_getfd, t.channel, 0, 0); }},
    {"close_range", [](T) { return Call(SYS_close_range, 0, 100, 0); }},
    {"sendfile", [](T t) { return Call(SYS_sendfile, t.channel, 0, nullptr, 10); }},
    {"splice", [](T t) { return Call(SYS_splice, 0, nullptr, t.channel, nullptr, 10, 0); }},
    {"ioctl TIOCSTI",
     [](T) {
       const char byte = 'x';
       return Call(SYS_ioctl, 0, TIOCSTI, &byte);
     }},
    {"ioctl TIOCSTI on standard error", [](T) { return Call(SYS_ioctl, 2, TIOCSTI, "x"); }},
    {"ioctl of the channel", [](T t) { return Call(SYS_ioctl, t.channel, 0x5421, page.data()); }},
    {"memfd_create", [](T) { return Call(SYS_memfd_create, "x", 0); }},
    {"memfd_secret", [](T) { return Call(447, 0); }},
    {"eventfd2", [](T) { return Call(SYS_eventfd2, 0, 0); }},
    {"timerfd_create", [](T) { return Call(SYS_timerfd_create, 0, 0); }},
    {"signalfd4", [](T) { return Call(SYS_signalfd4, -1, page.data(), 8, 0); }},
    {"epoll_create1", [](T) { return Call(SYS_epoll_create1, 0); }},
    {"pipe2", [](T) { return Call(SYS_pipe2, page.data(), 0); }},

    // Sockets.
    {"socket AF_INET", [](T) { return Socket(AF_INET, SOCK_STREAM); }},
    {"socket AF_INET, datagrams", [](T) { return Socket(AF_INET, SOCK_DGRAM); }},
    {"socket AF_INET6", [](T) { return Socket(AF_INET6, SOCK_STREAM); }},
    {"socket MPTCP", [](T) { return Socket(AF_INET, SOCK_STREAM, 262); }},
    {"socket AF_UNIX", [](T) { return Socket(AF_UNIX, SOCK_STREAM); }},
    {"socket AF_UNIX, datagrams", [](T) { return Socket(AF_UNIX, SOCK_DGRAM); }},
    {"socket AF_NETLINK", [](T) { return Socket(AF_NETLINK, SOCK_RAW); }},
    {"socket AF_PACKET", [](T) { return Socket(AF_PACKET, SOCK_RAW); }},
    {"socket AF_VSOCK", [](T) { return Socket(AF_VSOCK, SOCK_STREAM); }},
    {"socket AF_ALG", [](T) { return Socket(AF_ALG, SOCK_SEQPACKET); }},
    {"socket AF_BLUETOOTH", [](T) { return Socket(AF_BLUETOOTH, SOCK_RAW); }},
    {"socket AF_XDP", [](T) { return Socket(AF_XDP, SOCK_RAW); }},
    {"socketpair", [](T) { return Call(SYS_socketpair, AF_UNIX, SOCK_STREAM, 0, page.data()); }},
    {"connect to a path", [](T t) { return Connect(t, "/run/dbus/system_bus_socket", false); }},
    {"connect to an abstract name", [](T t) { return Connect(t, "vitrine-hostile", true); }},
    {"connect to nothing",
     [](T t) {
       const sockaddr none{};
       return Call(SYS_connect, t.channel, &none, sizeof none);
     }},
    {"bind", [](T t) { return Call(SYS_bind, t.channel, page.data(), 2); }},
    {"listen", [](T t) { return Call(SYS_listen, t.channel, 5); }},
    {"accept4", [](T t) { return Call(SYS_accept4, t.channel, nullptr, nullptr, 0); }},
    {"sendto with an address",
     [](T t) {
       sockaddr_un address{};
       address.sun_family = AF_UNIX;
       return Call(SYS_sendto, t.channel, "x", 1, 0, &address, sizeof address);
     }},
    {"sendto out of band", [](T t) { return Call(SYS_sendto, t.channel, "x", 1, MSG_OOB, nullptr, 0); }},
    {"sendmsg with a descriptor", [](T t) { return SendDescriptor(t.channel, t.channel, SCM_RIGHTS); }},
    {"sendmsg as somebody else", [](T t) { return SendDescriptor(t.channel, 0, SCM_CREDENTIALS); }},
    {"sendmmsg", [](T t) { return Call(SYS_sendmmsg, t.channel, page.data(), 1, 0); }},
    {"recvmsg", [](T t) { return Call(SYS_recvmsg, t.channel, page.data(), MSG_DONTWAIT); }},
    {"recvmmsg", [](T t) { return Call(SYS_recvmmsg, t.channel, page.data(), 1, MSG_DONTWAIT, nullptr); }},
    {"recvfrom out of band",
     [](T t) {
       return Call(SYS_recvfrom, t.channel, page.data(), 1, MSG_OOB | MSG_DONTWAIT, nullptr, nullptr);
     }},
    {"shutdown", [](T t) { return Call(SYS_shutdown, t.channel, SHUT_RDWR); }},
    {"setsockopt",
     [](T t) { return Call(SYS_setsockopt, t.channel, SOL_SOCKET, SO_SNDBUF, page.data(), 4); }},
    {"getsockopt, who the broker is",
     [](T t) {
       return Call(SYS_getsockopt, t.channel, SOL_SOCKET, SO_PEERCRED, page.data(), page.data() + 64);
     }},
    {"getpeername", [](T t) { return Call(SYS_getpeername, t.channel, page.data(), page.data() + 200); }},

    // Programs and processes.
    {"execve", [](T) { return Call(SYS_execve, "/bin/sh", nullptr, nullptr); }},
    {"execveat", [](T) { return Call(SYS_execveat, AT_FDCWD, "/bin/sh", nullptr, nullptr, 0); }},
    {"execveat of each descriptor",
     [](T t) {
       return WithEveryDescriptor(
           t, [](int d) { return Call(SYS_execveat, d, "", nullptr, nullptr, AT_EMPTY_PATH); });
     }},
    {"fork", [](T) { return Call(SYS_fork); }},
    {"vfork", [](T) { return Call(SYS_vfork); }},
    {"clone of a thread",
     [](T) { return Call(SYS_clone, CLONE_VM | CLONE_THREAD | CLONE_SIGHAND, 0, 0, 0, 0); }},
    {"clone into a user namespace", [](T) { return Call(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0); }},
    {"clone3",
     [](T) {
       std::array<std::uint64_t, 11> arguments{CLONE_NEWUSER};
       arguments[4] = SIGCHLD;
       return Call(SYS_clone3, arguments.data(), sizeof arguments);
     }},
    {"unshare", [](T) { return Call(SYS_unshare, CLONE_NEWUSER); }},
    {"setns", [](T) { return Call(SYS_setns, 0, 0); }},
    {"ptrace of the broker", [](T t) { return Call(SYS_ptrace, PTRACE_ATTACH, t.broker_pid, 0, 0); }},
    {"ptrace of the zygote", [](T t) { return Call(SYS_ptrace, PTRACE_SEIZE, t.zygote_pid, 0, 0); }},
    {"ptrace by the parent", [](T) { return Call(SYS_ptrace, PTRACE_TRACEME, 0, 0, 0); }},
    {"process_vm_readv of the broker", [](T t) { return ReadMemory(t.broker_pid, t.broker_address, false); }},
    {"process_vm_writev of the broker", [](T t) { return ReadMemory(t.broker_pid, t.broker_address, true); }},
    {"process_vm_readv of a sibling", [](T t) { return ReadMemory(t.sibling_pid, t.broker_address, false); }},
    {"kcmp", [](T t) { return Call(SYS_kcmp, t.broker_pid, t.zygote_pid, 0, 0, 0); }},
    {"kill of the broker", [](T t) { return Call(SYS_kill, t.broker_pid, SIGKILL); }},
    {"kill of the zygote", [](T t) { return Call(SYS_kill, t.zygote_pid, SIGKILL); }},
    {"kill of a sibling", [](T t) { return Call(SYS_kill, t.sibling_pid, SIGKILL); }},
    {"kill of the group", [](T) { return Call(SYS_kill, 0, 0); }},
    {"kill of all", [](T) { return Call(SYS_kill, -1, 0); }},
    {"kill of the first", [](T) { return Call(SYS_kill, 1, SIGKILL); }},
    {"stop of itself", [](T) { return Call(SYS_kill, getpid(), SIGSTOP); }},
    {"tgkill of the broker", [](T t) { return Call(SYS_tgkill, t.broker_pid, t.broker_pid, SIGKILL); }},
    {"tkill of the zygote", [](T t) { return Call(SYS_tkill, t.zygote_pid, SIGKILL); }},
    {"rt_sigqueueinfo", [](T t) { return Call(SYS_rt_sigqueueinfo, t.broker_pid, SIGTERM, page.data()); }},
    {"rt_tgsigqueueinfo",
     [](T t) { return Call(SYS_rt_tgsigqueueinfo, t.broker_pid, t.broker_pid, SIGTERM, page.data()); }},
    {"pidfd_open", [](T t) { return Call(SYS_pidfd_open, t.broker_pid, 0); }},
    {"pidfd_send_signal", [](T t) { return Call(SYS_pidfd_send_signal, t.channel, SIGKILL, nullptr, 0); }},
    {"setpgid", [](T) { return Call(SYS_setpgid, 0, 0); }},
    {"setsid", [](T) { return Call(SYS_setsid); }},
    {"wait4", [](T) { return Call(SYS_wait4, -1, nullptr, 1, nullptr); }},
    {"sched_setaffinity of the broker",
     [](T t) { return Call(SYS_sched_setaffinity, t.broker_pid, 8, page.data()); }},
    {"sched_setscheduler", [](T) { return Call(SYS_sched_setscheduler, 0, 1, page.data()); }},
    {"setpriority of the broker", [](T t) { return Call(SYS_setpriority, PRIO_PROCESS, t.broker_pid, 19); }},
    {"ioprio_set", [](T) { return Call(SYS_ioprio_set, 1, 0, 0); }},

    // Memory.
    {"mmap executable", [](T) { return Mmap(PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1); }},
    {"mmap writable and executable",
     [](T) { return Mmap(PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1); }},
    {"mmap shared", [](T) { return Mmap(PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1); }},
    {"mmap shared of each descriptor",
     [](T t) {
       return WithEveryDescriptor(t, [](int d) { return Mmap(PROT_READ | PROT_WRITE, MAP_SHARED, d); });
     }},
    {"mmap executable of each descriptor",
     [](T t) {
       return WithEveryDescriptor(t, [](int d) { return Mmap(PROT_READ | PROT_EXEC, MAP_PRIVATE, d); });
     }},
    {"mmap of huge pages",
     [](T) { return Mmap(PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1); }},
    {"mmap locked",
     [](T) { return Mmap(PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_LOCKED, -1); }},
    {"mprotect executable", [](T) { return MakeExecutable(0); }},
    {"mprotect of the program",
     [](T) {
       const auto code = reinterpret_cast<std::uintptr_t>(&Attempts) & ~std::uintptr_t{4095};
       return Call(SYS_mprotect, code, 4096, PROT_READ | PROT_WRITE | PROT_EXEC);
     }},
    {"mprotect of the program, writable",
     [](T) {
       const auto code = reinterpret_cast<std::uintptr_t>(&Attempts) & ~std::uintptr_t{4095};
       return Call(SYS_mprotect, code, 4096, PROT_READ | PROT_WRITE);
     }},
    {"pkey_mprotect",
     [](T) { return Call(SYS_pkey_mprotect, page.data(), 4096, PROT_READ | PROT_EXEC, -1); }},
    {"mlock", [](T) { return Call(SYS_mlock, page.data(), 4096); }},
    {"mlockall", [](T) { return Call(SYS_mlockall, 3); }},
    {"mremap to a place", [](T) { return Call(SYS_mremap, page.data(), 4096, 4096, 3, 0x10000); }},
    {"remap_file_pages", [](T) { return Call(SYS_remap_file_pages, page.data(), 4096, 0, 1, 0); }},
    {"madvise that merges pages", [](T) { return Call(SYS_madvise, page.data(), 4096, 12); }},
    {"process_madvise", [](T t) { return Call(SYS_process_madvise, t.channel, page.data(), 1, 20, 0); }},
    {"move_pages of the broker",
     [](T t) { return Call(SYS_move_pages, t.broker_pid, 0, nullptr, nullptr, nullptr, 0); }},
    {"shmget", [](T) { return Call(SYS_shmget, 0x5669, 4096, 0666 | 01000); }},
    {"shmat", [](T) { return Call(SYS_shmat, 0, nullptr, 0); }},
    {"msgget", [](T) { return Call(SYS_msgget, 0x5669, 0666 | 01000); }},
    {"semget", [](T) { return Call(SYS_semget, 0x5669, 1, 0666 | 01000); }},
    {"mq_open", [](T) { return Call(SYS_mq_open, "vitrine-hostile", O_RDWR | O_CREAT, 0600, nullptr); }},
    {"userfaultfd", [](T) { return Call(SYS_userfaultfd, 1); }},
    {"io_uring_setup", [](T) { return Call(SYS_io_uring_setup, 1, page.data()); }},
    {"io_uring_register", [](T) { return Call(SYS_io_uring_register, 0, 0, nullptr, 0); }},
    {"io_setup", [](T) { return Call(SYS_io_setup, 1, page.data()); }},

    // The kernel.
    {"bpf", [](T) { return Call(SYS_bpf, BPF_PROG_LOAD, page.data(), 64); }},
    {"perf_event_open", [](T) { return Call(SYS_perf_event_open, page.data(), 0, -1, -1, 0); }},
    {"keyctl", [](T) { return Call(SYS_keyctl, 0, -3, 1, 0, 0); }},
    {"add_key", [](T) { return Call(SYS_add_key, "user", "x", "x", 1, -3); }},
    {"request_key", [](T) { return Call(SYS_request_key, "user", "x", nullptr, -3); }},
    {"setrlimit upward",
     [](T) {
       const rlimit most{RLIM_INFINITY, RLIM_INFINITY};
       return Call(SYS_setrlimit, RLIMIT_DATA, &most);
     }},
    {"prlimit of itself",
     [](T) {
       const rlimit some{100, 100};
       return Call(SYS_prlimit64, 0, RLIMIT_NOFILE, &some, nullptr);
     }},
    {"prlimit of the broker",
     [](T t) {
       const rlimit none{0, 0};
       return Call(SYS_prlimit64, t.broker_pid, RLIMIT_NOFILE, &none, nullptr);
     }},
    {"prctl, to be read by others", [](T) { return Call(SYS_prctl, PR_SET_DUMPABLE, 1, 0, 0, 0); }},
    {"prctl, new privileges", [](T) { return Call(SYS_prctl, PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0); }},
    {"prctl, no more dying with the parent", [](T) { return Call(SYS_prctl, PR_SET_PDEATHSIG, 0, 0, 0, 0); }},
    {"prctl, no filter", [](T) { return Call(SYS_prctl, PR_SET_SECCOMP, 0, 0, 0, 0); }},
    {"prctl, executable memory", [](T) { return Call(SYS_prctl, 65, 0, 0, 0, 0); }},
    {"prctl, a traced broker", [](T t) { return Call(SYS_prctl, PR_SET_PTRACER, t.broker_pid, 0, 0, 0); }},
    {"prctl, a subreaper", [](T) { return Call(SYS_prctl, PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }},
    {"seccomp, a filter of its own", [](T) { return Call(SYS_seccomp, 1, 0, page.data()); }},
    {"seccomp, a listener", [](T) { return Call(SYS_seccomp, 1, 8, page.data()); }},
    {"landlock_create_ruleset", [](T) { return Call(SYS_landlock_create_ruleset, page.data(), 16, 0); }},
    {"setuid", [](T) { return Call(SYS_setuid, 0); }},
    {"setresuid", [](T) { return Call(SYS_setresuid, 0, 0, 0); }},
    {"setgroups", [](T) { return Call(SYS_setgroups, 0, nullptr); }},
    {"capset", [](T) { return Call(SYS_capset, page.data(), page.data()); }},
    {"personality", [](T) { return Call(SYS_personality, 0x0400000); }},
    {"mount", [](T) { return Call(SYS_mount, "x", "/", "tmpfs", 0, nullptr); }},
    {"umount2", [](T) { return Call(SYS_umount2, "/", MNT_DETACH); }},
    {"open_tree", [](T) { return Call(SYS_open_tree, AT_FDCWD, "/", 1); }},
    {"move_mount", [](T) { return Call(SYS_move_mount, 0, "", 0, "", 0); }},
    {"fsopen", [](T) { return Call(SYS_fsopen, "tmpfs", 0); }},
    {"chroot", [](T) { return Call(SYS_chroot, "/"); }},
    {"pivot_root", [](T) { return Call(SYS_pivot_root, ".", "."); }},
    {"sethostname", [](T) { return Call(SYS_sethostname, "x", 1); }},
    {"reboot", [](T) { return Call(SYS_reboot, 0, 0, 0, nullptr); }},
    {"syslog", [](T) { return Call(SYS_syslog, 3, page.data(), 100); }},
    {"init_module", [](T) { return Call(SYS_init_module, page.data(), 10, ""); }},
    {"kexec_load", [](T) { return Call(SYS_kexec_load, 0, 0, nullptr, 0); }},
    {"quotactl", [](T) { return Call(SYS_quotactl, 0, nullptr, 0, nullptr); }},
    {"acct", [](T) { return Call(SYS_acct, "/tmp/x"); }},
    {"swapon", [](T) { return Call(SYS_swapon, "/tmp/x", 0); }},
    {"clock_settime", [](T) { return Call(SYS_clock_settime, 0, page.data()); }},
    {"clock of the broker",
     [](T t) { return Call(SYS_clock_gettime, (~t.broker_pid << 3) | 2, page.data()); }},
    {"adjtimex", [](T) { return Call(SYS_adjtimex, page.data()); }},
    {"timer_create", [](T) { return Call(SYS_timer_create, 1, nullptr, page.data()); }},
    {"rt_sigaction", [](T) { return Call(SYS_rt_sigaction, SIGUSR1, nullptr, page.data(), 8); }},
    {"sigaltstack", [](T) { return Call(SYS_sigaltstack, page.data(), nullptr); }},
    {"futex with priorities", [](T) { return Call(SYS_futex, page.data(), FUTEX_LOCK_PI, 0, nullptr); }},
    {"futex requeue",
     [](T) { return Call(SYS_futex, page.data(), FUTEX_CMP_REQUEUE_PI, 1, 1, page.data() + 64, 0); }},
    {"futex_waitv", [](T) { return Call(449, page.data(), 1, 0, nullptr, 0); }},
    {"set_robust_list", [](T) { return Call(SYS_set_robust_list, page.data(), 24); }},
    {"get_robust_list of the broker",
     [](T t) { return Call(SYS_get_robust_list, t.broker_pid, page.data(), page.data() + 8); }},
    {"rseq", [](T) { return Call(SYS_rseq, page.data(), 32, 0, 0); }},
    {"modify_ldt", [](T) { return Call(SYS_modify_ldt, 1, page.data(), 16); }},
    {"iopl", [](T) { return Call(SYS_iopl, 3); }},
    {"ioperm", [](T) { return Call(SYS_ioperm, 0, 1, 1); }},
    {"arch_prctl of %fs", [](T) { return Call(SYS_arch_prctl, 0x1002, page.data()); }},
    {"arch_prctl, a shadow stack off", [](T) { return Call(SYS_arch_prctl, 0x5002, 1); }},
    {"membarrier", [](T) { return Call(SYS_membarrier, 1, 0, 0); }},
    {"uname", [](T) { return Call(SYS_uname, page.data()); }},
    {"sysinfo", [](T) { return Call(SYS_sysinfo, page.data()); }},
    {"getcpu", [](T) { return Call(SYS_getcpu, page.data(), nullptr, nullptr); }},
    {"getpid", [](T) { return Call(SYS_getpid); }},
    {"a number that is no call", [](T) { return Call(9999); }},
    {"a negative number", [](T) { return Call(-5); }},
    {"fork the x32 way", [](T) { return Call(kX32 | SYS_fork); }},
    {"an allowed call the x32 way", [](T) { return Call(kX32 | SYS_getrandom, page.data(), 1, 0); }},
    {"open the 32-bit way", [](T) { return OldWay(5, 0); }},
    {"kill the 32-bit way", [](T t) { return OldWay(37, t.broker_pid, SIGKILL); }},
    {"exit_group's number the 32-bit way", [](T) { return OldWay(SYS_exit_group, 0); }},
};

}  // namespace

std::span<const Attempt> Attempts() { return kAttempts; }

}  // namespace vitrine::hostile

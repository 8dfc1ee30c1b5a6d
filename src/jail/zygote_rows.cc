// The zygote's system calls. It runs no guest and reads nothing but the broker's messages, so this list is
// the second reason, not the first, why nothing goes wrong there; but a worker has it too until it enters its
// own. A call that is not listed answers ENOSYS: the C library then takes an older one.
//
// Left out on purpose: execve, every kind of socket, opening for writing (Landlock), threads and new
// namespaces (clone other than fork), ptrace, kill, mounts, modules, keys, io_uring, bpf, perf, userfaultfd.
#include <fcntl.h>
#include <linux/sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include <array>

#include "jail/filter_rows.h"

namespace vitrine::jail {
namespace {

constexpr std::uint64_t kReadWrite = PROT_READ | PROT_WRITE;
constexpr const char* kSetUp = "setting a worker up";
constexpr const char* kJail = "entering the jail";
constexpr const char* kBroker = "the broker's orders";
constexpr const char* kOrdinary = "what any program of the C library needs";

constexpr std::array kRows = {
    VITRINE_CALL(clone, "fork, and nothing but fork",
                 Bits(0, SIGCHLD, CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID)),
    VITRINE_CALL(wait4, "workers that have ended"),
    VITRINE_CALL(waitid, "workers that have ended"),
    VITRINE_CALL(pidfd_open, "a hold on a worker, so that no other process is meant by its number"),
    VITRINE_CALL(pidfd_send_signal, "interrupting and ending a worker, at the broker's word"),

    VITRINE_CALL(recvmsg, kBroker),
    VITRINE_CALL(sendmsg, kBroker),
    VITRINE_CALL(recvfrom, kBroker),
    VITRINE_CALL(sendto, kBroker),
    VITRINE_CALL(poll, kBroker),
    VITRINE_CALL(ppoll, kBroker),

    VITRINE_CALL(openat, "a worker's pagemap; reading only, and Landlock refuses all but /proc",
                 IntOnlyBits(2, O_CLOEXEC | O_LARGEFILE | O_NOFOLLOW | O_NONBLOCK)),
    VITRINE_CALL(read, kSetUp),
    VITRINE_CALL(write, kSetUp),
    VITRINE_CALL(writev, kOrdinary),
    VITRINE_CALL(pread64, kSetUp),
    VITRINE_CALL(lseek, kOrdinary),
    VITRINE_CALL(close, kSetUp),
    VITRINE_CALL(close_range, kSetUp),
    VITRINE_CALL(dup, kSetUp),
    VITRINE_CALL(dup2, kSetUp),
    VITRINE_CALL(dup3, kSetUp),
    VITRINE_CALL(fcntl, kSetUp),
    VITRINE_CALL(fstat, kSetUp),
    VITRINE_CALL(newfstatat, kOrdinary),
    VITRINE_CALL(ioctl, "which pages a guest wrote", Int(1, 0xc060'6610)),

    VITRINE_CALL(mmap, kOrdinary, Bits(2, 0, kReadWrite),
                 Bits(3, 0, ~std::uint64_t{MAP_HUGETLB | MAP_LOCKED})),
    VITRINE_CALL(munmap, kOrdinary),
    VITRINE_CALL(mprotect, kOrdinary, Bits(2, 0, kReadWrite)),
    VITRINE_CALL(mremap, kOrdinary),
    VITRINE_CALL(madvise, kOrdinary),
    VITRINE_CALL(brk, kOrdinary),

    VITRINE_CALL(rt_sigaction, kSetUp),
    VITRINE_CALL(rt_sigprocmask, kSetUp),
    VITRINE_CALL(rt_sigreturn, kOrdinary),
    VITRINE_CALL(sigaltstack, kSetUp),
    VITRINE_CALL(timer_create, kSetUp),
    VITRINE_CALL(timer_settime, kSetUp),
    VITRINE_CALL(timer_delete, kSetUp),
    VITRINE_CALL(clock_gettime, kOrdinary),
    VITRINE_CALL(clock_nanosleep, kOrdinary),
    VITRINE_CALL(futex, kOrdinary),
    VITRINE_CALL(getrandom, kOrdinary),
    VITRINE_CALL(arch_prctl, kSetUp),
    VITRINE_CALL(getpid, kOrdinary),
    VITRINE_CALL(gettid, kOrdinary),
    VITRINE_CALL(getppid, kOrdinary),
    VITRINE_CALL(getuid, kOrdinary),
    VITRINE_CALL(geteuid, kOrdinary),
    VITRINE_CALL(set_robust_list, "fork in the C library"),
    VITRINE_CALL(rseq, kOrdinary),
    VITRINE_CALL(sched_yield, kOrdinary),
    VITRINE_CALL(sched_getaffinity, kOrdinary),
    VITRINE_CALL(restart_syscall, kOrdinary),

    VITRINE_CALL(prctl, kJail),
    VITRINE_CALL(chdir, kJail),
    VITRINE_CALL(chroot, kJail),
    VITRINE_CALL(capget, kJail),
    VITRINE_CALL(capset, kJail),
    VITRINE_CALL(prlimit64, "entering the jail; of no other process", IntOnlyBits(0, 0)),
    VITRINE_CALL(landlock_create_ruleset, kJail),
    VITRINE_CALL(landlock_add_rule, kJail),
    VITRINE_CALL(landlock_restrict_self, kJail),
    VITRINE_CALL(seccomp, kJail),

    VITRINE_CALL(exit, "the end"),
    VITRINE_CALL(exit_group, "the end"),
};

constexpr std::array kInitRows = {
    VITRINE_CALL(pause, "all that it does"),
    VITRINE_CALL(restart_syscall, "the same, after a stop"),
    VITRINE_CALL(exit_group, "the end"),
};

}  // namespace

std::span<const os::FilterRow> ZygoteRows() { return kRows; }
std::span<const os::FilterRow> InitRows() { return kInitRows; }

}  // namespace vitrine::jail

// Promise P18: what a worker can ask of the kernel. A new row needs a line in docs/threat-model.md.
//
// Left out on purpose, and what happens instead:
// - tgkill, kill: a worker could signal others. abort() meets the filter before it gets there, so a failed
// check
//   ends as SIGSYS and not as SIGABRT, after its line has been written.
// - poll: a worker waits for one descriptor, in recvfrom. (With a limit of no descriptors poll would refuse.)
// - recvmsg, sendmsg: descriptors never travel to or from a worker.
// - rt_sigaction: handlers are set before. A fault that is not the guest's ends as SIGSYS instead of SIGSEGV.
// - timer_create, timer_delete, sigaltstack: belong to setting up and to an orderly end; a worker ends by
// _exit.
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <array>

#include "jail/filter_rows.h"

namespace vitrine::jail {
namespace {

constexpr std::uint64_t kReadWrite = PROT_READ | PROT_WRITE;
constexpr std::uint32_t kPagemapScan = 0xc060'6610;  // os/page_scan.cc; _IOWR('f', 16, 96 bytes)
constexpr std::uint32_t kPopulateWrite = 23;         // MADV_POPULATE_WRITE, os/mapping.cc
constexpr std::uint32_t kStandardError = 2;
// From <linux/futex.h> and <time.h>: clocks 0 to 7 are the system's and this process's own; other clocks,
// those of other processes among them, have higher or negative numbers.
// Among its own threads only: memory that it shares with the broker is nothing to wait at.
constexpr std::uint32_t kFutexPrivate = 128;
// Not looked at: which clock, and the upper half of an int.
constexpr std::uint64_t kFutexFree = 0xffff'ffff'0000'0000 | 256;
constexpr std::uint32_t kOwnClocks = 7;
constexpr std::uint32_t kSleepClocks = 1;  // 0: real time, 1: monotonic
constexpr std::uint32_t kArchSetGs = 0x1001;
constexpr std::uint32_t kArchGetGs = 0x1004;

// No MSG_OOB: out-of-band bytes on Unix sockets let a browser's jail be left through the kernel
// (CVE-2025-38236).
constexpr std::uint32_t kReceiveFlags = MSG_DONTWAIT | MSG_WAITALL | MSG_TRUNC;
constexpr std::uint32_t kSendFlags = MSG_DONTWAIT | MSG_NOSIGNAL | MSG_MORE | MSG_EOR;

constexpr std::array kRows = {
    // The channel.
    VITRINE_CALL(recvfrom, "requests and answers of the broker; no sender's address",
                 Int(0, kChannelPlaceholder), IntOnlyBits(3, kReceiveFlags), Null(4), Null(5)),
    VITRINE_CALL(sendto, "outcomes and host calls to the broker; to no other address",
                 Int(0, kChannelPlaceholder), IntOnlyBits(3, kSendFlags), Null(4), IntOnlyBits(5, 0)),
    VITRINE_CALL(write, "the line of a failed check; /dev/null unless somebody is looking",
                 Int(0, kStandardError)),
    VITRINE_CALL(writev, "the C library's line on a broken heap or stack", Int(0, kStandardError)),

    // Memory. Never executable, never shared anew, never locked, never huge pages of the reserve.
    VITRINE_CALL(mmap, "private memory: slots, buffers; with MAP_ANONYMOUS no descriptor is looked at",
                 Bits(2, 0, kReadWrite),
                 Bits(3, MAP_PRIVATE | MAP_ANONYMOUS,
                      MAP_FIXED | MAP_FIXED_NOREPLACE | MAP_NORESERVE | MAP_STACK | MAP_POPULATE)),
    VITRINE_CALL(mmap, "the image, copy on write, into a slot", Bits(2, 0, kReadWrite),
                 Bits(3, MAP_PRIVATE, MAP_FIXED | MAP_NORESERVE | MAP_POPULATE), Int(4, kImagePlaceholder)),
    VITRINE_CALL(munmap, "slots and buffers given back"),
    // To readable and writable only: RLIMIT_DATA counts what can be written. Memory that is filled and then
    // made read-only would count no more, and so could be had again and again.
    VITRINE_CALL(mprotect, "guest memory grows", Whole(2, kReadWrite)),
    // It would move the stack, which no limit of data counts, and make it any size.
    VITRINE_NO_CALL(mremap, "realloc of large buffers, which then copies"),
    VITRINE_CALL(madvise, "slots and buffers emptied", Int(2, MADV_DONTNEED)),
    VITRINE_CALL(madvise, "pages of a session's state, present before they are written",
                 Int(2, kPopulateWrite)),
    VITRINE_CALL(brk, "malloc"),
    VITRINE_CALL(ioctl, "which pages a guest wrote", Int(0, kPagemapPlaceholder), Int(1, kPagemapScan)),

    // Waiting. No priority inheritance, no requeueing: kernels were broken through these.
    VITRINE_CALL(futex, "locks: wait", Bits(1, kFutexPrivate | 0, kFutexFree)),
    VITRINE_CALL(futex, "locks: wake", Bits(1, kFutexPrivate | 1, kFutexFree)),
    VITRINE_CALL(futex, "locks: wait with a deadline", Bits(1, kFutexPrivate | 9, kFutexFree)),

    // Time.
    VITRINE_CALL(clock_gettime, "the deadline's processor time; other clocks need no call",
                 IntOnlyBits(0, kOwnClocks)),
    VITRINE_CALL(clock_nanosleep, "the guest's sleep", IntOnlyBits(0, kSleepClocks)),
    VITRINE_CALL(timer_settime, "the deadline's timer, made before"),

    // Signals to itself: a guest's trap and the deadline.
    VITRINE_CALL(rt_sigreturn, "the end of a handler"),
    VITRINE_CALL(rt_sigprocmask, "blocking the deadline for a moment"),
    VITRINE_CALL(restart_syscall, "a sleep after a stop"),

    VITRINE_CALL(getrandom, "the guest's randomness"),
    VITRINE_CALL(arch_prctl, "the guest's base in %gs, where the processor's instruction is missing",
                 Int(0, kArchSetGs)),
    VITRINE_CALL(arch_prctl, "the same, to put it back", Int(0, kArchGetGs)),
#ifdef __SANITIZE_ADDRESS__  // in builds for tests only
    VITRINE_CALL(sigaltstack, "the address sanitizer, before a call that does not return"),
    VITRINE_CALL(madvise, "the address sanitizer's tables", Int(2, MADV_NOHUGEPAGE)),
    VITRINE_CALL(madvise, "the address sanitizer's tables", Int(2, MADV_DONTDUMP)),
    VITRINE_CALL(sched_yield, "the address sanitizer's locks"),
#endif
    VITRINE_CALL(exit, "the end"),
    VITRINE_CALL(exit_group, "the end"),
};

}  // namespace

std::span<const os::FilterRow> WorkerRows() { return kRows; }

}  // namespace vitrine::jail

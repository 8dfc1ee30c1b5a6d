#include "os/privileges.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <vector>

namespace vitrine::os {
namespace {

int ErrorOf(long result) { return result == 0 ? 0 : errno; }

// <linux/prctl.h> of this Debian is older than the two.
constexpr int kSetMdwe = 65;
constexpr unsigned long kRefuseExecGain = 1;

__rlimit_resource Number(Resource resource) {
  switch (resource) {
    case Resource::kAddresses:
      return RLIMIT_AS;
    case Resource::kCoreBytes:
      return RLIMIT_CORE;
    case Resource::kData:
      return RLIMIT_DATA;
    case Resource::kDescriptors:
      return RLIMIT_NOFILE;
    case Resource::kFileBytes:
      return RLIMIT_FSIZE;
    case Resource::kLockedBytes:
      return RLIMIT_MEMLOCK;
    case Resource::kMessageQueueBytes:
      return RLIMIT_MSGQUEUE;
    case Resource::kNicePriority:
      return RLIMIT_NICE;
    case Resource::kProcesses:
      return RLIMIT_NPROC;
    case Resource::kRealtimePriority:
      return RLIMIT_RTPRIO;
    case Resource::kStackBytes:
      return RLIMIT_STACK;
  }
  return RLIMIT_CORE;
}

}  // namespace

int SetNoNewPrivileges() { return ErrorOf(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)); }

std::uint32_t EffectiveUser() { return geteuid(); }

int BecomeUser(std::uint32_t user, std::uint32_t group) {
  return setgroups(0, nullptr) == 0 && setresgid(group, group, group) == 0 && setresuid(user, user, user) == 0
             ? 0
             : errno;
}

int KeepOnly(Capability capability) {
  __user_cap_header_struct header{.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
  std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> sets{};
  if (syscall(SYS_capget, &header, sets.data()) != 0) return errno;
  const std::uint32_t wanted = capability == Capability::kChangeRoot ? 1u << CAP_SYS_CHROOT : 0u;
  const std::uint32_t kept = sets[0].permitted & wanted;
  sets = {};
  sets[0] = {.effective = kept, .permitted = kept, .inheritable = 0};
  return ErrorOf(syscall(SYS_capset, &header, sets.data()));
}

void CloseCapabilitySources() {
  prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  for (unsigned long capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; ++capability)
    prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
  prctl(PR_SET_SECUREBITS,
        SECBIT_NOROOT | SECBIT_NOROOT_LOCKED | SECBIT_NO_SETUID_FIXUP | SECBIT_NO_SETUID_FIXUP_LOCKED |
            SECBIT_KEEP_CAPS_LOCKED | SECBIT_NO_CAP_AMBIENT_RAISE | SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED,
        0, 0, 0);
}

int RefuseNewCode() { return ErrorOf(prctl(kSetMdwe, kRefuseExecGain, 0, 0, 0)); }

int SetDumpable(Dumpable dumpable) {
  return ErrorOf(prctl(PR_SET_DUMPABLE, dumpable == Dumpable::kYes ? 1 : 0, 0, 0, 0));
}

int OfferToOutOfMemoryKiller() {
  const int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (file < 0) return errno;
  const int error = write(file, "1000", 4) == 4 ? 0 : errno;
  close(file);
  return error;
}

int DieWithParent(int parent) {
  if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return errno;
  return getppid() == parent ? 0 : ESRCH;
}

int ProcessId() { return getpid(); }

int LowerLimit(Resource resource, std::uint64_t limit) {
  rlimit now{};
  if (getrlimit(Number(resource), &now) != 0) return errno;
  const rlim_t lowered = std::min<rlim_t>(now.rlim_max, limit);
  const rlimit wanted{.rlim_cur = std::min(now.rlim_cur, lowered), .rlim_max = lowered};
  return ErrorOf(setrlimit(Number(resource), &wanted));
}

void RaiseLimit(Resource resource) {
  rlimit now{};
  if (getrlimit(Number(resource), &now) != 0) return;
  const rlimit wanted{.rlim_cur = now.rlim_max, .rlim_max = now.rlim_max};
  setrlimit(Number(resource), &wanted);
}

int IgnoreFileSizeSignal() { return signal(SIGXFSZ, SIG_IGN) == SIG_ERR ? errno : 0; }

int CloseDescriptorsBut(std::initializer_list<int> kept) {
  std::vector<int> sorted = {0, 1, 2};
  sorted.insert(sorted.end(), kept);
  std::erase_if(sorted, [](int descriptor) { return descriptor < 0; });
  std::ranges::sort(sorted);
  unsigned next = 0;
  for (const int descriptor : sorted) {
    const auto number = static_cast<unsigned>(descriptor);
    if (number > next && syscall(SYS_close_range, next, number - 1, 0) != 0) return errno;
    next = std::max(next, number + 1);
  }
  return ErrorOf(syscall(SYS_close_range, next, ~0u, 0));
}

}  // namespace vitrine::os

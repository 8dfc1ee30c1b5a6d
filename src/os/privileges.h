// Giving up what a process may do: user, capabilities, W^X, being looked into, growing.
#pragma once

#include <cstdint>
#include <initializer_list>

namespace vitrine::os {

// All return 0 or the errno unless they say otherwise. All last for ever and pass to children by fork, but
// for SetDumpable and DieWithParent.

// No program that this process starts has more rights than it: set-user-id programs do not work. Other walls
// need it.
[[nodiscard]] int SetNoNewPrivileges();

std::uint32_t EffectiveUser();

// User and group, and no further groups. Needs root.
[[nodiscard]] int BecomeUser(std::uint32_t user, std::uint32_t group);

enum class Capability : std::uint8_t { kNone, kChangeRoot };

// Keeps the one capability, if it has it, and drops all others.
[[nodiscard]] int KeepOnly(Capability capability);

// So that no capability comes back with a program or a user id: empties the bounding and the ambient set and
// locks the secure bits. What the process is not allowed to empty, it does not have.
void CloseCapabilitySources();

// No page is ever writable and executable, nor executable after having been anything else (Linux 6.3).
[[nodiscard]] int RefuseNewCode();

// Not dumpable: no core file, no process of the same user may trace it, /proc/self belongs to root.
enum class Dumpable : std::uint8_t { kNo, kYes };
[[nodiscard]] int SetDumpable(Dumpable dumpable);

// The first to go when memory is short.
[[nodiscard]] int OfferToOutOfMemoryKiller();

// Ends this process when the one that started it ends. ESRCH when it is gone already: `parent` is what
// ProcessId() said in it; 0 for one outside of this process's namespace.
[[nodiscard]] int DieWithParent(int parent);
int ProcessId();

enum class Resource : std::uint8_t {
  kAddresses,
  kCoreBytes,
  kData,
  kDescriptors,
  kFileBytes,
  kLockedBytes,
  kMessageQueueBytes,
  kNicePriority,
  kProcesses,
  kRealtimePriority,
  kStackBytes,
};

// Lowers a limit, soft and hard; one that is lower already stays.
[[nodiscard]] int LowerLimit(Resource resource, std::uint64_t limit);

// Raises the soft limit as far as it may be without any rights: to the hard one.
void RaiseLimit(Resource resource);

// Writing beyond the limit of a file's size is refused (EFBIG) and no longer ends the process.
[[nodiscard]] int IgnoreFileSizeSignal();

// Closes every descriptor but 0, 1, 2 and these; -1 stands for none.
[[nodiscard]] int CloseDescriptorsBut(std::initializer_list<int> kept);

}  // namespace vitrine::os

#include "jail/protection_table.h"

#include <algorithm>
#include <array>

namespace vitrine {

const char* Name(JailLevel level) {
  switch (level) {
    case JailLevel::kL0:
      return "L0";
    case JailLevel::kL1:
      return "L1";
    case JailLevel::kL2:
      return "L2";
    case JailLevel::kL3:
      return "L3";
  }
  return "L0";
}

namespace jail {
namespace {

constexpr std::array kTable = {
    ProtectionRow{name::kNoNewPrivileges, "It can start no program that has more rights than itself."},
    ProtectionRow{name::kUser, "It is not root: what only root may do on the machine, it may not."},
    ProtectionRow{name::kCapabilities,
                  "It has none of the single rights that root is made of, and gets none."},
    ProtectionRow{name::kUserNamespace,
                  "Its user counts for nothing outside; the other namespaces rest on it."},
    ProtectionRow{name::kMountNamespace,
                  "The only folder it could ever name is an empty one without rights."},
    ProtectionRow{name::kNetworkNamespace, "It is in a network of its own that is connected to nothing."},
    ProtectionRow{name::kProcessNamespace, "It cannot name, signal or look at any process outside."},
    ProtectionRow{name::kIpcNamespace,
                  "It shares no message queues and memory segments with other processes."},
    ProtectionRow{name::kHostNameNamespace, "It cannot change the machine's name."},
    ProtectionRow{name::kCgroupNamespace, "It cannot see where it stands among the machine's services."},
    ProtectionRow{name::kWriteXorExecute,
                  "It cannot make machine code: what was written never runs, what runs is never written."},
    ProtectionRow{name::kSealedProgram, "It cannot replace or unprotect the code and tables of our program."},
    ProtectionRow{name::kLimits,
                  "It cannot take more memory than planned, nor open, start or write anything."},
    ProtectionRow{name::kNotDumpable, "No process of its user may look into it, and it leaves no core file."},
    ProtectionRow{name::kOutOfMemory,
                  "When the machine runs out of memory it goes first, not its neighbours."},
    ProtectionRow{name::kLandlock, "It cannot open a file, connect to the network or signal others."},
    ProtectionRow{name::kSeccomp,
                  "It can ask the kernel for the few things on a list; anything else ends it at once."},
};

constexpr std::array kL1 = {name::kNoNewPrivileges, name::kSeccomp};
// Root without capabilities (a container with --cap-drop=ALL) still owns root's files, and limits of
// processes do not hold for it.
constexpr std::array kL2 = {name::kUser, name::kCapabilities, name::kLandlock, name::kLimits,
                            name::kNotDumpable};
constexpr std::array kL3 = {name::kUserNamespace,    name::kMountNamespace, name::kNetworkNamespace,
                            name::kProcessNamespace, name::kIpcNamespace,   name::kHostNameNamespace};

}  // namespace

std::span<const ProtectionRow> ProtectionTable() { return kTable; }

JailLevel LevelOf(std::span<const Protection> protections) {
  const auto all = [&](std::span<const std::string_view> names) {
    return std::ranges::all_of(names, [&](std::string_view wanted) {
      return std::ranges::any_of(protections,
                                 [&](const Protection& one) { return one.name == wanted && one.in_force; });
    });
  };
  if (!all(kL1)) return JailLevel::kL0;
  if (!all(kL2)) return JailLevel::kL1;
  return all(kL3) ? JailLevel::kL3 : JailLevel::kL2;
}

}  // namespace jail
}  // namespace vitrine

#include "os/landlock.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

namespace vitrine::os {
namespace {

// <linux/landlock.h> of this Debian ends at version 2; these are the kernel's own definitions.
struct RulesetAttribute {
  std::uint64_t handled_access_fs;
  std::uint64_t handled_access_net;
  std::uint64_t scoped;
};

std::uint64_t FileRights(int version) {
  if (version >= 5) return (1u << 16) - 1;  // ... and ioctl of devices
  if (version >= 3) return (1u << 15) - 1;  // ... and truncating
  if (version >= 2) return (1u << 14) - 1;  // ... and moving between folders
  return (1u << 13) - 1;
}

int AllowReading(int ruleset, const char* path) {
  const int folder = open(path, O_PATH | O_CLOEXEC | O_DIRECTORY);
  if (folder < 0) return errno;
  const landlock_path_beneath_attr beneath{.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE,
                                           .parent_fd = folder};
  const long failed = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
  const int error = failed == 0 ? 0 : errno;
  close(folder);
  return error;
}

}  // namespace

int LandlockVersion() {
  const long version =
      syscall(SYS_landlock_create_ruleset, nullptr, std::size_t{0}, LANDLOCK_CREATE_RULESET_VERSION);
  return version > 0 ? static_cast<int>(version) : -errno;
}

int EnterLandlock(int version, std::span<const char* const> readable) {
  const RulesetAttribute attribute{
      .handled_access_fs = FileRights(version),
      .handled_access_net = version >= 4 ? 0b11u : 0u,  // TCP: bind, connect
      .scoped = version >= 6 ? 0b11u : 0u,              // abstract sockets, signals
  };
  const int ruleset =
      static_cast<int>(syscall(SYS_landlock_create_ruleset, &attribute, sizeof(attribute), 0));
  if (ruleset < 0) return errno;
  int error = 0;
  for (const char* path : readable) {
    if (error == 0) error = AllowReading(ruleset, path);
  }
  if (error == 0 && syscall(SYS_landlock_restrict_self, ruleset, 0) != 0) error = errno;
  close(ruleset);
  return error;
}

}  // namespace vitrine::os

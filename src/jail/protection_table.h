// The protections of a worker: their names, what each is for, and the level they add up to.
#pragma once

#include <span>
#include <string_view>

#include "vitrine/protections.h"

namespace vitrine::jail {

namespace name {
inline constexpr std::string_view kNoNewPrivileges = "no_new_privs";
inline constexpr std::string_view kUser = "user";
inline constexpr std::string_view kCapabilities = "capabilities";
inline constexpr std::string_view kUserNamespace = "user_namespace";
inline constexpr std::string_view kMountNamespace = "mount_namespace";
inline constexpr std::string_view kNetworkNamespace = "network_namespace";
inline constexpr std::string_view kProcessNamespace = "pid_namespace";
inline constexpr std::string_view kIpcNamespace = "ipc_namespace";
inline constexpr std::string_view kHostNameNamespace = "uts_namespace";
inline constexpr std::string_view kCgroupNamespace = "cgroup_namespace";
inline constexpr std::string_view kWriteXorExecute = "write_xor_execute";
inline constexpr std::string_view kSealedProgram = "sealed_program";
inline constexpr std::string_view kLimits = "limits";
inline constexpr std::string_view kNotDumpable = "not_dumpable";
inline constexpr std::string_view kOutOfMemory = "first_out_of_memory";
inline constexpr std::string_view kLandlock = "landlock";
inline constexpr std::string_view kSeccomp = "seccomp";
}  // namespace name

struct ProtectionRow {
  std::string_view name;
  std::string_view meaning;  // for somebody who has never heard of it
};

// In the order in which they are put up and shown.
std::span<const ProtectionRow> ProtectionTable();

// What the protections in force add up to. One that is not in the list is not in force.
JailLevel LevelOf(std::span<const Protection> protections);

}  // namespace vitrine::jail

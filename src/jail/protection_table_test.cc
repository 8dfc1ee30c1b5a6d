#include "jail/protection_table.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace vitrine::jail {
namespace {

std::vector<Protection> AllBut(const std::set<std::string>& missing) {
  std::vector<Protection> list;
  for (const ProtectionRow& row : ProtectionTable()) {
    const std::string its_name(row.name);
    list.push_back({its_name, !missing.contains(its_name), "", ""});
  }
  return list;
}

TEST(JailLevel, IsWhatTheProtectionsAddUpTo) {
  const struct {
    std::set<std::string> missing;
    JailLevel level;
  } kCases[] = {
      {{}, JailLevel::kL3},
      {{"cgroup_namespace", "write_xor_execute", "sealed_program", "first_out_of_memory"}, JailLevel::kL3},
      {{"user_namespace"}, JailLevel::kL2},
      {{"mount_namespace"}, JailLevel::kL2},
      {{"network_namespace"}, JailLevel::kL2},
      {{"pid_namespace"}, JailLevel::kL2},
      {{"ipc_namespace"}, JailLevel::kL2},
      {{"uts_namespace"}, JailLevel::kL2},
      {{"user_namespace", "mount_namespace", "pid_namespace"}, JailLevel::kL2},
      {{"landlock"}, JailLevel::kL1},
      {{"limits"}, JailLevel::kL1},
      {{"user"}, JailLevel::kL1},
      {{"capabilities"}, JailLevel::kL1},
      {{"not_dumpable"}, JailLevel::kL1},
      {{"landlock", "limits", "not_dumpable", "user_namespace"}, JailLevel::kL1},
      {{"seccomp"}, JailLevel::kL0},
      {{"no_new_privs"}, JailLevel::kL0},
      {{"no_new_privs", "seccomp", "landlock"}, JailLevel::kL0},
  };
  for (const auto& one : kCases) {
    std::string missing;
    for (const std::string& its_name : one.missing) missing += its_name + " ";
    EXPECT_STREQ(Name(LevelOf(AllBut(one.missing))), Name(one.level)) << "without " << missing;
  }
  EXPECT_EQ(LevelOf({}), JailLevel::kL0);
}

TEST(JailLevel, NamesAreUniqueAndEveryRowSaysWhatItIsFor) {
  std::set<std::string_view> names;
  for (const ProtectionRow& row : ProtectionTable()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_TRUE(row.meaning.ends_with('.')) << row.name;
  }
}

}  // namespace
}  // namespace vitrine::jail

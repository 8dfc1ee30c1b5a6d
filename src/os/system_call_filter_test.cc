#include "os/system_call_filter.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "os/privileges.h"

namespace vitrine::os {
namespace {

constexpr std::uint32_t kPlaceholder = 0x7fff'fff5;
constexpr std::array kRows = {
    FilterRow{"write", SYS_write, {{{0, 0xffff'ffff, kPlaceholder}, {2, ~std::uint64_t{0}, 1}}}, "one byte"},
    FilterRow{"write", SYS_write, {{{0, 0xffff'ffff, 2}}}, "standard error"},
    FilterRow{"exit_group", SYS_exit_group, {}, "the end"},
};

SystemCallFilter Compiled(OtherCalls other) {
  return std::move(SystemCallFilter::Compile(kRows, other).value());
}

void Enter(const SystemCallFilter& filter) {
  if (SetNoNewPrivileges() != 0 || filter.Install() != 0) _exit(100);
}

TEST(SystemCallFilter, PlaceholdersAreReplacedWhereTheyAre) {
  SystemCallFilter filter = Compiled(OtherCalls::kKill);
  EXPECT_EQ(filter.Replace(0x7fff'fff6, 7), 0);
  EXPECT_EQ(filter.Replace(kPlaceholder, 7), 1);
  EXPECT_EQ(filter.Replace(kPlaceholder, 7), 0);
}

TEST(SystemCallFilter, AllConditionsOfARowMustHold) {
  if (SystemCallFiltersAvailable() != 0) GTEST_SKIP() << "this kernel or container has no seccomp filters";
  const auto answer = [](int descriptor, std::size_t bytes) {
    SystemCallFilter filter = Compiled(OtherCalls::kUnavailable);
    filter.Replace(kPlaceholder, 1);
    Enter(filter);
    const long written = syscall(SYS_write, descriptor, "..", bytes);
    syscall(SYS_exit_group, written == static_cast<long>(bytes) ? 0 : errno);  // _exit does more with ASan
  };
  EXPECT_EXIT(answer(1, 1), testing::ExitedWithCode(0), "");
  EXPECT_EXIT(answer(1, 2), testing::ExitedWithCode(ENOSYS), "");
  EXPECT_EXIT(answer(2, 2), testing::ExitedWithCode(0), "");
  EXPECT_EXIT(answer(3, 1), testing::ExitedWithCode(ENOSYS), "");
}

TEST(SystemCallFilter, OtherCallsEndTheProcess) {
  if (SystemCallFiltersAvailable() != 0) GTEST_SKIP() << "this kernel or container has no seccomp filters";
  const auto ask = [] {
    Enter(Compiled(OtherCalls::kKill));
    syscall(SYS_getpid);
    _exit(0);
  };
  EXPECT_EXIT(ask(), testing::KilledBySignal(SIGSYS), "");
}

}  // namespace
}  // namespace vitrine::os

#include "os/process.h"

#include <gtest/gtest.h>
#include <sched.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <string>

#include "os/channel.h"

namespace vitrine::os {
namespace {

// A shell that is handed the other end of a channel.
struct Shell {
  explicit Shell(const std::string& script) {
    auto ends = Channel::MakePair();
    ours.emplace(std::move(ends->first));
    auto started = Process::Start("/bin/sh", {"sh", "-c", script}, ends->second.descriptor());
    EXPECT_TRUE(started) << started.error().what;
    process.emplace(std::move(*started));
  }
  ~Shell() {
    process->Signal(SIGKILL);
    process->Wait(10'000);
  }
  std::string Says() const {
    std::array<char, 1000> buffer{};
    const auto got = ours->Receive(buffer);
    return got.status == Channel::Status::kOk ? std::string(buffer.data(), got.bytes) : "nothing";
  }
  std::optional<Channel> ours;
  std::optional<Process> process;
};

TEST(Process, HasNothingOfOurs) {
  setenv("VITRINE_TEST_SECRET", "1", 1);
  EXPECT_EQ(Shell("echo ${VITRINE_TEST_SECRET-none} $(readlink /proc/$$/fd/0) >&3").Says(),
            "none /dev/null\n");
  // The last one is the folder that is listed.
  EXPECT_EQ(Shell("exec ls -m /proc/self/fd >&3").Says(), "0, 1, 2, 3, 4\n");
  unsetenv("VITRINE_TEST_SECRET");
}

TEST(Process, IsInNoFolderOfOurs) { EXPECT_EQ(Shell("pwd >&3").Says(), "/\n"); }

TEST(Process, HasNoRealTimePriority) {
  const sched_param lowest{.sched_priority = 1};
  if (sched_setscheduler(0, SCHED_RR, &lowest) != 0) GTEST_SKIP() << "no real-time priority here";
  // Field 41 is the policy.
  const std::string policy = Shell("exec cut -d' ' -f41 /proc/self/stat >&3").Says();
  const sched_param ordinary{.sched_priority = 0};
  sched_setscheduler(0, SCHED_OTHER, &ordinary);
  EXPECT_EQ(policy, "0\n");
}

TEST(Process, OnlyAChildIsHeld) {
  EXPECT_FALSE(Process::OfChild(getpid()));
  EXPECT_FALSE(Process::OfChild(getppid()));
}

TEST(Process, SaysHowItEnded) {
  const Shell exits("exit 3");
  const auto end = exits.process->Wait(10'000);
  ASSERT_TRUE(end);
  EXPECT_EQ(Describe(*end), "exit code 3");
  const Shell dies("kill -9 $$");
  const auto killed = dies.process->Wait(10'000);
  ASSERT_TRUE(killed);
  EXPECT_EQ(Describe(*killed), "signal 9 (Killed)");
}

TEST(Process, IsWaitedForAtMostSoLong) {
  const Shell sleeps("sleep 60");
  EXPECT_FALSE(sleeps.process->Wait(5));
  sleeps.process->Signal(SIGKILL);
  EXPECT_TRUE(sleeps.process->Wait(10'000));
}

TEST(Process, AMissingProgramIsAnError) {
  auto ends = Channel::MakePair();
  const auto started = Process::Start("/nowhere/program", {"program"}, ends->second.descriptor());
  ASSERT_FALSE(started);
  EXPECT_NE(started.error().what.find("No such file"), std::string::npos) << started.error().what;
}

TEST(Process, EndedChildrenAreForgotten) {
  const pid_t pid = fork();
  if (pid == 0) _exit(5);
  std::optional<EndedChild> ended;
  while (!(ended = NextEndedChild())) usleep(1000);
  EXPECT_EQ(ended->pid, pid);
  EXPECT_EQ(ended->end.number, 5);
  EXPECT_FALSE(NextEndedChild());
}

}  // namespace
}  // namespace vitrine::os

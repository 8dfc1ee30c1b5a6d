#include "os/process.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "os/failure.h"
#include "os/machine.h"

namespace vitrine::os {
namespace {

constexpr std::int64_t kMs = 1'000'000;
// Kernel and libc agree on this number; the name is not in every header.
constexpr auto kWaitByPidfd = static_cast<idtype_t>(3);  // P_PIDFD

ProcessEnd ToEnd(const siginfo_t& info) {
  return {.by_signal = info.si_code != CLD_EXITED, .number = info.si_status};
}

// Frees what posix_spawn's preparations hold.
struct SpawnPlan {
  SpawnPlan() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
  }
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  posix_spawn_file_actions_t actions{};
  posix_spawnattr_t attributes{};
};

}  // namespace

std::string Describe(const ProcessEnd& end) {
  if (!end.by_signal) return "exit code " + std::to_string(end.number);
  const char* const name = sigdescr_np(end.number);
  return "signal " + std::to_string(end.number) + (name != nullptr ? std::string(" (") + name + ")" : "");
}

Result<Process> Process::OfChild(int pid) {
  Descriptor pidfd = AboveStandard(Descriptor(static_cast<int>(syscall(SYS_pidfd_open, pid, 0))));
  if (!pidfd) return SystemFailure("cannot hold on to a process");
  // Where somebody else waits for all children, or they are ignored, ours may have ended and its number may
  // be another process's by now.
  siginfo_t info{};
  if (waitid(kWaitByPidfd, static_cast<id_t>(pidfd.get()), &info, WEXITED | WNOHANG | WNOWAIT) != 0) {
    return SystemFailure("cannot hold on to a process that was started");
  }
  return Process(std::move(pidfd));
}

Result<Process> Process::Start(const std::string& program, const std::vector<std::string>& arguments,
                               int passed) {
  SpawnPlan plan;
  posix_spawn_file_actions_adddup2(&plan.actions, passed, kPassedDescriptor);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    posix_spawn_file_actions_addopen(&plan.actions, stream, "/dev/null", O_RDWR, 0);
  }
  posix_spawn_file_actions_addclosefrom_np(&plan.actions, kPassedDescriptor + 1);
  // Ours may be on a file system that somebody wants to unmount, and be entered by nobody else.
  posix_spawn_file_actions_addchdir_np(&plan.actions, "/");
  sigset_t none;
  sigset_t all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&plan.attributes, &none);
  posix_spawnattr_setsigdefault(&plan.attributes, &all);
  // A group of its own: Ctrl-C on a terminal is for us, who then cancel what runs.
  posix_spawnattr_setpgroup(&plan.attributes, 0);
  int flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP;
  // What computes in a loop must not do so before everybody else. Setting what it has anyway may be refused.
  if (const int policy = sched_getscheduler(0); policy == SCHED_FIFO || policy == SCHED_RR) {
    const sched_param ordinary{.sched_priority = 0};
    posix_spawnattr_setschedpolicy(&plan.attributes, SCHED_OTHER);
    posix_spawnattr_setschedparam(&plan.attributes, &ordinary);
    flags |= POSIX_SPAWN_SETSCHEDULER;
  }
  posix_spawnattr_setflags(&plan.attributes, static_cast<short>(flags));
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  char* const environment[] = {nullptr};
  // For the pidfd, so that there is no process that cannot be held.
  Descriptor room = Duplicate(passed);
  if (!room) return SystemFailure("cannot start a process");
  pid_t pid = 0;
  const int error =
      posix_spawn(&pid, program.c_str(), &plan.actions, &plan.attributes, argv.data(), environment);
  if (error != 0) return SystemFailure("cannot start a process", error);
  room.Reset();
  // Should it fail nevertheless: a number is nothing to kill by, and the process ends when the other end of
  // its descriptor closes.
  return OfChild(pid);
}

void Process::Signal(int signal) const { syscall(SYS_pidfd_send_signal, pidfd_.get(), signal, nullptr, 0); }

std::optional<ProcessEnd> Process::Wait(std::int64_t timeout_ms) const {
  pollfd watched{.fd = pidfd_.get(), .events = POLLIN, .revents = 0};
  const std::int64_t deadline_ns = MonotonicNs() + timeout_ms * kMs;
  int ready = 0;
  do {
    const std::int64_t left_ms = (deadline_ns - MonotonicNs() + kMs - 1) / kMs;
    ready = poll(&watched, 1, static_cast<int>(std::clamp<std::int64_t>(left_ms, 0, 60'000)));
  } while ((ready == 0 || (ready < 0 && errno == EINTR)) && MonotonicNs() < deadline_ns);
  if (ready <= 0) return std::nullopt;
  siginfo_t info{};
  if (waitid(kWaitByPidfd, static_cast<id_t>(pidfd_.get()), &info, WEXITED) != 0) return ProcessEnd{};
  return ToEnd(info);
}

std::optional<EndedChild> NextEndedChild() {
  siginfo_t info{};
  if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG) != 0 || info.si_pid == 0) return std::nullopt;
  return EndedChild{info.si_pid, ToEnd(info)};
}

}  // namespace vitrine::os

// Other processes: starting one, holding on to one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "os/descriptor.h"
#include "vitrine/error.h"

namespace vitrine::os {

// How a process ended.
struct ProcessEnd {
  bool by_signal = false;
  int number = 0;  // the signal or the exit code
};
// "exit code 3", "signal 9 (Killed)"
std::string Describe(const ProcessEnd& end);

// A process by its pidfd: never another one that was given its number. Thread-safe.
class Process {
 public:
  explicit Process(Descriptor pidfd) : pidfd_(std::move(pidfd)) {}
  // A child that has not been waited for; an error when that is not so (any more).
  static Result<Process> OfChild(int pid);

  // Starts `program` (a whole path) with nothing of ours: no environment, standard streams on /dev/null,
  // default signals, "/" as its folder, no real-time priority, and one descriptor, `passed`, as number
  // kPassedDescriptor. It should end when the other end of that closes.
  static constexpr int kPassedDescriptor = 3;
  static Result<Process> Start(const std::string& program, const std::vector<std::string>& arguments,
                               int passed);

  // A process that has ended is no error.
  void Signal(int signal) const;
  // Waits for a child to end, at most so long, and lets the system forget it; nullopt when it still runs (or
  // when somebody else waited for it: then it has ended with exit code 0).
  std::optional<ProcessEnd> Wait(std::int64_t timeout_ms) const;
  int pidfd() const { return pidfd_.get(); }

 private:
  Descriptor pidfd_;
};

// In a parent: the next child that has ended, forgotten by the system; nullopt when there is none now.
struct EndedChild {
  int pid;
  ProcessEnd end;
};
std::optional<EndedChild> NextEndedChild();

}  // namespace vitrine::os

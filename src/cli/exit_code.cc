#include "cli/exit_code.h"

namespace vitrine::cli {
namespace {

int ExitCode(LimitKind limit) {
  switch (limit) {
    case LimitKind::kWallTime:
    case LimitKind::kCpuTime:
    case LimitKind::kFuel:
      return kExitTime;
    case LimitKind::kMemory:
      return kExitMemory;
    case LimitKind::kHostCalls:
      return kExitHostCalls;
    case LimitKind::kNone:
      break;
  }
  return kExitException;
}

}  // namespace

int ExitCode(const Outcome& outcome) {
  switch (outcome.status) {
    case Status::kOk:
      return kExitOk;
    case Status::kException:
      // Eight bits are all that a parent process sees; what is cut is what the shell would cut after python.
      if (outcome.exit_code != 0) return outcome.exit_code & 0xff;
      return kExitException;
    case Status::kLimit:
      return ExitCode(outcome.limit);
    case Status::kTrap:
      return kExitTrap;
    case Status::kCancelled:
      return kExitCancelled;
    case Status::kRefused:
      return kExitUsage;
    case Status::kParked:
      return kExitParked;
  }
  return kExitHost;
}

int ExitCode(const Error& error) {
  switch (error.kind) {
    case ErrorKind::kInvalidArgument:
    case ErrorKind::kNotFound:
    case ErrorKind::kLimit:
      return kExitUsage;
    case ErrorKind::kBusy:
    case ErrorKind::kEnded:
    case ErrorKind::kHost:
      return kExitHost;
  }
  return kExitHost;
}

}  // namespace vitrine::cli

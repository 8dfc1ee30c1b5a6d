#include "sandbox/failure_text.h"

#include <fmt/format.h>

namespace vitrine::sandbox {
namespace {

double Seconds(std::chrono::nanoseconds time) { return std::chrono::duration<double>(time).count(); }
double MiB(std::uint64_t bytes) { return static_cast<double>(bytes) / (1 << 20); }

const char* What(Aftermath aftermath) {
  return aftermath == Aftermath::kStateKept
             ? "names and files of this sandbox are kept"
             : "it did not stop when asked, so its interpreter was ended and its names are gone";
}

}  // namespace

const char* ExceptionName(LimitKind kind) {
  switch (kind) {
    case LimitKind::kWallTime:
      return "TimeLimitExceeded";
    case LimitKind::kCpuTime:
      return "CpuLimitExceeded";
    case LimitKind::kFuel:
      return "FuelLimitExceeded";
    case LimitKind::kMemory:
      return "MemoryError";
    case LimitKind::kHostCalls:
      return "LimitExceeded";
    case LimitKind::kNone:
      break;
  }
  return "";
}

void DescribeLimit(LimitKind kind, const Limits& limits, const Usage& usage, Aftermath aftermath,
                   Failure& failure) {
  failure.type = ExceptionName(kind);
  switch (kind) {
    case LimitKind::kWallTime:
      failure.message = fmt::format("the run used {:.3g} s of {:.3g} s of wall-clock time; {}",
                                    Seconds(usage.wall), Seconds(limits.wall_time_max), What(aftermath));
      failure.hint = "do less in one run, look for a loop that does not end, or ask for more time";
      break;
    case LimitKind::kCpuTime:
      failure.message = fmt::format("the run used {:.3g} s of {:.3g} s of processor time; {}",
                                    Seconds(usage.cpu), Seconds(limits.cpu_time_max), What(aftermath));
      failure.hint = "do less in one run, look for a loop that does not end, or ask for more processor time";
      break;
    case LimitKind::kFuel:
      failure.message = fmt::format("the run used {} of {} units of fuel; {}", usage.fuel, limits.fuel_max,
                                    What(aftermath));
      failure.hint = "do less in one run, or ask for more fuel";
      break;
    case LimitKind::kMemory:
      failure.message = fmt::format(
          "the code needs more memory than its limit of {:.0f} MiB ({:.0f} MiB are in use, {})",
          MiB(limits.memory_bytes_max), MiB(usage.memory_bytes_peak),
          aftermath == Aftermath::kStateKept ? "names and files are kept" : "the interpreter was ended");
      failure.hint =
          "work on less data at a time (iterate instead of building lists), or ask for more memory";
      break;
    case LimitKind::kHostCalls:
      failure.message = fmt::format("the run made {} host calls, its limit is {}; {}", usage.host_calls,
                                    limits.host_calls_max, What(aftermath));
      failure.hint = "ask for more in one call (for example one query instead of one for each row)";
      break;
    case LimitKind::kNone:
      break;
  }
}

Failure DescribeTrap(runtime::Trap trap) {
  Failure failure{.type = "Trap"};
  failure.message = fmt::format("the interpreter itself failed ({}) and was ended; its names are gone",
                                runtime::Name(trap));
  failure.hint = trap == runtime::Trap::kUnreachable
                     ? "os.abort() does this, and so does bytecode that no compiler makes; run other code"
                     : "this takes broken bytecode or a bug of the interpreter; run other code";
  return failure;
}

Failure DescribeMisuse(const char* what) {
  return {.type = "Trap",
          .message = fmt::format("the interpreter {} and was ended; its names are gone", what),
          .hint = "no Python code does this unless it has corrupted its interpreter; run other code"};
}

Failure DescribeCancel(Aftermath aftermath) {
  return {.type = "KeyboardInterrupt", .message = fmt::format("the run was cancelled; {}", What(aftermath))};
}

Failure DescribeParked(const std::optional<ParkedCall>& call) {
  return {
      .type = "Parked",
      .message = fmt::format("the run waits for the reply to {}()", call ? call->function : "a host call"),
      .hint = "give the reply to go on"};
}

Failure DescribeExit(int code) {
  return {.type = "SystemExit",
          .message = fmt::format(
              "the code left by os._exit({}), which ends the interpreter; its names are gone", code),
          .hint = "use sys.exit() or just return: both keep the interpreter"};
}

}  // namespace vitrine::sandbox

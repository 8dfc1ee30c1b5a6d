// Promise P9: no clock of the guest is finer than 1 ms, there are no threads and no shared memory.
#include <gtest/gtest.h>

#include "tests/promises/promise.h"

namespace vitrine::promises {
namespace {

class P9_NoClockIsFinerThanAMillisecond : public GuestTest {};

// Every clock that Python has: each reading is a whole millisecond, so what happens within one step cannot be
// told apart by reading.
TEST_P(P9_NoClockIsFinerThanAMillisecond, ByReading) {
  const Outcome outcome = RunCode(GetParam(), R"(
import time, datetime
clocks = {"time": time.time_ns, "monotonic": time.monotonic_ns, "perf_counter": time.perf_counter_ns,
          "process_time": time.process_time_ns, "datetime": lambda: datetime.datetime.now().microsecond * 1000}
for name in ("thread_time_ns", "clock_gettime_ns"):
    if hasattr(time, name):
        clocks[name] = time.thread_time_ns if name == "thread_time_ns" else (
            lambda: time.clock_gettime_ns(time.CLOCK_MONOTONIC))
for name, clock in clocks.items():
    readings = []
    steps = 0
    before = clock()
    for _ in range(200_000):
        now = clock()
        readings.append(now % 1_000_000)
        steps += now != before
        before = now
        if steps > 3 and len(readings) > 1000:
            break
    assert not any(readings), (name, [r for r in readings if r][:5])
    print(name, "steps", steps > 0)
)",
                                  LimitsOf(std::chrono::milliseconds(60'000)));
  EXPECT_EQ(outcome.status, Status::kOk) << ToJson(outcome);
  EXPECT_NE(outcome.stdout_text.find("perf_counter steps True"), std::string::npos) << outcome.stdout_text;
}

TEST_P(P9_NoClockIsFinerThanAMillisecond, FilesShowNoneEither) {
  const Outcome outcome = RunCode(GetParam(), R"(
import os
open("/tmp/x", "w").close()
status = os.stat("/tmp/x")
print(status.st_mtime_ns % 1_000_000, status.st_ctime_ns % 1_000_000, status.st_atime_ns % 1_000_000)
)");
  EXPECT_EQ(outcome.stdout_text, "0 0 0\n") << ToJson(outcome);
}

// No counter can run beside the code: the other half of a fine clock.
TEST_P(P9_NoClockIsFinerThanAMillisecond, NoThreadsAndNoSharedMemory) {
  const Outcome outcome = RunCode(GetParam(), R"(
try:
    import _thread, threading
except ImportError:
    _thread = threading = None  # MicroPython
started = 0
for start in (lambda: threading.Thread(target=print).start(), lambda: _thread.start_new_thread(print, ()),
              lambda: _thread.start_joinable_thread(print)):
    try:
        start()
        started += 1
    except (RuntimeError, OSError, AttributeError):
        pass
shared = 0
for module in ("mmap", "_posixshmem", "multiprocessing.shared_memory"):
    try:
        __import__(module)
        shared += module != "multiprocessing.shared_memory"
    except ImportError:
        pass
print(started, shared)
)");
  EXPECT_EQ(outcome.stdout_text, "0 0\n") << ToJson(outcome);
}

VITRINE_FOR_ALL_GUESTS(P9_NoClockIsFinerThanAMillisecond);

}  // namespace
}  // namespace vitrine::promises

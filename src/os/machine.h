// Clocks, randomness and the %gs base: the small things that only the system or the processor can give.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace vitrine::os {

// Nanoseconds. Async-signal-safe.
std::int64_t RealtimeNs();
std::int64_t MonotonicNs();
std::int64_t ThreadCpuNs();

// Fills with the system's random bytes; stops the process when there are none.
void RandomBytes(std::span<std::byte> out);

// Sleeps until the monotonic time or a signal handler on this thread, whichever is first.
void SleepUntil(std::int64_t monotonic_ns);

// The kernel lets programs set the %gs base by the processor's own instruction (FSGSBASE; Linux 5.9).
bool HaveGsInstruction();

// The %gs base of this thread. Uses the instruction where there is one, else a system call.
std::uint64_t GsBase();
void SetGsBase(std::uint64_t base);

}  // namespace vitrine::os

// What a test can see of its own processes.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace vitrine::tests {

// Children that live or are zombies.
std::vector<pid_t> ChildrenOf(pid_t pid);
bool IsZombie(pid_t pid);
// Of its program, at most 15 bytes; empty when there is no such process.
std::string NameOf(pid_t pid);
// The child of this process that was started last.
pid_t TheZygote();
// The zygote's children that live, without the first process of their namespace.
std::vector<pid_t> WorkersOf(pid_t zygote);
// The only one, once those that were killed have ended.
pid_t TheWorkerOf(pid_t zygote);

// Of a number line of /proc/PID/status, in bytes: "VmRSS", "VmHWM".
std::uint64_t MemoryOf(pid_t pid, const std::string& name);
std::size_t CountDescriptors();

// Waits at most so long for what is bound to happen.
bool Eventually(const std::function<bool()>& is_true, int seconds_max = 20);

}  // namespace vitrine::tests

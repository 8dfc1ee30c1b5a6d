// What a worker that was taken over asks of the kernel. Data for both sides: the worker tries, the broker
// names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace vitrine::hostile {

// What the broker tells the worker about its surroundings: an attacker may know it.
struct Targets {
  long broker_pid = 0;
  long zygote_pid = 0;
  long sibling_pid = 0;
  std::uintptr_t broker_address = 0;  // of something in the broker's memory
  int channel = -1;                   // the worker's own
};

struct Attempt {
  const char* what;
  // The result of the system call, -1 with errno when it failed. Where one call alone would do no harm,
  // several.
  long (*call)(const Targets& targets);
};

// Escapes 84 and 85, and more. The index is the name that broker and worker use.
std::span<const Attempt> Attempts();

}  // namespace vitrine::hostile

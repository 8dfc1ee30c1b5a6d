// The parts of Instance that run in signal handlers or on the guest's stack.
#pragma once

#include <cstdint>

#include "os/signals.h"
#include "runtime/instance.h"

namespace vitrine::runtime {

struct InstanceAccess {
  // On the guest's stack: hands a request to the host and returns its answer. Owns nothing and calls nothing
  // else, so that the frame may be abandoned at any point.
  static std::uint64_t Ask(Import import, std::uint64_t first = 0, std::uint64_t second = 0,
                           std::uint64_t third = 0, std::uint64_t fourth = 0);
  // On the guest's stack: ends the call with a trap (a wasm_rt_trap_t).
  [[noreturn]] static void RaiseTrap(std::uint32_t trap);

  // Signal hooks, see os/signals.h.
  static bool OnFault(std::uintptr_t address, os::ThreadState& state);
  static void OnInterrupt(os::ThreadState& state);

 private:
  static void Abandon(Instance& instance, std::uint32_t event, os::ThreadState& state);
};

}  // namespace vitrine::runtime

// Hardware faults and interrupts, as the kernel reports them.
#pragma once

#include <cstdint>

#include "vitrine/error.h"

namespace vitrine::os {

// Where the interrupted thread was, and where it goes on. A hook changes these to send the thread elsewhere:
// the kernel then restores signal mask and stack for us, and no longjmp leaves the handler.
struct ThreadState {
  std::uintptr_t program_counter;
  std::uintptr_t stack_pointer;
  std::uintptr_t first_argument;   // %rdi
  std::uintptr_t second_argument;  // %rsi
};

// Both hooks run in a signal handler on the thread concerned: they may classify, store atomics and change the
// state, nothing else.
struct SignalHooks {
  // A fault at `address`. Returns false when it is not the hook's business: the handler that was there before
  // gets it (by default: the process ends).
  bool (*on_fault)(std::uintptr_t address, ThreadState& state);
  // InterruptSignal() has arrived. `state` may be changed.
  void (*on_interrupt)(ThreadState& state);
};

// Once a process; later calls do nothing. The handlers run on the alternate stack.
Result<void> InstallSignalHooks(const SignalHooks& hooks);

// Gives the calling thread an alternate signal stack unless it has one, and unblocks the signals the hooks
// need. Cheap when already done. The stack lives as long as the thread.
Result<void> PrepareThreadForSignals();

}  // namespace vitrine::os

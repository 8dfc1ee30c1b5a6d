#include "os/signals.h"

#include <signal.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <mutex>

#include "os/failure.h"
#include "os/thread_timer.h"

namespace vitrine::os {
namespace {

constexpr std::array kFaultSignals = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};

SignalHooks hooks_installed;  // set before the first handler is, never again
std::array<struct sigaction, kFaultSignals.size()> previous;

template <typename Hook>
auto WithState(void* context, Hook hook) {
  auto* registers = static_cast<ucontext_t*>(context)->uc_mcontext.gregs;
  ThreadState state{
      static_cast<std::uintptr_t>(registers[REG_RIP]), static_cast<std::uintptr_t>(registers[REG_RSP]),
      static_cast<std::uintptr_t>(registers[REG_RDI]), static_cast<std::uintptr_t>(registers[REG_RSI])};
  const auto result = hook(state);
  registers[REG_RIP] = static_cast<greg_t>(state.program_counter);
  registers[REG_RSP] = static_cast<greg_t>(state.stack_pointer);
  registers[REG_RDI] = static_cast<greg_t>(state.first_argument);
  registers[REG_RSI] = static_cast<greg_t>(state.second_argument);
  return result;
}

void OnFault(int signal, siginfo_t* info, void* context) {
  const int saved_errno = errno;
  // A signal that another process sent carries no address and is not a fault.
  const bool from_hardware = info->si_code > 0;
  const bool handled =
      from_hardware && WithState(context, [&](ThreadState& state) {
        return hooks_installed.on_fault(reinterpret_cast<std::uintptr_t>(info->si_addr), state);
      });
  errno = saved_errno;
  if (handled) return;
  // Not the guest's: put back what was there before. The faulting instruction runs again and meets it; a sent
  // signal is sent again.
  const auto index = std::find(kFaultSignals.begin(), kFaultSignals.end(), signal) - kFaultSignals.begin();
  sigaction(signal, &previous[static_cast<std::size_t>(index)], nullptr);
  if (!from_hardware) raise(signal);
}

void OnInterrupt(int, siginfo_t*, void* context) {
  const int saved_errno = errno;
  WithState(context, [&](ThreadState& state) {
    hooks_installed.on_interrupt(state);
    return 0;
  });
  errno = saved_errno;
}

// The alternate stack of one thread.
class SignalStack {
 public:
  SignalStack() = default;
  SignalStack(const SignalStack&) = delete;
  SignalStack& operator=(const SignalStack&) = delete;
  ~SignalStack() {
    if (stack_ == nullptr) return;
    const stack_t off{.ss_sp = nullptr, .ss_flags = SS_DISABLE, .ss_size = 0};
    sigaltstack(&off, nullptr);
    munmap(stack_, bytes_);
  }

  Result<void> Prepare() {
    if (ready_) return {};
    stack_t current{};
    if (sigaltstack(nullptr, &current) != 0) return SystemFailure("cannot look at the signal stack");
    if ((current.ss_flags & SS_DISABLE) != 0) {
      bytes_ = std::max<std::size_t>(64 << 10, static_cast<std::size_t>(sysconf(_SC_SIGSTKSZ)));
      void* stack =
          mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
      if (stack == MAP_FAILED) return SystemFailure("cannot make a signal stack");
      stack_ = stack;
      const stack_t on{.ss_sp = stack_, .ss_flags = 0, .ss_size = bytes_};
      if (sigaltstack(&on, nullptr) != 0) return SystemFailure("cannot set the signal stack");
    }
    sigset_t needed;
    sigemptyset(&needed);
    sigaddset(&needed, InterruptSignal());
    for (const int signal : kFaultSignals) sigaddset(&needed, signal);
    pthread_sigmask(SIG_UNBLOCK, &needed, nullptr);
    ready_ = true;
    return {};
  }

 private:
  void* stack_ = nullptr;
  std::size_t bytes_ = 0;
  bool ready_ = false;
};

}  // namespace

Result<void> InstallSignalHooks(const SignalHooks& hooks) {
  static std::mutex mutex;
  static bool installed = false;
  const std::lock_guard lock(mutex);
  if (installed) return {};
  hooks_installed = hooks;
  struct sigaction action{};
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  // A deadline must not land inside the fault handler: it could see half of its stores.
  sigaddset(&action.sa_mask, InterruptSignal());
  action.sa_sigaction = OnFault;
  for (std::size_t i = 0; i < kFaultSignals.size(); ++i) {
    if (sigaction(kFaultSignals[i], &action, &previous[i]) != 0)
      return SystemFailure("cannot install a fault handler");
  }
  action.sa_sigaction = OnInterrupt;
  action.sa_flags |= SA_RESTART;
  if (sigaction(InterruptSignal(), &action, nullptr) != 0)
    return SystemFailure("cannot install the interrupt handler");
  installed = true;
  return {};
}

Result<void> PrepareThreadForSignals() {
  static thread_local SignalStack stack;
  return stack.Prepare();
}

}  // namespace vitrine::os

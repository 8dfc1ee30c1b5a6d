// The border between host and guest on one thread: two stacks, and switches between them.
//
//      host stack                    guest stack
//      Start/Resume  ------------->  guest code
//      ... returns   <-------------  Yield (a host call; the guest waits on its stack)
//      ... returns   <-------------  the guest function's return
//      ... returns   <-------------  Abandon (trap or deadline; the guest's frames are dropped)
//
// Host calls run on the host's stack: the guest cannot make them short of it, and a guest that waits for a
// reply holds no thread. Guest frames own nothing of the host, so dropping them leaks nothing.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace vitrine::runtime {

enum class Domain : std::uint32_t { kHost = 0, kGuest = 1 };

// The first members are read and written by context.S.
struct Context {
  std::uintptr_t host_stack_pointer = 0;
  std::uintptr_t guest_stack_pointer = 0;
  // Stored by the switches: kGuest from just after host_stack_pointer is valid to just before it no longer
  // is. A signal handler may abandon the guest whenever it reads kGuest here.
  std::atomic<Domain> domain = Domain::kHost;
};

static_assert(offsetof(Context, host_stack_pointer) == 0);
static_assert(offsetof(Context, guest_stack_pointer) == 8);
static_assert(offsetof(Context, domain) == 16);

// What a switch to the guest comes back with; numbers from kContextAbandoned on are those given to Abandon.
inline constexpr std::uint32_t kContextReturned = 0;
inline constexpr std::uint32_t kContextYielded = 1;
inline constexpr std::uint32_t kContextAbandoned = 16;

extern "C" {

// Calls entry(argument) on the stack that ends at `stack_top` (16-byte aligned), with the default
// floating-point modes; the host's are put back on return. Callee-saved registers are kept.
std::uint32_t vitrine_context_start(Context* context, void (*entry)(void*), void* argument, void* stack_top);

// Goes on where the guest yielded.
std::uint32_t vitrine_context_resume(Context* context);

// On the guest's stack: back to the host; returns when resumed.
void vitrine_context_yield(Context* context);

// On the guest's stack, or as the place where a signal handler sends the thread: back to the host for good.
[[noreturn]] void vitrine_context_abandon(Context* context, std::uint32_t event);

}  // extern "C"

}  // namespace vitrine::runtime

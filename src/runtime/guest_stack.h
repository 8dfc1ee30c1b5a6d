// The stacks that guest code runs on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "os/mapping.h"
#include "runtime/fault.h"
#include "vitrine/error.h"

namespace vitrine::runtime {

// 1 MiB of guard below is more than any frame that -fstack-clash-protection lets pass unprobed.
inline constexpr std::size_t kStackGuardBytes = 1u << 20;
// CPython's deepest C recursion that its own limits allow takes about a third of it (measured,
// tests/escape: recursion of every kind ends in an exception).
inline constexpr std::size_t kStackBytes = 32u << 20;

//   | guard | stack, grows down  <-- top | guard |
//
// Not scrubbed between guests: translated code never reads a stack byte that it has not written (wasm locals
// are always initialised), and nothing of the host lies here.
class GuestStack {
 public:
  static Result<GuestStack> Make();

  // 16-byte aligned.
  void* top() const { return mapping_.data() + kStackGuardBytes + kStackBytes; }
  AddressRange guard() const {
    const auto base = reinterpret_cast<std::uintptr_t>(mapping_.data());
    return {base, base + kStackGuardBytes};
  }

  // Gives back memory that a deep recursion has touched; keeps the top, which every run uses.
  void Trim() const;

 private:
  explicit GuestStack(os::Mapping mapping) : mapping_(std::move(mapping)) {}

  os::Mapping mapping_;
};

// Stacks are only needed while a run is going on, so a handful serves thousands of sandboxes. Thread-safe.
class GuestStackPool {
 public:
  Result<std::unique_ptr<GuestStack>> Take();
  void Give(std::unique_ptr<GuestStack> stack);

 private:
  static constexpr std::size_t kFreeMax = 16;
  // A trim costs a system call and, after a deep recursion, the faults of the next one: seldom is enough.
  static constexpr std::uint32_t kTrimEvery = 64;

  std::mutex mutex_;
  std::uint32_t given_count_ = 0;                  // guarded by mutex_
  std::vector<std::unique_ptr<GuestStack>> free_;  // guarded by mutex_
};

}  // namespace vitrine::runtime

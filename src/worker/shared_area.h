// The memory that broker and worker share: a flag, a ring for output, a window for long bodies each way.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "os/shared_memory.h"
#include "vitrine/error.h"
#include "vitrine/sandbox.h"

namespace vitrine::worker {

inline constexpr std::size_t kRingBytes = 64u << 10;
inline constexpr std::size_t kWindowBytes = 1u << 20;

//   | head: one page | ring | window to the worker | window to the broker |
//
// The worker may write anything anywhere at any time: the broker copies, then checks, then uses, and keeps
// its own place in the ring to itself. Each side uses its SharedArea from one thread; cancel() from any.
class SharedArea {
 public:
  static constexpr std::size_t kBytes = 4096 + kRingBytes + 2 * kWindowBytes;

  // The broker makes it and hands the descriptor on; both map it.
  static Result<SharedArea> Make();
  static Result<SharedArea> Open(os::Descriptor descriptor);

  int descriptor() const { return memory_.descriptor.get(); }
  void CloseDescriptor() { memory_.descriptor.Reset(); }

  // Set by the broker; looked at by the guest's deadline.
  std::atomic<bool>& cancel() const;

  std::span<std::byte> window_to_worker() const;
  std::span<std::byte> window_to_broker() const;
  // Gives the memory of both windows back, if that is allowed; they are zeros then. Only while no body is on
  // its way.
  void ReleaseWindows() const;

  // The worker's side of the ring.
  //
  // Puts the front of `bytes` in; returns how many: 0 when there is no room (or nothing to put).
  std::size_t Put(OutputStream stream, std::string_view bytes);
  // True when the broker has to be woken for what was put: it has taken everything that it was woken for
  // before. Then it counts as woken.
  bool WakeIsDue();

  // The broker's side. Hands over everything that has come; false when the worker has broken the ring's form.
  using Take = std::function<void(OutputStream, std::string_view)>;
  [[nodiscard]] bool Drain(const Take& take);

 private:
  explicit SharedArea(os::SharedMemory memory) : memory_(std::move(memory)) {}
  struct Head;
  Head& head() const;
  std::span<std::byte> ring() const { return {memory_.mapping.data() + 4096, kRingBytes}; }

  os::SharedMemory memory_;
  std::uint64_t place_ = 0;        // bytes that this side has put or taken so far
  std::uint64_t woken_place_ = 0;  // the worker's: where place_ was when it last woke the broker
};

}  // namespace vitrine::worker

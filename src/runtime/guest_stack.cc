#include "runtime/guest_stack.h"

#include <utility>

namespace vitrine::runtime {
namespace {

// What a run of ordinary code touches; measured with bench/sandbox_bench.cc.
constexpr std::size_t kKeptBytes = 256u << 10;

}  // namespace

Result<GuestStack> GuestStack::Make() {
  Result<os::Mapping> mapping = os::Mapping::Reserve(kStackBytes + 2 * kStackGuardBytes);
  if (!mapping) return std::unexpected(mapping.error());
  if (!mapping->Commit(kStackGuardBytes, kStackBytes)) {
    return std::unexpected(Error{ErrorKind::kHost, "the system has no memory for a guest stack"});
  }
  return GuestStack(std::move(*mapping));
}

void GuestStack::Trim() const {
  // Best effort: a refusal leaves memory resident, nothing else.
  static_cast<void>(mapping_.Discard(kStackGuardBytes, kStackBytes - kKeptBytes));
}

Result<std::unique_ptr<GuestStack>> GuestStackPool::Take() {
  {
    const std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      std::unique_ptr<GuestStack> stack = std::move(free_.back());
      free_.pop_back();
      return stack;
    }
  }
  Result<GuestStack> made = GuestStack::Make();
  if (!made) return std::unexpected(made.error());
  return std::make_unique<GuestStack>(std::move(*made));
}

void GuestStackPool::Give(std::unique_ptr<GuestStack> stack) {
  const std::lock_guard lock(mutex_);
  if (++given_count_ % kTrimEvery == 0) stack->Trim();
  if (free_.size() < kFreeMax) free_.push_back(std::move(stack));
}

}  // namespace vitrine::runtime

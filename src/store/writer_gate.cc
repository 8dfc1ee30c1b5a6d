#include "store/writer_gate.h"

#include "base/check.h"

namespace vitrine::store {

bool WriterGate::Enter(Clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  if (!left_.wait_until(lock, deadline, [this] { return !taken_; })) return false;
  taken_ = true;
  return true;
}

void WriterGate::Leave() {
  {
    const std::lock_guard lock(mutex_);
    VITRINE_CHECK(taken_, "only a writer inside of the gate leaves it");
    taken_ = false;
  }
  left_.notify_one();
}

}  // namespace vitrine::store

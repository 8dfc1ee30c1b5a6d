// Lets one writer of a store in at a time.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace vitrine::store {

// Thread-safe. Who leaves need not be the thread that entered.
class WriterGate {
 public:
  using Clock = std::chrono::steady_clock;

  // False when the one inside has not left by `deadline`.
  bool Enter(Clock::time_point deadline);
  // Only for the one inside.
  void Leave();

 private:
  std::mutex mutex_;
  std::condition_variable left_;
  bool taken_ = false;  // under mutex_
};

}  // namespace vitrine::store

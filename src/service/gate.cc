#include "service/gate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace vitrine::service {

Gate::Gate(const Quotas& quotas) : quotas_(quotas), tokens_(quotas.runs_per_minute), filled_(Clock::now()) {}

Answer<Gate::Pass> Gate::Enter(Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  const double per_second = quotas_.runs_per_minute / 60.0;
  if (now > filled_) {
    const double seconds = std::chrono::duration<double>(now - filled_).count();
    tokens_ = std::min<double>(quotas_.runs_per_minute, tokens_ + seconds * per_second);
    filled_ = now;
  }
  if (running_ >= quotas_.runs_at_once) {
    return std::unexpected(
        ServiceError{Refusal::kOverQuota,
                     fmt::format("{} runs of yours are going on, which is as many as you may have at once",
                                 quotas_.runs_at_once),
                     std::chrono::seconds(1)});
  }
  if (tokens_ < 1) {
    const double wait = per_second > 0 ? std::ceil((1 - tokens_) / per_second) : 3600;
    return std::unexpected(
        ServiceError{Refusal::kOverQuota,
                     fmt::format("you may start {} runs a minute; wait a little", quotas_.runs_per_minute),
                     std::chrono::seconds(static_cast<std::int64_t>(std::clamp(wait, 1.0, 3600.0)))});
  }
  tokens_ -= 1;
  ++running_;
  return Pass(*this);
}

void Gate::Leave() {
  const std::lock_guard lock(mutex_);
  --running_;
}

}  // namespace vitrine::service

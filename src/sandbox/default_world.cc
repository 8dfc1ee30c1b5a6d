#include "sandbox/default_world.h"

#include "os/machine.h"

namespace vitrine::sandbox {
namespace {

std::int64_t Coarse(std::int64_t ns) { return ns / kClockStepNs * kClockStepNs; }

}  // namespace

std::int64_t SandboxWorld::RealtimeNs() {
  return surroundings_ != nullptr ? surroundings_->RealtimeNs() : Coarse(os::RealtimeNs());
}
std::int64_t SandboxWorld::MonotonicNs() {
  return surroundings_ != nullptr ? surroundings_->MonotonicNs() : Coarse(os::MonotonicNs());
}
std::int64_t SandboxWorld::CpuNs() {
  return surroundings_ != nullptr ? surroundings_->CpuNs() : Coarse(os::ThreadCpuNs());
}
void SandboxWorld::Entropy(std::span<std::byte> out) {
  if (surroundings_ != nullptr) {
    surroundings_->Entropy(out);
  } else {
    os::RandomBytes(out);
  }
}
bool SandboxWorld::SleepIsOver(std::int64_t nanoseconds) {
  return surroundings_ != nullptr && surroundings_->SleepIsOver(nanoseconds);
}

}  // namespace vitrine::sandbox

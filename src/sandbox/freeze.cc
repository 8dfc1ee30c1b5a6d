#include "sandbox/freeze.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "guest_link/guest.h"
#include "guest_link/guest_imports.h"
#include "runtime/guest_stack.h"
#include "runtime/slot.h"

namespace vitrine::sandbox {
namespace {

// Importing the preloaded modules takes about 0.1 s; a machine under valgrind takes fifty times that.
constexpr runtime::RunPlan kStartPlan = {
    .wall_ns_max = 120'000'000'000, .cpu_ns_max = 120'000'000'000, .grace_ns = 1'000'000'000};

constexpr guest_link::ImportLimits kStartLimits = {.output_bytes_max = 64u << 10,
                                                   .display_bytes_max = 0,
                                                   .displays_count_max = 0,
                                                   .outcome_bytes_max = 64u << 10,
                                                   .request_bytes_max = 0};

// The same always, so that an image can be made again bit by bit (Promise P21). Everything that is random in
// a running guest is drawn anew after every start (Promise P16).
class FrozenWorld final : public guest_link::World {
 public:
  std::int64_t RealtimeNs() override { return kImageTimeNs; }
  std::int64_t MonotonicNs() override { return kImageTimeNs; }
  std::int64_t CpuNs() override { return 0; }
  void Entropy(std::span<std::byte> out) override { std::ranges::fill(out, std::byte{0x5a}); }
  bool SleepIsOver(std::int64_t) override { return true; }

 private:
  static constexpr std::int64_t kImageTimeNs = 1'735'689'600'000'000'000;  // 2025-01-01
};

class NoCalls final : public guest_link::HostCalls {
 public:
  guest_link::HostAnswer Call(std::string_view, runtime::Instance&) override {
    return {guest_link::HostAnswer::Then::kEnd, {}};
  }
};

}  // namespace

Result<void> FreezeGuest(const vitrine_guest_module& module, std::string_view pack, std::uint32_t hash_seed,
                         const std::function<Result<void>(const guest_link::FrozenGuest&)>& use) {
  runtime::GuestStackPool stacks;
  FrozenWorld world;
  NoCalls no_calls;
  guest_link::GuestImports imports(world, no_calls, kStartLimits);

  Result<std::unique_ptr<runtime::Slot>> slot = runtime::Slot::Make();
  if (!slot) return std::unexpected(slot.error());
  Result<std::unique_ptr<runtime::Instance>> instance =
      runtime::Instance::Cold(module, std::move(*slot), stacks);
  if (!instance) return std::unexpected(instance.error());
  Result<std::unique_ptr<guest_link::Guest>> guest = guest_link::Guest::Make(std::move(*instance), imports);
  if (!guest) return std::unexpected(guest.error());

  const Result<std::uint32_t> pack_address = (*guest)->Initialise(pack, hash_seed, kStartPlan);
  if (!pack_address) return std::unexpected(pack_address.error());
  Result<runtime::InterruptStores> interrupts = (*guest)->ReadInterruptCells(kStartPlan);
  if (!interrupts) return std::unexpected(interrupts.error());
  return use({.state = (*guest)->instance().Freeze(),
              .interrupts = std::move(*interrupts),
              .hash_seed = hash_seed,
              .pack_address = *pack_address,
              .pack_bytes = static_cast<std::uint32_t>(pack.size())});
}

}  // namespace vitrine::sandbox

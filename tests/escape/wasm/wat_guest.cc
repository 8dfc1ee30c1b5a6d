#include "tests/escape/wasm/wat_guest.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "runtime/slot.h"

extern "C" {
#define VITRINE_WAT_GUEST(name)                                \
  extern const vitrine_guest_module vitrine_guest_##name##_gs; \
  extern const vitrine_guest_module vitrine_guest_##name##_checked;
#include "wat_guests.inc"
#undef VITRINE_WAT_GUEST
}

namespace vitrine::escape {
namespace {

#define VITRINE_WAT_GUEST(name) {#name, &vitrine_guest_##name##_gs, &vitrine_guest_##name##_checked},
constexpr WatGuest kGuests[] = {
#include "wat_guests.inc"
};
#undef VITRINE_WAT_GUEST

constexpr guest_link::ImportLimits kLimits = {.output_bytes_max = 100'000,
                                              .display_bytes_max = 1000,
                                              .displays_count_max = 10,
                                              .outcome_bytes_max = 65536,
                                              .request_bytes_max = 50'000};

constexpr std::int64_t kLongNs = 20'000'000'000;

}  // namespace

std::span<const WatGuest> WatGuests() { return kGuests; }

const WatGuest& WatGuestNamed(std::string_view name) {
  const auto* const found = std::ranges::find(kGuests, name, &WatGuest::name);
  VITRINE_CHECK(found != std::end(kGuests), "the build has linked the guest in");
  return *found;
}

void StillWorld::Entropy(std::span<std::byte> out) { std::ranges::fill(out, std::byte{0xaa}); }

runtime::RunPlan PlanOf(std::int64_t wall_ns) { return {.wall_ns_max = wall_ns, .cpu_ns_max = kLongNs}; }

runtime::GuestStackPool& Stacks() {
  static runtime::GuestStackPool stacks;
  return stacks;
}

WatInstance::WatInstance(const vitrine_guest_module& module) : imports_(world_, calls_, kLimits) {
  Result<std::unique_ptr<runtime::Slot>> slot = runtime::Slot::Make();
  VITRINE_CHECK(slot.has_value(), "there are addresses for a slot");
  Result<std::unique_ptr<runtime::Instance>> made =
      runtime::Instance::Cold(module, std::move(*slot), Stacks());
  VITRINE_CHECK(made.has_value(), "the guest fits the runtime");
  instance_ = std::move(*made);
}

template <typename Enter>
runtime::CallEnd WatInstance::Run(const runtime::RunPlan& plan, Enter enter) {
  static const std::atomic<bool> never = false;
  VITRINE_CHECK(instance_->Begin(plan, never).has_value(), "a run can begin");
  const runtime::CallEnd end = enter();
  instance_->End();
  return end;
}

runtime::CallEnd WatInstance::Instantiate(const runtime::RunPlan& plan, runtime::ImportHandler* handler) {
  imports_.Start(nullptr, 0);
  return Run(plan, [&] { return instance_->Instantiate(handler != nullptr ? *handler : imports_); });
}

runtime::CallEnd WatInstance::Call(std::string_view name, std::vector<std::uint64_t>& slots,
                                   const runtime::RunPlan& plan, runtime::ImportHandler* handler) {
  const vitrine_guest_export* const function = Find(name);
  VITRINE_CHECK(function != nullptr, "the guest has the export");
  // Room for the parameters and for a result.
  slots.resize(std::max<std::size_t>(slots.size(), std::string_view(function->signature).size()));
  return Run(plan,
             [&] { return instance_->Call(*function, slots, handler != nullptr ? *handler : imports_); });
}

std::uint64_t WatInstance::Ask(std::string_view name, std::vector<std::uint64_t> arguments) {
  const runtime::CallEnd end = Call(name, arguments, PlanOf(kLongNs));
  VITRINE_CHECK(end.how == runtime::CallEnd::How::kReturned, "the guest's function returns");
  return arguments[0];
}

const vitrine_guest_export* WatInstance::Find(std::string_view name) const {
  const std::span exports(instance_->module().exports, instance_->module().exports_count);
  const auto found = std::ranges::find_if(exports, [&](const auto& item) { return name == item.name; });
  return found == exports.end() ? nullptr : &*found;
}

}  // namespace vitrine::escape

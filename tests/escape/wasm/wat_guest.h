// Hand-written guests, run on the runtime without an image.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "guest_link/guest_imports.h"
#include "runtime/guest_stack.h"
#include "runtime/instance.h"

namespace vitrine::escape {

struct WatGuest {
  std::string_view name;
  const vitrine_guest_module* gs;
  const vitrine_guest_module* checked;
  const vitrine_guest_module& module(bool is_checked) const { return is_checked ? *checked : *gs; }
};

// All guests that the build has linked in.
std::span<const WatGuest> WatGuests();
// Stops the process when there is none of that name.
const WatGuest& WatGuestNamed(std::string_view name);

// Clocks that stand still, "random" bytes that are all the same, sleeps that take no time.
class StillWorld final : public guest_link::World {
 public:
  std::int64_t RealtimeNs() override { return 0; }
  std::int64_t MonotonicNs() override { return 0; }
  std::int64_t CpuNs() override { return 0; }
  void Entropy(std::span<std::byte> out) override;
  bool SleepIsOver(std::int64_t) override { return true; }
};

// Answers each call with its own request.
class EchoCalls final : public guest_link::HostCalls {
 public:
  guest_link::HostAnswer Call(std::string_view request, runtime::Instance&) override {
    reply_ = request;
    return {guest_link::HostAnswer::Then::kReply, reply_};
  }

 private:
  std::string reply_;
};

// A plan with this wall-clock time and no grace.
runtime::RunPlan PlanOf(std::int64_t wall_ns);

// One instance of a guest. Single-thread.
class WatInstance {
 public:
  explicit WatInstance(const vitrine_guest_module& module);

  // Each is a run of its own. `handler` null: the product's own GuestImports over EchoCalls.
  runtime::CallEnd Instantiate(const runtime::RunPlan& plan, runtime::ImportHandler* handler = nullptr);
  runtime::CallEnd Call(std::string_view name, std::vector<std::uint64_t>& slots,
                        const runtime::RunPlan& plan, runtime::ImportHandler* handler = nullptr);
  // The first result of a call that must return.
  std::uint64_t Ask(std::string_view name, std::vector<std::uint64_t> arguments);

  // Null when there is none of that name.
  const vitrine_guest_export* Find(std::string_view name) const;
  runtime::Instance& instance() { return *instance_; }
  guest_link::GuestImports& imports() { return imports_; }
  // Gives the instance away, e.g. to a guest_link::Guest.
  std::unique_ptr<runtime::Instance> Release() { return std::move(instance_); }

 private:
  template <typename Enter>
  runtime::CallEnd Run(const runtime::RunPlan& plan, Enter enter);

  StillWorld world_;
  EchoCalls calls_;
  guest_link::GuestImports imports_;
  std::unique_ptr<runtime::Instance> instance_;
};

// Shared by all instances of the tests.
runtime::GuestStackPool& Stacks();

}  // namespace vitrine::escape

// Answers host calls in this process, from the grants.
#pragma once

#include <optional>
#include <string_view>

#include "capabilities/dispatcher.h"
#include "capabilities/grants_impl.h"
#include "sandbox/call_server.h"
#include "vitrine/limits.h"

namespace vitrine::sandbox {

class GrantedCalls final : public CallServer {
 public:
  // The grants must outlive this and not change meanwhile.
  GrantedCalls(const Grants::Impl& grants, const Limits& limits) : dispatcher_(grants, limits) {}

  void StartRun() override { dispatcher_.StartRun(); }
  void Count(std::string_view request) override { dispatcher_.Count(request); }
  guest_link::HostAnswer Call(std::string_view request, const CallContext& context) override {
    using Then = guest_link::HostAnswer::Then;
    const std::string_view reply = dispatcher_.Call(request, context);
    if (dispatcher_.ExceededHard()) return {Then::kEnd, {}};
    if (dispatcher_.parked_call()) return {Then::kPark, {}};
    return {Then::kReply, reply};
  }
  std::string_view Answer(std::string_view function, const CallReply& reply) override {
    return dispatcher_.Answer(function, reply);
  }
  const std::optional<ParkedCall>& parked_call() const override { return dispatcher_.parked_call(); }
  std::uint32_t calls_count() const override { return dispatcher_.calls_count(); }

 private:
  capabilities::Dispatcher dispatcher_;
};

}  // namespace vitrine::sandbox

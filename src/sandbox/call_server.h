// Who answers the host calls of a sandbox.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "guest_link/guest_imports.h"
#include "vitrine/grants.h"
#include "vitrine/outcome.h"

namespace vitrine::sandbox {

// One for each sandbox. Single-thread.
class CallServer {
 public:
  virtual ~CallServer() = default;

  // Calls count anew from here.
  virtual void StartRun() = 0;
  // Counts a call of this run that was answered elsewhere.
  virtual void Count(std::string_view request) = 0;
  // Answers one request of the guest's, which may be forged. The reply (guests/abi.h) is valid until the next
  // call of anything here. It ends a guest that went on calling long after it was told to stop.
  virtual guest_link::HostAnswer Call(std::string_view request, const CallContext& context) = 0;
  // The reply to a call of that function that was parked, valid likewise.
  virtual std::string_view Answer(std::string_view function, const CallReply& reply) = 0;
  // Which call that is; null when there is none, or only somebody else knows.
  virtual const std::optional<ParkedCall>& parked_call() const = 0;
  // Of this run, refused ones included.
  virtual std::uint32_t calls_count() const = 0;
};

}  // namespace vitrine::sandbox

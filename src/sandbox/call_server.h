// Who answers the host calls of a sandbox.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "vitrine/grants.h"

namespace vitrine::sandbox {

// One for each sandbox. Single-thread.
class CallServer {
 public:
  virtual ~CallServer() = default;

  // Calls count anew from here.
  virtual void StartRun() = 0;
  // Answers one request of the guest's, which may be forged. The reply (guests/abi.h) is valid until the next
  // call of anything here; null: the guest is to be ended, it went on calling long after it was told to stop.
  virtual std::optional<std::string_view> Call(std::string_view request, const CallContext& context) = 0;
  // Of this run, refused ones included.
  virtual std::uint32_t calls_count() const = 0;
};

}  // namespace vitrine::sandbox

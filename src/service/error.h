// What a service refuses and why, in the words of all of its front ends.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <string>

#include "vitrine/error.h"

namespace vitrine::service {

enum class Refusal : std::uint8_t {
  kInvalid,    // not understood, or beyond what may be asked for
  kNotFound,   // or somebody else's, which is told apart by nobody (Promise P13)
  kConflict,   // the name is taken, or the session is at work or waits for a reply
  kOverQuota,  // the principal's; `retry_after` says when to come back
  kFull,       // the server's; likewise
  kFailed,     // the machine's
};

struct [[nodiscard]] ServiceError {
  Refusal refusal;
  std::string what;  // a sentence for the client; holds nothing of the host's
  std::chrono::seconds retry_after{0};
};

template <typename T>
using Answer = std::expected<T, ServiceError>;

// An error of the library in these words.
ServiceError ToServiceError(Error error);

}  // namespace vitrine::service

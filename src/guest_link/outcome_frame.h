// Reads what the guest says about a run. Hostile bytes: the guest may lie about itself, never hurt us.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "vitrine/outcome.h"

namespace vitrine::guest_link {

struct GuestOutcome {
  enum class Status : std::uint8_t { kOk, kException, kExit } status = Status::kOk;
  std::int32_t exit_code = 0;
  std::optional<std::string> value_repr;
  std::optional<Value> value;
  std::optional<Failure> failure;
};

// Null when the frame is malformed. Texts are UTF-8; value_repr is cut at value_bytes_max, a value whose tree
// takes more than four times that is left out.
std::optional<GuestOutcome> ReadOutcomeFrame(std::string_view frame, std::uint64_t value_bytes_max);

// A display frame: a map from MIME type to text or bytes. Null when malformed; strange types are left out.
std::optional<Display> ReadDisplayFrame(std::string_view frame);

}  // namespace vitrine::guest_link

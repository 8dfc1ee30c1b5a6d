// A session as bytes. docs/snapshot.md describes the format.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "runtime/saved_state.h"
#include "vitrine/error.h"

namespace vitrine::session {

// Holds the interpreter's memory and nothing else: no name, no path, no clock of the host's.
std::string WriteSnapshot(const runtime::SavedState& state, std::string_view image_id,
                          std::span<const std::byte> image);

// Takes an attacker's bytes. What is refused (kInvalidArgument) is told in a sentence; a state that is given
// back fits an interpreter of the image, whatever it does there (Promise P15).
Result<runtime::SavedState> ReadSnapshot(std::string_view bytes, std::string_view image_id,
                                         std::span<const std::byte> image, std::uint64_t memory_bytes_max);

// A whole state, as it stands in snapshots and journals: packed, as its difference from the image.
std::string PackState(const runtime::SavedState& state, std::span<const std::byte> image);
std::optional<runtime::SavedState> UnpackState(std::string_view packed, std::span<const std::byte> image,
                                               std::uint64_t memory_bytes_max);

}  // namespace vitrine::session

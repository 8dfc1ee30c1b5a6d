// Bytes made small, and back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vitrine::session {

// One zstd frame that says its content's size. Fast before small: what sessions pack is mostly zeros (see
// sandbox/state_codec.h).
std::string Pack(std::string_view bytes);

// Null for what is no such frame, is cut, or would give more than `bytes_max`: nothing is allocated before
// that has been checked.
std::optional<std::string> Unpack(std::string_view packed, std::uint64_t bytes_max);

}  // namespace vitrine::session

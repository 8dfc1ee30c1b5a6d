// Bytes made small, and back.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace vitrine::session {

enum class Effort : std::uint8_t {
  kFast,   // for what is stored with every turn and waited for at every return
  kSmall,  // for what travels
};

// One zstd frame that says its content's size, of what `write` appends to the string it is given. See
// sandbox/page_planes.h for what makes states small at no cost.
std::string Pack(Effort effort, const std::function<void(std::string&)>& write);

// Null for what is no such frame, is cut, or would give more than `bytes_max`: nothing is allocated before
// that has been checked. The view is valid until the next call on this thread.
std::optional<std::string_view> Unpack(std::string_view packed, std::uint64_t bytes_max);

}  // namespace vitrine::session

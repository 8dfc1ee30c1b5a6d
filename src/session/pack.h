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

// Of what `write` appends to the string it is given, with its size in front. kSmall gives one zstd frame;
// kFast one block of LZ4, or such a frame for what is too long for that. See sandbox/page_planes.h for what
// makes states small at no cost.
std::string Pack(Effort effort, const std::function<void(std::string&)>& write);

// Null for what that effort would not have written, is cut, or would give more than `bytes_max`: nothing is
// allocated before that has been checked. The view is valid until the next call on this thread.
std::optional<std::string_view> Unpack(Effort effort, std::string_view packed, std::uint64_t bytes_max);

}  // namespace vitrine::session

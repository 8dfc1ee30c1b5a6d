// Guest memory as bytes: between worker and broker, in stores and snapshots.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "runtime/saved_state.h"

namespace vitrine::sandbox {

// Appends, little-endian:
//
//   u64 memory_bytes | u32 globals | u32 changed | u32 forgotten | u32 0
//   u64 for each global | u32 for each number | u32 for each forgotten one | the changed pages, 4096 bytes
//   each
//
// Pages are written as their exclusive or with `base`, which is the image's memory (bytes beyond it count as
// 0) or empty: what equals the image becomes zeros, which pack well.
void AppendDelta(const runtime::StateDelta& delta, std::span<const std::byte> base, std::string& out);
std::uint64_t DeltaBytes(const runtime::StateDelta& delta);

// Null for whatever AppendDelta would not have written, and for more memory than `memory_bytes_max`: these
// are an attacker's bytes. What is allocated is bounded by their number. Pages of `base`'s size and beyond
// may both be there; numbers ascend and lie inside the memory.
std::optional<runtime::StateDelta> ParseDelta(std::string_view bytes, std::span<const std::byte> base,
                                              std::uint64_t memory_bytes_max);

// The longest that a guest with so much memory can need.
std::uint64_t DeltaBytesMax(std::uint64_t memory_bytes_max);

}  // namespace vitrine::sandbox

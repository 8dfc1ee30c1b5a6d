// Guest memory as bytes: between worker and broker, in stores and snapshots.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
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
void AppendDelta(const runtime::StateDelta& delta, std::string& out);
// The same with pages in a form of page_planes.h, for whoever packs them. `image` is the image's memory,
// whole pages; pages beyond it have no base.
enum class PageForm : std::uint8_t { kPlanes, kExclusiveOr };
void AppendDeltaToPack(const runtime::StateDelta& delta, std::span<const std::byte> image, PageForm form,
                       std::string& out);
std::uint64_t DeltaBytes(const runtime::StateDelta& delta);

// Null for whatever these would not have written, and for more memory than `memory_bytes_max`: these are an
// attacker's bytes. What is allocated is bounded by their number. Numbers ascend and lie inside the memory.
std::optional<runtime::StateDelta> ParseDelta(std::string_view bytes, std::uint64_t memory_bytes_max);
// Changed pages are left out when `wants` says so of their number.
std::optional<runtime::StateDelta> ParsePackedDelta(
    std::string_view bytes, std::span<const std::byte> image, PageForm form, std::uint64_t memory_bytes_max,
    const std::function<bool(std::uint32_t)>& wants = [](std::uint32_t) { return true; });

// The longest that a guest with so much memory can need.
std::uint64_t DeltaBytesMax(std::uint64_t memory_bytes_max);

}  // namespace vitrine::sandbox

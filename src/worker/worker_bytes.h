// How much a worker's process needs for what its sandbox may use.
#pragma once

#include <cstdint>

#include "vitrine/limits.h"

namespace vitrine::worker {

// What a worker holds besides: in a session its interpreter's state, to see what a turn has changed.
enum class Holds : std::uint8_t { kNoState, kState };

// For WorkerPoolOptions::worker_bytes_max: so much that it is always the guest that meets its limit first,
// and gets Python's MemoryError. `code_bytes_max` is the longest code that is run.
std::uint64_t WorkerBytesMax(const Limits& limits, std::uint64_t code_bytes_max, Holds holds);

}  // namespace vitrine::worker

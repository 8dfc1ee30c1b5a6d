// Limits that cannot work.
#pragma once

#include <cstdint>

#include "vitrine/error.h"
#include "vitrine/limits.h"

namespace vitrine::sandbox {

// Whether a sandbox with these limits can start from an image of `image_bytes` on such an engine.
Result<void> CheckLimits(const Limits& limits, std::uint64_t image_bytes, bool counts_fuel);

}  // namespace vitrine::sandbox

#include "sandbox/check_limits.h"

#include <fmt/format.h>

namespace vitrine::sandbox {

Result<void> CheckLimits(const Limits& limits, std::uint64_t image_bytes, bool counts_fuel) {
  if (limits.memory_bytes_max < image_bytes) {
    return std::unexpected(Error{ErrorKind::kInvalidArgument,
                                 fmt::format("the memory limit is {} bytes; the interpreter alone takes {}",
                                             limits.memory_bytes_max, image_bytes)});
  }
  if (limits.fuel_max != 0 && !counts_fuel) {
    return std::unexpected(Error{ErrorKind::kInvalidArgument,
                                 "a fuel limit needs an image on the checked engine (Engine::kChecked)"});
  }
  return {};
}

}  // namespace vitrine::sandbox

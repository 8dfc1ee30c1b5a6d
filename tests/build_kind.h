// What this build can test.
#pragma once

#include <vector>

#include "vitrine/image.h"

namespace vitrine::tests {

// AddressSanitizer takes faults for itself, so guard pages cannot be used with it; it also needs memory of
// its own.
#ifdef __SANITIZE_ADDRESS__
inline constexpr bool kHasAddressSanitizer = true;
#else
inline constexpr bool kHasAddressSanitizer = false;
#endif

inline std::vector<Engine> Engines() {
  if (kHasAddressSanitizer) return {Engine::kChecked};
  return {Engine::kFast, Engine::kChecked};
}

// The memory modes of translated guests: is every access checked?
inline std::vector<bool> IsCheckedModes() {
  if (kHasAddressSanitizer) return {true};
  return {false, true};
}

}  // namespace vitrine::tests

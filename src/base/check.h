// VITRINE_CHECK: for what only a bug of ours can break. Stays on in release builds.
#pragma once

#include <string_view>

namespace vitrine::base {

// Writes one line (file name without folders, line, sentence; no addresses) to stderr and aborts.
[[noreturn]] void CheckFailed(std::string_view file, int line, std::string_view sentence);

}  // namespace vitrine::base

// Stops the process when `condition` is false. Never use it for what a guest, a caller or the machine can
// cause.
#define VITRINE_CHECK(condition, sentence)                        \
  do {                                                            \
    if (!(condition)) [[unlikely]]                                \
      ::vitrine::base::CheckFailed(__FILE__, __LINE__, sentence); \
  } while (false)

// Runs the tools this one stands on: wasm2c, wasm-validate, the C compiler, the linker.
#pragma once

#include <string>
#include <vector>

#include "aot/error.h"

namespace vitrine::aot {

struct ProcessOutcome {
  int exit_code = 0;   // 128 + signal when a signal ended it
  std::string output;  // stdout and stderr together, at most 1 MiB; the rest is dropped
};

// Waits for `arguments[0]` (looked up in PATH) to end. The locale is "C" for it: wasm2c prints floating-point
// numbers through it. `folder` is its working directory; empty means ours. Fails only when the program cannot
// be started. Thread-safe.
Result<ProcessOutcome> RunProcess(const std::vector<std::string>& arguments, const std::string& folder = "");

}  // namespace vitrine::aot

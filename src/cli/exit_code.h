// Exit codes of the program; docs/cli.md lists them.
#pragma once

#include "vitrine/error.h"
#include "vitrine/outcome.h"

namespace vitrine::cli {

// Plain integers, because sys.exit(n) passes any other number through.
inline constexpr int kExitOk = 0;
inline constexpr int kExitException = 1;     // an uncaught Python exception
inline constexpr int kExitUsage = 2;         // bad option or bad input; nothing was run
inline constexpr int kExitOutput = 74;       // standard output or --output-dir could not be written
inline constexpr int kExitParked = 75;       // the run waits for an answer, which may come later
inline constexpr int kExitHostCalls = 123;   // the limit of host calls
inline constexpr int kExitTime = 124;        // wall-clock time, processor time or fuel
inline constexpr int kExitHost = 125;        // vitrine itself could not go on (no memory, no free slot)
inline constexpr int kExitCancelled = 130;   // Ctrl-C
inline constexpr int kExitTrap = 134;        // the guest's machine code failed
inline constexpr int kExitMemory = 137;      // memory
inline constexpr int kExitPipeClosed = 141;  // whoever read our output went away

int ExitCode(const Outcome& outcome);
int ExitCode(const Error& error);

}  // namespace vitrine::cli

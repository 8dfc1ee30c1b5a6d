// `vitrine repl`.
#pragma once

#include "cli/command_line.h"

namespace vitrine::cli {

// Returns the exit code.
int Repl(const ReplCommand& command);

}  // namespace vitrine::cli

// `vitrine run`.
#pragma once

#include "cli/command_line.h"

namespace vitrine::cli {

// Returns the exit code.
int Run(const RunCommand& command);

}  // namespace vitrine::cli

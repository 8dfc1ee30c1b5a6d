// `vitrine version`.
#pragma once

#include "cli/command_line.h"

namespace vitrine::cli {

// Returns the exit code.
int ShowVersion(const VersionCommand& command);

}  // namespace vitrine::cli

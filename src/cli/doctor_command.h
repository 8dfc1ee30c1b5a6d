// `vitrine doctor`.
#pragma once

#include "cli/command_line.h"

namespace vitrine::cli {

// Returns the exit code: kExitOk from JailLevel::kL2 on, kExitException below.
int Examine(const DoctorCommand& command);

}  // namespace vitrine::cli

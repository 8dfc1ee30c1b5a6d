// `vitrine bench`.
#pragma once

#include "cli/command_line.h"

namespace vitrine::cli {

// Measures for some seconds and prints a table. Returns the exit code.
int Bench(const BenchCommand& command);

}  // namespace vitrine::cli

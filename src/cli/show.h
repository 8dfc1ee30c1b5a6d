// What is printed after a run.
#pragma once

#include <span>
#include <string>

#include "cli/command_line.h"
#include "cli/console.h"
#include "vitrine/outcome.h"

namespace vitrine::cli {

// Displays, then the value of the last expression, then what went wrong. The output itself has been written
// while the code ran. `saved_as` has one entry for each display, see DisplayReport.
void ShowOutcome(const Outcome& outcome, const GuestSettings& settings, std::span<const std::string> saved_as,
                 Console& console);

}  // namespace vitrine::cli

// One run with all that belongs to it: output, questions, files, what became of it, exit code.
#pragma once

#include <functional>

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/guest.h"
#include "cli/interrupts.h"
#include "vitrine/outcome.h"

namespace vitrine::cli {

// `start` runs or resumes; it is called once. Returns the exit code.
int RunToEnd(Guest& guest, Interrupts& interrupts, Console& console, RunCommand::Format format,
             const std::function<Result<Outcome>(const OnOutput&)>& start);

}  // namespace vitrine::cli

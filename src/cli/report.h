// What became of a run, in words for a terminal. Pure; the texts may hold what the guest wrote.
#pragma once

#include <string>
#include <string_view>

#include "cli/command_line.h"
#include "vitrine/outcome.h"

namespace vitrine::cli {

// Why the run failed, for standard error: the traceback or the message, then "limit: ...", "hint: ..." and
// "rolled back: ..." lines, then what was cut. Empty for a run that went well. Ends with a new line when it
// is not empty.
std::string FailureReport(const Outcome& outcome, const GuestSettings& settings);

// "wall time, 5.01 s used of 5 s; raise it with --time 10s"; empty when no limit ended the run.
std::string LimitReport(const Outcome& outcome, const GuestSettings& settings);

// A display as lines of text: its text/plain when it has one, then a mention of every other form, like
// "[image/png, 12 KiB]". `saved_as` is the file the forms were written to, and may be empty.
std::string DisplayReport(const Display& display, std::string_view saved_as);

// "png" for "image/png", "bin" for what we do not know.
std::string_view FileExtension(std::string_view mime);

}  // namespace vitrine::cli

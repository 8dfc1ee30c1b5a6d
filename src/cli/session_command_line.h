// The command lines of `vitrine session ...`, but for `session run`, and of `vitrine replay`.
#pragma once

#include <span>
#include <string>

#include "cli/command_line.h"
#include "vitrine/error.h"

namespace vitrine::cli {

// `arguments` are those after "session" and "replay".
Result<Command> ParseSession(std::span<const std::string> arguments);
Result<Command> ParseReplay(std::span<const std::string> arguments);

}  // namespace vitrine::cli

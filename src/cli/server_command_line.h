// The command lines of `vitrine serve`, `vitrine mcp` and `vitrine token`.
#pragma once

#include <span>
#include <string>

#include "cli/command_line.h"

namespace vitrine::cli {

// `arguments` are those after the command's name.
Result<Command> ParseServe(std::span<const std::string> arguments);
Result<Command> ParseMcp(std::span<const std::string> arguments);
Result<Command> ParseToken(std::span<const std::string> arguments);

}  // namespace vitrine::cli

// `vitrine serve`, `vitrine mcp` and `vitrine token`.
#pragma once

#include "cli/command_line.h"

namespace vitrine::cli {

// Each returns the exit code.
int Serve(const ServeCommand& command);
int ServeMcp(const McpCommand& command);
int MakeToken(const TokenCommand& command);

}  // namespace vitrine::cli

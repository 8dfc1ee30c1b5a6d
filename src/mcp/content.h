// What became of a run, as a tool's result.
#pragma once

#include <string>
#include <string_view>

#include "mcp/json_rpc.h"
#include "mcp/protocol.h"
#include "vitrine/outcome.h"

namespace vitrine::mcp {

// A tool result: text for the model (control characters escaped, Promise P19; cut at kTextBytesMax), images
// and resources for displays, and the outcome as structured content where the revision has that.
inline constexpr std::size_t kTextBytesMax = 100'000;
Json ResultOf(const Outcome& outcome, bool show_value, Revision revision);

// A result that is one text.
Json TextResult(std::string_view text, bool is_error = false);

// The schema of that structured content.
Json OutcomeSchema();

// By the file's extension; "application/octet-stream" where nothing is known.
std::string_view MimeTypeOf(std::string_view path);

}  // namespace vitrine::mcp

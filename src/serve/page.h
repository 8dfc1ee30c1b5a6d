// The page at /, which is built into the program (web/).
#pragma once

#include <optional>
#include <string_view>

#include "http/message.h"

namespace vitrine::serve {

// None: the page has nothing at that path. Only paths that are listed exist; nothing is looked for on a disk.
std::optional<http::Response> AnswerWithPage(std::string_view path, const http::Request& request);

}  // namespace vitrine::serve

// Paths that cross the glass, checked on the host's side.
#pragma once

#include <string_view>

#include "vitrine/error.h"

namespace vitrine::sandbox {

// A path that a caller names: absolute, in /input, /output or /tmp (or one of these), without "." and ".."
// parts.
Result<void> CheckSandboxPath(std::string_view path);

// A path that a guest names, to be used below some folder of the host's: relative, UTF-8, at most 1024 bytes,
// no empty,
// "." or ".." part, no NUL, no backslash. Promise P11.
bool IsRelativePath(std::string_view path);

}  // namespace vitrine::sandbox

// A file that only this user may read.
#pragma once

#include <string>

#include "vitrine/error.h"

namespace vitrine::os {

// Makes an empty file with mode 0600, whatever the umask says. One that is there already is not even opened:
// to close it would drop the locks that others in this process have on it (POSIX locks; SQLite's are such).
// Fails with kNotFound when the folder is missing, with kInvalidArgument when the path cannot be used.
Result<void> EnsurePrivateFile(const std::string& path);

}  // namespace vitrine::os

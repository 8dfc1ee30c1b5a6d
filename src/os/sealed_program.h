// Making the mappings of the program and its libraries unchangeable (mseal).
#pragma once

namespace vitrine::os {

// From here on, for ever, nothing can unmap, move, replace or reprotect what has been loaded of the program
// and its libraries: code, constants, and the tables that are read-only after loading stay what they are.
// Writable data stay writable. Needs Linux 6.10. 0 or the errno.
[[nodiscard]] int SealProgram();

}  // namespace vitrine::os

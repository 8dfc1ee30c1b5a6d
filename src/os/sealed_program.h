// Making the mappings of the program and its libraries unchangeable (mseal).
#pragma once

namespace vitrine::os {

// From here on, for ever, nothing can unmap, move, replace or reprotect what has been loaded of the program
// and its libraries: code, constants, and the tables that are read-only after loading stay what they are.
// Writable data stay writable. Needs Linux 6.10. 0 or the errno.
[[nodiscard]] int SealProgram();

// The same for the main stack, which grows on up to its limit. No limit of data counts a stack: who can move
// it or cut it into pieces that grow each by itself can have any amount of memory. Needs /proc; called on the
// main thread. 0 or the errno.
[[nodiscard]] int SealStack();

}  // namespace vitrine::os

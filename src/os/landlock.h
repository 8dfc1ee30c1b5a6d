// Giving up, for ever, what a process could open, connect to and signal (Landlock).
#pragma once

#include <span>

namespace vitrine::os {

// The version of Landlock's interface that the kernel has, 1 and up; or minus the errno. 1: files
// (Linux 5.13), 3: truncating, 4: TCP (6.7), 5: ioctl of devices, 6: signals and abstract sockets (6.12).
int LandlockVersion();

// From here on this process and all it starts may open files only for reading and only beneath `readable`,
// and may neither bind nor connect TCP sockets nor reach processes that are not its descendants, as far as
// `version` knows these. What is open stays open. Needs no_new_privs. 0 or the errno.
[[nodiscard]] int EnterLandlock(int version, std::span<const char* const> readable);

}  // namespace vitrine::os

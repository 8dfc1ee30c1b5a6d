// Views of the system of a process's own: an empty network, an empty folder, no other processes.
#pragma once

#include <cstdint>

namespace vitrine::os {

enum class Namespace : std::uint8_t { kMount, kNetwork, kIpc, kHostName, kProcess, kCgroup };

// All return 0 or the errno, and need a process with one thread.

// A user namespace in which this process has all capabilities and its user and group are the only ones. The
// process must be dumpable.
[[nodiscard]] int EnterUserNamespace();

// kProcess is for children only: the first one is the namespace's init.
[[nodiscard]] int EnterNamespace(Namespace which);

// In a mount namespace of our own: nothing that is mounted outside appears here and the other way round; and
// an empty folder without rights, that nothing can be written to, covers the one at `path`.
[[nodiscard]] int MountEmptyFolder(const char* path);

// Makes `path` the root of all paths of this process, and its working folder.
[[nodiscard]] int EnterRoot(const char* path);

// The first child in a new process namespace: it waits for ever, so that the namespace stays alive, and dies
// with this process. `lock_in` runs in the child, which then has no descriptors, before it waits. `init` gets
// its number.
[[nodiscard]] int StartNamespaceInit(void (*lock_in)(const void* context), const void* context, int& init);

}  // namespace vitrine::os

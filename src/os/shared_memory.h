// Memory that two processes share, one of which may be hostile.
#pragma once

#include <cstddef>

#include "os/descriptor.h"
#include "os/mapping.h"
#include "vitrine/error.h"

namespace vitrine::os {

// Its size is sealed: no process that has the descriptor can shrink it, which would make every access of the
// others fault. Thread-safe once made.
struct SharedMemory {
  Mapping mapping;
  Descriptor descriptor;  // may be closed once everybody has mapped it

  static Result<SharedMemory> Make(std::size_t bytes);
  // Maps what another process made. Fails when it has another size or the size is not sealed.
  static Result<SharedMemory> Open(Descriptor descriptor, std::size_t bytes);
};

}  // namespace vitrine::os

// The file that the running program was loaded from.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "os/descriptor.h"

namespace vitrine::os {

// A part of a file.
struct FilePart {
  Descriptor descriptor;  // read-only
  std::size_t offset;
};

// Where in the program's file the bytes lie that are mapped at `data`. It is the very file that was started,
// whatever has become of its name, and the kernel refuses to write to it while it runs; who may replace it
// may replace the program. Null when the bytes belong to a shared library, or there is no /proc.
std::optional<FilePart> FindInProgramFile(std::span<const std::byte> data);

}  // namespace vitrine::os

// The last look at compiled guest code.
#pragma once

#include <filesystem>

#include "aot/error.h"

namespace vitrine::aot {

// Succeeds when the ELF object's executable sections are "vitrine_guest_text" alone (others may be there,
// empty), and its undefined symbols are the runtime's functions, imports (Z_...), five functions of libc, and
// the section's ends. The trap handler takes a fault outside of guest text for a fault of the host, so code
// elsewhere is not to be; and a call to anything else would leave the glass.
Result<void> CheckObject(const std::filesystem::path& object);

}  // namespace vitrine::aot

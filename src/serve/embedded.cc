#include "serve/embedded.h"

#include <array>

// Where embedded_bytes.S has put them.
#define EMBEDDED(index, name)                       \
  extern "C" const char vitrine_embedded_##index[]; \
  extern "C" const char vitrine_embedded_##index##_end[];
#include "embedded_table.inc"
#undef EMBEDDED

namespace vitrine::serve {

std::span<const EmbeddedFile> EmbeddedFiles() {
#define EMBEDDED(index, name)                                                                   \
  EmbeddedFile{name, std::string_view(vitrine_embedded_##index,                                 \
                                      static_cast<std::size_t>(vitrine_embedded_##index##_end - \
                                                               vitrine_embedded_##index))},
  static const std::array kFiles = {
#include "embedded_table.inc"
  };
#undef EMBEDDED
  return kFiles;
}

}  // namespace vitrine::serve

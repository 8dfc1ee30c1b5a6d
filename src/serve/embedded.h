// Files that are built into the program; src/serve/CMakeLists.txt lists them.
#pragma once

#include <span>
#include <string_view>

namespace vitrine::serve {

struct EmbeddedFile {
  std::string_view name;
  std::string_view content;
};
std::span<const EmbeddedFile> EmbeddedFiles();
// One that is known to be there.
std::string_view Embedded(std::string_view name);

}  // namespace vitrine::serve

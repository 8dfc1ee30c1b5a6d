#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace vitrine::base {

void CheckFailed(std::string_view file, int line, std::string_view sentence) {
  // The folders would tell where the program was built (Promise P20).
  const std::size_t slash = file.rfind('/');
  if (slash != std::string_view::npos) file.remove_prefix(slash + 1);
  std::fprintf(stderr, "vitrine: a bug of ours, stopping: %.*s (%.*s:%d)\n",
               static_cast<int>(sentence.size()), sentence.data(), static_cast<int>(file.size()), file.data(),
               line);
  std::abort();
}

}  // namespace vitrine::base

#include "sandbox/guest_path.h"

#include <array>

#include "base/utf8.h"

namespace vitrine::sandbox {

bool IsRelativePath(std::string_view path) {
  constexpr std::size_t kBytesMax = 1024;
  if (path.empty() || path.size() > kBytesMax || !base::IsUtf8(path)) return false;
  if (path.find_first_of(std::string_view("\0\\", 2)) != std::string_view::npos) return false;
  while (true) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (part.empty() || part == "." || part == "..") return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

Result<void> CheckSandboxPath(std::string_view path) {
  constexpr std::array<std::string_view, 3> kRoots = {"/input", "/output", "/tmp"};
  for (const std::string_view root : kRoots) {
    if (path == root) return {};
    if (path.starts_with(root) && path[root.size()] == '/' && IsRelativePath(path.substr(root.size() + 1)))
      return {};
  }
  return std::unexpected(
      Error{ErrorKind::kInvalidArgument,
            "a path in the sandbox must be absolute, lie in /input, /output or /tmp, and have no "
            "'.', '..' or empty parts"});
}

}  // namespace vitrine::sandbox

#include "os/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

#include "os/descriptor.h"
#include "os/failure.h"

namespace vitrine::os {
namespace {

constexpr mode_t kMode = 0600;

std::unexpected<Error> Failure() {
  std::unexpected<Error> failure = SystemFailure("the file cannot be made");
  switch (errno) {
    case ENOENT:
      failure.error() = Error{ErrorKind::kNotFound, "there is no such folder"};
      break;
    case EACCES:
    case EPERM:
    case EROFS:
    case ENOTDIR:
    case EISDIR:
    case ELOOP:
    case ENAMETOOLONG:
      failure.error().kind = ErrorKind::kInvalidArgument;
      break;
    default:
      break;
  }
  return failure;
}

}  // namespace

Result<void> EnsurePrivateFile(const std::string& path) {
  const Descriptor made(open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kMode));
  if (!made) {
    if (errno == EEXIST) return {};
    return Failure();
  }
  // The umask can only have taken permissions away, even the user's own.
  if (fchmod(made.get(), kMode) != 0) return SystemFailure("the mode of the file cannot be set");
  return {};
}

}  // namespace vitrine::os

#include "cli/saved_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <random>
#include <system_error>

namespace vitrine::cli {
namespace {

std::string Reason(int error) { return std::generic_category().message(error); }

std::unexpected<Error> IsThere(const std::string& path) {
  return std::unexpected(Error{ErrorKind::kInvalidArgument,
                               fmt::format("the file '{}' is there already; replace it with --force", path)});
}

std::unexpected<Error> Failed(const std::string& path, int error) {
  const bool is_users = error == ENOENT || error == ENOTDIR || error == EACCES || error == EISDIR ||
                        error == EROFS || error == EPERM || error == ENAMETOOLONG;
  const std::string why = error == ENOENT ? "there is no such folder" : Reason(error);
  return std::unexpected(Error{is_users ? ErrorKind::kInvalidArgument : ErrorKind::kHost,
                               fmt::format("the file '{}' cannot be written: {}", path, why)});
}

// Returns 0 or an errno.
int WriteFully(int descriptor, std::string_view data) {
  while (!data.empty()) {
    const ssize_t written = write(descriptor, data.data(), data.size());
    if (written >= 0) {
      data.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

// Returns 0 or an errno; EEXIST: it is there.
int RenameTo(const std::string& from, const std::string& to, Existing existing) {
  if (existing == Existing::kReplace) return rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
  if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  // A file system that cannot do it in one step.
  if (link(from.c_str(), to.c_str()) != 0) return errno;
  unlink(from.c_str());
  return 0;
}

}  // namespace

Result<void> CheckExisting(const std::string& path, Existing existing) {
  struct stat status{};
  if (lstat(path.c_str(), &status) != 0) return {};
  if (S_ISDIR(status.st_mode)) return Failed(path, EISDIR);
  if (existing == Existing::kRefuse) return IsThere(path);
  return {};
}

Result<void> SaveFile(const std::string& path, std::string_view data, Existing existing) {
  if (auto checked = CheckExisting(path, existing); !checked) return checked;
  std::random_device random;
  std::string temporary;
  int descriptor = -1;
  for (int attempt = 0; attempt < 16 && descriptor < 0; ++attempt) {
    const std::size_t slash = path.rfind('/');
    temporary = fmt::format("{}.vitrine-{:08x}{:08x}.tmp",
                            slash == std::string::npos ? "" : path.substr(0, slash + 1), random(), random());
    descriptor = open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor < 0 && errno != EEXIST) break;
  }
  if (descriptor < 0) return Failed(path, errno);
  int error = WriteFully(descriptor, data);
  if (error == 0 && fsync(descriptor) != 0 && errno != EINVAL) error = errno;
  // Some file systems report a full disk here only.
  if (close(descriptor) != 0 && error == 0) error = errno;
  if (error == 0) error = RenameTo(temporary, path, existing);
  if (error == 0) return {};
  unlink(temporary.c_str());
  if (error == EEXIST && existing == Existing::kRefuse) return IsThere(path);
  return Failed(path, error);
}

}  // namespace vitrine::cli

#include "os/file_locks.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/check.h"
#include "os/failure.h"
#include "os/private_file.h"

namespace vitrine::os {
namespace {

bool SetLock(int file, short type, std::uint64_t byte) {
  struct flock lock{};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = static_cast<off_t>(byte);
  lock.l_len = 1;
  return fcntl(file, F_OFD_SETLK, &lock) == 0;
}

}  // namespace

FileLocks::Held::~Held() {
  if (locks_ != nullptr) locks_->Unlock(byte_);
}

FileLocks::FileLocks(std::string path, Descriptor file)
    : path_(std::move(path)), file_(std::move(file)), process_(getpid()) {}

Result<std::unique_ptr<FileLocks>> FileLocks::Open(const std::string& path) {
  if (Result<void> made = EnsurePrivateFile(path); !made) return std::unexpected(made.error());
  // O_NONBLOCK: a FIFO there must not make us wait.
  Descriptor file =
      AboveStandard(Descriptor(open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)));
  if (!file) {
    std::unexpected<Error> failure = SystemFailure("the file of the locks cannot be opened");
    if (errno == EACCES || errno == EROFS || errno == ELOOP || errno == EISDIR) {
      failure.error().kind = ErrorKind::kInvalidArgument;
    }
    return failure;
  }
  struct stat status{};
  if (fstat(file.get(), &status) != 0) return SystemFailure("the file of the locks cannot be looked at");
  if (!S_ISREG(status.st_mode)) {
    return std::unexpected(Error{ErrorKind::kInvalidArgument, "the file of the locks is no regular file"});
  }
  return std::unique_ptr<FileLocks>(new FileLocks(path, std::move(file)));
}

Result<FileLocks::Held> FileLocks::TryLock(std::uint64_t byte) {
  VITRINE_CHECK(byte <= kByteMax, "a lock's byte fits the file");
  if (!IsOfThisProcess()) {
    return std::unexpected(
        Error{ErrorKind::kInvalidArgument, "locks cannot be taken through a file opened before fork()"});
  }
  const std::lock_guard guard(mutex_);
  if (held_.contains(byte)) {
    return std::unexpected(Error{ErrorKind::kBusy, "the lock is held in this process"});
  }
  if (held_.size() == kHeldMax) {
    return std::unexpected(Error{ErrorKind::kLimit, "this process holds " + std::to_string(kHeldMax) +
                                                        " locks already, which is all"});
  }
  if (!SetLock(file_.get(), F_WRLCK, byte)) {
    if (errno == EAGAIN || errno == EACCES) {
      return std::unexpected(Error{ErrorKind::kBusy, "the lock is held by another process"});
    }
    return SystemFailure("the lock cannot be taken");
  }
  // Whoever opens the path now would lock another file.
  if (!IsStillAtPath()) {
    SetLock(file_.get(), F_UNLCK, byte);
    return std::unexpected(
        Error{ErrorKind::kHost, "the file of the locks was removed or replaced while it was in use"});
  }
  held_.insert(byte);
  return Held(this, byte);
}

bool FileLocks::IsOfThisProcess() const { return getpid() == process_; }

bool FileLocks::IsStillAtPath() const {
  struct stat ours{};
  struct stat at_path{};
  return fstat(file_.get(), &ours) == 0 && stat(path_.c_str(), &at_path) == 0 &&
         ours.st_dev == at_path.st_dev && ours.st_ino == at_path.st_ino;
}

void FileLocks::Unlock(std::uint64_t byte) {
  // A child's unlocking would be its parent's.
  if (!IsOfThisProcess()) return;
  const std::lock_guard guard(mutex_);
  // Should the kernel refuse (it may need memory to split a range), then the byte stays locked here, too, as
  // long as the file is open: nobody else is let in by mistake.
  if (SetLock(file_.get(), F_UNLCK, byte)) held_.erase(byte);
}

}  // namespace vitrine::os

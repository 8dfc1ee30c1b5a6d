// Locks that hold between processes and within one, on single bytes of a file that has no content.
//
// The kernel's locks of an open file description (F_OFD_SETLK): they are gone when the description is, that
// is when its process has ended, however that came. Those of a process (F_SETLK) would be dropped by the next
// one here that closes the file. Within a process the kernel sees one owner, hence a table of what is held.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>

#include "os/descriptor.h"
#include "vitrine/error.h"

namespace vitrine::os {

// Thread-safe. A child made by fork() shares the description: it gets no locks from here and gives none back,
// but while it lives without exec, it keeps alive those of a parent that was killed.
class FileLocks {
 public:
  // One locked byte. Must end before the FileLocks.
  class Held {
   public:
    Held(FileLocks* locks, std::uint64_t byte) : locks_(locks), byte_(byte) {}
    ~Held();
    Held(Held&& other) noexcept : locks_(std::exchange(other.locks_, nullptr)), byte_(other.byte_) {}
    Held& operator=(Held&&) = delete;

   private:
    FileLocks* locks_;
    std::uint64_t byte_;
  };

  static constexpr std::uint64_t kByteMax = (std::uint64_t{1} << 62) - 1;
  // The kernel looks through all locks of a file one by one.
  static constexpr std::size_t kHeldMax = 10'000;

  // Makes the file for this user only when it is not there. Errors as of EnsurePrivateFile.
  static Result<std::unique_ptr<FileLocks>> Open(const std::string& path);

  // Never waits. kBusy when somebody holds the byte, kLimit when this process holds kHeldMax of the file.
  Result<Held> TryLock(std::uint64_t byte);

  // False in a child that was forked from the process that opened it.
  bool IsOfThisProcess() const;

 private:
  FileLocks(std::string path, Descriptor file);
  bool IsStillAtPath() const;
  void Unlock(std::uint64_t byte);

  const std::string path_;
  const Descriptor file_;
  const pid_t process_;
  std::mutex mutex_;
  std::set<std::uint64_t> held_;  // under mutex_
};

}  // namespace vitrine::os

#include "os/shared_memory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "os/failure.h"
#include "os/memory_descriptor.h"

namespace vitrine::os {
namespace {

constexpr int kSizeSeals = F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL;

}  // namespace

Result<SharedMemory> SharedMemory::Make(std::size_t bytes) {
  Descriptor descriptor = MakeMemoryDescriptor("vitrine-shared");
  if (!descriptor) return SystemFailure("cannot make shared memory");
  if (ftruncate(descriptor.get(), static_cast<off_t>(bytes)) != 0 ||
      fcntl(descriptor.get(), F_ADD_SEALS, kSizeSeals) != 0) {
    return SystemFailure("cannot size shared memory");
  }
  return Open(std::move(descriptor), bytes);
}

Result<SharedMemory> SharedMemory::Open(Descriptor descriptor, std::size_t bytes) {
  struct stat status{};
  if (fstat(descriptor.get(), &status) != 0) return SystemFailure("cannot look at shared memory");
  const int seals = fcntl(descriptor.get(), F_GET_SEALS);
  if (status.st_size != static_cast<off_t>(bytes) || seals < 0 || (seals & kSizeSeals) != kSizeSeals) {
    return std::unexpected(Error{ErrorKind::kInvalidArgument, "shared memory must have its size, sealed"});
  }
  Result<Mapping> mapping = Mapping::Shared(descriptor.get(), bytes);
  if (!mapping) return std::unexpected(mapping.error());
  return SharedMemory{std::move(*mapping), std::move(descriptor)};
}

}  // namespace vitrine::os

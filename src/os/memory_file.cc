#include "os/memory_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "os/memory_descriptor.h"

namespace vitrine::os {
namespace {

constexpr int kSealAttemptsMax = 100;

std::unexpected<Error> Failure(const char* what) {
  return std::unexpected(
      Error{ErrorKind::kHost, std::string(what) + ": " + std::generic_category().message(errno)});
}

bool WriteAt(int descriptor, std::span<const std::byte> data, std::size_t offset) {
  while (!data.empty()) {
    const ssize_t written = pwrite(descriptor, data.data(), data.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    data = data.subspan(static_cast<std::size_t>(written));
    offset += static_cast<std::size_t>(written);
  }
  return true;
}

}  // namespace

Result<MemoryFile> MemoryFile::Sealed(std::size_t bytes, std::span<const Piece> pieces) {
  Descriptor made = MakeMemoryDescriptor("vitrine-image");
  if (!made) return Failure("cannot make a memory file");
  MemoryFile file(std::move(made), bytes);
  const int descriptor = file.descriptor();
  if (ftruncate(descriptor, static_cast<off_t>(bytes)) != 0) return Failure("cannot size a memory file");
  for (const Piece& piece : pieces) {
    if (!WriteAt(descriptor, piece.data, piece.offset)) return Failure("cannot fill a memory file");
  }
  // EBUSY: the kernel itself still holds a page for a moment (reclaim, monitoring); it is over soon.
  for (int attempt = 1;; ++attempt) {
    if (fcntl(descriptor, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) == 0) break;
    if (errno != EBUSY || attempt == kSealAttemptsMax) return Failure("cannot seal a memory file");
    usleep(10'000);
  }
  return file;
}

}  // namespace vitrine::os

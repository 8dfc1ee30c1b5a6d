#include "os/mapping.h"

#include <sys/mman.h>

#include <utility>

#include "base/check.h"
#include "os/failure.h"

namespace vitrine::os {
namespace {

constexpr int kPopulateWrite = 23;  // MADV_POPULATE_WRITE, Linux 5.14; not in this libc's header

}  // namespace

Result<Mapping> Mapping::Reserve(std::size_t bytes) {
  void* data = mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (data == MAP_FAILED) return SystemFailure("cannot reserve addresses for guest memory");
  return Mapping(static_cast<std::byte*>(data), bytes);
}

Result<Mapping> Mapping::ReadOnly(int descriptor, std::size_t bytes) {
  void* data = mmap(nullptr, bytes, PROT_READ, MAP_SHARED, descriptor, 0);
  if (data == MAP_FAILED) return SystemFailure("cannot map the image");
  return Mapping(static_cast<std::byte*>(data), bytes);
}

Result<Mapping> Mapping::Shared(int descriptor, std::size_t bytes) {
  void* data = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  if (data == MAP_FAILED) return SystemFailure("cannot map shared memory");
  return Mapping(static_cast<std::byte*>(data), bytes);
}

Mapping::~Mapping() {
  if (data_ != nullptr) munmap(data_, bytes_);
}

Mapping::Mapping(Mapping&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), bytes_(std::exchange(other.bytes_, 0)) {}

Mapping& Mapping::operator=(Mapping&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(bytes_, other.bytes_);
  return *this;
}

void Mapping::CheckRange(std::size_t offset, std::size_t bytes) const {
  VITRINE_CHECK(offset % kPageBytes == 0 && bytes % kPageBytes == 0, "mapping ranges are whole pages");
  VITRINE_CHECK(offset <= bytes_ && bytes <= bytes_ - offset, "mapping range lies inside the mapping");
}

bool Mapping::Commit(std::size_t offset, std::size_t bytes) const {
  CheckRange(offset, bytes);
  return bytes == 0 || mprotect(data_ + offset, bytes, PROT_READ | PROT_WRITE) == 0;
}

bool Mapping::ShowCopyOnWrite(int descriptor, std::size_t file_offset, std::size_t offset,
                              std::size_t bytes) const {
  CheckRange(offset, bytes);
  return mmap(data_ + offset, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED | MAP_NORESERVE,
              descriptor, static_cast<off_t>(file_offset)) != MAP_FAILED;
}

bool Mapping::Decommit(std::size_t offset, std::size_t bytes) const {
  CheckRange(offset, bytes);
  return bytes == 0 || mmap(data_ + offset, bytes, PROT_NONE,
                            MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) != MAP_FAILED;
}

bool Mapping::Punch(std::size_t offset, std::size_t bytes) const {
  CheckRange(offset, bytes);
  return bytes == 0 || madvise(data_ + offset, bytes, MADV_REMOVE) == 0;
}

void Mapping::Populate(std::size_t offset, std::size_t bytes) const {
  CheckRange(offset, bytes);
  madvise(data_ + offset, bytes, kPopulateWrite);
}

bool Mapping::Discard(std::size_t offset, std::size_t bytes) const {
  CheckRange(offset, bytes);
  return bytes == 0 || madvise(data_ + offset, bytes, MADV_DONTNEED) == 0;
}

}  // namespace vitrine::os

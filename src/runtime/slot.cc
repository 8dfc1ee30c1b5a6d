#include "runtime/slot.h"

#include <cstring>
#include <utility>

#include "base/check.h"

namespace vitrine::runtime {
namespace {

constexpr std::size_t kAlignBytes = std::size_t{4} << 30;
constexpr std::size_t kFrontGuardBytes = kWasmPageBytes;

}  // namespace

Slot::Slot(os::Mapping mapping) : mapping_(std::move(mapping)) {
  const auto begin = reinterpret_cast<std::uintptr_t>(mapping_.data());
  const std::uintptr_t base = (begin + kFrontGuardBytes + kAlignBytes - 1) / kAlignBytes * kAlignBytes;
  base_offset_ = base - begin;
  base_ = mapping_.data() + base_offset_;
}

Result<std::unique_ptr<Slot>> Slot::Make() {
  Result<os::Mapping> mapping = os::Mapping::Reserve(kFrontGuardBytes + kAlignBytes + kSlotReachBytes);
  if (!mapping) return std::unexpected(mapping.error());
  return std::unique_ptr<Slot>(new Slot(std::move(*mapping)));
}

AddressRange Slot::range() const {
  const auto base = reinterpret_cast<std::uintptr_t>(base_);
  return {base - kFrontGuardBytes, base + kSlotReachBytes};
}

Result<void> Slot::Start(const MemoryImage& image) {
  VITRINE_CHECK(size_ == 0, "a slot is started once");
  if (!mapping_.ShowCopyOnWrite(image.descriptor(), image.file_offset(), base_offset_,
                                image.memory_bytes())) {
    return std::unexpected(Error{ErrorKind::kHost, "the system has no addresses left to map the image"});
  }
  size_ = image.memory_bytes();
  image_ = &image;
  return {};
}

bool Slot::Grow(std::size_t bytes) {
  VITRINE_CHECK(bytes >= size_ && bytes % kWasmPageBytes == 0 && bytes <= kAlignBytes,
                "a slot grows by whole pages");
  if (!mapping_.Commit(base_offset_ + size_, bytes - size_)) return false;
  size_ = bytes;
  return true;
}

void Slot::DropGrown() {
  const std::size_t image_bytes = image_ == nullptr ? 0 : image_->memory_bytes();
  if (size_ == image_bytes) return;
  VITRINE_CHECK(mapping_.Decommit(base_offset_ + image_bytes, size_ - image_bytes),
                "grown memory can be given back");
  size_ = image_bytes;
}

void Slot::Recycle(const os::PageScanner& scanner, std::size_t resident_pages_max) {
  VITRINE_CHECK(image_ != nullptr, "only a slot with an image is recycled");
  DropGrown();
  written_.clear();
  if (!scanner.available() || !scanner.WrittenPages(memory(), written_)) {
    VITRINE_CHECK(mapping_.Discard(base_offset_, size_), "written pages can be dropped");
    return;
  }
  std::size_t resident_bytes = resident_pages_max * os::kPageBytes;
  const std::byte* image = image_->memory().data();
  for (const os::PageRange& range : written_) {
    const std::size_t bytes = range.end - range.begin;
    if (bytes <= resident_bytes) {
      std::memcpy(base_ + range.begin, image + range.begin, bytes);
      resident_bytes -= bytes;
    } else {
      VITRINE_CHECK(mapping_.Discard(base_offset_ + range.begin, bytes), "written pages can be dropped");
    }
  }
}

void Slot::Remap() {
  VITRINE_CHECK(image_ != nullptr, "only a slot with an image is mapped anew");
  DropGrown();
  VITRINE_CHECK(mapping_.ShowCopyOnWrite(image_->descriptor(), image_->file_offset(), base_offset_, size_),
                "the image can be mapped anew");
}

bool Slot::EqualsImage() const {
  return image_ != nullptr && size_ == image_->memory_bytes() &&
         std::memcmp(base_, image_->memory().data(), size_) == 0;
}

}  // namespace vitrine::runtime

#include "runtime/slot.h"

#include <array>
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

std::span<const std::byte> Slot::FreshPage(std::size_t offset) const {
  alignas(os::kPageBytes) static constexpr std::array<std::byte, os::kPageBytes> kZeros{};
  if (offset >= image_->memory_bytes()) return kZeros;
  return image_->memory().subspan(offset, os::kPageBytes);
}

std::vector<SavedPage> Slot::SavePages(const os::PageScanner& scanner, std::span<const SavedPage> before) {
  VITRINE_CHECK(image_ != nullptr, "only a slot with an image has a state of its own");
  written_.clear();
  if (!scanner.available() || !scanner.WrittenPages(memory(), written_)) written_ = {{0, size_}};

  std::vector<SavedPage> pages;
  auto next_before = before.begin();
  for (const os::PageRange& range : written_) {
    for (std::size_t offset = range.begin; offset < range.end; offset += os::kPageBytes) {
      const std::byte* const page = base_ + offset;
      const auto number = static_cast<std::uint32_t>(offset / os::kPageBytes);
      while (next_before != before.end() && next_before->number < number) ++next_before;
      if (next_before != before.end() && next_before->number == number &&
          std::memcmp(page, next_before->data->data(), os::kPageBytes) == 0) {
        pages.push_back(*next_before);
      } else if (std::memcmp(page, FreshPage(offset).data(), os::kPageBytes) != 0) {
        pages.push_back(CopyPage(number, std::span<const std::byte, os::kPageBytes>(page, os::kPageBytes)));
      }
    }
  }
  return pages;
}

void Slot::LoadPages(std::span<const SavedPage> pages) {
  for (std::size_t i = 0; i < pages.size();) {
    // Neighbours are made present with one call: a fault for each costs several times as much.
    std::size_t count = 1;
    while (i + count < pages.size() && pages[i + count].number == pages[i].number + count) ++count;
    const std::size_t offset = std::size_t{pages[i].number} * os::kPageBytes;
    VITRINE_CHECK(offset + count * os::kPageBytes <= size_, "saved pages lie inside the memory");
    mapping_.Populate(base_offset_ + offset, count * os::kPageBytes);
    for (std::size_t j = i; j < i + count; ++j) {
      std::memcpy(base_ + std::size_t{pages[j].number} * os::kPageBytes, pages[j].data->data(),
                  os::kPageBytes);
    }
    i += count;
  }
}

bool Slot::EqualsImage() const {
  return image_ != nullptr && size_ == image_->memory_bytes() &&
         std::memcmp(base_, image_->memory().data(), size_) == 0;
}

}  // namespace vitrine::runtime

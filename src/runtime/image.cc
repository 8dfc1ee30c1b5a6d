#include "runtime/image.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace vitrine::runtime {
namespace {

bool IsZero(std::span<const std::byte> page) {
  return std::ranges::all_of(page, [](std::byte byte) { return byte == std::byte{0}; });
}

// The runs of pages that hold anything, so that the rest of the file stays a hole.
std::vector<os::MemoryFile::Piece> FilledPieces(std::span<const std::byte> memory) {
  std::vector<os::MemoryFile::Piece> pieces;
  for (std::size_t at = 0; at < memory.size(); at += os::kPageBytes) {
    if (IsZero(memory.subspan(at, os::kPageBytes))) continue;
    if (!pieces.empty() && pieces.back().offset + pieces.back().data.size() == at) {
      const os::MemoryFile::Piece& last = pieces.back();
      pieces.back() = {last.offset, memory.subspan(last.offset, last.data.size() + os::kPageBytes)};
    } else {
      pieces.push_back({at, memory.subspan(at, os::kPageBytes)});
    }
  }
  return pieces;
}

std::unexpected<Error> Unfit(const char* what) {
  return std::unexpected(Error{ErrorKind::kInvalidArgument, std::string("the image does not fit the guest: ") + what});
}

}  // namespace

Result<std::unique_ptr<MemoryImage>> MemoryImage::Make(const vitrine_guest_module& module, const FrozenState& state,
                                                       InterruptStores interrupts) {
  if (module.version != VITRINE_GUEST_MODULE_VERSION) return Unfit("the guest was translated for another runtime");
  if (module.memory_offset == VITRINE_GUEST_NO_OFFSET || module.bind == nullptr) {
    return Unfit("the guest has no memory or no constant table");
  }
  const std::size_t pages = state.memory.size() / kWasmPageBytes;
  if (state.memory.size() % kWasmPageBytes != 0 || pages < module.memory_pages_initial ||
      pages > module.memory_pages_max) {
    return Unfit("its memory has another size than the guest's");
  }
  const auto is_mutable = [](const vitrine_guest_global& global) { return global.is_mutable != 0; };
  const std::span globals(module.globals, module.globals_count);
  if (static_cast<std::size_t>(std::ranges::count_if(globals, is_mutable)) != state.globals.size()) {
    return Unfit("it has another number of globals");
  }
  const auto outside = [&](std::uint32_t address) {
    return std::uint64_t{address} + sizeof(std::uint32_t) > state.memory.size() || address % sizeof(std::uint32_t) != 0;
  };
  if (!interrupts.stores.empty() && outside(interrupts.reason_address)) return Unfit("its interrupt cells lie outside");
  for (const InterruptStore& store : interrupts.stores) {
    if (outside(store.address)) return Unfit("its interrupt cells lie outside");
  }

  Result<os::MemoryFile> file = os::MemoryFile::Sealed(state.memory.size(), FilledPieces(state.memory));
  if (!file) return std::unexpected(file.error());
  Result<os::Mapping> view = os::Mapping::ReadOnly(file->descriptor(), file->size());
  if (!view) return std::unexpected(view.error());
  return std::unique_ptr<MemoryImage>(
      new MemoryImage(module, std::move(*file), std::move(*view), state.globals, std::move(interrupts)));
}

}  // namespace vitrine::runtime

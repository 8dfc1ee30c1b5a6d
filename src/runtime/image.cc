#include "runtime/image.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace vitrine::runtime {
namespace {

std::unexpected<Error> Unfit(const char* what) {
  return std::unexpected(
      Error{ErrorKind::kInvalidArgument, std::string("the image does not fit the guest: ") + what});
}

bool IsZero(std::span<const std::byte> page) {
  return std::ranges::all_of(page, [](std::byte byte) { return byte == std::byte{0}; });
}

Result<void> CheckFit(const vitrine_guest_module& module, const FrozenState& state,
                      const InterruptStores& interrupts) {
  if (module.version != VITRINE_GUEST_MODULE_VERSION)
    return Unfit("the guest was translated for another runtime");
  if (module.memory_offset == VITRINE_GUEST_NO_OFFSET || module.bind == nullptr) {
    return Unfit("the guest has no memory or no constant table");
  }
  const std::size_t pages = state.memory_bytes / kWasmPageBytes;
  if (state.memory_bytes % kWasmPageBytes != 0 || pages < module.memory_pages_initial ||
      pages > module.memory_pages_max) {
    return Unfit("its memory has another size than the guest's");
  }
  for (const os::MemoryFile::Piece& piece : state.pieces) {
    if (piece.offset > state.memory_bytes || piece.data.size() > state.memory_bytes - piece.offset) {
      return Unfit("a piece of its memory lies outside");
    }
  }
  const auto is_mutable = [](const vitrine_guest_global& global) { return global.is_mutable != 0; };
  const std::span globals(module.globals, module.globals_count);
  if (static_cast<std::size_t>(std::ranges::count_if(globals, is_mutable)) != state.globals.size()) {
    return Unfit("it has another number of globals");
  }
  const auto outside = [&](std::uint32_t address) {
    return std::uint64_t{address} + sizeof(std::uint32_t) > state.memory_bytes ||
           address % sizeof(std::uint32_t) != 0;
  };
  if (!interrupts.stores.empty() && outside(interrupts.reason_address))
    return Unfit("its interrupt cells lie outside");
  for (const InterruptStore& store : interrupts.stores) {
    if (outside(store.address)) return Unfit("its interrupt cells lie outside");
  }
  return {};
}

}  // namespace

std::vector<os::MemoryFile::Piece> FilledPieces(std::span<const std::byte> memory) {
  std::vector<os::MemoryFile::Piece> pieces;
  for (std::size_t at = 0; at < memory.size(); at += os::kPageBytes) {
    if (IsZero(memory.subspan(at, os::kPageBytes))) continue;
    if (!pieces.empty() && pieces.back().offset + pieces.back().data.size() == at) {
      const os::MemoryFile::Piece last = pieces.back();
      pieces.back() = {last.offset, memory.subspan(last.offset, last.data.size() + os::kPageBytes)};
    } else {
      pieces.push_back({at, memory.subspan(at, os::kPageBytes)});
    }
  }
  return pieces;
}

Result<std::unique_ptr<MemoryImage>> MemoryImage::Make(const vitrine_guest_module& module,
                                                       const FrozenState& state, InterruptStores interrupts) {
  if (Result<void> fits = CheckFit(module, state, interrupts); !fits) return std::unexpected(fits.error());
  Result<os::MemoryFile> file = os::MemoryFile::Sealed(state.memory_bytes, state.pieces);
  if (!file) return std::unexpected(file.error());
  Result<os::Mapping> view = os::Mapping::ReadOnly(file->descriptor(), file->size());
  if (!view) return std::unexpected(view.error());
  const std::span<const std::byte> memory = {view->data(), view->size()};
  return std::unique_ptr<MemoryImage>(new MemoryImage(module, {file->Release(), 0}, memory, std::move(*view),
                                                      state.globals, std::move(interrupts)));
}

Result<std::unique_ptr<MemoryImage>> MemoryImage::FromFile(const vitrine_guest_module& module,
                                                           const FrozenState& state,
                                                           InterruptStores interrupts, os::FilePart file,
                                                           std::span<const std::byte> memory) {
  if (Result<void> fits = CheckFit(module, state, interrupts); !fits) return std::unexpected(fits.error());
  if (memory.size() != state.memory_bytes || file.offset % os::kPageBytes != 0) {
    return Unfit("its memory does not lie in its file page by page");
  }
  return std::unique_ptr<MemoryImage>(
      new MemoryImage(module, std::move(file), memory, os::Mapping(), state.globals, std::move(interrupts)));
}

Result<void> MemoryImage::CheckFits(const SavedState& state) const {
  const auto misfit = [](const char* what) {
    return std::unexpected(
        Error{ErrorKind::kInvalidArgument, std::string("the saved state does not fit: ") + what});
  };
  if (state.globals().size() != globals_.size()) return misfit("it has other globals");
  if (state.memory_bytes() % kWasmPageBytes != 0 || state.memory_bytes() < memory_bytes() ||
      state.memory_bytes() / kWasmPageBytes > module_.memory_pages_max) {
    return misfit("it has memory of another size");
  }
  if (!state.pages().empty() &&
      (std::size_t{state.pages().back().number} + 1) * os::kPageBytes > state.memory_bytes()) {
    return misfit("it has pages outside of its memory");
  }
  return {};
}

}  // namespace vitrine::runtime

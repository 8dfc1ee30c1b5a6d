// A frozen instance: what every start copies.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "os/mapping.h"
#include "os/memory_file.h"
#include "os/program_file.h"
#include "runtime/guest_module.h"
#include "runtime/saved_state.h"
#include "vitrine/error.h"

namespace vitrine::runtime {

inline constexpr std::size_t kWasmPageBytes = 65536;

// One store the host does to interrupt the guest softly (guests/abi.h: vitrine_cell), checked to lie in the
// image.
struct InterruptStore {
  std::uint32_t address;
  std::uint32_t value;
  bool is_or;  // else a plain store
};

// Where and what to store; empty when the guest has no soft limit.
struct InterruptStores {
  std::uint32_t reason_address = 0;
  std::vector<InterruptStore> stores;
};

// The state of an instance that does not run: its memory and its mutable globals. The pieces borrow.
struct FrozenState {
  std::size_t memory_bytes = 0;               // whole wasm pages
  std::vector<os::MemoryFile::Piece> pieces;  // everything that is not zero: whole pages, ascending
  std::vector<std::uint64_t> globals;         // raw bits of the mutable ones, in the descriptor's order
};

// The runs of pages that hold anything; they borrow.
std::vector<os::MemoryFile::Piece> FilledPieces(std::span<const std::byte> memory);

// Immutable and thread-safe. The memory is a sealed memory file or a part of the program's own file, so that
// no instance and no other process that maps it can change what the others start from.
class MemoryImage {
 public:
  // `module` must outlive the image; its table must be constant and it must have a memory. Fails with
  // kInvalidArgument when the state does not fit the module: globals of another count, memory outside its
  // limits.
  static Result<std::unique_ptr<MemoryImage>> Make(const vitrine_guest_module& module,
                                                   const FrozenState& state, InterruptStores interrupts);

  // The same when the memory lies, whole and page by page, in a file that is mapped already: nothing is
  // copied. `memory`, with `state`'s bytes, must outlive the image.
  static Result<std::unique_ptr<MemoryImage>> FromFile(const vitrine_guest_module& module,
                                                       const FrozenState& state, InterruptStores interrupts,
                                                       os::FilePart file, std::span<const std::byte> memory);

  // kInvalidArgument for a state that no instance of this image can have been in, as far as the host can
  // tell: globals of another count, memory that is smaller or larger than the module allows, pages outside of
  // it.
  Result<void> CheckFits(const SavedState& state) const;

  const vitrine_guest_module& module() const { return module_; }
  // Where the memory lies for slots to map it.
  int descriptor() const { return file_.descriptor.get(); }
  std::size_t file_offset() const { return file_.offset; }
  std::size_t memory_bytes() const { return memory_.size(); }
  std::span<const std::byte> memory() const { return memory_; }
  std::span<const std::uint64_t> globals() const { return globals_; }
  const InterruptStores& interrupts() const { return interrupts_; }

 private:
  MemoryImage(const vitrine_guest_module& module, os::FilePart file, std::span<const std::byte> memory,
              os::Mapping view, std::vector<std::uint64_t> globals, InterruptStores interrupts)
      : module_(module),
        file_(std::move(file)),
        memory_(memory),
        view_(std::move(view)),
        globals_(std::move(globals)),
        interrupts_(std::move(interrupts)) {}

  const vitrine_guest_module& module_;
  os::FilePart file_;
  std::span<const std::byte> memory_;
  os::Mapping view_;  // of memory_, unless the program itself is
  std::vector<std::uint64_t> globals_;
  InterruptStores interrupts_;
};

}  // namespace vitrine::runtime

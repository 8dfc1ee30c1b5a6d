// A frozen guest as bytes: what the build makes once and the library carries.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "runtime/guest_module.h"
#include "runtime/image.h"
#include "vitrine/error.h"

namespace vitrine::guest_link {

// What an image needs besides the module.
struct FrozenGuest {
  runtime::FrozenState state;  // borrows what it was made from
  runtime::InterruptStores interrupts;
  std::uint32_t hash_seed = 0;
  // Where the library pack lies in guest memory, so that another interpreter can be started from it.
  std::uint32_t pack_address = 0;
  std::uint32_t pack_bytes = 0;
};

// Layout (little-endian, no padding between): "VITRIMG2", sha256 of the wasm, then 32-bit numbers: hash seed,
// pack address, pack bytes, memory pages, globals, interrupt cells; reason address; the globals (64-bit); the
// cells (address, value, is_or: 32-bit each); zeros up to a multiple of 4096; the whole memory, so that it
// can be mapped from the file.
std::string WriteImageFile(const vitrine_guest_module& module, const FrozenGuest& guest);

// The result borrows `file`; its memory is one piece. Fails with kInvalidArgument when it is not whole, not
// ours or of another guest.
Result<FrozenGuest> ReadImageFile(const vitrine_guest_module& module, std::span<const std::byte> file);

}  // namespace vitrine::guest_link

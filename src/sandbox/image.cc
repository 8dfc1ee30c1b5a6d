#include "vitrine/image.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "guest_link/image_file.h"
#include "sandbox/engine.h"
#include "sandbox/freeze.h"
#include "sandbox/image_impl.h"

namespace vitrine {
namespace {

// How much of the end of an image's id another seed than the built-in one takes.
constexpr std::size_t kSeedDigits = 8;

// The library pack inside the built-in image: in one piece, for it is in use in every guest.
std::string PackOf(const guest_link::FrozenGuest& guest) {
  std::string pack(guest.pack_bytes, '\0');
  for (const os::MemoryFile::Piece& piece : guest.state.pieces) {
    const std::size_t begin = std::max<std::size_t>(piece.offset, guest.pack_address);
    const std::size_t end = std::min<std::size_t>(piece.offset + piece.data.size(),
                                                  std::size_t{guest.pack_address} + guest.pack_bytes);
    if (begin < end) {
      pack.replace(begin - guest.pack_address, end - begin,
                   reinterpret_cast<const char*>(piece.data.data()) + (begin - piece.offset), end - begin);
    }
  }
  return pack;
}

}  // namespace

Result<std::unique_ptr<Image>> Image::Load(const ImageOptions& options) {
  const vitrine_guest_module& module = sandbox::GuestModule(options.interpreter, options.engine);
  const std::span<const std::byte> file = sandbox::BuiltinImage(options.interpreter);
  Result<guest_link::FrozenGuest> builtin = guest_link::ReadImageFile(module, file);
  if (!builtin) return std::unexpected(builtin.error());

  // Nothing is copied when the image lies in the program's own file: slots map it from there, and the kernel
  // reads it once for all processes. (14 ms and 18 MB less at the start of a program; a library that is
  // loaded later, or a system without /proc, gets a copy.)
  const std::span<const std::byte> builtin_memory = builtin->state.pieces.front().data;
  std::optional<os::FilePart> part = os::FindInProgramFile(file);
  if (part) part->offset += static_cast<std::size_t>(builtin_memory.data() - file.data());

  std::unique_ptr<runtime::MemoryImage> memory;
  const auto make = [&](const guest_link::FrozenGuest& guest) -> Result<void> {
    Result<std::unique_ptr<runtime::MemoryImage>> made =
        runtime::MemoryImage::Make(module, guest.state, guest.interrupts);
    if (!made) return std::unexpected(made.error());
    memory = std::move(*made);
    return {};
  };
  std::string id(sandbox::BuiltinImageId(options.interpreter));
  if (options.hash_seed == builtin->hash_seed && part) {
    auto mapped = runtime::MemoryImage::FromFile(module, builtin->state, builtin->interrupts,
                                                 std::move(*part), builtin_memory);
    if (!mapped) return std::unexpected(mapped.error());
    memory = std::move(*mapped);
  } else if (options.hash_seed == builtin->hash_seed) {
    builtin->state.pieces = runtime::FilledPieces(builtin_memory);
    if (Result<void> made = make(*builtin); !made) return std::unexpected(made.error());
  } else {
    // Memory is a function of the built-in image's inputs and the seed, so the pair names it.
    id = id.substr(0, id.size() - kSeedDigits) + fmt::format("{:0{}x}", options.hash_seed, kSeedDigits);
    if (Result<void> made = sandbox::FreezeGuest(module, PackOf(*builtin), options.hash_seed, make); !made) {
      return std::unexpected(made.error());
    }
  }
  const runtime::SlotPoolOptions pool = {.slots_count_max = options.slots_count_max,
                                         .slots_ready_max = options.slots_ready_max};
  return std::unique_ptr<Image>(new Image(std::make_unique<Impl>(std::move(memory), pool, std::move(id))));
}

std::optional<Interpreter> Image::InterpreterOf(std::string_view id) {
  for (const Interpreter interpreter : {Interpreter::kCpython, Interpreter::kMicropython}) {
    // The end of an id is the seed's, where it is not the built-in one.
    const std::string_view known = sandbox::BuiltinImageId(interpreter);
    if (id.size() == known.size() && id.starts_with(known.substr(0, known.size() - kSeedDigits)))
      return interpreter;
  }
  return std::nullopt;
}

Image::Image(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Image::~Image() = default;

const std::string& Image::id() const { return impl_->id(); }
std::uint64_t Image::memory_bytes() const { return impl_->memory().memory_bytes(); }

}  // namespace vitrine

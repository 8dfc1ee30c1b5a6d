#include "guest_link/image_file.h"

#include <cstring>

#include "os/mapping.h"

namespace vitrine::guest_link {
namespace {

constexpr std::string_view kMagic = "VITRIMG2";
constexpr std::uint32_t kTableMax = 1u << 20;  // globals or cells: far beyond any real image

void Put32(std::string& out, std::uint64_t value) {
  const auto number = static_cast<std::uint32_t>(value);
  out.append(reinterpret_cast<const char*>(&number), sizeof(number));
}

// Takes numbers from the front; once something is missing everything is zero and ok() is false.
class Reader {
 public:
  explicit Reader(std::span<const std::byte> data) : data_(data), left_(data) {}

  std::span<const std::byte> Take(std::size_t bytes) {
    if (bytes > left_.size()) {
      ok_ = false;
      left_ = {};
      return {};
    }
    const std::span<const std::byte> taken = left_.first(bytes);
    left_ = left_.subspan(bytes);
    return taken;
  }
  template <typename T>
  T Number() {
    T number = 0;
    const std::span<const std::byte> bytes = Take(sizeof(T));
    if (!bytes.empty()) std::memcpy(&number, bytes.data(), sizeof(T));
    return number;
  }
  void AlignToPage() {
    const std::size_t at = data_.size() - left_.size();
    Take((os::kPageBytes - at % os::kPageBytes) % os::kPageBytes);
  }
  bool ok() const { return ok_; }
  bool at_end() const { return left_.empty(); }

 private:
  std::span<const std::byte> data_;
  std::span<const std::byte> left_;
  bool ok_ = true;
};

std::unexpected<Error> Refuse(const char* what) {
  return std::unexpected(
      Error{ErrorKind::kInvalidArgument, std::string("this is no image of this guest: ") + what});
}

}  // namespace

std::string WriteImageFile(const vitrine_guest_module& module, const FrozenGuest& guest) {
  std::string out(kMagic);
  out.append(reinterpret_cast<const char*>(module.wasm_sha256), sizeof(module.wasm_sha256));
  Put32(out, guest.hash_seed);
  Put32(out, guest.pack_address);
  Put32(out, guest.pack_bytes);
  Put32(out, guest.state.memory_bytes / runtime::kWasmPageBytes);
  Put32(out, guest.state.globals.size());
  Put32(out, guest.interrupts.stores.size());
  Put32(out, guest.interrupts.reason_address);
  for (const std::uint64_t global : guest.state.globals) {
    out.append(reinterpret_cast<const char*>(&global), sizeof(global));
  }
  for (const runtime::InterruptStore& store : guest.interrupts.stores) {
    Put32(out, store.address);
    Put32(out, store.value);
    Put32(out, store.is_or ? 1 : 0);
  }
  const std::size_t memory_at = (out.size() + os::kPageBytes - 1) / os::kPageBytes * os::kPageBytes;
  out.resize(memory_at + guest.state.memory_bytes);
  for (const os::MemoryFile::Piece& piece : guest.state.pieces) {
    std::memcpy(out.data() + memory_at + piece.offset, piece.data.data(), piece.data.size());
  }
  return out;
}

Result<FrozenGuest> ReadImageFile(const vitrine_guest_module& module, std::span<const std::byte> file) {
  Reader reader(file);
  const std::span<const std::byte> magic = reader.Take(kMagic.size());
  if (magic.empty() || std::memcmp(magic.data(), kMagic.data(), kMagic.size()) != 0)
    return Refuse("wrong magic");
  const std::span<const std::byte> hash = reader.Take(sizeof(module.wasm_sha256));
  if (hash.empty() || std::memcmp(hash.data(), module.wasm_sha256, hash.size()) != 0) {
    return Refuse("it was made from other wasm");
  }
  FrozenGuest guest;
  guest.hash_seed = reader.Number<std::uint32_t>();
  guest.pack_address = reader.Number<std::uint32_t>();
  guest.pack_bytes = reader.Number<std::uint32_t>();
  guest.state.memory_bytes = std::size_t{reader.Number<std::uint32_t>()} * runtime::kWasmPageBytes;
  const auto globals_count = reader.Number<std::uint32_t>();
  const auto stores_count = reader.Number<std::uint32_t>();
  guest.interrupts.reason_address = reader.Number<std::uint32_t>();
  if (globals_count > kTableMax || stores_count > kTableMax) return Refuse("absurd sizes");
  for (std::uint32_t i = 0; i < globals_count && reader.ok(); ++i) {
    guest.state.globals.push_back(reader.Number<std::uint64_t>());
  }
  for (std::uint32_t i = 0; i < stores_count && reader.ok(); ++i) {
    const auto address = reader.Number<std::uint32_t>();
    const auto value = reader.Number<std::uint32_t>();
    guest.interrupts.stores.push_back({address, value, reader.Number<std::uint32_t>() != 0});
  }
  reader.AlignToPage();
  guest.state.pieces.push_back({0, reader.Take(guest.state.memory_bytes)});
  if (!reader.ok()) return Refuse("it is cut short");
  if (!reader.at_end()) return Refuse("something stands after its end");
  if (std::uint64_t{guest.pack_address} + guest.pack_bytes > guest.state.memory_bytes) {
    return Refuse("its library lies outside of its memory");
  }
  return guest;  // MemoryImage::Make checks the rest against the module
}

}  // namespace vitrine::guest_link

#include "session/digest.h"

#include <fmt/format.h>
#include <sodium.h>

#include <span>

#include "base/check.h"
#include "os/machine.h"

namespace vitrine::session {
namespace {

class Hasher {
 public:
  Hasher() { crypto_generichash_init(&state_, nullptr, 0, kDigestBytes); }
  void Add(const void* data, std::size_t bytes) {
    crypto_generichash_update(&state_, static_cast<const unsigned char*>(data), bytes);
  }
  void Add(std::uint64_t number) { Add(&number, sizeof(number)); }
  std::string End() {
    std::string digest(kDigestBytes, '\0');
    crypto_generichash_final(&state_, reinterpret_cast<unsigned char*>(digest.data()), digest.size());
    return digest;
  }

 private:
  crypto_generichash_state state_;
};

}  // namespace

std::string Digest(std::string_view bytes) {
  Hasher hasher;
  hasher.Add(bytes.data(), bytes.size());
  return hasher.End();
}

std::string DigestState(const runtime::SavedState& state) {
  Hasher hasher;
  hasher.Add(state.memory_bytes());
  hasher.Add(state.globals().size());
  for (const std::uint64_t global : state.globals()) hasher.Add(global);
  for (const runtime::SavedPage& page : state.pages()) {
    hasher.Add(page.number);
    hasher.Add(page.data->data(), page.data->size());
  }
  return hasher.End();
}

std::string RandomId() {
  std::string id(16, '\0');
  os::RandomBytes(std::as_writable_bytes(std::span(id)));
  return id;
}

std::string Hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return out;
}

}  // namespace vitrine::session

#include "session/snapshot.h"

#include <fmt/format.h>

#include <bit>
#include <cstring>
#include <utility>

#include "guests/abi.h"
#include "sandbox/state_codec.h"
#include "session/digest.h"
#include "session/pack.h"

namespace vitrine::session {
namespace {

constexpr std::uint32_t kVersion = 1;
constexpr std::string_view kMagic = "VITRINE SNAPSHOT";

//   head | packed state | BLAKE2b-256 of both
struct Head {
  char magic[16];
  std::uint32_t version;
  std::uint32_t reserved;
  std::uint64_t packed_bytes;
  char image_id[64];  // hexadecimal
};

// The tripwire: whoever changes what a snapshot holds comes by here. Raise kVersion then, say in
// docs/snapshot.md what is different, and add a file of the new version to tests/golden.
static_assert(kVersion == 1 && sizeof(Head) == 96 && VITRINE_ABI_VERSION == 1 &&
                  std::endian::native == std::endian::little,
              "the snapshot's format has changed: it needs another version");

std::unexpected<Error> Refuse(std::string why) {
  return std::unexpected(
      Error{ErrorKind::kInvalidArgument, "this snapshot cannot be used: " + std::move(why)});
}

}  // namespace

std::string PackState(const runtime::SavedState& state, std::span<const std::byte> image) {
  return Pack(Effort::kSmall, [&](std::string& out) {
    sandbox::AppendDeltaToPack(runtime::Difference({}, state), image, sandbox::PageForm::kPlanes, out);
  });
}

std::optional<runtime::SavedState> UnpackState(std::string_view packed, std::span<const std::byte> image,
                                               std::uint64_t memory_bytes_max) {
  const std::optional<std::string_view> bytes =
      Unpack(Effort::kSmall, packed, sandbox::DeltaBytesMax(memory_bytes_max));
  if (!bytes) return std::nullopt;
  std::optional<runtime::StateDelta> delta =
      sandbox::ParsePackedDelta(*bytes, image, sandbox::PageForm::kPlanes, memory_bytes_max);
  if (!delta || !delta->forgotten.empty()) return std::nullopt;
  return runtime::Apply({}, std::move(*delta));
}

std::string WriteSnapshot(const runtime::SavedState& state, std::string_view image_id,
                          std::span<const std::byte> image) {
  const std::string packed = PackState(state, image);
  Head head{.version = kVersion, .packed_bytes = packed.size()};
  std::memcpy(head.magic, kMagic.data(), sizeof(head.magic));
  std::memcpy(head.image_id, image_id.data(), std::min(image_id.size(), sizeof(head.image_id)));
  std::string bytes(reinterpret_cast<const char*>(&head), sizeof(head));
  bytes += packed;
  return bytes + Digest(bytes);
}

Result<runtime::SavedState> ReadSnapshot(std::string_view bytes, std::string_view image_id,
                                         std::span<const std::byte> image, std::uint64_t memory_bytes_max) {
  Head head;
  if (!bytes.starts_with(kMagic.substr(0, bytes.size())) || bytes.empty()) return Refuse("it is no snapshot");
  if (bytes.size() < sizeof(head)) return Refuse("it is cut");
  std::memcpy(&head, bytes.data(), sizeof(head));
  // Before anything that a newer version may do in another way.
  if (head.version > kVersion) {
    return Refuse(fmt::format("it has version {}, and this program reads up to version {}; use a newer one",
                              head.version, kVersion));
  }
  if (head.version < kVersion || head.reserved != 0) return Refuse("it is damaged");
  if (bytes.size() - sizeof(head) < kDigestBytes ||
      head.packed_bytes > bytes.size() - sizeof(head) - kDigestBytes) {
    return Refuse("it is cut");
  }
  if (head.packed_bytes < bytes.size() - sizeof(head) - kDigestBytes) {
    return Refuse("something stands after its end");
  }
  const std::string_view content = bytes.substr(0, bytes.size() - kDigestBytes);
  if (Digest(content) != bytes.substr(content.size())) return Refuse("it is damaged or was changed");
  if (std::string_view(head.image_id, sizeof(head.image_id)) != image_id) {
    return Refuse("it was taken from another image (another version of Vitrine or hash seed)");
  }
  std::optional<runtime::SavedState> state =
      UnpackState(content.substr(sizeof(head)), image, memory_bytes_max);
  if (!state) {
    return Refuse(fmt::format(
        "it is no state of this interpreter, or takes more than the {} bytes of memory that it may "
        "have (Limits::memory_bytes_max)",
        memory_bytes_max));
  }
  return std::move(*state);
}

}  // namespace vitrine::session

#include "session/pack.h"

#include <zstd.h>

#include <memory>

#include "base/check.h"

namespace vitrine::session {
namespace {

// Of -5, -1, 1 and 3 this gave the best ratio that still packs 2 MB of an ordinary state within 2 ms
// (measured, bench/session_bench.cc).
constexpr int kLevel = 1;

// A context is a megabyte of memory to be made and touched; each thread keeps its own.
template <typename T, std::size_t (*free)(T*)>
struct Free {
  void operator()(T* context) const { free(context); }
};
thread_local std::unique_ptr<ZSTD_CCtx, Free<ZSTD_CCtx, ZSTD_freeCCtx>> packer;
thread_local std::unique_ptr<ZSTD_DCtx, Free<ZSTD_DCtx, ZSTD_freeDCtx>> unpacker;

}  // namespace

std::string Pack(std::string_view bytes) {
  if (packer == nullptr) packer.reset(ZSTD_createCCtx());
  VITRINE_CHECK(packer != nullptr, "there is memory for packing");
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size =
      ZSTD_compressCCtx(packer.get(), packed.data(), packed.size(), bytes.data(), bytes.size(), kLevel);
  VITRINE_CHECK(!ZSTD_isError(size), "packing into enough room works");
  packed.resize(size);
  packed.shrink_to_fit();
  return packed;
}

std::optional<std::string> Unpack(std::string_view packed, std::uint64_t bytes_max) {
  // Exactly one frame: what stands after it would be looked at by nobody.
  const std::size_t frame_bytes = ZSTD_findFrameCompressedSize(packed.data(), packed.size());
  if (ZSTD_isError(frame_bytes) || frame_bytes != packed.size()) return std::nullopt;
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > bytes_max) {
    return std::nullopt;
  }
  if (unpacker == nullptr) unpacker.reset(ZSTD_createDCtx());
  VITRINE_CHECK(unpacker != nullptr, "there is memory for unpacking");
  std::string bytes(size, '\0');
  const std::size_t written =
      ZSTD_decompressDCtx(unpacker.get(), bytes.data(), bytes.size(), packed.data(), packed.size());
  if (ZSTD_isError(written) || written != size) return std::nullopt;
  return bytes;
}

}  // namespace vitrine::session

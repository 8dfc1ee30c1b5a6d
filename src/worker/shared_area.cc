#include "worker/shared_area.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace vitrine::worker {

struct SharedArea::Head {
  std::atomic<bool> cancel;
  alignas(64) std::atomic<std::uint64_t> written;  // bytes the worker has put into the ring so far
  alignas(64) std::atomic<std::uint64_t> taken;    // bytes the broker has taken out of it
};

namespace {

// Each piece in the ring: 4 bytes of length, the stream in the top bit, then the bytes.
constexpr std::uint32_t kStderrBit = 0x8000'0000;
constexpr std::size_t kPieceHeadBytes = 4;

void CopyIn(std::span<std::byte> ring, std::uint64_t at, std::string_view bytes) {
  const std::size_t offset = at % ring.size();
  const std::size_t first = std::min(bytes.size(), ring.size() - offset);
  std::memcpy(ring.data() + offset, bytes.data(), first);
  std::memcpy(ring.data(), bytes.data() + first, bytes.size() - first);
}

void CopyOut(std::span<const std::byte> ring, std::uint64_t at, std::span<char> bytes) {
  const std::size_t offset = at % ring.size();
  const std::size_t first = std::min(bytes.size(), ring.size() - offset);
  std::memcpy(bytes.data(), ring.data() + offset, first);
  std::memcpy(bytes.data() + first, ring.data(), bytes.size() - first);
}

}  // namespace

Result<SharedArea> SharedArea::Make() {
  Result<os::SharedMemory> memory = os::SharedMemory::Make(kBytes);
  if (!memory) return std::unexpected(memory.error());
  return SharedArea(std::move(*memory));  // zeros are a Head at its beginning
}

Result<SharedArea> SharedArea::Open(os::Descriptor descriptor) {
  Result<os::SharedMemory> memory = os::SharedMemory::Open(std::move(descriptor), kBytes);
  if (!memory) return std::unexpected(memory.error());
  return SharedArea(std::move(*memory));
}

SharedArea::Head& SharedArea::head() const {
  static_assert(sizeof(Head) <= 4096 && std::atomic<std::uint64_t>::is_always_lock_free &&
                std::atomic<bool>::is_always_lock_free);
  return *reinterpret_cast<Head*>(memory_.mapping.data());
}

std::atomic<bool>& SharedArea::cancel() const { return head().cancel; }

std::span<std::byte> SharedArea::window_to_worker() const {
  return {memory_.mapping.data() + 4096 + kRingBytes, kWindowBytes};
}

std::span<std::byte> SharedArea::window_to_broker() const {
  return {memory_.mapping.data() + 4096 + kRingBytes + kWindowBytes, kWindowBytes};
}

void SharedArea::ReleaseWindows() const {
  if (memory_.mapping.Punch(4096 + kRingBytes, 2 * kWindowBytes)) return;
  // It cannot be given back where the caller has locked all its memory; then it is at least empty.
  std::ranges::fill(window_to_worker(), std::byte{0});
  std::ranges::fill(window_to_broker(), std::byte{0});
}

bool SharedArea::WakeIsDue() {
  if (head().taken.load(std::memory_order_acquire) < woken_place_) return false;
  woken_place_ = place_;
  return true;
}

std::size_t SharedArea::Put(OutputStream stream, std::string_view bytes) {
  const std::uint64_t taken = head().taken.load(std::memory_order_acquire);
  const std::size_t room = kRingBytes - static_cast<std::size_t>(place_ - taken);
  if (room <= kPieceHeadBytes || bytes.empty()) return 0;
  bytes = bytes.substr(0, room - kPieceHeadBytes);
  const std::uint32_t piece_head =
      static_cast<std::uint32_t>(bytes.size()) | (stream == OutputStream::kStderr ? kStderrBit : 0);
  std::array<char, kPieceHeadBytes> head_bytes{};
  std::memcpy(head_bytes.data(), &piece_head, kPieceHeadBytes);
  CopyIn(ring(), place_, {head_bytes.data(), kPieceHeadBytes});
  CopyIn(ring(), place_ + kPieceHeadBytes, bytes);
  place_ += kPieceHeadBytes + bytes.size();
  head().written.store(place_, std::memory_order_release);
  return bytes.size();
}

bool SharedArea::Drain(const Take& take) {
  const std::uint64_t written = head().written.load(std::memory_order_acquire);
  if (written == place_) return true;
  if (written - place_ > kRingBytes) return false;  // also when it went backwards
  std::array<char, kRingBytes> copy;
  const std::span<char> pieces = std::span(copy).first(static_cast<std::size_t>(written - place_));
  CopyOut(ring(), place_, pieces);
  place_ = written;
  head().taken.store(place_, std::memory_order_release);
  std::string_view left(pieces.data(), pieces.size());
  while (!left.empty()) {
    std::uint32_t piece_head = 0;
    if (left.size() < kPieceHeadBytes) return false;
    std::memcpy(&piece_head, left.data(), kPieceHeadBytes);
    left.remove_prefix(kPieceHeadBytes);
    const std::size_t bytes = piece_head & ~kStderrBit;
    if (bytes == 0 || bytes > left.size()) return false;  // of empty pieces there could be any number
    take((piece_head & kStderrBit) != 0 ? OutputStream::kStderr : OutputStream::kStdout,
         left.substr(0, bytes));
    left.remove_prefix(bytes);
  }
  return true;
}

}  // namespace vitrine::worker

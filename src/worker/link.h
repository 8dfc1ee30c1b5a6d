// A connection between broker and worker that carries frames with bodies of any length.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "os/channel.h"
#include "worker/frame.h"
#include "worker/shared_area.h"

namespace vitrine::worker {

// How long the other side may leave us waiting, on the monotonic clock; the largest number: for ever.
class Deadline {
 public:
  Deadline(std::int64_t ns) : ns_(ns) {}  // NOLINT: implicit on purpose
  // Or `sooner`, which another thread may bring forward meanwhile. Borrowed.
  Deadline(std::int64_t ns, const std::atomic<std::int64_t>& sooner) : ns_(ns), sooner_(&sooner) {}
  bool IsOver() const;

 private:
  std::int64_t ns_;
  const std::atomic<std::int64_t>* sooner_ = nullptr;
};

// Single-thread, but for area().cancel(). After anything but kOk and kNothing the link must not be used.
class Link {
 public:
  enum class Side : std::uint8_t { kBroker, kWorker };
  enum class Status : std::uint8_t {
    kOk,
    kNothing,  // Receive only: nothing came within the channel's patience; try again
    kHung,     // the deadline is over in the middle of a frame
    kClosed,   // the other side is gone
    kMisused,  // the other side sent what it must not
  };
  struct Frame {
    FrameType type;
    std::string text;
    std::array<std::uint64_t, kNumbersMax> numbers{};
    std::string body;
  };

  Link(Side side, os::Channel channel, SharedArea area)
      : side_(side), channel_(std::move(channel)), area_(std::move(area)), buffer_(os::kFrameBytesMax) {}

  Status Send(const FrameView& frame, const Deadline& deadline);
  // Reads one frame with its whole body, of at most `body_bytes_max` bytes.
  Status Receive(Frame& frame, std::uint64_t body_bytes_max, const Deadline& deadline);

  SharedArea& area() { return area_; }
  const os::Channel& channel() const { return channel_; }
  // A body went through the windows since the last call; their memory can be given back.
  bool TakeWindowsUsed() { return std::exchange(windows_used_, false); }

 private:
  Status SendFrame(const FrameView& frame, const Deadline& deadline);
  Status ReceiveParts(std::uint64_t bytes, std::string& body, const Deadline& deadline);
  // The next frame must be of that type and bare.
  Status Await(FrameType type, const Deadline& deadline);
  std::span<std::byte> window(Side reader) const {
    return reader == Side::kWorker ? area_.window_to_worker() : area_.window_to_broker();
  }

  const Side side_;
  os::Channel channel_;
  SharedArea area_;
  std::vector<char> buffer_;
  std::string out_;
  bool windows_used_ = false;
};

}  // namespace vitrine::worker

// A connection between broker and worker that carries frames with bodies of any length.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "os/channel.h"
#include "worker/frame.h"
#include "worker/shared_area.h"

namespace vitrine::worker {

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

  // `deadline_ns` (monotonic) bounds how long the other side may leave us waiting; the largest number: never.
  Status Send(const FrameView& frame, std::int64_t deadline_ns);
  // Reads one frame with its whole body, of at most `body_bytes_max` bytes.
  Status Receive(Frame& frame, std::uint64_t body_bytes_max, std::int64_t deadline_ns);

  SharedArea& area() { return area_; }
  const os::Channel& channel() const { return channel_; }
  // A body went through the windows since the last call; their memory can be given back.
  bool TakeWindowsUsed() { return std::exchange(windows_used_, false); }

 private:
  Status SendFrame(const FrameView& frame, std::int64_t deadline_ns);
  Status SendParts(std::string_view body, std::int64_t deadline_ns);
  Status ReceiveParts(std::uint64_t bytes, std::string& body, std::int64_t deadline_ns);
  // The next frame must be of that type and bare.
  Status Await(FrameType type, std::int64_t deadline_ns);
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

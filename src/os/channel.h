// One end of a connection between two processes of one machine, which carries whole frames.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "os/descriptor.h"
#include "vitrine/error.h"

namespace vitrine::os {

// The longest frame that any channel carries.
inline constexpr std::size_t kFrameBytesMax = 32u << 10;

// Single-thread, except that one thread may send while another one receives.
class Channel {
 public:
  enum class Status : std::uint8_t {
    kOk,
    kTimeout,  // nothing has happened yet (or a signal came); try again
    kClosed,   // the other side is gone
    kTooLong,  // a frame came that does not fit the buffer; it is lost
    kFailed,   // the system failed
  };
  struct Received {
    Status status;
    std::size_t bytes = 0;
    // Passed along with the frame. Only ReceiveWithDescriptors takes any; Receive drops them.
    std::vector<Descriptor> descriptors;
  };

  // Two connected ends, closed on exec.
  static Result<std::pair<Channel, Channel>> MakePair();
  explicit Channel(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}

  // How long Send and Receive wait before they say kTimeout; 0: for ever (the beginning).
  void SetPatience(std::int64_t milliseconds) const;

  Status Send(std::string_view frame) const;
  Status SendWithDescriptors(std::string_view frame, std::span<const int> descriptors) const;

  Received Receive(std::span<char> buffer) const;
  // Takes at most kDescriptorsMax; more are closed and the frame counts as kTooLong.
  static constexpr std::size_t kDescriptorsMax = 4;
  Received ReceiveWithDescriptors(std::span<char> buffer) const;

  // False when the other side is gone. Never waits.
  bool IsOpen() const;
  // True when the other side is there and nothing of it waits to be received. Never waits.
  bool IsQuiet() const;

  int descriptor() const { return descriptor_.get(); }
  Descriptor Release() { return std::move(descriptor_); }

 private:
  short Events() const;

  Descriptor descriptor_;
};

}  // namespace vitrine::os

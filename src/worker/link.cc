#include "worker/link.h"

#include <algorithm>
#include <cstring>

#include "os/machine.h"

namespace vitrine::worker {
namespace {

using ChannelStatus = os::Channel::Status;

Link::Status FromChannel(ChannelStatus status) {
  switch (status) {
    case ChannelStatus::kOk:
      return Link::Status::kOk;
    case ChannelStatus::kTimeout:
      return Link::Status::kNothing;
    case ChannelStatus::kTooLong:
      return Link::Status::kMisused;
    case ChannelStatus::kClosed:
    case ChannelStatus::kFailed:
      break;
  }
  return Link::Status::kClosed;
}

}  // namespace

bool Deadline::IsOver() const {
  const std::int64_t now = os::MonotonicNs();
  return now >= ns_ || (sooner_ != nullptr && now >= sooner_->load(std::memory_order_relaxed));
}

Link::Status Link::SendFrame(const FrameView& frame, const Deadline& deadline) {
  WriteFrame(frame, out_);
  while (true) {
    const Status status = FromChannel(channel_.Send(out_));
    if (status != Status::kNothing) return status;
    if (deadline.IsOver()) return Status::kHung;
  }
}

Link::Status Link::Send(const FrameView& frame, const Deadline& deadline) {
  if (frame.body.size() <= kInlineBytesMax) return SendFrame(frame, deadline);
  windows_used_ = true;
  const std::span<std::byte> out = window(side_ == Side::kBroker ? Side::kWorker : Side::kBroker);
  for (std::size_t at = 0; at < frame.body.size(); at += out.size()) {
    std::memcpy(out.data(), frame.body.data() + at, std::min(frame.body.size() - at, out.size()));
    const FrameView& announced = at == 0 ? frame : FrameView{.type = FrameType::kPart};
    if (const Status sent = SendFrame(announced, deadline); sent != Status::kOk) return sent;
    if (const Status taken = Await(FrameType::kTaken, deadline); taken != Status::kOk) return taken;
  }
  return Status::kOk;
}

Link::Status Link::Await(FrameType type, const Deadline& deadline) {
  while (true) {
    const os::Channel::Received got = channel_.Receive(buffer_);
    const Status status = FromChannel(got.status);
    if (status == Status::kNothing) {
      if (deadline.IsOver()) return Status::kHung;
      continue;
    }
    if (status != Status::kOk) return status;
    const auto frame = ParseFrame({buffer_.data(), got.bytes});
    if (!frame || frame->type != type || frame->body_bytes_to_come) return Status::kMisused;
    return Status::kOk;
  }
}

Link::Status Link::Receive(Frame& frame, std::uint64_t body_bytes_max, const Deadline& deadline) {
  const os::Channel::Received got = channel_.Receive(buffer_);
  if (got.status != ChannelStatus::kOk) return FromChannel(got.status);
  const auto parsed = ParseFrame({buffer_.data(), got.bytes});
  if (!parsed) return Status::kMisused;
  frame.type = parsed->type;
  frame.text.assign(parsed->text);
  frame.numbers = parsed->numbers;
  if (!parsed->body_bytes_to_come) {
    if (parsed->inline_body.size() > body_bytes_max) return Status::kMisused;
    frame.body.assign(parsed->inline_body);
    return Status::kOk;
  }
  if (*parsed->body_bytes_to_come > body_bytes_max) return Status::kMisused;
  return ReceiveParts(*parsed->body_bytes_to_come, frame.body, deadline);
}

Link::Status Link::ReceiveParts(std::uint64_t bytes, std::string& body, const Deadline& deadline) {
  windows_used_ = true;
  const std::span<const std::byte> in = window(side_);
  body.clear();
  // Memory is taken as the parts come, not by the length that was stated.
  while (true) {
    const std::size_t part = std::min<std::uint64_t>(bytes - body.size(), in.size());
    body.append(reinterpret_cast<const char*>(in.data()), part);
    if (const Status sent = SendFrame({.type = FrameType::kTaken}, deadline); sent != Status::kOk) {
      return sent;
    }
    if (body.size() == bytes) return Status::kOk;
    if (const Status next = Await(FrameType::kPart, deadline); next != Status::kOk) return next;
  }
}

}  // namespace vitrine::worker

#include "worker/broker.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <limits>

namespace vitrine::worker {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
// The broker keeps to the limits it has sent; this only bounds a bug of ours.
constexpr std::uint64_t kBodyBytesMax = std::uint64_t{4} << 30;
constexpr std::size_t kKeptReplyBytes = 256u << 10;
constexpr std::size_t kEntropyPartBytes = kInlineBytesMax;

std::int64_t Number(const Link::Frame& answer) { return static_cast<std::int64_t>(answer.numbers[0]); }

}  // namespace

void EndWithBroker() { _exit(0); }

void Broker::Send(const FrameView& frame) {
  if (link_.Send(frame, kNever) != Link::Status::kOk) EndWithBroker();
}

Link::Frame& Broker::Receive() {
  Link::Status status{};
  do {
    status = link_.Receive(frame_, kBodyBytesMax, kNever);
  } while (status == Link::Status::kNothing);  // the deadline's signal
  if (status != Link::Status::kOk) EndWithBroker();
  return frame_;
}

Link::Frame& Broker::Ask(const FrameView& question, FrameType answer) {
  Send(question);
  if (Receive().type != answer) EndWithBroker();
  return frame_;
}

void Broker::Output(OutputStream stream, std::string_view bytes, bool is_awaited) {
  while (!bytes.empty()) {
    const std::size_t put = link_.area().Put(stream, bytes);
    if (put == 0) {
      Ask({.type = FrameType::kOutputFull}, FrameType::kGoOn);
      continue;
    }
    // What ends no line is fetched by the broker, which looks now and then.
    const bool ends_line = bytes.substr(0, put).contains('\n');
    if (is_awaited && ends_line && link_.area().WakeIsDue()) Send({.type = FrameType::kOutput});
    bytes.remove_prefix(put);
  }
}

guest_link::HostAnswer BrokerCalls::Call(std::string_view request, const CallContext& /*context*/) {
  using Then = guest_link::HostAnswer::Then;
  ++calls_count_;
  // Two long ones at once would be too much.
  if (reply_.capacity() > kKeptReplyBytes) reply_ = std::string();
  Link::Frame& reply = broker_.Ask({.type = FrameType::kCall, .body = request}, FrameType::kReply);
  reply_.swap(reply.body);
  switch (static_cast<CallVerdict>(reply.numbers[0])) {
    case CallVerdict::kReply:
      return {Then::kReply, reply_};
    case CallVerdict::kPark:
      return {Then::kPark, {}};
    case CallVerdict::kEndGuest:
      break;
  }
  return {Then::kEnd, {}};
}

std::int64_t BrokerWorld::RealtimeNs() { return Number(Ask(WorldQuestion::kRealtime, 0)); }
std::int64_t BrokerWorld::MonotonicNs() { return Number(Ask(WorldQuestion::kMonotonic, 0)); }
std::int64_t BrokerWorld::CpuNs() { return Number(Ask(WorldQuestion::kCpu, 0)); }

bool BrokerWorld::SleepIsOver(std::int64_t nanoseconds) {
  return Number(Ask(WorldQuestion::kSleepIsOver, nanoseconds)) != 0;
}

void BrokerWorld::Entropy(std::span<std::byte> out) {
  while (!out.empty()) {
    const std::span<std::byte> part = out.first(std::min(out.size(), kEntropyPartBytes));
    const Link::Frame& answer = Ask(WorldQuestion::kEntropy, static_cast<std::int64_t>(part.size()));
    if (answer.body.size() != part.size()) EndWithBroker();
    std::ranges::copy(std::as_bytes(std::span(answer.body)), part.begin());
    out = out.subspan(part.size());
  }
}

const Link::Frame& BrokerWorld::Ask(WorldQuestion question, std::int64_t argument) {
  const std::array<std::uint64_t, 2> numbers = {static_cast<std::uint64_t>(question),
                                                static_cast<std::uint64_t>(argument)};
  return broker_.Ask({.type = FrameType::kWorldQuestion, .numbers = numbers}, FrameType::kWorldAnswer);
}

}  // namespace vitrine::worker

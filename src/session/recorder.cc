#include "session/recorder.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/check.h"
#include "base/utf8.h"
#include "base/value_cbor.h"
#include "os/machine.h"

namespace vitrine::session {
namespace {

using guest_link::HostAnswer;

static_assert(Operation::kSeedBytes == crypto_stream_chacha20_KEYBYTES);
static_assert(sizeof(std::uint64_t) == crypto_stream_chacha20_NONCEBYTES);

// [name, [arguments], {keyword arguments}] as JSON, cut.
std::string RequestInWords(std::string_view request) {
  constexpr std::size_t kBytesMax = 200;
  const auto value = base::DecodeValue(request, {.memory_bytes_max = 16u << 20});
  if (!value) return "what cannot be read";
  std::string text = ToJson(*value);
  if (text.size() <= kBytesMax) return text;
  text.resize(base::Utf8CutLength(text, kBytesMax));
  return text + "...";
}

}  // namespace

void Recorder::Record(Operation operation) {
  operation.seed.assign(Operation::kSeedBytes, '\0');
  os::RandomBytes(std::as_writable_bytes(std::span(operation.seed)));
  Play(std::move(operation), Then::kGoOn);
}

void Recorder::Play(Operation operation, Then then) {
  VITRINE_CHECK(operation.seed.size() == Operation::kSeedBytes, "an operation has its seed");
  operation_ = std::move(operation);
  then_ = then;
  bytes_ = operation_.bytes();
  too_long_ = false;
  difference_.clear();
  next_clock_ = {};
  entropy_draws_ = 0;
  next_call_ = 0;
  static_cast<void>(HasRoom(0));
}

bool Recorder::AllTold() const {
  return next_call_ == operation_.calls.size() &&
         std::ranges::equal(next_clock_, operation_.clocks, {}, {}, &ClockTrack::count);
}

void Recorder::Differ(std::string what) {
  if (difference_.empty()) difference_ = std::move(what);
}

bool Recorder::HasRoom(std::uint64_t bytes) {
  if (bytes_ + bytes > journal_bytes_max_) too_long_ = true;
  if (!too_long_) bytes_ += bytes;
  return !too_long_;
}

std::int64_t Recorder::Read(Operation::Clock clock) {
  ClockTrack& track = operation_.clocks[clock];
  const std::uint64_t index = next_clock_[clock]++;
  if (const std::optional<std::int64_t> told = track.At(index)) return *told;
  if (then_ == Then::kStop) {
    Differ(fmt::format("the clock was read {} times where the journal has {}", index + 1, track.count()));
    return track.count() == 0 ? 0 : *track.At(track.count() - 1);
  }
  const std::int64_t ns = clock == Operation::kRealtime ? world_.RealtimeNs() : world_.MonotonicNs();
  // A journal that is too long is never told: nothing more is held for it.
  if (!too_long_) static_cast<void>(HasRoom(track.Append(ns)));
  return ns;
}

void Recorder::Entropy(std::span<std::byte> out) {
  const std::uint64_t draw = entropy_draws_++;
  std::array<unsigned char, sizeof(draw)> nonce;
  std::memcpy(nonce.data(), &draw, sizeof(draw));
  crypto_stream_chacha20(reinterpret_cast<unsigned char*>(out.data()), out.size(), nonce.data(),
                         reinterpret_cast<const unsigned char*>(operation_.seed.data()));
}

bool Recorder::SleepIsOver(std::int64_t /*nanoseconds*/) {
  // Whether this sleep has been told already shows the clock that is read after it, or nothing does.
  return then_ == Then::kStop || next_call_ < operation_.calls.size();
}

const RecordedCall* Recorder::NextCall(std::string_view request) {
  if (next_call_ == operation_.calls.size()) return nullptr;
  const RecordedCall& call = operation_.calls[next_call_];
  if (call.request != request) {
    Differ(fmt::format("host call {} asks for {} where the journal has {}", next_call_ + 1,
                       RequestInWords(request), RequestInWords(call.request)));
    return nullptr;
  }
  ++next_call_;
  return &call;
}

bool Recorder::AsksTheWorld() {
  if (!difference_.empty()) return false;
  if (then_ == Then::kGoOn) return true;
  Differ(
      fmt::format("host call {} is made, and the journal has {}", next_call_ + 1, operation_.calls.size()));
  return false;
}

void Recorder::Write(std::string_view request, RecordedCall::End end, std::string_view reply) {
  ++next_call_;
  if (!HasRoom(sizeof(RecordedCall) + request.size() + reply.size())) {
    // Counted, but not held.
    operation_.calls.push_back({});
    return;
  }
  operation_.calls.push_back({std::string(request), end, std::string(reply)});
}

void Recorder::WriteReply(std::string_view reply) {
  VITRINE_CHECK(!operation_.calls.empty(), "a run that waits has made a call");
  RecordedCall& call = operation_.calls.back();
  call.end = RecordedCall::End::kReplied;
  if (HasRoom(reply.size())) call.reply = reply;
}

void RecordedCalls::StartRun() {
  told_parked_call_.reset();
  if (calls_ == nullptr) return;
  calls_->StartRun();
  // Those that are told are not made again, but count.
  for (const RecordedCall& call : recorder_.operation().calls) calls_->Count(call.request);
}

HostAnswer RecordedCalls::Call(std::string_view request, const CallContext& context) {
  using End = RecordedCall::End;
  if (const RecordedCall* const told = recorder_.NextCall(request)) {
    switch (told->end) {
      case End::kReplied:
        return {HostAnswer::Then::kReply, told->reply};
      case End::kOpen:
        return {HostAnswer::Then::kPark, {}};
      case End::kGuestEnded:
        return {HostAnswer::Then::kEnd, {}};
    }
  }
  if (calls_ == nullptr || !recorder_.AsksTheWorld()) return {HostAnswer::Then::kEnd, {}};
  told_parked_call_.reset();
  const HostAnswer answer = calls_->Call(request, context);
  const End end = answer.then == HostAnswer::Then::kReply  ? End::kReplied
                  : answer.then == HostAnswer::Then::kPark ? End::kOpen
                                                           : End::kGuestEnded;
  recorder_.Write(request, end, answer.frame);
  return answer;
}

std::string_view RecordedCalls::Answer(std::string_view function, const CallReply& reply) {
  const std::string_view frame = calls_->Answer(function, reply);
  recorder_.WriteReply(frame);
  return frame;
}

const std::optional<ParkedCall>& RecordedCalls::parked_call() const {
  if (told_parked_call_ || calls_ == nullptr) return told_parked_call_;
  return calls_->parked_call();
}

}  // namespace vitrine::session

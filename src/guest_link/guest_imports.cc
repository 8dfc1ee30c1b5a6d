#include "guest_link/guest_imports.h"

#include <algorithm>
#include <array>

#include "guests/abi.h"
#include "os/machine.h"

namespace vitrine::guest_link {
namespace {

using runtime::GuestSpan;
using runtime::Import;
using runtime::Instance;

constexpr std::uint32_t kEntropyBytesMax = 65536;
constexpr std::size_t kKeptRequestBytes = 256u << 10;

// Never longer than this in one go, so that a sleep of 300 years cannot overflow anything.
constexpr std::int64_t kSleepNsMax = 1'000'000'000'000'000;

}  // namespace

void GuestImports::Start(const OnOutput* on_output, std::uint64_t reply_bytes_max) {
  on_output_ = on_output;
  reply_bytes_max_ = reply_bytes_max;
  written_ = Written{};
  host_reply_ = {};
  if (request_.capacity() > kKeptRequestBytes) request_ = std::string();
}

GuestImports::Then GuestImports::Misuse(const char* what) {
  written_.misuse = what;
  return Then::kEndInstance;
}

GuestImports::Then GuestImports::Handle(Instance& instance, runtime::ImportCall& call) {
  const auto word = [&call](std::size_t index) { return static_cast<std::uint32_t>(call.arguments[index]); };
  switch (call.import) {
    case Import::kWrite:
      return Write(instance, word(0), {word(1), word(2)});
    case Import::kCall:
      return Call(instance, call, {word(0), word(1)});
    case Import::kTake:
      call.result = 0;
      if (word(1) >= host_reply_.size()) {
        if (!instance.view().CopyOut(word(0), host_reply_))
          return Misuse("took a reply to outside of its memory");
        call.result = host_reply_.size();
      }
      return Then::kContinue;
    case Import::kClock: {
      const std::uint32_t which = word(0);
      call.result = static_cast<std::uint64_t>(which == VITRINE_CLOCK_REALTIME    ? world_.RealtimeNs()
                                               : which == VITRINE_CLOCK_MONOTONIC ? world_.MonotonicNs()
                                                                                  : world_.CpuNs());
      return Then::kContinue;
    }
    case Import::kEntropy:
      return Entropy(instance, {word(0), word(1)});
    case Import::kSleep:
      Sleep(instance, static_cast<std::int64_t>(call.arguments[0]));
      return Then::kContinue;
    case Import::kExit:
      written_.exit_code = static_cast<std::int32_t>(word(0));
      return Then::kEndInstance;
    default:
      return Misuse("called an import that it does not have");
  }
}

GuestImports::Then GuestImports::Write(Instance& instance, std::uint32_t stream, GuestSpan data) {
  if (!instance.view().Contains(data)) return Misuse("wrote from outside of its memory");
  switch (stream) {
    case VITRINE_STREAM_STDOUT:
    case VITRINE_STREAM_STDERR:
      return Output(instance, stream, data);
    case VITRINE_STREAM_DISPLAY: {
      if (written_.display_frames.size() >= limits_.displays_count_max ||
          data.length > limits_.display_bytes_max - written_.display_bytes) {
        ++written_.displays_dropped;
        return Then::kContinue;
      }
      written_.display_bytes += data.length;
      std::string& frame = written_.display_frames.emplace_back();
      static_cast<void>(instance.view().AppendTo(frame, data, data.length));
      return Then::kContinue;
    }
    case VITRINE_STREAM_OUTCOME:
      written_.outcome_frame.clear();
      // One that is too long counts as none; the guest cuts its values well below.
      static_cast<void>(instance.view().AppendTo(written_.outcome_frame, data, limits_.outcome_bytes_max));
      return Then::kContinue;
    case VITRINE_STREAM_REPLY:
      if (!instance.view().AppendTo(written_.reply, data, reply_bytes_max_ - written_.reply.size())) {
        return Misuse("answered with more than it was asked for");
      }
      return Then::kContinue;
    default:
      return Misuse("wrote to a stream that does not exist");
  }
}

GuestImports::Then GuestImports::Output(Instance& instance, std::uint32_t stream, GuestSpan data) {
  const bool is_stdout = stream == VITRINE_STREAM_STDOUT;
  std::string& text = is_stdout ? written_.stdout_bytes : written_.stderr_bytes;
  const std::uint64_t room =
      limits_.output_bytes_max - written_.stdout_bytes.size() - written_.stderr_bytes.size();
  const auto kept = static_cast<std::uint32_t>(std::min<std::uint64_t>(data.length, room));
  (is_stdout ? written_.stdout_bytes_cut : written_.stderr_bytes_cut) += data.length - kept;
  if (kept == 0) return Then::kContinue;
  const std::size_t before = text.size();
  static_cast<void>(instance.view().AppendTo(text, {data.offset, kept}, kept));
  if (on_output_ != nullptr && *on_output_) (*on_output_)(stream, std::string_view(text).substr(before));
  return Then::kContinue;
}

GuestImports::Then GuestImports::Call(Instance& instance, runtime::ImportCall& call, GuestSpan request) {
  if (!instance.view().Contains(request)) return Misuse("made a host call from outside of its memory");
  if (request.length > limits_.request_bytes_max) {
    call.result = static_cast<std::uint64_t>(-1);
    return Then::kContinue;
  }
  request_.clear();
  static_cast<void>(instance.view().AppendTo(request_, request, request.length));
  const HostAnswer answer = host_calls_.Call(request_, instance);
  host_reply_ = answer.frame;
  switch (answer.then) {
    case HostAnswer::Then::kReply:
      call.result = host_reply_.size();
      return Then::kContinue;
    case HostAnswer::Then::kPark:
      return Then::kPark;
    case HostAnswer::Then::kEnd:
      break;
  }
  written_.host_calls_exceeded = true;
  return Then::kEndInstance;
}

GuestImports::Then GuestImports::Entropy(Instance& instance, GuestSpan out) {
  if (out.length > kEntropyBytesMax) return Misuse("asked for more randomness than one call gives");
  std::array<std::byte, 256> bytes;
  while (out.length > 0) {
    const std::uint32_t count = std::min<std::uint32_t>(out.length, bytes.size());
    world_.Entropy(std::span(bytes).first(count));
    if (!instance.view().CopyOut(out.offset, {reinterpret_cast<const char*>(bytes.data()), count})) {
      return Misuse("asked for randomness outside of its memory");
    }
    out = {out.offset + count, out.length - count};
  }
  return Then::kContinue;
}

void GuestImports::Sleep(Instance& instance, std::int64_t nanoseconds) {
  if (nanoseconds <= 0 || world_.SleepIsOver(nanoseconds)) return;
  const std::int64_t until = os::MonotonicNs() + std::min(nanoseconds, kSleepNsMax);
  // The deadline's signal ends SleepUntil early; other signals only make it look again.
  while (!instance.stopped() && os::MonotonicNs() < until) os::SleepUntil(until);
}

}  // namespace vitrine::guest_link

// Answers what the guest imports: output, host calls, clocks, randomness, sleep, exit.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/instance.h"

namespace vitrine::guest_link {

// Where time and randomness come from; nanoseconds.
class World {
 public:
  virtual std::int64_t RealtimeNs() = 0;
  virtual std::int64_t MonotonicNs() = 0;
  virtual std::int64_t CpuNs() = 0;
  virtual void Entropy(std::span<std::byte> out) = 0;
  // True when the sleep is over already (a clock that is not the machine's was moved on).
  virtual bool SleepIsOver(std::int64_t nanoseconds) = 0;

 protected:
  ~World() = default;
};

// What becomes of a host call.
struct HostAnswer {
  enum class Then : std::uint8_t {
    kReply,  // `frame` of guests/abi.h, valid until the next call
    kEnd,    // ends the instance
    kPark,   // the reply comes later: the guest waits for Guest::Resume
  };
  Then then = Then::kReply;
  std::string_view frame;
};

// Serves one host call.
class HostCalls {
 public:
  // `request` is a frame of the guest's, copied.
  virtual HostAnswer Call(std::string_view request, runtime::Instance& instance) = 0;

 protected:
  ~HostCalls() = default;
};

struct ImportLimits {
  std::uint64_t output_bytes_max;   // stdout and stderr together
  std::uint64_t display_bytes_max;  // all frames together
  std::uint32_t displays_count_max;
  std::uint64_t outcome_bytes_max;  // the outcome frame
  std::uint32_t request_bytes_max;
};

// What one run has written. Bounded by ImportLimits and the reply limit.
struct Written {
  std::string stdout_bytes;
  std::string stderr_bytes;
  std::uint64_t stdout_bytes_cut = 0;
  std::uint64_t stderr_bytes_cut = 0;
  std::vector<std::string> display_frames;
  std::uint64_t display_bytes = 0;
  std::uint32_t displays_dropped = 0;
  std::string outcome_frame;  // the last one; empty when none came or it was too long
  std::string reply;          // of a file request
  std::optional<std::int32_t> exit_code;
  // The guest broke the ABI: what it did. Such an instance is ended.
  const char* misuse = nullptr;
  bool host_calls_exceeded = false;
};

// Single-thread.
class GuestImports final : public runtime::ImportHandler {
 public:
  using OnOutput = std::function<void(std::uint32_t stream, std::string_view)>;

  // `world` and `host_calls` must outlive this.
  GuestImports(World& world, HostCalls& host_calls, const ImportLimits& limits)
      : world_(world), host_calls_(host_calls), limits_(limits) {}

  // Forgets the last run. `on_output` may be empty; `reply_bytes_max` bounds the answer to a file request.
  void Start(const OnOutput* on_output, std::uint64_t reply_bytes_max);
  // The run goes on: what is written is added to what it has written before.
  void StartAgain(const OnOutput* on_output) { on_output_ = on_output; }
  // The reply to the host call that the guest waits in, which it will take; borrowed until the next call.
  void SetReply(std::string_view frame) { host_reply_ = frame; }
  Written& written() { return written_; }
  const Written& written() const { return written_; }

  Then Handle(runtime::Instance& instance, runtime::ImportCall& call) override;

 private:
  Then Misuse(const char* what);
  Then Write(runtime::Instance& instance, std::uint32_t stream, runtime::GuestSpan data);
  Then Output(runtime::Instance& instance, std::uint32_t stream, runtime::GuestSpan data);
  Then Call(runtime::Instance& instance, runtime::ImportCall& call, runtime::GuestSpan request);
  Then Entropy(runtime::Instance& instance, runtime::GuestSpan out);
  void Sleep(runtime::Instance& instance, std::int64_t nanoseconds);

  World& world_;
  HostCalls& host_calls_;
  const ImportLimits limits_;
  const OnOutput* on_output_ = nullptr;
  std::uint64_t reply_bytes_max_ = 0;
  Written written_;
  std::string request_;
  std::string_view host_reply_;
};

}  // namespace vitrine::guest_link

// Between the guest and the world: writes down what the guest is told, or tells it again.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sandbox/call_server.h"
#include "sandbox/default_world.h"
#include "session/journal.h"
#include "vitrine/sandbox.h"

namespace vitrine::session {

// Of one interpreter. Single-thread. The world and the calls of its operations go through it.
class Recorder final : public Surroundings {
 public:
  enum class Then : std::uint8_t {
    kGoOn,  // with the world, once what is written down has been told
    kStop,  // that is a difference
  };

  explicit Recorder(std::uint64_t journal_bytes_max) : journal_bytes_max_(journal_bytes_max) {
    operation_.seed.assign(Operation::kSeedBytes, '\0');
  }

  // Begins with a fresh seed, from nothing.
  void Record(Operation operation);
  // Tells `operation` again.
  void Play(Operation operation, Then then);
  // The one that was begun last, with what was written down.
  const Operation& operation() const { return operation_; }

  // A run that goes on may collect artifacts where it was not to at first.
  void set_number(std::uint64_t number) { operation_.number = number; }

  // It has become too long to be kept: what is in it is not complete.
  bool too_long() const { return too_long_; }
  // What was asked that is not in the journal, as a sentence; empty: nothing.
  const std::string& difference() const { return difference_; }
  // Everything that was written down has been told.
  bool AllTold() const;

  std::int64_t RealtimeNs() override { return Read(Operation::kRealtime); }
  std::int64_t MonotonicNs() override { return Read(Operation::kMonotonic); }
  // As the monotonic one, in whichever process the interpreter runs.
  std::int64_t CpuNs() override { return Read(Operation::kCpu); }
  void Entropy(std::span<std::byte> out) override;
  // What was waited for is told at once.
  bool SleepIsOver(std::int64_t nanoseconds) override;

  // For Calls. The call that was written down next; null when there is none. Then the world answers, if it
  // is to, and Write takes it down.
  const RecordedCall* NextCall(std::string_view request);
  bool AsksTheWorld();
  void Write(std::string_view request, RecordedCall::End end, std::string_view reply);
  // The reply to the call that was left open.
  void WriteReply(std::string_view reply);
  std::uint32_t calls_count() const { return static_cast<std::uint32_t>(next_call_); }

 private:
  std::int64_t Read(Operation::Clock clock);
  void Differ(std::string what);
  bool HasRoom(std::uint64_t bytes);

  const std::uint64_t journal_bytes_max_;
  sandbox::SandboxWorld world_{nullptr};
  Operation operation_;
  Then then_ = Then::kGoOn;
  std::uint64_t bytes_ = 0;
  bool too_long_ = false;
  std::string difference_;

  // How much has been told.
  std::array<std::uint64_t, 3> next_clock_{};
  std::uint64_t entropy_draws_ = 0;
  std::size_t next_call_ = 0;
};

// Host calls that go through the recorder. Calls that it tells are not made.
class RecordedCalls final : public sandbox::CallServer {
 public:
  // `recorder` must outlive this. `calls` may be null for a recorder that stops.
  RecordedCalls(Recorder& recorder, std::unique_ptr<sandbox::CallServer> calls)
      : recorder_(recorder), calls_(std::move(calls)) {}

  void StartRun() override;
  void Count(std::string_view request) override { calls_->Count(request); }
  guest_link::HostAnswer Call(std::string_view request, const CallContext& context) override;
  std::string_view Answer(std::string_view function, const CallReply& reply) override;
  const std::optional<ParkedCall>& parked_call() const override;
  std::uint32_t calls_count() const override { return recorder_.calls_count(); }

  // The call that a run which was told again waits in.
  void set_parked_call(ParkedCall call) { told_parked_call_ = std::move(call); }

 private:
  Recorder& recorder_;
  const std::unique_ptr<sandbox::CallServer> calls_;
  std::optional<ParkedCall> told_parked_call_;
};

}  // namespace vitrine::session

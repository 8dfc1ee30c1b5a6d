// What a worker asks the broker for, in place of the parts that a sandbox of one pane has itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sandbox/call_server.h"
#include "vitrine/sandbox.h"
#include "worker/link.h"

namespace vitrine::worker {

// The broker is gone: there is nobody left to work for, and nothing here that must be put away.
[[noreturn]] void EndWithBroker();

// Asks the broker and waits for its answer; ends the process when there is none. Single-thread.
class Broker {
 public:
  // `link` must outlive this.
  explicit Broker(Link& link) : link_(link) {}

  void Send(const FrameView& frame);
  // What is given back is overwritten by the next frame.
  Link::Frame& Receive();
  Link::Frame& Ask(const FrameView& question, FrameType answer);

  // Into the ring. `is_awaited`: the broker is woken for each line.
  void Output(OutputStream stream, std::string_view bytes, bool is_awaited);

  Link& link() { return link_; }

 private:
  Link& link_;
  Link::Frame frame_;
};

// Host calls go to the broker, who has the powers and keeps the accounts.
class BrokerCalls final : public sandbox::CallServer {
 public:
  // `broker` must outlive this.
  explicit BrokerCalls(Broker& broker) : broker_(broker) {}

  void StartRun() override { calls_count_ = 0; }
  void Count(std::string_view /*request*/) override { ++calls_count_; }
  guest_link::HostAnswer Call(std::string_view request, const CallContext& context) override;
  // The broker knows which call it has parked, and answers it by a frame.
  std::string_view Answer(std::string_view /*function*/, const CallReply& /*reply*/) override {
    EndWithBroker();
  }
  const std::optional<ParkedCall>& parked_call() const override { return parked_call_; }
  std::uint32_t calls_count() const override { return calls_count_; }

 private:
  Broker& broker_;
  // The guest takes it when it likes, and other questions may be asked before.
  std::string reply_;
  std::uint32_t calls_count_ = 0;
  const std::optional<ParkedCall> parked_call_;
};

// Clocks and randomness that the broker's caller has put in place of the machine's.
class BrokerWorld final : public Surroundings {
 public:
  // `broker` must outlive this.
  explicit BrokerWorld(Broker& broker) : broker_(broker) {}

  std::int64_t RealtimeNs() override;
  std::int64_t MonotonicNs() override;
  std::int64_t CpuNs() override;
  bool SleepIsOver(std::int64_t nanoseconds) override;
  void Entropy(std::span<std::byte> out) override;

 private:
  const Link::Frame& Ask(WorldQuestion question, std::int64_t argument);

  Broker& broker_;
};

}  // namespace vitrine::worker

// A sandbox in a worker process, from the broker's side.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "sandbox/call_server.h"
#include "sandbox/sandbox_impl.h"
#include "sandbox/sandbox_parts.h"
#include "worker/zygote_client.h"

namespace vitrine::worker {

// Thread-compatible as Sandbox is. Everything that comes from the worker is taken for an attacker's: the
// accounts (host calls, output, deadline) are kept here.
class RemoteSandbox final : public Sandbox::Impl {
 public:
  // Called when the sandbox is over. `fit`: the worker may serve another sandbox.
  using GiveBack = std::function<void(std::unique_ptr<WorkerProcess> worker, bool fit)>;

  // Starts the sandbox in an idle worker, without waiting for its answer: what is wrong is told to the first
  // request. Null, with worker and parts left as they are, when the worker is gone.
  static std::unique_ptr<RemoteSandbox> Start(std::unique_ptr<WorkerProcess>& worker,
                                              const SandboxOptions& options, sandbox::SandboxParts& parts,
                                              GiveBack give_back);
  ~RemoteSandbox() override;

  Result<Outcome> Run(std::string_view code, const RunOptions& options) override;
  Result<Outcome> Resume(const CallReply& reply, const RunOptions& options) override;
  void Cancel() override;
  Result<void> WriteFile(std::string_view path, std::string_view data) override;
  Result<std::string> ReadFile(std::string_view path, std::uint64_t bytes_max) override;
  Result<std::vector<FileEntry>> ListFiles(std::string_view folder) override;
  Result<void> RemoveFile(std::string_view path) override;
  Result<void> FinishStart() override;
  Result<runtime::SavedState> Save() override;
  bool alive() const override { return alive_; }

 private:
  static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
  enum class Loss : std::uint8_t { kDied, kHung, kMisused };
  struct RunState;
  class Doubt;
  class Running;

  RemoteSandbox(const SandboxOptions& options, std::unique_ptr<sandbox::CallServer> calls,
                GiveBack give_back);
  bool SendStart(const SandboxOptions& options, const sandbox::SandboxParts& parts);

  // Sends a request and serves the worker until it is done. `run` is null when no code runs: then nothing but
  // the answer and questions about the world may come. Fails when the worker is lost.
  std::expected<void, Loss> Converse(const FrameView& request, std::uint64_t body_bytes_max,
                                     std::int64_t time_ns, RunState* run);
  std::expected<void, Loss> ServeFrame(RunState* run);
  std::expected<void, Loss> ServeCall(RunState& run);
  std::expected<void, Loss> ServeWorld(RunState* run);
  std::expected<void, Loss> SendTo(const FrameView& frame);
  std::expected<void, Loss> Drain(RunState& run);
  // What a function of the caller's took since then is no fault of the worker's.
  void GiveTimeBack(std::int64_t since_ns, RunState* run);
  // Lets the worker run or go on, and judges what comes of it.
  Result<Outcome> Go(FrameView request, const RunOptions& options);
  std::expected<void, Loss> ReadOutcome(const RunState& run, bool with_artifacts, Outcome& outcome);

  // A request about files: the answer is in answer_.
  Result<void> FileRequest(const FrameView& request, std::uint64_t reply_bytes_max);
  Result<void> CheckAtRest() const;
  // The answer is an error; which one, and whether the sandbox lives on.
  bool IsToldError() const { return answer_.numbers[0] != 0; }
  Error ToldError();
  // Ends the worker and says what to tell; alive_ and fit_ are false then.
  std::string Lose(Loss loss);
  void DescribeLoss(Loss loss, RunState& run, Outcome& outcome);

  const Limits limits_;
  Surroundings* const surroundings_;
  std::unique_ptr<sandbox::CallServer> calls_;
  const GiveBack give_back_;
  Link::Frame answer_;
  Deadline deadline() const { return {deadline_ns_, cancel_deadline_ns_}; }

  // Of the conversation that is going on; monotonic.
  std::int64_t deadline_ns_ = 0;
  std::int64_t world_until_ns_ = 0;  // questions about the world after that are at the worker's expense
  bool alive_ = true;                // both are false while a conversation goes on
  bool fit_ = true;

  // Of the run that goes on or was the last.
  enum class CallState : std::uint8_t { kOpen, kParked, kGuestEnded };
  CallState call_state_ = CallState::kOpen;
  std::chrono::milliseconds wall_time_max_{0};  // of the run that goes on, or the last one
  std::int64_t spent_ns_ = 0;                   // while it did not wait
  std::string stdout_bytes_;                    // until it waited
  std::string stderr_bytes_;

  runtime::SavedState last_saved_;  // what the worker compares with

  std::mutex cancel_mutex_;
  std::unique_ptr<WorkerProcess> worker_;  // written under cancel_mutex_
  bool running_ = false;                   // guarded by cancel_mutex_
  std::atomic<bool> cancelled_ = false;    // this run; set under cancel_mutex_
  // Then the run is over by then; otherwise never. Set before cancelled_.
  std::atomic<std::int64_t> cancel_deadline_ns_ = kNever;
  std::int64_t cancel_time_ns_ = 0;  // guarded by cancel_mutex_
};

}  // namespace vitrine::worker

// A sandbox in this process.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "guest_link/guest.h"
#include "guest_link/guest_imports.h"
#include "sandbox/call_server.h"
#include "sandbox/default_world.h"
#include "sandbox/failure_text.h"
#include "sandbox/image_impl.h"
#include "sandbox/sandbox_impl.h"
#include "sandbox/sandbox_parts.h"

namespace vitrine::sandbox {

// Thread-compatible as Sandbox is.
class LocalSandbox final : public Sandbox::Impl, public guest_link::HostCalls {
 public:
  // Where it fails, `parts` are as they were. A `cancel` that is not null is looked at instead of what Cancel
  // sets, and its owner clears it; it must outlive the sandbox, as `image` must.
  static Result<std::unique_ptr<LocalSandbox>> Start(Image::Impl& image, const SandboxOptions& options,
                                                     SandboxParts& parts,
                                                     const std::atomic<bool>* cancel = nullptr);
  ~LocalSandbox() override;

  Result<Outcome> Run(std::string_view code, const RunOptions& options) override;
  Result<Outcome> Resume(const CallReply& reply, const RunOptions& options) override;
  // With the reply as a frame of guests/abi.h.
  Result<Outcome> ResumeWithFrame(std::string_view frame, const RunOptions& options);
  void Cancel() override;
  Result<void> WriteFile(std::string_view path, std::string_view data) override;
  Result<std::string> ReadFile(std::string_view path, std::uint64_t bytes_max) override;
  Result<std::vector<FileEntry>> ListFiles(std::string_view folder) override;
  Result<void> RemoveFile(std::string_view path) override;
  Result<void> FinishStart() override { return {}; }
  Result<runtime::SavedState> Save() override;
  bool alive() const override { return !guest_->dead(); }

  guest_link::HostAnswer Call(std::string_view request, runtime::Instance& instance) override;

 private:
  LocalSandbox(Image::Impl& image, const SandboxOptions& options, std::unique_ptr<CallServer> calls,
               const std::atomic<bool>* cancel);

  Result<void> StartGuest(const SandboxParts& parts);
  Result<void> WakeGuest(const SandboxParts& parts);
  bool waits() const { return guest_->instance().parked(); }
  // Since the run began, but for the time that it waited.
  struct Spent {
    std::int64_t wall_ns = 0;
    std::int64_t cpu_ns = 0;
  };
  template <typename Enter>
  Result<Outcome> Go(const RunOptions& options, const Enter& enter);
  Result<std::vector<FileEntry>> ListFiles(std::string_view folder, std::size_t count_max);
  Result<guest_link::RequestEnd> FileRequest(std::uint32_t mode, std::string_view head, std::string_view body,
                                             std::uint64_t reply_bytes_max);
  Result<void> CheckAtRest() const;
  Usage ToldUsage() const;
  void TakeOutput(Outcome& outcome);
  void Judge(const guest_link::RequestEnd& end, Outcome& outcome);
  void JudgeReturned(const guest_link::RequestEnd& end, Outcome& outcome);
  void JudgeParked(Outcome& outcome) const;
  void JudgeEnded(const guest_link::RequestEnd& end, Outcome& outcome);
  void SetLimit(LimitKind kind, Aftermath aftermath, Outcome& outcome) const;
  void CollectArtifacts(Outcome& outcome);

  Image::Impl& image_;
  const Limits limits_;
  Limits run_limits_;  // of the run that goes on, or the last one
  SandboxWorld world_;
  std::unique_ptr<CallServer> calls_;
  std::atomic<bool> own_cancel_ = false;
  const std::atomic<bool>& cancel_;
  guest_link::GuestImports imports_;
  std::unique_ptr<guest_link::Guest> guest_;
  std::uint32_t runs_count_ = 0;
  runtime::SavedState last_saved_;
  Spent spent_;  // by the run that goes on or was the last
};

}  // namespace vitrine::sandbox

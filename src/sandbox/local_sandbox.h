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

namespace vitrine::sandbox {

// Thread-compatible as Sandbox is.
class LocalSandbox final : public Sandbox::Impl, public guest_link::HostCalls {
 public:
  // `functions` is the CBOR array that stands under "functions" in the configuration of guests/abi.h. A
  // `cancel` that is not null is looked at instead of what Cancel sets, and its owner clears it; it must
  // outlive the sandbox, as `image` must.
  struct Parts {
    std::unique_ptr<CallServer> calls;
    std::string_view functions;
    const std::atomic<bool>* cancel = nullptr;
  };
  static Result<std::unique_ptr<LocalSandbox>> Start(Image::Impl& image, const SandboxOptions& options,
                                                     Parts parts);
  ~LocalSandbox() override;

  Result<Outcome> Run(std::string_view code, const RunOptions& options) override;
  void Cancel() override;
  Result<void> WriteFile(std::string_view path, std::string_view data) override;
  Result<std::string> ReadFile(std::string_view path, std::uint64_t bytes_max) override;
  Result<std::vector<FileEntry>> ListFiles(std::string_view folder) override;
  Result<void> RemoveFile(std::string_view path) override;
  bool alive() const override { return !guest_->dead(); }

  std::optional<std::string_view> Call(std::string_view request, runtime::Instance& instance) override;

 private:
  LocalSandbox(Image::Impl& image, const SandboxOptions& options, Parts parts);

  Result<void> StartGuest(std::string_view functions);
  Result<std::vector<FileEntry>> ListFiles(std::string_view folder, std::size_t count_max);
  Result<guest_link::RequestEnd> FileRequest(std::uint32_t mode, std::string_view head, std::string_view body,
                                             std::uint64_t reply_bytes_max);
  Result<void> CheckAlive() const;
  Usage MeasureUsage(std::int64_t wall_start, std::int64_t cpu_start);
  void TakeOutput(Outcome& outcome);
  void Judge(const guest_link::RequestEnd& end, Outcome& outcome);
  void JudgeReturned(const guest_link::RequestEnd& end, Outcome& outcome);
  void JudgeEnded(const guest_link::RequestEnd& end, Outcome& outcome);
  void SetLimit(LimitKind kind, Aftermath aftermath, Outcome& outcome) const;
  void CollectArtifacts(Outcome& outcome);

  Image::Impl& image_;
  const Limits limits_;
  SandboxWorld world_;
  const std::unique_ptr<CallServer> calls_;
  std::atomic<bool> own_cancel_ = false;
  const std::atomic<bool>& cancel_;
  guest_link::GuestImports imports_;
  std::unique_ptr<guest_link::Guest> guest_;
  std::uint32_t runs_count_ = 0;
};

}  // namespace vitrine::sandbox

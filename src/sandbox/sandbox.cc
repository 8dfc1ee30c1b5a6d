#include "vitrine/sandbox.h"

#include <fmt/format.h>

#include <utility>

#include "base/utf8.h"
#include "capabilities/describe.h"
#include "sandbox/granted_calls.h"
#include "sandbox/guest_path.h"
#include "sandbox/local_sandbox.h"

namespace vitrine {
namespace {

constexpr std::size_t kCodeBytesMax = 64u << 20;
constexpr std::size_t kFileNameBytesMax = 255;

Result<void> CheckRun(std::string_view code, const std::string& file_name) {
  if (code.size() > kCodeBytesMax) {
    return std::unexpected(
        Error{ErrorKind::kLimit,
              fmt::format("the code has {} bytes; at most {} can be run", code.size(), kCodeBytesMax)});
  }
  if (file_name.size() > kFileNameBytesMax || !base::IsUtf8(file_name) ||
      file_name.find('\0') != std::string::npos) {
    return std::unexpected(
        Error{ErrorKind::kInvalidArgument,
              "the file name for tracebacks must be UTF-8 without NUL, at most 255 bytes"});
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<Sandbox>> Sandbox::Create(const Image& image, const Grants& grants,
                                                 const SandboxOptions& options) {
  const std::string functions = capabilities::FunctionsForGuest(grants.impl());
  sandbox::SandboxParts parts = {
      .calls = std::make_unique<sandbox::GrantedCalls>(grants.impl(), options.limits),
      .functions = functions};
  auto started = sandbox::LocalSandbox::Start(image.impl(), options, parts);
  if (!started) return std::unexpected(started.error());
  return std::unique_ptr<Sandbox>(new Sandbox(std::move(*started)));
}

Sandbox::Sandbox(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Sandbox::~Sandbox() = default;

Result<Outcome> Sandbox::Run(std::string_view code, const RunOptions& options) {
  if (Result<void> checked = CheckRun(code, options.file_name); !checked) {
    return std::unexpected(checked.error());
  }
  return impl_->Run(code, options);
}

Result<Outcome> Sandbox::Resume(const CallReply& reply, const RunOptions& options) {
  return impl_->Resume(reply, options);
}

void Sandbox::Cancel() { impl_->Cancel(); }

Result<void> Sandbox::WriteFile(std::string_view path, std::string_view data) {
  if (Result<void> checked = sandbox::CheckSandboxPath(path); !checked) return checked;
  return impl_->WriteFile(path, data);
}

Result<std::string> Sandbox::ReadFile(std::string_view path, std::uint64_t bytes_max) {
  if (Result<void> checked = sandbox::CheckSandboxPath(path); !checked) {
    return std::unexpected(checked.error());
  }
  return impl_->ReadFile(path, bytes_max);
}

Result<std::vector<FileEntry>> Sandbox::ListFiles(std::string_view folder) {
  if (Result<void> checked = sandbox::CheckSandboxPath(folder); !checked) {
    return std::unexpected(checked.error());
  }
  return impl_->ListFiles(folder);
}

Result<void> Sandbox::RemoveFile(std::string_view path) {
  if (Result<void> checked = sandbox::CheckSandboxPath(path); !checked) return checked;
  return impl_->RemoveFile(path);
}

bool Sandbox::alive() const { return impl_->alive(); }

}  // namespace vitrine

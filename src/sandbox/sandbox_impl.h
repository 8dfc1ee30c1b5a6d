// What a Sandbox is behind its front: in this process, or one jailed process away.
#pragma once

#include "runtime/saved_state.h"
#include "vitrine/sandbox.h"

namespace vitrine {

// The arguments of each call have been checked by the front. Otherwise as in Sandbox.
class Sandbox::Impl {
 public:
  virtual ~Impl() = default;
  virtual Result<Outcome> Run(std::string_view code, const RunOptions& options) = 0;
  // After a run that was parked.
  virtual Result<Outcome> Resume(const CallReply& reply, const RunOptions& options) = 0;
  virtual void Cancel() = 0;
  virtual Result<void> WriteFile(std::string_view path, std::string_view data) = 0;
  virtual Result<std::string> ReadFile(std::string_view path, std::uint64_t bytes_max) = 0;
  virtual Result<std::vector<FileEntry>> ListFiles(std::string_view folder) = 0;
  virtual Result<void> RemoveFile(std::string_view path) = 0;
  // Does what a start has left to the first request.
  virtual Result<void> FinishStart() = 0;
  // What differs from the image, while no code runs or waits. What is the same is shared with the state that
  // was saved last, or that the sandbox was made from.
  virtual Result<runtime::SavedState> Save() = 0;
  virtual bool alive() const = 0;
};

}  // namespace vitrine

// Where the interpreters of sessions come from: this process or a pool's workers.
#pragma once

#include <memory>
#include <string_view>

#include "sandbox/sandbox_parts.h"
#include "vitrine/image.h"
#include "vitrine/sandbox.h"
#include "vitrine/worker_pool.h"

namespace vitrine::session {

// Thread-safe.
class SandboxMaker {
 public:
  virtual ~SandboxMaker() = default;
  // `parts` are left as they are where it fails with kBusy.
  virtual Result<std::unique_ptr<Sandbox>> Make(const SandboxOptions& options, sandbox::SandboxParts& parts,
                                                std::string_view tenant) = 0;
  // What states differ from.
  virtual const Image& image() const = 0;
  // More can never live at once.
  virtual std::uint32_t count_max() const = 0;
};

// `image` must outlive it.
std::unique_ptr<SandboxMaker> MakerInProcess(const Image& image);
// `pool` must outlive it. Loads the workers' image, to read it only.
Result<std::unique_ptr<SandboxMaker>> MakerInPool(WorkerPool& pool);

}  // namespace vitrine::session

#include "session/sandbox_maker.h"

#include <utility>

#include "sandbox/local_sandbox.h"
#include "worker/start_in_pool.h"

namespace vitrine::session {
namespace {

class InProcess final : public SandboxMaker {
 public:
  explicit InProcess(const Image& image) : image_(image) {}

  Result<std::unique_ptr<Sandbox>> Make(const SandboxOptions& options, sandbox::SandboxParts& parts,
                                        std::string_view /*tenant*/) override {
    auto started = sandbox::LocalSandbox::Start(image_.impl(), options, parts);
    if (!started) return std::unexpected(started.error());
    return std::make_unique<Sandbox>(std::move(*started));
  }
  const Image& image() const override { return image_; }
  std::uint32_t count_max() const override { return image_.impl().slots().slots_count_max(); }

 private:
  const Image& image_;
};

class InPool final : public SandboxMaker {
 public:
  InPool(WorkerPool& pool, std::unique_ptr<Image> image) : pool_(pool), image_(std::move(image)) {}

  Result<std::unique_ptr<Sandbox>> Make(const SandboxOptions& options, sandbox::SandboxParts& parts,
                                        std::string_view tenant) override {
    return worker::StartInPool(pool_, options, parts, tenant);
  }
  const Image& image() const override { return *image_; }
  std::uint32_t count_max() const override { return worker::OptionsOf(pool_).workers_count_max; }

 private:
  WorkerPool& pool_;
  const std::unique_ptr<Image> image_;
};

}  // namespace

std::unique_ptr<SandboxMaker> MakerInProcess(const Image& image) {
  return std::make_unique<InProcess>(image);
}

Result<std::unique_ptr<SandboxMaker>> MakerInPool(WorkerPool& pool) {
  const WorkerPoolOptions& options = worker::OptionsOf(pool);
  auto image = Image::Load(
      {.interpreter = options.interpreter, .engine = options.engine, .hash_seed = options.hash_seed});
  if (!image) return std::unexpected(image.error());
  const Result<std::string> id = pool.image_id();
  if (!id) return std::unexpected(id.error());
  if (*id != (*image)->id()) {
    return std::unexpected(Error{ErrorKind::kInvalidArgument,
                                 "the workers' program has another image than this one; use programs of one "
                                 "version"});
  }
  return std::make_unique<InPool>(pool, std::move(*image));
}

}  // namespace vitrine::session

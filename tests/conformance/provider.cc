#include "tests/conformance/provider.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <utility>

#include "tests/build_kind.h"
#include "vitrine/worker_pool.h"

namespace vitrine::conformance {
namespace {

template <typename T>
T OrDie(Result<T> made) {
  if (!made) {
    ADD_FAILURE() << made.error().what;
    std::abort();
  }
  return std::move(*made);
}

class InProcess final : public Provider {
 public:
  explicit InProcess(Engine engine) : image_(OrDie(Image::Load({.engine = engine, .slots_ready_max = 2}))) {}
  Result<std::unique_ptr<Sandbox>> Create(const Grants& grants, const SandboxOptions& options) override {
    return Sandbox::Create(*image_, grants, options);
  }

 private:
  const std::unique_ptr<Image> image_;
};

class ByWorkers final : public Provider {
 public:
  explicit ByWorkers(Engine engine) : pool_(OrDie(WorkerPool::Create(Options(engine)))) {}
  Result<std::unique_ptr<Sandbox>> Create(const Grants& grants, const SandboxOptions& options) override {
    return pool_->CreateSandbox(grants, options);
  }

 private:
  static WorkerPoolOptions Options(Engine engine) {
    WorkerPoolOptions options;
    options.engine = engine;
    options.worker_program = VITRINE_WORKER_PROGRAM;
    return options;
  }

  const std::unique_ptr<WorkerPool> pool_;
};

std::unique_ptr<Provider> Make(ProviderKind kind) {
  if (kind == ProviderKind::kWorkerFast || kind == ProviderKind::kWorkerChecked) {
    return std::make_unique<ByWorkers>(EngineOf(kind));
  }
  return std::make_unique<InProcess>(EngineOf(kind));
}

}  // namespace

const char* Name(ProviderKind kind) {
  switch (kind) {
    case ProviderKind::kInProcessFast:
      return "in_process_fast";
    case ProviderKind::kInProcessChecked:
      return "in_process_checked";
    case ProviderKind::kWorkerFast:
      return "worker_fast";
    case ProviderKind::kWorkerChecked:
      return "worker_checked";
  }
  return "";
}

Engine EngineOf(ProviderKind kind) {
  return kind == ProviderKind::kInProcessFast || kind == ProviderKind::kWorkerFast ? Engine::kFast
                                                                                   : Engine::kChecked;
}

std::vector<ProviderKind> Providers() {
  if (tests::kHasAddressSanitizer) return {ProviderKind::kInProcessChecked, ProviderKind::kWorkerChecked};
  return {ProviderKind::kInProcessFast, ProviderKind::kInProcessChecked, ProviderKind::kWorkerFast,
          ProviderKind::kWorkerChecked};
}

Provider& ProviderOf(ProviderKind kind) {
  static std::map<ProviderKind, std::unique_ptr<Provider>> providers;
  std::unique_ptr<Provider>& provider = providers[kind];
  if (provider == nullptr) provider = Make(kind);
  return *provider;
}

}  // namespace vitrine::conformance

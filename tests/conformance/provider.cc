#include "tests/conformance/provider.h"

#include <gtest/gtest.h>

#include <algorithm>
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
  InProcess(ProviderKind kind, std::uint32_t slots_count_max)
      : image_(OrDie(Image::Load({.interpreter = kind.interpreter,
                                  .engine = kind.engine,
                                  .slots_count_max = slots_count_max,
                                  .slots_ready_max = std::min<std::uint32_t>(slots_count_max, 8)}))) {}
  Result<std::unique_ptr<Sandbox>> Create(const Grants& grants, const SandboxOptions& options) override {
    return Sandbox::Create(*image_, grants, options);
  }
  Result<std::unique_ptr<Sessions>> MakeSessions(SessionStore& store,
                                                 const SessionsOptions& options) override {
    return Sessions::Make(*image_, store, options);
  }
  Result<ReplayReport> Replay(std::string_view journal, std::chrono::milliseconds time_max) override {
    return vitrine::Replay(*image_, journal, time_max);
  }

 private:
  const std::unique_ptr<Image> image_;
};

class ByWorkers final : public Provider {
 public:
  explicit ByWorkers(const WorkerPoolOptions& options) : pool_(OrDie(WorkerPool::Create(options))) {}
  Result<std::unique_ptr<Sandbox>> Create(const Grants& grants, const SandboxOptions& options) override {
    return pool_->CreateSandbox(grants, options);
  }
  Result<std::unique_ptr<Sessions>> MakeSessions(SessionStore& store,
                                                 const SessionsOptions& options) override {
    return Sessions::Make(*pool_, store, options);
  }
  Result<ReplayReport> Replay(std::string_view journal, std::chrono::milliseconds time_max) override {
    return vitrine::Replay(*pool_, journal, time_max);
  }

 private:
  const std::unique_ptr<WorkerPool> pool_;
};

}  // namespace

std::string Name(ProviderKind kind) {
  return std::string(kind.interpreter == Interpreter::kCpython ? "" : "micropython_") +
         (kind.is_by_workers ? "worker_" : "in_process_") +
         (kind.engine == Engine::kFast ? "fast" : "checked");
}

std::vector<ProviderKind> Providers() {
  std::vector<ProviderKind> kinds;
  for (const Interpreter interpreter : {Interpreter::kCpython, Interpreter::kMicropython}) {
    for (const bool is_by_workers : {false, true}) {
      for (const Engine engine : {Engine::kFast, Engine::kChecked}) {
        if (engine == Engine::kFast && tests::kHasAddressSanitizer) continue;
        kinds.push_back({interpreter, is_by_workers, engine});
      }
    }
  }
  return kinds;
}

std::unique_ptr<Provider> MakeProvider(ProviderKind kind, std::uint32_t sandboxes_count_max) {
  if (!kind.is_by_workers) return std::make_unique<InProcess>(kind, sandboxes_count_max);
  WorkerPoolOptions options;
  options.interpreter = kind.interpreter;
  options.engine = kind.engine;
  options.worker_program = VITRINE_WORKER_PROGRAM;
  options.tenants_count_max = 4;
  options.several_tenants_in_weak_jail = danger::SeveralTenantsInWeakJail::Accept();
  options.workers_count_max = sandboxes_count_max;
  options.waiting_count_max = 0;
  options.worker_bytes_max = std::uint64_t{3} << 30;  // room for the largest guest
  return std::make_unique<ByWorkers>(options);
}

Provider& ProviderOf(ProviderKind kind) {
  static std::map<ProviderKind, std::unique_ptr<Provider>> providers;
  std::unique_ptr<Provider>& provider = providers[kind];
  if (provider == nullptr) provider = MakeProvider(kind, 64);
  return *provider;
}

}  // namespace vitrine::conformance

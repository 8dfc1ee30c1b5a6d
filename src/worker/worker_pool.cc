#include "vitrine/worker_pool.h"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <iterator>
#include <list>
#include <map>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <system_error>
#include <utility>

#include "capabilities/describe.h"
#include "sandbox/check_limits.h"
#include "sandbox/granted_calls.h"
#include "sandbox/run_context.h"
#include "worker/remote_sandbox.h"
#include "worker/serve.h"
#include "worker/start_in_pool.h"
#include "worker/zygote.h"
#include "worker/zygote_client.h"

namespace vitrine {
namespace {

using worker::WorkerProcess;
using worker::ZygoteClient;

// A worker that was idle may have died unseen; this often another one is tried.
constexpr int kAttemptsMax = 3;
// What a worker needs besides guest memory: its guest stack, signal stack, heap; measured 66 MB with the
// smallest guest, of which 40 are guest memory.
constexpr std::uint64_t kHostBytes = 64u << 20;
// What Limits::memory_bytes_max is cut to.
constexpr std::uint64_t kGuestBytesMax = std::uint64_t{2} << 30;

// Calls at the end of a scope, exceptions included.
template <typename Call>
class Finally {
 public:
  explicit Finally(Call call) : call_(std::move(call)) {}
  ~Finally() { call_(); }
  Finally(const Finally&) = delete;
  Finally& operator=(const Finally&) = delete;

 private:
  Call call_;
};

// The program's whole path: a zygote that is replaced must not be another program because the current folder
// is another one.
Result<std::string> ProgramPath(const std::string& wanted) {
  std::error_code error;
  if (wanted.empty()) {
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    if (!error) return (self.parent_path() / "vitrine-worker").string();
    return std::unexpected(Error{ErrorKind::kHost,
                                 "cannot tell which folder this program lies in (is there no /proc?): "
                                 "name the program for the workers (worker_program)"});
  }
  const std::filesystem::path path = std::filesystem::absolute(wanted, error);
  if (!error) return path.string();
  return std::unexpected(Error{
      ErrorKind::kHost, "cannot tell where '" + wanted + "' lies (worker_program): " + error.message()});
}

}  // namespace

class WorkerPool::Impl {
 public:
  explicit Impl(const WorkerPoolOptions& options) : options_(options) {}

  Result<void> Start() {
    Ended ended;  // none, at the beginning
    const std::lock_guard lock(mutex_);
    return Fill(ended);
  }

  Result<std::unique_ptr<Sandbox>> CreateSandbox(const SandboxOptions& options, sandbox::SandboxParts& parts,
                                                 std::string_view tenant);
  Result<ZygoteClient::Hello> AwaitHello();
  WorkerPoolStatistics Statistics();
  const WorkerPoolOptions& options() const { return options_; }

 private:
  struct Idle {
    std::unique_ptr<WorkerProcess> process;
    std::string tenant;
  };
  struct Waiting {
    std::string tenant;
    std::condition_variable woken;
    std::unique_ptr<WorkerProcess> process;  // once it has been served
    std::optional<Error> error;              // or why not
  };

  Result<std::unique_ptr<WorkerProcess>> Take(const std::string& tenant);
  void Give(const std::string& tenant, std::unique_ptr<WorkerProcess> process, bool fit);
  Result<void> Admit(const std::string& tenant);
  // Promise P22: among several tenants none gets a worker whose jail is too weak for that. Its zygote may be
  // another one than that which Admit has asked.
  Result<void> CheckJail(const WorkerProcess& process);
  Result<void> CheckLevel(JailLevel level) const;
  Result<void> CheckLimits(const Limits& limits);

  // All with mutex_ held. What is to be destroyed goes to `ended`, to be dropped without the lock.
  struct Ended {
    bool empty() const { return workers.empty() && zygotes.empty(); }
    void clear() {
      workers.clear();
      zygotes.clear();
    }

    std::vector<std::shared_ptr<ZygoteClient>> zygotes;
    std::vector<std::unique_ptr<WorkerProcess>> workers;
  };
  Result<void> EnsureZygote(Ended& ended);
  Result<std::unique_ptr<WorkerProcess>> Spawn(Ended& ended);
  Result<void> Fill(Ended& ended);
  // A worker for the tenant, if one can be had now; null: none is free.
  Result<std::unique_ptr<WorkerProcess>> Find(const std::string& tenant, Ended& ended);
  void Assign(Ended& ended);
  // The tenant holds one worker fewer.
  void Uncount(const std::string& tenant);

  WorkerPoolOptions options_;

  std::mutex mutex_;  // guards everything below
  std::shared_ptr<ZygoteClient> zygote_;
  std::vector<std::unique_ptr<WorkerProcess>> spares_;
  std::list<Idle> idle_;                       // last used at the back
  std::map<std::string, std::uint32_t> busy_;  // workers by tenant
  std::uint32_t busy_count_ = 0;
  std::list<Waiting*> waiting_;                 // first come first
  std::set<std::string, std::less<>> tenants_;  // that have been served
  std::uint64_t image_bytes_ = 0;               // 0 until the zygote has told
  std::uint64_t started_count_ = 0;
  std::uint64_t lost_count_ = 0;
};

Result<void> WorkerPool::Impl::EnsureZygote(Ended& ended) {
  if (zygote_ != nullptr && zygote_->IsThere()) return {};
  if (zygote_ != nullptr) {
    // Its workers are gone with it; those that are held are seen by who holds them.
    lost_count_ += spares_.size() + idle_.size();
    std::ranges::move(spares_, std::back_inserter(ended.workers));
    spares_.clear();
    for (Idle& idle : idle_) ended.workers.push_back(std::move(idle.process));
    idle_.clear();
    ended.zygotes.push_back(std::move(zygote_));
  }
  auto zygote = ZygoteClient::Start(options_.worker_program, {.interpreter = options_.interpreter,
                                                              .engine = options_.engine,
                                                              .hash_seed = options_.hash_seed,
                                                              .process_bytes_max = options_.worker_bytes_max,
                                                              .without = options_.without});
  if (!zygote) return std::unexpected(zygote.error());
  zygote_ = std::move(*zygote);
  return {};
}

Result<std::unique_ptr<WorkerProcess>> WorkerPool::Impl::Spawn(Ended& ended) {
  if (Result<void> there = EnsureZygote(ended); !there) return std::unexpected(there.error());
  auto process = zygote_->Spawn();
  if (process) ++started_count_;
  return process;
}

Result<void> WorkerPool::Impl::Fill(Ended& ended) {
  if (Result<void> there = EnsureZygote(ended); !there) return there;
  while (spares_.size() < options_.spares_count &&
         busy_count_ + spares_.size() + idle_.size() < options_.workers_count_max) {
    auto process = Spawn(ended);
    if (!process) return std::unexpected(process.error());
    spares_.push_back(std::move(*process));
  }
  return {};
}

Result<std::unique_ptr<WorkerProcess>> WorkerPool::Impl::Find(const std::string& tenant, Ended& ended) {
  for (auto idle = idle_.end(); idle != idle_.begin();) {
    --idle;
    if (idle->tenant != tenant) continue;
    std::unique_ptr<WorkerProcess> process = std::move(idle->process);
    idle = idle_.erase(idle);
    if (process->IsIdle()) return process;
    ++lost_count_;
    ended.workers.push_back(std::move(process));
  }
  while (!spares_.empty()) {
    std::unique_ptr<WorkerProcess> process = std::move(spares_.back());
    spares_.pop_back();
    if (process->IsIdle()) return process;
    ++lost_count_;
    ended.workers.push_back(std::move(process));
  }
  if (busy_count_ + idle_.size() >= options_.workers_count_max) {
    if (idle_.empty()) return nullptr;
    // Another tenant's, which it cannot serve: the one that has been idle for longest makes room.
    ended.workers.push_back(std::move(idle_.front().process));
    idle_.pop_front();
  }
  auto process = Spawn(ended);
  // The machine gives no further one now (no descriptors, no memory): those that are held are all there are.
  if (!process && busy_count_ > 0) return nullptr;
  return process;
}

void WorkerPool::Impl::Assign(Ended& ended) {
  const auto held = [&](const Waiting* waiting) {
    const auto count = busy_.find(waiting->tenant);
    return count == busy_.end() ? 0 : count->second;
  };
  while (!waiting_.empty()) {
    const auto next = std::ranges::min_element(waiting_, {}, held);
    Waiting& served = **next;
    auto process = Find(served.tenant, ended);
    if (process && *process == nullptr) return;
    if (process) {
      ++busy_[served.tenant];
      ++busy_count_;
      served.process = std::move(*process);
    } else {
      served.error = std::move(process.error());
    }
    waiting_.erase(next);  // last: whatever throws above leaves the queue as it was
    served.woken.notify_one();
  }
}

Result<std::unique_ptr<WorkerProcess>> WorkerPool::Impl::Take(const std::string& tenant) {
  Ended ended;  // dropped without the lock
  Waiting waiting{.tenant = tenant, .woken = {}, .process = nullptr, .error = std::nullopt};
  std::unique_lock lock(mutex_);
  const std::size_t waiting_before = waiting_.size();
  waiting_.push_back(&waiting);
  const Finally leave([&] {  // with the lock, whatever happens
    waiting_.remove(&waiting);
    if (waiting.process != nullptr) Uncount(tenant);  // something threw before it was handed over
  });
  Assign(ended);
  if (!ended.empty() && waiting.process == nullptr) {
    // What those held that have ended, descriptors above all, may be what another one needs.
    lock.unlock();
    ended.clear();
    lock.lock();
    if (waiting.error) {
      waiting.error.reset();
      waiting_.push_back(&waiting);
    }
    Assign(ended);
  }
  const auto is_served = [&] { return waiting.process != nullptr || waiting.error.has_value(); };
  if (!is_served() && waiting_before >= options_.waiting_count_max) {
    return std::unexpected(Error{
        ErrorKind::kBusy, fmt::format("all {} workers are taken and {} callers wait already; try again later",
                                      options_.workers_count_max, waiting_before)});
  }
  if (!is_served() &&
      !waiting.woken.wait_for(lock, std::chrono::nanoseconds(sandbox::ToNs(options_.wait_max)), is_served)) {
    return std::unexpected(Error{
        ErrorKind::kBusy, fmt::format("all {} workers are taken and none became free within {} ms; end a "
                                      "sandbox, try again later or allow more workers",
                                      options_.workers_count_max, options_.wait_max.count())});
  }
  if (waiting.error) return std::unexpected(std::move(*waiting.error));
  return std::move(waiting.process);
}

void WorkerPool::Impl::Uncount(const std::string& tenant) {
  const auto count = busy_.find(tenant);
  if (--count->second == 0) busy_.erase(count);
  --busy_count_;
}

void WorkerPool::Impl::Give(const std::string& tenant, std::unique_ptr<WorkerProcess> process, bool fit) {
  Ended ended;
  const std::lock_guard lock(mutex_);
  Uncount(tenant);
  if (fit && process != nullptr) {
    idle_.push_back({std::move(process), tenant});
  } else {
    ++lost_count_;
    ended.workers.push_back(std::move(process));
  }
  Assign(ended);
  // Where this fails the next caller is told why.
  (void)Fill(ended);
}

Result<ZygoteClient::Hello> WorkerPool::Impl::AwaitHello() {
  std::shared_ptr<ZygoteClient> zygote;
  Ended ended;
  {
    const std::lock_guard lock(mutex_);
    if (Result<void> there = EnsureZygote(ended); !there) return std::unexpected(there.error());
    zygote = zygote_;
  }
  return zygote->AwaitHello();
}

Result<void> WorkerPool::Impl::Admit(const std::string& tenant) {
  {
    const std::lock_guard lock(mutex_);
    if (tenants_.contains(tenant)) return {};
  }
  const auto hello = AwaitHello();
  if (!hello) return std::unexpected(hello.error());
  const std::lock_guard lock(mutex_);
  image_bytes_ = hello->memory_bytes;
  if (tenants_.contains(tenant)) return {};
  if (tenants_.size() >= options_.tenants_count_max) {
    return std::unexpected(Error{
        ErrorKind::kLimit,
        fmt::format("this pool serves at most {} tenants (tenants_count_max)", options_.tenants_count_max)});
  }
  if (!tenants_.empty()) {
    if (Result<void> strong = CheckLevel(hello->protections.level); !strong) return strong;
  }
  tenants_.emplace(tenant);
  return {};
}

Result<void> WorkerPool::Impl::CheckJail(const WorkerProcess& process) {
  {
    const std::lock_guard lock(mutex_);
    if (tenants_.size() < 2) return {};
  }
  const Result<JailLevel> level = process.AwaitLevel();
  if (!level) return std::unexpected(level.error());
  return CheckLevel(*level);
}

Result<void> WorkerPool::Impl::CheckLevel(JailLevel level) const {
  if (level >= JailLevel::kL2 || options_.several_tenants_in_weak_jail) return {};
  return std::unexpected(
      Error{ErrorKind::kInvalidArgument,
            fmt::format("several tenants are not served at jail level {}: a tenant who broke out could reach "
                        "the others (`vitrine doctor` says what is missing)",
                        Name(level))});
}

Result<void> WorkerPool::Impl::CheckLimits(const Limits& limits) {
  std::uint64_t image_bytes = 0;
  {
    const std::lock_guard lock(mutex_);
    image_bytes = image_bytes_;
  }
  const std::uint64_t guest_bytes = std::min(limits.memory_bytes_max, kGuestBytesMax);
  if (guest_bytes > options_.worker_bytes_max - std::min(options_.worker_bytes_max, kHostBytes)) {
    return std::unexpected(Error{
        ErrorKind::kInvalidArgument,
        fmt::format("the memory limit is {} bytes; a worker may have {}, of which {} are not the guest's "
                    "(worker_bytes_max)",
                    guest_bytes, options_.worker_bytes_max, kHostBytes)});
  }
  return sandbox::CheckLimits(limits, image_bytes, options_.engine == Engine::kChecked);
}

Result<std::unique_ptr<Sandbox>> WorkerPool::Impl::CreateSandbox(const SandboxOptions& options,
                                                                 sandbox::SandboxParts& parts,
                                                                 std::string_view tenant_name) {
  const std::string tenant(tenant_name);
  if (Result<void> admitted = Admit(tenant); !admitted) return std::unexpected(admitted.error());
  if (Result<void> checked = CheckLimits(options.limits); !checked) return std::unexpected(checked.error());
  for (int attempt = 1;; ++attempt) {
    auto process = Take(tenant);
    if (!process) return std::unexpected(process.error());
    std::unique_ptr<WorkerProcess> held = std::move(*process);
    // Also when Start throws.
    const Finally give_back([&] {
      if (held != nullptr) Give(tenant, std::move(held), false);
    });
    if (Result<void> strong = CheckJail(*held); !strong) return std::unexpected(strong.error());
    auto sandbox = worker::RemoteSandbox::Start(
        held, options, parts, [this, tenant](std::unique_ptr<WorkerProcess> worker, bool fit) {
          Give(tenant, std::move(worker), fit);
        });
    if (sandbox != nullptr) return std::make_unique<Sandbox>(std::move(sandbox));
    if (attempt == kAttemptsMax) {
      return std::unexpected(
          Error{ErrorKind::kHost, "workers die as soon as they are started: " + held->HowItEnded()});
    }
  }
}

WorkerPoolStatistics WorkerPool::Impl::Statistics() {
  const std::lock_guard lock(mutex_);
  return {.workers = busy_count_ + static_cast<std::uint32_t>(spares_.size() + idle_.size()),
          .busy = busy_count_,
          .spares = static_cast<std::uint32_t>(spares_.size()),
          .waiting = static_cast<std::uint32_t>(waiting_.size()),
          .started = started_count_,
          .lost = lost_count_};
}

Result<std::unique_ptr<WorkerPool>> WorkerPool::Create(const WorkerPoolOptions& options) {
  if (options.workers_count_max == 0 || options.tenants_count_max == 0) {
    return std::unexpected(
        Error{ErrorKind::kInvalidArgument, "a pool needs at least one worker and one tenant"});
  }
  Result<std::string> program = ProgramPath(options.worker_program);
  if (!program) return std::unexpected(program.error());
  WorkerPoolOptions with_path = options;
  with_path.worker_program = std::move(*program);
  auto impl = std::make_unique<Impl>(with_path);
  if (Result<void> started = impl->Start(); !started) return std::unexpected(started.error());
  return std::unique_ptr<WorkerPool>(new WorkerPool(std::move(impl)));
}

WorkerPool::WorkerPool(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
WorkerPool::~WorkerPool() = default;

Result<std::unique_ptr<Sandbox>> WorkerPool::CreateSandbox(const Grants& grants,
                                                           const SandboxOptions& options,
                                                           std::string_view tenant) {
  const std::string functions = capabilities::FunctionsForGuest(grants.impl());
  sandbox::SandboxParts parts = {
      .calls = std::make_unique<sandbox::GrantedCalls>(grants.impl(), options.limits),
      .functions = functions};
  return impl_->CreateSandbox(options, parts, tenant);
}

Result<std::unique_ptr<Sandbox>> worker::StartInPool(WorkerPool& pool, const SandboxOptions& options,
                                                     sandbox::SandboxParts& parts, std::string_view tenant) {
  return pool.impl().CreateSandbox(options, parts, tenant);
}

const WorkerPoolOptions& worker::OptionsOf(const WorkerPool& pool) { return pool.impl().options(); }

Result<Protections> WorkerPool::protections() const {
  auto hello = impl_->AwaitHello();
  if (!hello) return std::unexpected(hello.error());
  return std::move(hello->protections);
}

Result<std::string> WorkerPool::image_id() const {
  auto hello = impl_->AwaitHello();
  if (!hello) return std::unexpected(hello.error());
  return std::move(hello->image_id);
}

WorkerPoolStatistics WorkerPool::statistics() const { return impl_->Statistics(); }

std::optional<int> RunWorkerIfAsked(int argc, char** argv) {
  return worker::RunZygoteIfAsked(std::span(argv, static_cast<std::size_t>(argc)), worker::ServeSandboxes);
}

}  // namespace vitrine

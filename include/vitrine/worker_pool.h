// Sandboxes one jailed process away: two panes of glass.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vitrine/danger.h"
#include "vitrine/error.h"
#include "vitrine/grants.h"
#include "vitrine/image.h"
#include "vitrine/protections.h"
#include "vitrine/sandbox.h"

namespace vitrine {

struct WorkerPoolOptions {
  // As in ImageOptions; the workers load the image, this process does not.
  Interpreter interpreter = Interpreter::kCpython;
  Engine engine = kDefaultEngine;
  std::uint32_t hash_seed = 0;

  // Worker processes at once, idle ones included. A live sandbox holds one.
  std::uint32_t workers_count_max = 64;
  // Started ahead, for tenants that have none.
  std::uint32_t spares_count = 1;
  // Callers of CreateSandbox that wait for a worker; the next one gets kBusy at once. 0: nobody waits.
  std::uint32_t waiting_count_max = 256;
  // How long a caller waits at most; then it gets kBusy.
  std::chrono::milliseconds wait_max{5000};
  // Of one worker's process: guest memory, and what the host side needs for it. A worker that wants more is
  // refused it, and dies when it cannot go on without. A sandbox
  // whose memory limit does not fit is refused.
  std::uint64_t worker_bytes_max = std::uint64_t{1} << 30;

  // The program that workers run: `vitrine-worker`, or any that calls RunWorkerIfAsked first. Empty:
  // `vitrine-worker` in the folder of the running program.
  std::string worker_program;

  // One tenant's workers never serve another one. Several tenants are refused when the jail is below
  // JailLevel::kL2 here, unless this accepts it.
  std::uint32_t tenants_count_max = 1;
  std::optional<danger::SeveralTenantsInWeakJail> several_tenants_in_weak_jail;
  std::vector<danger::WithoutProtection> without;
};

struct WorkerPoolStatistics {
  std::uint32_t workers = 0;  // all that live
  std::uint32_t busy = 0;     // of these: held by a sandbox
  std::uint32_t spares = 0;   // of these: for no tenant yet
  std::uint32_t waiting = 0;  // callers
  std::uint64_t started = 0;  // workers, since the beginning
  std::uint64_t lost = 0;     // of these: died, hung or misbehaved
};

// Thread-safe. Must outlive its sandboxes.
class WorkerPool {
 public:
  // Starts the process that workers are forked from; does not wait until it is ready.
  static Result<std::unique_ptr<WorkerPool>> Create(const WorkerPoolOptions& options = {});
  // Ends all workers.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // A sandbox in a worker of `tenant` (any text; who asks for whom is the caller's business). The same
  // promises and results as Sandbox::Create gives, and in addition: what happens to the worker process ends
  // this sandbox only, with status kTrap. `grants` stay in this process; host functions are called on the
  // thread that runs the sandbox.
  //
  // Fails with kBusy when all workers are taken and the wait was too long or too many wait; when several
  // tenants wait, who holds the fewest workers goes first.
  Result<std::unique_ptr<Sandbox>> CreateSandbox(const Grants& grants, const SandboxOptions& options = {},
                                                 std::string_view tenant = {});

  // Waits until the workers' program is ready. As of then:
  Result<Protections> protections() const;
  Result<std::string> image_id() const;
  WorkerPoolStatistics statistics() const;

  // For the library itself.
  class Impl;
  Impl& impl() const { return *impl_; }

 private:
  explicit WorkerPool(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// For the main function of a program that is its own worker program: call it first. When this process was
// started as a worker it serves to its end and the exit code is given back; otherwise nullopt.
std::optional<int> RunWorkerIfAsked(int argc, char** argv);

}  // namespace vitrine

// The walls of the operating system around a worker: what a takeover of the guest and of our own host code
// cannot leave. Promise P18.
//
// Built in two steps, for a worker is forked from a zygote: what is inherited and costs time is done once in
// the zygote (user, namespaces, W^X, limits), what would stop the zygote from forking is done in the worker.
// The rules in detail: worker_rows.cc, zygote_rows.cc (system calls), protection_table.cc (the rest).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "vitrine/danger.h"
#include "vitrine/error.h"
#include "vitrine/protections.h"

namespace vitrine::jail {

struct JailPlan {
  std::uint64_t data_bytes_max;     // RLIMIT_DATA of a worker: guest memory and host memory together
  std::uint64_t address_bytes_max;  // RLIMIT_AS: slots reserve 8 GiB each and use little of it
  std::vector<danger::WithoutProtection> without;
};

// The descriptors that a worker keeps besides 0, 1 and 2; all others are closed by EnterWorker. Any numbers.
// -1: there is none.
struct WorkerDescriptors {
  int channel;  // the socket to the broker: the only one that bytes may go through
  int image;    // the file the image is mapped from; may be mapped again
  int pagemap;  // for PAGEMAP_SCAN
};

// Single-thread, like the processes it is for.
class Jail {
 public:
  // In the zygote, first thing, while it has one thread and no secrets. What the kernel or the container does
  // not allow is left out and reported; fails only when something that must work does not.
  static Result<Jail> Prepare(const JailPlan& plan);
  Jail(Jail&&) noexcept;
  Jail& operator=(Jail&&) = delete;
  ~Jail();

  // In the zygote, once everything that needs files has been loaded and all that workers share has been set
  // up: no mapping of the program can be changed any more, no file opened but for reading beneath /proc, no
  // program started, no thread.
  //
  // Afterwards the zygote may have a child it did not ask for (the init of the process namespace): wait for
  // workers by their numbers or pidfds. It ends with the zygote. Processes have other numbers inside the
  // namespace: fork() in the zygote returns the outer one, getpid() in a worker the inner one.
  Result<void> CloseZygote();

  // In a forked worker, first thing: until EnterWorker it can open its /proc/self/pagemap, which the zygote
  // cannot any more.
  Result<void> StartWorker();

  // In a forked worker, when all it needs is open: the last doors close. From here on the worker ends with
  // the zygote, and a call that is not in WorkerRows() ends it with SIGSYS. On failure the worker must _exit.
  Result<void> EnterWorker(const WorkerDescriptors& descriptors);

  // The init of the workers' process namespace, a child of the zygote: when it ends, so do all of them.
  // 0: there is no such namespace.
  int init_process() const;

  // What is in force for workers, and why something is not. Complete after CloseZygote.
  const Protections& protections() const;

 private:
  class Impl;
  explicit Jail(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace vitrine::jail

// The walls of the operating system around a worker: what a takeover of the guest and of our own host code
// cannot leave. Promise P18.
//
// Built in two steps, for a worker is forked from a zygote: what is inherited and costs time is done once in
// the zygote (user, namespaces, W^X, limits), what would stop the zygote from forking is done in the worker.
#pragma once

#include <cstdint>
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

// The descriptors that a worker keeps; all others are closed. -1: there is none.
struct WorkerDescriptors {
  int channel;  // the socket to the broker: the only one that bytes may go through
  int image;    // the sealed memory file; may be mapped
  int pagemap;  // for PAGEMAP_SCAN
};

class Jail {
 public:
  // In the zygote, first thing, while it has one thread and no secrets. What the kernel or the container does
  // not allow is left out and reported; fails only when something that must work does not.
  static Result<Jail> Prepare(const JailPlan& plan);
  Jail(Jail&&) noexcept;
  ~Jail();

  // In the zygote, once everything that needs files has been loaded: no mapping of the program can be changed
  // any more, and no file opened but what a worker needs at its start.
  Result<void> CloseZygote();

  // In a forked worker, when all it needs is open: the last doors close. On failure the worker must exit.
  Result<void> EnterWorker(const WorkerDescriptors& descriptors);

  // What is in force for workers, and why something is not.
  const Protections& protections() const;

 private:
  class Impl;
  explicit Jail(Impl* impl);
  Impl* impl_;
};

}  // namespace vitrine::jail

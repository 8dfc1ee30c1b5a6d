// The broker's hold on a zygote and its workers.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "os/process.h"
#include "vitrine/error.h"
#include "vitrine/protections.h"
#include "worker/frame.h"
#include "worker/link.h"
#include "worker/worker_arguments.h"

namespace vitrine::worker {

class ZygoteClient;

// One worker, from the broker's side. Single-thread, but for Kill and Interrupt: from any thread.
class WorkerProcess {
 public:
  WorkerProcess(std::uint64_t number, std::shared_ptr<ZygoteClient> zygote, Link link)
      : number_(number), zygote_(std::move(zygote)), link_(std::move(link)) {}
  // Kills it.
  ~WorkerProcess();
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  Link& link() { return link_; }
  // Whether it may be given a sandbox: it is there, and has said nothing without having been asked. Never
  // waits.
  bool IsIdle() const { return link_.channel().IsQuiet(); }
  // Of the jail that it is in; waits until its zygote has told.
  Result<JailLevel> AwaitLevel() const;
  void Kill();
  // Makes the guest's deadline look at its flags now.
  void Interrupt();
  // After it has ended: how, for people.
  std::string HowItEnded();

 private:
  const std::uint64_t number_;
  const std::shared_ptr<ZygoteClient> zygote_;
  Link link_;
};

// Thread-safe.
class ZygoteClient : public std::enable_shared_from_this<ZygoteClient> {
 public:
  struct Hello {
    std::string image_id;
    std::uint64_t memory_bytes = 0;  // of the image
    Protections protections;
  };

  // A zygote starts in 20 ms; machines that are out of breath take longer.
  static constexpr std::int64_t kHelloMsMax = 20'000;

  // Starts `program` (a file) as a zygote; does not wait for it. One that has not said after `hello_ms_max`
  // that it is ready, when somebody waits for that, is ended.
  static Result<std::shared_ptr<ZygoteClient>> Start(const std::string& program,
                                                     const WorkerArguments& arguments,
                                                     std::int64_t hello_ms_max = kHelloMsMax);
  // Ends it and its workers.
  ~ZygoteClient();

  // What it says once it is ready; waits for that. An error when it could not start.
  Result<Hello> AwaitHello();
  // Has a worker forked; does not wait for it: what is sent to it waits in its channel.
  Result<std::unique_ptr<WorkerProcess>> Spawn();
  // False once it has ended: all its workers are gone then, too.
  bool IsThere() const { return channel_.IsOpen(); }

  void SignalWorker(std::uint64_t number, int signal);
  // How a worker has ended, as a phrase. Waits a little for one that is about to.
  std::string HowItEnded(std::uint64_t number);

 private:
  ZygoteClient(os::Channel channel, os::Process process, std::int64_t hello_ms_max)
      : channel_(std::move(channel)),
        process_(std::move(process)),
        hello_ms_max_(hello_ms_max),
        buffer_(os::kFrameBytesMax) {}

  // With reading_ held.
  //
  // Sets hello_, unless it is set.
  void ReadHello();
  std::optional<ParsedFrame> Read(std::int64_t deadline_ns);

  // With sending_ held.
  bool Send(const FrameView& frame, std::span<const int> descriptors);

  os::Channel channel_;
  const os::Process process_;
  const std::int64_t hello_ms_max_;

  // Two, so that who waits for an answer keeps nobody from spawning and ending workers. Who takes both takes
  // this one first.
  std::mutex reading_;
  std::vector<char> buffer_;            // guarded by reading_
  std::optional<Result<Hello>> hello_;  // guarded by reading_
  std::mutex sending_;
  std::string out_;                // guarded by sending_
  std::uint64_t last_number_ = 0;  // guarded by sending_
};

}  // namespace vitrine::worker

#include "worker/zygote.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/cbor_writer.h"
#include "base/value_cbor.h"
#include "jail/jail.h"
#include "os/descriptor.h"
#include "os/machine.h"
#include "os/privileges.h"
#include "os/process.h"
#include "runtime/instance.h"
#include "sandbox/image_impl.h"
#include "worker/frame.h"
#include "worker/worker_arguments.h"

namespace vitrine::worker {
namespace {

// How a worker ends before it serves.
constexpr int kExitNoJail = 71;
constexpr int kExitNoStart = 72;

// Addresses of one slot with its alignment, the image's view, stacks and program: 12.1 GiB (measured). Page
// tables count nowhere, so that there should not be many more.
constexpr std::uint64_t kAddressBytesMax = std::uint64_t{14} << 30;
std::uint64_t AddressBytesMax(std::uint64_t process_bytes_max) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 47;  // a process has no more
  return kAddressBytesMax + std::min(process_bytes_max, kMost);
}
// Now and then, ended workers are forgotten by the system even when nobody asks.
constexpr std::int64_t kLookEveryMs = 1000;
// A process that was killed is gone within a millisecond or two.
constexpr std::int64_t kEndMs = 1000;

std::string ProtectionsToCbor(const Protections& protections) {
  Value::List list;
  for (const Protection& protection : protections.list) {
    list.push_back(Value::List{protection.name, protection.in_force, protection.detail, protection.meaning});
  }
  std::string out;
  base::CborWriter writer(out);
  base::AppendValue(list, writer);
  return out;
}

// A broker that does not listen misses it.
void SendSoon(const os::Channel& broker, std::string_view frame) {
  const std::int64_t deadline = os::MonotonicNs() + kLookEveryMs * 1'000'000;
  while (broker.Send(frame) == os::Channel::Status::kTimeout && os::MonotonicNs() < deadline) continue;
}

class Zygote {
 public:
  Zygote(os::Channel broker, jail::Jail jail, std::unique_ptr<Image> image, const Serve& serve)
      : broker_(std::move(broker)),
        jail_(std::move(jail)),
        image_(std::move(image)),
        serve_(serve),
        buffer_(os::kFrameBytesMax) {}

  int Run() {
    const std::string protections = ProtectionsToCbor(jail_.protections());
    const std::array<std::uint64_t, 2> numbers = {image_->memory_bytes(),
                                                  static_cast<std::uint64_t>(jail_.protections().level)};
    Send({.type = FrameType::kHello, .text = image_->id(), .numbers = numbers, .body = protections});
    while (true) {
      os::Channel::Received got = broker_.ReceiveWithDescriptors(buffer_);
      while (const auto ended = os::NextEndedChild()) {
        // The init of the workers' namespace, without which there can be none.
        if (ended->pid == jail_.init_process()) return kExitNoStart;
        Remember(*ended);
      }
      if (got.status == os::Channel::Status::kTimeout) continue;
      if (got.status == os::Channel::Status::kClosed || got.status == os::Channel::Status::kFailed) {
        EndChildren();
        return 0;
      }
      const auto frame = ParseFrame({buffer_.data(), got.bytes});
      if (!frame)
        continue;  // descriptors that this process had no room for: they are closed, the broker sees
      if (frame->type == FrameType::kSpawn && got.descriptors.size() == 2) {
        Spawn(frame->numbers[0], std::move(got.descriptors[0]), std::move(got.descriptors[1]));
      } else if (frame->type == FrameType::kSignal) {
        SignalWorker(frame->numbers[0], static_cast<int>(frame->numbers[1]));
      } else if (frame->type == FrameType::kAskEnd) {
        TellEnd(frame->numbers[0]);
      }
    }
  }

 private:
  void Send(const FrameView& frame) {
    WriteFrame(frame, out_);
    SendSoon(broker_, out_);
  }

  void Spawn(std::uint64_t number, os::Descriptor channel, os::Descriptor area) {
    // Room for the hold on it, before there is anything to hold. Where there is none, nobody has the other
    // end of the channel in a moment, and the broker sees that.
    os::Descriptor room = os::Duplicate(broker_.descriptor());
    if (!room) return;
    const pid_t pid = fork();
    if (pid == 0) BeWorker(std::move(channel), std::move(area));
    if (pid < 0) return;
    room.Reset();
    Result<os::Process> process = os::Process::OfChild(pid);
    if (process) workers_.emplace(number, Worker{pid, std::move(*process)});
  }

  // They would end with this process; but then somebody else has to let the system forget them, and the first
  // process of a container often does not.
  void EndChildren() {
    for (const auto& [number, worker] : workers_) worker.process.Signal(SIGKILL);
    for (const auto& [number, worker] : workers_) worker.process.Wait(kEndMs);
    if (jail_.init_process() == 0) return;
    // It ends once all others in its namespace have been forgotten.
    const Result<os::Process> init = os::Process::OfChild(jail_.init_process());
    if (!init) return;
    init->Signal(SIGKILL);
    init->Wait(kEndMs);
  }

  void SignalWorker(std::uint64_t number, int signal) {
    const auto worker = workers_.find(number);
    if (worker != workers_.end()) worker->second.process.Signal(signal);
  }

  [[noreturn]] void BeWorker(os::Descriptor channel, os::Descriptor area_descriptor) {
    broker_ = os::Channel(os::Descriptor());
    Result<SharedArea> area = SharedArea::Open(std::move(area_descriptor));
    if (!area) _exit(kExitNoStart);
    area->CloseDescriptor();
    if (!jail_.StartWorker()) _exit(kExitNoJail);
    runtime::Instance::ForgetThread();
    const int pagemap = image_->impl().slots().RenewScanner();
    if (!runtime::Instance::PrepareThread()) _exit(kExitNoStart);
    const jail::WorkerDescriptors descriptors = {
        .channel = channel.get(), .image = image_->impl().memory().descriptor(), .pagemap = pagemap};
    if (!jail_.EnterWorker(descriptors)) _exit(kExitNoJail);
    Link link(Link::Side::kWorker, os::Channel(std::move(channel)), std::move(*area));
    serve_(*image_, link);
    _exit(0);
  }

  void Remember(const os::EndedChild& child) {
    const auto worker =
        std::ranges::find(workers_, child.pid, [](const auto& entry) { return entry.second.pid; });
    if (worker == workers_.end()) return;
    ends_[worker->first] = child.end;
    workers_.erase(worker);
    // Nobody asks for most of them.
    constexpr std::size_t kEndsMax = 1000;
    if (ends_.size() > kEndsMax) ends_.erase(ends_.begin());
  }

  void TellEnd(std::uint64_t number) {
    WorkerState state = workers_.contains(number) ? WorkerState::kRuns : WorkerState::kNeverStarted;
    int how = 0;
    if (const auto end = ends_.find(number); end != ends_.end()) {
      state = end->second.by_signal ? WorkerState::kSignalled : WorkerState::kExited;
      how = end->second.number;
    }
    const std::array<std::uint64_t, 3> numbers = {number, static_cast<std::uint64_t>(state),
                                                  static_cast<std::uint64_t>(how)};
    Send({.type = FrameType::kEnded, .numbers = numbers});
  }

  os::Channel broker_;
  jail::Jail jail_;
  const std::unique_ptr<Image> image_;
  const Serve& serve_;
  std::vector<char> buffer_;
  std::string out_;
  struct Worker {
    pid_t pid;
    os::Process process;
  };
  std::map<std::uint64_t, Worker> workers_;       // that live, by the broker's number
  std::map<std::uint64_t, os::ProcessEnd> ends_;  // of those that ended
};

int Refuse(const os::Channel& broker, const Error& error) {
  std::string out;
  WriteFrame({.type = FrameType::kHello, .text = error.what}, out);
  SendSoon(broker, out);
  return kExitNoStart;
}

}  // namespace

std::optional<int> RunZygoteIfAsked(std::span<char* const> argv, const Serve& serve) {
  if (!AsksForZygote(argv)) return std::nullopt;
  os::Channel broker{os::Descriptor(os::Process::kPassedDescriptor)};
  broker.SetPatience(kLookEveryMs);
  const Result<WorkerArguments> arguments = ReadCommandLine(argv);
  if (!arguments) return Refuse(broker, arguments.error());
  // One for each worker. Where it stays as it was there are fewer workers.
  os::RaiseLimit(os::Resource::kDescriptors);
  Result<jail::Jail> jail =
      jail::Jail::Prepare({.data_bytes_max = arguments->process_bytes_max,
                           .address_bytes_max = AddressBytesMax(arguments->process_bytes_max),
                           .without = arguments->without});
  if (!jail) return Refuse(broker, jail.error());
  Result<std::unique_ptr<Image>> image = Image::Load({.interpreter = arguments->interpreter,
                                                      .engine = arguments->engine,
                                                      .hash_seed = arguments->hash_seed,
                                                      .slots_count_max = 1,
                                                      .slots_ready_max = 1});
  if (!image) return Refuse(broker, image.error());
  if (Result<void> ready = (*image)->impl().slots().Prepare(); !ready) return Refuse(broker, ready.error());
  if (Result<void> closed = jail->CloseZygote(); !closed) return Refuse(broker, closed.error());
  return Zygote(std::move(broker), std::move(*jail), std::move(*image), serve).Run();
}

}  // namespace vitrine::worker

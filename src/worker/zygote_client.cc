#include "worker/zygote_client.h"

#include <signal.h>

#include <array>
#include <chrono>
#include <span>
#include <utility>

#include "base/value_cbor.h"
#include "os/machine.h"
#include "os/thread_timer.h"

namespace vitrine::worker {
namespace {

constexpr std::int64_t kMs = 1'000'000;
// How often a caller that waits looks at flags and deadlines; also how late the end of a line that has no end
// yet is seen.
constexpr std::int64_t kPatienceMs = 50;
// It answers within a millisecond, unless it is stopped or gone.
constexpr std::int64_t kAnswerNs = 2'000 * kMs;
constexpr std::int64_t kEndMs = 2'000;

constexpr std::size_t kProtectionsMax = 64;

std::optional<std::vector<Protection>> ProtectionsFromCbor(std::string_view data) {
  const auto value = base::DecodeValue(data, {});
  if (!value) return std::nullopt;
  const auto* list = value->As<Value::List>();
  if (list == nullptr || list->size() > kProtectionsMax) return std::nullopt;
  std::vector<Protection> protections;
  for (const Value& item : *list) {
    const auto* fields = item.As<Value::List>();
    if (fields == nullptr || fields->size() != 4) return std::nullopt;
    const auto* name = (*fields)[0].As<std::string>();
    const auto* in_force = (*fields)[1].As<bool>();
    const auto* detail = (*fields)[2].As<std::string>();
    const auto* meaning = (*fields)[3].As<std::string>();
    if (name == nullptr || in_force == nullptr || detail == nullptr || meaning == nullptr)
      return std::nullopt;
    protections.push_back({*name, *in_force, *detail, *meaning});
  }
  return protections;
}

Error StartFailure(std::string why) {
  return {ErrorKind::kHost, "the worker process did not start: " + std::move(why)};
}

}  // namespace

WorkerProcess::~WorkerProcess() { Kill(); }

Result<JailLevel> WorkerProcess::AwaitLevel() const {
  const auto hello = zygote_->AwaitHello();
  if (!hello) return std::unexpected(hello.error());
  return hello->protections.level;
}

void WorkerProcess::Kill() { zygote_->SignalWorker(number_, SIGKILL); }
void WorkerProcess::Interrupt() { zygote_->SignalWorker(number_, os::InterruptSignal()); }
std::string WorkerProcess::HowItEnded() { return zygote_->HowItEnded(number_); }

Result<std::shared_ptr<ZygoteClient>> ZygoteClient::Start(const std::string& program,
                                                          const WorkerArguments& arguments,
                                                          std::int64_t hello_ms_max) {
  auto ends = os::Channel::MakePair();
  if (!ends) return std::unexpected(ends.error());
  Result<os::Process> process =
      os::Process::Start(program, ToCommandLine(arguments), ends->second.descriptor());
  if (!process) {
    return std::unexpected(
        Error{process.error().kind, StartFailure("'" + program + "': " + process.error().what).what});
  }
  ends->first.SetPatience(kPatienceMs);
  return std::shared_ptr<ZygoteClient>(
      new ZygoteClient(std::move(ends->first), std::move(*process), hello_ms_max));
}

ZygoteClient::~ZygoteClient() {
  // It ends its workers, waits for them, and ends.
  channel_ = os::Channel(os::Descriptor());
  if (process_.Wait(kEndMs)) return;
  process_.Signal(SIGKILL);
  process_.Wait(kEndMs);
}

std::optional<ParsedFrame> ZygoteClient::Read(std::int64_t deadline_ns) {
  os::Channel::Received got;
  do {
    got = channel_.Receive(buffer_);
  } while (got.status == os::Channel::Status::kTimeout && os::MonotonicNs() < deadline_ns);
  if (got.status != os::Channel::Status::kOk) return std::nullopt;
  return ParseFrame({buffer_.data(), got.bytes});
}

bool ZygoteClient::Send(const FrameView& frame, std::span<const int> descriptors) {
  WriteFrame(frame, out_);
  const std::int64_t deadline = os::MonotonicNs() + kAnswerNs;
  while (true) {
    const os::Channel::Status status = channel_.SendWithDescriptors(out_, descriptors);
    if (status == os::Channel::Status::kOk) return true;
    if (status == os::Channel::Status::kClosed || os::MonotonicNs() >= deadline) return false;
    // The system has no memory, or too many descriptors are on their way: that passes.
    if (status == os::Channel::Status::kFailed) os::SleepUntil(os::MonotonicNs() + kMs);
  }
}

void ZygoteClient::ReadHello() {
  if (hello_) return;
  const auto frame = Read(os::MonotonicNs() + hello_ms_max_ * kMs);
  auto protections = frame ? ProtectionsFromCbor(frame->inline_body) : std::nullopt;
  if (!frame || frame->type != FrameType::kHello) {
    // One that hangs must be gone to be replaced.
    const bool hangs = IsThere();
    if (hangs) process_.Signal(SIGKILL);
    const auto end = process_.Wait(kEndMs);
    hello_ = std::unexpected(
        StartFailure(end && !hangs ? "it ended with " + os::Describe(*end) : "it does not answer"));
  } else if (frame->numbers_count != 2 || !protections ||
             frame->numbers[1] > static_cast<std::uint64_t>(JailLevel::kL3)) {
    hello_ = std::unexpected(StartFailure(std::string(frame->text)));
  } else {
    hello_ = Hello{.image_id = std::string(frame->text),
                   .memory_bytes = frame->numbers[0],
                   .protections = {static_cast<JailLevel>(frame->numbers[1]), std::move(*protections)}};
  }
}

Result<ZygoteClient::Hello> ZygoteClient::AwaitHello() {
  const std::lock_guard lock(reading_);
  ReadHello();
  return *hello_;
}

Result<std::unique_ptr<WorkerProcess>> ZygoteClient::Spawn() {
  auto ends = os::Channel::MakePair();
  if (!ends) return std::unexpected(ends.error());
  Result<SharedArea> area = SharedArea::Make();
  if (!area) return std::unexpected(area.error());
  ends->first.SetPatience(kPatienceMs);

  std::unique_lock sending(sending_);
  const std::uint64_t number = ++last_number_;
  const std::array<std::uint64_t, 1> numbers = {number};
  const std::array<int, 2> descriptors = {ends->second.descriptor(), area->descriptor()};
  const bool sent = Send({.type = FrameType::kSpawn, .numbers = numbers}, descriptors);
  sending.unlock();
  if (!sent) {
    // One that never was a zygote has more to say than that; one that is there and does not listen has not.
    const std::unique_lock reading(reading_, std::try_to_lock);
    if (reading && !IsThere()) ReadHello();
    if (reading && hello_ && !*hello_) return std::unexpected(hello_->error());
    return std::unexpected(Error{ErrorKind::kHost, "the process that starts the workers is gone"});
  }
  area->CloseDescriptor();
  return std::make_unique<WorkerProcess>(number, shared_from_this(),
                                         Link(Link::Side::kBroker, std::move(ends->first), std::move(*area)));
}

void ZygoteClient::SignalWorker(std::uint64_t number, int signal) {
  const std::array<std::uint64_t, 2> numbers = {number, static_cast<std::uint64_t>(signal)};
  const std::lock_guard lock(sending_);
  // One that does not listen any more must not keep its workers alive.
  if (!Send({.type = FrameType::kSignal, .numbers = numbers}, {})) process_.Signal(SIGKILL);
}

std::string ZygoteClient::HowItEnded(std::uint64_t number) {
  const std::array<std::uint64_t, 1> numbers = {number};
  const std::int64_t deadline = os::MonotonicNs() + kAnswerNs;
  // Its channel closes a moment before it has ended. Others are served between the looks.
  while (os::MonotonicNs() < deadline) {
    std::unique_lock lock(reading_);
    // Nobody may have asked for it yet, when this one replaces another.
    ReadHello();
    {
      const std::lock_guard sending(sending_);
      if (!Send({.type = FrameType::kAskEnd, .numbers = numbers}, {})) break;
    }
    const auto frame = Read(deadline);
    if (!frame || frame->type != FrameType::kEnded) break;
    if (frame->numbers[0] != number) continue;  // a late answer to somebody who has given up
    const os::ProcessEnd end = {
        .by_signal = frame->numbers[1] == static_cast<std::uint64_t>(WorkerState::kSignalled),
        .number = static_cast<int>(frame->numbers[2])};
    switch (static_cast<WorkerState>(frame->numbers[1])) {
      case WorkerState::kExited:
      case WorkerState::kSignalled:
        return "it ended with " + os::Describe(end);
      case WorkerState::kNeverStarted:
        return "the system gave no further process";
      case WorkerState::kRuns:
        break;
    }
    lock.unlock();
    os::SleepUntil(os::MonotonicNs() + kMs);
  }
  return "the process that started it is gone, too";
}

}  // namespace vitrine::worker

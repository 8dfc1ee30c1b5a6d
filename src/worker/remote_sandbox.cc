#include "worker/remote_sandbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <span>
#include <utility>

#include "base/utf8.h"
#include "base/value_cbor.h"
#include "os/machine.h"
#include "sandbox/failure_text.h"
#include "sandbox/guest_path.h"
#include "sandbox/run_context.h"
#include "sandbox/state_codec.h"
#include "worker/outcome_value.h"
#include "worker/start_frame.h"

namespace vitrine::worker {
namespace {

using sandbox::RunContext;
using sandbox::ToNs;

constexpr std::int64_t kMs = 1'000'000;
// What a worker may take beyond the limits it knows itself before it counts as hung.
constexpr std::int64_t kSlackNs = 2'000 * kMs;
// Serving a file, collecting artifacts.
constexpr std::int64_t kServiceNs = 15'000 * kMs;
constexpr std::int64_t kNsForByte = 100;
constexpr std::uint64_t kFileEntryBytesMax = 1100;
constexpr std::uint32_t kWorldBytesMax = kInlineBytesMax;

// For a body of that length.
std::int64_t TransferNs(std::uint64_t bytes) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 40;
  return static_cast<std::int64_t>(std::min(bytes, kMost)) * kNsForByte;
}

}  // namespace

// What the broker knows of a run by itself.
struct RemoteSandbox::RunState {
  const RunOptions& options;
  const RunContext context;
  const std::int64_t started_ns;
  std::int64_t calls_until_ns;  // the guest has been ended by then: who calls later is no guest
  std::string stdout_bytes;
  std::string stderr_bytes;
};

// Lasts from a request to its end. Should a function of the caller's throw in between (output, clocks,
// memory), the worker is in the middle of something: it serves nobody any more, and this sandbox is over.
class RemoteSandbox::Doubt {
 public:
  explicit Doubt(RemoteSandbox& sandbox) : sandbox_(sandbox), was_fit_(std::exchange(sandbox.fit_, false)) {
    sandbox_.alive_ = false;
  }
  Doubt(const Doubt&) = delete;
  Doubt& operator=(const Doubt&) = delete;

  // The worker has answered as it should.
  void End() {
    sandbox_.fit_ = was_fit_;
    sandbox_.alive_ = true;
  }

 private:
  RemoteSandbox& sandbox_;
  const bool was_fit_;
};

// Lasts as long as there is something to cancel.
class RemoteSandbox::Running {
 public:
  // After a cancel the run is over within `cancel_time_ns`.
  Running(RemoteSandbox& sandbox, std::int64_t cancel_time_ns) : sandbox_(sandbox) {
    const std::lock_guard lock(sandbox_.cancel_mutex_);
    sandbox_.worker_->link().area().cancel().store(false, std::memory_order_relaxed);
    sandbox_.cancelled_.store(false, std::memory_order_relaxed);
    sandbox_.cancel_deadline_ns_.store(kNever, std::memory_order_relaxed);
    sandbox_.cancel_time_ns_ = cancel_time_ns;
    sandbox_.running_ = true;
  }
  ~Running() {
    const std::lock_guard lock(sandbox_.cancel_mutex_);
    sandbox_.running_ = false;
    sandbox_.cancel_deadline_ns_.store(kNever, std::memory_order_relaxed);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

 private:
  RemoteSandbox& sandbox_;
};

RemoteSandbox::RemoteSandbox(const SandboxOptions& options, std::unique_ptr<sandbox::CallServer> calls,
                             GiveBack give_back)
    : limits_(options.limits),
      surroundings_(options.surroundings),
      calls_(std::move(calls)),
      give_back_(std::move(give_back)) {}

std::unique_ptr<RemoteSandbox> RemoteSandbox::Start(std::unique_ptr<WorkerProcess>& worker,
                                                    const SandboxOptions& options,
                                                    sandbox::SandboxParts& parts, GiveBack give_back) {
  std::unique_ptr<RemoteSandbox> sandbox(
      new RemoteSandbox(options, std::move(parts.calls), std::move(give_back)));
  sandbox->worker_ = std::move(worker);
  if (sandbox->SendStart(options, parts)) return sandbox;
  parts.calls = std::move(sandbox->calls_);
  worker = std::move(sandbox->worker_);
  return nullptr;
}

bool RemoteSandbox::SendStart(const SandboxOptions& options, const sandbox::SandboxParts& parts) {
  Link& link = worker_->link();
  const auto numbers = ToNumbers(StartSettings{.limits = options.limits,
                                               .asks_for_world = options.surroundings != nullptr,
                                               .loads = parts.from != nullptr,
                                               .reseeds = parts.reseeds,
                                               .configures = parts.configures});
  const FrameView start = {.type = FrameType::kStart, .numbers = numbers, .body = parts.functions};
  if (link.Send(start, os::MonotonicNs() + kSlackNs) != Link::Status::kOk) return false;
  if (parts.from == nullptr) return true;
  last_saved_ = *parts.from;
  std::string state;
  sandbox::AppendDelta(runtime::Difference({}, last_saved_), state);
  const std::int64_t until_ns = os::MonotonicNs() + kSlackNs + TransferNs(state.size());
  return link.Send({.type = FrameType::kLoad, .body = state}, until_ns) == Link::Status::kOk;
}

RemoteSandbox::~RemoteSandbox() {
  if (worker_ == nullptr) return;
  // One that says something without having been asked is not what it was.
  bool fit = fit_ && worker_->IsIdle();
  if (fit) {
    fit = worker_->link().Send({.type = FrameType::kEnd}, os::MonotonicNs() + kSlackNs) == Link::Status::kOk;
    if (worker_->link().TakeWindowsUsed()) worker_->link().area().ReleaseWindows();
  }
  give_back_(std::move(worker_), fit);
}

std::expected<void, RemoteSandbox::Loss> RemoteSandbox::SendTo(const FrameView& frame) {
  switch (worker_->link().Send(frame, deadline())) {
    case Link::Status::kOk:
      return {};
    case Link::Status::kClosed:
      return std::unexpected(Loss::kDied);
    case Link::Status::kMisused:
      return std::unexpected(Loss::kMisused);
    case Link::Status::kNothing:
    case Link::Status::kHung:
      break;
  }
  return std::unexpected(Loss::kHung);
}

std::expected<void, RemoteSandbox::Loss> RemoteSandbox::Converse(const FrameView& request,
                                                                 std::uint64_t body_bytes_max,
                                                                 std::int64_t time_ns, RunState* run) {
  deadline_ns_ = os::MonotonicNs() + time_ns;
  world_until_ns_ = deadline_ns_;
  if (auto sent = SendTo(request); !sent) return sent;
  while (true) {
    const Link::Status got = worker_->link().Receive(answer_, body_bytes_max, deadline());
    if (run != nullptr) {
      // Also before the end of the worker is acted on: what was written before it counts.
      if (auto drained = Drain(*run); !drained) return drained;
    }
    if (got == Link::Status::kClosed) return std::unexpected(Loss::kDied);
    if (got == Link::Status::kMisused) return std::unexpected(Loss::kMisused);
    if (got == Link::Status::kOk) {
      if (answer_.type == FrameType::kDone) return {};
      if (auto served = ServeFrame(run); !served) return served;
    }
    if (got == Link::Status::kHung || deadline().IsOver()) return std::unexpected(Loss::kHung);
  }
}

std::expected<void, RemoteSandbox::Loss> RemoteSandbox::ServeFrame(RunState* run) {
  if (answer_.type == FrameType::kWorldQuestion) return ServeWorld(run);  // also while the guest starts
  if (run == nullptr) return std::unexpected(Loss::kMisused);
  switch (answer_.type) {
    case FrameType::kOutput:
      return {};
    case FrameType::kOutputFull:
      return SendTo({.type = FrameType::kGoOn});
    case FrameType::kCall:
      return ServeCall(*run);
    default:
      return std::unexpected(Loss::kMisused);
  }
}

std::expected<void, RemoteSandbox::Loss> RemoteSandbox::ServeCall(RunState& run) {
  using Then = guest_link::HostAnswer::Then;
  // It was told that the guest is to be ended, or to wait, and goes on.
  if (call_state_ != CallState::kOpen) return std::unexpected(Loss::kMisused);
  if (answer_.body.size() > limits_.request_bytes_max) return std::unexpected(Loss::kMisused);
  if (Deadline(run.calls_until_ns, cancel_deadline_ns_).IsOver()) return std::unexpected(Loss::kHung);
  const guest_link::HostAnswer answer = calls_->Call(answer_.body, run.context);
  // A function that took longer than it should is no fault of the worker's.
  deadline_ns_ = std::max(deadline_ns_, os::MonotonicNs() + ToNs(limits_.grace) + kSlackNs);
  CallVerdict verdict = CallVerdict::kReply;
  if (answer.then == Then::kEnd) {
    call_state_ = CallState::kGuestEnded;
    verdict = CallVerdict::kEndGuest;
  } else if (answer.then == Then::kPark) {
    call_state_ = CallState::kParked;
    verdict = CallVerdict::kPark;
  }
  const std::array<std::uint64_t, 1> numbers = {static_cast<std::uint64_t>(verdict)};
  return SendTo({.type = FrameType::kReply, .numbers = numbers, .body = answer.frame});
}

std::expected<void, RemoteSandbox::Loss> RemoteSandbox::ServeWorld(RunState* run) {
  if (surroundings_ == nullptr ||
      answer_.numbers[0] > static_cast<std::uint64_t>(WorldQuestion::kSleepIsOver)) {
    return std::unexpected(Loss::kMisused);
  }
  std::int64_t number = 0;
  std::string bytes;
  const auto argument = static_cast<std::int64_t>(answer_.numbers[1]);
  const std::int64_t asked_ns = os::MonotonicNs();
  switch (static_cast<WorldQuestion>(answer_.numbers[0])) {
    case WorldQuestion::kRealtime:
      number = surroundings_->RealtimeNs();
      break;
    case WorldQuestion::kMonotonic:
      number = surroundings_->MonotonicNs();
      break;
    case WorldQuestion::kCpu:
      number = surroundings_->CpuNs();
      break;
    case WorldQuestion::kEntropy:
      if (argument < 0 || argument > kWorldBytesMax) return std::unexpected(Loss::kMisused);
      bytes.resize(static_cast<std::size_t>(argument));
      surroundings_->Entropy(std::as_writable_bytes(std::span(bytes)));
      break;
    case WorldQuestion::kSleepIsOver:
      if (argument <= 0) return std::unexpected(Loss::kMisused);
      number = surroundings_->SleepIsOver(argument) ? 1 : 0;
      break;
  }
  // There may be any number of questions: not beyond the time that all may take.
  if (asked_ns < world_until_ns_) GiveTimeBack(asked_ns, run);
  const std::array<std::uint64_t, 1> numbers = {static_cast<std::uint64_t>(number)};
  return SendTo({.type = FrameType::kWorldAnswer, .numbers = numbers, .body = bytes});
}

void RemoteSandbox::GiveTimeBack(std::int64_t since_ns, RunState* run) {
  const std::int64_t spent_ns = os::MonotonicNs() - since_ns;
  deadline_ns_ += spent_ns;
  if (run != nullptr) run->calls_until_ns += spent_ns;
}

std::expected<void, RemoteSandbox::Loss> RemoteSandbox::Drain(RunState& run) {
  bool is_within_limit = true;
  const bool well_formed = worker_->link().area().Drain([&](OutputStream stream, std::string_view bytes) {
    // The worker cuts at this limit by itself, unless it was taken over.
    if (bytes.size() > limits_.output_bytes_max - run.stdout_bytes.size() - run.stderr_bytes.size()) {
      is_within_limit = false;
      return;
    }
    (stream == OutputStream::kStdout ? run.stdout_bytes : run.stderr_bytes) += bytes;
    if (!run.options.on_output) return;
    const std::int64_t before_ns = os::MonotonicNs();
    run.options.on_output(stream, bytes);
    GiveTimeBack(before_ns, &run);  // so often only as the limit of output allows
  });
  if (!well_formed || !is_within_limit) return std::unexpected(Loss::kMisused);
  return {};
}

Result<void> RemoteSandbox::CheckAtRest() const {
  if (!alive_) return std::unexpected(sandbox::EndedEarlier());
  if (call_state_ == CallState::kParked) return std::unexpected(sandbox::WaitsForReply());
  return {};
}

Error RemoteSandbox::ToldError() {
  const auto kind = std::min<std::uint64_t>(answer_.numbers[1], static_cast<std::uint64_t>(ErrorKind::kHost));
  if (answer_.numbers[2] == 0) alive_ = false;
  return Error{static_cast<ErrorKind>(kind), answer_.text};
}

std::string RemoteSandbox::Lose(Loss loss) {
  alive_ = false;
  fit_ = false;
  std::string how;
  switch (loss) {
    case Loss::kDied:
      // It may only look so: nobody waits for one that lives on.
      worker_->Kill();
      how = "the worker process died: " + worker_->HowItEnded();
      break;
    case Loss::kHung:
      how = "the worker process did not answer in time and was killed";
      break;
    case Loss::kMisused:
      how = "the worker process sent what it must not and was killed";
      break;
  }
  std::unique_ptr<WorkerProcess> worker;
  {
    const std::lock_guard lock(cancel_mutex_);
    worker = std::move(worker_);
  }
  give_back_(std::move(worker), false);
  return how;
}

void RemoteSandbox::DescribeLoss(Loss loss, RunState& run, Outcome& outcome) {
  outcome.status = Status::kTrap;
  outcome.failure =
      Failure{.type = "WorkerLost",
              .message = Lose(loss),
              .hint =
                  "nothing else was affected; run the code again in a new sandbox. If that fails, too, it "
                  "takes more memory than a worker may have, or breaks the interpreter"};
  outcome.usage = {};
  outcome.usage.wall = std::chrono::nanoseconds(os::MonotonicNs() - run.started_ns);
  outcome.sandbox_alive = false;
  if (loss == Loss::kHung && cancelled_.load(std::memory_order_relaxed)) {
    outcome.status = Status::kCancelled;
    outcome.failure = sandbox::DescribeCancel(sandbox::Aftermath::kInstanceEnded);
  }
}

std::expected<void, RemoteSandbox::Loss> RemoteSandbox::ReadOutcome(const RunState& run, bool with_artifacts,
                                                                    Outcome& outcome) {
  const std::uint64_t bytes_max = OutcomeBytesMax(limits_, with_artifacts);
  // Every item takes a byte of the frame; the display's lists are bounded by their number.
  const base::ValueLimits value_limits = {
      .cbor = {.depth_max = base::CborReader::kDepthMax,
               .items_count_max = 1u << 26,
               .text_bytes_max = bytes_max,
               .bytes_bytes_max = bytes_max},
      .memory_bytes_max = bytes_max + 4ull * limits_.value_bytes_max + (4u << 20)};
  auto value = base::DecodeValue(answer_.body, value_limits);
  auto read = value ? OutcomeFromValue(std::move(*value), limits_) : std::nullopt;
  if (!read) return std::unexpected(Loss::kMisused);
  if (!with_artifacts && (!read->artifacts.empty() || read->artifacts_dropped != 0)) {
    return std::unexpected(Loss::kMisused);
  }
  // Whether it waits, and for what, is known here.
  if ((read->status == Status::kParked) != (call_state_ == CallState::kParked)) {
    return std::unexpected(Loss::kMisused);
  }
  outcome = std::move(*read);
  if (outcome.status == Status::kParked) {
    outcome.parked = calls_->parked_call();
    outcome.failure = sandbox::DescribeParked(outcome.parked);
  }
  // What the worker tells of its use cannot be more than what it can have had.
  Usage& usage = outcome.usage;
  usage.wall = std::min(usage.wall, std::chrono::nanoseconds(spent_ns_ + os::MonotonicNs() - run.started_ns));
  usage.cpu = std::min(usage.cpu, usage.wall);
  usage.memory_bytes_peak = std::min(usage.memory_bytes_peak, limits_.memory_bytes_max);
  usage.host_calls = calls_->calls_count();
  return {};
}

Result<Outcome> RemoteSandbox::Run(std::string_view code, const RunOptions& options) {
  if (Result<void> checked = CheckAtRest(); !checked) return std::unexpected(checked.error());
  calls_->StartRun();
  wall_time_max_ = sandbox::LimitsOfRun(limits_, options).wall_time_max;
  spent_ns_ = 0;
  return Go({.type = FrameType::kRun, .text = options.file_name, .body = code}, options);
}

Result<Outcome> RemoteSandbox::Resume(const CallReply& reply, const RunOptions& options) {
  if (!alive_ || call_state_ != CallState::kParked || !calls_->parked_call())
    return std::unexpected(sandbox::WaitsForNothing());
  return Go({.type = FrameType::kResume, .body = calls_->Answer(calls_->parked_call()->function, reply)},
            options);
}

Result<Outcome> RemoteSandbox::Go(FrameView request, const RunOptions& options) {
  call_state_ = CallState::kOpen;
  const bool with_artifacts = options.artifacts == RunOptions::Artifacts::kCollect;
  const std::int64_t end_ns =
      ToNs(limits_.grace) + kSlackNs + (with_artifacts ? kServiceNs : 0);  // from the soft limit on
  const std::int64_t left_ns = std::max<std::int64_t>(0, ToNs(wall_time_max_) - spent_ns_);
  const std::int64_t time_ns = left_ns + end_ns + TransferNs(request.body.size());
  Doubt doubt(*this);
  std::optional<Running> running(std::in_place, *this, end_ns);
  const std::int64_t now = os::MonotonicNs();
  RunState run = {.options = options,
                  .context = RunContext(now + left_ns, cancelled_),
                  .started_ns = now,
                  .calls_until_ns = now + time_ns,
                  .stdout_bytes = std::exchange(stdout_bytes_, {}),
                  .stderr_bytes = std::exchange(stderr_bytes_, {})};
  const auto numbers = ToNumbers(RunSettings{.collects_artifacts = with_artifacts,
                                             .output_is_awaited = static_cast<bool>(options.on_output),
                                             .wall_time_max = options.wall_time_max,
                                             .cpu_time_max = options.cpu_time_max});
  request.numbers = numbers;
  const std::uint64_t body_bytes_max =
      std::max<std::uint64_t>(OutcomeBytesMax(limits_, with_artifacts), limits_.request_bytes_max);
  auto done = Converse(request, body_bytes_max, time_ns, &run);
  running.reset();
  if (done && IsToldError()) {
    doubt.End();
    // Nothing was done: what waited waits on.
    if (request.type == FrameType::kResume) call_state_ = CallState::kParked;
    return std::unexpected(ToldError());
  }
  Outcome outcome;
  if (done) done = ReadOutcome(run, with_artifacts, outcome);
  spent_ns_ += os::MonotonicNs() - run.started_ns;
  if (done) {
    doubt.End();
    alive_ = outcome.sandbox_alive;
    // After a trap nobody knows what the guest has tried: this process serves nobody else.
    if (outcome.status == Status::kTrap) fit_ = false;
  } else {
    DescribeLoss(done.error(), run, outcome);
  }
  if (outcome.status == Status::kParked) {
    stdout_bytes_ = run.stdout_bytes;
    stderr_bytes_ = run.stderr_bytes;
  }
  outcome.stdout_text = base::TakeUtf8(std::move(run.stdout_bytes));
  outcome.stderr_text = base::TakeUtf8(std::move(run.stderr_bytes));
  outcome.usage.output_bytes = outcome.stdout_text.size() + outcome.stderr_text.size() +
                               outcome.stdout_bytes_cut + outcome.stderr_bytes_cut;
  return outcome;
}

void RemoteSandbox::Cancel() {
  const std::lock_guard lock(cancel_mutex_);
  if (!running_ || worker_ == nullptr) return;
  if (!cancelled_.load(std::memory_order_relaxed)) {
    cancel_deadline_ns_.store(os::MonotonicNs() + cancel_time_ns_, std::memory_order_relaxed);
  }
  cancelled_.store(true, std::memory_order_relaxed);
  worker_->link().area().cancel().store(true, std::memory_order_relaxed);
  worker_->Interrupt();
}

Result<void> RemoteSandbox::FileRequest(const FrameView& request, std::uint64_t reply_bytes_max) {
  if (Result<void> checked = CheckAtRest(); !checked) return checked;
  const std::int64_t time_ns = kServiceNs + TransferNs(request.body.size()) + TransferNs(reply_bytes_max);
  Doubt doubt(*this);
  if (auto done = Converse(request, reply_bytes_max, time_ns, nullptr); !done) {
    return std::unexpected(Error{ErrorKind::kEnded, Lose(done.error()) + "; make a new sandbox"});
  }
  doubt.End();
  if (IsToldError()) return std::unexpected(ToldError());
  return {};
}

Result<void> RemoteSandbox::WriteFile(std::string_view path, std::string_view data) {
  return FileRequest({.type = FrameType::kWriteFile, .text = path, .body = data}, 0);
}

Result<std::string> RemoteSandbox::ReadFile(std::string_view path, std::uint64_t bytes_max) {
  // No file is longer, whatever the worker says.
  bytes_max = std::min(bytes_max, limits_.file_bytes_max);
  const std::array<std::uint64_t, 1> numbers = {bytes_max};
  if (Result<void> read =
          FileRequest({.type = FrameType::kReadFile, .text = path, .numbers = numbers}, bytes_max);
      !read) {
    return std::unexpected(read.error());
  }
  return std::move(answer_.body);
}

Result<std::vector<FileEntry>> RemoteSandbox::ListFiles(std::string_view folder) {
  if (Result<void> listed = FileRequest({.type = FrameType::kListFiles, .text = folder},
                                        sandbox::kListedFilesMax * kFileEntryBytesMax);
      !listed) {
    return std::unexpected(listed.error());
  }
  const auto misused = [&] {
    return std::unexpected(Error{ErrorKind::kEnded, Lose(Loss::kMisused) + "; make a new sandbox"});
  };
  const auto value = base::DecodeValue(
      answer_.body, {.cbor = {.text_bytes_max = kFileEntryBytesMax},
                     .memory_bytes_max = 2 * sandbox::kListedFilesMax * kFileEntryBytesMax});
  const auto* list = value ? value->As<Value::List>() : nullptr;
  if (list == nullptr || list->size() % 3 != 0 || list->size() > 3 * sandbox::kListedFilesMax)
    return misused();
  std::vector<FileEntry> files;
  for (std::size_t i = 0; i < list->size(); i += 3) {
    const auto* path = (*list)[i].As<std::string>();
    const auto* is_folder = (*list)[i + 1].As<bool>();
    const auto* bytes = (*list)[i + 2].As<std::int64_t>();
    if (path == nullptr || is_folder == nullptr || bytes == nullptr || *bytes < 0 ||
        !sandbox::IsRelativePath(*path)) {
      return misused();
    }
    files.push_back({*path, *is_folder, static_cast<std::uint64_t>(*bytes)});
  }
  return files;
}

Result<void> RemoteSandbox::FinishStart() { return FileRequest({.type = FrameType::kFinishStart}, 0); }

Result<runtime::SavedState> RemoteSandbox::Save() {
  if (Result<void> told =
          FileRequest({.type = FrameType::kSave}, sandbox::DeltaBytesMax(limits_.memory_bytes_max));
      !told) {
    return std::unexpected(told.error());
  }
  auto delta = sandbox::ParseDelta(answer_.body, limits_.memory_bytes_max);
  answer_.body = std::string();  // it may be large
  if (!delta || delta->memory_bytes < last_saved_.memory_bytes()) {
    return std::unexpected(Error{ErrorKind::kEnded, Lose(Loss::kMisused) + "; make a new sandbox"});
  }
  last_saved_ = runtime::Apply(last_saved_, std::move(*delta));
  return last_saved_;
}

Result<void> RemoteSandbox::RemoveFile(std::string_view path) {
  return FileRequest({.type = FrameType::kRemoveFile, .text = path}, 0);
}

}  // namespace vitrine::worker

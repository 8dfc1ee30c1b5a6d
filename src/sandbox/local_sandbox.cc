#include "sandbox/local_sandbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <span>
#include <utility>

#include "base/cbor_writer.h"
#include "base/check.h"
#include "base/utf8.h"
#include "guest_link/outcome_frame.h"
#include "guests/abi.h"
#include "os/machine.h"
#include "sandbox/check_limits.h"
#include "sandbox/failure_text.h"
#include "sandbox/guest_path.h"
#include "sandbox/run_context.h"

namespace vitrine::sandbox {
namespace {

using guest_link::GuestOutcome;
using guest_link::RequestEnd;
using runtime::CallEnd;
using runtime::Overrun;

constexpr std::uint32_t kFileChunkBytes = 4u << 20;

// Starting and moving files: nothing here depends on what the guest's code does, unless it has corrupted its
// interpreter; then this ends it.
constexpr runtime::RunPlan kServicePlan = {
    .wall_ns_max = 5'000'000'000, .cpu_ns_max = 5'000'000'000, .grace_ns = 250'000'000};

// The outcome frame: repr and data of the value, the traceback, the sentences.
constexpr std::uint64_t OutcomeBytesMax(const Limits& limits) {
  return 2ull * limits.value_bytes_max + (1u << 20);
}

guest_link::ImportLimits ToImportLimits(const Limits& limits) {
  return {.output_bytes_max = limits.output_bytes_max,
          .display_bytes_max = limits.display_bytes_max,
          .displays_count_max = limits.displays_count_max,
          .outcome_bytes_max = OutcomeBytesMax(limits),
          .request_bytes_max = limits.request_bytes_max};
}

runtime::RunPlan ToRunPlan(const Limits& limits) {
  return {.wall_ns_max = ToNs(limits.wall_time_max),
          .cpu_ns_max = ToNs(limits.cpu_time_max),
          .grace_ns = ToNs(limits.grace),
          .fuel_max = limits.fuel_max};
}

LimitKind ToLimitKind(Overrun overrun) {
  return overrun == Overrun::kWallTime  ? LimitKind::kWallTime
         : overrun == Overrun::kCpuTime ? LimitKind::kCpuTime
                                        : LimitKind::kNone;
}

}  // namespace

LocalSandbox::LocalSandbox(Image::Impl& image, const SandboxOptions& options,
                           std::unique_ptr<CallServer> calls, const std::atomic<bool>* cancel)
    : image_(image),
      limits_(options.limits),
      run_limits_(options.limits),
      world_(options.surroundings),
      calls_(std::move(calls)),
      cancel_(cancel != nullptr ? *cancel : own_cancel_),
      imports_(world_, *this, ToImportLimits(options.limits)) {}

LocalSandbox::~LocalSandbox() {
  if (guest_ == nullptr) return;
  image_.slots().Give(guest_->instance().ReleaseSlot(),
                      guest_->dead() || waits() ? runtime::SlotEnding::kBad : runtime::SlotEnding::kClean);
}

Result<std::unique_ptr<LocalSandbox>> LocalSandbox::Start(Image::Impl& image, const SandboxOptions& options,
                                                          SandboxParts& parts,
                                                          const std::atomic<bool>* cancel) {
  std::unique_ptr<LocalSandbox> sandbox(new LocalSandbox(image, options, std::move(parts.calls), cancel));
  if (Result<void> started = sandbox->StartGuest(parts); !started) {
    parts.calls = std::move(sandbox->calls_);
    return std::unexpected(started.error());
  }
  return sandbox;
}

Result<void> LocalSandbox::StartGuest(const SandboxParts& parts) {
  const bool counts_fuel = image_.memory().module().fuel_offset != VITRINE_GUEST_NO_OFFSET;
  if (Result<void> checked = CheckLimits(limits_, image_.memory().memory_bytes(), counts_fuel); !checked) {
    return checked;
  }
  Result<std::unique_ptr<runtime::Slot>> slot = image_.slots().Take();
  if (!slot) return std::unexpected(slot.error());
  Result<std::unique_ptr<runtime::Instance>> instance =
      runtime::Instance::FromImage(image_.memory(), std::move(*slot), image_.stacks());
  if (!instance) return std::unexpected(instance.error());
  (*instance)->set_memory_bytes_max(limits_.memory_bytes_max);
  if (parts.from != nullptr) {
    if (Result<void> fits = image_.memory().CheckFits(*parts.from); !fits) {
      image_.slots().Give((*instance)->ReleaseSlot(), runtime::SlotEnding::kClean);
      return fits;
    }
    if (Result<void> loaded = (*instance)->Load(*parts.from); !loaded) {
      // What the slot shows now is neither the image nor the state.
      image_.slots().Give((*instance)->ReleaseSlot(), runtime::SlotEnding::kBad);
      return loaded;
    }
    last_saved_ = *parts.from;
  }
  Result<std::unique_ptr<guest_link::Guest>> guest = guest_link::Guest::Make(std::move(*instance), imports_);
  if (!guest) return std::unexpected(guest.error());
  guest_ = std::move(*guest);
  return WakeGuest(parts);
}

Result<void> LocalSandbox::WakeGuest(const SandboxParts& parts) {
  VITRINE_CHECK(parts.from != nullptr || (parts.reseeds && parts.configures),
                "a fresh interpreter needs both randomness and its configuration");
  if (!parts.configures) {
    if (!parts.reseeds) return {};
    const Result<RequestEnd> end = guest_->Reseed(kServicePlan);
    if (!end) return std::unexpected(end.error());
    if (!end->dead) return {};
    return std::unexpected(Error{ErrorKind::kEnded, "the saved interpreter does not work any more"});
  }
  std::string configuration;
  base::CborWriter writer(configuration);
  writer.Map(3);
  writer.Text("file_bytes_max");
  writer.Integer(false, limits_.file_bytes_max);
  writer.Text("value_bytes_max");
  writer.Integer(false, limits_.value_bytes_max);
  writer.Text("functions");
  configuration += parts.functions;
  const Result<RequestEnd> end = guest_->Start(configuration, kServicePlan);
  if (!end) return std::unexpected(end.error());
  if (end->dead || end->status != VITRINE_STATUS_OK) {
    return std::unexpected(Error{ErrorKind::kHost, "the interpreter did not start from its image"});
  }
  return {};
}

guest_link::HostAnswer LocalSandbox::Call(std::string_view request, runtime::Instance& instance) {
  return calls_->Call(request, RunContext(instance.deadline().soft_at_ns(), cancel_));
}

Result<void> LocalSandbox::CheckAtRest() const {
  if (!alive()) return std::unexpected(EndedEarlier());
  if (waits()) return std::unexpected(WaitsForReply());
  return {};
}

Result<Outcome> LocalSandbox::Run(std::string_view code, const RunOptions& options) {
  if (Result<void> checked = CheckAtRest(); !checked) return std::unexpected(checked.error());
  ++runs_count_;
  const std::string file_name =
      options.file_name.empty() ? fmt::format("<run {}>", runs_count_) : options.file_name;
  calls_->StartRun();
  run_limits_ = LimitsOfRun(limits_, options);
  spent_ = {};
  return Go(options, [&](const guest_link::GuestImports::OnOutput* on_output) {
    imports_.Start(on_output, 0);
    return guest_->Request(VITRINE_RUN_CODE, guest_link::CodeHead(file_name), code, ToRunPlan(run_limits_),
                           cancel_);
  });
}

Result<Outcome> LocalSandbox::Resume(const CallReply& reply, const RunOptions& options) {
  if (!alive() || !waits() || !calls_->parked_call()) return std::unexpected(WaitsForNothing());
  return ResumeWithFrame(calls_->Answer(calls_->parked_call()->function, reply), options);
}

Result<Outcome> LocalSandbox::ResumeWithFrame(std::string_view frame, const RunOptions& options) {
  if (!alive() || !waits()) return std::unexpected(WaitsForNothing());
  return Go(options, [&](const guest_link::GuestImports::OnOutput* on_output) {
    imports_.StartAgain(on_output);
    return guest_->Resume(frame, cancel_);
  });
}

// `enter` starts the guest, or lets it go on, and comes back when it is over or waits.
template <typename Enter>
Result<Outcome> LocalSandbox::Go(const RunOptions& options, const Enter& enter) {
  const guest_link::GuestImports::OnOutput on_output = [&options](std::uint32_t stream,
                                                                  std::string_view bytes) {
    options.on_output(stream == VITRINE_STREAM_STDOUT ? OutputStream::kStdout : OutputStream::kStderr, bytes);
  };
  own_cancel_.store(false, std::memory_order_relaxed);
  const std::int64_t wall_start = os::MonotonicNs();
  const std::int64_t cpu_start = os::ThreadCpuNs();
  const Result<RequestEnd> end = enter(options.on_output ? &on_output : nullptr);
  if (!end) return std::unexpected(end.error());
  spent_.wall_ns += os::MonotonicNs() - wall_start;
  spent_.cpu_ns += os::ThreadCpuNs() - cpu_start;

  Outcome outcome;
  outcome.usage = ToldUsage();
  TakeOutput(outcome);
  Judge(*end, outcome);
  outcome.sandbox_alive = alive();
  if (alive() && !waits() && options.artifacts == RunOptions::Artifacts::kCollect) CollectArtifacts(outcome);
  return outcome;
}

Usage LocalSandbox::ToldUsage() const {
  const guest_link::Written& written = imports_.written();
  return {.wall = std::chrono::nanoseconds(spent_.wall_ns),
          .cpu = std::chrono::nanoseconds(spent_.cpu_ns),
          .fuel = guest_->instance().FuelUsed(),
          .memory_bytes_peak = guest_->instance().view().size(),
          .output_bytes = written.stdout_bytes.size() + written.stderr_bytes.size() +
                          written.stdout_bytes_cut + written.stderr_bytes_cut,
          .host_calls = calls_->calls_count()};
}

Result<runtime::SavedState> LocalSandbox::Save() {
  if (Result<void> checked = CheckAtRest(); !checked) return std::unexpected(checked.error());
  last_saved_ = guest_->instance().Save(image_.slots().scanner(), last_saved_);
  return last_saved_;
}

// Of a run that waits a copy is taken: the outcome of Resume tells all.
void LocalSandbox::TakeOutput(Outcome& outcome) {
  guest_link::Written& written = imports_.written();
  const auto take = [this](std::string& bytes) { return waits() ? std::string(bytes) : std::move(bytes); };
  outcome.stdout_text = base::TakeUtf8(take(written.stdout_bytes));
  outcome.stderr_text = base::TakeUtf8(take(written.stderr_bytes));
  outcome.stdout_bytes_cut = written.stdout_bytes_cut;
  outcome.stderr_bytes_cut = written.stderr_bytes_cut;
  outcome.displays_dropped = written.displays_dropped;
  for (const std::string& frame : written.display_frames) {
    if (std::optional<Display> display = guest_link::ReadDisplayFrame(frame)) {
      outcome.displays.push_back(std::move(*display));
    } else {
      ++outcome.displays_dropped;
    }
  }
}

void LocalSandbox::SetLimit(LimitKind kind, Aftermath aftermath, Outcome& outcome) const {
  outcome.status = Status::kLimit;
  outcome.limit = kind;
  if (!outcome.failure) outcome.failure.emplace();
  DescribeLimit(kind, run_limits_, outcome.usage, aftermath, *outcome.failure);
}

// The verdict is the host's: what it saw with its own clocks and counters goes before what the guest says of
// itself.
void LocalSandbox::Judge(const RequestEnd& end, Outcome& outcome) {
  if (end.call.how == CallEnd::How::kReturned) {
    JudgeReturned(end, outcome);
  } else if (!end.dead) {
    JudgeParked(outcome);
  } else {
    JudgeEnded(end, outcome);
  }
}

void LocalSandbox::JudgeReturned(const RequestEnd& end, Outcome& outcome) {
  const runtime::Instance& instance = guest_->instance();
  if (end.status == VITRINE_STATUS_NO_SPACE) {  // not even the code found room
    SetLimit(LimitKind::kMemory, Aftermath::kStateKept, outcome);
    return;
  }
  std::optional<GuestOutcome> told =
      guest_link::ReadOutcomeFrame(imports_.written().outcome_frame, limits_.value_bytes_max);
  if (!told || end.status > VITRINE_STATUS_EXIT) {
    guest_->Condemn();
    outcome.status = Status::kTrap;
    outcome.failure = DescribeMisuse("did not say how the run ended");
    return;
  }
  outcome.value_repr = std::move(told->value_repr);
  outcome.value = std::move(told->value);
  outcome.failure = std::move(told->failure);
  outcome.exit_code = told->exit_code;
  const bool raised = told->status == GuestOutcome::Status::kException;
  const auto raised_type = [&](LimitKind kind) {
    return raised && outcome.failure->type == ExceptionName(kind);
  };

  if (instance.overrun() == Overrun::kCancelled) {
    outcome.status = Status::kCancelled;
    Failure cancelled = DescribeCancel(Aftermath::kStateKept);
    if (outcome.failure) cancelled.traceback = std::move(outcome.failure->traceback);
    outcome.failure = std::move(cancelled);
  } else if (instance.overrun() != Overrun::kNone) {
    SetLimit(ToLimitKind(instance.overrun()), Aftermath::kStateKept, outcome);
  } else if (instance.fuel_overrun()) {
    SetLimit(LimitKind::kFuel, Aftermath::kStateKept, outcome);
  } else if (raised_type(LimitKind::kMemory) &&
             (instance.memory_refused() || outcome.failure->message.empty())) {
    // Without a text Python itself saw that it is too much, as in [0] * 10**9. With one it is about something
    // else ("Parser stack overflowed") or raised by hand.
    SetLimit(LimitKind::kMemory, Aftermath::kStateKept, outcome);
  } else if (calls_->calls_count() > limits_.host_calls_max && raised_type(LimitKind::kHostCalls)) {
    SetLimit(LimitKind::kHostCalls, Aftermath::kStateKept, outcome);
  } else if (raised || (told->status == GuestOutcome::Status::kExit && told->exit_code != 0)) {
    outcome.status = Status::kException;
    if (!outcome.failure) {
      outcome.failure = Failure{.type = "SystemExit", .message = fmt::format("{}", told->exit_code)};
    }
  } else {
    outcome.status = Status::kOk;
    outcome.failure.reset();
  }
}

void LocalSandbox::JudgeParked(Outcome& outcome) const {
  outcome.status = Status::kParked;
  outcome.parked = calls_->parked_call();
  outcome.failure = DescribeParked(outcome.parked);
}

void LocalSandbox::JudgeEnded(const RequestEnd& end, Outcome& outcome) {
  const runtime::Instance& instance = guest_->instance();
  const guest_link::Written& written = imports_.written();
  if (end.call.how == CallEnd::How::kOverrun) {
    if (instance.overrun() == Overrun::kCancelled) {
      outcome.status = Status::kCancelled;
      outcome.failure = DescribeCancel(Aftermath::kInstanceEnded);
    } else {
      SetLimit(ToLimitKind(instance.overrun()), Aftermath::kInstanceEnded, outcome);
    }
  } else if (end.call.how == CallEnd::How::kOutOfFuel) {
    SetLimit(LimitKind::kFuel, Aftermath::kInstanceEnded, outcome);
  } else if (written.host_calls_exceeded) {
    SetLimit(LimitKind::kHostCalls, Aftermath::kInstanceEnded, outcome);
  } else if (instance.memory_refused() &&
             (end.call.trap == runtime::Trap::kUnreachable || written.exit_code)) {
    // CPython aborts where it cannot even raise MemoryError.
    SetLimit(LimitKind::kMemory, Aftermath::kInstanceEnded, outcome);
  } else if (written.exit_code) {
    outcome.exit_code = *written.exit_code;
    outcome.status = outcome.exit_code == 0 ? Status::kOk : Status::kException;
    if (outcome.exit_code != 0) outcome.failure = DescribeExit(outcome.exit_code);
  } else {
    outcome.status = Status::kTrap;
    outcome.failure =
        written.misuse != nullptr ? DescribeMisuse(written.misuse) : DescribeTrap(end.call.trap);
  }
}

void LocalSandbox::Cancel() {
  own_cancel_.store(true, std::memory_order_relaxed);
  guest_->instance().Interrupt();
}

Result<RequestEnd> LocalSandbox::FileRequest(std::uint32_t mode, std::string_view head, std::string_view body,
                                             std::uint64_t reply_bytes_max) {
  static const std::atomic<bool> never = false;
  if (Result<void> checked = CheckAtRest(); !checked) return std::unexpected(checked.error());
  imports_.Start(nullptr, reply_bytes_max);
  Result<RequestEnd> end = guest_->Request(mode, head, body, kServicePlan, never);
  if (!end) return end;
  if (end->dead) {
    return std::unexpected(
        Error{ErrorKind::kEnded, "the interpreter failed while it served a file; make a new sandbox"});
  }
  switch (end->status) {
    case VITRINE_STATUS_OK:
      return end;
    case VITRINE_STATUS_NOT_FOUND:
      return std::unexpected(Error{ErrorKind::kNotFound, "there is no such file or folder in the sandbox"});
    case VITRINE_STATUS_NO_SPACE:
      return std::unexpected(
          Error{ErrorKind::kLimit, "the sandbox has no room for this: its file or memory limit is reached"});
    default:
      return std::unexpected(Error{ErrorKind::kInvalidArgument, "the sandbox cannot do this with that path"});
  }
}

Result<void> LocalSandbox::WriteFile(std::string_view path, std::string_view data) {
  // The first piece, at offset 0, empties a file that is there (guests/abi.h).
  std::uint64_t offset = 0;
  do {
    const std::string_view chunk = data.substr(offset, kFileChunkBytes);
    if (Result<RequestEnd> put =
            FileRequest(VITRINE_RUN_FILE_PUT, guest_link::FilePutHead(path, offset), chunk, 0);
        !put) {
      return std::unexpected(put.error());
    }
    offset += chunk.size();
  } while (offset < data.size());
  return {};
}

Result<std::string> LocalSandbox::ReadFile(std::string_view path, std::uint64_t bytes_max) {
  // No file is longer, whatever the guest says.
  bytes_max = std::min(bytes_max, limits_.file_bytes_max);
  std::string data;
  while (true) {
    const auto wanted =
        static_cast<std::uint32_t>(std::min<std::uint64_t>(bytes_max - data.size(), kFileChunkBytes - 1) + 1);
    const Result<RequestEnd> read =
        FileRequest(VITRINE_RUN_FILE_READ, guest_link::FileReadFrame(path, data.size(), wanted), "", wanted);
    if (!read) return std::unexpected(read.error());
    const std::string& reply = imports_.written().reply;
    if (reply.size() > bytes_max - data.size()) {
      return std::unexpected(
          Error{ErrorKind::kLimit, fmt::format("the file has more than {} bytes", bytes_max)});
    }
    data += reply;
    if (reply.size() < wanted) return data;
  }
}

Result<std::vector<FileEntry>> LocalSandbox::ListFiles(std::string_view folder) {
  return ListFiles(folder, kListedFilesMax);
}

Result<std::vector<FileEntry>> LocalSandbox::ListFiles(std::string_view folder, std::size_t count_max) {
  constexpr std::uint64_t kEntryBytesMax = 4200;
  const Result<RequestEnd> listed =
      FileRequest(VITRINE_RUN_FILE_LIST, folder, "", count_max * kEntryBytesMax);
  if (!listed) return std::unexpected(listed.error());
  const auto files = guest_link::ReadFileList(imports_.written().reply, count_max);
  if (!files)
    return std::unexpected(
        Error{ErrorKind::kLimit, fmt::format("the folder holds more than {} files", count_max)});
  std::vector<FileEntry> entries;
  for (const guest_link::ListedFile& file : *files) {
    if (IsRelativePath(file.path)) entries.push_back({file.path, file.is_folder, file.bytes});
  }
  return entries;
}

Result<void> LocalSandbox::RemoveFile(std::string_view path) {
  const Result<RequestEnd> removed = FileRequest(VITRINE_RUN_FILE_REMOVE, path, "", 0);
  if (!removed) return std::unexpected(removed.error());
  return {};
}

void LocalSandbox::CollectArtifacts(Outcome& outcome) {
  // Twice as many as are kept, so that what is left out can be counted.
  const Result<std::vector<FileEntry>> files =
      ListFiles("/output", 2ull * limits_.artifacts_count_max + 1000);
  if (!files) {
    outcome.artifacts_dropped = limits_.artifacts_count_max;
    return;
  }
  std::uint64_t bytes_left = limits_.file_bytes_max;
  for (const FileEntry& file : *files) {
    if (file.is_folder) continue;
    Result<std::string> data = outcome.artifacts.size() < limits_.artifacts_count_max
                                   ? ReadFile("/output/" + file.path, bytes_left)
                                   : std::unexpected(Error{ErrorKind::kLimit, "too many files"});
    if (!data) {
      ++outcome.artifacts_dropped;
      continue;
    }
    bytes_left -= data->size();
    outcome.artifacts.push_back({file.path, std::move(*data)});
  }
}

}  // namespace vitrine::sandbox

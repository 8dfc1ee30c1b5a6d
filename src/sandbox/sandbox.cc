#include "vitrine/sandbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <span>
#include <utility>

#include "base/cbor_writer.h"
#include "base/utf8.h"
#include "capabilities/describe.h"
#include "capabilities/dispatcher.h"
#include "capabilities/grants_impl.h"
#include "guest_link/guest.h"
#include "guest_link/guest_imports.h"
#include "guest_link/outcome_frame.h"
#include "guests/abi.h"
#include "os/machine.h"
#include "sandbox/default_world.h"
#include "sandbox/failure_text.h"
#include "sandbox/guest_path.h"
#include "sandbox/image_impl.h"

namespace vitrine {
namespace {

using guest_link::GuestOutcome;
using guest_link::RequestEnd;
using runtime::CallEnd;
using runtime::Overrun;

constexpr std::size_t kCodeBytesMax = 64u << 20;
constexpr std::size_t kFileNameBytesMax = 255;
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
  const auto ns = [](std::chrono::milliseconds time) {
    // A hundred days is as good as any longer time and cannot overflow.
    constexpr std::chrono::milliseconds kMost = std::chrono::hours(2400);
    return std::chrono::nanoseconds(std::clamp(time, std::chrono::milliseconds(0), kMost)).count();
  };
  return {.wall_ns_max = ns(limits.wall_time_max),
          .cpu_ns_max = ns(limits.cpu_time_max),
          .grace_ns = ns(limits.grace),
          .fuel_max = limits.fuel_max};
}

LimitKind ToLimitKind(Overrun overrun) {
  return overrun == Overrun::kWallTime  ? LimitKind::kWallTime
         : overrun == Overrun::kCpuTime ? LimitKind::kCpuTime
                                        : LimitKind::kNone;
}

}  // namespace

class Sandbox::Impl final : public guest_link::HostCalls {
 public:
  Impl(const Image& image, const Grants& grants, const SandboxOptions& options)
      : image_(image.impl()),
        limits_(options.limits),
        world_(options.surroundings),
        dispatcher_(grants.impl(), limits_),
        imports_(world_, *this, ToImportLimits(options.limits)) {}

  ~Impl() {
    if (guest_ == nullptr) return;
    image_.slots().Give(guest_->instance().ReleaseSlot(),
                        guest_->dead() ? runtime::SlotEnding::kBad : runtime::SlotEnding::kClean);
  }

  Result<void> Start(const Grants& grants);
  Result<Outcome> Run(std::string_view code, const RunOptions& options);
  void Cancel();
  Result<void> WriteFile(std::string_view path, std::string_view data);
  Result<std::string> ReadFile(std::string_view path, std::uint64_t bytes_max);
  Result<std::vector<FileEntry>> ListFiles(std::string_view folder, std::size_t count_max);
  Result<void> RemoveFile(std::string_view path);
  bool alive() const { return !guest_->dead(); }

  std::optional<std::string_view> Call(std::string_view request, runtime::Instance& instance) override;

 private:
  class Context;

  Result<RequestEnd> FileRequest(std::uint32_t mode, std::string_view head, std::string_view body,
                                 std::uint64_t reply_bytes_max);
  Result<void> CheckAlive() const;
  Usage MeasureUsage(std::int64_t wall_start, std::int64_t cpu_start);
  void TakeOutput(Outcome& outcome);
  void Judge(const RequestEnd& end, Outcome& outcome);
  void JudgeReturned(const RequestEnd& end, Outcome& outcome);
  void JudgeEnded(const RequestEnd& end, Outcome& outcome);
  void SetLimit(LimitKind kind, sandbox::Aftermath aftermath, Outcome& outcome) const;
  void CollectArtifacts(Outcome& outcome);

  Image::Impl& image_;
  const Limits limits_;
  sandbox::SandboxWorld world_;
  capabilities::Dispatcher dispatcher_;
  guest_link::GuestImports imports_;
  std::unique_ptr<guest_link::Guest> guest_;
  std::atomic<bool> cancel_ = false;
  std::uint32_t runs_count_ = 0;
};

// What a host function sees of the run.
class Sandbox::Impl::Context final : public CallContext {
 public:
  Context(const runtime::Instance& instance, const std::atomic<bool>& cancel)
      : soft_at_ns_(instance.deadline().soft_at_ns()), cancel_(cancel) {}

  std::chrono::nanoseconds TimeLeft() const override {
    return std::chrono::nanoseconds(std::max<std::int64_t>(0, soft_at_ns_ - os::MonotonicNs()));
  }
  bool Stopped() const override { return cancel_.load(std::memory_order_relaxed) || TimeLeft().count() == 0; }

 private:
  const std::int64_t soft_at_ns_;
  const std::atomic<bool>& cancel_;
};

Result<void> Sandbox::Impl::Start(const Grants& grants) {
  if (limits_.memory_bytes_max < image_.memory().memory_bytes()) {
    return std::unexpected(Error{ErrorKind::kInvalidArgument,
                                 fmt::format("the memory limit is {} bytes; the interpreter alone takes {}",
                                             limits_.memory_bytes_max, image_.memory().memory_bytes())});
  }
  if (limits_.fuel_max != 0 && image_.memory().module().fuel_offset == VITRINE_GUEST_NO_OFFSET) {
    return std::unexpected(Error{ErrorKind::kInvalidArgument,
                                 "a fuel limit needs an image on the checked engine (Engine::kChecked)"});
  }
  Result<std::unique_ptr<runtime::Slot>> slot = image_.slots().Take();
  if (!slot) return std::unexpected(slot.error());
  Result<std::unique_ptr<runtime::Instance>> instance =
      runtime::Instance::FromImage(image_.memory(), std::move(*slot), image_.stacks());
  if (!instance) return std::unexpected(instance.error());
  (*instance)->set_memory_bytes_max(limits_.memory_bytes_max);
  Result<std::unique_ptr<guest_link::Guest>> guest = guest_link::Guest::Make(std::move(*instance), imports_);
  if (!guest) return std::unexpected(guest.error());
  guest_ = std::move(*guest);

  std::string configuration;
  base::CborWriter writer(configuration);
  writer.Map(3);
  writer.Text("file_bytes_max");
  writer.Integer(false, limits_.file_bytes_max);
  writer.Text("value_bytes_max");
  writer.Integer(false, limits_.value_bytes_max);
  writer.Text("functions");
  capabilities::AppendFunctionsForGuest(grants.impl(), writer);
  const Result<RequestEnd> end = guest_->Start(configuration, kServicePlan);
  if (!end) return std::unexpected(end.error());
  if (end->dead || end->status != VITRINE_STATUS_OK) {
    return std::unexpected(Error{ErrorKind::kHost, "the interpreter did not start from its image"});
  }
  return {};
}

std::optional<std::string_view> Sandbox::Impl::Call(std::string_view request, runtime::Instance& instance) {
  const std::string_view reply = dispatcher_.Call(request, Context(instance, cancel_));
  if (dispatcher_.ExceededHard()) return std::nullopt;
  return reply;
}

Result<void> Sandbox::Impl::CheckAlive() const {
  if (alive()) return {};
  return std::unexpected(
      Error{ErrorKind::kEnded, "this sandbox's interpreter was ended by an earlier run; make a new sandbox"});
}

Result<Outcome> Sandbox::Impl::Run(std::string_view code, const RunOptions& options) {
  if (Result<void> checked = CheckAlive(); !checked) return std::unexpected(checked.error());
  if (code.size() > kCodeBytesMax) {
    return std::unexpected(
        Error{ErrorKind::kLimit,
              fmt::format("the code has {} bytes; at most {} can be run", code.size(), kCodeBytesMax)});
  }
  ++runs_count_;
  const std::string file_name =
      options.file_name.empty() ? fmt::format("<run {}>", runs_count_) : options.file_name;
  if (file_name.size() > kFileNameBytesMax || !base::IsUtf8(file_name) ||
      file_name.find('\0') != std::string::npos) {
    return std::unexpected(
        Error{ErrorKind::kInvalidArgument,
              "the file name for tracebacks must be UTF-8 without NUL, at most 255 bytes"});
  }

  const guest_link::GuestImports::OnOutput on_output = [&options](std::uint32_t stream,
                                                                  std::string_view bytes) {
    options.on_output(stream == VITRINE_STREAM_STDOUT ? OutputStream::kStdout : OutputStream::kStderr, bytes);
  };
  cancel_.store(false, std::memory_order_relaxed);
  dispatcher_.StartRun();
  imports_.Start(options.on_output ? &on_output : nullptr, 0);
  const std::int64_t wall_start = os::MonotonicNs();
  const std::int64_t cpu_start = os::ThreadCpuNs();
  const Result<RequestEnd> end =
      guest_->Request(VITRINE_RUN_CODE, guest_link::CodeHead(file_name), code, ToRunPlan(limits_), cancel_);
  if (!end) return std::unexpected(end.error());

  Outcome outcome;
  outcome.usage = MeasureUsage(wall_start, cpu_start);
  TakeOutput(outcome);
  Judge(*end, outcome);
  outcome.sandbox_alive = alive();
  if (alive() && options.artifacts == RunOptions::Artifacts::kCollect) CollectArtifacts(outcome);
  return outcome;
}

Usage Sandbox::Impl::MeasureUsage(std::int64_t wall_start, std::int64_t cpu_start) {
  const guest_link::Written& written = imports_.written();
  return {.wall = std::chrono::nanoseconds(os::MonotonicNs() - wall_start),
          .cpu = std::chrono::nanoseconds(os::ThreadCpuNs() - cpu_start),
          .fuel = guest_->instance().FuelUsed(),
          .memory_bytes_peak = guest_->instance().view().size(),
          .output_bytes = written.stdout_bytes.size() + written.stderr_bytes.size() +
                          written.stdout_bytes_cut + written.stderr_bytes_cut,
          .host_calls = dispatcher_.calls_count()};
}

void Sandbox::Impl::TakeOutput(Outcome& outcome) {
  guest_link::Written& written = imports_.written();
  const auto text = [](std::string& bytes) {
    return base::IsUtf8(bytes) ? std::move(bytes) : base::SanitizeUtf8(bytes);
  };
  outcome.stdout_text = text(written.stdout_bytes);
  outcome.stderr_text = text(written.stderr_bytes);
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

void Sandbox::Impl::SetLimit(LimitKind kind, sandbox::Aftermath aftermath, Outcome& outcome) const {
  outcome.status = Status::kLimit;
  outcome.limit = kind;
  if (!outcome.failure) outcome.failure.emplace();
  sandbox::DescribeLimit(kind, limits_, outcome.usage, aftermath, *outcome.failure);
}

// The verdict is the host's: what it saw with its own clocks and counters goes before what the guest says of
// itself.
void Sandbox::Impl::Judge(const RequestEnd& end, Outcome& outcome) {
  if (end.call.how == CallEnd::How::kReturned) {
    JudgeReturned(end, outcome);
  } else {
    JudgeEnded(end, outcome);
  }
}

void Sandbox::Impl::JudgeReturned(const RequestEnd& end, Outcome& outcome) {
  const runtime::Instance& instance = guest_->instance();
  if (end.status == VITRINE_STATUS_NO_SPACE) {  // not even the code found room
    SetLimit(LimitKind::kMemory, sandbox::Aftermath::kStateKept, outcome);
    return;
  }
  std::optional<GuestOutcome> told =
      guest_link::ReadOutcomeFrame(imports_.written().outcome_frame, limits_.value_bytes_max);
  if (!told || end.status > VITRINE_STATUS_EXIT) {
    guest_->Condemn();
    outcome.status = Status::kTrap;
    outcome.failure = sandbox::DescribeMisuse("did not say how the run ended");
    return;
  }
  outcome.value_repr = std::move(told->value_repr);
  outcome.value = std::move(told->value);
  outcome.failure = std::move(told->failure);
  outcome.exit_code = told->exit_code;
  const bool raised = told->status == GuestOutcome::Status::kException;
  const auto raised_type = [&](LimitKind kind) {
    return raised && outcome.failure->type == sandbox::ExceptionName(kind);
  };

  if (instance.overrun() == Overrun::kCancelled) {
    outcome.status = Status::kCancelled;
    Failure cancelled = sandbox::DescribeCancel(sandbox::Aftermath::kStateKept);
    if (outcome.failure) cancelled.traceback = std::move(outcome.failure->traceback);
    outcome.failure = std::move(cancelled);
  } else if (instance.overrun() != Overrun::kNone) {
    SetLimit(ToLimitKind(instance.overrun()), sandbox::Aftermath::kStateKept, outcome);
  } else if (instance.fuel_overrun()) {
    SetLimit(LimitKind::kFuel, sandbox::Aftermath::kStateKept, outcome);
  } else if (raised_type(LimitKind::kMemory) &&
             (instance.memory_refused() || outcome.failure->message.empty())) {
    // Without a text Python itself saw that it is too much, as in [0] * 10**9. With one it is about something
    // else ("Parser stack overflowed") or raised by hand.
    SetLimit(LimitKind::kMemory, sandbox::Aftermath::kStateKept, outcome);
  } else if (dispatcher_.calls_count() > limits_.host_calls_max && raised_type(LimitKind::kHostCalls)) {
    SetLimit(LimitKind::kHostCalls, sandbox::Aftermath::kStateKept, outcome);
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

void Sandbox::Impl::JudgeEnded(const RequestEnd& end, Outcome& outcome) {
  const runtime::Instance& instance = guest_->instance();
  const guest_link::Written& written = imports_.written();
  if (end.call.how == CallEnd::How::kOverrun) {
    if (instance.overrun() == Overrun::kCancelled) {
      outcome.status = Status::kCancelled;
      outcome.failure = sandbox::DescribeCancel(sandbox::Aftermath::kInstanceEnded);
    } else {
      SetLimit(ToLimitKind(instance.overrun()), sandbox::Aftermath::kInstanceEnded, outcome);
    }
  } else if (end.call.how == CallEnd::How::kOutOfFuel) {
    SetLimit(LimitKind::kFuel, sandbox::Aftermath::kInstanceEnded, outcome);
  } else if (written.host_calls_exceeded) {
    SetLimit(LimitKind::kHostCalls, sandbox::Aftermath::kInstanceEnded, outcome);
  } else if (instance.memory_refused() &&
             (end.call.trap == runtime::Trap::kUnreachable || written.exit_code)) {
    // CPython aborts where it cannot even raise MemoryError.
    SetLimit(LimitKind::kMemory, sandbox::Aftermath::kInstanceEnded, outcome);
  } else if (written.exit_code) {
    outcome.exit_code = *written.exit_code;
    outcome.status = outcome.exit_code == 0 ? Status::kOk : Status::kException;
    if (outcome.exit_code != 0) outcome.failure = sandbox::DescribeExit(outcome.exit_code);
  } else {
    outcome.status = Status::kTrap;
    outcome.failure = written.misuse != nullptr ? sandbox::DescribeMisuse(written.misuse)
                                                : sandbox::DescribeTrap(end.call.trap);
  }
}

void Sandbox::Impl::Cancel() {
  cancel_.store(true, std::memory_order_relaxed);
  guest_->instance().Interrupt();
}

Result<RequestEnd> Sandbox::Impl::FileRequest(std::uint32_t mode, std::string_view head,
                                              std::string_view body, std::uint64_t reply_bytes_max) {
  static const std::atomic<bool> never = false;
  if (Result<void> checked = CheckAlive(); !checked) return std::unexpected(checked.error());
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

Result<void> Sandbox::Impl::WriteFile(std::string_view path, std::string_view data) {
  if (Result<void> checked = sandbox::CheckSandboxPath(path); !checked) return checked;
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

Result<std::string> Sandbox::Impl::ReadFile(std::string_view path, std::uint64_t bytes_max) {
  if (Result<void> checked = sandbox::CheckSandboxPath(path); !checked)
    return std::unexpected(checked.error());
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

Result<std::vector<FileEntry>> Sandbox::Impl::ListFiles(std::string_view folder, std::size_t count_max) {
  if (Result<void> checked = sandbox::CheckSandboxPath(folder); !checked)
    return std::unexpected(checked.error());
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
    if (sandbox::IsRelativePath(file.path)) entries.push_back({file.path, file.is_folder, file.bytes});
  }
  return entries;
}

Result<void> Sandbox::Impl::RemoveFile(std::string_view path) {
  if (Result<void> checked = sandbox::CheckSandboxPath(path); !checked) return checked;
  const Result<RequestEnd> removed = FileRequest(VITRINE_RUN_FILE_REMOVE, path, "", 0);
  if (!removed) return std::unexpected(removed.error());
  return {};
}

void Sandbox::Impl::CollectArtifacts(Outcome& outcome) {
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

Result<std::unique_ptr<Sandbox>> Sandbox::Create(const Image& image, const Grants& grants,
                                                 const SandboxOptions& options) {
  auto impl = std::make_unique<Impl>(image, grants, options);
  if (Result<void> started = impl->Start(grants); !started) return std::unexpected(started.error());
  return std::unique_ptr<Sandbox>(new Sandbox(std::move(impl)));
}

Sandbox::Sandbox(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Sandbox::~Sandbox() = default;

Result<Outcome> Sandbox::Run(std::string_view code, const RunOptions& options) {
  return impl_->Run(code, options);
}
void Sandbox::Cancel() { impl_->Cancel(); }
Result<void> Sandbox::WriteFile(std::string_view path, std::string_view data) {
  return impl_->WriteFile(path, data);
}
Result<std::string> Sandbox::ReadFile(std::string_view path, std::uint64_t bytes_max) {
  return impl_->ReadFile(path, bytes_max);
}
Result<std::vector<FileEntry>> Sandbox::ListFiles(std::string_view folder) {
  constexpr std::size_t kFilesMax = 100'000;
  return impl_->ListFiles(folder, kFilesMax);
}
Result<void> Sandbox::RemoveFile(std::string_view path) { return impl_->RemoveFile(path); }
bool Sandbox::alive() const { return impl_->alive(); }

}  // namespace vitrine

#include "worker/serve.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/value_cbor.h"
#include "sandbox/image_impl.h"
#include "sandbox/local_sandbox.h"
#include "sandbox/state_codec.h"
#include "worker/broker.h"
#include "worker/outcome_value.h"
#include "worker/start_frame.h"

namespace vitrine::worker {
namespace {

class Server {
 public:
  Server(Image& image, Link& link) : image_(image.impl()), broker_(link), world_(broker_) {}

  [[noreturn]] void Serve() {
    while (true) {
      Link::Frame request = std::move(broker_.Receive());
      switch (request.type) {
        case FrameType::kStart:
          sandbox_.reset();
          settings_ = FromNumbers(request.numbers);
          functions_ = request.body;
          state_.reset();
          is_start_due_ = true;
          if (!settings_.loads) StartUnlessItAsks();
          break;
        case FrameType::kLoad:
          Load(request.body);
          StartUnlessItAsks();
          break;
        case FrameType::kEnd:
          sandbox_.reset();
          state_.reset();
          is_start_due_ = false;
          break;
        default:
          Answer(request);
      }
    }
  }

 private:
  // A start asks for the broker's randomness, if it is to be had there: only while the broker listens.
  void StartUnlessItAsks() {
    if (!settings_.asks_for_world) Start();
  }

  void Load(std::string& bytes) {
    auto delta = sandbox::ParseDelta(bytes, settings_.limits.memory_bytes_max);
    if (!delta) EndWithBroker();  // it has checked what it sends
    bytes = std::string();
    state_ = runtime::Apply({}, std::move(*delta));
  }

  void Start() {
    is_start_due_ = false;
    sandbox::SandboxParts parts = {.calls = std::make_unique<BrokerCalls>(broker_),
                                   .functions = functions_,
                                   .from = state_ ? &*state_ : nullptr,
                                   .reseeds = settings_.reseeds,
                                   .configures = settings_.configures};
    auto started = sandbox::LocalSandbox::Start(
        image_, {.limits = settings_.limits, .surroundings = settings_.asks_for_world ? &world_ : nullptr},
        parts, &broker_.link().area().cancel());
    last_saved_ = state_ ? std::move(*state_) : runtime::SavedState();
    state_.reset();
    if (started) {
      sandbox_ = std::move(*started);
    } else {
      start_error_ = started.error();
    }
  }

  void Answer(const Link::Frame& request) {
    if (is_start_due_) Start();
    if (sandbox_ == nullptr) return Fail(start_error_);
    switch (request.type) {
      case FrameType::kRun:
      case FrameType::kResume:
        return Run(request);
      case FrameType::kFinishStart:
        return Done({});
      case FrameType::kSave:
        return Save();
      case FrameType::kWriteFile:
        return Done(sandbox_->WriteFile(request.text, request.body));
      case FrameType::kRemoveFile:
        return Done(sandbox_->RemoveFile(request.text));
      case FrameType::kReadFile: {
        const Result<std::string> content = sandbox_->ReadFile(request.text, request.numbers[0]);
        if (!content) return Fail(content.error());
        return broker_.Send({.type = FrameType::kDone, .body = *content});
      }
      case FrameType::kListFiles:
        return ListFiles(request.text);
      default:
        EndWithBroker();
    }
  }

  void Run(const Link::Frame& request) {
    const RunSettings settings = RunSettingsFrom(request.numbers);
    RunOptions options;
    options.file_name = request.text;
    options.artifacts =
        settings.collects_artifacts ? RunOptions::Artifacts::kCollect : RunOptions::Artifacts::kLeave;
    options.wall_time_max = settings.wall_time_max;
    options.cpu_time_max = settings.cpu_time_max;
    options.on_output = [&](OutputStream stream, std::string_view bytes) {
      broker_.Output(stream, bytes, settings.output_is_awaited);
    };
    Result<Outcome> outcome = request.type == FrameType::kRun
                                  ? sandbox_->Run(request.body, options)
                                  : sandbox_->ResumeWithFrame(request.body, options);
    if (!outcome) return Fail(outcome.error());
    out_.clear();
    base::CborWriter writer(out_);
    base::AppendValue(OutcomeToValue(std::move(*outcome)), writer);
    broker_.Send({.type = FrameType::kDone, .body = out_});
  }

  void Save() {
    Result<runtime::SavedState> state = sandbox_->Save();
    if (!state) return Fail(state.error());
    std::string body;
    sandbox::AppendDelta(runtime::Difference(last_saved_, *state), body);
    last_saved_ = std::move(*state);
    broker_.Send({.type = FrameType::kDone, .body = body});
  }

  void ListFiles(const std::string& folder) {
    const Result<std::vector<FileEntry>> files = sandbox_->ListFiles(folder);
    if (!files) return Fail(files.error());
    Value::List list;
    for (const FileEntry& file : *files) {
      list.emplace_back(file.path);
      list.emplace_back(file.is_folder);
      list.emplace_back(static_cast<std::int64_t>(file.bytes));
    }
    out_.clear();
    base::CborWriter writer(out_);
    base::AppendValue(list, writer);
    broker_.Send({.type = FrameType::kDone, .body = out_});
  }

  void Done(const Result<void>& result) {
    if (!result) return Fail(result.error());
    broker_.Send({.type = FrameType::kDone});
  }

  void Fail(const Error& error) {
    const std::array<std::uint64_t, 3> numbers = {1, static_cast<std::uint64_t>(error.kind),
                                                  sandbox_ != nullptr && sandbox_->alive() ? 1u : 0u};
    broker_.Send({.type = FrameType::kDone, .text = error.what, .numbers = numbers});
  }

  Image::Impl& image_;
  Broker broker_;
  BrokerWorld world_;
  StartSettings settings_;
  std::string functions_;                     // as CBOR
  std::optional<runtime::SavedState> state_;  // to start from
  runtime::SavedState last_saved_;            // what the broker has
  bool is_start_due_ = false;
  std::unique_ptr<sandbox::LocalSandbox> sandbox_;
  Error start_error_ = {ErrorKind::kEnded, "no sandbox has been started"};
  std::string out_;
};

}  // namespace

void ServeSandboxes(Image& image, Link& link) { Server(image, link).Serve(); }

}  // namespace vitrine::worker

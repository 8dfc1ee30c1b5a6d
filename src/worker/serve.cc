#include "worker/serve.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "base/value_cbor.h"
#include "sandbox/image_impl.h"
#include "sandbox/local_sandbox.h"
#include "worker/outcome_value.h"
#include "worker/start_frame.h"

namespace vitrine::worker {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
// The broker keeps to the limits it has sent; this only bounds a bug of ours.
constexpr std::uint64_t kBodyBytesMax = std::uint64_t{4} << 30;

// The broker is gone: there is nobody left to work for, and nothing here that must be put away.
[[noreturn]] void EndWithBroker() { _exit(0); }

// Asks the broker and waits for its answer.
class Broker {
 public:
  explicit Broker(Link& link) : link_(link) {}

  void Send(const FrameView& frame) {
    if (link_.Send(frame, kNever) != Link::Status::kOk) EndWithBroker();
  }
  Link::Frame& Receive() {
    if (link_.Receive(frame_, kBodyBytesMax, kNever) != Link::Status::kOk) EndWithBroker();
    return frame_;
  }
  const Link::Frame& Ask(const FrameView& question, FrameType answer) {
    Send(question);
    if (Receive().type != answer) EndWithBroker();
    return frame_;
  }

  void Output(OutputStream stream, std::string_view bytes, bool is_awaited) {
    while (!bytes.empty()) {
      const std::size_t put = link_.area().Put(stream, bytes);
      if (put == 0) {
        Ask({.type = FrameType::kOutputFull}, FrameType::kGoOn);
        continue;
      }
      // What ends no line is fetched by the broker, which looks now and then.
      const bool ends_line = bytes.substr(0, put).contains('\n');
      if (is_awaited && ends_line && link_.area().WakeIsDue()) Send({.type = FrameType::kOutput});
      bytes.remove_prefix(put);
    }
  }

  Link& link() { return link_; }

 private:
  Link& link_;
  Link::Frame frame_;
};

// Host calls go to the broker, who has the powers and keeps the accounts.
class BrokerCalls final : public sandbox::CallServer {
 public:
  explicit BrokerCalls(Broker& broker) : broker_(broker) {}

  void StartRun() override { calls_count_ = 0; }
  std::optional<std::string_view> Call(std::string_view request, const CallContext& /*context*/) override {
    ++calls_count_;
    const Link::Frame& reply = broker_.Ask({.type = FrameType::kCall, .body = request}, FrameType::kReply);
    if (reply.numbers[0] != 0) return std::nullopt;
    return reply.body;
  }
  std::uint32_t calls_count() const override { return calls_count_; }

 private:
  Broker& broker_;
  std::uint32_t calls_count_ = 0;
};

// Clocks and randomness that the broker's caller has put in place of the machine's.
class BrokerWorld final : public Surroundings {
 public:
  explicit BrokerWorld(Broker& broker) : broker_(broker) {}

  std::int64_t RealtimeNs() override { return Ask(WorldQuestion::kRealtime, 0); }
  std::int64_t MonotonicNs() override { return Ask(WorldQuestion::kMonotonic, 0); }
  std::int64_t CpuNs() override { return Ask(WorldQuestion::kCpu, 0); }
  bool SleepIsOver(std::int64_t nanoseconds) override {
    return Ask(WorldQuestion::kSleepIsOver, nanoseconds) != 0;
  }
  void Entropy(std::span<std::byte> out) override {
    while (!out.empty()) {
      const std::span<std::byte> part = out.first(std::min(out.size(), kEntropyPartBytes));
      Ask(WorldQuestion::kEntropy, static_cast<std::int64_t>(part.size()));
      if (answer_->body.size() != part.size()) EndWithBroker();
      std::ranges::copy(std::as_bytes(std::span(answer_->body)), part.begin());
      out = out.subspan(part.size());
    }
  }

 private:
  static constexpr std::size_t kEntropyPartBytes = kInlineBytesMax;

  std::int64_t Ask(WorldQuestion question, std::int64_t argument) {
    const std::array<std::uint64_t, 2> numbers = {static_cast<std::uint64_t>(question),
                                                  static_cast<std::uint64_t>(argument)};
    answer_ = &broker_.Ask({.type = FrameType::kWorldQuestion, .numbers = numbers}, FrameType::kWorldAnswer);
    return static_cast<std::int64_t>(answer_->numbers[0]);
  }

  Broker& broker_;
  const Link::Frame* answer_ = nullptr;
};

class Server {
 public:
  Server(Image& image, Link& link) : image_(image.impl()), broker_(link), world_(broker_) {}

  [[noreturn]] void Serve() {
    while (true) {
      const Link::Frame request = std::move(broker_.Receive());
      switch (request.type) {
        case FrameType::kStart:
          sandbox_.reset();
          settings_ = FromNumbers(request.numbers);
          functions_ = request.body;
          is_start_due_ = true;
          // A start asks for the broker's randomness, if it is to be had there: only while the broker
          // listens.
          if (!settings_.asks_for_world) Start();
          break;
        case FrameType::kEnd:
          sandbox_.reset();
          is_start_due_ = false;
          break;
        default:
          Answer(request);
      }
    }
  }

 private:
  void Start() {
    is_start_due_ = false;
    auto started = sandbox::LocalSandbox::Start(
        image_, {.limits = settings_.limits, .surroundings = settings_.asks_for_world ? &world_ : nullptr},
        {.calls = std::make_unique<BrokerCalls>(broker_),
         .functions = functions_,
         .cancel = &broker_.link().area().cancel()});
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
        return Run(request);
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
    RunOptions options;
    options.file_name = request.text;
    options.artifacts =
        request.numbers[0] != 0 ? RunOptions::Artifacts::kCollect : RunOptions::Artifacts::kLeave;
    const bool output_is_awaited = request.numbers[1] != 0;
    options.on_output = [&](OutputStream stream, std::string_view bytes) {
      broker_.Output(stream, bytes, output_is_awaited);
    };
    Result<Outcome> outcome = sandbox_->Run(request.body, options);
    if (!outcome) return Fail(outcome.error());
    out_.clear();
    base::CborWriter writer(out_);
    base::AppendValue(OutcomeToValue(std::move(*outcome)), writer);
    broker_.Send({.type = FrameType::kDone, .body = out_});
  }

  void ListFiles(const std::string& folder) {
    const Result<std::vector<FileEntry>> files = sandbox_->ListFiles(folder);
    if (!files) return Fail(files.error());
    Value::List list;
    for (const FileEntry& file : *files) {
      list.push_back(file.path);
      list.push_back(file.is_folder);
      list.push_back(static_cast<std::int64_t>(file.bytes));
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
  std::string functions_;  // as CBOR
  bool is_start_due_ = false;
  std::unique_ptr<sandbox::LocalSandbox> sandbox_;
  Error start_error_ = {ErrorKind::kEnded, "no sandbox has been started"};
  std::string out_;
};

}  // namespace

void ServeSandboxes(Image& image, Link& link) { Server(image, link).Serve(); }

}  // namespace vitrine::worker

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/utf8.h"
#include "sandbox/image_impl.h"
#include "sandbox/run_context.h"
#include "sandbox/sandbox_impl.h"
#include "session/digest.h"
#include "session/journal_file.h"
#include "session/recorder.h"
#include "session/sandbox_maker.h"
#include "session/snapshot.h"
#include "vitrine/session.h"

namespace vitrine {
namespace {

using session::JournalFile;
using session::JournalTurn;
using session::Operation;
using session::Recorder;
using std::chrono::steady_clock;

// Where two texts part, as a sentence.
std::string Difference(std::string_view journal, std::string_view replay) {
  constexpr std::size_t kShown = 60;
  const auto at = static_cast<std::size_t>(std::ranges::mismatch(journal, replay).in1 - journal.begin());
  // A little of what comes before says where that is.
  const std::size_t from = at < kShown / 2 ? 0 : at - kShown / 2;
  const auto excerpt = [&](std::string_view text) {
    return base::TakeUtf8(std::string(text.substr(std::min(from, text.size()), kShown)));
  };
  return fmt::format("the outcome differs: the journal has ...{}... and the replay ...{}...",
                     excerpt(journal), excerpt(replay));
}

// Plays one journal. Single-thread.
class Player {
 public:
  Player(session::SandboxMaker& maker, const JournalFile& file, std::chrono::milliseconds time_max)
      : until_(steady_clock::now() + std::chrono::nanoseconds(sandbox::ToNs(time_max))),
        limits_(WithTime(file.limits, time_max)),
        maker_(maker),
        file_(file),
        image_(maker.image().impl().memory().memory()),
        recorder_(~std::uint64_t{0}) {}

  Result<ReplayReport> Play() {
    for (const JournalTurn& turn : file_.turns) {
      if (turn.journal.operations.empty()) {
        if (Result<void> skipped = Skip(turn); !skipped) return std::unexpected(skipped.error());
        continue;
      }
      if (Result<void> played = PlayTurn(turn); !played) return std::unexpected(played.error());
      if (!report_.same) return std::move(report_);
      ++report_.turns_count;
    }
    return std::move(report_);
  }

 private:
  // A journal may come from anybody.
  static Limits WithTime(Limits limits, std::chrono::milliseconds time_max) {
    limits.wall_time_max = std::min(limits.wall_time_max, time_max);
    limits.cpu_time_max = std::min(limits.cpu_time_max, time_max);
    limits.grace = std::min(limits.grace, time_max);
    return limits;
  }

  Result<void> Skip(const JournalTurn& turn) {
    auto state = session::UnpackState(turn.packed_state, image_, limits_.memory_bytes_max);
    if (!state || session::DigestState(*state) != turn.state_digest) {
      return std::unexpected(
          Error{ErrorKind::kInvalidArgument,
                fmt::format("this journal cannot be used: the state after turn {} is damaged", turn.number)});
    }
    state_ = std::move(*state);
    sandbox_.reset();
    report_.skipped.push_back(fmt::format("turn {}: {}", turn.number, turn.journal.gap));
    return {};
  }

  void Differ(const JournalTurn& turn, std::string what) {
    report_.same = false;
    report_.turn = turn.number;
    report_.difference = std::move(what);
  }

  Result<void> PlayTurn(const JournalTurn& turn) {
    for (const Operation& operation : turn.journal.operations) {
      if (steady_clock::now() >= until_) {
        return std::unexpected(Error{ErrorKind::kLimit, "the replay takes longer than it may"});
      }
      if (sandbox_ == nullptr && operation.kind != Operation::Kind::kWake) {
        if (Result<void> made =
                Wake({.kind = Operation::Kind::kWake, .seed = std::string(Operation::kSeedBytes, '\0')});
            !made) {
          return made;
        }
      }
      Result<std::string> told = Tell(operation);
      if (!told) {
        if (operation.kind == Operation::Kind::kWake || told.error().kind == ErrorKind::kBusy ||
            told.error().kind == ErrorKind::kHost) {
          return std::unexpected(told.error());
        }
        // It does not do what the recorded one did; the journal has only what worked.
        Differ(turn, told.error().what);
        return {};
      }
      if (!recorder_.difference().empty()) {
        Differ(turn, recorder_.difference());
        return {};
      }
      if (operation.kind == Operation::Kind::kRun && *told != operation.result) {
        Differ(turn, Difference(operation.result, *told));
        return {};
      }
      if (!recorder_.AllTold()) {
        Differ(turn, "it asked for less than the journal has");
        return {};
      }
    }
    Result<runtime::SavedState> state = sandbox_->impl().Save();
    if (!state) return std::unexpected(state.error());
    state_ = std::move(*state);
    if (session::DigestState(*state_) != turn.state_digest) {
      Differ(turn, "the interpreter's memory differs after it, though it has told the same");
    }
    return {};
  }

  Result<void> Wake(const Operation& wake) {
    sandbox_.reset();
    recorder_.Play(wake, Recorder::Then::kStop);
    sandbox::SandboxParts parts = {.calls = std::make_unique<session::RecordedCalls>(recorder_, nullptr),
                                   .functions = wake.body,
                                   .from = state_ ? &*state_ : nullptr,
                                   .reseeds = (wake.number & Operation::kReseeds) != 0,
                                   .configures = (wake.number & Operation::kConfigures) != 0};
    if (!state_ && !(parts.reseeds && parts.configures)) {
      return std::unexpected(
          Error{ErrorKind::kInvalidArgument, "this journal cannot be used: it does not say how it begins"});
    }
    auto made = maker_.Make({.limits = limits_, .surroundings = &recorder_}, parts, {});
    if (!made) return std::unexpected(made.error());
    sandbox_ = std::move(*made);
    if (wake.number == 0) return {};
    return sandbox_->impl().FinishStart();
  }

  // What is to be compared; empty for what has no result of its own.
  Result<std::string> Tell(const Operation& operation) {
    const auto nothing = [](const auto& result) -> Result<std::string> {
      if (!result) return std::unexpected(result.error());
      return std::string();
    };
    if (operation.kind == Operation::Kind::kWake) return nothing(Wake(operation));
    recorder_.Play(operation, Recorder::Then::kStop);
    switch (operation.kind) {
      case Operation::Kind::kWriteFile:
        return nothing(sandbox_->WriteFile(operation.text, operation.body));
      case Operation::Kind::kRemoveFile:
        return nothing(sandbox_->RemoveFile(operation.text));
      case Operation::Kind::kReadFile:
        static_cast<void>(sandbox_->ReadFile(operation.text, operation.number));
        return std::string();
      case Operation::Kind::kListFiles:
        static_cast<void>(sandbox_->ListFiles(operation.text));
        return std::string();
      default:
        break;
    }
    Result<Outcome> outcome =
        sandbox_->Run(operation.body, {.file_name = operation.text,
                                       .artifacts = operation.number != 0 ? RunOptions::Artifacts::kCollect
                                                                          : RunOptions::Artifacts::kLeave});
    if (!outcome) return std::unexpected(outcome.error());
    return session::TellResult(std::move(*outcome));
  }

  const steady_clock::time_point until_;
  const Limits limits_;
  session::SandboxMaker& maker_;
  const JournalFile& file_;
  const std::span<const std::byte> image_;
  Recorder recorder_;
  std::optional<runtime::SavedState> state_;
  std::unique_ptr<Sandbox> sandbox_;  // uses the recorder
  ReplayReport report_;
};

Result<ReplayReport> PlayFile(session::SandboxMaker& maker, std::string_view journal,
                              std::chrono::milliseconds time_max) {
  const Result<JournalFile> file = session::ReadJournalFile(journal);
  if (!file) return std::unexpected(file.error());
  if (file->image_id != maker.image().id()) {
    return std::unexpected(Error{ErrorKind::kInvalidArgument,
                                 "this journal cannot be used: it was written with another image (another "
                                 "version of Vitrine or hash seed)"});
  }
  // Else its first turn would seem to differ.
  if (file->limits.fuel_max != 0 &&
      maker.image().impl().memory().module().fuel_offset == VITRINE_GUEST_NO_OFFSET) {
    return std::unexpected(Error{ErrorKind::kInvalidArgument,
                                 "this journal counts fuel: it needs an image on the checked engine "
                                 "(Engine::kChecked)"});
  }
  return Player(maker, *file, time_max).Play();
}

}  // namespace

Result<ReplayReport> Replay(const Image& image, std::string_view journal,
                            std::chrono::milliseconds time_max) {
  return PlayFile(*session::MakerInProcess(image), journal, time_max);
}

Result<ReplayReport> Replay(WorkerPool& pool, std::string_view journal, std::chrono::milliseconds time_max) {
  const auto maker = session::MakerInPool(pool);
  if (!maker) return std::unexpected(maker.error());
  return PlayFile(**maker, journal, time_max);
}

}  // namespace vitrine

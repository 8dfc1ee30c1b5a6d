#include "cli/sandbox_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/input_file.h"
#include "cli/jail_report.h"

namespace vitrine::cli {
namespace {

constexpr std::uint64_t kMiB = std::uint64_t{1} << 20;

constexpr char kOnePane[] =
    "--in-process: one pane of glass. Code that breaks it has this process and all that you may do; without "
    "the option a jailed worker process stands around it.";

}  // namespace

// RLIMIT_DATA counts what is mapped for writing, touched or not, so a bound that is too high costs nothing
// but what a worker that was taken over may take. One part is the guest's memory. The host's side of a worker
// holds, besides:
//   while code runs   the code and the request or reply of a host call, each once as it came and once as it
//   is
//                     handed on, and the output twice; what is not UTF-8 grows to three times its length
//   afterwards        output, displays, value and files: as collected, as a tree, and as the frame to send, a
//                     string that grows by doubling (so up to three times its length at once)
//   always            the guest's stack (32 MiB), the stack of the thread, the heap
//   in a session      the state as it was last saved, and the frame that tells it, each as large as the
//   guest's
//                     memory at most
// The last but one's figure is generous: a worker that lacks memory dies, and the user gets no MemoryError.
std::uint64_t WorkerBytesMax(const Limits& limits, WorkerHolds holds) {
  const std::uint64_t output = 3 * limits.output_bytes_max;
  const std::uint64_t running =
      2 * (kSourceBytesMax + limits.request_bytes_max + limits.reply_bytes_max + output);
  const std::uint64_t results = limits.display_bytes_max + limits.value_bytes_max + limits.file_bytes_max;
  const std::uint64_t ended = 2 * kSourceBytesMax + output + 5 * results;
  const std::uint64_t states = holds == WorkerHolds::kState ? 2 * limits.memory_bytes_max : 0;
  return limits.memory_bytes_max + states + std::max(running, ended) + 128 * kMiB;
}

WorkerPoolOptions PoolOptions(const GuestSettings& settings) {
  WorkerPoolOptions options;
  options.engine = settings.engine;
  options.worker_program = "/proc/self/exe";
  options.worker_bytes_max =
      WorkerBytesMax(settings.limits, settings.session ? WorkerHolds::kState : WorkerHolds::kNoState);
  return options;
}

Result<std::unique_ptr<SandboxSource>> SandboxSource::Start(const GuestSettings& settings,
                                                            std::uint32_t sandboxes_count_max) {
  std::unique_ptr<SandboxSource> source(new SandboxSource(settings.engine));
  if (settings.panes == GuestSettings::Panes::kOne) {
    source->caution_ = kOnePane;
    return source;
  }
  WorkerPoolOptions options = PoolOptions(settings);
  // The spare is forked as soon as the zygote is ready, without being asked again.
  options.spares_count = 1;
  options.workers_count_max = sandboxes_count_max;
  auto pool = WorkerPool::Create(options);
  if (!pool) return std::unexpected(pool.error());
  source->pool_ = std::move(*pool);
  return source;
}

Result<void> SandboxSource::CheckJail() {
  if (jail_checked_) return {};
  const auto protections = pool_->protections();
  if (!protections) return std::unexpected(protections.error());
  if (protections->level == JailLevel::kL0) {
    return std::unexpected(Error{
        ErrorKind::kHost,
        "nothing was run: on this machine nothing holds a worker process that was taken over (jail level "
        "L0). 'vitrine doctor' says what is missing; --in-process runs code with one pane of glass"});
  }
  if (protections->level < JailLevel::kL2) {
    caution_ = fmt::format(
        "the jail around the code has gaps on this machine (level {}: {}). 'vitrine doctor' "
        "says what is missing.",
        Name(protections->level), LevelInWords(protections->level));
  }
  jail_checked_ = true;
  return {};
}

Result<std::unique_ptr<Sandbox>> SandboxSource::Make(const Grants& grants, const SandboxOptions& options) {
  if (pool_ != nullptr) {
    if (auto checked = CheckJail(); !checked) return std::unexpected(checked.error());
    return pool_->CreateSandbox(grants, options);
  }
  if (auto loaded = LoadImage(); !loaded) return std::unexpected(loaded.error());
  return Sandbox::Create(*image_, grants, options);
}

Result<void> SandboxSource::LoadImage() {
  if (image_ != nullptr) return {};
  auto image = Image::Load({.engine = engine_});
  if (!image) return std::unexpected(image.error());
  image_ = std::move(*image);
  return {};
}

Result<std::unique_ptr<Sessions>> SandboxSource::MakeSessions(SessionStore& store) {
  if (pool_ != nullptr) {
    if (auto checked = CheckJail(); !checked) return std::unexpected(checked.error());
    return Sessions::Make(*pool_, store);
  }
  if (auto loaded = LoadImage(); !loaded) return std::unexpected(loaded.error());
  return Sessions::Make(*image_, store);
}

Result<ReplayReport> SandboxSource::PlayJournal(std::string_view journal) {
  if (pool_ != nullptr) {
    if (auto checked = CheckJail(); !checked) return std::unexpected(checked.error());
    return Replay(*pool_, journal);
  }
  if (auto loaded = LoadImage(); !loaded) return std::unexpected(loaded.error());
  return Replay(*image_, journal);
}

}  // namespace vitrine::cli

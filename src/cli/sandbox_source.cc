#include "cli/sandbox_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/input_file.h"
#include "cli/jail_report.h"
#include "worker/worker_bytes.h"

namespace vitrine::cli {
namespace {

constexpr char kOnePane[] =
    "--in-process: one pane of glass. Code that breaks it has this process and all that you may do; without "
    "the option a jailed worker process stands around it.";

}  // namespace

WorkerPoolOptions PoolOptions(const GuestSettings& settings) {
  WorkerPoolOptions options;
  options.interpreter = settings.interpreter.value_or(Interpreter::kCpython);
  options.engine = settings.engine;
  options.worker_program = "/proc/self/exe";
  options.worker_bytes_max = worker::WorkerBytesMax(
      settings.limits, kSourceBytesMax, settings.session ? worker::Holds::kState : worker::Holds::kNoState);
  return options;
}

Result<std::unique_ptr<SandboxSource>> SandboxSource::Start(const GuestSettings& settings,
                                                            std::uint32_t sandboxes_count_max) {
  std::unique_ptr<SandboxSource> source(new SandboxSource(settings));
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
  auto image = Image::Load({.interpreter = interpreter_, .engine = engine_});
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

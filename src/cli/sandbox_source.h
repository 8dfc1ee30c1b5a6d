// Where the command line's sandboxes come from: a jailed worker process (two panes of glass), or this process
// (one).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "cli/command_line.h"
#include "vitrine/error.h"
#include "vitrine/grants.h"
#include "vitrine/image.h"
#include "vitrine/limits.h"
#include "vitrine/sandbox.h"
#include "vitrine/session.h"
#include "vitrine/worker_pool.h"

namespace vitrine::cli {

// How the program starts its workers: it is its own worker program.
WorkerPoolOptions PoolOptions(const GuestSettings& settings);

// Thread-compatible. Must outlive its sandboxes.
class SandboxSource {
 public:
  // With two panes this starts the zygote and does not wait until it is ready: other work may go on
  // meanwhile. At most `sandboxes_count_max` will live at once.
  static Result<std::unique_ptr<SandboxSource>> Start(const GuestSettings& settings,
                                                      std::uint32_t sandboxes_count_max);

  // Refused (kHost) where nothing would hold a worker that was taken over (JailLevel::kL0).
  Result<std::unique_ptr<Sandbox>> Make(const Grants& grants, const SandboxOptions& options);

  // Sessions whose interpreters come from here; `store` must outlive them. Refused as Make is.
  Result<std::unique_ptr<Sessions>> MakeSessions(SessionStore& store);
  // Plays a journal; refused as Make is.
  Result<ReplayReport> PlayJournal(std::string_view journal);

  // What the user should know about the walls around the sandboxes made so far, as one sentence; empty: they
  // stand.
  const std::string& caution() const { return caution_; }

 private:
  explicit SandboxSource(const GuestSettings& settings)
      : interpreter_(settings.interpreter.value_or(Interpreter::kCpython)), engine_(settings.engine) {}
  Result<void> CheckJail();
  Result<void> LoadImage();

  const Interpreter interpreter_;
  const Engine engine_;
  std::string caution_;
  std::unique_ptr<WorkerPool> pool_;  // null: sandboxes live in this process
  bool jail_checked_ = false;
  std::unique_ptr<Image> image_;  // of this process, once needed
};

}  // namespace vitrine::cli

// One sandbox: one Python interpreter behind the glass.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vitrine/error.h"
#include "vitrine/grants.h"
#include "vitrine/image.h"
#include "vitrine/limits.h"
#include "vitrine/outcome.h"

namespace vitrine {

// Where the guest's time and randomness come from. Derive to make runs repeatable; calls come from the thread
// that runs the sandbox.
class Surroundings {
 public:
  virtual ~Surroundings() = default;
  virtual std::int64_t RealtimeNs() = 0;
  virtual std::int64_t MonotonicNs() = 0;
  virtual std::int64_t CpuNs() = 0;
  // Fills with random bytes.
  virtual void Entropy(std::span<std::byte> out) = 0;
  // Asked before a sleep: return true to say that it is over, e.g. after moving a clock of your own on.
  virtual bool SleepIsOver(std::int64_t nanoseconds) = 0;
};

struct SandboxOptions {
  Limits limits;
  // Null: the machine's clocks in steps of 1 ms (Promise P9) and the system's random numbers. Must outlive
  // the sandbox.
  Surroundings* surroundings = nullptr;
};

enum class OutputStream : std::uint8_t { kStdout, kStderr };

struct RunOptions {
  // The file name that tracebacks show; empty: "<run N>". No host path belongs here.
  std::string file_name;
  // Read the files of /output into the outcome after the run.
  enum class Artifacts : std::uint8_t { kLeave, kCollect } artifacts = Artifacts::kLeave;
  // In place of the sandbox's own for this run, shorter or longer; Resume keeps those of Run.
  std::optional<std::chrono::milliseconds> wall_time_max;
  std::optional<std::chrono::milliseconds> cpu_time_max;
  // Called with output as it is written (bytes, not checked for UTF-8, within the output limit); may be
  // empty. Must not use the sandbox.
  std::function<void(OutputStream, std::string_view)> on_output;
};

struct FileEntry {
  std::string path;  // relative to the folder asked for
  bool is_folder = false;
  std::uint64_t bytes = 0;
};

// Runs Python that we do not trust, in this process: one pane of glass (see docs/threat-model.md).
//
// Thread-compatible: one thread at a time may use a Sandbox; different Sandboxes may be used from different
// threads at once. Only Cancel may be called from any thread at any time.
class Sandbox {
 public:
  // Starts an interpreter from the image; `image` and `grants` must outlive the Sandbox. Fails with kBusy
  // when all slots are taken; never waits.
  static Result<std::unique_ptr<Sandbox>> Create(const Image& image, const Grants& grants,
                                                 const SandboxOptions& options = {});
  // Recycles the slot.
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  // Runs `code` (UTF-8 Python) to its end or to the first limit. Names from earlier runs are visible. Guest
  // failures are in the Outcome; an Error means that nothing was run.
  Result<Outcome> Run(std::string_view code, const RunOptions& options = {});

  // After an outcome with Status::kParked: gives the reply that the run waits for, and goes on to its end, to
  // the first limit or to the next reply that comes later. Time that passed while it waited does not count.
  // May be called on another thread. Until then nothing else can be done with the sandbox but destroy it.
  // `options` are those of Run; its file name stays.
  Result<Outcome> Resume(const CallReply& reply, const RunOptions& options = {});

  // Raises KeyboardInterrupt in the run that is going on, and ends it hard after the grace. No effect when
  // none is.
  void Cancel();

  // Files inside the glass; paths are absolute and lie in /input, /output or /tmp.
  Result<void> WriteFile(std::string_view path, std::string_view data);
  Result<std::string> ReadFile(std::string_view path, std::uint64_t bytes_max);
  Result<std::vector<FileEntry>> ListFiles(std::string_view folder);
  Result<void> RemoveFile(std::string_view path);

  bool alive() const;

  // For the library itself: what lies behind this front.
  class Impl;
  explicit Sandbox(std::unique_ptr<Impl> impl);
  Impl& impl() const { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace vitrine

// Ctrl-C.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>

#include "vitrine/error.h"
#include "vitrine/sandbox.h"

namespace vitrine::cli {

// Takes SIGINT on a thread of its own, so that no handler ever runs on a thread that is in guest code. Made
// once, by main, before any other thread. Thread-safe.
class Interrupts {
 public:
  enum class Mode : std::uint8_t {
    kExit,  // a SIGINT cancels the run; a second one, or one without a run, ends the process with 130
    kWake,  // a SIGINT cancels the run; one without a run makes wake_descriptor() readable
  };
  // Blocks SIGINT in the calling thread, and thereby in the threads it will start.
  static Result<std::unique_ptr<Interrupts>> Start(Mode mode);
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

  // While a Run lives, SIGINT cancels its sandbox.
  class Run {
   public:
    Run(Interrupts& interrupts, Sandbox& sandbox);
    ~Run();
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

   private:
    Interrupts& interrupts_;
  };

  // Cancels the run that is going on, from the watching thread, soon.
  void CancelRun();

  // For poll(); an eventfd.
  int wake_descriptor() const { return wake_; }
  // Makes wake_descriptor() unreadable again.
  void ClearWake();

 private:
  explicit Interrupts(Mode mode) : mode_(mode) {}
  void Watch();
  void HandleSignal();

  const Mode mode_;
  int signals_ = -1;
  int wake_ = -1;
  int requests_ = -1;  // eventfd; kCancel or kStop is added to it
  std::mutex mutex_;
  Sandbox* sandbox_ = nullptr;  // guarded by mutex_
  bool cancelled_ = false;      // this run has been; guarded by mutex_
  std::thread thread_;
};

}  // namespace vitrine::cli

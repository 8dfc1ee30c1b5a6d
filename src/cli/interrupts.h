// Ctrl-C.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "vitrine/error.h"

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

  // While a Run lives, SIGINT calls `cancel`, on another thread.
  class Run {
   public:
    Run(Interrupts& interrupts, std::function<void()> cancel);
    ~Run();
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

   private:
    Interrupts& interrupts_;
  };

  // While a Question lives, SIGINT makes wake_descriptor() readable, in both modes.
  class Question {
   public:
    explicit Question(Interrupts& interrupts);
    ~Question();
    Question(const Question&) = delete;
    Question& operator=(const Question&) = delete;

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
  std::function<void()> cancel_;  // of the run; empty: there is none; guarded by mutex_
  bool cancelled_ = false;        // this run has been; guarded by mutex_
  bool asks_ = false;             // guarded by mutex_
  std::thread thread_;
};

}  // namespace vitrine::cli

// A slot with a guest in it, and the only way into guest code.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "os/thread_timer.h"
#include "runtime/context.h"
#include "runtime/deadline.h"
#include "runtime/fault.h"
#include "runtime/guest_module.h"
#include "runtime/guest_stack.h"
#include "runtime/guest_view.h"
#include "runtime/image.h"
#include "runtime/saved_state.h"
#include "runtime/slot.h"
#include "vitrine/error.h"

namespace vitrine::runtime {

enum class Trap : std::uint8_t {
  kNone,
  kOutOfBounds,
  kIntegerOverflow,
  kDivisionByZero,
  kInvalidConversion,
  kUnreachable,
  kIndirectCall,
  kStackOverflow,
};
const char* Name(Trap trap);

// What the guest asked the host for. The imports of guests/abi.h come first; the last four are asked by
// translated code itself and are answered inside Instance.
enum class Import : std::uint32_t {
  kWrite,
  kCall,
  kTake,
  kClock,
  kEntropy,
  kSleep,
  kExit,
  kCustom,  // an import that a test linked in
  kAllocateMemory,
  kGrowMemory,
  kAllocateTable,
  kOutOfFuel,
};

// One request, written by a stub on the guest's stack (see imports.cc). The arguments are hostile numbers.
struct ImportCall {
  Import import = Import::kWrite;
  std::array<std::uint64_t, 4> arguments{};
  std::uint64_t result = 0;
};

class Instance;

// Answers the guest's imports, on the host's stack, on the thread that runs the guest.
class ImportHandler {
 public:
  enum class Then : std::uint8_t {
    kContinue,
    kEndInstance,
    kPark,  // the answer comes later: the call into the guest comes back, see Instance::End
  };
  // Reads call.arguments, may set call.result.
  virtual Then Handle(Instance& instance, ImportCall& call) = 0;

 protected:
  ~ImportHandler() = default;
};

// How a call into the guest ended. Everything but kReturned and kParked is for good: the guest's frames are
// gone.
struct CallEnd {
  enum class How : std::uint8_t {
    kReturned,
    kTrapped,         // see trap
    kOverrun,         // hard deadline or cancel; see Instance::overrun()
    kOutOfFuel,       // the grace was used up too
    kEndedByHandler,  // an ImportHandler said so
    kParked,          // waits in a host call
  };
  How how = How::kReturned;
  Trap trap = Trap::kNone;
};

struct RunPlan {
  std::int64_t wall_ns_max = 0;
  std::int64_t cpu_ns_max = 0;
  std::int64_t grace_ns = 0;
  std::uint64_t fuel_max = 0;  // 0: not limited; otherwise an eighth more is the grace
};

// Single-thread: one thread at a time; Interrupt may come from any.
class Instance {
 public:
  // From an image. `stacks` must outlive the instance.
  static Result<std::unique_ptr<Instance>> FromImage(const MemoryImage& image, std::unique_ptr<Slot> slot,
                                                     GuestStackPool& stacks);
  // From nothing: an empty slot and a module that has yet to be instantiated (see Instantiate).
  static Result<std::unique_ptr<Instance>> Cold(const vitrine_guest_module& module,
                                                std::unique_ptr<Slot> slot, GuestStackPool& stacks);
  ~Instance();
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  // Makes what a thread needs to run guests: signal handlers, a signal stack, a timer. Begin does it too; for
  // threads that soon may not make any more. Cheap when done.
  static Result<void> PrepareThread();
  // In the child after fork(): forgets the parent's timer and thread number. No run may be going on.
  static void ForgetThread();

  // A run is one or more calls under one deadline. Begin takes a stack and arms the timer; both are undone by
  // End. `cancel` is looked at when the thread is interrupted, and must outlive the run.
  Result<void> Begin(const RunPlan& plan, const std::atomic<bool>& cancel);
  // After a call that came back with kParked the guest waits on its own stack: it holds no thread, and the
  // run's clocks stand still. Such an instance can be destroyed.
  void End();

  // Instead of Begin, on any thread: takes up a run that has ended with the guest waiting. Then Resume gives
  // the guest the result of its host call, and goes on as Call did.
  Result<void> BeginAgain(const std::atomic<bool>& cancel);
  CallEnd Resume(std::uint64_t result, ImportHandler& handler);
  bool parked() const { return parked_; }

  // Inside a run. `slots` holds the parameters and takes the results (at least as many as the larger of the
  // two); it must live until the guest has returned, maybe in Resume. A guest that has ended otherwise than
  // by returning must not be called again, nor one that waits in a host call.
  CallEnd Call(const vitrine_guest_export& function, std::span<std::uint64_t> slots, ImportHandler& handler);
  // Inside a run, once, for a Cold instance: allocates memory and tables, runs active segments and the start
  // function.
  CallEnd Instantiate(ImportHandler& handler);

  // Makes the run look at its clocks and at `cancel` now. Thread-safe; no effect without a run.
  void Interrupt();

  const vitrine_guest_export* FindExport(std::string_view name, std::string_view signature) const;
  GuestView view() const { return GuestView(slot_->memory()); }
  const vitrine_guest_module& module() const { return module_; }
  std::byte* state() const { return state_.get(); }  // the instance struct

  // What differs from the image. Not inside a call. Shares with `before`, an earlier state of this instance
  // or of the one it was loaded from, what is the same.
  SavedState Save(const os::PageScanner& scanner, const SavedState& before) const;
  // Into an instance that has just been made from the same image: it goes on as the saved one would have.
  // The state must fit (MemoryImage::CheckFits). Fails, with nothing changed, when it takes more memory than
  // the limit or the system has none.
  Result<void> Load(const SavedState& state);

  // The state to freeze, which borrows the instance's memory. Not inside a call.
  FrozenState Freeze() const;
  // Hands the slot out for recycling; the instance can only be destroyed afterwards.
  std::unique_ptr<Slot> ReleaseSlot() { return std::move(slot_); }

  void set_memory_bytes_max(std::uint64_t bytes) { memory_bytes_max_ = bytes; }
  // The guest was refused memory since the last Begin.
  bool memory_refused() const { return memory_refused_; }
  // The reason of the first soft interrupt of this run, also when the guest survived it.
  Overrun overrun() const { return deadline_.overrun(); }
  bool fuel_overrun() const { return fuel_overrun_; }
  std::uint64_t FuelUsed() const;
  const Deadline& deadline() const { return deadline_; }
  // The run is over its soft limit or cancelled, as of the last interrupt; for host calls that wait.
  bool stopped() const {
    return overrun() != Overrun::kNone || hard_pending_.load(std::memory_order_relaxed);
  }

 private:
  friend struct InstanceAccess;  // stubs and signal hooks, see instance.cc

  Instance(const vitrine_guest_module& module, std::unique_ptr<Slot> slot, GuestStackPool& stacks,
           const InterruptStores* interrupts);

  // Raw bits, in the descriptor's order.
  std::vector<std::uint64_t> MutableGlobals() const;
  void SetMutableGlobals(std::span<const std::uint64_t> globals);

  void Enter(const std::atomic<bool>& cancel, std::int64_t first_look_ns);
  void Leave();
  CallEnd Drive(void (*entry)(void*), void* argument, ImportHandler& handler);
  // With a null entry the guest is resumed.
  CallEnd DriveToTheEnd(void (*entry)(void*), void* argument, ImportHandler& handler);
  // Answers what translated code asks; nullopt when the import is the handler's.
  std::optional<CallEnd::How> HandleOwn(ImportCall& call);
  bool AllocateMemory(void* memory, std::uint32_t pages, std::uint32_t pages_max);
  std::uint32_t GrowMemory(void* memory, std::uint32_t pages);
  bool AllocateTable(void* table, std::uint32_t count, std::uint32_t count_max);
  bool GrantFuelGrace();
  void RaiseSoft(std::uint32_t reason);
  // Looks at the clocks from the host's domain, while no signal can do so for this run.
  void LookInHost();
  std::int64_t* fuel() const;

  // What CallExport is given; here, for the guest may wait while the caller's stack goes away.
  struct ExportCall {
    vitrine_guest_function function;
    void* state;
    std::uint64_t* slots;
  };
  static void CallExport(void* argument);

  // First member: the stubs and hooks find it without knowing the rest.
  Context context_;
  ImportCall call_;
  ExportCall export_call_{};
  FaultMap faults_;
  Deadline deadline_;
  std::atomic<bool> hard_pending_ = false;  // seen in the host domain: acted on before the guest goes on
  const std::atomic<bool>* cancel_ = nullptr;
  os::ThreadTimer* timer_ = nullptr;  // of the running thread; set inside a run
  const InterruptStores* interrupts_;

  const vitrine_guest_module& module_;
  std::unique_ptr<std::byte[]> state_;
  std::unique_ptr<Slot> slot_;
  GuestStackPool& stacks_;
  std::unique_ptr<GuestStack> stack_;
  bool driving_ = false;  // a call is going on, or waits in a host call
  bool parked_ = false;   // between runs, with driving_
  std::int64_t parked_at_ns_ = 0;
  std::int64_t parked_at_cpu_ns_ = 0;
  Instance* outer_ = nullptr;  // whose run on this thread goes on after ours
  std::vector<std::unique_ptr<std::byte[]>> tables_;

  std::uint64_t memory_bytes_max_ = std::uint64_t{2} << 30;
  bool memory_refused_ = false;
  bool fuel_overrun_ = false;
  std::uint64_t fuel_max_ = 0;
  std::int64_t fuel_granted_ = 0;

  std::mutex running_mutex_;
  int running_thread_ = 0;  // guarded by running_mutex_; 0 outside a run
};

}  // namespace vitrine::runtime

#include "runtime/instance.h"

#include <wasm-rt.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <utility>

#include "base/check.h"
#include "guests/abi.h"
#include "os/machine.h"
#include "os/signals.h"
#include "os/thread_timer.h"
#include "runtime/instance_access.h"

namespace vitrine::runtime {
namespace {

// After the first look the clocks are looked at this often until the run ends: soft interrupts are repeated,
// for the guest may overwrite one that lands between its own load and store.
constexpr std::int64_t kLookAgainNs = 5'000'000;

// More than any interpreter's table; bounds what a module can make the host allocate.
constexpr std::uint32_t kTableEntriesMax = 10'000'000;

constexpr std::uint32_t kPagesMax = 65535;  // wasm_rt_memory_t counts bytes in 32 bits

Trap FromWasmRt(std::uint32_t trap) {
  switch (trap) {
    case WASM_RT_TRAP_OOB:
      return Trap::kOutOfBounds;
    case WASM_RT_TRAP_INT_OVERFLOW:
      return Trap::kIntegerOverflow;
    case WASM_RT_TRAP_DIV_BY_ZERO:
      return Trap::kDivisionByZero;
    case WASM_RT_TRAP_INVALID_CONVERSION:
      return Trap::kInvalidConversion;
    case WASM_RT_TRAP_UNREACHABLE:
      return Trap::kUnreachable;
    case WASM_RT_TRAP_CALL_INDIRECT:
      return Trap::kIndirectCall;
    case WASM_RT_TRAP_EXHAUSTION:
      return Trap::kStackOverflow;
    default:
      return Trap::kUnreachable;
  }
}

// What Abandon is given.
constexpr std::uint32_t kEventOverrun = kContextAbandoned;
constexpr std::uint32_t kEventTrap = kContextAbandoned + 1;  // + the number of wasm_rt_trap_t

std::uint32_t Reason(Overrun overrun) {
  switch (overrun) {
    case Overrun::kNone:
      return VITRINE_INTERRUPT_NONE;
    case Overrun::kWallTime:
      return VITRINE_INTERRUPT_TIME;
    case Overrun::kCpuTime:
      return VITRINE_INTERRUPT_CPU;
    case Overrun::kCancelled:
      return VITRINE_INTERRUPT_CANCEL;
  }
  return VITRINE_INTERRUPT_NONE;
}

// The innermost run of this thread. Initial-exec: a signal handler must not allocate to read it.
[[gnu::tls_model("initial-exec")]] thread_local Instance* current = nullptr;

struct InstantiateCall {
  void (*instantiate)(void*, void*);
  void* state;
};
void CallInstantiate(void* argument) {
  const auto* call = static_cast<const InstantiateCall*>(argument);
  call->instantiate(call->state, nullptr);
}

// The base of guest memory in %gs, for as long as guest code runs.
class GsScope {
 public:
  explicit GsScope(const std::byte* base) : before_(os::GsBase()) {
    os::SetGsBase(reinterpret_cast<std::uint64_t>(base));
  }
  ~GsScope() { os::SetGsBase(before_); }
  GsScope(const GsScope&) = delete;
  GsScope& operator=(const GsScope&) = delete;

 private:
  std::uint64_t before_;
};

}  // namespace

const char* Name(Trap trap) {
  switch (trap) {
    case Trap::kNone:
      return "none";
    case Trap::kOutOfBounds:
      return "out of bounds memory access";
    case Trap::kIntegerOverflow:
      return "integer overflow";
    case Trap::kDivisionByZero:
      return "integer divide by zero";
    case Trap::kInvalidConversion:
      return "invalid conversion to integer";
    case Trap::kUnreachable:
      return "unreachable";
    case Trap::kIndirectCall:
      return "indirect call type mismatch or undefined element";
    case Trap::kStackOverflow:
      return "call stack exhausted";
  }
  return "unknown";
}

// ---- What runs in signal handlers and on the guest's stack ------------------------------------------------

// Both leave frames behind when the guest is abandoned: AddressSanitizer must not mark them, for whatever
// comes to lie there later would be taken for a fault.
[[gnu::no_sanitize_address]] std::uint64_t InstanceAccess::Ask(Import import, std::uint64_t first,
                                                               std::uint64_t second, std::uint64_t third,
                                                               std::uint64_t fourth) {
  Instance* const instance = current;
  instance->call_ = {import, {first, second, third, fourth}, 0};
  vitrine_context_yield(&instance->context_);
  return instance->call_.result;
}

[[gnu::no_sanitize_address]] void InstanceAccess::RaiseTrap(std::uint32_t trap) {
  vitrine_context_abandon(&current->context_, kEventTrap + trap);
}

bool InstanceAccess::OnFault(std::uintptr_t address, os::ThreadState& state) {
  Instance* const instance = current;
  if (instance == nullptr) return false;
  const FaultScene scene = {
      .program_counter = state.program_counter,
      .address = address,
      .in_guest = instance->context_.domain.load(std::memory_order_relaxed) == Domain::kGuest,
  };
  std::uint32_t trap = WASM_RT_TRAP_OOB;
  switch (Classify(scene, instance->faults_)) {
    case FaultMeaning::kNotOurs:
      return false;
    case FaultMeaning::kOutOfBounds:
      trap = WASM_RT_TRAP_OOB;
      break;
    case FaultMeaning::kStackOverflow:
      trap = WASM_RT_TRAP_EXHAUSTION;
      break;
  }
  Abandon(*instance, kEventTrap + trap, state);
  return true;
}

void InstanceAccess::OnInterrupt(os::ThreadState& state) {
  Instance* const instance = current;
  if (instance == nullptr) return;
  const bool is_first = instance->deadline_.overrun() == Overrun::kNone;
  const DeadlineVerdict verdict = instance->deadline_.Look(
      os::MonotonicNs(), os::ThreadCpuNs(), instance->cancel_->load(std::memory_order_relaxed));
  if (verdict.overrun == Overrun::kNone) return;
  // A cancel comes before the timer's first look: from now on look until the guest has stopped.
  // (timer_settime is async-signal-safe.)
  if (is_first) instance->timer_->Arm(kLookAgainNs, kLookAgainNs);
  instance->RaiseSoft(Reason(verdict.overrun));
  if (!verdict.hard) return;
  if (instance->context_.domain.load(std::memory_order_relaxed) == Domain::kGuest) {
    Abandon(*instance, kEventOverrun, state);
  } else {
    // Host code is never cut: it looks at the flag when it is done (ESCAPES 45).
    instance->hard_pending_.store(true, std::memory_order_relaxed);
  }
}

void InstanceAccess::Abandon(Instance& instance, std::uint32_t event, os::ThreadState& state) {
  // The kernel resumes the thread in vitrine_context_abandon, as if the guest had called it. From here on the
  // thread is the host's, so that a second signal in between changes nothing.
  instance.context_.domain.store(Domain::kHost, std::memory_order_relaxed);
  state.program_counter = reinterpret_cast<std::uintptr_t>(&vitrine_context_abandon);
  state.first_argument = reinterpret_cast<std::uintptr_t>(&instance.context_);
  state.second_argument = event;
}

// ---- The instance -----------------------------------------------------------------------------------------

Instance::Instance(const vitrine_guest_module& module, std::unique_ptr<Slot> slot, GuestStackPool& stacks,
                   const InterruptStores* interrupts)
    : interrupts_(interrupts),
      module_(module),
      state_(std::make_unique<std::byte[]>(module.instance_bytes)),
      slot_(std::move(slot)),
      stacks_(stacks) {
  faults_.guest_text = {reinterpret_cast<std::uintptr_t>(module.text_begin),
                        reinterpret_cast<std::uintptr_t>(module.text_end)};
  faults_.slot = slot_->range();
}

namespace {

std::size_t GlobalBytes(const vitrine_guest_global& global) {
  return global.type == 'i' || global.type == 'f' ? 4 : 8;
}

}  // namespace

Result<std::unique_ptr<Instance>> Instance::FromImage(const MemoryImage& image, std::unique_ptr<Slot> slot,
                                                      GuestStackPool& stacks) {
  const vitrine_guest_module& module = image.module();
  VITRINE_CHECK(slot->size() == image.memory_bytes(), "the slot shows the image");
  std::unique_ptr<Instance> instance(new Instance(module, std::move(slot), stacks, &image.interrupts()));
  std::byte* const state = instance->state();
  module.bind(state, nullptr);
  auto* memory = reinterpret_cast<wasm_rt_memory_t*>(state + module.memory_offset);
  memory->data = reinterpret_cast<std::uint8_t*>(instance->slot_->base());
  memory->pages = static_cast<std::uint32_t>(image.memory_bytes() / kWasmPageBytes);
  memory->max_pages = std::min(module.memory_pages_max, kPagesMax);
  memory->size = static_cast<std::uint32_t>(image.memory_bytes());
  instance->SetMutableGlobals(image.globals());
  return instance;
}

Result<std::unique_ptr<Instance>> Instance::Cold(const vitrine_guest_module& module,
                                                 std::unique_ptr<Slot> slot, GuestStackPool& stacks) {
  if (module.version != VITRINE_GUEST_MODULE_VERSION) {
    return std::unexpected(
        Error{ErrorKind::kInvalidArgument, "the guest was translated for another runtime"});
  }
  module.init_module();
  return std::unique_ptr<Instance>(new Instance(module, std::move(slot), stacks, nullptr));
}

Instance::~Instance() {
  if (parked_) stacks_.Give(std::move(stack_));
  VITRINE_CHECK(stack_ == nullptr, "no instance is destroyed inside a run");
}

namespace {

// One timer for each thread, made when the thread first runs a guest.
thread_local std::optional<os::ThreadTimer> timer;

Result<os::ThreadTimer*> TimerOfThisThread() {
  if (!timer) {
    Result<os::ThreadTimer> made = os::ThreadTimer::ForThisThread();
    if (!made) return std::unexpected(made.error());
    timer.emplace(std::move(*made));
  }
  return &*timer;
}

}  // namespace

Result<void> Instance::PrepareThread() {
  static constexpr os::SignalHooks kHooks = {.on_fault = InstanceAccess::OnFault,
                                             .on_interrupt = InstanceAccess::OnInterrupt};
  if (Result<void> installed = os::InstallSignalHooks(kHooks); !installed) return installed;
  if (Result<void> prepared = os::PrepareThreadForSignals(); !prepared) return prepared;
  if (Result<os::ThreadTimer*> made = TimerOfThisThread(); !made) return std::unexpected(made.error());
  return {};
}

void Instance::ForgetThread() {
  VITRINE_CHECK(current == nullptr, "no run is going on when a process is forked");
  timer.reset();
  os::ForgetThreadId();
}

Result<void> Instance::Begin(const RunPlan& plan, const std::atomic<bool>& cancel) {
  VITRINE_CHECK(stack_ == nullptr, "runs of one instance do not nest");
  if (Result<void> prepared = PrepareThread(); !prepared) return prepared;
  Result<std::unique_ptr<GuestStack>> stack = stacks_.Take();
  if (!stack) return std::unexpected(stack.error());

  stack_ = std::move(*stack);
  faults_.stack_guard = stack_->guard();
  memory_refused_ = false;
  fuel_overrun_ = false;
  fuel_max_ = plan.fuel_max;
  constexpr std::uint64_t kFuelMost = std::numeric_limits<std::int64_t>::max() / 2;
  fuel_granted_ =
      static_cast<std::int64_t>(plan.fuel_max == 0 ? kFuelMost : std::min(plan.fuel_max, kFuelMost));
  if (fuel() != nullptr) *fuel() = fuel_granted_;
  hard_pending_.store(false, std::memory_order_relaxed);
  deadline_ = Deadline({.started_ns = os::MonotonicNs(),
                        .cpu_started_ns = os::ThreadCpuNs(),
                        .wall_ns_max = plan.wall_ns_max,
                        .cpu_ns_max = plan.cpu_ns_max,
                        .grace_ns = plan.grace_ns});
  Enter(cancel, deadline_.FirstLookNs());
  return {};
}

void Instance::Enter(const std::atomic<bool>& cancel, std::int64_t first_look_ns) {
  cancel_ = &cancel;
  timer_ = &*timer;
  {
    const std::lock_guard lock(running_mutex_);
    running_thread_ = os::ThisThreadId();
  }
  outer_ = std::exchange(current, this);
  // The signal of a cancel that came a moment ago found no run to interrupt.
  const bool is_cancelled = cancel.load(std::memory_order_relaxed);
  timer_->Arm(is_cancelled ? kLookAgainNs : first_look_ns, kLookAgainNs);
}

void Instance::End() {
  if (driving_) {
    parked_ = true;
    parked_at_ns_ = os::MonotonicNs();
    parked_at_cpu_ns_ = os::ThreadCpuNs();
  }
  Leave();
  if (!parked_) stacks_.Give(std::move(stack_));
}

void Instance::Leave() {
  VITRINE_CHECK(stack_ != nullptr && current == this, "runs end in the order they began");
  if (outer_ == nullptr) {
    timer_->Disarm();
  } else {
    // The outer run's own look may be past, and many short inner runs would put the next one off for ever.
    outer_->LookInHost();
    timer_->Arm(kLookAgainNs, kLookAgainNs);
  }
  current = std::exchange(outer_, nullptr);
  {
    const std::lock_guard lock(running_mutex_);
    running_thread_ = 0;
  }
  cancel_ = nullptr;
}

Result<void> Instance::BeginAgain(const std::atomic<bool>& cancel) {
  VITRINE_CHECK(parked_, "only a parked run is taken up again");
  if (Result<void> prepared = PrepareThread(); !prepared) return prepared;
  parked_ = false;
  deadline_.Rest(parked_at_ns_, parked_at_cpu_ns_, os::MonotonicNs(), os::ThreadCpuNs());
  // Which limit is nearer now is not worth knowing: a look too many costs a microsecond.
  Enter(cancel, kLookAgainNs);
  return {};
}

CallEnd Instance::Resume(std::uint64_t result, ImportHandler& handler) {
  VITRINE_CHECK(current == this && driving_ && !parked_, "a guest is resumed inside the run it waits in");
  call_.result = result;
  driving_ = false;
  return Drive(nullptr, nullptr, handler);
}

void Instance::LookInHost() {
  const DeadlineVerdict verdict =
      deadline_.Look(os::MonotonicNs(), os::ThreadCpuNs(), cancel_->load(std::memory_order_relaxed));
  if (verdict.overrun == Overrun::kNone) return;
  RaiseSoft(Reason(verdict.overrun));
  if (verdict.hard) hard_pending_.store(true, std::memory_order_relaxed);
}

void Instance::Interrupt() {
  // Under the lock, so that the thread cannot have gone on to another run in between.
  const std::lock_guard lock(running_mutex_);
  if (running_thread_ != 0) os::InterruptThread(running_thread_);
}

// Exports are found through a uniform thunk; this is what Start calls on the guest's stack.
void Instance::CallExport(void* argument) {
  const auto* call = static_cast<const ExportCall*>(argument);
  call->function(call->state, call->slots);
}

CallEnd Instance::Call(const vitrine_guest_export& function, std::span<std::uint64_t> slots,
                       ImportHandler& handler) {
  VITRINE_CHECK(!driving_, "an instance is not called while it waits in a host call");
  export_call_ = {function.function, state_.get(), slots.data()};
  return Drive(CallExport, &export_call_, handler);
}

CallEnd Instance::Instantiate(ImportHandler& handler) {
  InstantiateCall call = {module_.instantiate, state_.get()};
  return Drive(CallInstantiate, &call, handler);
}

CallEnd Instance::Drive(void (*entry)(void*), void* argument, ImportHandler& handler) {
  VITRINE_CHECK(current == this, "guest code is called inside a run only");
  // A second call would write over the first one's frames on the guest's stack, return addresses included.
  VITRINE_CHECK(!driving_, "an instance is not called while it waits in a host call");
  driving_ = true;
  const CallEnd end = DriveToTheEnd(entry, argument, handler);
  driving_ = end.how == CallEnd::How::kParked;
  return end;
}

CallEnd Instance::DriveToTheEnd(void (*entry)(void*), void* argument, ImportHandler& handler) {
  bool started = entry == nullptr;
  while (true) {
    if (hard_pending_.load(std::memory_order_relaxed)) return {CallEnd::How::kOverrun, Trap::kNone};
    std::uint32_t event = 0;
    {
      const GsScope gs(slot_->base());
      event = started ? vitrine_context_resume(&context_)
                      : vitrine_context_start(&context_, entry, argument, stack_->top());
    }
    started = true;
    if (event == kContextReturned) return {};
    if (event == kEventOverrun) return {CallEnd::How::kOverrun, Trap::kNone};
    if (event >= kEventTrap) return {CallEnd::How::kTrapped, FromWasmRt(event - kEventTrap)};
    VITRINE_CHECK(event == kContextYielded, "a switch comes back with an event we know");
    if (call_.import >= Import::kAllocateMemory) {
      if (const std::optional<CallEnd::How> how = HandleOwn(call_); how && *how != CallEnd::How::kReturned) {
        return {*how, *how == CallEnd::How::kTrapped ? Trap::kOutOfBounds : Trap::kNone};
      }
    } else {
      const ImportHandler::Then then = handler.Handle(*this, call_);
      if (then == ImportHandler::Then::kEndInstance) return {CallEnd::How::kEndedByHandler, Trap::kNone};
      if (then == ImportHandler::Then::kPark) return {CallEnd::How::kParked, Trap::kNone};
    }
  }
}

std::optional<CallEnd::How> Instance::HandleOwn(ImportCall& call) {
  // The arguments come from translated code, not from wasm operands: pointers into state_ and numbers that
  // the door has bounded.
  auto* const pointer = reinterpret_cast<void*>(call.arguments[0]);
  const auto first = static_cast<std::uint32_t>(call.arguments[1]);
  const auto second = static_cast<std::uint32_t>(call.arguments[2]);
  switch (call.import) {
    case Import::kAllocateMemory:
      return AllocateMemory(pointer, first, second) ? CallEnd::How::kReturned : CallEnd::How::kTrapped;
    case Import::kGrowMemory:
      call.result = GrowMemory(pointer, first);
      return CallEnd::How::kReturned;
    case Import::kAllocateTable:
      return AllocateTable(pointer, first, second) ? CallEnd::How::kReturned : CallEnd::How::kTrapped;
    case Import::kOutOfFuel:
      return GrantFuelGrace() ? CallEnd::How::kReturned : CallEnd::How::kOutOfFuel;
    default:
      return std::nullopt;
  }
}

bool Instance::AllocateMemory(void* memory, std::uint32_t pages, std::uint32_t pages_max) {
  if (pages > kPagesMax || std::uint64_t{pages} * kWasmPageBytes > memory_bytes_max_ ||
      !slot_->Grow(std::size_t{pages} * kWasmPageBytes)) {
    memory_refused_ = true;
    return false;
  }
  auto* const rt = static_cast<wasm_rt_memory_t*>(memory);
  rt->data = reinterpret_cast<std::uint8_t*>(slot_->base());
  rt->pages = pages;
  rt->max_pages = std::min(pages_max, kPagesMax);
  rt->size = pages * static_cast<std::uint32_t>(kWasmPageBytes);
  return true;
}

std::uint32_t Instance::GrowMemory(void* memory, std::uint32_t pages) {
  constexpr std::uint32_t kRefused = 0xffff'ffff;
  auto* const rt = static_cast<wasm_rt_memory_t*>(memory);
  const std::uint32_t before = rt->pages;
  const std::uint64_t wanted = std::uint64_t{before} + pages;
  if (wanted > rt->max_pages || wanted * kWasmPageBytes > memory_bytes_max_ ||
      !slot_->Grow(static_cast<std::size_t>(wanted) * kWasmPageBytes)) {
    memory_refused_ = true;
    return kRefused;
  }
  rt->pages = static_cast<std::uint32_t>(wanted);
  rt->size = static_cast<std::uint32_t>(wanted * kWasmPageBytes);
  return before;
}

bool Instance::AllocateTable(void* table, std::uint32_t count, std::uint32_t count_max) {
  if (count > kTableEntriesMax) return false;
  tables_.push_back(std::make_unique<std::byte[]>(std::size_t{count} * sizeof(wasm_rt_funcref_t)));
  auto* const rt = static_cast<wasm_rt_funcref_table_t*>(table);
  rt->data = reinterpret_cast<wasm_rt_funcref_t*>(tables_.back().get());
  rt->size = count;
  rt->max_size = count_max;
  return true;
}

std::int64_t* Instance::fuel() const {
  if (module_.fuel_offset == VITRINE_GUEST_NO_OFFSET) return nullptr;
  return reinterpret_cast<std::int64_t*>(state_.get() + module_.fuel_offset);
}

bool Instance::GrantFuelGrace() {
  if (fuel_overrun_ || fuel_max_ == 0) return false;
  fuel_overrun_ = true;
  RaiseSoft(VITRINE_INTERRUPT_FUEL);
  const std::int64_t grace = fuel_granted_ / 8 + 1;
  fuel_granted_ += grace;
  *fuel() += grace;
  return true;
}

std::uint64_t Instance::FuelUsed() const {
  return fuel() == nullptr ? 0 : static_cast<std::uint64_t>(fuel_granted_ - *fuel());
}

// Async-signal-safe. The addresses were checked when the image was made, and memory never shrinks.
void Instance::RaiseSoft(std::uint32_t reason) {
  if (interrupts_ == nullptr || interrupts_->stores.empty()) return;
  const auto cell = [this](std::uint32_t address) {
    return reinterpret_cast<std::uint32_t*>(slot_->base() + address);
  };
  __atomic_store_n(cell(interrupts_->reason_address), reason, __ATOMIC_RELAXED);
  for (const InterruptStore& store : interrupts_->stores) {
    if (store.is_or) {
      __atomic_fetch_or(cell(store.address), store.value, __ATOMIC_RELAXED);
    } else {
      __atomic_store_n(cell(store.address), store.value, __ATOMIC_RELAXED);
    }
  }
}

const vitrine_guest_export* Instance::FindExport(std::string_view name, std::string_view signature) const {
  for (const vitrine_guest_export& item : std::span(module_.exports, module_.exports_count)) {
    if (name == item.name && signature == item.signature) return &item;
  }
  return nullptr;
}

std::vector<std::uint64_t> Instance::MutableGlobals() const {
  std::vector<std::uint64_t> globals;
  for (const vitrine_guest_global& global : std::span(module_.globals, module_.globals_count)) {
    if (global.is_mutable == 0) continue;
    std::uint64_t value = 0;
    std::memcpy(&value, state_.get() + global.offset, GlobalBytes(global));
    globals.push_back(value);
  }
  return globals;
}

void Instance::SetMutableGlobals(std::span<const std::uint64_t> globals) {
  std::size_t next = 0;
  for (const vitrine_guest_global& global : std::span(module_.globals, module_.globals_count)) {
    if (global.is_mutable == 0) continue;
    std::memcpy(state_.get() + global.offset, &globals[next++], GlobalBytes(global));
  }
}

SavedState Instance::Save(const os::PageScanner& scanner, const SavedState& before) const {
  VITRINE_CHECK(!driving_, "an instance is saved at rest");
  return SavedState(slot_->size(), MutableGlobals(), slot_->SavePages(scanner, before.pages()));
}

Result<void> Instance::Load(const SavedState& state) {
  VITRINE_CHECK(!driving_, "an instance is loaded at rest");
  if (state.memory_bytes() > memory_bytes_max_) {
    return std::unexpected(Error{ErrorKind::kLimit, "the saved state takes more memory than the limit"});
  }
  if (!slot_->Grow(state.memory_bytes())) {
    return std::unexpected(Error{ErrorKind::kHost, "the system has no memory for the saved state"});
  }
  auto* const memory = reinterpret_cast<wasm_rt_memory_t*>(state_.get() + module_.memory_offset);
  memory->pages = static_cast<std::uint32_t>(state.memory_bytes() / kWasmPageBytes);
  memory->size = static_cast<std::uint32_t>(state.memory_bytes());
  SetMutableGlobals(state.globals());
  slot_->LoadPages(state.pages());
  return {};
}

FrozenState Instance::Freeze() const {
  FrozenState frozen;
  const std::span<const std::byte> memory = slot_->memory();
  frozen.memory_bytes = memory.size();
  frozen.pieces = FilledPieces(memory);
  frozen.globals = MutableGlobals();
  return frozen;
}

}  // namespace vitrine::runtime

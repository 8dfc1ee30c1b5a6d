#include "tests/spec/script_player.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <span>

#include "runtime/slot.h"

namespace vitrine::spec {
namespace {

using runtime::CallEnd;
using runtime::Instance;
using runtime::Trap;

// The suite's longest test takes well under a second; a loop that does not end is a failure.
constexpr std::int64_t kWallNsMax = 20'000'000'000;
constexpr std::size_t kSlotsMax = 64;  // results or parameters of one function

// Nothing here may ask for a capability: the suite imports spectest only, which never leaves the guest's
// domain.
class NoImports final : public runtime::ImportHandler {
 public:
  Then Handle(Instance&, runtime::ImportCall&) override { return Then::kEndInstance; }
};

// One run with one call in it.
template <typename Call>
CallEnd RunOnce(Instance& instance, Call call) {
  static const std::atomic<bool> never = false;
  if (const auto begun = instance.Begin({.wall_ns_max = kWallNsMax, .cpu_ns_max = kWallNsMax}, never);
      !begun) {
    return {CallEnd::How::kEndedByHandler, Trap::kNone};
  }
  NoImports handler;
  const CallEnd end = call(handler);
  instance.End();
  return end;
}

bool IsExpectedTrap(Trap trap, const std::string& text) {
  const auto is = [&](std::string_view prefix) { return text.starts_with(prefix); };
  switch (trap) {
    case Trap::kOutOfBounds:
      return is("out of bounds memory access") || is("out of bounds table access");
    case Trap::kIndirectCall:
      return is("undefined element") || is("uninitialized element") || is("indirect call type mismatch");
    default:
      return is(Name(trap));
  }
}

bool IsExpectedValue(const Value& expected, std::uint64_t bits) {
  const bool is_narrow = expected.type == 'i' || expected.type == 'f';
  if (is_narrow && bits >> 32 != 0) return false;  // a slot is zero-extended
  if (expected.nan == Value::Nan::kNone) return bits == expected.bits;
  const std::uint64_t quiet_nan = is_narrow ? 0x7fc00000u : 0x7ff8000000000000u;
  const std::uint64_t sign = is_narrow ? 0x80000000u : 0x8000000000000000u;
  return expected.nan == Value::Nan::kCanonical ? (bits & ~sign) == quiet_nan
                                                : (bits & quiet_nan) == quiet_nan;
}

std::string Describe(const CallEnd& end) {
  switch (end.how) {
    case CallEnd::How::kReturned:
      return "returned";
    case CallEnd::How::kTrapped:
      return fmt::format("trapped: {}", Name(end.trap));
    case CallEnd::How::kOverrun:
      return "took too long";
    default:
      return "could not run";
  }
}

// "found SIMD (opcode 0xfd)" without what is particular to one module.
std::string Reason(const std::string& refusal) {
  const std::size_t found = refusal.find("found ");
  if (found == std::string::npos) return "malformed or invalid";
  std::string reason = refusal.substr(found + 6);
  reason = reason.substr(0, reason.find(';'));
  if (reason.starts_with("spectest.") || refusal.starts_with("import section")) {
    return reason.starts_with("an imported") ? reason : "an import outside of spectest";
  }
  return reason.substr(0, reason.find(" ("));
}

}  // namespace

void Tally::Add(const Tally& other) {
  assertions_run += other.assertions_run;
  assertions_passed += other.assertions_passed;
  modules_run += other.modules_run;
  modules_refused += other.modules_refused;
  assertions_refused += other.assertions_refused;
  texts_skipped += other.texts_skipped;
  for (const auto& [reason, count] : other.refusals) refusals[reason] += count;
  failures.insert(failures.end(), other.failures.begin(), other.failures.end());
}

Tally ScriptPlayer::Play(const Script& script) {
  tally_ = {};
  script_ = &script;
  last_ = nullptr;
  registered_.clear();
  named_.clear();
  live_.clear();
  for (const Command& command : script.commands) Execute(command);
  return std::move(tally_);
}

void ScriptPlayer::Judge(const Command& command, bool passed, const std::string& what) {
  ++tally_.assertions_run;
  if (passed) {
    ++tally_.assertions_passed;
  } else {
    tally_.failures.push_back(fmt::format("{}.wast:{}: {}", script_->name, command.line, what));
  }
}

void ScriptPlayer::Execute(const Command& command) {
  switch (command.kind) {
    case Command::Kind::kModule:
      return LoadModule(command);
    case Command::Kind::kRegister:
      return Register(command);
    case Command::Kind::kInvalid:
    case Command::Kind::kMalformed:
    case Command::Kind::kUnlinkable:
      return ExpectRefusal(command);
    case Command::Kind::kUninstantiable:
      return ExpectTrapAtStart(command);
    case Command::Kind::kAction:
    case Command::Kind::kReturn:
    case Command::Kind::kTrap:
    case Command::Kind::kExhaustion:
      return ExpectAnswer(command);
  }
}

std::unique_ptr<Instance> ScriptPlayer::Instantiate(const Verdict& verdict, CallEnd& end) {
  end = {CallEnd::How::kEndedByHandler, Trap::kNone};
  const vitrine_guest_module* module = library_.Find(verdict.name);
  if (module == nullptr) return nullptr;
  auto slot = runtime::Slot::Make();
  if (!slot) return nullptr;
  auto instance = Instance::Cold(*module, std::move(*slot), stacks_);
  if (!instance) return nullptr;
  end =
      RunOnce(**instance, [&](runtime::ImportHandler& handler) { return (*instance)->Instantiate(handler); });
  return std::move(*instance);
}

void ScriptPlayer::LoadModule(const Command& command) {
  const Verdict& verdict = verdicts_.at(command.file);
  live_.push_back(
      std::make_unique<Live>(Live{.verdict = &verdict, .instance = nullptr, .lacks_writer = false}));
  last_ = live_.back().get();
  if (!command.name.empty()) named_[command.name] = last_;
  if (verdict.admitted == nullptr) {
    ++tally_.modules_refused;
    ++tally_.refusals[Reason(verdict.refusal)];
    return NoteRefusal(verdict);
  }
  CallEnd end;
  last_->instance = Instantiate(verdict, end);
  ++tally_.modules_run;
  Judge(command, end.how == CallEnd::How::kReturned, fmt::format("instantiation {}", Describe(end)));
}

void ScriptPlayer::Register(const Command& command) {
  Live* live = last_;
  if (!command.name.empty()) live = named_.at(command.name);
  if (live != nullptr) registered_.push_back(live);
}

// Which of the registered modules it imports from is not known, for the door stops at the first import.
void ScriptPlayer::NoteRefusal(const Verdict& verdict) {
  if (!verdict.refusal.starts_with("import section")) return;
  for (Live* live : registered_) live->lacks_writer = true;
}

void ScriptPlayer::ExpectRefusal(const Command& command) {
  if (command.is_text) {
    ++tally_.texts_skipped;
    return;
  }
  Judge(command, verdicts_.at(command.file).admitted == nullptr,
        fmt::format("the door admitted what is '{}'", command.text));
}

void ScriptPlayer::ExpectTrapAtStart(const Command& command) {
  const Verdict& verdict = verdicts_.at(command.file);
  if (verdict.admitted == nullptr) {
    ++tally_.assertions_refused;
    return NoteRefusal(verdict);
  }
  CallEnd end;
  const auto instance = Instantiate(verdict, end);
  Judge(command, end.how == CallEnd::How::kTrapped && IsExpectedTrap(end.trap, command.text),
        fmt::format("instantiation {}, expected: {}", Describe(end), command.text));
}

ScriptPlayer::Live* ScriptPlayer::Target(const Command& command) {
  if (command.action.module.empty()) return last_;
  const auto found = named_.find(command.action.module);
  return found == named_.end() ? nullptr : found->second;
}

ScriptPlayer::Answer ScriptPlayer::Invoke(Live& live, const Action& action) {
  Answer answer;
  answer.end = {CallEnd::How::kEndedByHandler, Trap::kNone};
  // By place, for a name may hold any bytes and the descriptor's names end at a zero.
  const aot::WasmModule& wasm = live.verdict->admitted->module;
  std::size_t place = 0;
  const aot::Export* exported = nullptr;
  for (const aot::Export& candidate : wasm.exports) {
    if (candidate.kind != aot::ExternalKind::kFunction) continue;
    if (candidate.name == action.field) {
      exported = &candidate;
      break;
    }
    ++place;
  }
  if (exported == nullptr || place >= live.instance->module().exports_count) return answer;
  const vitrine_guest_export& function = live.instance->module().exports[place];
  const aot::FunctionType& type = wasm.TypeOf(exported->index);
  if (function.signature != aot::Signature(type) || type.results.size() > kSlotsMax ||
      action.arguments.size() != type.parameters.size() || action.arguments.size() > kSlotsMax) {
    return answer;
  }
  std::uint64_t slots[kSlotsMax] = {};
  for (std::size_t i = 0; i < action.arguments.size(); ++i) slots[i] = action.arguments[i].bits;
  // The product ends an instance at its first trap; the suite goes on with it, and nothing in the runtime
  // forbids it.
  answer.end = RunOnce(*live.instance, [&](runtime::ImportHandler& handler) {
    return live.instance->Call(function, slots, handler);
  });
  answer.results.assign(slots, slots + type.results.size());
  return answer;
}

bool ScriptPlayer::ReadGlobal(const Live& live, const std::string& name, std::uint64_t& bits) const {
  const vitrine_guest_module& module = live.instance->module();
  for (const vitrine_guest_global& global : std::span(module.globals, module.globals_count)) {
    if (global.name != name) continue;
    bits = 0;
    std::memcpy(&bits, live.instance->state() + global.offset,
                global.type == 'i' || global.type == 'f' ? 4 : 8);
    return true;
  }
  return false;
}

void ScriptPlayer::ExpectAnswer(const Command& command) {
  Live* const live = Target(command);
  if (live == nullptr || live->instance == nullptr || live->lacks_writer) {
    ++tally_.assertions_refused;
    return;
  }
  if (command.action.kind == Action::Kind::kGet) {
    std::uint64_t bits = 0;
    const bool found = ReadGlobal(*live, command.action.field, bits);
    return Judge(command, found && command.expected.size() == 1 && IsExpectedValue(command.expected[0], bits),
                 fmt::format("global {} is {:#x}", command.action.field, bits));
  }
  const Answer answer = Invoke(*live, command.action);
  if (command.kind == Command::Kind::kTrap || command.kind == Command::Kind::kExhaustion) {
    return Judge(
        command, answer.end.how == CallEnd::How::kTrapped && IsExpectedTrap(answer.end.trap, command.text),
        fmt::format("{} {}, expected: {}", command.action.field, Describe(answer.end), command.text));
  }
  bool passed = answer.end.how == CallEnd::How::kReturned;
  std::string found;
  if (command.kind == Command::Kind::kReturn) {
    passed = passed && std::ranges::equal(command.expected, answer.results, IsExpectedValue);
    for (const std::uint64_t result : answer.results) found += fmt::format(" {:#x}", result);
  }
  Judge(command, passed, fmt::format("{} {}{}", command.action.field, Describe(answer.end), found));
}

}  // namespace vitrine::spec

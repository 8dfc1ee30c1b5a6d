// Promise P2: a hardware fault outside the guest never counts as a guest trap: it stops the process.
#include <gtest/gtest.h>
#include <wasm-rt.h>

#include <csignal>
#include <cstdlib>
#include <functional>

#include "runtime/fault.h"
#include "runtime/slot.h"
#include "tests/build_kind.h"
#include "tests/escape/wasm/wat_guest.h"
#include "tests/promises/promise.h"

namespace vitrine::promises {
namespace {

using escape::PlanOf;
using escape::WatGuestNamed;
using escape::WatInstance;
using runtime::ImportCall;
using runtime::ImportHandler;
using runtime::Instance;

class Doing final : public ImportHandler {
 public:
  explicit Doing(std::function<void(Instance&)> what) : what_(std::move(what)) {}
  Then Handle(Instance& instance, ImportCall&) override {
    what_(instance);
    return Then::kContinue;
  }

 private:
  std::function<void(Instance&)> what_;
};

class P2_FaultsOfTheHostStopTheProcess : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    if (tests::kHasAddressSanitizer) GTEST_SKIP() << "AddressSanitizer ends the process in its own way";
    GTEST_FLAG_SET(death_test_style, "threadsafe");
  }

  // Does `what` in a host call, while a run is going on.
  void InHostCall(const std::function<void(Instance&)>& what) {
    WatInstance guest(WatGuestNamed("tenant").module(GetParam()));
    guest.Instantiate(PlanOf(5'000'000'000));
    Doing handler(what);
    std::vector<std::uint64_t> slots = {0, 1};
    guest.Call("poke_call_peek", slots, PlanOf(5'000'000'000), &handler);
  }
};

std::uint8_t* BaseOf(Instance& instance) {
  return reinterpret_cast<const wasm_rt_memory_t*>(instance.state() + instance.module().memory_offset)->data;
}

TEST_P(P2_FaultsOfTheHostStopTheProcess, NullPointer) {
  EXPECT_EXIT(InHostCall([](Instance&) { *static_cast<volatile int*>(nullptr) = 1; }),
              testing::KilledBySignal(SIGSEGV), "");
}

// The address is a perfectly good guard page of the guest's slot; the code is ours.
TEST_P(P2_FaultsOfTheHostStopTheProcess, GuardPageOfTheSlot) {
  EXPECT_EXIT(InHostCall([](Instance& instance) {
                *static_cast<volatile std::uint8_t*>(BaseOf(instance) + 65536) = 1;
              }),
              testing::KilledBySignal(SIGSEGV), "");
  EXPECT_EXIT(InHostCall([](Instance& instance) {
                *static_cast<volatile std::uint8_t*>(BaseOf(instance) + (std::size_t{8} << 30)) = 1;
              }),
              testing::KilledBySignal(SIGSEGV), "");
}

TEST_P(P2_FaultsOfTheHostStopTheProcess, DivisionByZero) {
  EXPECT_EXIT(InHostCall([](Instance&) {
                volatile int zero = 0;
                volatile int seven = 7;
                volatile int result = seven / zero;
                static_cast<void>(result);
              }),
              testing::KilledBySignal(SIGFPE), "");
}

TEST_P(P2_FaultsOfTheHostStopTheProcess, BadInstruction) {
  EXPECT_EXIT(InHostCall([](Instance&) { __builtin_trap(); }), testing::KilledBySignal(SIGILL), "");
}

TEST_P(P2_FaultsOfTheHostStopTheProcess, SignalSentByAnotherProcess) {
  EXPECT_EXIT(InHostCall([](Instance&) { std::raise(SIGSEGV); }), testing::KilledBySignal(SIGSEGV), "");
}

TEST_P(P2_FaultsOfTheHostStopTheProcess, OutsideOfAnyRun) {
  EXPECT_EXIT(
      {
        InHostCall([](Instance&) {});  // the handlers are installed
        *static_cast<volatile int*>(nullptr) = 1;
      },
      testing::KilledBySignal(SIGSEGV), "");
}

// Code at an address that is not code: a jump through a host pointer that the guest could have spoilt.
TEST_P(P2_FaultsOfTheHostStopTheProcess, JumpIntoGuestMemory) {
  EXPECT_EXIT(InHostCall([](Instance& instance) { reinterpret_cast<void (*)()>(BaseOf(instance))(); }),
              testing::KilledBySignal(SIGSEGV), "");
}

INSTANTIATE_TEST_SUITE_P(Modes, P2_FaultsOfTheHostStopTheProcess, testing::ValuesIn(tests::IsCheckedModes()),
                         [](const auto& info) { return info.param ? "checked" : "gs"; });

class P2_FaultsOfHostFunctionsStopTheProcess : public GuestTest {};

TEST_P(P2_FaultsOfHostFunctionsStopTheProcess, CalledFromPython) {
  if (tests::kHasAddressSanitizer) GTEST_SKIP() << "AddressSanitizer ends the process in its own way";
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  Grants grants;
  ASSERT_TRUE(grants.AddFunction(
      {.name = "crash",
       .doc = "Crashes.",
       .call = [](const CallContext&, std::span<const Value>) -> std::expected<Value, std::string> {
         *static_cast<volatile int*>(nullptr) = 1;
         return Value();
       }}));
  EXPECT_EXIT(RunCode(GetParam(), "crash()", {}, &grants), testing::KilledBySignal(SIGSEGV), "");
}

VITRINE_FOR_ALL_GUESTS(P2_FaultsOfHostFunctionsStopTheProcess);

}  // namespace
}  // namespace vitrine::promises

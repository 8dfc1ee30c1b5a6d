// What translation adds to the specification: native libc, fuel, and a stack that ends in guest code.
#include <gtest/gtest.h>

#include <atomic>
#include <span>

#include "runtime/slot.h"
#include "tests/spec/script_player.h"
#include "tests/spec/suite.h"

namespace vitrine::spec {
namespace {

using runtime::CallEnd;
using runtime::Instance;

// Plays one of our own scripts.
Tally PlayOwn(const std::string& name, aot::MemoryMode mode) {
  const auto suite = Suite::Read({std::filesystem::path(VITRINE_SPEC_FOLDER) / name});
  EXPECT_TRUE(suite.has_value()) << suite.error().what;
  const auto library = ModuleLibrary::Make(suite->Admitted(aot::NativeLibc::kYes), mode);
  EXPECT_TRUE(library.has_value()) << library.error().what;
  ScriptPlayer player(**library, suite->verdicts());
  Tally tally = player.Play(suite->scripts().front());
  for (const std::string& failure : tally.failures) ADD_FAILURE() << failure;
  return tally;
}

TEST(NativeLibc, IsAsCHasItInGs) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "guard pages and AddressSanitizer both want SIGSEGV; the checked mode is tested";
#endif
  EXPECT_EQ(PlayOwn("native_libc.wast", aot::MemoryMode::kGs).assertions_passed, 35);
}

TEST(NativeLibc, IsAsCHasItChecked) {
  EXPECT_EQ(PlayOwn("native_libc.wast", aot::MemoryMode::kChecked).assertions_passed, 35);
}

class NoImports final : public runtime::ImportHandler {
 public:
  Then Handle(Instance&, runtime::ImportCall&) override { return Then::kEndInstance; }
};

// One module of a script, in the checked mode.
class Guest {
 public:
  explicit Guest(const std::string& script)
      : suite_(Suite::Read({std::filesystem::path(VITRINE_SPEC_FOLDER) / script}).value()),
        library_(
            ModuleLibrary::Make(suite_.Admitted(aot::NativeLibc::kYes), aot::MemoryMode::kChecked).value()),
        instance_(Instance::Cold(*library_->Find(suite_.verdicts().begin()->second.name),
                                 runtime::Slot::Make().value(), stacks_)
                      .value()) {
    Run([&] { return instance_->Instantiate(handler_); }, 0);
  }

  // Calls the export with one i32; 0 fuel is no limit.
  CallEnd Call(const std::string& name, std::uint32_t argument, std::uint64_t fuel_max) {
    std::uint64_t slots[1] = {argument};
    const vitrine_guest_export* function = instance_->FindExport(name, "i>");
    EXPECT_NE(function, nullptr) << name;
    return Run([&] { return instance_->Call(*function, slots, handler_); }, fuel_max);
  }

  std::uint64_t FuelOf(const std::string& name, std::uint32_t argument) {
    EXPECT_EQ(Call(name, argument, 1'000'000'000).how, CallEnd::How::kReturned);
    return instance_->FuelUsed();
  }

 private:
  template <typename Step>
  CallEnd Run(Step step, std::uint64_t fuel_max) {
    const auto begun = instance_->Begin(
        {.wall_ns_max = 20'000'000'000, .cpu_ns_max = 20'000'000'000, .fuel_max = fuel_max}, never_);
    EXPECT_TRUE(begun.has_value());
    const CallEnd end = step();
    instance_->End();
    return end;
  }

  std::atomic<bool> never_ = false;
  NoImports handler_;
  runtime::GuestStackPool stacks_;
  Suite suite_;
  std::unique_ptr<ModuleLibrary> library_;
  std::unique_ptr<Instance> instance_;
};

TEST(Fuel, IsOneForEachEntryAndTurn) {
  Guest guest("fuel.wast");
  EXPECT_EQ(guest.FuelOf("nothing", 0), 1u);
  EXPECT_EQ(guest.FuelOf("loop", 1000), 1001u);
  EXPECT_EQ(guest.FuelOf("calls", 1000), 1u + 1000u + 1000u);
}

TEST(Fuel, BulkOperationsPayByTheByte) {
  Guest guest("fuel.wast");
  EXPECT_EQ(guest.FuelOf("fill", 65536), 1u + 65536u / 64 + 1);
  EXPECT_EQ(guest.FuelOf("copy", 640), 1u + 10 + 1);
  EXPECT_EQ(guest.FuelOf("native", 640), 1u + 10 + 1)
      << "a call of memset pays for the bytes, not for the entry";
}

TEST(Fuel, EndsWhatWouldNotEnd) {
  Guest guest("fuel.wast");
  EXPECT_EQ(guest.Call("loop", 0, 10'000).how, CallEnd::How::kOutOfFuel);
  EXPECT_EQ(guest.Call("recurse", 0, 10'000).how, CallEnd::How::kOutOfFuel);
}

TEST(Fuel, IsTheSameEachTime) {
  Guest one("fuel.wast");
  Guest other("fuel.wast");
  EXPECT_EQ(one.FuelOf("calls", 12345), other.FuelOf("calls", 12345));
}

// Guest code that leaves for the host, or for libc, with no stack left must trap itself: a fault in host code
// is a fault of the host's and would stop the process.
TEST(Stack, EndsInGuestCode) {
  Guest guest("fuel.wast");
  for (const char* function : {"recurse", "recurse_and_grow", "recurse_and_fill", "recurse_and_trap"}) {
    const CallEnd end = guest.Call(function, 1, 0);
    EXPECT_EQ(end.how, CallEnd::How::kTrapped) << function;
    EXPECT_EQ(end.trap, runtime::Trap::kStackOverflow) << function;
  }
}

}  // namespace
}  // namespace vitrine::spec

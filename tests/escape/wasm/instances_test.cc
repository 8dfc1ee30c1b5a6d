// Instances beside, inside and after each other on the same thread and on many (items 27, 31, 39 and 46).
#include <gtest/gtest.h>
#include <xmmintrin.h>

#include <cfenv>
#include <chrono>
#include <random>
#include <thread>

#include "os/machine.h"
#include "tests/build_kind.h"
#include "tests/escape/wasm/wat_guest.h"

namespace vitrine::escape {
namespace {

using runtime::CallEnd;
using runtime::ImportCall;
using runtime::ImportHandler;
using runtime::Instance;
using How = CallEnd::How;

const runtime::RunPlan kPlan = PlanOf(20'000'000'000);

// Does something in each host call.
class Doing final : public ImportHandler {
 public:
  explicit Doing(std::function<Then(Instance&)> what) : what_(std::move(what)) {}
  Then Handle(Instance& instance, ImportCall&) override { return what_(instance); }

 private:
  std::function<Then(Instance&)> what_;
};

class InstancesTest : public testing::TestWithParam<bool> {
 protected:
  std::unique_ptr<WatInstance> Make(std::string_view name) {
    auto made = std::make_unique<WatInstance>(WatGuestNamed(name).module(GetParam()));
    EXPECT_EQ(made->Instantiate(kPlan).how, How::kReturned);
    return made;
  }
};

TEST_P(InstancesTest, EachSeesItsOwnMemory) {
  const auto one = Make("tenant");
  const auto two = Make("tenant");
  one->Ask("poke", {0, 111});
  EXPECT_EQ(two->Ask("peek", {0}), 0u);
  two->Ask("poke", {0, 222});
  EXPECT_EQ(one->Ask("peek", {0}), 111u);
  EXPECT_EQ(two->Ask("peek", {0}), 222u);
}

TEST_P(InstancesTest, OneInsideTheHostCallOfAnother) {
  const auto outer = Make("tenant");
  const auto inner = Make("tenant");
  Doing handler([&](Instance&) {
    EXPECT_EQ(inner->Ask("poke_call_peek", {0, 222}), 222u);
    return ImportHandler::Then::kContinue;
  });
  std::vector<std::uint64_t> slots = {0, 111};
  EXPECT_EQ(outer->Call("poke_call_peek", slots, kPlan, &handler).how, How::kReturned);
  EXPECT_EQ(slots[0], 111u);
  EXPECT_EQ(inner->Ask("peek", {0}), 222u);
}

TEST_P(InstancesTest, EveryEndingOfTheInnerLeavesTheOuterWhole) {
  for (const char* ending : {"trap", "call_then_trap", "loop"}) {
    const auto outer = Make("tenant");
    Doing handler([&](Instance&) {
      const auto inner = Make("tenant");
      std::vector<std::uint64_t> none;
      const CallEnd end = inner->Call(ending, none, PlanOf(5'000'000));
      EXPECT_EQ(end.how, std::string_view(ending) == "loop" ? How::kOverrun : How::kTrapped);
      return ImportHandler::Then::kContinue;
    });
    std::vector<std::uint64_t> slots = {0, 111};
    EXPECT_EQ(outer->Call("poke_call_peek", slots, kPlan, &handler).how, How::kReturned) << ending;
    EXPECT_EQ(slots[0], 111u) << ending;
  }
}

TEST_P(InstancesTest, OuterDeadlineHoldsAfterAnInnerRun) {
  const auto outer = Make("tenant");
  const auto inner = Make("tenant");
  Doing handler([&](Instance&) {
    inner->Ask("peek", {0});
    return ImportHandler::Then::kContinue;
  });
  std::vector<std::uint64_t> slots = {0xffff'ffff};
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(outer->Call("count_calls", slots, PlanOf(30'000'000), &handler).how, How::kOverrun);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST_P(InstancesTest, GsBaseIsTheHostsAfterEveryEnding) {
  const std::uint64_t before = os::GsBase();
  const auto instance = Make("tenant");
  std::vector<std::uint64_t> none;
  Doing leaves([&](Instance&) {
    EXPECT_EQ(os::GsBase(), before) << "inside a host call";
    return ImportHandler::Then::kEndInstance;
  });
  std::vector<std::uint64_t> slots = {0, 1};
  EXPECT_EQ(instance->Call("poke_call_peek", slots, kPlan, &leaves).how, How::kEndedByHandler);
  EXPECT_EQ(os::GsBase(), before);
  for (const char* ending : {"trap", "loop", "peek"}) {
    const auto fresh = Make("tenant");
    std::vector<std::uint64_t> arguments = {0};
    fresh->Call(ending, arguments, PlanOf(5'000'000));
    EXPECT_EQ(os::GsBase(), before) << ending;
  }
}

// A guest's stack holds one chain of frames: a second call would write over the first one's.
TEST_P(InstancesTest, ReEntryIntoTheSameInstanceStopsTheProcess) {
  const auto instance = Make("tenant");
  Doing handler([&](Instance& same) {
    std::vector<std::uint64_t> slots(4);
    Doing nothing([](Instance&) { return ImportHandler::Then::kContinue; });
    same.Call(*instance->Find("peek"), slots, nothing);
    return ImportHandler::Then::kContinue;
  });
  std::vector<std::uint64_t> slots = {0, 1};
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(instance->Call("poke_call_peek", slots, kPlan, &handler), "");
}

TEST_P(InstancesTest, ManyThreadsAtOnce) {
  constexpr int kThreads = 8;
  constexpr std::uint64_t kRounds = 30;
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  const vitrine_guest_module& module = WatGuestNamed("tenant").module(GetParam());
  for (std::uint64_t thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (std::uint64_t round = 0; round < kRounds; ++round) {
        WatInstance instance(module);
        if (instance.Instantiate(kPlan).how != How::kReturned) ++wrong;
        const std::uint64_t value = thread * 1000 + round;
        if (instance.Ask("poke_call_peek", {8, value}) != value) ++wrong;
        std::vector<std::uint64_t> none;
        const char* ending = round % 3 == 0 ? "trap" : round % 3 == 1 ? "loop" : "peek";
        none = {8};
        const CallEnd end = instance.Call(ending, none, round % 3 == 1 ? PlanOf(1'000'000) : kPlan);
        const How expected = round % 3 == 0 ? How::kTrapped : round % 3 == 1 ? How::kOverrun : How::kReturned;
        if (end.how != expected) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

// Item 31: a host library that rounds upward and flushes denormals does not change what the guest computes,
// and finds its own modes again.
TEST_P(InstancesTest, FloatingPointModesDoNotCross) {
  constexpr unsigned kFlushToZero = 0x8000;
  constexpr unsigned kDenormalsAreZero = 0x0040;
  const auto instance = Make("numbers");
  const auto numbers = [&] {
    std::vector<std::uint64_t> results;
    for (const char* name :
         {"round_up_shows", "round_down_shows", "denormal_result", "denormal_operand", "denormal_float"}) {
      results.push_back(instance->Ask(name, {}));
    }
    return results;
  };
  const std::vector<std::uint64_t> expected = numbers();
  EXPECT_EQ(expected[0], 0x3ff0'0000'0000'0000u);
  EXPECT_EQ(expected[2], 1u);
  const unsigned before = _mm_getcsr();
  for (const int rounding : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
    std::fesetround(rounding);
    _mm_setcsr(_mm_getcsr() | kFlushToZero | kDenormalsAreZero);
    const unsigned set = _mm_getcsr() & ~0x3fu;  // without the sticky flags
    EXPECT_EQ(numbers(), expected) << rounding;
    EXPECT_EQ(_mm_getcsr() & ~0x3fu, set);
    EXPECT_EQ(std::fegetround(), rounding);
    std::fesetround(FE_TONEAREST);
    _mm_setcsr(before);
  }
}

TEST_P(InstancesTest, FloatingPointModesSetInAHostCallStayOutside) {
  const auto outer = Make("tenant");
  const auto numbers = Make("numbers");
  Doing handler([&](Instance&) {
    std::fesetround(FE_UPWARD);
    return ImportHandler::Then::kContinue;
  });
  std::vector<std::uint64_t> slots = {0, 1};
  EXPECT_EQ(outer->Call("poke_call_peek", slots, kPlan, &handler).how, How::kReturned);
  EXPECT_EQ(numbers->Ask("round_up_shows", {}), 0x3ff0'0000'0000'0000u);
  std::fesetround(FE_TONEAREST);
}

// Item 23: the instance's own limit, below the module's maximum.
TEST_P(InstancesTest, MemoryStaysBelowTheInstancesLimit) {
  const auto instance = Make("grow");
  instance->instance().set_memory_bytes_max(std::uint64_t{3} * 65536);
  EXPECT_EQ(instance->Ask("grow", {2}), 1u);
  EXPECT_EQ(instance->Ask("grow", {1}), 0xffff'ffffu);
  EXPECT_TRUE(instance->instance().memory_refused());
  EXPECT_EQ(instance->Ask("size", {}), 3u);

  WatInstance large(WatGuestNamed("bulk_long").module(GetParam()));
  large.instance().set_memory_bytes_max(1 << 20);
  EXPECT_EQ(large.Instantiate(kPlan).how, How::kTrapped);
}

// Item 46: the deadline at a random moment of a guest that crosses the border all the time, that traps, that
// has just begun. Every run must end in one of the ways it can, and the next one must not notice.
TEST_P(InstancesTest, SignalsAtEveryBorder) {
  constexpr auto kFor = std::chrono::seconds(4);
  std::mt19937_64 random(46);
  const auto start = std::chrono::steady_clock::now();
  int overruns = 0;
  int runs = 0;
  const auto witness = Make("tenant");
  witness->Ask("poke", {0, 4711});
  while (std::chrono::steady_clock::now() - start < kFor) {
    const auto instance = Make("tenant");
    // A few runs of one instance, until one ends it.
    for (int i = 0; i < 50; ++i) {
      const auto wall_ns = static_cast<std::int64_t>(random() % 60'000) + 1;
      const std::uint64_t kind = random() % 8;
      std::vector<std::uint64_t> slots = {0, 1};
      const char* name = kind == 0 ? "call_then_trap" : kind < 3 ? "peek" : "count_calls";
      slots[0] = kind < 3 ? 0 : 0xffff'ffff;
      const CallEnd end = instance->Call(name, slots, PlanOf(wall_ns));
      ++runs;
      const bool plausible = end.how == How::kOverrun || (kind == 0 && end.how == How::kTrapped) ||
                             (kind != 0 && end.how == How::kReturned);
      ASSERT_TRUE(plausible) << "kind " << kind << " ended as " << static_cast<int>(end.how);
      if (end.how == How::kOverrun) ++overruns;
      if (end.how != How::kReturned) break;
    }
    ASSERT_EQ(witness->Ask("peek", {0}), 4711u);
  }
  RecordProperty("runs", runs);
  RecordProperty("overruns", overruns);
  EXPECT_GT(overruns, 500);
}

// The same with interrupts from another thread at random moments.
TEST_P(InstancesTest, InterruptsFromOutsideChangeNothing) {
  const auto instance = Make("tenant");
  std::atomic<bool> over = false;
  std::thread other([&] {
    while (!over) {
      instance->instance().Interrupt();
      std::this_thread::sleep_for(std::chrono::microseconds(20));
    }
  });
  for (std::uint64_t round = 1; round <= 200; ++round) {
    instance->Ask("poke", {0, 0});
    EXPECT_EQ(instance->Ask("count_calls", {200}), 200u);
  }
  over = true;
  other.join();
}

INSTANTIATE_TEST_SUITE_P(Modes, InstancesTest, testing::ValuesIn(tests::IsCheckedModes()),
                         [](const auto& info) { return info.param ? "checked" : "gs"; });

}  // namespace
}  // namespace vitrine::escape

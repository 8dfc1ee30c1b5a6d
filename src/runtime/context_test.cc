#include "runtime/context.h"

#include <gtest/gtest.h>
#include <xmmintrin.h>

#include <cfenv>
#include <utility>

#include "runtime/guest_stack.h"

namespace vitrine::runtime {
namespace {

class ContextTest : public testing::Test {
 public:  // for the tests' guests: lambdas without captures
  std::uint32_t Start(void (*entry)(void*)) {
    return vitrine_context_start(&context_, entry, this, stack_.top());
  }

  Context context_;
  GuestStack stack_ = std::move(GuestStack::Make().value());
  int steps_ = 0;
  unsigned mxcsr_ = 0;
  std::uintptr_t guest_frame_ = 0;
};

TEST_F(ContextTest, AGuestRunsOnItsOwnStackAndReturns) {
  const auto entry = [](void* self) {
    auto* test = static_cast<ContextTest*>(self);
    test->steps_ = 1;
    test->guest_frame_ = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
    EXPECT_EQ(test->context_.domain.load(), Domain::kGuest);
  };
  EXPECT_EQ(Start(entry), kContextReturned);
  EXPECT_EQ(steps_, 1);
  EXPECT_EQ(context_.domain.load(), Domain::kHost);
  const auto top = reinterpret_cast<std::uintptr_t>(stack_.top());
  EXPECT_LT(guest_frame_, top);
  EXPECT_GT(guest_frame_, top - 4096);
}

TEST_F(ContextTest, AHostCallLeavesAndComesBack) {
  const auto entry = [](void* self) {
    auto* test = static_cast<ContextTest*>(self);
    for (test->steps_ = 0; test->steps_ < 3; ++test->steps_) vitrine_context_yield(&test->context_);
  };
  std::uint32_t event = Start(entry);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(event, kContextYielded);
    EXPECT_EQ(steps_, i);
    EXPECT_EQ(context_.domain.load(), Domain::kHost);
    event = vitrine_context_resume(&context_);
  }
  EXPECT_EQ(event, kContextReturned);
  EXPECT_EQ(steps_, 3);
}

TEST_F(ContextTest, AnAbandonedGuestIsGone) {
  const auto entry = [](void* self) {
    auto* test = static_cast<ContextTest*>(self);
    test->steps_ = 1;
    vitrine_context_abandon(&test->context_, kContextAbandoned + 5);
  };
  EXPECT_EQ(Start(entry), kContextAbandoned + 5);
  EXPECT_EQ(Start([](void* self) { ++static_cast<ContextTest*>(self)->steps_; }), kContextReturned);
  EXPECT_EQ(steps_, 2);
}

// ESCAPES 31: the host's rounding mode and flush-to-zero do not leak in, and are back afterwards.
TEST_F(ContextTest, FloatingPointModesAreTheDefaultInsideAndTheHostsOutside) {
  const unsigned host = _MM_ROUND_UP | _MM_FLUSH_ZERO_ON | _MM_MASK_MASK;
  const unsigned before = _mm_getcsr();
  const auto entry = [](void* self) {
    auto* test = static_cast<ContextTest*>(self);
    test->mxcsr_ = _mm_getcsr();
    _mm_setcsr(_MM_ROUND_DOWN | _MM_MASK_MASK);
    vitrine_context_yield(&test->context_);
    test->steps_ = static_cast<int>(_mm_getcsr());
  };
  _mm_setcsr(host);
  std::fesetround(FE_UPWARD);
  EXPECT_EQ(Start(entry), kContextYielded);
  const unsigned at_host_call = _mm_getcsr();
  EXPECT_EQ(vitrine_context_resume(&context_), kContextReturned);
  const unsigned after = _mm_getcsr();
  const int rounding = std::fegetround();
  std::fesetround(FE_TONEAREST);
  _mm_setcsr(before);
  EXPECT_EQ(mxcsr_, 0x1f80u);
  EXPECT_EQ(at_host_call & ~_MM_EXCEPT_MASK, host);
  EXPECT_EQ(after & ~_MM_EXCEPT_MASK, host);
  EXPECT_EQ(rounding, FE_UPWARD);
  EXPECT_EQ(static_cast<unsigned>(steps_), 0x1f80u);  // default again after every host call
}

}  // namespace
}  // namespace vitrine::runtime

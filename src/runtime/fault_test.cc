#include "runtime/fault.h"

#include <gtest/gtest.h>

namespace vitrine::runtime {
namespace {

constexpr FaultMap kMap = {
    .guest_text = {0x1000, 0x2000}, .slot = {0x10'0000, 0x20'0000}, .stack_guard = {0x30'0000, 0x40'0000}};

FaultMeaning Meaning(std::uintptr_t program_counter, std::uintptr_t address, bool in_guest) {
  return Classify({.program_counter = program_counter, .address = address, .in_guest = in_guest}, kMap);
}

TEST(Fault, GuestCodeInItsSlotIsOutOfBounds) {
  EXPECT_EQ(Meaning(0x1000, 0x10'0000, true), FaultMeaning::kOutOfBounds);
  EXPECT_EQ(Meaning(0x1fff, 0x1f'ffff, true), FaultMeaning::kOutOfBounds);
}

TEST(Fault, GuestCodeInItsStackGuardIsAnOverflow) {
  EXPECT_EQ(Meaning(0x1800, 0x30'0000, true), FaultMeaning::kStackOverflow);
}

TEST(Fault, HostCodeIsNeverForgiven) {
  // The address is a perfectly good guard page; the code is ours, or the thread was in the host. Must stop.
  EXPECT_EQ(Meaning(0x9000, 0x10'0000, true), FaultMeaning::kNotOurs);
  EXPECT_EQ(Meaning(0x1800, 0x10'0000, false), FaultMeaning::kNotOurs);
  EXPECT_EQ(Meaning(0x2000, 0x10'0000, true), FaultMeaning::kNotOurs);  // one past the guest's text
}

TEST(Fault, GuestCodeAnywhereElseIsNeverForgiven) {
  EXPECT_EQ(Meaning(0x1800, 0x0, true), FaultMeaning::kNotOurs);
  EXPECT_EQ(Meaning(0x1800, 0xf'ffff, true), FaultMeaning::kNotOurs);
  EXPECT_EQ(Meaning(0x1800, 0x20'0000, true), FaultMeaning::kNotOurs);
  EXPECT_EQ(Meaning(0x1800, 0x40'0000, true), FaultMeaning::kNotOurs);
}

}  // namespace
}  // namespace vitrine::runtime

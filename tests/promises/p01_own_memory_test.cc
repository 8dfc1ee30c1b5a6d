// Promise P1: guest code reads and writes only its own linear memory.
//
// The official suite (tests/spec) and the modules of tests/escape/wasm show each instruction; here everything
// around a guest is watched while it stores everywhere that it can name.
#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include "guest_link/guest_imports.h"
#include "tests/build_kind.h"
#include "tests/escape/wasm/wat_guest.h"
#include "tests/promises/promise.h"

namespace vitrine::promises {
namespace {

using escape::PlanOf;
using escape::WatGuestNamed;
using escape::WatInstance;
using runtime::CallEnd;

class P1_GuestCodeReachesOnlyItsOwnMemory : public testing::TestWithParam<bool> {};

TEST_P(P1_GuestCodeReachesOnlyItsOwnMemory, StoresEverywhereLeaveTheNeighboursAlone) {
  const vitrine_guest_module& tenant = WatGuestNamed("tenant").module(GetParam());
  const vitrine_guest_module& far = WatGuestNamed("far_access").module(GetParam());
  // Neighbours made before and after, so that slots of theirs lie on both sides.
  constexpr std::uint64_t kWitness = 0x5eed'5eed;
  std::vector<std::unique_ptr<WatInstance>> neighbours;
  const auto add_neighbour = [&] {
    neighbours.push_back(std::make_unique<WatInstance>(tenant));
    ASSERT_EQ(neighbours.back()->Instantiate(PlanOf(1'000'000'000)).how, CallEnd::How::kReturned);
    for (std::uint64_t at = 0; at < 65536; at += 1024) neighbours.back()->Ask("poke", {at, kWitness});
  };
  for (int i = 0; i < 3; ++i) add_neighbour();
  WatInstance attacker(far);
  ASSERT_EQ(attacker.Instantiate(PlanOf(1'000'000'000)).how, CallEnd::How::kReturned);
  for (int i = 0; i < 3; ++i) add_neighbour();

  std::mt19937_64 random(1);
  int trapped = 0;
  for (int i = 0; i < 4000; ++i) {
    // Powers of two and their neighbourhood, then anything.
    const std::uint32_t address = i < 1000 ? (1u << (i % 32)) + static_cast<std::uint32_t>(i / 32) - 8
                                           : static_cast<std::uint32_t>(random());
    const char* name = i % 3 == 0 ? "i64_store" : i % 3 == 1 ? "i64_store_far" : "i32_store8_far";
    std::vector<std::uint64_t> slots = {address};
    const CallEnd end = attacker.Call(name, slots, PlanOf(1'000'000'000));
    const bool inside = i % 3 == 0 && std::uint64_t{address} + 8 <= 65536;
    ASSERT_EQ(end.how, inside ? CallEnd::How::kReturned : CallEnd::How::kTrapped) << name << " " << address;
    ASSERT_EQ(end.trap, inside ? runtime::Trap::kNone : runtime::Trap::kOutOfBounds);
    trapped += inside ? 0 : 1;
  }
  EXPECT_GT(trapped, 3000);
  for (const auto& neighbour : neighbours) {
    for (std::uint64_t at = 0; at < 65536; at += 1024) ASSERT_EQ(neighbour->Ask("peek", {at}), kWitness);
  }
}

// What can be called lies in guest text: exports here, table entries by the type check
// (tests/escape/wasm/indirect.wat).
TEST_P(P1_GuestCodeReachesOnlyItsOwnMemory, ExportsLieInGuestText) {
  for (const escape::WatGuest& guest : escape::WatGuests()) {
    const vitrine_guest_module& module = guest.module(GetParam());
    ASSERT_LT(module.text_begin, module.text_end);
    for (const vitrine_guest_export& item : std::span(module.exports, module.exports_count)) {
      const auto address = reinterpret_cast<std::uintptr_t>(item.function);
      EXPECT_GE(address, reinterpret_cast<std::uintptr_t>(module.text_begin))
          << guest.name << " " << item.name;
      EXPECT_LT(address, reinterpret_cast<std::uintptr_t>(module.text_end)) << guest.name << " " << item.name;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Modes, P1_GuestCodeReachesOnlyItsOwnMemory,
                         testing::ValuesIn(tests::IsCheckedModes()),
                         [](const auto& info) { return info.param ? "checked" : "gs"; });

}  // namespace
}  // namespace vitrine::promises

// A guest that lies about itself (items 32 and 33): Guest must come to an error or an ended instance, never
// further.
#include <gtest/gtest.h>

#include <atomic>

#include "guest_link/guest.h"
#include "guests/abi.h"
#include "tests/build_kind.h"
#include "tests/escape/wasm/wat_guest.h"

namespace vitrine::escape {
namespace {

using guest_link::Guest;
using guest_link::RequestEnd;
using How = runtime::CallEnd::How;

// Cells of hostile_abi.wat: what each export answers.
enum Cell : std::uint32_t { kInit = 1, kReserve, kRun, kInterruptCells, kOutcomeAddress, kOutcomeBytes };

const runtime::RunPlan kPlan = PlanOf(5'000'000'000);

class HostileAbiTest : public testing::TestWithParam<bool> {
 protected:
  HostileAbiTest() : wat_(WatGuestNamed("hostile_abi").module(GetParam())) {
    EXPECT_EQ(wat_.Instantiate(kPlan).how, How::kReturned);
  }

  void Set(Cell cell, std::uint32_t answer) { wat_.Ask("set", {cell, answer}); }
  void Poke(std::uint32_t address, std::uint32_t value) { wat_.Ask("poke", {address, value}); }

  std::unique_ptr<Guest> MakeGuest() {
    Result<std::unique_ptr<Guest>> guest = Guest::Make(wat_.Release(), wat_.imports());
    EXPECT_TRUE(guest);
    return std::move(*guest);
  }

  RequestEnd Run(Guest& guest) {
    static const std::atomic<bool> never = false;
    const Result<RequestEnd> end =
        guest.Request(VITRINE_RUN_CODE, guest_link::CodeHead("x"), "pass", kPlan, never);
    EXPECT_TRUE(end);
    return *end;
  }

  WatInstance wat_;
};

TEST_P(HostileAbiTest, ReserveThatHasNoRoomIsNoSpace) {
  Set(kReserve, 0);
  const auto guest = MakeGuest();
  const RequestEnd end = Run(*guest);
  EXPECT_FALSE(end.dead);
  EXPECT_EQ(end.status, static_cast<std::uint32_t>(VITRINE_STATUS_NO_SPACE));
}

TEST_P(HostileAbiTest, ReserveOutsideOfMemoryEndsTheInstance) {
  for (const std::uint32_t address : {0xffff'ffffu, 65536u, 65535u, 65528u, 0x8000'0000u}) {
    WatInstance wat(WatGuestNamed("hostile_abi").module(GetParam()));
    ASSERT_EQ(wat.Instantiate(kPlan).how, How::kReturned);
    wat.Ask("set", {kReserve, address});
    auto guest = Guest::Make(wat.Release(), wat.imports());
    ASSERT_TRUE(guest);
    EXPECT_TRUE(Run(**guest).dead) << address;
    EXPECT_NE(wat.imports().written().misuse, nullptr);
  }
}

TEST_P(HostileAbiTest, ReserveInsideItsOwnStateHurtsOnlyItself) {
  Set(kReserve, 4);  // over the cells that hold the answers
  const auto guest = MakeGuest();
  for (int i = 0; i < 3; ++i) {
    if (guest->dead()) break;
    Run(*guest);
  }
  SUCCEED();
}

TEST_P(HostileAbiTest, StatusesThatDoNotExistArriveAsTheyAre) {
  Set(kReserve, 1024);
  Set(kRun, 0xffff'ffff);
  const auto guest = MakeGuest();
  EXPECT_EQ(Run(*guest).status, 0xffff'ffffu);
}

TEST_P(HostileAbiTest, OutcomeFramesFromAnywhereAreBounded) {
  Set(kReserve, 1024);
  Set(kOutcomeAddress, 8);
  Set(kOutcomeBytes, 0x7fff'ffff);
  const auto guest = MakeGuest();
  EXPECT_TRUE(Run(*guest).dead);
  EXPECT_TRUE(wat_.imports().written().outcome_frame.empty());
}

TEST_P(HostileAbiTest, InitThatFailsIsAnError) {
  Set(kReserve, 1024);
  Set(kInit, 0xffff'ffff);
  // A guest is initialised cold: instantiating again resets the cells only where segments lie, which are
  // none.
  const auto guest = MakeGuest();
  EXPECT_FALSE(guest->Initialise("pack", 0, kPlan));
}

TEST_P(HostileAbiTest, InterruptCellsOutsideOfMemoryAreRefused) {
  for (const std::uint32_t address : {0xffff'ffffu, 65536u, 65535u, 65536u - 4}) {
    WatInstance wat(WatGuestNamed("hostile_abi").module(GetParam()));
    ASSERT_EQ(wat.Instantiate(kPlan).how, How::kReturned);
    wat.Ask("set", {kInterruptCells, address});
    auto guest = Guest::Make(wat.Release(), wat.imports());
    ASSERT_TRUE(guest);
    EXPECT_FALSE((*guest)->ReadInterruptCells(kPlan)) << address;
  }
}

TEST_P(HostileAbiTest, TooManyInterruptCellsAreRefused) {
  Set(kInterruptCells, 2048);
  Poke(2048 + 4, VITRINE_CELLS_MAX + 1);
  const auto guest = MakeGuest();
  EXPECT_FALSE(guest->ReadInterruptCells(kPlan));
}

TEST_P(HostileAbiTest, InterruptCellsThatPointOutsideAreRefusedByTheImage) {
  const vitrine_guest_module& module = WatGuestNamed("hostile_abi").module(GetParam());
  runtime::FrozenState state = {.memory_bytes = std::size_t{module.memory_pages_initial} * 65536};
  for (const vitrine_guest_global& global : std::span(module.globals, module.globals_count)) {
    if (global.is_mutable != 0) state.globals.push_back(0);
  }
  const auto image_with = [&](std::uint32_t reason, std::uint32_t cell) {
    return runtime::MemoryImage::Make(module, state,
                                      {.reason_address = reason, .stores = {{cell, 1, false}}});
  };
  EXPECT_TRUE(image_with(0, 65532));
  for (const std::uint32_t bad : {65533u, 65536u, 0xffff'fffcu, 0xffff'ffffu, 2u}) {
    EXPECT_FALSE(image_with(0, bad)) << bad;
    EXPECT_FALSE(image_with(bad, 0)) << bad;
  }
}

TEST_P(HostileAbiTest, GuestWithoutAnExportIsRefused) {
  WatInstance wat(WatGuestNamed("missing_export").module(GetParam()));
  ASSERT_EQ(wat.Instantiate(kPlan).how, How::kReturned);
  EXPECT_FALSE(Guest::Make(wat.Release(), wat.imports()));
}

INSTANTIATE_TEST_SUITE_P(Modes, HostileAbiTest, testing::ValuesIn(tests::IsCheckedModes()),
                         [](const auto& info) { return info.param ? "checked" : "gs"; });

}  // namespace
}  // namespace vitrine::escape

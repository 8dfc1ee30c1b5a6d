#include "runtime/slot.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <utility>

#include "runtime/slot_pool.h"

namespace vitrine::runtime {
namespace {

constexpr std::size_t kImageBytes = 16 * kWasmPageBytes;

void BindNothing(void*, void*) {}

constexpr vitrine_guest_module kModule = {.version = VITRINE_GUEST_MODULE_VERSION,
                                          .memory_offset = 0,
                                          .memory_pages_initial = 1,
                                          .memory_pages_max = 32768,
                                          .bind = BindNothing};

std::unique_ptr<MemoryImage> MakeImage() {
  static const std::array<std::byte, os::kPageBytes> page = [] {
    std::array<std::byte, os::kPageBytes> filled{};
    filled.fill(std::byte{0x11});
    return filled;
  }();
  FrozenState state;
  state.memory_bytes = kImageBytes;
  state.pieces = {{3 * os::kPageBytes, page}};
  return std::move(MemoryImage::Make(kModule, state, {}).value());
}

class SlotTest : public testing::Test {
 protected:
  std::unique_ptr<Slot> Started() {
    std::unique_ptr<Slot> slot = std::move(Slot::Make().value());
    EXPECT_TRUE(slot->Start(*image_));
    return slot;
  }
  static void Scribble(const Slot& slot) {
    for (std::size_t at = 0; at < slot.size(); at += 3 * os::kPageBytes) slot.base()[at] = std::byte{0x77};
  }

  std::unique_ptr<MemoryImage> image_ = MakeImage();
  os::PageScanner scanner_;
};

TEST_F(SlotTest, StartsAsTheImage) {
  const auto slot = Started();
  EXPECT_EQ(slot->size(), kImageBytes);
  EXPECT_TRUE(slot->EqualsImage());
  EXPECT_EQ(slot->base()[3 * os::kPageBytes], std::byte{0x11});
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(slot->base()) % (std::uintptr_t{4} << 30), 0u);
}

// Promise P3.
TEST_F(SlotTest, RecyclingPutsEveryByteBack) {
  for (const std::size_t resident_pages_max : {std::size_t{0}, std::size_t{2}, std::size_t{10'000}}) {
    const auto slot = Started();
    for (int round = 0; round < 3; ++round) {
      Scribble(*slot);
      EXPECT_FALSE(slot->EqualsImage());
      slot->Recycle(scanner_, resident_pages_max);
      EXPECT_TRUE(slot->EqualsImage()) << resident_pages_max;
    }
  }
}

TEST_F(SlotTest, RemappingPutsEveryByteBack) {
  const auto slot = Started();
  ASSERT_TRUE(slot->Grow(kImageBytes + 4 * kWasmPageBytes));
  Scribble(*slot);
  slot->Remap();
  EXPECT_TRUE(slot->EqualsImage());
}

TEST_F(SlotTest, GrownMemoryIsZeroAndGoesAway) {
  const auto slot = Started();
  ASSERT_TRUE(slot->Grow(kImageBytes + kWasmPageBytes));
  EXPECT_TRUE(std::ranges::all_of(slot->memory().subspan(kImageBytes),
                                  [](std::byte b) { return b == std::byte{0}; }));
  slot->base()[kImageBytes] = std::byte{0x77};
  slot->Recycle(scanner_, 100);
  EXPECT_EQ(slot->size(), kImageBytes);
  EXPECT_DEATH(static_cast<void>(*const_cast<volatile std::byte*>(slot->base() + kImageBytes)), "");
  ASSERT_TRUE(slot->Grow(kImageBytes + kWasmPageBytes));
  EXPECT_EQ(slot->base()[kImageBytes], std::byte{0});
}

TEST_F(SlotTest, SavedPagesMakeAnotherSlotTheSame) {
  const auto slot = Started();
  ASSERT_TRUE(slot->Grow(kImageBytes + 2 * kWasmPageBytes));
  Scribble(*slot);
  const auto pages = slot->SavePages(scanner_, {});
  EXPECT_EQ(pages.size(), (slot->size() / os::kPageBytes + 2) / 3);
  const auto other = Started();
  ASSERT_TRUE(other->Grow(kImageBytes + 2 * kWasmPageBytes));
  other->LoadPages(pages);
  EXPECT_TRUE(std::ranges::equal(slot->memory(), other->memory()));
}

TEST_F(SlotTest, PagesThatAreOnlyReadOrPutBackAreNotSaved) {
  const auto slot = Started();
  ASSERT_TRUE(slot->Grow(kImageBytes + kWasmPageBytes));
  static_cast<void>(*const_cast<volatile std::byte*>(slot->base() + kImageBytes));
  slot->base()[3 * os::kPageBytes] = std::byte{0x77};
  slot->base()[3 * os::kPageBytes] = std::byte{0x11};
  slot->base()[kImageBytes + os::kPageBytes] = std::byte{0};
  EXPECT_TRUE(slot->SavePages(scanner_, {}).empty());
}

TEST_F(SlotTest, UnchangedPagesAreSharedWithTheStateBefore) {
  const auto slot = Started();
  Scribble(*slot);
  const auto before = slot->SavePages(scanner_, {});
  slot->base()[0] = std::byte{0x78};
  slot->base()[os::kPageBytes] = std::byte{0x79};
  const auto after = slot->SavePages(scanner_, before);
  EXPECT_EQ(std::ranges::count_if(after,
                                  [&](const SavedPage& page) {
                                    return std::ranges::none_of(
                                        before, [&](const SavedPage& old) { return old.data == page.data; });
                                  }),
            2);
  ASSERT_EQ(after.size(), before.size() + 1);
  EXPECT_EQ(after.back().data, before.back().data);
  EXPECT_EQ((*before[0].data)[0], std::byte{0x77});
  EXPECT_EQ((*after[0].data)[0], std::byte{0x78});
}

TEST_F(SlotTest, TwoSlotsDoNotSeeEachOther) {
  const auto first = Started();
  const auto second = Started();
  Scribble(*first);
  EXPECT_TRUE(second->EqualsImage());
}

TEST_F(SlotTest, NothingAroundIsAccessible) {
  const auto slot = Started();
  const auto* base = const_cast<volatile std::byte*>(slot->base());
  EXPECT_DEATH(static_cast<void>(base[kImageBytes]), "");
  EXPECT_DEATH(static_cast<void>(base[-1]), "");
  EXPECT_DEATH(static_cast<void>(base[kSlotReachBytes - 1]), "");
  EXPECT_TRUE(slot->range().Contains(reinterpret_cast<std::uintptr_t>(slot->base()) + kSlotReachBytes - 1));
}

TEST_F(SlotTest, ThePoolNeverWaitsAndHandsOutCleanSlots) {
  SlotPool pool(*image_, {.slots_count_max = 2, .slots_ready_max = 1});
  auto first = std::move(pool.Take().value());
  auto second = std::move(pool.Take().value());
  EXPECT_EQ(pool.Take().error().kind, ErrorKind::kBusy);
  Scribble(*first);
  Scribble(*second);
  pool.Give(std::move(first), SlotEnding::kClean);
  pool.Give(std::move(second), SlotEnding::kBad);
  EXPECT_TRUE((*pool.Take())->EqualsImage());
  EXPECT_TRUE((*pool.Take())->EqualsImage());
}

TEST_F(SlotTest, AnImageThatDoesNotFitIsRefused) {
  FrozenState state;
  state.memory_bytes = kImageBytes;
  state.globals = {1};  // the module has none
  EXPECT_EQ(MemoryImage::Make(kModule, state, {}).error().kind, ErrorKind::kInvalidArgument);
  state.globals.clear();
  state.memory_bytes = 0;  // less than the module's own
  EXPECT_FALSE(MemoryImage::Make(kModule, state, {}));
  state.memory_bytes = kImageBytes;
  const InterruptStores outside = {.reason_address = 0,
                                   .stores = {{.address = kImageBytes, .value = 1, .is_or = false}}};
  EXPECT_FALSE(MemoryImage::Make(kModule, state, outside));
  EXPECT_TRUE(MemoryImage::Make(kModule, state, {}));
}

}  // namespace
}  // namespace vitrine::runtime

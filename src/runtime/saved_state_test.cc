#include "runtime/saved_state.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace vitrine::runtime {
namespace {

SavedPage Page(std::uint32_t number, unsigned char fill) {
  PageBytes bytes;
  bytes.fill(std::byte{fill});
  return CopyPage(number, bytes);
}

std::vector<std::uint32_t> Numbers(std::span<const SavedPage> pages) {
  std::vector<std::uint32_t> numbers;
  for (const SavedPage& page : pages) numbers.push_back(page.number);
  return numbers;
}

TEST(StateDelta, HoldsWhatChangedCameAndWent) {
  const SavedPage kept = Page(4, 1);
  const SavedState before(1 << 20, {1, 2}, {Page(1, 1), kept, Page(7, 1), Page(200, 1)});
  const SavedState after(2 << 20, {3, 4}, {Page(0, 2), kept, Page(7, 2), Page(300, 2)});
  const StateDelta delta = Difference(before, after);
  EXPECT_EQ(delta.memory_bytes, std::size_t{2} << 20);
  EXPECT_EQ(delta.globals, (std::vector<std::uint64_t>{3, 4}));
  EXPECT_EQ(Numbers(delta.changed), (std::vector<std::uint32_t>{0, 7, 300}));
  EXPECT_EQ(delta.forgotten, (std::vector<std::uint32_t>{1, 200}));
}

TEST(StateDelta, OfAStateToItselfIsEmpty) {
  const SavedState state(1 << 20, {}, {Page(1, 1), Page(2, 1)});
  const StateDelta delta = Difference(state, state);
  EXPECT_TRUE(delta.changed.empty());
  EXPECT_TRUE(delta.forgotten.empty());
}

// Any two states: the one and the difference give the other.
TEST(StateDelta, AppliedToTheEarlierStateGivesTheLaterOne) {
  std::mt19937 random(1);  // NOLINT: the same numbers every time
  for (int round = 0; round < 500; ++round) {
    std::map<std::uint32_t, SavedPage> old_pages;
    std::map<std::uint32_t, SavedPage> new_pages;
    for (std::uint32_t number = 0; number < 12; ++number) {
      const bool in_old = random() % 2 == 0;
      if (in_old) old_pages.emplace(number, Page(number, 1));
      switch (random() % 3) {
        case 0:
          new_pages.emplace(number, Page(number, 2));
          break;
        case 1:
          if (in_old) new_pages.emplace(number, old_pages.at(number));
          break;
        default:
          break;
      }
    }
    const auto values = [](const std::map<std::uint32_t, SavedPage>& pages) {
      std::vector<SavedPage> list;
      for (const auto& [number, page] : pages) list.push_back(page);
      return list;
    };
    const SavedState before(65536, {1}, values(old_pages));
    const SavedState after(131072, {2}, values(new_pages));
    const SavedState made = Apply(before, Difference(before, after));
    EXPECT_EQ(made.memory_bytes(), after.memory_bytes());
    ASSERT_EQ(Numbers(made.pages()), Numbers(after.pages()));
    for (std::size_t i = 0; i < made.pages().size(); ++i) {
      EXPECT_EQ(made.pages()[i].data, after.pages()[i].data);
    }
  }
}

}  // namespace
}  // namespace vitrine::runtime

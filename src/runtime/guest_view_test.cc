#include "runtime/guest_view.h"

#include <gtest/gtest.h>

#include <array>

namespace vitrine::runtime {
namespace {

class View : public testing::Test {
 protected:
  std::array<std::byte, 64> memory_{};
  GuestView view_{memory_};
};

TEST_F(View, RefusesSpansThatWrapAround) {
  const auto text = view_.CopyIn({.offset = 0xffff'fff0, .length = 0x20}, 1024);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().kind, ErrorKind::kInvalidArgument);
}

TEST_F(View, TheEndIsALegalPlaceForNothing) {
  EXPECT_TRUE(view_.CopyIn({.offset = 64, .length = 0}, 1024));
  EXPECT_FALSE(view_.CopyIn({.offset = 64, .length = 1}, 1024));
  EXPECT_FALSE(view_.CopyIn({.offset = 65, .length = 0}, 1024));
}

TEST_F(View, TheLimitComesFirst) {
  const auto text = view_.CopyIn({.offset = 0, .length = 0xffff'ffff}, 1024);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().kind, ErrorKind::kLimit);
}

TEST_F(View, CopiesAreIndependentOfTheMemory) {
  memory_[3] = std::byte{'a'};
  const auto text = view_.CopyIn({.offset = 3, .length = 1}, 1);
  memory_[3] = std::byte{'b'};
  EXPECT_EQ(text.value(), "a");
}

TEST_F(View, WritesOnlyWhatFits) {
  EXPECT_TRUE(view_.CopyOut(62, "ab"));
  EXPECT_FALSE(view_.CopyOut(63, "cd"));
  EXPECT_FALSE(view_.CopyOut(0xffff'ffff, "ef"));
  EXPECT_EQ(memory_[62], std::byte{'a'});
  EXPECT_EQ(memory_[63], std::byte{'b'});
}

}  // namespace
}  // namespace vitrine::runtime

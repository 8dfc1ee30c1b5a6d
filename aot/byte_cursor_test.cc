#include "aot/byte_cursor.h"

#include <gtest/gtest.h>

#include <vector>

namespace vitrine::aot {
namespace {

using Bytes = std::vector<std::uint8_t>;

TEST(ByteCursor, ReadsUnsignedNumbers) {
  const Bytes bytes = {0x00, 0x7f, 0xe5, 0x8e, 0x26, 0xff, 0xff, 0xff,
                       0xff, 0x0f, 0x80, 0x80, 0x80, 0x80, 0x00};
  ByteCursor cursor(bytes);
  EXPECT_EQ(cursor.ReadU32(), 0u);
  EXPECT_EQ(cursor.ReadU32(), 127u);
  EXPECT_EQ(cursor.ReadU32(), 624485u);
  EXPECT_EQ(cursor.ReadU32(), UINT32_MAX);
  EXPECT_EQ(cursor.ReadU32(), 0u) << "a padded zero";
  EXPECT_FALSE(cursor.failed());
  EXPECT_EQ(cursor.remaining(), 0u);
}

TEST(ByteCursor, ReadsSignedNumbers) {
  const Bytes bytes = {0x7f, 0x40, 0x3f, 0x80, 0x80, 0x80, 0x80, 0x78, 0xff, 0xff, 0xff, 0xff,
                       0x07, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f};
  ByteCursor cursor(bytes);
  EXPECT_EQ(cursor.ReadS32(), -1);
  EXPECT_EQ(cursor.ReadS32(), -64);
  EXPECT_EQ(cursor.ReadS32(), 63);
  EXPECT_EQ(cursor.ReadS32(), INT32_MIN);
  EXPECT_EQ(cursor.ReadS32(), INT32_MAX);
  EXPECT_EQ(cursor.ReadS64(), INT64_MIN);
  EXPECT_FALSE(cursor.failed());
}

TEST(ByteCursor, RefusesNumbersThatDoNotFit) {
  for (const Bytes& bytes :
       {Bytes{0xff, 0xff, 0xff, 0xff, 0x1f}, Bytes{0x80, 0x80, 0x80, 0x80, 0x80, 0x00}, Bytes{0x80, 0x80}}) {
    ByteCursor cursor(bytes);
    EXPECT_EQ(cursor.ReadU32(), 0u);
    EXPECT_TRUE(cursor.failed());
  }
  for (const Bytes& bytes : {Bytes{0x80, 0x80, 0x80, 0x80, 0x08}, Bytes{0xff, 0xff, 0xff, 0xff, 0x77},
                             Bytes{0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}}) {
    ByteCursor cursor(bytes);
    EXPECT_EQ(cursor.ReadS32(), 0);
    EXPECT_TRUE(cursor.failed());
  }
}

TEST(ByteCursor, FirstFailureSticksAndNothingRemains) {
  const Bytes bytes = {0x05, 'a', 'b'};
  ByteCursor cursor(bytes);
  cursor.EnterSection("data section");
  EXPECT_TRUE(cursor.ReadBytes(cursor.ReadU32()).empty());
  ASSERT_TRUE(cursor.failed());
  EXPECT_EQ(cursor.error(), "data section, offset 0x1: 5 bytes are announced, 2 are left");
  cursor.FailAt(0, "another");
  EXPECT_EQ(cursor.error(), "data section, offset 0x1: 5 bytes are announced, 2 are left");
  EXPECT_EQ(cursor.remaining(), 0u);
}

TEST(ByteCursor, WindowsMustBeReadToTheirEnd) {
  const Bytes bytes = {0x01, 0x02, 0x03};
  ByteCursor cursor(bytes);
  const std::size_t outer = cursor.EnterWindow(2);
  EXPECT_EQ(cursor.ReadByte(), 1);
  EXPECT_EQ(cursor.remaining(), 1u);
  cursor.LeaveWindow(outer);
  EXPECT_TRUE(cursor.failed());
}

TEST(ByteCursor, CountsAreBoundedByWhatIsLeft) {
  const Bytes bytes = {0xff, 0xff, 0xff, 0xff, 0x0f, 0x00};
  ByteCursor cursor(bytes);
  EXPECT_EQ(cursor.ReadCount(), 0u);
  EXPECT_TRUE(cursor.failed());
}

TEST(Utf8, RefusesWhatIsNone) {
  const auto check = [](const Bytes& bytes) { return IsUtf8(bytes); };
  EXPECT_TRUE(check({}));
  EXPECT_TRUE(check({'a', 0xc3, 0xa4, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0}));
  EXPECT_FALSE(check({0xc0, 0x80})) << "overlong";
  EXPECT_FALSE(check({0xe0, 0x80, 0x80})) << "overlong";
  EXPECT_FALSE(check({0xed, 0xa0, 0x80})) << "surrogate";
  EXPECT_FALSE(check({0xf4, 0x90, 0x80, 0x80})) << "above U+10FFFF";
  EXPECT_FALSE(check({0xe2, 0x82})) << "cut off";
  EXPECT_FALSE(check({0x80})) << "continuation alone";
  EXPECT_FALSE(check({0xff}));
}

}  // namespace
}  // namespace vitrine::aot

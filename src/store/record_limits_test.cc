#include "store/record_limits.h"

#include <gtest/gtest.h>

#include <string>

#include "vitrine/session_store.h"

namespace vitrine::store {
namespace {

using std::string_literals::operator""s;

bool Holds(const KeyRange& range, const std::string& key) { return key >= range.begin && key < range.end; }

TEST(RecordLimits, KeysHaveOneByteToTheLimit) {
  EXPECT_EQ(CheckKey("").error().kind, ErrorKind::kInvalidArgument);
  EXPECT_TRUE(CheckKey("\0"s));
  EXPECT_TRUE(CheckKey(std::string(SessionStore::kKeyBytesMax, 'k')));
  EXPECT_EQ(CheckKey(std::string(SessionStore::kKeyBytesMax + 1, 'k')).error().kind, ErrorKind::kLimit);
  EXPECT_EQ(CheckLockName("").error().kind, ErrorKind::kInvalidArgument);
}

TEST(RecordLimits, ARangeHoldsWhatBeginsAlike) {
  const KeyRange range = RangeOf("ab", "").value();
  for (const auto& key : {"ab"s, "ab\0"s, "abz"s, "ab\xff\xff"s}) EXPECT_TRUE(Holds(range, key)) << key;
  for (const auto& key : {"a"s, "aa\xff"s, "ac"s, "b"s}) EXPECT_FALSE(Holds(range, key)) << key;
}

TEST(RecordLimits, ARangeEndsAfterTheLastByteThatThereIs) {
  const KeyRange range = RangeOf("a\xff"s, "").value();
  EXPECT_TRUE(Holds(range, "a\xff\xff"));
  EXPECT_FALSE(Holds(range, "b"));
  EXPECT_FALSE(Holds(range, "a\xfe\xff"));
}

TEST(RecordLimits, ARangeMayReachToTheLastKey) {
  const std::string last(SessionStore::kKeyBytesMax, '\xff');
  EXPECT_TRUE(Holds(RangeOf("", "").value(), last));
  EXPECT_TRUE(Holds(RangeOf("", "").value(), "\0"s));
  EXPECT_TRUE(Holds(RangeOf("\xff\xff", "").value(), last));
  EXPECT_TRUE(Holds(RangeOf(last, "").value(), last));
  EXPECT_FALSE(Holds(RangeOf("\xff", "").value(), "\xfe\xff"));
}

TEST(RecordLimits, ARangeBeginsAfterAKey) {
  const KeyRange range = RangeOf("a", "ab").value();
  EXPECT_FALSE(Holds(range, "ab"));
  EXPECT_TRUE(Holds(range, "ab\0"s));
  EXPECT_TRUE(Holds(RangeOf("b", "a").value(), "b"));
  EXPECT_TRUE(RangeOf("a", "b").value().IsEmpty());
}

TEST(RecordLimits, ARangeIsBounded) {
  const std::string too_long(SessionStore::kKeyBytesMax + 1, 'k');
  EXPECT_EQ(RangeOf(too_long, "").error().kind, ErrorKind::kLimit);
  EXPECT_EQ(RangeOf("", too_long).error().kind, ErrorKind::kLimit);
}

}  // namespace
}  // namespace vitrine::store

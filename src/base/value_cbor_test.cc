#include "base/value_cbor.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace vitrine::base {
namespace {

using std::string_view_literals::operator""sv;

std::string Encode(const Value& value) {
  std::string out;
  CborWriter writer(out);
  EXPECT_TRUE(AppendValue(value, writer));
  return out;
}

Value Nested(int depth) {
  Value value = Value::List{};
  for (int i = 1; i < depth; ++i) value = Value::List{std::move(value)};
  return value;
}

TEST(ValueCbor, RoundTripsEveryKind) {
  const Value values[] = {
      nullptr,
      true,
      false,
      0,
      -1,
      std::numeric_limits<std::int64_t>::max(),
      std::numeric_limits<std::int64_t>::min(),
      0.1,
      std::numeric_limits<double>::infinity(),
      "",
      "text \xE2\x82\xAC",
      std::string("with\0NUL", 8),
      Bytes{std::string("\xFF\x00", 2)},
      BigInt{.negative = false, .magnitude = std::string("\x80\0\0\0\0\0\0\0", 8)},
      BigInt{.negative = true, .magnitude = std::string("\x80\0\0\0\0\0\0\0", 8)},
      BigInt{.negative = true, .magnitude = std::string("\x01\0\0\0\0\0\0\0\0", 9)},
      Value::List{1, "two", Value::List{}, Value::Map{}},
      Value::Map{{"b", 1}, {"a", 2}, {3, nullptr}},
      Nested(60),
  };
  for (const Value& value : values) {
    const auto read = DecodeValue(Encode(value), {});
    ASSERT_TRUE(read.has_value()) << read.error();
    EXPECT_EQ(*read, value) << ToJson(value);
  }
  EXPECT_TRUE(std::isnan(*DecodeValue(Encode(std::nan("")), {})->As<double>()));
}

TEST(ValueCbor, MakesSmallBigIntegersOrdinary) {
  EXPECT_EQ(*DecodeValue("\xC2\x42\x01\x00"sv, {}), Value(256));
  EXPECT_EQ(*DecodeValue("\xC3\x40"sv, {}), Value(-1));
  EXPECT_EQ(*DecodeValue("\xC2\x4A\x00\x00\x00\x00\x00\x00\x00\x00\x00\x07"sv, {}), Value(7));
}

TEST(ValueCbor, ReplacesWhatIsNoText) {
  EXPECT_EQ(*DecodeValue(Encode(std::string("a\xFF")), {}), Value("a\xEF\xBF\xBD"));
}

TEST(ValueCbor, CountsTheMemoryOfContainers) {
  // 1000 bytes of CBOR that would become 40,000 bytes of Values.
  std::string zeros = "\x99\x03\xE8" + std::string(1000, '\0');
  EXPECT_TRUE(DecodeValue(zeros, {.cbor = {}, .memory_bytes_max = 1000 * kValueBytes}).has_value());
  EXPECT_EQ(DecodeValue(zeros, {.cbor = {}, .memory_bytes_max = 1000 * kValueBytes - 1}).error(),
            "the value takes more memory than the limit");
  std::string unstated = "\x9F" + std::string(1000, '\0') + "\xFF";
  EXPECT_FALSE(DecodeValue(unstated, {.cbor = {}, .memory_bytes_max = 1000 * kValueBytes}).has_value());
  std::string maps = "\x99\x01\xF4";
  for (int i = 0; i < 500; ++i) maps += "\xA1\x01\x02";
  EXPECT_FALSE(DecodeValue(maps, {.cbor = {}, .memory_bytes_max = 1500 * kValueBytes - 1}).has_value());
  EXPECT_FALSE(
      DecodeValue("\x78\x20" + std::string(32, 'x'), {.cbor = {}, .memory_bytes_max = 32}).has_value());
}

TEST(ValueCbor, GivesTheReadersError) {
  EXPECT_EQ(DecodeValue("\x82\x01"sv, {}).error(), "the data is cut short");
  EXPECT_EQ(DecodeValue("\x01\x02"sv, {}).error(), "there is something after the end");
  EXPECT_EQ(DecodeValue("\xA1\x01\x1C"sv, {}).error(), "a head uses a reserved length");
}

TEST(ValueCbor, RefusesToWriteBeyondItsLimits) {
  std::string out;
  CborWriter narrow(out, 10);
  EXPECT_FALSE(AppendValue(std::string(100, 'x'), narrow));
  EXPECT_LE(out.size(), 10u);
  CborWriter wide(out);
  EXPECT_TRUE(AppendValue(Nested(CborReader::kDepthMax), wide));
  EXPECT_FALSE(AppendValue(Nested(CborReader::kDepthMax + 1), wide));
}

TEST(Value, FindsTextKeysOfMaps) {
  const Value map = Value::Map{{1, "one"}, {"two", 2}};
  ASSERT_NE(map.Find("two"), nullptr);
  EXPECT_EQ(*map.Find("two"), Value(2));
  EXPECT_EQ(map.Find("one"), nullptr);
  EXPECT_EQ(Value(1).Find("two"), nullptr);
}

}  // namespace
}  // namespace vitrine::base

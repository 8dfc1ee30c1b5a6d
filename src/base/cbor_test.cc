#include <gtest/gtest.h>

#include <cmath>
#include <initializer_list>

#include "base/cbor_reader.h"
#include "base/cbor_writer.h"

namespace vitrine::base {
namespace {

using Type = CborItem::Type;
using std::string_view_literals::operator""sv;

// The items of `data` in one line; "!" and the error at the end when it is malformed.
std::string Dump(std::string_view data, const CborLimits& limits = {}) {
  CborReader reader(data, limits);
  std::string out;
  for (;;) {
    const CborItem item = reader.Next();
    switch (item.type) {
      case Type::kUnsigned:
        out += std::to_string(item.number);
        break;
      case Type::kNegative:
        out += "-1-" + std::to_string(item.number);
        break;
      case Type::kBigUnsigned:
      case Type::kBigNegative:
        out += (item.type == Type::kBigUnsigned ? "big+" : "big-") + std::to_string(item.text.size());
        break;
      case Type::kDouble:
        out += std::isnan(item.real) ? "nan" : std::to_string(item.real);
        break;
      case Type::kBool:
        out += item.number != 0 ? "true" : "false";
        break;
      case Type::kNull:
        out += "null";
        break;
      case Type::kText:
        out += "'" + std::string(item.text) + "'";
        break;
      case Type::kBytes:
        out += "b" + std::to_string(item.text.size());
        break;
      case Type::kArray:
        out += item.indefinite ? "[*" : "[";
        break;
      case Type::kMap:
        out += item.indefinite ? "{*" : "{";
        break;
      case Type::kEnd:
        out += "end";
        break;
      case Type::kFinished:
        return out;
      case Type::kMalformed:
        EXPECT_EQ(reader.Next().type, Type::kMalformed) << "an error must stay";
        return "!" + std::string(reader.error());
    }
    out += ' ';
  }
}

TEST(CborReader, ReadsEveryKind) {
  EXPECT_EQ(Dump("\x00"sv), "0 ");
  EXPECT_EQ(Dump("\x1B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"sv), "18446744073709551615 ");
  EXPECT_EQ(Dump("\x20"sv), "-1-0 ");
  EXPECT_EQ(Dump("\x43"
                 "abc"sv),
            "b3 ");
  EXPECT_EQ(Dump("\x63"
                 "abc"sv),
            "'abc' ");
  EXPECT_EQ(Dump("\x83\x01\x80\xA1\x61k\xF6"sv), "[ 1 [ end { 'k' null end end ");
  EXPECT_EQ(Dump("\x9F\xF5\xBF\x01\x02\xFF\xF4\xFF"sv), "[* true {* 1 2 end false end ");
  EXPECT_EQ(Dump("\x7F\x61"
                 "a\x62"
                 "bc\xFF"sv),
            "'abc' ");
  EXPECT_EQ(Dump("\x5F\x41\x00\xFF"sv), "b1 ");
  EXPECT_EQ(Dump("\xF7"sv), "null ");
  EXPECT_EQ(Dump("\xF9\x3C\x00"sv), "1.000000 ");
  EXPECT_EQ(Dump("\xF9\x7E\x00"sv), "nan ");
  EXPECT_EQ(Dump("\xFA\x3F\xC0\x00\x00"sv), "1.500000 ");
  EXPECT_EQ(Dump("\xFB\xC0\x04\x00\x00\x00\x00\x00\x00"sv), "-2.500000 ");
  EXPECT_EQ(Dump("\xC2\x43\x00\x01\x02"sv), "big+2 ");
  EXPECT_EQ(Dump("\xC3\x41\x00"sv), "big-0 ");
}

TEST(CborReader, ReadsHalfFloats) {
  const auto half = [](std::string_view data) { return CborReader(data, {}).Next().real; };
  EXPECT_EQ(half("\xF9\x00\x01"sv), 0x1p-24);
  EXPECT_EQ(half("\xF9\x7B\xFF"sv), 65504.0);
  EXPECT_EQ(half("\xF9\xFC\x00"sv), -HUGE_VAL);
  EXPECT_TRUE(std::signbit(half("\xF9\x80\x00"sv)));
}

TEST(CborReader, RefusesWhatIsMalformed) {
  const std::pair<std::string_view, const char*> rows[] = {
      {""sv, "the data is cut short"},
      {"\x18"sv, "the data is cut short"},
      {"\x1B\x00\x00"sv, "the data is cut short"},
      {"\x62\x61"sv, "the data is cut short"},
      {"\x82\x01"sv, "the data is cut short"},
      {"\x9F\x01"sv, "the data is cut short"},
      {"\x7F\x61\x61"sv, "the data is cut short"},
      {"\x01\x01"sv, "there is something after the end"},
      {"\x80\x00"sv, "there is something after the end"},
      {"\x1C"sv, "a head uses a reserved length"},
      {"\x5E"sv, "a head uses a reserved length"},
      {"\xFF"sv, "a break stands where none may be"},
      {"\x81\xFF"sv, "a break stands where none may be"},
      {"\xBF\x01\xFF"sv, "a map ends after a key"},
      {"\x1F"sv, "an integer has no length"},
      {"\x3F"sv, "an integer has no length"},
      {"\x7F\x41\x61\xFF"sv, "a chunk is of another kind"},
      {"\x7F\x7F\xFF\xFF"sv, "a chunk is of another kind"},
      {"\x61\xFF"sv, "a text is not UTF-8"},
      {"\x63\xED\xA0\x80"sv, "a text is not UTF-8"},
      {"\x7F\x61\xC3\x61\xA9\xFF"sv, "a text is not UTF-8"},  // a code point split between chunks
      {"\xC1\x00"sv, "a tag other than 2 and 3 (big integers) is not accepted"},
      {"\xD9\xD9\xF7\x00"sv, "a tag other than 2 and 3 (big integers) is not accepted"},
      {"\xDF\x00"sv, "a tag other than 2 and 3 (big integers) is not accepted"},
      {"\xC2\x61\x61"sv, "a big integer is not a byte string"},
      {"\xE0"sv, "a simple value other than false, true, null and undefined is not accepted"},
      {"\xF8\x20"sv, "a simple value other than false, true, null and undefined is not accepted"},
      // Counts that the data cannot hold, the largest ones included.
      {"\x9A\xFF\xFF\xFF\xFF\x00"sv, "the data is cut short"},
      {"\x9B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x00"sv, "the data is cut short"},
      {"\xBB\x80\x00\x00\x00\x00\x00\x00\x01\x00\x00"sv, "the data is cut short"},
      {"\x7B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"sv, "the data is cut short"},
  };
  for (const auto& [data, error] : rows) {
    EXPECT_EQ(Dump(data), "!" + std::string(error)) << testing::PrintToString(std::string(data));
  }
}

TEST(CborReader, KeepsEveryLimit) {
  EXPECT_EQ(Dump("\x81\x81\x80"sv, {.depth_max = 3}), "[ [ [ end end end ");
  EXPECT_EQ(Dump("\x81\x81\x80"sv, {.depth_max = 2}), "!arrays and maps are nested deeper than the limit");
  EXPECT_EQ(Dump("\x82\x01\x02"sv, {.items_count_max = 3}), "[ 1 2 end ");
  EXPECT_EQ(Dump("\x82\x01\x02"sv, {.items_count_max = 2}), "!there are more items than the limit");
  EXPECT_EQ(Dump("\xA1\x01\x02"sv, {.items_count_max = 2}), "!there are more items than the limit");
  EXPECT_EQ(Dump("\x62\x61\x61"sv, {.text_bytes_max = 1}), "!a string is longer than the limit");
  EXPECT_EQ(Dump("\x7F\x61\x61\x61\x61\xFF"sv, {.text_bytes_max = 1}), "!a string is longer than the limit");
  EXPECT_EQ(Dump("\x42\x61\x61"sv, {.bytes_bytes_max = 1}), "!a string is longer than the limit");
  EXPECT_EQ(Dump("\xC2\x42\x61\x61"sv, {.bytes_bytes_max = 1}), "!a string is longer than the limit");
  const std::string deep(1'000'000, '\x81');
  EXPECT_EQ(Dump(deep, {.depth_max = ~0u}), "!arrays and maps are nested deeper than the limit");
}

TEST(CborReader, SkipsTheRestOfAnArray) {
  CborReader reader("\x82\x82\x01\x9F\x02\xFF\x03"sv, {});
  ASSERT_EQ(reader.Next().type, Type::kArray);
  ASSERT_EQ(reader.Next().type, Type::kArray);
  EXPECT_TRUE(reader.SkipRest());
  EXPECT_EQ(reader.Next().number, 3u);
  CborReader cut("\x82\x01\x61"sv, {});
  ASSERT_EQ(cut.Next().type, Type::kArray);
  EXPECT_FALSE(cut.SkipRest());
}

TEST(CborWriter, UsesTheShortestHead) {
  std::string out;
  CborWriter writer(out);
  for (const std::int64_t number : std::initializer_list<std::int64_t>{
           0, 23, 24, 255, 256, 65535, 65536, 0xFFFF'FFFF, 0x1'0000'0000, -1, -24, -25, INT64_MIN}) {
    out.clear();
    writer.Int(number);
    CborReader reader(out, {});
    const CborItem item = reader.Next();
    EXPECT_EQ(item.type == Type::kNegative ? -1 - static_cast<std::int64_t>(item.number)
                                           : static_cast<std::int64_t>(item.number),
              number);
    const std::uint64_t size = item.number;
    EXPECT_EQ(out.size(), size < 24              ? 1u
                          : size < 256           ? 2u
                          : size < 65536         ? 3u
                          : size < 0x1'0000'0000 ? 5u
                                                 : 9u);
  }
}

TEST(CborWriter, WritesContainersOfBothKinds) {
  std::string out;
  CborWriter writer(out);
  writer.OpenArray();
  const std::size_t at = writer.ArrayOfCountToCome();
  writer.Double(0.5);
  writer.Null();
  writer.SetCount(at, 2);
  writer.Map(1);
  writer.Text("k");
  writer.Bytes("\x00\x01"sv);
  writer.OpenMap();
  writer.End();
  writer.BigInt(true, "\x01\x02\x03\x04\x05\x06\x07\x08\x09"sv);
  writer.Bool(true);
  writer.End();
  EXPECT_EQ(Dump(out), "[* [ 0.500000 null end { 'k' b2 end {* end big-9 true end ");
}

TEST(CborWriter, StopsAtItsLimit) {
  std::string out;
  CborWriter writer(out, 4);
  writer.Text("ab");
  EXPECT_FALSE(writer.overflowed());
  writer.Text("cd");
  EXPECT_TRUE(writer.overflowed());
  writer.Null();
  EXPECT_LE(out.size(), 4u);
  writer.CutBack(3);
  EXPECT_FALSE(writer.overflowed());
  writer.Null();
  EXPECT_EQ(out,
            "\x62"
            "ab\xF6");
}

}  // namespace
}  // namespace vitrine::base

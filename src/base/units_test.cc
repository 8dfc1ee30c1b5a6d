#include "base/units.h"

#include <gtest/gtest.h>

namespace vitrine::base {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

TEST(ParseSize, TakesBytesAndBinaryUnits) {
  EXPECT_EQ(ParseSize("0").value(), 0u);
  EXPECT_EQ(ParseSize("65536").value(), 65536u);
  EXPECT_EQ(ParseSize("64K").value(), 64u << 10);
  EXPECT_EQ(ParseSize("64m").value(), 64u << 20);
  EXPECT_EQ(ParseSize("64MB").value(), 64u << 20);
  EXPECT_EQ(ParseSize("64MiB").value(), 64u << 20);
  EXPECT_EQ(ParseSize("2G").value(), 2ull << 30);
}

TEST(ParseSize, RefusesWhatIsNoSize) {
  for (const char* text : {"", "M", "64X", "64 M", " 64", "-1", "+1", "1.5G", "0x10", "64MM",
                           "99999999999999999999", "99999999999999999G"}) {
    const auto size = ParseSize(text);
    ASSERT_FALSE(size) << text;
    EXPECT_EQ(size.error().kind, ErrorKind::kInvalidArgument);
    EXPECT_NE(size.error().what.find("like 64M"), std::string::npos) << size.error().what;
  }
}

TEST(ParseDuration, TakesUnitsAndFractions) {
  EXPECT_EQ(ParseDuration("5").value(), milliseconds(5000));
  EXPECT_EQ(ParseDuration("5s").value(), milliseconds(5000));
  EXPECT_EQ(ParseDuration("250ms").value(), milliseconds(250));
  EXPECT_EQ(ParseDuration("1.5s").value(), milliseconds(1500));
  EXPECT_EQ(ParseDuration("0.25").value(), milliseconds(250));
  EXPECT_EQ(ParseDuration("2m").value(), milliseconds(120'000));
  EXPECT_EQ(ParseDuration("0.5H").value(), milliseconds(1'800'000));
  EXPECT_EQ(ParseDuration("24h").value(), milliseconds(86'400'000));
  EXPECT_EQ(ParseDuration("1.00000000000000000000001s").value(), milliseconds(1000));
}

TEST(ParseDuration, RefusesWhatIsNoTimeOrOutOfBounds) {
  for (const char* text : {"", "s", "5 s", "-5s", "5.s", ".5s", "5x", "1e3s", "0", "0ms", "0.0001s", "24.1h",
                           "25h", "99999999999999999999s"}) {
    EXPECT_FALSE(ParseDuration(text)) << text;
  }
}

TEST(ParseCount, TakesUnderscoresAndDecimalUnits) {
  EXPECT_EQ(ParseCount("1000").value(), 1000u);
  EXPECT_EQ(ParseCount("1_000_000").value(), 1'000'000u);
  EXPECT_EQ(ParseCount("10k").value(), 10'000u);
  EXPECT_EQ(ParseCount("50M").value(), 50'000'000u);
  for (const char* text : {"", "_", "k", "-1", "1.5k", "1e6", "99999999999999999999"}) {
    EXPECT_FALSE(ParseCount(text)) << text;
  }
}

TEST(Format, ChoosesTheUnit) {
  EXPECT_EQ(FormatSize(0), "0 B");
  EXPECT_EQ(FormatSize(1023), "1023 B");
  EXPECT_EQ(FormatSize(1536), "1.5 KiB");
  EXPECT_EQ(FormatSize(64u << 20), "64 MiB");
  EXPECT_EQ(FormatSize(2ull << 40), "2048 GiB");
  EXPECT_EQ(FormatDuration(nanoseconds(850'000)), "850 us");
  EXPECT_EQ(FormatDuration(nanoseconds(12'340'000)), "12.34 ms");
  EXPECT_EQ(FormatDuration(nanoseconds(5'000'000'000)), "5 s");
}

}  // namespace
}  // namespace vitrine::base

#include "sandbox/state_codec.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

namespace vitrine::sandbox {
namespace {

using runtime::CopyPage;
using runtime::PageBytes;
using runtime::StateDelta;

constexpr std::uint64_t kMemoryBytes = std::uint64_t{4} * 65536;

PageBytes Filled(unsigned char fill) {
  PageBytes bytes;
  bytes.fill(std::byte{fill});
  return bytes;
}

StateDelta Example() {
  return {.memory_bytes = kMemoryBytes,
          .globals = {1, ~std::uint64_t{0}},
          .changed = {CopyPage(0, Filled(7)), CopyPage(40, Filled(9))},
          .forgotten = {2, 63}};
}

std::string Written() {
  std::string bytes;
  AppendDelta(Example(), bytes);
  return bytes;
}

void ExpectExample(const std::optional<StateDelta>& delta) {
  ASSERT_TRUE(delta);
  EXPECT_EQ(delta->memory_bytes, kMemoryBytes);
  EXPECT_EQ(delta->globals, Example().globals);
  EXPECT_EQ(delta->forgotten, Example().forgotten);
  ASSERT_EQ(delta->changed.size(), 2u);
  EXPECT_EQ(*delta->changed[0].data, Filled(7));
  EXPECT_EQ(*delta->changed[1].data, Filled(9));
}

TEST(StateCodec, ReadsWhatItWrites) {
  const std::string bytes = Written();
  EXPECT_EQ(bytes.size(), DeltaBytes(Example()));
  EXPECT_LE(bytes.size(), DeltaBytesMax(kMemoryBytes));
  ExpectExample(ParseDelta(bytes, kMemoryBytes));
}

TEST(StateCodec, ReadsWhatItWritesToPack) {
  const std::vector<std::byte> image(2 * os::kPageBytes, std::byte{7});
  for (const PageForm form : {PageForm::kPlanes, PageForm::kExclusiveOr}) {
    std::string bytes;
    AppendDeltaToPack(Example(), image, form, bytes);
    ExpectExample(ParsePackedDelta(bytes, image, form, kMemoryBytes));
    // What equals the image becomes zeros.
    EXPECT_EQ(bytes.substr(bytes.size() - 2 * os::kPageBytes, os::kPageBytes),
              std::string(os::kPageBytes, '\0'));
    EXPECT_EQ(bytes.substr(bytes.size() - os::kPageBytes), std::string(os::kPageBytes, 9));
  }
}

TEST(StateCodec, LeavesOutWhatIsNotWanted) {
  std::string bytes;
  AppendDeltaToPack(Example(), {}, PageForm::kExclusiveOr, bytes);
  const auto delta = ParsePackedDelta(bytes, {}, PageForm::kExclusiveOr, kMemoryBytes,
                                      [](std::uint32_t number) { return number != 0; });
  ASSERT_TRUE(delta);
  ASSERT_EQ(delta->changed.size(), 1);
  EXPECT_EQ(delta->changed[0].number, 40);
  EXPECT_EQ(*delta->changed[0].data, Filled(9));
}

TEST(StateCodec, RefusesEveryOtherLength) {
  const std::string bytes = Written();
  for (std::size_t length = 0; length < bytes.size(); length += length < 200 ? 1 : 1021) {
    EXPECT_FALSE(ParseDelta(std::string_view(bytes).substr(0, length), kMemoryBytes)) << length;
  }
  EXPECT_FALSE(ParseDelta(bytes + "x", kMemoryBytes));
}

TEST(StateCodec, RefusesWhatDoesNotFitTheMemory) {
  const auto with = [](std::size_t at, std::uint32_t number) {
    std::string bytes = Written();
    std::memcpy(bytes.data() + at, &number, sizeof(number));
    return ParseDelta(bytes, kMemoryBytes).has_value();
  };
  constexpr std::size_t kNumbersAt = 24 + 2 * 8;
  EXPECT_TRUE(with(kNumbersAt, 1));
  EXPECT_FALSE(with(kNumbersAt, 40));       // twice the same
  EXPECT_FALSE(with(kNumbersAt, 41));       // does not ascend
  EXPECT_FALSE(with(kNumbersAt + 4, 64));   // outside
  EXPECT_FALSE(with(kNumbersAt + 12, 64));  // outside, forgotten
  EXPECT_FALSE(with(0, 4 * 65536 + 1));     // no whole wasm pages
  EXPECT_FALSE(with(0, 5 * 65536));         // above the limit
  EXPECT_FALSE(with(4, 1));                 // more than 4 GiB
  EXPECT_FALSE(with(8, 0xffff'ffff));       // globals
  EXPECT_FALSE(with(12, 0xffff'ffff));      // pages
  EXPECT_FALSE(with(16, 0xffff'ffff));      // forgotten ones
  EXPECT_FALSE(with(20, 1));                // reserved
}

}  // namespace
}  // namespace vitrine::sandbox

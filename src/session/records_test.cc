#include "session/records.h"

#include <gtest/gtest.h>

#include <limits>

#include "base/value_cbor.h"

namespace vitrine::session {
namespace {

TEST(Records, SessionsComeBack) {
  SessionRecord record{.id = std::string(kIdBytes, '\xff'),
                       .created_ms = 1'700'000'000'123,
                       .used_ms = -5,
                       .image_id = "id",
                       .first_turn = 3,
                       .last_turn = 7,
                       .bytes = 12345,
                       .reseed_due = true,
                       .is_parked = true};
  record.limits.wall_time_max = std::chrono::milliseconds(77);
  record.limits.artifacts_count_max = 78;
  record.history.journal_bytes_max = 79;
  const std::string bytes = Encode(record);
  const auto read = DecodeSession(bytes);
  ASSERT_TRUE(read);
  EXPECT_EQ(Encode(*read), bytes);
  EXPECT_EQ(read->limits.wall_time_max.count(), 77);
  EXPECT_EQ(read->limits.artifacts_count_max, 78u);
  EXPECT_TRUE(SameLimits(read->limits, record.limits));
  record.first_turn = 8;
  EXPECT_FALSE(DecodeSession(Encode(record)));
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(DecodeSession(std::string_view(bytes).substr(0, length)));
  }
}

TEST(Records, TurnsComeBack) {
  const TurnRecord record{
      .turn = {.number = 4,
               .kind = Turn::Kind::kWriteFile,
               .text = "/input/ä",
               .status = Status::kLimit,
               .at = std::chrono::system_clock::time_point(std::chrono::milliseconds(1234)),
               .bytes = 5,
               .not_replayable = "because"},
      .state = std::string(kIdBytes, 's'),
      .chain_length = 2,
      .chain_pages = 300};
  const auto read = DecodeTurn(Encode(record));
  ASSERT_TRUE(read);
  EXPECT_EQ(Encode(*read), Encode(record));
  EXPECT_EQ(read->turn.at, record.turn.at);
  EXPECT_FALSE(DecodeTurn(Encode(SessionRecord{.id = std::string(kIdBytes, 'x')})));
}

// Whoever can write to the store can write any number.
TEST(Records, TimesThatNoClockShowsAreRefused) {
  constexpr std::int64_t kNumbers[] = {std::numeric_limits<std::int64_t>::max(),
                                       std::numeric_limits<std::int64_t>::min(),
                                       // Shown, but not the second it lies in.
                                       -9'223'372'036'854};
  for (const std::int64_t ms : kNumbers) {
    EXPECT_FALSE(DecodeSession(Encode(SessionRecord{.id = std::string(kIdBytes, 'x'), .created_ms = ms})));
    EXPECT_FALSE(DecodeSession(Encode(SessionRecord{.id = std::string(kIdBytes, 'x'), .used_ms = ms})));
    auto turn = base::DecodeValue(Encode(TurnRecord{.state = std::string(kIdBytes, 's')}), {});
    ASSERT_TRUE(turn);
    std::get<Value::List>(turn->storage()).at(5) = ms;
    std::string bytes;
    base::CborWriter writer(bytes);
    base::AppendValue(*turn, writer);
    EXPECT_FALSE(DecodeTurn(bytes));
  }
}

TEST(Records, RunsThatWaitComeBack) {
  const ParkedRecord record{.call = {.function = "f", .arguments = {{"a", 1}, {"b", Bytes{"\xff"}}}},
                            .content = "packed"};
  const auto read = DecodeParked(Encode(record));
  ASSERT_TRUE(read);
  EXPECT_EQ(Encode(*read), Encode(record));
}

TEST(Records, KeysOfOneTenantDoNotBeginAnothersNames) {
  EXPECT_EQ(SessionKey("a", "b"), std::string("sa\0b", 4));
  EXPECT_FALSE(SessionKey("ab", "c").starts_with(SessionKey("a", "")));
  EXPECT_LT(TurnKey("id", 255), TurnKey("id", 256));
}

}  // namespace
}  // namespace vitrine::session

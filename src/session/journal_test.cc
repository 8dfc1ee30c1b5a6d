#include "session/journal.h"

#include <gtest/gtest.h>

namespace vitrine::session {
namespace {

Operation Example() {
  Operation operation{.kind = Operation::Kind::kRun,
                      .text = "<run 1>",
                      .body = std::string("code\0\xff", 6),
                      .number = 1,
                      .seed = std::string(Operation::kSeedBytes, 's')};
  for (const std::int64_t ns : {5, 5, 5, 7, 7, 5}) operation.clocks[Operation::kMonotonic].Append(ns);
  operation.calls.push_back({"request", RecordedCall::End::kReplied, "reply"});
  operation.calls.push_back({"request 2", RecordedCall::End::kOpen, ""});
  operation.result = "{}";
  return operation;
}

TEST(Journal, ReadsWhatItWrites) {
  const TurnJournal journal{.operations = {Example(), Example()}, .gap = {}};
  const std::string bytes = EncodeJournal(journal);
  const auto read = DecodeJournal(bytes);
  ASSERT_TRUE(read);
  EXPECT_EQ(EncodeJournal(*read), bytes);
  ASSERT_EQ(read->operations.size(), 2u);
  EXPECT_EQ(read->operations[1].body, Example().body);
  EXPECT_EQ(read->operations[1].calls[1].end, RecordedCall::End::kOpen);
}

TEST(Journal, AGapHasNoOperations) {
  EXPECT_TRUE(DecodeJournal(EncodeJournal({.operations = {}, .gap = "because"})));
  EXPECT_FALSE(DecodeJournal(EncodeJournal({.operations = {Example()}, .gap = "because"})));
}

TEST(Journal, NothingFollowsACallThatIsOpen) {
  Operation operation = Example();
  operation.calls.push_back({"request 3", RecordedCall::End::kReplied, ""});
  EXPECT_FALSE(DecodeJournal(EncodeJournal({.operations = {operation}, .gap = {}})));
}

TEST(Journal, ASeedHasItsLength) {
  Operation operation = Example();
  operation.seed.pop_back();
  EXPECT_FALSE(DecodeJournal(EncodeJournal({.operations = {operation}, .gap = {}})));
}

TEST(ClockTrack, TellsWhatItWasTold) {
  ClockTrack track;
  const std::vector<std::int64_t> told = {5, 5, 5, 7, 7, 5, -1};
  for (const std::int64_t ns : told) track.Append(ns);
  for (int round = 0; round < 2; ++round) {
    for (std::size_t i = 0; i < told.size(); ++i) EXPECT_EQ(track.At(i), told[i]);
    EXPECT_FALSE(track.At(told.size()));
  }
}

TEST(ClockTrack, GrowsWithStepsOnly) {
  ClockTrack track;
  for (int i = 0; i < 1'000'000; ++i) track.Append(i / 100'000);
  EXPECT_LT(track.bytes(), 1000u);
  EXPECT_EQ(track.At(999'999), 9);
}

}  // namespace
}  // namespace vitrine::session

#include "session/recorder.h"

#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <string>

namespace vitrine::session {
namespace {

class NoContext final : public CallContext {
 public:
  std::chrono::nanoseconds TimeLeft() const override { return std::chrono::seconds(1); }
  bool Stopped() const override { return false; }
};

// Answers each request with how many it was.
class Counting final : public sandbox::CallServer {
 public:
  explicit Counting(int& made) : made_(made) {}
  void StartRun() override { counted_ = 0; }
  void Count(std::string_view) override { ++counted_; }
  guest_link::HostAnswer Call(std::string_view request, const CallContext&) override {
    if (request == "later") return {guest_link::HostAnswer::Then::kPark, {}};
    reply_ = "reply " + std::to_string(++made_);
    return {guest_link::HostAnswer::Then::kReply, reply_};
  }
  std::string_view Answer(std::string_view, const CallReply&) override { return "answer"; }
  const std::optional<ParkedCall>& parked_call() const override { return parked_; }
  std::uint32_t calls_count() const override { return counted_; }

 private:
  int& made_;
  std::uint32_t counted_ = 0;
  std::string reply_;
  std::optional<ParkedCall> parked_;
};

std::string Draw(Recorder& recorder) {
  std::array<std::byte, 40> bytes;
  recorder.Entropy(bytes);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

class RecorderTest : public testing::Test {
 protected:
  RecorderTest() : calls_(recorder_, std::make_unique<Counting>(made_)) {}
  guest_link::HostAnswer Call(std::string_view request) { return calls_.Call(request, NoContext()); }

  int made_ = 0;
  Recorder recorder_{10'000};
  RecordedCalls calls_;
};

TEST_F(RecorderTest, TellsTheSameAgain) {
  recorder_.Record({});
  const std::string drawn = Draw(recorder_) + Draw(recorder_);
  const std::int64_t now = recorder_.RealtimeNs();
  const std::int64_t monotonic = recorder_.MonotonicNs();
  EXPECT_EQ(Call("a").frame, "reply 1");
  EXPECT_EQ(Call("b").frame, "reply 2");
  EXPECT_TRUE(recorder_.AllTold());

  const Operation told = recorder_.operation();
  recorder_.Play(told, Recorder::Then::kStop);
  EXPECT_EQ(Draw(recorder_) + Draw(recorder_), drawn);
  EXPECT_EQ(recorder_.RealtimeNs(), now);
  EXPECT_TRUE(recorder_.SleepIsOver(1'000'000'000));
  EXPECT_EQ(Call("a").frame, "reply 1");
  EXPECT_FALSE(recorder_.AllTold());
  EXPECT_EQ(Call("b").frame, "reply 2");
  EXPECT_EQ(recorder_.MonotonicNs(), monotonic);
  EXPECT_TRUE(recorder_.AllTold());
  EXPECT_EQ(recorder_.difference(), "");
  EXPECT_EQ(made_, 2);
}

TEST_F(RecorderTest, SaysWhereAReplayDiffers) {
  recorder_.Record({});
  Call("a");
  const Operation told = recorder_.operation();
  recorder_.Play(told, Recorder::Then::kStop);
  EXPECT_EQ(Call("other").then, guest_link::HostAnswer::Then::kEnd);
  EXPECT_TRUE(recorder_.difference().starts_with("host call 1 asks for")) << recorder_.difference();
  recorder_.Play(told, Recorder::Then::kStop);
  Call("a");
  Call("b");
  EXPECT_EQ(recorder_.difference(), "host call 2 is made, and the journal has 1");
  recorder_.Play(told, Recorder::Then::kStop);
  static_cast<void>(recorder_.RealtimeNs());
  EXPECT_EQ(recorder_.difference(), "the clock was read 1 times where the journal has 0");
  EXPECT_EQ(made_, 1);
}

TEST_F(RecorderTest, GoesOnWithTheWorldWhereTheJournalEnds) {
  recorder_.Record({});
  Call("a");
  EXPECT_EQ(Call("later").then, guest_link::HostAnswer::Then::kPark);
  const Operation waiting = recorder_.operation();
  recorder_.Play(waiting, Recorder::Then::kGoOn);
  calls_.StartRun();
  EXPECT_EQ(Call("a").frame, "reply 1");
  EXPECT_EQ(Call("later").then, guest_link::HostAnswer::Then::kPark);
  EXPECT_TRUE(recorder_.AllTold());
  EXPECT_EQ(calls_.Answer("f", Value(1)), "answer");
  EXPECT_EQ(Call("c").frame, "reply 2");
  ASSERT_EQ(recorder_.operation().calls.size(), 3u);
  EXPECT_EQ(recorder_.operation().calls[1].reply, "answer");
}

TEST_F(RecorderTest, HoldsNoMoreThanItMay) {
  recorder_.Record({});
  for (int i = 0; i < 100; ++i) Call(std::string(1000, 'x'));
  EXPECT_TRUE(recorder_.too_long());
  EXPECT_LT(recorder_.operation().bytes(), 30'000u);
  EXPECT_EQ(made_, 100);
}

}  // namespace
}  // namespace vitrine::session

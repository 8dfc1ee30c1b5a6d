#include "worker/link.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <limits>
#include <string>
#include <thread>
#include <utility>

#include "os/machine.h"

namespace vitrine::worker {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
constexpr std::uint64_t kMuch = 100u << 20;

class LinkTest : public testing::Test {
 protected:
  void SetUp() override {
    auto ends = os::Channel::MakePair();
    auto area = SharedArea::Make();
    ASSERT_TRUE(ends && area);
    auto other = SharedArea::Open(os::Descriptor(dup(area->descriptor())));
    ASSERT_TRUE(other);
    ends->first.SetPatience(5);
    broker_.emplace(Link::Side::kBroker, std::move(ends->first), std::move(*area));
    worker_.emplace(Link::Side::kWorker, std::move(ends->second), std::move(*other));
  }

  // What a hostile worker sends.
  void SendRaw(const FrameView& frame) {
    std::string out;
    WriteFrame(frame, out);
    ASSERT_EQ(worker_->channel().Send(out), os::Channel::Status::kOk);
  }
  static std::int64_t Soon() { return os::MonotonicNs() + 30'000'000; }

  std::optional<Link> broker_;
  std::optional<Link> worker_;
  Link::Frame frame_;
};

TEST_F(LinkTest, CarriesShortFramesBothWays) {
  const std::array<std::uint64_t, 2> numbers = {4, 5};
  ASSERT_EQ(broker_->Send({.type = FrameType::kRun, .text = "t", .numbers = numbers, .body = "b"}, kNever),
            Link::Status::kOk);
  ASSERT_EQ(worker_->Receive(frame_, kMuch, kNever), Link::Status::kOk);
  EXPECT_EQ(frame_.type, FrameType::kRun);
  EXPECT_EQ(frame_.text, "t");
  EXPECT_EQ(frame_.numbers[1], 5u);
  EXPECT_EQ(frame_.body, "b");
  EXPECT_FALSE(broker_->TakeWindowsUsed());
}

TEST_F(LinkTest, CarriesBodiesOfEveryLength) {
  for (const std::size_t bytes : {std::size_t{0}, kInlineBytesMax, kInlineBytesMax + 1, kWindowBytes - 1,
                                  kWindowBytes, kWindowBytes + 1, 3 * kWindowBytes, std::size_t{5'000'011}}) {
    std::string body;
    for (std::size_t i = 0; i < bytes; ++i) body.push_back(static_cast<char>(i * 7 + i / 1000));
    std::thread sender([&] {
      EXPECT_EQ(worker_->Send({.type = FrameType::kCall, .body = body}, kNever), Link::Status::kOk);
    });
    Link::Status got{};
    while ((got = broker_->Receive(frame_, kMuch, kNever)) == Link::Status::kNothing) continue;
    sender.join();
    ASSERT_EQ(got, Link::Status::kOk);
    EXPECT_TRUE(frame_.body == body) << bytes;
  }
  EXPECT_TRUE(broker_->TakeWindowsUsed());
}

TEST_F(LinkTest, ABodyAboveTheLimitIsMisuse) {
  SendRaw({.type = FrameType::kCall, .body = std::string(100, 'x')});
  EXPECT_EQ(broker_->Receive(frame_, 99, kNever), Link::Status::kMisused);
}

TEST_F(LinkTest, AStatedLengthAboveTheLimitIsMisuseBeforeAnythingIsTaken) {
  SendRaw({.type = FrameType::kCall, .body = std::string(kInlineBytesMax + 1, 'x')});
  EXPECT_EQ(broker_->Receive(frame_, kInlineBytesMax, kNever), Link::Status::kMisused);
}

TEST_F(LinkTest, PartsThatDoNotComeAreAHang) {
  SendRaw({.type = FrameType::kCall, .body = std::string(2 * kWindowBytes, 'x')});
  EXPECT_EQ(broker_->Receive(frame_, kMuch, Soon()), Link::Status::kHung);
}

TEST_F(LinkTest, AWaitCanBeCutShortMeanwhile) {
  std::atomic<std::int64_t> sooner = kNever;
  SendRaw({.type = FrameType::kCall, .body = std::string(2 * kWindowBytes, 'x')});
  std::thread canceller([&] { sooner = os::MonotonicNs(); });
  EXPECT_EQ(broker_->Receive(frame_, kMuch, {kNever, sooner}), Link::Status::kHung);
  canceller.join();
}

TEST_F(LinkTest, AnotherFrameInsteadOfAPartIsMisuse) {
  SendRaw({.type = FrameType::kCall, .body = std::string(2 * kWindowBytes, 'x')});
  SendRaw({.type = FrameType::kDone});
  EXPECT_EQ(broker_->Receive(frame_, kMuch, Soon()), Link::Status::kMisused);
}

TEST_F(LinkTest, WhoDoesNotTakeABodyIsHung) {
  EXPECT_EQ(broker_->Send({.type = FrameType::kRun, .body = std::string(kInlineBytesMax + 1, 'x')}, Soon()),
            Link::Status::kHung);
}

TEST_F(LinkTest, WhoNeverReadsIsHung) {
  const std::string body(kInlineBytesMax, 'x');
  Link::Status sent = Link::Status::kOk;
  for (int i = 0; i < 10'000 && sent == Link::Status::kOk; ++i) {
    sent = broker_->Send({.type = FrameType::kReply, .body = body}, Soon());
  }
  EXPECT_EQ(sent, Link::Status::kHung);
}

TEST_F(LinkTest, NothingComesWithinPatience) {
  EXPECT_EQ(broker_->Receive(frame_, kMuch, kNever), Link::Status::kNothing);
}

TEST_F(LinkTest, TheEndOfTheOtherSideIsSeen) {
  worker_.reset();
  EXPECT_EQ(broker_->Receive(frame_, kMuch, kNever), Link::Status::kClosed);
  EXPECT_EQ(broker_->Send({.type = FrameType::kEnd}, kNever), Link::Status::kClosed);
}

TEST_F(LinkTest, NoiseIsMisuse) {
  ASSERT_EQ(worker_->channel().Send("noise"), os::Channel::Status::kOk);
  EXPECT_EQ(broker_->Receive(frame_, kMuch, kNever), Link::Status::kMisused);
}

}  // namespace
}  // namespace vitrine::worker

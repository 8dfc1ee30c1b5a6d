#include "worker/broker.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <limits>
#include <string>
#include <thread>
#include <utility>

namespace vitrine::worker {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

class NoContext final : public CallContext {
 public:
  std::chrono::nanoseconds TimeLeft() const override { return std::chrono::nanoseconds(0); }
  bool Stopped() const override { return false; }
};

class BrokerTest : public testing::Test {
 protected:
  void SetUp() override {
    auto ends = os::Channel::MakePair();
    auto area = SharedArea::Make();
    ASSERT_TRUE(ends && area);
    auto other = SharedArea::Open(os::Descriptor(dup(area->descriptor())));
    ASSERT_TRUE(other);
    ours_.emplace(Link::Side::kBroker, std::move(ends->first), std::move(*area));
    workers_.emplace(Link::Side::kWorker, std::move(ends->second), std::move(*other));
  }

  // As the broker: answers the next frames with these, one for each.
  std::thread Answers(std::vector<FrameView> answers) {
    return std::thread([this, answers = std::move(answers)] {
      for (const FrameView& answer : answers) {
        Link::Frame frame;
        ASSERT_EQ(ours_->Receive(frame, 100, kNever), Link::Status::kOk);
        ASSERT_EQ(ours_->Send(answer, kNever), Link::Status::kOk);
      }
    });
  }

  std::optional<Link> ours_;
  std::optional<Link> workers_;
};

// Escape: the guest fills the reply's memory with something else, then takes it.
TEST_F(BrokerTest, AReplyStaysUntilTheNextCall) {
  Broker broker(*workers_);
  BrokerCalls calls(broker);
  BrokerWorld world(broker);
  const std::string first(100, 'r');
  const std::string longer(1000, 'e');
  std::thread answers = Answers({{.type = FrameType::kReply, .body = first},
                                 {.type = FrameType::kWorldAnswer, .body = longer},
                                 {.type = FrameType::kGoOn},
                                 {.type = FrameType::kReply, .body = "second"}});
  const guest_link::HostAnswer reply = calls.Call("request", NoContext());
  std::array<std::byte, 1000> random{};
  world.Entropy(random);
  broker.Ask({.type = FrameType::kOutputFull}, FrameType::kGoOn);
  EXPECT_EQ(reply.frame, first);
  EXPECT_EQ(calls.Call("request", NoContext()).frame, "second");
  answers.join();
  EXPECT_EQ(calls.calls_count(), 2u);
}

TEST_F(BrokerTest, ACallThatEndsTheGuestHasNoReply) {
  Broker broker(*workers_);
  BrokerCalls calls(broker);
  const std::array<std::uint64_t, 1> end = {1};
  std::thread answers = Answers({{.type = FrameType::kReply, .numbers = end}});
  EXPECT_EQ(calls.Call("request", NoContext()).then, guest_link::HostAnswer::Then::kEnd);
  answers.join();
}

TEST_F(BrokerTest, ACallThatWaitsHasNoReply) {
  Broker broker(*workers_);
  BrokerCalls calls(broker);
  const std::array<std::uint64_t, 1> park = {static_cast<std::uint64_t>(CallVerdict::kPark)};
  std::thread answers = Answers({{.type = FrameType::kReply, .numbers = park}});
  EXPECT_EQ(calls.Call("request", NoContext()).then, guest_link::HostAnswer::Then::kPark);
  answers.join();
}

}  // namespace
}  // namespace vitrine::worker

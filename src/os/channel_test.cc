#include "os/channel.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <string>
#include <vector>

#include "os/process.h"
#include "os/shared_memory.h"

namespace vitrine::os {
namespace {

using Status = Channel::Status;

class ChannelTest : public testing::Test {
 protected:
  void SetUp() override {
    auto ends = Channel::MakePair();
    ASSERT_TRUE(ends);
    left_.emplace(std::move(ends->first));
    right_.emplace(std::move(ends->second));
  }
  std::string Got(const Channel::Received& received) const {
    return received.status == Status::kOk ? std::string(buffer_.data(), received.bytes) : "";
  }

  std::optional<Channel> left_;
  std::optional<Channel> right_;
  std::array<char, 100> buffer_{};
};

TEST_F(ChannelTest, FramesKeepTheirBounds) {
  EXPECT_EQ(left_->Send("one"), Status::kOk);
  EXPECT_EQ(left_->Send("two"), Status::kOk);
  EXPECT_EQ(Got(right_->Receive(buffer_)), "one");
  EXPECT_EQ(Got(right_->Receive(buffer_)), "two");
}

TEST_F(ChannelTest, AFrameLongerThanTheBufferIsLostAndSaidSo) {
  EXPECT_EQ(left_->Send(std::string(101, 'x')), Status::kOk);
  EXPECT_EQ(left_->Send("next"), Status::kOk);
  EXPECT_EQ(right_->Receive(buffer_).status, Status::kTooLong);
  EXPECT_EQ(Got(right_->Receive(buffer_)), "next");
}

TEST_F(ChannelTest, PatienceEnds) {
  right_->SetPatience(5);
  EXPECT_EQ(right_->Receive(buffer_).status, Status::kTimeout);
  Status sent = Status::kOk;
  for (int i = 0; i < 100'000 && sent == Status::kOk; ++i) sent = right_->Send(std::string(100, 'x'));
  EXPECT_EQ(sent, Status::kTimeout);
}

// For a handler.
volatile sig_atomic_t signals_count;
int noisy_descriptor;

TEST_F(ChannelTest, PatienceEndsThoughSignalsKeepComing) {
  signals_count = 0;
  noisy_descriptor = left_->descriptor();
  struct sigaction action{};
  action.sa_handler = [](int) {
    signals_count = signals_count + 1;
    // Who waits anew after each would wait until here.
    if (signals_count == 200) send(noisy_descriptor, "late", 4, MSG_NOSIGNAL);
  };
  struct sigaction before{};
  ASSERT_EQ(sigaction(SIGALRM, &action, &before), 0);
  const timeval soon{.tv_sec = 0, .tv_usec = 2000};
  const itimerval often{.it_interval = soon, .it_value = soon};
  right_->SetPatience(20);
  setitimer(ITIMER_REAL, &often, nullptr);
  const Status received = right_->Receive(buffer_).status;
  const Status received_too = right_->ReceiveWithDescriptors(buffer_).status;
  const itimerval never{};
  setitimer(ITIMER_REAL, &never, nullptr);
  sigaction(SIGALRM, &before, nullptr);
  EXPECT_EQ(received, Status::kTimeout);
  EXPECT_EQ(received_too, Status::kTimeout);
}

TEST_F(ChannelTest, TheOtherSidesEndIsSeenAfterItsLastFrame) {
  EXPECT_TRUE(right_->IsOpen());
  EXPECT_EQ(left_->Send("last"), Status::kOk);
  left_.reset();
  EXPECT_FALSE(right_->IsOpen());
  EXPECT_EQ(Got(right_->Receive(buffer_)), "last");
  EXPECT_EQ(right_->Receive(buffer_).status, Status::kClosed);
  EXPECT_EQ(right_->Send("x"), Status::kClosed);
}

TEST_F(ChannelTest, TheLastFrameOfOneWhoLeavesFramesUnreadIsSeen) {
  EXPECT_EQ(right_->Send("unread"), Status::kOk);
  EXPECT_EQ(left_->Send("last"), Status::kOk);
  left_.reset();
  EXPECT_EQ(Got(right_->Receive(buffer_)), "last");
  EXPECT_EQ(right_->Receive(buffer_).status, Status::kClosed);
}

TEST_F(ChannelTest, WhatWaitsIsSeen) {
  EXPECT_TRUE(right_->IsQuiet());
  EXPECT_EQ(left_->Send("one"), Status::kOk);
  EXPECT_TRUE(right_->IsOpen());
  EXPECT_FALSE(right_->IsQuiet());
  EXPECT_EQ(Got(right_->Receive(buffer_)), "one");
  EXPECT_TRUE(right_->IsQuiet());
  left_.reset();
  EXPECT_FALSE(right_->IsQuiet());
}

TEST_F(ChannelTest, DescriptorsTravelAndAreClosedOnExec) {
  std::array<int, 2> pipe_ends{};
  ASSERT_EQ(pipe(pipe_ends.data()), 0);
  const Descriptor reading(pipe_ends[0]);
  const Descriptor writing(pipe_ends[1]);
  EXPECT_EQ(left_->SendWithDescriptors("take", std::array{writing.get()}), Status::kOk);
  const Channel::Received got = right_->ReceiveWithDescriptors(buffer_);
  EXPECT_EQ(Got(got), "take");
  ASSERT_EQ(got.descriptors.size(), 1u);
  EXPECT_EQ(fcntl(got.descriptors[0].get(), F_GETFD), FD_CLOEXEC);
  EXPECT_EQ(write(got.descriptors[0].get(), "x", 1), 1);
  char byte = 0;
  EXPECT_EQ(read(reading.get(), &byte, 1), 1);
}

// In a process of its own, which has closed its standard streams.
TEST(Channel, IsNoStandardStream) {
  const pid_t child = fork();
  if (child == 0) {
    for (const int stream : {0, 1, 2}) close(stream);
    const auto ends = Channel::MakePair();
    const auto memory = SharedMemory::Make(4096);
    const auto parent = Process::OfChild(fork());
    if (!ends || !memory || !parent) _exit(1);
    const bool above = ends->first.descriptor() > 2 && ends->second.descriptor() > 2 &&
                       memory->descriptor.get() > 2 && parent->pidfd() > 2;
    _exit(above ? 0 : 2);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST_F(ChannelTest, DescriptorsThatNobodyAskedForAreDropped) {
  std::array<int, 2> pipe_ends{};
  ASSERT_EQ(pipe(pipe_ends.data()), 0);
  const Descriptor reading(pipe_ends[0]);
  Descriptor writing(pipe_ends[1]);
  EXPECT_EQ(left_->SendWithDescriptors("take", std::array{writing.get()}), Status::kOk);
  writing.Reset();
  EXPECT_EQ(Got(right_->Receive(buffer_)), "take");
  char byte = 0;
  EXPECT_EQ(read(reading.get(), &byte, 1), 0);  // nobody holds the other end any more
}

}  // namespace
}  // namespace vitrine::os

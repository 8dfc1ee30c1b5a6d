#include "worker/shared_area.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <string>
#include <thread>
#include <utility>

namespace vitrine::worker {
namespace {

class SharedAreaTest : public testing::Test {
 protected:
  void SetUp() override {
    auto made = SharedArea::Make();
    ASSERT_TRUE(made) << made.error().what;
    broker_.emplace(std::move(*made));
    auto opened = SharedArea::Open(os::Descriptor(dup(broker_->descriptor())));
    ASSERT_TRUE(opened) << opened.error().what;
    worker_.emplace(std::move(*opened));
  }

  // All that has come, stderr in brackets; "misused" when the ring is broken.
  std::string Drained() {
    std::string all;
    const bool ok = broker_->Drain([&](OutputStream stream, std::string_view bytes) {
      all += stream == OutputStream::kStderr ? "[" + std::string(bytes) + "]" : std::string(bytes);
    });
    return ok ? all : "misused";
  }
  std::byte* head() { return worker_->window_to_worker().data() - kRingBytes - 4096; }
  std::byte* ring() { return worker_->window_to_worker().data() - kRingBytes; }
  // As a worker that was taken over can.
  void SetWritten(std::uint64_t written) { std::memcpy(head() + 64, &written, sizeof written); }

  std::optional<SharedArea> broker_;
  std::optional<SharedArea> worker_;
};

TEST_F(SharedAreaTest, OutputKeepsItsOrderAndStream) {
  EXPECT_EQ(Drained(), "");
  EXPECT_EQ(worker_->Put(OutputStream::kStdout, "one"), 3u);
  EXPECT_EQ(worker_->Put(OutputStream::kStderr, "two"), 3u);
  EXPECT_EQ(worker_->Put(OutputStream::kStdout, "three"), 5u);
  EXPECT_EQ(Drained(), "one[two]three");
  EXPECT_EQ(Drained(), "");
}

TEST_F(SharedAreaTest, AFullRingTakesNoMoreUntilItIsDrained) {
  const std::string much(2 * kRingBytes, 'x');
  const std::size_t put = worker_->Put(OutputStream::kStdout, much);
  EXPECT_EQ(put, kRingBytes - 4);
  EXPECT_EQ(worker_->Put(OutputStream::kStdout, much), 0u);
  EXPECT_EQ(Drained().size(), put);
  EXPECT_EQ(worker_->Put(OutputStream::kStdout, "again"), 5u);
  EXPECT_EQ(Drained(), "again");
}

TEST_F(SharedAreaTest, GoesRoundTheRingWhole) {
  const std::string piece = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string expected;
  std::string got;
  for (int i = 0; i < 10'000; ++i) {
    ASSERT_EQ(worker_->Put(OutputStream::kStdout, piece), piece.size());
    expected += piece;
    if (i % 7 == 0) got += Drained();
  }
  got += Drained();
  EXPECT_EQ(got, expected);
}

TEST_F(SharedAreaTest, TheBrokerIsWokenOnceForWhatItHasNotTaken) {
  worker_->Put(OutputStream::kStdout, "a\n");
  EXPECT_TRUE(worker_->WakeIsDue());
  worker_->Put(OutputStream::kStdout, "b\n");
  EXPECT_FALSE(worker_->WakeIsDue());
  EXPECT_EQ(Drained(), "a\nb\n");
  worker_->Put(OutputStream::kStdout, "c\n");
  EXPECT_TRUE(worker_->WakeIsDue());
}

TEST_F(SharedAreaTest, CountersThatLieAreFoundOut) {
  SetWritten(kRingBytes + 1);
  EXPECT_EQ(Drained(), "misused");
}

TEST_F(SharedAreaTest, ACounterThatGoesBackwardsIsFoundOut) {
  worker_->Put(OutputStream::kStdout, "some");
  EXPECT_EQ(Drained(), "some");
  SetWritten(1);
  EXPECT_EQ(Drained(), "misused");
}

TEST_F(SharedAreaTest, APieceLongerThanWhatIsThereIsFoundOut) {
  worker_->Put(OutputStream::kStdout, "some");
  const std::uint32_t length = 5;
  std::memcpy(ring(), &length, sizeof length);
  EXPECT_EQ(Drained(), "misused");
}

TEST_F(SharedAreaTest, AnEmptyPieceIsFoundOut) {
  SetWritten(4);
  EXPECT_EQ(Drained(), "misused");
}

TEST_F(SharedAreaTest, HalfAHeadIsFoundOut) {
  SetWritten(3);
  EXPECT_EQ(Drained(), "misused");
}

TEST_F(SharedAreaTest, OnlyTheWholeAreaCanBeOpened) {
  auto other = os::SharedMemory::Make(4096);
  ASSERT_TRUE(other);
  EXPECT_FALSE(SharedArea::Open(std::move(other->descriptor)));
}

TEST_F(SharedAreaTest, ReleasedWindowsAreZeros) {
  worker_->window_to_broker()[5] = std::byte{7};
  EXPECT_EQ(broker_->window_to_broker()[5], std::byte{7});
  broker_->ReleaseWindows();
  EXPECT_EQ(worker_->window_to_broker()[5], std::byte{0});
}

TEST_F(SharedAreaTest, ReleasedWindowsAreZerosInLockedMemoryToo) {
  if (mlock(broker_->window_to_broker().data(), kWindowBytes) != 0) GTEST_SKIP() << "no memory may be locked";
  worker_->window_to_broker()[5] = std::byte{7};
  broker_->ReleaseWindows();
  EXPECT_EQ(worker_->window_to_broker()[5], std::byte{0});
}

TEST_F(SharedAreaTest, BothSidesAtOnce) {
  constexpr std::size_t kBytes = 5'000'000;
  std::thread worker([&] {
    std::string bytes;
    for (std::size_t i = 0; i < kBytes; ++i) bytes.push_back(static_cast<char>('a' + i % 23));
    std::string_view left = bytes;
    while (!left.empty()) {
      const std::size_t put = worker_->Put(OutputStream::kStdout, left.substr(0, 1000));
      if (put == 0) std::this_thread::yield();
      left.remove_prefix(put);
    }
  });
  std::size_t count = 0;
  bool in_order = true;
  while (count < kBytes) {
    ASSERT_TRUE(broker_->Drain([&](OutputStream, std::string_view bytes) {
      for (const char byte : bytes) in_order = in_order && byte == static_cast<char>('a' + count++ % 23);
    }));
  }
  worker.join();
  EXPECT_TRUE(in_order);
}

}  // namespace
}  // namespace vitrine::worker

// Clocks, sleeps and randomness that the caller puts in place of the machine's.
#include <thread>

#include "tests/conformance/conformance.h"

namespace vitrine::conformance {
namespace {

// Stands still but for its sleeps; randomness counts.
class StillWorld final : public Surroundings {
 public:
  std::int64_t RealtimeNs() override { return Seen(1'000'000'000'000'000'000); }
  std::int64_t MonotonicNs() override { return Seen(slept_ns_); }
  std::int64_t CpuNs() override { return Seen(7'000'000'000); }
  void Entropy(std::span<std::byte> out) override {
    for (std::byte& byte : out) byte = static_cast<std::byte>(++count_);
    Seen(0);
  }
  bool SleepIsOver(std::int64_t nanoseconds) override {
    slept_ns_ += nanoseconds;
    return Seen(1) != 0;
  }
  int elsewhere() const { return elsewhere_; }

 private:
  std::int64_t Seen(std::int64_t answer) {
    if (std::this_thread::get_id() != thread_) ++elsewhere_;
    return answer;
  }
  const std::thread::id thread_ = std::this_thread::get_id();
  std::int64_t slept_ns_ = 0;
  unsigned count_ = 0;
  int elsewhere_ = 0;
};

class World : public Conformance {};

TEST_P(World, IsTheCallers) {
  StillWorld world;
  const auto sandbox = Make({.surroundings = &world});
  EXPECT_EQ(Repr(*sandbox,
                 "import time\nstart = time.monotonic()\ntime.sleep(3600)\n"
                 "(time.time(), time.monotonic() - start)"),
            "(1000000000.0, 3600.0)");
  EXPECT_EQ(world.elsewhere(), 0);
}

TEST_P(World, MakesRunsRepeatable) {
  const auto run = [this] {
    StillWorld world;
    const auto sandbox = Make({.surroundings = &world});
    return Repr(*sandbox,
                "import random, os, uuid, tempfile\n"
                "(random.random(), os.urandom(4), len(os.urandom(200_000)), str(uuid.uuid4()), "
                "tempfile.mktemp())");
  };
  const std::string first = run();
  EXPECT_EQ(first, run());
  EXPECT_NE(first.find("200000"), std::string::npos) << first;
}

TEST_P(World, IsThereBeforeTheFirstRun) {
  StillWorld world;
  const auto sandbox = Make({.surroundings = &world});
  ASSERT_TRUE(sandbox->WriteFile("/input/a", "x"));
  EXPECT_EQ(sandbox->ReadFile("/input/a", 10), "x");
  EXPECT_TRUE(sandbox->ListFiles("/input"));
  EXPECT_TRUE(sandbox->RemoveFile("/input/a"));
  EXPECT_EQ(Repr(*sandbox, "1"), "1");
}

// Otherwise the clock goes in steps of 1 ms (Promise P9) and every sandbox draws its own randomness (Promise
// P16).
TEST_P(World, IsTheMachinesOtherwise) {
  const auto sandbox = Make();
  EXPECT_EQ(Repr(*sandbox, "import time\nall(time.time_ns() % 1_000_000 == 0 for i in range(1000))"), "True");
  EXPECT_EQ(Repr(*sandbox, "time.time() > 1_500_000_000"), "True");
  const char* const code = "import os, random\n(os.urandom(16), random.random())";
  const std::string first = Repr(*Make(), code);
  EXPECT_NE(first, Repr(*Make(), code));
  EXPECT_NE(first, Repr(*sandbox, code));
}

TEST_P(World, TheHashSeedIsTheImages) {
  EXPECT_EQ(Repr(*Make(), "hash('vitrine')"), Repr(*Make(), "hash('vitrine')"));
}

VITRINE_CONFORMS(World);

}  // namespace
}  // namespace vitrine::conformance

#include "store/writer_gate.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>
#include <vector>

namespace vitrine::store {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(WriterGate, LetsOneIn) {
  WriterGate gate;
  EXPECT_TRUE(gate.Enter(WriterGate::Clock::now()));
  EXPECT_FALSE(gate.Enter(WriterGate::Clock::now() + milliseconds(1)));
  gate.Leave();
  EXPECT_TRUE(gate.Enter(WriterGate::Clock::now()));
}

TEST(WriterGate, WaitsForTheOneInside) {
  WriterGate gate;
  int entries_count = 0;  // what the gate guards
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int turn = 0; turn < 1000; ++turn) {
        if (!gate.Enter(WriterGate::Clock::now() + seconds(60))) return;
        ++entries_count;
        gate.Leave();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(entries_count, 4000);
}

TEST(WriterGateDeathTest, OnlyTheOneInsideLeaves) {
  WriterGate gate;
  EXPECT_DEATH(gate.Leave(), "only a writer inside");
}

}  // namespace
}  // namespace vitrine::store

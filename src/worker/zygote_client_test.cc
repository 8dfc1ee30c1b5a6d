#include "worker/zygote_client.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

namespace vitrine::worker {
namespace {

// A program that is there and says nothing.
class SilentZygote : public testing::Test {
 protected:
  void SetUp() override {
    program_ = testing::TempDir() + "vitrine-silent-" + std::to_string(getpid()) + ".sh";
    std::ofstream(program_) << "#!/bin/sh\nexec sleep 600\n";
    std::filesystem::permissions(program_, std::filesystem::perms::owner_all);
  }
  void TearDown() override { std::filesystem::remove(program_); }

  std::string program_;
};

TEST_F(SilentZygote, IsEndedSoThatItCanBeReplaced) {
  const auto zygote = ZygoteClient::Start(program_, {}, 20);
  ASSERT_TRUE(zygote) << zygote.error().what;
  const auto hello = (*zygote)->AwaitHello();
  ASSERT_FALSE(hello);
  EXPECT_NE(hello.error().what.find("does not answer"), std::string::npos) << hello.error().what;
  EXPECT_FALSE((*zygote)->IsThere());
}

TEST_F(SilentZygote, KeepsNobodyFromSpawning) {
  const auto zygote = ZygoteClient::Start(program_, {}, 1000);
  ASSERT_TRUE(zygote) << zygote.error().what;
  std::atomic<bool> waits = false;
  std::atomic<bool> answered = false;
  std::thread waiter([&] {
    waits = true;
    EXPECT_FALSE((*zygote)->AwaitHello());
    answered = true;
  });
  while (!waits) std::this_thread::yield();
  for (int i = 0; i < 100; ++i) {
    EXPECT_TRUE((*zygote)->Spawn());
    std::this_thread::yield();
  }
  EXPECT_FALSE(answered);
  waiter.join();
}

}  // namespace
}  // namespace vitrine::worker

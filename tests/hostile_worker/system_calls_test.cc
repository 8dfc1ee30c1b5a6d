// Promise P18: a worker that was taken over can exit, burn processor time, take the memory it was allowed and
// answer its own tenant wrongly; no more. Here: what it asks of the kernel. Escape 84.
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <filesystem>
#include <map>

#include "tests/hostile_worker/attempts.h"
#include "tests/hostile_worker/hostile_test.h"

namespace vitrine::hostile {
namespace {

class P18_SystemCalls : public HostileTest {
 protected:
  void SetUp() override {
    Make();
    const Result<Protections> protections = pool_->protections();
    for (const Protection& protection : protections->list) {
      if (protection.name == "seccomp" && !protection.in_force) {
        GTEST_SKIP() << "this kernel or container has no seccomp filters: " << protection.detail;
      }
    }
  }
};

// Someone to connect to.
class Listener {
 public:
  Listener() : descriptor_(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strcpy(address.sun_path + 1, "vitrine-hostile");
    // Another run of this test may be going on: then it listens.
    (void)bind(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    (void)listen(descriptor_, 5);
  }
  ~Listener() { close(descriptor_); }
  bool HasCaller() const { return accept(descriptor_, nullptr, nullptr) >= 0; }

 private:
  const int descriptor_;
};

TEST_F(P18_SystemCalls, EachFailsOrEndsOnlyTheWorker) {
  static char canary[] = "canary-of-the-broker";
  const Listener listener;
  const pid_t zygote = tests::TheZygote();
  // Held all the while, in a worker of its own.
  const auto sibling = Start();
  ASSERT_TRUE(IsHonest(Order(*sibling, "honest")));
  const std::vector<pid_t> workers = tests::WorkersOf(zygote);
  const std::string targets = " " + std::to_string(getpid()) + " " + std::to_string(zygote) + " " +
                              std::to_string(workers.empty() ? 0 : workers.front()) + " " +
                              std::to_string(reinterpret_cast<std::uintptr_t>(canary));
  std::size_t descriptors = 0;
  int refused = 0;
  ASSERT_GE(Attempts().size(), 100u);
  for (std::size_t i = 0; i < Attempts().size(); ++i) {
    const Outcome outcome = Attack("attempt " + std::to_string(i) + targets, {});
    SCOPED_TRACE(Attempts()[i].what);
    if (outcome.status == Status::kTrap) {
      ASSERT_TRUE(outcome.failure);
      EXPECT_NE(outcome.failure->message.find("signal " + std::to_string(SIGSYS)), std::string::npos)
          << outcome.failure->message;
    } else {
      ++refused;
      ASSERT_TRUE(outcome.value && outcome.value->As<std::string>() != nullptr) << ToJson(outcome);
      EXPECT_TRUE(outcome.value->As<std::string>()->starts_with("errno"))
          << *outcome.value->As<std::string>();
      std::printf("%-40s %s\n", Attempts()[i].what, outcome.value->As<std::string>()->c_str());
    }
    ExpectPoolIsWell();
    EXPECT_STREQ(canary, "canary-of-the-broker");
    if (i % 20 == 0) {
      EXPECT_TRUE(IsHonest(Order(*sibling, "honest")));
      EXPECT_EQ(tests::TheZygote(), zygote);
      // None came, none went: workers in turn have the same number of descriptors here.
      if (i == 20) descriptors = tests::CountDescriptors();
      if (i > 20) {
        EXPECT_LE(tests::CountDescriptors(), descriptors + 6);
      }
    }
  }
  EXPECT_TRUE(IsHonest(Order(*sibling, "honest")));
  EXPECT_EQ(tests::TheZygote(), zygote);
  EXPECT_FALSE(listener.HasCaller());
  for (const char* path : {"/tmp/vitrine-hostile", "/dev/mqueue/vitrine-hostile"}) {
    EXPECT_FALSE(std::filesystem::exists(std::filesystem::symlink_status(path))) << path;
  }
  std::printf("%zu attempts, %d refused with an error, the others ended the worker\n", Attempts().size(),
              refused);
}

TEST_F(P18_SystemCalls, EndsOfEachKindAreTold) {
  EXPECT_NE(Attack("exit 0").failure->message.find("exit code 0"), std::string::npos);
  EXPECT_NE(Attack("exit 77").failure->message.find("exit code 77"), std::string::npos);
  const Outcome fault = Attack("fault");
  EXPECT_EQ(fault.status, Status::kTrap) << ToJson(fault);
  EXPECT_TRUE(IsHonest(Attack("unmap")));
  ExpectPoolIsWell();
}

TEST_F(P18_SystemCalls, MemoryIsBounded) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the address sanitizer's tables make limits of memory mean nothing";
#endif
  WorkerPoolOptions options = Options();
  options.worker_bytes_max = 256u << 20;
  pool_.reset();
  Make(options);
  Limits limits = ShortLimits();
  limits.memory_bytes_max = 128u << 20;  // what it says, not what it takes
  limits.wall_time_max = std::chrono::milliseconds(20'000);
  const Outcome outcome = Attack("memory", {.limits = limits});
  ASSERT_TRUE(outcome.value) << ToJson(outcome);
  EXPECT_LE(*outcome.value->As<std::int64_t>(), 16);  // of 16 MiB each
  EXPECT_TRUE(IsHonest(Attack("honest", {.limits = limits})));
}

}  // namespace
}  // namespace vitrine::hostile

// kill -9 at any moment loses no transaction that was committed, and leaves none by half.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <random>
#include <string>
#include <thread>

#include "store/testing.h"

namespace vitrine::store {
namespace {

constexpr int kRounds = 50;
constexpr int kRecordsOfOne = 4;

std::string Key(int record) { return fmt::format("record/{}", record); }

// Some are longer than a page, so that transactions have several ways to be torn.
std::string Value(std::uint32_t number, int record) {
  return fmt::format("{}:{}", number, std::string((number * 37 + record * 1000) % 9000, 'v'));
}

std::uint32_t NumberIn(const std::string& value) { return static_cast<std::uint32_t>(std::stoul(value)); }

// Commits transactions with the numbers after `number`, and says so after each, until it is killed.
[[noreturn]] void CommitForEver(const std::string& path, std::uint32_t number, int said) {
  const auto store = vitrine::OpenSqliteSessionStore(path);
  while (store) {
    ++number;
    const auto writer = (*store)->Begin(Access::kWrite);
    if (!writer) break;
    bool done = true;
    for (int record = 0; record < kRecordsOfOne; ++record) {
      done = done && (*writer)->Put(Key(record), Value(number, record));
    }
    // One comes and goes, for pages that become free.
    const std::string own = fmt::format("own/{}", number % 3);
    done = done && (number % 2 == 0 ? (*writer)->Put(own, std::string(20'000, 'o')) : (*writer)->Remove(own));
    if (!done || !(*writer)->Commit()) break;
    if (write(said, &number, sizeof number) != sizeof number) break;
  }
  _exit(1);
}

TEST(SqliteSessionStoreCrash, LosesNothingThatWasCommitted) {
  const TemporaryFolder folder;
  const std::string path = folder.Path("store");
  std::mt19937 random(20240229);
  std::uint32_t number = 0;  // of the last one that is there
  std::uint32_t acknowledged_count = 0;
  for (int round = 0; round < kRounds; ++round) {
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    const pid_t child = fork();
    if (child == 0) CommitForEver(path, number, ends[1]);
    close(ends[1]);
    // From the making of the file on; later mostly in the middle of a commit, sometimes of a checkpoint.
    std::this_thread::sleep_for(std::chrono::microseconds(random() % (round % 5 == 0 ? 50'000 : 15'000)));
    kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFSIGNALED(status)) << "it stopped by itself in round " << round;
    std::uint32_t acknowledged = number;
    while (read(ends[0], &acknowledged, sizeof acknowledged) == sizeof acknowledged) ++acknowledged_count;
    close(ends[0]);

    const auto store = vitrine::OpenSqliteSessionStore(path);
    ASSERT_TRUE(store) << store.error().what;
    const auto reader = Reader(**store);
    const std::string first = reader->Get(Key(0)).value().value_or("0:");
    number = NumberIn(first);
    // It may have been killed between the commit and its report.
    EXPECT_GE(number, acknowledged);
    EXPECT_LE(number, acknowledged + 1);
    if (number == 0) continue;
    for (int record = 0; record < kRecordsOfOne; ++record) {
      ASSERT_TRUE(reader->Get(Key(record)).value() == Value(number, record)) << "round " << round;
    }
    EXPECT_EQ(reader->Get(fmt::format("own/{}", number % 3)).value().has_value(), number % 2 == 0);
  }
  EXPECT_GT(acknowledged_count, 100U);
}

TEST(SqliteSessionStoreCrash, IsMadeByTheNextOneWhenItsMakerWasKilled) {
  std::mt19937 random(20240301);
  for (int round = 0; round < kRounds; ++round) {
    const TemporaryFolder folder;
    const pid_t child = fork();
    if (child == 0) {
      const auto store = vitrine::OpenSqliteSessionStore(folder.Path("store"));
      for (;;) pause();
    }
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 40'000));
    kill(child, SIGKILL);
    ASSERT_EQ(waitpid(child, nullptr, 0), child);
    const auto store = vitrine::OpenSqliteSessionStore(folder.Path("store"));
    ASSERT_TRUE(store) << "round " << round << ": " << store.error().what;
    EXPECT_TRUE(PutOne(**store, "key", "value"));
  }
}

}  // namespace
}  // namespace vitrine::store

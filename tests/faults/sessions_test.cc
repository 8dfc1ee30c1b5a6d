// A process that uses sessions is killed at random moments, again and again: every session is found at a
// state that was acknowledged, or at the one after it that was on its way.
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "vitrine/session.h"

namespace vitrine {
namespace {

constexpr int kSessions = 100;
constexpr int kRunsMin = 1000;
constexpr int kRoundsMax = 400;

// What a child tells: that this session has made its n-th run, and has been told so.
struct Acknowledged {
  std::int32_t session;
  std::int32_t n;
};

// Everything that is Vitrine's lives and dies in children.
pid_t Child(const std::function<void()>& work) {
  const pid_t child = fork();
  if (child != 0) return child;
  work();
  _exit(0);
}

int EndOf(pid_t child) {
  int status = 0;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  return status;
}

struct House {
  // Interpreters in this process, or in workers.
  House(const std::string& path, bool by_workers) {
    store = std::move(*OpenSqliteSessionStore(path));
    if (by_workers) {
      pool =
          std::move(*WorkerPool::Create({.workers_count_max = 4, .worker_program = VITRINE_WORKER_PROGRAM}));
      sessions = std::move(*Sessions::Make(*pool, *store, {.live_count_max = 4}));
    } else {
      image = std::move(*Image::Load());
      sessions = std::move(*Sessions::Make(*image, *store, {.live_count_max = 20}));
    }
  }

  Grants grants;
  std::unique_ptr<SessionStore> store;
  std::unique_ptr<Image> image;
  std::unique_ptr<WorkerPool> pool;
  std::unique_ptr<Sessions> sessions;
};

std::string NameOf(int session) { return "s" + std::to_string(session); }

// Runs of random sessions until the end, however it comes. What a run counts stands in a name, in a list and
// in a file; some of the time other things are done to the session, which leave all of them as they are.
void Work(const std::string& path, bool by_workers, int pipe, unsigned seed) {
  House house(path, by_workers);
  std::mt19937 random(seed);  // NOLINT: each child's own
  while (true) {
    const int number = static_cast<int>(random() % kSessions);
    auto session = house.sessions->Open(NameOf(number), house.grants);
    if (!session) {
      session = house.sessions->Create(NameOf(number), house.grants, {.history = {.turns_count_max = 5}});
      if (!session) _exit(2);
    }
    const auto outcome = (*session)->Run(
        "log = globals().get('log', [])\nlog.append('x' * 100)\nn = len(log)\n"
        "with open('/tmp/n', 'w') as f: f.write(str(n))\nn");
    if (!outcome || outcome->status != Status::kOk || outcome->rolled_back) {
      std::fprintf(stderr, "%s\n", outcome ? ToJson(*outcome).c_str() : outcome.error().what.c_str());
      _exit(4);
    }
    const Acknowledged told = {number, std::stoi(*outcome->value_repr)};
    if (write(pipe, &told, sizeof(told)) != sizeof(told)) _exit(5);
    switch (random() % 8) {
      case 0:
        if (!(*session)->Run("import os; log.clear(); os.abort()")->rolled_back) _exit(6);
        break;
      case 1:
        static_cast<void>((*session)->Fork("fork").has_value());
        static_cast<void>(house.sessions->Remove("fork").has_value());
        break;
      case 2:
        house.sessions->EvictIdle(std::chrono::milliseconds(0));
        break;
      default:
        break;
    }
  }
}

// Whether each session is at a state that can be.
void Verify(const std::string& path, const std::array<int, kSessions>& acknowledged) {
  House house(path, false);
  for (int number = 0; number < kSessions; ++number) {
    const auto session = house.sessions->Open(NameOf(number), house.grants);
    if (!session) {
      if (session.error().kind == ErrorKind::kNotFound && acknowledged[static_cast<std::size_t>(number)] == 0)
        continue;
      std::fprintf(stderr, "session %d: %s\n", number, session.error().what.c_str());
      _exit(10);
    }
    const auto outcome = (*session)->Run(
        "import os\n"
        "n = globals().get('n', 0); log = globals().get('log', [])\n"
        "f = int(open('/tmp/n').read()) if os.path.exists('/tmp/n') else 0\n"
        "n if n == len(log) == f else -1");
    if (!outcome || !outcome->value_repr) _exit(11);
    const int n = std::stoi(*outcome->value_repr);
    const int told = acknowledged[static_cast<std::size_t>(number)];
    if (n < told || n > told + 1) {
      std::fprintf(stderr, "session %d is at run %d, and %d was acknowledged\n", number, n, told);
      _exit(12);
    }
    // Verifying is a turn, too; the next round counts on.
    if (!(*session)->History()) _exit(13);
  }
}

void KillAtRandom(bool by_workers, int runs_min) {
  std::string folder = (std::filesystem::temp_directory_path() / "vitrine-faults-XXXXXX").string();
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  const std::string path = folder + "/sessions.db";
  std::array<int, kSessions> acknowledged{};
  std::mt19937 random(20261128);  // NOLINT: the same moments every time, as far as that goes
  int runs = 0;
  int rounds = 0;
  unsigned span_ms = 200;
  for (; runs < runs_min && rounds < kRoundsMax; ++rounds) {
    int pipe_ends[2];
    ASSERT_EQ(pipe(pipe_ends), 0);
    const pid_t child = Child([&] {
      close(pipe_ends[0]);
      Work(path, by_workers, pipe_ends[1], static_cast<unsigned>(rounds));
    });
    close(pipe_ends[1]);
    // Some end while they start, most while they work.
    std::this_thread::sleep_for(std::chrono::milliseconds(10 + random() % span_ms));
    kill(child, SIGKILL);
    const int status = EndOf(child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended with " << WEXITSTATUS(status);
    const int runs_before = runs;
    Acknowledged told;
    while (read(pipe_ends[0], &told, sizeof(told)) == sizeof(told)) {
      int& last = acknowledged[static_cast<std::size_t>(told.session)];
      // The run before may have been stored and not told.
      ASSERT_TRUE(told.n == last + 1 || told.n == last + 2)
          << told.session << ": " << told.n << " after " << last;
      last = told.n;
      ++runs;
    }
    close(pipe_ends[0]);
    // A machine that is slow, or busy, may need more time to do anything.
    span_ms = runs == runs_before ? std::min(span_ms * 3 / 2, 5000u) : std::max(span_ms * 9 / 10, 200u);
    if (rounds % 20 == 19) {
      ASSERT_EQ(EndOf(Child([&] { Verify(path, acknowledged); })), 0);
    }
  }
  EXPECT_GE(runs, runs_min) << "after " << rounds << " rounds";
  EXPECT_GE(rounds, 5);
  EXPECT_EQ(EndOf(Child([&] { Verify(path, acknowledged); })), 0);
  std::filesystem::remove_all(folder);
}

TEST(SessionFaults, KilledInProcessAtRandomPointsOfAThousandRuns) { KillAtRandom(false, kRunsMin); }

TEST(SessionFaults, KilledWithWorkersAtRandomPoints) { KillAtRandom(true, 300); }

}  // namespace
}  // namespace vitrine

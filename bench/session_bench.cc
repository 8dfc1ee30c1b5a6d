// What sessions cost: a turn with its checkpoint, a fork, a snapshot, leaving memory and coming back; with 1,
// 2, 10 and 50 MB of a session's own state, over a store in a file.
#include <benchmark/benchmark.h>
#include <stdlib.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "bench/bench_support.h"
#include "sandbox/image_impl.h"
#include "session/snapshot.h"
#include "vitrine/session.h"

namespace {

using namespace vitrine::bench;  // NOLINT(google-build-using-namespace): this file is the program's own
using vitrine::Session;

class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "vitrine-bench-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string File(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

struct House {
  explicit House(const vitrine::SessionsOptions& options = {.live_count_max = 2000})
      : image(Must(vitrine::Image::Load())),
        store(Must(vitrine::OpenSqliteSessionStore(folder.File("sessions.db")))),
        sessions(Must(vitrine::Sessions::Make(*image, *store, options))) {}

  Folder folder;
  std::unique_ptr<vitrine::Image> image;
  std::unique_ptr<vitrine::SessionStore> store;
  std::unique_ptr<vitrine::Sessions> sessions;
};

void Do(Session& session, const std::string& code) {
  const vitrine::Outcome outcome = Must(session.Run(code));
  if (outcome.status == vitrine::Status::kOk) return;
  std::fprintf(stderr, "benchmark cannot run: %s\n", ToJson(outcome).c_str());
  std::exit(1);
}

// Rows of a table, as a program that looks at data has them: what an ordinary session holds. So many that the
// session's own pages come to `megabytes`, imports included (the counter state_MB tells).
std::unique_ptr<Session> NewSession(House& house, const std::string& name, std::int64_t megabytes) {
  auto session = Must(house.sessions->Create(name, NoGrants(), {.limits = {.memory_bytes_max = 512u << 20}}));
  Do(*session, "import json, re, random\nrows = []");
  Do(*session,
     "rows = [{'id': i, 'name': f'customer {i}', 'city': random.choice(['Oslo', 'Lima', 'Pune']), "
     "'total': i * 1.25, 'tags': ['a', str(i % 7)]} for i in range(" +
         std::to_string(2200 + (megabytes - 1) * 4050) + ")]");
  return session;
}

// Pages of its own, in MB.
double StateMegabytes(House& house, std::string_view snapshot) {
  const auto& image = house.image->impl().memory();
  const auto state =
      Must(vitrine::session::ReadSnapshot(snapshot, house.image->id(), image.memory(), 1u << 30));
  return static_cast<double>(state.pages().size()) * 4096 / (1 << 20);
}

void Sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->Arg(1)->Arg(2)->Arg(10)->Arg(50)->Unit(benchmark::kMicrosecond);
}

void BM_Turn(benchmark::State& state) {
  House house;
  const auto session = NewSession(house, "a", state.range(0));
  std::vector<double> times;
  int n = 0;
  for ([[maybe_unused]] auto _ : state) {
    const std::string code = "rows[" + std::to_string(n++ % 100) + "]['total'] += 1\nprint(1+1)";
    const Clock::time_point start = Clock::now();
    Do(*session, code);
    times.push_back(Microseconds(Clock::now() - start));
  }
  Report(state, "turn", std::move(times));
  state.counters["state_MB"] = StateMegabytes(house, Must(session->Snapshot()));
}
BENCHMARK(BM_Turn)->Apply(Sizes);

// fork() itself, and until the second session has run `print(1+1)` and stored that turn.
void Fork(benchmark::State& state, House& house, Session& session) {
  std::vector<double> forked;
  std::vector<double> ran;
  for ([[maybe_unused]] auto _ : state) {
    const Clock::time_point start = Clock::now();
    auto fork = Must(session.Fork("fork"));
    forked.push_back(Microseconds(Clock::now() - start));
    Do(*fork, "print(1+1)");
    ran.push_back(Microseconds(Clock::now() - start));
    state.PauseTiming();
    fork.reset();
    static_cast<void>(house.sessions->Remove("fork").has_value());
    state.ResumeTiming();
  }
  Report(state, "fork", std::move(forked));
  Report(state, "fork_and_run", std::move(ran));
}

void BM_Fork(benchmark::State& state) {
  House house;
  const auto session = NewSession(house, "a", state.range(0));
  Fork(state, house, *session);
}
BENCHMARK(BM_Fork)->Apply(Sizes);

void BM_ForkAmongAThousand(benchmark::State& state) {
  House house;
  const auto session = NewSession(house, "a", state.range(0));
  std::vector<std::unique_ptr<Session>> others;
  for (int i = 0; i < 1000; ++i) {
    others.push_back(Must(session->Fork("other " + std::to_string(i))));
    Do(*others.back(), "x = 1");
  }
  if (house.sessions->live_count() != 1001) std::abort();
  state.counters["MB_for_each_other"] = PrivateKib("self") / 1024 / 1000;
  Fork(state, house, *session);
}
BENCHMARK(BM_ForkAmongAThousand)->Arg(2)->Unit(benchmark::kMicrosecond);

void BM_Snapshot(benchmark::State& state) {
  House house;
  const auto session = NewSession(house, "a", state.range(0));
  std::vector<double> times;
  std::string snapshot;
  for ([[maybe_unused]] auto _ : state) {
    const Clock::time_point start = Clock::now();
    snapshot = Must(session->Snapshot());
    times.push_back(Microseconds(Clock::now() - start));
  }
  Report(state, "snapshot", std::move(times));
  state.counters["state_MB"] = StateMegabytes(house, snapshot);
  state.counters["part_of_pages"] =
      static_cast<double>(snapshot.size()) / (1 << 20) / StateMegabytes(house, snapshot);
}
BENCHMARK(BM_Snapshot)->Apply(Sizes);

// From bytes to a stored session, and until it has run.
void BM_Restore(benchmark::State& state) {
  House house;
  const std::string snapshot = Must(NewSession(house, "a", state.range(0))->Snapshot());
  std::vector<double> restored;
  std::vector<double> ran;
  for ([[maybe_unused]] auto _ : state) {
    const Clock::time_point start = Clock::now();
    auto session = Must(
        house.sessions->Restore("b", snapshot, NoGrants(), {.limits = {.memory_bytes_max = 512u << 20}}));
    restored.push_back(Microseconds(Clock::now() - start));
    Do(*session, "print(1+1)");
    ran.push_back(Microseconds(Clock::now() - start));
    state.PauseTiming();
    session.reset();
    static_cast<void>(house.sessions->Remove("b").has_value());
    state.ResumeTiming();
  }
  Report(state, "restore", std::move(restored));
  Report(state, "restore_and_run", std::move(ran));
}
BENCHMARK(BM_Restore)->Apply(Sizes);

// Out of memory, and back with the next run.
void BM_LeaveAndComeBack(benchmark::State& state) {
  House house;
  const auto session = NewSession(house, "a", state.range(0));
  std::vector<double> left;
  std::vector<double> back;
  for ([[maybe_unused]] auto _ : state) {
    const Clock::time_point start = Clock::now();
    house.sessions->EvictIdle(std::chrono::milliseconds(0));
    left.push_back(Microseconds(Clock::now() - start));
    const Clock::time_point gone = Clock::now();
    Do(*session, "print(1+1)");
    back.push_back(Microseconds(Clock::now() - gone));
  }
  Report(state, "leave", std::move(left));
  Report(state, "come_back_and_run", std::move(back));
  state.counters["state_MB"] = StateMegabytes(house, Must(session->Snapshot()));
}
BENCHMARK(BM_LeaveAndComeBack)->Apply(Sizes);

// Ten thousand stored sessions of 1 MB; each iteration uses one that has left memory long ago.
void BM_TenThousandStored(benchmark::State& state) {
  House house({.live_count_max = 32});
  const auto first = NewSession(house, "a", 1);
  const Clock::time_point start = Clock::now();
  for (int i = 0; i < 10'000; ++i) {
    const auto session = Must(first->Fork("s" + std::to_string(i)));
    Do(*session, "mine = " + std::to_string(i));
  }
  state.counters["fork_and_run_each_us"] = Microseconds(Clock::now() - start) / 10'000;
  const Clock::time_point listing = Clock::now();
  std::string after;
  std::size_t count = 0;
  while (true) {
    const auto page = Must(house.sessions->List("", after));
    if (page.empty()) break;
    count += page.size();
    after = page.back().name;
  }
  if (count != 10'001) std::abort();
  state.counters["list_all_ms"] = Microseconds(Clock::now() - listing) / 1000;
  state.counters["file_MB"] =
      static_cast<double>(std::filesystem::file_size(house.folder.File("sessions.db"))) / (1 << 20);
  state.counters["process_MB"] = PrivateKib("self") / 1024;
  std::vector<double> times;
  std::uint32_t next = 0;
  for ([[maybe_unused]] auto _ : state) {
    next = (next + 7919) % 10'000;
    const Clock::time_point used = Clock::now();
    const auto session = Must(house.sessions->Open("s" + std::to_string(next), NoGrants()));
    Do(*session, "print(mine)");
    times.push_back(Microseconds(Clock::now() - used));
  }
  Report(state, "open_and_run", std::move(times));
}
BENCHMARK(BM_TenThousandStored)->Unit(benchmark::kMicrosecond)->Iterations(500);

}  // namespace

BENCHMARK_MAIN();

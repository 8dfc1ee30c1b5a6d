// What the second pane costs: one-shot runs through warm and new workers, throughput, memory.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "bench/bench_support.h"
#include "vitrine/worker_pool.h"

namespace {

using namespace vitrine::bench;  // NOLINT(google-build-using-namespace): this file is the program's own

std::unique_ptr<vitrine::WorkerPool> MakePool(vitrine::WorkerPoolOptions options) {
  options.worker_program = "/proc/self/exe";
  auto pool = Must(vitrine::WorkerPool::Create(options));
  Must(pool->protections());  // waits until the zygote is ready
  return pool;
}

void OneShot(vitrine::WorkerPool& pool, std::string_view tenant = {}) {
  const auto sandbox = Must(pool.CreateSandbox(NoGrants(), {}, tenant));
  const vitrine::Outcome outcome = Must(sandbox->Run("print(1+1)"));
  if (outcome.stdout_text != "2\n") {
    std::fprintf(stderr, "benchmark cannot run: %s\n",
                 outcome.failure ? outcome.failure->message.c_str() : "a run printed something else");
    std::exit(1);
  }
}

// From the request to the answer, through a worker that is warm and idle. Each request comes alone: the
// worker has recycled its slot by then.
void BM_WarmWorker(benchmark::State& state) {
  const auto pool = MakePool({.spares_count = 0});
  for (int i = 0; i < 50; ++i) OneShot(*pool);
  std::vector<double> times;
  for ([[maybe_unused]] auto _ : state) {
    const Clock::time_point start = Clock::now();
    {
      const auto sandbox = Must(pool->CreateSandbox(NoGrants()));
      benchmark::DoNotOptimize(Must(sandbox->Run("print(1+1)")));
      times.push_back(Microseconds(Clock::now() - start));
    }
    std::this_thread::sleep_for(std::chrono::microseconds(100));
  }
  Report(state, "answer", std::move(times));
}
BENCHMARK(BM_WarmWorker)->Unit(benchmark::kMicrosecond);

// Each request is another tenant's, so that a worker is forked for it.
void BM_NewWorker(benchmark::State& state) {
  const auto pool = MakePool({.workers_count_max = 1, .spares_count = 0, .tenants_count_max = 1'000'000});
  std::vector<double> times;
  int tenant = 0;
  for ([[maybe_unused]] auto _ : state) {
    const Clock::time_point start = Clock::now();
    OneShot(*pool, std::to_string(++tenant));
    times.push_back(Microseconds(Clock::now() - start));
  }
  Report(state, "answer", std::move(times));
}
BENCHMARK(BM_NewWorker)->Unit(benchmark::kMicrosecond);

// Runs a second, from several threads at once.
void BM_Throughput(benchmark::State& state) {
  static const std::unique_ptr<vitrine::WorkerPool> pool = MakePool({.spares_count = 0});
  OneShot(*pool);
  for ([[maybe_unused]] auto _ : state) OneShot(*pool);
  state.counters["runs"] =
      benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(BM_Throughput)->Threads(1)->Threads(2)->Threads(4)->UseRealTime()->Unit(benchmark::kMicrosecond);

// The processes whose ancestor is this one.
std::vector<std::string> Descendants() {
  std::vector<std::string> found = {std::to_string(getpid())};
  for (std::size_t i = 0; i < found.size(); ++i) {
    std::ifstream children("/proc/" + found[i] + "/task/" + found[i] + "/children");
    for (std::string child; children >> child;) found.push_back(child);
  }
  found.erase(found.begin());
  return found;
}

// Private memory of an idle worker that has run a print: the growth of all processes with ten more workers.
void BM_IdleMemory(benchmark::State& state) {
  constexpr int kCount = 10;
  for ([[maybe_unused]] auto _ : state) {
    const auto pool = MakePool({.spares_count = 0});
    const auto private_kib = [] {
      double kib = 0;
      for (const std::string& process : Descendants()) kib += PrivateKib(process);
      return kib;
    };
    OneShot(*pool);
    const double before = private_kib();
    {
      std::vector<std::unique_ptr<vitrine::Sandbox>> sandboxes;
      for (int i = 0; i <= kCount; ++i) {
        sandboxes.push_back(Must(pool->CreateSandbox(NoGrants())));
        Must(sandboxes.back()->Run("print(1+1)"));
      }
    }
    OneShot(*pool);
    state.counters["private_KiB_each"] = (private_kib() - before) / kCount;
  }
}
BENCHMARK(BM_IdleMemory)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
  if (const auto code = vitrine::RunWorkerIfAsked(argc, argv)) return *code;
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}

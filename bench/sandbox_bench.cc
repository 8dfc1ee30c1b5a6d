// Starting, recycling, host calls, memory: what one sandbox costs.
#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <vector>

#include "bench/bench_support.h"
#include "vitrine/sandbox.h"

namespace {

using namespace vitrine::bench;  // NOLINT(google-build-using-namespace): this file is the program's own

using vitrine::Interpreter;

template <Interpreter interpreter>
const vitrine::Image& TheImage() {
  static const std::unique_ptr<vitrine::Image> image =
      Must(vitrine::Image::Load({.interpreter = interpreter, .slots_count_max = 11'000}));
  return *image;
}

// From the request to the answer, and on to the recycled slot. The slot is warm: the first runs are not
// counted.
template <Interpreter interpreter>
void StartRunRecycle(benchmark::State& state, const char* code) {
  std::vector<double> answers;
  std::vector<double> cycles;
  int warm_up = 50;
  for ([[maybe_unused]] auto _ : state) {
    const Clock::time_point start = Clock::now();
    std::unique_ptr<vitrine::Sandbox> sandbox =
        Must(vitrine::Sandbox::Create(TheImage<interpreter>(), NoGrants()));
    vitrine::Outcome outcome = Must(sandbox->Run(code));
    const Clock::time_point answered = Clock::now();
    if (outcome.status != vitrine::Status::kOk) state.SkipWithError("the run failed");
    sandbox.reset();
    const Clock::time_point recycled = Clock::now();
    if (warm_up-- > 0) continue;
    answers.push_back(Microseconds(answered - start));
    cycles.push_back(Microseconds(recycled - start));
  }
  Report(state, "answer", std::move(answers));
  Report(state, "cycle", std::move(cycles));
}

template <Interpreter interpreter>
void BM_Pass(benchmark::State& state) {
  StartRunRecycle<interpreter>(state, "pass");
}
BENCHMARK(BM_Pass<Interpreter::kCpython>)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_Pass<Interpreter::kMicropython>)->Unit(benchmark::kMicrosecond);

template <Interpreter interpreter>
void BM_Print(benchmark::State& state) {
  StartRunRecycle<interpreter>(state, "print(1+1)");
}
BENCHMARK(BM_Print<Interpreter::kCpython>)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_Print<Interpreter::kMicropython>)->Unit(benchmark::kMicrosecond);

template <Interpreter interpreter>
void BM_JsonReport(benchmark::State& state) {
  StartRunRecycle<interpreter>(
      state,
      "import json, statistics\n"
      "rows = [{'n': i, 'v': i * 37 % 101} for i in range(200)]\n"
      "print(json.dumps({'mean': statistics.mean(r['v'] for r in rows), 'max': max(r['v'] for r in rows)}))");
}
BENCHMARK(BM_JsonReport<Interpreter::kCpython>)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_JsonReport<Interpreter::kMicropython>)->Unit(benchmark::kMicrosecond);

// A run in a sandbox that stays: no start, no recycling.
template <Interpreter interpreter>
void BM_RunAgain(benchmark::State& state) {
  std::unique_ptr<vitrine::Sandbox> sandbox =
      Must(vitrine::Sandbox::Create(TheImage<interpreter>(), NoGrants()));
  for ([[maybe_unused]] auto _ : state) {
    vitrine::Outcome outcome = Must(sandbox->Run("print(1+1)"));
    benchmark::DoNotOptimize(outcome);
  }
}
BENCHMARK(BM_RunAgain<Interpreter::kCpython>)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_RunAgain<Interpreter::kMicropython>)->Unit(benchmark::kMicrosecond);

// A host call with nothing in it and its reply: the loop's time with the call, less the loop's time without.
template <Interpreter interpreter>
void BM_HostCall(benchmark::State& state) {
  vitrine::Grants grants;
  vitrine::HostFunction nothing{.name = "nothing", .doc = "Does nothing.", .calls_count_max = 1'000'000'000};
  nothing.call = [](const vitrine::CallContext&, std::span<const vitrine::Value>) {
    return vitrine::Value();
  };
  if (const auto added = grants.AddFunction(std::move(nothing)); !added)
    state.SkipWithError(added.error().what.c_str());
  vitrine::SandboxOptions options;
  options.limits.host_calls_max = 1'000'000'000;
  std::unique_ptr<vitrine::Sandbox> sandbox =
      Must(vitrine::Sandbox::Create(TheImage<interpreter>(), grants, options));
  Must(
      sandbox->Run("def without():\n for _ in range(20000): pass\ndef with_call(f=nothing):\n for _ in "
                   "range(20000): f()"));
  std::vector<double> times;
  for ([[maybe_unused]] auto _ : state) {
    const vitrine::Outcome without = Must(sandbox->Run("without()"));
    const vitrine::Outcome with_call = Must(sandbox->Run("with_call()"));
    times.push_back(Microseconds(with_call.usage.wall - without.usage.wall) / 20000);
  }
  Report(state, "call", std::move(times));
}
BENCHMARK(BM_HostCall<Interpreter::kCpython>)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_HostCall<Interpreter::kMicropython>)->Unit(benchmark::kMillisecond);

// Many live sandboxes, each idle after a print.
template <Interpreter interpreter>
void BM_Live(benchmark::State& state) {
  const auto count = static_cast<std::size_t>(state.range(0));
  for ([[maybe_unused]] auto _ : state) {
    const double before = PrivateKib("self");
    std::vector<std::unique_ptr<vitrine::Sandbox>> live;
    for (std::size_t i = 0; i < count; ++i) {
      live.push_back(Must(vitrine::Sandbox::Create(TheImage<interpreter>(), NoGrants())));
      Must(live.back()->Run("print(1+1)"));
    }
    state.counters["private_KiB_each"] = (PrivateKib("self") - before) / static_cast<double>(count);
    for (const auto& sandbox : live) {
      if (!sandbox->alive()) state.SkipWithError("one has ended");
    }
  }
}
BENCHMARK(BM_Live<Interpreter::kCpython>)->Arg(1000)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(BM_Live<Interpreter::kMicropython>)->Arg(10'000)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace

BENCHMARK_MAIN();

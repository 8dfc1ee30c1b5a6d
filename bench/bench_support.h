// What the programs of Google Benchmark share.
#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "vitrine/error.h"
#include "vitrine/grants.h"

namespace vitrine::bench {

using Clock = std::chrono::steady_clock;

// The result, or the end of the program.
template <typename T>
T Must(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "benchmark cannot run: %s\n", result.error().what.c_str());
    std::exit(1);
  }
  return std::move(*result);
}

inline const Grants& NoGrants() {
  static const Grants grants;
  return grants;
}

inline double Microseconds(Clock::duration time) {
  return std::chrono::duration<double, std::micro>(time).count();
}

// Median and 99th percentile as counters, in microseconds.
inline void Report(benchmark::State& state, const std::string& name, std::vector<double> times) {
  if (times.empty()) return;
  std::ranges::sort(times);
  state.counters[name + "_us"] = times[times.size() / 2];
  state.counters[name + "_p99_us"] = times[times.size() * 99 / 100];
}

// Private memory of a process, in KiB. `process`: its number, or "self".
inline double PrivateKib(const std::string& process) {
  std::ifstream smaps("/proc/" + process + "/smaps_rollup");
  double kib = 0;
  for (std::string line; std::getline(smaps, line);) {
    if (line.starts_with("Private_Dirty:") || line.starts_with("Private_Clean:")) kib += std::atof(&line[15]);
  }
  return kib;
}

}  // namespace vitrine::bench

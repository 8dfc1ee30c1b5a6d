// Counts of what a service does, as Prometheus reads them.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "vitrine/outcome.h"

namespace vitrine::service {

// Counts in buckets of time. Thread-safe.
class Histogram {
 public:
  void Add(std::chrono::nanoseconds time);
  // The lines of a histogram in seconds.
  void Write(std::string_view name, std::string_view labels, std::string& out) const;

 private:
  static constexpr std::array<double, 14> kBounds = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01,
                                                     0.025,  0.05,    0.1,    0.5,   1,      5,     30};
  std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> buckets_{};
  std::atomic<std::uint64_t> count_ = 0;
  std::atomic<std::uint64_t> nanoseconds_ = 0;
};

// Thread-safe.
class Metrics {
 public:
  void CountRun(const Outcome& outcome, std::chrono::nanoseconds time);
  void CountOverQuota() { ++over_quota_; }
  void CountFull() { ++full_; }

  void Write(std::string& out) const;

 private:
  static constexpr std::size_t kStatuses = 7;
  static constexpr std::size_t kLimits = 6;

  std::array<std::atomic<std::uint64_t>, kStatuses> runs_{};
  std::array<std::atomic<std::uint64_t>, kLimits> limits_{};
  std::atomic<std::uint64_t> rolled_back_ = 0;
  std::atomic<std::uint64_t> output_bytes_ = 0;
  std::atomic<std::uint64_t> host_calls_ = 0;
  std::atomic<std::uint64_t> over_quota_ = 0;
  std::atomic<std::uint64_t> full_ = 0;
  Histogram times_;
};

// "# HELP", "# TYPE" and, with a value, the line of a metric without labels.
void WriteMetricHead(std::string_view name, std::string_view type, std::string_view help, std::string& out);
void WriteMetric(std::string_view name, std::string_view type, std::string_view help, std::uint64_t value,
                 std::string& out);

}  // namespace vitrine::service

#include "service/metrics.h"

#include <fmt/format.h>

#include <iterator>

namespace vitrine::service {

void Histogram::Add(std::chrono::nanoseconds time) {
  const double seconds = std::chrono::duration<double>(time).count();
  std::size_t bucket = 0;
  while (bucket < kBounds.size() && seconds > kBounds[bucket]) ++bucket;
  ++buckets_[bucket];
  ++count_;
  nanoseconds_ += static_cast<std::uint64_t>(time.count());
}

void Histogram::Write(std::string_view name, std::string_view labels, std::string& out) const {
  const auto to = std::back_inserter(out);
  const std::string_view comma = labels.empty() ? "" : ",";
  std::uint64_t so_far = 0;
  for (std::size_t i = 0; i < kBounds.size(); ++i) {
    so_far += buckets_[i];
    fmt::format_to(to, "{}_bucket{{{}{}le=\"{}\"}} {}\n", name, labels, comma, kBounds[i], so_far);
  }
  so_far += buckets_.back();
  fmt::format_to(to, "{}_bucket{{{}{}le=\"+Inf\"}} {}\n", name, labels, comma, so_far);
  const std::string in_braces = labels.empty() ? std::string() : fmt::format("{{{}}}", labels);
  fmt::format_to(to, "{}_sum{} {:.9f}\n", name, in_braces, static_cast<double>(nanoseconds_) * 1e-9);
  fmt::format_to(to, "{}_count{} {}\n", name, in_braces, so_far);
}

void WriteMetricHead(std::string_view name, std::string_view type, std::string_view help, std::string& out) {
  fmt::format_to(std::back_inserter(out), "# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

void WriteMetric(std::string_view name, std::string_view type, std::string_view help, std::uint64_t value,
                 std::string& out) {
  WriteMetricHead(name, type, help, out);
  fmt::format_to(std::back_inserter(out), "{} {}\n", name, value);
}

void Metrics::CountRun(const Outcome& outcome, std::chrono::nanoseconds time) {
  ++runs_.at(static_cast<std::size_t>(outcome.status));
  ++limits_.at(static_cast<std::size_t>(outcome.limit));
  if (outcome.rolled_back) ++rolled_back_;
  output_bytes_ += outcome.usage.output_bytes;
  host_calls_ += outcome.usage.host_calls;
  times_.Add(time);
}

void Metrics::Write(std::string& out) const {
  const auto to = std::back_inserter(out);
  WriteMetricHead("vitrine_runs_total", "counter", "Runs by what became of them.", out);
  for (std::size_t i = 0; i < kStatuses; ++i) {
    fmt::format_to(to, "vitrine_runs_total{{status=\"{}\"}} {}\n", Name(static_cast<Status>(i)),
                   runs_[i].load());
  }
  WriteMetricHead("vitrine_limits_total", "counter", "Runs that a limit ended.", out);
  for (std::size_t i = 1; i < kLimits; ++i) {
    fmt::format_to(to, "vitrine_limits_total{{limit=\"{}\"}} {}\n", Name(static_cast<LimitKind>(i)),
                   limits_[i].load());
  }
  WriteMetric("vitrine_rolled_back_total", "counter", "Runs of sessions that were undone.", rolled_back_,
              out);
  WriteMetric("vitrine_output_bytes_total", "counter", "Bytes that code has written.", output_bytes_, out);
  WriteMetric("vitrine_host_calls_total", "counter", "Calls of granted functions.", host_calls_, out);
  WriteMetric("vitrine_over_quota_total", "counter", "Requests refused over a quota.", over_quota_, out);
  WriteMetric("vitrine_full_total", "counter", "Requests refused because the server was full.", full_, out);
  WriteMetricHead("vitrine_run_seconds", "histogram", "Time of a run, waiting for its interpreter included.",
                  out);
  times_.Write("vitrine_run_seconds", "", out);
}

}  // namespace vitrine::service

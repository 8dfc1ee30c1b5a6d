#include "service/metrics.h"

#include <gtest/gtest.h>

namespace vitrine::service {
namespace {

TEST(Metrics, CountRuns) {
  Metrics metrics;
  metrics.CountRun({.status = Status::kOk}, std::chrono::microseconds(300));
  metrics.CountRun({.status = Status::kLimit, .limit = LimitKind::kMemory, .rolled_back = true},
                   std::chrono::seconds(60));
  metrics.CountOverQuota();
  std::string out;
  metrics.Write(out);
  for (const char* line :
       {"vitrine_runs_total{status=\"ok\"} 1\n", "vitrine_runs_total{status=\"limit\"} 1\n",
        "vitrine_runs_total{status=\"trap\"} 0\n", "vitrine_limits_total{limit=\"memory\"} 1\n",
        "vitrine_rolled_back_total 1\n", "vitrine_over_quota_total 1\n",
        "vitrine_run_seconds_bucket{le=\"0.00025\"} 0\n", "vitrine_run_seconds_bucket{le=\"0.0005\"} 1\n",
        "vitrine_run_seconds_bucket{le=\"30\"} 1\n", "vitrine_run_seconds_bucket{le=\"+Inf\"} 2\n",
        "vitrine_run_seconds_sum 60.000300000\n", "vitrine_run_seconds_count 2\n",
        "# TYPE vitrine_run_seconds histogram\n"}) {
    EXPECT_NE(out.find(line), std::string::npos) << line << "\n" << out;
  }
}

}  // namespace
}  // namespace vitrine::service

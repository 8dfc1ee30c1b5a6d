#include "worker/worker_bytes.h"

#include <gtest/gtest.h>

namespace vitrine::worker {
namespace {

constexpr std::uint64_t kCode = 16u << 20;

TEST(WorkerBytesMax, GrowsWithEveryLimitThatTheWorkerHolds) {
  const std::uint64_t least = WorkerBytesMax({}, kCode, Holds::kNoState);
  EXPECT_GT(least, Limits().memory_bytes_max + 3 * Limits().file_bytes_max);
  EXPECT_LT(least, std::uint64_t{2} << 30);
  const std::uint64_t more = std::uint64_t{1} << 30;
  EXPECT_EQ(WorkerBytesMax({.memory_bytes_max = Limits().memory_bytes_max + more}, kCode, Holds::kNoState),
            least + more);
  EXPECT_GE(WorkerBytesMax({.output_bytes_max = more}, kCode, Holds::kNoState), least + 2 * more);
  EXPECT_GE(WorkerBytesMax({.file_bytes_max = more}, kCode, Holds::kNoState), least + 2 * more);
  EXPECT_EQ(WorkerBytesMax({}, kCode, Holds::kState), least + 2 * Limits().memory_bytes_max);
}

}  // namespace
}  // namespace vitrine::worker

#include "cli/sandbox_source.h"

#include <gtest/gtest.h>

namespace vitrine::cli {
namespace {

TEST(WorkerBytesMax, GrowsWithEveryLimitThatTheWorkerHolds) {
  const std::uint64_t least = WorkerBytesMax({}, WorkerHolds::kNoState);
  EXPECT_GT(least, Limits().memory_bytes_max + 3 * Limits().file_bytes_max);
  EXPECT_LT(least, std::uint64_t{2} << 30);
  const std::uint64_t more = std::uint64_t{1} << 30;
  EXPECT_EQ(WorkerBytesMax({.memory_bytes_max = Limits().memory_bytes_max + more}, WorkerHolds::kNoState),
            least + more);
  EXPECT_GE(WorkerBytesMax({.output_bytes_max = more}, WorkerHolds::kNoState), least + 2 * more);
  EXPECT_GE(WorkerBytesMax({.file_bytes_max = more}, WorkerHolds::kNoState), least + 2 * more);
  EXPECT_EQ(WorkerBytesMax({}, WorkerHolds::kState), least + 2 * Limits().memory_bytes_max);
}

TEST(SandboxSource, InThisProcessItSaysWhatIsGivenUp) {
  GuestSettings settings;
  settings.panes = GuestSettings::Panes::kOne;
  const auto source = SandboxSource::Start(settings, 1);
  ASSERT_TRUE(source);
  EXPECT_NE((*source)->caution().find("one pane of glass"), std::string::npos);
  const Grants grants;
  const auto sandbox = (*source)->Make(grants, {});
  ASSERT_TRUE(sandbox) << sandbox.error().what;
  const auto outcome = (*sandbox)->Run("print(1+1)");
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->stdout_text, "2\n");
}

}  // namespace
}  // namespace vitrine::cli

#include "cli/sandbox_source.h"

#include <gtest/gtest.h>

namespace vitrine::cli {
namespace {

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

// What the door must refuse (item 34), each file of refused/.
#include "aot/door.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace vitrine::escape {
namespace {

class DoorTest : public testing::TestWithParam<std::string> {};

TEST_P(DoorTest, Refuses) {
  const std::string file = std::string(VITRINE_REFUSED_FOLDER "/") + GetParam() + ".wasm";
  ASSERT_TRUE(std::filesystem::exists(file));
  const auto verdict = aot::CheckModule(file, aot::Policy::kProduct);
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.error().what.find("cannot open"), std::string::npos) << verdict.error().what;
}

std::vector<std::string> Names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(VITRINE_REFUSED_SOURCES)) {
    names.push_back(entry.path().stem().string());
  }
  std::ranges::sort(names);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Files, DoorTest, testing::ValuesIn(Names()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace vitrine::escape

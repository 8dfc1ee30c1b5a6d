#include "cli/jail_report.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

namespace vitrine::cli {
namespace {

Checkup Sample(JailLevel level) {
  Checkup checkup;
  checkup.system = "Linux";
  checkup.kernel = "6.18.0";
  checkup.processor = "x86_64";
  checkup.protections.level = level;
  checkup.protections.list = {
      {"seccomp", true, "45 rules", "It can ask for little; " + std::string(90, 'x') + " and so on"},
      {"landlock", false, "this kernel does not have it", "It cannot open a file."}};
  checkup.answer = std::chrono::microseconds(300);
  return checkup;
}

TEST(CheckupText, NamesEachProtectionAndFitsTheWidth) {
  for (const JailLevel level : {JailLevel::kL0, JailLevel::kL1, JailLevel::kL2, JailLevel::kL3}) {
    Checkup checkup = Sample(level);
    checkup.protections.list[0].meaning =
        "It can ask the kernel for the few things on a list, and for nothing "
        "else, whatever it tries, however often it tries it.";
    const std::string text = CheckupText(checkup);
    EXPECT_NE(text.find("  yes  seccomp              45 rules\n"), std::string::npos) << text;
    EXPECT_NE(text.find("  NO   landlock             this kernel does not have it\n"), std::string::npos);
    EXPECT_NE(text.find(std::string("Level ") + Name(level)), std::string::npos);
    EXPECT_EQ(text.find("are not served") == std::string::npos, level >= JailLevel::kL2);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100u) << line;
  }
}

TEST(CheckupText, AWordThatIsTooLongGetsALineOfItsOwn) {
  EXPECT_NE(CheckupText(Sample(JailLevel::kL3)).find("\n" + std::string(28, ' ') + "xxx"), std::string::npos);
}

TEST(CheckupJson, HoldsTheSame) {
  const auto object = nlohmann::json::parse(CheckupJson(Sample(JailLevel::kL1)));
  EXPECT_EQ(object["level"], "L1");
  EXPECT_EQ(object["several_tenants"], false);
  EXPECT_EQ(object["protections"][1]["name"], "landlock");
  EXPECT_EQ(object["protections"][1]["in_force"], false);
  EXPECT_EQ(object["answer"], 300'000);
}

}  // namespace
}  // namespace vitrine::cli

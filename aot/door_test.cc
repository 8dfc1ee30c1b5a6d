#include "aot/door.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "aot/test_support.h"

namespace vitrine::aot {
namespace {

// The value of a line ";; key: value".
std::string Annotation(const std::string& text, const std::string& key) {
  const std::string head = ";; " + key + ": ";
  const std::size_t at = text.find(head);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + head.size();
  return text.substr(begin, text.find('\n', begin) - begin);
}

// testdata/door: each file states its policy, and the verdict or a part of it.
TEST(Door, JudgesEachFileAsItSays) {
  const std::map<std::string, Policy> policies = {
      {"product", Policy::kProduct}, {"guest", Policy::kGuest}, {"spec", Policy::kSpec}};
  const TestFolder folder;
  const auto files = FilesIn(TestData() / "door", ".wat");
  EXPECT_GE(files.size(), 48u);
  for (const auto& file : files) {
    SCOPED_TRACE(file.filename().string());
    const std::string text = ReadTestFile(file);
    const auto policy = policies.find(Annotation(text, "policy"));
    ASSERT_NE(policy, policies.end());
    const std::string expected = Annotation(text, "verdict");
    ASSERT_FALSE(expected.empty());
    const auto admitted = CheckModule(folder.Assemble(file), policy->second);
    const std::string verdict = admitted ? "admitted" : admitted.error().what;
    EXPECT_NE(verdict.find(expected), std::string::npos) << verdict;
  }
}

TEST(Door, SaysWhenTheFileIsMissing) {
  const auto admitted = CheckModule("no such file", Policy::kProduct);
  ASSERT_FALSE(admitted.has_value());
  EXPECT_EQ(admitted.error().what, "cannot open 'no such file'; expected a wasm module");
}

TEST(Door, SaysWhenWasmValidateIsMissing) {
  const TestFolder folder;
  const auto wasm = folder.Assemble(TestData() / "door" / "mvp.wat");
  const std::string path = std::getenv("PATH");
  setenv("PATH", folder.path().c_str(), 1);
  const auto admitted = CheckModule(wasm, Policy::kProduct);
  setenv("PATH", path.c_str(), 1);
  ASSERT_FALSE(admitted.has_value());
  EXPECT_EQ(admitted.error().what,
            "cannot start 'wasm-validate': No such file or directory; install the package wabt");
}

}  // namespace
}  // namespace vitrine::aot

// Promise P1, P2: translated code means what the WebAssembly specification says, in both memory modes.
//
// The official core test suite lies outside of the tree (VITRINE_SPEC_SUITE, see CMakeLists.txt) and the test
// is skipped without it. Everything the door admits is translated, compiled and run by the product's own
// parts; what it refuses is counted. Floors on the counts keep the suite from shrinking unnoticed.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "tests/spec/script_player.h"

namespace vitrine::spec {
namespace {

class Suite {
 public:
  static aot::Result<Suite> Read(const std::filesystem::path& folder) {
    Suite suite;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".wast") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    std::string pattern = (std::filesystem::temp_directory_path() / "vitrine-spec-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) return aot::Fail("cannot make a temporary folder");
    const std::filesystem::path scratch = pattern;
    for (const auto& file : files) {
      auto script = ReadScript(file, scratch);
      if (!script) return std::unexpected(script.error());
      suite.Judge(*script, scratch);
      suite.scripts_.push_back(std::move(*script));
    }
    std::filesystem::remove_all(scratch);
    return suite;
  }

  const std::vector<Script>& scripts() const { return scripts_; }
  const std::map<std::string, Verdict>& verdicts() const { return verdicts_; }

  std::vector<LibraryInput> Admitted() const {
    std::vector<LibraryInput> inputs;
    for (const auto& [file, verdict] : verdicts_) {
      if (verdict.admitted != nullptr) inputs.push_back({verdict.name, verdict.admitted.get()});
    }
    return inputs;
  }

 private:
  void Judge(const Script& script, const std::filesystem::path& folder) {
    for (const Command& command : script.commands) {
      if (command.file.empty() || command.is_text || verdicts_.contains(command.file)) continue;
      Verdict verdict;
      verdict.name = "m_" + std::filesystem::path(command.file).stem().string();
      std::ranges::replace_if(verdict.name, [](char c) { return c == '-' || c == '.'; }, '_');
      auto admitted = aot::CheckModule(folder / command.file, aot::Policy::kSpec);
      if (admitted) {
        verdict.admitted = std::make_unique<aot::AdmittedModule>(std::move(*admitted));
      } else {
        verdict.refusal = admitted.error().what;
      }
      verdicts_.emplace(command.file, std::move(verdict));
    }
  }

  std::vector<Script> scripts_;
  std::map<std::string, Verdict> verdicts_;
};

void Print(const Tally& tally) {
  fmt::print("assertions: {} run, {} passed; about refused modules: {}; malformed as text: {} skipped\n",
             tally.assertions_run, tally.assertions_passed, tally.assertions_refused, tally.texts_skipped);
  fmt::print("modules: {} run, {} refused by the door:\n", tally.modules_run, tally.modules_refused);
  for (const auto& [reason, count] : tally.refusals) fmt::print("  {:4} {}\n", count, reason);
}

void RunSuite(aot::MemoryMode mode) {
  const char* folder = std::getenv("VITRINE_SPEC_SUITE");
  const std::filesystem::path suite_folder = folder != nullptr ? folder : VITRINE_SPEC_SUITE_DEFAULT;
  if (!std::filesystem::is_directory(suite_folder)) {
    GTEST_SKIP()
        << "the WebAssembly test suite is not there; set VITRINE_SPEC_SUITE to a folder with its .wast files";
  }
  const auto suite = Suite::Read(suite_folder);
  ASSERT_TRUE(suite.has_value()) << suite.error().what;
  const auto library = ModuleLibrary::Make(suite->Admitted(), mode);
  ASSERT_TRUE(library.has_value()) << library.error().what;

  Tally total;
  for (const Script& script : suite->scripts()) {
    ScriptPlayer player(**library, suite->verdicts());
    total.Add(player.Play(script));
  }
  Print(total);
  for (const std::string& failure : total.failures) ADD_FAILURE() << failure;
  EXPECT_EQ(total.assertions_run, total.assertions_passed);
  // What the suite of 2022-11-09 gives. A smaller count means that something is no longer tested.
  EXPECT_GE(total.assertions_run, 25'174);
  EXPECT_GE(total.modules_run, 936);
}

TEST(SpecSuite, BaseInGs) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "guard pages and AddressSanitizer both want SIGSEGV; the checked mode is tested";
#endif
  RunSuite(aot::MemoryMode::kGs);
}

TEST(SpecSuite, Checked) { RunSuite(aot::MemoryMode::kChecked); }

}  // namespace
}  // namespace vitrine::spec

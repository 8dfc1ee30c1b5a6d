#include "tests/spec/suite.h"

#include <algorithm>
#include <cstdlib>

namespace vitrine::spec {

aot::Result<Suite> Suite::Read(const std::vector<std::filesystem::path>& files) {
  Suite suite;
  std::string pattern = (std::filesystem::temp_directory_path() / "vitrine-spec-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) return aot::Fail("cannot make a temporary folder");
  const std::filesystem::path scratch = pattern;
  for (const auto& file : files) {
    auto script = ReadScript(file, scratch);
    if (!script) return std::unexpected(script.error());
    suite.Judge(*script, scratch);
    suite.scripts_.push_back(std::move(*script));
  }
  std::error_code ignored;  // files that stay behind in the temporary folder harm nobody
  std::filesystem::remove_all(scratch, ignored);
  return suite;
}

std::vector<LibraryInput> Suite::Admitted(aot::NativeLibc native_libc) const {
  std::vector<LibraryInput> inputs;
  for (const auto& [file, verdict] : verdicts_) {
    if (verdict.admitted != nullptr) inputs.push_back({verdict.name, verdict.admitted.get(), native_libc});
  }
  return inputs;
}

void Suite::Judge(const Script& script, const std::filesystem::path& folder) {
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

}  // namespace vitrine::spec

// Scripts with the door's verdict about each of their modules.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "aot/error.h"
#include "tests/spec/module_library.h"
#include "tests/spec/script_player.h"
#include "tests/spec/wast_script.h"

namespace vitrine::spec {

class Suite {
 public:
  static aot::Result<Suite> Read(const std::vector<std::filesystem::path>& files);

  const std::vector<Script>& scripts() const { return scripts_; }
  // By file name, as the commands of the scripts name them.
  const std::map<std::string, Verdict>& verdicts() const { return verdicts_; }
  // Borrows from the verdicts.
  std::vector<LibraryInput> Admitted(aot::NativeLibc native_libc) const;

 private:
  void Judge(const Script& script, const std::filesystem::path& folder);

  std::vector<Script> scripts_;
  std::map<std::string, Verdict> verdicts_;
};

}  // namespace vitrine::spec

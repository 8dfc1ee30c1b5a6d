#include "aot/test_support.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "aot/process.h"

namespace vitrine::aot {

std::filesystem::path TestData() { return VITRINE_AOT_TESTDATA; }

TestFolder::TestFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "vitrine-aot-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) std::abort();
  path_ = pattern;
}

TestFolder::~TestFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path TestFolder::Write(const std::string& name, std::string_view text) const {
  std::ofstream(path_ / name, std::ios::binary) << text;
  return path_ / name;
}

std::filesystem::path TestFolder::Assemble(const std::filesystem::path& wat) const {
  const std::filesystem::path wasm = path_ / (wat.stem().string() + ".wasm");
  const auto outcome = RunProcess(
      {"wat2wasm", "--enable-all", "--no-check", "--debug-names", wat.string(), "-o", wasm.string()});
  EXPECT_TRUE(outcome && outcome->exit_code == 0) << wat;
  return wasm;
}

std::string ReadTestFile(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return std::move(text).str();
}

std::vector<std::uint8_t> ReadTestBytes(const std::filesystem::path& file) {
  const std::string text = ReadTestFile(file);
  return {text.begin(), text.end()};
}

std::vector<std::filesystem::path> FilesIn(const std::filesystem::path& folder, std::string_view extension) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == extension) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace vitrine::aot

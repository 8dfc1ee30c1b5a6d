// What several tests here need.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::aot {

// The folder aot/testdata.
std::filesystem::path TestData();

// A folder of its own for the running test, removed when this ends.
class TestFolder {
 public:
  TestFolder();
  ~TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  // Writes a file and returns its path.
  std::filesystem::path Write(const std::string& name, std::string_view text) const;
  // Assembles with wabt's wat2wasm, all proposals on, names kept; returns the path of the wasm.
  std::filesystem::path Assemble(const std::filesystem::path& wat) const;

 private:
  std::filesystem::path path_;
};

std::string ReadTestFile(const std::filesystem::path& file);
std::vector<std::uint8_t> ReadTestBytes(const std::filesystem::path& file);
// Files in the folder that end in `extension`, sorted.
std::vector<std::filesystem::path> FilesIn(const std::filesystem::path& folder, std::string_view extension);

}  // namespace vitrine::aot

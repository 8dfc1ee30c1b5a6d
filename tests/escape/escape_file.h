// One hostile input and what is expected of it. The format is in README.md.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vitrine/image.h"
#include "vitrine/limits.h"
#include "vitrine/outcome.h"

namespace vitrine::escape {

// One alternative of `expect`.
struct Ending {
  Status status = Status::kOk;
  std::string detail;  // the failure's type, or the limit's name; empty: any
};

struct EscapeFile {
  std::vector<int> items;
  std::vector<Ending> endings;              // in CPython
  std::vector<Ending> micropython_endings;  // none: any but a trap
  Limits limits;
  std::vector<std::string> stdout_has;
  std::vector<std::string> stderr_has;
  std::vector<std::string> failure_has;
  std::vector<std::string> never;
  std::optional<std::string> value;
  std::optional<int> exit_code;
  std::chrono::milliseconds within{0};
  std::optional<bool> alive;  // none: the rule of README.md
  bool alive_either = false;
  bool check_same_sandbox = true;
  std::uint32_t runs_count = 1;
  std::optional<Engine> only_engine;
  std::string code;

  // The code of one run.
  std::string CodeFor(std::uint32_t seed) const;
};

// Reads a file. The error is a sentence for the author of the file.
std::expected<EscapeFile, std::string> ReadEscapeFile(const std::filesystem::path& path);

// All files of a kind below `folder`, sorted.
std::vector<std::filesystem::path> ListFiles(const std::filesystem::path& folder, std::string_view extension);

}  // namespace vitrine::escape

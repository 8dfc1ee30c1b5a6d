// From a folder of translated C to one relocatable object.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "aot/error.h"

namespace vitrine::aot {

inline constexpr const char* kCompiler = "gcc";

// What generated code must be compiled with; see the reasons in compile.cc. The only place they are written
// down.
std::vector<std::string> CompilerFlags();

struct CompileOptions {
  std::filesystem::path folder;  // every *.c in it is compiled
  std::filesystem::path object;
  unsigned jobs = 1;
  // Told about each finished part: its file name and how many of how many are done. Called from one thread at
  // a time.
  std::function<void(const std::string& file, std::size_t done, std::size_t total)> progress;
};

// Compiles the parts in parallel, joins them (ld -r), makes everything but the descriptors local, and
// verifies the result: all code lies in guest text, and nothing is called but what CheckObject allows. Leaves
// the parts' objects in the folder.
Result<void> CompileFolder(const CompileOptions& options);

}  // namespace vitrine::aot

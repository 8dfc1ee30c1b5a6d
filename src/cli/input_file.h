// Files that the user hands in.
#pragma once

#include <cstdint>
#include <string>

#include "vitrine/error.h"

namespace vitrine::cli {

inline constexpr std::uint64_t kSourceBytesMax = 64u << 20;

// The whole content. `what` names the thing in the error ("the Python file"), which is one sentence: it does
// not exist, is a folder, may not be read, is larger than `bytes_max`. Pipes and devices are read too, to the
// same limit.
Result<std::string> ReadWholeFile(const std::string& path, std::string_view what, std::uint64_t bytes_max);

// Standard input to its end.
Result<std::string> ReadStandardInput(std::uint64_t bytes_max);

// Checks that source text is UTF-8 and takes a byte order mark off; `name` is for the error.
Result<std::string> CheckSource(std::string text, std::string_view name);

}  // namespace vitrine::cli

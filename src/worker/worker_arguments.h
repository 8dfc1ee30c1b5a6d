// What the broker tells a zygote on its command line.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "vitrine/danger.h"
#include "vitrine/image.h"

namespace vitrine::worker {

// The first argument of a program that is to be a zygote.
inline constexpr char kWorkerArgument[] = "--vitrine-worker";

struct WorkerArguments {
  Engine engine = kDefaultEngine;
  std::uint32_t hash_seed = 0;
  std::uint64_t process_bytes_max = 0;
  std::vector<danger::WithoutProtection> without;
};

// argv, with the name of the program.
std::vector<std::string> ToCommandLine(const WorkerArguments& arguments);
// Null when these are not the arguments of a zygote of this version.
std::optional<WorkerArguments> ReadCommandLine(std::span<char* const> argv);

}  // namespace vitrine::worker

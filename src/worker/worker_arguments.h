// What the broker tells a zygote on its command line.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "vitrine/danger.h"
#include "vitrine/error.h"
#include "vitrine/image.h"

namespace vitrine::worker {

// The first argument of a program that is to be a zygote.
inline constexpr char kWorkerArgument[] = "--vitrine-worker";

struct WorkerArguments {
  Interpreter interpreter = Interpreter::kCpython;
  Engine engine = kDefaultEngine;
  std::uint32_t hash_seed = 0;
  std::uint64_t process_bytes_max = 0;
  std::vector<danger::WithoutProtection> without;
};

// argv, with the name of the program. Broker and zygote must be of one version and protocol: it stands there,
// too.
std::vector<std::string> ToCommandLine(const WorkerArguments& arguments);
// Whether a program is to be a zygote.
bool AsksForZygote(std::span<char* const> argv);
// Fails when these are not the arguments of a zygote of this version.
Result<WorkerArguments> ReadCommandLine(std::span<char* const> argv);

}  // namespace vitrine::worker

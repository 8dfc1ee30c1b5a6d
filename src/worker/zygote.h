// The process that workers are forked from.
#pragma once

#include <functional>
#include <optional>
#include <span>

#include "vitrine/image.h"
#include "worker/link.h"

namespace vitrine::worker {

// What a worker does once the jail is closed around it. Never returns.
using Serve = std::function<void(Image&, Link&)>;

// For a program's main: when `argv` asks for a zygote (worker_arguments.h), plays it to its end and returns
// the exit code; otherwise nullopt at once. Must be called before the program has done anything else.
std::optional<int> RunZygoteIfAsked(std::span<char* const> argv, const Serve& serve);

}  // namespace vitrine::worker

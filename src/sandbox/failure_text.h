// What a failure says to people and models: what happened, how much was used of how much, what to do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "runtime/instance.h"
#include "vitrine/limits.h"
#include "vitrine/outcome.h"

namespace vitrine::sandbox {

// Whether the instance goes on after the limit.
enum class Aftermath : std::uint8_t { kStateKept, kInstanceEnded };

// For a limit that ended the run; `usage` as measured. Keeps traceback and line of `failure`.
void DescribeLimit(LimitKind kind, const Limits& limits, const Usage& usage, Aftermath aftermath,
                   Failure& failure);

Failure DescribeTrap(runtime::Trap trap);
Failure DescribeMisuse(const char* what);
Failure DescribeCancel(Aftermath aftermath);
Failure DescribeExit(int code);
Failure DescribeParked(const std::optional<ParkedCall>& call);

// Which exception the guest raises for a limit.
const char* ExceptionName(LimitKind kind);

}  // namespace vitrine::sandbox

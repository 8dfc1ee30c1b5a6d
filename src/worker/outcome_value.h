// An Outcome as a Value, to travel between processes.
#pragma once

#include <cstdint>
#include <optional>

#include "vitrine/limits.h"
#include "vitrine/outcome.h"
#include "vitrine/value.h"

namespace vitrine::worker {

// What a worker may not decide travels not at all: the text of standard output and error, and how many host
// calls there were; the broker knows better.
Value OutcomeToValue(Outcome outcome);

// Null when the value is no outcome of a run under these limits: it comes from a worker, which may lie. What
// is given back is within every bound that `limits` states.
std::optional<Outcome> OutcomeFromValue(Value value, const Limits& limits);

// The longest CBOR that an outcome takes under these limits.
std::uint64_t OutcomeBytesMax(const Limits& limits, bool with_artifacts);

}  // namespace vitrine::worker

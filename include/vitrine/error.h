// Errors as values.
//
// What a caller, a file or the machine can cause comes back as an Error. What guest code does is no Error: it
// is an Outcome (see outcome.h). Bugs of ours stop the process.
#pragma once

#include <cstdint>
#include <expected>
#include <string>

namespace vitrine {

enum class ErrorKind : std::uint8_t {
  kInvalidArgument,  // the caller gave something that cannot work; the text says what and how to mend it
  kNotFound,         // a file, database or name that does not exist
  kBusy,             // every slot is taken; nothing has happened, try again later
  kEnded,            // the sandbox's instance has been ended by an earlier limit or trap; make a new sandbox
  kLimit,            // a stated limit would be exceeded; nothing has happened
  kHost,             // our own machine failed (no memory, no descriptors, input/output)
};

struct [[nodiscard]] Error {
  ErrorKind kind;
  std::string what;  // one sentence for people; holds no host addresses
};

template <typename T>
using Result = std::expected<T, Error>;

}  // namespace vitrine

// errno as an Error.
#pragma once

#include <cerrno>
#include <string>
#include <system_error>

#include "vitrine/error.h"

namespace vitrine::os {

// "WHAT: what errno means"; kBusy when this process or the system has no descriptors left, for that passes.
inline std::unexpected<Error> SystemFailure(const char* what, int error_number = errno) {
  const ErrorKind kind =
      error_number == EMFILE || error_number == ENFILE ? ErrorKind::kBusy : ErrorKind::kHost;
  return std::unexpected(
      Error{kind, std::string(what) + ": " + std::generic_category().message(error_number)});
}

}  // namespace vitrine::os

// Errors as values: everything a module, a tool or the machine can cause.
#pragma once

#include <fmt/format.h>

#include <expected>
#include <string>
#include <utility>

namespace vitrine::aot {

struct Error {
  std::string what;  // what was expected, what came, what to do
};

template <typename T>
using Result = std::expected<T, Error>;

template <typename... Args>
std::unexpected<Error> Fail(fmt::format_string<Args...> format, Args&&... args) {
  return std::unexpected(Error{fmt::format(format, std::forward<Args>(args)...)});
}

}  // namespace vitrine::aot

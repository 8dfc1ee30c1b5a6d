// Bytes as C string literals: the form a C compiler reads fastest (measured: aot/README.md).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace vitrine::aot {

// One or more literals side by side, in lines of at most some hundred letters. Has as many bytes as given,
// and the NUL that C adds; a char array of exactly the given size drops it. `bytes` may be empty: "".
std::string CStringLiteral(std::span<const std::uint8_t> bytes);
std::string CStringLiteral(std::string_view text);

}  // namespace vitrine::aot

// The decoder of the door: reads a whole wasm binary, every section and every instruction.
//
// Accepts the language that this tool translates and nothing else: MVP, sign extension, bulk memory, mutable
// globals, saturating float-to-int. Whatever belongs to a later proposal is refused by the proposal's name.
// Imports may only be functions. Operand types are not checked: wasm-validate does that (see door.h).
//
// The input is hostile. Nothing is allocated that the input's own length does not bound.
#pragma once

#include <cstdint>
#include <span>

#include "aot/error.h"
#include "aot/wasm_module.h"

namespace vitrine::aot {

inline constexpr std::size_t kModuleBytesMax = std::size_t{256} << 20;
inline constexpr std::uint32_t kLocalsMax = 50'000;             // of one function, parameters included
inline constexpr std::uint32_t kTableElementsMax = 10'000'000;  // of the table's minimum

enum class MultiValue : std::uint8_t { kRefused, kAdmitted };

// An error names the section, the offset in the file, what was found and what is allowed.
Result<WasmModule> ReadWasm(std::span<const std::uint8_t> bytes, MultiValue multi_value);

}  // namespace vitrine::aot

// The five functions of a guest's libc that become native calls with range checks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "aot/wasm_module.h"

namespace vitrine::aot {

// The body that takes the place of `function`'s, when the name section calls it memcpy, memmove, memset,
// memcmp or memchr and its type is exactly C's (three i32, one i32 result); nothing otherwise.
std::optional<std::string> NativeBody(const WasmModule& module, std::uint32_t function,
                                      const std::string& memory_field);

}  // namespace vitrine::aot

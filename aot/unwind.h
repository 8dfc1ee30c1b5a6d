// The imports with which a guest unwinds its stack, which the translated code answers by itself.
//
// LLVM lowers setjmp and longjmp (-enable-emscripten-sjlj) to these:
//   env.invoke_XY(entry, ...)  calls the table's entry, of the import's own type without `entry`, and returns
//                              its result, or zero when a throw came
//   env.throw()                returns to the innermost invoke; traps when there is none
// A throw sets the global exported as `__stack_pointer` back to what it was at the invoke. guest_unwind.h
// holds the C.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "aot/error.h"
#include "aot/wasm_module.h"

namespace vitrine::aot {

inline constexpr std::string_view kUnwindModule = "env";

enum class UnwindImport : std::uint8_t { kNone, kInvoke, kThrow };

// By name and type; kNone for every other import.
UnwindImport UnwindKind(const WasmModule& module, const FunctionImport& import);

// Whether the module has such an import.
bool Unwinds(const WasmModule& module);

// Fails when a module that unwinds lacks what that needs: a table that nobody writes, and the stack pointer.
Result<void> CheckUnwinding(const WasmModule& module);

// The index of the global exported as `__stack_pointer`, when it is a mutable i32.
std::optional<std::uint32_t> StackPointerGlobal(const WasmModule& module);

// The type of what an invoke calls.
FunctionType InvokedType(const FunctionType& invoke);

}  // namespace vitrine::aot

// The names that translated code gives to what a module holds, and a few of its facts that text is made from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "aot/error.h"
#include "aot/wasm2c_output.h"
#include "aot/wasm_module.h"

namespace vitrine::aot {

// Every identifier with external linkage holds the module's name, followed by two underscores, which a
// module's name cannot hold: so no two modules can clash in one program.
struct Naming {
  std::string module;                     // lower case, digits, single underscores within
  std::string instance_type;              // "Z_<module>_instance_t"
  std::vector<std::string> functions;     // of every function, imports first (thunks that take the instance)
  std::vector<std::string> import_names;  // wasm2c's own name of each import
  std::vector<std::uint32_t> type_ids;    // of each type; equal types have equal ids; from 1
  std::string memory_field;               // in the instance; empty without memory
  std::string table_field;                // empty without table
  std::vector<std::string> global_fields;
  std::vector<std::string> bind_fields;  // those that point at an import module's environment
  std::vector<std::string> bit_fields;   // dropped segments
  bool table_is_constant = false;        // or there is none
  std::string unwind_field;              // the list of catching frames; empty when the module has no throw

  std::string Support(std::string_view what) const { return "vitrine_" + module + "__" + std::string(what); }
};

// Fails when `name` is no fit name, or when wasm2c's output does not agree with the module the door has read.
Result<Naming> MakeNaming(const WasmModule& module, const Wasm2cOutput& generated, const std::string& name);

// "u32", "u64", "f32" or "f64".
const char* CType(ValueType type);
// wasm2c's letter for a type, in names of structs of several results and of their members: i, j, f or d.
char Wasm2cLetter(ValueType type);
// "void", a CType, or "struct wasm_multi_if".
std::string ResultType(const FunctionType& type);

}  // namespace vitrine::aot

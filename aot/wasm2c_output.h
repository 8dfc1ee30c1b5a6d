// Runs wasm2c and takes its output apart.
//
// Only function bodies, the instance's fields and names are taken from it; everything around them (prologue,
// data, tables, start-up, exports) this tool writes itself. Text that does not look exactly as wasm2c 1.0.32
// writes it is an error, so that another wasm2c cannot slip by.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "aot/door.h"
#include "aot/error.h"

namespace vitrine::aot {

struct GeneratedFunction {
  std::string name;        // as wasm2c chose it
  std::string result;      // "u32", "void", "struct wasm_multi_if"...
  std::string parameters;  // what follows the instance: "u32 w2c_p0, u64 w2c_p1"; may be empty
  std::string_view body;   // the lines between the braces
};

struct InstanceField {
  std::string type;
  std::string name;
  bool is_bit = false;
};

// Movable, not copyable: the views point into `c`.
struct Wasm2cOutput {
  Wasm2cOutput() = default;
  Wasm2cOutput(Wasm2cOutput&&) = default;
  Wasm2cOutput& operator=(Wasm2cOutput&&) = default;
  Wasm2cOutput(const Wasm2cOutput&) = delete;
  Wasm2cOutput& operator=(const Wasm2cOutput&) = delete;

  std::vector<char> c;
  std::string multi_value_structs;  // each within its own #ifndef
  std::vector<InstanceField> fields;
  std::vector<std::string> import_prototypes;  // "u64 Z_vitrineZ_clock(struct Z_vitrine_instance_t*, u32);"
  std::vector<GeneratedFunction> functions;    // those defined in the module, in its order
  std::vector<std::string> data_arrays;        // one for each data segment that is not empty, in order
  std::vector<std::string> element_arrays;     // one for each element segment that is not empty, in order
};

// The version this tool knows, and the SHA-256 of the prologue it writes before a module's own code.
inline constexpr std::string_view kWasm2cVersion = "1.0.32";
inline constexpr std::string_view kWasm2cPrologueSha256 =
    "6c232e6033b0b38863929df1fa56f8f907b7e48e9adb65f19cbca8b9a24259e2";

Result<Wasm2cOutput> RunWasm2c(const AdmittedModule& admitted, const std::string& name);

// How wasm2c spells a name of an import in C: 'Z' and what is no letter, digit or underscore become Zxx.
std::string MangleName(std::string_view name);

// Exposed for tests: `header` and `source` as wasm2c wrote them for the module called `name`.
Result<Wasm2cOutput> ParseWasm2cOutput(std::string_view header, std::string_view source,
                                       const std::string& name);

}  // namespace vitrine::aot

// The door: decides whether a wasm module may be translated.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "aot/error.h"
#include "aot/wasm_module.h"

namespace vitrine::aot {

enum class Policy : std::uint8_t {
  // Imports are those of guests/abi.h, with their exact types; the memory states its maximum.
  kProduct,
  // As kProduct, and the module exports what guests/abi.h demands of a guest.
  kGuest,
  // For the specification's test suite only: imports are functions of the module "spectest"; multi-value is
  // admitted;
  // the memory may state no maximum.
  kSpec,
};

// Above this wasm-rt's 32-bit byte count of a memory would wrap.
inline constexpr std::uint32_t kMemoryPagesMax = 32768;

struct AdmittedModule {
  WasmModule module;
  std::vector<std::uint8_t> bytes;
};

// Reads the file, decodes it (see wasm_reader.h), judges it by `policy`, and asks wasm-validate for a second
// opinion.
Result<AdmittedModule> CheckModule(const std::filesystem::path& file, Policy policy);

}  // namespace vitrine::aot

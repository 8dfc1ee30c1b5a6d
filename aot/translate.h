// From an admitted wasm module to C that compiles in parallel parts.
//
//   guest_code.h         what the code is written in, the same for every module
//   guest_module.h       the descriptor's type, a copy of src/runtime/guest_module.h
//   guest_unwind.h       for modules that unwind their stack (unwind.h)
//   NAME.h               instance struct, declarations
//   NAME_part_00.c ...   the functions, in parts of about equal size
//   NAME_module.c        data, tables, start-up, and the descriptor `vitrine_guest_NAME`
//
// The same module and options give the same bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "aot/door.h"
#include "aot/error.h"

namespace vitrine::aot {

// Numbers as in guest_module.h.
enum class MemoryMode : std::uint8_t { kGs = 0, kChecked = 1 };

enum class NativeLibc : std::uint8_t { kNo, kYes };

// What becomes of a load whose value nobody uses.
enum class UnusedLoads : std::uint8_t {
  kKept,     // it traps when it is out of bounds, as the specification says
  kDropped,  // the C compiler may delete it: still safe, but a trap can be missing
};

struct TranslateOptions {
  std::string name;  // see naming.h for what is a fit name
  MemoryMode memory = MemoryMode::kGs;
  Policy policy = Policy::kProduct;
  // Files to split the functions into; 0 = one for each 2 MiB of C.
  unsigned parts = 0;
  // Makes the guest's memcpy, memmove, memset, memcmp and memchr native, where the module has functions of
  // that name and exact type. Only for a module whose functions of these names are C's.
  NativeLibc native_libc = NativeLibc::kNo;
  UnusedLoads unused_loads = UnusedLoads::kKept;
};

struct GeneratedFile {
  std::string name;
  std::string text;
};

Result<std::vector<GeneratedFile>> Translate(const AdmittedModule& admitted, const TranslateOptions& options);

// Makes the folder when it is missing. Overwrites, and removes parts that an earlier translation of the same
// module left (a stale part would be compiled). On failure the folder may hold some of the files.
Result<void> WriteFiles(const std::vector<GeneratedFile>& files, const std::filesystem::path& folder);

}  // namespace vitrine::aot

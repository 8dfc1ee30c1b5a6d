#include "aot/door.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <span>
#include <string_view>

#include "aot/process.h"
#include "aot/unwind.h"
#include "aot/wasm_reader.h"

namespace vitrine::aot {
namespace {

struct NamedSignature {
  std::string_view name;
  std::string_view signature;
};

struct NamedImport {
  std::string_view module;
  std::string_view name;
  std::string_view signature;
};

// guests/abi.h
constexpr auto kImports = std::to_array<NamedImport>({
    {"vitrine", "write", "iii>"},
    {"vitrine", "call", "ii>i"},
    {"vitrine", "take", "ii>i"},
    {"vitrine", "clock", "i>l"},
    {"vitrine", "entropy", "ii>"},
    {"vitrine", "sleep", "l>"},
    {"vitrine", "exit", "i>"},
});

// The host module of the specification's tests.
constexpr auto kSpecImports = std::to_array<NamedImport>({
    {"spectest", "print", ">"},
    {"spectest", "print_i32", "i>"},
    {"spectest", "print_i64", "l>"},
    {"spectest", "print_f32", "f>"},
    {"spectest", "print_f64", "d>"},
    {"spectest", "print_i32_f32", "if>"},
    {"spectest", "print_f64_f64", "dd>"},
});

// guests/abi.h, what a guest exports.
constexpr auto kGuestExports = std::to_array<NamedSignature>({
    {"init", "ii>i"},
    {"reserve", "i>i"},
    {"run", "ii>i"},
    {"interrupt_cells", ">i"},
    {"reseed", ">"},
});

Result<std::vector<std::uint8_t>> ReadFile(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary | std::ios::ate);
  if (!stream) return Fail("cannot open '{}'; expected a wasm module", file.string());
  const std::streamoff size = stream.tellg();
  if (size < 0 || static_cast<std::uint64_t>(size) > kModuleBytesMax) {
    return Fail("'{}' has {} bytes; allowed are {}", file.string(), size, kModuleBytesMax);
  }
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size));
  stream.seekg(0);
  if (!stream.read(reinterpret_cast<char*>(bytes.data()), size))
    return Fail("cannot read '{}'", file.string());
  return bytes;
}

std::string ListOf(std::span<const NamedImport> imports) {
  std::string list;
  for (const NamedImport& import : imports) {
    list +=
        fmt::format("{}{}.{} '{}'", list.empty() ? "" : ", ", import.module, import.name, import.signature);
  }
  return list;
}

Result<void> CheckImports(const WasmModule& module, Policy policy) {
  std::span<const NamedImport> allowed = kImports;
  if (policy == Policy::kSpec) allowed = kSpecImports;
  for (const FunctionImport& import : module.imports) {
    const std::string signature = Signature(module.types[import.type]);
    const bool is_allowed = std::ranges::any_of(allowed, [&](const NamedImport& row) {
      return row.module == import.module && row.name == import.name && row.signature == signature;
    });
    if (is_allowed || (policy != Policy::kSpec && UnwindKind(module, import) != UnwindImport::kNone))
      continue;
    return Fail("import section, offset {:#x}: found {}.{} '{}'; allowed are {}{}", import.offset,
                import.module, import.name, signature, ListOf(allowed),
                policy == Policy::kSpec ? "" : ", env.invoke_* 'i...>', env.throw '>'");
  }
  return policy == Policy::kSpec ? Result<void>() : CheckUnwinding(module);
}

Result<void> CheckMemory(const WasmModule& module, Policy policy) {
  if (!module.memory) {
    if (policy == Policy::kGuest) return Fail("memory section: found no memory; a guest needs one");
    return {};
  }
  if (module.memory->minimum > kMemoryPagesMax) {
    return Fail("memory section, offset {:#x}: found a minimum of {} pages; allowed are {}",
                module.memory_offset, module.memory->minimum, kMemoryPagesMax);
  }
  if (policy == Policy::kSpec) return {};
  if (!module.memory->maximum) {
    return Fail(
        "memory section, offset {:#x}: found a memory without a maximum; allowed is one with a maximum of at "
        "most {} pages (wasm-ld: --max-memory)",
        module.memory_offset, kMemoryPagesMax);
  }
  if (*module.memory->maximum > kMemoryPagesMax) {
    return Fail("memory section, offset {:#x}: found a maximum of {} pages; allowed are {}",
                module.memory_offset, *module.memory->maximum, kMemoryPagesMax);
  }
  return {};
}

Result<void> CheckGuestExports(const WasmModule& module) {
  for (const NamedSignature& expected : kGuestExports) {
    const auto found = std::ranges::find_if(module.exports, [&](const Export& exported) {
      return exported.name == expected.name && exported.kind == ExternalKind::kFunction;
    });
    if (found == module.exports.end()) {
      return Fail("export section: found no function '{}'; a guest exports it with type '{}'", expected.name,
                  expected.signature);
    }
    const std::string signature = Signature(module.TypeOf(found->index));
    if (signature != expected.signature) {
      return Fail("export section: found function '{}' of type '{}'; a guest exports it with type '{}'",
                  expected.name, signature, expected.signature);
    }
  }
  return {};
}

Result<void> AskWasmValidate(const std::filesystem::path& file, Policy policy) {
  // Reference types stay on: without them wabt 1.0.32 does not read the padded table index that wasm-ld
  // writes in call_indirect. The reader refuses whatever else belongs to them.
  std::vector<std::string> arguments = {"wasm-validate", "--disable-simd"};
  if (policy != Policy::kSpec) arguments.emplace_back("--disable-multi-value");
  arguments.push_back(file.string());
  const auto outcome = RunProcess(arguments);
  if (!outcome) return Fail("{}; install the package wabt", outcome.error().what);
  if (outcome->exit_code != 0) {
    return Fail("the door found nothing to refuse, but wasm-validate did: {}", outcome->output);
  }
  return {};
}

}  // namespace

Result<AdmittedModule> CheckModule(const std::filesystem::path& file, Policy policy) {
  auto bytes = ReadFile(file);
  if (!bytes) return std::unexpected(bytes.error());
  auto module = ReadWasm(*bytes, policy == Policy::kSpec ? MultiValue::kAdmitted : MultiValue::kRefused);
  if (!module) return std::unexpected(module.error());
  Result<void> verdict = CheckImports(*module, policy);
  if (verdict) verdict = CheckMemory(*module, policy);
  if (verdict && policy == Policy::kGuest) verdict = CheckGuestExports(*module);
  if (verdict) verdict = AskWasmValidate(file, policy);
  if (!verdict) return std::unexpected(verdict.error());
  return AdmittedModule{std::move(*module), std::move(*bytes)};
}

}  // namespace vitrine::aot

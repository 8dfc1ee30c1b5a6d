#include "aot/unwind.h"

#include <algorithm>

namespace vitrine::aot {
namespace {

constexpr std::string_view kInvokePrefix = "invoke_";

}  // namespace

UnwindImport UnwindKind(const WasmModule& module, const FunctionImport& import) {
  if (import.module != kUnwindModule) return UnwindImport::kNone;
  const FunctionType& type = module.types[import.type];
  if (import.name == "throw" && Signature(type) == ">") return UnwindImport::kThrow;
  const std::string_view name = import.name;
  const bool is_invoke = name.starts_with(kInvokePrefix) && type.results.size() <= 1 &&
                         !type.parameters.empty() && type.parameters.front() == ValueType::kI32 &&
                         std::ranges::all_of(name.substr(kInvokePrefix.size()),
                                             [](char letter) { return letter >= 'a' && letter <= 'z'; });
  return is_invoke ? UnwindImport::kInvoke : UnwindImport::kNone;
}

bool Unwinds(const WasmModule& module) {
  return std::ranges::any_of(module.imports, [&](const FunctionImport& import) {
    return UnwindKind(module, import) != UnwindImport::kNone;
  });
}

Result<void> CheckUnwinding(const WasmModule& module) {
  if (!Unwinds(module)) return {};
  const bool exports_table =
      std::ranges::any_of(module.exports, [](const Export& e) { return e.kind == ExternalKind::kTable; });
  if (!module.table || module.writes_table || exports_table) {
    return Fail(
        "found imports of {}, which unwind the stack; allowed are they with a table that is not exported and "
        "not written to",
        kUnwindModule);
  }
  if (!StackPointerGlobal(module)) {
    return Fail(
        "found imports of {}, which unwind the stack, and no mutable i32 global exported as __stack_pointer "
        "to be set back (wasm-ld: --export=__stack_pointer)",
        kUnwindModule);
  }
  return {};
}

std::optional<std::uint32_t> StackPointerGlobal(const WasmModule& module) {
  const auto found = std::ranges::find_if(module.exports, [](const Export& exported) {
    return exported.kind == ExternalKind::kGlobal && exported.name == "__stack_pointer";
  });
  if (found == module.exports.end()) return std::nullopt;
  const Global& global = module.globals[found->index];
  if (!global.is_mutable || global.type != ValueType::kI32) return std::nullopt;
  return found->index;
}

FunctionType InvokedType(const FunctionType& invoke) {
  return {{invoke.parameters.begin() + 1, invoke.parameters.end()}, invoke.results};
}

}  // namespace vitrine::aot

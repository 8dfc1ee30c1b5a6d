#include "aot/naming.h"

#include <algorithm>
#include <map>

#include "aot/unwind.h"

namespace vitrine::aot {
namespace {

constexpr std::size_t kModuleNameMax = 40;
constexpr std::size_t kReadableNameMax = 48;

bool IsFitModuleName(std::string_view name) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return !name.empty() && name.size() <= kModuleNameMax && is_letter(name.front()) && name.back() != '_' &&
         name.find("__") == std::string_view::npos &&
         std::ranges::all_of(name, [&](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
}

// For people who look at a profile; uniqueness comes from the index behind it.
std::string ReadableName(std::string_view name) {
  std::string readable;
  for (const char c : name.substr(0, kReadableNameMax)) {
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    readable += is_plain ? c : '_';
  }
  return readable.empty() ? "f" : readable;
}

std::string ParameterList(const FunctionType& type) {
  std::string list;
  for (std::size_t i = 0; i < type.parameters.size(); ++i) {
    list += fmt::format("{}{} w2c_p{}", i == 0 ? "" : ", ", CType(type.parameters[i]), i);
  }
  return list;
}

// Only the types are compared: wasm2c adds a suffix to a parameter's name when a function is called like it.
bool HasParameters(const FunctionType& type, const std::string& list) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < type.parameters.size(); ++i) {
    const std::string expected = std::string(i == 0 ? "" : ", ") + CType(type.parameters[i]) + " w2c_p";
    if (list.compare(at, expected.size(), expected) != 0) return false;
    at = std::min(list.find(',', at + expected.size()), list.size());
  }
  return at == list.size();
}

std::unexpected<Error> Disagree(std::string_view about) {
  return Fail("wasm2c's output and the door's reading of the module disagree about {}", about);
}

Result<void> CheckFunctions(const WasmModule& module, const Wasm2cOutput& generated) {
  if (generated.functions.size() != module.functions.size()) return Disagree("the number of functions");
  for (std::size_t i = 0; i < module.functions.size(); ++i) {
    const FunctionType& type = module.types[module.functions[i]];
    const GeneratedFunction& function = generated.functions[i];
    if (function.result != ResultType(type) || !HasParameters(type, function.parameters)) {
      return Disagree(fmt::format("the type of {}: '{} ({})' against '{} ({})'", function.name,
                                  function.result, function.parameters, ResultType(type),
                                  ParameterList(type)));
    }
  }
  return {};
}

Result<void> NameFields(const WasmModule& module, const Wasm2cOutput& generated, Naming& naming) {
  for (const InstanceField& field : generated.fields) {
    if (field.name == "dummy_member") {
      continue;  // of an instance that holds nothing
    } else if (field.is_bit) {
      naming.bit_fields.push_back(field.name);
    } else if (field.type == "wasm_rt_memory_t" && naming.memory_field.empty()) {
      naming.memory_field = field.name;
    } else if (field.type == "wasm_rt_funcref_table_t" && naming.table_field.empty()) {
      naming.table_field = field.name;
    } else if (!naming.unwind_field.empty() &&
               field.type == fmt::format("struct Z_{}_instance_t*", kUnwindModule)) {
      continue;  // answered by the module itself
    } else if (field.type.starts_with("struct Z_") && field.type.ends_with("_instance_t*")) {
      naming.bind_fields.push_back(field.name);
    } else {
      const std::size_t index = naming.global_fields.size();
      if (index >= module.globals.size() || field.type != CType(module.globals[index].type)) {
        return Disagree(fmt::format("the field {}", field.name));
      }
      naming.global_fields.push_back(field.name);
    }
  }
  if (naming.global_fields.size() != module.globals.size()) return Disagree("the number of globals");
  if (naming.memory_field.empty() == module.memory.has_value()) return Disagree("the memory");
  if (naming.table_field.empty() == module.table.has_value()) return Disagree("the table");
  return {};
}

template <typename Segments, typename Content>
std::size_t CountNotEmpty(const Segments& segments, Content content) {
  return static_cast<std::size_t>(
      std::ranges::count_if(segments, [&](const auto& segment) { return !content(segment).empty(); }));
}

Result<void> CheckSegments(const WasmModule& module, const Wasm2cOutput& generated) {
  const std::size_t data = CountNotEmpty(module.data, [](const DataSegment& s) -> auto& { return s.bytes; });
  // wasm2c leaves all segments out when there is no memory or table to copy them to.
  if (generated.data_arrays.size() != (module.memory ? data : 0))
    return Disagree("the number of data segments");
  const std::size_t elements =
      CountNotEmpty(module.elements, [](const ElementSegment& s) -> auto& { return s.functions; });
  if (generated.element_arrays.size() != (module.table ? elements : 0))
    return Disagree("the number of element segments");
  return {};
}

// The same import may come several times, but wasm2c declares it once: its type must then be the same each
// time.
Result<void> NameImports(const WasmModule& module, Naming& naming) {
  std::map<std::string, std::uint32_t> type_of;
  for (const FunctionImport& import : module.imports) {
    std::string name = "Z_" + MangleName(import.module) + "Z_" + MangleName(import.name);
    const std::uint32_t id = naming.type_ids[import.type];
    if (type_of.try_emplace(name, id).first->second != id) {
      return Fail("{}.{} is imported twice with different types; allowed is one type", import.module,
                  import.name);
    }
    naming.functions.push_back(naming.Support(fmt::format("import_{}", naming.import_names.size())));
    naming.import_names.push_back(std::move(name));
  }
  return {};
}

}  // namespace

const char* CType(ValueType type) {
  switch (type) {
    case ValueType::kI32:
      return "u32";
    case ValueType::kI64:
      return "u64";
    case ValueType::kF32:
      return "f32";
    case ValueType::kF64:
      return "f64";
  }
  return "";
}

char Wasm2cLetter(ValueType type) { return type == ValueType::kI64 ? 'j' : Letter(type); }

std::string ResultType(const FunctionType& type) {
  if (type.results.empty()) return "void";
  if (type.results.size() == 1) return CType(type.results[0]);
  std::string name = "struct wasm_multi_";
  for (const ValueType result : type.results) name += Wasm2cLetter(result);
  return name;
}

Result<Naming> MakeNaming(const WasmModule& module, const Wasm2cOutput& generated, const std::string& name) {
  if (!IsFitModuleName(name)) {
    return Fail(
        "'{}' is no fit name for a module; expected at most {} lower-case letters, digits and single "
        "underscores, with a letter in front and no underscore at the end",
        name, kModuleNameMax);
  }
  Naming naming;
  naming.module = name;
  naming.instance_type = "Z_" + name + "_instance_t";
  for (const FunctionType& type : module.types) {
    const auto same = std::ranges::find(module.types, type);
    naming.type_ids.push_back(static_cast<std::uint32_t>(same - module.types.begin()) + 1);
  }
  const bool table_is_exported =
      std::ranges::any_of(module.exports, [](const Export& e) { return e.kind == ExternalKind::kTable; });
  naming.table_is_constant = !module.writes_table && !table_is_exported;
  if (Unwinds(module)) naming.unwind_field = "unwind";

  Result<void> done = NameImports(module, naming);
  for (std::size_t i = 0; i < module.functions.size(); ++i) {
    const std::size_t index = module.imports.size() + i;
    naming.functions.push_back(
        fmt::format("w2c_{}__{}_{}", name, ReadableName(module.function_names[index]), index));
  }
  if (done) done = CheckFunctions(module, generated);
  if (done) done = NameFields(module, generated, naming);
  if (done) done = CheckSegments(module, generated);
  if (!done) return std::unexpected(done.error());
  return naming;
}

}  // namespace vitrine::aot

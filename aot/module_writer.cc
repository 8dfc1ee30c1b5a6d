#include "aot/module_writer.h"

#include <algorithm>
#include <optional>
#include <span>

#include "aot/c_literal.h"
#include "aot/sha256.h"
#include "aot/unwind.h"

namespace vitrine::aot {
namespace {

// "u32 w2c_p0, f64 w2c_p1", led by a comma when there is any.
std::string Parameters(const FunctionType& type) {
  std::string list;
  for (std::size_t i = 0; i < type.parameters.size(); ++i) {
    list += fmt::format(", {} w2c_p{}", CType(type.parameters[i]), i);
  }
  return list;
}

// A slot's bits as a value of the type, and back.
std::string FromSlot(ValueType type, std::string_view slot) {
  switch (type) {
    case ValueType::kI32:
      return fmt::format("(u32){}", slot);
    case ValueType::kI64:
      return std::string(slot);
    case ValueType::kF32:
      return fmt::format("f32_reinterpret_i32((u32){})", slot);
    case ValueType::kF64:
      return fmt::format("f64_reinterpret_i64({})", slot);
  }
  return {};
}

std::string ToSlot(ValueType type, std::string_view value) {
  switch (type) {
    case ValueType::kI32:
    case ValueType::kI64:
      return std::string(value);
    case ValueType::kF32:
      return fmt::format("i32_reinterpret_f32({})", value);
    case ValueType::kF64:
      return fmt::format("i64_reinterpret_f64({})", value);
  }
  return {};
}

}  // namespace

std::string ModuleWriter::Banner() const {
  return fmt::format("/* Written by vitrine-aot from the module with SHA-256 {}; not to be edited. */\n",
                     ToHex(Sha256(admitted_.bytes)));
}

// --- NAME.h ---

Result<std::string> ModuleWriter::Header() const {
  const auto imports = ImportDeclarations();
  if (!imports) return std::unexpected(imports.error());
  std::string text = Banner();
  const std::string guard = fmt::format("VITRINE_GUEST_{}_H_", naming_.module);
  text += fmt::format("#ifndef {0}\n#define {0}\n\n", guard);
  text += fmt::format("#define VITRINE_GUEST_MODE {}\n", static_cast<int>(options_.memory));
  if (options_.unused_loads == UnusedLoads::kDropped) text += "#define VITRINE_GUEST_DROP_UNUSED_LOADS 1\n";
  text += "#include \"guest_code.h\"\n";
  if (!naming_.unwind_field.empty()) text += "#include \"guest_unwind.h\"\n";
  text += "\n";
  text += InstanceStruct();
  text += generated_.multi_value_structs;
  text += *imports;
  text += FunctionDeclarations();
  for (std::size_t i = 0; i < module_.data.size(); ++i) {
    if (module_.data[i].bytes.empty()) continue;
    text += fmt::format("extern GUEST_DATA const u8 {}[{}];\n", naming_.Support(fmt::format("data_{}", i)),
                        module_.data[i].bytes.size());
  }
  for (std::size_t i = 0; i < module_.elements.size() && !naming_.table_is_constant; ++i) {
    if (module_.elements[i].functions.empty()) continue;
    text += fmt::format("extern GUEST_DATA const guest_element {}[{}];\n",
                        naming_.Support(fmt::format("elements_{}", i)), module_.elements[i].functions.size());
  }
  if (module_.table && naming_.table_is_constant) {
    text += fmt::format("extern GUEST_DATA const guest_element {}[{}];\n", naming_.Support("table"),
                        std::max(module_.table->minimum, 1u));
  }
  return text + "\n#endif\n";
}

std::string ModuleWriter::InstanceStruct() const {
  std::string text;
  for (const std::string& field : naming_.bind_fields) text += fmt::format("struct {}_t;\n", field);
  text += fmt::format("typedef struct {} {{\n", naming_.instance_type);
  if (options_.memory == MemoryMode::kChecked) text += "  int64_t fuel;\n";
  if (module_.memory) text += fmt::format("  wasm_rt_memory_t {};\n", naming_.memory_field);
  if (!naming_.table_is_constant) text += fmt::format("  wasm_rt_funcref_table_t {};\n", naming_.table_field);
  for (const std::string& field : naming_.bind_fields) text += fmt::format("  struct {0}_t* {0};\n", field);
  for (std::size_t i = 0; i < module_.globals.size(); ++i) {
    text += fmt::format("  {} {};\n", CType(module_.globals[i].type), naming_.global_fields[i]);
  }
  if (!naming_.unwind_field.empty()) text += fmt::format("  guest_catch* {};\n", naming_.unwind_field);
  for (const std::string& field : naming_.bit_fields) text += fmt::format("  bool {} : 1;\n", field);
  // An empty struct has no size in C++, which the runtime is written in.
  const bool is_empty = options_.memory != MemoryMode::kChecked && !module_.memory &&
                        naming_.table_is_constant && naming_.bind_fields.empty() && module_.globals.empty() &&
                        naming_.bit_fields.empty();
  if (is_empty) text += "  u64 unused;\n";
  return text + fmt::format("}} {};\n\n", naming_.instance_type);
}

Result<std::string> ModuleWriter::ImportDeclarations() const {
  std::vector<std::string> expected;
  std::string text;
  for (std::size_t i = 0; i < module_.imports.size(); ++i) {
    const FunctionImport& import = module_.imports[i];
    const FunctionType& type = module_.types[import.type];
    std::string prototype = fmt::format("{} {}(struct Z_{}_instance_t*", ResultType(type),
                                        naming_.import_names[i], MangleName(import.module));
    for (const ValueType parameter : type.parameters) prototype += fmt::format(", {}", CType(parameter));
    prototype += ");";
    if (std::ranges::find(generated_.import_prototypes, prototype) == generated_.import_prototypes.end()) {
      return Fail("wasm2c declares no import as '{}'; it knows version {}", prototype, kWasm2cVersion);
    }
    if (std::ranges::find(expected, prototype) == expected.end()) {
      if (UnwindKind(module_, import) == UnwindImport::kNone) text += prototype + "\n";
      expected.push_back(std::move(prototype));
    }
  }
  if (expected.size() != generated_.import_prototypes.size()) {
    return Fail("wasm2c declares {} imports, the module has {}", generated_.import_prototypes.size(),
                expected.size());
  }
  return text;
}

std::string ModuleWriter::FunctionDeclarations() const {
  std::string text;
  for (std::uint32_t i = 0; i < module_.FunctionCount(); ++i) {
    const FunctionType& type = module_.TypeOf(i);
    text += fmt::format("GUEST_FUNCTION {} {}({}*", ResultType(type), naming_.functions[i],
                        naming_.instance_type);
    for (const ValueType parameter : type.parameters) text += fmt::format(", {}", CType(parameter));
    text += ");\n";
  }
  return text;
}

// --- NAME_module.c ---

std::string ModuleWriter::Source() const {
  std::string text = Banner() + fmt::format("#include \"{}.h\"\n\n", naming_.module);
  text += DataArrays();
  text += ElementArrays();
  text += ConstantTable();
  text += ImportThunks();
  text += Bind();
  text += Instantiate();
  text += Free();
  text += Exports();
  text += Globals();
  text += Descriptor();
  return text;
}

std::string ModuleWriter::DataArrays() const {
  std::string text;
  for (std::size_t i = 0; i < module_.data.size(); ++i) {
    const std::vector<std::uint8_t>& bytes = module_.data[i].bytes;
    if (bytes.empty()) continue;
    text += fmt::format("GUEST_DATA const u8 {}[{}] =\n{};\n\n", naming_.Support(fmt::format("data_{}", i)),
                        bytes.size(), CStringLiteral(bytes));
  }
  return text;
}

std::string ModuleWriter::ElementEntry(std::optional<std::uint32_t> function) const {
  if (!function) return "  {0, NULL},\n";
  return fmt::format("  {{{}, (wasm_rt_function_ptr_t)&{}}},\n",
                     naming_.type_ids[module_.TypeIndexOf(*function)], naming_.functions[*function]);
}

std::string ModuleWriter::ElementArrays() const {
  if (naming_.table_is_constant)
    return {};  // only table.init and the start of a table that changes read segments
  std::string text;
  for (std::size_t i = 0; i < module_.elements.size(); ++i) {
    const std::vector<std::uint32_t>& functions = module_.elements[i].functions;
    if (functions.empty()) continue;
    text += fmt::format("GUEST_DATA const guest_element {}[{}] = {{\n",
                        naming_.Support(fmt::format("elements_{}", i)), functions.size());
    for (const std::uint32_t function : functions) text += ElementEntry(function);
    text += "};\n\n";
  }
  return text;
}

// The table as the active segments leave it. A segment that does not fit ends the evaluation; Start() traps
// there.
std::string ModuleWriter::ConstantTable() const {
  if (!module_.table || !naming_.table_is_constant) return {};
  Table table(module_.table->minimum);
  for (const ElementSegment& segment : module_.elements) {
    if (!segment.is_active) continue;
    if (std::uint64_t{segment.offset} + segment.functions.size() > table.size()) break;
    std::ranges::copy(segment.functions, table.begin() + segment.offset);
  }
  std::string text = fmt::format("GUEST_DATA const guest_element {}[{}] = {{\n", naming_.Support("table"),
                                 std::max<std::size_t>(table.size(), 1));
  // What lies behind the last entry is null without being written down.
  while (!table.empty() && !table.back()) table.pop_back();
  if (table.empty()) text += ElementEntry(std::nullopt);
  for (const auto& entry : table) text += ElementEntry(entry);
  return text + "};\n\n";
}

// Imports take their own environment, everything in guest text takes the instance.
std::string ModuleWriter::ImportThunks() const {
  std::string text;
  for (std::size_t i = 0; i < module_.imports.size(); ++i) {
    const FunctionImport& import = module_.imports[i];
    const FunctionType& type = module_.types[import.type];
    text += fmt::format("GUEST_FUNCTION {} {}({}* instance{}) {{\n", ResultType(type), naming_.functions[i],
                        naming_.instance_type, Parameters(type));
    if (const UnwindImport kind = UnwindKind(module_, import); kind != UnwindImport::kNone) {
      text += kind == UnwindImport::kThrow ? ThrowBody() : InvokeBody(type);
      text += "}\n\n";
      continue;
    }
    text += "  PROBE_STACK(VITRINE_GUEST_HOST_STACK_BYTES);\n";
    text += fmt::format("  {}{}(instance->Z_{}_instance", type.results.empty() ? "" : "return ",
                        naming_.import_names[i], MangleName(import.module));
    for (std::size_t p = 0; p < type.parameters.size(); ++p) text += fmt::format(", w2c_p{}", p);
    text += ");\n}\n\n";
  }
  return text;
}

std::string ModuleWriter::StackPointer() const {
  return "instance->" + naming_.global_fields[StackPointerGlobal(module_).value()];
}

std::string ModuleWriter::ThrowBody() const {
  return fmt::format("  guest_throw(&instance->{}, &{});\n", naming_.unwind_field, StackPointer());
}

// After a throw nothing is read from this frame's own variables: it may have changed them in registers.
std::string ModuleWriter::InvokeBody(const FunctionType& type) const {
  const FunctionType invoked = InvokedType(type);
  const auto same = std::ranges::find(module_.types, invoked);
  const bool has_result = !type.results.empty();
  const std::string on_throw = has_result ? "  return 0;\n" : "";
  if (same == module_.types.end()) {  // then no entry can have it
    return "  TRAP(CALL_INDIRECT);\n" + on_throw;
  }
  std::string pointer_type = ResultType(invoked) + " (*)(void*";
  std::string arguments;
  for (std::size_t i = 0; i < invoked.parameters.size(); ++i) {
    pointer_type += fmt::format(", {}", CType(invoked.parameters[i]));
    arguments += fmt::format(", w2c_p{}", i + 1);
  }
  pointer_type += ")";
  std::string text = "  guest_catch here;\n";
  text += fmt::format("  here.outer = instance->{};\n  here.stack_pointer = {};\n", naming_.unwind_field,
                      StackPointer());
  text += "  if (__builtin_setjmp(here.registers) == 0) {\n";
  text += fmt::format("    instance->{} = &here;\n", naming_.unwind_field);
  text += fmt::format("    {}CALL_INDIRECT({}, {}u, {}, {}u, w2c_p0, instance{});\n",
                      has_result ? fmt::format("const {} result = ", ResultType(type)) : "",
                      naming_.Support("table"), module_.table->minimum, pointer_type,
                      naming_.type_ids[static_cast<std::size_t>(same - module_.types.begin())], arguments);
  text += fmt::format("    instance->{} = here.outer;\n", naming_.unwind_field);
  if (has_result) text += "    return result;\n";
  return text + "  }\n" + on_throw;
}

// Binding fills the import pointers; an instance from an image needs nothing else.
std::string ModuleWriter::Bind() const {
  std::string text =
      fmt::format("GUEST_SECTION static void {}(void) {{}}\n\n", naming_.Support("init_module"));
  text += fmt::format("GUEST_SECTION static void {}(void* pointer, void* import_env) {{\n",
                      naming_.Support("bind"));
  if (!naming_.bind_fields.empty())
    text += fmt::format("  {0}* instance = ({0}*)pointer;\n", naming_.instance_type);
  for (const std::string& field : naming_.bind_fields) {
    text += fmt::format("  instance->{0} = (struct {0}_t*)import_env;\n", field);
  }
  return text + "}\n\n";
}

std::string ModuleWriter::Instantiate() const {
  std::string text = fmt::format("GUEST_SECTION static void {}(void* pointer, void* import_env) {{\n",
                                 naming_.Support("instantiate"));
  text += fmt::format("  {0}* instance = ({0}*)pointer;\n", naming_.instance_type);
  text += fmt::format("  {}(pointer, import_env);\n", naming_.Support("bind"));
  for (std::size_t i = 0; i < module_.globals.size(); ++i) {
    const Global& global = module_.globals[i];
    const bool is_wide = global.type == ValueType::kI64 || global.type == ValueType::kF64;
    text += fmt::format(
        "  instance->{} = {};\n", naming_.global_fields[i],
        FromSlot(global.type, fmt::format("{:#x}{}", global.initial_bits, is_wide ? "ull" : "u")));
  }
  text += "  PROBE_STACK(VITRINE_GUEST_HOST_STACK_BYTES);\n";
  if (module_.memory) {
    text += fmt::format("  wasm_rt_allocate_memory(&instance->{}, {}u, {}u);\n", naming_.memory_field,
                        module_.memory->minimum,
                        std::min(module_.memory->maximum.value_or(kMemoryPagesMax), kMemoryPagesMax));
  }
  if (module_.table && !naming_.table_is_constant) {
    text += fmt::format("  wasm_rt_allocate_funcref_table(&instance->{}, {}u, {}u);\n", naming_.table_field,
                        module_.table->minimum, module_.table->maximum.value_or(UINT32_MAX));
  }
  text += ActiveSegments();
  if (module_.start) text += fmt::format("  {}(instance);\n", naming_.functions[*module_.start]);
  return text + "}\n\n";
}

// Elements first, then data, as the specification has it: the first segment that does not fit traps.
std::string ModuleWriter::ActiveSegments() const {
  std::string text;
  const std::uint32_t table_size = module_.table.value_or(Limits{}).minimum;
  for (std::size_t i = 0; i < module_.elements.size(); ++i) {
    const ElementSegment& segment = module_.elements[i];
    if (!segment.is_active) continue;
    const std::size_t count = segment.functions.size();
    if (!naming_.table_is_constant) {
      text += fmt::format(
          "  guest_table_init(&instance->{0}, {1}, {2}u, {3}u, 0, {2}u, instance);\n", naming_.table_field,
          count == 0 ? "NULL" : naming_.Support(fmt::format("elements_{}", i)), count, segment.offset);
    } else if (segment.offset + std::uint64_t{count} > table_size) {
      text += "  TRAP(OOB);\n";
      break;
    }
  }
  for (std::size_t i = 0; i < module_.data.size(); ++i) {
    const DataSegment& segment = module_.data[i];
    if (!segment.is_active) continue;
    text +=
        fmt::format("  guest_memory_init(&instance->{0}, {1}, {2}u, {3}u, 0, {2}u);\n", naming_.memory_field,
                    segment.bytes.empty() ? "NULL" : naming_.Support(fmt::format("data_{}", i)),
                    segment.bytes.size(), segment.offset);
  }
  return text;
}

std::string ModuleWriter::Free() const {
  std::string text =
      fmt::format("GUEST_SECTION static void {}(void* pointer) {{\n", naming_.Support("free_instance"));
  if (module_.memory || !naming_.table_is_constant) {
    text += fmt::format("  {0}* instance = ({0}*)pointer;\n", naming_.instance_type);
  }
  if (!naming_.table_is_constant) {
    text += fmt::format("  wasm_rt_free_funcref_table(&instance->{});\n", naming_.table_field);
  }
  if (module_.memory) text += fmt::format("  wasm_rt_free_memory(&instance->{});\n", naming_.memory_field);
  return text + "}\n\n";
}

std::string ModuleWriter::ExportThunk(std::size_t number, const Export& exported) const {
  const FunctionType& type = module_.TypeOf(exported.index);
  std::string text = fmt::format("GUEST_SECTION static void {}(void* pointer, uint64_t* slots) {{\n",
                                 naming_.Support(fmt::format("export_{}", number)));
  if (!naming_.unwind_field.empty()) {
    // A call that a trap or the deadline ended has left its frames in the list.
    text += fmt::format("  {0}* const instance = ({0}*)pointer;\n", naming_.instance_type);
    text += fmt::format("  guest_catch* const outer = instance->{0};\n  instance->{0} = NULL;\n",
                        naming_.unwind_field);
  }
  if (!type.results.empty()) text += fmt::format("  const {} result = ", ResultType(type));
  if (type.results.empty()) text += "  ";
  text += fmt::format("{}(({}*)pointer", naming_.functions[exported.index], naming_.instance_type);
  for (std::size_t i = 0; i < type.parameters.size(); ++i) {
    text += ", " + FromSlot(type.parameters[i], fmt::format("slots[{}]", i));
  }
  text += ");\n";
  if (!naming_.unwind_field.empty()) text += fmt::format("  instance->{} = outer;\n", naming_.unwind_field);
  for (std::size_t i = 0; i < type.results.size(); ++i) {
    const ValueType result = type.results[i];
    // wasm2c names the members of a struct of several results by the letter of the type and the place.
    const std::string value =
        type.results.size() == 1 ? "result" : fmt::format("result.{}{}", Wasm2cLetter(result), i);
    text += fmt::format("  slots[{}] = {};\n", i, ToSlot(result, value));
  }
  return text + "}\n\n";
}

std::string ModuleWriter::Exports() const {
  std::string thunks;
  std::string rows;
  std::size_t number = 0;
  for (const Export& exported : module_.exports) {
    if (exported.kind != ExternalKind::kFunction) continue;
    thunks += ExportThunk(number, exported);
    rows += fmt::format("    {{{}, \"{}\", {}}},\n", CStringLiteral(exported.name),
                        Signature(module_.TypeOf(exported.index)),
                        naming_.Support(fmt::format("export_{}", number)));
    ++number;
  }
  if (number == 0) return {};
  return thunks + fmt::format("static const vitrine_guest_export {}[] = {{\n{}}};\n\n",
                              naming_.Support("exports"), rows);
}

std::string ModuleWriter::Globals() const {
  if (module_.globals.empty()) return {};
  std::string text = fmt::format("static const vitrine_guest_global {}[] = {{\n", naming_.Support("globals"));
  for (std::size_t i = 0; i < module_.globals.size(); ++i) {
    const auto exported = std::ranges::find_if(
        module_.exports, [&](const Export& e) { return e.kind == ExternalKind::kGlobal && e.index == i; });
    text +=
        fmt::format("    {{{}, '{}', {}, offsetof({}, {})}},\n",
                    CStringLiteral(exported == module_.exports.end() ? std::string_view() : exported->name),
                    Letter(module_.globals[i].type), module_.globals[i].is_mutable ? 1 : 0,
                    naming_.instance_type, naming_.global_fields[i]);
  }
  return text + "};\n\n";
}

std::string ModuleWriter::Descriptor() const {
  const bool has_exports = std::ranges::any_of(
      module_.exports, [](const Export& exported) { return exported.kind == ExternalKind::kFunction; });
  const auto array = [&](bool exists, const char* what) {
    return exists
               ? fmt::format("{0},\n    .{1}_count = sizeof {0} / sizeof {0}[0]", naming_.Support(what), what)
               : fmt::format("NULL,\n    .{}_count = 0", what);
  };
  std::string digest;
  for (const std::uint8_t byte : Sha256(admitted_.bytes)) digest += fmt::format("{:#04x}, ", byte);
  const std::string memory_offset =
      module_.memory ? fmt::format("offsetof({}, {})", naming_.instance_type, naming_.memory_field)
                     : "VITRINE_GUEST_NO_OFFSET";
  const std::string fuel_offset = options_.memory == MemoryMode::kChecked
                                      ? fmt::format("offsetof({}, fuel)", naming_.instance_type)
                                      : "VITRINE_GUEST_NO_OFFSET";
  const std::uint32_t pages_max = module_.memory ? module_.memory->maximum.value_or(65536) : 0;

  std::string text = "/* Made by the linker: the ends of the section all guest functions lie in. */\n";
  text += "extern const char __start_vitrine_guest_text[] __attribute__((visibility(\"hidden\")));\n";
  text += "extern const char __stop_vitrine_guest_text[] __attribute__((visibility(\"hidden\")));\n\n";
  text += fmt::format(
      "__attribute__((visibility(\"default\"))) extern const vitrine_guest_module vitrine_guest_{};\n",
      naming_.module);
  text += fmt::format("const vitrine_guest_module vitrine_guest_{} = {{\n", naming_.module);
  text += "    .version = VITRINE_GUEST_MODULE_VERSION,\n";
  text += fmt::format("    .memory_mode = {},\n", options_.memory == MemoryMode::kChecked
                                                      ? "VITRINE_GUEST_MEMORY_CHECKED"
                                                      : "VITRINE_GUEST_MEMORY_GS");
  text += fmt::format("    .name = \"{}\",\n", naming_.module);
  text += fmt::format("    .wasm_sha256 = {{{}}},\n", digest);
  text += fmt::format("    .instance_bytes = sizeof({}),\n", naming_.instance_type);
  text += fmt::format("    .memory_offset = {},\n    .fuel_offset = {},\n", memory_offset, fuel_offset);
  text += fmt::format("    .memory_pages_initial = {},\n    .memory_pages_max = {},\n",
                      module_.memory ? module_.memory->minimum : 0, pages_max);
  text += fmt::format("    .table_is_constant = {},\n", naming_.table_is_constant ? 1 : 0);
  text += fmt::format(
      "    .init_module = {},\n    .instantiate = {},\n    .free_instance = {},\n    .bind = {},\n",
      naming_.Support("init_module"), naming_.Support("instantiate"), naming_.Support("free_instance"),
      naming_.table_is_constant ? naming_.Support("bind") : "NULL");
  text += "    .text_begin = __start_vitrine_guest_text,\n    .text_end = __stop_vitrine_guest_text,\n";
  text += fmt::format("    .exports = {},\n", array(has_exports, "exports"));
  text += fmt::format("    .globals = {},\n", array(!module_.globals.empty(), "globals"));
  return text + "};\n";
}

}  // namespace vitrine::aot

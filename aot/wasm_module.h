// What the reader found in a wasm binary: the tables that the door judges and the translator needs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vitrine::aot {

enum class ValueType : std::uint8_t { kI32 = 0x7f, kI64 = 0x7e, kF32 = 0x7d, kF64 = 0x7c };

// 'i', 'l', 'f' or 'd', as in src/runtime/guest_module.h.
char Letter(ValueType type);

struct FunctionType {
  std::vector<ValueType> parameters;
  std::vector<ValueType> results;

  bool operator==(const FunctionType&) const = default;
};

// "ii>l": one letter for each parameter, '>', one for each result.
std::string Signature(const FunctionType& type);

struct Limits {
  std::uint32_t minimum = 0;
  std::optional<std::uint32_t> maximum;
};

struct FunctionImport {
  std::string module;
  std::string name;
  std::uint32_t type = 0;
  std::size_t offset = 0;  // in the file, for messages
};

struct Global {
  ValueType type = ValueType::kI32;
  bool is_mutable = false;
  std::uint64_t initial_bits = 0;  // a 32-bit type uses the low half
};

enum class ExternalKind : std::uint8_t { kFunction = 0, kTable = 1, kMemory = 2, kGlobal = 3 };

struct Export {
  std::string name;
  ExternalKind kind = ExternalKind::kFunction;
  std::uint32_t index = 0;
};

struct ElementSegment {
  bool is_active = false;
  std::uint32_t offset = 0;  // in the table, when active
  std::vector<std::uint32_t> functions;
};

struct DataSegment {
  bool is_active = false;
  std::uint32_t offset = 0;  // in the memory, when active
  std::vector<std::uint8_t> bytes;
};

// A value. Function indices count imports first, as in wasm. There are no imported tables, memories or
// globals: the reader refuses them.
struct WasmModule {
  std::vector<FunctionType> types;
  std::vector<FunctionImport> imports;
  std::vector<std::uint32_t> functions;  // type index of each function defined here
  std::optional<Limits> table;           // at most one
  std::optional<Limits> memory;          // in pages of 64 KiB; at most one
  std::size_t memory_offset = 0;         // of the memory's limits in the file, for messages
  std::vector<Global> globals;
  std::vector<Export> exports;
  std::optional<std::uint32_t> start;
  std::vector<ElementSegment> elements;
  std::vector<DataSegment> data;
  std::vector<std::string> function_names;  // from the name section; empty where it gives none; any bytes
  bool writes_table = false;                // some instruction changes the table after the start

  std::uint32_t FunctionCount() const {
    return static_cast<std::uint32_t>(imports.size() + functions.size());
  }
  std::uint32_t TypeIndexOf(std::uint32_t function) const {
    return function < imports.size() ? imports[function].type : functions[function - imports.size()];
  }
  const FunctionType& TypeOf(std::uint32_t function) const { return types[TypeIndexOf(function)]; }
};

}  // namespace vitrine::aot

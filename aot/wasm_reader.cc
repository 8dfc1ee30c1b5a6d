#include "aot/wasm_reader.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "aot/byte_cursor.h"
#include "aot/opcodes.h"

namespace vitrine::aot {

char Letter(ValueType type) {
  switch (type) {
    case ValueType::kI32:
      return 'i';
    case ValueType::kI64:
      return 'l';
    case ValueType::kF32:
      return 'f';
    case ValueType::kF64:
      return 'd';
  }
  return '?';
}

std::string Signature(const FunctionType& type) {
  std::string text;
  for (const ValueType parameter : type.parameters) text += Letter(parameter);
  text += '>';
  for (const ValueType result : type.results) text += Letter(result);
  return text;
}

namespace {

constexpr std::uint8_t kHeader[] = {0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00};
constexpr std::uint32_t kPagesMax = 65536;
constexpr std::uint8_t kBlockTypeEmpty = 0x40;

constexpr const char* kAllowed =
    "allowed are MVP, sign extension, bulk memory, mutable globals and saturating float-to-int";

enum SectionId : std::uint8_t {
  kCustom = 0,
  kType = 1,
  kImport = 2,
  kFunction = 3,
  kTable = 4,
  kMemory = 5,
  kGlobal = 6,
  kExport = 7,
  kStart = 8,
  kElement = 9,
  kCode = 10,
  kData = 11,
  kDataCount = 12,
  kTag = 13,
};

constexpr const char* kSectionNames[] = {
    "custom section", "type section",   "import section",    "function section", "table section",
    "memory section", "global section", "export section",    "start section",    "element section",
    "code section",   "data section",   "data count section"};

// Sections must come in this order; the data count lies between elements and code.
int OrderOf(std::uint8_t id) {
  if (id == kDataCount) return kElement * 2 + 1;
  return id * 2;
}

class Reader {
 public:
  Reader(std::span<const std::uint8_t> bytes, MultiValue multi_value)
      : in_(bytes), multi_value_(multi_value) {}

  Result<WasmModule> Read() {
    ReadHeader();
    int last_order = 0;
    while (in_.remaining() > 0) {
      in_.EnterSection("section header");
      const std::size_t at = in_.offset();
      const std::uint8_t id = in_.ReadByte();
      if (id == kTag) Refuse(at, "exceptions");
      if (id > kTag) in_.FailAt(at, "section number {} is unknown", id);
      const std::uint32_t size = in_.ReadU32();
      if (in_.failed()) break;
      in_.EnterSection(kSectionNames[id]);
      if (id != kCustom) {
        if (OrderOf(id) <= last_order) in_.FailAt(at, "comes twice or out of order");
        last_order = OrderOf(id);
      }
      const std::size_t outer_end = in_.EnterWindow(size);
      ReadSection(id);
      in_.LeaveWindow(outer_end);
    }
    CheckWhole();
    if (in_.failed()) return std::unexpected(Error{in_.error()});
    return std::move(module_);
  }

 private:
  void Refuse(std::size_t offset, std::string_view proposal) {
    in_.FailAt(offset, "found {}; {}", proposal, kAllowed);
  }

  void ReadHeader() {
    const auto header = in_.ReadBytes(sizeof kHeader);
    if (!in_.failed() && !std::ranges::equal(header, kHeader)) {
      in_.FailAt(0, "expected the magic number and version 1 of a core wasm module");
    }
  }

  void ReadSection(std::uint8_t id) {
    switch (id) {
      case kCustom:
        return ReadCustom();
      case kType:
        return ReadTypes();
      case kImport:
        return ReadImports();
      case kFunction:
        return ReadFunctions();
      case kTable:
        return ReadTables();
      case kMemory:
        return ReadMemories();
      case kGlobal:
        return ReadGlobals();
      case kExport:
        return ReadExports();
      case kStart:
        return ReadStart();
      case kElement:
        return ReadElements();
      case kDataCount:
        data_count_ = in_.ReadU32();
        return;
      case kCode:
        return ReadCode();
      default:
        return ReadData();
    }
  }

  // --- types ---

  ValueType ReadValueType() {
    const std::size_t at = in_.offset();
    const std::uint8_t byte = in_.ReadByte();
    if (in_.failed()) return ValueType::kI32;
    if (byte >= 0x7c && byte <= 0x7f) return static_cast<ValueType>(byte);
    if (byte == 0x7b) {
      Refuse(at, "SIMD (type v128)");
    } else if (byte == 0x70 || byte == 0x6f) {
      Refuse(at, "reference types");
    } else if (byte >= 0x63 && byte <= 0x74) {
      Refuse(at, "GC and typed function references");
    } else {
      in_.FailAt(at, "{:#04x} is no value type", byte);
    }
    return ValueType::kI32;
  }

  std::vector<ValueType> ReadValueTypes() {
    std::vector<ValueType> types;
    for (std::uint32_t left = in_.ReadCount(); left > 0 && !in_.failed(); --left)
      types.push_back(ReadValueType());
    return types;
  }

  void ReadTypes() {
    for (std::uint32_t left = in_.ReadCount(); left > 0 && !in_.failed(); --left) {
      const std::size_t at = in_.offset();
      const std::uint8_t form = in_.ReadByte();
      if (form >= 0x4e && form <= 0x5f) return Refuse(at, "GC (a type that is no function type)");
      if (form != 0x60) return in_.FailAt(at, "{:#04x} begins no function type", form);
      FunctionType type;
      type.parameters = ReadValueTypes();
      const std::size_t results_at = in_.offset();
      type.results = ReadValueTypes();
      if (type.results.size() > 1 && multi_value_ == MultiValue::kRefused) {
        return Refuse(results_at,
                      fmt::format("multi-value (a function type with {} results)", type.results.size()));
      }
      module_.types.push_back(std::move(type));
    }
  }

  std::uint32_t ReadTypeIndex() {
    const std::size_t at = in_.offset();
    const std::uint32_t index = in_.ReadU32();
    if (index >= module_.types.size()) {
      in_.FailAt(at, "type {} does not exist; there are {}", index, module_.types.size());
      return 0;
    }
    return index;
  }

  // --- imports and definitions ---

  void ReadImports() {
    for (std::uint32_t left = in_.ReadCount(); left > 0 && !in_.failed(); --left) {
      FunctionImport import;
      import.offset = in_.offset();
      import.module = in_.ReadName();
      import.name = in_.ReadName();
      const std::size_t kind_at = in_.offset();
      const std::uint8_t kind = in_.ReadByte();
      if (in_.failed()) return;
      if (kind == 4) return Refuse(kind_at, "exceptions (an imported tag)");
      if (kind > 4) return in_.FailAt(kind_at, "{:#04x} is no kind of import", kind);
      if (kind != 0) {
        constexpr const char* kKinds[] = {"function", "table", "memory", "global"};
        return in_.FailAt(kind_at, "found an imported {}; allowed are imported functions", kKinds[kind]);
      }
      import.type = ReadTypeIndex();
      module_.imports.push_back(std::move(import));
    }
  }

  void ReadFunctions() {
    for (std::uint32_t left = in_.ReadCount(); left > 0 && !in_.failed(); --left) {
      module_.functions.push_back(ReadTypeIndex());
    }
  }

  Limits ReadLimits(std::uint32_t most) {
    const std::size_t at = in_.offset();
    const std::uint8_t flags = in_.ReadByte();
    Limits limits;
    if (flags >= 8) {
      in_.FailAt(at, "{:#04x} is no kind of limits", flags);
    } else if ((flags & 4) != 0) {
      Refuse(at, "memory64 (64-bit limits)");
    } else if ((flags & 2) != 0) {
      Refuse(at, "threads (shared limits)");
    }
    limits.minimum = in_.ReadU32();
    if ((flags & 1) != 0) limits.maximum = in_.ReadU32();
    if (limits.minimum > most || limits.maximum.value_or(0) > most)
      in_.FailAt(at, "a limit is above {}", most);
    if (limits.maximum && *limits.maximum < limits.minimum)
      in_.FailAt(at, "the maximum is below the minimum");
    return limits;
  }

  void ReadTables() {
    const std::uint32_t count = in_.ReadCount();
    if (count > 1) return Refuse(in_.offset(), "reference types (more than one table)");
    if (count == 0) return;
    const std::size_t at = in_.offset();
    const std::uint8_t type = in_.ReadByte();
    if (in_.failed()) return;
    if (type == 0x40 || type == 0x63 || type == 0x64) return Refuse(at, "GC and typed function references");
    if (type != 0x70) return Refuse(at, "reference types (a table of something else than functions)");
    const std::size_t limits_at = in_.offset();
    module_.table = ReadLimits(UINT32_MAX);
    if (module_.table->minimum > kTableElementsMax) {
      in_.FailAt(limits_at, "a table of {} elements; allowed are {}", module_.table->minimum,
                 kTableElementsMax);
    }
  }

  void ReadMemories() {
    const std::uint32_t count = in_.ReadCount();
    if (count > 1) return Refuse(in_.offset(), fmt::format("multi-memory ({} memories)", count));
    if (count == 0) return;
    module_.memory_offset = in_.offset();
    module_.memory = ReadLimits(kPagesMax);
  }

  void ReadGlobals() {
    for (std::uint32_t left = in_.ReadCount(); left > 0 && !in_.failed(); --left) {
      Global global;
      global.type = ReadValueType();
      const std::size_t at = in_.offset();
      const std::uint8_t mutability = in_.ReadByte();
      if (mutability > 1) return in_.FailAt(at, "{:#04x} is neither const (0) nor var (1)", mutability);
      global.is_mutable = mutability == 1;
      global.initial_bits = ReadConstant(global.type);
      module_.globals.push_back(global);
    }
  }

  // An initialiser: one constant of the given type and `end`. global.get may only name an imported global
  // there, and there are none.
  std::uint64_t ReadConstant(ValueType type) {
    const std::size_t at = in_.offset();
    const std::uint8_t opcode = in_.ReadByte();
    if (in_.failed()) return 0;
    std::uint64_t bits = 0;
    ValueType found = ValueType::kI32;
    switch (opcode) {
      case kOpcodeI32Const:
        bits = static_cast<std::uint32_t>(in_.ReadS32());
        break;
      case kOpcodeI64Const:
        found = ValueType::kI64;
        bits = static_cast<std::uint64_t>(in_.ReadS64());
        break;
      case kOpcodeF32Const:
        found = ValueType::kF32;
        bits = in_.ReadFixed32();
        break;
      case kOpcodeF64Const:
        found = ValueType::kF64;
        bits = in_.ReadFixed64();
        break;
      case kOpcodeGlobalGet:
        in_.FailAt(at,
                   "an initialiser reads a global; only an imported one could be read, and there are none");
        return 0;
      default:
        if (kOpcodes[opcode].immediate == Immediate::kRefused) {
          Refuse(at, kOpcodes[opcode].proposal);
        } else {
          in_.FailAt(at, "opcode {:#04x} in an initialiser; allowed is one constant", opcode);
        }
        return 0;
    }
    const std::size_t end_at = in_.offset();
    const std::uint8_t end = in_.ReadByte();
    if (in_.failed()) return 0;
    if (end == 0x6a || end == 0x6b || end == 0x6c || (end >= 0x7c && end <= 0x7e) ||
        (end >= kOpcodeI32Const && end <= kOpcodeF64Const)) {
      Refuse(end_at, "extended constant expressions");
    } else if (end != kOpcodeEnd) {
      in_.FailAt(end_at, "opcode {:#04x} where an initialiser ends", end);
    } else if (found != type) {
      in_.FailAt(at, "an initialiser of type '{}', expected '{}'", Letter(found), Letter(type));
    }
    return bits;
  }

  void ReadExports() {
    std::set<std::string> names;
    for (std::uint32_t left = in_.ReadCount(); left > 0 && !in_.failed(); --left) {
      const std::size_t at = in_.offset();
      Export exported;
      exported.name = in_.ReadName();
      const std::size_t kind_at = in_.offset();
      const std::uint8_t kind = in_.ReadByte();
      exported.index = in_.ReadU32();
      if (in_.failed()) return;
      if (kind == 4) return Refuse(kind_at, "exceptions (an exported tag)");
      if (kind > 4) return in_.FailAt(kind_at, "{:#04x} is no kind of export", kind);
      exported.kind = static_cast<ExternalKind>(kind);
      const std::size_t counts[] = {module_.FunctionCount(), module_.table ? 1u : 0u,
                                    module_.memory ? 1u : 0u, module_.globals.size()};
      if (exported.index >= counts[kind]) return in_.FailAt(at, "index {} does not exist", exported.index);
      if (!names.insert(exported.name).second) return in_.FailAt(at, "an export's name comes twice");
      module_.exports.push_back(std::move(exported));
    }
  }

  void ReadStart() {
    const std::size_t at = in_.offset();
    module_.start = ReadFunctionIndex();
    if (in_.failed()) return;
    const FunctionType& type = module_.TypeOf(*module_.start);
    if (!type.parameters.empty() || !type.results.empty()) {
      in_.FailAt(at, "the start function has type '{}', expected '>'", Signature(type));
    }
  }

  std::uint32_t ReadFunctionIndex() {
    const std::size_t at = in_.offset();
    const std::uint32_t index = in_.ReadU32();
    if (index >= module_.FunctionCount()) {
      in_.FailAt(at, "function {} does not exist; there are {}", index, module_.FunctionCount());
      return 0;
    }
    return index;
  }

  void ReadElements() {
    for (std::uint32_t left = in_.ReadCount(); left > 0 && !in_.failed(); --left) {
      const std::size_t at = in_.offset();
      const std::uint32_t flags = in_.ReadU32();
      if (flags > 7) return in_.FailAt(at, "{} is no kind of element segment", flags);
      if (flags > 2)
        return Refuse(at, "reference types (an element segment of expressions, or a declarative one)");
      ElementSegment segment;
      segment.is_active = flags != 1;
      if (segment.is_active) {
        if (flags == 2 && in_.ReadU32() != 0) return Refuse(at, "reference types (a second table)");
        if (!module_.table) return in_.FailAt(at, "an active element segment without a table");
        segment.offset = static_cast<std::uint32_t>(ReadConstant(ValueType::kI32));
      }
      if (flags != 0) {
        const std::size_t kind_at = in_.offset();
        if (in_.ReadByte() != 0)
          return in_.FailAt(kind_at, "an element segment of something else than functions");
      }
      for (std::uint32_t items = in_.ReadCount(); items > 0 && !in_.failed(); --items) {
        segment.functions.push_back(ReadFunctionIndex());
      }
      module_.elements.push_back(std::move(segment));
    }
  }

  void ReadData() {
    for (std::uint32_t left = in_.ReadCount(); left > 0 && !in_.failed(); --left) {
      const std::size_t at = in_.offset();
      const std::uint32_t flags = in_.ReadU32();
      if (flags > 2) return in_.FailAt(at, "{} is no kind of data segment", flags);
      DataSegment segment;
      segment.is_active = flags != 1;
      if (segment.is_active) {
        if (flags == 2 && in_.ReadU32() != 0)
          return Refuse(at, "multi-memory (a segment of a second memory)");
        if (!module_.memory) return in_.FailAt(at, "an active data segment without a memory");
        segment.offset = static_cast<std::uint32_t>(ReadConstant(ValueType::kI32));
      }
      const auto bytes = in_.ReadBytes(in_.ReadU32());
      segment.bytes.assign(bytes.begin(), bytes.end());
      module_.data.push_back(std::move(segment));
    }
  }

  // --- names ---

  // A malformed name section is no fault of the module (the specification says so): what was read until then
  // stays.
  void ReadCustom() {
    const std::string name = in_.ReadName();
    const auto content = in_.ReadBytes(static_cast<std::uint32_t>(in_.remaining()));
    if (name != "name") return;
    ByteCursor names(content);
    while (names.remaining() > 0) {
      const std::uint8_t id = names.ReadByte();
      const auto subsection = names.ReadBytes(names.ReadU32());
      if (id == 1) ReadFunctionNames(ByteCursor(subsection));
    }
  }

  void ReadFunctionNames(ByteCursor names) {
    function_names_.clear();
    for (std::uint32_t left = names.ReadCount(); left > 0; --left) {
      const std::uint32_t index = names.ReadU32();
      std::string name = names.ReadName();
      if (names.failed()) return;
      function_names_.emplace_back(index, std::move(name));
    }
  }

  // --- code ---

  void ReadCode() {
    const std::size_t at = in_.offset();
    bodies_count_ = in_.ReadCount();
    if (bodies_count_ != module_.functions.size()) {
      return in_.FailAt(at, "{} bodies for {} functions", bodies_count_, module_.functions.size());
    }
    for (const std::uint32_t type : module_.functions) {
      if (in_.failed()) return;
      const std::uint32_t size = in_.ReadU32();
      const std::size_t outer_end = in_.EnterWindow(size);
      ReadBody(module_.types[type]);
      in_.LeaveWindow(outer_end);
    }
  }

  void ReadBody(const FunctionType& type) {
    std::uint64_t locals = type.parameters.size();
    for (std::uint32_t groups = in_.ReadCount(); groups > 0 && !in_.failed(); --groups) {
      const std::size_t at = in_.offset();
      locals += in_.ReadU32();
      ReadValueType();
      if (locals > kLocalsMax) return in_.FailAt(at, "more than {} locals in a function", kLocalsMax);
    }
    locals_ = static_cast<std::uint32_t>(locals);
    frames_.assign(1, kOpcodeBlock);
    while (!frames_.empty() && !in_.failed()) ReadInstruction();
  }

  void ReadInstruction() {
    const std::size_t at = in_.offset();
    const std::uint8_t byte = in_.ReadByte();
    if (in_.failed()) return;
    if (byte == kOpcodePrefixMisc) return ReadMiscInstruction(at);
    const Opcode& opcode = kOpcodes[byte];
    switch (opcode.immediate) {
      case Immediate::kUnknown:
        return in_.FailAt(at, "{:#04x} is no instruction", byte);
      case Immediate::kRefused:
        return Refuse(at, fmt::format("{} (opcode {:#04x})", opcode.proposal, byte));
      case Immediate::kNone:
        return;
      case Immediate::kBlock:
        ReadBlockType();
        frames_.push_back(byte);
        return;
      case Immediate::kElse:
        if (frames_.back() != kOpcodeIf) return in_.FailAt(at, "an else without its if");
        frames_.back() = byte;
        return;
      case Immediate::kEnd:
        frames_.pop_back();
        return;
      case Immediate::kLabel:
        return ReadLabel();
      case Immediate::kLabelTable:
        for (std::uint32_t left = in_.ReadCount(); left > 0 && !in_.failed(); --left) ReadLabel();
        return ReadLabel();
      case Immediate::kFunction:
        ReadFunctionIndex();
        return;
      case Immediate::kCallIndirect:
        ReadTypeIndex();
        ReadTableIndex();
        if (!module_.table) in_.FailAt(at, "call_indirect without a table");
        return;
      case Immediate::kLocal:
        return ReadLocalIndex();
      case Immediate::kGlobalGet:
      case Immediate::kGlobalSet:
        return ReadGlobalIndex(opcode.immediate);
      case Immediate::kMemoryAccess:
        RequireMemory(at);
        return ReadMemoryArgument(opcode.width_log2);
      case Immediate::kMemoryIndex:
        RequireMemory(at);
        return ReadZeroByte("multi-memory (a memory index)");
      case Immediate::kI32:
        in_.ReadS32();
        return;
      case Immediate::kI64:
        in_.ReadS64();
        return;
      case Immediate::kF32:
        in_.ReadFixed32();
        return;
      case Immediate::kF64:
        in_.ReadFixed64();
        return;
    }
  }

  void ReadMiscInstruction(std::size_t at) {
    const std::uint32_t number = in_.ReadU32();
    switch (static_cast<MiscOpcode>(number)) {
      case MiscOpcode::kMemoryInit:
        ReadDataIndex(at);
        RequireMemory(at);
        return ReadZeroByte("multi-memory (a memory index)");
      case MiscOpcode::kDataDrop:
        return ReadDataIndex(at);
      case MiscOpcode::kMemoryCopy:
        RequireMemory(at);
        ReadZeroByte("multi-memory (a memory index)");
        return ReadZeroByte("multi-memory (a memory index)");
      case MiscOpcode::kMemoryFill:
        RequireMemory(at);
        return ReadZeroByte("multi-memory (a memory index)");
      case MiscOpcode::kTableInit:
        ReadElementIndex();
        return ReadTableWrite(at, 1);
      case MiscOpcode::kElementDrop:
        return ReadElementIndex();
      case MiscOpcode::kTableCopy:
        return ReadTableWrite(at, 2);
      case MiscOpcode::kTableGrow:
      case MiscOpcode::kTableSize:
      case MiscOpcode::kTableFill:
        return Refuse(at, "reference types (table.grow, table.size or table.fill)");
      default:
        if (number > static_cast<std::uint32_t>(MiscOpcode::kTruncSatLast)) {
          in_.FailAt(at, "0xfc {} is no instruction that is allowed", number);
        }
    }
  }

  void ReadTableWrite(std::size_t at, int table_indices) {
    if (!module_.table) in_.FailAt(at, "table.init or table.copy without a table");
    for (int i = 0; i < table_indices; ++i) ReadZeroByte("reference types (a second table)");
    module_.writes_table = true;
  }

  void RequireMemory(std::size_t at) {
    if (!module_.memory) in_.FailAt(at, "an instruction that needs a memory, and there is none");
  }

  void ReadZeroByte(const char* proposal) {
    const std::size_t at = in_.offset();
    if (in_.ReadByte() != 0) Refuse(at, proposal);
  }

  // wasm-ld writes the one table's index as a padded number, to be patched, where MVP has a zero byte.
  void ReadTableIndex() {
    const std::size_t at = in_.offset();
    if (in_.ReadU32() != 0) Refuse(at, "reference types (call_indirect names a second table)");
  }

  void ReadBlockType() {
    const std::size_t at = in_.offset();
    const std::int64_t type = in_.ReadS33();
    if (in_.failed()) return;
    if (type < 0) {
      const auto byte = static_cast<std::uint8_t>(type & 0x7f);
      if (type >= -64 && (byte == kBlockTypeEmpty || (byte >= 0x7c && byte <= 0x7f))) return;
      if (byte == 0x7b) return Refuse(at, "SIMD (type v128)");
      if (byte >= 0x63 && byte <= 0x74) return Refuse(at, "reference types");
      return in_.FailAt(at, "{} is no block type", type);
    }
    if (multi_value_ == MultiValue::kRefused) return Refuse(at, "multi-value (a block with a function type)");
    if (static_cast<std::uint64_t>(type) >= module_.types.size())
      in_.FailAt(at, "type {} does not exist", type);
  }

  void ReadLabel() {
    const std::size_t at = in_.offset();
    const std::uint32_t depth = in_.ReadU32();
    if (depth >= frames_.size())
      in_.FailAt(at, "label {} does not exist; {} are open", depth, frames_.size());
  }

  void ReadLocalIndex() {
    const std::size_t at = in_.offset();
    const std::uint32_t index = in_.ReadU32();
    if (index >= locals_) in_.FailAt(at, "local {} does not exist; there are {}", index, locals_);
  }

  void ReadGlobalIndex(Immediate access) {
    const std::size_t at = in_.offset();
    const std::uint32_t index = in_.ReadU32();
    if (index >= module_.globals.size()) return in_.FailAt(at, "global {} does not exist", index);
    if (access == Immediate::kGlobalSet && !module_.globals[index].is_mutable) {
      in_.FailAt(at, "global {} is constant and cannot be set", index);
    }
  }

  void ReadMemoryArgument(std::uint8_t width_log2) {
    const std::size_t at = in_.offset();
    const std::uint32_t alignment_log2 = in_.ReadU32();
    if (alignment_log2 >= 0x40 && alignment_log2 < 0x80) return Refuse(at, "multi-memory (a memory index)");
    if (alignment_log2 > width_log2) in_.FailAt(at, "alignment 2^{} above 2^{}", alignment_log2, width_log2);
    in_.ReadU32();
  }

  void ReadDataIndex(std::size_t at) {
    if (!data_count_) return in_.FailAt(at, "memory.init or data.drop without a data count section");
    const std::size_t index_at = in_.offset();
    const std::uint32_t index = in_.ReadU32();
    if (index >= *data_count_) in_.FailAt(index_at, "data segment {} does not exist", index);
  }

  void ReadElementIndex() {
    const std::size_t at = in_.offset();
    const std::uint32_t index = in_.ReadU32();
    if (index >= module_.elements.size()) in_.FailAt(at, "element segment {} does not exist", index);
  }

  // --- the whole ---

  void CheckWhole() {
    if (in_.failed()) return;
    in_.EnterSection("module");
    if (bodies_count_ != module_.functions.size()) {
      in_.FailAt(in_.offset(), "{} functions without a body", module_.functions.size() - bodies_count_);
    }
    if (data_count_ && *data_count_ != module_.data.size()) {
      in_.FailAt(in_.offset(), "{} data segments are announced, {} came", *data_count_, module_.data.size());
    }
    module_.function_names.resize(module_.FunctionCount());
    for (auto& [index, name] : function_names_) {
      if (index < module_.function_names.size()) module_.function_names[index] = std::move(name);
    }
  }

  ByteCursor in_;
  MultiValue multi_value_;
  WasmModule module_;
  std::optional<std::uint32_t> data_count_;
  std::size_t bodies_count_ = 0;
  std::vector<std::pair<std::uint32_t, std::string>> function_names_;
  std::uint32_t locals_ = 0;          // of the function being read
  std::vector<std::uint8_t> frames_;  // opcodes of the open blocks
};

}  // namespace

Result<WasmModule> ReadWasm(std::span<const std::uint8_t> bytes, MultiValue multi_value) {
  if (bytes.size() > kModuleBytesMax) {
    return Fail("the module has {} bytes; allowed are {}", bytes.size(), kModuleBytesMax);
  }
  return Reader(bytes, multi_value).Read();
}

}  // namespace vitrine::aot

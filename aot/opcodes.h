// The instructions that the reader knows: what follows each opcode, or the proposal that it belongs to.
#pragma once

#include <array>
#include <cstdint>

namespace vitrine::aot {

// What follows an opcode in the binary format.
enum class Immediate : std::uint8_t {
  kUnknown,  // no instruction at all
  kRefused,  // an instruction of the proposal named in Opcode::proposal
  kNone,
  kBlock,  // block, loop, if: a block type; opens a frame
  kElse,
  kEnd,
  kLabel,
  kLabelTable,
  kFunction,
  kCallIndirect,
  kLocal,
  kGlobalGet,
  kGlobalSet,
  kMemoryAccess,  // alignment and offset; Opcode::width_log2 bounds the alignment
  kMemoryIndex,   // memory.size, memory.grow: a zero byte
  kI32,
  kI64,
  kF32,
  kF64,
};

struct Opcode {
  Immediate immediate = Immediate::kUnknown;
  std::uint8_t width_log2 = 0;
  const char* proposal = nullptr;
};

inline constexpr std::uint8_t kOpcodeBlock = 0x02;
inline constexpr std::uint8_t kOpcodeIf = 0x04;
inline constexpr std::uint8_t kOpcodeEnd = 0x0b;
inline constexpr std::uint8_t kOpcodeGlobalGet = 0x23;
inline constexpr std::uint8_t kOpcodeI32Const = 0x41;
inline constexpr std::uint8_t kOpcodeI64Const = 0x42;
inline constexpr std::uint8_t kOpcodeF32Const = 0x43;
inline constexpr std::uint8_t kOpcodeF64Const = 0x44;
inline constexpr std::uint8_t kOpcodePrefixMisc = 0xfc;

constexpr std::array<Opcode, 256> MakeOpcodes() {
  std::array<Opcode, 256> table{};
  const auto set = [&table](int first, int last, Immediate immediate) {
    for (int i = first; i <= last; ++i) table[static_cast<std::size_t>(i)].immediate = immediate;
  };
  const auto refuse = [&table](int first, int last, const char* proposal) {
    for (int i = first; i <= last; ++i)
      table[static_cast<std::size_t>(i)] = {Immediate::kRefused, 0, proposal};
  };
  set(0x00, 0x01, Immediate::kNone);   // unreachable, nop
  set(0x02, 0x04, Immediate::kBlock);  // block, loop, if
  set(0x05, 0x05, Immediate::kElse);
  refuse(0x06, 0x0a, "exceptions");  // try, catch, throw, rethrow, throw_ref
  set(0x0b, 0x0b, Immediate::kEnd);
  set(0x0c, 0x0d, Immediate::kLabel);  // br, br_if
  set(0x0e, 0x0e, Immediate::kLabelTable);
  set(0x0f, 0x0f, Immediate::kNone);  // return
  set(0x10, 0x10, Immediate::kFunction);
  set(0x11, 0x11, Immediate::kCallIndirect);
  refuse(0x12, 0x13, "tail calls");
  refuse(0x14, 0x15, "GC and typed function references");
  refuse(0x18, 0x19, "exceptions");       // delegate, catch_all
  set(0x1a, 0x1b, Immediate::kNone);      // drop, select
  refuse(0x1c, 0x1c, "reference types");  // select with a type
  refuse(0x1f, 0x1f, "exceptions");       // try_table
  set(0x20, 0x22, Immediate::kLocal);     // local.get, local.set, local.tee
  set(0x23, 0x23, Immediate::kGlobalGet);
  set(0x24, 0x24, Immediate::kGlobalSet);
  refuse(0x25, 0x26, "reference types");  // table.get, table.set
  // i32.load ... i64.store32, in the order of the opcodes; log2 of the bytes each touches.
  constexpr std::array<std::uint8_t, 23> kWidths = {2, 3, 2, 3, 0, 0, 1, 1, 0, 0, 1, 1,
                                                    2, 2, 2, 3, 2, 3, 0, 1, 0, 1, 2};
  for (std::size_t i = 0; i < kWidths.size(); ++i)
    table[0x28 + i] = {Immediate::kMemoryAccess, kWidths[i], nullptr};
  set(0x3f, 0x40, Immediate::kMemoryIndex);
  set(0x41, 0x41, Immediate::kI32);
  set(0x42, 0x42, Immediate::kI64);
  set(0x43, 0x43, Immediate::kF32);
  set(0x44, 0x44, Immediate::kF64);
  set(0x45, 0xc4, Immediate::kNone);  // comparisons, arithmetic, conversions; sign extension from 0xc0
  refuse(0xd0, 0xd2, "reference types");
  refuse(0xd3, 0xd6, "GC and typed function references");
  refuse(0xfb, 0xfb, "GC");
  refuse(0xfd, 0xfd, "SIMD");
  refuse(0xfe, 0xfe, "threads");
  return table;
}

// Indexed by the first byte; kOpcodePrefixMisc is followed by a second opcode, see MiscOpcode.
inline constexpr std::array<Opcode, 256> kOpcodes = MakeOpcodes();

// Second opcodes after kOpcodePrefixMisc. 0 to 7 are the saturating conversions, without immediates.
enum class MiscOpcode : std::uint32_t {
  kTruncSatLast = 7,
  kMemoryInit = 8,
  kDataDrop = 9,
  kMemoryCopy = 10,
  kMemoryFill = 11,
  kTableInit = 12,
  kElementDrop = 13,
  kTableCopy = 14,
  kTableGrow = 15,
  kTableSize = 16,
  kTableFill = 17,
};

}  // namespace vitrine::aot

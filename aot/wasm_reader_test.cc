#include "aot/wasm_reader.h"

#include <gtest/gtest.h>

#include <random>

#include "aot/test_support.h"

namespace vitrine::aot {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes Module(const Bytes& sections) {
  Bytes bytes = {0, 'a', 's', 'm', 1, 0, 0, 0};
  bytes.insert(bytes.end(), sections.begin(), sections.end());
  return bytes;
}

std::string Refusal(const Bytes& bytes) {
  const auto module = ReadWasm(bytes, MultiValue::kRefused);
  return module ? "admitted" : module.error().what;
}

// A module with one function without parameters and results, whose body is `code`, and a memory.
Bytes WithCode(const Bytes& code) {
  Bytes bytes = Module({1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 5, 4, 1, 1, 1, 1, 10});
  bytes.push_back(static_cast<std::uint8_t>(code.size() + 3));
  bytes.push_back(1);
  bytes.push_back(static_cast<std::uint8_t>(code.size() + 1));
  bytes.push_back(0);
  bytes.insert(bytes.end(), code.begin(), code.end());
  return bytes;
}

TEST(WasmReader, ReadsEverySection) {
  const TestFolder folder;
  const Bytes bytes = ReadTestBytes(folder.Assemble(TestData() / "translate" / "everything.wat"));
  const auto module = ReadWasm(bytes, MultiValue::kRefused);
  ASSERT_TRUE(module.has_value()) << module.error().what;
  ASSERT_EQ(module->imports.size(), 2u);
  EXPECT_EQ(module->imports[1].module, "vitrine");
  EXPECT_EQ(module->imports[1].name, "clock");
  EXPECT_EQ(Signature(module->TypeOf(1)), "i>l");
  EXPECT_EQ(module->functions.size(), 6u);
  EXPECT_EQ(module->memory->minimum, 1u);
  EXPECT_EQ(module->memory->maximum, 4u);
  EXPECT_EQ(module->table->minimum, 5u);
  EXPECT_FALSE(module->table->maximum.has_value());
  EXPECT_FALSE(module->writes_table);
  ASSERT_EQ(module->globals.size(), 2u);
  EXPECT_TRUE(module->globals[0].is_mutable);
  EXPECT_EQ(module->globals[0].initial_bits, 0xffffffffu);
  EXPECT_EQ(module->globals[1].initial_bits, 0x400a000000000000u);
  ASSERT_EQ(module->exports.size(), 3u);
  EXPECT_EQ(module->exports[0].kind, ExternalKind::kMemory);
  EXPECT_EQ(module->start, 7u);
  ASSERT_EQ(module->elements.size(), 1u);
  EXPECT_EQ(module->elements[0].functions, (std::vector<std::uint32_t>{2, 3, 1}));
  ASSERT_EQ(module->data.size(), 2u);
  EXPECT_TRUE(module->data[0].is_active);
  EXPECT_EQ(module->data[0].offset, 16u);
  EXPECT_FALSE(module->data[1].is_active);
  EXPECT_EQ(module->function_names[5], "memcpy");
}

TEST(WasmReader, NoticesThatCodeWritesTheTable) {
  const TestFolder folder;
  const auto module = ReadWasm(
      ReadTestBytes(folder.Assemble(TestData() / "translate" / "changing_table.wat")), MultiValue::kRefused);
  ASSERT_TRUE(module.has_value()) << module.error().what;
  EXPECT_TRUE(module->writes_table);
}

// What wabt 1.0.32 cannot assemble.
TEST(WasmReader, NamesTheProposalOfHandMadeBytes) {
  EXPECT_EQ(Refusal(Module({1, 3, 1, 0x5f, 0})),
            "type section, offset 0xb: found GC (a type that is no function type); allowed are MVP, sign "
            "extension, bulk "
            "memory, mutable globals and saturating float-to-int");
  EXPECT_NE(Refusal(Module({1, 5, 1, 0x60, 1, 0x63, 0})).find("found GC and typed function references"),
            std::string::npos);
  EXPECT_NE(Refusal(WithCode({0xfb, 0x00, 0x0b})).find("found GC (opcode 0xfb)"), std::string::npos);
  EXPECT_NE(Refusal(WithCode({0x14, 0x00, 0x0b})).find("typed function references (opcode 0x14)"),
            std::string::npos);
  EXPECT_NE(Refusal(WithCode({0x1f, 0x40, 0x00, 0x0b, 0x0b})).find("found exceptions (opcode 0x1f)"),
            std::string::npos);
  EXPECT_NE(Refusal(WithCode({0x3f, 0x01, 0x1a, 0x0b})).find("found multi-memory"), std::string::npos);
  EXPECT_NE(Refusal(WithCode({0x41, 0, 0x28, 0x40, 0, 0, 0x1a, 0x0b})).find("found multi-memory"),
            std::string::npos);
}

TEST(WasmReader, RefusesMalformedCode) {
  EXPECT_EQ(Refusal(WithCode({0x0b})), "admitted");
  EXPECT_EQ(Refusal(WithCode({0x27, 0x0b})), "code section, offset 0x1d: 0x27 is no instruction");
  EXPECT_EQ(Refusal(WithCode({0x0b, 0x0b})), "code section, offset 0x1e: 1 bytes too many");
  EXPECT_EQ(Refusal(WithCode({0x02, 0x40, 0x0b})), "code section, offset 0x20: ends too early");
  EXPECT_EQ(Refusal(WithCode({0x05, 0x0b})), "code section, offset 0x1d: an else without its if");
  EXPECT_EQ(Refusal(WithCode({0x0c, 0x01, 0x0b})),
            "code section, offset 0x1e: label 1 does not exist; 1 are open");
  EXPECT_EQ(Refusal(WithCode({0x20, 0x00, 0x1a, 0x0b})),
            "code section, offset 0x1e: local 0 does not exist; there are 0");
  EXPECT_EQ(Refusal(WithCode({0x10, 0x01, 0x0b})),
            "code section, offset 0x1e: function 1 does not exist; there are 1");
  EXPECT_EQ(Refusal(WithCode({0x41, 0, 0x28, 3, 0, 0x1a, 0x0b})),
            "code section, offset 0x20: alignment 2^3 above 2^2");
  EXPECT_EQ(Refusal(WithCode({0x11, 0, 0, 0x0b})),
            "code section, offset 0x1d: call_indirect without a table");
  EXPECT_EQ(Refusal(WithCode({0xfc, 0x12, 0x0b})),
            "code section, offset 0x1d: 0xfc 18 is no instruction that is allowed");
}

TEST(WasmReader, RefusesMalformedSections) {
  EXPECT_EQ(Refusal({}), "header, offset 0x0: 8 bytes are announced, 0 are left");
  EXPECT_EQ(Refusal({0, 'a', 's', 'm', 2, 0, 0, 0}),
            "header, offset 0x0: expected the magic number and version 1 of a core wasm module");
  EXPECT_EQ(Refusal(Module({3, 1, 0, 1, 1, 0})), "type section, offset 0xb: comes twice or out of order");
  EXPECT_EQ(Refusal(Module({14, 0})), "section header, offset 0x8: section number 14 is unknown");
  EXPECT_EQ(Refusal(Module({1, 9, 0})), "type section, offset 0xa: 9 bytes are announced, 1 are left");
  EXPECT_EQ(Refusal(Module({1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0})),
            "module, offset 0x12: 1 functions without a body");
  EXPECT_EQ(Refusal(Module({5, 4, 1, 1, 2, 1})),
            "memory section, offset 0xb: the maximum is below the minimum");
  EXPECT_EQ(Refusal(Module({12, 1, 1})), "module, offset 0xb: 1 data segments are announced, 0 came");
}

TEST(WasmReader, BoundsLocals) {
  // Two groups of 2^32 - 1 locals: the sum must not wrap.
  Bytes bytes = Module({1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10, 17, 1, 15, 2});
  for (int group = 0; group < 2; ++group) bytes.insert(bytes.end(), {0xff, 0xff, 0xff, 0xff, 0x0f, 0x7f});
  bytes.insert(bytes.end(), {0x0b, 0x0b});
  EXPECT_NE(Refusal(bytes).find("more than 50000 locals in a function"), std::string::npos);
}

TEST(WasmReader, ForgivesAMalformedNameSection) {
  EXPECT_EQ(Refusal(Module({0, 8, 4, 'n', 'a', 'm', 'e', 1, 9, 0xff})), "admitted");
}

// Every truncation, and flips of every byte: the reader must answer, whatever the answer.
TEST(WasmReader, SurvivesHostileBytes) {
  const TestFolder folder;
  std::size_t admitted = 0;
  std::size_t refused = 0;
  const auto read = [&](const Bytes& bytes) {
    const auto module = ReadWasm(bytes, MultiValue::kAdmitted);
    ++(module ? admitted : refused);
    EXPECT_TRUE(module.has_value() || !module.error().what.empty());
  };
  std::mt19937 random(1);  // fixed, so that a failure comes again
  for (const auto& wat : FilesIn(TestData() / "translate", ".wat")) {
    const Bytes bytes = ReadTestBytes(folder.Assemble(wat));
    for (std::size_t length = 0; length < bytes.size(); ++length)
      read(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)));
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      for (int bit = 0; bit < 8; ++bit) {
        Bytes changed = bytes;
        changed[at] ^= static_cast<std::uint8_t>(1 << bit);
        read(changed);
      }
      Bytes changed = bytes;
      for (std::size_t i = at; i < bytes.size() && i < at + 5; ++i) changed[i] = 0xff;
      read(changed);
    }
    for (int round = 0; round < 2000; ++round) {
      Bytes changed = bytes;
      for (int flips = 0; flips < 4; ++flips)
        changed[random() % changed.size()] = static_cast<std::uint8_t>(random());
      read(changed);
    }
  }
  EXPECT_GT(refused, 10'000u);
  EXPECT_GT(admitted, 100u) << "flips in data and names leave a fit module";
}

}  // namespace
}  // namespace vitrine::aot

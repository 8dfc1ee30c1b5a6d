#include "aot/wasm2c_output.h"

#include <gtest/gtest.h>

#include "aot/body_rewriter.h"
#include "aot/naming.h"
#include "aot/process.h"
#include "aot/test_support.h"

namespace vitrine::aot {
namespace {

struct Raw {
  std::string header;
  std::string source;
};

Raw RunRaw(const TestFolder& folder, const std::filesystem::path& wat) {
  const auto wasm = folder.Assemble(wat);
  const auto outcome =
      RunProcess({"wasm2c", "--no-debug-names", "-n", "raw", "-o", "guest.c", wasm.string()}, folder.path());
  EXPECT_TRUE(outcome && outcome->exit_code == 0);
  return {ReadTestFile(folder.path() / "guest.h"), ReadTestFile(folder.path() / "guest.c")};
}

TEST(Wasm2cOutput, ManglesNamesAsWasm2cDoes) {
  EXPECT_EQ(MangleName("print_i32"), "print_i32");
  EXPECT_EQ(MangleName("dd!"), "ddZ21");
  EXPECT_EQ(MangleName("Zebra"), "Z5Aebra");
  EXPECT_EQ(MangleName("\xff"), "ZFF");
}

TEST(Wasm2cOutput, TakesTheTextApart) {
  const TestFolder folder;
  const Raw raw = RunRaw(folder, TestData() / "translate" / "everything.wat");
  const auto output = ParseWasm2cOutput(raw.header, raw.source, "raw");
  ASSERT_TRUE(output.has_value()) << output.error().what;
  EXPECT_EQ(output->functions.size(), 6u);
  EXPECT_EQ(output->import_prototypes.size(), 2u);
  EXPECT_EQ(output->data_arrays.size(), 2u);
  EXPECT_EQ(output->element_arrays.size(), 1u);
  EXPECT_EQ(output->functions[2].result, "f64");
  EXPECT_EQ(output->functions[2].parameters, "u32 w2c_p0, f32 w2c_p1");
}

TEST(Wasm2cOutput, JoinsLongHeads) {
  const TestFolder folder;
  std::string wat = "(module (func (param";
  for (int i = 0; i < 20; ++i) wat += i % 2 == 0 ? " i32" : " f64";
  const Raw raw = RunRaw(folder, folder.Write("long.wat", wat + ")))"));
  const auto output = ParseWasm2cOutput(raw.header, raw.source, "raw");
  ASSERT_TRUE(output.has_value()) << output.error().what;
  ASSERT_EQ(output->functions.size(), 1u);
  EXPECT_EQ(output->functions[0].parameters.substr(0, 24), "u32 w2c_p0, f64 w2c_p1, ");
  EXPECT_TRUE(output->functions[0].parameters.ends_with(", f64 w2c_p19"));
  EXPECT_EQ(output->functions[0].parameters.find('\n'), std::string::npos);
}

TEST(Wasm2cOutput, RefusesAnotherPrologue) {
  const TestFolder folder;
  Raw raw = RunRaw(folder, TestData() / "translate" / "empty.wat");
  raw.source.replace(raw.source.find("TRAP(OOB)"), 9, "(void)(0)");
  const auto output = ParseWasm2cOutput(raw.header, raw.source, "raw");
  ASSERT_FALSE(output.has_value());
  EXPECT_NE(output.error().what.find("it is not the wasm2c that guest_code.h stands in for"),
            std::string::npos);
}

TEST(Wasm2cOutput, RefusesAFunctionThatDoesNotEnd) {
  const TestFolder folder;
  Raw raw = RunRaw(folder, TestData() / "translate" / "changing_table.wat");
  raw.source.resize(raw.source.rfind("\n}\n\n/* export"));
  EXPECT_FALSE(ParseWasm2cOutput(raw.header, raw.source, "raw").has_value());
}

TEST(BodyRewriter, RefusesCallsItDoesNotKnow) {
  const TestFolder folder;
  const auto admitted =
      CheckModule(folder.Assemble(TestData() / "translate" / "everything.wat"), Policy::kProduct);
  ASSERT_TRUE(admitted.has_value()) << admitted.error().what;
  const auto output = RunWasm2c(*admitted, "raw");
  ASSERT_TRUE(output.has_value()) << output.error().what;
  const auto naming = MakeNaming(admitted->module, *output, "raw");
  ASSERT_TRUE(naming.has_value()) << naming.error().what;
  const BodyRewriter rewriter(admitted->module, *naming, *output);

  EXPECT_EQ(rewriter.Rewrite("  w2c_i0 = w2c_f4(instance);\n").value(), "  w2c_i0 = w2c_f4(instance);\n");
  EXPECT_EQ(rewriter.Rewrite("  w2c_L0: \n    x = 1e5 + 0xw2c;\n").value(),
            "  w2c_L0: LOOP_PROLOGUE;\n    x = 1e5 + 0xw2c;\n");
  EXPECT_EQ(rewriter.Rewrite("  (*Z_vitrineZ_write)(instance->Z_vitrine_instance, w2c_i0);\n").value(),
            "  vitrine_raw__import_0(instance, w2c_i0);\n");
  // The callee must get this instance and no other.
  EXPECT_FALSE(rewriter.Rewrite("  CALL_INDIRECT(instance->w2c_T0, void (*)(void*), 0, w2c_i0, other);\n")
                   .has_value());
  EXPECT_FALSE(rewriter
                   .Rewrite("  CALL_INDIRECT(instance->w2c_T1, void (*)(void*), 0, w2c_i0, "
                            "instance->w2c_T0.data[w2c_i0].module_instance);\n")
                   .has_value());
  EXPECT_FALSE(rewriter
                   .Rewrite("  CALL_INDIRECT(instance->w2c_T0, void (*)(void*), 99, w2c_i0, "
                            "instance->w2c_T0.data[w2c_i0].module_instance);\n")
                   .has_value());
  EXPECT_FALSE(rewriter.Rewrite("  Z_vitrineZ_write(other, w2c_i0);\n").has_value());
}

TEST(Naming, RefusesOutputOfAnotherModule) {
  const TestFolder folder;
  const auto one =
      CheckModule(folder.Assemble(TestData() / "translate" / "everything.wat"), Policy::kProduct);
  const auto other =
      CheckModule(folder.Assemble(TestData() / "translate" / "changing_table.wat"), Policy::kProduct);
  ASSERT_TRUE(one && other);
  const auto output = RunWasm2c(*other, "raw");
  ASSERT_TRUE(output.has_value()) << output.error().what;
  EXPECT_FALSE(MakeNaming(one->module, *output, "raw").has_value());
}

}  // namespace
}  // namespace vitrine::aot

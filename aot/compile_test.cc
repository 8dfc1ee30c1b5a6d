#include "aot/compile.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "aot/object_check.h"
#include "aot/process.h"
#include "aot/test_support.h"
#include "aot/translate.h"

namespace vitrine::aot {
namespace {

// Translates a file of testdata/translate and compiles it.
std::filesystem::path Build(const TestFolder& folder, const std::string& wat, const std::string& name,
                            MemoryMode mode) {
  const auto admitted = CheckModule(folder.Assemble(TestData() / "translate" / wat), Policy::kProduct);
  EXPECT_TRUE(admitted.has_value()) << admitted.error().what;
  const auto files =
      Translate(*admitted, {.name = name, .memory = mode, .parts = 2, .native_libc = NativeLibc::kYes});
  EXPECT_TRUE(files.has_value()) << files.error().what;
  const auto written = WriteFiles(*files, folder.path() / name);
  EXPECT_TRUE(written.has_value()) << written.error().what;
  const auto object = folder.path() / (name + ".o");
  std::size_t told = 0;
  const auto compiled =
      CompileFolder({.folder = folder.path() / name,
                     .object = object,
                     .jobs = 2,
                     .progress = [&](const std::string&, std::size_t, std::size_t) { ++told; }});
  EXPECT_TRUE(compiled.has_value()) << compiled.error().what;
  EXPECT_GE(told, 1u);
  return object;
}

std::string Compiler(const TestFolder& folder, const std::string& source, const std::string& object) {
  const auto outcome = RunProcess({kCompiler, "-c", source, "-o", object}, folder.path());
  EXPECT_TRUE(outcome && outcome->exit_code == 0) << outcome->output;
  return (folder.path() / object).string();
}

TEST(Compile, ModulesAndModesLinkIntoOneProgram) {
  const TestFolder folder;
  std::vector<std::string> link = {kCompiler, "-shared", "-o", (folder.path() / "all.so").string()};
  for (const std::string wat : {"everything", "changing_table", "elements_out_of_bounds", "empty"}) {
    link.push_back(Build(folder, wat + ".wat", wat + "_gs", MemoryMode::kGs).string());
    link.push_back(Build(folder, wat + ".wat", wat + "_checked", MemoryMode::kChecked).string());
  }
  const auto linked = RunProcess(link);
  ASSERT_TRUE(linked && linked->exit_code == 0) << linked->output;

  const auto symbols =
      RunProcess({"nm", "--defined-only", "--extern-only", "--format=just-symbols", link[3]});
  ASSERT_TRUE(symbols && symbols->exit_code == 0);
  EXPECT_EQ(symbols->output,
            "vitrine_guest_changing_table_checked\nvitrine_guest_changing_table_gs\n"
            "vitrine_guest_elements_out_of_bounds_checked\nvitrine_guest_elements_out_of_bounds_gs\n"
            "vitrine_guest_empty_checked\nvitrine_guest_empty_gs\n"
            "vitrine_guest_everything_checked\nvitrine_guest_everything_gs\n");
}

TEST(Compile, GivesTheSameObjectForTheSameInput) {
  const TestFolder one;
  const TestFolder other;
  EXPECT_EQ(ReadTestFile(Build(one, "everything.wat", "same", MemoryMode::kGs)),
            ReadTestFile(Build(other, "everything.wat", "same", MemoryMode::kGs)));
}

TEST(Compile, SaysWhatTheCompilerSaid) {
  const TestFolder folder;
  folder.Write("broken.c", "int f(void) { return undeclared; }\n");
  const auto compiled =
      CompileFolder({.folder = folder.path(), .object = folder.path() / "x.o", .jobs = 1, .progress = {}});
  ASSERT_FALSE(compiled.has_value());
  EXPECT_NE(compiled.error().what.find("'undeclared' undeclared"), std::string::npos)
      << compiled.error().what;
}

// gcc 12 has such a bug; a compiler that always has it stands in for it.
TEST(Compile, TriesAgainAfterACompilerBug) {
  const TestFolder folder;
  std::filesystem::create_directory(folder.path() / "bin");
  const auto compiler = folder.Write("bin/gcc",
                                     "#!/bin/sh\n"
                                     "case \"$*\" in *-fno-tree-fre*) exec /usr/bin/gcc \"$@\";; esac\n"
                                     "echo 'internal compiler error: in eliminate_stmt'; exit 1\n");
  std::filesystem::permissions(compiler, std::filesystem::perms::owner_all);
  folder.Write("part.c", "const int vitrine_guest_fine = 1;\n");

  const std::string path = std::getenv("PATH");
  setenv("PATH", ((folder.path() / "bin").string() + ":" + path).c_str(), 1);
  std::string told;
  const auto compiled = CompileFolder(
      {.folder = folder.path(),
       .object = folder.path() / "all.o",
       .jobs = 1,
       .progress = [&](const std::string& remark, std::size_t, std::size_t) { told = remark; }});
  setenv("PATH", path.c_str(), 1);
  EXPECT_TRUE(compiled.has_value()) << compiled.error().what;
  EXPECT_EQ(told, "part.c (again with -fno-tree-fre, after an internal compiler error)");
}

TEST(Compile, SaysWhenThereIsNothingToCompile) {
  const TestFolder folder;
  const auto compiled =
      CompileFolder({.folder = folder.path(), .object = folder.path() / "x.o", .jobs = 1, .progress = {}});
  ASSERT_FALSE(compiled.has_value());
  EXPECT_NE(compiled.error().what.find("holds no C files"), std::string::npos);
}

TEST(ObjectCheck, RefusesCodeOutsideOfGuestText) {
  const TestFolder folder;
  folder.Write("out.c", "int f(void) { return 1; }\n");
  const auto checked = CheckObject(Compiler(folder, "out.c", "out.o"));
  ASSERT_FALSE(checked.has_value());
  EXPECT_NE(checked.error().what.find("bytes of code lie in section .text"), std::string::npos);
}

TEST(ObjectCheck, RefusesCallsOfOtherFunctions) {
  const TestFolder folder;
  folder.Write("call.c",
               "int system(const char*);\n"
               "__attribute__((section(\"vitrine_guest_text\"))) int f(void) { return system(\"\"); }\n");
  const auto checked = CheckObject(Compiler(folder, "call.c", "call.o"));
  ASSERT_FALSE(checked.has_value());
  EXPECT_EQ(checked.error().what,
            "guest code calls 'system', which is none of the functions that it may call");
}

TEST(ObjectCheck, RefusesWhatIsNoObject) {
  const TestFolder folder;
  EXPECT_FALSE(CheckObject(folder.Write("text.o", "no object")).has_value());
  EXPECT_FALSE(CheckObject(folder.path() / "missing.o").has_value());
}

}  // namespace
}  // namespace vitrine::aot

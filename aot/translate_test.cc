#include "aot/translate.h"

#include <gtest/gtest.h>

#include <clocale>
#include <cstdlib>
#include <fstream>

#include "aot/test_support.h"

namespace vitrine::aot {
namespace {

AdmittedModule Admit(const TestFolder& folder, const std::filesystem::path& wat) {
  auto admitted = CheckModule(folder.Assemble(wat), Policy::kProduct);
  EXPECT_TRUE(admitted.has_value()) << admitted.error().what;
  return admitted ? std::move(*admitted) : AdmittedModule{};
}

// All of the module's own files in one text.
std::string Join(const std::vector<GeneratedFile>& files) {
  std::string text;
  for (const GeneratedFile& file : files) {
    if (!file.name.starts_with("guest_")) text += "==== " + file.name + "\n" + file.text;
  }
  return text;
}

// The generated C of each file in testdata/translate lies beside it. After a wanted change run the test with
// UPDATE_GOLDEN=1 and review the difference.
TEST(Translate, WritesTheGoldenText) {
  const TestFolder folder;
  const auto wats = FilesIn(TestData() / "translate", ".wat");
  EXPECT_GE(wats.size(), 4u);
  for (const auto& wat : wats) {
    const AdmittedModule admitted = Admit(folder, wat);
    for (const MemoryMode mode : {MemoryMode::kGs, MemoryMode::kChecked}) {
      const std::string suffix = mode == MemoryMode::kGs ? "_gs" : "_checked";
      SCOPED_TRACE(wat.stem().string() + suffix);
      const auto files = Translate(admitted, {.name = wat.stem().string() + suffix,
                                              .memory = mode,
                                              .parts = 1,
                                              .native_libc = NativeLibc::kYes});
      ASSERT_TRUE(files.has_value()) << files.error().what;
      const auto golden = TestData() / "translate" / (wat.stem().string() + suffix + ".golden");
      if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(golden, std::ios::binary) << Join(*files);
      EXPECT_EQ(Join(*files), ReadTestFile(golden));
    }
  }
}

TEST(Translate, GivesTheSameBytesForTheSameInput) {
  const TestFolder folder;
  const AdmittedModule admitted = Admit(folder, TestData() / "translate" / "everything.wat");
  const TranslateOptions options = {.name = "same", .memory = MemoryMode::kGs, .parts = 3};
  const auto first = Translate(admitted, options);
  ASSERT_TRUE(first.has_value()) << first.error().what;
  // wasm2c prints floating-point numbers as its locale says; it must not see ours.
  setenv("LC_ALL", "de_DE.UTF-8", 1);
  const auto second = Translate(admitted, options);
  unsetenv("LC_ALL");
  ASSERT_TRUE(second.has_value()) << second.error().what;
  EXPECT_EQ(Join(*first), Join(*second));
}

TEST(Translate, SplitsIntoAsManyPartsAsAsked) {
  const TestFolder folder;
  const AdmittedModule admitted = Admit(folder, TestData() / "translate" / "everything.wat");
  const auto files = Translate(admitted, {.name = "split", .memory = MemoryMode::kGs, .parts = 3});
  ASSERT_TRUE(files.has_value()) << files.error().what;
  std::size_t parts = 0;
  std::size_t functions = 0;
  for (const GeneratedFile& file : *files) {
    if (file.name.find("_part_") == std::string::npos) continue;
    ++parts;
    for (std::size_t at = file.text.find("\nGUEST_FUNCTION"); at != std::string::npos;
         at = file.text.find("\nGUEST_FUNCTION", at + 1)) {
      ++functions;
    }
  }
  EXPECT_EQ(parts, 3u);
  EXPECT_EQ(functions, 6u);
}

TEST(Translate, LeavesNoStalePart) {
  const TestFolder folder;
  const AdmittedModule admitted = Admit(folder, TestData() / "translate" / "everything.wat");
  const auto out = folder.path() / "out";
  for (const unsigned parts : {3u, 1u}) {
    const auto files = Translate(admitted, {.name = "stale", .memory = MemoryMode::kGs, .parts = parts});
    ASSERT_TRUE(files.has_value()) << files.error().what;
    ASSERT_TRUE(WriteFiles(*files, out).has_value());
    folder.Write("out/other_part_02.c", "int other;\n");  // of another module
    EXPECT_EQ(FilesIn(out, ".c").size(), parts + 2);
  }
  EXPECT_TRUE(std::filesystem::exists(out / "other_part_02.c"));
}

TEST(Translate, RefusesUnfitNames) {
  const TestFolder folder;
  const AdmittedModule admitted = Admit(folder, TestData() / "translate" / "empty.wat");
  for (const std::string name : {"", "Upper", "two__underscores", "end_", "_start", "1st", "a-b", "a b"}) {
    EXPECT_FALSE(Translate(admitted, {.name = name, .memory = MemoryMode::kGs}).has_value()) << name;
  }
}

}  // namespace
}  // namespace vitrine::aot

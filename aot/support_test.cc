// The small things: programs, C literals, digests.
#include <gtest/gtest.h>

#include <cstdlib>

#include "aot/c_literal.h"
#include "aot/process.h"
#include "aot/sha256.h"
#include "aot/test_support.h"

namespace vitrine::aot {
namespace {

TEST(Sha256, AgreesWithTheStandard) {
  EXPECT_EQ(ToHex(Sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(ToHex(Sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(ToHex(Sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(ToHex(Sha256(std::string(1'000'000, 'a'))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// wasm2c prints floating-point numbers as its locale says.
TEST(Process, RunsInTheLocaleC) {
  setenv("LC_NUMERIC", "de_DE.UTF-8", 1);
  setenv("LANG", "de_DE.UTF-8", 1);
  const auto outcome = RunProcess({"sh", "-c", "echo \"$LC_ALL:$LC_NUMERIC:$LANG\""});
  unsetenv("LC_NUMERIC");
  unsetenv("LANG");
  ASSERT_TRUE(outcome.has_value()) << outcome.error().what;
  EXPECT_EQ(outcome->output, "C::\n");
}

TEST(Process, TellsHowAProgramEnded) {
  EXPECT_EQ(RunProcess({"sh", "-c", "echo a; echo b >&2; exit 3"}).value().exit_code, 3);
  EXPECT_EQ(RunProcess({"sh", "-c", "kill -9 $$"}).value().exit_code, 128 + 9);
  EXPECT_EQ(RunProcess({"sh", "-c", "pwd"}, "/").value().output, "/\n");
  EXPECT_FALSE(RunProcess({"no-such-program-anywhere"}).has_value());
}

TEST(CLiteral, EscapesWhatCWouldRead) {
  EXPECT_EQ(CStringLiteral(""), "\"\"");
  EXPECT_EQ(CStringLiteral("plain"), "\"plain\"");
  EXPECT_EQ(CStringLiteral("\"\\?"), "\"\\42\\134\\77\"");
  EXPECT_EQ(CStringLiteral(std::string("\0"
                                       "7\0x",
                                       4)),
            "\"\\0007\\0x\"");
}

TEST(CLiteral, SurvivesTheCompiler) {
  std::vector<std::uint8_t> bytes;
  for (int i = 0; i < 3000; ++i) bytes.push_back(static_cast<std::uint8_t>(i * 7 + i / 256));
  const TestFolder folder;
  folder.Write("data.c", "const unsigned char data[3000] =\n" + CStringLiteral(bytes) + ";\n");
  const auto compiled = RunProcess({"gcc", "-c", "data.c", "-o", "data.o"}, folder.path());
  ASSERT_TRUE(compiled && compiled->exit_code == 0) << compiled->output;
  const auto copied =
      RunProcess({"objcopy", "-O", "binary", "-j", ".rodata", "data.o", "data.bin"}, folder.path());
  ASSERT_TRUE(copied && copied->exit_code == 0) << copied->output;
  EXPECT_EQ(ReadTestBytes(folder.path() / "data.bin"), bytes);
}

}  // namespace
}  // namespace vitrine::aot

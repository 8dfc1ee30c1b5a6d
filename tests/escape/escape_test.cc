// Runs every hostile input of this folder in both interpreters on both engines (see README.md for what is
// checked of each).
//
// Promise P17: after any guest failure the next guest is served. Each file ends with a clean run.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <tuple>

#include "base/utf8.h"
#include "sandbox/image_impl.h"
#include "tests/build_kind.h"
#include "tests/escape/escape_file.h"
#include "tests/escape/host.h"
#include "vitrine/sandbox.h"

namespace vitrine::escape {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kStarvedMax{10};
constexpr char kCleanCode[] = "print('alive', 6*7)";

const fs::path& SourceFolder() {
  static const fs::path folder = VITRINE_ESCAPE_FOLDER;
  return folder;
}

Host& SharedHost() {
  static Host host(SourceFolder(), testing::TempDir());
  return host;
}

void ExpectClean(Sandbox& sandbox) {
  const Result<Outcome> outcome = sandbox.Run(kCleanCode);
  ASSERT_TRUE(outcome) << outcome.error().what;
  EXPECT_EQ(outcome->status, Status::kOk) << ToJson(*outcome);
  EXPECT_EQ(outcome->stdout_text, "alive 42\n");
}

std::string Shown(const Outcome& outcome) {
  std::string json = ToJson(outcome);
  constexpr std::size_t kShownMax = 3000;
  if (json.size() > kShownMax) json.resize(base::Utf8CutLength(json, kShownMax));
  return json;
}

bool Fits(const Ending& ending, const Outcome& outcome) {
  if (ending.status != outcome.status) return false;
  if (ending.detail.empty()) return true;
  if (ending.status == Status::kLimit) return ending.detail == Name(outcome.limit);
  return outcome.failure && ending.detail == outcome.failure->type;
}

// What is true of every outcome, whatever the attack.
void ExpectSound(const EscapeFile& file, const Outcome& outcome) {
  EXPECT_LE(outcome.stdout_text.size() + outcome.stderr_text.size(),
            // One stray byte becomes a replacement character of three.
            3 * file.limits.output_bytes_max);
  EXPECT_EQ(outcome.failure.has_value(), outcome.status != Status::kOk);
  EXPECT_EQ(outcome.limit != LimitKind::kNone, outcome.status == Status::kLimit);
  EXPECT_LE(outcome.usage.memory_bytes_peak, file.limits.memory_bytes_max);
  for (const std::string* text : {&outcome.stdout_text, &outcome.stderr_text})
    EXPECT_TRUE(base::IsUtf8(*text));
  if (outcome.failure) {
    const Failure& failure = *outcome.failure;
    for (const std::string* text : {&failure.type, &failure.message, &failure.traceback, &failure.hint}) {
      EXPECT_TRUE(base::IsUtf8(*text));
    }
  }
}

// Files are written for CPython. In MicroPython an attack may end in another way, or be no attack at all, but
// it never breaks the interpreter: a trap is a bug of ours.
bool EndsWell(const EscapeFile& file, Interpreter interpreter, const Outcome& outcome) {
  if (interpreter == Interpreter::kMicropython && file.micropython_endings.empty())
    return outcome.status != Status::kTrap && outcome.status != Status::kRefused;
  const std::vector<Ending>& endings =
      interpreter == Interpreter::kMicropython ? file.micropython_endings : file.endings;
  return std::ranges::any_of(endings, [&](const Ending& ending) { return Fits(ending, outcome); });
}

void ExpectHarmless(const EscapeFile& file, const Outcome& outcome) {
  const std::string all = AllText(outcome);
  EXPECT_EQ(WhatLeaks(all), "");
  for (const std::string& text : file.never) EXPECT_EQ(all.find(text), std::string::npos) << text;
}

void ExpectAsStated(const EscapeFile& file, const Outcome& outcome) {
  for (const std::string& text : file.stdout_has)
    EXPECT_NE(outcome.stdout_text.find(text), std::string::npos) << text;
  for (const std::string& text : file.stderr_has)
    EXPECT_NE(outcome.stderr_text.find(text), std::string::npos) << text;
  if (!file.failure_has.empty()) {
    const Failure failure = outcome.failure.value_or(Failure{});
    const std::string text =
        failure.type + "\n" + failure.message + "\n" + failure.traceback + "\n" + failure.hint;
    for (const std::string& wanted : file.failure_has)
      EXPECT_NE(text.find(wanted), std::string::npos) << wanted;
  }
  EXPECT_EQ(outcome.value_repr.value_or("none"), file.value.value_or(outcome.value_repr.value_or("none")));
  EXPECT_EQ(outcome.exit_code, file.exit_code.value_or(outcome.exit_code));
  if (file.alive) {
    EXPECT_EQ(outcome.sandbox_alive, *file.alive);
  } else if (!file.alive_either && (outcome.status == Status::kOk || outcome.status == Status::kException)) {
    EXPECT_TRUE(outcome.sandbox_alive);
  } else if (!file.alive_either && outcome.status == Status::kTrap) {
    EXPECT_FALSE(outcome.sandbox_alive);
  }
}

void RunOnce(const EscapeFile& file, Interpreter interpreter, const Image& image, std::uint32_t seed) {
  Result<std::unique_ptr<Sandbox>> sandbox =
      Sandbox::Create(image, SharedHost().grants(), {.limits = file.limits});
  ASSERT_TRUE(sandbox) << sandbox.error().what;
  const auto start = std::chrono::steady_clock::now();
  const Result<Outcome> outcome = (*sandbox)->Run(file.CodeFor(seed));
  const auto took =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
  ASSERT_TRUE(outcome) << outcome.error().what;
  // The wall clock goes on while others use the processor: it finds what hangs, processor time what works on.
  EXPECT_LE(outcome->usage.cpu, file.within);
  EXPECT_LE(took, file.within + kStarvedMax);
  ExpectSound(file, *outcome);
  ExpectHarmless(file, *outcome);
  EXPECT_TRUE(EndsWell(file, interpreter, *outcome)) << "ended otherwise";
  if (interpreter == Interpreter::kCpython) {
    ExpectAsStated(file, *outcome);
  } else if (outcome->status == Status::kOk || outcome->status == Status::kException) {
    EXPECT_EQ(outcome->sandbox_alive, file.micropython_endings.empty() || file.alive.value_or(true));
  }
  EXPECT_EQ(outcome->sandbox_alive, (*sandbox)->alive());
  if (!outcome->sandbox_alive) {
    const Result<Outcome> again = (*sandbox)->Run(kCleanCode);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().kind, ErrorKind::kEnded);
  } else if (file.check_same_sandbox) {
    ExpectClean(**sandbox);
  }
  if (testing::Test::HasFailure()) ADD_FAILURE() << took.count() << " ms: " << Shown(*outcome);
}

// Promise P3: the slot that the next sandbox gets, the one just given back, equals the image.
void ExpectRecycled(const Image& image) {
  Result<std::unique_ptr<runtime::Slot>> slot = image.impl().slots().Take();
  ASSERT_TRUE(slot) << slot.error().what;
  EXPECT_TRUE((*slot)->EqualsImage());
  image.impl().slots().Give(std::move(*slot), runtime::SlotEnding::kClean);
}

class EscapeTest : public testing::TestWithParam<std::tuple<Interpreter, Engine, fs::path>> {};

TEST_P(EscapeTest, StaysInside) {
  const auto& [interpreter, engine, path] = GetParam();
  const std::expected<EscapeFile, std::string> file = ReadEscapeFile(path);
  ASSERT_TRUE(file) << path.filename() << ": " << file.error();
  if (file->only_engine.value_or(engine) != engine) GTEST_SKIP() << "not for this engine";

  const Image& image = SharedHost().image(interpreter, engine);
  for (std::uint32_t seed = 0; seed < file->runs_count && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RunOnce(*file, interpreter, image, seed);
    // A comparison maps every page: of files that run often only some are compared.
    if (seed % 10 == 0) ExpectRecycled(image);
  }
  EXPECT_EQ(SharedHost().WhatChanged(), "");
  Result<std::unique_ptr<Sandbox>> next = Sandbox::Create(image, SharedHost().grants());
  ASSERT_TRUE(next) << next.error().what;
  ExpectClean(**next);
}

std::string TestName(const testing::TestParamInfo<EscapeTest::ParamType>& info) {
  const auto& [interpreter, engine, path] = info.param;
  return std::string(interpreter == Interpreter::kMicropython ? "micropython_" : "") +
         std::string(engine == Engine::kFast ? "fast_" : "checked_") +
         path.parent_path().filename().string() + "_" + path.stem().string();
}

INSTANTIATE_TEST_SUITE_P(Files, EscapeTest,
                         testing::Combine(testing::Values(Interpreter::kCpython, Interpreter::kMicropython),
                                          testing::ValuesIn(tests::Engines()),
                                          testing::ValuesIn(ListFiles(SourceFolder(), ".escape"))),
                         TestName);

}  // namespace
}  // namespace vitrine::escape

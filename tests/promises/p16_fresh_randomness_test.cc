// Promise P16: two sandboxes from one image share no randomness.
#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <string>

#include "tests/promises/promise.h"
#include "vitrine/session.h"

namespace vitrine::promises {
namespace {

class P16_SandboxesShareNoRandomness : public GuestTest {};

TEST_P(P16_SandboxesShareNoRandomness, AThousandDrawDifferently) {
  constexpr std::size_t kSandboxes = 1000;
  constexpr char kCode[] = R"(
import os, random, secrets, tempfile, uuid
print(random.random())
print(random.SystemRandom().random())
print(os.urandom(16).hex())
print(uuid.uuid4())
print(secrets.token_hex(16))
print(random.Random().random())
print(tempfile.mkdtemp())
print(random.randbytes(16).hex())
)";
  constexpr std::size_t kKinds = 8;
  std::vector<std::set<std::string>> drawn(kKinds);
  for (std::size_t i = 0; i < kSandboxes; ++i) {
    const Outcome outcome = RunCode(GetParam(), kCode, LimitsOf(std::chrono::milliseconds(20'000)));
    ASSERT_EQ(outcome.status, Status::kOk) << ToJson(outcome);
    std::size_t at = 0;
    for (std::set<std::string>& kind : drawn) {
      const std::size_t end = outcome.stdout_text.find('\n', at);
      ASSERT_NE(end, std::string::npos);
      kind.insert(outcome.stdout_text.substr(at, end - at));
      at = end + 1;
    }
  }
  for (std::size_t kind = 0; kind < kKinds; ++kind)
    EXPECT_EQ(drawn[kind].size(), kSandboxes) << "kind " << kind;
}

// Clones of one snapshot, and forks of one session, which all have drawn from the same sources before.
TEST_P(P16_SandboxesShareNoRandomness, AThousandClonesDrawDifferently) {
  const Grants grants;
  const auto store = MakeMemorySessionStore();
  const auto sessions = std::move(Sessions::Make(ImageOf(GetParam()), *store, {.live_count_max = 4}).value());
  const SessionOptions options = {.limits = LimitsOf(std::chrono::milliseconds(20'000))};
  const auto origin = std::move(sessions->Create("origin", grants, options).value());
  ASSERT_TRUE(origin->Run("import os, random, secrets, uuid\nrandom.seed(1); before = random.random()"));
  const std::string snapshot = origin->Snapshot().value();
  std::set<std::string> drawn;
  constexpr std::size_t kClones = 1000;
  for (std::size_t i = 0; i < kClones; ++i) {
    auto clone = i % 2 == 0 ? sessions->Restore("clone", snapshot, grants, options) : origin->Fork("clone");
    ASSERT_TRUE(clone) << clone.error().what;
    const auto outcome =
        (*clone)->Run("print(random.random(), os.urandom(16).hex(), uuid.uuid4(), secrets.token_hex(16))");
    ASSERT_TRUE(outcome) << outcome.error().what;
    std::istringstream words(outcome->stdout_text);
    for (std::string word; words >> word;) EXPECT_TRUE(drawn.insert(word).second) << word;
    clone->reset();
    sessions->EvictIdle(std::chrono::milliseconds(0));
    ASSERT_TRUE(sessions->Remove("clone"));
  }
  EXPECT_EQ(drawn.size(), 4 * kClones);
}

// The hash seed is the image's, on purpose: orders of sets are the same in each of them.
TEST_P(P16_SandboxesShareNoRandomness, TheHashSeedIsTheImages) {
  if (GetParam().interpreter == Interpreter::kMicropython) GTEST_SKIP() << "its hashes have no seed";
  constexpr char kCode[] = "print(hash('a text'), list({'a', 'b', 'c', 'd', 'e'}))";
  const std::string first = RunCode(GetParam(), kCode).stdout_text;
  EXPECT_FALSE(first.empty());
  EXPECT_EQ(RunCode(GetParam(), kCode).stdout_text, first);
  const Result<std::unique_ptr<Image>> other =
      Image::Load({.interpreter = GetParam().interpreter, .engine = GetParam().engine, .hash_seed = 7});
  ASSERT_TRUE(other) << other.error().what;
  EXPECT_NE(RunIn(*Start(**other), kCode).stdout_text, first);
}

VITRINE_FOR_ALL_GUESTS(P16_SandboxesShareNoRandomness);

}  // namespace
}  // namespace vitrine::promises

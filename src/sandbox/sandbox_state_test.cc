// A sandbox's state is saved, and another sandbox goes on from there.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "capabilities/describe.h"
#include "sandbox/granted_calls.h"
#include "sandbox/local_sandbox.h"

namespace vitrine::sandbox {
namespace {

class SandboxState : public testing::Test {
 protected:
  static Image& image() {
    static const std::unique_ptr<Image> image = std::move(*Image::Load());
    return *image;
  }
  std::unique_ptr<LocalSandbox> Make(const runtime::SavedState* from = nullptr, const Limits& limits = {},
                                     bool reseeds = false) {
    const std::string functions = capabilities::FunctionsForGuest(grants_.impl());
    SandboxParts parts = {.calls = std::make_unique<GrantedCalls>(grants_.impl(), limits),
                          .functions = functions,
                          .from = from,
                          .reseeds = reseeds || from == nullptr,
                          .configures = from == nullptr};
    auto made = LocalSandbox::Start(image().impl(), {.limits = limits}, parts);
    EXPECT_TRUE(made) << made.error().what;
    return made ? std::move(*made) : nullptr;
  }
  static std::string Repr(LocalSandbox& sandbox, std::string_view code) {
    const Result<Outcome> outcome = sandbox.Run(code, {.file_name = "<test>"});
    if (!outcome) return outcome.error().what;
    return outcome->value_repr.value_or(ToJson(*outcome));
  }
  static runtime::SavedState Save(LocalSandbox& sandbox) {
    Result<runtime::SavedState> state = sandbox.Save();
    EXPECT_TRUE(state) << state.error().what;
    return state ? std::move(*state) : runtime::SavedState();
  }

  Grants grants_;
};

TEST_F(SandboxState, GoesOnInAnotherSandbox) {
  const auto first = Make();
  Repr(*first,
       "import json\nfrom collections import deque\nd = deque([1, 2], 5)\n"
       "def g():\n  n = 0\n  while True:\n    n += 1\n    yield n\nit = g(); next(it)\n"
       "f = open('/tmp/log', 'w'); f.write('half'); big = ['x' * 100] * 100_000; words = set('abc')");
  const runtime::SavedState state = Save(*first);
  Repr(*first, "d.append(3); next(it); big.clear()");
  for (int i = 0; i < 2; ++i) {
    const auto second = Make(&state);
    EXPECT_EQ(Repr(*second, "d, next(it), f.tell(), len(big), json.dumps([1]), sorted(words)"),
              "(deque([1, 2], maxlen=5), 2, 4, 100000, '[1]', ['a', 'b', 'c'])");
    EXPECT_EQ(Repr(*second, "f.write(' done'); f.close(); open('/tmp/log').read()"), "'half done'");
  }
  EXPECT_EQ(Repr(*first, "d, next(it), len(big)"), "(deque([1, 2, 3], maxlen=5), 3, 0)");
}

TEST_F(SandboxState, MemoryThatHasGrownGoesAlong) {
  const auto first = Make();
  Repr(*first, "data = bytearray(b'ab') * 20_000_000");
  const runtime::SavedState state = Save(*first);
  const auto second = Make(&state);
  EXPECT_EQ(Repr(*second, "len(data), data.count(b'b')"), "(40000000, 20000000)");
  Repr(*second, "del data");
  EXPECT_EQ(Repr(*first, "len(data)"), "40000000");
}

// What its start in microseconds and its few KiB of memory rest on: everything that a run writes to lies
// together (guests/micropython/README.md). Exact and the same everywhere, unlike a measured time.
TEST(MicropythonState, AfterAPrintIsAHandfulOfPages) {
  const std::unique_ptr<Image> image = std::move(*Image::Load({.interpreter = Interpreter::kMicropython}));
  const Grants grants;
  const std::string functions = capabilities::FunctionsForGuest(grants.impl());
  SandboxParts parts = {.calls = std::make_unique<GrantedCalls>(grants.impl(), Limits()),
                        .functions = functions,
                        .reseeds = true,
                        .configures = true};
  const auto sandbox = LocalSandbox::Start(image->impl(), {}, parts);
  ASSERT_TRUE(sandbox) << sandbox.error().what;
  ASSERT_TRUE((*sandbox)->Run("print(1+1)", {}));
  const Result<runtime::SavedState> state = (*sandbox)->Save();
  ASSERT_TRUE(state) << state.error().what;
  EXPECT_LE(state->pages().size(), 6u);
}

TEST_F(SandboxState, IsSharedWithTheStateBefore) {
  const auto sandbox = Make();
  Repr(*sandbox, "data = [bytes([i]) * 4096 for i in range(200)]");
  const runtime::SavedState before = Save(*sandbox);
  Repr(*sandbox, "x = 1");
  const runtime::SavedState after = Save(*sandbox);
  const runtime::StateDelta delta = Difference(before, after);
  EXPECT_GT(before.pages().size(), 200u);
  EXPECT_LT(delta.changed.size(), 150u);
  EXPECT_GT(delta.changed.size(), 0u);
}

TEST_F(SandboxState, IsTheSameWhenNothingWasDone) {
  const auto sandbox = Make();
  Repr(*sandbox, "x = 1");
  const runtime::SavedState before = Save(*sandbox);
  const runtime::StateDelta delta = Difference(before, Save(*sandbox));
  EXPECT_TRUE(delta.changed.empty());
  EXPECT_TRUE(delta.forgotten.empty());
}

TEST_F(SandboxState, BitForBitThatOfTheOneItCameFrom) {
  const auto first = Make();
  Repr(*first, "import random, re\nx = [random.random() for _ in range(1000)]");
  const runtime::SavedState state = Save(*first);
  const auto second = Make(&state);
  for (LocalSandbox* const sandbox : {first.get(), second.get()}) {
    EXPECT_EQ(Repr(*sandbox, "y = {i: str(i) for i in range(5000)}; print(id(y)); len(y)"), "5000");
  }
  const runtime::SavedState one = Save(*first);
  const runtime::SavedState other = Save(*second);
  ASSERT_EQ(one.pages().size(), other.pages().size());
  for (std::size_t i = 0; i < one.pages().size(); ++i) {
    ASSERT_EQ(one.pages()[i].number, other.pages()[i].number);
    ASSERT_EQ(*one.pages()[i].data, *other.pages()[i].data) << one.pages()[i].number;
  }
}

TEST_F(SandboxState, ReseedsWhenAsked) {
  const auto first = Make();
  Repr(*first, "import random, os");
  const runtime::SavedState state = Save(*first);
  const auto same = Make(&state);
  const auto other = Make(&state, {}, true);
  const std::string drawn = Repr(*first, "random.random()");
  EXPECT_EQ(Repr(*same, "random.random()"), drawn);
  EXPECT_NE(Repr(*other, "random.random()"), drawn);
  EXPECT_NE(Repr(*same, "os.urandom(8)"), Repr(*first, "os.urandom(8)"));
}

TEST_F(SandboxState, AStateThatDoesNotFitIsRefusedAndLeavesNothing) {
  const auto first = Make();
  Repr(*first, "data = bytearray(60_000_000)");
  const runtime::SavedState state = Save(*first);
  const auto refused = [&](const runtime::SavedState& from, const Limits& limits) {
    SandboxParts parts = {.calls = std::make_unique<GrantedCalls>(grants_.impl(), limits),
                          .functions = "\x80",
                          .from = &from,
                          .reseeds = false,
                          .configures = false};
    const auto made = LocalSandbox::Start(image().impl(), {.limits = limits}, parts);
    return made ? ErrorKind::kHost : made.error().kind;
  };
  EXPECT_EQ(refused(state, {.memory_bytes_max = 60u << 20}), ErrorKind::kLimit);
  const std::vector<std::uint64_t> globals(state.globals().begin(), state.globals().end());
  EXPECT_EQ(refused(runtime::SavedState(65536, globals, {}), {}), ErrorKind::kInvalidArgument);
  EXPECT_EQ(refused(runtime::SavedState(state.memory_bytes(), {}, {}), {}), ErrorKind::kInvalidArgument);
  EXPECT_EQ(Repr(*Make(), "'data' in globals()"), "False");
}

}  // namespace
}  // namespace vitrine::sandbox

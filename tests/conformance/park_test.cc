// A host function that answers later: the run waits on its own stack, and goes on with the reply.
#include <atomic>
#include <thread>
#include <vector>

#include "tests/conformance/conformance.h"

namespace vitrine::conformance {
namespace {

class Park : public Conformance {
 protected:
  Park() {
    AddFunction("approve", {{.name = "what"}},
                [](const CallContext&, std::span<const Value>) { return std::unexpected(NoValue(Later{})); });
    AddFunction("double", {{.name = "number", .type = ParameterType::kInt}},
                [](const CallContext&, std::span<const Value> arguments) -> std::expected<Value, NoValue> {
                  return 2 * *arguments[0].As<std::int64_t>();
                });
  }

  static Outcome Resume(Sandbox& sandbox, const CallReply& reply, const RunOptions& options = {}) {
    Result<Outcome> outcome = sandbox.Resume(reply, options);
    EXPECT_TRUE(outcome) << outcome.error().what;
    return outcome ? std::move(*outcome) : Outcome{};
  }
  // What the code asks approve() for, one after the other, is answered with the same.
  static Outcome RunAndApprove(Sandbox& sandbox, std::string_view code, int parks_count) {
    Outcome outcome = Run(sandbox, code);
    for (int i = 0; i < parks_count; ++i) {
      EXPECT_EQ(outcome.status, Status::kParked) << ToJson(outcome);
      if (!outcome.parked) return outcome;
      EXPECT_EQ(outcome.parked->function, "approve");
      outcome = Resume(sandbox, outcome.parked->arguments.at(0).second);
    }
    return outcome;
  }
};

TEST_P(Park, TellsWhatTheRunWaitsFor) {
  const auto sandbox = Make();
  const Outcome outcome = Run(*sandbox, "print('before')\nx = approve({'cost': [1, 2.5, b'z']})\nx");
  EXPECT_EQ(outcome.status, Status::kParked);
  ASSERT_TRUE(outcome.parked);
  EXPECT_EQ(outcome.parked->function, "approve");
  ASSERT_EQ(outcome.parked->arguments.size(), 1u);
  EXPECT_EQ(ToJson(outcome.parked->arguments[0].second), R"({"cost":[1,2.5,{"$base64":"eg=="}]})");
  EXPECT_EQ(outcome.stdout_text, "before\n");
  EXPECT_TRUE(outcome.sandbox_alive);
  ASSERT_TRUE(outcome.failure);
  EXPECT_EQ(outcome.failure->message, "the run waits for the reply to approve()");

  const Outcome end = Resume(*sandbox, Value("yes"));
  EXPECT_EQ(end.status, Status::kOk);
  EXPECT_EQ(end.value_repr, "'yes'");
  EXPECT_EQ(end.stdout_text, "before\n");
  EXPECT_FALSE(end.parked);
}

TEST_P(Park, WorksInsideOfAnything) {
  const auto sandbox = Make();
  EXPECT_EQ(RunAndApprove(*sandbox, "1 + approve(2) * approve(3)", 2).value_repr, "7");
  EXPECT_EQ(RunAndApprove(*sandbox, "[approve(i) + double(i) for i in range(3)]", 3).value_repr, "[0, 3, 6]");
  EXPECT_EQ(RunAndApprove(*sandbox, "sorted([3, 1, 2], key=approve)", 3).value_repr, "[1, 2, 3]");
  EXPECT_EQ(RunAndApprove(*sandbox, "import re\nre.sub('a', lambda m: approve('b'), 'cacac')", 2).value_repr,
            "'cbcbc'");
  EXPECT_EQ(RunAndApprove(*sandbox,
                          "def f():\n  for i in range(2):\n    try:\n      yield approve(i)\n    finally:\n"
                          "      approve('f')\nlist(f())",
                          4)
                .value_repr,
            "[0, 1]");
  EXPECT_EQ(RunAndApprove(*sandbox, "class C:\n  def __eq__(self, o): return approve(True)\nC() == 1", 1)
                .value_repr,
            "True");
  EXPECT_EQ(RunAndApprove(*sandbox, "f'{approve(5)!r:>4}'", 1).value_repr, "'   5'");
}

TEST_P(Park, AnErrorReplyRaises) {
  const auto sandbox = Make();
  Run(*sandbox, "import vitrine\ntry: approve(1)\nexcept vitrine.CallError as e: print('no:', e)");
  EXPECT_EQ(Resume(*sandbox, std::unexpected("not today")).stdout_text, "no: not today\n");
  EXPECT_EQ(Repr(*sandbox, "1"), "1");
}

TEST_P(Park, AReplyThatIsTooLongRaises) {
  const auto sandbox = MakeWith({.reply_bytes_max = 1000});
  Run(*sandbox, "try: approve(1)\nexcept Exception as e: print(e)");
  EXPECT_NE(Resume(*sandbox, Value(std::string(2000, 'x'))).stdout_text.find("Limits::reply_bytes_max"),
            std::string::npos);
}

TEST_P(Park, LargeRequestsAndRepliesPass) {
  const auto sandbox = Make();
  const Outcome outcome = Run(*sandbox, "len(approve('x' * 5_000_000))");
  ASSERT_TRUE(outcome.parked);
  EXPECT_EQ(outcome.parked->arguments[0].second.As<std::string>()->size(), 5'000'000u);
  EXPECT_EQ(Resume(*sandbox, Value(std::string(7'000'000, 'y'))).value_repr, "7000000");
}

TEST_P(Park, NothingElseCanBeDoneMeanwhile) {
  const auto sandbox = Make();
  ASSERT_EQ(Run(*sandbox, "approve(1)").status, Status::kParked);
  const auto busy = [](const auto& result) { return !result && result.error().kind == ErrorKind::kBusy; };
  EXPECT_TRUE(busy(sandbox->Run("1")));
  EXPECT_TRUE(busy(sandbox->WriteFile("/tmp/a", "b")));
  EXPECT_TRUE(busy(sandbox->ReadFile("/tmp/a", 100)));
  EXPECT_TRUE(busy(sandbox->ListFiles("/tmp")));
  EXPECT_TRUE(busy(sandbox->RemoveFile("/tmp/a")));
  EXPECT_EQ(Resume(*sandbox, 8).value_repr, "8");
  const auto again = sandbox->Resume(9);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(Repr(*sandbox, "'goes on'"), "'goes on'");
}

TEST_P(Park, WaitingTakesNoTimeAndResumesOnAnyThread) {
  const auto sandbox = MakeWith({.wall_time_max = 300ms, .cpu_time_max = 300ms});
  ASSERT_EQ(Run(*sandbox, "approve(1)\nprint('on')").status, Status::kParked);
  std::this_thread::sleep_for(700ms);
  std::thread([&] { EXPECT_EQ(Resume(*sandbox, 1).stdout_text, "on\n"); }).join();
}

TEST_P(Park, TheTimeLimitHoldsForAllPartsTogether) {
  const auto sandbox = MakeWith({.wall_time_max = 400ms, .cpu_time_max = 10s, .grace = 10s});
  ASSERT_EQ(Run(*sandbox, "import time\ntime.sleep(0.25)\napprove(1)\ntime.sleep(0.25)").status,
            Status::kParked);
  const Outcome outcome = Resume(*sandbox, 1);
  EXPECT_EQ(outcome.status, Status::kLimit) << ToJson(outcome);
  EXPECT_EQ(outcome.limit, LimitKind::kWallTime);
  EXPECT_TRUE(outcome.sandbox_alive);
}

TEST_P(Park, CallsOfAllPartsCount) {
  const auto sandbox = MakeWith({.host_calls_max = 3});
  Outcome outcome = Run(*sandbox, "for i in range(9): approve(i)");
  for (int i = 0; i < 2; ++i) outcome = Resume(*sandbox, 1);
  EXPECT_EQ(outcome.status, Status::kParked);
  outcome = Resume(*sandbox, 1);
  EXPECT_EQ(outcome.status, Status::kLimit);
  EXPECT_EQ(outcome.limit, LimitKind::kHostCalls);
}

TEST_P(Park, OutputIsToldOnceAsItIsWrittenAndWholeAtTheEnd) {
  const auto sandbox = Make();
  std::string streamed;
  const RunOptions options = {.on_output = [&](OutputStream, std::string_view text) { streamed += text; }};
  Run(*sandbox, "print('a')\napprove(1)\nprint('b')", options);
  EXPECT_EQ(streamed, "a\n");
  EXPECT_EQ(Resume(*sandbox, 1, options).stdout_text, "a\nb\n");
  EXPECT_EQ(streamed, "a\nb\n");
}

TEST_P(Park, ACancelEndsWhatGoesOnAgain) {
  const auto sandbox = MakeWith({.wall_time_max = 60s, .cpu_time_max = 60s});
  Run(*sandbox, "approve(1)\nprint('go', flush=True)\nwhile True: pass");
  sandbox->Cancel();  // nothing runs: no effect
  std::atomic<bool> is_running = false;
  std::thread canceller([&] {
    while (!is_running) std::this_thread::yield();
    sandbox->Cancel();
  });
  const Outcome outcome =
      Resume(*sandbox, 1, {.on_output = [&](OutputStream, std::string_view) { is_running = true; }});
  is_running = true;
  canceller.join();
  EXPECT_EQ(outcome.status, Status::kCancelled);
}

TEST_P(Park, ASandboxThatWaitsCanBeDropped) {
  for (int i = 0; i < 20; ++i) {
    const auto sandbox = Make();
    ASSERT_EQ(
        Run(*sandbox, "secret = 'marker'\ndef f(n): return approve(n) if n == 0 else f(n - 1)\nf(50)").status,
        Status::kParked);
  }
  EXPECT_EQ(RunAlone("'secret' in globals()").value_repr, "False");
}

TEST_P(Park, ManyWaitAtOnce) {
  std::vector<std::unique_ptr<Sandbox>> sandboxes;
  for (int i = 0; i < 10; ++i) {
    sandboxes.push_back(Make());
    ASSERT_EQ(Run(*sandboxes.back(), "approve(" + std::to_string(i) + ") + 1").status, Status::kParked);
  }
  for (int i = 9; i >= 0; --i) {
    EXPECT_EQ(Resume(*sandboxes[static_cast<std::size_t>(i)], i * 10).value_repr, std::to_string(i * 10 + 1));
  }
}

VITRINE_CONFORMS(Park);

}  // namespace
}  // namespace vitrine::conformance

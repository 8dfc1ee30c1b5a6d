// Standard output and error, displays, and their streaming.
#include <algorithm>
#include <vector>

#include "tests/conformance/conformance.h"

namespace vitrine::conformance {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

class Output : public Conformance {};

TEST_P(Output, GoesToItsStream) {
  const Outcome outcome =
      RunAlone("import sys, os\nprint('out')\nprint('err', file=sys.stderr)\nos.write(1, b'raw\\n')");
  EXPECT_EQ(outcome.stdout_text, "out\nraw\n");
  EXPECT_EQ(outcome.stderr_text, "err\n");
  EXPECT_EQ(outcome.usage.output_bytes, 12u);
}

TEST_P(Output, IsUtf8WhateverWasWritten) {
  const Outcome outcome = RunAlone("import os\nos.write(1, b'a\\xffb\\n')\nos.write(2, b'\\xe4\\xb8')");
  EXPECT_EQ(outcome.stdout_text,
            "a\xef\xbf\xbd"
            "b\n");
  EXPECT_EQ(outcome.stderr_text.find("\xef\xbf\xbd"), 0u);
}

TEST_P(Output, BelongsToItsRun) {
  const auto sandbox = Make();
  EXPECT_EQ(Run(*sandbox, "print(1)").stdout_text, "1\n");
  EXPECT_EQ(Run(*sandbox, "print(2)").stdout_text, "2\n");
  EXPECT_EQ(Run(*sandbox, "3").stdout_text, "");
}

TEST_P(Output, IsCutAndCounted) {
  const auto sandbox = MakeWith({.output_bytes_max = 10});
  const Outcome outcome = Run(*sandbox, "import sys\nprint('x' * 25)\nprint('y', file=sys.stderr)\n42");
  EXPECT_EQ(outcome.status, Status::kOk);
  EXPECT_EQ(outcome.stdout_text, std::string(10, 'x'));
  EXPECT_EQ(outcome.stdout_bytes_cut, 16u);
  EXPECT_EQ(outcome.stderr_bytes_cut, 2u);
  EXPECT_EQ(outcome.value_repr, "42");
  EXPECT_EQ(outcome.usage.output_bytes, 28u);
  EXPECT_EQ(Run(*sandbox, "print('z')").stdout_text, "z\n");  // anew in each run
}

TEST_P(Output, OfNothingAllowed) {
  const Outcome outcome = RunAlone("print('x')", {.output_bytes_max = 0});
  EXPECT_EQ(outcome.status, Status::kOk);
  EXPECT_EQ(outcome.stdout_text, "");
  EXPECT_EQ(outcome.stdout_bytes_cut, 2u);
}

TEST_P(Output, AFloodOfBothStreamsArrivesWhole) {
  const auto sandbox = MakeWith({.wall_time_max = 60s, .cpu_time_max = 60s, .output_bytes_max = 8u << 20});
  std::size_t streamed = 0;
  RunOptions options;
  options.on_output = [&](OutputStream, std::string_view bytes) { streamed += bytes.size(); };
  const Outcome outcome = Run(*sandbox,
                              "import sys\nfor i in range(2000):\n"
                              "  print(i, 'x' * 1000)\n  print(i, 'y' * 1000, file=sys.stderr)\n"
                              "sys.stdout.write('z' * 1_000_000)",
                              options);
  EXPECT_EQ(outcome.status, Status::kOk);
  EXPECT_EQ(outcome.stdout_text.size() + outcome.stderr_text.size(), streamed);
  EXPECT_EQ(std::ranges::count(outcome.stdout_text, '\n'), 2000);
  EXPECT_EQ(std::ranges::count(outcome.stdout_text, 'z'), 1'000'000);
  EXPECT_EQ(std::ranges::count(outcome.stderr_text, 'y'), 2'000'000);
  EXPECT_TRUE(outcome.stdout_text.starts_with("0 xx"));
}

TEST_P(Output, WithoutAListenerAFloodIsKept) {
  const Outcome outcome =
      RunAlone("for i in range(5000): print('x' * 99)", {.wall_time_max = 60s, .cpu_time_max = 60s});
  EXPECT_EQ(outcome.stdout_text.size(), 500'000u) << ToJson(outcome).substr(0, 300);
}

TEST_P(Output, StreamsInOrderWithinTheLimit) {
  const auto sandbox = MakeWith({.output_bytes_max = 8});
  std::string seen;
  RunOptions options;
  options.on_output = [&](OutputStream stream, std::string_view bytes) {
    for (const char byte : bytes) seen += {stream == OutputStream::kStdout ? 'o' : 'e', byte};
  };
  const Outcome outcome = Run(*sandbox,
                              "import sys\nprint('a', flush=True)\nprint('b', file=sys.stderr, flush=True)\n"
                              "print('c', flush=True)\nprint('dddd', flush=True)",
                              options);
  EXPECT_EQ(seen, "oao\nebe\noco\nodod");
  EXPECT_EQ(outcome.stdout_text, "a\nc\ndd");
  EXPECT_EQ(outcome.stderr_text, "b\n");
}

// How long before the end of the run the first output came; best of some attempts, for the machine is busy.
milliseconds BestLead(Sandbox& sandbox, std::string_view code, milliseconds enough) {
  milliseconds best{0};
  for (int attempt = 0; attempt < 5 && best < enough; ++attempt) {
    steady_clock::time_point first;
    RunOptions options;
    options.on_output = [&](OutputStream, std::string_view) {
      if (first == steady_clock::time_point()) first = steady_clock::now();
    };
    EXPECT_TRUE(sandbox.Run(code, options));
    EXPECT_NE(first, steady_clock::time_point());
    best = std::max(best, std::chrono::duration_cast<milliseconds>(steady_clock::now() - first));
  }
  return best;
}

TEST_P(Output, ALineArrivesWhileTheRunGoesOn) {
  const auto sandbox = Make();
  EXPECT_GE(BestLead(*sandbox, "import time\nprint('line')\ntime.sleep(0.6)", 550ms), 550ms);
  EXPECT_GE(BestLead(*sandbox,
                     "import time\nprint('x')\nt = time.monotonic()\nwhile time.monotonic() < t + 0.6: pass",
                     550ms),
            550ms);
}

TEST_P(Output, APieceWithoutAnEndArrivesSoon) {
  const auto sandbox = Make();
  EXPECT_GE(
      BestLead(*sandbox, "import sys, time\nsys.stdout.write('piece'); sys.stdout.flush()\ntime.sleep(0.6)",
               480ms),
      480ms);
}

TEST_P(Output, SurvivesWhateverEndsTheRun) {
  for (const char* end :
       {"1 / 0", "import os; os.abort()", "import os; os._exit(3)", "raise SystemExit(2)"}) {
    const auto sandbox = Make();
    std::string seen;
    RunOptions options;
    options.on_output = [&](OutputStream, std::string_view bytes) { seen += bytes; };
    const Outcome outcome = Run(*sandbox, std::string("print('before', flush=True)\n") + end, options);
    EXPECT_EQ(outcome.stdout_text, "before\n") << end;
    EXPECT_EQ(seen.find("before\n"), 0u) << end;
    EXPECT_NE(outcome.status, Status::kOk) << end;
  }
}

TEST_P(Output, DisplaysAreMimeBundles) {
  const Outcome outcome = RunAlone(
      "display([{'a': 1}, {'a': 2}])\n"
      "import vitrine\nvitrine.display(**{'image/png': b'\\x89PNG\\x00\\xff', 'text/plain': 'p'})");
  ASSERT_EQ(outcome.displays.size(), 2u) << ToJson(outcome);
  EXPECT_TRUE(std::ranges::any_of(outcome.displays[0], [](const MimeData& data) {
    return data.mime == "text/html" && !data.is_binary && data.data.find("<table") != std::string::npos;
  })) << ToJson(outcome);
  EXPECT_TRUE(std::ranges::any_of(outcome.displays[1], [](const MimeData& data) {
    return data.mime == "image/png" && data.is_binary && data.data == std::string("\x89PNG\0\xff", 6);
  })) << ToJson(outcome);
}

TEST_P(Output, TooManyDisplaysAreDroppedAndCounted) {
  const Outcome count =
      RunAlone("import vitrine\nfor i in range(10): vitrine.display(**{'text/plain': str(i)})",
               {.displays_count_max = 3});
  EXPECT_EQ(count.displays.size(), 3u);
  EXPECT_EQ(count.displays_dropped, 7u);
  EXPECT_EQ(count.status, Status::kOk);
  const Outcome bytes = RunAlone(
      "import vitrine\nvitrine.display(**{'text/plain': 'a'})\nvitrine.display(**{'text/plain': 'x' * 5000})",
      {.display_bytes_max = 1000});
  EXPECT_EQ(bytes.displays.size(), 1u);
  EXPECT_EQ(bytes.displays_dropped, 1u);
}

TEST_P(Output, ALargeDisplayTravels) {
  const Outcome outcome = RunAlone("import vitrine\nvitrine.display(**{'image/png': b'x' * 5_000_000})");
  ASSERT_EQ(outcome.displays.size(), 1u) << outcome.displays_dropped;
  EXPECT_EQ(outcome.displays[0][0].data.size(), 5'000'000u);
}

VITRINE_CONFORMS(Output);

}  // namespace
}  // namespace vitrine::conformance

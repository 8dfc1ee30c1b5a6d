// The same code has the same outcome, however its sandbox was got: all of it but for what was measured.
#include <nlohmann/json.hpp>
#include <regex>

#include "tests/conformance/conformance.h"

namespace vitrine::conformance {
namespace {

constexpr const char* kPrograms[] = {
    "",
    "1 + 1",
    "print('x')\n[1, 'a', b'b', None, 2**70, 1.5, {'k': (1, 2)}]",
    "import sys\nprint('out')\nprint('err', file=sys.stderr)\nsys.exit(4)",
    "import sys\nsys.exit('text')",
    "import os\nos._exit(7)",
    "import os\nos._exit(0)",
    "import os\nprint('x', flush=True)\nos.abort()",
    "1 / 0",
    "raise ValueError('x' * 100_000)",
    "def f(n):\n  return f(n + 1)\nf(0)",
    "def f(:\n",
    "'\\ud800'",
    "print('\\ud800')",
    "raise Exception('\\ud800')",
    "import os\nos.write(1, bytes(range(256)))",
    "x = [1]\nx.append(x)\nx",
    "print('y' * 3000)\nimport sys\nprint('z' * 3000, file=sys.stderr)",
    "'v' * 5000",
    "list(range(3000))",
    "while True: pass",
    "while True:\n  try:\n    while True:\n      try:\n        while True: pass\n"
    "      except BaseException: pass\n  except BaseException: pass",
    "import time\ntime.sleep(100)",
    "a = []\nwhile True: a.append(bytearray(1000000))",
    "[0] * 10**9",
    "while True: echo(1)",
    "while True:\n  try: echo(1)\n  except BaseException: pass",
    "echo('x')",
    "echo()",
    "fail('text \\x1b[31m')",
    "import vitrine\nvitrine.call('unknown', 1)",
    "import vitrine\nvitrine.functions()",
    "help(echo)",
    "import vitrine\nvitrine.display(**{'text/plain': 'p', 'image/png': b'\\xff'})\ndisplay([{'a': 1}])",
    "import vitrine\nfor i in range(9): vitrine.display(**{'text/plain': str(i) * 300})",
    "open('/output/a', 'w').write('a')\nimport os\nos.mkdir('/output/d')\nopen('/output/d/b', "
    "'wb').write(b'\\xff')",
    "for i in range(9): open(f'/output/{i}', 'w').write(str(i))",
    "open('/tmp/x', 'wb').write(bytes(3_000_000))",
    "open('/nowhere')",
    "import requests",
    "import subprocess\nsubprocess.run(['ls'])",
    "import socket\nsocket.create_connection(('127.0.0.1', 80))",
    "import threading\nthreading.Thread(target=print).start()",
    "raise ExceptionGroup('g', [ValueError(1), TypeError(2)])",
    "try: 1 / 0\nexcept Exception as e: raise RuntimeError('second') from e",
    "import json, re, math, datetime, decimal\njson.dumps({'pi': str(decimal.Decimal(math.pi))})",
    "import builtins\nvars(builtins).clear()\nprint(1)",
    "assert False, 'why'",
    "async def f(): return 1\nimport asyncio\nasyncio.run(f())",
    "import warnings\nwarnings.warn('careful')",
    "raise KeyboardInterrupt",
    "raise MemoryError('by hand')",
    "import vitrine\nraise vitrine.TimeLimitExceeded('by hand')",
    "del print\nprint(1)",
    "exec('x = 5')\nx",
    "__name__, __file__ if '__file__' in globals() else None",
};

Grants MakeGrants() {
  Grants grants;
  EXPECT_TRUE(grants.AddFunction(
      {.name = "echo",
       .doc = "Gives back what it got.\n\nNothing else.",
       .parameters = {{.name = "value"}},
       .call = [](const CallContext&, std::span<const Value> arguments) { return arguments[0]; }}));
  EXPECT_TRUE(grants.AddFunction(
      {.name = "fail",
       .doc = "Fails.",
       .parameters = {{.name = "text", .type = ParameterType::kText}},
       .call = [](const CallContext&, std::span<const Value> arguments) -> std::expected<Value, std::string> {
         return std::unexpected(*arguments[0].As<std::string>());
       }}));
  return grants;
}

class StillWorld final : public Surroundings {
 public:
  std::int64_t RealtimeNs() override { return 1'000'000'000'000'000'000; }
  std::int64_t MonotonicNs() override { return 0; }
  std::int64_t CpuNs() override { return 0; }
  void Entropy(std::span<std::byte> out) override { std::ranges::fill(out, std::byte{5}); }
  bool SleepIsOver(std::int64_t) override { return false; }
};

// Without what was measured.
std::string Told(const Result<Outcome>& outcome) {
  if (!outcome) return "error: " + outcome.error().what;
  nlohmann::json json = nlohmann::json::parse(ToJson(*outcome));
  json.erase("usage");
  if (outcome->status == Status::kLimit) {
    static const std::regex kNumber("[0-9.]+");
    json["failure"]["message"] =
        std::regex_replace(json["failure"]["message"].get<std::string>(), kNumber, "N");
    // Where the code was when the time was over.
    json["failure"].erase("traceback");
    json["failure"].erase("line");
  }
  return json.dump(1);
}

std::vector<std::string> ToldBy(ProviderKind kind, const char* program) {
  const Grants grants = MakeGrants();
  StillWorld world;
  std::vector<std::string> told;
  for (Surroundings* surroundings :
       {static_cast<Surroundings*>(nullptr), static_cast<Surroundings*>(&world)}) {
    const auto sandbox = ProviderOf(kind).Create(grants, {.limits = {.memory_bytes_max = 96u << 20,
                                                                     .wall_time_max = 700ms,
                                                                     .cpu_time_max = 60s,
                                                                     .grace = 100ms,
                                                                     .output_bytes_max = 4000,
                                                                     .display_bytes_max = 2000,
                                                                     .displays_count_max = 5,
                                                                     .value_bytes_max = 3000,
                                                                     .host_calls_max = 20,
                                                                     .file_bytes_max = 2'000'000,
                                                                     .artifacts_count_max = 5},
                                                          .surroundings = surroundings});
    EXPECT_TRUE(sandbox) << sandbox.error().what;
    if (!sandbox) return told;
    told.push_back(Told((*sandbox)->Run(program, {.artifacts = RunOptions::Artifacts::kCollect})));
    // And what is left of the sandbox.
    told.push_back(Told((*sandbox)->Run("print('next')\nsorted(k for k in globals() if k[0] != '_')")));
  }
  return told;
}

class SameOutcome : public testing::TestWithParam<Interpreter> {};

TEST_P(SameOutcome, ByEveryProvider) {
  std::vector<ProviderKind> kinds = Providers();
  std::erase_if(kinds, [](const ProviderKind& kind) { return kind.interpreter != GetParam(); });
  for (const char* program : kPrograms) {
    const std::vector<std::string> first = ToldBy(kinds[0], program);
    for (std::size_t i = 1; i < kinds.size(); ++i) {
      // How far a recursion or an allocation comes does not depend on the engine either; time does on the
      // machine.
      std::vector<std::string> other;
      for (int attempt = 0; attempt < 3; ++attempt) {
        other = ToldBy(kinds[i], program);
        if (other == first) break;
      }
      EXPECT_EQ(other, first) << Name(kinds[i]) << " and " << Name(kinds[0]) << ": " << program;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Of, SameOutcome, testing::Values(Interpreter::kCpython, Interpreter::kMicropython),
                         [](const auto& info) { return std::string(Name(info.param)); });

}  // namespace
}  // namespace vitrine::conformance

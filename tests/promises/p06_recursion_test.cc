// Promise P6: recursion of any kind ends in an error, not in a crash.
#include <gtest/gtest.h>

#include "tests/promises/promise.h"

namespace vitrine::promises {
namespace {

struct Recursion {
  const char* name;
  const char* code;
  bool may_succeed = false;  // with a stack that is deep enough
};

// Each without and with the interpreter's own limit raised out of the way. More kinds: tests/escape/resource.
constexpr Recursion kRecursions[] = {
    {"python", "def f(n): return f(n + 1)\nf(0)"},
    {"method", "class A:\n    def f(self): return self.f()\nA().f()"},
    {"lambda", "f = lambda x: f(x)\nf(1)"},
    {"regular expression", "import re\nre.compile('(' * 20000 + ')' * 20000)"},
    {"json.loads", "import json\njson.loads('[' * 100000)"},
    {"json.dumps", "import json\nl = []\nfor _ in range(100000): l = [l]\njson.dumps(l)"},
    {"repr", "l = []\nfor _ in range(200000): l = [l]\nrepr(l)"},
    {"equality", "a, b = [], []\nfor _ in range(100000): a, b = [a], [b]\na == b"},
    {"order", "a, b = [], []\nfor _ in range(100000): a, b = [a], [b]\na < b"},
    {"hash", "t = ()\nfor _ in range(100000): t = (t,)\nhash(t)", true},
    {"hash of a set", "s = frozenset()\nfor _ in range(100000): s = frozenset([s])", true},
    {"isinstance", "t = int\nfor _ in range(100000): t = (t,)\nisinstance('', t)"},
    {"sort key", "def f(x): return sorted([x], key=f)\nf(1)"},
    {"comparison", "class A:\n    def __lt__(self, other): return self < other\nA() < A()"},
    {"attribute", "class A:\n    def __getattr__(self, n): return getattr(self, n + 'x')\nA().y"},
    {"str", "class A:\n    def __str__(self): return str(self)\nstr(A())"},
    {"parser, parentheses", "eval('(' * 5000 + ')' * 5000)"},
    {"parser, lambda", "compile('lambda:' * 20000 + '1', 'x', 'eval')"},
    {"parser, unary", "eval('-' * 100000 + '1')"},
    {"generator", "def g(n):\n    yield from g(n + 1)\nlist(g(0))"},
    {"import",
     "import sys\nsys.path.insert(0, '/tmp')\n"
     "open('/tmp/m.py', 'w').write('import sys; sys.modules.pop(\"m\"); import m')\nimport m"},
    {"metaclass", "class M(type):\n    def __call__(cls): return cls()\nclass A(metaclass=M): pass\nA()"},
    {"copy", "import copy\nl = []\nfor _ in range(100000): l = [l]\ncopy.deepcopy(l)"},
    {"pickle", "import pickle\nl = []\nfor _ in range(100000): l = [l]\npickle.dumps(l)"},
    {"exec", "s = 'exec(s)'\nexec(s)"},
    {"property", "class A:\n    @property\n    def x(self): return self.x\nA().x"},
};

class P6_RecursionEndsInAnError : public GuestTest {};

TEST_P(P6_RecursionEndsInAnError, OfEveryKind) {
  for (const Recursion& recursion : kRecursions) {
    for (const char* before : {"", "import sys\nsys.setrecursionlimit(10**9)\n"}) {
      const Limits limits = LimitsOf(std::chrono::milliseconds(30'000));
      const auto sandbox = Start(ImageOf(GetParam()), limits);
      RunIn(*sandbox, "kept = 'kept'");
      const Outcome outcome = RunIn(*sandbox, std::string(before) + recursion.code);
      // With its own limit raised, Python may come to the end of its memory first, or of the work.
      // MicroPython's parser does not recurse: it may just do the work.
      const bool is_raised = *before != '\0' || GetParam().interpreter == Interpreter::kMicropython;
      const bool is_as_promised = outcome.status == Status::kException ||
                                  (outcome.status == Status::kLimit && outcome.limit == LimitKind::kMemory) ||
                                  ((is_raised || recursion.may_succeed) && outcome.status == Status::kOk);
      EXPECT_TRUE(is_as_promised) << recursion.name << ": " << ToJson(outcome).substr(0, 1000);
      ASSERT_TRUE(outcome.sandbox_alive) << recursion.name;
      EXPECT_EQ(RunIn(*sandbox, "print(kept)").stdout_text, "kept\n") << recursion.name;
    }
  }
}

// Objects that are freed one inside the other, without a limit of Python's.
TEST_P(P6_RecursionEndsInAnError, AndFreeingIsNoRecursionAtAll) {
  for (const char* code : {"l = None\nfor _ in range(500000): l = (l,)\ndel l\nprint('freed')",
                           "class N:\n    def __init__(self, n): self.n = n\n    def __del__(self): pass\n"
                           "l = None\nfor _ in range(100000): l = N(l)\ndel l\nprint('freed')"}) {
    Limits limits = LimitsOf(std::chrono::milliseconds(30'000));
    limits.memory_bytes_max = 256u << 20;
    EXPECT_EQ(RunCode(GetParam(), code, limits).stdout_text, "freed\n");
  }
}

VITRINE_FOR_ALL_GUESTS(P6_RecursionEndsInAnError);

}  // namespace
}  // namespace vitrine::promises

"""Modules of which there is a small part, or which are small."""

import ast
for s in ["[1, {'a': (2, 3.5, None, True, -1, 'x', b\"q\")}, {1, 2}]", "{'a': [1, 2], 'b': {'c': 'd'}}", "'a' \"b\"", "1+2j", "-5", "set()", "(1,)", "  3 ", "1e-5", "0x1F", "r'\\n'", "'''t\nu'''", "[ ]", "{}", "None", "1_000", "[1, # c\n 2]", "..."]: print(ast.literal_eval(s))
for s in ["1 + 2", "f(1)", "[1][0]", "a", "__import__('os')", "'a' + 'b'", "[x for x in (1,)]", "1 if 1 else 2", "{**{}}", "not 1", "lambda: 1", "(1).real", "f'x'"]:
    try: print(s, ast.literal_eval(s))
    except (ValueError, SyntaxError) as e: print(s, type(e).__name__)
for s in ["", "[1", "1 2", "[1,,2]", "{1:}", "'abc"]:
    try: print(s, ast.literal_eval(s))
    except SyntaxError as e: print(s, "SyntaxError")


from graphlib import TopologicalSorter, CycleError
t = TopologicalSorter({"D": {"B", "C"}, "B": {"A"}}); print(list(TopologicalSorter({3: [1, 2], 2: [1]}).static_order()))
try: list(TopologicalSorter({"a": ["b"], "b": ["c"], "c": ["a"]}).static_order())
except CycleError as e: print(e.args)
t = TopologicalSorter(); t.add("x", "y"); t.prepare()
while t.is_active():
    r = t.get_ready(); print(r); t.done(*r)


import numbers
from fractions import Fraction
from decimal import Decimal
print(([[isinstance(v, k) for k in (numbers.Number, numbers.Complex, numbers.Real, numbers.Rational, numbers.Integral)] for v in (1, True, 1.5, 1j, Fraction(1, 2), Decimal(1), "a", None)]))


from queue import Queue, PriorityQueue, LifoQueue, Empty, Full, SimpleQueue
q = Queue(maxsize=2); q.put(1); q.put_nowait(2); print(q.full(), q.qsize(), q.get(), q.empty(), q.queue)
try: q.put(3); q.put(4, block=False)
except Full as e: print(repr(e))
p = PriorityQueue()
for x in [(2, "b"), (1, "a"), (3, "c")]: p.put(x)
while not p.empty(): print(p.get())
try: p.get_nowait()
except Empty as e: print(repr(e))
try: p.get(timeout=0.001)
except Empty: print("timeout")
l = LifoQueue(); l.put(1); l.put(2); print(l.get()); l.task_done(); l.task_done(); l.join()
try: l.task_done()
except ValueError as e: print(e)


import keyword, importlib
print(keyword.iskeyword("for"), keyword.iskeyword("foo"), keyword.kwlist, keyword.issoftkeyword("match"), importlib.import_module("os.path").join("a", "b"), importlib.import_module("json").dumps([1]))


import string
class F(string.Formatter):
    def format_field(self, v, spec): return f"<{super().format_field(v, spec)}>"
    def convert_field(self, v, c): return v.upper() if c == "u" else super().convert_field(v, c)
print(F().format("{0:>5} {a!u} {b[k]} {{}}", 1, a="q", b={"k": 2}), F().format("{} {}", 1, 2))
for bad in ["{", "}", "{0", "{a!}", "{} {0}", "{0} {}"]:
    try: print(string.Formatter().format(bad, 1, 2, a=1))
    except ValueError as e: print(bad, e)


import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    for i in range(2): warnings.warn("old", DeprecationWarning)
    print(len(w), w[0].category.__name__, str(w[0].message), issubclass(w[-1].category, DeprecationWarning))
with warnings.catch_warnings(record=True) as w:
    for i in range(2): warnings.warn("u")
    print(len(w))
warnings.filterwarnings("ignore", category=DeprecationWarning); warnings.warn("x", DeprecationWarning)
warnings.filterwarnings("error", category=UserWarning)
try: warnings.warn("boom")
except UserWarning as e: print("raised", e)
warnings.filterwarnings("ignore", message="quiet.*"); warnings.warn("Quiet please")
with warnings.catch_warnings():
    warnings.simplefilter("ignore"); warnings.warn("nothing")
try: warnings.warn("x", int)
except TypeError as e: print(e)
try: warnings.simplefilter("nope")
except ValueError as e: print(e)
@warnings.deprecated("use g")
def f(): return 1
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always"); print(f(), w[0].message, f.__deprecated__)


from fractions import Fraction as F
import statistics, random
print(statistics.mean([0.1, 0.2, 0.3]), float(F(10**25, 10**24)), float(F(1, 3)), float(F(2**60 + 1, 3**40)), float(F(10**400, 10**399)), float(F(1, 10**320)), float(F(-7, 10**30)), float(F(3, 2**1074)))
r = random.Random(1); print([float(F(r.getrandbits(r.randint(1, 400)) + 1, r.getrandbits(r.randint(1, 400)) + 1)) for _ in range(60)])
print([statistics.mean([x / 10, x / 7, x / 3]) for x in range(1, 12)], statistics.stdev([x / 7 for x in range(9)]), statistics.pvariance([x / 3 for x in range(9)]))
try: float(F(10**400))
except OverflowError as e: print(e)


import uuid
u = uuid.UUID("12345678-1234-5678-9234-567812345678"); print(u.fields, u.bytes_le, uuid.UUID(bytes_le=u.bytes_le) == u, uuid.UUID(fields=u.fields) == u, u.time_low, u.node, u.clock_seq)
try: u.int = 6
except TypeError: print("a UUID stays as it is")


from difflib import ndiff, Differ, restore, SequenceMatcher
a = "one\ntwo\nthree\nsame\n".splitlines(True); b = "ore\ntree\nemu\nsame\n".splitlines(True)
d = list(ndiff(a, b)); print("".join(d)); print("".join(restore(d, 1)), "".join(restore(d, 2))); print("".join(Differ().compare(["  a\tb\n", "x\n"], ["  a\tc\n", "y\n", "z\n"])))
for s in ["-'a'", "-True", "-[1]", "-(1)", "+1", "- 1", "1-2j", "--1"]:
    try: print(s, ast.literal_eval(s))
    except (ValueError, SyntaxError) as e: print(s, type(e).__name__)
import warnings
try: warnings.filterwarnings("always", lineno=-1)
except ValueError: print("no line before the first")

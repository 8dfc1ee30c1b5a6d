def told(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__)


safe = {"__builtins__": {}}
told(lambda: eval("1 + 2 * x", {"__builtins__": {}}, {"x": 5}))
told(lambda: eval("abs(-3) + max(1, 2)", {"__builtins__": {"abs": abs, "max": max}}))
told(lambda: eval("[y * 2 for y in (1, 2)]", safe))
told(lambda: eval("(lambda a: a + 1)(2)", safe))
for refused in ("open('/tmp/x')", "__import__('os')", "print(1)", "len([])", "[len(y) for y in ('a',)]", "(lambda: len)()"):
    told(lambda: eval(refused, safe))
for refused in ("import os", "from os import path", "class A: pass", "raise ValueError", "def f(): return len\nf()"):
    told(lambda: exec(refused, {"__builtins__": {}}))
# what is called from there has the names of where it was written
told(lambda: eval("f('ab')", {"__builtins__": {}, "f": lambda x: len(x)}))
told(lambda: len("after"))
# functions that were made there keep them
names = {"__builtins__": {"len": lambda x: "own", "__build_class__": __build_class__}, "__name__": "n"}
exec("def f(): return len('')\nclass A:\n    def g(self): return len('')", names)
told(lambda: (names["f"](), names["A"]().g(), len("")))
import builtins

told(lambda: eval("len('abc')", {"__builtins__": builtins}))
told(lambda: eval("len('abc')", {"__builtins__": vars(builtins) if hasattr(builtins, "__dict__") else {"len": len}}))
told(lambda: eval("eval('len', {})('ab')", {"__builtins__": {"eval": eval}}))
exec("import math\nresult = math.floor(2.5)", got := {"__builtins__": {"__import__": __import__}})
told(lambda: got["result"])


# names in a dict of a derived class
class Names(dict):
    pass


kept = Names()
exec("q = 5\ndef f(): return q", kept)
told(lambda: (kept["q"], kept["f"](), eval("a + 1", Names(a=1)), eval("a + b", {"a": 1}, Names(b=1)), eval("len(a)", Names(a="xy"))))
inner = Names()
exec("q = 5", {}, inner)
told(lambda: inner)
for wrong in (5, None):
    told(lambda: eval("1", {}, wrong))

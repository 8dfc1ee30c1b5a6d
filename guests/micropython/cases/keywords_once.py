"""Keywords that are given twice, dict.fromkeys() of derived classes."""

for f in (dict, lambda **k: k, lambda a=0, **k: (a, k), print, "{a}".format):
    for call in ("f(a=1, **{'a': 2})", "f(**{'a': 1}, **{'a': 2})", "f(**{'b': 1}, a=2)", "f(**{'a': 1}, a=2)", "f(**{'b': 1, 'a': 2})"):
        try: print(call, eval(call, {"f": f}))
        except TypeError: print(call, "TypeError")
class M:
    def keys(self): return ["a", "b"]
    def __getitem__(self, k): return k
try: print(dict(a=1, **M()))
except TypeError: print("TypeError")
print(dict(c=1, **M()), dict(**M()))
class L(dict):
    def __setitem__(self, k, v): super().__setitem__(k, v * 2 if v else v)
print(type(L.fromkeys("ab")), L.fromkeys("ab", 2), dict.fromkeys("ab", 1), dict.fromkeys({1: 2}))
from collections import OrderedDict, defaultdict, Counter
print(OrderedDict.fromkeys("ab", 0))
try: print(Counter.fromkeys("ab"))
except NotImplementedError: print("NotImplementedError")
print({}.fromkeys([1, 2]))

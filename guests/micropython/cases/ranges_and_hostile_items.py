# for with range(), whose arguments are checked, and objects that change what is looked at: nothing breaks.
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
def loop(*a):
    out = []
    for i in range(*a): out.append(i)
    return out
def r1():
    n = 5
    for i in range(n / 2): return i
def r2():
    for d in range(True, 3): yield d
from enum import IntEnum
class E(IntEnum): A = 0; B = 3
class I:
    def __index__(s): return 1
    def __lt__(s, o): return True
t(r1)
t(lambda: list(r2()))
t(lambda: loop(E.A, E.B))
t(lambda: loop(I(), 3))
t(lambda: loop("a", 3))
t(lambda: loop(None))
t(lambda: loop(0.0, 3))
t(lambda: loop(5, 0, -2))
t(lambda: loop(0, 5, 0))
def shadow():
    def range(*a): return "ab"
    out = []
    for i in range(3): out.append(i)
    return out
t(shadow)
def leaves():
    for i in range(3): pass
    else: j = "else"
    return i, j
t(leaves)
def changes():
    n = 3; out = []
    for i in range(n): n = 10; out.append(i); i = 100
    return out, i
t(changes)
def nested():
    return [(i, j) for i in range(2) for j in range(i, 3) if i != j]
t(nested)
def broken():
    for i in range(10):
        if i == 3: break
    else: return "no"
    return i
t(broken)
def gen():
    for i in range(3): yield i
t(lambda: list(gen()))
class A: pass
t(lambda: [n for n in dir(A()) if not hasattr(A(), n)]); a = A(); a.__setattr__("x", 4)
t(lambda: a.x); a.__delattr__("x")
t(lambda: hasattr(a, "x"))
t(lambda: [type(getattr(a, n)).__name__ != "" for n in dir(a)].count(False))
x = (1, 2)
try:
    type("A", (), {"__classcell__": x})
except TypeError:
    print(x)
import sys
for m in (int, -7, 5, lambda: 1, None):
    sys.modules["foo"] = m
    t(lambda: __import__("foo.y"))
    try: exec("from foo import *")
    except Exception: pass
class K:
    def __init__(self, h, do): self.h = h; self.do = do
    def __hash__(self): return self.h
    def __eq__(self, o): self.do(); return False
s = set(); s.add(K(1 << 28, s.clear)); s.add(1 << 28); print(len(s))
s = set(); s.add(K(5, s.clear)); print(5 in s, len(s)); s.add(5); print(s)
d = {}
def clear(): d.clear()
d[K(1, clear)] = 1
print(d == {K(1, clear): 1}, d)
class P:
    def __repr__(self):
        d.clear(); d.update({i: i for i in range(4)})
        return "P"
d = {P(): 1}; print(d)
class H:
    n = 0
    def __hash__(self):
        H.n += 1
        if H.n == 2: d.clear()
        return 5
d = {i: i for i in range(8)}
try: d[H()] = 1
except RuntimeError: pass
print(len(d) == len(list(d)))
class N: pass
for name, f in (("__int__", int), ("__float__", float), ("__len__", len), ("__bool__", bool), ("__hash__", hash), ("__abs__", abs), ("__index__", hex)):
    setattr(N, name, f)
    for g in (f, lambda v: [1][v], lambda v: "%d" % v):
        try: g(N())
        except Exception as e: pass
    delattr(N, name)
import types, functools
for made in (lambda m: types.MethodType(m, 1), functools.lru_cache):
    m = len
    for _ in range(20000): m = made(m)
    for f in (lambda: hasattr(m, "zz"), lambda: repr(m), lambda: m.__name__):
        try: f()
        except Exception: pass
import io
f = io.StringIO("abc" * 9)
class C:
    def __index__(self): f.close(); return 20
t(lambda: f.read(C()))
b = bytearray(b"abcdefgh")
class D:
    def __index__(self): del b[1:]; return 12
t(lambda: b.ljust(D(), b"x"))
class S:
    def f(self):
        for k in ("u", "v"): self.seen = k; yield k, 1
z = S(); z.__dict__.update(z.f()); t(lambda: vars(z))
class Int(int):
    def __add__(self, o): return super().__add__(o)
t(lambda: (type(Int(5) + 0).__name__, (5).__add__(2.5), (3).__eq__(3.0), (5).__mul__([1]), {1}.__or__([2]), (2.5).__add__(1)))

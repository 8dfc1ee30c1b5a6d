# What is written to __dict__ of an instance is an attribute of it.
def t(n, f):
    try: print(n, repr(f()))
    except Exception as e: print(n, type(e).__name__)
class A:
    def __init__(self, **k): self.__dict__.update(k)
a = A(x=1, y=2)
t(1, lambda: (a.x, a.y, a.__dict__)); a.__dict__["z"] = 3
t(2, lambda: a.z); del a.__dict__["x"]
t(3, lambda: hasattr(a, "x"))
t(4, lambda: a.__dict__.pop("y"))
t(5, lambda: a.__dict__.pop("nope", 0))
t(6, lambda: a.__dict__.setdefault("w", 9))
t(7, lambda: a.w); vars(a)["v"] = 5
t(8, lambda: (a.v, vars(a)))
a.__dict__ |= {"u": 1}
t(9, lambda: a.__dict__.popitem()); a.__dict__.clear()
t(10, lambda: vars(a)); d = a.__dict__; a.p = 1; d["q"] = 2
t(11, lambda: (a.p, a.q, a.__dict__))
for k in a.__dict__: a.__dict__[k] = a.__dict__[k] * 2
t(12, lambda: a.__dict__)
e = a.__dict__
for k in e: e[k] = 0
t(13, lambda: (a.p, a.q))
t(14, lambda: type(a.__dict__))
t(15, lambda: a.__dict__ == {"p": 0, "q": 0}); c = a.__dict__.copy(); c["r"] = 1
t(16, lambda: hasattr(a, "r")); c2 = dict(a.__dict__); c2["r"] = 1
t(17, lambda: hasattr(a, "r"))
class S:
    __slots__ = ("a", "__dict__")
s = S(); s.a = 1; s.b = 2
t(18, lambda: s.__dict__); s.__dict__["c"] = 3
t(19, lambda: (s.a, s.b, s.c)); s.__dict__.clear()
t(20, lambda: (s.a, hasattr(s, "b")))
class P:
    @property
    def x(self): return self.__dict__.get("x", "none")
    @x.setter
    def x(self, v): self.__dict__["x"] = v * 2
p = P(); p.x = 5
t(21, lambda: p.x)
class D:
    def __set_name__(self, o, n): self.n = n
    def __get__(self, i, o): return i.__dict__.get(self.n, 0) if i else self
    def __set__(self, i, v): i.__dict__[self.n] = v + 1
class Q: f = D()
q = Q(); q.f = 4
t(22, lambda: (q.f, q.__dict__))
class Lazy:
    def __init__(self, fn): self.fn = fn; self.n = fn.__name__
    def __get__(self, i, o):
        v = self.fn(i); i.__dict__[self.n] = v; return v
class R:
    calls = 0
    @Lazy
    def v(self): R.calls += 1; return 42
r = R()
t(23, lambda: (r.v, r.v, R.calls))
class X(Exception):
    def __init__(self, m, **k): super().__init__(m); self.__dict__.update(k)
t(24, lambda: X("a", code=5).code)
import json, copy
t(25, lambda: json.dumps(a, default=lambda o: o.__dict__))
t(26, lambda: json.dumps(a.__dict__)); b = copy.copy(a); b.p = 7
t(27, lambda: (a.p, b.p))
t(28, lambda: {**a.__dict__, "k": 1})
t(29, lambda: sorted(vars(a).items()))
t(30, lambda: A(**vars(a)).q)
a.__dict__.update([("m", 1)], n=2)
t(31, lambda: (a.m, a.n))
t(32, lambda: A.__dict__["__init__"].__name__)
try: A.__dict__["zz"] = 1
except TypeError: print("class dict refused")
class L(list): pass
l = L([1]); l.tag = 3; l.__dict__["more"] = 4
t(33, lambda: (l, l.tag, l.more, l.__dict__))
def f(): pass
f.a = 1; f.__dict__
t(34, lambda: a.__dict__ is a.__dict__ or True)
x = A(); x.__dict__.update(x=1); x.__dict__.update({"x": 2, "y": 3})
t(35, lambda: (x.x, x.y))
t(36, lambda: list(x.__dict__))
t(37, lambda: "x" in x.__dict__ and x.__dict__.get("x"))
t(38, lambda: len(x.__dict__))
m = x.__dict__.__setitem__; m("z", 5)
t(39, lambda: x.z)
for i in range(50): x.__dict__["k%d" % i] = i
t(40, lambda: (x.k49, len(x.__dict__)))


# A property, or a descriptor that is set, goes before what __dict__ has under its name.
class P:
    @property
    def x(self): return ("got", self.__dict__.get("x"))
    @x.setter
    def x(self, v): self.__dict__["x"] = v
    @property
    def ro(self): return 1
p = P(); p.x = 5
t(1, lambda: (p.x, p.__dict__, "x" in p.__dict__)); p.__dict__["ro"] = 9
t(2, lambda: (p.ro, p.__dict__)); p.__dict__["plain"] = 3
t(3, lambda: (p.plain, vars(p), [n for n in dir(p) if n[0] != "_"]))
class F:
    def __set_name__(self, o, n): self.n = n
    def __get__(self, i, o): return self if i is None else ("F", i.__dict__.get(self.n, 0))
    def __set__(self, i, v): i.__dict__[self.n] = v + 1
class A:
    f = F(); g = F()
a = A(); a.f = 1
t(4, lambda: (a.f, a.g, a.__dict__)); a.f = 5; a.g = 7
t(5, lambda: (a.f, a.g, vars(a)))
import copy
b = copy.copy(a); b.f = 100
t(6, lambda: (a.f, b.f, b.g)); c = copy.deepcopy(a)
t(7, lambda: (c.f, c.__dict__))
del a.__dict__["f"]
t(8, lambda: (a.f, a.__dict__))
t(9, lambda: a.__dict__.pop("g"))
t(10, lambda: a.__dict__)
class Lazy:
    def __init__(self, fn): self.fn = fn
    def __set_name__(self, o, n): self.n = n
    def __get__(self, i, o):
        i.__dict__[self.n] = v = self.fn(i); return v
class R:
    n = 0
    @Lazy
    def v(self): R.n += 1; return 42
r = R()
t(11, lambda: (r.v, r.v, R.n, r.__dict__)); r.v = 7
t(12, lambda: r.v); del r.v
t(13, lambda: (r.v, R.n))
class M(type):
    def __repr__(cls): pass
class N(metaclass=M): pass
t(14, lambda: repr(N))
from array import array
t(15, lambda: array("dd"))
t(16, lambda: array(""))
t(17, lambda: array("d", [1]))
class T:
    @property
    def temp(self): return self._temp
    @temp.setter
    def temp(self, v): self._temp = v
u = T(); u.__dict__.update(temp=5, _temp=6)
t(21, lambda: (u.temp, u.__dict__))
import json
t(22, lambda: json.dumps(a, default=vars))

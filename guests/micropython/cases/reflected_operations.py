"""Reflected operations beside plain numbers, args of exceptions, special methods of named tuples, names of files."""
class Money(float):
    def __add__(s,o): return Money(float(s)+float(o))
    __radd__=__add__
    def __rmul__(s, o): return Money(float(s) * o)
    def __rsub__(s, o): return "rsub"
    def __gt__(s, o): return "gt"
    def __repr__(s): return f'${float(s):.2f}'
    __str__=__repr__
print(1+Money(5), sum([Money(1),Money(2)]), 2*Money(3), 1 - Money(2), 1.5 - Money(2), True + Money(1), 1 < Money(5), 1.0 + Money(5), 7 / Money(2), 7 > Money(2), 10**20 + Money(1), 3 % Money(2))
class V(list):
    def __mul__(s,k): return V(k*x for x in s)
    __rmul__=__mul__
print(2*V([1,2]), V([1, 2]) * 2, [3] + V([1]))
class T(tuple):
    def __rmul__(s, k): return "rmul"
    def __radd__(s, o): return "radd"
print(2 * T((1, 2)), (1,) + T((2,)), T((1,)) * 2)
class S(str):
    def __rmul__(s, k): return "rmul"
    def __mod__(s, o): return "mod"
print(2 * S("a"), S("a") * 2, "x" + S("y"), S("%s") % 1)
class N(int):
    def __radd__(s, o): return "radd"
    def __rmul__(s, o): return "rmul"
print(1 + N(2), 1.5 + N(2), 2 * N(3), "a" * N(2) if False else "", True + N(1))
class P(float): pass
class L(list): pass
print(1 + P(2), 2 * L([1]), 1.5 * P(2), 3 - P(1), 1j + P(2), 2 == P(2))
class E(Exception): pass
try:
    try: raise E('a')
    except E as e: e.args=('ctx: '+e.args[0],); raise
except E as e: print(e, e.args, repr(e), vars(e))
class F(Exception):
    def __init__(self, x, y): self.args = (x + y,); self.x = x
print(F(1, 2), F(1, 2).args, F(3, 4).x)
class G(KeyError):
    def __init__(self, x): super().__init__(x); self.args = ("new",)
print(repr(G(1)), str(G(1)))
v = ValueError("a"); v.args = ("b", "c"); print(v, repr(v))
from typing import NamedTuple
class W(NamedTuple):
    "doc"
    x: int
    y: int = 2
    def __bool__(s): return s.x>0
    def __len__(s): return 2
    def __format__(s,f): return 'F'
    def __add__(s, o): return W(s.x + o.x, s.y + o.y)
    def __neg__(s): return W(-s.x)
    def plain(s): return s.x * 2
    @property
    def p(s): return s.y
    @classmethod
    def make(cls, n): return cls(n)
w=W(0); print(bool(w), len(w), f'{w}', w, w.plain(), w.p, W.make(5), W(1) + W(2), -W(3), w._replace(x=9), w._asdict(), W._fields, W.__doc__, W.__name__, W._make([1, 2]), W(1) == (1, 2), tuple(w), W.__annotations__, isinstance(w, tuple))
class D(NamedTuple):
    x: int
    def __eq__(s, o): return s.x % 2 == o.x % 2
    def __hash__(s): return s.x % 2
print(len({D(1), D(3)}), D(1) != D(3), hash(D(5)), D(1) == D(2))
class I(NamedTuple):
    x: int
    def __iter__(s): return iter('ab')
    def __getitem__(s,k): return 'gi'
    def __str__(s): return "str"
    def __lt__(s, o): return "lt"
i = I(1); print(list(i), i[0], str(i), repr(i), i < I(2), i.x)
class Plain(NamedTuple):
    a: int
    b: str = "z"
    def m(self): return self.a
print(Plain(1), Plain(1).m(), Plain(1) < Plain(2), Plain(2, "q")[1])
import pathlib
f=pathlib.Path('/tmp/t.txt')
with open(f,'w') as h: print(type(h.name).__name__, h.name==str(f))

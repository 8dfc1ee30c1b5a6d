"""Methods of built-in types called by way of derived classes, and what counts as an instance."""

import numbers, collections, collections.abc, math, operator
from collections import OrderedDict, Counter, deque, defaultdict
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__)
d = {0: 0, 1: 1}
del d[next(iter(d))]
for i in range(10):
    d[9] = 1
    d.popitem()
d[2] = 2
print(d)
class L(list): pass
l = L([1])
for i in range(4): L.append(l, i)
print(l, l.__dict__)
class S(set): pass
s = S([1, 2]); s.y = 1
for i in range(20): S.add(s, i)
print(len(s), s.__dict__)
t(lambda: Counter.get(Counter("ab"), "a"))
class LRU(OrderedDict):
    def get(self, k, d=None): return OrderedDict.get(self, k, d)
    def __getitem__(self, k): return OrderedDict.__getitem__(self, k)
t(lambda: LRU(a=1).get("a")); t(lambda: LRU(a=1)["a"])
class M(list): pass
class Sub(M):
    def extend(self, xs): M.extend(self, xs); return self
t(lambda: Sub([1]).extend([2,3]))
class MyStr(str): pass
t(lambda: sorted([MyStr('b'), MyStr('A')], key=MyStr.lower)); t(lambda: list(map(MyStr.upper, ['a', MyStr('b')]))); t(lambda: list(map(L.copy, [L([1])])))
class T(tuple):
    def ix(self, v): return T.index(self, v)
t(lambda: T((1,2)).ix(2))
class FS(frozenset): pass
t(lambda: FS.union(FS([1]), [2])); t(lambda: FS.union([1], [2])); t(lambda: L.append([], 1)); t(lambda: L.append(5, 1)); t(lambda: list.append(L([1]), 1))
class DD(defaultdict): pass
t(lambda: DD.get(DD(int, a=1), 'a')); t(lambda: DD.fromkeys('ab')); t(lambda: L.__name__); t(lambda: MyStr.join(MyStr(','), ['a','b'])); t(lambda: MyStr.maketrans('a','b')); t(lambda: MyStr.format('{}', 1))
class I(int): pass
t(lambda: I.bit_length(I(5))); t(lambda: I.bit_length(5)); t(lambda: I.from_bytes(b'\x01')); t(lambda: I.bit_length(True)); t(lambda: int.bit_length(True)); t(lambda: dict.get(OrderedDict(a=1), 'a')); t(lambda: dict.get(defaultdict(int, a=1), 'a')); t(lambda: dict.get(Counter('a'), 'a'))
P = collections.namedtuple('P', 'x y')
t(lambda: tuple.index(P(1,2), 2)); t(lambda: tuple.count(P(1,1), 1)); t(lambda: P.index(P(1,2), 2)); t(lambda: P._asdict(P(1,2)))
class B(bytes): pass
t(lambda: B.upper(B(b'a'))); t(lambda: B.fromhex('61')); t(lambda: B.hex(B(b'a')))
class BA(bytearray): pass
def f():
    x = BA(b'a'); BA.append(x, 98); BA.extend(x, b'c'); return x
t(f)
class Q(deque): pass
def f():
    x = Q(); Q.append(x, 1); Q.appendleft(x, 0); return x
t(f)
class E(Exception): pass
for ty in (type(lambda: 0), type(len), type((i for i in [])), type({}.keys()), type(iter([])), type(E.__init__), type(property()), range, slice, map, filter, zip, enumerate, reversed, bool, memoryview, object, type, complex):
    t(lambda: type(ty.__new__(ty)).__name__)
t(lambda: isinstance(1, str | numbers.Number)); t(lambda: isinstance({}, int | collections.abc.Mapping)); t(lambda: issubclass(dict, int | collections.abc.Mapping)); t(lambda: issubclass(list, int | collections.abc.Mapping))
class Meta(type):
    def __instancecheck__(cls, x): return False
    def __subclasscheck__(cls, x): return False
class A(metaclass=Meta): pass
class B2(A): pass
t(lambda: (isinstance(B2(), A), isinstance(A(), A), issubclass(B2, A), issubclass(A, A)))
import abc
class V(abc.ABC): pass
class V2(V): pass
class V3: pass
V.register(V3)
t(lambda: (isinstance(V2(), V), isinstance(V3(), V), issubclass(V2, V), issubclass(V3, V), isinstance(5, V), isinstance(V3(), (int, V)), isinstance(V3(), int | V)))
class Eq:
    def __init__(s, q): s.q = q
    def __eq__(s, o): s.q.clear(); return False
for m in ('count', 'index', 'remove'):
    def f():
        q = deque([1, 2, 3]); return getattr(q, m)(Eq(q))
    t(f)
class OnlyFloat:
    def __float__(s): return 1.5
t(lambda: math.trunc(OnlyFloat())); t(lambda: math.floor(OnlyFloat())); t(lambda: math.ceil(OnlyFloat())); t(lambda: math.degrees(1e308)); t(lambda: math.radians(1e308)); t(lambda: operator.length_hint(V3(), 4))
t(lambda: operator.index(V3())); 
class BadIndex:
    def __index__(s): return 'x'
t(lambda: operator.index(BadIndex()))


import sys
t(lambda: (isinstance(sys.version_info, tuple), len(sys.version_info), sys.version_info[:2], sys.version_info + (1,) > sys.version_info))
for args in (("A", (), []), ("A", [], {}), (1, (), {}), ("A", (1,), {}), (b"A", (), {}), ("A", (int,), {}), ("A", (), OD(x=1)) if "OD" in globals() else ("A", (), {"x": 1}), ("A", (), OrderedDict(x=1)), ("A", (), Counter("ab"))):
    t(lambda: type(*args).__name__)
    t(lambda: int.__class__(*args).__name__)

# Classes that are made by calling a metaclass, what they are told, and what metaclasses answer for them.
def t(name, f):
    try: print(name, f())
    except Exception as e: print(name, type(e).__name__, e)
count: int = 0
def bump():
    global count
    count += 1
bump(); print(count)
class A:
    def __init_subclass__(cls, tag=None, **k): super().__init_subclass__(**k); print("init_sub", cls.__name__, tag)
class M(type): pass
class P:
    def __set_name__(self, o, n): print("set_name", o.__name__, n)
M("X", (A,), {"z": P()})
M("X2", (A,), {}, tag=3)
type("Y", (A,), {"q": P()}, tag=1)
class B(A, metaclass=M, tag=5):
    p = P()
    def f(self): return __class__, super().__repr__ is not None
class M2(type):
    def __new__(mcls, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if k[:2] != "__"), kw, "__classcell__" in ns)
        cls = super().__new__(mcls, name, bases, dict(ns))
        print("made", cls.__name__)
        return cls
    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw); super().__init__(name, bases, ns)
class C(A, metaclass=M2, color="red"):
    p = P()
    def g(self): return __class__
print(C().g() is C)
class D(C, color="blue"):
    def __init_subclass__(cls, **k): print("D sub", cls.__name__, k); super().__init_subclass__(**k)
class E(D): x = P()
class M3(type):
    def __getattr__(c, n): return lambda *a, **k: print("called", n)
class F(metaclass=M3): pass
class G(F): pass
class M4(type):
    def __getattr__(c, n): raise AttributeError(n)
class H(metaclass=M4): pass
class I(H): pass
t("attr", lambda: I.foo)
class M5(type):
    def __eq__(c, o): return True
    def __hash__(c): return 7
    def __or__(c, o): return "or"
    def __lt__(c, o): return c.__name__ < o.__name__
    def __add__(c, o): return ("add", c.__name__, o)
    def __setitem__(c, k, v): print("set", k, v)
    def __delitem__(c, k): print("del", k)
    def __getitem__(c, k): return ("get", k)
    def __contains__(c, k): return k == 3
    def __call__(c, *a): return ("call", a, super().__call__())
class J(metaclass=M5): pass
class K(metaclass=M5): pass
print(J == 3, J != 3, hash(J), J | K, sorted([K, J], key=lambda x: x) == [J, K], J + 1, J[1], 3 in J, 4 in J)
J[1] = 2; del J[5]
t("call", lambda: J(1)[:2])
print({J: 1}[J], {J, K}.__class__)
class S(type):
    _i = {}
    def __call__(cls, *a, **k):
        if cls not in cls._i: cls._i[cls] = super().__call__(*a, **k)
        return cls._i[cls]
class T1(metaclass=S): pass
print(T1() is T1(), int == int, int != str, int == 5, [int, str].index(str), {int: 1}[int], int is int)
class R(type):
    reg = []
    def __init__(cls, name, bases, ns):
        super().__init__(name, bases, ns); R.reg.append(name)
class U(metaclass=R): pass
class V(U): pass
print(R.reg)
def meta(name, bases, ns): print("fn", name, sorted(k for k in ns if k[:2] != "__")); return 5
class W(metaclass=meta): a = 1
print(W)
class X3(type(J)): pass
import abc, enum
class Shape(abc.ABC):
    def __init_subclass__(cls, **k): print("shape", cls.__name__, k)
    @abc.abstractmethod
    def area(self): ...
class Sq(Shape, side=2):
    def area(self): return 4
print(Sq().area()); t("abs", Shape)
class Col(enum.Enum):
    RED = 1; GREEN = 2
    def __init_subclass__(cls): print("never")
print(list(Col))

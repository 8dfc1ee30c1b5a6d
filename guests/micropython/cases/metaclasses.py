"""Classes that fail, metaclasses, hashes, and what classes are asked for."""

def show(name, function):
    try:
        result = repr(function())
    except BaseException as error:
        result = type(error).__name__ + ": " + str(error)
    print(name, "=>", result)


try:
    class Bad:
        q = 1
        raise ValueError("in class")
except ValueError: pass
y = 1
print(globals().get("y"), "y" in globals(), "q" in globals())
def f():
    try:
        class Bad: raise ValueError
    except ValueError: pass
f()
z = 2
print(globals().get("z"))
class M(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw): print("prepare", name, bases, kw); return {"from_prepare": name}
    def __new__(mcs, name, bases, ns, **kw): return super().__new__(mcs, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw): super().__init__(name, bases, ns)
class A(metaclass=M, k=5): x = 1
print(A.from_prepare, A.x, A.__class__.__name__, type(A).__name__, A().__class__.__name__)
class B(A): pass
print(B.from_prepare)
class C:
    def __eq__(self, o): return True
class D:
    def __hash__(self): return 5
class E(D):
    def __eq__(self, o): return True
class F(E): pass
class G(E):
    __hash__ = D.__hash__
show(1, lambda: hash(C())); show(2, lambda: hash(D())); show(3, lambda: hash(E())); show(4, lambda: hash(F())); show(5, lambda: hash(G()))
show(6, lambda: (C.__hash__, E.__hash__, "__hash__" in C.__dict__))
show(7, lambda: {E()})
class I(int):
    def __eq__(self, o): return True
show(8, lambda: hash(I(3)))
class S(str):
    def __lt__(self, o): return True
show(9, lambda: hash(S("a")) == hash("a"))
class T(tuple):
    def __eq__(self, o): return True
show(10, lambda: {T((1,)): 1})
class DR(dict):
    def __ror__(self, o): return "ror"
    def __or__(self, o): return "or"
show(11, lambda: ({} | DR(), DR() | {}))
class X:
    def __ror__(self, o): return "xror"
show(12, lambda: {} | X()); show(13, lambda: {} | [("a", 1)]); show(14, lambda: [("a", 1)] | {})
def ior(a, b): a |= b; return a
show(15, lambda: ior({}, [("a", 1)])); show(16, lambda: ior({}, X())); show(17, lambda: ior({}, {1: 2}))
show(18, lambda: isinstance(5, (int | str, list))); show(19, lambda: int | str == str | int); show(20, lambda: repr(tuple[()])); show(21, lambda: isinstance([], (int, (str, list)))); show(22, lambda: issubclass(bool, int | str))
show(23, lambda: "-".join([S("a"), "b"])); show(24, lambda: S("-").join("ab"))
class K:
    def __init_subclass__(cls, /, tag=None, **kw): super().__init_subclass__(**kw); cls.tag = tag
class K1(K, tag="x"): pass
show(25, lambda: K1.tag)
class Meta2(type): pass
class K2(K, metaclass=Meta2, tag="m"): pass
show(26, lambda: K2.tag)
class Meta3(type):
    def __call__(cls, *a): return ("called", super().__call__(*a).__class__.__name__)
    def __delattr__(cls, n): print("del", n); super().__delattr__(n)
    def __setattr__(cls, n, v): print("set", n); super().__setattr__(n, v)
    def __getattr__(cls, n): return "meta " + n
    def __contains__(cls, x): return x == 1
    def __len__(cls): return 7
    def __repr__(cls): return "M3"
    @property
    def p(cls): return "prop"
class K3(metaclass=Meta3): a = 1
show(27, lambda: (K3(), K3.zz, 1 in K3, len(K3), repr(K3), K3.p))
def g():
    K3.b = 2; del K3.b; return K3.b
show(28, g)
show(29, lambda: round(1.7976931348623157e308, -308)); show(30, lambda: format(1, "#c")); show(31, lambda: format("a", "z")); show(32, lambda: b"%c" % "a"); show(33, lambda: b"%c" % b"a"); show(34, lambda: b"%c" % 97); show(35, lambda: b"%c" % 300); show(36, lambda: b"%c" % b"ab")
show(37, lambda: round(1e300, -300)); show(38, lambda: round(1.5e308, -308))
class Dsc:
    def __set_name__(self, o, n): self.n = n; print("named", n, o.__name__)
    def __get__(self, o, t): return self.n
class HN: a = Dsc(); b = Dsc()
show(39, lambda: (HN.a, HN().b))
class CG:
    def __class_getitem__(cls, i): return (cls.__name__, i)
show(40, lambda: CG[int])
class IC(type):
    def __instancecheck__(cls, o): return o == 5
    def __subclasscheck__(cls, o): return o is int
class ICC(metaclass=IC): pass
show(41, lambda: (isinstance(5, ICC), isinstance(6, ICC), issubclass(int, ICC), issubclass(str, ICC), isinstance(ICC(), ICC)))

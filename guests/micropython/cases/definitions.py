"""What a definition evaluates and when: annotations, type parameters, bases, arguments behind stars, docstrings."""

import functools


def show(name, f):
    try:
        r = repr(f())
    except BaseException as e:
        r = type(e).__name__ + ": " + str(e)
    print(name, "=>", r)


def say(x):
    print("said", x)
    return x


# annotations
def f(a: say("a") = say("default"), *args: say("args"), k: say("k") = 1, **kw: say("kw")) -> say("return"): pass
print("defined", f.__annotations__)
x: say("of the module") = 3
y: int
print(__annotations__)
class A:
    z: say("of the class") = 1
    w: "text"
    def m(self, q: "A", *args: int, k: str = "a", **kw: float) -> None: pass
print(A.__annotations__, A.m.__annotations__, A().m.__annotations__)
def unknown():
    def g(a: Unknown): pass
show("unknown name", unknown)
def h():
    loc: Unknown = 1
    def i(a: loc): return a
    return i
print(h().__annotations__, (lambda x: x).__annotations__)
def decorated(fn):
    @functools.wraps(fn)
    def w(*args: 1, **kw: 2): return fn(*args, **kw)
    return w
@decorated
def k(a: int) -> str: return a
print(k.__annotations__)
async def co(a: int): pass
def gen(a: int): yield a
print(co.__annotations__, gen.__annotations__)
f.__annotations__["new"] = 1
print(f.__annotations__["new"])
def none(): pass
none.__annotations__["x"] = 1
print(none.__annotations__, none.__dict__)
A.q: say("of an attribute") = 3
print(A.q)
later = {}
exec("from __future__ import annotations\ndef f(a: unknown[int, 'x'] | None, *b: c.d(e=1)) -> [int]: pass\nclass A: x: later\nz: int = 1", later)
print(later["f"].__annotations__, later["A"].__annotations__, later["__annotations__"])

# type parameters
class G[K, V]:
    A = 1
    def __init__(self, k: K, v: V): self.k = k
    def m[U](self, u: U) -> U: return u
    def n[U](self, u: U = A): return u
print(G[int, str](1, "a").k, G[int, str], G(1, 2).m(3), G(1, 2).n(), G[int, str].__args__, G[int, str].__origin__ is G)
print(G[int, str] == G[int, str], G[int, str] == G[str, str], G[int, str] is G, list[G[int, str]], hash(G[int, str]) == hash(G[int, str]))
class H(G[int, str]):
    def __init__(self): super().__init__(5, "")
print(H().k, H.__bases__)
T = 5
def f[T](x: T) -> T: return x
print(T, f(1), f.__annotations__)
def g[T](x: T):
    def inner(): return T
    return inner().__name__
print(g(1))
type Many[T] = list[T]
print(Many, Many.__value__, T)
class C[T](list[int]):
    def first(self) -> T: return self[0]
    def other(self, x): return x.T
class O: T = 4
print(C([4]).first(), C().other(O()), T)
def outer():
    T = "mine"
    def f[T](x: T): return T.__name__
    return T, f(1), f(x=2)
print(outer())
def keyword(**kw): return kw
def f[T](): return keyword(T=T)
print(list(f()))

# bases that are no classes
class X(list[int]): pass
print(X([1]), X.__bases__, X.__orig_bases__)
class Z(dict[str, int]): pass
print(Z(a=1), Z.__mro__)
class Entries:
    def __mro_entries__(self, bases): return (int, A)
class E(Entries(), G): pass
print(E.__bases__)
class N:
    def __mro_entries__(self, bases): return ()
class M(N()): pass
print(M.__bases__)

# stars
def it(n): say("in it"); yield n
def shown(*a, **k): print(a, k)
shown(say(0), *it(1), say(2))
shown(*it(1), say(2))
shown(*it(1), k=say(2))
shown(say(0), *it(1), k=say(2))
shown(*it(1), *it(2))
shown(*it(1), **{"k": say(5)})
shown(say(1), *it(2), *it(3), say(4), k=say(5), **{"z": say(6)})
class K:
    def m(self, *a): print(a)
K().m(*it(1), say(9))
try: shown(1, *5, 2)
except TypeError: print("not iterable")

# docstrings
class Plain: pass
class Listed(list): pass
class Told: "doc"
class Derived(Told): pass
print(Plain.__doc__, Listed.__doc__, Told.__doc__, Derived.__doc__, Plain().__doc__, Told().__doc__, Derived().__doc__)
class Failed(Exception): pass
print(Failed.__doc__, Failed().__doc__)


# the order of annotations, and those that are not inherited
def f(a: say("a"), b: say("b"), /, c: say("c"), *, d: say("d"), **e: say("e")): pass
print(list(f.__annotations__))
class Based: a: int
class Derived(Based): pass
print(Derived.__annotations__, Based.__annotations__, Derived().__annotations__, "__annotations__" in Plain.__dict__)
Derived.__annotations__["b"] = str
print(Derived.__annotations__, Based.__annotations__)
type Pair[A, B] = tuple[A, B]
print(Pair[int, str], Pair[int, str].__origin__ is Pair, Pair[int, str].__args__, Pair[int, str] == Pair[int, str], Pair[int, str] | None)

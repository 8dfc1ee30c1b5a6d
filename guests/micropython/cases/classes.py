"""What classes say of themselves: __slots__, __class__, descriptors, dir(), and what special methods may give."""

def show(name, function):
    try:
        result = repr(function())
    except BaseException as error:
        result = type(error).__name__ + ": " + str(error)
    print(name, "=>", result)


def cls(bases=(), **kw): return type("K", bases, kw)
class A:
    __slots__ = ("x", "__p")
    def sp(self): self.__p = 4; return self.__p
def st(o, n, v): setattr(o, n, v); return getattr(o, n)
show("slots x", lambda: st(A(), "x", 1))
show("slots y", lambda: st(A(), "y", 1))
show("slots p", lambda: A().sp())
class B(A): pass
show("slots B", lambda: st(B(), "y", 1))
class C(A): __slots__ = "z"
show("slots C", lambda: (st(C(), "z", 1), st(C(), "x", 1), C().sp()))
show("slots C", lambda: st(C(), "y", 1))
class D: __slots__ = ["a", "__dict__"]
show("slots D", lambda: st(D(), "y", 1))
show("dict", lambda: A().__dict__)
show("has", lambda: hasattr(A(), "__dict__"))
class P(tuple): __slots__ = ()
show("P", lambda: st(P((1,)), "y", 1))
class E(Exception): __slots__ = ()
show("E", lambda: st(E(1), "y", 1))
show("osa", lambda: object.__setattr__(A(), "q", 1))
class S:
    def __setattr__(self, n, v): print("set", n); super().__setattr__(n, v)
    @property
    def p(self): return self._p
    @p.setter
    def p(self, v): self._p = v * 2
    @property
    def ro(self): return 1
def f():
    s = S(); s.p = 4; s.x = 3
    return s.p, s.x, sorted(s.__dict__)
show("S", f)
show("ro", lambda: st(S(), "ro", 1))
class X: pass
class Y:
    def hi(self): return "hi"
def f():
    x = X(); x.__class__ = Y; return x.hi(), type(x)
show("class", f)
def f():
    x = X(); x.__class__ = int
show("class int", f)
def f():
    x = X(); x.__class__ = 5
show("class 5", f)
class E2(ValueError, KeyError): pass
show("E2", lambda: (str(E2("x")), repr(E2("x"))))
class E3(KeyError): pass
show("E3", lambda: (str(E3("x")), repr(E3("x")), str(E3(1, 2))))
class Desc:
    def __get__(self, o, t=None): return ("got", o is not None, t.__name__)
class H: d = Desc()
class HS(H): pass
show("desc", lambda: (H.d, H().d, HS.d, HS().d))
show("obj", lambda: repr(X())[:22])
show("dirA", lambda: [n for n in dir(X) if n[0] != "_"])
show("dir()", lambda: [n for n in dir(S()) if n[:2] != "__"])
class DD:
    def __dir__(self): return ["b", "a"]
show("DD", lambda: dir(DD()))
show("DD", lambda: [n for n in dir(DD) if n == "__dir__"])
class DP:
    z = 1
    @property
    def y(self): print("ran"); return 1
show("DP", lambda: [n for n in dir(DP()) if n[0] != "_"])
import math
show("math", lambda: [n for n in dir(math) if n[0] != "_"][:5])
show("list", lambda: [n for n in dir([]) if n[0] != "_"])
show("list", lambda: [n for n in dir(list) if n[0] != "_"])
show("exc", lambda: [n for n in dir(E3("x")) if n[0] != "_"])
show("has init", lambda: "__init__" in dir(X))
show("str", lambda: str(cls(__str__=lambda s: 5)()))
show("repr", lambda: repr(cls(__repr__=lambda s: 5)()))
class Str(str): pass
show("strsub", lambda: str(cls(__str__=lambda s: Str("hi"))()))
show("iter", lambda: iter(cls(__iter__=lambda s: [1])()))
show("iter", lambda: list(cls(__iter__=lambda s: iter([1]))()))
class It:
    def __next__(self): raise StopIteration
show("iter", lambda: list(cls(__iter__=lambda s: It())()))
def g(): yield 1
show("iter", lambda: list(cls(__iter__=lambda s: g())()))
show("iter", lambda: list(cls(__iter__=lambda s: map(str, [1]))()))
show("iter", lambda: list(cls(__iter__=lambda s: open("/tmp/q","w+"))()))
show("hash", lambda: hash(cls(__hash__=lambda s: "x")()))
show("int", lambda: int(cls(__int__=lambda s: "x")()))
show("len", lambda: len(cls(__len__=lambda s: 2**40)()))
show("len", lambda: len(cls(__len__=lambda s: True)()))
class Late: pass
def f():
    Late.x = property(lambda s: 5); return Late().x
show("late", f)

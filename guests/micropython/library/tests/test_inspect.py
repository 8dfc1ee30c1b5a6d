"""inspect: signatures, as text and as objects, and what kind of thing something is."""

import functools
from inspect import *


def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


def f1(a, b=1, *args, c, d=2, **kw): pass
def f2(a, /, b, *, c=3): pass
def f3(*, x, y=5, z): pass
def f4(*a, **k): pass
def f5(a: int, b: "str" = "x", *c: float, d: list[int] = [], **e: dict) -> None: pass
def f6(a, b, /): pass
def f7(a=1, /, b=2): pass
def f8(a, *, z=1, y, x=3, w): pass
def f9(x: int | None = None, y: dict[str, int] = {}, *rest: "T") -> "int": pass
def f10(a, b=(1, 2), c=None, d="q", e=1.5, f=True): pass
def f11(*args, k=1, j, i=2, h): return lambda: (args, k, j, i, h)
def f12(a, b, *args, c=1, e, **kw): return lambda: (a, b, args, c, kw)
def f13(x, *, y=1): yield
async def f14(x, *, y=1): pass


for f in (f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, lambda x, y=1: 0):
    print(signature(f), list(signature(f).parameters))
print([(name, p.kind, p.annotation) for name, p in signature(f5).parameters.items()], signature(f5).return_annotation)
print(signature(f1).parameters, repr(signature(f1)), repr(signature(f1).parameters["c"]), hash(signature(f6)) is None)
attempt(lambda: signature(f1).bind(1, 2, 3, c=4, x=5))
attempt(lambda: signature(f1).bind(1))
attempt(lambda: signature(f1).bind(1, 2, c=3).kwargs)
attempt(lambda: signature(f2).bind(a=1, b=2))
attempt(lambda: signature(f2).bind(1, 2, 3))
attempt(lambda: signature(f3).bind())
attempt(lambda: signature(f4).bind(1, 2, a=3))
attempt(lambda: signature(f7).bind(a=2))
attempt(lambda: signature(f1).bind(1, 2, a=3, c=1))
attempt(lambda: signature(f2).bind(1, b=2, q=3))
attempt(lambda: signature(f1).bind_partial(c=1))
bound = signature(f1).bind(1, c=3)
bound.apply_defaults()
print(bound, bound.args, bound.kwargs)


class K:
    def __init__(self, a, *, b=1): pass
    def m(self, x, y=2): pass
    @classmethod
    def c(cls, x): pass
    @staticmethod
    def s(x): pass
    def __call__(self, z): pass


class Derived(K): pass
class Plain: pass
class Made:
    def __new__(cls, a, b=2): return object.__new__(cls)


print(*[signature(x) for x in (K, K.m, K(1).m, K.c, K.s, K(1), Derived, Plain, Made)])
print(signature(functools.partial(f1, 1)), signature(functools.partial(f1, b=5)), signature(functools.partial(f1, c=5)))
print(signature(functools.partial(f2, 1, c=7)), signature(functools.partial(f6, 1, 2)))
try:
    signature(functools.partial(f6, 1, 2, 3))
except ValueError:
    print("too many")


@functools.wraps(f1)
def wrapper(*a, **k): pass


print(signature(wrapper), signature(wrapper, follow_wrapped=False), signature(f1) == signature(wrapper))
attempt(lambda: signature(5))
attempt(lambda: signature(int))
attempt(lambda: Parameter("1x", Parameter.KEYWORD_ONLY))
attempt(lambda: Parameter("x", 7))
attempt(lambda: Parameter("x", Parameter.VAR_KEYWORD, default=1))
attempt(lambda: Parameter("class", Parameter.KEYWORD_ONLY))
attempt(lambda: Parameter("x", Parameter.KEYWORD_ONLY, default=3).replace(name="z", annotation=int))
A, B = Parameter.POSITIONAL_ONLY, Parameter.KEYWORD_ONLY
attempt(lambda: Signature([Parameter("a", B), Parameter("b", A)]))
attempt(lambda: Signature([Parameter("a", A, default=1), Parameter("b", A)]))
attempt(lambda: Signature([Parameter("a", A), Parameter("a", A)]))
for f in (f1, f2, f3, f5, f6, f8, K(1).m, Derived):
    print(getfullargspec(f))
print(signature(f1).format(max_width=10))
print([isfunction(x) for x in (f1, f13, f14, len, K.m, K(1).m, K, lambda: 0)], ismethod(K(1).m), ismethod(f1), ismethod(K.c))
print(isgeneratorfunction(f13), isgeneratorfunction(f1), iscoroutinefunction(f14), isgeneratorfunction(functools.partial(f13, 1)))


class Documented:
    "Says it."


class Silent(Documented):
    pass


print(getdoc(Silent), getdoc(Documented), getdoc(Silent()), getdoc(type("Bare", (), {})))
for doc in ("  3 ", "a\n   b\n  c\n\n", "\n  \n a \n  b  \n   \n", "x  \n\ty\n\t  z ", "", "a\n  \n  b\n \n"):
    Silent.__doc__ = doc
    print(repr(getdoc(Silent)))
full = signature(f5)
print(full.replace(return_annotation=Signature.empty), full.replace(parameters=[]), full.replace() == full)


# arguments behind a gap go by name
def g(name, age=0, city="X", *rest, key=1, **more):
    return name, age, city, rest, key, more


sig = signature(g)
for b in (sig.bind("a", city="Y"), sig.bind_partial(age=2), sig.bind("a", 1, "c", 2, 3, key=5, z=6), sig.bind("a"), sig.bind_partial(), sig.bind("a", z=1)):
    print(b.args, b.kwargs, dict(b.arguments))
    b.apply_defaults()
    print(b.args, b.kwargs)
b = sig.bind("a", 1)
b.arguments["city"], b.arguments["key"] = "q", 4
print(b.args, b.kwargs, g(*b.args, **b.kwargs))


def h(a, /, b, *, c=3):
    pass


b = signature(h).bind(1, b=2)
print(b.args, b.kwargs)
b = signature(h).bind(1, 2, c=4)
print(b.args, b.kwargs)

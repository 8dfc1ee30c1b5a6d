"""What functions know of themselves, and the errors of calls."""

import functools
import inspect


def attempt(function, *arguments, **named):
    try:
        print(function(*arguments, **named))
    except TypeError as error:
        print("TypeError:", error)


def f0(): return 0
def f1(a): return a
def f2(a, b=1): return a, b
def f3(a, b, c): return a, b, c
def f4(a, *, k): return a, k
def f5(a, *, k, m=2, n): return a, k, m, n
def f6(a, /, b): return a, b
def f7(*a, k): return a, k
def f8(a, b=2, /, c=3, *, d=4, **rest): return a, b, c, d, rest
def f9(a, /, **rest): return a, rest
def f10(a=1, b=2): return a, b
def f11(a, b, /): return a, b


attempt(f0, 1)
attempt(f0, x=1)
attempt(f1)
attempt(f1, 1, 2)
attempt(f1, x=1)
attempt(f1, 1, a=2)
attempt(f1, **{"a b": 1})
attempt(f1, **{"a": 1})
attempt(f2)
attempt(f2, 1, 2, 3)
attempt(f2, b=3)
attempt(f2, 5, b=3)
attempt(f3)
attempt(f3, 1)
attempt(f3, 1, 2)
attempt(f3, b=1)
attempt(f3, c=1, a=2)
attempt(f4)
attempt(f4, 1)
attempt(f4, k=3)
attempt(f4, 1, 2)
attempt(f4, 1, 2, k=3)
attempt(f4, 1, k=3)
attempt(f5, 1)
attempt(f5)
attempt(f5, 1, n=2)
attempt(f5, 1, n=2, k=3)
attempt(f6, 1)
attempt(f6, b=1)
attempt(f6, a=1, b=2)
attempt(f6, 1, b=2)
attempt(f7)
attempt(f7, 1, 2)
attempt(f7, 1, k=2)
attempt(f8, 1)
attempt(f8, 1, a=5, b=6)
attempt(f8, 1, 2, 3, 4)
attempt(f8, 1, c=4, d=5, e=6)
attempt(f9, 1, a=2)
attempt(f9, a=2)
attempt(f10, 1, 2, 3)
attempt(f10, 1, 2, 3, 4)
attempt(f10, c=1)
attempt(f11, 1, b=2)
attempt(lambda x, /, y: (x, y), x=1, y=2)
attempt(lambda x, /, y: (x, y), 1, y=2)
attempt(lambda: 1, 2)


class A:
    "What A is."

    def m(self, x): return x
    def __init__(self, q=1): pass
    @staticmethod
    def s(x, y): return x
    @classmethod
    def c(cls, x): return x
    def n(self, /, x, *, y=0):
        "Says n."
        return x, y

    class Inner:
        def deep(self): pass


class B(A):
    pass


attempt(A().m)
attempt(A().m, 1, 2)
attempt(A, 1, 2)
attempt(A, z=2)
attempt(A.s, 1)
attempt(A.c)
attempt(A().n, self=1, x=2)
attempt(A().n, 1, y=2)
attempt(A.Inner().deep, 1)


def outer(captured):
    def inner(x, /, y, *, z=captured):
        "Inner doc."
        return captured, x, y, z

    class Local:
        def method(self, a): return a
    return inner, Local


inner, Local = outer(5)
attempt(inner)
attempt(inner, 1)
attempt(inner, x=1, y=2)
attempt(inner, 1, y=2)
attempt(inner, 1, 2, 3)
attempt(inner, 1, 2, z=3)
attempt(inner, 1, 2, captured=3)
attempt(Local().method)
print(inner.__qualname__, Local.__qualname__, Local.method.__qualname__, A.Inner.deep.__qualname__, A().m.__qualname__)
print(outer.__qualname__, outer.__name__, (lambda: 1).__name__, (lambda: 1).__qualname__, A.Inner.__qualname__)
print(A, A.Inner, Local, type(A()), int, B)


def gen(a, b=2, /):
    """Generates.

    More text here, which is so long that nobody would intern it, and has a second line.
    """
    yield a


async def coroutine(x: int) -> str:
    "A coroutine."


attempt(gen)
attempt(gen, b=1)
print(gen.__doc__, coroutine.__doc__, gen.__qualname__)


def plain():
    pass


def number():
    5


def early():
    x = 1
    "not a docstring"
    return x


def only(): "one line"


def formatted():
    f"no {1} docstring"


print(plain.__doc__, number.__doc__, early.__doc__, only.__doc__, formatted.__doc__, A.__doc__, A.n.__doc__, A().n.__doc__,
      B.__doc__, inner.__doc__, (lambda: "x").__doc__)
plain.__doc__ = "set"
plain.__name__ = "renamed"
print(plain.__doc__, plain.__name__, plain.__dict__)
print(f10.__defaults__, f2.__defaults__, f1.__defaults__, inner.__defaults__, gen.__defaults__)
print(f5.__kwdefaults__, f1.__kwdefaults__, inner.__kwdefaults__, f8.__kwdefaults__)
print(plain.__module__, A.__module__, A().m.__module__, int.__module__, int.__qualname__)

def annotated(a: int, b: "text" = 1, *args: float, c: list[int] | None = None, d, e: A.Inner = 3, **kw: dict[str, int]) -> tuple[int, ...]:
    return a


print(annotated.__annotations__)
print(coroutine.__annotations__, f1.__annotations__, A.m.__annotations__)
f1.__annotations__["a"] = int
print(f1.__annotations__)


def decorate(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        "Wrapper doc."
        return function(*args, **kwargs)
    return wrapper


@decorate
def documented(a: int, b: str = "x") -> bool:
    "Documented."
    return a, b


print(documented.__name__, documented.__qualname__, documented.__doc__, documented.__annotations__, documented(1))
attempt(documented)
code = f8.__code__
print(code.co_name, code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_varnames[:4])
code = inner.__code__
print(code.co_name, code.co_qualname, code.co_argcount, code.co_posonlyargcount, code.co_varnames[:code.co_argcount])
print(bool(gen.__code__.co_flags & 32), bool(f7.__code__.co_flags & 4), bool(f9.__code__.co_flags & 8), bool(f1.__code__.co_flags & 12))
print(hasattr(f1, "nothing"), hasattr(f1, "__doc__"))
for bad in ("def f(/, a): pass", "def f(a, /, b, /): pass", "def f(*a, /): pass", "lambda /: 1", "def f(a, *, /): pass"):
    try:
        exec(bad)
        print("fine")
    except SyntaxError:
        print("SyntaxError")

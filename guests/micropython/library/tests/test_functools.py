import collections.abc
import functools
from functools import cache, cached_property, cmp_to_key, lru_cache, partial, reduce, singledispatch, total_ordering, wraps

print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], 5))
try:
    reduce(lambda a, b: a, [])
except TypeError as error:
    print(error)


def power(base, exponent=2, *, offset=0):
    return base ** exponent + offset


p = partial(power, exponent=3, offset=1)
print(p(2), p(2, offset=5), partial(partial(power, 2), 5)(), p.args, p.keywords, p.func is power, list(map(partial(pow, 2), [1, 2, 3])))
print(repr(partial(max, 1, key=None)).replace(repr(max), "max"))


@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache_info(), fib.__name__, fib.__wrapped__(1))
fib.cache_clear()
print(fib.cache_info(), fib.cache_parameters())
calls = []


@lru_cache(maxsize=2)
def f(*args, **kwargs):
    calls.append((args, kwargs))
    return len(calls)


print(f(1), f(2), f(1), f(3), f(2), f(1), f(a=1), f(1, a=1), f.cache_info())
print(calls)


@cache
def g(x):
    return [x]


print(g(1) is g(1), g(1) is g(True), g("1") is g("1"), g((1,)), g.cache_info())
try:
    g([])
except TypeError as error:
    print(error)


@lru_cache(typed=True)
def h(x):
    return type(x).__name__


print(h(1), h(1.0), h(True), h.cache_info().misses)


class Grid:
    def __init__(self, size):
        self.size = size
        self.computed = 0

    @lru_cache
    def cell(self, x):
        self.computed += 1
        return x * self.size

    @cached_property
    def area(self):
        self.computed += 1
        return self.size ** 2


one, two = Grid(2), Grid(3)
print(one.cell(5), one.cell(5), two.cell(5), one.computed, one.area, one.area, one.computed, two.area)


def traced(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        return ("traced", function(*args, **kwargs))
    return wrapper


@traced
def add(a, b):
    return a + b


print(add(1, 2), add.__name__, add.__wrapped__(1, 2))


@total_ordering
class Version:
    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        return self.number == other.number

    def __lt__(self, other):
        return self.number < other.number


a, b = Version(1), Version(2)
print(a < b, a <= b, a > b, a >= b, a <= a, a >= a, sorted([b, a])[0].number, max(a, b).number)
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), sorted(["bb", "a"], key=cmp_to_key(lambda a, b: len(a) - len(b))))


@singledispatch
def describe(value):
    return "something"


@describe.register(int)
def _(value):
    return "an int"


@describe.register(list)
@describe.register(tuple)
def _(value):
    return "a sequence"


print(describe(1), describe([]), describe(()), describe("x"), describe(True), describe.dispatch(int)(0))
try:
    functools.total_ordering(type("Empty", (), {}))
except ValueError as error:
    print(error)

import collections.abc


@functools.singledispatch
def kind(value):
    return "object"


@kind.register(collections.abc.Sized)
def _(value):
    return "sized"


@kind.register(collections.abc.Mapping)
def _(value):
    return "mapping"


print(kind({}), kind([]), kind(5), kind.dispatch(dict)(0))
kind.register(collections.abc.Iterable, lambda value: "iterable")
print(kind({}), kind(iter([])))
try:
    kind([])
except RuntimeError as error:
    print(error)


# ---- methods, abstract classes, what is updated ----


class Methods:
    def plain(self, *args, **keywords):
        return type(self).__name__, args, keywords

    @classmethod
    def of_class(cls, *args):
        return cls.__name__, args

    @staticmethod
    def alone(*args):
        return args

    one = functools.partialmethod(plain, 1, x=2)
    two = functools.partialmethod(of_class, 2)
    three = functools.partialmethod(alone, 3)
    four = functools.partialmethod(one, 4)

    @functools.singledispatchmethod
    def kind(self, x):
        """Tells the kind."""
        return "object"

    @kind.register
    def _(self, x: int):
        return "int"

    @functools.singledispatchmethod
    @classmethod
    def made(cls, x):
        return cls.__name__, "object"

    @made.register
    @classmethod
    def _(cls, x: int):
        return cls.__name__, "int"

    @functools.singledispatchmethod
    @staticmethod
    def lone(x):
        return "object"

    @lone.register
    @staticmethod
    def _(x: int):
        return "int"


class Inherits(Methods):
    pass


m = Inherits()
print(m.one(3), Methods.one(m, 3), m.two(1), Inherits.two(1), m.three(1), Methods.three(1), m.four(5))
print(m.kind(1), m.kind(""), m.made(1), Inherits.made(""), m.lone(1), Methods.lone(""), m.kind.__name__, m.kind.__doc__, Methods.kind(m, 1))
Methods.kind.register(float, lambda self, x: "float")
print(m.kind(1.5), repr(functools.partialmethod(print, 1, x=2)).replace("function", "").split(" print")[1])
for call in (m.kind, m.made, lambda: functools.partialmethod(5), lambda: functools.singledispatchmethod(5)):
    try:
        print(call())
    except TypeError as error:
        print(error)


class Plain:
    pass


class WithLength(Plain):
    def __len__(self):
        return 0


@functools.singledispatch
def told(x):
    return "object"


told.register(Plain, lambda x: "Plain")
told.register(collections.abc.Sized, lambda x: "Sized")
print(told(WithLength()), told(Plain()), told([]), type(told.registry).__name__)
told.register(collections.abc.Sequence, lambda x: "Sequence")
told.register(collections.abc.Iterable, lambda x: "Iterable")
print(told([]), told(""), told(iter([])), told(5))
for refused in ({}, set()):
    try:
        told(refused)
    except RuntimeError as error:
        print(str(error)[:18])


class Updated:
    def __init__(self, **parts):
        self.parts = parts

    def __call__(self):
        pass


print(functools.update_wrapper(Updated(b=1), Updated(a=1), updated=("parts",)).parts)
try:
    functools.update_wrapper(Updated(), Updated(), updated=("nothing",))
except AttributeError as error:
    print(error)

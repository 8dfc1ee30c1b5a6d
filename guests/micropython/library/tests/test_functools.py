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

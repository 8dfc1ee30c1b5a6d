"""What raises inside of generators, loops, sorts and except clauses, and what exceptions keep."""

import random
import traceback
from collections import deque
import copy


def tell(f):
    try:
        print(repr(f()))
    except BaseException as error:
        print(type(error).__name__, error.args, repr(error.__cause__), repr(error.__context__))


# list.sort(): nothing is lost when a comparison raises, whatever it was doing
class Compared:
    left = 0

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        Compared.left -= 1
        if Compared.left == 0:
            raise RuntimeError
        return self.value < other.value


random.seed(1)
lost = 0
for size in (5, 50, 64, 130, 300):
    for at in range(1, 700, 29):
        items = [Compared(i) for i in range(size)]
        random.shuffle(items)
        Compared.left = at
        try:
            items.sort(reverse=at % 2 == 0, key=None if at % 3 else lambda item: item)
        except RuntimeError:
            pass
        Compared.left = 0
        lost += sorted([item.value for item in items]) != list(range(size))
print(lost)


def mess(x):
    numbers.append(3)
    numbers.pop()
    return x


numbers = [3, 1, 2]
tell(lambda: numbers.sort(key=mess))
print(numbers)


# GeneratorExit closes what a generator delegates to
def inner(how):
    try:
        yield 1
    except GeneratorExit:
        if how == "yields":
            yield 2
        if how == "raises":
            raise KeyError("inner")
        if how == "returns":
            return 3
        raise


def outer(how):
    try:
        got = yield from inner(how)
        print("got", got)
    except BaseException as error:
        print("outer", type(error).__name__, error.args)
        raise


for how in ("yields", "raises", "returns", "passes on"):
    for end in ("throw", "class", "close"):
        generator = outer(how)
        next(generator)
        tell(lambda: generator.close() if end == "close" else
             generator.throw(GeneratorExit(7) if end == "throw" else GeneratorExit))
        tell(lambda: next(generator))


# async for ends when the iterator says so, not when the target does
class Target:
    def __setitem__(self, key, value):
        raise StopAsyncIteration(42)


async def source():
    yield 10


def run(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as end:
        return end.value


async def loop():
    target = Target()
    async for target[0] in source():
        print("not here")
    else:
        print("nor here")


async def listed():
    target = Target()
    return [0 async for target[0] in source()]


async def nested():
    return [(a, b) async for a in source() async for b in source() if a]


async def asked():
    target = Target()
    steps = (0 async for target[0] in source())
    return await steps.asend(None)


for f in (loop, listed, nested, asked):
    tell(lambda: run(f()))


# except
def caught(classes, error=ValueError):
    try:
        raise error
    except classes:
        return "caught"


for classes in (42, (ValueError, 42), (42, ValueError), int, (ValueError, int), ((ValueError,),), (), object,
                ValueError(), (KeyError, (ValueError, 5)), (KeyError, ValueError)):
    try:
        print(caught(classes))
    except BaseException as error:
        print(type(error).__name__)


# what an exception keeps
try:
    try:
        raise TypeError
    except TypeError:
        raise ValueError from None
except ValueError as error:
    print(error.__cause__, error.__suppress_context__)
    error.__suppress_context__ = False
    print(error.__cause__, error.__suppress_context__)
    try:
        raise error
    except ValueError as again:
        print(again.__suppress_context__)


def deep():
    raise IndexError(4)


try:
    deep()
except IndexError as error:
    kept = error.__traceback__
try:
    raise KeyError("new").with_traceback(kept)
except KeyError as error:
    print([line.split(", in ")[-1].split("\n")[0] for line in traceback.format_exception(error)[1:-1]])
tell(lambda: setattr(ValueError(), "__traceback__", 5))
tell(lambda: ValueError().with_traceback(5))
fresh = ValueError()
fresh.__traceback__ = kept
print(fresh.__traceback__ is not None)
fresh.__traceback__ = None
print(fresh.__traceback__)


class Made(Exception):
    def __new__(cls, *args):
        return super().__new__(cls)


class MadeOne(KeyError):
    def __new__(cls, first, second):
        return super().__new__(cls, first)


class MadeAndBegun(Exception):
    def __new__(cls, *args):
        return super().__new__(cls, "new")

    def __init__(self, *args):
        pass


print(Made(1, 2).args, MadeOne(1, 2).args, str(MadeOne(1, 2)), MadeAndBegun(5).args)


# deques of derived classes
class Bounded(deque):
    def __init__(self, size):
        super().__init__(maxlen=size)


class Plain(deque):
    pass


class Early(deque):
    def __init__(self, *args):
        self.append(9)
        print(list(self))
        super().__init__(*args)


class Without(deque):
    def __init__(self, name):
        self.name = name


bounded = Bounded(3)
bounded.extend([1, 2, 3, 4])
print(bounded)
for f in (copy.copy, lambda d: d.copy(), lambda d: d + d, lambda d: d * 2):
    try:
        print(list(f(bounded)))
    except TypeError:
        print("TypeError")
plain = Plain([1, 2, 3], 5)
for f in (copy.copy, copy.deepcopy, lambda d: d.copy(), lambda d: d + d, lambda d: d * 2, lambda d: 2 * d):
    print(f(plain), type(f(plain)).__name__)
plain += [4]
plain *= 2
print(plain, type(plain).__name__)
plain.name = ["n"]
plain.append(plain)
twin = copy.deepcopy(plain)
print(twin[-1] is twin, twin.name, twin.name is plain.name, len(twin), 3 * deque("a"), copy.deepcopy(deque([[1]])))


class Sized:
    maxlen = 3


print(type(copy.deepcopy(Sized())).__name__)
print(Early([1, 2]), Early())
without = Without("w")
without.append(1)
print(without, without.name, without.maxlen, len(without), bool(without))


# throw() with a class and a value
def thrown_into():
    while True:
        try:
            yield
        except Exception as error:
            print(repr(error))


generator = thrown_into()
next(generator)
generator.throw(ValueError("one"))
generator.throw(ValueError)
for value in ("text", ("a", "b"), None, 5, KeyError("other")):
    try:
        generator.throw(ValueError, value)
    except BaseException as error:
        print("out", type(error).__name__)

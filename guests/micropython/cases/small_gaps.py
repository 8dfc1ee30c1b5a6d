import asyncio
import sys


def told(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__)


# awaitable classes that hand on a coroutine
class Resource:
    def __init__(self, name):
        self.name = name

    async def open(self):
        await asyncio.sleep(0)
        return self.name + " open"

    def __await__(self):
        return self.open().__await__()


async def main():
    print(await Resource("a"), await asyncio.gather(Resource("b"), Resource("c")), await asyncio.wait_for(Resource("d"), 1))
    print(await asyncio.ensure_future(Resource("e")))
    coroutine = Resource("f").open()
    print(coroutine.__name__, coroutine.__qualname__, hasattr(coroutine, "__await__"), hasattr(coroutine, "__iter__"))
    steps = coroutine.__await__()
    print(type(steps).__name__, next(steps), hasattr(steps, "send"), hasattr(steps, "close"))
    try:
        steps.send(None)
    except StopIteration as stop:
        print(stop.value)
    try:
        steps.send(None)
    except RuntimeError as error:
        print(error)
    other = Resource("g").open().__await__()
    next(other)
    try:
        other.throw(ValueError("thrown"))
    except ValueError as error:
        print(error)
    last = Resource("h").open()
    last.__await__().close()
    try:
        await last
    except RuntimeError as error:
        print(error)


asyncio.run(main())


def generator():
    yield 1


told(lambda: (generator().__name__, generator().__qualname__, hasattr(generator(), "__await__")))


# closures
def counter():
    count = 0

    def inner():
        nonlocal count
        count += 1
        return count

    return inner


inner = counter()
inner()
told(lambda: ([cell.cell_contents for cell in inner.__closure__], counter.__closure__, type(inner.__closure__).__name__))


def late():
    def inner():
        return value

    cell = inner.__closure__[0]
    try:
        cell.cell_contents
    except ValueError as error:
        print(error)
    value = 5
    return cell.cell_contents


told(late)

# sizes are its own, but there are some
for thing in ("a", "a" * 1000, 1, 2**100, 1.5, (), (1, 2), {1, 2}, range(3), b"a" * 500, None, True, len, lambda: 1, generator(), object(),
              [1] * 100, {"a": 1}, bytearray(300), print, sys, ValueError("x"), Resource("x"), Resource):
    size = sys.getsizeof(thing)
    assert type(size) is int and size > 0, thing
print(sys.getsizeof("a" * 1000) > 1000, sys.getsizeof(b"a" * 500) > 500, sys.getsizeof([1] * 100) > sys.getsizeof(generator()))
told(lambda: sys.getsizeof(5, 0) > 0)

# vars() of what has no __dict__
for thing in (5, "a", [], None, object(), len):
    told(lambda: vars(thing))
told(lambda: vars(Resource("x")))

# blank lines and comments in front of an expression
told(lambda: (eval("\n9"), eval("# c\n\n 9".replace(" 9", "9")), eval("\n\n(1,\n2)\n")))
told(lambda: eval("\n"))
told(lambda: eval(""))
import ast

told(lambda: (ast.literal_eval("\n[1]"), ast.literal_eval("# c\n{'a': 1}\n")))

a, b = *[2], 1
print(a, b)
a, b = 1, *[2]
print(a, b)
a, b, c = *"x", *"y", *"z"
print(a, b, c)
try:
    a, b = *[1, 2], 3
except ValueError as error:
    print(error)

for caught in ((ValueError, "x"), "x", 5, (5,), [ValueError]):
    try:
        try:
            raise KeyError("k")
        except caught:
            print("caught")
    except TypeError as error:
        print(error)
import os

os.mkdir("/tmp/full")
os.mkdir("/tmp/full/sub")
try:
    os.rmdir("/tmp/full")
except OSError as error:
    print(error.strerror)
f = open("/tmp/full/f", "w")
f.close()
try:
    f.write("x")
except ValueError as error:
    print(error)

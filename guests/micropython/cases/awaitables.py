"""What can be awaited, and that a coroutine is not iterated."""

import asyncio
import types


def show(name, f):
    try:
        print(name, repr(f()))
    except BaseException as e:
        print(name, type(e).__name__)


def drive(coroutine):
    try:
        while True:
            print("  waits for", coroutine.send(None))
    except StopIteration as e:
        return e.value


async def five():
    return 5


def generator():
    yield 1
    return 3


def awaiting(value):
    async def run():
        return await value

    return drive(run())


class Awaitable:
    def __init__(self, answer):
        self.answer = answer

    def __await__(self):
        return self.answer


@types.coroutine
def marked():
    got = yield "marked"
    return got, 7


coroutine = five()
show("iter", lambda: iter(coroutine))
show("list", lambda: list(coroutine))
show("for", lambda: [x for x in coroutine])
show("yield from", lambda: list((lambda: (yield from coroutine))()))
show("await it", lambda: awaiting(coroutine))
show("await it again", lambda: awaiting(coroutine))
show("generator", lambda: awaiting(generator()))
show("list", lambda: awaiting([1]))
show("int", lambda: awaiting(5))
show("class", lambda: awaiting(Awaitable))
show("iterator", lambda: awaiting(Awaitable(iter([1, 2]))))
show("generator within", lambda: awaiting(Awaitable(generator())))
never = five()
show("coroutine within", lambda: awaiting(Awaitable(never)))
never.close()
show("list within", lambda: awaiting(Awaitable([1])))
show("marked", lambda: awaiting(marked()))


class Steps:
    def __init__(self, step):
        self.step = step

    def __aiter__(self):
        return self

    def __anext__(self):
        return self.step


async def first(steps):
    async for step in steps:
        return step


show("tuple as step", lambda: drive(first(Steps(()))))
show("int as step", lambda: drive(first(Steps(5))))
show("awaitable as step", lambda: drive(first(Steps(Awaitable(generator())))))


async def numbers():
    yield 1
    yield 2


async def gathered():
    return [x async for x in numbers()], {x async for x in numbers()}, [await five() for _ in range(2)]


show("comprehensions", lambda: drive(gathered()))


class Slept:
    def __await__(self):
        yield
        return "slept"


async def main():
    await asyncio.sleep(0)
    return await Slept(), await asyncio.gather(five(), Slept()), await asyncio.ensure_future(Slept())


show("main", lambda: asyncio.run(main()))

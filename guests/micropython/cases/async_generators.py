"""Asynchronous generators, async for, asynchronous comprehensions."""

import asyncio


async def count(n, delay=0):
    for i in range(n):
        await asyncio.sleep(delay)
        yield i


class Ticker:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        await asyncio.sleep(0)
        return self.n


async def double(x):
    await asyncio.sleep(0)
    return 2 * x


async def even(x):
    return x % 2 == 0


async def echo():
    got = None
    try:
        while True:
            try:
                got = yield got
                print("got", got)
            except ValueError as error:
                print("caught", error)
                got = "recovered"
    finally:
        await asyncio.sleep(0)
        print("echo closed")


async def empty():
    if False:
        yield


async def failing():
    yield 1
    raise KeyError("inside")


async def bare():
    yield
    return


async def stops():
    yield 1
    raise StopAsyncIteration


async def main():
    async for i in count(3):
        print(i, end=" ")
    else:
        print("done")
    async for i in count(5):
        if i == 1:
            continue
        if i == 3:
            break
        print(i, end=" ")
    print()
    print([i async for i in count(4)], {i async for i in count(3)}, {i: -i async for i in count(2)})
    print([i * j async for i in count(3) for j in range(2)], [(i, j) for i in range(2) async for j in count(2)])
    print([i async for i in count(6) if i % 2], [i async for i in count(6) if await even(i)])
    print([await double(x) for x in range(3)], [await double(i) async for i in Ticker(3)], {await double(1)}, {await double(1): await double(2)})
    print([x for x in await double([1, 2])], [[await double(y) for y in range(x)] for x in range(3)])
    print([[y async for y in count(x)] async for x in count(3)], [x for x in [y async for y in count(2)]])
    print((await double(3)) + sum([await double(x) for x in (1, 2)]))
    generated = (i * 10 async for i in count(3))
    print(type(generated).__name__, [x async for x in generated], [x async for x in (await double(y) for y in range(3))])
    print([x async for x in empty()], [x async for x in bare()])
    agen = echo()
    print(await agen.__anext__(), await agen.asend("a"), await agen.asend("b"), await agen.athrow(ValueError("v")))
    await agen.aclose()
    await agen.aclose()
    try:
        await agen.__anext__()
    except StopAsyncIteration:
        print("StopAsyncIteration")
    try:
        async for x in failing():
            print(x)
    except KeyError as error:
        print("KeyError", error)
    try:
        async for x in stops():
            print(x)
    except RuntimeError as error:
        print("RuntimeError", error)
    step = count(1).__anext__()
    print(await step)
    try:
        await step
    except RuntimeError as error:
        print(error)
    new = echo()
    await new.aclose()
    try:
        await echo().asend(5)
    except TypeError as error:
        print("TypeError")
    results = []

    async def worker(name, n):
        async for i in count(n, 0.001):
            results.append((name, i))
    await asyncio.gather(worker("a", 3), worker("b", 2))
    print(sorted(results))
    try:
        async with asyncio.timeout(0.01):
            async for i in count(3, 1):
                print("never")
    except TimeoutError:
        print("timeout")

    async def inner():
        return [v async for v in count(2)]
    print(await inner(), await asyncio.gather(*[double(x) for x in range(3)]))

    async def nested():
        async for x in count(2):
            async for y in count(x + 1):
                yield x, y
    print([p async for p in nested()])
    async with manager("m") as m:
        print("inside", m)
    try:
        async with manager("n") as m:
            raise ValueError("in body")
    except ValueError as error:
        print("outside", error)
    print(await anext(count(1)), await anext(empty(), "default"), type(aiter(count(1))).__name__)


from contextlib import asynccontextmanager
import inspect


@asynccontextmanager
async def manager(name):
    print("enter", name)
    try:
        yield name.upper()
    finally:
        await asyncio.sleep(0)
        print("exit", name)


asyncio.run(main())
print(count.__name__, type(count(1)).__name__, inspect.isasyncgenfunction(count), inspect.iscoroutinefunction(double),
      inspect.iscoroutinefunction(count), inspect.isgeneratorfunction(double), inspect.isasyncgen(count(1)),
      asyncio.iscoroutinefunction(double), asyncio.iscoroutinefunction(count))
for source in ("def f():\n [x async for x in y]", "async def f():\n yield from x", "async def f():\n await x\n yield",
               "def f():\n async for x in y: pass", "async def f():\n return [x async for x in y]", "def f():\n return (x async for x in y)"):
    try:
        exec(source)
        print("fine")
    except SyntaxError:
        print("SyntaxError")

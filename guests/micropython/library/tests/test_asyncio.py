import asyncio
import time


async def work(name, delay, log):
    log.append("start " + name)
    await asyncio.sleep(delay)
    log.append("end " + name)
    return name.upper()


async def fails():
    await asyncio.sleep(0)
    raise ValueError("bad")


async def main():
    log = []
    print(await asyncio.gather(work("a", 0.02, log), work("b", 0.01, log)), log)
    task = asyncio.create_task(work("c", 0, log), name="named")
    print(task.done(), task.get_name(), await task, task.done(), task.result())
    try:
        await asyncio.wait_for(asyncio.sleep(5), 0.01)
    except asyncio.TimeoutError:
        print("timeout", asyncio.TimeoutError is TimeoutError)
    print(await asyncio.wait_for(asyncio.sleep(0, "quick"), 1))
    try:
        await fails()
    except ValueError as error:
        print("caught", error)
    print(await asyncio.gather(fails(), work("d", 0, log), return_exceptions=True))
    try:
        await asyncio.gather(fails(), work("e", 0, log))
    except ValueError as error:
        print("gather", error)
    sleeper = asyncio.create_task(asyncio.sleep(10))
    await asyncio.sleep(0)
    print(sleeper.cancel())
    try:
        await sleeper
    except asyncio.CancelledError:
        print("cancelled", sleeper.cancelled())

    async def stubborn():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            print("cleaning")
            raise
        finally:
            print("finally")

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    task.cancel()
    print(await asyncio.gather(task, return_exceptions=True))
    queue = asyncio.Queue(maxsize=2)

    async def produce():
        for i in range(4):
            await queue.put(i)
        await queue.put(None)

    async def consume():
        got = []
        while True:
            item = await queue.get()
            queue.task_done()
            if item is None:
                return got
            got.append(item)

    print(await asyncio.gather(produce(), consume()), queue.empty(), queue.qsize())
    await queue.join()
    event = asyncio.Event()
    waiter = asyncio.create_task(event.wait())
    await asyncio.sleep(0)
    print(event.is_set(), waiter.done())
    event.set()
    print(await waiter)
    lock = asyncio.Lock()
    order = []

    async def locked(name):
        async with lock:
            order.append("in " + name)
            await asyncio.sleep(0)
            order.append("out " + name)

    await asyncio.gather(locked("1"), locked("2"))
    print(order, lock.locked())
    semaphore = asyncio.Semaphore(2)
    running = most = 0

    async def limited():
        nonlocal running, most
        async with semaphore:
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.001)
            running -= 1

    await asyncio.gather(*[limited() for _ in range(6)])
    print(most)
    done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(0.001, 1)), asyncio.create_task(asyncio.sleep(5))], return_when=asyncio.FIRST_COMPLETED)
    print([t.result() for t in done], len(pending))
    for t in pending:
        t.cancel()
    got = []
    for item in asyncio.as_completed([asyncio.sleep(0.02, "slow"), asyncio.sleep(0.001, "fast")]):
        got.append(await item)
    print(got)
    async with asyncio.TaskGroup() as group:
        one = group.create_task(work("g", 0, log))
        two = group.create_task(work("h", 0.001, log))
    print(one.result(), two.result())
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(5)
    except TimeoutError:
        print("timed out")
    print(await asyncio.to_thread(lambda x: x + 1, 4), asyncio.current_task() is not None, len(asyncio.all_tasks()) >= 1)
    future = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(0.001, future.set_result, "later")
    print(await future, future.done())
    heap = asyncio.PriorityQueue()
    for item in (3, 1, 2):
        heap.put_nowait(item)
    print([heap.get_nowait() for _ in range(3)])
    try:
        heap.get_nowait()
    except asyncio.QueueEmpty:
        print("empty")
    return "finished"


print(asyncio.run(main()))
start = time.monotonic()


async def three():
    await asyncio.gather(*[asyncio.sleep(0.05) for _ in range(20)])


asyncio.run(three())
print(time.monotonic() - start < 0.5)
try:
    asyncio.run(5)
except ValueError as error:
    print(error)
try:
    asyncio.get_running_loop()
except RuntimeError as error:
    print(error)


class Resource:
    async def __aenter__(self):
        await asyncio.sleep(0)
        return "resource"

    async def __aexit__(self, *details):
        await asyncio.sleep(0)
        print("released")


class Countdown:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.n:
            raise StopAsyncIteration
        self.n -= 1
        await asyncio.sleep(0)
        return self.n


async def protocols():
    async with Resource() as r:
        print(r)
    async for i in Countdown(3):
        print(i)


asyncio.run(protocols())


# ---- what a task is called ----

async def named():
    return 5


async def fails():
    raise ValueError("lost")


async def tells():
    task = asyncio.create_task(named(), name="first")
    begin = "<Task pending name='first' coro=<named()"
    print(repr(task)[:len(begin)], repr(task) == str(task))
    await task
    begin = "<Task finished name='first' coro=<named()"
    print(repr(task)[:len(begin)], repr(task)[-10:])
    failed = asyncio.create_task(fails(), name="second")
    await asyncio.wait([failed])
    print(repr(failed)[-len(" exception=ValueError('lost')>"):], repr(failed.exception()))


asyncio.run(tells())


async def stopped():
    asyncio.get_running_loop().stop()
    await asyncio.sleep(5)


try: asyncio.run(stopped())
except RuntimeError as error: print(error)


async def late():
    try:
        async with asyncio.timeout(0.01):
            try: await asyncio.sleep(5)
            except asyncio.CancelledError: raise KeyError("during")
    except KeyError as error:
        above = error.__context__
        print(type(above).__name__, type(above.__cause__).__name__, type(above.__context__).__name__)


asyncio.run(late())

"""Pools that run each task in submit(), futures, and what waits for them."""

import sys
from concurrent.futures import *
import concurrent.futures


def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)


def waits(f):
    if sys.implementation.name == "cpython": print("would wait for ever")
    else:
        try: print(f())
        except RuntimeError as e: print("would wait for ever" if "nothing will ever bring about" in str(e) else e)


def shown(future):
    name, _, state = repr(future).partition(" at 0x"); print(name, state.partition(" ")[2])


def tell(future): print("told", future.done(), future.cancelled())


# A pool
with ThreadPoolExecutor(max_workers=4) as pool:
    f = pool.submit(pow, 2, 5); shown(f); print(f.result(), f.result(timeout=1), f.exception(), f.done(), f.running(), f.cancelled(), f.cancel())
    f.add_done_callback(tell); g = pool.submit(lambda: 1 / 0); shown(g); t(g.result); t(g.exception); t(g.result)
    print(list(pool.map(lambda a, b: a * b, [1, 2, 3], (4, 5))), list(pool.map(str, range(3), timeout=5, chunksize=2)))
    results = pool.map(lambda x: 1 // x, [1, 0, 2]); t(lambda: next(results)); t(lambda: next(results)); t(lambda: next(results, "end"))
    print(list(pool.map(str, [])), pool.submit(dict, a=1, fn=2).result())
    futures = {pool.submit(pow, n, 2): n for n in range(5)}
    print(sorted((futures[f], f.result()) for f in as_completed(futures)), len(list(as_completed([f, f]))), list(as_completed([])))
    print([len(part) for part in wait(futures)], wait([f]).done == {f}, wait([f, f], timeout=1, return_when=FIRST_COMPLETED).not_done, wait([]))
t(lambda: pool.submit(print)); pool.shutdown(wait=False, cancel_futures=True)
t(lambda: ThreadPoolExecutor(0)); t(lambda: ThreadPoolExecutor(initializer=3)); t(lambda: Executor().submit(print)); t(lambda: ProcessPoolExecutor(2))
with ThreadPoolExecutor(2, "name", initializer=print, initargs=("made", 1)) as pool: print(pool.submit(int).result(), pool.submit(int).result())
with ThreadPoolExecutor(initializer=lambda: 1 / 0) as pool:
    t(lambda: pool.submit(int)); t(lambda: pool.submit(int))
    try: pool.submit(int)
    except BrokenExecutor as e: print(isinstance(e, RuntimeError))
order = []
with ThreadPoolExecutor() as pool:
    for n in range(3): pool.submit(order.append, n).add_done_callback(lambda f: order.append("done"))
print(order)
try:
    with ThreadPoolExecutor() as pool: pool.submit(sys.exit, 3)
except SystemExit as e: print("exit", e.code)
try:
    with ThreadPoolExecutor() as pool: pool.submit(int); raise KeyError("k")
except KeyError as e: print(repr(e))

# A future of one's own
f = Future(); shown(f); print(f.done(), f.running(), f.cancelled()); waits(f.result); waits(f.exception)
t(lambda: f.result(0.01)); t(lambda: f.exception(timeout=0))
f.add_done_callback(tell); f.add_done_callback(lambda f: 1 / 0); f.add_done_callback(lambda f: print("third")); f.set_result([1]); shown(f); print(f.result())
for again in (lambda: f.set_result(1), lambda: f.set_exception(ValueError(1))):
    try: again()
    except InvalidStateError as e: print(str(e)[:18])
f = Future(); f.add_done_callback(tell); print(f.cancel(), f.cancel(), f.cancelled(), f.done()); shown(f); t(f.result); t(f.exception)
print(f.set_running_or_notify_cancel()); shown(f); f.add_done_callback(tell)
f = Future(); print(f.set_running_or_notify_cancel(), f.running(), f.cancel()); shown(f); f.set_exception(ValueError("v")); t(f.result); print(repr(f.exception())); shown(f)
print(TimeoutError is type(TimeoutError()), issubclass(concurrent.futures.CancelledError, Exception))

# Waiting for several of which some never end
a, b, c = Future(), Future(), Future(); a.set_result(1)
print([len(part) for part in wait([a, b, c], timeout=0.01)], wait([a, b], return_when=FIRST_COMPLETED) == ({a}, {b})); waits(lambda: wait([a, b]))
t(lambda: wait([a, b], 0.01, "some")); print([len(part) for part in wait([a, b], 0.01, FIRST_EXCEPTION)])
b.set_exception(ValueError()); print([len(part) for part in wait([a, b, c], return_when=FIRST_EXCEPTION)])
def completed():
    for f in as_completed([a, c, b], timeout=0.01): print(f in (a, b))
t(completed)
c.cancel(); print([len(part) for part in wait([a, c], 0.01)]); c.set_running_or_notify_cancel(); print([len(part) for part in wait([a, c])], len(list(as_completed([c, a]))))

class Own(Executor):
    def submit(self, fn, /, *args, **kwargs):
        future = Future(); future.set_result(("own", fn(*args, **kwargs))); return future
with Own() as own: print(list(own.map(len, ["a", "bc"])), own.shutdown())
def typed(x: Future[int]) -> "Future[str]": return x
print(typed(1))

import copy, queue
for each in (Future(), queue.Queue()):
    try: print(copy.deepcopy(each))
    except TypeError: print("TypeError", isinstance(copy.copy(each), type(each)))

# The loop tells later what a function gave
import asyncio

async def in_thread(name): await asyncio.to_thread(print, name, 1); print(name, 2)
async def sleeps(name):
    for n in range(4): print(name, n); await asyncio.sleep(0)
async def in_executor(name):
    f = asyncio.get_running_loop().run_in_executor(None, print, name, 0); print(name, f.done()); await f; print(name, 2)
async def fails():
    try: await asyncio.to_thread(lambda: 1 / 0)
    except ZeroDivisionError as e: print(e)
    f = asyncio.get_running_loop().run_in_executor(None, lambda: 1 / 0); print(f.cancel())
    try: await f
    except asyncio.CancelledError: print("cancelled")
    try: await asyncio.to_thread(next, iter([]))
    except RuntimeError as e: print(e)
async def pooled():
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(2) as pool:
        print(await asyncio.gather(*[loop.run_in_executor(pool, pow, 2, n) for n in range(3)]), await asyncio.wrap_future(pool.submit(int)))
        try: await loop.run_in_executor(pool, lambda: 1 / 0)
        except ZeroDivisionError as e: print(e)
    try: await loop.run_in_executor(pool, int)
    except RuntimeError as e: print(e)
    print(await asyncio.to_thread(dict, a=1))
    mine = ThreadPoolExecutor(2, initializer=print, initargs=("mine",)); loop.set_default_executor(mine); print(await asyncio.to_thread(int), await loop.run_in_executor(None, len, "ab"))
    try: loop.set_default_executor(3)
    except TypeError as e: print(e)
    f = Future(); g = asyncio.wrap_future(f); print(g.done()); f.set_result(3); print(g.done(), await g, asyncio.wrap_future(g) is g)
    f = Future(); g = asyncio.wrap_future(f); print(g.cancel()); await asyncio.sleep(0); print(f.cancelled())
    f = Future(); g = asyncio.wrap_future(f); f.cancel()
    try: await g
    except asyncio.CancelledError: print("cancelled")
    await loop.shutdown_default_executor()
    try: await asyncio.to_thread(int)
    except RuntimeError as e: print(e)
    return mine
async def main(): await asyncio.gather(in_thread("a"), sleeps("b"), in_executor("c")); await fails(); return await pooled()
try: asyncio.run(main()).submit(int)
except RuntimeError as e: print(e)

"""What waits, in which order it goes on, and how it ends."""

import asyncio
async def main():
    lock = asyncio.Lock(); order = []
    async def w(n):
        await lock.acquire(); order.append(n); lock.release(); 
    await lock.acquire()
    ts = [asyncio.create_task(w(i)) for i in range(3)]
    await asyncio.sleep(0)
    lock.release(); print(lock.locked())
    await lock.acquire(); order.append("main"); lock.release()
    await asyncio.gather(*ts)
    return order
asyncio.run(main())


import asyncio
async def f(x):
    await asyncio.sleep(0.001 * x)
    if x == 2: raise ValueError(x)
    return x
async def main():
    print(await asyncio.gather(f(1), f(2), f(3), return_exceptions=True))
    try: await asyncio.gather(f(1), f(2), f(3))
    except ValueError as e: print("got", e)
    print(await asyncio.gather())
    t = asyncio.create_task(f(5)); t.cancel()
    r = await asyncio.gather(t, f(1), return_exceptions=True); print(r)
    t = asyncio.create_task(f(5)); t.cancel()
    try: await asyncio.gather(t, f(1))
    except asyncio.CancelledError as e: print("cancelled", repr(e))
asyncio.run(main())


import asyncio
async def f(x): await asyncio.sleep(0); return x * 2
async def main():
    async with asyncio.TaskGroup() as tg:
        ts = [tg.create_task(f(i)) for i in range(3)]
    print([t.result() for t in ts])
    async def bad(e): await asyncio.sleep(0.001); raise e
    async def slow():
        try: await asyncio.sleep(1)
        except asyncio.CancelledError: print("slow cancelled"); raise
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(slow()); tg.create_task(bad(ValueError("v"))); tg.create_task(bad(KeyError("k")))
    except* ValueError as eg: print("V", eg.exceptions)
    except* KeyError as eg: print("K", eg.exceptions)
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(slow()); await asyncio.sleep(0); raise RuntimeError("body")
    except ExceptionGroup as eg: print(eg, eg.exceptions)
    print(asyncio.current_task().cancelling())
    try: tg.create_task(f(1))
    except RuntimeError as e: print(e)
asyncio.run(main())


import asyncio
async def main():
    try:
        async with asyncio.timeout(0.001) as t: await asyncio.sleep(1)
    except TimeoutError as e: print(repr(e), t.expired(), type(e.__cause__).__name__)
    async with asyncio.timeout(None) as t: print(t.when(), t)
    async with asyncio.timeout(10) as t: t.reschedule(None); print(t.expired())
    print(t, t.expired())
    try:
        async with asyncio.timeout(0.01):
            try:
                async with asyncio.timeout(0.001): await asyncio.sleep(1)
            except TimeoutError: print("inner")
            await asyncio.sleep(1)
    except TimeoutError: print("outer")
    try:
        async with asyncio.timeout(0.001): raise ValueError("x")
    except ValueError as e: print(e)
asyncio.run(main())


import asyncio
async def producer(q, n):
    for i in range(n): await q.put(i); print("put", i)
    await q.put(None)
async def consumer(q):
    while (item := await q.get()) is not None: print("got", item); q.task_done()
    q.task_done()
async def main():
    q = asyncio.Queue(maxsize=2)
    await asyncio.gather(producer(q, 5), consumer(q))
    await q.join(); print(q.empty(), q.full(), q.qsize(), q.maxsize)
    try: q.task_done()
    except ValueError as e: print(e)
    try: q.get_nowait()
    except asyncio.QueueEmpty as e: print(repr(e))
    q.put_nowait(1); q.put_nowait(2)
    try: q.put_nowait(3)
    except asyncio.QueueFull as e: print(repr(e))
asyncio.run(main())


import asyncio
async def main():
    q = asyncio.PriorityQueue()
    for p in [(3, "c"), (1, "a"), (2, "b")]: await q.put(p)
    print([(await q.get())[1] for _ in range(3)])
    l = asyncio.LifoQueue()
    for i in range(3): l.put_nowait(i)
    print([l.get_nowait() for _ in range(3)])
    q.shutdown()
    try: await q.get()
    except asyncio.QueueShutDown as e: print(repr(e))
    try: await q.put(1)
    except asyncio.QueueShutDown as e: print(repr(e))
    print(q, l)
asyncio.run(main())


import asyncio
async def f(n, t): await asyncio.sleep(t); return n
async def main():
    for c in asyncio.as_completed([f("a", 0.02), f("b", 0.001), f("c", 0.01)]): print(await c)
    async for t in asyncio.as_completed([asyncio.create_task(f("x", 0.01)), asyncio.create_task(f("y", 0.001))]): print(t.result(), await t)
    try:
        for c in asyncio.as_completed([f("a", 1)], timeout=0.001): await c
    except TimeoutError as e: print(repr(e))
asyncio.run(main())


import asyncio
async def f():
    try: await asyncio.sleep(10)
    except asyncio.CancelledError as e: print("cancelled", e.args); return "swallowed"
async def main():
    t = asyncio.create_task(f()); await asyncio.sleep(0); print(t.cancel("why")); print(await t, t.cancelled(), t.done())
    t = asyncio.create_task(asyncio.sleep(10)); t.cancel("msg")
    try: await t
    except asyncio.CancelledError as e: print(repr(e))
    print(t.cancelled(), t.cancel())
    try: t.result()
    except asyncio.CancelledError as e: print("c", repr(e))
    try: t.exception()
    except asyncio.CancelledError as e: print("c", repr(e))
asyncio.run(main())


import asyncio
async def f():
    await asyncio.sleep(0.01); return "done"
async def main():
    t = asyncio.create_task(f())
    try: await asyncio.wait_for(asyncio.shield(t), 0.001)
    except TimeoutError: print("timeout", t.done(), t.cancelled())
    print(await t)
    async def bad(): raise ValueError("bad")
    try: await asyncio.shield(bad())
    except ValueError as e: print(e)
asyncio.run(main())


import asyncio
async def main():
    c = asyncio.Condition(); items = []
    async def consumer(n):
        async with c:
            await c.wait_for(lambda: items); print(n, items.pop())
    ts = [asyncio.create_task(consumer(n)) for n in "ab"]
    await asyncio.sleep(0)
    async with c: items.extend([1, 2]); c.notify_all()
    await asyncio.gather(*ts)
    try: c.notify()
    except RuntimeError as e: print(e)
    try: await c.wait()
    except RuntimeError as e: print(e)
asyncio.run(main())


import asyncio
async def main():
    b = asyncio.Barrier(2)
    async def w(n): i = await b.wait(); return n, i
    print(sorted(await asyncio.gather(w("a"), w("b"))), b.n_waiting, b.parties, b.broken)
asyncio.run(main())


import asyncio
async def main():
    loop = asyncio.get_running_loop(); out = []
    loop.call_soon(out.append, 1); loop.call_later(0.002, out.append, 3); h = loop.call_later(0.001, out.append, 9); h.cancel()
    await asyncio.sleep(0.005); print(out, h.cancelled(), loop.is_running(), loop.is_closed(), isinstance(loop, asyncio.AbstractEventLoop))
    f = loop.create_future(); f.add_done_callback(lambda f: print("cb", f.result())); f.set_result(5); print(await f); await asyncio.sleep(0)
    try: f.set_result(6)
    except asyncio.InvalidStateError as e: print(repr(e))
    g = loop.create_future()
    try: g.result()
    except asyncio.InvalidStateError as e: print(repr(e))
    print(await loop.run_in_executor(None, lambda: 5), await asyncio.to_thread(sum, [1, 2]))
asyncio.run(main())


import asyncio
async def main():
    async def bad(): 1 / 0
    t = asyncio.create_task(bad(), name="bad"); t.add_done_callback(lambda t: print("done", t.get_name(), repr(t.exception())))
    await asyncio.sleep(0); await asyncio.sleep(0); print(t.done())
    try: await t
    except ZeroDivisionError as e: print(e)
    print(asyncio.current_task().get_name(), len(asyncio.all_tasks()), asyncio.iscoroutinefunction(main), asyncio.isfuture(t))
asyncio.run(main())


import asyncio
async def main(): raise ValueError("out")
try: asyncio.run(main())
except ValueError as e: print(e)
try: asyncio.run(3)
except (ValueError, TypeError) as e: print(repr(e))
async def outer():
    c = asyncio.sleep(0)
    try: asyncio.run(c)
    except RuntimeError as e: print(e)
    c.close()
asyncio.run(outer())
try: asyncio.get_running_loop()
except RuntimeError as e: print(e)
try: asyncio.current_task()
except RuntimeError as e: print(e)
try: asyncio.create_task(outer())
except RuntimeError as e: print(e)
try: asyncio.all_tasks()
except RuntimeError as e: print(e)


import asyncio
async def main(): return 5
with asyncio.Runner() as r: print(r.run(main()), r.run(main()))
loop = asyncio.new_event_loop(); print(loop.run_until_complete(main())); loop.close(); print(loop.is_closed())
loop = asyncio.new_event_loop(); asyncio.set_event_loop(loop); print(asyncio.get_event_loop() is loop)


import asyncio
async def agen():
    for i in range(3): await asyncio.sleep(0); yield i
async def main():
    print([x async for x in agen()], {x: x async for x in agen() if x}, sum([x async for x in agen()]))
    g = agen(); print(await anext(g), await g.__anext__()); await g.aclose()
    print(await anext(g, "end"))
    async for x in agen():
        if x == 1: break
    else: print("no")
    return (x async for x in agen()).__class__.__name__
asyncio.run(main())


import asyncio
async def f(n):
    print("start", n); await asyncio.sleep(0); print("mid", n); await asyncio.sleep(0); print("end", n); return n
async def main():
    t1 = asyncio.create_task(f(1)); t2 = asyncio.create_task(f(2)); print("main"); await t2; print("t2"); await t1; print("t1")
    a, b = await asyncio.gather(f(3), f(4)); print(a, b)
    async with asyncio.TaskGroup() as g: g.create_task(f(5)); g.create_task(f(6)); print("in")
    print("out")
    await asyncio.wait_for(f(7), 1); print("w")
    async with asyncio.timeout(1): await f(8)
    for c in asyncio.as_completed([f(9), f(10)]): print("c", await c)
asyncio.run(main())


import asyncio
async def inner():
    try: await asyncio.sleep(1)
    except asyncio.CancelledError: print("inner"); raise
async def outer():
    try: await asyncio.gather(inner(), inner())
    except asyncio.CancelledError: print("outer"); raise
async def main():
    t = asyncio.create_task(outer()); await asyncio.sleep(0.001); t.cancel()
    try: await t
    except asyncio.CancelledError: print("main", t.cancelled())
asyncio.run(main())


import asyncio
from contextlib import asynccontextmanager, AsyncExitStack, aclosing
@asynccontextmanager
async def res(n):
    print("open", n)
    try: yield n
    except ValueError as e: print("saw", e); raise
    finally: print("close", n)
async def main():
    async with res(1) as a, res(2) as b: print(a, b)
    try:
        async with res(3): raise ValueError("v")
    except ValueError as e: print("out", e)
    async with AsyncExitStack() as s:
        x = await s.enter_async_context(res(4)); s.callback(print, "cb"); s.push_async_callback(asyncio.sleep, 0); print(x)
    async def g(): yield 1; yield 2
    async with aclosing(g()) as it: print([v async for v in it])
    @res(7)
    async def f(): return "f"
    print(await f())
asyncio.run(main())


import asyncio
async def retry(f, n):
    for i in range(n):
        try: return await f(i)
        except ConnectionError as e:
            print("retry", i, e); await asyncio.sleep(0.001 * 2 ** i)
    raise RuntimeError("gave up")
async def flaky(i):
    if i < 2: raise ConnectionError(f"try {i}")
    return f"ok {i}"
asyncio.run(retry(flaky, 5))


import asyncio
async def handler(n):
    if n % 3 == 0: raise ValueError(f"bad {n}")
    await asyncio.sleep(0); return n
async def main():
    rs = await asyncio.gather(*(handler(i) for i in range(5)), return_exceptions=True)
    for r in rs: print(type(r).__name__, r)
    t = [asyncio.create_task(handler(i)) for i in (1, 2)]
    print([await x for x in t])
asyncio.run(main())

"""Variables of contexts, and the context of each task and callback."""

import asyncio
import contextvars
from contextvars import Context, ContextVar, Token, copy_context
from concurrent.futures import ThreadPoolExecutor


def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, str(e).partition(" at 0x")[0])


v = ContextVar("v", default=1); w: ContextVar[int] = ContextVar("w")
print(v.get(), v.get(5), v.name, w.get(7), w.get(None), repr(v).partition(" at ")[0], repr(w).partition(" at ")[0])
t(w.get); t(lambda: ContextVar(1)); t(Token)
import copy
for f in (lambda: copy.copy(v), lambda: copy.deepcopy(v), lambda: copy.copy(copy_context()), lambda: copy.deepcopy({1: copy_context()}), lambda: copy.copy(Context().run(v.set, 1)), lambda: hash(Context().run(v.set, 1)), lambda: ContextVar("x", 3), lambda: v.get(1, 2), lambda: setattr(v, "name", 2), lambda: hash(copy_context()), lambda: copy_context().run(copy_context().run)):
    try: print(f())
    except (TypeError, AttributeError) as e: print(type(e).__name__)
try: w.get()
except LookupError as e: print(e.args[0] is w)
token = v.set(2); print(v.get(), v.get(9), token.old_value is Token.MISSING, token.var is v, repr(token).partition(" at ")[0], Token.MISSING)
inner = v.set(3); print(inner.old_value, v.reset(inner), v.get(), v.reset(token), v.get())
t(lambda: v.reset(token)); t(lambda: v.reset(3)); other = w.set(0); t(lambda: v.reset(other)); w.reset(other); t(w.get); print(repr(other).partition(" var=")[0])
print(v == ContextVar("v", default=1), len({v, w, v}))

a = copy_context(); print(type(a).__name__, len(a), list(a), v in a, a.get(v), a.get(v, 4))
t(lambda: a[v]); t(lambda: a["v"]); t(lambda: "v" in a); t(lambda: a.get(1))
def sets(n, *, then=None):
    v.set(n); w.set(n + 1); return v.get(), w.get(), then
print(a.run(sets, 10, then="x"), v.get(), w.get(None), a[v], a[w], len(a), sorted(a.values()), sorted(k.name for k in a.keys()), sorted((k.name, n) for k, n in a.items()), len([*a]))
b = a.copy(); b.run(sets, 20); print(a[v], b[v], a == b, a == a.copy(), a != b, a.run(copy_context) == a, Context() == Context(), len(Context()), a == 1)

try: a.run(a.run, print)
except RuntimeError as e: print(str(e)[:20])
print(a.run(b.run, v.get), a.run(lambda: (b.run(v.get), v.get())), v.get())
t(lambda: a.run(lambda: 1 / 0)); print(v.get()); t(lambda: a.run(v.reset, token))
made = a.run(v.set, 11); t(lambda: v.reset(made)); a.run(v.reset, made); print(a[v])
def generate():
    v.set("in a generator"); yield v.get()
print(Context().run(lambda: next(generate())), Context().run(v.get), v.get())


async def works(n):
    before = v.get(); v.set(n); await asyncio.sleep(0.005 * (3 - n)); mid = v.get(); await deeper(n * 10); return before, mid, v.get()
async def deeper(n): await asyncio.sleep(0); v.set(n)
async def awaited(): v.set("awaited")
async def fails():
    v.set("failed"); await asyncio.sleep(0); 1 / 0
async def main():
    v.set("main")
    print(await asyncio.gather(*[works(n) for n in range(3)]), v.get())
    await awaited(); print(v.get()); await asyncio.create_task(awaited()); await asyncio.wait_for(fails_not(), 1); print(v.get()); v.set("main")
    print(await asyncio.gather(fails(), works(1), return_exceptions=True), v.get())
    async with asyncio.TaskGroup() as group: tasks = [group.create_task(works(n)) for n in (1, 2)]
    print([task.result() for task in tasks], v.get())
    mine = copy_context(); print(await asyncio.create_task(works(5), context=mine), mine[v], v.get(), await asyncio.create_task(works(6), context=mine))
    loop = asyncio.get_running_loop(); done = loop.create_future()
    def told(*words): print(words, v.get()); v.set("callback")
    v.set(1); loop.call_soon(told, "soon"); v.set(2); loop.call_later(0.01, told, "later"); v.set(3); done.add_done_callback(told_short); v.set(4)
    loop.call_soon(told, "given", context=mine); loop.call_soon(done.set_result, 1); await asyncio.sleep(0.03); print(v.get(), mine[v])
    removed = loop.create_future(); removed.add_done_callback(told); print(removed.remove_done_callback(told), removed.remove_done_callback(told)); removed.set_result(0)
    done.add_done_callback(told_short, context=mine); await asyncio.sleep(0)
    def in_thread(): n = v.get(); v.set("thread"); return n
    print(await asyncio.to_thread(in_thread), v.get())
    async with asyncio.timeout(1): v.set("in timeout"); await asyncio.sleep(0)
    print(v.get())
    try:
        async with asyncio.timeout(0.001): v.set("late"); await asyncio.sleep(1)
    except TimeoutError: print(v.get())
    queue = asyncio.Queue(); worker = asyncio.create_task(takes(queue)); v.set("put"); await queue.put(1); print(await worker, v.get())
    task = asyncio.create_task(asyncio.sleep(1)); await asyncio.sleep(0); task.cancel(); print(await asyncio.gather(task, return_exceptions=True), v.get())
    return v.get()
async def fails_not(): v.set("inside wait_for")
def told_short(future): print("done", v.get())
async def takes(queue): before = v.get(); await queue.get(); return before, v.get()
print(asyncio.run(main()), v.get())
with asyncio.Runner() as runner:
    async def sets_it(n): before = v.get(); v.set(n); return before
    print(runner.run(sets_it(1)), runner.run(sets_it(2)), runner.run(sets_it(3), context=Context()), runner.run(sets_it(4)), v.get())
print(Context().run(asyncio.run, sets_it(1)), v.get())
with ThreadPoolExecutor() as pool: print(pool.submit(v.get).result(), list(pool.map(copy_context().run, [v.get, w.get][:1])))

"""Getters that raise, coroutines that are iterated, lambdas that yield, iterators at their end, flush, deques with NaN."""
import functools, asyncio
class C:
    @property
    def data(self): return self._data
    @functools.cached_property
    def cached(self): return self._nope
    @property
    def bad(self): raise ValueError("v")
c=C(); print(hasattr(c,"data"), getattr(c,"data",None), hasattr(c, "cached"), getattr(c, "cached", 5))
try: hasattr(c, "bad")
except ValueError as e: print("ValueError", e)
try: c.data
except AttributeError as e: print("AttributeError", e)
class D:
    def __get__(self, o, t): raise AttributeError("d")
class E:
    d = D()
    @property
    def p(self): return self.missing
    def __getattr__(self, name): return "fallback " + name
print(E().d, E().p, hasattr(E(), "d"), E().zzz)
class F:
    d = D()
    @property
    def p(self): raise AttributeError("own words")
try: F().d
except AttributeError as e: print(e)
try: F().p
except AttributeError as e: print(e)
print(hasattr(F(), "d"), getattr(F(), "p", "default"))
class M(Exception):
    def __init__(self, a): super().__init__(a); self.a = a
try: raise M("q").with_traceback(None)
except M as e: print("M", e.a)
except Exception as e: print(type(e))
m = M("x"); print(m.with_traceback(None) is m)
v = ValueError("y"); print(v.with_traceback(None) is v)
async def f(): return [1,2]
async def main():
    for act in (lambda x: list(x), lambda x: sum(x), lambda x: tuple(x), lambda x: sorted(x), lambda x: [i for i in x], lambda x: set(x), lambda x: dict(x), lambda x: [*x], lambda x: print(*x), lambda x: any(x), lambda x: max(x), lambda x: ",".join(x), lambda x: 1 in x):
        co = f()
        try: print(act(co))
        except TypeError as e: print("TypeError")
        co.close()
    print(await f(), await asyncio.gather(f(), f()))
    async def g():
        for i in range(3): yield i
    print([i async for i in g()])
    await asyncio.sleep(0)
    async with asyncio.timeout(1): print(await asyncio.wait_for(f(), 1))
    t = asyncio.create_task(f()); print(await t)
asyncio.run(main())
g=(lambda: (yield 1))(); next(g)
try: g.send(2)
except StopIteration as e: print(e.value)
print(list((lambda: (yield))()), list((lambda: [(yield 1), (yield 2)])()))
class Q:
    n = 3
    def __getitem__(self, i):
        if i >= self.n: raise IndexError
        return i
q = Q(); it = iter(q); print(list(it)); q.n = 5; print(list(it))
class W:
    flushes = 0
    def write(self, s): pass
    def flush(self): self.flushes += 1
w = W(); print("a", file=w, flush=True); print("b", file=w); print("c", flush=True); print(w.flushes)
from collections import deque
nan = float("nan"); d = deque([nan, 1]); print(nan in d, d.index(nan), d.count(nan)); d.remove(nan); print(d)
print(len(range(-2**28, 2**28)), range(2**29, 2**29 + 3)[1], list(range(10**9, 10**9 + 3)), sum(range(10)), list(range(5, 0, -2)))

"""Locks and threads that nobody can start; waiting in vain for ever is an error here, and CPython would wait."""

import sys
import threading
import time


def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)


def waits(f):
    if sys.implementation.name == "cpython": print("would wait for ever")
    else:
        try: print(f())
        except RuntimeError as e: print("would wait for ever" if "nothing will ever bring about" in str(e) else e)


def after_at(r): return r.split(" at 0x")[0]


lock = threading.Lock()
print(lock.acquire(), lock.locked(), after_at(repr(lock)), lock.acquire(False), lock.acquire(timeout=0.01), lock.acquire(blocking=False), lock.acquire(timeout=0))
waits(lock.acquire); waits(lock.__enter__)
t(lambda: lock.acquire(False, 1)); t(lambda: lock.acquire(True, -2))
try: lock.acquire(timeout=None)
except TypeError: print("TypeError")
try: lock.acquire(timeout=1e10)
except OverflowError: print("OverflowError")
print(lock.release(), lock.locked(), after_at(repr(lock))); t(lock.release)
with lock as got: print(got, lock.locked())
try:
    with lock: raise KeyError(1)
except KeyError: print(lock.locked())
before = time.monotonic(); lock.acquire(); lock.acquire(timeout=0.05); print(0.04 < time.monotonic() - before < 1, isinstance(lock, threading.Lock))

r = threading.RLock()
with r:
    with r: print(r.acquire(), r.acquire(False), r.acquire(timeout=1), r.release(), r.release(), r.release())
t(r.release); print(after_at(repr(r))); t(lambda: r.acquire(False, 1))

c = threading.Condition(); print(after_at(repr(c)))
t(c.wait); t(c.notify); t(c.notify_all); t(c.release)
with c as got:
    print(got, c.wait(0.01), c.wait(-1), c.notify(), c.notify(2), c.notify_all(), c.wait_for(lambda: 5), c.wait_for(lambda: 0, 0.01))
    waits(c.wait); waits(lambda: c.wait_for(lambda: []))
c = threading.Condition(threading.Lock())
t(c.notify); print(c.acquire(), c.notify(), c.acquire(False), c.release())

e = threading.Event(); print(after_at(repr(e)), e.is_set(), e.wait(0.01), e.wait(0)); waits(e.wait)
print(e.set(), e.wait(), e.wait(1), e.is_set(), e.clear(), e.is_set(), repr(e)[-6:])

s = threading.Semaphore(2); print(s.acquire(), s.acquire(), s.acquire(False), s.acquire(timeout=0.01), repr(s)[-8:]); waits(s.acquire)
print(s.release(3), repr(s)[-8:]); t(lambda: s.release(0)); t(lambda: s.acquire(False, 1)); t(lambda: threading.Semaphore(-1))
with s as got: print(got, repr(s)[-8:])
b = threading.BoundedSemaphore(2); t(b.release)
with b: print(repr(b)[-10:])
b.acquire(); b.acquire(); t(lambda: b.release(3)); print(b.release(2), b.acquire(False))

a = threading.Barrier(2, action=print, timeout=0.01); print(a.parties, a.n_waiting, a.broken, repr(a)[-12:]); waits(threading.Barrier(2).wait)
t(a.wait); print(a.broken, repr(a)[-8:]); t(a.wait); print(a.reset(), a.broken, a.abort(), a.broken)
print(threading.Barrier(1).wait(), threading.Barrier(1, lambda: print("action")).wait()); t(lambda: threading.Barrier(0))
a = threading.Barrier(1, lambda: 1 / 0); t(a.wait); print(a.broken)
print(issubclass(threading.BrokenBarrierError, RuntimeError), threading.ThreadError is RuntimeError, threading.TIMEOUT_MAX)

import copy
for kind in (threading.Lock, threading.RLock, threading.Condition, threading.Event, threading.Semaphore, lambda: threading.Barrier(1), threading.local, threading.Thread):
    try: print(type(copy.deepcopy([kind()])))
    except TypeError: print("TypeError")
for kind in (threading.Lock, threading.RLock, threading.local):
    try: print(type(copy.copy(kind())))
    except TypeError: print("TypeError")

mine = threading.local(); mine.x = 1; print(mine.x, mine.__dict__, hasattr(mine, "y"))
try: threading.local(1)
except TypeError: print("TypeError")
class Local(threading.local):
    def __init__(self, n): self.n = n
print(Local(3).n)

m = threading.main_thread(); print(m, m.name, m.ident, m.is_alive(), m.daemon, m is threading.current_thread(), threading.get_ident() == m.ident)
print(threading.active_count(), threading.enumerate()); t(m.join); t(m.start); t(lambda: setattr(m, "daemon", True))

def work(*args, **kwargs): print("work", args, kwargs, threading.current_thread().name)
w = threading.Thread(target=work, args=(1,), kwargs={"k": 2}); print(w, w.name, w.ident, w.is_alive(), w.daemon)
t(w.start); t(w.start); t(w.join); w.name = 5; w.daemon = True; print(w, w.name)
w.run()
try: w.run()
except AttributeError: print("AttributeError")
print(threading.Thread(), threading.Thread(name="n", daemon=True), threading.Thread(None, work)); t(lambda: threading.Thread(1))
class Mine(threading.Thread):
    def __init__(self, n): super().__init__(name="mine"); self.n = n
    def run(self): print("run", self.n)
Mine(3).run(); t(Mine(3).start); print(Mine(1))
class Forgets(threading.Thread):
    def __init__(self): pass
t(Forgets().join)

timer = threading.Timer(0.01, work, [1], {"a": 2}); t(timer.start); timer.run(); print(timer.finished.is_set(), timer.interval)
timer = threading.Timer(9, work); timer.cancel(); timer.run(); print(timer)

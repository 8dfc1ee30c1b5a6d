"""Loggers, handlers, formatters; contexts of contextlib beside them."""

from contextlib import contextmanager
@contextmanager
def cm(n):
    print("in", n)
    try: yield n * 2
    except ValueError as e: print("handled", e)
    finally: print("out", n)
with cm(1) as x, cm(2) as y: print(x, y)
with cm(3): raise ValueError("v")
try:
    with cm(4): raise KeyError("k")
except KeyError as e: print("key", e)
@cm(5)
def f(a): return a
print(f(7), f(8)); print((cm.__name__, cm.__doc__))


from contextlib import ExitStack
with ExitStack() as s:
    s.callback(print, "last"); s.callback(print, "first", end="!\n")
    s.push(lambda *a: print("exit", a[0]) or True)
    raise ValueError("swallowed")
with ExitStack() as s: 
    t = s.pop_all(); t.callback(print, "t")
t.close()
try: ExitStack().enter_context(5)
except TypeError as e: print(e)


from contextlib import ExitStack, contextmanager
@contextmanager
def r(n):
    print("open", n); yield n; print("close", n)
with ExitStack() as s: rs = [s.enter_context(r(i)) for i in range(3)]; print(rs)
try:
    with ExitStack() as s:
        s.callback(lambda: 1 / 0); raise KeyError("k")
except ZeroDivisionError as e: print(repr(e), repr(e.__context__))


from contextlib import suppress, nullcontext, closing, redirect_stdout
import io
with suppress(KeyError, ValueError): {}["x"]
with suppress(ZeroDivisionError): 1 / 0; print("never")
with nullcontext(5) as n: print(n)
class C:
    def close(self): print("closed")
with closing(C()) as c: print(type(c).__name__)
b = io.StringIO()
with redirect_stdout(b): print("hidden")
try:
    with suppress(KeyError): raise ValueError("x")
except ValueError: print("out")
print((b.getvalue()))


from contextlib import suppress
with suppress(ValueError):
    raise ExceptionGroup("g", [ValueError(1), ValueError(2)])
try:
    with suppress(ValueError): raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
except ExceptionGroup as e: print(e.exceptions)


from contextlib import contextmanager
@contextmanager
def none():
    if False: yield
try:
    with none(): pass
except RuntimeError as e: print(e)
@contextmanager
def two(): yield 1; yield 2
try:
    with two(): pass
except RuntimeError as e: print(e)
try:
    with two(): raise ValueError("x")
except (RuntimeError, ValueError) as e: print(repr(e))


from contextlib import ContextDecorator, AbstractContextManager
class track(ContextDecorator):
    def __init__(self, n): self.n = n
    def __enter__(self): print("enter", self.n); return self
    def __exit__(self, *e): print("exit", self.n, e[0]); return False
@track("a")
def f(x):
    "Doc."
    return x + 1
print(f(1), f.__name__, f.__doc__)
with track("b"): pass
class D(AbstractContextManager):
    def __exit__(self, *a): print("D")
with D() as d: print(isinstance(d, D), isinstance(track("x"), AbstractContextManager))


import logging, sys
h = logging.StreamHandler(sys.stdout); h.setFormatter(logging.Formatter("{levelname}:{message}", style="{"))
log = logging.getLogger("app.db"); log.addHandler(h); log.setLevel("DEBUG"); log.propagate = False
log.info("x=%(x)s", {"x": 5}); log.debug("d"); log.log(25, "lvl"); log.critical("c")
try: raise ValueError("boom")
except ValueError: log.error("failed: %s", "now")
logging.addLevelName(25, "NOTICE"); log.log(25, "n"); print(log, h, log.handlers, log.parent.name, logging.getLogger("app.db") is log)


import logging, io
s = io.StringIO()
class F(logging.Filter):
    def filter(self, record): record.user = "bob"; return "secret" not in record.getMessage()
h = logging.StreamHandler(s); h.addFilter(F()); h.setFormatter(logging.Formatter("%(user)s %(message)s"))
log = logging.getLogger("f"); log.addHandler(h); log.warning("hi"); log.warning("secret"); log.warning("bye", extra={"k": 1})
print((s.getvalue()))


import logging
a = logging.LoggerAdapter(logging.getLogger("ad"), {"req": 7})
import sys
h = logging.StreamHandler(sys.stdout); h.setFormatter(logging.Formatter("%(req)s %(message)s")); logging.getLogger("ad").addHandler(h)
a.warning("x %d", 1); a.error("y"); a.info("no")
print((logging.getLevelNamesMapping()["INFO"], logging.getLevelName("WARNING"), logging.getLevelName(15)))


import logging
r = logging.LogRecord("n", 20, "p.py", 5, "m %s", ("a",), None)
print(r.getMessage(), r.levelname, r.name, r.lineno, r.pathname, r.filename, r.module, r)
f = logging.Formatter("%(levelname)s %(lineno)d %(filename)s %(message)s"); print(f.format(r))
m = logging.makeLogRecord({"msg": "hi", "levelname": "X", "name": "z"}); print(m.getMessage(), m.name)


import logging, sys, json
class J(logging.Formatter):
    def format(self, record): return json.dumps({"level": record.levelname, "msg": record.getMessage(), "logger": record.name, "exc": self.formatException(record.exc_info).splitlines()[-1] if record.exc_info else None})
h = logging.StreamHandler(sys.stdout); h.setFormatter(J()); log = logging.getLogger("j"); log.addHandler(h); log.propagate = False
log.warning("a"); 
try: {}["k"]
except KeyError: log.exception("failed")


import logging
try: logging.Formatter("%(nope")
except ValueError as e: print(e)
try: logging.Formatter("plain")
except ValueError as e: print(e)
try: logging.getLogger("q").warning("x", extra={"message": 1})
except KeyError as e: print(e)
print((logging.Formatter("%(message)s").usesTime(), logging.Formatter("%(asctime)s").usesTime()))
for form in ("$message", "${message}$", "$$x", "$", "${message", "x", "$$ $message"):
    try:
        logging.Formatter(form, style="$")
        print(form)
    except ValueError:
        print(form, "refused")


# ---- what exc_info is ----

told = logging.getLogger("told")
told.propagate = False
stream = io.StringIO()
told.addHandler(logging.StreamHandler(stream))
told.exception("outside")
told.error("none", exc_info=True)
told.error("none", exc_info=(None, None, None))
told.error("none", exc_info=False)
try:
    {}["k"]
except KeyError as error:
    told.error("given", exc_info=error)
    told.error("three", exc_info=(KeyError, error, None))
    try:
        int("x")
    except ValueError:
        pass
    told.exception("again")
told.error("never raised", exc_info=OSError("x"))
print([line for line in stream.getvalue().splitlines() if line.strip(" ~^") and "File" not in line])

"""Which exception is handled, tracebacks, contexts, names in exceptions."""

import sys, traceback


def show(name, function):
    try:
        result = repr(function())
    except BaseException as error:
        result = type(error).__name__ + ": " + str(error)
    print(name, "=>", result)


def f():
    try: raise ValueError("one")
    except ValueError:
        try: raise KeyError("two")
        except KeyError: pass
        return sys.exc_info()[1], sys.exception()
show(1, f)
def f():
    try: raise ValueError("one")
    except ValueError:
        try: raise KeyError("two")
        except KeyError: pass
        raise
show(2, f)
def g():
    raise
def f():
    try: raise ValueError("one")
    except ValueError: g()
show(3, f)
show(4, g)
def gen():
    try: raise ValueError("in")
    except ValueError:
        yield sys.exc_info()[1]
        yield sys.exc_info()[1]
    yield sys.exc_info()[1]
def f():
    x = gen(); out = [next(x)]
    out.append(sys.exc_info()[1])
    try: raise KeyError(1)
    except KeyError:
        out.append(next(x)); out.append(sys.exc_info()[1])
        out.append(next(x))
    out.append(sys.exc_info()[1])
    return out
show(5, f)
def f():
    for i in range(2):
        try: raise ValueError(i)
        except ValueError: continue
    return sys.exc_info()[1]
show(6, f)
def h():
    try: raise ValueError(1)
    except ValueError: return sys.exc_info()[1]
def f():
    h(); return sys.exc_info()[1]
show(7, f)
def f():
    try:
        try: raise ValueError(1)
        finally: x = sys.exc_info()[1]
    except ValueError: pass
    return x, sys.exc_info()[1]
show(8, f)
class C:
    def __enter__(self): return self
    def __exit__(self, a, b, c):
        print(a, b, c is None, sys.exc_info()[1])
        return True
def f():
    with C(): raise ValueError(5)
    with C(): pass
    return sys.exc_info()[1]
show(9, f)
def f():
    try:
        try: 1/0
        except ZeroDivisionError: raise KeyError("x")
    except KeyError as e:
        return e.__context__, sys.exc_info()[1]
show(10, f)
def f():
    try: raise ValueError("q")
    except ValueError as e:
        tb = e.__traceback__
        return tb.tb_lineno, tb.tb_next, tb.tb_frame.f_code.co_name, sys.exc_info()[2] is None, type(tb).__name__
show(11, f)
def inner(): raise ValueError("deep")
def f():
    try: inner()
    except ValueError as e:
        tb = e.__traceback__
        out = []
        while tb: out.append((tb.tb_lineno, tb.tb_frame.f_code.co_name)); tb = tb.tb_next
        return out
show(12, f)
show(13, lambda: ValueError(1).__traceback__)
def name(f):
    try: f()
    except Exception as e: return e.name, getattr(e, "obj", "none")
show(14, lambda: name(lambda: undefined_thing))
def imp(): import no_such
show(15, lambda: name(imp))
def imp2(): from os import no_such
show(16, lambda: name(imp2))
show(17, lambda: name(lambda: "abc".nope))
show(18, lambda: NameError("x").name)
show(19, lambda: AttributeError("x").name)
def f():
    try: raise ValueError("one")
    except ValueError:
        try: raise KeyError("two")
        except KeyError: pass
        return traceback.format_exc().splitlines()[-1]
show(21, f)
import asyncio
async def co():
    try: raise ValueError("a")
    except ValueError:
        await asyncio.sleep(0)
        return sys.exc_info()[1]
async def other():
    await asyncio.sleep(0)
    return sys.exc_info()[1]
async def main(): return await asyncio.gather(co(), other(), co())
show(22, lambda: asyncio.run(main()))
def f():
    try: raise ValueError(1)
    except ValueError:
        sorted([1,2], key=lambda x: sys.exc_info()[1] and 0)
        return [sys.exc_info()[1] for _ in "ab"], list(map(lambda x: sys.exc_info()[1], "a"))
show(23, f)
def f():
    try:
        raise ValueError(1)
    except ValueError as e:
        try: raise KeyError(2)
        except KeyError as k:
            return (e, k, k.__context__, sys.exc_info()[1])
        finally:
            print(sys.exc_info()[1])
show(24, f)
def rec(n):
    try: raise ValueError(n)
    except ValueError:
        if n: rec(n-1)
        return sys.exc_info()[1]
show(25, lambda: rec(3))
def f():
    try: raise ValueError(1)
    except ValueError:
        def g2():
            yield sys.exc_info()[1]
        return list(g2())
show(26, f)
def f():
    x = gen(); next(x)
    try: x.throw(KeyError("thrown"))
    except KeyError as e: return e.__context__, sys.exc_info()[1]
show(27, f)
def f():
    x = gen(); next(x); x.close()
    return sys.exc_info()[1]
show(28, f)
class AC:
    async def __aenter__(self): return self
    async def __aexit__(self, a, b, c): print(a, b, c.tb_lineno > 0, sys.exc_info()[1]); return True
async def m():
    async with AC(): raise ValueError("in")
    return sys.exc_info()[1]
show(29, lambda: asyncio.run(m()))
def f():
    try:
        try: raise ValueError(1)
        except ValueError: raise KeyError(2)
    except KeyError as e:
        try: raise IndexError(3) from e
        except IndexError as i: return i.__cause__, i.__context__, e.__context__, i.__suppress_context__
show(30, f)
def f():
    try: raise ValueError(1)
    except ValueError as e: saved = e
    try: raise KeyError(2)
    except KeyError:
        try: raise saved
        except ValueError as e: return e.__context__
show(31, f)
show(32, lambda: traceback.format_exception_only(ValueError("x")))

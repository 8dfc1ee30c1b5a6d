"""What exceptions have as their context, also when one is raised again."""

def chain(e):
    out = []
    while e is not None and len(out) < 6: out.append(repr(e)); e = e.__context__
    return out
try:
    try: 1/0
    except ZeroDivisionError as a: z=a; raise KeyError("b")
except KeyError as b:
    try: raise z
    except ZeroDivisionError as q: print(repr(q.__context__), repr(b.__context__))
def f():
    try: raise ValueError("inner")
    except ValueError as e: return e
saved = f()
try:
    try: raise TypeError("outer")
    except TypeError: raise saved
except ValueError as e: print(chain(e))
try:
    try: raise KeyError(1)
    except KeyError as k:
        try: raise KeyError(2)
        except KeyError as k2: raise k
except KeyError as e: print(chain(e))
try:
    try: raise KeyError(1)
    except KeyError as k: raise
except KeyError as e: print(chain(e))
try:
    try: raise KeyError(1)
    except KeyError as k: raise k
except KeyError as e: print(chain(e))
try:
    try: raise KeyError("a")
    finally: raise ValueError("b")
except ValueError as e: print(chain(e))
try:
    try:
        try: raise KeyError("a")
        except KeyError: raise ValueError("b")
    except ValueError: raise TypeError("c")
except TypeError as e: print(chain(e))
def helper(): raise LookupError("h")
try:
    try: raise KeyError("a")
    except KeyError: helper()
except LookupError as e: print(chain(e))
errors = []
for i in range(3):
    try: raise ValueError(i)
    except ValueError as e: errors.append(e)
for e in errors: print(chain(e))
try:
    try: raise errors[0]
    except ValueError: raise errors[1]
except ValueError as e: print(chain(e))
try:
    try: raise errors[1]
    except ValueError: raise errors[0]
except ValueError as e: print(chain(e))
class CM:
    def __enter__(self): return self
    def __exit__(self, *a): raise OSError("exit")
try:
    with CM(): raise KeyError("w")
except OSError as e: print(chain(e))
def retry(fn, n):
    last = None
    for _ in range(n):
        try: return fn()
        except ValueError as e: last = e
    raise last
try: retry(lambda: int("x"), 2)
except ValueError as e: print(chain(e))


def show(name, f):
    try:
        print(name, repr(f()))
    except BaseException as e:
        print(name, repr(e), chain(e)[1:], repr(e.__cause__))


def g():
    try: yield 1
    except ValueError as e:
        print('  in gen ctx', repr(e.__context__)); raise KeyError(2)
def th():
    it=g(); next(it)
    try: 1/0
    except ZeroDivisionError: it.throw(ValueError('x'))
show('throw', th)
def th2():
    def h(): yield 1
    it=h(); next(it)
    try: 1/0
    except ZeroDivisionError: it.throw(ValueError('x'))
show('throw2', th2)
def th3():
    e=ValueError('a')
    try:
        try: raise KeyError(1)
        except KeyError: raise e
    except ValueError: pass
    try: 1/0
    except ZeroDivisionError: raise e
show('again', th3)
def th4():
    e=ValueError('a')
    try:
        try: raise e
        except ValueError as x:
            try: raise KeyError(1)
            except KeyError as k: raise x
    except ValueError as v: return repr(v.__context__), repr(v.__context__.__context__)
show('cycle', th4)
def th5():
    e=ValueError('a'); e.__context__=TypeError('t')
    raise e
show('set ctx', th5)
def th6():
    e=ValueError('a'); e.__context__=TypeError('t')
    try: 1/0
    except ZeroDivisionError: raise e
show('set ctx in', th6)
def th7():
    try: 1/0
    except ZeroDivisionError: raise ValueError('x') from None
show('from none', th7)

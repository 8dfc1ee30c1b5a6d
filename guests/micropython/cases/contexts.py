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

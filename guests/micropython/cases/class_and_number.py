"""Slots and values, subclasses of float, special methods of the class, the parts of numbers, what is no Python."""

import contextlib
from unittest.mock import MagicMock


def show(name, f):
    try:
        r = repr(f())
    except BaseException as e:
        r = type(e).__name__ + ": " + str(e)
    print(name, "=>", r)


def c(src):
    try: compile(src, "<s>", "exec"); return "ok"
    except SyntaxError as e: return "SyntaxError"
def s():
    class A:
        __slots__ = ("x", "y"); x = 1
show(1, s)
class F(float):
    def __float__(self): return 9.5
class G(float): pass
show(2, lambda: ("%.1f" % F(1.5), f"{F(1.5):.2f}", float(F(1.5)), float(G(2.5)), F(1.5) + 1, abs(F(-1.5)), float(3), float("1.5"), float(True)))
class A: pass
def s():
    a = A(); a.__enter__ = lambda: 1; a.__exit__ = lambda *r: 2
    with a: pass
show(3, s)
class CM:
    def __enter__(self): return "in"
    def __exit__(self, *a): return True
class CM2(CM): pass
def s():
    with CM2() as x: raise ValueError
    with open("/tmp/cm", "w") as f: f.write("x")
    return x
show(4, s)
def s():
    m = MagicMock()
    with m as x: pass
    return m.__enter__.called
show(5, s)
@contextlib.contextmanager
def cm(): yield 5
def s():
    with cm() as x, contextlib.suppress(KeyError), contextlib.ExitStack() as st: return x
show(6, s)
class M: __match_args__ = ("a", "a"); a = 1
def s():
    match M():
        case M(x, y): return x, y
show(7, s)
show(8, lambda: [c(x) for x in ("def f():\n try: pass\n except* ValueError: return 5\n", "def f():\n try: pass\n except* ValueError:\n  def g(): return 5\n", "def f():\n for i in x:\n  try: pass\n  except* ValueError: break\n", "def f():\n try: pass\n except* ValueError:\n  for i in x: break\n", "def f():\n try: pass\n except* ValueError: lambda: 5\n return 6\n")])
def s():
    match 1:
        case int(real=1, imag=0): return "one"
show(9, s)
show(10, lambda: ((5).real, (5).imag, (5).numerator, (5).denominator, True.real, True.imag, (2.5).real, (2.5).imag, (5).bit_length(), (2.5).is_integer(), True.to_bytes(1, "big"), (10**30).real == 10**30))
class I(int): pass
show(11, lambda: (I(5).real, I(5).numerator, I(5).bit_length(), type(I(5).real).__name__, hasattr(5, "nope"), hasattr(5, "real")))

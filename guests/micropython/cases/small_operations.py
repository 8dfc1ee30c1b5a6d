"""bool and int, generators and coroutines that are over, type() of three arguments, what is no Python."""

import asyncio
from collections import defaultdict


def show(name, function):
    try:
        result = repr(function())
    except BaseException as error:
        result = type(error).__name__ + ": " + str(error)
    print(name, "=>", result)


def c(src):
    try: compile(src, "<s>", "exec"); return "ok"
    except SyntaxError as e: return "SyntaxError"
show(1, lambda: (True & False, True | False, True ^ True, True & 1, 1 | True, True + True, ~True if 0 else 0, False | False))
def f():
    x = True; x &= False; y = False; y |= True; z = True; z ^= True
    return x, y, z
show(2, f)
show(3, lambda: (pow(0, 0, 5), pow(3, 0, -2), pow(2, 10, 7), pow(5, 0, 1), pow(2, -1, 5), pow(-3, 3, 5), pow(3, 3, -5)))
class D:
    def __set_name__(self, o, n): print("set_name", n, o.__name__)
show(4, lambda: type("T", (), {"a": D()}).__name__)
class B:
    def __init_subclass__(cls, **k): print("init_subclass", cls.__name__)
show(5, lambda: type("T2", (B,), {}).__bases__ == (B,))
class C3(B): x = D()
def f():
    ns = {"a": 1}; T = type("T", (), ns); ns["b"] = 2
    return hasattr(T, "b"), sorted(ns)
show(6, f)
class M(dict):
    def __missing__(self, k): return "<%d>" % k
show(7, lambda: ("abc".translate(M({97: "x"})), "ab".translate(defaultdict(lambda: "?")), "abc".translate({97: None, 98: 99}), "ab".translate(["z"] * 98)))
show(8, lambda: (sum([-0.0], -0.0), sum([0.1] * 10), sum([1e308, 1e308]), sum([1.5, 2]), sum([], 5.0), sum([-0.0])))
def g(): yield 1
def f():
    x = g(); list(x)
    try: x.throw(KeyError("k"))
    except KeyError as e: return e.args
show(9, f)
def f():
    x = g(); list(x); x.throw(ValueError)
show(10, f)
def g2():
    yield 1
    raise StopIteration("in")
def f():
    try: list(g2())
    except RuntimeError as e: return e, e.__cause__, e.__context__
show(11, f)
def g3():
    try: yield 1
    except GeneratorExit: return "closed"
def f():
    x = g3(); next(x); return x.close(), x.close()
show(12, f)
class Del:
    def __delete__(self, o): print("deleted")
    def __get__(self, o, t): return "got"
class HD: e = Del()
def f():
    h = HD()
    try: h.e = 4
    except AttributeError as x: print("AttributeError", x)
    del h.e
    return h.e
show(13, f)
show(14, lambda: int.from_bytes(5, "big")); show(15, lambda: bytearray().extend("a")); show(16, lambda: str.maketrans({1.5: 2})); show(17, lambda: int.from_bytes([1, 2], "big"))
show(18, lambda: [c(s) for s in ("1__0", "1_", "1_0", "1_0.5", "1_0e1_0", "0x_f", "1_.5", "1._5", 'b"é"', 'b"a"', "def f(): await x", "async def f(): await x", "lambda: await x", "def q(*): 0", "def q(*, a): 0", "def q(*a): 0", "lambda *: 0", "def q(*, **k): 0", "async def f(): [await x for x in y]")])
show(19, lambda: (1_0, 1_000.5, 0x_ff, 1_0e0_1, 0b_1))
async def co(): return 5
async def main():
    x = co()
    print(await x)
    try: await x
    except RuntimeError as e: print(e)
show(20, lambda: asyncio.run(main()))
print(123_456_789_012_345, 0xFFFF_FFFF_F, int("123_456_789_012_345"), int("-1_000_000_000_000"))
for text in ("123456789012_", "1__23456789012", "12345678901234x", "_123456789012"):
    show(text, lambda: int(text))

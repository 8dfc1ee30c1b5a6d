# Signs that are in no name, places of syntax errors that a program makes, the limit of recursion, and what __new__ gives.
import sys
def t(n, f):
    try: print(n, repr(f()))
    except Exception as e: print(n, type(e).__name__, e)
t(1, sys.getrecursionlimit); t(2, lambda: sys.setrecursionlimit(5000)); t(3, sys.getrecursionlimit); t(4, lambda: sys.setrecursionlimit(0)); t(5, lambda: sys.setrecursionlimit("a")); t(6, sys.getdefaultencoding); t(7, lambda: sys.maxunicode)
def deep(n): return 0 if n == 0 else 1 + deep(n - 1)
t(8, lambda: deep(900))
def forever(): return forever()
try: forever()
except RecursionError as e: print("RecursionError")
class A:
    def __new__(cls, *a): return object.__new__(B if cls is A else cls)
    def __init__(self, x): self.x = x
class B(A): pass
t(9, lambda: (type(A(5)).__name__, A(5).x))
class C(A):
    def __init__(self, x): self.x = ("C", x)
class D:
    def __new__(cls, x): return C(x)
t(10, lambda: D(3).x)
class E(int):
    def __new__(cls, v): return super().__new__(F if v > 5 else cls, v)
class F(E):
    def __init__(self, v): self.big = True
t(11, lambda: (E(7).big, E(7), type(E(3)).__name__))
class G:
    def __new__(cls, x): return 5
t(12, lambda: G(1))
for e in (SyntaxError("bad", ("f.py", 3, 2, "x\n")), SyntaxError("bad"), IndentationError("i", ("g.py", 7, 1, "z")), SyntaxError()):
    t(13, lambda: (e.msg, e.filename, e.lineno, str(e) if e.args else "")); t(14, lambda: e.args)
t(15, lambda: SyntaxError("bad", ("f.py", 3, 2, "x\n")).text); t(16, lambda: SyntaxError("bad", ("f.py", 3, 2, "x\n")).offset)
class H(SyntaxError): pass
t(17, lambda: str(H("x", ("f", 1, 2, "t"))))


class Asks:
    def ask(self):
        return super().missing()


try:
    Asks().ask()
except AttributeError as error:
    print(error, error.name, type(error.obj))
def told(s):
    try: compile(s, "x", "exec"); print("fine", ascii(s))
    except SyntaxError as e: print(type(e).__name__, ascii(s))
for s in ("\u201cx\u201d", "print(\u201chello\u201d)", "x = \u2018a\u2019", "a \u2013 b", "\u00e9t\u00e9 = 1", "x\u00b2 = 1", "\u20ac = 1", "a\u00a0= 1", "\u03c0 = 3", "a\u0301 = 1", "\u4e16 = 1", "\u00d7 = 2", "a\u200b = 1", "\u2192 = 1", "x = 5 \u00d7 3", "\u0661 = 1", "a\u0661 = 1", "\u00aa = 1", "\ufb01 = 1", "\u2160 = 1", "a\u00b7b = 1"): told(s)

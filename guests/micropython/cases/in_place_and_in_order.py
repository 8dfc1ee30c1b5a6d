"""Operations in place, what is looked for in bytes and arrays, names of types."""

import array
import collections
import io
import re
import time


def show(name, function):
    try:
        result = repr(function())
    except BaseException as error:
        result = type(error).__name__ + ": " + str(error)
    print(name, "=>", result)


def k(f):
    try: return f()
    except Exception as e: return type(e).__name__
def s():
    d = {}; e = d; d |= collections.OrderedDict(a=1); return d, e, d is e
show(1, s)
class L(list):
    def __radd__(self, o): return "radd"
def s():
    l = [1]; m = l; l += L([2]); return l, l is m
show(2, s)
class I(int):
    def __radd__(self, o): return "radd"
def s(): x = 1; x += I(2); return x
show(3, s)
class A:
    def __iadd__(self, o): return "iadd"
    def __add__(self, o): return "add"
class B(A):
    def __radd__(self, o): return "radd"
def s(): a = A(); a += B(); return a, A() + B()
show(4, s)
show(5, lambda: (True in array.array("i", [1]), 1.0 in array.array("i", [1]), "a" in array.array("i", [1]), 5 in array.array("i", [1]), b"a" in array.array("b", [97])))
show(6, lambda: [k(lambda: eval(e)) for e in ("1.5 in b'a'", "None in bytearray(b'a')", "True in b'\\x01'", "'a' in b'a'", "b'' in b''", "bytes(b'a', 3)", "bytes(3, 'utf-8')", "max(1, 2, foo=3)", "min([1], key=abs)", "'a'.startswith(None, 5)", "'a'.startswith('', 5)", "'abc'.startswith(('x', 'a'))", "0 / -10**20", "-0.0 / 10**20", "(lambda **k: k)(**5)", "'ab' == bytearray(b'ab')", "bytearray(b'ab') == 'ab'")])
show(7, lambda: (type(collections.deque()), type(array.array("i")), type(re.compile("")), type(re.match("", "")), type(io.StringIO()), type(io.BytesIO()), collections.deque.__name__, array.array.__name__, collections.deque.__module__))
show(8, lambda: (collections.deque([1]), array.array("i", [1]), re.compile("a")))
class D(collections.deque): pass
class AR(array.array): pass
show(9, lambda: (D([1]), AR("i", [1])))
def s():
    e = ValueError(); e.__context__ = 5
show(10, lambda: k(s))
P = collections.namedtuple("P", "a b")
class PP(P): pass
show(11, lambda: (time.struct_time, P, PP, P(1, 2), PP(1, 2), type(P(1, 2)).__name__, repr(type("X", (), {"__module__": "m"}))))

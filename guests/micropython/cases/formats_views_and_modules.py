# Formats of struct, views of dicts that are compared, functions as methods, and modules that are not there.
import struct
def t(name, f):
    try: print(name, f())
    except Exception as e: print(name, type(e).__name__, e)
t(1, lambda: struct.pack("<?c h", True, b"x", 5))
t(2, lambda: struct.unpack("<?ch", b"\x02z\x01\x00"))
t(3, lambda: struct.calcsize("<? c h"))
t(4, lambda: struct.pack("c", 5))
t(5, lambda: struct.pack("c", b"ab"))
t(6, lambda: struct.pack("?", []))
t(7, lambda: struct.pack("2?", 1, ""))
t(8, lambda: struct.pack(" i ", 5))
t(9, lambda: struct.unpack(" i ", b"abcd"))
t(10, lambda: struct.pack("B", 256))
t(11, lambda: struct.pack("b", -129))
t(12, lambda: struct.pack("h", 40000))
t(13, lambda: struct.pack("H", -1))
t(14, lambda: struct.pack("I", 2**32))
t(15, lambda: struct.pack("i", 2**31))
t(16, lambda: struct.pack("f", "x"))
t(17, lambda: struct.pack("e", None))
t(18, lambda: struct.pack("d", 1))
t(20, lambda: struct.pack("i", "x"))
t(21, lambda: struct.calcsize("b?h"))
class F(float): pass
t(22, lambda: int(F(2.5)))
t(23, lambda: int(F("inf")))
class P:
    x = property(fget=lambda s: s._x, fset=lambda s, v: setattr(s, "_x", v), doc="d")
    y = property(lambda s: 7)
p = P(); p.x = 3; t(24, lambda: p.x)
def f(self, a=0): return (self, a)
t(25, lambda: f.__get__(3, int)(1))
t(26, lambda: f.__get__(None, int) is f)
t(27, lambda: f.__get__(5)())
class Deco:
    def __init__(s, fn): s.fn = fn
    def __get__(s, o, t): return s.fn.__get__(o, t)
class Q:
    @Deco
    def m(self): return "m" + type(self).__name__
t(28, lambda: Q().m())
for m in ("os.nope", "math.foo", "sys.foo", "nope.foo", "collections.nope"):
    try: __import__(m); print("fine", m)
    except ImportError as e: print(type(e).__name__, str(e).split(":")[0], e.name)
import os.path, collections.abc
d = {"a": 1, "b": []}
t(30, lambda: d.items() == {"a": 1, "b": []}.items())
t(31, lambda: d.items() >= {("a", 1)})
t(32, lambda: d.keys() == ["a", "b"])
t(33, lambda: d.keys() == {"a", "b"})
t(34, lambda: {"a", "b"} == d.keys())
t(35, lambda: d.keys() < {"a", "b", "c"})
t(36, lambda: d.keys() <= {"a"})
t(37, lambda: {"a"} < d.keys())
t(38, lambda: d.keys() > {"a"})
t(39, lambda: d.keys() == frozenset("ab"))
t(40, lambda: d.keys() != {"a"})
t(41, lambda: d.values() == d.values())
t(42, lambda: d.keys() < ["a"])
t(43, lambda: d.items() < d.items())
t(44, lambda: d.items() <= d.items())
t(45, lambda: d.keys() == d.values())
t(46, lambda: d.keys() & ["a"])
t(47, lambda: {}.keys() == set())
t(48, lambda: {1: 2}.items() == {(1, 2)})
t(49, lambda: {1: 2}.items() >= {(1, 2), (3, 4)})
t(50, lambda: d.keys() == 5)
t(51, lambda: 1 in "abc")
t(52, lambda: 1 in 5)
t(53, lambda: None in "a")
t(54, lambda: "a" in None)
t(55, lambda: [] not in 5)
t(56, input)
def told(source):
    try:
        exec(source, {})
        print("fine", source)
    except ImportError as error:
        print(type(error).__name__, str(error).split(" (")[0])
for source in ("from collections import Conter", "from os import nope", "from math import sqroot", "from urllib import nope",
               "from urllib import parse", "from collections import abc", "from os import path", "import os.path",
               "from unittest import mock, nope", "from typing import Nope", "from datetime import date, nope"):
    told(source)

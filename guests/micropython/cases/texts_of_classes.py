import io
import os
import sys
from collections import deque, namedtuple
from enum import StrEnum
from pathlib import Path


def told(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__)


class P(StrEnum):
    A = "p"


class S(str):
    pass


# texts of derived classes, wherever text is taken
for x in (P.A, S("p")):
    told(lambda: io.StringIO().write(x))
    told(lambda: io.StringIO(x).read())
    told(lambda: Path("/tmp/k").write_text(x))
    told(lambda: Path("/tmp/k").read_text())
    with open("/tmp/k", "w") as f:
        f.writelines([x, "q"])
        print(x, "r", file=f)
    told(lambda: open(file="/tmp/k", mode="r").read())
    told(lambda: (os.path.join("a", x), os.path.basename(x), os.path.exists(x), os.fspath(x) == "p"))
    told(lambda: ("x".translate({120: x}), "%c" % x, "%s|%5s" % (x, x)))
    os.environ["Q"] = x
    told(lambda: os.environ["Q"])
told(lambda: open())
told(lambda: "%c" % S("pq"))

# what a built-in __repr__ says of a derived class
class E(namedtuple("Base", "k v")):
    def __repr__(self):
        return "E" + super().__repr__()


class F(E):
    pass


class Numbers(list):
    def __repr__(self):
        return "Numbers" + super().__repr__()


class Set(set):
    def __repr__(self):
        return "!" + super().__repr__()


class Queue(deque):
    def __repr__(self):
        return "!" + super().__repr__()


class Data(bytearray):
    def __repr__(self):
        return "!" + super().__repr__()


class Number(int):
    def __repr__(self):
        return "N" + int.__repr__(self)


class Wrong(ValueError):
    def __repr__(self):
        return "!" + ValueError.__repr__(self)


class Map(dict):
    def __repr__(self):
        return "Map" + dict.__repr__(self)


print(E(1, 2), F(3, 4), Numbers([1]), Set({1}), Set(), Queue([1]), repr(Data(b"a")), Number(5), repr(Wrong("a")), Map(a=1), frozenset.__repr__(frozenset([1])))

# sizes
class Sized:
    def __sizeof__(self):
        return 1000


size = sys.getsizeof
print(size((1,)) > size(()), size(set(range(100))) > size(set()), size(2**1000) > size(1), size(Sized()) >= 1000, size([1] * 99) > size([]),
      size("abc") < size("abcdef"), size({i: i for i in range(99)}) > size({}), size(b"a" * 9) > size(b""), size(bytearray(99)) > size(bytearray()))

told(lambda: (eval("  1 + 1"), eval("\t2"), eval(" \n 3".replace("\n ", "\n")), eval(b" 4")))
told(lambda: eval("   "))

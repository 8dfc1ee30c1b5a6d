"""Names of classes, unions, iterators that are over, formats of struct, hints of readlines()."""

import struct


def show(name, function):
    try:
        result = repr(function())
    except BaseException as error:
        result = type(error).__name__ + ": " + str(error)
    print(name, "=>", result)


class P: pass
def s(): P.__name__ = "PP"; return P.__name__, repr(P()).split(" object")[0]
show(5, s)
show(6, lambda: (repr(type("X", (), {})), type("X", (), {}).__module__, type("Y", (P,), {"a": 1}).a))
show(7, lambda: (int | int, int | str | int, (int | str) == (str | int), int | None))
def s():
    l = [1]; i = iter(l); list(i); l.append(2)
    return next(i, "over")
show(8, s)
def k(f):
    try: return f()
    except Exception as e: return type(e).__name__
def mk(b): 
    class Z(b): pass
    return "made"
show(9, lambda: [k(lambda: mk(b)) for b in (bool, range, slice, memoryview, int, type(None), type(lambda: 0))])
show(10, lambda: [k(lambda: isinstance(1, (str, 5))), k(lambda: isinstance(1, 5)), k(lambda: issubclass(int, (5,)))])
for e in ("struct.pack('b','x')", "struct.pack('y')", "struct.pack('b', 1.5)", "struct.calcsize('0i')", "struct.pack('b0ib', 1, 2)", "struct.unpack('b0ib', b'abcde')", "struct.pack('<P', 1)", "struct.calcsize('2i3h')", "struct.pack('bi', 1, 2)", "struct.pack('=bi', 1, 2)", "struct.pack('!H', 1)", "struct.unpack('3x', b'abc')", "struct.calcsize('bP')", "struct.unpack('2s', b'ab')"):
    show(e, lambda: k(lambda: eval(e)))
open("/tmp/ll", "w").write("ab\ncd\nef\n")
show(11, lambda: (open("/tmp/ll").readlines(3), open("/tmp/ll").readlines(4), open("/tmp/ll").readlines(0), open("/tmp/ll").readlines(-1), open("/tmp/ll").readlines(None)))

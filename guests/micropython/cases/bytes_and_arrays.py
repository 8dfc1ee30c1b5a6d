"""Bytes as text, bytearrays and arrays: numbers with __index__, limits, order, and what is asked for while it changes."""

import array
import binascii


def tell(f):
    try:
        print(repr(f()))
    except Exception as error:
        print(type(error).__name__)


class Number:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


three = b"\xb9\x01\xef"
tell(lambda: (b"".hex(), bytearray().hex(), memoryview(b"").hex(), b"".hex(":")))
for sep in (":", b"$", "\0", "\x7f", "", "xx", "\x80", "\xff", b"\xff", b"", None, 0):
    tell(lambda: three.hex(sep))
    tell(lambda: three.hex(sep=sep, bytes_per_sep=2))
for count in (0, 1, -1, 2, -2, 3, -3, 4, 100):
    tell(lambda: (bytes(range(7)).hex("-", count), binascii.hexlify(bytes(range(7)), "-", count)))
for text in ("", "1", " 1a 2B\t30\n", "1 b", "\x0012", "12 3\xff 56", "zz", b"1b", 5, "0000"):
    tell(lambda: bytes.fromhex(text))
    tell(lambda: bytearray.fromhex(text))

for value in (0, 255, 256, -1, 2**70):
    number = Number(value)
    tell(lambda: bytes([number]))
    tell(lambda: bytearray([number]))
    tell(lambda: (number in b"abc\0\xff", number in bytearray(b"abc\0\xff")))

    def changed(change):
        data = bytearray(b"abc")
        change(data)
        return data

    tell(lambda: changed(lambda data: data.__setitem__(1, number)) if hasattr(data, "__setitem__") else None)
    tell(lambda: changed(lambda data: data.append(number)))
    tell(lambda: changed(lambda data: data.extend([1, number])))
tell(lambda: bytearray(Number(3)))
tell(lambda: bytearray(range(10))[Number(2):Number(4)])

data = bytearray(b"ab")
for more in ([0, 1, 256], [0, "x"], 3, "abc", None):
    tell(lambda: data.extend(more))
data.extend(data)
data.extend(iter([1, 2]))
data += memoryview(b"!")
tell(lambda: data)
for i in range(1000):
    data.append(i % 256)
tell(lambda: (len(data), sum(data)))

data = bytearray([1, 2, 3])
ended, begun = iter(data), iter(data)
for _ in ended:
    next(begun)
data.append(9)
tell(lambda: (list(ended), list(begun)))


class Longer:
    def __len__(self):
        return 1

    def __iter__(self):
        return iter(range(100))


class Shorter(Longer):
    def __len__(self):
        return 1000


for kind in (bytes, bytearray, list):
    tell(lambda: (len(kind(Longer())), len(kind(Shorter()))))
tell(lambda: len(array.array("i", Longer())))


class Emptying:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        del data[:]
        data.__imul__(0) if hasattr(data, "__imul__") else None
        return self.value

    def __iter__(self):
        del data[:]
        return iter(b"xyz")


data = bytearray(range(50))
tell(lambda: data[Emptying(40)])
data = bytearray(range(50))


def store(place, value):
    data[place] = value
    return data


tell(lambda: store(slice(5, 10), Emptying(0)))


class Iterated:
    def __iter__(self):
        del data[:]
        return iter(b"xyz")


data = bytearray(range(50))
tell(lambda: store(slice(5, 10), Iterated()))

one, two, three, four = array.array("B", b"abc"), b"abc", bytearray(b"abc"), memoryview(b"abc")
for left in (one, two, three, four, "abc"):
    for right in (one, two, three, four, "abc"):
        for name, ask in (("==", lambda: left == right), ("<", lambda: left < right), (">=", lambda: left >= right)):
            if not (isinstance(left, memoryview) ^ isinstance(right, memoryview)) or name == "==":
                tell(ask)
tell(lambda: two < four)
tell(lambda: four >= two)
items = array.array("B", b"abc")
tell(lambda: items.__class__ is array.array)
try:
    items[1:2] = b"xyz"
except TypeError:
    print("TypeError")
print(items)

tell(lambda: slice(None, 2**20, 3).indices(10))
tell(lambda: len({hash(frozenset(n for n in range(13) if i >> n & 1)) for i in range(2**10)}) > 1000)

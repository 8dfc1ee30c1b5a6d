# Lists and buffers that change while their items are compared or an index is asked for its number, and what decides
# between two sequences.
import heapq
import math
import struct
from collections import deque


class Item:
    def __init__(self, do):
        self.do = do

    def __eq__(self, other):
        self.do()
        return False

    __hash__ = None


class Index:
    def __init__(self, do, value=1):
        self.do = do
        self.value = value

    def __index__(self):
        self.do()
        return self.value

    def __float__(self):
        self.do()
        return 1.5

    def __iter__(self):
        self.do()
        return iter([1, 2, 3])


def show(name, function):
    try:
        print(name, repr(function()))
    except Exception as error:
        print(name, type(error).__name__)


def emptied(sequence):
    """What empties the sequence, and puts other things where its items were."""
    def do():
        del sequence[:]
        return [[None] * i for i in range(50)]
    return do


def items(count=100):
    made = []
    made.extend([Item(emptied(made)) for _ in range(count)])
    return made


show("index", lambda: items().index(1))
show("count", lambda: items().count(1))
show("in", lambda: 1 in items())
show("remove", lambda: items().remove(1))
show("equal", lambda: items() == [1] * 100)
show("equal from behind", lambda: [1] * 100 == items())
show("not equal", lambda: items() != items())


def on_list(do):
    def run():
        sequence = [1] * 100
        given = do(sequence, emptied(sequence))
        return given, sequence
    return run


def assign(sequence, index, value):
    sequence[index] = value


def delete(sequence, index):
    del sequence[index]


for number, do in enumerate((
    lambda s, e: assign(s, slice(Index(e), 50), [5]), lambda s, e: assign(s, slice(2, 5), Index(e)),
    lambda s, e: assign(s, slice(None, None, 2), Index(e)), lambda s, e: s.insert(Index(e), 5), lambda s, e: s.pop(Index(e)),
    lambda s, e: s[Index(e)], lambda s, e: assign(s, Index(e), 5), lambda s, e: s[Index(e):60],
    lambda s, e: delete(s, slice(Index(e), 60)), lambda s, e: delete(s, Index(e)), lambda s, e: s * Index(e),
    lambda s, e: s.extend(Index(e)), lambda s, e: s.index(5, Index(e)), lambda s, e: math.sumprod(s, [Index(e)] * 100) and 0,
)):
    show(number, on_list(do))


def on_bytes(do):
    def run():
        data = bytearray(b"x" * 100)
        given = do(data, emptied(data))
        return given, data
    return run


for number, do in enumerate((
    lambda b, e: assign(b, slice(Index(e), Index(e)), b"y"), lambda b, e: assign(b, Index(e), 65),
    lambda b, e: assign(b, 5, Index(e)), lambda b, e: b.find(b"x", Index(e)), lambda b, e: b.count(b"x", Index(e)),
    lambda b, e: b.startswith(b"x", Index(e)), lambda b, e: b.append(Index(e)), lambda b, e: b * Index(e),
)):
    show(number, on_bytes(do))
buffer = bytearray(6)
struct.pack_into("<hb", buffer, -4, 258, 3)
print(buffer, struct.unpack_from("<hb", buffer, -4), struct.unpack_from("b", buffer, Index(print, 2)))
for do in (lambda: struct.pack_into("i", bytearray(3), 0, 1), lambda: struct.unpack_from("i", b"abcd", 1),
           lambda: struct.pack_into("b", bytearray(3), -4, 1), lambda: struct.unpack_from("b", b"", 5)):
    try:
        do()
    except struct.error:
        print("refused")


class Asked:
    def __init__(self, name):
        self.name = name

    def __lt__(self, other):
        return self.name + " less"

    def __le__(self, other):
        return ""

    def __gt__(self, other):
        return self.name + " more"

    def __ge__(self, other):
        return [self.name]


a, b = Asked("a"), Asked("b")
print((a,) < (b,), [1, a] <= [1, b], deque([a]) > deque([b]), (a,) >= (b,), (a,) < (a,), [a, 1] < [a, 2])


class Turned(str):
    def __lt__(self, other):
        return str(self) > str(other)


pairs = [(2, Turned("a")), (1, Turned("b")), (1, Turned("c"))]
print(sorted(pairs), min(pairs), heapq.nsmallest(2, pairs), max([[Turned("a")], [Turned("b")]]))
for one, other in (([], []), ([1], [1, 2]), ([1, 2], [1]), ((1, 2), (1, 2)), ((2,), (1, 5)), (([1], 2), ([1], 3))):
    print(one < other, one <= other, one > other, one >= other, one == other, one != other)
for wrong in ([(1, None), (1, 2)], [[1, "a"], [1, 2]]):
    try:
        sorted(wrong)
    except TypeError as error:
        print(error)

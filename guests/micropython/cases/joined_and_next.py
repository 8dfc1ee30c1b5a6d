# What join says of items that do not fit, what it joins, and that __next__ takes no default.
import math


class Text(str):
    pass


def show(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as error:
        print(type(error).__name__, error)


for joined in (["a", 1], [1, "a"], ("a", None), [b"a"], ["a", Text("b"), Text("c")], (x for x in "abc"), [], ["é"]):
    show(", ".join, joined)
for joined in (["a"], [b"a", bytearray(b"b"), memoryview(b"c")], [b"a", 1], [], [b"x"] * 3):
    show(b"-".join, joined)
    show(bytearray(b"+").join, joined)
show(memoryview, 3)
show(lambda: "a" in b"abc")
show(lambda: "a" in bytearray(b"abc"))
for function in (math.floor, math.ceil, math.trunc):
    for value in (True, 2**70 + 1, -2.5, "x", None):
        show(function, value)


def takes(function, *arguments):
    try:
        return function(*arguments)
    except (TypeError, StopIteration) as error:
        return type(error).__name__


for iterator in (iter(lambda: 5, 5), iter([]), iter("ab"), (x for x in "ab"), zip("a", "b"), map(str, [1])):
    print(takes(iterator.__next__, "default"), takes(iterator.__next__), takes(iterator.__next__))


class Many:
    def __new__(cls, *arguments, **named):
        self = object.__new__(cls)
        self.seen = [len(arguments), sorted(named)]
        return self

    def __init__(self, *arguments, last=None, **named):
        self.seen += [arguments, last, named]


print(Many().seen, Many(1, 2, 3, last=4).seen, Many(*range(20), last=1, **{"k%d" % i: i for i in range(12)}).seen)

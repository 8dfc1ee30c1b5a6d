"""Containers that change while they are read, arrays, struct, memoryviews, and texts of large numbers."""

import struct
import sys
from array import array
from collections import deque


def show(name, function):
    try:
        result = repr(function())
    except BaseException as error:
        result = type(error).__name__ + ": " + str(error)
    print(name, "=>", result)


def kind(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


show("digits", lambda: len(str(10**4299)))
show("digits", lambda: len(str(10**4300)))
show("digits", lambda: len(str(10**50000)))
show("digits", lambda: len(f"{10**4300:,}"))
show("digits", lambda: len(f"{10**4299:,}"))
show("digits", lambda: len(hex(10**50000)))
show("digits", lambda: "%d" % 10**5000)
show("digits", lambda: int("1" * 4300) > 0)
show("digits", lambda: int("1" * 4301) > 0)
show("digits", lambda: int("f" * 5000, 16) > 0)
show("digits", lambda: int("1" * 5000, 7) > 0)
print(kind(lambda: eval("1" * 4301)))
show("limit", lambda: sys.get_int_max_str_digits())
show("limit", lambda: sys.set_int_max_str_digits(5))
show("limit", lambda: sys.set_int_max_str_digits(0))
show("limit", lambda: len(str(10**5000)))
show("limit", lambda: sys.set_int_max_str_digits(4300))


def resized():
    data = bytearray(b"abc")
    view = memoryview(data)
    data.extend(b"d" * 100)
    return bytes(view)


def viewed():
    data = bytearray(b"abc")
    view = memoryview(data)[1:]
    view[0] = 65
    return data, bytes(view), list(view), view[1], len(view)


def released():
    data = bytearray(b"abc")
    view = memoryview(data)
    del view
    data += b"x"
    return data


def viewed_array():
    view = memoryview(array("i", [1, 2, 3]))
    return view[1], list(view[1:]), view.itemsize, bytes(view[2:])


print(kind(resized))
show("view", viewed)
show("view", released)
show("view", viewed_array)

for expression in ('struct.pack("B", 300)', 'struct.pack("BB", 1)', 'struct.pack("B", 1, 2)', 'struct.unpack("<H", b"abc")'):
    print(kind(lambda: eval(expression)))
show("struct", lambda: (struct.error, issubclass(struct.error, ValueError), struct.pack("2x"), struct.pack("0B")))
show("struct", lambda: (struct.pack("<3sB", b"abcd", 1), struct.pack(">hHiIlLqQ", 1, 2, 3, 4, 5, 6, 7, 8), struct.pack("@bi", 1, 2)))

print(kind(lambda: array("i", [1]) + array("f", [1.0])), kind(lambda: array("i", [1]) + b"abcd"), kind(lambda: array("O", [1])))
show("array", lambda: array("i", b"abcd"))
show("array", lambda: array("i", b"abc"))


def extended(what, by):
    what.extend(by)
    return what


def added(what, by):
    what += by
    return what


show("array", lambda: extended(array("i", [1]), array("f", [1.0])))
show("array", lambda: extended(array("i", [1]), [3]))
show("bytearray", lambda: extended(bytearray(b"a"), [66]))
show("bytearray", lambda: added(bytearray(b"a"), b"b"))
print(kind(lambda: added(array("i", [1]), [3])))

show("max", lambda: max(1, 2, default=3))
show("max", lambda: max([], default=3))


def source(*items):
    iterator = iter(items)
    return lambda: next(iterator)


show("iter", lambda: list(iter(source(1, 2, 3, 4), 3)))
show("iter", lambda: iter(5, 3))


def changed(container, change):
    count = 0
    for _ in container:
        change(container)
        count += 1
        if count > 10:
            break
    return count


show("set", lambda: changed({1, 2, 3}, lambda s: s.add(7)))
show("set", lambda: changed({1, 2, 3}, lambda s: s.discard(1)))
show("set", lambda: changed({1, 2, 3}, lambda s: s.clear()))
show("dict", lambda: changed({1: 1, 2: 2}, lambda d: d.update({9: 1})))


def intersected():
    numbers = {1, 2, 3}
    numbers.intersection_update([1, 2], [2])
    return numbers


show("set", lambda: (sorted({1}.union([2], [3])), {1, 2, 3}.intersection([2, 3], [3]), {1}.union(), intersected()))
show("set", lambda: (frozenset([1]).union([2], {3}), {"a"} & {"a": 1}.keys(), {"a"} - {"a": 1}.keys(), {"a"} <= {"a": 1}.keys()))
show("reversed", lambda: (list(reversed({1: 2, 3: 4})), list(reversed({1: 2, 3: 4}.items()))))
show("reversed", lambda: reversed({1}))


class Numbers(list):
    pass


class Named(dict):
    pass


class Text(str):
    pass


def by_built_in_methods():
    numbers, named = Numbers([3, 1]), Named(a=1)
    list.append(numbers, 2)
    list.sort(numbers)
    dict.update(named, b=2)
    return numbers, list.index(numbers, 3), named, dict.get(named, "b"), str.upper(Text("a"))


show("derived", by_built_in_methods)
nan = float("nan")
show("nan", lambda: ({1: nan} == {1: nan}, deque([nan]).count(nan), nan in [nan]))
show("slices", lambda: (slice(1) < slice(2), slice(1) == slice(1)))
print(kind(lambda: slice(1, 2) < slice(1)))

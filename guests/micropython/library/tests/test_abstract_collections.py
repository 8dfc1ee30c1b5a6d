"""collections.abc: what is abstract, what counts as what, what the classes give to theirs."""

import array
import collections
import collections.abc as abc
import io


def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


NAMES = """AsyncIterable AsyncIterator Awaitable Callable Collection Container Coroutine Generator Hashable Iterable
    Iterator Mapping MutableMapping MutableSequence MutableSet Reversible Sequence Set Sized""".split()
for name in NAMES:
    attempt(lambda: getattr(abc, name)())


class Half(abc.Sequence):
    def __len__(self):
        return 3


attempt(Half)
print(sorted(abc.Mapping.__abstractmethods__), sorted(Half.__abstractmethods__))


class Full:
    def __getitem__(self, i):
        return 1

    def __len__(self):
        return 1

    def __iter__(self):
        return iter([])

    def __contains__(self, x):
        return True

    def __eq__(self, other):
        return True


class NoIter:
    __iter__ = None


class Registered(Full):
    pass


abc.Sequence.register(Registered)
for value in ([], (), "", b"", bytearray(), {}, set(), frozenset(), range(3), 5, None, len, int, iter([]), zip(), map(str, []),
              (x for x in []), collections.deque(), collections.OrderedDict(), collections.Counter(), collections.ChainMap(),
              collections.UserDict(), collections.UserList(), collections.UserString(""), array.array("i"), io.StringIO(),
              Full(), NoIter(), Registered(), collections.namedtuple("N", "a")(1), memoryview(b""), reversed([])):
    print([name for name in NAMES if isinstance(value, getattr(abc, name)) and name not in ("Container", "Callable")])


class Bag(abc.Set):
    def __init__(self, items):
        self.items = list(dict.fromkeys(items))

    def __contains__(self, x):
        return x in self.items

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)

    def __repr__(self):
        return f"{type(self).__name__}({self.items})"


a, b = Bag([1, 2]), Bag([2, 3])
print(a & b, a | b, a - b, a ^ b, a <= b, a < Bag([1, 2, 3]), a == Bag([2, 1]), a == {1, 2}, a != b, a == 5)
print({2} & a, {2, 9} | a, {2, 9} - a, [1, 9] - a, a & [2], a._hash() == hash(frozenset([1, 2])))
attempt(lambda: a < [1])
attempt(lambda: a & 5)
attempt(lambda: hash(a))


class MutableBag(Bag, abc.MutableSet):
    def add(self, x):
        if x not in self.items:
            self.items.append(x)

    def discard(self, x):
        if x in self.items:
            self.items.remove(x)


m = MutableBag([1, 2])
m ^= {2, 3}
print(m)
m &= {3}
m |= [8]
m -= {3}
print(m, m.pop(), m)
attempt(m.pop)
attempt(lambda: m.remove(4))


class Table(abc.MutableMapping):
    def __init__(self, items=()):
        self.table = dict(items)

    def __getitem__(self, key):
        return self.table[key]

    def __setitem__(self, key, value):
        self.table[key] = value

    def __delitem__(self, key):
        del self.table[key]

    def __iter__(self):
        return iter(self.table)

    def __len__(self):
        return len(self.table)

    def __repr__(self):
        return f"Table({self.table})"


t = Table({"a": 1, "b": 2})
print(t.keys(), t.values(), t.items(), t.keys() & {"a"}, ("a", 1) in t.items(), 2 in t.values(), t == {"a": 1, "b": 2})
print(isinstance(t.keys(), abc.KeysView), isinstance(t.keys(), abc.Set), isinstance(t.values(), abc.Set), dict(t), {**t})
print(t.pop("a"), t.setdefault("c", 3), t.update({"d": 4}, e=5), t, t.popitem(), t.get("zz"))
attempt(lambda: t.pop("zz"))
attempt(lambda: hash(t))


class KeepsFirst(Table):
    """clear() asks popitem(), which may leave something."""

    def popitem(self):
        if len(self) < 2:
            raise KeyError
        return self.table.popitem()


t = KeepsFirst({"a": 1, "b": 2})
print(t.clear(), t)


class Echo(abc.Generator):
    def send(self, value):
        return value

    def throw(self, kind, value=None, traceback=None):
        raise kind


print(next(Echo()), Echo().close(), iter(Echo()) is not None)


class Tens(abc.Sequence):
    def __len__(self):
        return 3

    def __getitem__(self, i):
        if i >= 3:
            raise IndexError
        return i * 10


print(list(Tens()), 20 in Tens(), Tens().index(20), Tens().index(20, -1), list(reversed(Tens())))
attempt(lambda: Tens().index(20, 0, 2))

from types import MappingProxyType

print(isinstance(MappingProxyType({}), abc.Mapping), isinstance(MappingProxyType({}), abc.MutableMapping))


# ---- what is iterated and called, by instances and not by metaclasses ----
import functools
import re
from abc import ABC
from collections import UserDict, UserList, deque
from enum import Enum


class Member(Enum):
    A = 1


class Plain(ABC):
    pass


class Exclaimed(UserList):
    def __getitem__(self, i):
        return str(self.data[i]) + "!"


class Missing(UserDict):
    def __init__(self):
        super().__init__()
        self.__missing__ = str


kinds = abc.Iterable, abc.Iterator, abc.Callable, abc.Sized, abc.Collection
for each in (Member.A, Member, Plain(), Plain, iter({}.items()), iter({}.values()), iter(bytearray()), iter(deque()), reversed(()),
             iter(int, 1), re.finditer("", ""), str.upper, Plain().__class__.__call__, functools.partial(len),
             functools.lru_cache(len), UserDict(), Missing().keys):
    print([kind.__name__ for kind in kinds if isinstance(each, kind)])
print(list(Exclaimed([1, 2])), 1 in Exclaimed([1]), [x for x in UserList("ab")])
try:
    Missing()[1]
except KeyError as error:
    print("KeyError", error)
print([isinstance(each, abc.Hashable) for each in ({}.keys(), {}.items(), {}.values(), (), [])])

"""The abstract classes of collections.abc: for isinstance(), and as bases."""

import array as _array
import io as _io
import re as _re
import sys as _sys
from _collections import deque as _deque
from _functools import cached as _cached, partial as _partial
from collections import _odict_items, _odict_keys, _odict_values
from abc import ABCMeta as _ABCMeta, abstractmethod as _abstractmethod
from types import (CoroutineType as _CoroutineType, GeneratorType as _generator, MappingProxyType as _MappingProxyType,
                   MethodType as _method, _class_getitem)

_keys, _items, _values = (type({}.keys()), _odict_keys), (type({}.items()), _odict_items), (type({}.values()), _odict_values)
_views = _keys + _items + _values
_items_by_number = type("_items_by_number", (), {"__getitem__": len})()
_iterators = tuple({type(iter(x)) for x in ([], (), "", b"", {}, set(), range(0), bytearray(), _deque(), {}.items(),
                                            {}.values(), _items_by_number, iter(int, 1), _re.finditer("", ""))} |
                   {type(reversed([])), type(reversed(())), zip, map, filter, enumerate, _generator, _io.StringIO,
                    _io.BytesIO, type(_sys.stdin)})
_sequences = (list, tuple, str, bytes, range, memoryview, bytearray, _deque, _array.array)
_collections = _sequences + (dict, set, frozenset) + _views
_abstract = _abstractmethod(lambda self, *args: None)


def _has(cls, name):
    if type(cls) is type and name != "__call__":  # which every class has of type
        return callable(getattr(cls, name, None))
    for base in cls.__mro__:  # what the metaclass has does not count
        own = getattr(base, "__dict__", ())
        if name in own:
            return own[name] is not None
    return False


@classmethod
def _hook(cls, other):
    """Which classes count as `cls` unasked: the built-in ones in its _kinds, and those with the methods in its _methods."""
    own = cls.__dict__
    if issubclass(other, own.get("_kinds", ())):
        return True
    methods = own.get("_methods")
    if methods and all([_has(other, name) for name in methods]):
        return True
    return NotImplemented


class Hashable(metaclass=_ABCMeta):
    __hash__ = _abstract

    @classmethod
    def __subclasshook__(cls, other):
        if cls is not Hashable:
            return NotImplemented
        for base in other.__mro__:
            if base in (list, dict, set, bytearray, _deque, _array.array) + _keys + _items:
                return False
            own = base.__dict__ if hasattr(base, "__dict__") else {}
            if "__hash__" in own:
                return own["__hash__"] is not None
            if "__eq__" in own and hasattr(own["__eq__"], "__code__"):
                return False
        return True


class Iterable(metaclass=_ABCMeta):
    _kinds = _collections + _iterators
    _methods = ("__iter__",)
    __iter__ = _abstract
    __subclasshook__ = _hook
    __class_getitem__ = _class_getitem


class Iterator(Iterable):
    _kinds = _iterators
    _methods = ("__next__", "__iter__")
    __next__ = _abstract

    def __iter__(self):
        return self


class Reversible(Iterable):
    _kinds = _sequences + (dict,) + _views
    _methods = ("__reversed__", "__iter__")
    __reversed__ = _abstract


class Generator(Iterator):
    _kinds = (_generator,)
    _methods = ("send", "throw", "close", "__iter__", "__next__")
    send = throw = _abstract

    def __next__(self):
        return self.send(None)

    def close(self):
        try:
            self.throw(GeneratorExit)
        except (GeneratorExit, StopIteration):
            return
        raise RuntimeError("generator ignored GeneratorExit")


class Sized(metaclass=_ABCMeta):
    _kinds = _collections
    _methods = ("__len__",)
    __len__ = _abstract
    __subclasshook__ = _hook


class Container(metaclass=_ABCMeta):
    _kinds = _collections
    _methods = ("__contains__",)
    __contains__ = _abstract
    __subclasshook__ = _hook
    __class_getitem__ = _class_getitem


class Collection(Sized, Iterable, Container):
    _kinds = _collections
    _methods = ("__len__", "__iter__", "__contains__")


class Callable(metaclass=_ABCMeta):
    _kinds = (type(lambda: 0), type(len), type(list.append), _method, _partial, _cached, type)
    _methods = ("__call__",)
    __call__ = _abstract
    __subclasshook__ = _hook
    __class_getitem__ = _class_getitem


class Sequence(Reversible, Collection):
    _kinds = _sequences
    __getitem__ = _abstract

    def __iter__(self):
        i = 0
        try:
            while True:
                yield self[i]
                i += 1
        except IndexError:
            return

    def __contains__(self, value):
        for item in self:
            if item is value or item == value:
                return True
        return False

    def __reversed__(self):
        for i in range(len(self) - 1, -1, -1):
            yield self[i]

    def index(self, value, start=0, stop=None):
        if start < 0:
            start = max(len(self) + start, 0)
        if stop is not None and stop < 0:
            stop += len(self)
        while stop is None or start < stop:
            try:
                item = self[start]
            except IndexError:
                break
            if item is value or item == value:
                return start
            start += 1
        raise ValueError

    def count(self, value):
        return sum([1 for item in self if item is value or item == value])


class MutableSequence(Sequence):
    _kinds = (list, bytearray, _deque, _array.array)
    __setitem__ = __delitem__ = insert = _abstract

    def append(self, value):
        self.insert(len(self), value)

    def clear(self):
        while len(self):
            self.pop()

    def reverse(self):
        n = len(self)
        for i in range(n // 2):
            self[i], self[n - i - 1] = self[n - i - 1], self[i]

    def extend(self, values):
        for value in list(values) if values is self else values:
            self.append(value)

    def pop(self, index=-1):
        value = self[index]
        del self[index]
        return value

    def remove(self, value):
        del self[self.index(value)]

    def __iadd__(self, values):
        self.extend(values)
        return self


ByteString = Sequence


def _is_set(value):
    return isinstance(value, (set, frozenset, Set))


class Set(Collection):
    _kinds = (set, frozenset) + _keys + _items

    @classmethod
    def _from_iterable(cls, it):
        return cls(it)

    def __le__(self, other):
        if not _is_set(other):
            return NotImplemented
        return len(self) <= len(other) and all([item in other for item in self])

    def __lt__(self, other):
        return len(self) < len(other) and self.__le__(other) if _is_set(other) else NotImplemented

    def __ge__(self, other):
        if not _is_set(other):
            return NotImplemented
        return len(self) >= len(other) and all([item in self for item in other])

    def __gt__(self, other):
        return len(self) > len(other) and self.__ge__(other) if _is_set(other) else NotImplemented

    def __eq__(self, other):
        return len(self) == len(other) and self.__le__(other) if _is_set(other) else NotImplemented

    __hash__ = None

    def __and__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        return self._from_iterable([item for item in other if item in self])

    __rand__ = __and__

    def __or__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        return self._from_iterable([item for part in (self, other) for item in part])

    __ror__ = __or__

    def __sub__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        other = other if _is_set(other) else self._from_iterable(other)
        return self._from_iterable([item for item in self if item not in other])

    def __rsub__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        other = other if _is_set(other) else self._from_iterable(other)
        return self._from_iterable([item for item in other if item not in self])

    def __xor__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        other = other if isinstance(other, Set) else self._from_iterable(other)
        return (self - other) | (other - self)

    __rxor__ = __xor__

    def isdisjoint(self, other):
        return not any([item in self for item in other])

    def _hash(self):
        return hash(frozenset(self))


class MutableSet(Set):
    _kinds = (set,)
    add = discard = _abstract

    def remove(self, value):
        if value not in self:
            raise KeyError(value)
        self.discard(value)

    def pop(self):
        for value in self:
            self.discard(value)
            return value
        raise KeyError

    def clear(self):
        try:
            while True:
                self.pop()
        except KeyError:
            pass

    def __ior__(self, other):
        for value in other:
            self.add(value)
        return self

    def __iand__(self, other):
        for value in self - other:
            self.discard(value)
        return self

    def __ixor__(self, other):
        for value in () if other is self else self._from_iterable(other):
            if value in self:
                self.discard(value)
            else:
                self.add(value)
        if other is self:
            self.clear()
        return self

    def __isub__(self, other):
        for value in list(other):
            self.discard(value)
        return self


class Mapping(Collection):
    _kinds = (dict, _MappingProxyType)
    __getitem__ = _abstract
    __reversed__ = None
    __hash__ = None

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def keys(self):
        return KeysView(self)

    def values(self):
        return ValuesView(self)

    def items(self):
        return ItemsView(self)

    def __eq__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        return dict(self.items()) == dict(other.items())


class MutableMapping(Mapping):
    _kinds = (dict,)
    __setitem__ = __delitem__ = _abstract

    def pop(self, key, *default):
        try:
            value = self[key]
        except KeyError:
            if not default:
                raise
            return default[0]
        del self[key]
        return value

    def popitem(self):
        for key in self:
            value = self[key]
            del self[key]
            return key, value
        raise KeyError

    def clear(self):
        try:
            while True:
                self.popitem()
        except KeyError:
            pass

    def update(self, other=(), /, **kwds):
        if isinstance(other, Mapping):
            for key in other:
                self[key] = other[key]
        elif hasattr(other, "keys"):
            for key in other.keys():
                self[key] = other[key]
        else:
            for key, value in other:
                self[key] = value
        for key, value in kwds.items():
            self[key] = value

    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default


class MappingView(Sized):
    _kinds = _views

    def __init__(self, mapping):
        self._mapping = mapping

    def __len__(self):
        return len(self._mapping)

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, self._mapping)


class KeysView(MappingView, Set):
    _kinds = _keys

    @classmethod
    def _from_iterable(cls, it):
        return set(it)

    def __contains__(self, key):
        return key in self._mapping

    def __iter__(self):
        return iter(self._mapping)


class ItemsView(MappingView, Set):
    _kinds = _items

    @classmethod
    def _from_iterable(cls, it):
        return set(it)

    def __contains__(self, item):
        key, value = item
        try:
            found = self._mapping[key]
        except KeyError:
            return False
        return found is value or found == value

    def __iter__(self):
        for key in self._mapping:
            yield key, self._mapping[key]


class ValuesView(MappingView, Collection):
    _kinds = _values

    def __contains__(self, value):
        return any([found is value or found == value for found in self])

    def __iter__(self):
        for key in self._mapping:
            yield self._mapping[key]


class Awaitable(metaclass=_ABCMeta):
    _kinds = (_CoroutineType,)
    _methods = ("__await__",)
    __await__ = _abstract
    __subclasshook__ = _hook
    __class_getitem__ = _class_getitem


class Coroutine(Awaitable):
    _kinds = (_CoroutineType,)
    _methods = ("send", "throw", "close", "__await__")
    send = throw = _abstract
    close = Generator.close


class AsyncIterable(metaclass=_ABCMeta):
    _methods = ("__aiter__",)
    __aiter__ = _abstract
    __subclasshook__ = _hook
    __class_getitem__ = _class_getitem


class AsyncIterator(AsyncIterable):
    _methods = ("__anext__", "__aiter__")
    __anext__ = _abstract

    def __aiter__(self):
        return self


class AsyncGenerator(AsyncIterator):
    _methods = ("asend", "athrow", "__anext__", "__aiter__")
    asend = athrow = _abstract


class Buffer(metaclass=_ABCMeta):
    _kinds = (bytes, bytearray, memoryview, _array.array)
    __buffer__ = _abstract
    __subclasshook__ = _hook

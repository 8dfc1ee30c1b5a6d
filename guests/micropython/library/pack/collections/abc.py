"""The abstract classes of collections.abc: for isinstance(), and as bases."""

_generator = type((lambda: (yield))())
_keys = type({}.keys())
_iterators = tuple({type(iter(x)) for x in ([], (), "", b"", {}, set(), range(0))} |
                   {type(reversed([])), zip, map, filter, enumerate, _generator})
_sequences = (list, tuple, str, bytes, range, memoryview)


def _has(cls, names):
    for name in names:
        if not callable(getattr(cls, name, None)):
            return False
    return True


class _Abstract:
    """A class that counts others as its subclasses: the built-in ones in _kinds, and those with the methods in _methods."""

    _kinds = ()
    _methods = ()
    _registered = ()

    @classmethod
    def __subclasscheck__(cls, other):
        if "_kinds" not in cls.__dict__:  # a class of the program
            return False
        if issubclass(other, cls._kinds + cls._registered):
            return True
        return bool(cls._methods) and _has(other, cls._methods)

    @classmethod
    def __instancecheck__(cls, instance):
        return cls.__subclasscheck__(type(instance))

    @classmethod
    def register(cls, other):
        cls._registered += (other,)
        return other

    @classmethod
    def __class_getitem__(cls, item):
        return cls


class Hashable(_Abstract):
    _kinds = ()

    @classmethod
    def __subclasscheck__(cls, other):
        return not issubclass(other, (list, dict, set, bytearray))

    @classmethod
    def __instancecheck__(cls, instance):
        try:
            hash(instance)
        except TypeError as error:
            return isinstance(instance, tuple)
        return True


class Iterable(_Abstract):
    _kinds = (list, tuple, str, bytes, bytearray, memoryview, range, dict, set, frozenset, _keys) + _iterators
    _methods = ("__iter__",)


class Iterator(Iterable):
    _kinds = _iterators
    _methods = ("__next__", "__iter__")

    def __iter__(self):
        return self


class Reversible(Iterable):
    _kinds = (list, tuple, str, bytes, bytearray, range, dict)
    _methods = ("__reversed__", "__iter__")


class Generator(Iterator):
    _kinds = (_generator,)
    _methods = ("send", "throw", "close", "__iter__", "__next__")


class Sized(_Abstract):
    _kinds = (list, tuple, str, bytes, bytearray, memoryview, range, dict, set, frozenset, _keys)
    _methods = ("__len__",)


class Container(_Abstract):
    _kinds = (list, tuple, str, bytes, bytearray, memoryview, range, dict, set, frozenset, _keys)
    _methods = ("__contains__",)


class Collection(Sized, Iterable, Container):
    _kinds = (list, tuple, str, bytes, bytearray, memoryview, range, dict, set, frozenset, _keys)
    _methods = ("__len__", "__iter__", "__contains__")


class Callable(_Abstract):
    _kinds = ()
    _methods = ("__call__",)

    @classmethod
    def __instancecheck__(cls, instance):
        return callable(instance)


class Sequence(Reversible, Collection):
    _kinds = _sequences + (bytearray,)

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
        for i in range(start, len(self) if stop is None else min(stop, len(self))):
            item = self[i]
            if item is value or item == value:
                return i
        raise ValueError

    def count(self, value):
        return sum([1 for item in self if item is value or item == value])


class MutableSequence(Sequence):
    _kinds = (list, bytearray)

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
        for value in list(values):
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


class Set(Collection):
    _kinds = (set, frozenset, _keys)

    @classmethod
    def _from_iterable(cls, it):
        return cls(it)

    def __le__(self, other):
        return all([item in other for item in self])

    def __lt__(self, other):
        return len(self) < len(other) and self.__le__(other)

    def __ge__(self, other):
        return all([item in self for item in other])

    def __gt__(self, other):
        return len(self) > len(other) and self.__ge__(other)

    def __eq__(self, other):
        return len(self) == len(other) and self.__le__(other)

    def __and__(self, other):
        return self._from_iterable([item for item in other if item in self])

    def __or__(self, other):
        return self._from_iterable([item for part in (self, other) for item in part])

    def __sub__(self, other):
        return self._from_iterable([item for item in self if item not in other])

    def __xor__(self, other):
        return (self - other) | self._from_iterable([item for item in other if item not in self])

    def isdisjoint(self, other):
        return not any([item in self for item in other])


class MutableSet(Set):
    _kinds = (set,)

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
        for value in list(self):
            self.discard(value)

    def __ior__(self, other):
        for value in other:
            self.add(value)
        return self

    def __iand__(self, other):
        for value in list(self):
            if value not in other:
                self.discard(value)
        return self

    def __isub__(self, other):
        for value in list(other):
            self.discard(value)
        return self


class Mapping(Collection):
    _kinds = (dict,)

    def __getitem__(self, key):
        raise KeyError(key)

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
        return list(self)

    def values(self):
        return [self[key] for key in self]

    def items(self):
        return [(key, self[key]) for key in self]

    def __eq__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        return dict(self.items()) == dict(other.items())


class MutableMapping(Mapping):
    _kinds = (dict,)

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
        for key in list(self):
            del self[key]

    def update(self, other=(), **kwds):
        if hasattr(other, "keys"):
            for key in other.keys():
                self[key] = other[key]
        else:
            for key, value in other:
                self[key] = value
        for key, value in kwds.items():
            self[key] = value

    def setdefault(self, key, default=None):
        if key in self:
            return self[key]
        self[key] = default
        return default


class MappingView(Sized):
    _kinds = (_keys,)


class KeysView(MappingView, Set):
    _kinds = (_keys,)


class ItemsView(MappingView, Set):
    _kinds = (type({}.items()),)


class ValuesView(MappingView, Collection):
    _kinds = (type({}.values()),)


class Awaitable(_Abstract):
    _kinds = ()
    _methods = ("__await__",)


class Coroutine(Awaitable):
    _kinds = ()
    _methods = ("send", "throw", "close", "__await__")


class AsyncIterable(_Abstract):
    _kinds = ()
    _methods = ("__aiter__",)


class AsyncIterator(AsyncIterable):
    _kinds = ()
    _methods = ("__anext__", "__aiter__")


class AsyncGenerator(AsyncIterator):
    _kinds = ()
    _methods = ("asend", "athrow", "__anext__", "__aiter__")


class Buffer(_Abstract):
    _kinds = (bytes, bytearray, memoryview)

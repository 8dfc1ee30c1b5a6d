"""The module collections; deque and the types of named tuples are in C (modules/collections.c)."""

from types import _class_getitem

from _collections import count as _count, deque, namedtuple as _new_namedtuple

__all__ = ["ChainMap", "Counter", "OrderedDict", "UserDict", "UserList", "UserString", "defaultdict", "deque",
           "namedtuple"]

_KEYWORDS = frozenset("""False None True and as assert async await break class continue def del elif else except finally
    for from global if import in is lambda nonlocal not or pass raise return try while with yield""".split())


# ---- named tuples ----


def _asdict(self):
    return dict(zip(self._fields, self))


def _replace(self, **kwds):
    cls = type(self)
    result = cls._make([kwds.pop(name, value) for name, value in zip(cls._fields, self)])
    if kwds:
        raise TypeError("Got unexpected field names: %r" % list(kwds))
    return result


def _getnewargs(self):
    return tuple(self)


def _count_in(self, value):
    return tuple(self).count(value)


def _index_in(self, *args):
    return tuple(self).index(*args)


def _namedtuple_type(typename, names, defaults, members):
    """Makes the type; typing.NamedTuple adds the members of its class body."""
    def _make(cls, iterable):
        values = tuple(iterable)
        if len(values) != len(names):
            raise TypeError("Expected %d arguments, got %d" % (len(names), len(values)))
        return made.__new__(cls, *values)  # the __new__ of a derived class may take others

    members["_fields"] = members["__match_args__"] = names
    members["_field_defaults"] = dict(zip(names[len(names) - len(defaults):], defaults))
    members["_asdict"] = _asdict
    members["_replace"] = members["__replace__"] = _replace
    members["_make"] = classmethod(_make)
    members["__getnewargs__"] = _getnewargs
    members["count"] = _count_in
    members["index"] = _index_in
    members.setdefault("__doc__", "%s(%s)" % (typename, ", ".join(names)))
    members.setdefault("__slots__", ())
    made = _new_namedtuple(typename, names, tuple(defaults), members)
    return made


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    names = [str(name) for name in field_names]
    typename = str(typename)
    if rename:
        seen = set()
        for i, name in enumerate(names):
            if not name.isidentifier() or name in _KEYWORDS or name.startswith("_") or name in seen:
                names[i] = "_%d" % i
            seen.add(name)
    for name in [typename] + names:
        if not name.isidentifier():
            raise ValueError("Type names and field names must be valid identifiers: %r" % name)
        if name in _KEYWORDS:
            raise ValueError("Type names and field names cannot be a keyword: %r" % name)
    seen = set()
    for name in names:
        if name.startswith("_") and not rename:
            raise ValueError("Field names cannot start with an underscore: %r" % name)
        if name in seen:
            raise ValueError("Encountered duplicate field name: %r" % name)
        seen.add(name)
    defaults = () if defaults is None else tuple(defaults)
    if len(defaults) > len(names):
        raise TypeError("Got more default values than field names")
    # CPython asks the frame of the caller, which is the program's unless it says otherwise.
    return _namedtuple_type(typename, tuple(names), defaults, {"__module__": module or "__main__"})


# ---- dicts ----

_open = []  # what is being written, so that a circle ends


def _without_circle(self, circle, write):
    mark = id(self)
    if mark in _open:
        return circle
    _open.append(mark)
    try:
        return write()
    finally:
        _open.remove(mark)


def _merge(self, other):
    if not isinstance(other, dict):
        return NotImplemented
    result = self.copy()
    result.update(other)
    return result


class defaultdict(dict):
    __class_getitem__ = _class_getitem

    def __init__(self, default_factory=None, /, *args, **kwargs):
        if default_factory is not None and not callable(default_factory):
            raise TypeError("first argument must be callable or None")
        super().__init__(*args, **kwargs)
        self.default_factory = default_factory

    def __missing__(self, key):
        factory = self.default_factory
        if factory is None:
            raise KeyError(key)
        self[key] = value = factory()
        return value

    def __repr__(self):
        begin = "%s(%r, " % (type(self).__name__, self.default_factory)
        return _without_circle(self, begin + "{...})", lambda: "%s%r)" % (begin, dict(self)))

    @classmethod
    def fromkeys(cls, iterable, value=None):
        result = cls()
        for key in iterable:
            result[key] = value
        return result

    def copy(self):
        return type(self)(self.default_factory, self)

    __copy__ = copy

    __or__ = _merge

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        result = type(self)(self.default_factory, other)
        result.update(self)
        return result


class _OrderedView:
    """A view of a dict that calls itself one of an OrderedDict."""

    def __init__(self, view):
        self._view = view

    def __iter__(self):
        return iter(self._view)

    def __reversed__(self):
        return reversed(self._view)

    def __len__(self):
        return len(self._view)

    def __contains__(self, item):
        return item in self._view

    def __repr__(self):
        return _without_circle(self, "...", lambda: "%s(%r)" % (type(self).__name__, list(self._view)))


def _view_of(other):
    return other._view if isinstance(other, _OrderedView) else other


class _OrderedSet(_OrderedView):
    __hash__ = None

    def __eq__(self, other):
        return self._view == _view_of(other)

    def __le__(self, other):
        return self._view <= _view_of(other)

    def __lt__(self, other):
        return self._view < _view_of(other)

    def __ge__(self, other):
        return self._view >= _view_of(other)

    def __gt__(self, other):
        return self._view > _view_of(other)

    def __and__(self, other):
        return self._view & _view_of(other)

    def __or__(self, other):
        return self._view | _view_of(other)

    def __xor__(self, other):
        return self._view ^ _view_of(other)

    def __sub__(self, other):
        return self._view - _view_of(other)

    def __rsub__(self, other):
        return set(other) - set(self._view)

    __rand__, __ror__, __rxor__ = __and__, __or__, __xor__

    def isdisjoint(self, other):
        return not any([item in self._view for item in other])


_odict_keys = type("odict_keys", (_OrderedSet,), {"__module__": "builtins"})
_odict_items = type("odict_items", (_OrderedSet,), {"__module__": "builtins"})
_odict_values = type("odict_values", (_OrderedView,), {"__module__": "builtins"})


class OrderedDict(dict):
    __class_getitem__ = _class_getitem
    # Found here, they are not those of a derived class, which may call OrderedDict.__setitem__(self, key, value).
    __setitem__, __delitem__ = dict.__setitem__, dict.__delitem__

    def keys(self):
        return _odict_keys(super().keys())

    def items(self):
        return _odict_items(super().items())

    def values(self):
        return _odict_values(super().values())

    def move_to_end(self, key, last=True):
        value = super().pop(key)  # by dict's own methods: those of a derived class may call this one
        if last:
            super().__setitem__(key, value)
            return
        rest = list(super().items())
        super().clear()
        super().__setitem__(key, value)
        super().update(rest)

    def popitem(self, last=True):
        if not self:
            raise KeyError("dictionary is empty")
        if last:
            return super().popitem()
        key = next(iter(self))
        return key, self.pop(key)

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return list(self.items()) == list(other.items())
        if not isinstance(other, dict):
            return NotImplemented
        return dict(self) == (dict(other) if type(other) is not dict else other)

    def __ne__(self, other):
        return not self == other

    def __repr__(self):
        return _without_circle(self, "...", lambda: "%s(%s)" % (type(self).__name__, repr(dict(self)) if self else ""))

    def __reversed__(self):
        return reversed(list(self))

    def copy(self):
        return type(self)(self)

    __copy__ = copy

    @classmethod
    def fromkeys(cls, iterable, value=None):
        result = cls()
        for key in iterable:
            result[key] = value
        return result

    __or__ = _merge

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        result = type(self)(other)
        result.update(self)
        return result


class Counter(dict):
    __class_getitem__ = _class_getitem

    def __init__(self, iterable=None, /, **kwds):
        super().__init__()
        self.update(iterable, **kwds)

    def __missing__(self, key):
        return 0

    def total(self):
        return sum(self.values())

    def most_common(self, n=None):
        pairs = sorted(self.items(), key=lambda pair: pair[1], reverse=True)
        return pairs if n is None else pairs[:max(n, 0)]

    def elements(self):
        for key, count in self.items():
            for _ in range(count):
                yield key

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")

    def update(self, iterable=None, /, **kwds):
        if iterable is not None:
            if isinstance(iterable, dict):
                if not self:
                    super().update(iterable)
                else:
                    for key, count in iterable.items():
                        self[key] = count + self.get(key, 0)
            else:
                _count(self, iterable)
        if kwds:
            self.update(kwds)

    def subtract(self, iterable=None, /, **kwds):
        if iterable is not None:
            if isinstance(iterable, dict):
                for key, count in iterable.items():
                    self[key] = self.get(key, 0) - count
            else:
                for key in iterable:
                    self[key] = self.get(key, 0) - 1
        if kwds:
            self.subtract(kwds)

    def copy(self):
        return type(self)(self)

    __copy__ = copy

    def __delitem__(self, key):
        if key in self:
            super().__delitem__(key)

    def __repr__(self):
        if not self:
            return "%s()" % type(self).__name__
        try:
            items = self.most_common()
        except TypeError:
            items = self.items()
        return "%s({%s})" % (type(self).__name__, ", ".join(["%r: %r" % pair for pair in items]))

    def _compare(self, other, holds):
        if not isinstance(other, Counter):
            return NotImplemented
        for counts in (self, other):
            for key in counts:
                if not holds(self.get(key, 0), other.get(key, 0)):
                    return False
        return True

    def __eq__(self, other):
        if not isinstance(other, Counter):
            return dict(self) == other if isinstance(other, dict) else NotImplemented
        return self._compare(other, lambda a, b: a == b)

    def __ne__(self, other):
        return not self == other

    def __le__(self, other):
        return self._compare(other, lambda a, b: a <= b)

    def __lt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self <= other and self != other

    def __ge__(self, other):
        return self._compare(other, lambda a, b: a >= b)

    def __gt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self >= other and self != other

    def _combined(self, other, combine):
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for counts in (self, other):
            for key in counts:
                if key not in result:
                    count = combine(self.get(key, 0), other.get(key, 0))
                    if count > 0:
                        result[key] = count
        return result

    def __add__(self, other):
        return self._combined(other, lambda a, b: a + b)

    def __sub__(self, other):
        return self._combined(other, lambda a, b: a - b)

    def __or__(self, other):
        return self._combined(other, max)

    def __and__(self, other):
        return self._combined(other, min)

    def __pos__(self):
        return self._combined(Counter(), lambda a, b: a)

    def __neg__(self):
        return self._combined(Counter(), lambda a, b: -a)

    def _keep_positive(self):
        for key in [key for key, count in self.items() if not count > 0]:
            del self[key]
        return self

    def __iadd__(self, other):
        for key, count in other.items():
            self[key] += count
        return self._keep_positive()

    def __isub__(self, other):
        for key, count in other.items():
            self[key] -= count
        return self._keep_positive()

    def __ior__(self, other):
        for key, count in other.items():
            if count > self[key]:
                self[key] = count
        return self._keep_positive()

    def __iand__(self, other):
        for key, count in list(self.items()):
            if other[key] < count:
                self[key] = other[key]
        return self._keep_positive()


def __getattr__(name):
    if name in ("ChainMap", "UserDict", "UserList", "UserString"):
        import _collections_user
        return getattr(_collections_user, name)
    if name == "abc":
        import collections.abc
        return collections.abc
    raise AttributeError("module 'collections' has no attribute '%s'" % name)

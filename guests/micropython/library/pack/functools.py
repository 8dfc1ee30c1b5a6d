"""The module functools; partial and the caches are in C (modules/functools.c)."""

from _functools import cached as _cached, partial

__all__ = ["cache", "cached_property", "cmp_to_key", "lru_cache", "partial", "partialmethod", "reduce", "singledispatch",
           "singledispatchmethod", "total_ordering", "update_wrapper", "wraps"]

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__", "__type_params__")
WRAPPER_UPDATES = ("__dict__",)

_NOTHING = object()


def reduce(function, iterable, initial=_NOTHING):
    items = iter(iterable)
    if initial is _NOTHING:
        try:
            result = next(items)
        except StopIteration:
            raise TypeError("reduce() of empty iterable with no initial value")
    else:
        result = initial
    for item in items:
        result = function(result, item)
    return result


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        value = getattr(wrapped, name, _NOTHING)
        if value is not _NOTHING:
            setattr(wrapper, name, value)
    if "__dict__" in updated:
        for name, value in getattr(wrapped, "__dict__", {}).items():
            setattr(wrapper, name, value)
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return lambda wrapper: update_wrapper(wrapper, wrapped, assigned, updated)


_CacheInfo = None  # made when cache_info() is asked for first, so that nobody else pays for collections


def _cache_info_of(cached):
    global _CacheInfo
    if _CacheInfo is None:
        from collections import namedtuple
        _CacheInfo = namedtuple("CacheInfo", ("hits", "misses", "maxsize", "currsize"))
    return _CacheInfo(*cached._counts())


def _make_cached(function, maxsize, typed):
    cached = _cached(function, maxsize, typed)
    cached.__wrapped__ = function
    cached.cache_info = lambda: _cache_info_of(cached)
    cached.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return cached


def lru_cache(maxsize=128, typed=False):
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize):
        return _make_cached(maxsize, 128, typed)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return lambda function: _make_cached(function, maxsize, typed)


def cache(user_function):
    return _make_cached(user_function, None, False)


class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = getattr(func, "__doc__", None)

    def __set_name__(self, owner, name):
        self.attrname = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        values = instance.__dict__
        if name in values:
            return values[name]
        value = self.func(instance)
        setattr(instance, name, value)
        return value


class _Key:
    """What cmp_to_key() makes of an object."""

    def __init__(self, compare, obj):
        self._compare = compare
        self.obj = obj

    def __lt__(self, other):
        return self._compare(self.obj, other.obj) < 0

    def __gt__(self, other):
        return self._compare(self.obj, other.obj) > 0

    def __eq__(self, other):
        return self._compare(self.obj, other.obj) == 0

    def __le__(self, other):
        return self._compare(self.obj, other.obj) <= 0

    def __ge__(self, other):
        return self._compare(self.obj, other.obj) >= 0


def cmp_to_key(mycmp):
    return lambda obj: _Key(mycmp, obj)


_OPPOSITE = {"__lt__": "__ge__", "__le__": "__gt__", "__gt__": "__le__", "__ge__": "__lt__"}
_SWAPPED = {"__lt__": "__gt__", "__le__": "__ge__", "__gt__": "__lt__", "__ge__": "__le__"}


def _derive(root, name):
    """A comparison made of the one that a class has, and of ==."""
    if name == _OPPOSITE[root]:
        def compare(self, other):
            result = getattr(type(self), root)(self, other)
            return result if result is NotImplemented else not result
    elif name == _SWAPPED[_OPPOSITE[root]]:  # < from <=, or <= from <
        if root in ("__lt__", "__gt__"):
            def compare(self, other):
                result = getattr(type(self), root)(self, other)
                return result if result is NotImplemented else result or self == other
        else:
            def compare(self, other):
                result = getattr(type(self), root)(self, other)
                return result if result is NotImplemented else result and not self == other
    elif root in ("__lt__", "__gt__"):  # > from <
        def compare(self, other):
            result = getattr(type(self), root)(self, other)
            return result if result is NotImplemented else not result and not self == other
    else:  # >= from <=
        def compare(self, other):
            result = getattr(type(self), root)(self, other)
            return result if result is NotImplemented else not result or self == other
    return compare


def total_ordering(cls):
    roots = [name for name in ("__lt__", "__gt__", "__le__", "__ge__") if _defines(cls, name)]
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    for name in _OPPOSITE:
        if name not in roots:
            setattr(cls, name, _derive(roots[0], name))
    return cls


def _defines(cls, name):
    if name in cls.__dict__:
        return True
    return any([_defines(base, name) for base in cls.__bases__ if base is not object])


_UNIONS = "typing.Union", "'typing.Union'"


def singledispatch(func):
    registry = {object: func}

    def dispatch(cls):
        for each in cls.__mro__:
            if each is not object and each in registry:
                return registry[each]
        best = object
        for known in registry:
            if known is not object and issubclass(cls, known):
                if issubclass(known, best):
                    best = known
                elif not issubclass(best, known):
                    raise RuntimeError("Ambiguous dispatch: %r or %r" % (best, known))
        return registry[best]

    def register(cls, function=None):
        if function is None:
            if isinstance(cls, type) or hasattr(cls, "__args__"):
                return lambda function: register(cls, function)
            annotations = getattr(cls, "__annotations__", None)
            if not annotations:
                raise TypeError("Invalid first argument to `register()`: use @register(some_class) here")
            function = cls
            cls = next(iter(annotations.values()))
        is_union = hasattr(cls, "__args__") and repr(getattr(cls, "__origin__", "typing.Union")) in _UNIONS
        for each in cls.__args__ if is_union else (cls,):
            if not isinstance(each, type):
                raise TypeError("Invalid first argument to `register()`. %r is not a class or union type." % (cls,))
            registry[each] = function
        return function

    def wrapper(*args, **kw):
        if not args:
            raise TypeError("%s requires at least 1 positional argument" % func.__name__)
        return dispatch(type(args[0]))(*args, **kw)

    wrapper.registry = registry
    wrapper.register = register
    wrapper.dispatch = dispatch
    return update_wrapper(wrapper, func)


class singledispatchmethod:
    def __init__(self, func):
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, method)

    def __get__(self, obj, cls=None):
        dispatch = self.dispatcher.dispatch

        def method(*args, **kw):
            return dispatch(type(args[0]))(obj, *args, **kw)
        return method


class partialmethod:
    def __init__(self, func, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, obj, cls=None):
        return partial(self.func, obj, *self.args, **self.keywords)

"""The module functools; partial and the caches are in C (modules/functools.c)."""

from types import MappingProxyType, MethodType, _class_getitem

from _functools import cached as _cached, partial

__all__ = ["cache", "cached_property", "cmp_to_key", "lru_cache", "partial", "partialmethod", "reduce", "singledispatch",
           "singledispatchmethod", "total_ordering", "update_wrapper", "wraps",
           "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES"]

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__", "__type_params__")
WRAPPER_UPDATES = ("__dict__",)

_NOTHING = object()


def reduce(function, iterable, initial=_NOTHING, /):
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
    for name in updated:
        if name == "__dict__":  # can be read alone
            for key, value in getattr(wrapped, name, {}).items():
                setattr(wrapper, key, value)
        else:
            getattr(wrapper, name).update(getattr(wrapped, name, {}))
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
    __class_getitem__ = _class_getitem

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


def _merged(orders):
    """C3: one order of the classes that agrees with all of these."""
    result = []
    while True:
        orders = [order for order in orders if order]
        if not orders:
            return result
        for order in orders:
            if not any([order[0] in other[1:] for other in orders]):
                break
        else:
            raise RuntimeError("Inconsistent hierarchy")
        first = order[0]
        result.append(first)
        for order in orders:
            if order[0] is first:
                del order[0]


def _order_with(cls, abstract):
    """The classes of `cls`, each abstract one where it begins to be one of those above."""
    bases = list(cls.__bases__)
    explicit = 0  # up to the last base that is abstract itself
    for i, base in enumerate(bases):
        if hasattr(base, "__abstractmethods__"):
            explicit = i + 1
    begun = [each for each in abstract if issubclass(cls, each) and not any([issubclass(base, each) for base in bases])]
    rest = [each for each in abstract if each not in begun]
    groups = bases[:explicit], begun, bases[explicit:]
    return _merged([[cls]] + [_order_with(base, rest) for group in groups for base in group] + [list(each) for each in groups])


def _implementation(cls, registry):
    if cls in registry:
        return registry[cls]
    order = cls.__mro__
    abstract = [each for each in registry if each not in order and issubclass(cls, each)]
    if abstract:
        order = _order_with(cls, [each for each in abstract if not any(
            [other is not each and each in other.__mro__ for other in abstract])])
    found = None
    for each in order:
        if found is not None:
            if each in registry and each not in cls.__mro__ and found not in cls.__mro__ and not issubclass(found, each):
                raise RuntimeError("Ambiguous dispatch: %r or %r" % (found, each))
            break
        if each in registry:
            found = each
    return registry[found]


def singledispatch(func):
    registry = {object: func}

    def dispatch(cls):
        return _implementation(cls, registry)

    def register(cls, function=None):
        if function is None:
            if isinstance(cls, type) or hasattr(cls, "__args__"):
                return lambda function: register(cls, function)
            annotations = getattr(_inside(cls), "__annotations__", None)
            if not annotations:
                raise TypeError("Invalid first argument to `register()`: %r. Use either `@register(some_class)` or plain "
                                "`@register` on an annotated function." % (cls,))
            function = cls
            name, cls = next(iter(annotations.items()))
            if isinstance(cls, str):
                cls = eval(cls, _inside(function).__globals__)
            if not isinstance(cls, type) and not hasattr(cls, "__args__"):
                raise TypeError("Invalid annotation for %r. %r is not a class." % (name, cls))
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

    wrapper.registry = MappingProxyType(registry)
    wrapper.register = register
    wrapper.dispatch = dispatch
    return update_wrapper(wrapper, func)


def _inside(function):
    """The function of a class method or a static method."""
    if isinstance(function, (classmethod, staticmethod)):
        function = type("_", (), {"held": function}).held  # a class alone gets at it
        function = getattr(function, "__func__", function)
    return function


def _bound(function, obj, cls):
    """What obj.name is when `function` is the class's under the name; obj is None when the class is asked."""
    if isinstance(function, staticmethod):
        return _inside(function)
    if isinstance(function, classmethod):
        return MethodType(_inside(function), cls)
    if hasattr(function, "__get__"):
        return function.__get__(obj, cls)
    return function if obj is None else MethodType(function, obj)


class singledispatchmethod:
    def __init__(self, func):
        if not callable(_inside(func)) and not hasattr(func, "__get__"):
            raise TypeError("%r is not callable or a descriptor" % (func,))
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, method)

    def __get__(self, obj, cls=None):
        function = _inside(self.func)

        def method(*args, **kw):
            if not args:
                raise TypeError("%s requires at least 1 positional argument" % getattr(
                    function, "__name__", "singledispatchmethod method"))
            return _bound(self.dispatcher.dispatch(type(args[0])), obj, cls)(*args, **kw)

        method.register = self.register
        return update_wrapper(method, function)


class partialmethod:
    def __init__(self, func, *args, **keywords):
        if not callable(_inside(func)) and not hasattr(func, "__get__"):
            raise TypeError("%r is not callable or a descriptor" % (func,))
        if isinstance(func, partialmethod):
            args, keywords, func = func.args + args, {**func.keywords, **keywords}, func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, obj, cls=None):
        function = _bound(self.func, obj, cls)
        if function is not self.func:
            return partial(function, *self.args, **self.keywords)
        return lambda self_or_cls, *args, **keywords: function(
            self_or_cls, *self.args, *args, **{**self.keywords, **keywords})

    def __repr__(self):
        parts = [repr(each) for each in (self.func,) + self.args]
        parts += ["%s=%r" % pair for pair in self.keywords.items()]
        return "functools.partialmethod(%s)" % ", ".join(parts)

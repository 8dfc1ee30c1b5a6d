"""The module types."""

GenericAlias = type(list[int])
UnionType = type(int | None)


def _generator():
    yield


async def _coroutine():
    pass


class _Class:
    def method(self):
        pass


FunctionType = LambdaType = type(lambda: 0)
GeneratorType = type(_generator())
_made = _coroutine()
CoroutineType = type(_made)
_made.close()
BuiltinFunctionType = BuiltinMethodType = type(len)
MethodType = type(_Class().method)
ModuleType = type(__import__("sys"))
NoneType = type(None)
EllipsisType = type(Ellipsis)
NotImplementedType = type(NotImplemented)
del _made, _Class, _coroutine, _generator


_open = []  # the namespaces being written, so that a circle ends


class SimpleNamespace:
    def __init__(self, mapping_or_iterable=(), **kwargs):
        for name, value in dict(mapping_or_iterable).items():
            setattr(self, name, value)
        for name, value in kwargs.items():
            setattr(self, name, value)

    def __repr__(self):
        mark = id(self)
        name = "namespace" if type(self) is SimpleNamespace else type(self).__name__
        if mark in _open:
            return name + "(...)"
        _open.append(mark)
        try:
            return "%s(%s)" % (name, ", ".join(["%s=%r" % pair for pair in self.__dict__.items()]))
        finally:
            _open.remove(mark)

    def __eq__(self, other):
        if not isinstance(other, SimpleNamespace):
            return NotImplemented
        return dict(self.__dict__) == dict(other.__dict__)

    def __replace__(self, **changes):
        return type(self)(self.__dict__, **changes)


class mappingproxy:
    """Reads another mapping, whatever that becomes, and writes nothing."""

    __module__ = "builtins"
    __slots__ = ("_mapping",)

    def __init__(self, mapping):
        if not hasattr(mapping, "__getitem__") or isinstance(mapping, (list, tuple)):
            raise TypeError("mappingproxy() argument must be a mapping, not %s" % type(mapping).__name__)
        object.__setattr__(self, "_mapping", mapping)

    def __setattr__(self, name, value):
        raise AttributeError(
            "'mappingproxy' object has no attribute %r and no __dict__ for setting new attributes" % name)

    def __getitem__(self, key):
        return self._mapping[key]

    def __setitem__(self, key, value):
        raise TypeError("'mappingproxy' object does not support item assignment")

    def __delitem__(self, key):
        raise TypeError("'mappingproxy' object does not support item deletion")

    def __contains__(self, key):
        return key in self._mapping

    def __iter__(self):
        return iter(self._mapping)

    def __reversed__(self):
        return reversed(list(self._mapping))

    def __len__(self):
        return len(self._mapping)

    def __eq__(self, other):
        return self._mapping == _unwrapped(other)

    def __hash__(self):
        return hash(self._mapping)

    def __or__(self, other):
        return self._mapping | _unwrapped(other)

    def __ror__(self, other):
        return _unwrapped(other) | self._mapping

    def __ior__(self, other):
        raise TypeError("'|=' is not supported by mappingproxy; use '|' instead")

    def __repr__(self):
        return "mappingproxy(%r)" % (self._mapping,)

    def __str__(self):
        return str(self._mapping)

    def __copy__(self):
        raise TypeError("cannot pickle 'mappingproxy' object")

    def __deepcopy__(self, memo):
        raise TypeError("cannot pickle 'mappingproxy' object")

    def get(self, key, default=None):
        return self._mapping.get(key, default)

    def keys(self):
        return self._mapping.keys()

    def values(self):
        return self._mapping.values()

    def items(self):
        return self._mapping.items()

    def copy(self):
        return self._mapping.copy()

    @classmethod
    def __class_getitem__(cls, item):
        from typing import _hint_of
        return _hint_of(cls, item)


# Class[item] where the class itself has no use for it: a hint, which typing knows.
_class_getitem = mappingproxy.__dict__["__class_getitem__"]
MappingProxyType = mappingproxy
del mappingproxy


def _unwrapped(other):
    return other._mapping if isinstance(other, MappingProxyType) else other


class DynamicClassAttribute:
    def __init__(self, fget=None):
        self.fget = fget

    def __get__(self, instance, owner=None):
        if instance is None:
            raise AttributeError
        return self.fget(instance)


def resolve_bases(bases):
    made = []
    for each in bases:
        if not isinstance(each, type) and hasattr(each, "__mro_entries__"):
            entries = each.__mro_entries__(bases)
            if not isinstance(entries, tuple):
                raise TypeError("__mro_entries__ must return a tuple")
            made += entries
        else:
            made.append(each)
    return bases if made == list(bases) else tuple(made)


def prepare_class(name, bases=(), kwds=None):
    keywords = dict(kwds or {})
    meta = keywords.pop("metaclass", None) or (type(bases[0]) if bases else type)
    if isinstance(meta, type):
        for base in bases:
            if issubclass(type(base), meta):
                meta = type(base)
            elif not issubclass(meta, type(base)):
                raise TypeError("metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of "
                                "the metaclasses of all its bases")
    return meta, meta.__prepare__(name, bases, **keywords) if hasattr(meta, "__prepare__") else {}, keywords


def new_class(name, bases=(), kwds=None, exec_body=None):
    resolved = resolve_bases(bases)
    meta, members, keywords = prepare_class(name, resolved, kwds)
    if exec_body is not None:
        exec_body(members)
    if resolved is not bases:
        members["__orig_bases__"] = bases
    members.setdefault("__module__", __name__ if meta is type else meta.__module__)
    if meta is type and keywords:
        raise NotImplementedError("types.new_class: __init_subclass__ gets no keywords here; use a class statement")
    return meta(name, resolved, members, **keywords)


def get_original_bases(cls):
    return cls.__dict__.get("__orig_bases__", cls.__bases__)


class _AwaitableGenerator:
    """What a function under @coroutine returns: a generator that can be awaited."""

    def __init__(self, generator):
        self._generator = generator
        self.send = generator.send
        self.throw = generator.throw
        self.close = generator.close

    def __await__(self):
        return self._generator

    __iter__ = __await__

    def __next__(self):
        return next(self._generator)


def coroutine(func):
    if not callable(func):
        raise TypeError("types.coroutine() expects a callable")

    from functools import wraps

    @wraps(func)
    def wrapped(*args, **kwargs):
        made = func(*args, **kwargs)
        return _AwaitableGenerator(made) if isinstance(made, GeneratorType) else made

    return wrapped

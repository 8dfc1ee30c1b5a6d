"""The module abc. A class with abstract methods left cannot be instantiated, as in CPython."""


class _Abstract:
    """Marks a function as abstract; otherwise it is the function."""

    __isabstractmethod__ = True

    def __init__(self, function):
        self._function = function
        self.__name__ = getattr(function, "__name__", "")
        self.__doc__ = getattr(function, "__doc__", None)

    def __get__(self, instance, owner=None):
        if instance is None:
            return self._function
        return lambda *args, **kwargs: self._function(instance, *args, **kwargs)

    def __call__(self, *args, **kwargs):
        return self._function(*args, **kwargs)


_abstract_properties = []


def abstractmethod(funcobj):
    if isinstance(funcobj, property):
        _abstract_properties.append(funcobj)
        return funcobj
    if isinstance(funcobj, (classmethod, staticmethod)):
        return _Abstract(funcobj)
    try:
        funcobj.__isabstractmethod__ = True
        return funcobj
    except AttributeError:
        return _Abstract(funcobj)


def _is_abstract(cls, name, value):
    if isinstance(value, (classmethod, staticmethod)):
        value = getattr(cls, name)  # what is in it can be reached this way alone
    if isinstance(value, property):
        return value in _abstract_properties or any(
            [getattr(getattr(value, name, None), "__isabstractmethod__", False) for name in ("fget", "fset", "fdel")])
    return bool(getattr(value, "__isabstractmethod__", False))


def _abstract_names(cls, seen):
    """The names that are still abstract in `cls`; `seen` gets all names of the classes before."""
    names = []
    for name, value in cls.__dict__.items():
        if name not in seen:
            seen.add(name)
            if _is_abstract(cls, name, value):
                names.append(name)
    for base in cls.__bases__:
        if base is not object and base is not ABC:
            names += _abstract_names(base, seen)
    return names


_concrete = set()  # classes that were found to have nothing abstract


class _ProtocolMeta(type):
    """That of typing.Protocol; here, so that a class may have bases of both kinds."""

    def __instancecheck__(cls, instance):
        return cls._has_instance(instance)

    def __subclasscheck__(cls, other):
        return cls._has_subclass(other)


class ABCMeta(_ProtocolMeta):
    _by_class_too = True  # the core looks at the bases first

    def __call__(cls, *args, **kwargs):
        if cls not in _concrete:
            _check_concrete(cls)
        return type.__call__(cls, *args, **kwargs)

    @property
    def __abstractmethods__(cls):
        return frozenset(_abstract_names(cls, set()))

    def register(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        _register(cls, subclass)
        return subclass

    def __instancecheck__(cls, instance):
        return cls.__subclasscheck__(type(instance))

    def __subclasscheck__(cls, subclass):
        hook = getattr(cls, "__subclasshook__", None)
        if hook is not None:
            answer = hook(subclass)
            if answer is not NotImplemented:
                return bool(answer)
        for known in cls.__dict__.get("_abc_registry", ()):
            if issubclass(subclass, known):
                return True
        return False


def _register(cls, subclass):
    """With the class, and with those above it."""
    if isinstance(cls, ABCMeta) and cls is not ABC:
        cls._abc_registry = cls.__dict__.get("_abc_registry", ()) + (subclass,)
        for base in cls.__bases__:
            _register(base, subclass)


def _check_concrete(cls):
    names = sorted(_abstract_names(cls, set()))
    if names:
        raise TypeError("Can't instantiate abstract class %s without an implementation for abstract method%s %s" % (
            cls.__name__, "s" if len(names) > 1 else "", ", ".join(["'%s'" % name for name in names])))
    _concrete.add(cls)


class ABC(metaclass=ABCMeta):
    pass


abstractproperty = lambda fget=None, *args: abstractmethod(property(fget, *args))
abstractclassmethod = lambda function: abstractmethod(classmethod(function))
abstractstaticmethod = lambda function: abstractmethod(staticmethod(function))


def get_cache_token():
    return 0


def update_abstractmethods(cls):
    return cls

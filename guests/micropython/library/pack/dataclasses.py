"""The module dataclasses."""

from types import MappingProxyType

__all__ = ["FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "Field", "asdict", "astuple", "dataclass", "field",
           "fields", "is_dataclass", "make_dataclass", "replace"]


class FrozenInstanceError(AttributeError):
    pass


class _MISSING_TYPE:
    pass


class _KW_ONLY_TYPE:
    pass


class _Factory:
    """The default of a parameter whose value a factory makes."""

    def __repr__(self):
        return "<factory>"


MISSING = _MISSING_TYPE()
KW_ONLY = _KW_ONLY_TYPE()
_absent = _Factory()
_no_metadata = MappingProxyType({})


class _DataclassParams:
    def __init__(self, **options):
        for name, value in options.items():
            setattr(self, name, value)

    def __repr__(self):
        return "_DataclassParams(%s)" % ",".join(["%s=%r" % pair for pair in self.__dict__.items()])


class InitVar:
    def __init__(self, type):
        self.type = type

    @classmethod
    def __class_getitem__(cls, type):
        return InitVar(type)

    def __repr__(self):
        return "dataclasses.InitVar[%s]" % getattr(self.type, "__name__", self.type)


class Field:
    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _no_metadata if metadata is None else MappingProxyType(metadata)
        self.kw_only = kw_only
        self._kind = "field"

    def __repr__(self):
        names = ("name", "type", "default", "default_factory", "init", "repr", "hash", "compare", "metadata", "kw_only")
        parts = ["%s=%r" % (name, getattr(self, name)) for name in names]
        kind = {"field": "_FIELD", "classvar": "_FIELD_CLASSVAR", "initvar": "_FIELD_INITVAR"}[self._kind]
        return "Field(%s,_field_type=%s)" % (",".join(parts), kind)


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _kind_of(annotation):
    if isinstance(annotation, str):
        text = annotation.rsplit(".", 1)[-1] if "[" not in annotation else annotation.split("[")[0].rsplit(".", 1)[-1]
        return {"ClassVar": "classvar", "InitVar": "initvar", "KW_ONLY": "kw_only"}.get(text, "field")
    if annotation is KW_ONLY:
        return "kw_only"
    if annotation is InitVar or isinstance(annotation, InitVar):
        return "initvar"
    form = getattr(annotation, "_form", annotation)
    if getattr(form, "_name", None) == "ClassVar":
        return "classvar"
    return "field"


def _collect(cls, kw_only):
    """Returns all fields of the class by name, those of its bases first."""
    collected = {}
    for base in reversed(cls.__bases__):
        for name, known in getattr(base, "__dataclass_fields__", {}).items():
            collected[name] = known
    own = cls.__dict__
    annotations = own.get("__annotations__", {})
    keywords_follow = False
    for name, annotation in annotations.items():
        kind = _kind_of(annotation)
        if kind == "kw_only":
            if keywords_follow:
                raise TypeError("%r is KW_ONLY, but KW_ONLY has already been specified" % name)
            keywords_follow = kw_only = True
            continue
        default = own.get(name, MISSING)
        if isinstance(default, Field):
            made = default
            if made.default is not MISSING:
                setattr(cls, name, made.default)
            else:
                delattr(cls, name)
        else:
            made = Field(default, MISSING, True, True, None, True, None, MISSING)
        made.name = name
        made.type = annotation
        made._kind = kind
        if kind == "field":
            if made.kw_only is MISSING:
                made.kw_only = kw_only
            if isinstance(made.default, (list, dict, set)) or getattr(type(made.default), "__hash__", 0) is None:
                raise ValueError("mutable default %r for field %s is not allowed: use default_factory" % (
                    type(made.default), name))
        elif made.default_factory is not MISSING:
            raise TypeError("field %s cannot have a default factory" % name)
        elif made.kw_only is MISSING:
            made.kw_only = kw_only
        elif kind == "classvar":
            raise TypeError("field %s is a ClassVar but specifies kw_only" % name)
        collected[name] = made
    for name, value in own.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError("%r is a field but has no type annotation" % name)
    return collected


def _parameter(index, each):
    if each.default is MISSING and each.default_factory is MISSING:
        return each.name
    if each.default_factory is not MISSING:
        return "%s=_absent" % each.name
    return "%s=_default%d" % (each.name, index)


def _make_init(cls, collected, frozen, slots):
    scope = {"_absent": _absent, "_set": object.__setattr__}
    annotations = {}
    positional = []
    keyword = []
    body = []
    after = []
    earlier = None
    for index, each in enumerate(collected):
        if each._kind == "classvar":
            continue
        scope["_default%d" % index] = each.default
        scope["_factory%d" % index] = each.default_factory
        if each._kind == "initvar":
            after.append(each.name)
        if each.init:
            annotations[each.name] = each.type
            if each.kw_only:
                keyword.append(_parameter(index, each))
            else:
                if each.default is MISSING and each.default_factory is MISSING:
                    if earlier is not None:
                        raise TypeError("non-default argument %r follows default argument %r" % (each.name, earlier))
                else:
                    earlier = each.name
                positional.append(_parameter(index, each))
        if each._kind != "field":
            continue
        name = each.name
        if each.default_factory is not MISSING:
            value = "_factory%d()" % index
            if each.init:
                value = "%s if %s is _absent else %s" % (value, name, name)
        elif each.init:
            value = name
        elif each.default is not MISSING and slots:  # else the attribute of the class does
            value = "_default%d" % index
        else:
            continue
        body.append(" _set(self, %r, %s)" % (name, value) if frozen else " self.%s = %s" % (name, value))
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__(%s)" % ", ".join(after))
    parameters = ["self"] + positional + (["*"] + keyword if keyword else [])
    name = cls.__name__ if cls.__name__.isidentifier() else "_"  # what errors call it by
    exec("class %s:\n def __init__(%s):\n %s\n" % (name, ", ".join(parameters), "\n ".join(body) or " pass"), scope)
    made = scope[name].__dict__["__init__"]
    annotations["return"] = None
    made.__annotations__ = annotations
    return made


def _text_of(annotation):
    if isinstance(annotation, type):
        module = getattr(annotation, "__module__", "builtins")
        name = getattr(annotation, "__qualname__", annotation.__name__)
        return name if module == "builtins" else "%s.%s" % (module, name)
    return repr(annotation).replace("typing.", "")


def _doc_of(cls, collected):
    """What CPython has: the name with the signature."""
    if getattr(cls.__init__, "__globals__", {}).get("_absent") is not _absent:
        from inspect import signature
        return cls.__name__ + str(signature(cls)).replace(" -> None", "")
    parts, keyword = [], []
    for each in collected:
        if not each.init or each._kind == "classvar":
            continue
        text = "%s: %s" % (each.name, _text_of(each.type))
        if each.default_factory is not MISSING:
            text += " = <factory>"
        elif each.default is not MISSING:
            text += " = %r" % (each.default,)
        (keyword if each.kw_only else parts).append(text)
    return "%s(%s)" % (cls.__name__, ", ".join(parts + (["*"] + keyword if keyword else [])))


def _repr_of(names):
    def __repr__(self):
        mark = id(self)
        if mark in _open:
            return "..."
        _open.append(mark)
        try:
            return "%s(%s)" % (getattr(type(self), "__qualname__", type(self).__name__),
                               ", ".join(["%s=%r" % (name, getattr(self, name)) for name in names]))
        finally:
            _open.remove(mark)
    return __repr__


_open = []  # what is being written, so that a circle ends


def _values_of(names):
    return lambda self: tuple([getattr(self, name) for name in names])


def _set_new(cls, name, value):
    if name in cls.__dict__:
        return True
    setattr(cls, name, value)
    return False


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    collected = _collect(cls, kw_only)
    inherited_frozen = [base.__dataclass_params__.frozen for base in cls.__bases__
                        if hasattr(base, "__dataclass_params__")]
    if inherited_frozen:
        if any(inherited_frozen) and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if frozen and not all(inherited_frozen):
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    cls.__dataclass_fields__ = collected
    cls.__dataclass_params__ = _DataclassParams(
        init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen, match_args=match_args,
        kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)
    own = cls.__dict__
    has_hash = "__hash__" in own and not (own["__hash__"] is None and "__eq__" in own)
    true_fields = [each for each in collected.values() if each._kind == "field"]
    if init:
        _set_new(cls, "__init__", _make_init(cls, list(collected.values()), frozen, slots))
    if repr:
        _set_new(cls, "__repr__", _repr_of([each.name for each in true_fields if each.repr]))
    compared = [each.name for each in true_fields if each.compare]
    values = _values_of(compared)
    if eq:
        def __eq__(self, other):
            if self is other:
                return True
            if type(other) is not type(self):
                return NotImplemented
            for name in compared:  # not as tuples, to which an object is equal to itself
                if not getattr(self, name) == getattr(other, name):
                    return False
            return True
        _set_new(cls, "__eq__", __eq__)
    if order:
        if not eq:
            raise ValueError("eq must be true if order is true")

        def __lt__(self, other):
            return values(self) < values(other) if type(other) is type(self) else NotImplemented

        def __le__(self, other):
            return values(self) <= values(other) if type(other) is type(self) else NotImplemented

        def __gt__(self, other):
            return values(self) > values(other) if type(other) is type(self) else NotImplemented

        def __ge__(self, other):
            return values(self) >= values(other) if type(other) is type(self) else NotImplemented

        for name, function in (("__lt__", __lt__), ("__le__", __le__), ("__gt__", __gt__), ("__ge__", __ge__)):
            if _set_new(cls, name, function):
                raise TypeError("Cannot overwrite attribute %s in class %s. Consider using functools.total_ordering" % (
                    name, cls.__name__))
    if unsafe_hash or (eq and frozen and not has_hash):
        if unsafe_hash and has_hash:
            raise TypeError("Cannot overwrite attribute __hash__ in class %s" % cls.__name__)
        hashed = _values_of([each.name for each in true_fields
                             if (each.compare if each.hash is None else each.hash)])
        cls.__hash__ = lambda self: hash(hashed(self))
    elif eq and not has_hash:
        cls.__hash__ = None
    if frozen:
        names = [each.name for each in true_fields]

        def __setattr__(self, name, value):
            if type(self) is cls or name in names:
                raise FrozenInstanceError("cannot assign to field %r" % name)
            object.__setattr__(self, name, value)

        def __delattr__(self, name):
            if type(self) is cls or name in names:
                raise FrozenInstanceError("cannot delete field %r" % name)
            object.__delattr__(self, name)

        for name, function in (("__setattr__", __setattr__), ("__delattr__", __delattr__)):
            if _set_new(cls, name, function):
                raise TypeError("Cannot overwrite attribute %s in class %s" % (name, cls.__name__))
    if match_args:
        _set_new(cls, "__match_args__", tuple([each.name for each in collected.values()
                                               if each._kind != "classvar" and each.init and not each.kw_only]))
    if not cls.__dict__.get("__doc__"):
        cls.__doc__ = _doc_of(cls, collected.values())
    return cls


def dataclass(cls=None, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True,
              kw_only=False, slots=False, weakref_slot=False):
    def wrap(cls):
        made = _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)
        if slots:
            if "__slots__" in cls.__dict__:
                raise TypeError("%s already specifies __slots__" % cls.__name__)
            names = tuple([name for name, each in made.__dict__["__dataclass_fields__"].items()
                           if each._kind == "field" and name in cls.__dict__.get("__annotations__", ())])
            members = {name: value for name, value in made.__dict__.items()
                       if name not in names and name not in ("__dict__", "__weakref__", "__<metaclass>__")}
            members["__slots__"] = names
            made = type(made)(made.__name__, made.__bases__, members)  # slots are those of the class body
        return made
    return wrap if cls is None else wrap(cls)


def _fields_of(obj, message):
    found = getattr(obj, "__dataclass_fields__", None)
    if found is None:
        raise TypeError(message)
    return [each for each in found.values() if each._kind == "field"]


def fields(class_or_instance):
    return tuple(_fields_of(class_or_instance, "must be called with a dataclass type or instance"))


def is_dataclass(obj):
    return hasattr(obj if isinstance(obj, type) else type(obj), "__dataclass_fields__")


def _is_instance(obj):
    return not isinstance(obj, type) and hasattr(type(obj), "__dataclass_fields__")


def _convert(obj, make):
    if _is_instance(obj):
        return make([(each.name, _convert(getattr(obj, each.name), make)) for each in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_convert(item, make) for item in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)([_convert(item, make) for item in obj])
    if isinstance(obj, dict):
        pairs = [(_convert(key, make), _convert(value, make)) for key, value in obj.items()]
        if hasattr(obj, "default_factory"):
            return type(obj)(obj.default_factory, pairs)
        return type(obj)(pairs)
    if isinstance(obj, (str, int, float, bool, bytes, type(None), set, frozenset)):
        return obj if not isinstance(obj, set) else set(obj)
    from copy import deepcopy
    return deepcopy(obj)


def asdict(obj, *, dict_factory=dict):
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _convert(obj, dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _convert(obj, lambda pairs: tuple_factory([value for _, value in pairs]))


def replace(obj, **changes):
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for each in type(obj).__dataclass_fields__.values():
        name = each.name
        if each._kind == "classvar":
            continue
        if not each.init:
            if name in changes:
                raise TypeError("field %s is declared with init=False, it cannot be specified with replace()" % name)
            continue
        if name not in changes:
            if each._kind == "initvar":
                if each.default is MISSING:
                    raise TypeError("InitVar %r must be specified with replace()" % name)
                changes[name] = each.default
            else:
                changes[name] = getattr(obj, name)
    return type(obj)(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, module=None, **options):
    from keyword import iskeyword
    members = dict(namespace or {})
    annotations = {}
    for each in fields:
        if isinstance(each, str):
            each = (each, "typing.Any")
        elif len(each) not in (2, 3):
            raise TypeError("Invalid field: %r" % (each,))
        name = each[0]
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError("Field names must be valid identifiers: %r" % (name,))
        if iskeyword(name):
            raise TypeError("Field names must not be keywords: %r" % name)
        if name in annotations:
            raise TypeError("Field name duplicated: %r" % name)
        annotations[name] = each[1]
        if len(each) == 3:
            members[name] = each[2]
    members["__annotations__"] = annotations
    members["__module__"] = module or "__main__"  # as in collections.namedtuple
    return dataclass(type(cls_name, bases, members), **options)

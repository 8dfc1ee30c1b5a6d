"""The module typing: everything can be imported, subscripted and joined with |. Nothing is checked, as in CPython."""

from collections import abc as _abc

TYPE_CHECKING = False


def _name_of(item):
    if item is Ellipsis:
        return "..."
    if item is None or item is type(None):
        return "None"
    if isinstance(item, type):
        module = getattr(item, "__module__", "builtins")
        return item.__name__ if module == "builtins" else "%s.%s" % (module, item.__name__)
    if isinstance(item, (list, tuple)):
        return "[%s]" % ", ".join([_name_of(part) for part in item])
    return repr(item)


def _union(items):
    flat = []
    for item in items:
        for part in item.__args__ if isinstance(item, _Alias) and item._form is Union else (item,):
            if part is None:
                part = type(None)
            if part not in flat:
                flat.append(part)
    return flat[0] if len(flat) == 1 else _Alias(Union, tuple(flat), Union)


class _Typing:
    """What can stand in an annotation."""

    def __or__(self, other):
        return _union((self, other))

    def __ror__(self, other):
        return _union((other, self))


class _Alias(_Typing):
    """List[int] and its kind."""

    def __init__(self, form, args, origin):
        self._form = form
        self.__args__ = args
        self.__origin__ = origin

    def __repr__(self):
        args = self.__args__
        if self._form is Union:
            if len(args) == 2 and type(None) in args:
                return "typing.Optional[%s]" % _name_of(args[0] if args[1] is type(None) else args[1])
        if self._form is Literal:
            return "typing.Literal[%s]" % ", ".join([repr(arg) for arg in args])
        return "%r[%s]" % (self._form, ", ".join([_name_of(arg) for arg in args]) or "()")

    def __eq__(self, other):
        if not isinstance(other, _Alias) or self._form is not other._form:
            return False
        if self._form is Union:
            return set(self.__args__) == set(other.__args__)
        return self.__args__ == other.__args__

    def __hash__(self):
        return hash(tuple([str(arg) for arg in self.__args__])) if self._form is not Union else len(self.__args__)

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __getitem__(self, item):
        return _Alias(self._form, item if isinstance(item, tuple) else (item,), self.__origin__)

    def __instancecheck__(self, instance):
        if self._form is Union:
            return isinstance(instance, self.__args__)
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __getattr__(self, name):
        if name in ("__origin__", "__args__", "_form"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)


class _Form(_Typing):
    def __init__(self, name, origin=None):
        self._name = name
        self.__origin__ = origin

    def __repr__(self):
        return "typing." + self._name

    def __getitem__(self, item):
        if self is Optional:
            return _union((item, None))
        items = item if isinstance(item, tuple) else (item,)
        if self is Union:
            return _union(items)
        return _Alias(self, items, self.__origin__ or self)

    def __call__(self, *args, **kwargs):
        if self.__origin__ is None:
            raise TypeError("Cannot instantiate %r" % self)
        return self.__origin__(*args, **kwargs)

    def __instancecheck__(self, instance):
        if self.__origin__ is None:
            raise TypeError("%r cannot be used with isinstance()" % self)
        return isinstance(instance, self.__origin__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__origin__)


Union = _Form("Union")
Optional = _Form("Optional")
Literal = _Form("Literal")
Annotated = _Form("Annotated")
ClassVar = _Form("ClassVar")
Final = _Form("Final")
Concatenate = _Form("Concatenate")
TypeGuard = _Form("TypeGuard")
TypeIs = _Form("TypeIs")
Unpack = _Form("Unpack")
Required = _Form("Required")
NotRequired = _Form("NotRequired")
ReadOnly = _Form("ReadOnly")
Any = _Form("Any")
NoReturn = _Form("NoReturn")
Never = _Form("Never")
Self = _Form("Self")
LiteralString = _Form("LiteralString")
TypeAlias = _Form("TypeAlias")
List = _Form("List", list)
Dict = _Form("Dict", dict)
Set = _Form("Set", set)
FrozenSet = _Form("FrozenSet", frozenset)
Tuple = _Form("Tuple", tuple)
Type = _Form("Type", type)
Text = str
Hashable = _abc.Hashable
Sized = _abc.Sized
AnyStr = None  # a TypeVar, below

_COLLECTIONS = {"Deque": "deque", "DefaultDict": "defaultdict", "OrderedDict": "OrderedDict", "Counter": "Counter",
                "ChainMap": "ChainMap"}
_ABSTRACT = frozenset("""Iterable Iterator Generator Reversible Container Collection Callable AbstractSet MutableSet
    Mapping MutableMapping Sequence MutableSequence ByteString MappingView KeysView ItemsView ValuesView Awaitable
    Coroutine AsyncIterable AsyncIterator AsyncGenerator""".split())


def __getattr__(name):
    """Makes the names that few programs use when they are asked for."""
    if name in _COLLECTIONS:
        import collections
        made = _Form(name, getattr(collections, _COLLECTIONS[name]))
    elif name in _ABSTRACT:
        made = _Form(name, getattr(_abc, "Set" if name == "AbstractSet" else name))
    elif name in ("Pattern", "Match"):
        import re
        made = _Form(name, type(re.compile("")) if name == "Pattern" else type(re.match("", "")))
    elif name in ("ContextManager", "AsyncContextManager"):
        import contextlib
        made = _Form(name, getattr(contextlib, "Abstract" + name))
    elif name in ("IO", "TextIO", "BinaryIO"):
        made = _Form(name)
    else:
        raise AttributeError("module 'typing' has no attribute '%s'" % name)
    globals()[name] = made
    return made


for _name in ("Callable", "Iterable", "Iterator", "Generator", "Sequence", "Mapping"):  # for `from typing import *`
    __getattr__(_name)


class TypeVar(_Typing):
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False, infer_variance=False,
                 default=None):
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound
        self.__covariant__ = covariant
        self.__contravariant__ = contravariant

    def __repr__(self):
        return ("+" if self.__covariant__ else "-" if self.__contravariant__ else "~") + self.__name__


class ParamSpec(TypeVar):
    def __init__(self, name, **kwargs):
        super().__init__(name)
        self.args = _Form(name + ".args")
        self.kwargs = _Form(name + ".kwargs")


class TypeVarTuple(TypeVar):
    def __repr__(self):
        return self.__name__

    def __iter__(self):
        yield Unpack[self]


AnyStr = TypeVar("AnyStr", bytes, str)
T = KT = VT = None  # of the module itself in CPython, and not public
del T, KT, VT


class Generic:
    @classmethod
    def __class_getitem__(cls, item):
        return cls


_PROTOCOL_OWN = frozenset("""__module__ __qualname__ __doc__ __annotations__ __dict__ __init__ __class_getitem__ __slots__
    _is_runtime_protocol __instancecheck__ __subclasscheck__ __init_subclass__ __new__ __metaclass__""".split())


def _protocol_names(cls):
    names = []
    for each in (cls,) + cls.__bases__:
        if each is Protocol or each is object or each is Generic:
            continue
        names += [name for name in each.__dict__ if name not in _PROTOCOL_OWN]
        names += [name for name in each.__dict__.get("__annotations__", ())]
        if each is not cls:
            names += _protocol_names(each)
    return names


class Protocol(Generic):
    _is_runtime_protocol = False

    @classmethod
    def __instancecheck__(cls, instance):
        if cls is Protocol or Protocol not in cls.__bases__:
            return False
        if not cls._is_runtime_protocol:
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        return all([hasattr(instance, name) for name in _protocol_names(cls)])

    @classmethod
    def __subclasscheck__(cls, other):
        if cls is Protocol or Protocol not in cls.__bases__:
            return False
        if not cls._is_runtime_protocol:
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        return all([hasattr(other, name) for name in _protocol_names(cls)])


def runtime_checkable(cls):
    cls._is_runtime_protocol = True
    return cls


def _supports(name, method):
    made = type(name, (Protocol,), {method: lambda self: None, "_is_runtime_protocol": True})
    return made


SupportsInt = _supports("SupportsInt", "__int__")
SupportsFloat = _supports("SupportsFloat", "__float__")
SupportsComplex = _supports("SupportsComplex", "__complex__")
SupportsBytes = _supports("SupportsBytes", "__bytes__")
SupportsIndex = _supports("SupportsIndex", "__index__")
SupportsAbs = _supports("SupportsAbs", "__abs__")
SupportsRound = _supports("SupportsRound", "__round__")


class _NamedTupleBase:
    """NamedTuple: as a base it turns the class body into a named tuple (__build_class__ asks for __class_made__)."""

    def __class_made__(self, name, bases, members, keywords):
        from collections import _namedtuple_type
        annotations = members.get("__annotations__", {})
        names = tuple(annotations)
        defaults = []
        for field in names:
            if field.startswith("_"):
                raise ValueError("Field names cannot start with an underscore: %r" % field)
            if field in members:
                defaults.append(members.pop(field))
            elif defaults:
                raise TypeError("Non-default namedtuple field %s cannot follow default field %s" % (
                    field, names[names.index(field) - 1]))
        return _namedtuple_type(name, names, tuple(defaults), members)

    def __call__(self, typename, fields=(), **kwargs):
        pairs = list(fields) or list(kwargs.items())
        return self.__class_made__(typename, (), {"__annotations__": dict(pairs)}, {})

    def __repr__(self):
        return "<function NamedTuple>"


NamedTuple = _NamedTupleBase()


class _TypedDictType:
    """A class made with TypedDict as its base: calling it makes an ordinary dict."""

    def __init__(self, name, annotations, total, bases):
        merged = {}
        required = set()
        optional = set()
        for base in bases:
            if isinstance(base, _TypedDictType):
                merged.update(base.__annotations__)
                required |= base.__required_keys__
                optional |= base.__optional_keys__
        merged.update(annotations)
        for key, value in annotations.items():
            form = getattr(value, "_form", None)
            needed = total if form not in (Required, NotRequired) else form is Required
            (required if needed else optional).add(key)
        self.__name__ = self.__qualname__ = name
        self.__annotations__ = merged
        self.__total__ = total
        self.__required_keys__ = frozenset(required)
        self.__optional_keys__ = frozenset(optional)

    def __class_made__(self, name, bases, members, keywords):
        return _TypedDictType(name, members.get("__annotations__", {}), keywords.get("total", True), bases)

    def __call__(self, *args, **kwargs):
        return dict(*args, **kwargs)

    def __getitem__(self, item):
        return self

    def __instancecheck__(self, instance):
        raise TypeError("TypedDict does not support instance and class checks")

    def __repr__(self):
        return "<class '__main__.%s'>" % self.__name__


class _TypedDictBase(_TypedDictType):
    def __call__(self, typename, fields=None, *, total=True, **kwargs):
        return _TypedDictType(typename, fields or kwargs, total, ())

    def __repr__(self):
        return "<function TypedDict>"


TypedDict = _TypedDictBase("TypedDict", {}, True, ())


class ForwardRef(_Typing):
    def __init__(self, arg):
        self.__forward_arg__ = arg

    def __repr__(self):
        return "ForwardRef(%r)" % self.__forward_arg__


class TypeAliasType(_Typing):
    def __init__(self, name, value, *, type_params=()):
        self.__name__ = name
        self.__value__ = value
        self.__type_params__ = type_params

    def __repr__(self):
        return self.__name__


class NewType(_Typing):
    def __init__(self, name, tp):
        self.__name__ = name
        self.__supertype__ = tp

    def __call__(self, value):
        return value

    def __repr__(self):
        return "__main__." + self.__name__


def cast(typ, val):
    return val


def _same(value):
    return value


overload = final = no_type_check = override = _same


def overload(func):
    def refused(*args, **kwds):
        raise NotImplementedError("You should not call an overloaded function. A series of @overload-decorated functions "
                                  "outside a stub module should always be followed by an implementation that is not "
                                  "@overload-ed.")
    return refused


def dataclass_transform(**kwargs):
    return _same


def assert_type(val, typ):
    return val


def assert_never(arg):
    raise AssertionError("Expected code to be unreachable, but got: %s" % repr(arg))


def reveal_type(obj):
    return obj


def get_overloads(func):
    return []


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    hints = {}
    if isinstance(obj, type):
        for base in obj.__bases__:
            if base is not object:
                hints.update(get_type_hints(base))
        hints.update(obj.__dict__.get("__annotations__", {}))
        return hints
    annotations = getattr(obj, "__annotations__", None)
    if annotations is None:
        raise NotImplementedError("get_type_hints: annotations of functions are not kept here; those of classes are")
    hints.update(annotations)
    return hints


def get_origin(tp):
    if isinstance(tp, _Alias):
        return tp.__origin__
    return getattr(tp, "__origin__", None) if not isinstance(tp, (type, _Form)) else None


def get_args(tp):
    return getattr(tp, "__args__", ()) if not isinstance(tp, type) else ()


def is_typeddict(tp):
    return isinstance(tp, _TypedDictType)

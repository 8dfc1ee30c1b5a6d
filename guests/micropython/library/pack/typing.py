"""The module typing: everything can be imported, subscripted and joined with |. Nothing is checked, as in CPython."""

from abc import _ProtocolMeta, _check_concrete, _concrete as _abc_checked
from collections import abc as _abc

TYPE_CHECKING = False


def _name_of(item):
    if item is Ellipsis:
        return "..."
    if item is type(None):
        return "NoneType"
    if isinstance(item, type):
        module = getattr(item, "__module__", "builtins")
        return item.__name__ if module == "builtins" else "%s.%s" % (module, item.__name__)
    if isinstance(item, (list, tuple)):
        return "[%s]" % ", ".join([_name_of(part) for part in item])
    return repr(item)


def _union(items, is_of_typing=True):
    flat = []
    for item in items:
        for part in item.__args__ if isinstance(item, _Alias) and item._form is Union else (item,):
            if part is None:
                part = type(None)
            if part not in flat:
                flat.append(part)
    return flat[0] if len(flat) == 1 else _Alias(Union, tuple(flat), Union if is_of_typing else type(int | None))


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
        if self.__origin__ is type(int | None):
            return " | ".join(["None" if arg is type(None) else _name_of(arg) for arg in args])
        if self._form is Union:
            if len(args) == 2 and type(None) in args:
                return "typing.Optional[%s]" % _name_of(args[0] if args[1] is type(None) else args[1])
        if self._form is Literal:
            return "typing.Literal[%s]" % ", ".join([repr(arg) for arg in args])
        if self._form is Annotated:
            return "typing.Annotated[%s]" % ", ".join([_name_of(args[0])] + [repr(each) for each in self.__metadata__])
        if self.__origin__ is _abc.Callable and not _is_parameters(args):
            return "%s[[%s], %s]" % (_name_of(self._form), ", ".join([_name_of(arg) for arg in args[:-1]]), _name_of(args[-1]))
        return "%s[%s]" % (_name_of(self._form), ", ".join([_name_of(arg) for arg in args]) or "()")

    def __eq__(self, other):
        if self._form is Union and type(other) is type(int | None):
            return set(self.__args__) == set(other.__args__)
        if not isinstance(other, _Alias) or self._form is not other._form:
            return False
        if self._form is Union:
            return set(self.__args__) == set(other.__args__)
        if self._form is Literal:
            return set(_with_types(self.__args__)) == set(_with_types(other.__args__))
        return self.__args__ == other.__args__ and self.__dict__.get("__metadata__") == other.__dict__.get("__metadata__")

    def __hash__(self):
        return hash(tuple([str(arg) for arg in self.__args__])) if self._form not in (Union, Literal) else len(self.__args__)

    def __call__(self, *args, **kwargs):
        return self._form(*args, **kwargs)

    @property
    def __parameters__(self):
        return _variables_in(self.__args__)

    def __getitem__(self, item):
        items = tuple([_converted(part) for part in (item if isinstance(item, tuple) else (item,))])
        variables = self.__parameters__
        if not variables:
            raise TypeError("%r is not a generic class" % self)
        _check_count(self, items, variables)
        if self._form is Concatenate or any([isinstance(each, TypeVarTuple) for each in variables]):
            raise NotImplementedError("typing: nothing is put in for the parameters of %r here" % self)
        args = _replaced(self.__args__, dict(zip(variables, items)))
        if self._form is Union:
            return _union(args)
        if self._form is Annotated:
            return Annotated[(*args, *self.__metadata__)]
        if self.__origin__ is _abc.Callable and isinstance(args[0], list):
            args = (*args[0], *args[1:])
        return _Alias(self._form, args, self.__origin__)

    def __or__(self, other):
        return _union((self, other), not _is_plain(self._form))

    def __ror__(self, other):
        return _union((other, self), not _is_plain(self._form))

    def __mro_entries__(self, bases):
        if _is_plain(self._form):
            return (self._form,)
        if not isinstance(self.__origin__, type) or self._form is Union:
            raise TypeError("Cannot subclass %r" % self)
        return _bases_of(self, bases)

    def __instancecheck__(self, instance):
        if self._form is Union:
            return any([isinstance(instance, each) for each in self.__args__])
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __subclasscheck__(self, cls):
        if self._form is Union:
            return any([issubclass(cls, each) for each in self.__args__])
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __getattr__(self, name):
        if name in ("__origin__", "__args__", "_form"):
            raise AttributeError(name)
        if name in ("__name__", "_name"):
            return self._form.__name__
        return getattr(self.__origin__, name)


def _is_plain(form):
    """Whether hints of it are what types.GenericAlias is in CPython."""
    return isinstance(form, type) and not issubclass(form, Generic)


def _hint_of(cls, item):
    items = item if isinstance(item, tuple) else (item,)
    if cls is _abc.Callable:
        items = _callable_args(items, "Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got %r" % (items[0],))
    return _Alias(cls, items, cls)


def _callable_args(items, words="Callable must be used as Callable[[arg, ...], result]."):
    if len(items) == 2 and isinstance(items[0], (list, tuple)):
        return tuple(items[0]) + items[1:]
    if not _is_parameters(items):
        raise TypeError(words)
    return items


def _variables_in(types):
    """The type variables in them, each once, in the order of their places."""
    found = []
    for each in types:
        if isinstance(each, TypeVar):
            inner = (each,)
        elif isinstance(each, (list, tuple)):
            inner = _variables_in(each)
        else:
            inner = () if isinstance(each, type) else _variables_in(getattr(each, "__args__", ()))
        found += [variable for variable in inner if variable not in found]
    return tuple(found)


def _replaced(types, values):
    """The types with values for the variables in them."""
    made = []
    for each in types:
        if isinstance(each, TypeVar):
            each = values[each]
        elif isinstance(each, (list, tuple)):
            each = list(_replaced(each, values))
        elif not isinstance(each, type) and _variables_in((each,)):
            if isinstance(each, _Alias):
                each = each[tuple([values[variable] for variable in each.__parameters__])]
            else:
                args = _replaced(each.__args__, values)
                each = _union(args) if isinstance(each, type(int | None)) else each.__origin__[args]
        made.append(each)
    return tuple(made)


def _check_count(generic, items, variables):
    if any([isinstance(each, TypeVarTuple) for each in variables]):
        least, most = len(variables) - 1, len(items)
    else:
        least, most = len([each for each in variables if not each.has_default()]), len(variables)
    if not least <= len(items) <= most:
        many = len(items) > most
        raise TypeError("Too %s arguments for %r; actual %d, expected %s%d" % (
            "many" if many else "few", generic, len(items), "" if many else "at least ", most if many else least))


def _is_parameters(args):
    """Whether what is before the result of a Callable stands for all parameters."""
    return len(args) == 2 and (args[0] is Ellipsis or isinstance(args[0], ParamSpec)
                               or getattr(args[0], "_form", None) is Concatenate)


def _with_types(values):
    return [(value, type(value)) for value in values]


def _literal(items):
    """Those of a Literal: each once, and those of a Literal in it."""
    flat = []
    for item in items:
        for each in item.__args__ if isinstance(item, _Alias) and item._form is Literal else (item,):
            if not any([each == known and type(each) is type(known) for known in flat]):
                flat.append(each)
    return _Alias(Literal, tuple(flat), Literal)


def _annotated(items):
    if len(items) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
    first, metadata = _converted(items[0]), items[1:]
    if isinstance(first, _Alias) and first._form is Annotated:
        first, metadata = first.__origin__, first.__metadata__ + metadata
    made = _Alias(Annotated, (first,), first)
    made.__metadata__ = metadata
    return made


_BUILT_IN = ("List", "Dict", "Set", "FrozenSet", "Tuple", "Type")
_COUNTS = {"List": 1, "Dict": 2, "Set": 1, "FrozenSet": 1, "Type": 1, "Iterable": 1, "Iterator": 1, "Sequence": 1,
           "Mapping": 2, "MutableMapping": 2, "MutableSequence": 1, "Collection": 1, "Container": 1, "Reversible": 1,
           "AbstractSet": 1, "MutableSet": 1, "Awaitable": 1, "AsyncIterable": 1, "AsyncIterator": 1, "Deque": 1,
           "DefaultDict": 2, "OrderedDict": 2, "Counter": 1, "ChainMap": 2, "Generator": 3, "AsyncGenerator": 2,
           "Coroutine": 3, "ContextManager": 2, "AsyncContextManager": 2}
_DEFAULTS = {"Generator": (type(None), type(None)), "AsyncGenerator": (type(None),), "ContextManager": (bool | None,),
             "AsyncContextManager": (bool | None,)}


def _converted(item, module=None):
    return type(None) if item is None else ForwardRef(item, module) if isinstance(item, str) else item


class _Form(_Typing):
    def __init__(self, name, origin=None):
        self._name = name
        self.__origin__ = origin

    def __repr__(self):
        return "typing." + self._name

    @property
    def __name__(self):
        return self._name

    def __getitem__(self, item):
        if self in _SINGLE and isinstance(item, tuple):
            raise TypeError("%r requires a single type. Got %r." % (self, item))
        items = item if isinstance(item, tuple) else (item,)
        if self is Literal:
            return _literal(items)
        if self is Annotated:
            return _annotated(items)
        items = tuple([_converted(part) for part in items])
        if self is Optional:
            return _union((*items, None))
        if self is Union:
            if not items:
                raise TypeError("Cannot take a Union of no types.")
            return _union(items)
        defaults = _DEFAULTS.get(self._name, ())
        if defaults:
            items += defaults[len(items) - 1:]
        count = _COUNTS.get(self._name)
        if count is not None and len(items) != count:
            raise TypeError("Too %s arguments for %r; actual %d, expected %d" % (
                "many" if len(items) > count else "few", self, len(items), count))
        if self._name == "Callable":
            items = tuple([_converted(part) for part in _callable_args(items)])
        return _Alias(self, items, self.__origin__ or self)

    def __call__(self, *args, **kwargs):
        if self.__origin__ is None:
            raise TypeError("Cannot instantiate %r" % self)
        if self._name in _BUILT_IN:
            name = self.__origin__.__name__
            raise TypeError("Type %s cannot be instantiated; use %s() instead" % (self._name, name))
        return self.__origin__(*args, **kwargs)

    def __instancecheck__(self, instance):
        if self.__origin__ is None:
            raise TypeError("%r cannot be used with isinstance()" % self)
        return isinstance(instance, self.__origin__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__origin__)

    def __mro_entries__(self, bases):
        if self is Any:
            return ()
        if self.__origin__ is None:
            raise TypeError("Cannot subclass %r" % self)
        return _bases_of(self, bases)


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
Hashable = _Form("Hashable", _abc.Hashable)
Sized = _Form("Sized", _abc.Sized)
AnyStr = None  # a TypeVar, below
_SINGLE = (Optional, ClassVar, Final, TypeGuard, TypeIs, Unpack, Required, NotRequired, ReadOnly)

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


for _name in ("Callable", "Iterable", "Iterator", "Generator", "Sequence", "Mapping"):  # those that many use
    __getattr__(_name)


class _NoDefaultType:
    def __repr__(self):
        return "typing.NoDefault"


NoDefault = _NoDefaultType()


class TypeVar(_Typing):
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False, infer_variance=False,
                 default=NoDefault):
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = None if bound is None else _converted(bound)
        self.__default__ = default
        self.__covariant__ = covariant
        self.__contravariant__ = contravariant

    def has_default(self):
        return self.__default__ is not NoDefault

    def __repr__(self):
        return ("+" if self.__covariant__ else "-" if self.__contravariant__ else "~") + self.__name__


class ParamSpec(TypeVar):
    def __init__(self, name, **kwargs):
        super().__init__(name, **kwargs)
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
        items = item if isinstance(item, tuple) else (item,)
        if cls is Generic or cls is Protocol:
            for part in items:
                if not isinstance(part, (TypeVar, _Alias)):
                    raise TypeError("Parameters to %s[...] must all be type variables or parameter specification "
                                    "variables." % cls.__name__)
            if len(set(items)) != len(items):
                raise TypeError("Parameters to %s[...] must all be unique" % cls.__name__)
        else:
            variables = _parameters_of(cls)
            if not variables:
                raise TypeError("%r is not a generic class" % cls)
            if len(variables) == 1 and isinstance(variables[0], ParamSpec) and not (
                    len(items) == 1 and (isinstance(items[0], (list, ParamSpec)) or items[0] is Ellipsis)):
                items = (list(items),)
            _check_count(cls, items, variables)
            items += tuple([each.__default__ for each in variables[len(items):] if isinstance(each, TypeVar)
                            and each.has_default()])
        return _Alias(cls, tuple([_converted(part) for part in items]), cls)


def _parameters_of(cls):
    """The type variables of a generic class."""
    types = cls.__dict__.get("__orig_bases__", ())
    for each in types:
        if isinstance(each, _Alias) and each._form in (Generic, Protocol):
            return _variables_in(each.__args__)
    return _variables_in(types)


def _bases_of(alias, bases):
    """The classes that stand for an alias among the bases of a class."""
    origin = alias.__origin__
    after = bases[bases.index(alias) + 1:]
    if origin is Generic and (Protocol in bases or any([isinstance(each, _Alias) for each in after])):
        return ()
    is_there = any([isinstance(each, _Alias) or isinstance(each, type) and issubclass(each, Generic) for each in after])
    if is_there or issubclass(origin, Generic):
        return (origin,)
    return (origin, Generic)


_PROTOCOL_OWN = frozenset("""__module__ __qualname__ __doc__ __annotations__ __dict__ __init__ __class_getitem__ __slots__
    _is_runtime_protocol _built_in __match_args__ __orig_bases__ __parameters__ __init_subclass__ __new__
    __<metaclass>__""".split())


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


class Protocol(Generic, metaclass=_ProtocolMeta):
    _is_runtime_protocol = False

    def __new__(cls, *args, **kwargs):
        if Protocol in cls.__bases__:
            raise TypeError("Protocols cannot be instantiated")
        if cls not in _abc_checked:
            _check_concrete(cls)
        return super().__new__(cls)

    @classmethod
    def _has_instance(cls, instance):
        derives = cls in type(instance).__mro__ or cls in instance.__class__.__mro__
        if cls is Protocol or Protocol not in cls.__bases__:
            return derives
        _check_runtime(cls)
        if derives:
            return True
        built_in = cls.__dict__.get("_built_in")  # the types that do without a method of that name here
        return built_in is not None and isinstance(instance, built_in) or all(
            [_provides(cls, instance, type(instance), name) for name in _protocol_names(cls)])

    @classmethod
    def _has_subclass(cls, other):
        derives = cls in other.__mro__
        if cls is Protocol or Protocol not in cls.__bases__:
            return derives
        _check_runtime(cls)
        names = _protocol_names(cls)
        data = sorted(set([name for name in names if not callable(getattr(cls, name, None))]))
        if data:
            raise TypeError("Protocols with non-method members don't support issubclass(). Non-method members: %s." %
                            ", ".join([repr(name) for name in data]))
        built_in = cls.__dict__.get("_built_in")
        return derives or built_in is not None and issubclass(other, built_in) or all(
            [_provides(cls, other, other, name) for name in names])


def _check_runtime(cls):
    if not cls._is_runtime_protocol:
        raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")


_OF_OBJECT = frozenset("__eq__ __ne__ __lt__ __le__ __gt__ __ge__ __str__ __repr__ __format__ __dir__ __sizeof__".split())
_KNOWN = frozenset("""__iter__ __next__ __call__ __len__ __contains__ __getitem__ __setitem__ __int__ __float__ __index__
    __enter__ __exit__ __aenter__ __aexit__ __await__ __aiter__ __anext__ __fspath__""".split())


def _provides(protocol, obj, cls, name):
    if hasattr(obj, name) and (not hasattr(cls, "__getattr__") or hasattr(cls, name)
                               or name in getattr(obj, "__dict__", ())):  # and not what __getattr__ gives
        return getattr(obj, name, name) is not None or not callable(getattr(protocol, name, None))
    if name in _OF_OBJECT or name == "__call__" and callable(obj) and obj is not cls:
        return True
    if name[:2] == "__" and (obj is cls or name not in _KNOWN) and protocol.__dict__.get("_built_in") is None:
        for base in cls.__mro__:
            if base is not object and base.__module__ == "builtins":
                raise NotImplementedError("typing: whether %s has %s is not known here" % (base.__name__, name))
    return False


def runtime_checkable(cls):
    if not (isinstance(cls, type) and Protocol in cls.__bases__):
        raise TypeError("@runtime_checkable can be only applied to protocol classes, got %r" % cls)
    cls._is_runtime_protocol = True
    return cls


def _supports(name, method, *built_in):
    return _ProtocolMeta(name, (Protocol,), {method: lambda self: None, "_is_runtime_protocol": True, "__module__": "typing",
                                    "_built_in": built_in})


SupportsInt = _supports("SupportsInt", "__int__", int, float)
SupportsFloat = _supports("SupportsFloat", "__float__", int, float)
SupportsComplex = _supports("SupportsComplex", "__complex__", complex)
SupportsBytes = _supports("SupportsBytes", "__bytes__", bytes)
SupportsIndex = _supports("SupportsIndex", "__index__", int)
SupportsAbs = _supports("SupportsAbs", "__abs__", int, float, complex)
SupportsRound = _supports("SupportsRound", "__round__", int, float)


class _NamedTupleBase:
    """NamedTuple: as a base it turns the class body into a named tuple (__build_class__ asks for __class_made__)."""

    def __class_made__(self, name, bases, members, keywords):
        from collections import _namedtuple_type
        annotations = members.get("__annotations__", {})
        annotations.update([(field, _converted(hint)) for field, hint in annotations.items()])
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
        for key in ("__new__", "__init__", "_fields", "_field_defaults", "_make", "_replace", "_asdict"):
            if key in members:
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
        if not any([key[:2] == "__" == key[-2:] and callable(value) for key, value in members.items()]):
            return _namedtuple_type(name, names, tuple(defaults), members)
        # The special methods of the tuple itself would come first, so the body's are those of a derived class.
        members["__slots__"] = ()
        members.setdefault("__doc__", "%s(%s)" % (name, ", ".join(names)))
        own = {key: members[key] for key in ("__module__", "__qualname__")}
        return type(name, (_namedtuple_type(name, names, tuple(defaults), own),), members)

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
            (optional if needed else required).discard(key)
        self.__name__ = self.__qualname__ = name
        self.__annotations__ = merged
        self.__total__ = total
        self.__required_keys__ = frozenset(required)
        self.__optional_keys__ = frozenset(optional)

    def __class_made__(self, name, bases, members, keywords):
        annotations = {field: _converted(hint, members["__module__"])
                       for field, hint in members.get("__annotations__", {}).items()}
        made = _TypedDictType(name, annotations, keywords.get("total", True), bases)
        made.__qualname__ = members.get("__qualname__", name)
        return made

    def __call__(self, *args, **kwargs):
        return dict(*args, **kwargs)

    def __getitem__(self, item):
        return self

    def __instancecheck__(self, instance):
        raise TypeError("TypedDict does not support instance and class checks")

    def __repr__(self):
        return "<class '__main__.%s'>" % self.__qualname__


class _TypedDictBase(_TypedDictType):
    def __call__(self, typename, fields, *, total=True):
        return _TypedDictType(typename, fields, total, ())

    def __repr__(self):
        return "<function TypedDict>"


TypedDict = _TypedDictBase("TypedDict", {}, True, ())


class ForwardRef(_Typing):
    def __init__(self, arg, module=None):
        if not isinstance(arg, str):
            raise TypeError("Forward reference must be a string -- got %r" % (arg,))
        try:
            compile("(%s,)[0]" % arg if arg.startswith("*") else arg, "<string>", "eval")
        except SyntaxError:
            raise SyntaxError("Forward reference must be an expression -- got %r" % arg) from None
        self.__forward_arg__ = arg
        self.__forward_module__ = module

    def __repr__(self):
        module = self.__forward_module__
        return "ForwardRef(%r%s)" % (self.__forward_arg__, "" if module is None else ", module=%r" % module)

    def __eq__(self, other):
        return self.__forward_arg__ == other.__forward_arg__ if isinstance(other, ForwardRef) else NotImplemented

    def __hash__(self):
        return hash(self.__forward_arg__)


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


def _marking(name):
    def marked(arg):
        try:
            setattr(arg, name, True)
        except (AttributeError, TypeError):
            pass
        return arg
    return marked


final = _marking("__final__")
override = _marking("__override__")
no_type_check = _marking("__no_type_check__")


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
    import sys
    print("Runtime type is %r" % type(obj).__name__, file=sys.stderr)
    return obj


def get_overloads(func):
    raise NotImplementedError("typing.get_overloads: overloads are not kept here")


def _evaluated(hint, names, local_names, extras):
    """Without texts and, unless they are wanted, without what is no type."""
    if hint is None:
        return type(None)
    if isinstance(hint, ForwardRef):
        hint = hint.__forward_arg__
    if isinstance(hint, str):
        return _evaluated(eval(hint, names, local_names), names, local_names, extras)
    if type(hint) is type(list[int]):
        return hint.__origin__[tuple([_evaluated(arg, names, local_names, extras) for arg in hint.__args__])]
    if not isinstance(hint, _Alias) or hint._form is Literal:
        return hint
    if hint._form is Annotated:
        first = _evaluated(hint.__args__[0], names, local_names, extras)
        return _annotated((first,) + hint.__metadata__) if extras else first
    args = []
    for arg in hint.__args__:
        if isinstance(arg, list):
            args.append([_evaluated(part, names, local_names, extras) for part in arg])
        else:
            args.append(_evaluated(arg, names, local_names, extras))
    if not extras and hint._form in (Required, NotRequired, ReadOnly):
        return args[0]
    return _Alias(hint._form, tuple(args), hint.__origin__)


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    import sys
    if getattr(obj, "__no_type_check__", False):
        return {}
    hints = {}
    if isinstance(obj, _TypedDictType):
        found = [(obj.__annotations__, "__main__")]
    elif isinstance(obj, type):
        found = [(base.__dict__.get("__annotations__", {}), base.__module__) for base in reversed(obj.__mro__)
                 if base is not object and hasattr(base, "__dict__")]
    elif hasattr(obj, "__annotations__"):
        found = [(obj.__annotations__, None)]
    elif callable(obj) or isinstance(obj, type(sys)):
        found = []
    else:
        raise TypeError("%r is not a module, class, method, or function." % (obj,))
    for annotations, module in found:
        names = globalns
        if names is None and annotations:
            if module is None:
                names = getattr(obj, "__globals__", {})
            else:
                names = (__import__(module) if module == "__main__" else sys.modules[module]).__dict__
        for name, hint in annotations.items():
            hints[name] = _evaluated(hint, names, localns or {}, include_extras)
    return hints


def get_origin(tp):
    if isinstance(tp, _Alias):
        return Annotated if tp._form is Annotated else tp.__origin__
    if tp is Generic or isinstance(tp, _Form):
        return tp if tp is Generic else tp.__origin__
    if isinstance(tp, type(int | None)):
        return type(tp)
    return getattr(tp, "__origin__", None) if not isinstance(tp, type) else None


def get_args(tp):
    if isinstance(tp, _Alias):
        args = tp.__args__
        if tp._form is Annotated:
            return args + tp.__metadata__
        if tp.__origin__ is _abc.Callable and not _is_parameters(args):
            return list(args[:-1]), args[-1]
        return args
    return getattr(tp, "__args__", ()) if not isinstance(tp, type) else ()


def is_typeddict(tp):
    return isinstance(tp, _TypedDictType)


__all__ = [_name for _name in globals() if _name[0] != "_" and _name not in ("T", "KT", "VT")]
__all__ += [*_COLLECTIONS, *_ABSTRACT, "Pattern", "Match", "ContextManager", "AsyncContextManager", "IO", "TextIO",
            "BinaryIO"]

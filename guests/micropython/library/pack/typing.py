"""The module typing: everything can be imported, subscripted and joined with |. Nothing is checked, as in CPython."""

from collections import abc as _abc

TYPE_CHECKING = False


def _name_of(item):
    if item is Ellipsis:
        return "..."
    if item is None or item is type(None):
        return "NoneType"
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
        return "%s[%s]" % (_name_of(self._form), ", ".join([_name_of(arg) for arg in args]) or "()")

    def __eq__(self, other):
        if self._form is Union and type(other) is type(int | None):
            return set(self.__args__) == set(other.__args__)
        if not isinstance(other, _Alias) or self._form is not other._form:
            return False
        if self._form is Union or self._form is Literal:
            return set(self.__args__) == set(other.__args__)
        return self.__args__ == other.__args__

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
        args = _replaced(self.__args__, dict(zip(variables, items)))
        return _union(args) if self._form is Union else _Alias(self._form, args, self.__origin__)

    def __mro_entries__(self, bases):
        if not isinstance(self.__origin__, type):
            raise TypeError("Cannot subclass %r" % self)
        return _bases_of(self, bases)

    def __instancecheck__(self, instance):
        if self._form is Union:
            return isinstance(instance, self.__args__)
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __getattr__(self, name):
        if name in ("__origin__", "__args__", "_form"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)


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
    for each in variables:
        if type(each) is not TypeVar:
            if len(items) == len(variables) == 1:  # takes whatever comes
                raise NotImplementedError("typing: parameters for %r are not put in here" % each)
    if len(items) != len(variables):
        many = len(items) > len(variables)
        raise TypeError("Too %s arguments for %r; actual %d, expected %s%d" % (
            "many" if many else "few", generic, len(items), "" if many else "at least ", len(variables)))


_BUILT_IN = ("List", "Dict", "Set", "FrozenSet", "Tuple", "Type")
_COUNTS = {"List": 1, "Dict": 2, "Set": 1, "FrozenSet": 1, "Type": 1, "Iterable": 1, "Iterator": 1, "Sequence": 1,
           "Mapping": 2, "MutableMapping": 2, "MutableSequence": 1, "Collection": 1, "Container": 1, "Reversible": 1,
           "AbstractSet": 1, "MutableSet": 1, "Awaitable": 1, "AsyncIterable": 1, "AsyncIterator": 1, "Deque": 1,
           "DefaultDict": 2, "OrderedDict": 2, "Counter": 1, "ChainMap": 2}


def _converted(item, module=None):
    return type(None) if item is None else ForwardRef(item, module) if isinstance(item, str) else item


class _Form(_Typing):
    def __init__(self, name, origin=None):
        self._name = name
        self.__origin__ = origin

    def __repr__(self):
        return "typing." + self._name

    def __getitem__(self, item):
        if self in _SINGLE and isinstance(item, tuple):
            raise TypeError("%r requires a single type. Got %r." % (self, item))
        items = item if isinstance(item, tuple) else (item,)
        if self is not Literal and self is not Annotated:
            items = tuple([_converted(part) for part in items])
        if self is Optional:
            return _union((*items, None))
        if self is Union:
            if not items:
                raise TypeError("Cannot take a Union of no types.")
            return _union(items)
        count = _COUNTS.get(self._name)
        if count is not None and len(items) != count:
            raise TypeError("Too %s arguments for %r; actual %d, expected %d" % (
                "many" if len(items) > count else "few", self, len(items), count))
        if self._name == "Callable" and (len(items) != 2 or isinstance(items[0], type)):
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
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
Hashable = _abc.Hashable
Sized = _abc.Sized
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


for _name in ("Callable", "Iterable", "Iterator", "Generator", "Sequence", "Mapping"):  # for `from typing import *`
    __getattr__(_name)


class TypeVar(_Typing):
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False, infer_variance=False,
                 default=None):
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
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
        items = item if isinstance(item, tuple) else (item,)
        if cls is Generic or cls is Protocol:
            for part in items:
                if not isinstance(part, (TypeVar, _Alias)):
                    raise TypeError("Parameters to %s[...] must all be type variables or parameter specification "
                                    "variables." % cls.__name__)
        elif not _has_variables(cls.__dict__.get("__orig_bases__", ())):
            raise TypeError("%r is not a generic class" % cls)
        return _Alias(cls, tuple([_converted(part) for part in items]), cls)


def _has_variables(types):
    return any([isinstance(each, TypeVar) or _has_variables(getattr(each, "__args__", ())) for each in types])


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

    def __new__(cls, *args, **kwargs):
        if Protocol in cls.__bases__:
            raise TypeError("Protocols cannot be instantiated")
        return super().__new__(cls)

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
        self.__name__ = self.__qualname__ = name
        self.__annotations__ = merged
        self.__total__ = total
        self.__required_keys__ = frozenset(required)
        self.__optional_keys__ = frozenset(optional)

    def __class_made__(self, name, bases, members, keywords):
        annotations = {field: _converted(hint, members["__module__"])
                       for field, hint in members.get("__annotations__", {}).items()}
        return _TypedDictType(name, annotations, keywords.get("total", True), bases)

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
    def __init__(self, arg, module=None):
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
        return _Alias(Annotated, (first,) + hint.__args__[1:], first) if extras else first
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
        return tp.__origin__
    return getattr(tp, "__origin__", None) if not isinstance(tp, (type, _Form)) else None


def get_args(tp):
    return getattr(tp, "__args__", ()) if not isinstance(tp, type) else ()


def is_typeddict(tp):
    return isinstance(tp, _TypedDictType)

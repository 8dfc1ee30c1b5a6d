"""The module enum."""

from types import MappingProxyType as _MappingProxyType


class auto:
    """Stands for the next value until the class is made; what is reckoned with it in the body, until then too."""

    def __init__(self, value=None, operands=None):
        self.value = value
        self._operands = operands  # of the operation `value`

    def _resolved(self, next_value):
        """The value: known from before, else the next."""
        if self._operands is not None:
            self.value = self.value(*[each._resolved(None) if isinstance(each, auto) else each
                                      for each in self._operands])
            self._operands = None
        elif self.value is None:
            if next_value is None:
                raise NotImplementedError("enum: auto() in a calculation has to be a member itself")
            self.value = next_value()
        return self.value

    def __or__(self, other):
        return auto(lambda a, b: a | b, (self, other))

    def __ror__(self, other):
        return auto(lambda a, b: a | b, (other, self))

    def __and__(self, other):
        return auto(lambda a, b: a & b, (self, other))

    def __xor__(self, other):
        return auto(lambda a, b: a ^ b, (self, other))

    def __add__(self, other):
        return auto(lambda a, b: a + b, (self, other))

    def __sub__(self, other):
        return auto(lambda a, b: a - b, (self, other))

    def __mul__(self, other):
        return auto(lambda a, b: a * b, (self, other))

    def __lshift__(self, other):
        return auto(lambda a, b: a << b, (self, other))

    def __invert__(self):
        return auto(lambda a: ~a, (self,))


class member:
    def __init__(self, value):
        self.value = value


class nonmember:
    def __init__(self, value):
        self.value = value


property = property  # a member may have the name of any property here
_function = type(lambda: 0)
_DESCRIPTORS = (_function, type(len), property, classmethod, staticmethod)


_SUNDER = ("_generate_next_value_", "_iter_member_", "_iter_member_by_def_", "_iter_member_by_value_", "_missing_",
           "_name_", "_numeric_repr_", "_order_", "_value_")


def _is_member(cls, name, value):
    if isinstance(value, nonmember):
        return False
    if name.startswith("__") and name.endswith("__"):
        return False
    if name.startswith("_") and name.endswith("_"):
        if name not in _SUNDER and name != "_boundary_":
            raise ValueError("_sunder_ names, such as %r, are reserved for future Enum use" % name)
        return False
    if name.startswith("_%s__" % cls.__name__):
        return False
    if isinstance(value, (member, auto)):
        return True
    if isinstance(value, type):  # but for a class that the body defines
        return not getattr(value, "__qualname__", "").endswith("%s.%s" % (cls.__name__, value.__name__))
    if isinstance(value, _DESCRIPTORS):
        return False
    return not hasattr(type(value), "__get__")


_NATIVES = (int, str, float, bytes, tuple, list, dict, set, frozenset, complex)
_WITH_NEW = ("datetime", "decimal", "fractions", "pathlib._local")  # their classes have a __new__ in CPython


def _data_type(bases):
    """What the members are made of besides Enum; object when there is nothing."""
    for chain in bases:
        candidate = None
        for base in chain.__mro__:
            if base is object:
                continue
            if isinstance(base, EnumType):
                if base._member_type_ is not object:
                    return base._member_type_
            elif base in _NATIVES or base.__module__ in _WITH_NEW or hasattr(base, "_fields") or \
                    "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                return candidate or base
            else:
                candidate = candidate or base
    return object


def _value_repr(bases):
    """What writes the value of a member."""
    for chain in bases:
        for base in chain.__mro__:
            if isinstance(base, EnumType):
                return base._value_repr_
            if base in _NATIVES:
                return repr
            if "__repr__" in base.__dict__:
                params = base.__dict__.get("__dataclass_params__")
                return _repr_of_fields if params is not None and params.repr else base.__dict__["__repr__"]
    return repr


def _repr_of_fields(value):
    return ", ".join(["%s=%r" % (name, getattr(value, name)) for name, field in value.__dataclass_fields__.items()
                      if field.repr])


class EnumType(type):
    _names_once_ = True  # in the body of a class: it would be one member or the other

    def __new__(metacls, name, bases, members, *, boundary=None, **kwargs):
        if bases and not isinstance(bases[-1], EnumType):
            raise TypeError("new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`")
        made = super().__new__(metacls, name, bases, members)
        for keyword in kwargs:
            raise TypeError("%s.__init_subclass__() takes no keyword arguments here, so no %r" % (name, keyword))
        if boundary is not None:
            type.__setattr__(made, "_boundary_", boundary)
        if bases:  # not Enum itself
            _prepare(made)
        return made

    @property
    def __members__(cls):
        return _MappingProxyType(cls._member_map_)

    def __iter__(cls):
        return iter([cls._member_map_[name] for name in cls._member_names_])

    def __reversed__(cls):
        return reversed(list(cls))

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        if issubclass(cls, Flag):
            try:
                return isinstance(cls._lookup(value), cls)
            except ValueError:
                return False
        return value in [each._value_ for each in cls._member_map_.values()]

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __call__(cls, value, names=None, *values, **options):
        if not cls._member_map_:
            if names is None:
                raise TypeError("%r has no members; specify `names=()` if you meant to create a new, empty, enum" % cls)
            return _functional(cls, value, names, **options)
        if names is not None:
            return cls._lookup((value, names) + values)
        return cls._lookup(value)

    def __repr__(cls):
        return "<enum '%s'>" % cls.__name__ if not issubclass(cls, Flag) else "<flag '%s'>" % cls.__name__

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError("cannot reassign member %r" % name)
        type.__setattr__(cls, name, value)

    def __delattr__(cls, name):
        if name in cls._member_map_:
            raise AttributeError("%r cannot delete member %r." % (cls.__name__, name))
        if name not in cls.__dict__:
            raise AttributeError("type object %r has no attribute %r" % (cls.__name__, name))
        type.__delattr__(cls, name)


EnumMeta = EnumType
_metaclass_of = type


def _functional(cls, name, names, start=1, type=None, module=None, qualname=None, boundary=None):
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    if isinstance(names, (list, tuple)) and names and isinstance(names[0], str):
        values = []
        for each in names:
            values.append(cls._generate_next_value_(each, start, len(values), values[:]))
        names = zip(names, values)
    members = {}
    for each in names:
        key, value = (each, names[each]) if isinstance(each, str) else each
        if key in members:
            raise TypeError("%r already defined as %r" % (key, members[key]))
        members[key] = value
    members["__module__"] = module or "__main__"  # as in collections.namedtuple
    members["__qualname__"] = qualname or name
    return _metaclass_of(cls)(name, (cls,) if type is None else (type, cls), members, boundary=boundary)


def _unchangeable(name):
    def refuse(self, value):
        raise AttributeError("<enum 'Enum'> cannot set attribute %r" % name)
    return refuse


class Enum(metaclass=EnumType):
    _member_map_ = {}
    _member_names_ = []
    _value2member_map_ = {}
    _member_type_ = object
    _value_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            last = max(last_values)
        except TypeError:
            raise TypeError("unable to sort non-numeric values")
        try:
            return last + 1
        except TypeError:
            raise TypeError("unable to increment %r" % (last,))

    @classmethod
    def _lookup(cls, value):
        if type(value) is cls:
            return value
        try:
            found = cls._value2member_map_.get(value)
        except TypeError:  # not hashable
            found = None
        if found is None:
            for each in cls._member_map_.values():
                if each._value_ == value:
                    return each
            found = cls._missing_(value)
            if found is None:
                raise ValueError("%r is not a valid %s" % (value, getattr(cls, "__qualname__", cls.__name__)))
            if not isinstance(found, cls) and not (isinstance(found, int) and getattr(cls, "_boundary_", None) == EJECT):
                raise TypeError("error in %s._missing_: returned %r instead of None or a valid member" % (
                    cls.__name__, found))
        return found

    @classmethod
    def _missing_(cls, value):
        return None

    name = property(lambda self: self._name_, _unchangeable("name"))
    value = property(lambda self: self._value_, _unchangeable("value"))

    def __repr__(self):
        cls = type(self)
        return "<%s.%s: %s>" % (cls.__name__, self._name_, cls._value_repr_(self._value_))

    def __str__(self):
        return "%s.%s" % (type(self).__name__, self._name_)

    def __dir__(self):
        cls = type(self)
        names = {"__class__", "__doc__", "__eq__", "__hash__", "__module__"}
        names.update([name for name in self.__dict__ if name[0] != "_"])
        if cls._member_type_ in _NATIVES:
            raise NotImplementedError("enum: dir() of a member that is %s is not known here" % cls._member_type_.__name__)
        if cls._member_type_ is not object:
            names.update(dir(cls._member_type_), cls._member_map_)
        for base in cls.__mro__:
            names.update([name for name, value in base.__dict__.items() if name[0] != "_" and
                          (name not in cls._member_map_ or isinstance(value, (property, _MemberOrProperty)))])
        return sorted(names)

    def __format__(self, spec):
        return format(str(self), spec)

    def __hash__(self):
        return hash(self._name_)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce_ex__(self, proto):
        return type(self), (self._value_,)


class _MemberOrProperty:
    """A member named as a property: the class gives the member, a member what the property says."""

    def __init__(self, member, getter):
        self._member = member
        self._getter = getter

    def __get__(self, instance, owner=None):
        return self._member if instance is None else self._getter(instance)

    def __set__(self, instance, value):
        raise AttributeError("<enum %r> cannot set attribute %r" % (type(instance).__name__, self._member._name_))


def _place_member(cls, name, made):
    if cls._member_type_ in _NATIVES and hasattr(cls._member_type_, name):
        made = _MemberOrProperty(made, lambda self: getattr(self._value_, name))
    for base in cls.__mro__[1:]:
        found = base.__dict__.get(name)
        if isinstance(found, property):
            made = _MemberOrProperty(made, found.fget)
            break
        if isinstance(found, _MemberOrProperty):
            made = _MemberOrProperty(made, found._getter)
            break
    type.__setattr__(cls, name, made)


_OPERATORS = ("__contains__", "__iter__", "__len__", "__bool__", "__or__", "__and__", "__xor__", "__invert__", "__ror__",
              "__rand__", "__rxor__")


def _take_from_enum(cls, data):
    """What the data type defines of the text and the copies does not count; it stands before Enum."""
    own = cls.__dict__
    if ReprEnum in cls.__bases__:
        if data is object:
            raise TypeError("ReprEnum subclasses must be mixed with a data type (i.e. int, str, float, etc.)")
        for name in ("__str__", "__format__"):
            if name not in own:
                type.__setattr__(cls, name, _as_value[name])
    if data is object:
        return
    if Flag in cls.__bases__:
        for name in _OPERATORS:
            if name not in own:
                type.__setattr__(cls, name, Flag.__dict__[name])
    for name in ("__repr__", "__str__", "__format__", "__copy__", "__deepcopy__"):
        for base in cls.__mro__:
            if base in _NATIVES or name in base.__dict__:
                break
        if issubclass(data, base):
            type.__setattr__(cls, name, getattr(cls.__bases__[-1], name))


def _prepare(cls):
    """Turns the values in the body of a new class into its members."""
    for base in cls.__bases__:
        if getattr(base, "_member_map_", None):
            raise TypeError("%r cannot extend %r" % (cls, base))
    own = cls.__dict__
    ignored = own.get("_ignore_", ())
    ignored = ignored.replace(",", " ").split() if isinstance(ignored, str) else list(ignored)
    data = _data_type(cls.__bases__)
    type.__setattr__(cls, "_member_type_", data)
    type.__setattr__(cls, "_value_repr_", staticmethod(_value_repr(cls.__bases__)))
    _take_from_enum(cls, data)
    if "__eq__" in own and "__hash__" not in own:
        type.__setattr__(cls, "__hash__", None)
    member_map = {}
    names = []
    by_value = {}
    type.__setattr__(cls, "_member_map_", member_map)
    type.__setattr__(cls, "_member_names_", names)
    type.__setattr__(cls, "_value2member_map_", by_value)
    last_values = []
    used_auto = False
    has_init = any(["__init__" in base.__dict__ for base in cls.__mro__ if isinstance(base, EnumType)])
    is_flag = Flag is not None and issubclass(cls, Flag)
    for name, value in list(own.items()):
        if name in ignored or name == "_ignore_":
            type.__delattr__(cls, name)
            continue
        if isinstance(value, nonmember):
            value = value.value
            type.__setattr__(cls, name, value._resolved(None) if isinstance(value, auto) else value)
            continue
        if name == "_generate_next_value_" and used_auto:
            raise TypeError("_generate_next_value_ must be defined before members")
        if not _is_member(cls, name, value):
            continue
        if name == "mro":
            raise ValueError("invalid enum member name(s) 'mro'")
        if isinstance(value, member):
            value = value.value
        def next_value():
            return cls._generate_next_value_(name, 1, len(member_map), last_values[:])

        if isinstance(value, auto):
            used_auto = True
            value = value._resolved(next_value)
            last_values.append(value)
        elif isinstance(value, tuple) and any([isinstance(part, auto) for part in value]):
            parts = []
            for part in value:
                if isinstance(part, auto):
                    part = part._resolved(next_value)
                    last_values.append(part)
                parts.append(part)
            value = tuple(parts) if type(value) is tuple else type(value)(*parts)
        else:
            last_values.append(value)
        made = None
        for known in member_map.values():
            if known._value_ == value:
                made = known
                break
        if made is not None:
            if has_init:  # it may refuse a second name
                _make_member(cls, value, name)
        else:
            made = _make_member(cls, value, name)
            actual = made.__dict__.get("_value_", value)
            for known in member_map.values():
                if known._value_ == actual:
                    made = known
                    break
            else:
                object.__setattr__(made, "_value_", actual)
                object.__setattr__(made, "_name_", name)
                if not is_flag or (isinstance(actual, int) and actual > 0 and actual & (actual - 1) == 0):
                    names.append(name)
                try:
                    by_value[actual] = made
                except TypeError:
                    pass
        member_map[name] = made
        _place_member(cls, name, made)
    order = own.get("_order_")
    if order is not None:
        order = order.replace(",", " ").split() if isinstance(order, str) else order
        order = [name for name in order if name in names or name not in member_map]
        if order != names:
            raise TypeError("member order does not match _order_:\n  %r\n  %r" % (names, order))
    if is_flag:
        _note_bits(cls, member_map)


def _note_bits(cls, member_map):
    mask = singles = 0
    for each in member_map.values():
        value = each._value_
        if isinstance(value, int):
            mask |= value
            if value > 0 and value & (value - 1) == 0:
                singles |= value
    type.__setattr__(cls, "_flag_mask_", mask)
    type.__setattr__(cls, "_singles_mask_", singles)
    type.__setattr__(cls, "_all_bits_", (1 << mask.bit_length()) - 1)


def _make_member(cls, value, name=None):
    data = cls._member_type_
    args = value if isinstance(value, tuple) else (value,)
    if data is tuple:
        args = (args,)
    if data is str and issubclass(cls, ReprEnum):
        _check_texts(args)
    lineage = [base for base in cls.__mro__ if base is not object and base not in _NATIVES]
    if any(["__new__" in base.__dict__ for base in lineage]) or any([base in _NATIVES for base in cls.__mro__]):
        made = type.__call__(cls, *args)
    else:
        made = object.__new__(cls)
        object.__setattr__(made, "_name_", name)
        if data is object:
            object.__setattr__(made, "_value_", value)
        if any(["__init__" in base.__dict__ for base in lineage]):
            made.__init__(*args)
    if "_value_" not in made.__dict__:
        if data is not object:
            try:
                value = data(*args)
            except Exception as error:
                raise TypeError("_value_ not set in __new__, unable to create it") from error
        object.__setattr__(made, "_value_", value)
    return made


def _check_texts(values):
    if len(values) > 3:
        raise TypeError("too many arguments for str(): %r" % (values,))
    for value, words in zip(values, ("%r is not a string", "encoding must be a string, not %r",
                                     "errors must be a string, not %r")):
        if not isinstance(value, str):
            raise TypeError(words % (value,))


Flag = ReprEnum = None


class ReprEnum(Enum):
    """For mix-ins whose text is that of the value: IntEnum, StrEnum, IntFlag."""


def _str_as_value(self):
    return str(self._value_)


def _format_as_value(self, spec):
    return format(self._value_, spec) if spec else str(self)


_as_value = {"__str__": _str_as_value, "__format__": _format_as_value}


class IntEnum(int, ReprEnum):
    pass


class StrEnum(str, ReprEnum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


class FlagBoundary(StrEnum):
    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class EnumCheck(StrEnum):
    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class Flag(Enum):
    _boundary_ = STRICT

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        highest = max(last_values)
        if not isinstance(highest, int):
            raise TypeError("invalid flag value %r" % (highest,))
        bit = 1
        while bit <= highest:
            bit <<= 1
        return bit

    @classmethod
    def _missing_(cls, value):
        """Makes the member that stands for several; bits that no member has are the business of the boundary."""
        if not isinstance(value, int):
            raise ValueError("%r is not a valid %s" % (value, getattr(cls, "__qualname__", cls.__name__)))
        mask, all_bits = cls._flag_mask_, cls._all_bits_
        given = value
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ mask):
            if cls._boundary_ == STRICT:
                bits = max(value.bit_length(), mask.bit_length())
                raise ValueError("%r invalid value %r\n    given %s\n  allowed %s" % (
                    cls, value, _binary(value, bits), _binary(mask, bits)))
            if cls._boundary_ == CONFORM:
                given = value = value & mask
            elif cls._boundary_ == EJECT:
                return value
            elif value < 0:
                given = value = max(all_bits + 1, 1 << value.bit_length()) + value
        if value < 0:
            value += all_bits + 1
        made = _make_member(cls, value)
        object.__setattr__(made, "_value_", value)
        object.__setattr__(made, "_name_", cls._name_for(value))
        made = cls._value2member_map_.setdefault(value, made)
        cls._value2member_map_[given] = made
        return made

    @classmethod
    def _name_for(cls, value):
        singles = cls._singles_mask_
        parts = [each for each in cls if each._value_ & value]
        if value & ~singles:
            for each in cls._member_map_.values():
                if each not in parts and each._value_ and each._value_ & value == each._value_:
                    parts.append(each)
        known = 0
        for each in parts:
            known |= each._value_
        if not known:
            return None
        name = "|".join([each._name_ for each in parts])
        if value ^ known:
            if cls._boundary_ == STRICT:
                raise ValueError("%r: no members with value %r" % (cls, value ^ known))
            name += "|%r" % (value ^ known)
        return name

    def __contains__(self, other):
        if not isinstance(other, type(self)):
            raise TypeError("unsupported operand type(s) for 'in': %r and %r" % (type(other).__name__, type(self).__name__))
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        for each in type(self):
            if each._value_ & self._value_:
                yield each

    def __len__(self):
        return self._value_.bit_count()

    def __bool__(self):
        return bool(self._value_)

    def __repr__(self):
        if self._name_ is None:
            return "<%s: %r>" % (type(self).__name__, self._value_)
        return "<%s.%s: %r>" % (type(self).__name__, self._name_, self._value_)

    def __str__(self):
        if self._name_ is None:
            return "%s(%r)" % (type(self).__name__, self._value_)
        return "%s.%s" % (type(self).__name__, self._name_)

    def _other(self, other):
        if isinstance(other, type(self)):
            return other._value_
        if isinstance(self, int) and isinstance(other, int):
            return int(other)
        return None

    def _combined(self, other, combine):
        value = self._other(other)
        if value is None:
            return NotImplemented
        return type(self)._lookup(combine(self._value_, value))

    def __or__(self, other):
        return self._combined(other, lambda a, b: a | b)

    def __and__(self, other):
        return self._combined(other, lambda a, b: a & b)

    def __xor__(self, other):
        return self._combined(other, lambda a, b: a ^ b)

    def __invert__(self):
        cls = type(self)
        if cls._boundary_ in (KEEP, EJECT):
            return cls._lookup(~self._value_)
        return cls._lookup(cls._singles_mask_ & ~self._value_)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__


def _binary(value, bits):
    sign = "0b1 " if value < 0 else "0b0 "
    return sign + "".join(["1" if value >> i & 1 else "0" for i in range(bits - 1, -1, -1)])


class IntFlag(int, ReprEnum, Flag):
    _boundary_ = KEEP


for _name in ("__repr__", "_generate_next_value_", "_missing_"):
    type.__setattr__(IntFlag, _name, Flag.__dict__[_name])
del _name


def unique(enumeration):
    aliases = [(name, each._name_) for name, each in enumeration._member_map_.items() if name != each._name_]
    if aliases:
        raise ValueError("duplicate values found in %r: %s" % (
            enumeration, ", ".join(["%s -> %s" % pair for pair in aliases])))
    return enumeration


def verify(*checks):
    def checked(enumeration):
        for check in checks:
            if check == UNIQUE:
                unique(enumeration)
            elif check == CONTINUOUS:
                values = sorted([each._value_ for each in enumeration])
                missing = []
                if values:
                    missing = [1 << i for i in range(values[-1].bit_length()) if 1 << i > values[0]] \
                        if issubclass(enumeration, Flag) else range(values[0], values[-1])
                missing = [value for value in missing if value not in values]
                if missing:
                    raise ValueError("invalid enum %r: missing values %s" % (
                        enumeration.__name__, ", ".join([str(value) for value in missing])))
            else:
                raise NotImplementedError("verify: only UNIQUE and CONTINUOUS are checked here")
        return enumeration
    return checked


def global_enum(cls):
    raise NotImplementedError("global_enum is not there; name the members with their class")

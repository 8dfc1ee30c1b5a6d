"""The module enum."""

from types import MappingProxyType


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


STRICT, CONFORM, EJECT, KEEP = "strict", "conform", "eject", "keep"
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


def _native_of(cls):
    for base in _lineage(cls):
        if base in (int, str, float, bytes, tuple):
            return base
    return None


def _lineage(cls):
    yield cls
    for base in cls.__bases__:
        if base is not object:
            yield from _lineage(base)


class EnumType(type):
    _names_once_ = True  # in the body of a class: it would be one member or the other

    def __new__(metacls, name, bases, members, *, boundary=None, **kwargs):
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
        return MappingProxyType(cls._member_map_)

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
        try:
            cls._lookup(value)
            return True
        except ValueError:
            return False

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
        type.__delattr__(cls, name)


EnumMeta = EnumType
_metaclass_of = type


def _functional(cls, name, names, start=1, type=None, module=None, qualname=None):
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    if isinstance(names, dict):
        members = dict(names)
    else:
        members = {}
        for each in names:
            if isinstance(each, str):
                members[each] = auto()
            else:
                members[each[0]] = each[1]
    if start != 1:
        for i, (key, value) in enumerate(members.items()):
            if isinstance(value, auto):
                members[key] = start << i if issubclass(cls, Flag) else start + i
    members["__module__"] = module or "__main__"  # as in collections.namedtuple
    members["__qualname__"] = qualname or name
    return _metaclass_of(cls)(name, (cls,) if type is None else (type, cls), members)


class Enum(metaclass=EnumType):
    _member_map_ = {}
    _member_names_ = []
    _value2member_map_ = {}

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            return max(last_values) + 1
        except TypeError:
            raise TypeError("unable to sort non-numeric values")

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

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    def __repr__(self):
        return "<%s.%s: %r>" % (type(self).__name__, self._name_, self._value_)

    def __str__(self):
        return "%s.%s" % (type(self).__name__, self._name_)

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


_OWN = ("__repr__", "__str__", "__format__", "__hash__", "__copy__", "__deepcopy__")


def _prepare(cls):
    """Turns the values in the body of a new class into its members."""
    for base in cls.__bases__:
        if getattr(base, "_member_map_", None):
            raise TypeError("%r cannot extend %r" % (cls, base))
    own = cls.__dict__
    ignored = own.get("_ignore_", ())
    ignored = ignored.replace(",", " ").split() if isinstance(ignored, str) else list(ignored)
    native = _native_of(cls)
    if native is not None and not (ReprEnum is not None and issubclass(cls, ReprEnum)):
        for name in _OWN:  # the built-in type stands before Enum, but its text does not count
            if name not in own and not _defined_above(cls, name):
                type.__setattr__(cls, name, Enum.__dict__[name])
    if "__eq__" in own and "__hash__" not in own:
        type.__setattr__(cls, "__hash__", None)
    member_map = {}
    names = []
    by_value = {}
    type.__setattr__(cls, "_member_map_", member_map)
    type.__setattr__(cls, "_member_names_", names)
    type.__setattr__(cls, "_value2member_map_", by_value)
    last_values = []
    is_flag = Flag is not None and issubclass(cls, Flag)
    for name, value in list(own.items()):
        if name in ignored or name == "_ignore_":
            type.__delattr__(cls, name)
            continue
        if isinstance(value, nonmember):
            type.__setattr__(cls, name, value.value)
            continue
        if not _is_member(cls, name, value):
            continue
        if name == "mro":
            raise ValueError("invalid enum member name(s) 'mro'")
        if isinstance(value, member):
            value = value.value
        def next_value():
            return cls._generate_next_value_(name, 1, len(member_map), last_values[:])

        if isinstance(value, auto):
            value = value._resolved(next_value)
        elif isinstance(value, tuple) and any([isinstance(part, auto) for part in value]):
            value = tuple([part._resolved(next_value) if isinstance(part, auto) else part for part in value])
        made = None
        for known in member_map.values():
            if known._value_ == value:
                made = known
                break
        if made is None:
            made = _make_member(cls, native, value)
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
        last_values.append(made._value_)
        type.__setattr__(cls, name, made)
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


def _defined_above(cls, name):
    for base in _lineage(cls):
        if base is Enum or base is Flag or base in (int, str, float, bytes, tuple):
            continue
        if name in base.__dict__:
            return True
    return False


def _make_member(cls, native, value):
    args = value if isinstance(value, tuple) and native is not tuple else (value,)
    if native is str and issubclass(cls, ReprEnum):
        _check_texts(args)
    has_new = any(["__new__" in base.__dict__ for base in _lineage(cls) if base not in _NATIVES])
    has_init = any(["__init__" in base.__dict__ for base in _lineage(cls) if base not in _NATIVES])
    if native is None and not has_new:
        made = object.__new__(cls)
        object.__setattr__(made, "_value_", value)
        if has_init:
            made.__init__(*args)
        return made
    made = type.__call__(cls, *args)
    if "_value_" not in made.__dict__:
        plain = value
        if native is not None and not has_new and not has_init:
            plain = native(*args)
        object.__setattr__(made, "_value_", plain)
    return made


def _check_texts(values):
    if len(values) > 3:
        raise TypeError("too many arguments for str(): %r" % (values,))
    for value, words in zip(values, ("%r is not a string", "encoding must be a string, not %r",
                                     "errors must be a string, not %r")):
        if not isinstance(value, str):
            raise TypeError(words % (value,))


_NATIVES = (int, str, float, bytes, tuple, object)
Flag = ReprEnum = None


class ReprEnum(Enum):
    """For mix-ins whose text is that of the value: IntEnum, StrEnum, IntFlag."""


class IntEnum(int, ReprEnum):
    __repr__ = Enum.__dict__["__repr__"]
    __copy__ = Enum.__dict__["__copy__"]
    __deepcopy__ = Enum.__dict__["__deepcopy__"]

    def __str__(self):
        return repr(self._value_)

    def __format__(self, spec):
        return format(int(self._value_), spec) if spec else str(self)


class StrEnum(str, ReprEnum):
    __repr__ = Enum.__dict__["__repr__"]
    __copy__ = Enum.__dict__["__copy__"]
    __deepcopy__ = Enum.__dict__["__deepcopy__"]

    def __str__(self):
        return self._value_

    def __format__(self, spec):
        return format(self._value_, spec) if spec else str(self)

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


class Flag(Enum):
    _boundary_ = STRICT

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        highest = max(last_values)
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
        made = _make_member(cls, _native_of(cls), value)
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

    def __hash__(self):
        return hash(self._value_)

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
    __str__ = IntEnum.__dict__["__str__"]
    __format__ = IntEnum.__dict__["__format__"]


for _name in ("__repr__", "__contains__", "__iter__", "__len__", "__bool__", "__hash__", "__or__", "__and__", "__xor__",
              "__invert__", "__ror__", "__rand__", "__rxor__", "_generate_next_value_", "_missing_"):
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
                missing = [value for value in range(values[0], values[-1]) if value not in values] if values else []
                if missing:
                    raise ValueError("invalid enum %r: missing values %s" % (
                        enumeration.__name__, ", ".join([str(value) for value in missing])))
            else:
                raise NotImplementedError("verify: only UNIQUE and CONTINUOUS are checked here")
        return enumeration
    return checked


CONTINUOUS, NAMED_FLAGS, UNIQUE = "one-by-one", "named-flags", "unique"


def global_enum(cls):
    raise NotImplementedError("global_enum is not there; name the members with their class")

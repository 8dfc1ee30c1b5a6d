import collections
import dataclasses
import datetime
import decimal
import enum
from enum import (CONFORM, CONTINUOUS, EJECT, KEEP, STRICT, Enum, EnumMeta, Flag, IntEnum, IntFlag, StrEnum, auto, nonmember,
                  unique, verify)


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__, error)


class Color(Enum):
    RED = 1
    GREEN = "g"
    BLUE = (1, 2)
    ROT = 1

    def describe(self):
        return f"{self.name} is {self.value}"

    @classmethod
    def default(cls):
        return cls.RED

    @property
    def first(self):
        return self.name[0]


print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color("g"), Color["BLUE"], Color.ROT is Color.RED, Color.RED.describe(), Color.default(), Color.GREEN.first)
print(list(Color), len(Color), [c.name for c in Color], Color.RED in Color, 1 in Color, 99 in Color, isinstance(Color.RED, Color), isinstance(Color.RED, Enum), type(Color.RED) is Color)
print(list(Color.__members__), {Color.RED: 1}[Color(1)], Color.RED == Color.RED, Color.RED != Color.GREEN, Color.RED == 1, Color.RED is Color(1), f"{Color.RED}", "%s" % Color.GREEN, str(Color.BLUE))
attempt(Color, 7)
attempt(lambda: Color["NOPE"])
attempt(lambda: Color.NOPE)
attempt(lambda: Color.RED < Color.GREEN)
attempt(lambda: setattr(Color, "RED", 5))


def extend():
    class Sub(Color):
        pass


attempt(extend)
print(repr(Color), bool(Color.RED), hash(Color.RED) == hash(Color.RED), sorted(Color, key=lambda c: c.name)[0])


class Auto(Enum):
    A = auto()
    B = auto()
    C = 10
    D = auto()


print([(m.name, m.value) for m in Auto])


class Planet(Enum):
    EARTH = (5.976e24, 6.37814e6)
    MARS = (6.421e23, 3.3972e6)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @property
    def gravity(self):
        return 6.67300E-11 * self.mass / (self.radius * self.radius)


print(Planet.EARTH.mass, round(Planet.MARS.gravity, 3), Planet((5.976e24, 6.37814e6)), Planet.EARTH.value)


class Level(IntEnum):
    LOW = 1
    HIGH = 10


print(Level.LOW, repr(Level.HIGH), Level.HIGH + 1, Level.LOW < Level.HIGH, Level(10), Level.LOW == 1, f"{Level.HIGH}", f"{Level.HIGH:03d}", [1, 2, 3][Level.LOW], sorted([Level.HIGH, Level.LOW]), int(Level.HIGH), max(Level), Level.LOW in (1, 2), {1: "a"}[Level.LOW], isinstance(Level.LOW, int), range(Level.LOW, 3))


class Mode(StrEnum):
    READ = auto()
    WRITE = "w"


print(Mode.READ, repr(Mode.WRITE), Mode.READ == "read", Mode("w"), Mode.READ.upper(), f"{Mode.WRITE}!", {"w": 1}[Mode.WRITE])


class Status(str, Enum):
    OK = "ok"
    BAD = "bad"


print(Status.OK, repr(Status.OK), Status.OK == "ok", Status("bad"), Status.OK.value.upper(), Status.OK.upper(), f"{Status.OK}", {"ok": 1}[Status.OK])


class Perm(Flag):
    R = 4
    W = 2
    X = 1
    RW = R | W


print(Perm.R | Perm.X, repr(Perm.R | Perm.W), Perm.RW, Perm.R in Perm.RW, Perm.X in Perm.RW, list(Perm.RW), list(Perm), len(Perm), ~Perm.R, Perm(0), repr(Perm(0)), bool(Perm(0)), Perm.R & Perm.W, Perm.R ^ Perm.RW, (Perm.R | Perm.X).value, Perm(7), Perm(5) is Perm.R | Perm.X)
attempt(Perm, 8)


class Bits(IntFlag):
    A = auto()
    B = auto()
    C = auto()


print(Bits.A | Bits.C, repr(Bits.A | Bits.B), Bits.C.value, Bits(7), Bits.A | 8, Bits.B + 1, list(Bits), Bits.A in Bits(3), int(~Bits.A), isinstance(Bits.A, int), Bits(0))


def make_duplicate():
    @unique
    class Bad(Enum):
        X = 1
        Y = 1


attempt(make_duplicate)
Animal = Enum("Animal", "CAT DOG")
print(list(Animal), Animal.DOG.value, Enum("Pair", {"A": "x", "B": "y"})["B"].value, Enum("N", ["P", "Q"], start=5).Q.value)


class WithMissing(Enum):
    ONE = 1

    @classmethod
    def _missing_(cls, value):
        return cls.ONE if value == "one" else None


print(WithMissing("one"))
attempt(WithMissing, 3)


class Base(Enum):
    def hello(self):
        return "hello " + self.name


class Child(Base):
    A = 1


print(Child.A.hello(), Child.A)


class Ordered(Enum):
    A = 1
    B = 2

    def __lt__(self, other):
        return self.value < other.value


print(sorted([Ordered.B, Ordered.A]), min(Ordered))
match_value = {m.value: m for m in Color}
print(match_value["g"])


def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


print(Color.__members__, type(Color.__members__).__name__, list(Color.__members__.items())[0])
attempt(lambda: Color.__members__.clear())
attempt(lambda: Enum(1))


class Counting(EnumMeta):
    def __new__(metacls, name, bases, members):
        made = super().__new__(metacls, name, bases, members)
        print(name, len(made), list(made))
        return made


class Counted(Enum, metaclass=Counting):
    A = 1
    B = 1
    C = 2
    __hidden = 4


for boundary in (STRICT, CONFORM, EJECT, KEEP):
    class Bits(Flag, boundary=boundary):
        A = 1
        B = 4
        BOTH = 5

    for value in (0, 2, 4, 5, 7, 9, -1, -2):
        attempt(lambda: (value, Bits(value)))
    attempt(lambda: (~Bits.A, ~Bits.BOTH, Bits.A | Bits.B, len(Bits.BOTH), Bits.A ^ Bits.BOTH))


class Modes(IntFlag):
    R = 4
    W = 2


print(Modes(11), repr(Modes(11)), len(Modes(11)), list(Modes(11)), repr(~Modes.R), Modes.R | 8)


def texts():
    class Text(StrEnum):
        A = 1


def reserved():
    class Text(Enum):
        _reserved_ = 1


attempt(texts)
attempt(reserved)


class Kinds(Enum):
    WHOLE = int
    TEXT = str

    class Inner:
        pass


class Same(Enum):
    A = 1

    def __eq__(self, other):
        return True


Made = Enum("Made", "A", module="m", qualname="x.Made")
print(list(Kinds), isinstance(Kinds.Inner, type), Made.__module__, Made.__qualname__, Enum("Plain", "A").__module__)
attempt(lambda: hash(Same.A))


# names that are defined twice
import enum as _enum
names = dict(vars(_enum))


def defined(src):
    try: exec(src, names); print("ok")
    except TypeError as e: print("TypeError")
defined("class A(Enum):\n  X=1\n  X=2")
defined("class A(Enum):\n  X=1\n  def X(self): pass")
defined("class A(Enum):\n  def X(self): pass\n  X=1")
defined("class A(Enum):\n  def f(self): pass\n  def f(self): return 2\n  X=1"); print(names['A'].X.f())
defined("class A(Enum):\n  X=1\n  @property\n  def p(self): return 1\n  @p.setter\n  def p(self, v): pass"); print(names['A'].X.p)
defined("class A(Enum):\n  X=1\n  Y=1\n  _ignore_=['i']\n  i=5\n  __doc__='a'\n  __doc__='b'"); print(list(names['A']), hasattr(names['A'], 'i'), names['A'].__doc__)
defined("class A(IntEnum):\n  X=1\n  for i in range(3): pass")
defined("class A(Enum):\n  X=auto()\n  Y=auto()\n  Y=auto()")
defined("class B:\n  X=1\n  X=2")


class Day(IntEnum):
    MON = 1
    SUN = 7

    def __str__(self):
        return self.name.capitalize()


class Bits(IntFlag):
    A = 1

    def __str__(self):
        return "V" + self.name


class Word(StrEnum):
    A = "a"

    def __str__(self):
        return "W" + self.value


print(f"{Day.SUN} {Day.SUN:>3} {Day.SUN!s:>5} {Bits.A} {Bits.A:3} {Word.A} {Word.A:3}", "{}".format(Day.MON), "%s %d" % (Day.MON, Day.MON), format(Word.A))


# ---- members named as properties, data types, orders of bases ----

class Named(Enum):
    name = "n"
    value = "v"
    other = 3


print(Named.name, Named.value, Named.name.name, Named.name.value, Named.other.name, Named.other.value, list(Named))


class Held(Enum):
    @property
    def label(self):
        return "held " + self.name


class Labels(Held):
    label = 1
    plain = 2


class Words(str, Enum):
    title = "t"
    plain = "p"


print(Labels.label, Labels.plain.label, Labels.label.label, Words.title, Words.plain.title())


@dataclasses.dataclass
class Point:
    x: int
    y: int = 0
    hidden: int = dataclasses.field(default=5, repr=False)


class Corner(Point, Enum):
    LOW = 1, 2
    HIGH = 3


print(Corner.LOW, repr(Corner.LOW), Corner.HIGH.value, Corner.LOW.x, Corner(Point(1, 2)), Corner.LOW == Corner.HIGH, list(Corner))


class Day(datetime.date, Enum):
    FIRST = 2020, 1, 1


class Price(decimal.Decimal, Enum):
    LOW = "1.5"


Pair = collections.namedtuple("Pair", "x y")


class Pairs(Pair, Enum):
    A = 1, 2
    B = Pair(3, 4)


class Twice(int):
    def twice(self):
        return self * 2


class Own(Twice, Enum):
    A = 2


class Ratio(float, enum.ReprEnum):
    HALF = 0.5


class Weight(float, Enum):
    LIGHT = 1
    HEAVY = "2.5"


class Table(dict, Enum):
    A = {"a": 1}


class Numbered(str, Enum):
    A = enum.auto()
    B = enum.auto()


class Loud(Enum):
    def __str__(self):
        return "loud"


class LoudWord(str, Loud):
    A = "a"


print([repr(each) for each in (Day.FIRST, Price.LOW, Pairs.B, Own.A, Ratio.HALF, Weight.HEAVY, Table.A, Numbered.B, LoudWord.A)])
print([repr(each.value) for each in (Day.FIRST, Price.LOW, Pairs.A, Own.A, Ratio.HALF, Weight.HEAVY, Table.A, Numbered.B)])
print([str(each) for each in (Day.FIRST, Price.LOW, Pairs.B, Own.A, Ratio.HALF, Weight.HEAVY, LoudWord.A)], f"{Ratio.HALF:.3f}", f"{Day.FIRST}")
print(Own.A.twice(), type(Own.A.value).__name__, Pairs.A.x, Table.A["a"], Price.LOW + 1, hash(Own.A) == hash(2), Weight(2.5), Own._member_type_)


def refused_order():
    class Refused(Enum, str):
        A = "a"


def refused_mixin():
    class Refused(Enum, Point):
        A = 1


def refused_without_data():
    class Refused(enum.ReprEnum):
        A = 1


def refused_members():
    class Refused(Enum):
        _order_ = "B A"
        A = 1
        B = 2


for refused in (refused_order, refused_mixin, refused_without_data, refused_members):
    attempt(refused)
print(dir(Labels.plain), enum.KEEP, repr(enum.STRICT), repr(enum.UNIQUE), list(enum.FlagBoundary))

# ---- an int that is a Flag, what __init__ refuses, what is asked with `in` ----


class Bits(int, Flag):
    A = auto()
    B = auto()
    C = auto()
    LOW = nonmember(A | B)


print(Bits.A | Bits.B, repr(Bits.A | 2), repr(2 | Bits.A), ~Bits.A, Bits.A in Bits(3), len(Bits(3)), list(Bits(5)), Bits.LOW)


class Single(Enum):
    def __init__(self, *args):
        if any(self.value == each.value for each in type(self)):
            raise ValueError("%s is %s" % (self.name, type(self)(self.value).name))


def twice():
    class Colour(Single):
        RED = 1
        ROT = 1


def late():
    class Late(Enum):
        A = auto()

        def _generate_next_value_(name, start, count, last_values):
            return name


class Asked(Enum):
    A = [1]
    B = 2

    @classmethod
    def _missing_(cls, value):
        return cls.B


@verify(CONTINUOUS)
class Powers(Flag):
    A = 1
    B = 2
    C = 4


for function in twice, late:
    try:
        function()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print([1] in Asked, 2 in Asked, 3 in Asked, Asked(3), 3 in Powers, 8 in Powers, "x" in Powers)


# ---- the call that makes an enumeration ----

def made(*args, **options):
    try:
        kind = args[0](*args[1:], **options)
        print(kind, [(each.name, each.value) for each in kind])
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


made(Enum, "X", "a a")
made(Enum, "X", ["a", "b", "a"])
made(Enum, "X", [("a", 1), ("b", 1), ("a", 2)])
made(Enum, "X", [("a", 1, 2)])
made(Enum, "X", "a b", start=0)
made(Enum, "X", "a, b", start=5)
made(Enum, "X", {"a": auto(), "b": 7})
made(Enum, "X", (["a", 1], ["b", auto()]))
made(Flag, "X", "a b c", start=4)
made(Flag, "X", "a b", boundary=KEEP)
made(StrEnum, "X", "A B", start=3)
made(Enum, "X", ())


class Numbered(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return (name, start, count, last_values)


made(Numbered, "X", "a b", start=2)


def after_text():
    class Wrong(Enum):
        A = "a"
        B = auto()


def flag_after_text():
    class Wrong(Flag):
        A = "a"
        B = auto()


attempt(after_text)
attempt(flag_after_text)
for name in "value", "name":
    try:
        setattr(Powers.A, name, 5)
    except AttributeError as error:
        print(error)
Pair = collections.namedtuple("Pair", "number text")


class Paired(Enum):
    A = Pair(auto(), "a")
    B = Pair(auto(), "b")


print(Paired.B.value, Paired.B.value.number, list(Paired))
try:
    del Paired.C
except AttributeError as error:
    print(error)


class Shown(Enum):
    A = 1

    @_enum.property
    def label(self):
        return "label of " + self.name


print(Shown.A.label)

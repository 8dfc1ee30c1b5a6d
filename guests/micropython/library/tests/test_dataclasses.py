from dataclasses import (FrozenInstanceError, InitVar, KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, is_dataclass,
                         make_dataclass, replace)
from typing import ClassVar, List, Optional


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


@dataclass
class Point:
    x: int
    y: int = 0

    def norm(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5


p = Point(3, 4)
print(p, p.norm(), Point(1), Point(x=1, y=2) == Point(1, 2), Point(1) != Point(2), p == (3, 4), asdict(p), astuple(p), replace(p, x=0), [f.name for f in fields(Point)])
p.x = 10
print(p.x, is_dataclass(p), is_dataclass(Point), is_dataclass(3), Point.__match_args__)
attempt(hash, p)
attempt(lambda: p < Point(1, 2))


@dataclass(order=True, frozen=True)
class Version:
    major: int
    minor: int = 0
    tags: tuple = field(default=(), compare=False)


a, b = Version(1, 2, ("x",)), Version(1, 3)
print(a < b, max(a, b), sorted([b, a]), a == Version(1, 2), hash(a) == hash(Version(1, 2)), {a: 1}[Version(1, 2, ())], a >= b)
try:
    a.major = 5
except FrozenInstanceError as error:
    print("frozen", error)
attempt(lambda: delattr(a, "major"))


@dataclass
class Item:
    name: str
    tags: List[str] = field(default_factory=list)
    parent: Optional["Item"] = None
    secret: str = field(default="s", repr=False)
    count: ClassVar[int] = 7
    total: float = field(init=False, default=1.5)
    scale: InitVar[int] = 2

    def __post_init__(self, scale):
        self.total *= scale


i, j = Item("a"), Item("b", ["t"], scale=4)
i.tags.append("x")
print(i, j, i.total, j.total, Item.count, i.tags is not j.tags, asdict(j))
print([(f.name, f.init, f.repr) for f in fields(Item)])


@dataclass
class Base:
    a: int
    b: int = 2


@dataclass
class Child(Base):
    c: int = 3
    a: int = 9


print(Child(), Child(1, 2, 3), [f.name for f in fields(Child)], isinstance(Child(), Base), Base(1) == Child(1))


@dataclass(kw_only=True)
class Options:
    verbose: bool = False
    level: int


print(Options(level=3), Options(verbose=True, level=1))


@dataclass
class Mixed:
    a: int
    b: int = field(kw_only=True, default=5)


print(Mixed(1), Mixed(1, b=2))


@dataclass
class Tree:
    value: int
    children: list = field(default_factory=list)


t = Tree(1, [Tree(2), Tree(3, [Tree(4)])])
print(t, asdict(t), astuple(t))


def bad_default():
    @dataclass
    class Bad:
        items: list = []


def bad_order():
    @dataclass
    class Bad:
        a: int = 1
        b: int


attempt(bad_default)
attempt(bad_order)
attempt(asdict, 5)
attempt(replace, i, total=3)


@dataclass(eq=False)
class Plain:
    x: int


q = Plain(1)
print(q == Plain(1), q == q, hash(q) == hash(q))


@dataclass(unsafe_hash=True)
class Hashed:
    x: int


print({Hashed(1): "one"}[Hashed(1)])


@dataclass
class WithProperty:
    width: float
    height: float

    @property
    def area(self):
        return self.width * self.height

    @classmethod
    def square(cls, size):
        return cls(size, size)

    @staticmethod
    def unit():
        return WithProperty(1, 1)

    def __str__(self):
        return f"{self.width}x{self.height}"


print(WithProperty(2, 3).area, WithProperty.square(4), repr(WithProperty.unit()), str(WithProperty.unit()))
C = make_dataclass("C", [("x", int), ("y", int, 5)])
print(C(1), C(1, 2))


@dataclass(slots=True)
class Slotted:
    a: int
    b: str = "x"


print(Slotted(1), Slotted(1) == Slotted(1))


@dataclass
class Custom:
    x: int

    def __repr__(self):
        return "custom"

    def __eq__(self, other):
        return True


print(Custom(1), Custom(1) == 5)
print(Item.__dataclass_fields__["name"].type, fields(Point)[0].type, fields(Point)[1].default)


def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__)


# What becomes of __hash__: each of the ways that CPython's table knows.
for explicit in (False, True):
    for unsafe_hash in (False, True):
        for eq in (False, True):
            for frozen in (False, True):
                def made():
                    class Hashed:
                        x: int
                        if explicit:
                            def __hash__(self):
                                return 7

                    cls = dataclass(Hashed, unsafe_hash=unsafe_hash, eq=eq, frozen=frozen)
                    names = vars(cls)
                    return "__hash__" in names, names.get("__hash__", 0) is None, hash(cls(1)) in (7, hash((1,)))

                print(explicit, unsafe_hash, eq, frozen, end=" ")
                attempt(made)


@dataclass
class Noted:
    x: int
    y: list[int] = field(default_factory=list, metadata={"unit": "m"})
    z: "str" = "a"


print(Noted.__doc__, Noted.__init__.__annotations__, Noted.__dataclass_params__)
print(fields(Noted)[1].metadata, fields(Noted)[0].metadata, repr(fields(Noted)[1])[-60:])
attempt(lambda: fields(Noted)[1].metadata.update(a=1))
attempt(lambda: {Noted(1): 1})
for names in (["a", "a"], ["1a"], ["class"], [("a",)]):
    attempt(lambda: make_dataclass("M", names))
print(make_dataclass("M", ["a", ("b", int, 5)])(1))


@dataclass
class OwnInit:
    x: int

    def __init__(self, x):
        self.x = x * 2


print(OwnInit(3), OwnInit.__doc__)


def unhashable_default():
    @dataclass
    class Wrong:
        x: Noted = Noted(1)


attempt(unhashable_default)


# Slots, which are those of a class made anew.
@dataclass(slots=True)
class Slotted:
    x: int
    y: int = 1
    def m(self): return self.x + self.y
    @property
    def p(self): return self.m()
@dataclass(slots=True, frozen=True)
class Frozen:
    x: int
    z: list = field(default_factory=list)
@dataclass(slots=True)
class D(Slotted):
    w: int = 3
s = Slotted(1)
print(s, Slotted.__slots__, s.m(), s.p, Slotted(1) == Slotted(1), Slotted.__module__, Slotted.__qualname__, fields(Slotted)[1].default, D(1), D.__slots__, D(5).m())
for f in (lambda: setattr(s, "q", 1), lambda: setattr(Frozen(1), "x", 2), lambda: setattr(D(1), "q", 2)):
    try: f(); print("set")
    except Exception as e: print(type(e).__name__)
print(Frozen(1), hash(Frozen(1, ())) == hash((1, ())), replace(s, x=4), asdict(D(1)), Slotted.__doc__)


@dataclass
class Called:
    x: int
    y: int = 0


for call in (Called, lambda: Called(1, 2, 3), lambda: Called(1, z=2)):
    try:
        print(call())
    except TypeError as error:
        print(error)


# ---- what an instance holds, and what compares ----


@dataclass
class Part:
    number: float = float("nan")
    given: int = field(init=False, default=4)

    def __getattr__(self, name):
        return name


@dataclass(init=False)
class Bare:
    x: int = 5


print(vars(Part(1.0)), Part(1.0), Part() == Part(), Part(1.0) == Part(1), Bare(), vars(Bare()))


class Anything:
    def __getattr__(self, name):
        return name


print(is_dataclass(Anything()), is_dataclass(Part(2.0)))


def twice():
    @dataclass
    class Wrong:
        x: int
        _: KW_ONLY
        y: int
        __: KW_ONLY


def of_the_class():
    @dataclass
    class Wrong:
        x: ClassVar[int] = field(kw_only=True)


for function in twice, of_the_class:
    try:
        function()
    except TypeError as error:
        print(error)

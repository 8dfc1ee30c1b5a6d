"""The method resolution order: lookup, super(), __mro__."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
import enum


def names(classes):
    return [c.__name__ for c in classes]


class Base:
    kind = "base"

    def __init__(self):
        print("Base.__init__")

    def who(self):
        return "Base"

    def chain(self):
        return ["Base"]

    @classmethod
    def make(cls):
        return [cls.__name__, "Base"]

    @staticmethod
    def static():
        return "Base"

    @property
    def value(self):
        return 1

    def __repr__(self):
        return "<Base>"


class Left(Base):
    def __init__(self):
        print("Left.__init__")
        super().__init__()

    def chain(self):
        return ["Left"] + super().chain()

    @classmethod
    def make(cls):
        return super().make() + ["Left"]

    @property
    def value(self):
        return super().value * 10


class Right(Base):
    kind = "right"

    def __init__(self):
        print("Right.__init__")
        super().__init__()

    def who(self):
        return "Right"

    def chain(self):
        return ["Right"] + super().chain()

    @classmethod
    def make(cls):
        return super().make() + ["Right"]

    @staticmethod
    def static():
        return "Right"

    @property
    def value(self):
        return super().value + 5

    def __repr__(self):
        return "<Right>"

    def __len__(self):
        return 3

    def __eq__(self, other):
        return True

    def __getitem__(self, i):
        return i * 2


class Both(Left, Right):
    def __init__(self):
        print("Both.__init__")
        super().__init__()

    def chain(self):
        return ["Both"] + super().chain()


class Last(Both):
    def chain(self):
        return ["Last"] + super(Last, self).chain()


for cls in (Both, Last):
    b = cls()
    print(b.who(), b.kind, b.chain(), cls.make(), b.static(), b.value, b, len(b), b == 1, b[4], cls.kind, cls.who(b))
    print(names(cls.__mro__), names(cls.mro()), names(cls.__bases__))
print(names(Base.__mro__), names(Left.__mro__), names(int.__mro__), names(bool.__mro__), names(object.__mro__))
print(names(KeyError.__mro__))
print(type(Both.__mro__), type(Both.mro()), Both.__mro__ == tuple(Both.mro()), isinstance(b, Right), issubclass(Last, Base))
print(super(Left, b).who(), super(Both, b).chain(), super(Right, b).who())
Base.late = "late"
print(Last.late, b.late)
Right.late = "right"
print(Last.late, b.late)
Both.late = "both"
print(Last.late, b.late)
del Both.late
print(Last.late, b.late)


# the example of the paper
class O: pass
class A(O): pass
class B(O): pass
class C(O): pass
class D(O): pass
class E(O): pass
class K1(A, B, C): pass
class K2(D, B, E): pass
class K3(D, A): pass
class Z(K1, K2, K3): pass


print(names(Z.__mro__))

for source in (
    "class X(Base, Left): pass",
    "class X(object, Base): pass",
    "class X(Base, object): print('fine')",
    "class X(Base, Base): pass",
    "class X(Left, Right): pass\nclass Y(Right, Left): pass\nclass Z(X, Y): pass",
    "class X(int, str): pass",
    "type('X', (Base, Left), {})",
    "class X(Left, Base, Right): pass",
    "print(names(type('X', (Left, Right), {'a': 1}).__mro__))",
):
    try:
        exec(source)
    except TypeError as error:
        print(error)


# mixins and built-in bases
class Mixin:
    def __init__(self, *args, **kw):
        print("Mixin.__init__", args, kw)
        super().__init__(*args, **kw)

    def extra(self):
        return "extra"


class Logged(Mixin, dict):
    def __setitem__(self, key, value):
        print("set", key)
        super().__setitem__(key, value)


d = Logged(a=1)
d["b"] = 2
print(d, len(d), d.extra(), names(Logged.__mro__))


class One(dict): pass
class Two(dict):
    def get(self, key, default=None):
        return "two"
class OneTwo(One, Two): pass


x = OneTwo(a=1)
print(x, x.get("a"), x["a"], names(OneTwo.__mro__))


class NotThere(Mixin, KeyError, AttributeError):
    pass


for kind in (KeyError, AttributeError, LookupError, Exception, NotThere):
    try:
        raise NotThere("gone")
    except kind as error:
        print(kind.__name__, error, error.args, error.extra(), repr(error))
print(names(NotThere.__mro__))


class Text(Mixin, str):
    pass


class Serial(ABC):
    @abstractmethod
    def dump(self):
        return "Serial"


class Json(Serial):
    def dump(self):
        return "json " + super().dump()


class Pretty(Serial):
    def dump(self):
        return "pretty " + super().dump()


class PrettyJson(Pretty, Json):
    def dump(self):
        return super().dump()


print(PrettyJson().dump(), names(PrettyJson.__mro__)[:4])


@dataclass
class Named:
    name: str


@dataclass
class Aged(Named):
    age: int = 0


@dataclass
class Tagged(Named):
    tag: str = "t"


@dataclass
class All(Aged, Tagged):
    pass


print(All("n", "x", 5))


# super() in cooperation
class Root:
    def setup(self, **kw):
        assert not kw
        print("Root")


class First(Root):
    def setup(self, first, **kw):
        print("First", first)
        super().setup(**kw)


class Second(Root):
    def setup(self, second, **kw):
        print("Second", second)
        super().setup(**kw)


class Whole(First, Second):
    def setup(self, **kw):
        print("Whole")
        super().setup(**kw)


Whole().setup(first=1, second=2)


class Counted:
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        print("subclass", cls.__name__)


class Other:
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        print("other", cls.__name__)


class Sub(Counted, Other):
    pass


class Sub2(Sub):
    pass


class New:
    def __new__(cls, *args):
        print("New.__new__", cls.__name__)
        return super().__new__(cls)


class NewMixin:
    def __new__(cls, *args):
        print("NewMixin.__new__")
        return super().__new__(cls, *args)


class Newer(NewMixin, New):
    def __init__(self, a):
        self.a = a


print(Newer(4).a)


class Meta(type):
    def __new__(mcs, name, bases, members, **kw):
        members["made_by"] = "Meta"
        return super().__new__(mcs, name, bases, members)

    def hello(cls):
        return "Meta hello " + cls.__name__


class MetaMixin(type):
    def hello(cls):
        return "mixin, " + super().hello()


class MetaBoth(MetaMixin, Meta):
    def hello(cls):
        return "both, " + super().hello()


class Made(metaclass=MetaBoth):
    pass


class MadeToo(Made, Base):
    pass


print(Made.made_by, Made.hello(), MadeToo.hello(), names(MetaBoth.__mro__), names(MadeToo.__mro__))

for wrong in (5, "text", [], object(), Base):
    try:
        print(Left.chain(wrong))
    except TypeError as error:
        print(error)


class OwnList(list):
    def add(self, x):
        super().append(x)


for wrong in (5, [], OwnList):
    try:
        print(OwnList.add(wrong, 1))
    except TypeError as error:
        print("TypeError")


class Shape(enum.Enum):
    mro_like = 1


class Plugin:
    mro = "own"


print(Plugin.mro, Plugin().mro, names(Shape.__mro__)[:2])
print(hasattr(Base(), "mro"), hasattr(Base, "mro"), hasattr(5, "__mro__"))

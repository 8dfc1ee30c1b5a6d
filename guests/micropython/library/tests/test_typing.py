import collections.abc
import typing
from abc import ABC, abstractmethod
from typing import (Any, Callable, ClassVar, Dict, Final, Generic, Iterable, Iterator, List, Literal, Mapping, NamedTuple, NewType, Optional, Protocol, Sequence, Set,
                    Tuple, Type, TypeVar, TypedDict, Union, cast, overload, runtime_checkable)


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


T = TypeVar("T")
K = TypeVar("K", bound=int)
print(List[int], Dict[str, List[int]], Optional[int], Union[int, str], Tuple[int, ...], Callable[[int, str], bool], Literal["a", 1], Any, T, Type[int], Sequence[str])
print(Optional[int] == Union[int, None], Union[int, str] == Union[str, int], Union[int], typing.get_args(Dict[str, int]), typing.get_origin(List[int]), isinstance([], List), int | None, list[int], dict[str, int])
print(cast(int, "x"), NewType("UserId", int)(5), typing.TYPE_CHECKING)


class Employee(NamedTuple):
    name: str
    id: int = 3

    def greet(self):
        return "hi " + self.name

    @property
    def upper(self):
        return self.name.upper()

    @classmethod
    def make(cls, name):
        return cls(name)


e = Employee("Ada")
print(e, e.name, e[1], e.greet(), e.upper, Employee.make("Bob"), e._asdict(), e._replace(id=5).greet(), Employee._fields, Employee._field_defaults, e == ("Ada", 3), isinstance(e, tuple))
name, number = e
print(name, number, sorted([Employee("b"), Employee("a")])[0].name)
attempt(Employee)
P = NamedTuple("P", [("x", int), ("y", int)])
print(P(1, 2))


class Movie(TypedDict, total=False):
    title: str
    year: int


m = Movie(title="x", year=1)
print(m, type(m), m["title"], Movie.__annotations__ == {"title": str, "year": int}, Movie.__total__)


class Box(Generic[T]):
    def __init__(self, item: T) -> None:
        self.item = item

    def get(self) -> T:
        return self.item


print(Box[int](5).get(), Box(6).get())


class Shape(ABC):
    @abstractmethod
    def area(self) -> float: ...

    @property
    @abstractmethod
    def name(self) -> str: ...

    def describe(self):
        return f"{self.name} {self.area()}"


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side ** 2

    @property
    def name(self):
        return "square"


class Half(Shape):
    def area(self):
        return 0


print(Square(3).describe(), isinstance(Square(1), Shape), issubclass(Square, Shape))
attempt(Shape)
attempt(Half)


@runtime_checkable
class Closeable(Protocol):
    def close(self) -> None: ...


class Door:
    def close(self):
        pass


print(isinstance(Door(), Closeable), isinstance(5, Closeable))


@overload
def f(x: int) -> int: ...
@overload
def f(x: str) -> str: ...
def f(x):
    return x


print(f(1), f("a"))
for kind in ("Iterable", "Iterator", "Sequence", "Mapping", "Callable", "Hashable", "Sized", "Set", "MutableMapping", "MutableSequence", "Generator", "Collection", "Container"):
    cls = getattr(collections.abc, kind)
    print(kind, [isinstance(x, cls) for x in ([], (), {}, set(), "s", b"b", 5, None, iter([]), (i for i in []), len, Door())])
print(isinstance([1], Iterable), isinstance({}, Mapping), isinstance(iter([]), Iterator))


class Stack(collections.abc.Sequence):
    def __init__(self, items):
        self.items = items

    def __getitem__(self, i):
        return self.items[i]

    def __len__(self):
        return len(self.items)


s = Stack([1, 2, 3])
print(2 in s, list(s), list(reversed(s)), s.index(3), s.count(1), isinstance(s, Sequence))


class Meta(type):
    registry = []

    def __new__(mcs, name, bases, namespace, **kwargs):
        cls = super().__new__(mcs, name, bases, namespace)
        mcs.registry.append(name)
        return cls

    def __init__(cls, name, bases, namespace, **kwargs):
        super().__init__(name, bases, namespace)
        cls.tag = name.lower()

    def __call__(cls, *args, **kwargs):
        made = super().__call__(*args, **kwargs)
        made.made = True
        return made

    def __len__(cls):
        return 42


class WithMeta(metaclass=Meta):
    def __init__(self, x=0):
        self.x = x


class Sub(WithMeta):
    pass


print(Meta.registry, WithMeta.tag, Sub.tag, len(Sub), WithMeta(5).made, Sub(6).x, isinstance(Sub, Meta), type(Sub) is Meta, type(Sub).__name__)


class Singleton(type):
    _instances = {}

    def __call__(cls, *args, **kwargs):
        if cls not in cls._instances:
            cls._instances[cls] = super().__call__(*args, **kwargs)
        return cls._instances[cls]


class Config(metaclass=Singleton):
    pass


print(Config() is Config())


class Plugin:
    known = []

    def __init_subclass__(cls, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        Plugin.known.append((cls.__name__, tag))


class One(Plugin, tag="1"):
    pass


print(Plugin.known)


def counter():
    counter.calls = getattr(counter, "calls", 0) + 1
    return counter.calls


print(counter(), counter(), counter.__name__, counter.__dict__)


# ---- what is evaluated, and what is refused ----

print(Union[int, str, None], Callable[[int], None], Dict[str, None], typing.get_args(List["Later"]), List["Later"] == List["Later"])


def hinted(a: int, b: "Later" = "x", *c: List["Later"], d: list["int"] = [], e: None = None) -> Optional["Later"]:
    pass


class Later:
    x: int
    y: "List[Later]"
    z: ClassVar["int"] = 5


class Movie(TypedDict):
    title: str
    year: typing.NotRequired["int"]


class Further(Later):
    w: typing.Annotated["Later", "meta"]


print(typing.get_type_hints(hinted))
print(typing.get_type_hints(Further), typing.get_type_hints(Further, include_extras=True)["w"])
class Employee(NamedTuple):
    name: str
    boss: "Employee" = None


print(typing.get_type_hints(Employee)["boss"] is Employee)
print(typing.get_type_hints(Movie), typing.get_type_hints(len), typing.get_type_hints(hinted, {"Later": int})["b"])


def unknown(a: "NotThere"):
    pass


attempt(lambda: typing.get_type_hints(unknown))
attempt(lambda: typing.get_type_hints(5))
attempt(lambda: List[int]())
attempt(lambda: Dict())
attempt(lambda: List[int, str])
attempt(lambda: Dict[int])
attempt(lambda: Union[()])
attempt(lambda: Optional[int, str])
attempt(lambda: Callable[int])
attempt(lambda: Generic[int])
attempt(lambda: TypeVar("D", int))
print(typing.DefaultDict[str, int](int, a=1), typing.Deque[int]([1, 2]))


class Stack(Generic[T]):
    def __init__(self, first: T):
        self.first = first

    def get(self) -> T:
        return self.first


class Numbers(Stack[int]):
    pass


class Reader(Protocol[T]):
    def read(self, x: T) -> T: ...


class OwnReader(Reader[int]):
    def read(self, x):
        return x


class Words(List[str]):
    pass


class Table(Mapping[str, int]):
    def __getitem__(self, key):
        return 1

    def __len__(self):
        return 1

    def __iter__(self):
        return iter("a")


class Pairs(Generic[T], Dict[str, int]):
    pass


print(Stack(1).get(), Stack[int](2).get(), Stack[int], Stack[int] is Stack, Stack[int] == Stack[int], Stack["later"])
print(Numbers(3).get(), Numbers.__bases__, Numbers.__mro__, Numbers.__orig_bases__)
print(typing.get_origin(Stack[int]), typing.get_args(Stack[int]), List[Stack], Dict[str, Stack[int]], Optional[Stack[T]])
print(OwnReader().read(2), Words(["a"]), Words.__bases__, dict(Table()), Pairs(a=1))
attempt(lambda: Numbers[int])
attempt(Reader)
attempt(lambda: Protocol[int])


def derive_from_union():
    class Refused(Union[int, str]):
        pass


def check_alias():
    isinstance(Stack(1), Stack[int])


for refused in (derive_from_union, check_alias):
    try:
        refused()
    except TypeError:
        print("TypeError")


class Told(NamedTuple):
    later: "int"


class Known(typing.TypedDict):
    later: "int"


print(Told.__annotations__, Known.__annotations__, typing.get_type_hints(Told), typing.get_type_hints(Known))
print((int | None) == Optional[int], Optional[int] == (int | None), (int | str) == Union[str, int], Optional[int] == (int | str))


# ---- what stands in the place of type variables ----

U = TypeVar("U")
P = typing.ParamSpec("P")


class Pair(Generic[T, U]):
    pass


class Half(Pair[int, T]):
    pass


either = Union[T, int]
print(either[str], (T | U)[int, str], Optional[T][int], List[T][int], Dict[T, List[U]][int, str], Dict[T, T][int], Union[T, U][int, int], Optional[List[T]][int])
print(Callable[[T], U][int, str], Callable[..., T][int], Callable[P, T][[int, str], float], Tuple[T, ...][int], Type[T][int], typing.Annotated[T, 1][int], Union[list[T], int][str])
print(either.__parameters__, Dict[T, List[U]].__parameters__, List[int].__parameters__, Pair[int, U][str], Pair[int, U], Half[str], Pair[T, U].__parameters__)
for refused in (lambda: List[int][str], lambda: either[int, str], lambda: Pair[int], lambda: Half[int, str], lambda: Pair[int, str, float], lambda: Generic[T, T], lambda: Union[T, U][int],
                lambda: TypeVar("B", covariant=True, contravariant=True)):
    attempt(refused)
print(Callable[[int], str].__args__, typing.get_args(Callable[[int], str]), Callable[[], str].__args__, typing.get_args(Callable[..., str]), Callable[[int], str] == Callable[[int], str])
print(Literal[1, 2, 1], Literal[Literal[1, 2], 3], Literal[1] == Literal[True], Literal[1, 2] == Literal[2, 1])
told = typing.Annotated[int, "a", 5]
print(told, told.__origin__, told.__metadata__, told.__args__, typing.get_args(told), typing.get_origin(told), typing.Annotated[told, "b"], told == typing.Annotated[int, "a", 5], told == typing.Annotated[int, "b"])
attempt(lambda: typing.Annotated[int])
print(typing.get_origin(int | str), typing.get_origin(List), typing.get_origin(Generic), List[int].__name__, List.__name__, issubclass(int, Union[int, str]), typing.Hashable, typing.Sized)
print(typing.Generator[int], typing.ContextManager[int], TypeVar("B", bound="Later").__bound__, TypeVar("B", default=int).__default__, T.has_default())


@typing.final
class Last:
    @typing.override
    def method(self):
        pass


@typing.no_type_check
def unchecked(a: "NotThere"):
    pass


print(Last.__final__, Last.method.__override__, typing.get_type_hints(unchecked))


@runtime_checkable
class Sizable(Protocol):
    size: int


class WithNone:
    close = None
    size = None


print([isinstance(each, typing.SupportsAbs) for each in (1, 1.5, 1j, "a", [])], [isinstance(each, typing.SupportsRound) for each in (1, 1.5, 1j, True, b"")])
print(isinstance(WithNone(), Closeable), isinstance(WithNone(), Sizable), issubclass(WithNone, Closeable))
attempt(lambda: issubclass(WithNone, Sizable))
attempt(lambda: runtime_checkable(int))


# ---- hints of classes outside typing ----

import collections
import contextlib
import functools
import queue
import types

abc = collections.abc
print(abc.Sequence[int], abc.Mapping[str, abc.Iterable[int]], abc.Callable[[int], str], abc.Callable[..., int], abc.Callable[[], None], abc.Generator[int, None, None])
print(collections.OrderedDict[str, int], collections.Counter[str], collections.defaultdict[str, list[int]], collections.ChainMap[str, int], collections.UserDict[str, int], collections.deque[int])
print(queue.Queue[int], contextlib.AbstractContextManager[int], functools.cached_property[int], types.MappingProxyType[str, int], ExceptionGroup[ValueError])
print(abc.Sequence[int] | None, None | abc.Sequence["Later"], Optional[abc.Sequence[int]], abc.Sequence[T][int], abc.Mapping[str, T][int], list[int] | abc.Sequence[int])
print(typing.get_args(abc.Sequence[int]), typing.get_origin(abc.Sequence[int]), typing.get_args(abc.Callable[[int], str]), typing.get_origin(abc.Sequence[int] | None), typing.get_args(abc.Sequence[int] | None))
print(abc.Sequence[int] == abc.Sequence[int], abc.Sequence[int] == abc.Sequence[str], abc.Sequence[int] == Sequence[int], collections.defaultdict[str, int](int), collections.Counter[str]("aab"))


class Numbers(abc.Sequence[int]):
    def __len__(self):
        return 1

    def __getitem__(self, i):
        return [5][i]


class Named(collections.UserDict[str, int]):
    pass


def hinted_by_them(x: abc.Sequence["int"], *y: abc.Callable[[int], str] | None) -> collections.defaultdict[str, list[int]]:
    pass


print(Numbers.__bases__, Numbers()[0], Numbers.__orig_bases__, Named.__bases__, Named(a=1))
print(hinted_by_them.__annotations__, typing.get_type_hints(hinted_by_them))
for refused in (lambda: isinstance([], abc.Sequence[int]), lambda: abc.Callable[int, str]):
    try:
        print(refused())
    except TypeError:
        print("TypeError")


def inside():
    class Inside(TypedDict):
        a: int
    return Inside


def with_new():
    class Wrong(NamedTuple):
        x: int

        def __new__(cls, x):
            return x


print(inside(), inside().__name__)
for function in with_new, lambda: TypedDict("Wrong", a=int):
    try:
        function()
    except (AttributeError, TypeError) as error:
        print(type(error).__name__)


import typing
from abc import abstractmethod


@typing.runtime_checkable
class Closing(typing.Protocol):
    @abstractmethod
    def close(self): ...


class Open(Closing):
    pass


class Shut(Closing):
    def close(self):
        return "shut"


class Answering:
    def __getattr__(self, name):
        return name


class Base(TypedDict):
    a: int
    b: int


class Less(Base, total=False):
    a: str


try:
    Open()
except TypeError as error:
    print(error)
print(Shut().close(), isinstance(Shut(), Closing), isinstance(Answering(), Closing))
print(sorted(Less.__required_keys__), sorted(Less.__optional_keys__))


# ---- a generic protocol, and telling a type ----

import sys
from io import StringIO
from typing import Protocol, TypeVar, reveal_type, runtime_checkable

Item = TypeVar("Item")


@runtime_checkable
class Giving(Protocol[Item]):
    def give(self) -> Item: ...


class Giver:
    def give(self):
        return 1


print(isinstance(Giver(), Giving), issubclass(Giver, Giving), isinstance(5, Giving))
sys.stderr, kept = StringIO(), sys.stderr
shown, sys.stderr = sys.stderr, kept if reveal_type(1) == 1 else None
print(shown.getvalue())


# ---- what derives from a protocol ----

from abc import ABC, abstractmethod


class Going(Protocol):
    def go(self): ...


class Goer(Going):
    def go(self):
        return "goes"


class Abstract(Going, ABC):
    @abstractmethod
    def stay(self): ...


class Concrete(Abstract):
    def stay(self):
        return "stays"


@runtime_checkable
class Having(Protocol):
    value: int


class Haver(Having):
    value = 1


class Walker(Goer):
    pass


class Elsewhere:
    def go(self):
        return "goes"


print(Goer().go(), Concrete().stay(), isinstance(Walker(), Goer), issubclass(Walker, Goer), isinstance(Elsewhere(), Goer), isinstance(Concrete(), Abstract))
print(isinstance(Haver(), Having), isinstance(Goer(), Protocol), issubclass(int, Protocol), isinstance(Goer(), (int, Goer)))
for wrong in (lambda: isinstance(Goer(), Going), lambda: issubclass(Goer, Going), lambda: isinstance(Concrete(), Going), lambda: issubclass(Going, Going),
              lambda: isinstance(5, int | Going), lambda: isinstance("5", (int, Going)), lambda: issubclass(Haver, Having), lambda: Abstract(), lambda: Going()):
    attempt(wrong)

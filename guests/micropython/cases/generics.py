"""type statements, generics in brackets, stars in subscripts."""

from dataclasses import dataclass
from typing import Callable


def first[T](items: list[T]) -> T:
    return items[0]


def pair[K, V: (int, str), *Ts, **P](key: K, value: V, *more) -> tuple[K, V]:
    return key, value, more


def bounded[T: int = bool](x: T) -> T | None:
    y: T = x
    return y


async def later[T](x: T) -> T:
    return x


print(first([1, 2]), pair("a", 1, 2), bounded(3), first.__name__)


class Stack[T]:
    limit: int = 5

    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, item: T) -> "Stack[T]":
        self.items.append(item)
        return self

    def map[U](self, f: Callable[[T], U]) -> "Stack[U]":
        result = Stack[U]()
        for item in self.items:
            result.push(f(item))
        return result


stack = Stack[int]().push(1).push(2)
print(stack.items, stack.map(str).items, Stack.__name__, len(Stack.__type_params__), isinstance(stack, Stack))


class Named[T](Stack[T]):
    def __init__(self, name):
        super().__init__()
        self.name = name


class Ints(Named[int]):
    pass


print(Ints("n").push(3).items, Named[str]("x").name, [c.__name__ for c in Ints.__mro__ if c.__name__ != "Generic"])


@dataclass
class Box[T]:
    item: T
    other: T | None = None


print(Box(1), Box[str]("a", "b"), Box(1) == Box(1))


def inside():
    class Local[T]:
        value: T

        def get(self) -> T: return self.value

    def f[S](x: S) -> S: return x
    local = Local[int]()
    local.value = f(5)
    return local.get()


print(inside())

type Number = int | float
type Json = dict[str, Json] | list[Json] | str | None
type Pair[T] = tuple[T, T]
type Later = NotDefinedYet
print(Number, Number.__value__, Number.__name__, Json, Pair, type(Number).__name__)


class NotDefinedYet:
    pass


print(Later.__value__ is NotDefinedYet, Json.__value__)


def uses(x: Number, y: Pair[int]) -> Json:
    type Inner = list[x.__class__]
    return Inner.__value__


print(uses(1.5, 2))
if True: type OneLine = str; print(OneLine)

# type as a name
print(type(5), type (5), type
      (5))
type = 3
print(type, type + 1, type in [3], type is None, type == 3, type if type else 0, [type for type in "ab"])
type in[1]
type: int = 4
type
type.real if False else None
print(type)
del type


class Meta(type):
    pass


class Grid:
    def __getitem__(self, index): return index
    def __setitem__(self, index, value): print("set", index, value)
    def __delitem__(self, index): print("del", index)


g = Grid()
xs = [1, 2]
print(g[*xs], g[*xs, 3], g[0, *xs], g[*xs, *xs], g[*xs,], g[*"ab", 1:2])
g[*xs] = 5
g[0, *xs] = 6
g[*xs] += (3,)
del g[*xs]
print(tuple[int, *tuple[str, ...]] is not None)
for source in ("def f[](): pass", "class A[: pass", "type X", "type X[T]", "type = ", "type 5 = 3", "def f[T(x): pass", "type X: int"):
    try:
        exec(source)
        print("fine")
    except SyntaxError:
        print("SyntaxError")

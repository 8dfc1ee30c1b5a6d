"""inspect.signature and what rests on the annotations of functions."""

import functools
import inspect
import typing


class Point:
    def __init__(self, x: int, y: int = 0):
        self.x = x

    def move(self, dx: float, /, dy: float = 1.0, *rest: int, scale: "text" = 2, **options) -> "Point":
        "Moves."
        return self

    @classmethod
    def make(cls, n): pass

    @staticmethod
    def static(a, b): pass

    def __call__(self, q): pass


class Anything:
    def forward(*args, **kw): pass


def free(a, b: list[int], c=None, *, d: typing.Optional[int] = 3, e) -> typing.Dict[str, int]: pass
def nothing(): pass
def only(a, b, /): pass
def named(*, k): pass


for what in (free, nothing, only, named, Point, Point.move, Point(1).move, Point.make, Point.static, Point(1), lambda x, *y: x,
             Anything().forward):
    signature = inspect.signature(what)
    print(signature, list(signature.parameters))
for parameter in inspect.signature(Point.move).parameters.values():
    print(parameter.name, parameter.kind, parameter.default is inspect.Parameter.empty, parameter.annotation, repr(parameter))
print(inspect.signature(free).return_annotation, inspect.signature(nothing).return_annotation is inspect.Signature.empty)
print(inspect.Parameter.POSITIONAL_ONLY == inspect.signature(only).parameters["a"].kind, inspect.Parameter.KEYWORD_ONLY.name)


def typed(function):
    signature = inspect.signature(function)
    hints = typing.get_type_hints(function)

    @functools.wraps(function)
    def check(*args, **kwargs):
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        for name, value in bound.arguments.items():
            if name in hints and not isinstance(value, hints[name]):
                raise TypeError(f"{name} must be {hints[name].__name__}")
        return function(*bound.args, **bound.kwargs)
    return check


@typed
def add(a: int, b: int = 2, *more, c: str = "c", **rest) -> str:
    return a + b, more, c, rest


print(add(1), add(1, 3, 4, 5, c="x", z=1), inspect.signature(add))
for arguments, keywords in (((), {}), (("x",), {}), ((1,), {"a": 2}), ((1,), {"c": 3})):
    try:
        print(add(*arguments, **keywords))
    except TypeError as error:
        print(error)
for arguments in ((1, 2, 3), ()):
    try:
        inspect.signature(only).bind(*arguments)
    except TypeError as error:
        print(error)
try:
    inspect.signature(named).bind(k=1, j=2)
except TypeError as error:
    print(error)
try:
    inspect.signature(named).bind()
except TypeError as error:
    print(error)
try:
    inspect.signature(5)
except TypeError as error:
    print(error)
print(inspect.signature(free).bind_partial(1).arguments)


@functools.singledispatch
def show(value):
    return "object"


@show.register
def _(value: int):
    return "int"


@show.register
def _(value: list):
    return "list"


print(show(1), show([]), show("x"), show(True))
print(typing.get_type_hints(free), inspect.getdoc(Point.move), inspect.getmro(Point) == Point.__mro__)

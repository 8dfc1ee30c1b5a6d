"""The match statement."""

import collections
from collections import OrderedDict, defaultdict, deque, namedtuple
from dataclasses import dataclass, field
import enum
import re


def literals(x):
    match x:
        case 0:
            return "zero"
        case 1 | 2 | 3:
            return "few"
        case -1:
            return "minus one"
        case 1.5:
            return "one and a half"
        case -2.5 | 1e10:
            return "float"
        case 3+4j | -3-4j:
            return "complex"
        case "a" "b":
            return "ab"
        case "x" | "y" as letter:
            return "letter " + letter
        case b"bytes":
            return "bytes"
        case None:
            return "none"
        case True:
            return "true"
        case False:
            return "false"
        case 123456789012345678901234567890:
            return "big"
        case -123456789012345678901234567890:
            return "minus big"
        case """triple: [
        """:
            return "triple"
        case _:
            return "other"


for x in (0, 1, 3, -1, 1.5, -2.5, 1e10, 3 + 4j, -3 - 4j, "ab", "x", "y", b"bytes", None, True, False, 0.0, 2.0,
          123456789012345678901234567890, -123456789012345678901234567890, "triple: [\n        ", [], "z"):
    print(repr(x), literals(x))


def sequences(x):
    match x:
        case []:
            return "empty"
        case [a]:
            return f"one {a}"
        case [0, a, 0]:
            return f"between zeros {a}"
        case (1, [2, b], *rest) if rest:
            return f"nested {b} {rest}"
        case ["move", ("north" | "south" | "east" | "west") as direction]:
            return f"move {direction}"
        case ["go", *steps]:
            return f"go {steps}"
        case [*start, "!"]:
            return f"shout {start}"
        case [first, *_, last] if first == last:
            return f"same ends {first}"
        case (x0, y0), (x1, y1):
            return f"points {x0} {y0} {x1} {y1}"
        case [_, _]:
            return "two"
        case [first, *middle, last]:
            return f"{first} {middle} {last}"
        case (c):
            return f"no sequence {c!r}"


P = namedtuple("P", "x y")
for x in ([], (), [7], [0, 5, 0], (1, [2, 3], 4), (1, [2, 3]), ["move", "north"], ["move", "up"], ["go"], ["go", 1, 2],
          ["a", "b", "!"], [5, 6, 7, 5], ((1, 2), (3, 4)), [1, 2], (1, 2, 3), range(3), deque([1, 2, 3]), deque(), "ab", b"ab",
          bytearray(b"ab"), {1, 2}, {1: 2}, P(1, 2), 5, None, iter([1, 2]), [[1, 2], "34"]):
    text = sequences(x)
    print(text if "iterator" not in text else "iterator")

class MyList(list):
    pass


class Squares(collections.abc.Sequence):
    def __len__(self):
        return 3

    def __getitem__(self, i):
        if i >= 3:
            raise IndexError
        return i * i


for x in (MyList([1, 2, 3]), Squares()):
    print(sequences(x))


def star_only(x):
    match x:
        case [*all_of_it]:
            return all_of_it
        case _:
            return "no"


print(star_only((1, 2)), star_only([]), star_only("ab"))


def open_sequence(a, b):
    match a, b:
        case 0, _:
            return "first zero"
        case _, 0:
            return "second zero"
        case x, y if x == y:
            return "equal"
        case *rest,:
            return rest


for pair in ((0, 1), (1, 0), (2, 2), (3, 4)):
    print(open_sequence(*pair))
match (lambda: 5)():
    case n:
        print("lambda", n)
match [*range(3)], *"ab":
    case [[0, *more], "a", "b"]:
        print("starred subject", more)
match (walrus := 10):
    case 10:
        print("walrus", walrus)


def mappings(x):
    match x:
        case {"type": "circle", "r": r}:
            return f"circle {r}"
        case {"type": "rect", "size": [w, h], **rest}:
            return f"rect {w} {h} {rest}"
        case {"type": str(kind), **rest}:
            return f"{kind} {sorted(rest)}"
        case {1: one, -2: two, None: three, 2.5: {"deep": [_, deep]}}:
            return f"{one} {two} {three} {deep}"
        case {"error": {"code": 400 | 404 as code, "message": message}}:
            return f"error {code} {message}"
        case {}:
            return "mapping"
        case _:
            return "other"


for x in ({"type": "circle", "r": 3, "more": 1}, {"type": "rect", "size": (1, 2), "z": 9, "a": 8}, {"type": "x", "k": 1},
          {"type": 5}, {1: "a", -2: "b", None: "c", 2.5: {"deep": [0, "d"]}}, {"error": {"code": 404, "message": "m"}},
          {"error": {"code": 500, "message": "m"}}, {}, OrderedDict(type="circle", r=1), [], None, "type",
          collections.Counter("aab"), collections.ChainMap({"type": "circle"}, {"r": 2})):
    print(mappings(x))

d = defaultdict(list)
match d:
    case {"missing": value}:
        print("made", value)
    case _:
        print("not made", dict(d))


class Key:
    ONE = "one"
    TWO = "two"


match {"one": 1, "two": 2, "three": 3}:
    case {Key.ONE: a, Key.TWO: b, **others}:
        print(a, b, others)


@dataclass
class Point:
    x: int
    y: int = 0
    hidden: int = field(default=9, kw_only=True)


@dataclass(frozen=True)
class Line:
    start: Point
    end: Point


class Plain:
    def __init__(self, **values):
        for name, value in values.items():
            setattr(self, name, value)


class WithArgs(Plain):
    __match_args__ = ("a", "b")


class Child(WithArgs):
    @property
    def computed(self):
        return self.a * 2


class Color(enum.Enum):
    RED = 1
    GREEN = 2
    BLUE = 3


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


def classes(x):
    match x:
        case Point(0, 0):
            return "origin"
        case Point(x=0, y=y):
            return f"on y at {y}"
        case Point(x, y=0):
            return f"on x at {x}"
        case Line(Point(x1, y1), Point(x2, y2) as end) if x1 == x2:
            return f"vertical {y1} {y2} {end}"
        case Line(start=Point() as s):
            return f"line from {s}"
        case Point() as p:
            return f"somewhere {p}"
        case Child(a, computed=c):
            return f"child {a} {c}"
        case WithArgs("q"):
            return "q"
        case WithArgs(a, b):
            return f"with args {a} {b}"
        case Plain(name=n):
            return f"plain {n}"
        case Plain():
            return "plain"
        case Color.RED | Color.GREEN:
            return "red or green"
        case Color():
            return f"color {x.name}"
        case Level.HIGH:
            return "high"
        case bool(b):
            return f"bool {b}"
        case int(n) if n > 100:
            return f"large {n}"
        case int(n) | float(n):
            return f"number {n}"
        case str() as s if s.startswith("#"):
            return f"comment {s}"
        case str(s):
            return f"text {s}"
        case bytes(b):
            return f"bytes {b}"
        case list([int(first), *_]):
            return f"list of int {first}"
        case list():
            return "list"
        case tuple((a, b)):
            return f"tuple {a} {b}"
        case dict(m):
            return f"dict {m}"
        case set(s) | frozenset(s):
            return f"set {sorted(s)}"
        case P(x, y):
            return f"P {x} {y}"
        case type():
            return "class"
        case Exception(args=(message,)):
            return f"exception {message}"
        case complex(real=r, imag=i):
            return f"complex {r} {i}"
        case re.Match():
            return f"match {x.group()}"
        case object():
            return "object"


for x in (Point(0, 0), Point(0, 5), Point(5), Point(1, 2), Line(Point(1, 2), Point(1, 3)), Line(Point(1, 2), Point(2, 3)),
          Child(a=1), WithArgs(a="q"), WithArgs(a=1, b=2), WithArgs(a=1), Plain(name="n"), Color.RED, Color.BLUE, Level.HIGH,
          Level.LOW, True, 101, 7, 7.5, "#c", "t", b"b", [1, 2], ["a"], (1, 2), {"a": 1}, {3, 1}, frozenset([2]), int,
          ValueError("oh"), KeyError(), 1 + 2j, re.match("a+", "aab"), None, len):
    print(classes(x))
print(Point.__match_args__, Line.__match_args__, P.__match_args__)
match P(1, 2):
    case P(1, second):
        print("P", second)


def errors(value, kind):
    try:
        match value:
            case int(1, 2) if False:
                pass
    except TypeError as error:
        print("TypeError:", error)
    try:
        match value:
            case Point(1, 2, 3):
                pass
    except TypeError as error:
        print("TypeError:", error)
    try:
        match value:
            case Plain(1):
                pass
    except TypeError as error:
        print("TypeError:", error)
    try:
        match value:
            case Point(1, x=1):
                pass
    except TypeError as error:
        print("TypeError:", error)
    try:
        match value:
            case kind():
                pass
    except TypeError as error:
        print("TypeError:", error)


errors(1, 3)
errors(Point(1, 2), "text")
errors(Plain(), None)


class BadArgs:
    __match_args__ = ["a"]


class BadItems:
    __match_args__ = (1,)


for bad in (BadArgs(), BadItems()):
    try:
        match bad:
            case BadArgs(1) | BadItems(1):
                pass
    except TypeError as error:
        print("TypeError:", error)

# names that are bound, and those that are not
x = "before"
match [1, 2, 3]:
    case [x, 5, 6]:
        print("no")
    case [1, y, 3] if y > 5:
        print("no")
    case [_, _, z]:
        print(x, y, z)


def guards(n):
    match n:
        case k if k < 0:
            return "negative", k
        case k if (m := k % 10) == 0:
            return "tens", m
        case 7 if n:
            return "seven", 7
        case k:
            return "rest", k


print(guards(-5), guards(40), guards(7), guards(8))


def flow(items):
    found = []
    for item in items:
        match item:
            case "skip":
                continue
            case "stop":
                break
            case ["nested", inner]:
                match inner:
                    case [a, b]:
                        found.append((a, b))
                    case {"k": v}: found.append(v)
                    case _: pass
            case other:
                try:
                    found.append(other * 2)
                except TypeError:
                    found.append("error")
                finally:
                    found.append("f")
    else:
        return found, "all"
    return found, "stopped"


print(flow([1, "skip", None, ["nested", [1, 2]], ["nested", {"k": 3}], ["nested", 1]]))
print(flow(["a", "stop", "b"]))


def generator(items):
    for item in items:
        match item:
            case int(n):
                yield n
                yield from range(n)
            case [*parts]:
                yield from generator(parts)
            case str() if (yield "asked"):
                pass


print(list(generator([2, [1, [3]], "x", None])))


def closures(value):
    match value:
        case [a, *b]:
            return lambda: (a, b)
        case {"f": f, **kw}:
            def inner():
                return f, kw
            return inner


print(closures([1, 2, 3])(), closures({"f": 1, "g": 2})())


class Body:
    match 5:
        case int(member):
            other = member + 1


print(Body.member, Body.other)

# match, case and _ as ordinary names
match = re.match("(a)(b)?", "a")
print(match.group(1), match[1], match
      [1], match is None)
case = 1
case += 1
print(match, case) if False else print(case)
_ = 5
print(_)
match: int = 3
match -1
match * 2
match = {"a": {"b": 1}}
match["a"]["b"] = 2
match["x":2] if False else None
print(match, [match for match in range(2)])
match, case = 1, 2
print(match + case, match - case, match if case else 0)
match = lambda x: x
print(match(3), match (4))
match(5), match(6)
match(
    "a:"
)
match \
    (7)
match ("a", ) if False else 1


def match(match, case=3):
    return match, case


print(match(1), match(match=2, case=4))
if True: match(1)


class Holder:
    match = 1
    case = 2

    def type(self):
        return self.match


print(Holder.match, Holder().case, Holder().type())
match match:
    case case:
        print(callable(case))
match match(1, 2):
    case (a, b): print(a, b)
match (1, 2):  # comment: with colon
    # another
    case (a, b):  # and another

        print(a, b)

    # between

    case _:
        pass
match {"a": [1, 2], "b": "}:"}:
    case {"a": [
            a,
            b,
         ], "b": c}:
        print(a, b, c)
match "a:'" "b", r'\':', f"{1}:":
    case (
        "a:'b"
        , "\\':"
        , "1:"
    ):
        print("strings")
match not True:
    case False: print("not")
match -5:
    case -5: print("minus")
match [1, 2][0]:
    case 1: print("subscript")
match 1 \
        + 1:
    case 2: print("continued")
match ...:
    case x: print(x)
match x := 3, 4:
    case [3, 4]: print("tuple of walrus") if x == 3 else print(x)


def strings(source):
    try:
        exec(source, {})
        print("fine")
    except SyntaxError as error:
        print("SyntaxError")
    except Exception as error:
        print(type(error).__name__, error)


for source in (
    "match 1:\n case 1: pass",
    "match 1:\n case x: pass\n case 2: pass",
    "match 1:\n case _: pass\n case 2: pass",
    "match 1:\n case (x) | 2: pass",
    "match 1:\n case [x, x]: pass",
    "match 1:\n case [x] | [y]: pass",
    "match 1:\n case [x, y] | [y, x]: pass",
    "match 1:\n case [*a, *b]: pass",
    "match 1:\n case {'a': 1, 'a': 2}: pass",
    "match 1:\n case {**rest, 'a': 1}: pass",
    "match 1:\n case {**_}: pass",
    "match 1:\n case {x: 1}: pass",
    "match 1:\n case int(x=1, 2): pass",
    "match 1:\n case int(x=1, x=2): pass",
    "match 1:\n case x + 1: pass",
    "match 1:\n case f'a': pass",
    "match 1:\n case f(): pass",
    "match 1:\n case 1 as _: pass",
    "match 1:\n case *a: pass",
    "match 1:\n case (*a): pass",
    "match 1:\n pass",
    "match 1:\n case 1: pass\n print(1)",
    "match 1: case 1: pass",
    "match:\n case 1: pass",
    "match 1\n",
    "match 1:\ncase 1: pass",
    "match 1:\n  case 1: pass\n case 2: pass",
    "match 1:\n case undefined.x: pass",
    "match 1:\n case 1 if undefined: pass",
    "match undefined:\n case 1: pass",
    "match = 1\nmatch\nmatch;match",
    "case 1: pass",
    "def f(x):\n match x:\n  case 1: return 2\nf(1)",
    "for i in (1,):\n match i:\n  case 1: continue",
):
    strings(source)

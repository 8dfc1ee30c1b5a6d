import copy
import string
from collections import OrderedDict, defaultdict, deque
from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


print(string.ascii_letters, string.digits, string.hexdigits, string.octdigits, string.punctuation, repr(string.whitespace), len(string.printable))
print(string.capwords("hello  big wORLD"), string.capwords("a-b c", "-"))
t = string.Template("$who owes ${amount}USD $$5 $")
attempt(t.substitute, who="x", amount=5)
print(t.safe_substitute(who="x"), string.Template("$a ${b}c $_d").substitute({"a": 1}, b=2, _d=3), string.Template("$a").is_valid(), string.Template("$x $y $x").get_identifiers())
attempt(string.Template("$missing").substitute, {})
attempt(string.Template("a\nb $1").substitute, {})

nested = {"a": [1, [2, 3]], "b": (4, [5]), "c": {6}}
shallow, deep = copy.copy(nested), copy.deepcopy(nested)
nested["a"][1].append(9)
nested["b"][1].append(9)
print(shallow, deep, shallow["a"] is nested["a"], deep["a"] is nested["a"])
loop = [1]
loop.append(loop)
twin = copy.deepcopy(loop)
print(twin[1] is twin, twin is not loop)
shared = [0]
pair = copy.deepcopy([shared, shared])
print(pair[0] is pair[1])


class Node:
    def __init__(self, value):
        self.value = value
        self.children = []


class Custom:
    def __init__(self, x):
        self.x = x

    def __copy__(self):
        return Custom(self.x + 1)

    def __deepcopy__(self, memo):
        return Custom(self.x + 10)


class MyList(list):
    pass


class MyDict(dict):
    pass


n = Node([1])
n.children.append(Node(n))
c, d = copy.copy(n), copy.deepcopy(n)
print(c.value is n.value, d.value is n.value, d.children[0].value is d, copy.copy(Custom(1)).x, copy.deepcopy([Custom(1)])[0].x)
m = MyList([1, [2]])
m.tag = ["t"]
m2 = copy.deepcopy(m)
print(type(m2).__name__, m2, m2[1] is m[1], m2.tag, m2.tag is m.tag, copy.copy(m), type(copy.deepcopy(MyDict(a=[1]))).__name__)
print(copy.deepcopy(deque([1, [2]], 3)), copy.deepcopy(defaultdict(list, a=[1])), copy.deepcopy(OrderedDict(a=1)), copy.copy({1, 2}), copy.copy((1, 2)), copy.deepcopy(frozenset([1])), copy.deepcopy(len) is len, copy.deepcopy(Node) is Node)


@contextmanager
def tag(name):
    print("enter", name)
    try:
        yield name.upper()
    except ValueError as error:
        print("caught", error)
    finally:
        print("exit", name)


with tag("a") as a:
    print(a)
with tag("b"):
    raise ValueError("inner")
try:
    with tag("c"):
        raise KeyError("k")
except KeyError as error:
    print("through", error)
with suppress(ZeroDivisionError, KeyError):
    {}["x"]
print("after")


class Thing:
    def close(self):
        print("closed")


with closing(Thing()) as thing:
    print(type(thing).__name__)
with nullcontext(5) as five:
    print(five)
with ExitStack() as stack:
    stack.enter_context(tag("s1"))
    stack.callback(print, "called", 1)
    stack.enter_context(tag("s2"))
    print("body")


@contextmanager
def twice():
    yield 1
    yield 2


def use():
    with twice():
        pass


attempt(use)


@tag("deco")
def work(x):
    return x * 2


print(work(4))
with ExitStack() as stack:
    stack.push(lambda *details: True)
    raise ValueError("swallowed")
print("end")
print(string.Template("$self $mapping").substitute(self=1, mapping=2), string.Template("$self $mapping").safe_substitute({}, self=1, mapping=2),
      string.Formatter().format("{self} {format_string}", self=1, format_string=2))


# ---- the errors of an ExitStack come one while the other is handled ----
from contextlib import ExitStack


def raising(error):
    def function():
        raise error
    return function


try:
    with ExitStack() as stack:
        stack.callback(raising(KeyError(1)))
        stack.callback(raising(IndexError(2)))
        raise ValueError(3)
except KeyError as error:
    print(repr(error), repr(error.__context__), repr(error.__context__.__context__))


# ---- copies of dates and of own classes of them ----

from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import TypeVar
from zoneinfo import ZoneInfo


class Named(date):
    def __new__(cls, *args):
        made = super().__new__(cls, *args)
        made.tag = "tag"
        return made


class Fixed(tzinfo):
    def __init__(self, hours):
        self.hours = hours


class Default(tzinfo):
    def __init__(self, hours=1):
        self.hours = hours


class Group(frozenset):
    pass


class Raw(bytearray):
    pass


class Keyed:
    def __new__(cls, *, a):
        made = super().__new__(cls)
        made.a = a
        return made

    def __getnewargs_ex__(self):
        return (), {"a": self.a}


@dataclass
class Bill:
    day: date
    paid: datetime
    zones: list


bill = Bill(date(2024, 2, 29), datetime(2024, 3, 1, 12, tzinfo=timezone.utc), [timezone.utc, ZoneInfo("UTC")])
print(asdict(bill), copy.deepcopy(bill) == bill)
variable = TypeVar("variable")
for part in (date(2024, 1, 2), datetime(2024, 1, 2, 3, 4, 5, 6, fold=1), time(1, 2, fold=1), timedelta(1, 2, 3), Named(2024, 1, 2),
             Group([1]), Raw(b"x"), Keyed(a=3), slice(1, 2), list[int], int | str, variable, property(len), Default(5)):
    for twin in (copy.copy(part), copy.deepcopy(part)):
        print(type(twin) is type(part), twin == part, getattr(twin, "fold", None), getattr(twin, "tag", None), getattr(twin, "a", None), getattr(twin, "hours", None))
attempt(lambda: copy.deepcopy(Fixed(1)))
plain = object()
print(copy.deepcopy(plain) is plain)
try:
    raise ValueError("a", [1])
except ValueError as error:
    twin = copy.deepcopy(error)
    print(repr(twin), twin.args[1] is error.args[1], twin.__traceback__)
from collections import UserString
print(copy.deepcopy(UserString("ab")))


# ---- what `from X import *` binds ----

for name in ("typing", "string", "copy", "enum", "statistics", "contextlib", "functools", "timeit"):
    scope = {}
    exec("from %s import *" % name, scope)
    print(name, len(scope) if name not in ("enum", "typing") else "", [each for each in sorted(scope) if each in (
        "Deque", "IO", "AbstractSet", "Formatter", "error", "MappingProxyType", "LinearRegression", "sys", "T", "Template",
        "AsyncContextDecorator", "WRAPPER_UPDATES", "default_number", "Enum")])
from array import array
numbers = array("i", [1, 2])
twins = copy.copy(numbers), copy.deepcopy([numbers])[0]
numbers.append(3)
print(twins)

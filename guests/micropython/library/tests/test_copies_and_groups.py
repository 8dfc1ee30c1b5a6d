"""copy with __reduce__, groupby, rounding of decimals, comparing fractions, enumerations with __new__, and small things."""
import copy
import random, itertools
from decimal import *
from fractions import Fraction
from enum import *
def show(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__)
getcontext().rounding = ROUND_HALF_UP
show(lambda: (round(Decimal('2.665'),2), round(Decimal('0.125'),2), round(Decimal("2.5")), round(Decimal("-1234.5"), -2), round(Decimal('NaN'),2)))
show(lambda: round(Decimal('Infinity'),2)); show(lambda: round(Decimal('1E+28'),2))
getcontext().rounding = ROUND_HALF_EVEN
show(lambda: (round(Decimal('2.665'),2), round(Decimal("3.14159"), 3), round(Decimal("2"), 3)))
print([(k,list(g)) for k,g in list(itertools.groupby('aab'))], [(k, list(g)) for k, g in itertools.groupby("aabccc")])
gs = [g for k, g in itertools.groupby([1, 1, 2])]; print([list(g) for g in gs])
it = itertools.groupby("ab"); k, g = next(it); print(list(g), next(it)[0], list(g))
class R:
    def __init__(s,x): s.x=x
    def __reduce__(s): return (R,(s.x+1,))
print(copy.copy(R(1)).x, copy.deepcopy(R(1)).x)
class S:
    def __init__(self): self.a = [1]
    def __reduce__(self): return (S, (), {"a": self.a, "b": 2})
x = S(); y = copy.deepcopy(x); z = copy.copy(x); print(y.a, y.a is x.a, z.a is x.a, z.b)
class Str:
    def __reduce__(self): return "name"
s = Str(); print(copy.copy(s) is s)
class T(tuple): pass
x=T([[1],2]); y=copy.deepcopy(x); print(x[0] is y[0], type(y), y)
print(Fraction(1,2)==Decimal("0.5"), Decimal(1)==1+0j, Fraction(1,2)==0.5+0j, Decimal("0.5") == Fraction(1, 2), Fraction(1, 3) == Decimal("0.33"), Decimal("NaN") == Fraction(1, 2), Decimal("Infinity") == Fraction(1, 2), Decimal("0.5") < Fraction(2, 3), Decimal(2) == 2 + 1j)
show(lambda: Fraction(1, 2) < Decimal("0.7"))
print(-Decimal('NaN'), 5-Decimal('NaN'), abs(Decimal('-NaN')), -Decimal("Infinity"), abs(Decimal("-1")))
class AutoNumber(Enum):
    def __new__(cls):
        o=object.__new__(cls); o._value_=len(cls.__members__)+1; return o
class C(AutoNumber): RED=(); GREEN=(); BLUE=()
print(list(C), C.GREEN.value, C(2), C["BLUE"])
print(list(Flag("P","R W X",start=8)), list(IntEnum("Q", "A B", start=5)), list(Flag("P2", "A B")))
class Planet(Enum):
    EARTH = (1, 2); MARS = (3, 4)
    def __init__(self, m, r): self.m = m; self.r = r
    @property
    def q(self): return self.m + self.r
print([(p.name, p.value, p.q) for p in Planet])
import csv, io
f = io.StringIO(); csv.writer(f, quoting=csv.QUOTE_NONNUMERIC).writerow([Decimal('1.5'),Fraction(1,2), "a", 1, 2.5, None, True]); print(f.getvalue())
from urllib.parse import quote, quote_plus
print(quote('é', safe='é'), quote_plus("é a", safe="é"), quote("/a b", safe="/"))
from typing import Literal
print(Literal[1,2]==Literal[2,1], Literal[1] == Literal[2], hash(Literal[1, 2]) == hash(Literal[2, 1]))
from zoneinfo import ZoneInfo
print(ZoneInfo("UTC") is ZoneInfo("UTC"), ZoneInfo("UTC"))


# ---- the parts of a group ----

class Coded(ExceptionGroup):
    def __new__(cls, message, errors, code):
        made = super().__new__(cls, message, errors)
        made.code = code
        return made

    def derive(self, errors):
        return Coded(self.message, errors, self.code)


class Wrong(ExceptionGroup):
    def derive(self, errors):
        return 5


coded = Coded("m", [ValueError(1), TypeError(2)], 5)
coded.add_note("one")
values, rest = coded.split(ValueError)
values.add_note("two")
print(repr(values), repr(rest), values.code, values.__notes__, rest.__notes__, coded.__notes__, coded.args)
print(ExceptionGroup, BaseExceptionGroup, repr(ExceptionGroup("m", (KeyError(1),))), BaseExceptionGroup("m", [KeyError(1)]))
for wrong in (lambda: Wrong("m", [ValueError(1), TypeError(2)]).split(ValueError), lambda: coded.split(5), lambda: coded.split((ValueError, 5)), lambda: coded.subgroup(int),
              lambda: ExceptionGroup("m"), lambda: ExceptionGroup("m", []), lambda: ExceptionGroup("m", [1]), lambda: ExceptionGroup("m", [KeyboardInterrupt()])):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
for name in ("message", "exceptions"):
    try:
        setattr(coded, name, "x")
    except AttributeError:
        print("AttributeError", getattr(coded, name))


# ---- copies of what has slots, a state, or a __new__ ----

class Slots:
    __slots__ = ("x", "y")


class Single:
    made = None

    def __new__(cls):
        if cls.made is None:
            cls.made = object.__new__(cls)
        return cls.made


class Given:
    def __new__(cls, x):
        made = object.__new__(cls)
        made.x = x
        return made

    def __getnewargs__(self):
        return (self.x,)


class Stated:
    def __init__(self):
        self.a = [1]

    def __getstate__(self):
        return {"a": self.a, "by": "getstate"}


class Set:
    def __init__(self):
        self.a = 1

    def __setstate__(self, state):
        self.state = state


class Reduced:
    def __init__(self, x):
        self.x = x

    def __reduce_ex__(self, protocol):
        return Reduced, (self.x + 1,)


class Failure(Exception):
    def __init__(self, text, code):
        super().__init__(text, code)
        self.code = code


s = Slots()
s.x = [1]
print(copy.copy(s).x is s.x, copy.deepcopy(s).x, copy.deepcopy(s).x is s.x, hasattr(copy.copy(s), "y"))
print(copy.copy(Single()) is Single(), copy.deepcopy(Single()) is Single(), copy.copy(Given(5)).x, copy.copy(Stated()).by, copy.deepcopy(Stated()).a)
print(copy.copy(Set()).state, copy.copy(Reduced(1)).x, copy.deepcopy(Reduced(1)).x)
failure = Failure("text", [5])
failure.more = [1]
failure.add_note("noted")
one, two = copy.copy(failure), copy.deepcopy(failure)
print(one is failure, repr(one), one.code is failure.code, one.__notes__, two.code is failure.code, two.more is failure.more, two.args)
error = ValueError("a", 1)
error.more = 5
print(copy.copy(error) is error, repr(copy.copy(error)), copy.copy(error).more, repr(copy.deepcopy(error)))
numbers = random.Random(1)
same = copy.copy(numbers)
print(numbers.random() == same.random(), copy.deepcopy(numbers).random() == numbers.random())


class Private:
    __slots__ = ("__p",)

    def __init__(self):
        self.__p = 5

    def get(self):
        return self.__p


class Members(dict):
    __getattr__ = dict.get


class Bound:
    def __init__(self):
        self.method = self.me

    def me(self):
        return self


bound = Bound()
print(copy.copy(Private()).get(), copy.copy(Members(a=1)).a, copy.deepcopy(Members(a=[1])), copy.copy(bound).method() is bound)
deep = copy.deepcopy(bound)
print(deep.method() is deep)


class Both:
    __slots__ = ("a", "__dict__")


both = Both()
both.a = 1
both.b = 2
print(copy.copy(both).a, copy.deepcopy(both).b)


class Holder:
    def __init__(self):
        self.module = copy


print(copy.copy(Holder()).module is copy)
for function in copy.copy, copy.deepcopy:
    try:
        function(copy)
    except TypeError as error:
        print(error)
try:
    copy.deepcopy(Holder())
except TypeError as error:
    print(error)

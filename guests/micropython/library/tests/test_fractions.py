from fractions import Fraction as F
import math


def attempt(function, *args):
    try:
        print(repr(function(*args)))
    except Exception as error:
        print(type(error).__name__, error)


print(F(3, 6), repr(F(-3, 6)), F("1/3"), F("0.25"), F(" -1.5e2 "), F(0.1), F(7), F(F(1, 2), F(3, 4)), F("3"), F(3, -4))
a, b = F(1, 3), F(1, 6)
print(a + b, a - b, a * b, a / b, a // b, a % b, a ** 2, a ** -2, 2 ** F(2), a ** F(1, 2), -a, abs(-a), +a, 1 + a, 1 - a, 2 * a, 1 / a, a + 0.5, divmod(F(7, 2), 1))
print(a == F(2, 6), a < b, a > 0.25, a == 1 / 3, F(1, 2) == 0.5, F(4, 2) == 2, sorted([F(1, 2), F(1, 3), 0.4]), hash(F(2)) == hash(2), hash(F(1, 2)) == hash(0.5), bool(F(0)))
print(int(F(7, 2)), float(a), math.floor(F(-7, 2)), math.ceil(F(-7, 2)), math.trunc(F(-7, 2)), round(F(5, 2)), round(F(7, 2)), round(F(22, 7), 2), round(F(155), -1))
print(F(math.pi).limit_denominator(100), F("3.1415926").limit_denominator(1000), F(1, 3).as_integer_ratio(), F(6, 3).is_integer(), a.numerator, a.denominator, f"{F(22, 7):.3f}", f"{a}")
print(sum([F(1, i) for i in range(1, 11)]), F.from_float(0.5), max(F(1, 2), F(2, 3)))
attempt(F, 1, 0)
attempt(F, "x")
attempt(F, "1/0")
attempt(lambda: F(1) / 0)
attempt(F, 1.5, 2)
attempt(F, [])
attempt(F, float("nan"))
attempt(lambda: F(1, 2) + "x")

# ---- format: as a fraction, and as a number ----
for spec in "8", ">8", "*<9", "^9", "=+12", " ", "#", ",", "08.2f", "+08.2f", "*^12.3f", "x=12.3f", ",.2f", "_.1f", "010,.2f", "e", ".3E", "g", "#.4g", ".1%", "z.0f", ".0f":
    print(spec, [format(value, spec) for value in (F(1, 3), F(-1234567, 2), F(3), F(-1, 800))])
for spec in "08", ".2", "d", "s", "<08f", "q":
    attempt(format, F(1, 3), spec)


class Named(F):
    def __str__(self):
        return "named"


print(Named(1, 2), repr(Named(1, 2)), f"{Named(1, 2)} {Named(1, 2):>6} {Named(1, 2)!s}")
print(2 ** F(-2, 1), 2 ** F(-2), 2.0 ** F(-2), 2 ** F(1, 2), F("1 / 3"), F(1, 2).real, F(1, 2).imag, F(-1, 2).conjugate())
attempt(lambda: 0 ** F(-2))
attempt(lambda: F(2) ** "x")
attempt(F.from_decimal, 1.5)


class Ratio:
    def as_integer_ratio(self):
        return 1, 2


attempt(F, Ratio())


class Half(F):
    def __new__(cls, top):
        return super().__new__(cls, top, 2)


class Tagged(F):
    def __init__(self, *parts):
        self.tag = "tag"


print(Half(3), repr(Half(3)), type(Half(3) + 1).__name__, Tagged(3, 6), Tagged(3).tag)


class Own(F):
    def __rmod__(self, other):
        return "own", F.__rmod__(self, other)


print(7 % Own(5, 2), F(7, 2) % Own(5, 2))

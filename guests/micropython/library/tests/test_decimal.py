from decimal import (ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal as D, DivisionByZero, InvalidOperation,
                     getcontext, localcontext)
import math


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


print(D("0.1") + D("0.2"), D("1.10") * 3, D(1) / D(3), D("10") / 4, D(2) ** 10, D(2) ** -2, D("7") // 2, D("-7") // 2, D("-7") % 3, D("7.5") % 2, -D("1.5"), abs(D("-2")), +D("1.0"))
print(repr(D("1.50")), D(0.1), D(5), D((1, (1, 2, 3), -2)), D("1E+5"), D("1e-10"), D("-0"), D("Infinity"), D("NaN"), D("  3.5 "), D("1_000.5"), D("0.000001"), D("0.0000001"), D("123E3"))
print(D("1.0") == 1, D("1.5") == 1.5, D("1") < D("1.1"), D("2") > 1, D("0.1") == 0.1, max(D(1), D("2.5")), sorted([D("3"), D("1.5")]), hash(D("1.0")) == hash(1), bool(D("0.0")), D("NaN") == D("NaN"))
for mode in (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN):
    print(mode, [str(D(x).quantize(D("0.01"), rounding=mode)) for x in ("1.005", "1.015", "-1.005", "2.675", "0", "1.001", "-1.009")], [str(D(x).to_integral_value(mode)) for x in ("0.5", "1.5", "-2.5")])
print(D("1234.5678").quantize(D("1")), D("19.99").quantize(D("0.1")), D("1").quantize(D("0.00")), D("12345").quantize(D("1E+2")), D("100").normalize(), D("1.2300").normalize(), D("0.00").normalize())
print(round(D("2.5")), round(D("2.675"), 2), round(D("1234"), -2), int(D("-3.9")), float(D("1.25")), math.floor(D("-1.5")), math.ceil(D("1.1")), math.trunc(D("-1.5")), D("1.25").as_integer_ratio(), D("-1.20").as_tuple())
print(f"{D('1234567.891'):,.2f}", f"{D('0.256'):.1%}", f"{D('3.14159'):.3f}", f"{D('1.5'):>8}", f"{D('1.5'):08.2f}", f"{D('12345'):e}", f"{D('2'):+.1f}", "%s" % D("1.10"), "{:.2f}".format(D("2.675")), f"{D('1.10')}", f"{D('-5'):<6}|", f"{D('1234'):,}")
print(D(2).sqrt(), D("0.25").sqrt(), D(16).sqrt(), D("1.1") ** 5, D(10) ** 30, sum([D("0.1")] * 10), D("1e28") + 1, D(1) / 7 * 7)
getcontext().prec = 6
print(D(1) / 7, D("123456.789") + 0, D(22) / 7, +D("1.23456789"))
getcontext().prec = 28
with localcontext() as ctx:
    ctx.prec = 3
    print(D(1) / 3)
with localcontext() as ctx:
    ctx.rounding = ROUND_DOWN
    print(D("2.999").quantize(D("0.1")))
print(D(1) / 3, getcontext().prec, getcontext().rounding)
attempt(D, "abc")
attempt(D, "")
attempt(lambda: D(1) / 0)
attempt(lambda: D(0) / 0)
attempt(lambda: D(-1).sqrt())
attempt(lambda: D("NaN") < 1)
attempt(lambda: D(1) % 0)
attempt(D, [])
attempt(lambda: D("1e30").quantize(D("0.01")))
attempt(int, D("Infinity"))
try:
    D(1) / D(0)
except ZeroDivisionError as error:
    print("zero", isinstance(error, DivisionByZero))
try:
    D("x")
except InvalidOperation:
    print("invalid")
price, rate = D("19.99"), D("0.0825")
print((price * rate).quantize(D("0.01"), ROUND_HALF_UP), price * 3, price - D("0.99"), 100 - price, 2 * price, 10 / D(4), 7 % D(4), 2 ** D(3), D("5").compare(D(4)), D(3).max(D(4)), D("1.5").copy_negate(), D(1).adjusted(), D("Infinity") + 1)

import decimal

for name in "DivisionByZero InvalidOperation Overflow Underflow FloatOperation Clamped Subnormal".split():
    print(name, [base.__name__ for base in getattr(decimal, name).__mro__])


def told(f):
    try:
        print(f())
    except decimal.DecimalException as error:
        print(type(error).__name__, error, error.args, isinstance(error, ZeroDivisionError))


D = decimal.Decimal
told(lambda: D(1) / 0)
told(lambda: D(1) // 0)
told(lambda: D("x"))
told(lambda: D("9e999999") * 10)
told(lambda: D("sNaN") + 1)
told(lambda: D("NaN") * D("sNaN"))
told(lambda: D("NaN") / 2)
told(lambda: D("1e1000000000000000000000"))
told(lambda: D("-1e-1000000000000000000000"))


# ---- what decides between equal numbers, and what is no operand ----
print([D(a).max(D(b)) for a, b in (("0", "0.00"), ("0.00", "0"), ("-0", "0"), ("-1", "-1.0"), ("1.0", "1"))])
print([D(a).min(D(b)) for a, b in (("0", "0.00"), ("0.00", "0"), ("-0", "0"), ("-1", "-1.0"), ("NaN", "2"), ("2", "NaN"))])
attempt(lambda: D(1).max(2.5))
attempt(lambda: D(1).min("2"))
attempt(lambda: D(1).quantize("0.1"))
attempt(lambda: D(1).compare(0.5))
attempt(lambda: D.from_float("1"))
attempt(lambda: D((2, (1,), 0)))
attempt(lambda: D((0, (10,), 0)))
print(D("-NaN").compare(1), D("NaN").same_quantum(D("NaN")), D("Infinity").same_quantum(1), D(1).quantize(D("NaN")))

# ---- format ----
for spec in ".3e", "e", "g", ".0f", "#.0f", "z.1f", "012,.1f", "=+12", "*^12.1%", ".2", "n":
    print(spec, [format(D(value), spec) for value in ("0", "0.00", "0E+5", "-0.001", "1234.5678", "-Infinity")])
for spec in "_", "<010", "00010", ".f", "d", ",n":
    attempt(lambda: format(D("1.5"), spec))


class Named(D):
    def __str__(self):
        return "named"


print(Named("1.5"), repr(Named("1.5")), f"{Named('1.5')} {Named('1.5'):>5} {Named('1.5')!s}")

# ---- the ends of the range ----
print(D("1E-999999") / 10, D("1E-999999") * D("0.123456789"), D("1E-1000026") / 10, +D("0E-2000000"))
print(D("1E+999999") < 1, D("1E+999999") + 1, 1 - D("1E+99999"), D("0E-99999") + 1, D("1E-99999") > 0)
print(D(0) ** 3, D("0.00") ** 3, D(4) ** D("0.5"), D(2) ** D("0.5"))
attempt(lambda: D(1).quantize(D("1E+1000000")))
attempt(lambda: D(1).scaleb(D("1.5")))
attempt(lambda: float(D("sNaN")))
attempt(lambda: D("sNaN") == 1)
attempt(lambda: D("1E+30") // 3)
with localcontext(decimal.Context(prec=5, Emin=-10, Emax=10, clamp=1)):
    print(D("1E+9") * 1, D("1E-10") / 10, D("0E+20") * 1)
attempt(lambda: decimal.Context(Emin=1))
attempt(lambda: localcontext(prec="x"))
attempt(lambda: localcontext(precision=5))
attempt(lambda: decimal.setcontext(5))
with localcontext() as context:
    context.capitals = 0
    print(D("1E+5"), format(D("1E+5"), "g"), format(D("1E+5"), ""))
print(D("0.00") ** D("0.5"), D("-0") ** D("0.5"), D("1.0001") ** 365, D("-0.00") ** 3)


# ---- what is of a derived class, and what is not ----
class Sub(D):
    pass


one, inf, nan = Sub("1.50"), Sub("Infinity"), Sub("NaN")
print([type(x).__name__ for x in (+one, one + 0, inf + 1, 1 - inf, nan + 1, nan.sqrt(), inf.sqrt(), inf.quantize(inf),
                                  one.normalize(), Sub(5).to_integral_value(), one.max(1), one.min(9), nan.scaleb(1),
                                  decimal.getcontext().create_decimal(one), one.real, Sub.from_float(2))])
attempt(lambda: D("1", 5))
attempt(lambda: D((0.0, (1,), 0)))
for text in " 1", "1_0":
    attempt(lambda: decimal.getcontext().create_decimal(text))
attempt(lambda: setattr(decimal.getcontext(), "precision", 5))

with localcontext() as context:
    context.rounding = ROUND_FLOOR
    print(+D("-0"), -D("0"), +D("0.0"), -D("-0.0"))
try:
    divmod(D(7), 0)
except InvalidOperation as error:
    print(type(error).__name__)
attempt(lambda: D(7) // 0)


# ---- derived classes with arguments of their own ----


class Money(D):
    def __new__(cls, cents, currency="USD"):
        made = super().__new__(cls, D(cents) / 100)
        made.currency = currency
        return made


class Tagged(D):
    def __init__(self, value):
        super().__init__()
        self.tag = "tag"


print(Money(150), Money(150, "EUR").currency, type(Money(1) + 1).__name__, Tagged(3), Tagged(3).tag, D(Money(1)), D(D("1.50")))
attempt(lambda: D("1", "USD"))
attempt(lambda: Tagged("1", "tag"))


# ---- exp, ln, log10, powers that are not whole, and text for engineers ----

from decimal import Overflow

for text in ("0.5", "2", "10", "1.0000000000000001", "1E+50", "123456.789", "1", "0", "-1", "NaN", "Infinity", "-Infinity", "1E-30", "-50", "1E+7"):
    for name in "ln", "log10", "exp":
        try:
            print(text, name, getattr(D(text), name)())
        except (InvalidOperation, Overflow) as error:
            print(text, name, type(error).__name__)
for base, power in (("4", "1.5"), ("1.0725", "0.0833333333333333333333333333"), ("2", "-0.25"), ("1E+10", "0.1"), ("0.001", "100.5"), ("1", "2.5"),
                    ("0", "1.5"), ("0", "-1.5"), ("1.000000000001", "1000.5"), ("27", "0.3333333333333333333333333333")):
    print(base, power, D(base) ** D(power))
with localcontext() as context:
    context.prec = 60
    print(D(2).ln(), D(1).exp(), D(7).log10(), D("1.5") ** D("2.25"))
print([D(text).to_eng_string() for text in (
    "123E5", "1E3", "1E-7", "0.00001234", "1.5E+10", "0E+5", "-12E4", "NaN", "-Infinity", "12345E-10", "0E-9", "0E+1", "0E-7", "1.23E+5", "0.00")])
getcontext().clear_flags()
print(getcontext())


# ---- infinities and NaN in quotients and powers ----

for a, b in (("Infinity", "3"), ("-Infinity", "3"), ("5", "-Infinity"), ("Infinity", "Infinity"), ("NaN", "2"), ("2", "NaN"), ("Infinity", "0"),
             ("-Infinity", "-3"), ("-Infinity", "0.5"), ("Infinity", "-0.5"), ("sNaN", "1")):
    for operation in (lambda x, y: x // y, lambda x, y: x % y, divmod, lambda x, y: x ** y if y.is_finite() else None):
        try:
            print(a, b, operation(D(a), D(b)))
        except InvalidOperation as error:
            print(a, b, type(error).__name__)


# ---- a derived class with operators of its own ----

class Counted(D):
    def __add__(self, other):
        return Counted(D.__add__(self, other))

    def __rsub__(self, other):
        return Counted(D.__rsub__(self, other))

    def __rtruediv__(self, other):
        return Counted(D.__rtruediv__(self, other))

    def __rpow__(self, other):
        return Counted(D.__rpow__(self, other))

    def __mul__(self, other):
        return "product"

    __radd__ = __add__


value = Counted("2.5")
for result in (value + 1, 1 + value, value - 1, 1 - value, 2 / value, value / 2, 2 ** Counted(3), value ** 3, D(1) - value, sum([value, value]), value * 2,
               getcontext().add(value, 1), getcontext().multiply(value, 2), value.ln(), 7 // value, 7 % value, value ** 20001):
    print(type(result).__name__, result)

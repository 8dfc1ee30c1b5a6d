"""The module fractions."""

from math import frexp as _frexp, gcd as _gcd, ldexp as _ldexp

__all__ = ["Fraction"]


def _float_ratio(x):
    if x != x:
        raise ValueError("cannot convert NaN to integer ratio")
    if x - x != 0:
        raise OverflowError("cannot convert Infinity to integer ratio")
    mantissa, exponent = _frexp(x)
    top, exponent = int(mantissa * 9007199254740992.0), exponent - 53
    return (top << exponent, 1) if exponent >= 0 else (top, 1 << -exponent)


def _invalid(text):
    raise ValueError("Invalid literal for Fraction: %r" % text)


def _digits(text, whole):
    text = text.replace("_", "") if "_" in text and "__" not in text and text[0] != "_" and text[-1] != "_" else text
    if not text.isdigit():
        _invalid(whole)
    return int(text)


def _parse(whole):
    text = whole.strip()
    sign = 1
    if text[:1] in ("+", "-") and text:
        sign = -1 if text[0] == "-" else 1
        text = text[1:]
    top, slash, bottom = text.partition("/")
    if slash:
        return sign * _digits(top.rstrip(), whole), _digits(bottom.lstrip(), whole)
    text = text.replace("E", "e")
    number, mark, exponent = text.partition("e")
    power = 0
    if mark:
        negative = exponent[:1] == "-"
        power = _digits(exponent[1:] if exponent[:1] in ("+", "-") and exponent else exponent, whole)
        if negative:
            power = -power
    integral, dot, decimals = number.partition(".")
    if not integral and not decimals:
        _invalid(whole)
    top = _digits(integral, whole) if integral else 0
    bottom = 1
    if decimals:
        bottom = 10 ** len(decimals.replace("_", ""))
        top = top * bottom + _digits(decimals, whole)
    if power >= 0:
        top *= 10 ** power
    else:
        bottom *= 10 ** -power
    return sign * top, bottom


def _rounded(top, bottom):
    """top / bottom, rounded once: half to even."""
    if -9007199254740992 <= top <= 9007199254740992 and bottom <= 9007199254740992:
        return top / bottom
    rest = abs(top)
    shift = len(bin(rest)) - len(bin(bottom)) - 55
    shift = max(shift, -1076)  # the smallest numbers have fewer digits
    quotient, rest = divmod(rest << -shift, bottom) if shift < 0 else divmod(rest, bottom << shift)
    extra = max(len(bin(quotient)) - 2 - 53, 2 if shift == -1076 else 0)
    if extra > 0:
        half = 1 << (extra - 1)
        low = quotient & (2 * half - 1)
        quotient >>= extra
        if low > half or low == half and (rest or quotient & 1):
            quotient += 1
        shift += extra
    if shift + len(bin(quotient)) - 2 > 1024:
        raise OverflowError("integer division result too large for a float")
    result = _ldexp(float(quotient), shift)
    return -result if top < 0 else result


class Fraction:
    def __new__(cls, numerator=0, denominator=None):  # and no __init__: a derived class may take other arguments
        if denominator is None:
            if isinstance(numerator, int):
                top, bottom = int(numerator), 1
            elif isinstance(numerator, Fraction):
                top, bottom = numerator._numerator, numerator._denominator
            elif isinstance(numerator, float):
                top, bottom = _float_ratio(numerator)
            elif isinstance(numerator, str):
                top, bottom = _parse(numerator)
            else:
                from decimal import Decimal
                if not isinstance(numerator, Decimal):
                    raise TypeError("argument should be a string or a Rational instance")
                top, bottom = numerator.as_integer_ratio()
        elif isinstance(numerator, (int, Fraction)) and isinstance(denominator, (int, Fraction)):
            top = numerator.numerator * denominator.denominator if not isinstance(numerator, int) or not isinstance(
                denominator, int) else int(numerator)
            bottom = int(denominator)
            if not isinstance(numerator, int) or not isinstance(denominator, int):
                a, b = _parts(numerator), _parts(denominator)
                top, bottom = a[0] * b[1], a[1] * b[0]
        else:
            raise TypeError("both arguments should be Rational instances")
        if bottom == 0:
            raise ZeroDivisionError("Fraction(%s, 0)" % top)
        common = _gcd(top, bottom)
        if bottom < 0:
            common = -common
        self = object.__new__(cls)
        self._numerator = top // common
        self._denominator = bottom // common
        return self

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    @property
    def real(self):
        return +self

    @property
    def imag(self):
        return 0

    def conjugate(self):
        return +self

    @classmethod
    def from_float(cls, f):
        if isinstance(f, int):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError("%s.from_float() only takes floats, not %r (%s)" % (cls.__name__, f, type(f).__name__))
        return cls(*_float_ratio(f))

    @classmethod
    def from_decimal(cls, dec):
        from decimal import Decimal
        if not isinstance(dec, (int, Decimal)):
            raise TypeError("%s.from_decimal() only takes Decimals, not %r (%s)" % (cls.__name__, dec, type(dec).__name__))
        return cls(*dec.as_integer_ratio())

    def is_integer(self):
        return self._denominator == 1

    def as_integer_ratio(self):
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            q2 = q0 + a * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
            n, d = d, n - a * d
        k = (max_denominator - q0) // q1
        if 2 * d * (q0 + k * q1) <= self._denominator:
            return Fraction(p1, q1)
        return Fraction(p0 + k * p1, q0 + k * q1)

    def __repr__(self):
        return "%s(%s, %s)" % (type(self).__name__, self._numerator, self._denominator)

    def __str__(self):
        return str(self._numerator) if self._denominator == 1 else "%s/%s" % (self._numerator, self._denominator)

    def __format__(self, spec):
        from _number_format import format_fraction
        return format_fraction(self, spec)

    def __add__(self, other):
        b = _parts(other)
        if b is None:
            return float(self) + other if isinstance(other, (float, complex)) else NotImplemented
        return Fraction(self._numerator * b[1] + b[0] * self._denominator, self._denominator * b[1])

    __radd__ = __add__

    def __sub__(self, other):
        b = _parts(other)
        if b is None:
            return float(self) - other if isinstance(other, (float, complex)) else NotImplemented
        return Fraction(self._numerator * b[1] - b[0] * self._denominator, self._denominator * b[1])

    def __rsub__(self, other):
        b = _parts(other)
        if b is None:
            return other - float(self) if isinstance(other, (float, complex)) else NotImplemented
        return Fraction(b[0] * self._denominator - self._numerator * b[1], self._denominator * b[1])

    def __mul__(self, other):
        b = _parts(other)
        if b is None:
            return float(self) * other if isinstance(other, (float, complex)) else NotImplemented
        return Fraction(self._numerator * b[0], self._denominator * b[1])

    __rmul__ = __mul__

    def __truediv__(self, other):
        b = _parts(other)
        if b is None:
            return float(self) / other if isinstance(other, (float, complex)) else NotImplemented
        return _divided(self._numerator * b[1], self._denominator * b[0])

    def __rtruediv__(self, other):
        b = _parts(other)
        if b is None:
            return other / float(self) if isinstance(other, (float, complex)) else NotImplemented
        return _divided(b[0] * self._denominator, b[1] * self._numerator)

    def __floordiv__(self, other):
        b = _parts(other)
        if b is None:
            return float(self) // other if isinstance(other, float) else NotImplemented
        return self._numerator * b[1] // (self._denominator * b[0])

    def __rfloordiv__(self, other):
        b = _parts(other)
        if b is None:
            return other // float(self) if isinstance(other, float) else NotImplemented
        return b[0] * self._denominator // (b[1] * self._numerator)

    def __mod__(self, other):
        b = _parts(other)
        if b is None:
            return float(self) % other if isinstance(other, float) else NotImplemented
        return Fraction(self._numerator * b[1] % (b[0] * self._denominator), self._denominator * b[1])

    def __rmod__(self, other):
        b = _parts(other)
        if b is None:
            return other % float(self) if isinstance(other, float) else NotImplemented
        return Fraction.__mod__(Fraction(*b), self)

    def __divmod__(self, other):
        return self // other, self % other

    def __pow__(self, other):
        b = _parts(other)
        if b is None:
            return float(self) ** other if isinstance(other, (float, complex)) else NotImplemented
        if b[1] != 1:
            return float(self) ** (b[0] / b[1])
        power = b[0]
        if power >= 0:
            return Fraction(self._numerator ** power, self._denominator ** power)
        if self._numerator == 0:
            raise ZeroDivisionError("Fraction(%s, 0)" % (self._denominator ** -power))
        return Fraction(self._denominator ** -power, self._numerator ** -power)

    def __rpow__(self, other):
        if self._denominator == 1 and self._numerator >= 0:
            return other ** self._numerator
        if isinstance(other, int):
            return Fraction(other) ** self
        return other ** (self._numerator if self._denominator == 1 else float(self))

    def __pos__(self):
        return Fraction(self)

    def __neg__(self):
        return Fraction(-self._numerator, self._denominator)

    def __abs__(self):
        return Fraction(abs(self._numerator), self._denominator)

    def __int__(self):
        return self.__trunc__()

    def __trunc__(self):
        return -(-self._numerator // self._denominator) if self._numerator < 0 else self._numerator // self._denominator

    def __floor__(self):
        return self._numerator // self._denominator

    def __ceil__(self):
        return -(-self._numerator // self._denominator)

    def __float__(self):
        return _rounded(self._numerator, self._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            d = self._denominator
            floor, rest = divmod(self._numerator, d)
            if rest * 2 < d:
                return floor
            if rest * 2 > d:
                return floor + 1
            return floor if floor % 2 == 0 else floor + 1
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __hash__(self):
        if self._denominator == 1:
            return hash(self._numerator)
        value = self._numerator / self._denominator
        if Fraction(value) == self:
            return hash(value)
        return hash((self._numerator, self._denominator))

    def __eq__(self, other):
        b = _parts(other)
        if b is not None:
            return self._numerator == b[0] and self._denominator == b[1]
        if isinstance(other, float):
            return other - other == 0 and self == Fraction(other)
        if isinstance(other, complex):
            return other.imag == 0 and self == other.real
        return NotImplemented

    def _compare(self, other, holds):
        b = _parts(other)
        if b is not None:
            return holds(self._numerator * b[1], self._denominator * b[0])
        if isinstance(other, float):
            if other - other != 0:
                return holds(0.0, other)
            return self._compare(Fraction(other), holds)
        return NotImplemented

    def __lt__(self, other):
        return self._compare(other, lambda a, b: a < b)

    def __gt__(self, other):
        return self._compare(other, lambda a, b: a > b)

    def __le__(self, other):
        return self._compare(other, lambda a, b: a <= b)

    def __ge__(self, other):
        return self._compare(other, lambda a, b: a >= b)

    def __bool__(self):
        return self._numerator != 0

    def __copy__(self):
        return self if type(self) is Fraction else type(self)(self._numerator, self._denominator)

    def __deepcopy__(self, memo):
        return self.__copy__()


def _parts(value):
    if isinstance(value, int):
        return int(value), 1
    if isinstance(value, Fraction):
        return value._numerator, value._denominator
    return None


def _divided(top, bottom):
    if bottom == 0:
        raise ZeroDivisionError("Fraction(%s, 0)" % top)
    return Fraction(top, bottom)

"""The module numbers: what isinstance(x, numbers.Number) and its kind ask."""

import sys as _sys
from abc import ABCMeta as _ABCMeta
from fractions import Fraction as _Fraction


class Number(metaclass=_ABCMeta):
    @classmethod
    def __subclasshook__(cls, other):
        decimal = _sys.modules.get("decimal")
        if cls is Number and decimal is not None and issubclass(other, decimal.Decimal):
            return True
        return NotImplemented


class Complex(Number):
    pass


class Real(Complex):
    pass


class Rational(Real):
    pass


class Integral(Rational):
    pass


Complex.register(complex)
Real.register(float)
Rational.register(_Fraction)
Integral.register(int)

"""The module decimal: exact decimal numbers for money and the like, with CPython's defaults (28 digits, half to even).

There are no signals to trap one by one: invalid operations, divisions by zero and overflows raise, and which were raised
is not kept.
"""

from math import frexp as _frexp, isqrt as _isqrt

ROUND_UP = "ROUND_UP"
ROUND_DOWN = "ROUND_DOWN"
ROUND_CEILING = "ROUND_CEILING"
ROUND_FLOOR = "ROUND_FLOOR"
ROUND_HALF_UP = "ROUND_HALF_UP"
ROUND_HALF_DOWN = "ROUND_HALF_DOWN"
ROUND_HALF_EVEN = "ROUND_HALF_EVEN"
ROUND_05UP = "ROUND_05UP"
_ROUNDINGS = (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP)
MAX_PREC = MAX_EMAX = 425000000
MIN_EMIN = -425000000


class DecimalException(ArithmeticError):
    pass


class Clamped(DecimalException):
    pass


class InvalidOperation(DecimalException):
    pass


class ConversionSyntax(InvalidOperation):
    pass


class DivisionByZero(DecimalException, ZeroDivisionError):
    pass


class DivisionImpossible(InvalidOperation):
    pass


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    pass


class InvalidContext(InvalidOperation):
    pass


class Inexact(DecimalException):
    pass


class Rounded(DecimalException):
    pass


class Subnormal(DecimalException):
    pass


class Overflow(Inexact, Rounded):
    pass


class Underflow(Inexact, Rounded, Subnormal):
    pass


class FloatOperation(DecimalException, TypeError):
    pass


class Context:
    def __init__(self, prec=28, rounding=ROUND_HALF_EVEN, Emin=-999999, Emax=999999, capitals=1, clamp=0, flags=None,
                 traps=None):
        self.prec = prec
        self.rounding = rounding
        self.Emin = Emin
        self.Emax = Emax
        self.capitals = capitals
        self.clamp = clamp
        if flags or traps is not None:
            self.flags = flags
        self._has_signalled = False

    def __setattr__(self, name, value):
        if name == "rounding" and value not in _ROUNDINGS:
            raise TypeError("valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n"
                            "   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]")
        if name in ("prec", "Emin", "Emax", "capitals", "clamp"):
            if not isinstance(value, int):
                raise TypeError("an integer is required")
        elif name not in ("rounding", "flags", "traps", "_has_signalled") and type(self) is Context:
            raise AttributeError("'decimal.Context' object has no attribute '%s'" % name)
        if name == "prec" and not 1 <= value <= MAX_PREC:
            raise ValueError("valid range for prec is [1, MAX_PREC]")
        if name == "Emin" and not MIN_EMIN <= value <= 0:
            raise ValueError("valid range for Emin is [MIN_EMIN, 0]")
        if name == "Emax" and not 0 <= value <= MAX_EMAX:
            raise ValueError("valid range for Emax is [0, MAX_EMAX]")
        if name in ("capitals", "clamp") and value not in (0, 1):
            raise ValueError("valid values for %s are 0 or 1" % name)
        if name in ("flags", "traps"):
            raise NotImplementedError("decimal: signals cannot be set one by one here; errors raise")
        object.__setattr__(self, name, value)

    def copy(self):
        return Context(self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp)

    __copy__ = copy

    def create_decimal(self, num="0"):
        if isinstance(num, str) and (num.strip() != num or "_" in num):
            _invalid(ConversionSyntax)
        return _fix(Decimal(num), self)

    def quantize(self, a, b):
        return _operand(a).quantize(b, context=self)

    def divide(self, a, b):
        return Decimal.__truediv__(_operand(a), _operand(b), self)

    def add(self, a, b):
        return Decimal.__add__(_operand(a), _operand(b), self)

    def multiply(self, a, b):
        return Decimal.__mul__(_operand(a), _operand(b), self)

    def subtract(self, a, b):
        return Decimal.__sub__(_operand(a), _operand(b), self)

    def sqrt(self, a):
        return _operand(a).sqrt(self)

    def clear_flags(self):
        self._has_signalled = False

    def __repr__(self):
        if self._has_signalled:
            raise NotImplementedError("decimal: which signals were raised is not kept here; ask for prec or rounding")
        return ("Context(prec=%d, rounding=%s, Emin=%d, Emax=%d, capitals=%d, clamp=%d, flags=[], "
                "traps=[InvalidOperation, DivisionByZero, Overflow])") % (
            self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp)


DefaultContext = Context()
BasicContext = Context(9, ROUND_HALF_UP)
ExtendedContext = Context(9, ROUND_HALF_EVEN)
BasicContext._has_signalled = ExtendedContext._has_signalled = True  # other traps than those here: repr() refuses
_context = Context()


def getcontext():
    return _context


def setcontext(context):
    global _context
    if not isinstance(context, Context):
        raise TypeError("argument must be a context")
    # the ready-made ones stay as they are
    _context = context.copy() if context in (DefaultContext, BasicContext, ExtendedContext) else context


class _Local:
    def __init__(self, context):
        self._new = context

    def __enter__(self):
        global _context
        self._old = _context
        _context = self._new
        return self._new

    def __exit__(self, *exc_info):
        global _context
        _context = self._old


def localcontext(ctx=None, **kwargs):
    made = (ctx or _context).copy()
    for name, value in kwargs.items():
        if name not in ("prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps"):
            raise TypeError("this function got an unexpected keyword argument '%s'" % name)
        setattr(made, name, value)
    return _Local(made)


def _round_away(sign, whole, rest, half, rounding):
    """Whether the size is rounded up; `rest` is what is cut off, `half` half of the last place (doubled numbers)."""
    if not rest:
        return False
    if rounding == ROUND_HALF_EVEN:
        return rest > half or rest == half and whole & 1
    if rounding == ROUND_HALF_UP:
        return rest >= half
    if rounding == ROUND_HALF_DOWN:
        return rest > half
    if rounding == ROUND_UP:
        return True
    if rounding == ROUND_DOWN:
        return False
    if rounding == ROUND_CEILING:
        return not sign
    if rounding == ROUND_FLOOR:
        return bool(sign)
    return whole % 5 == 0


def _shorten(sign, coefficient, digits, rounding):
    """The coefficient without its last `digits` digits."""
    if digits > _length(coefficient):  # far below the last place
        coefficient, digits = int(coefficient > 0), 2
    unit = 10 ** digits
    whole, rest = divmod(coefficient, unit)
    return whole + 1 if _round_away(sign, whole, rest * 2, unit, rounding) else whole


def _make(sign, coefficient, exponent, special=None):
    made = object.__new__(Decimal)
    made._sign, made._int, made._exp, made._special = sign, coefficient, exponent, special
    return made


def _length(coefficient):
    bits = coefficient.bit_length()
    if bits < 14000:
        return len(str(coefficient))
    digits = int(bits * 0.3010299956639812)  # str() refuses numbers as long as this
    return digits + (coefficient >= 10 ** digits)


def _fix(value, context=None):
    """Rounded to the precision of the context, and into its range of exponents; no derived class."""
    if type(value) is not Decimal:
        value = _make(value._sign, value._int, value._exp, value._special)
    if value._special:
        return value
    context = context or _context
    sign, coefficient, exponent = value._sign, value._int, value._exp
    least = context.Emin - context.prec + 1
    most = context.Emax - context.prec + 1 if context.clamp else context.Emax
    if not coefficient:
        return value if least <= exponent <= most else _make(sign, 0, min(max(exponent, least), most))
    length = _length(coefficient)
    extra = max(length - context.prec, least - exponent)
    if extra > 0:
        context._has_signalled = True
        coefficient = _shorten(sign, coefficient, extra, context.rounding)
        exponent += extra
        length = _length(coefficient)
        if length > context.prec:
            coefficient //= 10
            exponent += 1
            length -= 1
    if coefficient and exponent + length - 1 > context.Emax:
        raise Overflow([Overflow])
    if context.clamp and exponent > most:
        coefficient, exponent = coefficient * 10 ** (exponent - most), most
    return value if exponent == value._exp else _make(sign, coefficient, exponent)


def _invalid(kind=InvalidOperation):
    _context._has_signalled = True
    raise InvalidOperation([kind])


def _nan_of(a, b):
    """The result of an operation with a NaN; a signalling one raises."""
    if a.is_snan() or b.is_snan():
        _invalid()
    return _fix(a if a.is_nan() else b)


def _parse(text):
    whole = text
    text = text.strip().replace("_", "")
    sign = 0
    if text[:1] in ("+", "-") and text:
        sign = int(text[0] == "-")
        text = text[1:]
    lower = text.lower()
    if lower in ("inf", "infinity"):
        return sign, 0, 0, "Infinity"
    if lower.startswith("nan") or lower.startswith("snan"):
        if lower in ("nan", "snan"):
            return sign, 0, 0, "NaN" if lower == "nan" else "sNaN"
        _invalid(ConversionSyntax)
    number, mark, power = lower.partition("e")
    integral, dot, decimals = number.partition(".")
    digits = integral + decimals
    if not digits or not digits.isdigit() or mark and not power.lstrip("+-").isdigit() or power.count("-") + power.count("+") > 1:
        _invalid(ConversionSyntax)
    coefficient, exponent = int(digits), (int(power) if mark else 0) - len(decimals)
    if coefficient and not MIN_EMIN - MAX_PREC < exponent <= MAX_EMAX + 1 - _length(coefficient):
        _invalid()
    return sign, coefficient, exponent, None


class Decimal:
    def __new__(cls, value="0", context=None):  # and no __init__: a derived class may take other arguments
        if context is not None and not isinstance(context, Context):
            raise TypeError("optional argument must be a context")
        special = None
        if isinstance(value, Decimal):
            if cls is type(value) is Decimal:
                return value
            sign, coefficient, exponent, special = value._sign, value._int, value._exp, value._special
        elif isinstance(value, int):
            value = int(value)
            sign, coefficient, exponent = int(value < 0), abs(value), 0
        elif isinstance(value, str):
            sign, coefficient, exponent, special = _parse(value)
        elif isinstance(value, float):
            sign = int(str(value).startswith("-"))
            coefficient = exponent = 0
            if value != value:
                special = "NaN"
            elif value - value != 0:
                special = "Infinity"
            elif value:
                mantissa, power = _frexp(abs(value))
                coefficient, power = int(mantissa * 9007199254740992.0), power - 53
                while not coefficient & 1 and power < 0:
                    coefficient >>= 1
                    power += 1
                if power >= 0:
                    coefficient <<= power
                else:
                    coefficient *= 5 ** -power
                    exponent = power
        elif isinstance(value, (tuple, list)):
            if len(value) != 3:
                raise ValueError("argument must be a sequence of length 3")
            sign, digits, exponent = value
            coefficient = 0
            if not isinstance(sign, int) or sign not in (0, 1):
                raise ValueError("sign must be an integer with the value 0 or 1")
            for digit in digits:
                if not isinstance(digit, int) or not 0 <= digit <= 9:
                    raise ValueError("coefficient must be a tuple of digits")
                coefficient = coefficient * 10 + digit
            if exponent == "F":
                special, coefficient, exponent = "Infinity", 0, 0
            elif exponent in ("n", "N"):
                special, exponent = "NaN" if exponent == "n" else "sNaN", 0
            elif not isinstance(exponent, int):
                raise ValueError("string argument in the third position must be 'F', 'n' or 'N'")
            if special and coefficient and special != "Infinity":
                raise NotImplementedError("decimal: numbers in a NaN are not kept here")
        else:
            raise TypeError("conversion from %s to Decimal is not supported" % type(value).__name__)
        self = object.__new__(cls)
        self._sign, self._int, self._exp, self._special = sign, coefficient, exponent, special
        return self

    @classmethod
    def from_float(cls, f):
        if not isinstance(f, (int, float)):
            raise TypeError("argument must be int or float")
        return cls(f) if cls is Decimal else cls(Decimal(f))

    # ---- what it is ----

    def is_nan(self):
        return self._special in ("NaN", "sNaN")

    def is_snan(self):
        return self._special == "sNaN"

    def is_qnan(self):
        return self._special == "NaN"

    def is_infinite(self):
        return self._special == "Infinity"

    def is_finite(self):
        return self._special is None

    def is_zero(self):
        return not self._special and not self._int

    def is_signed(self):
        return bool(self._sign)

    def as_tuple(self):
        if self._special:
            return DecimalTuple(self._sign, (0,) if self._special == "Infinity" else (), {"Infinity": "F", "NaN": "n"}.get(self._special, "N"))
        return DecimalTuple(self._sign, tuple([int(digit) for digit in str(self._int)]), self._exp)

    def as_integer_ratio(self):
        if self._special:
            if self.is_nan():
                raise ValueError("cannot convert NaN to integer ratio")
            raise OverflowError("cannot convert Infinity to integer ratio")
        from math import gcd
        top, bottom = (self._int * 10 ** self._exp, 1) if self._exp >= 0 else (self._int, 10 ** -self._exp)
        common = gcd(top, bottom)
        top //= common
        return -top if self._sign else top, bottom // common

    def adjusted(self):
        return 0 if self._special else self._exp + _length(self._int) - 1

    @property
    def real(self):
        return self

    @property
    def imag(self):
        return Decimal(0)

    # ---- text ----

    def __str__(self):
        return _text(self)

    def to_eng_string(self, context=None):
        from _decimal_more import engineering
        return engineering(self, (context or _context).capitals)

    def __repr__(self):
        return "Decimal('%s')" % _text(self)

    def __format__(self, spec):
        if not spec:
            return _text(self)
        from _number_format import format_decimal
        return format_decimal(self, spec, _context, _shorten)

    # ---- comparisons ----

    def _pair(self, other):
        """Whole numbers that compare as the two do; None when the other is no number."""
        if isinstance(other, float):
            other = Decimal(other)
        elif not isinstance(other, (int, Decimal)) and hasattr(other, "denominator") and not self._special:
            pair = self.as_integer_ratio()  # the other is a fraction
            return pair[0] * other.denominator, other.numerator * pair[1]
        else:
            other = _decimal(other)
        if other is None or self.is_nan() or other.is_nan():
            return None if other is None else ()
        if self._special or other._special:
            return (_sign_of(self) if self._special else 0, _sign_of(other) if other._special else 0)
        low = min(self._exp, other._exp)
        a, b = self.adjusted(), other.adjusted()
        if a != b and self._int and other._int:  # without long numbers for large exponents
            return _sign_of(self) * (1 + (a > b)), _sign_of(other) * (1 + (b > a))
        if not self._int or not other._int:
            return _signed(self), _signed(other)
        return _signed(self) * 10 ** (self._exp - low), _signed(other) * 10 ** (other._exp - low)

    def _compare(self, other, holds):
        pair = self._pair(other)
        if pair is None:
            return NotImplemented
        if not pair:
            _invalid()
        return holds(pair[0], pair[1])

    def __eq__(self, other):
        if isinstance(other, complex):
            return other.imag == 0 and self == other.real
        pair = self._pair(other)
        if pair is None:
            return NotImplemented
        if not pair and (self._special == "sNaN" or isinstance(other, Decimal) and other._special == "sNaN"):
            _invalid()
        return bool(pair) and pair[0] == pair[1]

    def __lt__(self, other):
        return self._compare(other, lambda a, b: a < b)

    def __le__(self, other):
        return self._compare(other, lambda a, b: a <= b)

    def __gt__(self, other):
        return self._compare(other, lambda a, b: a > b)

    def __ge__(self, other):
        return self._compare(other, lambda a, b: a >= b)

    def compare(self, other, context=None):
        other = _operand(other)
        pair = self._pair(other)
        if not pair:
            return _nan_of(self, other)
        return Decimal((pair[0] > pair[1]) - (pair[0] < pair[1]))

    def _extreme(self, other, sign, context):
        """The greater one for sign 1, the lesser one for -1; equal ones in the order of their signs and exponents."""
        other = _operand(other)
        if self.is_nan() or other.is_nan():
            _nan_of(self, other)
            return _fix(self if other.is_nan() else other, context)
        a, b = self._pair(other)
        if a == b:
            a, b = _sign_of(self), _sign_of(other)
        if a == b:
            a, b = a * self._exp, b * other._exp
        return _fix(self if a * sign >= b * sign else other, context)

    def max(self, other, context=None):
        return self._extreme(other, 1, context)

    def min(self, other, context=None):
        return self._extreme(other, -1, context)

    def __hash__(self):
        if self._special == "sNaN":
            raise TypeError("Cannot hash a signaling NaN value")
        if self._special:
            return hash(float(_text(self)))
        top, bottom = self.as_integer_ratio()
        if bottom == 1:
            return hash(top)
        value = float(self)
        return hash(value) if Decimal(value) == self else hash((top, bottom))

    def __bool__(self):
        return bool(self._special) or self._int != 0

    # ---- arithmetic (by the names of the methods: a derived class may have its own) ----

    def __neg__(self):
        if self.is_nan():
            return _nan_of(self, self)
        if not self._special and not self._int and _context.rounding != ROUND_FLOOR:
            return _fix(_make(0, 0, self._exp))
        return _fix(_make(1 - self._sign, self._int, self._exp, self._special))

    def __pos__(self):
        if self.is_nan():
            return _nan_of(self, self)
        if not self._special and not self._int and _context.rounding != ROUND_FLOOR:
            return _fix(_make(0, 0, self._exp))
        return _fix(self)

    def __abs__(self):
        if self.is_nan():
            return _nan_of(self, self)
        return _fix(_make(0, self._int, self._exp, self._special))

    def copy_abs(self):
        return _make(0, self._int, self._exp, self._special)

    def copy_negate(self):
        return _make(1 - self._sign, self._int, self._exp, self._special)

    def copy_sign(self, other, context=None):
        return _make(_operand(other)._sign, self._int, self._exp, self._special)

    def __add__(self, other, context=None):
        other = _decimal(other)
        if other is None:
            return NotImplemented
        if self._special or other._special:
            if self.is_nan() or other.is_nan():
                return _nan_of(self, other)
            if self._special and other._special and self._sign != other._sign:
                _invalid()
            return _fix(self if self._special else other)
        context = context or _context
        if self._exp >= other._exp:
            high, low = self, other
        else:
            high, low = other, self
        if high._exp - low._exp > context.prec + _length(low._int) + 2:
            high, low = _nearer(high, low, context.prec)
        total = _signed(high) * 10 ** (high._exp - low._exp) + _signed(low)
        sign = int(total < 0)
        if not total:
            sign = self._sign & other._sign
            if context.rounding == ROUND_FLOOR and self._sign != other._sign:
                sign = 1
        return _fix(_make(sign, abs(total), low._exp), context)

    __radd__ = __add__

    def __sub__(self, other, context=None):
        other = _decimal(other)
        if other is None:
            return NotImplemented
        return Decimal.__add__(self, other if other.is_nan() else other.copy_negate(), context)

    def __rsub__(self, other):
        other = _decimal(other)
        return NotImplemented if other is None else Decimal.__sub__(other, self)

    def __mul__(self, other, context=None):
        other = _decimal(other)
        if other is None:
            return NotImplemented
        sign = self._sign ^ other._sign
        if self._special or other._special:
            if self.is_nan() or other.is_nan():
                return _nan_of(self, other)
            if self.is_zero() or other.is_zero():
                _invalid()
            return _make(sign, 0, 0, "Infinity")
        return _fix(_make(sign, self._int * other._int, self._exp + other._exp), context)

    __rmul__ = __mul__

    def __truediv__(self, other, context=None):
        other = _decimal(other)
        if other is None:
            return NotImplemented
        context = context or _context
        sign = self._sign ^ other._sign
        if self._special or other._special:
            if self.is_nan() or other.is_nan():
                return _nan_of(self, other)
            if self._special and other._special:
                _invalid()
            return _make(sign, 0, 0, "Infinity") if self._special else _make(sign, 0, context.Emin - context.prec + 1)
        if not other._int:
            if not self._int:
                _invalid(DivisionUndefined)
            raise DivisionByZero([DivisionByZero])
        if not self._int:
            return _fix(_make(sign, 0, self._exp - other._exp), context)
        shift = _length(other._int) - _length(self._int) + context.prec + 1
        exponent = self._exp - other._exp - shift
        if shift >= 0:
            whole, rest = divmod(self._int * 10 ** shift, other._int)
        else:
            whole, rest = divmod(self._int, other._int * 10 ** -shift)
        if rest:
            if whole % 5 == 0:  # so that it is seen not to be exact
                whole += 1
        else:
            ideal = self._exp - other._exp
            while exponent < ideal and whole % 10 == 0:
                whole //= 10
                exponent += 1
        return _fix(_make(sign, whole, exponent), context)

    def __rtruediv__(self, other):
        other = _decimal(other)
        return NotImplemented if other is None else Decimal.__truediv__(other, self)

    def _divide(self, other):
        """(whole quotient toward zero, remainder with the sign of self)."""
        if self._special or other._special:
            if self.is_nan() or other.is_nan():
                return (_nan_of(self, other),) * 2
            if self._special:
                _invalid()
            return _make(self._sign ^ other._sign, 0, 0), _fix(self)
        if not other._int:
            if self._int:
                raise DivisionByZero([DivisionByZero])
            _invalid(DivisionUndefined)
        low = min(self._exp, other._exp)
        a, b = self._int * 10 ** (self._exp - low), other._int * 10 ** (other._exp - low)
        whole, rest = divmod(a, b)
        if _length(whole) > _context.prec:
            _invalid(DivisionImpossible)
        return _make(self._sign ^ other._sign, whole, 0), _fix(_make(self._sign, rest, low))

    def __divmod__(self, other):
        other = _decimal(other)
        if other is None:
            return NotImplemented
        if self._int and other.is_zero():
            _invalid(DivisionByZero)
        return self._divide(other)

    def __floordiv__(self, other):
        other = _decimal(other)
        if other is None:
            return NotImplemented
        if self.is_infinite() and other.is_finite():
            return _make(self._sign ^ other._sign, 0, 0, "Infinity")
        return self._divide(other)[0]

    def __rfloordiv__(self, other):
        other = _decimal(other)
        return NotImplemented if other is None else Decimal.__floordiv__(other, self)

    def __mod__(self, other):
        other = _decimal(other)
        if other is None:
            return NotImplemented
        if not self._special and not other._special and not other._int:
            _invalid()
        return self._divide(other)[1]

    def __rmod__(self, other):
        other = _decimal(other)
        return NotImplemented if other is None else Decimal.__mod__(other, self)

    def __rdivmod__(self, other):
        other = _decimal(other)
        return NotImplemented if other is None else Decimal.__divmod__(other, self)

    def __pow__(self, other, modulo=None):
        if modulo is not None:
            raise NotImplementedError("decimal: pow() with a modulus is not there")
        other = _decimal(other)
        if other is None:
            return NotImplemented
        is_whole = other._exp >= 0 or not other._int % 10 ** -other._exp
        if self._special or other._special:
            if self.is_nan() or other.is_nan():
                return _nan_of(self, other)
            if other._special:
                raise NotImplementedError("decimal: infinite powers are not there")
            if not other._int:
                return Decimal(1)
            if self._sign and not is_whole:
                _invalid()
            return _make(self._sign & int(other) & 1, 0, 0, None if other._sign else "Infinity")
        if other == Decimal("0.5"):
            if not self._int:
                return Decimal(0)
            root = self.sqrt()
            missing = _context.prec - _length(root._int)
            return _make(0, root._int * 10 ** missing, root._exp - missing)
        if not is_whole:
            from _decimal_more import power
            return power(self, other, _context)
        power = int(other)
        if power > 0 and not self._int:
            return _make(self._sign & power & 1, 0, 0)
        if power < 0:
            if not self._int:
                return _make(self._sign & power & 1, 0, 0, "Infinity")
            precise = _context.copy()
            precise.prec += 4 + _length(-power)
            return _fix(Decimal(1).__truediv__(self._power(-power, precise), precise))
        if not power and not self._int:
            _invalid()
        return _fix(self._power(power, None))

    def _power(self, power, context):
        exponent = self._exp * power
        sign = self._sign & power & 1
        if _length(self._int) * power > 20000:
            precise = (context or _context).copy()
            precise.prec += 6 + _length(power)
            result, base = Decimal(1), Decimal(self)
            while power:
                if power & 1:
                    result = result.__mul__(base, precise)
                power >>= 1
                if power:
                    base = base.__mul__(base, precise)
            return result
        return _make(sign, self._int ** power, exponent)

    def __rpow__(self, other):
        other = _decimal(other)
        return NotImplemented if other is None else Decimal.__pow__(other, self)

    def sqrt(self, context=None):
        context = context or _context
        if self._special:
            if self.is_infinite() and self._sign or self.is_snan():
                _invalid()
            return _fix(self)
        if not self._int:
            return _fix(_make(self._sign, 0, self._exp >> 1), context)
        if self._sign:
            _invalid()
        prec = context.prec + 1
        e = self._exp >> 1
        coefficient = self._int
        length = _length(coefficient)
        if self._exp & 1:
            coefficient *= 10
            length = (length >> 1) + 1
        else:
            length = (length + 1) >> 1
        shift = prec - length
        exact = True
        if shift >= 0:
            coefficient *= 100 ** shift
        else:
            coefficient, rest = divmod(coefficient, 100 ** -shift)
            exact = not rest
        e -= shift
        root = _isqrt(coefficient)
        exact = exact and root * root == coefficient
        if exact:
            if shift >= 0:
                root //= 10 ** shift
            else:
                root *= 10 ** -shift
            e += shift
        elif root % 5 == 0:
            root += 1
        even = context.copy()
        even.rounding = ROUND_HALF_EVEN
        return _fix(_make(0, root, e), even)

    # ---- rounding ----

    def quantize(self, exp, rounding=None, context=None):
        exp = _operand(exp)
        context = context or _context
        rounding = rounding or context.rounding
        if rounding not in _ROUNDINGS:
            raise TypeError("valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n"
                            "   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]")
        if self._special or exp._special:
            if self.is_nan() or exp.is_nan():
                return _nan_of(self, exp)
            if self._special and exp._special:
                return _fix(self)
            _invalid()
        if not context.Emin - context.prec + 1 <= exp._exp <= context.Emax or \
                self._int and self.adjusted() - exp._exp >= context.prec:
            _invalid()
        made = self._at(exp._exp, rounding)
        if _length(made._int) > context.prec or made.adjusted() > context.Emax:
            _invalid()
        return made

    def _at(self, exponent, rounding):
        if self._exp >= exponent:
            return _make(self._sign, self._int * 10 ** (self._exp - exponent), exponent)
        return _make(self._sign, _shorten(self._sign, self._int, exponent - self._exp, rounding), exponent)

    def to_integral_value(self, rounding=None, context=None):
        if self.is_snan():
            _invalid()
        if self._special or self._exp >= 0:
            return self if type(self) is Decimal else Decimal(self)
        return self._at(0, rounding or (context or _context).rounding)

    to_integral = to_integral_exact = to_integral_value

    def normalize(self, context=None):
        if self.is_snan():
            _invalid()
        value = _fix(self, context)
        if value._special:
            return value
        if not value._int:
            return _make(value._sign, 0, 0)
        coefficient, exponent = value._int, value._exp
        while coefficient % 10 == 0:
            coefficient //= 10
            exponent += 1
        return _make(value._sign, coefficient, exponent)

    def scaleb(self, other, context=None):
        other = _operand(other)
        if self.is_nan() or other.is_nan():
            return _nan_of(self, other)
        context = context or _context
        if other._special or other._exp or other._int > 2 * (context.Emax + context.prec):
            _invalid()
        return _fix(_make(self._sign, self._int, self._exp + int(other), self._special), context)

    def same_quantum(self, other, context=None):
        other = _operand(other)
        if self._special or other._special:
            return self.is_nan() and other.is_nan() or self.is_infinite() and other.is_infinite()
        return self._exp == other._exp

    def __round__(self, n=None):
        if n is None:
            self._check_whole()
            return int(self._at(0, ROUND_HALF_EVEN)) if self._exp < 0 else int(self)
        if not isinstance(n, int):
            raise TypeError("optional arg must be an integer")
        return self.quantize(_make(0, 1, -n))

    def _check_whole(self):
        if self._special:
            if self.is_nan():
                raise ValueError("cannot convert NaN to integer")
            raise OverflowError("cannot convert Infinity to integer")

    def __int__(self):
        self._check_whole()
        size = self._int * 10 ** self._exp if self._exp >= 0 else self._int // 10 ** -self._exp
        return -size if self._sign else size

    __trunc__ = __int__

    def __floor__(self):
        self._check_whole()
        return int(self._at(0, ROUND_FLOOR)) if self._exp < 0 else int(self)

    def __ceil__(self):
        self._check_whole()
        return int(self._at(0, ROUND_CEILING)) if self._exp < 0 else int(self)

    def __float__(self):
        if self._special == "sNaN":
            raise ValueError("cannot convert signaling NaN to float")
        return float(_text(self))

    def ln(self, context=None):
        from _decimal_more import ln
        return ln(self, context or _context)

    def log10(self, context=None):
        from _decimal_more import log10
        return log10(self, context or _context)

    def exp(self, context=None):
        from _decimal_more import exp
        return exp(self, context or _context)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _decimal(value):
    if isinstance(value, Decimal):
        return value
    return _make(int(value < 0), abs(int(value)), 0) if isinstance(value, int) else None


def _nearer(high, low, prec):
    """Two numbers with the same rounded sum whose exponents are not so far apart."""
    least = high._exp - prec - 2
    if not high._int:
        return _make(high._sign, 0, low._exp), low
    if not low._int:
        return high, _make(low._sign, 0, max(low._exp, least))
    return high, _make(low._sign, 1, least)


def _operand(value):
    made = _decimal(value)
    if made is None:
        raise TypeError("conversion from %s to Decimal is not supported" % type(value).__name__)
    return made


def _text(value):
    sign = "-" if value._sign else ""
    if value._special:
        return sign + value._special
    digits = str(value._int)
    left = value._exp + len(digits)
    if value._exp <= 0 and left > -6:
        point = left
    else:
        point = 1
    if point <= 0:
        integral, decimals = "0", "." + "0" * -point + digits
    elif point >= len(digits):
        integral, decimals = digits + "0" * (point - len(digits)), ""
    else:
        integral, decimals = digits[:point], "." + digits[point:]
    power = "" if left == point else "%s%+d" % ("E" if _context.capitals else "e", left - point)
    return sign + integral + decimals + power


def _signed(value):
    return -value._int if value._sign else value._int


def _sign_of(value):
    return -1 if value._sign else 1


def _make_tuple():
    from collections import namedtuple
    return namedtuple("DecimalTuple", "sign digits exponent")


DecimalTuple = _make_tuple()

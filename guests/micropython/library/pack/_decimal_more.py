"""What few programs ask of a Decimal: exp, ln, log10, powers that are not whole, and the text for engineers."""

from math import isqrt

from decimal import ROUND_HALF_EVEN, Decimal, Overflow, _fix, _invalid, _length, _make, _nan_of, _signed

_GUARD = 10  # digits more than the scale that is asked for, for what the halvings below lose


def _scaled_ln(number, exponent, scale):
    """ln(number * 10**exponent) * 10**scale, but for a few units."""
    left = exponent + _length(number) - 1
    scale += _GUARD
    one = 10 ** scale
    total = _ln_of(number * one // 10 ** (left - exponent) if left > exponent else number * one, one)
    if left:
        total += left * _ln_of(10 * one, one)
    return total // 10 ** _GUARD


def _ln_of(x, one):
    halvings = 0
    while x - one > one // 1000:
        x = isqrt(x * one)
        halvings += 1
    part = (x - one) * one // (x + one)
    square = part * part // one
    total, divisor = 0, 1
    while part:
        total += part // divisor
        part = part * square // one
        divisor += 2
    return total << halvings + 1


def _exp_of(x, scale):
    """exp(x / 10**scale) as (whole number, its exponent), with about as many digits."""
    one = 10 ** (scale + _GUARD)
    x *= 10 ** _GUARD
    power, rest = divmod(x, _ln_of(10 * one, one)) if abs(x) >= one else (0, x)
    rest >>= 12
    total = term = one
    count = 1
    while term and term != -1:
        term = term * rest // one // count
        total += term
        count += 1
    for _ in range(12):
        total = total * total // one
    return total, power - scale - _GUARD


def _rounded(sign, number, exponent, context):
    even = context.copy()
    even.rounding = ROUND_HALF_EVEN
    context._has_signalled = True
    return _fix(_make(sign, number, exponent), even)


def _near_one(value):
    """How many zeros more ln() of the value begins with."""
    rest = abs(value._int - 10 ** -value._exp) if value._exp < 0 else 0
    return max(0, -value._exp - _length(rest)) if rest else 0


def _ln_special(value):
    """The result where no digits have to be reckoned, else None."""
    if value.is_nan():
        return _nan_of(value, value)
    if value.is_zero():
        return _make(1, 0, 0, "Infinity")
    if value._sign:
        _invalid()
    return Decimal(value) if value._special else None


def ln(value, context):
    special = _ln_special(value)
    if special is not None:
        return special
    if Decimal.__eq__(value, 1):
        return Decimal(0)
    scale = context.prec + 10 + _near_one(value)
    number = _scaled_ln(value._int, value._exp, scale)
    return _rounded(int(number < 0), abs(number), -scale, context)


def log10(value, context):
    special = _ln_special(value)
    if special is not None:
        return special
    if value._int == 10 ** (_length(value._int) - 1):
        return _fix(Decimal(value.adjusted()), context)
    scale = context.prec + 10 + _near_one(value)
    number = _scaled_ln(value._int, value._exp, scale) * 10 ** scale // _scaled_ln(10, 0, scale)
    return _rounded(int(number < 0), abs(number), -scale, context)


def exp(value, context):
    if value.is_nan():
        return _nan_of(value, value)
    if value._special:
        return Decimal(0) if value._sign else Decimal(value)
    if not value._int:
        return Decimal(1)
    return _exp(_signed(value), value._exp, context)


def _exp(number, exponent, context):
    size = exponent + _length(abs(number))
    if size > 7:
        if number > 0:
            raise Overflow([Overflow])
        raise NotImplementedError("decimal: results as small as this are not there")
    scale = context.prec + 10 + max(size, 0)
    if exponent + scale >= 0:
        number *= 10 ** (exponent + scale)
    else:
        number //= 10 ** -(exponent + scale)
    return _rounded(0, *_exp_of(number, scale), context)


def power(value, other, context):
    """For a power that is finite, and not whole."""
    if not value._int:
        return _make(0, 0, 0, "Infinity" if other._sign else None)
    if value._sign:
        _invalid()
    scale = context.prec + 20 + _near_one(value) + max(other.adjusted(), 0)
    return _exp(_scaled_ln(value._int, value._exp, scale) * _signed(other), other._exp - scale, context)


def engineering(value, capitals):
    if value._special:
        return str(value)
    digits = str(value._int)
    left = value._exp + len(digits)
    if value._exp <= 0 and left > -6:
        return str(value)
    point = (left + 1) % 3 - 1 if digits == "0" else (left - 1) % 3 + 1
    if point <= 0:
        text = "0." + "0" * -point + digits
    elif point >= len(digits):
        text = digits + "0" * (point - len(digits))
    else:
        text = digits[:point] + "." + digits[point:]
    if left != point:
        text += "%s%+d" % ("E" if capitals else "e", left - point)
    return "-" + text if value._sign else text

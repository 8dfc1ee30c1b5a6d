"""What format() gives for a Fraction and a Decimal; apart, since few programs ask for the one and the other."""

import re

_FRACTION = re.compile(
    r"(?:(.)?([<>=^]))?([-+ ]?)(z?)(#?)(0(?=[0-9]))?(0|[1-9][0-9]*)?([,_]?)(?:\.(0|[1-9][0-9]*))?([eEfFgG%]?)", re.DOTALL)
_DECIMAL = re.compile(r"(?:(.)?([<>=^]))?([-+ ]?)(z?)(#?)(0?)([1-9][0-9]*)?(,?)(?:\.([0-9]+))?([eEfFgGnN%]?)", re.DOTALL)


def _grouped(whole, tail, zero, room, mark):
    """The digits before the point and what follows; zeros go before them until `room` is full."""
    if zero:
        room -= len(tail)
        whole = "0" * ((3 * room // 4 + 1 if mark else room) - len(whole)) + whole
    if mark:
        first = (len(whole) - 1) % 3 + 1
        whole = mark.join([whole[:first]] + [whole[at:at + 3] for at in range(first, len(whole), 3)])
    return whole + tail


def _padded(sign, body, fill, align, width):
    padding = (fill or " ") * (width - len(sign) - len(body))
    if align == "<":
        return sign + body + padding
    if align == "=":
        return sign + padding + body
    half = len(padding) // 2 if align == "^" else len(padding)
    return padding[:half] + sign + body + padding[half:]


def _to_multiple(top, bottom, exponent):
    """abs(top / bottom) in units of 10**exponent, half to even."""
    top = abs(top)
    if exponent >= 0:
        bottom *= 10 ** exponent
    else:
        top *= 10 ** -exponent
    whole, rest = divmod(top, bottom)
    return whole + (rest * 2 > bottom or rest * 2 == bottom and whole & 1)


def _to_figures(top, bottom, figures):
    """(whole number of so many figures, exponent)."""
    if top == 0:
        return 0, 1 - figures
    above, below = str(abs(top)), str(bottom)
    exponent = len(above) - len(below) + (below <= above) - figures
    number = _to_multiple(top, bottom, exponent)
    if len(str(number)) > figures:
        return number // 10, exponent + 1
    return number, exponent


def format_fraction(value, spec):
    match = _FRACTION.fullmatch(spec)
    if match is not None:
        fill, align, plus, no_negative_zero, alternate, zero, width, mark, places, kind = match.groups()
    if match is None or (zero and align if kind else zero or no_negative_zero or places):
        raise ValueError("Invalid format specifier %r for object of type %r" % (spec, type(value).__name__))
    top, bottom = value.numerator, value.denominator
    width = int(width or 0)
    plus = plus.replace("-", "")
    sign = "-" if top < 0 else plus
    if not kind:
        body = format(abs(top), mark)
        if bottom > 1 or alternate:
            body += "/" + format(bottom, mark)
        return _padded(sign, body, fill, align, width)
    places = int(places or 6)
    tail = ""
    if kind in "fF%":
        number = _to_multiple(top, bottom, -places - 2 if kind == "%" else -places)
        if no_negative_zero and not number:
            sign = plus
        decimals = places
        if kind == "%":
            tail = "%"
    else:
        figures = max(places, 1) if kind in "gG" else places + 1
        number, exponent = _to_figures(top, bottom, figures)
        decimals = -exponent
        if kind in "eE" or exponent > 0 or exponent + figures <= -4:
            decimals = figures - 1
            tail = "%s%+03d" % ("e" if kind in "eg" else "E", exponent + decimals)
    digits = str(number)
    digits = "0" * (decimals + 1 - len(digits)) + digits
    fraction = digits[len(digits) - decimals:]
    if kind in "gG" and not alternate:
        fraction = fraction.rstrip("0")
    tail = ("." if fraction or alternate else "") + fraction + tail
    return _padded(sign, _grouped(digits[:len(digits) - decimals], tail, zero, width - len(sign), mark), fill, align, width)


def format_decimal(value, spec, context, shorten):
    """`shorten` is decimal's own: the coefficient without its last digits, rounded."""
    match = _DECIMAL.fullmatch(spec)
    if match is not None:
        fill, align, plus, no_negative_zero, alternate, zero, width, mark, places, kind = match.groups()
    if match is None or zero and align or mark and kind in ("n", "N"):
        raise ValueError("invalid format string")
    kind = kind or ("G" if context.capitals else "g")
    width = int(width or 0)
    plus = plus.replace("-", "")
    sign = "-" if value._sign else plus
    if value._special:
        return _padded(sign, value._special + ("%" if kind == "%" else ""), fill, align, width)
    coefficient, exponent = value._int, value._exp
    if places is not None:
        places = int(places)
    if kind == "%":
        exponent += 2
    is_fixed = kind in "fF%"
    if is_fixed:
        least = -places if places is not None else min(exponent, 0)
        if exponent >= least:
            coefficient *= 10 ** (exponent - least)
        else:
            coefficient = shorten(value._sign, coefficient, least - exponent, context.rounding)
        exponent = least
    elif places is not None and coefficient:
        figures = places + 1 if kind in "eE" else max(places, 1)
        extra = len(str(coefficient)) - figures
        if extra > 0:
            coefficient, exponent = shorten(value._sign, coefficient, extra, context.rounding), exponent + extra
            if len(str(coefficient)) > figures:
                coefficient, exponent = coefficient // 10, exponent + 1
        elif kind in "eE":
            coefficient, exponent = coefficient * 10 ** -extra, exponent + extra
    if no_negative_zero and not coefficient:
        sign = plus
    digits = str(coefficient)
    left = exponent + len(digits)
    if is_fixed or kind not in "eE" and exponent <= 0 and left > -6:
        point = left
    else:
        point = 1 - places if kind in "eE" and places is not None and not coefficient else 1
    if point <= 0:
        whole, fraction = "0", "0" * -point + digits
    else:
        whole, fraction = digits[:point] + "0" * (point - len(digits)), digits[point:]
    tail = "." + fraction if fraction or alternate else ""
    if kind == "%":
        tail += "%"
    elif left != point or kind in "eE":
        tail += "%s%+d" % ("e" if kind in "egn" else "E", left - point)
    return _padded(sign, _grouped(whole, tail, zero, width - len(sign), mark), fill, align, width)

"""What datetime.strptime() and time.strptime() read: by a pattern, as CPython's module does."""

import re

from datetime import _DAYS, _MONTHS, _from_iso_week, _from_ordinal, _is_leap, _to_ordinal

_COMPOSED = {"c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S"}
_SHORT_DAYS = [name[:3] for name in _DAYS]
_SHORT_MONTHS = [name[:3] for name in _MONTHS]
_NAMES = {"A": _DAYS, "a": _SHORT_DAYS, "B": _MONTHS, "b": _SHORT_MONTHS, "p": ("am", "pm"), "Z": ("utc", "gmt")}
_NUMBERS = {
    "d": r"3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9]", "f": "[0-9]{1,6}", "H": r"2[0-3]|[0-1]\d|\d",
    "I": "1[0-2]|0[1-9]|[1-9]| [1-9]", "G": r"\d\d\d\d",
    "j": r"36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9]", "m": "1[0-2]|0[1-9]|[1-9]",
    "M": r"[0-5]\d|\d", "S": r"6[0-1]|[0-5]\d|\d", "U": r"5[0-3]|[0-4]\d|\d", "W": r"5[0-3]|[0-4]\d|\d", "w": "[0-6]",
    "u": "[1-7]", "V": r"5[0-3]|0[1-9]|[1-4]\d|\d", "y": r"\d\d", "Y": r"\d\d\d\d",
    "z": r"[+-]\d\d:?[0-5]\d(:?[0-5]\d(\.\d{1,6})?)?|(?-i:Z)"}
_patterns = {}


def _directive(mark):
    if mark in _COMPOSED:
        return _pattern(_COMPOSED[mark])
    if mark in _NAMES:
        names = sorted([name.lower() for name in _NAMES[mark]], key=len, reverse=True)
        return "(?P<%s>%s)" % (mark, "|".join(names))
    if len(mark) == 2 and mark[0] == "O" and mark[1] in "dmyHIMS":
        return r"(?P<%s>\d\d|\d| \d)" % mark[1]
    return "%" if mark == "%" else "(?P<%s>%s)" % (mark, _NUMBERS[mark])


def _pattern(form):
    form = re.sub(r"([\\.^$*+?\(\){}\[\]|])", r"\\\1", form)
    form = re.sub(r"\s+", r"\\s+", form).replace("'", "['\u02bc]")
    return re.sub(r"%([OE]?\\?.?)", lambda match: _directive(match.group(1)), form)


def _compiled(form):
    if form not in _patterns:
        try:
            made = re.compile(_pattern(form), re.IGNORECASE)
        except KeyError as error:
            mark = error.args[0].replace("\\s", "")
            if not mark:
                raise ValueError("stray %% in format '%s'" % form) from None
            raise ValueError("'%s' is a bad directive in format '%s'" % (mark.replace("\\", "", 1), form)) from None
        if len(_patterns) > 5:
            _patterns.clear()
        _patterns[form] = made
    return _patterns[form]


def _offset(text):
    """Microseconds."""
    if text == "Z":
        return 0
    part = text
    if part[3] == ":":
        part = part[:3] + part[4:]
        if len(part) > 5:
            if part[5] != ":":
                raise ValueError("Inconsistent use of : in " + text)
            part = part[:5] + part[6:]
    seconds = int(part[1:3]) * 3600 + int(part[3:5]) * 60 + int(part[5:7] or 0)
    size = seconds * 1000000 + int((part[8:] + "000000")[:6])
    return -size if text[0] == "-" else size


def _day_in_week(year, week, weekday, first):
    """The day of the year; `first` is the weekday with which weeks begin."""
    january = (_to_ordinal(year, 1, 1) + 6 - first) % 7
    weekday = (weekday - first) % 7
    return 1 + weekday - january if week == 0 else 1 + weekday + -january % 7 + 7 * (week - 1)


def _place(names, text):
    return [name.lower() for name in names].index(text.lower())


def read(text, form):
    """Returns (year, month, day, hour, minute, second, microsecond, offset in microseconds or None, zone name, weekday,
    day of the year, whether it is summer time)."""
    for i, value in enumerate((text, form), 1):
        if not isinstance(value, str):
            raise TypeError("strptime() argument %d must be str, not %s" % (i, type(value).__name__))
    match = _compiled(form).match(text)
    if not match:
        raise ValueError("time data %r does not match format %r" % (text, form))
    if match.end() != len(text):
        raise ValueError("unconverted data remains: " + text[match.end():])
    found = match.groupdict()
    year = weekday = week = first = offset = None
    month = day = 1
    hour = 0
    number = {mark: int(value) for mark, value in found.items() if mark in _NUMBERS and mark != "z"}
    get = number.get
    for mark, value in found.items():  # the later one of two that say the same
        if mark == "y":
            year = number["y"] + (2000 if number["y"] <= 68 else 1900)
        elif mark == "Y":
            year = number["Y"]
        elif mark == "m":
            month = number["m"]
        elif mark == "B" or mark == "b":
            month = _place(_NAMES[mark], value) + 1
        elif mark == "d":
            day = number["d"]
        elif mark == "H":
            hour = number["H"]
        elif mark == "I":
            hour = number["I"] % 12 + (12 if found.get("p", "").lower() == "pm" else 0)
        elif mark == "A" or mark == "a":
            weekday = _place(_NAMES[mark], value)
        elif mark == "w":
            weekday = (number["w"] + 6) % 7
        elif mark == "u":
            weekday = number["u"] - 1
        elif mark == "U" or mark == "W":
            week, first = number[mark], 6 if mark == "U" else 0
        elif mark == "z":
            offset = _offset(value)
    julian = get("j")
    if "G" in number:
        if julian is not None:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead.")
        if "V" not in number or weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday directive "
                             "('%A', '%a', '%w', or '%u').")
    elif "V" in number:
        if year is None or weekday is None:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
        raise ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' "
                         "instead.")
    is_leap_day = year is None and month == 2 and day == 29
    if year is None:
        year = 1904 if is_leap_day else 1900
    if julian is None and weekday is not None:
        if week is not None:
            julian = _day_in_week(year, week, weekday, first)
            if julian <= 0:
                year -= 1
                julian += 366 if _is_leap(year) else 365
        elif "G" in number:
            year, month, day = _from_iso_week(number["G"], number["V"], weekday + 1)
    from datetime import date
    if julian is None:
        julian = date(year, month, day).toordinal() - _to_ordinal(year, 1, 1) + 1
    else:
        year, month, day = _from_ordinal(date(year, 1, 1).toordinal() + julian - 1)
    if weekday is None:
        weekday = date(year, month, day).weekday()
    fraction = int((found["f"] + "00000")[:6]) if "f" in found else 0
    return (1900 if is_leap_day else year, month, day, hour, get("M", 0), get("S", 0), fraction, offset, found.get("Z"),
            weekday, julian, 0 if "Z" in found else -1)

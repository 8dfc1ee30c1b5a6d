"""What datetime.strptime() and time.strptime() read."""

from datetime import _DAYS, _MONTHS, _COMPOSED, _from_iso_week, _from_ordinal, _to_ordinal

_WIDTHS = {"d": 2, "H": 2, "I": 2, "j": 3, "m": 2, "M": 2, "S": 2, "U": 2, "w": 1, "u": 1, "V": 2, "W": 2, "y": 2,
           "Y": 4, "G": 4, "f": 6}
_LOW = {"d": 1, "I": 1, "j": 1, "m": 1, "u": 1, "V": 1}
_HIGH = {"d": 31, "H": 23, "I": 12, "j": 366, "m": 12, "M": 59, "S": 61, "U": 53, "w": 6, "u": 7, "V": 53, "W": 53}


def _expand(form):
    parts = []
    at = 0
    while at < len(form):
        if form[at] == "%" and at + 1 < len(form):
            mark = form[at + 1]
            if mark in _COMPOSED:
                parts.append(_COMPOSED[mark].replace("%e", "%d"))
            else:
                parts.append("%" + mark)
            at += 2
        else:
            parts.append(form[at])
            at += 1
    return "".join(parts)


def _name(text, at, names, width):
    for i, name in enumerate(names):
        name = name[:width] if width else name
        if text[at:at + len(name)].lower() == name.lower():
            return i, at + len(name)
    return None, at


def _choices(mark, text, at):
    """The ways to read one number, longest first: (value, where it ends)."""
    width = _WIDTHS[mark]
    end = at
    while end < len(text) and end - at < width and text[end].isdigit() and text[end] < "\x80":
        end += 1
    ways = []
    least = width if mark in "YyG" else 1
    while end - at >= least:
        value = int(text[at:end])
        if _LOW.get(mark, 0) <= value <= _HIGH.get(mark, 999999):
            ways.append((value, end))
        end -= 1
    return ways


def _zone(text, at):
    """(microseconds, where it ends), or None."""
    if text[at:at + 1] in ("Z", "z") and text[at:at + 1]:
        return 0, at + 1
    if text[at:at + 1] not in ("+", "-") or not text[at:at + 1]:
        return None
    sign = -1 if text[at] == "-" else 1
    at += 1
    parts = []
    has_colon = None
    for i in range(3):
        if i > 0:
            colon = text[at:at + 1] == ":"
            if has_colon is None:
                has_colon = colon
            if colon != has_colon and i == 2:
                break
            if colon and text[at + 1:at + 3].isdigit() and len(text[at + 1:at + 3]) == 2:
                at += 1
            elif not (len(text[at:at + 2]) == 2 and text[at:at + 2].isdigit()):
                break
        part = text[at:at + 2]
        if len(part) != 2 or not part.isdigit():
            return None
        parts.append(int(part))
        at += 2
    if len(parts) < 2:
        return None
    microseconds = 0
    if len(parts) == 3 and text[at:at + 1] == ".":
        end = at + 1
        while end < len(text) and end - at <= 6 and text[end].isdigit():
            end += 1
        microseconds = int((text[at + 1:end] + "000000")[:6])
        at = end
    seconds = parts[0] * 3600 + parts[1] * 60 + (parts[2] if len(parts) == 3 else 0)
    return sign * (seconds * 1000000 + microseconds), at


def _match(form, place, text, at, found):
    """Reads from `at` what the format says from `place` on; returns where it ends, or None. `found` gets the values."""
    while place < len(form):
        mark = form[place]
        if mark != "%":
            if mark.isspace():
                while place < len(form) and form[place].isspace():
                    place += 1
                if not text[at:at + 1].isspace() or at >= len(text):
                    return None
                while at < len(text) and text[at].isspace():
                    at += 1
                continue
            if text[at:at + 1].lower() != mark.lower() or at >= len(text):
                return None
            at += 1
            place += 1
            continue
        mark = form[place + 1:place + 2]
        place += 2
        if mark == "%":
            if text[at:at + 1] != "%":
                return None
            at += 1
        elif mark in _WIDTHS:
            start = at
            if mark in "d" and text[at:at + 1] == " ":
                start += 1
            for value, end in _choices(mark, text, start):
                inner = dict(found)
                inner[mark] = value if mark != "f" else int((text[start:end] + "00000")[:6])
                result = _match(form, place, text, end, inner)
                if result is not None:
                    found.update(inner)
                    return result
            return None
        elif mark in "aAbBp":
            names, width = {"a": (_DAYS, 3), "A": (_DAYS, 0), "b": (_MONTHS, 3), "B": (_MONTHS, 0),
                            "p": (("AM", "PM"), 0)}[mark]
            value, at = _name(text, at, names, width)
            if value is None:
                return None
            found[mark] = value
        elif mark == "z":
            result = _zone(text, at)
            if result is None:
                return None
            found["z"], at = result
        elif mark == "Z":
            for name in ("utc", "gmt"):
                if text[at:at + 3].lower() == name:
                    found["Z"] = text[at:at + 3].upper()
                    at += 3
                    break
        else:
            raise ValueError("'%s' is a bad directive in format %r" % (mark, found["form"]))
    found["end"] = at
    return at


def read(text, form):
    """Returns (year, month, day, hour, minute, second, microsecond, offset in microseconds or None, zone name)."""
    if not isinstance(text, str):
        raise TypeError("strptime() argument 1 must be str, not %s" % type(text).__name__)
    if form.endswith("%") and not form.endswith("%%"):
        raise ValueError("stray %% in format %r" % form)
    found = {"form": form}
    end = _match(_expand(form), 0, text, 0, found)
    if end is None:
        raise ValueError("time data %r does not match format %r" % (text, form))
    if end != len(text):
        raise ValueError("unconverted data remains: " + text[end:])
    get = found.get
    year = get("Y")
    if year is None and get("y") is not None:
        year = get("y") + (2000 if get("y") <= 68 else 1900)
    month = get("m")
    if month is None and get("b", get("B")) is not None:
        month = get("b", get("B")) + 1
    hour = get("H", 0)
    if get("I") is not None:
        hour = get("I") % 12 + (12 if get("p") == 1 else 0)
    day = get("d")
    weekday = get("a", get("A"))
    if get("w") is not None:
        weekday = (get("w") + 6) % 7
    if get("u") is not None:
        weekday = get("u") - 1
    if get("V") is not None:
        if get("G") is None or weekday is None:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
        year, month, day = _from_iso_week(get("G"), get("V"), weekday + 1)
    elif get("G") is not None:
        raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday directive "
                         "('%A', '%a', '%w', or '%u').")
    if year is None and month == 2 and day == 29:
        year = 1904
        if get("Y") is None:
            raise ValueError("day is out of range for month")
    if year is None:
        year = 1900
    if get("j") is not None and month is None:
        year, month, day = _from_ordinal(_to_ordinal(year, 1, 1) + get("j") - 1)
    elif weekday is not None and month is None and ("U" in found or "W" in found):
        first = (_to_ordinal(year, 1, 1) + 6) % 7
        week = get("W")
        if "U" in found:
            week, first, weekday = get("U"), (first + 1) % 7, (weekday + 1) % 7
        number = 1 + weekday - first if week == 0 else 1 + weekday + (7 - first) % 7 + 7 * (week - 1)
        year, month, day = _from_ordinal(_to_ordinal(year, 1, 1) + number - 1)
    offset = get("z")
    if offset is None and get("Z") is not None:
        return (year, month or 1, day or 1, hour, get("M", 0), get("S", 0), get("f", 0), None, None)
    return (year, month or 1, day or 1, hour, get("M", 0), get("S", 0), get("f", 0), offset, get("Z"))

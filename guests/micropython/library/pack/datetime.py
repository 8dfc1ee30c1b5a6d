"""The module datetime: the proleptic Gregorian calendar, in whole microseconds."""

import time as _time
from math import frexp as _frexp, modf as _modf

__all__ = ["MAXYEAR", "MINYEAR", "UTC", "date", "datetime", "time", "timedelta", "timezone", "tzinfo"]

MINYEAR = 1
MAXYEAR = 9999
_ORDINAL_MAX = 3652059
_SECOND = 1000000
_DAY = 86400 * _SECOND

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_in(year, month):
    return 29 if month == 2 and _is_leap(year) else _LENGTHS[month - 1]


def _to_ordinal(year, month, day):
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400 + _BEFORE[month - 1] + (month > 2 and _is_leap(year)) + day


def _from_ordinal(n):
    n -= 1
    n400, n = divmod(n, 146097)
    n100, n = divmod(n, 36524)
    n4, n = divmod(n, 1461)
    n1, n = divmod(n, 365)
    year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1
    if n1 == 4 or n100 == 4:
        return year - 1, 12, 31
    month = (n + 50) >> 5
    before = _BEFORE[month - 1] + (month > 2 and _is_leap(year))
    if before > n:
        month -= 1
        before = _BEFORE[month - 1] + (month > 2 and _is_leap(year))
    return year, month, n - before + 1


def _check_whole(*values):
    for value in values:
        if not isinstance(value, int):
            if isinstance(value, float):
                raise TypeError("'float' object cannot be interpreted as an integer")
            raise TypeError("'%s' object cannot be interpreted as an integer" % type(value).__name__)


def _check_given(year, month):
    if month is ... and year is not ...:
        _check_whole(year)
    raise TypeError("function missing required argument '%s' (pos %d)" % (
        ("year", 1) if year is ... else ("month", 2) if month is ... else ("day", 3)))


def _check_date(year, month, day):
    _check_whole(year, month, day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError("year %d is out of range" % year)
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _days_in(year, month):
        raise ValueError("day is out of range for month")


def _check_time(hour, minute, second, microsecond, fold):
    _check_whole(hour, minute, second, microsecond)
    if not 0 <= hour <= 23:
        raise ValueError("hour must be in 0..23")
    if not 0 <= minute <= 59:
        raise ValueError("minute must be in 0..59")
    if not 0 <= second <= 59:
        raise ValueError("second must be in 0..59")
    if not 0 <= microsecond <= 999999:
        raise ValueError("microsecond must be in 0..999999")
    if fold not in (0, 1):
        raise ValueError("fold must be either 0 or 1")


def _check_zone(zone):
    if zone is not None and not isinstance(zone, tzinfo):
        raise TypeError("tzinfo argument must be None or of a tzinfo subclass, not type '%s'" % type(zone).__name__)


def _ratio(x):
    """The float as a fraction."""
    mantissa, exponent = _frexp(x)
    top, exponent = int(mantissa * 9007199254740992.0), exponent - 53
    return (top << exponent, 1) if exponent >= 0 else (top, 1 << -exponent)


def _round_div(a, b):
    q, r = divmod(a, b)
    r *= 2
    if r > b if b > 0 else r < b:
        q += 1
    elif r == b and q % 2:
        q += 1
    return q


def _comparison_error(sign, a, b):
    raise TypeError("'%s' not supported between instances of '%s' and '%s'" % (sign, _type_name(a), _type_name(b)))


def _type_name(value):
    cls = type(value)
    return "datetime." + cls.__name__ if cls in (date, datetime, time, timedelta) else cls.__name__


class timedelta:
    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        for name, value in (("days", days), ("seconds", seconds), ("microseconds", microseconds),
                            ("milliseconds", milliseconds), ("minutes", minutes), ("hours", hours), ("weeks", weeks)):
            if not isinstance(value, (int, float)):
                raise TypeError("unsupported type for timedelta %s component: %s" % (name, type(value).__name__))
        days += weeks * 7
        seconds += minutes * 60 + hours * 3600
        microseconds += milliseconds * 1000
        fraction = 0.0
        whole = 0
        if isinstance(days, float):
            part, days = _modf(days)
            fraction, part = _modf(part * 86400.0)
            whole = int(part)
            days = int(days)
        if isinstance(seconds, float):
            part, seconds = _modf(seconds)
            fraction += part
            seconds = int(seconds)
        left = fraction * 1e6
        if isinstance(microseconds, float):
            microseconds = round(microseconds + left)
        elif left:
            carried, microseconds = divmod(microseconds, _SECOND)
            seconds += carried
            microseconds = round(microseconds + left)
        return _delta((days * 86400 + whole + seconds) * _SECOND + microseconds, cls)

    def _set(self, total):
        self._days, rest = divmod(total, _DAY)
        self._seconds, self._microseconds = divmod(rest, _SECOND)
        if not -999999999 <= self._days <= 999999999:
            raise OverflowError("days=%d; must have magnitude <= 999999999" % self._days)

    @property
    def days(self):
        return self._days

    @property
    def seconds(self):
        return self._seconds

    @property
    def microseconds(self):
        return self._microseconds

    def __reduce__(self):
        return type(self), (self._days, self._seconds, self._microseconds)

    def _total(self):
        return (self._days * 86400 + self._seconds) * _SECOND + self._microseconds

    def total_seconds(self):
        return self._total() / _SECOND

    def __repr__(self):
        parts = ["%s=%d" % (name, value) for name, value in (("days", self._days), ("seconds", self._seconds),
                                                             ("microseconds", self._microseconds)) if value]
        return "%s(%s)" % (_class_text(self), ", ".join(parts) or "0")

    def __str__(self):
        minutes, seconds = divmod(self._seconds, 60)
        text = "%d:%02d:%02d" % (minutes // 60, minutes % 60, seconds)
        if self._days:
            text = "%d day%s, %s" % (self._days, "s" if abs(self._days) != 1 else "", text)
        if self._microseconds:
            text += ".%06d" % self._microseconds
        return text

    def __add__(self, other):
        return _delta(self._total() + other._total()) if isinstance(other, timedelta) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        return _delta(self._total() - other._total()) if isinstance(other, timedelta) else NotImplemented

    def __rsub__(self, other):
        return _delta(other._total() - self._total()) if isinstance(other, timedelta) else NotImplemented

    def __neg__(self):
        return _delta(-self._total())

    def __pos__(self):
        return self if type(self) is timedelta else _delta(self._total())

    def __abs__(self):
        return _delta(abs(self._total())) if self._days < 0 else timedelta.__pos__(self)

    def __mul__(self, other):
        if isinstance(other, int):
            return _delta(self._total() * other)
        if isinstance(other, float):
            a, b = _ratio(other)
            return _delta(_round_div(self._total() * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._total() // other._total()
        return _delta(self._total() // other) if isinstance(other, int) else NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._total() / other._total()
        if isinstance(other, int):
            return _delta(_round_div(self._total(), other))
        if isinstance(other, float):
            a, b = _ratio(other)
            return _delta(_round_div(b * self._total(), a))
        return NotImplemented

    def __mod__(self, other):
        return _delta(self._total() % other._total()) if isinstance(other, timedelta) else NotImplemented

    def __divmod__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        q, r = divmod(self._total(), other._total())
        return q, _delta(r)

    def __eq__(self, other):
        return self._total() == other._total() if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._total() < other._total() if isinstance(other, timedelta) else _comparison_error("<", self, other)

    def __le__(self, other):
        return self._total() <= other._total() if isinstance(other, timedelta) else _comparison_error("<=", self, other)

    def __gt__(self, other):
        return self._total() > other._total() if isinstance(other, timedelta) else _comparison_error(">", self, other)

    def __ge__(self, other):
        return self._total() >= other._total() if isinstance(other, timedelta) else _comparison_error(">=", self, other)

    def __hash__(self):
        return hash((self._days, self._seconds, self._microseconds))

    def __bool__(self):
        return bool(self._days or self._seconds or self._microseconds)


def _delta(total, cls=timedelta):
    made = object.__new__(cls)
    made._set(total)
    return made


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(999999999, 86399, 999999)
timedelta.resolution = timedelta(0, 0, 1)


class tzinfo:
    __slots__ = ()

    def tzname(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def utcoffset(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def fromutc(self, dt):
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        offset = dt.utcoffset()
        shift = dt.dst()
        if offset is None or shift is None:
            raise ValueError("fromutc: non-None utcoffset() result required")
        standard = offset - shift
        if standard:
            dt = datetime.__add__(dt, standard)
            shift = dt.dst()
        return datetime.__add__(dt, shift)

    def __reduce__(self):
        args = self.__getinitargs__() if hasattr(self, "__getinitargs__") else ()
        return type(self), args, dict(getattr(self, "__dict__", ()))


def _offset_text(offset, mark=":"):
    if offset is None:
        return ""
    sign = "+"
    if offset.days < 0:
        sign = "-"
        offset = -offset
    minutes, seconds = divmod(offset.days * 86400 + offset.seconds, 60)
    text = "%s%02d%s%02d" % (sign, minutes // 60, mark, minutes % 60)
    if seconds or offset.microseconds:
        text += "%s%02d" % (mark, seconds)
        if offset.microseconds:
            text += ".%06d" % offset.microseconds
    return text


def _check_moment(dt, name):
    if dt is not None and not isinstance(dt, datetime):
        raise TypeError("%s(dt) argument must be a datetime instance or None, not %s" % (name, type(dt).__name__))


class timezone(tzinfo):
    __slots__ = ("_offset", "_name")

    def __new__(cls, offset, name=...):
        if name is ... and isinstance(offset, timedelta) and not offset and hasattr(timezone, "utc"):
            return timezone.utc
        return object.__new__(cls)

    def __init__(self, offset, name=...):
        if name is not ... and not isinstance(name, str):
            raise TypeError("timezone() argument 2 must be str, not %s" % type(name).__name__)
        if not isinstance(offset, timedelta):
            raise TypeError("timezone() argument 1 must be datetime.timedelta, not %s" % type(offset).__name__)
        if not -86400 * _SECOND < offset._total() < 86400 * _SECOND:
            raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), "
                             "not %r." % offset)
        self._offset = offset
        self._name = None if name is ... else name

    def __init_subclass__(cls):
        raise TypeError("type 'datetime.timezone' is not an acceptable base type")

    def utcoffset(self, dt):
        _check_moment(dt, "utcoffset")
        return self._offset

    def tzname(self, dt):
        _check_moment(dt, "tzname")
        if self._name is not None:
            return self._name
        return "UTC" + _offset_text(self._offset) if self._offset else "UTC"

    def dst(self, dt):
        _check_moment(dt, "dst")

    def fromutc(self, dt):
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        return datetime.__add__(dt, self._offset)

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is timezone.utc:
            return "datetime.timezone.utc"
        if self._name is None:
            return "datetime.timezone(%r)" % self._offset
        return "datetime.timezone(%r, %r)" % (self._offset, self._name)

    def __str__(self):
        return self.tzname(None)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


UTC = timezone.utc = timezone(timedelta(0))
_LOCAL = timezone(timedelta(0), "UTC")  # what CPython finds where the clock is in UTC
timezone.min = timezone(-timedelta(hours=23, minutes=59))
timezone.max = timezone(timedelta(hours=23, minutes=59))


def _week_one(year):
    """The ordinal of the Monday of ISO week 1."""
    first = _to_ordinal(year, 1, 1)
    weekday = (first + 6) % 7
    return first - weekday + (7 if weekday > 3 else 0)


class IsoCalendarDate(tuple):
    pass


def _iso_calendar(ordinal, year):
    monday = _week_one(year)
    week, day = divmod(ordinal - monday, 7)
    if week < 0:
        year -= 1
        week, day = divmod(ordinal - _week_one(year), 7)
    elif week >= 52 and ordinal >= _week_one(year + 1):
        year += 1
        week = 0
    return year, week + 1, day + 1


def _strftime(self, form, zoned):
    """What strftime() gives; `zoned` has utcoffset() and tzname(), or is None."""
    if not isinstance(form, str):
        raise TypeError("strftime() argument 1 must be str, not %s" % type(form).__name__)
    parts = []
    year = getattr(self, "year", 1900)
    month = getattr(self, "month", 1)
    day = getattr(self, "day", 1)
    hour, minute, second = getattr(self, "hour", 0), getattr(self, "minute", 0), getattr(self, "second", 0)
    ordinal = _to_ordinal(year, month, day)
    weekday = (ordinal + 6) % 7
    day_of_year = ordinal - _to_ordinal(year, 1, 1) + 1
    at = 0
    while at < len(form):
        mark = form[at]
        at += 1
        if mark != "%" or at == len(form):
            parts.append(mark)
            continue
        mark = form[at]
        at += 1
        if mark in "-_0^#123456789EO":
            text, at = _flagged(self, form, at - 1, zoned)
            parts.append(text)
        elif mark == "Y":
            parts.append("%04d" % year)
        elif mark == "m":
            parts.append("%02d" % month)
        elif mark == "d":
            parts.append("%02d" % day)
        elif mark == "H":
            parts.append("%02d" % hour)
        elif mark == "M":
            parts.append("%02d" % minute)
        elif mark == "S":
            parts.append("%02d" % second)
        elif mark == "f":
            parts.append("%06d" % getattr(self, "microsecond", 0))
        elif mark == "y":
            parts.append("%02d" % (year % 100))
        elif mark == "b" or mark == "h":
            parts.append(_MONTHS[month - 1][:3])
        elif mark == "B":
            parts.append(_MONTHS[month - 1])
        elif mark == "a":
            parts.append(_DAYS[weekday][:3])
        elif mark == "A":
            parts.append(_DAYS[weekday])
        elif mark == "w":
            parts.append("%d" % ((weekday + 1) % 7))
        elif mark == "u":
            parts.append("%d" % (weekday + 1))
        elif mark == "I":
            parts.append("%02d" % (hour % 12 or 12))
        elif mark == "p":
            parts.append("AM" if hour < 12 else "PM")
        elif mark == "P":
            parts.append("am" if hour < 12 else "pm")
        elif mark == "j":
            parts.append("%03d" % day_of_year)
        elif mark == "U":
            parts.append("%02d" % ((day_of_year + 6 - (weekday + 1) % 7) // 7))
        elif mark == "W":
            parts.append("%02d" % ((day_of_year + 6 - weekday) // 7))
        elif mark == "G":
            parts.append("%04d" % _iso_calendar(ordinal, year)[0])
        elif mark == "g":
            parts.append("%02d" % (_iso_calendar(ordinal, year)[0] % 100))
        elif mark == "V":
            parts.append("%02d" % _iso_calendar(ordinal, year)[1])
        elif mark == "z":
            parts.append("" if zoned is None else _offset_text(zoned.utcoffset(), ""))
        elif mark == ":" and form[at:at + 1] == "z":
            at += 1
            parts.append("" if zoned is None else _offset_text(zoned.utcoffset()))
        elif mark == "Z":
            parts.append("" if zoned is None else zoned.tzname() or "")
        elif mark == "C":
            parts.append("%02d" % (year // 100))
        elif mark == "e":
            parts.append("%2d" % day)
        elif mark == "k":
            parts.append("%2d" % hour)
        elif mark == "l":
            parts.append("%2d" % (hour % 12 or 12))
        elif mark == "s":
            parts.append("%d" % ((ordinal - 719163) * 86400 + hour * 3600 + minute * 60 + second))
        elif mark == "n":
            parts.append("\n")
        elif mark == "t":
            parts.append("\t")
        elif mark == "%":
            parts.append("%")
        elif mark in _COMPOSED:
            parts.append(_strftime(self, _COMPOSED[mark], zoned))
        else:
            parts.append("%" + mark)
    return "".join(parts)


def _flagged(self, form, at, zoned):
    """A directive with flags, a width or a modifier, as the C library of Linux writes it, and where it ends."""
    begin = at - 1
    pad = case = ""
    while form[at:at + 1] in ("-", "_", "0", "^", "#"):
        if form[at] in "^#":
            case = form[at]
        else:
            pad = form[at]
        at += 1
    width = 0
    while "0" <= form[at:at + 1] <= "9":
        width = width * 10 + int(form[at])
        at += 1
    modifier = form[at:at + 1]
    fits = "aAbBcCdDeFgGhHIjklmMnpPrRsStTuUVwWxXyYZ%"
    if modifier in ("E", "O"):
        fits = "cCxXyY" if modifier == "E" else "deHImMSuUVwWy"
        at += 1
    mark = form[at:at + 1]
    at += 1
    if not mark or mark not in fits:
        return form[begin:at], at
    text = _strftime(self, "%" + mark, zoned)
    if case == "^" or case and mark in "aAbBh":
        text = text.upper()
    elif case and mark in "pZ":
        text = text.lower()
    filler = "0" if pad == "0" else " "
    if mark in "CdegGHIjklmMsSuUVwWyY":
        if pad != "-":
            width = max(width, len(text))
        text = text.lstrip(" 0") or "0"
        if not pad and mark not in "ekl":
            filler = "0"
    return filler * (width - len(text)) + text, at


_COMPOSED = {"c": "%a %b %e %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S", "D": "%m/%d/%y", "F": "%Y-%m-%d",
             "T": "%H:%M:%S", "R": "%H:%M", "r": "%I:%M:%S %p"}


def _digits(text, start, count):
    part = text[start:start + count]
    if len(part) != count:
        raise ValueError
    for c in part:
        if not "0" <= c <= "9":
            raise ValueError
    return int(part)


def _read_date(text):
    """(year, month, day) of an ISO date; raises ValueError."""
    year = _digits(text, 0, 4)
    is_long = text[4:5] == "-"
    at = 5 if is_long else 4
    if text[at:at + 1] == "W":
        week = _digits(text, at + 1, 2)
        at += 3
        if at == len(text):
            return _from_iso_week(year, week, 1)
        if is_long and text[at] != "-":
            raise ValueError
        return _from_iso_week(year, week, _digits(text, at + is_long, 1))
    month = _digits(text, at, 2)
    at += 2
    if is_long:
        if text[at:at + 1] != "-":
            raise ValueError
        at += 1
    return year, month, _digits(text, at, 2)


def _date_width(text):
    """How long the date is with which an ISO text begins; the rules are CPython's."""
    size = len(text)
    if size < 7:
        raise ValueError
    if size == 7:
        return 7
    if text[4] == "-":
        if text[5] != "W":
            return 10
        if text[8:9] != "-":
            return 8
        if size == 9:
            raise ValueError
        return 8 if "0" <= text[10:11] <= "9" else 10
    if text[4] != "W":
        return 8
    at = 7
    while at < size and "0" <= text[at] <= "9":
        at += 1
    return at if at < 9 else 7 if at % 2 == 0 else 8


def _from_iso_week(year, week, day):
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError("year must be in 1..9999, not %d" % year)
    if not 0 < week < 53:
        if week != 53 or _week_one(year + 1) - _week_one(year) != 371:
            raise ValueError("Invalid week: %d" % week)
    if not 0 < day < 8:
        raise ValueError("Invalid day: %d (range is [1, 7])" % day)
    return _from_ordinal(_week_one(year) + (week - 1) * 7 + day - 1)


def _read_clock(text, at, end):
    """([hour, minute, second, microsecond] of an ISO time, whether something stands behind); what is odd is CPython's."""
    parts = [0, 0, 0, 0]
    is_long = False
    for i in range(3):
        parts[i] = _digits(text, at, 2)
        mark = text[at + 2:at + 3]
        at += 3
        if i == 0:
            is_long = mark == ":"
        if at >= end:
            return parts, mark != ""
        if mark == "." or mark == ",":
            break
        if not is_long:
            at -= 1
        elif mark != ":":
            raise ValueError
    count = min(end - at, 6)
    parts[3] = _digits(text, at, count) * 10 ** (6 - count)
    at += count
    while "0" <= text[at:at + 1] <= "9":
        at += 1
    return parts, at < len(text)


def _read_time(text):
    """([hour, minute, second, microsecond], the offset or None) of an ISO time."""
    place = 0
    while place < len(text) and text[place] not in "Z+-":
        place += 1
    parts, is_more = _read_clock(text, 0, place)
    if place == len(text):
        if is_more:
            raise ValueError
        return parts, None
    if text[place] == "Z":
        if place + 1 != len(text):
            raise ValueError
        return parts, timedelta(0)
    (hours, minutes, seconds, microseconds), is_more = _read_clock(text, place + 1, len(text))
    if is_more:
        raise ValueError
    seconds += hours * 3600 + minutes * 60
    offset = timedelta(0, seconds, microseconds if seconds else 0)
    return parts, -offset if text[place] == "-" else offset


def _clock_text(hour, minute, second, microsecond, timespec):
    if timespec == "auto":
        timespec = "microseconds" if microsecond else "seconds"
    if timespec == "hours":
        return "%02d" % hour
    if timespec == "minutes":
        return "%02d:%02d" % (hour, minute)
    text = "%02d:%02d:%02d" % (hour, minute, second)
    if timespec == "seconds":
        return text
    if timespec == "milliseconds":
        return "%s.%03d" % (text, microsecond // 1000)
    if timespec == "microseconds":
        return "%s.%06d" % (text, microsecond)
    raise ValueError("Unknown timespec value")


def _check_offset(name, offset):
    if offset is None:
        return None
    if not isinstance(offset, timedelta):
        raise TypeError("tzinfo.%s() must return None or timedelta, not '%s'" % (name, type(offset).__name__))
    if not -_DAY < offset._total() < _DAY:
        raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).")
    return offset


def _check_name(name):
    if name is not None and not isinstance(name, str):
        raise TypeError("tzinfo.tzname() must return None or a string, not '%s'" % type(name).__name__)
    return name


class date:
    def __new__(cls, year=..., month=..., day=...):  # and no __init__: a derived class may take other arguments
        if day is ... or month is ... or year is ...:
            _check_given(year, month)
        _check_date(year, month, day)
        self = object.__new__(cls)
        self._year = year
        self._month = month
        self._day = day
        return self

    def __reduce__(self):
        return type(self), (self._year, self._month, self._day)

    @property
    def year(self):
        return self._year

    @property
    def month(self):
        return self._month

    @property
    def day(self):
        return self._day

    @classmethod
    def today(cls):
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromtimestamp(cls, timestamp):
        return cls.fromordinal(719163 + int(timestamp // 86400))

    @classmethod
    def fromordinal(cls, ordinal):
        _check_whole(ordinal)
        if not 1 <= ordinal <= _ORDINAL_MAX:
            raise ValueError("ordinal must be >= 1" if ordinal < 1 else "year %d is out of range" % _from_ordinal(ordinal)[0])
        return cls(*_from_ordinal(ordinal))

    @classmethod
    def fromisoformat(cls, date_string):
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            if len(date_string) not in (7, 8, 10):
                raise ValueError
            parts = _read_date(date_string)
        except ValueError:
            raise ValueError("Invalid isoformat string: %r" % date_string)
        return cls(*parts)

    @classmethod
    def fromisocalendar(cls, year, week, day):
        return cls(*_from_iso_week(year, week, day))

    def toordinal(self):
        return _to_ordinal(self._year, self._month, self._day)

    def weekday(self):
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        return _iso_date(*_iso_calendar(self.toordinal(), self._year))

    def timetuple(self):
        return _struct_time(self, 0, 0, 0, -1)

    def isoformat(self):
        return "%04d-%02d-%02d" % (self._year, self._month, self._day)

    def ctime(self):
        return _strftime(self, "%a %b %e %H:%M:%S %Y", None)

    def strftime(self, format):
        return _strftime(self, format, None)

    def replace(self, year=..., month=..., day=...):
        return type(self)(self._year if year is ... else year, self._month if month is ... else month,
                          self._day if day is ... else day)

    __replace__ = replace

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        return "%s(%d, %d, %d)" % (_class_text(self), self._year, self._month, self._day)

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        ordinal = self.toordinal() + other._days
        if not 1 <= ordinal <= _ORDINAL_MAX:
            raise OverflowError("date value out of range")
        return type(self).fromordinal(ordinal)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return date.__add__(self, timedelta(-other._days))
        if isinstance(other, date) and not isinstance(other, datetime):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def _key(self, other, sign):
        if not isinstance(other, date) or isinstance(other, datetime):
            _comparison_error(sign, self, other)
        return (self._year, self._month, self._day), (other._year, other._month, other._day)

    def __eq__(self, other):
        if not isinstance(other, date) or isinstance(other, datetime):
            return NotImplemented
        return (self._year, self._month, self._day) == (other._year, other._month, other._day)

    def __lt__(self, other):
        a, b = self._key(other, "<")
        return a < b

    def __le__(self, other):
        a, b = self._key(other, "<=")
        return a <= b

    def __gt__(self, other):
        a, b = self._key(other, ">")
        return a > b

    def __ge__(self, other):
        a, b = self._key(other, ">=")
        return a >= b

    def __hash__(self):
        return hash((self._year, self._month, self._day))


def _class_text(value):
    cls = type(value)
    return "datetime." + cls.__name__ if cls in (date, time, datetime, timedelta) else cls.__name__


_IsoCalendarDate = None
_StructTime = None


def _iso_date(year, week, weekday):
    global _IsoCalendarDate
    if _IsoCalendarDate is None:
        from collections import namedtuple
        _IsoCalendarDate = namedtuple("IsoCalendarDate", ("year", "week", "weekday"))
        _IsoCalendarDate.__str__ = _IsoCalendarDate.__repr__ = lambda self: "datetime.IsoCalendarDate(year=%d, week=%d, weekday=%d)" % tuple(self)
    return _IsoCalendarDate(year, week, weekday)


def _struct_time(day, hour, minute, second, is_dst):
    ordinal = day.toordinal()
    return _time.struct_time((day.year, day.month, day.day, hour, minute, second, (ordinal + 6) % 7,
                              ordinal - _to_ordinal(day.year, 1, 1) + 1, is_dst))


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(1)


class time:
    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        _check_time(hour, minute, second, microsecond, fold)
        _check_zone(tzinfo)
        self = object.__new__(cls)
        self._hour = hour
        self._minute = minute
        self._second = second
        self._microsecond = microsecond
        self._tzinfo = tzinfo
        self._fold = fold
        return self

    def __reduce__(self):  # copies are made of it; other attributes are not copied
        args = self._hour, self._minute, self._second, self._microsecond, self._tzinfo
        return type(self), args, {"_fold": self._fold}

    @property
    def hour(self):
        return self._hour

    @property
    def minute(self):
        return self._minute

    @property
    def second(self):
        return self._second

    @property
    def microsecond(self):
        return self._microsecond

    @property
    def tzinfo(self):
        return self._tzinfo

    @property
    def fold(self):
        return self._fold

    @classmethod
    def fromisoformat(cls, time_string):
        if not isinstance(time_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            clock, offset = _read_time(time_string[1:] if time_string.startswith("T") else time_string)
        except ValueError:
            raise ValueError("Invalid isoformat string: %r" % time_string)
        return cls(*clock, None if offset is None else timezone(offset))

    def utcoffset(self):
        return None if self._tzinfo is None else _check_offset("utcoffset", self._tzinfo.utcoffset(None))

    def tzname(self):
        return None if self._tzinfo is None else _check_name(self._tzinfo.tzname(None))

    def dst(self):
        return None if self._tzinfo is None else _check_offset("dst", self._tzinfo.dst(None))

    def isoformat(self, timespec="auto"):
        return _clock_text(self._hour, self._minute, self._second, self._microsecond, timespec) + _offset_text(self.utcoffset())

    def strftime(self, format):
        return _strftime(self, format, self)

    def replace(self, hour=..., minute=..., second=..., microsecond=..., tzinfo=True, *, fold=...):
        return type(self)(self._hour if hour is ... else hour, self._minute if minute is ... else minute,
                          self._second if second is ... else second,
                          self._microsecond if microsecond is ... else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo, fold=self._fold if fold is ... else fold)

    __replace__ = replace

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        text = "%s(%d, %d" % (_class_text(self), self._hour, self._minute)
        if self._microsecond:
            text += ", %d, %d" % (self._second, self._microsecond)
        elif self._second:
            text += ", %d" % self._second
        if self._tzinfo is not None:
            text += ", tzinfo=%r" % self._tzinfo
        return text + (", fold=1)" if self._fold else ")")

    def _wall(self):
        return ((self._hour * 60 + self._minute) * 60 + self._second) * _SECOND + self._microsecond

    def _value(self):
        offset = self.utcoffset()
        return self._wall() if offset is None else self._wall() - offset._total()

    def _pair(self, other, sign):
        if not isinstance(other, time):
            _comparison_error(sign, self, other)
        if self._tzinfo is other._tzinfo:
            return self._wall(), other._wall()
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't compare offset-naive and offset-aware times")
        return self._value(), other._value()

    def __eq__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        if self._tzinfo is other._tzinfo:
            return self._wall() == other._wall()
        return (self.utcoffset() is None) == (other.utcoffset() is None) and self._value() == other._value()

    def __lt__(self, other):
        a, b = self._pair(other, "<")
        return a < b

    def __le__(self, other):
        a, b = self._pair(other, "<=")
        return a <= b

    def __gt__(self, other):
        a, b = self._pair(other, ">")
        return a > b

    def __ge__(self, other):
        a, b = self._pair(other, ">=")
        return a >= b

    def __hash__(self):
        return hash((self._value(), self.utcoffset() is None))


time.min = time(0, 0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(0, 0, 1)


class datetime(date):
    def __new__(cls, year=..., month=..., day=..., hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        if day is ... or month is ... or year is ...:
            _check_given(year, month)
        _check_date(year, month, day)
        _check_time(hour, minute, second, microsecond, fold)
        _check_zone(tzinfo)
        self = object.__new__(cls)
        self._year = year
        self._month = month
        self._day = day
        self._hour = hour
        self._minute = minute
        self._second = second
        self._microsecond = microsecond
        self._tzinfo = tzinfo
        self._fold = fold
        return self

    def __reduce__(self):
        return type(self), (self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond,
                            self._tzinfo), {"_fold": self._fold}

    @property
    def hour(self):
        return self._hour

    @property
    def minute(self):
        return self._minute

    @property
    def second(self):
        return self._second

    @property
    def microsecond(self):
        return self._microsecond

    @property
    def tzinfo(self):
        return self._tzinfo

    @property
    def fold(self):
        return self._fold

    @classmethod
    def _of(cls, ordinal, microseconds, zone):
        days, microseconds = divmod(microseconds, _DAY)
        ordinal += days
        if not 1 <= ordinal <= _ORDINAL_MAX:
            raise OverflowError("date value out of range")
        seconds, microsecond = divmod(microseconds, _SECOND)
        minutes, second = divmod(seconds, 60)
        year, month, day = _from_ordinal(ordinal)
        return cls(year, month, day, minutes // 60, minutes % 60, second, microsecond, zone)

    @classmethod
    def now(cls, tz=None):
        _check_zone(tz)
        nanoseconds = _time.time_ns()
        made = cls._of(719163, nanoseconds // 1000, tz)
        return made if tz is None else tz.fromutc(made)

    @classmethod
    def utcnow(cls):
        return cls.now()

    @classmethod
    def today(cls):
        return cls.now()

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        _check_zone(tz)
        if not isinstance(timestamp, (int, float)):
            _check_whole(timestamp)
        if abs(timestamp) >= 1 << 63:
            raise OverflowError("timestamp out of range for platform time_t")
        if isinstance(timestamp, float):
            fraction, whole = _modf(timestamp)
            microseconds = int(whole) * _SECOND + round(fraction * 1e6)
        else:
            microseconds = timestamp * _SECOND
        try:
            made = cls._of(719163, microseconds, tz)
        except OverflowError:
            raise ValueError("year is out of range")
        return made if tz is None else tz.fromutc(made)

    @classmethod
    def utcfromtimestamp(cls, timestamp):
        return cls.fromtimestamp(timestamp)

    @classmethod
    def fromordinal(cls, ordinal):
        _check_whole(ordinal)
        if not 1 <= ordinal <= _ORDINAL_MAX:
            raise ValueError("ordinal must be >= 1" if ordinal < 1 else "year %d is out of range" % _from_ordinal(ordinal)[0])
        return cls(*_from_ordinal(ordinal))

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        for i, part, kind in (1, date, _date), (2, time, _time_of_day):
            if not isinstance(part, kind):
                raise TypeError("combine() argument %d must be %s, not %s" % (
                    i, "datetime." + kind.__name__, _type_name(part)))
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond,
                   time.tzinfo if tzinfo is True else tzinfo, fold=time.fold)

    @classmethod
    def fromisoformat(cls, date_string):
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        text = date_string
        try:
            width = _date_width(text)
            day = _read_date(text[:width])
            clock, offset = ((0, 0, 0, 0), None) if len(text) == width else _read_time(text[width + 1:])
        except ValueError:
            raise ValueError("Invalid isoformat string: %r" % date_string)
        return cls(*day, *clock, None if offset is None else timezone(offset))

    @classmethod
    def strptime(cls, date_string, format):
        from _strptime import read
        year, month, day, hour, minute, second, microsecond, offset, name = read(date_string, format)[:9]
        zone = None
        if offset is not None:
            zone = timezone(_delta(offset), ... if name is None else name)
        return cls(year, month, day, hour, minute, second, microsecond, zone)

    def date(self):
        return date(self._year, self._month, self._day)

    def time(self):
        return time(self._hour, self._minute, self._second, self._microsecond, fold=self._fold)

    def timetz(self):
        return time(self._hour, self._minute, self._second, self._microsecond, self._tzinfo, fold=self._fold)

    def timetuple(self):
        shift = self.dst()
        return _struct_time(self, self._hour, self._minute, self._second, -1 if shift is None else 1 if shift else 0)

    def utctimetuple(self):
        moment = datetime.__sub__(self, self.utcoffset() or timedelta(0))
        return _struct_time(moment, moment._hour, moment._minute, moment._second, 0)

    def utcoffset(self):
        return None if self._tzinfo is None else _check_offset("utcoffset", self._tzinfo.utcoffset(self))

    def tzname(self):
        return None if self._tzinfo is None else _check_name(self._tzinfo.tzname(self))

    def dst(self):
        return None if self._tzinfo is None else _check_offset("dst", self._tzinfo.dst(self))

    def _value(self):
        """Microseconds since the beginning of the calendar, by the clock on the wall."""
        return self.toordinal() * _DAY + ((self._hour * 60 + self._minute) * 60 + self._second) * _SECOND + self._microsecond

    def timestamp(self):
        offset = self.utcoffset()
        value = self._value() - 719163 * _DAY
        return (value if offset is None else value - offset._total()) / _SECOND

    def astimezone(self, tz=None):
        if tz is None:
            tz = _LOCAL
        elif not isinstance(tz, tzinfo):
            _check_zone(tz)
        if tz is self._tzinfo:
            return self
        offset = self.utcoffset()
        moment = self if offset is None else datetime.__sub__(self, offset)  # a derived class may have its own __sub__
        return tz.fromutc(datetime.replace(moment, tzinfo=tz))

    def isoformat(self, sep="T", timespec="auto"):
        if not isinstance(sep, str) or len(sep) != 1:
            raise TypeError("isoformat() argument 1 must be a unicode character, not %s" % type(sep).__name__)
        return "%04d-%02d-%02d%s%s%s" % (
            self._year, self._month, self._day, sep,
            _clock_text(self._hour, self._minute, self._second, self._microsecond, timespec),
            _offset_text(self.utcoffset()))

    def strftime(self, format):
        return _strftime(self, format, None if self._tzinfo is None else self)

    def replace(self, year=..., month=..., day=..., hour=..., minute=..., second=..., microsecond=...,
                tzinfo=True, *, fold=...):
        return type(self)(self._year if year is ... else year, self._month if month is ... else month,
                          self._day if day is ... else day, self._hour if hour is ... else hour,
                          self._minute if minute is ... else minute, self._second if second is ... else second,
                          self._microsecond if microsecond is ... else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo, fold=self._fold if fold is ... else fold)

    __replace__ = replace

    def __str__(self):
        return self.isoformat(" ")

    def __repr__(self):
        parts = [self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond]
        while len(parts) > 5 and not parts[-1]:
            parts.pop()
        text = "%s(%s" % (_class_text(self), ", ".join([str(part) for part in parts]))
        if self._fold:
            text += ", fold=1"
        if self._tzinfo is not None:
            text += ", tzinfo=%r" % self._tzinfo
        return text + ")"

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return type(self)._of(0, self._value() + other._total(), self._tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return type(self)._of(0, self._value() - other._total(), self._tzinfo)
        if not isinstance(other, datetime):
            return NotImplemented
        a, b = self._values(other, "can't subtract offset-naive and offset-aware datetimes")
        return _delta(a - b)

    def _values(self, other, message):
        if self._tzinfo is other._tzinfo:
            return self._value(), other._value()
        mine, its = self.utcoffset(), other.utcoffset()
        if (mine is None) != (its is None):
            raise TypeError(message)
        if mine is None:
            return self._value(), other._value()
        return self._value() - mine._total(), other._value() - its._total()

    def _pair(self, other, sign):
        if not isinstance(other, datetime):
            _comparison_error(sign, self, other)
        return self._values(other, "can't compare offset-naive and offset-aware datetimes")

    def __eq__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        if self._tzinfo is not other._tzinfo and (self.utcoffset() is None) != (other.utcoffset() is None):
            return False
        a, b = self._values(other, "")
        if a == b and self._tzinfo is not other._tzinfo and (self._depends_on_fold() or other._depends_on_fold()):
            return False
        return a == b

    def _depends_on_fold(self):
        """Whether it is one of two times that the clock shows alike, or one that it leaves out."""
        return not (self._tzinfo is None or isinstance(self._tzinfo, timezone)) and \
            self.utcoffset() != self.replace(fold=not self._fold).utcoffset()

    def __lt__(self, other):
        a, b = self._pair(other, "<")
        return a < b

    def __le__(self, other):
        a, b = self._pair(other, "<=")
        return a <= b

    def __gt__(self, other):
        a, b = self._pair(other, ">")
        return a > b

    def __ge__(self, other):
        a, b = self._pair(other, ">=")
        return a >= b

    def __hash__(self):
        offset = (self.replace(fold=0) if self._fold else self).utcoffset()
        return hash(self._value() if offset is None else self._value() - offset._total())


_date, _time_of_day = date, time  # where a parameter has the name
datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(0, 0, 1)

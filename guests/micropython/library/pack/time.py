"""The module time: what the core has, and what CPython has above that."""

from _collections import structseq as _structseq
from utime import *
from utime import gmtime as _gmtime, time_ns as _time_ns

tzname = ("UTC", "UTC")
timezone = altzone = daylight = 0

struct_time = _structseq("struct_time", "time", (
    "tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst", "tm_zone",
    "tm_gmtoff"), 9)


def gmtime(seconds=None):
    parts = _gmtime() if seconds is None else _gmtime(int(seconds // 1))
    return struct_time((*parts[:8], 0, "UTC", 0))


localtime = gmtime


def mktime(t):
    from datetime import _to_ordinal
    if not isinstance(t, tuple):
        raise TypeError("Tuple or struct_time argument required")
    if len(t) != 9:
        raise TypeError("mktime(): illegal time tuple argument")
    year, month, day, hour, minute, second = t[:6]
    year += (month - 1) // 12
    month = (month - 1) % 12 + 1
    return float((_to_ordinal(year, month, 1) - 719163 + day - 1) * 86400 + hour * 3600 + minute * 60 + second)


def _checked(t):
    if t is None:
        return gmtime()
    if not isinstance(t, tuple):
        raise TypeError("Tuple or struct_time argument required")
    if len(t) != 9:
        raise TypeError("illegal time tuple argument")
    for value, name, low, high in zip(t[1:8], ("month", "day of month", "hour", "minute", "seconds", "day of week",
                                               "day of year"), (0, 0, 0, 0, 0, -1, 0), (12, 31, 23, 59, 61, 6, 366)):
        if not low <= value <= high and name != "day of week" or value < low:
            raise ValueError("%s out of range" % name)
    return t


def strftime(format, t=None):
    from datetime import datetime
    t = _checked(t)
    weekday, day = t[6] % 7, max(t[7], 1)
    own = {"Z": "UTC", "z": "+0000", "j": "%03d" % day, "w": str((weekday + 1) % 7), "u": str(weekday + 1),
           "S": "%02d" % t[5], "f": "%%f"}
    moment = datetime(t[0], max(t[1], 1), max(t[2], 1), *t[3:5], min(t[5], 59))
    if weekday != moment.weekday() and "%" in format:
        from calendar import day_abbr, day_name
        own["a"], own["A"] = day_abbr[weekday], day_name[weekday]
    parts = []
    at = 0
    while at < len(format):
        c = format[at:at + 2] if format[at] == "%" else format[at]
        parts.append(own.get(c[1], c) if len(c) == 2 else c)
        at += len(c)
    return moment.strftime("".join(parts))


def strptime(string, format="%a %b %d %H:%M:%S %Y"):
    from _strptime import read
    year, month, day, hour, minute, second, _, offset, zone, weekday, julian, is_dst = read(string, format)
    return struct_time((year, month, day, hour, minute, second, weekday, julian, is_dst, zone,
                        None if offset is None else offset // 1000000))


def asctime(t=None):
    t = _checked(t)
    return "%s %s %2d %02d:%02d:%02d %d" % (
        ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[t[6] % 7],
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[max(t[1], 1) - 1],
        max(t[2], 1), *t[3:6], t[0])


def ctime(seconds=None):
    return asctime(gmtime(seconds))


if "perf_counter" not in globals():  # a core without the clocks of the glass
    def perf_counter_ns():
        return _time_ns()

    def perf_counter():
        return _time_ns() / 1000000000

    monotonic, monotonic_ns = perf_counter, perf_counter_ns
    process_time, process_time_ns = perf_counter, perf_counter_ns

thread_time = process_time
thread_time_ns = process_time_ns


def get_clock_info(name):
    raise NotImplementedError("time.get_clock_info: the clocks here are those of the host, in coarse steps")

"""The module time: what the core has, and what CPython has above that."""

from utime import *
from utime import gmtime as _gmtime, time_ns as _time_ns

tzname = ("UTC", "UTC")
timezone = altzone = daylight = 0

_FIELDS = ("tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst")


def _make_type():
    from _collections import namedtuple
    members = {"tm_zone": "UTC", "tm_gmtoff": 0, "__repr__": _repr, "_fields": _FIELDS}
    return namedtuple("struct_time", _FIELDS, (), members)


def _repr(self):
    return "time.struct_time(%s)" % ", ".join(["%s=%d" % pair for pair in zip(_FIELDS, self)])


_Type = _make_type()


def struct_time(values):
    values = tuple(values)
    if len(values) < 9:
        raise TypeError("time.struct_time() takes an at least 9-sequence (%d-sequence given)" % len(values))
    return _Type(*values[:9])


def gmtime(seconds=None):
    parts = _gmtime() if seconds is None else _gmtime(int(seconds // 1))
    return _Type(*parts[:8], 0)


localtime = gmtime


def mktime(t):
    from datetime import datetime
    year, month, day, hour, minute, second = t[:6]
    return float((datetime(year, 1, 1).toordinal() - 719163 + _days_before(year, month) + day - 1) * 86400 +
                 hour * 3600 + minute * 60 + second)


def _days_before(year, month):
    from datetime import _to_ordinal
    year += (month - 1) // 12
    month = (month - 1) % 12 + 1
    return _to_ordinal(year, month, 1) - _to_ordinal(year, 1, 1)


def _moment(t):
    from datetime import datetime
    if t is None:
        t = gmtime()
    return datetime(*t[:6])


def strftime(format, t=None):
    return _moment(t).strftime(format.replace("%Z", "UTC").replace("%z", "+0000"))


def strptime(string, format="%a %b %d %H:%M:%S %Y"):
    from _strptime import read
    from datetime import datetime
    return datetime(*read(string, format)[:6]).timetuple()


def asctime(t=None):
    return _moment(t).ctime()


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

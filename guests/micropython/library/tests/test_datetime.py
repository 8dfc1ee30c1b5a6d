from datetime import MAXYEAR, UTC, date, datetime, time, timedelta, timezone


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


d = date(2024, 2, 29)
print(d, repr(d), d.year, d.weekday(), d.isoweekday(), d.toordinal(), d.isocalendar()[:], d.replace(year=2020), d.ctime())
print(d + timedelta(days=1), d - timedelta(weeks=1), d - date(2023, 3, 1), date.fromordinal(1), date.max, date.min)
print(d < date(2024, 3, 1), d == date(2024, 2, 29), max(d, date(2025, 1, 1)), sorted([date(2024, 1, 2), date(2023, 1, 2)]))
print({d: 1}[date(2024, 2, 29)], f"{d:%d.%m.%Y}", d.strftime("%a %A %b %B %y %j %U %W %u %w %G-W%V %%"), f"{d}")
for text in ("2024-01-31", "20240131", "2024-W05-3", "2024W053", "2024-13-01", "x", "2024-1-1", "2023-02-29"):
    attempt(date.fromisoformat, text)
attempt(date, 2023, 2, 29)
attempt(date, 0, 1, 1)
attempt(date, 2023, 13, 1)
attempt(date.fromisocalendar, 2020, 53, 7)
print([date(y, 12, 31).isocalendar()[1] for y in range(2000, 2025)])
t = timedelta(days=1, hours=2, minutes=3, seconds=4, microseconds=5)
print(t, repr(t), t.total_seconds(), t.days, t.seconds, t.microseconds, -t, abs(-t), t * 2, t / 2, t // 7, t % timedelta(hours=1))
print(timedelta(0.5), timedelta(hours=1.5), timedelta(seconds=1e-6), timedelta(milliseconds=1.5), timedelta(weeks=0.1), timedelta(microseconds=0.5), timedelta(seconds=-1))
print(t / timedelta(hours=1), t // timedelta(hours=1), divmod(t, timedelta(hours=5)), t * 1.5, t / 0.3, timedelta(), bool(timedelta()), timedelta(1) > timedelta(0), timedelta(days=1) == timedelta(hours=24))
print(repr(timedelta(0)), repr(timedelta(-1, 5)), str(timedelta(-1)), str(timedelta(days=400, microseconds=1)), sum([timedelta(1), timedelta(2)], timedelta()))
dt = datetime(2024, 1, 31, 13, 5, 9, 123456)
print(dt, repr(dt), dt.date(), dt.time(), dt.isoformat(), dt.isoformat(" ", "minutes"), dt.isoformat(timespec="milliseconds"), dt.replace(hour=0, microsecond=0))
print(dt.strftime("%Y-%m-%d %H:%M:%S.%f %I %p %c %x %X %D %T %R %e|%-d %-m"), f"{dt:%H:%M}", dt.timetuple()[:], dt.timestamp())
print(dt + timedelta(hours=12), dt - timedelta(days=31), dt - datetime(2023, 1, 31), (dt - datetime(2024, 2, 1)).total_seconds())
print(datetime(2024, 1, 1) < dt, datetime(2024, 1, 1) == datetime(2024, 1, 1), datetime.combine(date(2020, 1, 2), time(3, 4)))
u = datetime(2024, 6, 1, 12, tzinfo=timezone.utc)
e = timezone(timedelta(hours=5, minutes=30), "IST")
print(u, repr(u), u.astimezone(e), u.astimezone(e) == u, e, repr(e), u.timestamp(), u.utcoffset(), u.tzname(), u.strftime("%z %Z %:z"))
print(datetime.fromtimestamp(0, UTC), datetime.fromtimestamp(1700000000.123456, timezone.utc), datetime.fromtimestamp(86399.5), timezone(timedelta(hours=-3)), repr(timezone.utc))
print(u - datetime(2024, 6, 1, 12, tzinfo=e), hash(u) == hash(u.astimezone(e)), u.utctimetuple()[:6], datetime.max, repr(datetime.min))
attempt(lambda: u - dt)
attempt(lambda: u < dt)
attempt(lambda: dt < d)
attempt(lambda: d < 5)
attempt(datetime, 2024, 1, 1, 24)
attempt(datetime, 2024, 1)
attempt(timezone, timedelta(hours=24))
attempt(lambda: date.max + timedelta(1))
attempt(lambda: datetime.max + timedelta(1))
attempt(lambda: timedelta(days=10 ** 9))
attempt(lambda: timedelta(1) / 0)
attempt(timedelta, "1")
for text in ("2024-01-31T13:05:09", "2024-01-31 13:05:09.123", "2024-01-31T13:05:09Z", "2024-01-31T13:05:09+05:30", "20240131T130509", "2024-01-31",
             "2024-01-31T13", "2024-01-31T13:05:09.123456789-08:00", "2024-W05-3T10:00", "2024-01-31T25:00", "nope", "2024-01-31T13:5"):
    attempt(datetime.fromisoformat, text)
for text, form in (("2024-01-31", "%Y-%m-%d"), ("31/1/24 1:05 PM", "%d/%m/%y %I:%M %p"), ("Jan 5, 2023", "%b %d, %Y"), ("January 5 2023", "%B %d %Y"),
                   ("Mon 05 Feb 2024 10:11:12.5", "%a %d %b %Y %H:%M:%S.%f"), ("2024-01-31T10:00:00+0530", "%Y-%m-%dT%H:%M:%S%z"), ("20240131", "%Y%m%d"),
                   ("2024-060", "%Y-%j"), ("10:30", "%H:%M"), ("2024-01-31T10:00:00Z", "%Y-%m-%dT%H:%M:%S%z"), ("12:00 AM", "%I:%M %p"), ("2024 05 1", "%Y %W %w"),
                   ("2024-01-31x", "%Y-%m-%d"), ("2024-31-01", "%Y-%m-%d"), ("x", "%Y"), ("2023-02-30", "%Y-%m-%d"), ("a", "%Q"), ("100%", "100%%")):
    attempt(datetime.strptime, text, form)
tt = time(9, 5, 0, 250)
print(tt, repr(tt), tt.isoformat("seconds"), tt.replace(hour=1), time(9) < time(10), time.fromisoformat("04:23:01"), time.fromisoformat("T042301+01:00"), f"{tt:%H.%M}", bool(time()))
print(time(1, tzinfo=e), time(12, 30) == time(12, 30), repr(time(1, 2, 3)), time.max)


class Stamp(datetime):
    def label(self):
        return "stamp " + self.isoformat()


s = Stamp(2024, 1, 1)
print(s.label(), (s + timedelta(1)).label(), isinstance(s, date), Stamp.strptime("2020", "%Y").label())

# ---- the odd texts of ISO dates and times ----
for text in ("2024-01-02T03:04:05z", "2024-01-02T03:04:05.Z", "2024-01-02T03:04:05 +01:00", "2024-01-02T03:04:05+00:00", "2024-01-02T03:04.5", "2024-01-02T03:04:05,1",
             "2024W0120304", "2024W012T0304", "2024-W01-0304", "2024-W53-1", "2024-W01-8", "2024-02-30", "2024-01-02T03:04:05+24:00", "2024-01-02T03:04+00:00:00.000001",
             "2024-01-02T030405123", "2024-01-02T24:00", "2024-01-02T", "2024-01-02T03:04:05+", "2024-1-2"):
    attempt(datetime.fromisoformat, text)
for text in "2024W01", "2024-W01-2", "20240102", "2024-01-02T", "2024-W60", "2024-0102":
    attempt(date.fromisoformat, text)
for text in "03:04z", "03.5", "T0304.25", "03:04:05:06", "03:04+1:00", "":
    attempt(time.fromisoformat, text)
print(repr(datetime(2024, 1, 1, 12).astimezone()), datetime(2024, 1, 1).astimezone().tzinfo is timezone.utc, datetime(2024, 1, 1, tzinfo=UTC).astimezone().tzinfo)

# ---- what strptime refuses, and what decides when two parts say the same ----
for text, form in (("2024 2024", "%Y %Y"), ("01 02", "%d %d"), ("1", "%e"), ("2024-01-02", "%F"), ("a", "%Y%"), ("EST", "%Z"), ("", "%Z"), ("12 utc +0100", "%H %Z %z"),
                   ("z", "%z"), ("+01:3015", "%z"), ("2024 10 1", "%Y %V %u"), ("2024 10", "%G %V"), ("2024 10 1 5", "%G %V %u %j"), ("2024 10 1", "%G %V %u"),
                   ("2024-01-02 5 3", "%Y-%m-%d %U %w"), ("2024 045 17", "%Y %j %d"), ("99 2024", "%y %Y"), ("2024 0 1", "%Y %W %w"), ("29 Feb", "%d %b"), (5, "%Y"),
                   ("2024-05-06", "%Y-%Om-%Od"), ("it's 24", "it's %y")):
    attempt(datetime.strptime, text, form)

import time as clock

for text, form in ("Feb 29", "%b %d"), ("12:30:61", "%H:%M:%S"), ("+0100", "%z"), ("UTC", "%Z"), ("0", "%w"), ("2024 366", "%Y %j"):
    attempt(clock.strptime, text, form)
print(datetime(2024, 2, 9, 3, 4).strftime("%Ey %EY %Od %OH %_d %_m %_j %10Y %:z|"), clock.strftime("%S %j", (2024, 2, 9, 3, 4, 61, 4, 40, 0)))
attempt(datetime(2024, 1, 1).strftime, 5)


class Span(timedelta):
    pass


print(repr(Span(1)), repr(Span(1) + Span(2)), repr(datetime(2024, 1, 1, tzinfo=UTC, fold=1)), repr(time(1, tzinfo=UTC, fold=1)))
attempt(timezone, timedelta(0), 5)
attempt(datetime(2024, 1, 1).isoformat, "ab")
attempt(datetime(2024, 1, 1).isoformat, 5)

import copy
from datetime import tzinfo


class Folding(tzinfo):
    def utcoffset(self, moment):
        return timedelta(hours=1 if moment is not None and moment.hour == 1 and moment.fold else 2)

    def dst(self, moment):
        return timedelta(0)

    def tzname(self, moment):
        return "fold"


class Wrong(tzinfo):
    def utcoffset(self, moment):
        return timedelta(days=2)

    def dst(self, moment):
        return 5

    def tzname(self, moment):
        return 5


print(copy.copy(timezone.utc) is timezone.utc)
first, second = datetime(2024, 1, 1, 1, tzinfo=Folding()), datetime(2024, 1, 1, 1, tzinfo=Folding(), fold=1)
print(first == first.astimezone(UTC), second == second.astimezone(UTC), hash(first) == hash(first.replace(fold=1)), first.replace(hour=5) == first.replace(hour=5).astimezone(UTC))
for moment in datetime(2024, 1, 1, tzinfo=Wrong()), time(1, tzinfo=Wrong()):
    attempt(str, moment)
    attempt(moment.tzname)
    attempt(moment.dst)

try:
    timezone(timedelta(0), None)
except TypeError:
    print("refused")
attempt(type, "Zone", (timezone,), {})
attempt(lambda: date(2024, 1, 1).replace(month=None))
attempt(lambda: datetime(2024, 1, 1).replace(hour=None))
attempt(lambda: time(1).replace(minute=None))


class Delta(timedelta):
    pass


print(repr(+Delta(1)), repr(abs(Delta(1))), repr(abs(Delta(-1))), datetime.strptime("+00:00", "%z"))


class Written(date):
    def __new__(cls, text):
        return super().__new__(cls, *map(int, text.split("-")))


class Labelled(datetime):
    def __new__(cls, *args, label=None, **kwargs):
        made = super().__new__(cls, *args, **kwargs)
        made.label = label
        return made


class Hours(timedelta):
    def __new__(cls, hours):
        return super().__new__(cls, hours=hours)


class HalfPast(time):
    def __init__(self, hour, minute):
        self.tag = "tag"


print(repr(Written("2020-01-02")), Labelled(2020, 1, 2, label="x").label, (Labelled(2020, 1, 2, label="x") + Hours(3)).label)
print(repr(Hours(30)), repr(Hours(3) * 2), repr(HalfPast(3, 30)), HalfPast(3, 30).tag)


# ---- what is wrong with the arguments ----

class Nowhere(tzinfo):
    pass


day, moment = date(2024, 1, 2), datetime(2024, 1, 2, 3)
for wrong in (lambda: datetime.combine(day, day), lambda: datetime.combine(day, moment), lambda: datetime.combine(time(1), time(2)),
              lambda: datetime.combine("2024", time(2)), lambda: datetime(2024, 1, 2, tzinfo=Nowhere()).utcoffset(),
              lambda: str(datetime(2024, 1, 2, tzinfo=Nowhere())), lambda: datetime(2024, 1, 2, tzinfo=Nowhere()).tzname(),
              lambda: date("2024-01-01"), lambda: date(2024, 1), lambda: date(), lambda: date(2024, day=5), lambda: date(month=5, day=1),
              lambda: date(2024, None, 1), lambda: datetime("2024-01-01"), lambda: datetime(2024), lambda: datetime(2024, 1),
              lambda: datetime(2024, 1, None), lambda: datetime.fromtimestamp("5"), lambda: datetime.fromtimestamp(None),
              lambda: date.fromordinal("5"), lambda: moment.astimezone("UTC"), lambda: date.fromisocalendar(2024, 5, 8)):
    try:
        print(wrong())
    except (TypeError, ValueError, NotImplementedError) as error:
        print(type(error).__name__, error)
print(datetime.combine(moment, time(5)), datetime.combine(date=day, time=time(1), tzinfo=timezone.utc), date(day=1, month=2, year=2023))


# ---- a derived class with operators of its own ----

class Working(date):
    def __add__(self, days):
        return date.__add__(self, timedelta(days=days * 7 / 5))


class Steady(datetime):
    def __add__(self, other):
        return "sum"

    def __sub__(self, other):
        return "difference"

    def replace(self, **changes):
        return "replaced"


class Span(timedelta):
    def __neg__(self):
        return "negative"


steady = Steady(2024, 2, 5, 6, tzinfo=timezone(timedelta(hours=2)))
print(repr(Working(2024, 2, 5) + 5), repr(Working(2024, 2, 5) - timedelta(1)), Working(2024, 2, 5) - date(2024, 1, 1))
print(repr(steady.astimezone(timezone.utc)), steady.utctimetuple()[:5], steady + 1, steady - 1, abs(Span(-1, 5)), -Span(1))

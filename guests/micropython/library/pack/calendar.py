"""The module calendar: the reckoning, and calendars in text."""

import datetime as _datetime
from enum import IntEnum as _IntEnum


class _Named(_IntEnum):
    def __repr__(self):
        return "calendar." + self.name


Day = _Named("Day", "MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY", start=0)
Month = _Named("Month", """JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER
    DECEMBER""")
for _each in (*Day, *Month):
    globals()[_each.name] = _each
day_name = list(_datetime._DAYS)
day_abbr = [name[:3] for name in day_name]
month_name = [""] + list(_datetime._MONTHS)
month_abbr = [name[:3] for name in month_name]
_first = 0


class IllegalMonthError(ValueError):
    pass


class IllegalWeekdayError(ValueError):
    pass


def isleap(year):
    return _datetime._is_leap(year)


def leapdays(y1, y2):
    y1 -= 1
    y2 -= 1
    return (y2 // 4 - y1 // 4) - (y2 // 100 - y1 // 100) + (y2 // 400 - y1 // 400)


def weekday(year, month, day):
    if not _datetime.MINYEAR <= year <= _datetime.MAXYEAR:
        year = 2000 + year % 400
    return Day(_datetime.date(year, month, day).weekday())


def monthrange(year, month):
    if not 1 <= month <= 12:
        raise IllegalMonthError("bad month number %r; must be 1-12" % month)
    return weekday(year, month, 1), _datetime._days_in(year, month)


def setfirstweekday(firstweekday):
    global _first
    if not 0 <= firstweekday <= 6:
        raise IllegalWeekdayError("bad weekday number %r; must be 0 (Monday) to 6 (Sunday)" % firstweekday)
    _first = firstweekday


def firstweekday():
    return _first


def timegm(t):
    from datetime import date
    year, month, day, hour, minute, second = t[:6]
    return (((date(year, month, 1).toordinal() - 719163 + day - 1) * 24 + hour) * 60 + minute) * 60 + second


class Calendar:
    def __init__(self, firstweekday=0):
        self.firstweekday = firstweekday

    def getfirstweekday(self):
        return self.firstweekday

    def setfirstweekday(self, firstweekday):
        self.firstweekday = firstweekday

    def iterweekdays(self):
        for i in range(self.firstweekday, self.firstweekday + 7):
            yield i % 7

    def itermonthdays(self, year, month):
        first, days = monthrange(year, month)
        before = (first - self.firstweekday) % 7
        yield from [0] * before
        yield from range(1, days + 1)
        yield from [0] * (-(before + days) % 7)

    def itermonthdays2(self, year, month):
        for i, day in enumerate(self.itermonthdays(year, month), self.firstweekday):
            yield day, i % 7

    def itermonthdates(self, year, month):
        first, days = monthrange(year, month)
        before = (first - self.firstweekday) % 7
        start = _datetime.date(year, month, 1) - _datetime.timedelta(before)
        for i in range(before + days + -(before + days) % 7):
            yield start + _datetime.timedelta(i)

    def monthdayscalendar(self, year, month):
        days = list(self.itermonthdays(year, month))
        return [days[i:i + 7] for i in range(0, len(days), 7)]

    def monthdays2calendar(self, year, month):
        days = list(self.itermonthdays2(year, month))
        return [days[i:i + 7] for i in range(0, len(days), 7)]

    def monthdatescalendar(self, year, month):
        days = list(self.itermonthdates(year, month))
        return [days[i:i + 7] for i in range(0, len(days), 7)]


    def yeardayscalendar(self, year, width=3):
        return self._rows(self.monthdayscalendar, year, width)

    def yeardays2calendar(self, year, width=3):
        return self._rows(self.monthdays2calendar, year, width)

    def yeardatescalendar(self, year, width=3):
        return self._rows(self.monthdatescalendar, year, width)

    def _rows(self, make, year, width):
        months = [make(year, month) for month in range(1, 13)]
        return [months[i:i + width] for i in range(0, 12, width)]


class TextCalendar(Calendar):
    def formatweekday(self, day, width):
        names = day_name if width >= 9 else day_abbr
        return names[day][:width].center(width)

    def formatweekheader(self, width):
        return " ".join([self.formatweekday(i, width) for i in self.iterweekdays()])

    def formatmonthname(self, year, month, width, withyear=True):
        text = month_name[month]
        return ("%s %r" % (text, year) if withyear else text).center(width)

    def formatday(self, day, weekday, width):
        return ("%2i" % day if day else "").center(width)

    def formatweek(self, week, width):
        return " ".join([self.formatday(day, weekday, width) for day, weekday in week])

    def formatmonth(self, year, month, w=0, l=0):
        w = max(2, w)
        l = max(1, l)
        text = self.formatmonthname(year, month, 7 * (w + 1) - 1).rstrip() + "\n" * l
        text += self.formatweekheader(w).rstrip() + "\n" * l
        for week in self.monthdays2calendar(year, month):
            text += self.formatweek(week, w).rstrip() + "\n" * l
        return text

    def prmonth(self, year, month, w=0, l=0):
        print(self.formatmonth(year, month, w, l), end="")

    def formatyear(self, theyear, w=2, l=1, c=6, m=3):
        w = max(2, w)
        l = max(1, l)
        c = max(2, c)
        width = (w + 1) * 7 - 1
        text = repr(theyear).center(width * m + c * (m - 1)).rstrip() + "\n" * l

        def line(parts):
            return (" " * c).join([part.center(width) for part in parts]).rstrip() + "\n" * l

        for i, row in enumerate(self.yeardays2calendar(theyear, m)):
            months = range(m * i + 1, min(m * (i + 1) + 1, 13))
            text += "\n" * l + line([self.formatmonthname(theyear, month, width, False) for month in months])
            text += line([self.formatweekheader(w)] * len(months))
            for j in range(max([len(weeks) for weeks in row])):
                text += line([self.formatweek(weeks[j], w) if j < len(weeks) else "" for weeks in row])
        return text

    def pryear(self, theyear, w=0, l=0, c=6, m=3):
        print(self.formatyear(theyear, w, l, c, m), end="")


def monthcalendar(year, month):
    return Calendar(_first).monthdayscalendar(year, month)


def month(year, month, w=0, l=0):
    return TextCalendar(_first).formatmonth(year, month, w, l)


def prmonth(year, month, w=0, l=0):
    print(TextCalendar(_first).formatmonth(year, month, w, l), end="")


def weekheader(width):
    return TextCalendar(_first).formatweekheader(width)


def calendar(theyear, w=2, l=1, c=6, m=3):
    return TextCalendar(_first).formatyear(theyear, w, l, c, m)


def prcal(theyear, w=0, l=0, c=6, m=3):
    TextCalendar(_first).pryear(theyear, w, l, c, m)


class HTMLCalendar(Calendar):
    def __init__(self, firstweekday=0):
        raise NotImplementedError("calendar.HTMLCalendar is not there; make the table from monthdayscalendar()")

"""Axes of numbers and of time: where they begin and end, where ticks stand, and how these are written."""

import math

_DAY_SECONDS = 86_400
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_LARGE = ((1e12, "tn"), (1e9, "bn"), (1e6, "M"))


def number_text(value):
    """A number for a reader: at most 6 digits that matter."""
    if value == 0:
        return "0"
    size = abs(value)
    if size >= 1e15 or size < 1e-4:
        return f"{value:.3g}"
    for unit, suffix in _LARGE:
        if size >= unit:
            return f"{value / unit:.4g}{suffix}"
    if value == int(value):
        return f"{value:.0f}" if size < 10_000 else f"{value:,.0f}"
    if size >= 10_000:
        return f"{value:,.1f}"
    return f"{value:.6g}"


class Linear:
    """A scale of numbers whose ends are ticks (unless is_nice is false). count: about how many; is_whole: no halves."""

    def __init__(self, low, high, count, has_zero=False, is_nice=True, is_whole=False):
        if has_zero:
            low, high = min(low, 0.0), max(high, 0.0)
        largest = max(abs(low), abs(high))
        if high - low <= largest * 1e-9 or high - low < 1e-299:
            pad = largest * 0.1 or 1.0
            low, high = low - (0 if has_zero and low == 0 else pad), high + pad
        step = self._step((high - low) / max(count, 1))
        if is_whole:
            step = max(step, 1.0)
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if not is_nice:
            first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
            self.low, self.high = low, high
        else:
            self.low, self.high = first * step, last * step
        self.step = step
        self.ticks = [i * step for i in range(first, last + 1)]

    @staticmethod
    def _step(raw):
        power = 10.0 ** math.floor(math.log10(raw))
        part = raw / power
        return power * (1 if part <= 1.0001 else 2 if part <= 2.0001 else 5 if part <= 5.0001 else 10)

    def place(self, value):
        """From 0 (low) to 1 (high)."""
        return (value - self.low) / (self.high - self.low)

    def labels(self):
        largest = max([abs(tick) for tick in self.ticks], default=0)
        if largest >= 1e15 or self.step < 1e-6:
            return ["0" if tick == 0 else f"{tick:.6g}" for tick in self.ticks]
        unit, suffix = next(((unit, suffix) for unit, suffix in _LARGE if largest >= unit), (1, ""))
        decimals = max(0, -math.floor(math.log10(self.step / unit) + 1e-9))
        if decimals > 6:  # neighbours far from zero: whole numbers say more
            unit, suffix = 1, ""
            decimals = max(0, -math.floor(math.log10(self.step) + 1e-9))
        separator = "," if largest / unit >= 10_000 else ""  # 2024 is a year as a rule
        return ["0" if tick == 0 else f"{tick / unit:{separator}.{decimals}f}{suffix}" for tick in self.ticks]


# ---- time: seconds since the year 1 ----


def _date(seconds):
    import datetime
    day = min(max(int(seconds // _DAY_SECONDS), 1), 3_652_059)
    return datetime.date.fromordinal(day)


def iso_text(seconds):
    """As Vega reads it: a date alone would be taken as UTC."""
    rest = seconds % _DAY_SECONDS
    text = f"{_date(seconds).isoformat()}T{int(rest // 3600):02}:{int(rest // 60) % 60:02}:{int(rest) % 60:02}"
    return text if rest == int(rest) else f"{text}.{int(rest % 1 * 1000):03}"


def time_text(seconds):
    """As a person reads it."""
    text = iso_text(seconds)
    return text[:10] if text.endswith("T00:00:00") else text.replace("T", " ").removesuffix(":00")


_MINUTE, _HOUR = 60, 3600
_SHORT_STEPS = (1, 2, 5, 10, 15, 30, _MINUTE, 2 * _MINUTE, 5 * _MINUTE, 10 * _MINUTE, 15 * _MINUTE, 30 * _MINUTE, _HOUR,
                2 * _HOUR, 3 * _HOUR, 6 * _HOUR, 12 * _HOUR)
_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6)


class Time:
    """A scale of time; ticks stand on whole minutes, days, months or years."""

    def __init__(self, low, high, count):
        if high - low < 1e-3:
            low, high = low - _DAY_SECONDS / 2, high + _DAY_SECONDS / 2
        self.low, self.high = low, high
        raw = (high - low) / max(count, 1)
        self.ticks, self._texts = [], []
        if raw <= 12 * _HOUR * 1.01:
            self._place_short(next((step for step in _SHORT_STEPS if step >= raw * 0.99), 12 * _HOUR), raw)
        elif raw <= 14 * _DAY_SECONDS * 1.01:
            self._place_days(next(step for step in _DAY_STEPS if step * _DAY_SECONDS >= raw * 0.99))
        else:
            self._place_months(raw / (30.44 * _DAY_SECONDS))

    def place(self, value):
        return (value - self.low) / (self.high - self.low)

    def labels(self):
        return self._texts

    def _add(self, seconds, text):
        if self.low - 1e-6 <= seconds <= self.high + 1e-6:
            self.ticks.append(seconds)
            self._texts.append(text)

    def _place_short(self, step, raw):
        if raw < 0.5:  # fractions of a second
            scale = Linear(0, self.high - self.low, max((self.high - self.low) / raw, 1), is_nice=False)
            for tick, text in zip(scale.ticks, scale.labels()):
                self._add(self.low + tick, f"+{text} s")
            return
        first = math.ceil(self.low / step)
        for i in range(first, min(int(self.high // step), first + 100) + 1):
            seconds = i * step
            rest = seconds % _DAY_SECONDS
            text = f"{rest // 3600:02}:{rest // 60 % 60:02}"
            if rest == 0:
                date = _date(seconds)
                text = f"{_MONTHS[date.month - 1]} {date.day}"
            elif step < _MINUTE:
                text += f":{rest % 60:02}"
            self._add(seconds, text)

    def _place_days(self, step):
        # Weeks begin on Monday, as the ordinal 1 does.
        first = math.ceil(self.low / _DAY_SECONDS)
        first += (1 - first) % step
        year = None
        for day in range(first, int(self.high // _DAY_SECONDS) + 1, step):
            date = _date(day * _DAY_SECONDS)
            text = f"{_MONTHS[date.month - 1]} {date.day}"
            self._add(day * _DAY_SECONDS, text if date.year == year or year is None else f"{text}, {date.year}")
            year = date.year

    def _place_months(self, months):
        import datetime
        step = next((step for step in _MONTH_STEPS if step >= months * 0.99), None)
        if step is None:
            step = int(Linear._step(max(months / 12 * 0.99, 1))) * 12
        start = _date(self.low)
        month = (start.year * 12 + start.month - 1) // step * step
        for _ in range(200):
            year = month // 12
            if year > 9999:
                break
            if year >= 1:
                seconds = datetime.date(year, month % 12 + 1, 1).toordinal() * _DAY_SECONDS
                if seconds > self.high:
                    break
                text = str(year) if month % 12 == 0 else _MONTHS[month % 12]
                if not self.ticks and month % 12 != 0:
                    text += f" {year}"
                self._add(seconds, text)
            month += step

"""What is drawn: a Plot, made of a table by choosing columns and reading their values."""

import datetime
import itertools
import re
from decimal import Decimal
from fractions import Fraction
from operator import itemgetter

from vitrine._chart_table import (MAGNITUDE_MAX, as_number, as_numbers, check_column, clean, clean_title, columns_of,
                                  from_mapping, is_color, is_many, is_name, is_numeric, listed, plural, take)

BARS_MAX = 500            # more are refused
CATEGORIES_MAX = 2_000    # different texts on an x axis
SERIES_MAX = 20           # more are refused
POINTS_MAX = 5_000        # drawn; what is above is thinned out, and said

_DAY_SECONDS = 86_400
_ISO_TIME = re.compile(r"\d{4}-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?", re.ASCII)


class Plot:
    """What is to be drawn, whatever form the data had.

    x_kind is "category" (then x counts through `categories`), "number" or "time" (seconds since the year 1). `series`
    maps names to lists of (x, y); the one series of a plot without a legend is called "". A histogram has x_kind
    "number", and `edges`.
    """

    def __init__(self, kind):
        self.kind = kind
        self.x_kind = "number"
        self.x_name = self.y_name = self.color_name = ""
        self.categories = []
        self.series = {}
        self.edges = None
        self.color = None       # of a single series, as the caller wants it
        self.notes = []

    def points_count(self):
        return sum([len(points) for points in self.series.values()])


# ---- which columns ----


def _add_list(where, table, name, values):
    values = take(where, values)
    length = len(next(iter(table.columns.values()), values))
    if len(values) != length:
        raise ValueError(f"{where}: {name} has {len(values)} values, and the data {length}; they must be equally many")
    while name in table.columns:
        name += "_"
    table.columns[name] = values
    return name


def _gather(where, data, x, y, color):
    """Returns (table, x, y, color): all of them columns by name, y a list of names."""
    if data is not None and is_many(data) and (is_many(x) and y is None or is_many(y) and x is None):
        data = take(where, data)
        other = take(where, x if y is None else y)
        scalar = next((item for item in data if item is not None), None)
        named = not isinstance(scalar, (dict, list, tuple)) and not all([isinstance(item, str) for item in other])
        if named:  # bar(names, values), as other libraries have it
            data, x, y = None, data, other
        elif y is None:
            x = other
        else:
            y = other
    if data is None:
        if y is None:
            raise TypeError(f"{where}: expected data, e.g. chart.{where.partition('.')[2]}(rows, x='month', y='sales')")
        if isinstance(y, dict):
            table = from_mapping(where, y)
            y = None
        else:
            table = columns_of(where, y)
            y = None
            if list(table.columns) != ["y"]:
                raise TypeError(f"{where}: y must be a list of numbers when no data is given")
        if x is not None:
            if not is_many(x):
                raise TypeError(f"{where}: x must be a list when y is one")
            name = _add_list(where, table, "x", x)
            x = name
        x_is_list = True
    else:
        table = columns_of(where, data)
        x_is_list = is_many(x) and not is_name(x, table.columns)
        if x_is_list:
            x = _add_list(where, table, "x", x)
        if y is not None and not is_name(y, table.columns):
            if not is_many(y):
                raise TypeError(f"{where}: y must be a column's name or a list, got {type(y).__name__}")
            y = take(where, y)
            if not all([isinstance(name, str) for name in y]):
                y = _add_list(where, table, "y", y)
    if color is not None and not is_name(color, table.columns) and is_many(color):
        color = _add_list(where, table, "color", color)
    columns = table.columns
    if x is not None:
        check_column(where, x, columns, "x")
    if y is not None:
        y = [check_column(where, name, columns, "y") for name in (y if isinstance(y, list) else [y])]
    if color is not None and not (isinstance(color, str) and is_color(color) and color not in columns):
        check_column(where, color, columns, "color")
    elif color is None and table.is_anonymous and "color" in columns:
        color = "color"
    return table, x, y, color


def _choose(where, table, x, y, color, kind):
    """Fills in the x and y that were not given. y may become [] (count the rows), x None (count through)."""
    columns = table.columns
    if table.is_anonymous and y is None and ("x" in columns or not all([isinstance(y, str) for y in columns["y"]])):
        return x if x is not None else "x" if "x" in columns else None, ["y"]
    rest = [name for name in columns if name != color and name != x and (y is None or name not in y)]
    numeric = [name for name in rest if is_numeric(columns[name])]
    if x is None and (y is None or not table.is_anonymous or len(columns) > 1):
        texts = [name for name in rest if name not in numeric]
        if texts:
            x = texts[0]
        elif numeric and not table.is_wide and (y is not None or len(numeric) > 1):
            x = numeric.pop(0)
    if y is not None:
        return x, y
    if table.is_wide and numeric:
        return x, numeric
    if len(numeric) == 1:
        return x, numeric
    if numeric:
        raise ValueError(f"{where}: say which column y is, e.g. y={numeric[0]!r}, or several: y={numeric[:2]!r}; "
                         f"columns of numbers are {listed(numeric)}")
    if kind == "bar" and x is not None:
        return x, []
    raise ValueError(f"{where}: there is no column of numbers to draw; the columns are {listed(columns)}")


# ---- values ----


def _seconds(value):
    if isinstance(value, datetime.datetime):
        return (value.toordinal() * _DAY_SECONDS + value.hour * 3600 + value.minute * 60 + value.second
                + value.microsecond / 1e6)
    return float(value.toordinal() * _DAY_SECONDS)


def _parse_time(value):
    """A date or datetime, or None when the text is none."""
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str) or len(value) > 40 or not _ISO_TIME.fullmatch(value):
        return None
    try:
        return datetime.datetime.fromisoformat(value if len(value) > 7 else f"{value}-01")
    except ValueError:
        return None


def _as_times(values):
    """Seconds since the year 1 for each value (None stays), or None when not all are dates."""
    cache = {}
    zones = set()
    for value in values:
        if value is not None and value not in cache:
            time = _parse_time(value)
            if time is None:
                return None
            cache[value] = time
            if isinstance(time, datetime.datetime):
                zones.add(time.tzinfo)
    if not cache:
        return None
    if len(zones) > 1:  # of several zones: all in UTC
        utc = datetime.timezone.utc
        try:
            cache = {value: time.astimezone(utc) if getattr(time, "tzinfo", None) else time
                     for value, time in cache.items()}
        except OverflowError:
            pass
    seconds = {value: _seconds(time) for value, time in cache.items()}
    return [None if value is None else seconds[value] for value in values]


def _as_xs(values, kind):
    """Returns (x_kind, values): what an x axis holds, by all of its values."""
    kinds = set(map(type, values)) - {type(None)}
    if kinds and all([issubclass(kind, (int, float, Decimal, Fraction)) and kind is not bool for kind in kinds]):
        return "number", as_numbers(values)
    try:
        if kinds and all([issubclass(kind, (datetime.date, str)) for kind in kinds]):
            times = _as_times(values)
            if times is not None:
                return "time", times
    except TypeError:
        pass
    if kinds == {str} and kind != "bar":
        try:
            return "number", as_numbers(values)
        except ValueError:
            pass
    return "category", values


def read_numbers(where, name, values):
    try:
        return as_numbers(values)
    except ValueError:
        for value in values:
            try:
                as_number(value)
            except ValueError:
                raise ValueError(f"{where}: y must be numbers, and {clean(name, 40) or 'y'} holds "
                                 f"{clean(repr(value), 60)}; convert it first, or choose another column") from None
        raise


def _count(xs, names):
    counted = {}
    for x, name in zip(xs, names):
        if x is not None:
            counted[x, name] = counted.get((x, name), 0) + 1
    return [(x, float(count), name) for (x, name), count in counted.items()]


def _categorize(plot, where, triples, is_sorted):
    """Turns x into a place among the categories, in the order of their first use (numbers: sorted)."""
    xs = dict.fromkeys([x for x, _, _ in triples])
    if is_sorted:
        xs = dict.fromkeys(sorted(xs))
    if len(xs) > CATEGORIES_MAX:
        raise ValueError(f"{where}: x holds {len(xs):,} different texts; at most {CATEGORIES_MAX:,}. Group them, or "
                         "give x as numbers or dates (date, datetime or text like 2024-01-31)")
    used = {}
    places = {}
    for x in xs:
        label = clean(x)
        used[label] = used.get(label, 0) + 1
        places[x] = len(plot.categories)
        plot.categories.append(label if used[label] == 1 else f"{label} ({used[label]})")
    return [(places[x], y, name) for x, y, name in triples]


def _hashable(values):
    """Categories must be keys of a dict; what is not becomes its text."""
    try:
        for value in values:
            hash(value)
        return values
    except TypeError:
        return [None if value is None else clean(value) for value in values]


def _add_up(plot, triples):
    """One value for each place of each series: bars and areas cannot show more."""
    sums = {}
    for x, y, name in triples:
        sums[x, name] = sums.get((x, name), 0.0) + y
    if len(sums) < len(triples):
        plot.notes.append("values of the same x were added up")
    return [(x, min(max(y, -MAGNITUDE_MAX), MAGNITUDE_MAX), name) for (x, name), y in sums.items()]


def _thin_out(plot):
    """Keeps at most POINTS_MAX points: of lines and areas the peaks, of clouds each n-th point."""
    before = plot.points_count()
    if before <= POINTS_MAX or plot.kind == "bar":
        return
    if plot.kind == "scatter":
        every = -(-before // POINTS_MAX)
        plot.series = {name: points[::every] or points[:1] for name, points in plot.series.items()}
        plot.notes.append(f"{before:,} points: every {every}th is drawn" if every > 3 else
                          f"{before:,} points: one of {every} is drawn")
        return
    if plot.kind == "area" and len(plot.series) > 1:  # they are stacked: the same places in each
        xs = sorted({x for points in plot.series.values() for x, _ in points})
        every = -(-before // POINTS_MAX)
        kept = set(xs[::every])
        plot.series = {name: [point for point in points if point[0] in kept]
                       for name, points in plot.series.items()}
        plot.notes.append(f"{before:,} points: {plot.points_count():,} of them are drawn")
        return
    share = max(POINTS_MAX // len(plot.series), 4)
    plot.series = {name: _peaks(points, share) for name, points in plot.series.items()}
    plot.notes.append(f"{before:,} points: the lowest and the highest of each stretch are drawn")


def _peaks(points, count_max):
    if len(points) <= count_max:
        return points
    size = -(-len(points) // (count_max // 2))
    kept = []
    for start in range(0, len(points), size):
        stretch = points[start:start + size]
        low = min(stretch, key=itemgetter(1))
        high = max(stretch, key=itemgetter(1))
        kept += [low] if low is high else [low, high] if low[0] <= high[0] else [high, low]
    return kept


def read(kind, data, x, y, color, is_banded=False):
    """Returns the Plot of a bar, line, scatter or area chart. is_banded: x is categories, whatever it holds."""
    where = f"chart.{kind}"
    plot = Plot(kind)
    table, x, y, color = _gather(where, data, x, y, color)
    if color is not None and color not in table.columns:
        plot.color, color = color, None
    x, y = _choose(where, table, x, y, color, kind)
    columns = table.columns
    length = len(next(iter(columns.values())))
    if len(y) > SERIES_MAX:
        raise ValueError(f"{where}: {len(y)} series are too many to tell apart; at most {SERIES_MAX}: choose "
                         "with y=[...]")

    xs = list(range(length)) if x is None else columns[x]
    plot.x_kind, xs = _as_xs(xs, kind)
    if plot.x_kind == "category":
        xs = _hashable(xs)
    if color is not None:
        own = _hashable(columns[color])
        known = {value: clean(value) or "(none)" for value in dict.fromkeys(own)}
        names = [known[value] for value in own]
        if len(y) > 1:
            raise ValueError(f"{where}: color= goes with one column as y, not with {len(y)}")
    else:
        names = None

    triples = []
    left_out = 0
    if not y:
        triples = _count(xs, names or itertools.repeat(""))
        plot.y_name = "count"
    for column in y:
        numbers = read_numbers(where, column, columns[column])
        own = names if names is not None else itertools.repeat(clean(column) if len(y) > 1 else "")
        found = [(x, number, name) for x, number, name in zip(xs, numbers, own)
                 if x is not None and number is not None]
        left_out += length - len(found)
        triples += found
    if left_out:
        plot.notes.append(f"{plural(left_out, 'point')} left out: no finite number there")
    if not triples:
        raise ValueError(f"{where}: there is nothing to draw, none of the values is a finite number")
    if names is not None:
        plot.color_name = "" if table.is_anonymous else clean_title(color)
    if not table.is_anonymous or x not in ("x", None):
        plot.x_name = clean_title(x)
    if len(y) == 1 and not table.is_anonymous:
        plot.y_name = clean_title(y[0])
    _arrange(plot, where, triples, is_banded)
    if isinstance(data, dict) and data.get("truncated") is True and "rows" in data:
        plot.notes.append("the query's result was cut: not all rows are here")
    return plot


def _arrange(plot, where, triples, is_banded):
    """Puts the points into series, in the order in which they are drawn."""
    series_names = list(dict.fromkeys([name for _, _, name in triples]))
    if len(series_names) > SERIES_MAX:
        raise ValueError(f"{where}: {len(series_names)} series are too many to tell apart; at most {SERIES_MAX}: "
                         "keep the largest ones, and add up the others as 'other'")
    if plot.kind in ("bar", "area"):
        triples = _add_up(plot, triples)
    if plot.kind == "bar" and len(triples) > BARS_MAX:
        raise ValueError(f"{where}: {len(triples):,} bars are too many to read; at most {BARS_MAX}: keep the largest "
                         "ones (sorted(..., reverse=True)[:30]), group them, or use chart.histogram or chart.line")
    if plot.kind == "bar" and plot.x_kind != "category":
        places = sorted({x for x, _, _ in triples})
        gap = min([b - a for a, b in zip(places, places[1:])], default=0)
        if plot.x_kind == "number" or is_banded or len(places) < 2 or (places[-1] - places[0]) / gap > BARS_MAX:
            if plot.x_kind == "time":
                from vitrine._chart_scale import time_text
                triples = [(time_text(x), y, name) for x, y, name in sorted(triples, key=itemgetter(0))]
            triples = _categorize(plot, where, triples, plot.x_kind == "number")
            plot.x_kind = "category"
    elif plot.x_kind == "category":
        triples = _categorize(plot, where, triples, False)
    if len(series_names) == 1:
        plot.series = {series_names[0]: [(x, y) for x, y, _ in triples]}
    else:
        plot.series = {name: [] for name in series_names}
        for x, y, name in triples:
            plot.series[name].append((x, y))
    if plot.kind != "scatter":
        for points in plot.series.values():
            points.sort(key=itemgetter(0))
    _thin_out(plot)



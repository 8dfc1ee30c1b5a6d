"""The forms that data for a chart may have: all become a table by columns. And the words in charts, made harmless."""

import datetime
import difflib
import itertools
import re
from decimal import Decimal

import _vitrine

from vitrine import _chart_characters

ROWS_MAX = 2_000_000    # of the data given; more are refused
MAGNITUDE_MAX = 1e300   # numbers beyond it are left out, so that differences stay finite
_LABEL_CHARACTERS_MAX = 80
_TITLE_CHARACTERS_MAX = 200
_SAMPLE = 200           # values looked at to see what a column holds

_HEX_COLOR = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", re.ASCII)
_COLOR_NAMES = frozenset("""
    black blue brown coral crimson cyan darkblue darkgreen darkorange darkred firebrick forestgreen gold goldenrod gray
    green grey indianred indigo lightblue lightgreen limegreen magenta maroon midnightblue navy olive orange orangered
    orchid pink purple red royalblue salmon seagreen sienna skyblue slateblue slategray steelblue tan teal tomato
    turquoise violet yellow yellowgreen
""".split())

_MARKS_MAX = 3  # on one character; more would run over their neighbours
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters by their category, and seen by nobody


def _harmless(text):
    """Without what would break XML, turn text around or hide it."""
    if text.isascii() and text.isprintable():
        return text
    kept, marks = [], 0
    for c in text:
        if _chart_characters.category(c) in ("Mn", "Me"):
            marks += 1
            if marks > _MARKS_MAX:
                continue
        else:
            marks = 0
            if c in _BLANK or not (c.isprintable() or c == "\u200d"):  # which joins emojis
                c = "\ufffd"
        kept.append(c)
    return "".join(kept)


def clean(value, characters_max=_LABEL_CHARACTERS_MAX):
    """Text as it may stand in a chart: one line, of bounded length, nothing invisible in it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, str):
        text = str(value[:8 * characters_max])
    elif isinstance(value, (Decimal, datetime.date, datetime.time)):
        text = str(value)
    else:
        text = _vitrine.repr(value, 8 * characters_max)
    text = _harmless(" ".join(text.split()))
    return text if len(text) <= characters_max else text[:characters_max - 1] + "\u2026"


def clean_title(value):
    return clean(value, _TITLE_CHARACTERS_MAX)


def is_color(text):
    return _HEX_COLOR.fullmatch(text) is not None or text.lower() in _COLOR_NAMES


class Columns:
    """A table by columns. `is_anonymous`: the names are ours and mean nothing to a reader."""

    def __init__(self, columns, is_anonymous=False, is_wide=False):
        self.columns = columns
        self.is_anonymous = is_anonymous
        self.is_wide = is_wide  # given as lists by name: without an x, each list is a series


def plural(count, name):
    return f"{count:,} {name}{'' if count == 1 else 's'}"


def listed(names):
    shown = ", ".join([clean(name, 40) for name in itertools.islice(names, 12)])
    return shown + (f" and {len(names) - 12} more" if len(names) > 12 else "")


def is_many(value):
    return not isinstance(value, (str, bytes, bytearray, dict)) and hasattr(value, "__iter__")


def take(where, values):
    taken = list(itertools.islice(values, ROWS_MAX + 1))
    if len(taken) > ROWS_MAX:
        raise ValueError(f"{where}: more than {ROWS_MAX:,} values; add them up or sample them first, e.g. "
                         f"rows[::{10}] or GROUP BY in the query")
    return taken


def _row_keys(row):
    """How to make a dict of a row that has names; None when it has none."""
    if isinstance(row, dict):
        return lambda row: row
    if hasattr(row, "_fields"):
        return lambda row: row._asdict()
    if hasattr(row, "__dataclass_fields__"):
        return lambda row: {name: getattr(row, name) for name in row.__dataclass_fields__}
    if hasattr(row, "keys") and hasattr(row, "__getitem__"):
        return lambda row: {key: row[key] for key in row.keys()}
    return None


def _from_rows(where, rows, as_dict):
    try:
        rows = [as_dict(row) for row in rows]
        names = dict.fromkeys(itertools.chain.from_iterable(rows)) if len(rows) < 100_000 else dict.fromkeys(rows[0])
        return Columns({name: [row.get(name) for row in rows] for name in names})
    except (AttributeError, TypeError):
        raise TypeError(f"{where}: the rows must all be of one kind; expected a list of dicts") from None


def from_mapping(where, data):
    columns, rows = data.get("columns"), data.get("rows")
    if isinstance(columns, (list, tuple)) and isinstance(rows, (list, tuple)):  # of a query
        if not rows:
            raise ValueError(f"{where}: there is nothing to draw, the query gave no rows")
        width = len(columns)
        rows = take(where, rows)
        if not all([isinstance(row, (list, tuple)) and len(row) == width for row in rows]):
            raise ValueError(f"{where}: each row must have {width} values, as many as there are columns")
        return Columns({name: [row[i] for row in rows] for i, name in enumerate(columns)})
    if set(data) == {"error"}:
        raise ValueError(f"{where}: the query failed, so there is nothing to draw: {clean_title(data['error'])}")
    values = list(data.values())
    if all([is_many(value) for value in values]):
        columns = {name: take(where, value) for name, value in data.items()}
        lengths = {len(values) for values in columns.values()}
        if len(lengths) > 1:
            told = ", ".join([f"{clean(name, 40)} has {len(values)}"
                              for name, values in itertools.islice(columns.items(), 12)])
            raise ValueError(f"{where}: the lists must be equally long; {told}")
        return Columns(columns, is_wide=True)
    if all([isinstance(value, dict) for value in values]):
        flat = [(x, y, name) for x, inner in data.items() for name, y in inner.items()]
        return Columns({"x": [x for x, _, _ in flat], "y": [y for _, y, _ in flat],
                         "color": [name for _, _, name in flat]}, is_anonymous=True)
    return Columns({"x": list(data), "y": values}, is_anonymous=True)


def columns_of(where, data):
    table = _read_columns(where, data)
    if not table.columns:
        raise ValueError(f"{where}: there is nothing to draw, the data has no columns")
    return table


def _read_columns(where, data):
    if isinstance(data, (str, bytes, bytearray)):
        raise TypeError(f"{where}: expected rows, pairs, numbers or a dict, got text")
    if not isinstance(data, dict) and hasattr(data, "items") and hasattr(data, "keys"):
        data = dict(data)
    if isinstance(data, dict):
        if not data:
            raise ValueError(f"{where}: there is nothing to draw, the data is empty")
        return from_mapping(where, data)
    if not hasattr(data, "__iter__"):
        raise TypeError(f"{where}: expected rows, pairs, numbers or a dict, got {type(data).__name__}")
    data = take(where, data)
    if not data:
        raise ValueError(f"{where}: there is nothing to draw, the data is empty")
    first = next((row for row in data if row is not None), None)
    as_dict = _row_keys(first)
    if as_dict is not None:
        return _from_rows(where, data, as_dict)
    if isinstance(first, (list, tuple)):
        width = len(first)
        if width not in (2, 3) or not all([isinstance(row, (list, tuple)) and len(row) == width for row in data]):
            raise ValueError(f"{where}: expected pairs (x, y) or triples (x, y, series); rows of more values need "
                             "names: give a list of dicts")
        return Columns({name: [row[i] for row in data] for i, name in zip(range(width), ("x", "y", "color"))},
                        is_anonymous=True)
    return Columns({"y": data}, is_anonymous=True)


# ---- what columns hold ----


def as_number(value):
    """A float; None for what is no finite number. Raises ValueError for what is not meant as one."""
    if value is None:
        return None
    if isinstance(value, (complex, bytes)):
        raise ValueError
    if isinstance(value, str) and not value.strip():
        return None
    if isinstance(value, Decimal) and value.is_snan():  # the one number that float() refuses
        return None
    try:
        number = float(value)
    except TypeError:
        raise ValueError from None
    except OverflowError:
        return None
    if -1 / MAGNITUDE_MAX < number < 1 / MAGNITUDE_MAX:
        return 0.0
    return number if -MAGNITUDE_MAX <= number <= MAGNITUDE_MAX else None


def as_numbers(values):
    """as_number() of each."""
    if set(map(type, values)) <= {int, float}:  # a fast way for ordinary numbers, which may be a million
        try:
            numbers = list(map(float, values))
        except OverflowError:
            numbers = []
        sizes = list(map(abs, filter(None, numbers)))
        total = sum(sizes)  # a NaN or an infinity anywhere shows in it
        if sizes and total - total == 0 and max(sizes) <= MAGNITUDE_MAX and min(sizes) >= 1 / MAGNITUDE_MAX:
            return numbers
    return [as_number(value) for value in values]


def is_numeric(values):
    seen = 0
    for value in itertools.islice((value for value in values if value is not None), _SAMPLE):
        if isinstance(value, bool):
            return False
        try:
            as_number(value)
        except ValueError:
            return False
        seen += 1
    return seen > 0


def _is_column(name, columns):
    try:
        return name in columns
    except TypeError:  # a list, say
        return False


def is_name(value, columns):
    return isinstance(value, str) or _is_column(value, columns)


def check_column(where, name, columns, parameter):
    if _is_column(name, columns):
        return name
    close = difflib.get_close_matches(str(name), [str(known) for known in columns], 1, 0.5)
    meant = f" Did you mean {close[0]!r}?" if close else ""
    raise ValueError(f"{where}: {parameter}={clean(repr(name), 60)} is no column; the columns are "
                     f"{listed(columns)}.{meant}")

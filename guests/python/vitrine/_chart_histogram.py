"""Reads values into the Plot of a histogram."""

import math
from bisect import bisect_right

from vitrine._chart_data import Plot, read_numbers
from vitrine._chart_scale import Linear
from vitrine._chart_table import (as_number, check_column, clean_title, columns_of, is_many, is_numeric, listed, plural,
                                  take)

_BINS_MAX = 200


def read_histogram(values, x, bins):
    where = "chart.histogram"
    plot = Plot("histogram")
    if values is None and is_many(x):
        values, x = x, None
    if values is None:
        raise TypeError(f"{where}: expected the values, e.g. chart.histogram(ages, bins=20)")
    table = columns_of(where, values)
    columns = table.columns
    if x is None and table.is_anonymous:
        x = "y"
    elif x is None:
        numeric = [name for name in columns if is_numeric(columns[name])]
        if len(numeric) != 1:
            raise ValueError(f"{where}: say which column holds the values, e.g. x={(numeric or list(columns))[0]!r}; "
                             f"the columns are {listed(columns)}")
        x = numeric[0]
    check_column(where, x, columns, "x")
    given = columns[x]
    numbers = [number for number in read_numbers(where, x, given) if number is not None]
    if len(numbers) < len(given):
        plot.notes.append(f"{plural(len(given) - len(numbers), 'value')} left out: not a finite number")
    if not numbers:
        raise ValueError(f"{where}: there is nothing to draw, none of the values is a finite number")
    plot.x_name = "" if table.is_anonymous else clean_title(x)
    plot.y_name = "count"
    plot.edges = _edges(where, numbers, bins)
    counts = _count_in_bins(plot, numbers)
    plot.series = {"": [(i, float(count)) for i, count in enumerate(counts)]}
    return plot


def _edges(where, numbers, bins):
    if bins is not None and is_many(bins):
        edges = [as_number(edge) for edge in take(where, bins)]
        if len(edges) < 2 or len(edges) > _BINS_MAX + 1 or None in edges or \
                not all([a < b for a, b in zip(edges, edges[1:])]):
            raise ValueError(f"{where}: bins as a list must be 2 to {_BINS_MAX + 1} numbers that rise")
        return edges
    if bins is not None and (isinstance(bins, bool) or not isinstance(bins, int) or not 1 <= bins <= _BINS_MAX):
        raise ValueError(f"{where}: bins must be a whole number from 1 to {_BINS_MAX}, or a list of edges")
    low, high = min(numbers), max(numbers)
    if bins is None:
        wanted = min(max(math.ceil(math.sqrt(len(numbers))), 5), 30)
        if 0 < high - low <= 25 and all([number.is_integer() for number in numbers]):
            return [low - 0.5 + i for i in range(int(high - low) + 2)]  # a bar for each whole number
        return Linear(low, high, wanted).ticks
    if high - low <= abs(high) * 1e-12:
        pad = abs(high) * 0.5 or 0.5
        low, high = low - pad, high + pad
    return [low + (high - low) * (i / bins) for i in range(bins)] + [high]


def _count_in_bins(plot, numbers):
    edges = plot.edges
    counts = [0] * (len(edges) - 1)
    outside = 0
    for number in numbers:
        place = bisect_right(edges, number) - 1
        if number == edges[-1]:
            place -= 1
        if 0 <= place < len(counts):
            counts[place] += 1
        else:
            outside += 1
    if outside:
        plot.notes.append(f"{plural(outside, 'value')} outside the bins")
    return counts

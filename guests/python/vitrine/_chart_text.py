"""A Plot as a few lines of text, for readers who see no pictures."""

from vitrine import _chart_characters
from vitrine._chart_scale import number_text, time_text

_LINES_MAX = 30
_BAR_CELLS = 40
_SPARK_CELLS = 60
_EIGHTHS = " \u258f\u258e\u258d\u258c\u258b\u258a\u2589"
_FULL = "\u2588"
_SPARKS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"


def _cells(text):
    return sum([2 if _chart_characters.east_asian_width(c) in "WF" else not _chart_characters.combining(c) for c in text])


def _fit(text, cells):
    while _cells(text) > cells:
        text = text[:-2] + "\u2026"
    return text + " " * (cells - _cells(text))


def _bar(share):
    eighths = round(share * _BAR_CELLS * 8)
    return _FULL * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def x_text(plot, x):
    if plot.x_kind == "category":
        return plot.categories[x]
    return time_text(x) if plot.x_kind == "time" else number_text(x)


def _bars(plot):
    if plot.kind == "histogram":
        from vitrine._chart_scale import number_text as text
        labels = [f"{text(low)} to {text(high)}" for low, high in zip(plot.edges, plot.edges[1:])]
        rows = [(labels[i], y) for i, y in plot.series[""]]
    else:
        rows = []
        by_place = {}
        for name, points in plot.series.items():
            for x, y in points:
                by_place.setdefault(x, []).append((name, y))
        for x in sorted(by_place):
            for name, y in by_place[x]:
                rows.append((f"{x_text(plot, x)} {name}".strip(), y))
    left_out = len(rows) - _LINES_MAX
    rows = rows[:_LINES_MAX]
    width = min(max([_cells(label) for label, _ in rows]), 32)
    largest = max([abs(y) for _, y in rows]) or 1.0
    lines = []
    for label, y in rows:
        bar = _bar(abs(y) / largest)
        lines.append(f"{_fit(label, width)}  {'-' if y < 0 and bar else ''}{bar}{' ' if bar else ''}{number_text(y)}")
    if left_out > 0:
        lines.append(f"... {left_out} more")
    return lines


def _spark(points):
    low, high = points[0][0], points[-1][0]
    count = min(_SPARK_CELLS, len(points))
    cells = [[] for _ in range(count)]
    for x, y in points:
        cells[min(int((x - low) / (high - low) * count), count - 1) if high > low else 0].append(y)
    means = [sum([y / len(cell) for y in cell]) if cell else None for cell in cells]
    known = [mean for mean in means if mean is not None]
    bottom, span = min(known), max(known) - min(known)
    return "".join([" " if mean is None else _SPARKS[round((mean - bottom) / span * 7) if span > 0 else 3]
                    for mean in means])


def _lines(plot):
    lines = []
    for name, points in list(plot.series.items())[:_LINES_MAX]:
        ys = [y for _, y in points]
        said = (f"{number_text(ys[0])} at {x_text(plot, points[0][0])}, {number_text(ys[-1])} at "
                f"{x_text(plot, points[-1][0])}; lowest {number_text(min(ys))}, highest {number_text(max(ys))}")
        lines.append(f"{name}: {said}" if name else said)
        lines.append(f"  {_spark(points)}")
    return lines


def _correlation(points):
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x_scale = max([abs(x) for x in xs]) or 1.0
    y_scale = max([abs(y) for y in ys]) or 1.0
    xs, ys = [x / x_scale for x in xs], [y / y_scale for y in ys]
    x_mean, y_mean = sum(xs) / len(xs), sum(ys) / len(ys)
    xx = sum([(x - x_mean) ** 2 for x in xs])
    yy = sum([(y - y_mean) ** 2 for y in ys])
    if len(points) < 3 or xx * yy <= 0:
        return ""
    return f"; correlation {sum([(x - x_mean) * (y - y_mean) for x, y in zip(xs, ys)]) / (xx * yy) ** 0.5:.2f}"


def _cloud(plot):
    lines = []
    for name, points in list(plot.series.items())[:_LINES_MAX]:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        said = f"{len(points):,} point{'' if len(points) == 1 else 's'}"
        if plot.x_kind != "category":
            said += f"; x {x_text(plot, min(xs))} to {x_text(plot, max(xs))}"
        said += f"; y {number_text(min(ys))} to {number_text(max(ys))}"
        if plot.x_kind != "category":
            said += _correlation(points)
        lines.append(f"{name}: {said}" if name else said)
    return lines


def to_text(plot, style):
    names = ", ".join([name for name in (style.y_title, style.x_title and f"by {style.x_title}") if name])
    names = names.replace(", by ", " by ")
    head = style.title if style.title else names
    make = _bars if plot.kind in ("bar", "histogram") else _cloud if plot.kind == "scatter" else _lines
    lines = [head] if head else []
    if style.title and names:
        lines.append(names)
    lines += make(plot)
    lines += [f"({note})" for note in plot.notes]
    return "\n".join(lines)

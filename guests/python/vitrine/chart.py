"""Charts from plain Python data: `import chart`, then chart.bar(rows, x="month", y="sales").

    chart.bar(data, x=None, y=None, *, color=None, title=None, horizontal=False, stack=False, sort=None, ...)
    chart.line(data, x=None, y=None, *, color=None, title=None, ...)
    chart.area(data, x=None, y=None, *, color=None, title=None, ...)
    chart.scatter(data, x=None, y=None, *, color=None, title=None, ...)
    chart.histogram(values, bins=None, *, x=None, title=None, ...)

A chart is shown when it is the last expression of the code, or by display(chart). It has to_svg(), to_vega_lite(),
to_text() and save("name.svg") (or .json: the Vega-Lite specification) into /output.

data may be
    rows: a list of dicts, or what a query gave: {"columns": [...], "rows": [...]}; x, y and color name columns
    {"Ada": 3, "Bob": 5}               a value for each name
    [3, 1, 4], [("Ada", 3), ("Bob", 5)]     numbers, or pairs (x, y)
    {"day": [...], "sales": [...]}     lists by name: columns; without an x each list of numbers is a series
    nothing, with x=[...] and y=[...]  two lists
y may be a list of columns, each then is a series; color names the column that tells the series apart (or is a color
like "tomato" or "#4269d0"). x as dates, or text like "2024-01-31" or "2024-01", makes a time axis. Missing values and
those that are no finite numbers are left out, and the chart says so.

For all: title, x_title, y_title (text), width, height (pixels). bar: sort="y" or "-y" (smallest or largest first), "x",
"-x".
"""

from vitrine import _chart_data
from vitrine._chart_table import clean_title, is_color

__all__ = ["Chart", "area", "bar", "histogram", "line", "scatter"]

_COLORS = ("#4269d0", "#efb118", "#ff725c", "#6cc5b0", "#3ca951", "#ff8ab7", "#a463f2", "#97bbf5", "#9c6b4e", "#9498a0",
           "#2b4aa3", "#b07d00", "#c23b27", "#2f8f7a", "#1f6b31", "#c94b7d", "#6f33b5", "#5b86c9", "#6b4530", "#62666e")
_SIZES = {"width": (200, 2000), "height": (120, 2000)}
_SORTS = ("x", "-x", "y", "-y")
_ZERO_SHARE = 0.4  # lines and clouds: an axis that begins below this share of its end begins at zero

# What other libraries call things.
_OTHER_NAMES = {
    "xlabel": "x_title", "x_label": "x_title", "ylabel": "y_title", "y_label": "y_title", "hue": "color",
    "colour": "color", "c": "color", "series": "color", "group": "color", "category": "color", "name": "title",
    "label": "title", "stacked": "stack", "orientation": "horizontal", "orient": "horizontal", "figsize": "width",
    "nbins": "bins", "size": "width",
}
_OTHER_KINDS = {"hist": "histogram", "barh": "bar", "column": "bar", "plot": "line", "points": "scatter", "pie": "bar"}


class _Style:
    """How a Plot is to look."""

    def __init__(self, plot, options):
        self.title = clean_title(options["title"])
        self.x_title = plot.x_name if options["x_title"] is None else clean_title(options["x_title"])
        self.y_title = plot.y_name if options["y_title"] is None else clean_title(options["y_title"])
        self.width, self.height = options["width"], options["height"]
        self.is_horizontal = options.get("horizontal", False)
        self.is_stacked = options.get("stack", False)
        self.colors = (plot.color, *_COLORS) if plot.color else _COLORS
        ys = [y for points in plot.series.values() for _, y in points]
        self.has_zero = plot.kind not in ("line", "scatter") or 0 <= min(ys) <= _ZERO_SHARE * max(ys)
        self.has_markers = plot.points_count() <= 40 * len(plot.series)
        self.bar_share = 0.8  # of the width of the plot; for bars on a time axis
        if plot.kind == "bar" and plot.x_kind == "time":
            places = sorted({x for points in plot.series.values() for x, _ in points})
            gap = min([b - a for a, b in zip(places, places[1:])])
            self.bar_share = 0.8 * gap / (places[-1] - places[0] + gap)

    def color_of(self, i):
        return self.colors[i % len(self.colors)]


def _check_options(where, options, unknown):
    for name in unknown:
        meant = f"; it is called {_OTHER_NAMES[name]} here" if _OTHER_NAMES.get(name) in options else ""
        raise TypeError(f"{where}() has no parameter {name!r}{meant}. It takes data, x, y, {', '.join(options)}")
    for name, (low, high) in _SIZES.items():
        value = options[name]
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
            raise ValueError(f"{where}: {name} must be {low} to {high} pixels, got {clean_title(repr(value)[:50])}")
        options[name] = round(value)
    sort = options.get("sort")
    if sort is not None and sort not in _SORTS:
        raise ValueError(f"{where}: sort must be one of 'x', '-x', 'y' and '-y', got {clean_title(repr(sort)[:50])}")


class Chart:
    """A chart. It shows itself when it is the last expression of the code, or by display(chart)."""

    def __init__(self, plot, options):
        self._plot = plot
        self._style = _Style(plot, options)

    @property
    def notes(self):
        """What was left out or changed, as sentences."""
        return list(self._plot.notes)

    def to_vega_lite(self):
        """Returns the Vega-Lite specification (version 5) as a dict; the data is in it."""
        from vitrine._chart_vega import to_vega_lite
        return to_vega_lite(self._plot, self._style)

    def to_svg(self):
        """Returns the picture as the text of an SVG file."""
        from vitrine._chart_svg import to_svg
        return to_svg(self._plot, self._style)

    def to_text(self):
        """Returns a rendering in text."""
        from vitrine._chart_text import to_text
        return to_text(self._plot, self._style)

    def save(self, path):
        """Writes the file into /output: .svg is the picture, .json the Vega-Lite specification. Returns its path."""
        import os
        path = os.path.join("/output", os.fspath(path))
        ending = os.path.splitext(path)[1].lower()
        if ending == ".svg":
            text = self.to_svg()
        elif ending in (".json", ".vl"):
            import json
            text = json.dumps(self.to_vega_lite(), indent=1)
        else:
            raise ValueError(f"save: expected a name that ends in .svg (picture) or .json (Vega-Lite specification), "
                             f"got {path!r}; other formats cannot be made here")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def show(self):
        """The same as display(chart)."""
        from vitrine import display
        display(self)

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": self.to_text(), "image/svg+xml": self.to_svg(),
                "application/vnd.vegalite.v5+json": self.to_vega_lite()}

    def __repr__(self):
        plot, style = self._plot, self._style
        what = {"bar": "bar", "histogram": "bin"}.get(plot.kind, "point")
        count = plot.points_count()
        parts = [f"{count} {what}{'' if count == 1 else 's'}"]
        if list(plot.series) != [""]:
            parts.append(f"{len(plot.series)} series")
        parts += [f"{name}={text!r}" for name, text in (("title", style.title[:60]), ("x", style.x_title),
                                                        ("y", style.y_title)) if text]
        return f"<chart.{plot.kind}: {', '.join(parts)}>"


def _sort(plot, sort):
    """Puts the categories into another order; a time or number axis has its own."""
    if sort is None or plot.x_kind != "category":
        return
    sums = [0.0] * len(plot.categories)
    for points in plot.series.values():
        for x, y in points:
            sums[x] += y
    values = sums if sort.endswith("y") else plot.categories
    order = sorted(range(len(plot.categories)), key=lambda i: values[i], reverse=sort.startswith("-"))
    places = {old: new for new, old in enumerate(order)}
    plot.categories = [plot.categories[old] for old in order]
    plot.series = {name: sorted([(places[x], y) for x, y in points]) for name, points in plot.series.items()}


def bar(data=None, x=None, y=None, *, color=None, title=None, x_title=None, y_title=None, horizontal=False, stack=False,
        sort=None, width=640, height=360, **unknown):
    """Bars from zero. Several series stand beside each other, with stack=True on top of each other. Without a column of
    numbers, the rows of each x are counted. help(chart) tells what data may be."""
    options = {"title": title, "x_title": x_title, "y_title": y_title, "color": color, "horizontal": bool(horizontal),
               "stack": bool(stack), "sort": sort, "width": width, "height": height}
    _check_options("chart.bar", options, unknown)
    plot = _chart_data.read("bar", data, x, y, color, is_banded=options["horizontal"] or sort is not None)
    _sort(plot, sort)
    return Chart(plot, options)


def line(data=None, x=None, y=None, *, color=None, title=None, x_title=None, y_title=None, width=640, height=360,
         **unknown):
    """A line for each series, from left to right. help(chart) tells what data may be."""
    options = {"title": title, "x_title": x_title, "y_title": y_title, "color": color, "width": width, "height": height}
    _check_options("chart.line", options, unknown)
    return Chart(_chart_data.read("line", data, x, y, color), options)


def area(data=None, x=None, y=None, *, color=None, title=None, x_title=None, y_title=None, stack=True, width=640,
         height=360, **unknown):
    """Areas from zero, one on top of the other unless stack=False. help(chart) tells what data may be."""
    options = {"title": title, "x_title": x_title, "y_title": y_title, "color": color, "stack": bool(stack),
               "width": width, "height": height}
    _check_options("chart.area", options, unknown)
    return Chart(_chart_data.read("area", data, x, y, color), options)


def scatter(data=None, x=None, y=None, *, color=None, title=None, x_title=None, y_title=None, width=640, height=360,
            **unknown):
    """A mark for each pair of x and y. help(chart) tells what data may be."""
    options = {"title": title, "x_title": x_title, "y_title": y_title, "color": color, "width": width, "height": height}
    _check_options("chart.scatter", options, unknown)
    return Chart(_chart_data.read("scatter", data, x, y, color), options)


def histogram(values=None, bins=None, *, x=None, color=None, title=None, x_title=None, y_title=None, width=640,
              height=360, **unknown):
    """How often values fall into each of `bins` equal stretches (a number, or a list of edges). `values` is a list of
    numbers, or rows with x naming the column."""
    options = {"bins": bins, "title": title, "x_title": x_title, "y_title": y_title, "color": color, "width": width,
               "height": height}
    _check_options("chart.histogram", options, unknown)
    if isinstance(bins, str) and x is None:  # histogram(rows, "age"), as the other charts take x
        bins, x = None, bins
    from vitrine._chart_histogram import read_histogram
    plot = read_histogram(values, x, bins)
    if color is not None:
        if not isinstance(color, str) or not is_color(color):
            raise ValueError("chart.histogram: color must be a color like 'tomato' or '#4269d0'; make one histogram "
                             "for each series")
        plot.color = color
    return Chart(plot, options)


def __getattr__(name):
    other = _OTHER_KINDS.get(name)
    raise AttributeError(f"module 'chart' has no attribute {name!r}; it has bar, line, scatter, area and histogram"
                         + (f", and {other} is the nearest" if other else ""), name=name)

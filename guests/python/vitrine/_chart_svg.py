"""A Plot as SVG: one text without scripts, links or anything from outside.

It brings its own background, so that it can be read on any page, and turns dark where the reader's system is dark.
Colors stand as attributes first, for readers that know no style sheets.
"""

import math

from vitrine import _chart_characters
from vitrine._chart_scale import Linear, Time, number_text
from vitrine._chart_table import clean_title
from vitrine._chart_text import x_text

_FONT = "system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_STYLE = ("@media (prefers-color-scheme:dark){.vitrine-chart .bg{fill:#16181d}.vitrine-chart .fg{fill:#e8eaed}"
          ".vitrine-chart .dim{fill:#a3a9b3}.vitrine-chart .grid{stroke:#31353d}.vitrine-chart .axis{stroke:#7d838d}"
          ".vitrine-chart .edge{stroke:#16181d}}")
_BACKGROUND, _INK, _DIM, _GRID, _AXIS = "#ffffff", "#1f2328", "#59616b", "#e4e7eb", "#8b929c"

_MARGIN = 16
_LABEL_SIZE, _TITLE_SIZE, _NOTE_SIZE = 12, 16, 11
_LABEL_WIDTH_MAX = 170
_PLOT_HEIGHT_MIN = 140
_LEGEND_ROWS_MAX = 5
_TOOLTIPS_MAX = 500
_NARROW = frozenset("iIjl|!.,:;'`()[]{}ft/\\- r")
_WIDE = frozenset("mwMW@%&")


def _text_width(text, size):
    """About how wide the text is drawn; errs on the wide side."""
    total = 0.0
    for c in text:
        if c in _NARROW:
            total += 0.4
        elif c in _WIDE:
            total += 1.0
        elif c < "\u0300":
            total += 0.74 if c.isupper() else 0.63
        elif _chart_characters.combining(c):
            pass
        else:
            total += 1.05 if _chart_characters.east_asian_width(c) in "WF" else 0.72
    return total * size


def _fit(text, size, width):
    """The text, with its end cut away when it is wider."""
    if _text_width(text, size) <= width:
        return text
    while text and _text_width(text + "\u2026", size) > width:
        text = text[:-1]
    return text.rstrip() + "\u2026"


def _fit_middle(text, size, width):
    """The same for names: what tells them apart is often at their end."""
    if _text_width(text, size) <= width:
        return text
    head, tail = text, text[len(text) // 2:]
    tail = tail[-next((i for i in range(len(tail), 0, -1) if _text_width(tail[-i:], size) <= width * 0.4), 1):]
    return _fit(head, size, width - _text_width(tail, size)) + tail.lstrip()


def _wrap(text, size, width, lines_max):
    words = text.split(" ")
    lines = [""]
    for i, word in enumerate(words):
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or _text_width(longer, size) <= width:
            lines[-1] = longer
        elif len(lines) == lines_max:
            lines[-1] = " ".join([lines[-1], *words[i:]])
            break
        else:
            lines.append(word)
    return [_fit(line, size, width) for line in lines]


def _escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _n(value):
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


class _Canvas:
    def __init__(self):
        self.parts = []

    def text(self, x, y, text, size=_LABEL_SIZE, kind="dim", anchor="start", weight=None, turn=None):
        if text:
            more = f' font-weight="{weight}"' if weight else ""
            if turn is not None:
                more += f' transform="rotate({turn} {_n(x)} {_n(y)})"'
            if anchor != "start":
                more += f' text-anchor="{anchor}"'
            color = _INK if kind == "fg" else _DIM
            self.parts.append(f'<text class="{kind}" x="{_n(x)}" y="{_n(y)}" fill="{color}" font-size="{size}"{more}>'
                              f'{_escape(text)}</text>')

    def line(self, x1, y1, x2, y2, kind="grid"):
        color = _GRID if kind == "grid" else _AXIS
        self.parts.append(f'<line class="{kind}" x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" '
                          f'stroke="{color}"/>')

    def rect(self, x, y, width, height, color, told="", opacity=None):
        more = f' fill-opacity="{opacity}"' if opacity else ""
        end = f"><title>{_escape(told)}</title></rect>" if told else "/>"
        self.parts.append(f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(max(width, 0.5))}" '
                          f'height="{_n(max(height, 0))}" fill="{color}"{more}{end}')

    def path(self, places, color, fill="none", width=2, opacity=None):
        path = "M" + "L".join([f"{_n(x)},{_n(y)}" for x, y in places])
        if fill != "none":
            path += "Z"
            more = f'fill="{fill}" fill-opacity="{opacity}"'
        else:
            more = f'fill="none" stroke="{color}" stroke-width="{width}" stroke-linejoin="round" stroke-linecap="round"'
        self.parts.append(f'<path d="{path}" {more}/>')

    def dot(self, x, y, radius, color, told="", opacity=None, has_edge=False):
        more = f' fill-opacity="{opacity}"' if opacity else ""
        if has_edge:
            more += f' class="edge" stroke="{_BACKGROUND}" stroke-width="1"'
        end = f"><title>{_escape(told)}</title></circle>" if told else "/>"
        self.parts.append(f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{radius}" fill="{color}"{more}{end}')


def _are_whole(numbers):
    return all([number.is_integer() for number in numbers])


class _Bands:
    """The axis of categories: each has a stretch of its own."""

    def __init__(self, labels):
        self.count = len(labels)
        self.ticks = list(range(self.count))
        self._labels = labels

    def place(self, i):
        return (i + 0.5) / self.count

    def labels(self):
        return self._labels


def _stacked(plot, xs):
    """Returns {name: {x: (low, high)}}: what is below zero grows downwards."""
    above, below = dict.fromkeys(xs, 0.0), dict.fromkeys(xs, 0.0)
    result = {}
    for name, points in plot.series.items():
        own = dict(points)
        result[name] = spans = {}
        for x in xs:
            y = own.get(x)
            if y is None and plot.kind != "area":
                continue
            y = y or 0.0
            base = (above if y >= 0 else below)
            spans[x] = (base[x], base[x] + y)
            base[x] += y
    return result


class _Drawing:
    def __init__(self, plot, style):
        self.plot, self.style = plot, style
        self.canvas = _Canvas()
        self.names = list(plot.series)
        self.has_tooltips = plot.points_count() <= _TOOLTIPS_MAX
        self.xs = sorted({x for points in plot.series.values() for x, _ in points})
        self.spans = None
        if plot.kind in ("bar", "area") and style.is_stacked and len(self.names) > 1:
            self.spans = _stacked(plot, self.xs)
            self.ys = [y for spans in self.spans.values() for span in spans.values() for y in span]
        else:
            self.ys = [y for points in plot.series.values() for _, y in points]

    # ---- the frame ----

    def head(self):
        """Title and legend; returns where the plot may begin."""
        style, canvas = self.style, self.canvas
        y = _MARGIN
        room = style.width - 2 * _MARGIN
        if style.title:
            for text in _wrap(style.title, _TITLE_SIZE * 1.1, room, 2):
                canvas.text(_MARGIN, y + 13, text, _TITLE_SIZE, "fg", weight=600)
                y += 22
            y += 2
        if self.names == [""]:
            return y
        x, row = _MARGIN, 0
        title = self.plot.color_name
        if title:
            title = _fit(title, _LABEL_SIZE, 160)
            canvas.text(x, y + 11, title, weight=600)
            x += _text_width(title, _LABEL_SIZE) * 1.08 + 12
        for i, name in enumerate(self.names):
            text = _fit(name, _LABEL_SIZE, 180)
            width = 18 + _text_width(text, _LABEL_SIZE) + 14
            if x + width > style.width - _MARGIN and x > _MARGIN:
                x, row = _MARGIN, row + 1
                if row == _LEGEND_ROWS_MAX:
                    canvas.text(x, y + row * 18 + 11, f"and {len(self.names) - i} more")
                    break
            canvas.rect(x, y + row * 18 + 1, 12, 12, self.style.color_of(i))
            canvas.text(x + 18, y + row * 18 + 11, text, kind="fg")
            x += width
        return y + (row + 1) * 18 + 6

    def foot(self, lines, height):
        for i, text in enumerate(reversed(lines)):
            self.canvas.text(_MARGIN, height - 10 - 14 * i, text, _NOTE_SIZE)

    def make_x_axis(self, room):
        plot = self.plot
        if plot.kind == "histogram":
            axis = Linear(plot.edges[0], plot.edges[-1], max(room / 70, 2), is_nice=False)
            axis.low, axis.high = plot.edges[0], plot.edges[-1]
            return axis
        if plot.x_kind == "category":
            return _Bands(plot.categories)
        low, high = self.xs[0], self.xs[-1]
        if plot.kind == "bar":
            gap = min([b - a for a, b in zip(self.xs, self.xs[1:])])
            low, high = low - gap / 2, high + gap / 2
        elif plot.kind == "scatter" and plot.x_kind == "time":
            low, high = low - (high - low) * 0.02, high + (high - low) * 0.02
        count = max(room / 80, 2)
        if plot.x_kind == "time":
            return Time(low, high, count)
        return Linear(low, high, count, is_nice=plot.kind == "scatter", is_whole=_are_whole(self.xs))

    def draw(self):
        plot, style = self.plot, self.style
        if style.is_horizontal:
            return self.draw_horizontal()
        top = self.head()
        notes = [line for note in plot.notes
                 for line in _wrap(clean_title(note), _NOTE_SIZE, style.width - 2 * _MARGIN, 2)]
        y_axis = self.make_y_axis((style.height - top - 60) / 46)
        y_labels = y_axis.labels()
        left = _MARGIN + max([_text_width(text, _LABEL_SIZE) for text in y_labels]) + 8
        right = style.width - _MARGIN
        x_axis = self.make_x_axis(right - left)
        labels, turn, left, right, labels_height = self.fit_x_labels(x_axis, left, right)
        if style.y_title:
            self.canvas.text(_MARGIN, top + 10, _fit(style.y_title, _LABEL_SIZE, style.width - 2 * _MARGIN))
            top += 16
        top += 8
        below = labels_height + (20 if style.x_title else 4) + (len(notes) * 14 + 8 if notes else 0) + 8
        bottom = max(style.height - below, top + _PLOT_HEIGHT_MIN)
        height = bottom + below

        for tick, text in zip(y_axis.ticks, y_labels):
            y = bottom - y_axis.place(tick) * (bottom - top)
            self.canvas.line(left, y, right, y)
            self.canvas.text(left - 8, y + 4, text, anchor="end")
        at = lambda x: left + x_axis.place(x) * (right - left)
        up = lambda y: bottom - y_axis.place(y) * (bottom - top)
        self.marks(at, up, right - left)
        zero = up(min(max(0.0, y_axis.low), y_axis.high)) if plot.kind not in ("line", "scatter") else bottom
        self.canvas.line(left, zero, right, zero, "axis")
        for tick, text in labels:
            x = at(tick)
            if plot.x_kind != "category":
                self.canvas.line(x, bottom, x, bottom + 4, "axis")
            if turn:
                self.canvas.text(x + 4, bottom + 14, text, anchor="end", turn=-40)
            else:
                self.canvas.text(x, bottom + 18, text, anchor="middle")
        if style.x_title:
            self.canvas.text((left + right) / 2, bottom + labels_height + 14,
                             _fit(style.x_title, _LABEL_SIZE, right - left), anchor="middle")
        self.foot(notes, height)
        return height

    def make_y_axis(self, count):
        return Linear(min(self.ys), max(self.ys), min(max(count, 2), 12), has_zero=self.style.has_zero,
                      is_whole=_are_whole(self.ys))

    def fit_x_labels(self, axis, left, right):
        """Returns ([(tick, text)], whether they are turned, left, right, their height)."""
        texts = axis.labels()
        widths = [_text_width(text, _LABEL_SIZE) for text in texts]
        if not isinstance(axis, _Bands):
            labels = list(zip(axis.ticks, texts))
            if labels:  # the last label must not leave the picture
                over = (right - left) * axis.place(labels[-1][0]) + left + widths[-1] / 2 - (self.style.width - 6)
                right -= max(over, 0)
            room = (right - left) / max(len(labels), 1)
            every = math.ceil((max(widths, default=0) + 8) / room) if room > 0 else 1
            return labels[::max(every, 1)], False, left, right, 22
        room = (right - left) / axis.count
        if max(widths) + 8 <= room:
            return list(enumerate(texts)), False, left, right, 22
        if max(widths) <= 44 and axis.count > 12:  # short ones: some of them say enough
            every = math.ceil((max(widths) + 10) / room)
            return list(enumerate(texts))[::every], False, left, right, 22
        every = max(math.ceil(16 / room), 1)
        shown = [(i, _fit_middle(text, _LABEL_SIZE, _LABEL_WIDTH_MAX)) for i, text in list(enumerate(texts))[::every]]
        widest = max([_text_width(text, _LABEL_SIZE) for _, text in shown])
        needed = max([_text_width(text, _LABEL_SIZE) * 0.77 - (i + 0.5) * room for i, text in shown]) + 6
        left = max(left, min(needed, 160))
        return shown, True, left, right, widest * 0.66 + 24

    # ---- marks ----

    def told(self, name, x, y):
        if not self.has_tooltips:
            return ""
        where = x_text(self.plot, x)
        return f"{where}, {name}: {number_text(y)}" if name else f"{where}: {number_text(y)}"

    def marks(self, at, up, width):
        kind = self.plot.kind
        if kind == "histogram":
            self.histogram_marks(at, up)
        elif kind == "bar":
            self.bar_marks(at, up, width)
        elif kind == "area":
            self.area_marks(at, up)
        elif kind == "line":
            self.line_marks(at, up)
        else:
            self.scatter_marks(at, up)

    def histogram_marks(self, at, up):
        edges = self.plot.edges
        for i, y in self.plot.series[""]:
            x1, x2 = at(edges[i]), at(edges[i + 1])
            gap = 1 if x2 - x1 > 4 else 0
            told = f"{number_text(edges[i])} to {number_text(edges[i + 1])}: {number_text(y)}"
            self.canvas.rect(x1 + gap / 2, up(y), x2 - x1 - gap, up(0) - up(y), self.style.color_of(0), told)

    def bar_marks(self, at, up, width):
        for i, name, x, low, high, offset, size in self.bars(width):
            y1, y2 = up(max(low, high)), up(min(low, high))
            self.canvas.rect(at(x) + offset, y1, size, y2 - y1, self.style.color_of(i), self.told(name, x, high - low))

    def bars(self, width):
        """Yields (series number, name, x, low, high, offset, size) for each bar, in pixels along the axis of x."""
        if self.plot.x_kind == "category":
            whole = width / len(self.plot.categories) * 0.8
        else:
            whole = width * self.style.bar_share
        whole = min(whole, 90)
        for i, name in enumerate(self.names):
            if self.spans is not None:
                for x, (low, high) in self.spans[name].items():
                    yield i, name, x, low, high, -whole / 2, whole
                continue
            size = whole / len(self.names)
            gap = 1 if len(self.names) > 1 and size > 5 else 0
            for x, y in self.plot.series[name]:
                yield i, name, x, 0.0, y, -whole / 2 + i * size + gap / 2, size - gap

    def area_marks(self, at, up):
        for i, name in enumerate(self.names):
            color = self.style.color_of(i)
            if self.spans is not None:
                spans = [(x, *self.spans[name][x]) for x in self.xs]
            else:
                spans = [(x, 0.0, y) for x, y in self.plot.series[name]]
            above = [(at(x), up(high)) for x, _, high in spans]
            below = [(at(x), up(low)) for x, low, _ in reversed(spans)]
            if len(spans) == 1:  # a stretch without width would not be seen
                self.canvas.dot(*above[0], 4, color)
            self.canvas.path(above + below, color, fill=color, opacity=0.75 if self.spans is not None else 0.3)
            self.canvas.path(above, color, width=1.5)

    def line_marks(self, at, up):
        for i, name in enumerate(self.names):
            color = self.style.color_of(i)
            points = self.plot.series[name]
            if len(points) > 1:
                self.canvas.path([(at(x), up(y)) for x, y in points], color, width=2 if len(points) < 500 else 1.2)
            if self.style.has_markers or len(points) == 1:
                for x, y in points:
                    self.canvas.dot(at(x), up(y), 3, color, self.told(name, x, y), has_edge=True)

    def scatter_marks(self, at, up):
        count = self.plot.points_count()
        radius, opacity = (4, 0.8) if count <= 200 else (3, 0.6) if count <= 1000 else (2, 0.45)
        for i, name in enumerate(self.names):
            color = self.style.color_of(i)
            for x, y in self.plot.series[name]:
                self.canvas.dot(at(x), up(y), radius, color, self.told(name, x, y), opacity)

    # ---- bars that lie ----

    def draw_horizontal(self):
        plot, style, canvas = self.plot, self.style, self.canvas
        top = self.head()
        notes = [line for note in plot.notes
                 for line in _wrap(clean_title(note), _NOTE_SIZE, style.width - 2 * _MARGIN, 2)]
        labels = [_fit_middle(text, _LABEL_SIZE, min(200, style.width * 0.4)) for text in plot.categories]
        if style.x_title:
            canvas.text(_MARGIN, top + 10, _fit(style.x_title, _LABEL_SIZE, style.width - 2 * _MARGIN))
            top += 16
        top += 4
        left = _MARGIN + max([_text_width(text, _LABEL_SIZE) for text in labels]) + 8
        right = style.width - _MARGIN
        axis = Linear(min(self.ys), max(self.ys), max((right - left) / 90, 2), has_zero=True,
                      is_whole=_are_whole(self.ys))
        ticks = axis.labels()
        right -= max(_text_width(ticks[-1], _LABEL_SIZE) / 2 - _MARGIN + 6, 0)
        below = 22 + (20 if style.y_title else 4) + (len(notes) * 14 + 8 if notes else 0) + 8
        thickness = max(22, 11 * len(self.names) if self.spans is None else 0)
        bottom = max(style.height - below, top + min(thickness * len(labels), 1800), top + _PLOT_HEIGHT_MIN)
        along = lambda y: left + axis.place(y) * (right - left)
        down = lambda i: top + (i + 0.5) / len(labels) * (bottom - top)
        for tick, text in zip(axis.ticks, ticks):
            canvas.line(along(tick), top, along(tick), bottom)
            canvas.text(along(tick), bottom + 18, text, anchor="middle")
        every = max(math.ceil(13 / ((bottom - top) / len(labels))), 1)
        for i, text in list(enumerate(labels))[::every]:
            canvas.text(left - 8, down(i) + 4, text, anchor="end")
        for i, name, x, low, high, offset, size in self.bars(bottom - top):
            x1, x2 = along(min(low, high)), along(max(low, high))
            canvas.rect(x1, down(x) + offset, x2 - x1, size, style.color_of(i), self.told(name, x, high - low))
        zero = along(0.0)
        canvas.line(zero, top, zero, bottom, "axis")
        if style.y_title:
            canvas.text((left + right) / 2, bottom + 36, _fit(style.y_title, _LABEL_SIZE, right - left),
                        anchor="middle")
        height = bottom + below
        self.foot(notes, height)
        return height


def to_svg(plot, style):
    drawing = _Drawing(plot, style)
    height = math.ceil(drawing.draw())
    width = style.width
    told = style.title or f"{plot.kind} chart"
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" class="vitrine-chart" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="{_FONT}" role="img" aria-label="{_escape(told)}">',
        f"<style>{_STYLE}</style>",
        f'<rect class="bg" width="{width}" height="{height}" rx="6" fill="{_BACKGROUND}"/>',
        *drawing.canvas.parts,
        "</svg>\n",
    ])

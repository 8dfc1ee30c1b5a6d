"""A Plot as a Vega-Lite specification. Fields have fixed names, so that no name of a column can mean something."""

from vitrine._chart_scale import iso_text, time_text
from vitrine._chart_table import clean_title

_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
_TYPES = {"category": "nominal", "number": "quantitative", "time": "temporal"}


def to_vega_lite(plot, style):
    encoding = {}
    if plot.kind == "histogram":
        values = [{"x": low, "x2": high, "y": y} for low, high, (_, y)
                  in zip(plot.edges, plot.edges[1:], plot.series[""])]
        encoding["x"] = {"field": "x", "type": "quantitative", "bin": {"binned": True}, "title": style.x_title}
        encoding["x2"] = {"field": "x2"}
    else:
        as_x = {"time": iso_text, "category": lambda x: plot.categories[x], "number": float}[plot.x_kind]
        has_legend = list(plot.series) != [""]
        x_type, x_sort = _TYPES[plot.x_kind], plot.categories
        if plot.kind == "bar" and plot.x_kind == "time" and has_legend and not style.is_stacked:
            # Bars beside each other need bands; an axis of time has none.
            as_x, x_type = time_text, "ordinal"
            x_sort = [time_text(x) for x in sorted({x for points in plot.series.values() for x, _ in points})]
        values = [{"x": as_x(x), "y": y, "series": name} if has_legend else {"x": as_x(x), "y": y}
                  for name, points in plot.series.items() for x, y in points]
        encoding["x"] = {"field": "x", "type": x_type, "title": style.x_title}
        if x_type == "quantitative" and all([row["x"].is_integer() and 1000 <= row["x"] < 10_000 for row in values]):
            encoding["x"]["axis"] = {"format": "d"}  # years, as a rule
        if x_sort:
            encoding["x"]["sort"] = x_sort
        elif plot.kind in ("line", "scatter") and plot.x_kind == "number":
            encoding["x"]["scale"] = {"zero": False}
    encoding["y"] = {"field": "y", "type": "quantitative", "title": style.y_title}
    if plot.kind in ("line", "scatter"):
        encoding["y"]["scale"] = {"zero": style.has_zero}
    mark = {"type": {"histogram": "bar", "scatter": "point"}.get(plot.kind, plot.kind), "tooltip": True}
    names = list(plot.series)
    if plot.kind == "scatter":
        mark["filled"] = True
    if plot.kind == "area":
        mark["opacity"] = 0.7
    if plot.kind == "line":
        mark["point"] = style.has_markers
    if encoding["x"]["type"] == "temporal" and plot.kind == "bar":
        mark["width"] = round(style.bar_share * style.width, 1)
    if names == [""]:
        mark["color"] = style.colors[0]
    else:
        encoding["color"] = {"field": "series", "type": "nominal", "title": plot.color_name or None, "sort": names,
                             "scale": {"domain": names, "range": [style.color_of(i) for i in range(len(names))]}}
        if plot.kind in ("bar", "area"):
            encoding["y"]["stack"] = "zero" if style.is_stacked else None
        if plot.kind == "bar" and not style.is_stacked:
            encoding["xOffset"] = {"field": "series", "sort": names}
    if style.is_horizontal:
        for one, other in (("x", "y"), ("xOffset", "yOffset")):
            swapped = {name: encoding.pop(name) for name in (one, other) if name in encoding}
            encoding |= {other if name == one else one: channel for name, channel in swapped.items()}
    spec = {"$schema": _SCHEMA, "width": style.width, "height": style.height, "data": {"values": values},
            "mark": mark, "encoding": encoding}
    if style.title or plot.notes:
        spec["title"] = {"text": style.title, "anchor": "start"}
        if plot.notes:
            spec["title"]["subtitle"] = [clean_title(note) for note in plot.notes]
    return spec

"""display(): shows a value beside the printed output, in whatever forms it has."""

import _vitrine

_ROWS_MAX = 1000
_COLUMNS_MAX = 100
_CELL_CHARACTERS_MAX = 500
_TEXT_CHARACTERS_MAX = 65536

# What IPython's objects know how to make of themselves.
_METHODS = {
    "_repr_html_": "text/html",
    "_repr_markdown_": "text/markdown",
    "_repr_svg_": "image/svg+xml",
    "_repr_png_": "image/png",
    "_repr_jpeg_": "image/jpeg",
    "_repr_latex_": "text/latex",
    "_repr_json_": "application/json",
}

# Keywords of display() that stand for MIME types, so that nobody has to write display(x, **{"text/html": ...}).
_SHORT_NAMES = {
    "text": "text/plain",
    "html": "text/html",
    "markdown": "text/markdown",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "latex": "text/latex",
    "json": "application/json",
    "vega_lite": "application/vnd.vegalite.v5+json",
}

_NOTHING = object()


def _escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _cell(value):
    text = "" if value is None else value if isinstance(value, str) else repr(value)
    if len(text) > _CELL_CHARACTERS_MAX:
        text = text[:_CELL_CHARACTERS_MAX] + "..."
    return text


def _table_of(value):
    """Returns (columns, rows) when the value is a table: a list of dicts, or {"columns": [...], "rows": [...]}."""
    if isinstance(value, dict):
        columns, rows = value.get("columns"), value.get("rows")
        if not (isinstance(columns, (list, tuple)) and isinstance(rows, (list, tuple))):
            return None
        if not all(isinstance(row, (list, tuple)) for row in rows):
            return None
        return [str(column) for column in columns], rows
    if isinstance(value, (list, tuple)) and value and all(isinstance(row, dict) for row in value):
        columns = list(dict.fromkeys(key for row in value for key in row))
        return [str(column) for column in columns], [[row.get(column) for column in columns] for row in value]
    return None


def _table_html(columns, rows):
    left_out = []
    if len(rows) > _ROWS_MAX:
        left_out.append(f"{len(rows) - _ROWS_MAX} more rows")
    if len(columns) > _COLUMNS_MAX:
        left_out.append(f"{len(columns) - _COLUMNS_MAX} more columns")
    parts = ["<table>\n<thead><tr>"]
    parts += [f"<th>{_escape(_cell(column))}</th>" for column in columns[:_COLUMNS_MAX]]
    parts.append("</tr></thead>\n<tbody>\n")
    for row in rows[:_ROWS_MAX]:
        cells = "".join([f"<td>{_escape(_cell(value))}</td>" for value in row[:_COLUMNS_MAX]])
        parts.append(f"<tr>{cells}</tr>\n")
    parts.append("</tbody>\n</table>\n")
    if left_out:
        parts.append(f"<p>{' and '.join(left_out)}</p>\n")
    return "".join(parts)


def _table_text(columns, rows):
    shown = [[_cell(value) for value in row] for row in rows[:50]]
    table = [[_cell(column) for column in columns], *shown]
    widths = [max(len(row[i]) for row in table if i < len(row)) for i in range(len(columns))]
    lines = ["  ".join([text.ljust(width) for text, width in zip(row, widths)]).rstrip() for row in table]
    lines.insert(1, "  ".join(["-" * width for width in widths]))
    if len(rows) > len(shown):
        lines.append(f"... {len(rows) - len(shown)} more rows")
    return "\n".join(lines)


def _as_data(mime, value):
    if isinstance(value, (str, bytes)):
        return value
    if isinstance(value, (bytearray, memoryview)):
        return bytes(value)
    if mime == "application/json" or mime.endswith("+json"):
        import json
        return json.dumps(value, default=str)
    return str(value)


def _bundle_of(value):
    bundle = {}
    kind = type(value)
    if hasattr(kind, "_repr_mimebundle_"):
        made = value._repr_mimebundle_()
        if isinstance(made, tuple):  # (data, metadata)
            made = made[0]
        bundle.update(made or {})
    for method, mime in _METHODS.items():
        if mime not in bundle and hasattr(kind, method):
            made = getattr(value, method)()
            if isinstance(made, tuple):
                made = made[0]
            if made is not None:
                bundle[mime] = made
    table = None if bundle else _table_of(value)
    if table is not None:
        bundle["text/html"] = _table_html(*table)
        bundle["text/plain"] = _table_text(*table)
    return bundle


def display(obj=_NOTHING, /, **mime):
    """Shows `obj` to whoever reads the outcome, beside the printed output.

    A list of dicts, or a dict with "columns" and "rows", becomes a table. Objects with _repr_html_, _repr_svg_,
    _repr_png_, _repr_mimebundle_ and the like are shown in these forms. Forms of your own are given by keyword:
    display(html="<b>hi</b>"), display(png=data), display(vega_lite=spec), display(chart, text="sales by month").
    """
    bundle = {} if obj is _NOTHING else _bundle_of(obj)
    for name, value in mime.items():
        name = _SHORT_NAMES.get(name, name)
        if "/" not in name:
            raise TypeError(f"display() got an unexpected keyword {name!r}; expected one of "
                            f"{', '.join(_SHORT_NAMES)} or a MIME type")
        bundle[name] = value
    if not bundle and obj is _NOTHING:
        raise TypeError("display() expected an object to show, or a form by keyword, e.g. display(html='<b>hi</b>')")
    bundle = {name: _as_data(name, value) for name, value in bundle.items()}
    if "text/plain" not in bundle:
        text = obj if isinstance(obj, str) else "" if obj is _NOTHING else repr(obj)
        bundle["text/plain"] = text[:_TEXT_CHARACTERS_MAX]
    _vitrine.display(bundle)

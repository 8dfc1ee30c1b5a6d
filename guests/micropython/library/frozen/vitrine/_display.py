"""display(): shows a value beside the printed output, in whatever forms it has (as guests/python/vitrine/_display.py)."""

import _vitrine

_ROWS_MAX = 1000
_COLUMNS_MAX = 100
_CELL_CHARACTERS_MAX = 500
_HTML_CHARACTERS_MAX = 1000000  # of a table; rows beyond it are left out, and said
_TEXT_ROWS_MAX = 50
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

# Keywords of display() that stand for MIME types.
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
    text = "" if value is None else value if isinstance(value, str) else _vitrine.repr(value, _CELL_CHARACTERS_MAX)
    if len(text) > _CELL_CHARACTERS_MAX:
        text = text[:_CELL_CHARACTERS_MAX] + "..."
    return text


def _table_of(value):
    """(columns, rows, how many rows there are) when the value is a table: a list of dicts, or {"columns", "rows"}."""
    if isinstance(value, dict):
        columns, rows = value.get("columns"), value.get("rows")
        if not (columns and isinstance(columns, (list, tuple)) and isinstance(rows, (list, tuple))):
            return None
        shown = rows[:_ROWS_MAX]
        if not all([isinstance(row, (list, tuple)) for row in shown]):
            return None
        return [str(column) for column in columns], shown, len(rows)
    if isinstance(value, (list, tuple)):
        shown = value[:_ROWS_MAX]
        columns = {}
        for row in shown:
            if not isinstance(row, dict):
                return None
            for key in row:
                columns[key] = None
        if columns:
            return [str(column) for column in columns], [[row.get(key) for key in columns] for row in shown], len(value)
    return None


def _left_out(rows_count, columns_count):
    parts = ["%d more %s%s" % (count, name, "s" if count > 1 else "")
             for count, name in ((rows_count, "row"), (columns_count, "column")) if count > 0]
    return " and ".join(parts)


def _table_html(columns, rows, rows_count):
    parts = ["<table>\n<thead><tr>"]
    parts += ["<th>%s</th>" % _escape(_cell(column)) for column in columns[:_COLUMNS_MAX]]
    parts.append("</tr></thead>\n<tbody>\n")
    left = _HTML_CHARACTERS_MAX
    for row in rows:
        cells = "".join(["<td>%s</td>" % _escape(_cell(value)) for value in row[:_COLUMNS_MAX]])
        left -= len(cells)
        if left < 0:
            break
        parts.append("<tr>%s</tr>\n" % cells)
        rows_count -= 1
    parts.append("</tbody>\n</table>\n")
    remark = _left_out(rows_count, len(columns) - _COLUMNS_MAX)
    if remark:
        parts.append("<p>%s</p>\n" % remark)
    return "".join(parts)


def _table_text(columns, rows, rows_count):
    table = [[" ".join(_cell(value).splitlines()) for value in row[:_COLUMNS_MAX]]
             for row in [columns] + list(rows[:_TEXT_ROWS_MAX])]
    widths = [max([len(row[i]) for row in table if i < len(row)]) for i in range(len(table[0]))]
    lines = ["  ".join([text + " " * (width - len(text)) for text, width in zip(row, widths)]).rstrip() for row in table]
    lines.insert(1, "  ".join(["-" * width for width in widths]))
    left = _TEXT_CHARACTERS_MAX
    for shown, line in enumerate(lines):
        left -= len(line)
        if left < 0 and shown > 2:
            lines = lines[:shown]
            break
    remark = _left_out(rows_count - (len(lines) - 2), len(columns) - _COLUMNS_MAX)
    if remark:
        lines.append("... " + remark)
    return "\n".join(lines)


def _finite(value):
    """The same data with None where JSON has no number."""
    if isinstance(value, float):
        return value if value - value == 0 else None
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(item) for item in value]
    return value


def _json(value):
    import json
    try:
        return json.dumps(value, default=str, allow_nan=False)
    except ValueError as error:
        if "Out of range float" not in str(error):
            raise
    return json.dumps(_finite(value), default=str)


def _as_data(mime, value):
    if isinstance(value, (bytearray, memoryview)):
        return bytes(value)
    if isinstance(value, (bytes, str)):
        return value
    return _json(value) if mime == "application/json" or mime.endswith("+json") else str(value)


def _bundle_of(value):
    bundle = {}
    kind = type(value)
    if hasattr(kind, "_repr_mimebundle_"):
        made = value._repr_mimebundle_()
        if isinstance(made, tuple):  # (data, metadata)
            made = made[0]
        for mime, form in dict(made or {}).items():
            if not isinstance(mime, str):
                raise TypeError("_repr_mimebundle_() gave a key of type %s; expected MIME types as text" %
                                type(mime).__name__)
            if form is not None:
                bundle[mime] = form
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


def _show(bundle, obj):
    bundle = {name: _as_data(name, value) for name, value in bundle.items()}
    if "text/plain" not in bundle:
        text = obj if isinstance(obj, str) else "" if obj is _NOTHING else _vitrine.repr(obj, _TEXT_CHARACTERS_MAX)
        bundle["text/plain"] = text[:_TEXT_CHARACTERS_MAX]
    _vitrine.display(bundle)


def show_value(value):
    """Called by the guest's C code with the last value of a run when it may be more than its repr."""
    try:
        bundle = _bundle_of(value)
    except MemoryError:
        return  # nobody has asked for a display, and the value is told all the same
    if bundle:
        _show(bundle, value)


def display(obj=_NOTHING, **mime):
    """Shows `obj` to whoever reads the outcome, beside the printed output.

    A list of dicts, or a dict with "columns" and "rows", becomes a table; a chart (import chart) is drawn. Objects with
    _repr_html_, _repr_svg_, _repr_png_, _repr_mimebundle_ and the like are shown in these forms. Forms of your own are
    given by keyword: display(html="<b>hi</b>"), display(png=data), display(vega_lite=spec).
    """
    bundle = {} if obj is _NOTHING else _bundle_of(obj)
    for name, value in mime.items():
        name = _SHORT_NAMES.get(name, name)
        if "/" not in name:
            raise TypeError("display() got an unexpected keyword '%s'; expected one of %s or a MIME type" % (
                name, ", ".join(_SHORT_NAMES)))
        bundle[name] = value
    if not bundle and obj is _NOTHING:
        raise TypeError("display() expected an object to show, or a form by keyword, e.g. display(html='<b>hi</b>')")
    _show(bundle, obj)

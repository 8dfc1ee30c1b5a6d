"""The pieces in which json.JSONEncoder.iterencode() gives a text; apart, since few programs ask for them."""

from _json import write as _write


def pieces(encoder, value):
    indent = encoder.indent
    if indent is not None and not isinstance(indent, str):
        indent = " " * indent
    open_ones = set() if encoder.check_circular else None

    def text(scalar):
        return _write(scalar, False, encoder.ensure_ascii, encoder.allow_nan, None, ",", ":", False, None)

    def enter(container):
        if open_ones is not None:
            if id(container) in open_ones:
                raise ValueError("Circular reference detected")
            open_ones.add(id(container))

    def leave(container):
        if open_ones is not None:
            open_ones.remove(id(container))

    def new_line(level):
        return "" if indent is None else "\n" + indent * level

    def of_list(items, level):
        if not items:
            yield "[]"
            return
        enter(items)
        before = "[" + new_line(level + 1)
        for item in items:
            if item is None or isinstance(item, (str, int, float)):
                yield before + text(item)
            else:
                yield before
                yield from of(item, level + 1)
            before = encoder.item_separator + new_line(level + 1)
        if indent is not None:
            yield new_line(level)
        yield "]"
        leave(items)

    def of_dict(items, level):
        if not items:
            yield "{}"
            return
        enter(items)
        yield "{"
        if indent is not None:
            yield new_line(level + 1)
        is_first = True
        for key, item in sorted(items.items()) if encoder.sort_keys else items.items():
            if encoder.skipkeys and not (key is None or isinstance(key, (str, int, float))):
                continue
            key = text({key: 0})[1:-3]
            if not is_first:
                yield encoder.item_separator + new_line(level + 1)
            is_first = False
            yield key
            yield encoder.key_separator
            yield from of(item, level + 1)
        if indent is not None:
            yield new_line(level)
        yield "}"
        leave(items)

    def of(item, level):
        if item is None or isinstance(item, (str, int, float)):
            yield text(item)
        elif isinstance(item, (list, tuple)):
            yield from of_list(item, level)
        elif isinstance(item, dict):
            yield from of_dict(item, level)
        else:
            enter(item)
            yield from of(encoder.default(item), level)
            leave(item)

    return of(value, 0)

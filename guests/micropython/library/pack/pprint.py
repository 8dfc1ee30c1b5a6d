"""The module pprint."""

from collections import Counter as _Counter, OrderedDict as _OrderedDict, defaultdict as _defaultdict, deque as _deque
from types import MappingProxyType as _MappingProxyType, SimpleNamespace as _SimpleNamespace

_BUILT_IN = (dict, list, tuple, set, frozenset, str, bytes, bytearray, int, float, _deque)


def _shown_by(cls):
    """The class above `cls`, or itself, that says what repr() gives; None for named tuples and what is unknown."""
    if cls in _BUILT_IN:
        return cls
    for base in cls.__mro__:
        if hasattr(base, "_fields") and issubclass(base, tuple):
            return None
        if base in _BUILT_IN or "__repr__" in base.__dict__:
            return base


def _sorted(items, key=None):
    try:
        return sorted(items, key=key)
    except TypeError:
        return sorted(items, key=lambda item: _Key(key(item) if key else item))


class _Key:
    """Compares what cannot be compared by the types."""

    def __init__(self, value):
        self._value = value

    def __lt__(self, other):
        try:
            return self._value < other._value
        except TypeError:
            return (str(type(self._value)), id(self._value)) < (str(type(other._value)), id(other._value))


class PrettyPrinter:
    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True,
                 underscore_numbers=False):
        if hasattr(self, "format"):
            raise NotImplementedError("pprint: an own PrettyPrinter.format is not asked here")
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._indent = indent
        self._width = width
        self._depth = depth
        self._stream = stream
        self._compact = compact
        self._sort_dicts = sort_dicts
        self._underscores = underscore_numbers

    def pprint(self, object):
        text = self.pformat(object)
        if self._stream is None:
            print(text)
        else:
            self._stream.write(text + "\n")

    def pformat(self, object):
        parts = []
        self._format(object, parts, 0, 0, [], 0)
        return "".join(parts)

    def isreadable(self, object):
        self._is_readable = True
        self._is_recursive = False
        depth, self._depth = self._depth, None
        self._repr(object, [], 0)
        self._depth = depth
        return self._is_readable and not self._is_recursive

    def isrecursive(self, object):
        self._is_recursive = False
        self._repr(object, [], 0)
        return self._is_recursive

    def _repr(self, value, context, level):
        """On one line."""
        cls = type(value)
        shown_by = _shown_by(cls)
        if shown_by is int and cls is not bool and self._underscores:
            return "{:_d}".format(value)
        if shown_by not in (dict, list, tuple) or not value:
            text = repr(value)
            if text.startswith("<"):
                self._is_readable = False
            return text
        if id(value) in context:
            self._is_recursive = True
            return "<Recursion on %s with id=%s>" % (cls.__name__, id(value))
        if self._depth and level >= self._depth:
            return "{...}" if shown_by is dict else "[...]" if shown_by is list else "(...,)" if len(value) == 1 else "(...)"
        context.append(id(value))
        if shown_by is dict:
            items = _sorted(value.items(), lambda item: item[0]) if self._sort_dicts else value.items()
            text = "{%s}" % ", ".join([self._repr(key, context, level + 1) + ": " + self._repr(item, context, level + 1)
                                       for key, item in items])
        else:
            parts = [self._repr(item, context, level + 1) for item in value]
            text = "[%s]" % ", ".join(parts) if shown_by is list else "(%s,)" % parts[0] if len(parts) == 1 else \
                "(%s)" % ", ".join(parts)
        context.pop()
        return text

    def _format(self, value, parts, indent, allowance, context, level):
        text = self._repr(value, context, level)
        if id(value) in context or len(text) <= self._width - indent - allowance:
            parts.append(text)
            return
        cls = type(value)
        shown_by = _shown_by(cls)
        if shown_by is None or not value and shown_by in _BUILT_IN:
            parts.append(text)
            return
        context.append(id(value))
        if shown_by in (dict, _OrderedDict, _defaultdict, _Counter) and value:
            self._format_dict(value, shown_by, parts, indent, allowance, context, level + 1)
        elif shown_by is list:
            parts.append("[")
            self._format_items(value, parts, indent, allowance + 1, context, level + 1)
            parts.append("]")
        elif shown_by is tuple:
            parts.append("(")
            self._format_items(value, parts, indent, allowance + (2 if len(value) == 1 else 1), context, level + 1)
            parts.append(",)" if len(value) == 1 else ")")
        elif shown_by in (set, frozenset):
            head = "{" if cls is set else cls.__name__ + "({"
            parts.append(head)
            self._format_items(_sorted(value), parts, indent + len(head) - 1, allowance + (1 if cls is set else 2), context,
                               level + 1)
            parts.append("}" if cls is set else "})")
        elif shown_by is _deque:
            head = cls.__name__ + "("
            parts.append(head + "[")
            indent += len(head)
            self._format_items(value, parts, indent, 2 if value.maxlen is not None else allowance + 2, context, level + 1)
            parts.append("])" if value.maxlen is None else "],\n%smaxlen=%d)" % (" " * indent, value.maxlen))
        elif _is_of_dataclass(shown_by):
            members = [(each.name, getattr(value, each.name)) for each in cls.__dataclass_fields__.values()
                       if each._kind == "field" and each.repr and hasattr(value, each.name)]
            self._format_members(cls.__name__, members, parts, indent, allowance, context, level + 1)
        elif shown_by is _SimpleNamespace:
            self._format_members("namespace" if cls is _SimpleNamespace else cls.__name__, list(value.__dict__.items()), parts,
                                 indent, allowance, context, level + 1)
        elif shown_by is _MappingProxyType:
            parts.append("mappingproxy(")
            self._format(value.copy(), parts, indent + 13, allowance + 1, context, level + 1)
            parts.append(")")
        elif shown_by is bytes and len(value) > 4:
            self._format_bytes(value, parts, indent, allowance, level + 1)
        elif shown_by is bytearray:
            parts.append("bytearray(")
            self._format_bytes(bytes(value), parts, indent + 10, allowance + 1, level + 2)
            parts.append(")")
        elif shown_by is str:
            self._format_str(value, parts, indent, allowance, level + 1)
        elif shown_by.__module__ == "collections" and hasattr(value, "data"):  # UserDict and its kind
            self._format(value.data, parts, indent, allowance, context, level)
        elif shown_by.__module__ == "collections" and hasattr(value, "maps"):
            self._format_maps(value, parts, indent, allowance, context, level + 1)
        else:
            parts.append(text)
        context.pop()

    def _format_maps(self, value, parts, indent, allowance, context, level):
        parts.append(type(value).__name__ + "(")
        indent += len(type(value).__name__) + 1
        last = len(value.maps) - 1
        for i, each in enumerate(value.maps):
            self._format(each, parts, indent, allowance + 1 if i == last else 1, context, level)
            parts.append(")" if i == last else ",\n" + " " * indent)

    def _format_dict(self, value, shown_by, parts, indent, allowance, context, level):
        name = type(value).__name__
        items = list(value.items())
        head, tail = "{", "}"
        if shown_by is _Counter:
            items = value.most_common()
            head, tail = name + "({", "})"
        elif shown_by is _OrderedDict:
            head, tail = name + "([", "])"
        elif shown_by is _defaultdict:
            indent += len(name) + 1
            head = "%s(%s,\n%s{" % (name, self._repr(value.default_factory, context, level), " " * indent)
            tail = "})"
        if self._sort_dicts and shown_by in (dict, _defaultdict):
            items = _sorted(items, lambda item: item[0])
        if shown_by in (_Counter, _OrderedDict):
            indent += len(head) - 1
        parts.append(head)
        if self._indent > 1 and shown_by is not _OrderedDict:
            parts.append(" " * (self._indent - 1))
        if shown_by is _OrderedDict:
            self._format_items(items, parts, indent, allowance + 2, context, level)
            parts.append(tail)
            return
        indent += self._indent
        gap = ",\n" + " " * indent
        for i, (key, item) in enumerate(items):
            text = self._repr(key, context, level)
            parts.append(text + ": ")
            self._format(item, parts, indent + len(text) + 2, allowance + len(tail) if i + 1 == len(items) else 1, context,
                         level)
            if i + 1 < len(items):
                parts.append(gap)
        parts.append(tail)

    def _format_items(self, items, parts, indent, allowance, context, level):
        items = list(items)
        indent += self._indent
        if self._indent > 1:
            parts.append(" " * (self._indent - 1))
        gap = ",\n" + " " * indent
        comma = ""
        width = most = self._width - indent + 1
        last = len(items) - 1
        for i, item in enumerate(items):
            if i == last:
                most -= allowance
                width -= allowance
            if self._compact:
                text = self._repr(item, context, level)
                w = len(text) + 2
                if width < w:
                    width = most
                    if comma:
                        comma = gap
                if width >= w:
                    width -= w
                    parts.append(comma)
                    comma = ", "
                    parts.append(text)
                    continue
            parts.append(comma)
            comma = gap
            self._format(item, parts, indent, allowance if i == last else 1, context, level)

    def _format_members(self, name, members, parts, indent, allowance, context, level):
        indent += len(name) + 1
        parts.append(name + "(")
        for i, (key, item) in enumerate(members):
            parts.append(key + "=")
            if id(item) in context:
                parts.append("...")
            else:
                self._format(item, parts, indent + len(key) + 1, allowance if i + 1 == len(members) else 1, context,
                             level)
            if i + 1 < len(members):
                parts.append(",\n" + " " * indent)
        parts.append(")")

    def _format_bytes(self, value, parts, indent, allowance, level):
        if level == 1:
            indent += 1
            allowance += 1
        width = self._width - indent
        chunks = []
        current = b""
        for i in range(0, len(value), 4):
            if i == len(value) // 4 * 4:
                width -= allowance
            candidate = current + value[i:i + 4]
            if len(repr(candidate)) > width:
                if current:
                    chunks.append(repr(current))
                current = value[i:i + 4]
            else:
                current = candidate
        if current:
            chunks.append(repr(current))
        text = ("\n" + " " * indent).join(chunks)
        parts.append("(%s)" % text if level == 1 else text)

    def _format_str(self, value, parts, indent, allowance, level):
        chunks = []
        lines = value.splitlines(True)
        if level == 1:
            indent += 1
            allowance += 1
        most = width = self._width - indent
        text = ""
        for i, line in enumerate(lines):
            text = repr(line)
            if i == len(lines) - 1:
                width -= allowance
            if len(text) <= width:
                chunks.append(text)
                continue
            words = _words(line)
            most_here = most
            current = ""
            for j, word in enumerate(words):
                candidate = current + word
                if j == len(words) - 1 and i == len(lines) - 1:
                    most_here -= allowance
                if len(repr(candidate)) > most_here:
                    if current:
                        chunks.append(repr(current))
                    current = word
                else:
                    current = candidate
            if current:
                chunks.append(repr(current))
        if len(chunks) == 1:
            parts.append(text)
            return
        if level == 1:
            parts.append("(")
        parts.append(("\n" + " " * indent).join(chunks))
        if level == 1:
            parts.append(")")


def _is_of_dataclass(cls):
    """Whether the __repr__ of the class is the one that @dataclass made."""
    return "__dataclass_fields__" in cls.__dict__ and "_repr_of" in getattr(cls.__dict__["__repr__"], "__globals__", ())


def _words(line):
    """Runs of what is no space, each with the spaces after it."""
    words = []
    at = 0
    while at < len(line):
        start = at
        while at < len(line) and not line[at].isspace():
            at += 1
        while at < len(line) and line[at].isspace():
            at += 1
        words.append(line[start:at])
    return words


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False):
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    return PrettyPrinter()._repr(object, [], 0)


def isreadable(object):
    return PrettyPrinter().isreadable(object)


def isrecursive(object):
    return PrettyPrinter().isrecursive(object)

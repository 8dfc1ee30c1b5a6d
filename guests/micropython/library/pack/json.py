"""JSON, as CPython's module json: the loops are in C (modules/json.c)."""

from _json import read as _read, write as _write

__all__ = ["dump", "dumps", "load", "loads", "JSONDecoder", "JSONDecodeError", "JSONEncoder"]


class JSONDecodeError(ValueError):
    __module__ = "json.decoder"

    def __init__(self, msg, doc, pos):
        before = doc[:pos]
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = before.count("\n") + 1
        self.colno = pos - before.rfind("\n")
        super().__init__("%s: line %d column %d (char %d)" % (msg, self.lineno, self.colno, pos))


class JSONEncoder:
    item_separator = ", "
    key_separator = ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError("Object of type %s is not JSON serializable" % type(o).__name__)

    def encode(self, o):
        if type(self).iterencode is not JSONEncoder.iterencode and not isinstance(o, str):
            return "".join(self.iterencode(o, _one_shot=True))
        return self._whole(o)

    def _whole(self, o):
        indent = self.indent
        if indent is not None and not isinstance(indent, str):
            indent = " " * indent
        return _write(o, self.skipkeys, self.ensure_ascii, self.allow_nan, indent, self.item_separator,
                      self.key_separator, self.sort_keys, self.default)

    def iterencode(self, o, _one_shot=False):
        if _one_shot:
            return iter((self._whole(o),))
        from _json_pieces import pieces
        return pieces(self, o)


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None,
          separators=None, default=None, sort_keys=False, **kw):
    if cls is not None or kw:
        return (cls or JSONEncoder)(
            skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular, allow_nan=allow_nan,
            indent=indent, separators=separators, default=default, sort_keys=sort_keys, **kw).encode(obj)
    if separators is not None:
        comma, colon = separators
    else:
        comma, colon = ", " if indent is None else ",", ": "
    if indent is not None and not isinstance(indent, str):
        indent = " " * indent
    return _write(obj, skipkeys, ensure_ascii, allow_nan, indent, comma, colon, sort_keys, default)


def dump(obj, fp, *, cls=None, **kw):
    if cls is None:
        fp.write(dumps(obj, **kw))
        return
    options = {"skipkeys": False, "ensure_ascii": True, "check_circular": True, "allow_nan": True, "indent": None,
               "separators": None, "default": None, "sort_keys": False}  # a class is told all of them
    options.update(kw)
    for piece in cls(**options).iterencode(obj, cls.iterencode is JSONEncoder.iterencode):
        fp.write(piece)


def _error_in(doc):
    def error(msg, pos):
        raise JSONDecodeError(msg, doc, pos)
    return error


class JSONDecoder:
    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float
        self.parse_int = parse_int
        self.parse_constant = parse_constant
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def _read(self, s, start):
        return _read(s, start, _error_in(s), self.object_hook, self.object_pairs_hook, self.parse_float,
                     self.parse_int, self.parse_constant, self.strict)

    def decode(self, s):
        if type(self).raw_decode is not JSONDecoder.raw_decode:
            raise NotImplementedError("json: an own raw_decode() is not asked by decode() here")
        return self._read(s, None)

    def raw_decode(self, s, idx=0):
        return self._read(s, idx)


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
          object_pairs_hook=None, **kw):
    if not isinstance(s, str):
        if not isinstance(s, (bytes, bytearray)):
            raise TypeError("the JSON object must be str, bytes or bytearray, not %s" % type(s).__name__)
        if b"\0" in s[:4] or s[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise NotImplementedError("json.loads: only UTF-8 is read here; decode the bytes first")
        s = str(s[3:] if s[:3] == b"\xef\xbb\xbf" else s, "utf-8")
    if cls is not None:
        for name, value in (("object_hook", object_hook), ("parse_float", parse_float), ("parse_int", parse_int),
                            ("parse_constant", parse_constant), ("object_pairs_hook", object_pairs_hook)):
            if value is not None:
                kw[name] = value
        return cls(**kw).decode(s)
    strict = kw.pop("strict", True)
    for name in kw:
        raise TypeError("JSONDecoder.__init__() got an unexpected keyword argument %r" % name)
    return _read(s, None, _error_in(s), object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, strict)


def load(fp, **kw):
    return loads(fp.read(), **kw)

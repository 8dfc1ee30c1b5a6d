"""The module csv."""

__all__ = ["QUOTE_ALL", "QUOTE_MINIMAL", "QUOTE_NONE", "QUOTE_NONNUMERIC", "QUOTE_NOTNULL", "QUOTE_STRINGS", "Dialect",
           "DictReader", "DictWriter", "Error", "Sniffer", "excel", "excel_tab", "field_size_limit", "get_dialect",
           "list_dialects", "reader", "register_dialect", "unix_dialect", "unregister_dialect", "writer"]

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL = range(6)


class Error(Exception):
    pass


class Dialect:
    _name = ""
    delimiter = quotechar = escapechar = doublequote = skipinitialspace = lineterminator = quoting = None

    def __init__(self):
        try:
            _resolve(self, {})
        except TypeError as error:
            raise Error(str(error)) from None


class excel(Dialect):
    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\r\n"
    quoting = QUOTE_MINIMAL


class excel_tab(excel):
    delimiter = "\t"


class unix_dialect(excel):
    quoting = QUOTE_ALL
    lineterminator = "\n"


_DEFAULTS = {"delimiter": ",", "doublequote": True, "escapechar": None, "lineterminator": "\r\n", "quotechar": '"',
             "quoting": QUOTE_MINIMAL, "skipinitialspace": False, "strict": False}
_field_limit = 131072


def field_size_limit(new_limit=...):
    global _field_limit
    old = _field_limit
    if new_limit is not ...:
        if not isinstance(new_limit, int):
            raise TypeError("limit must be an integer")
        _field_limit = new_limit
    return old


class _Resolved:
    """A dialect that was looked through: what a reader and a writer ask."""


def _resolve(dialect, options):
    if isinstance(dialect, str):
        dialect = get_dialect(dialect)
    if isinstance(dialect, _Resolved) and not options:
        return dialect
    for name in options:
        if name not in _DEFAULTS:
            raise TypeError("this function got an unexpected keyword argument '%s'" % name)
    made = _Resolved()
    for name, default in _DEFAULTS.items():
        value = options[name] if name in options else getattr(dialect, name, default)
        if name in ("delimiter", "escapechar", "quotechar"):
            if value is None and name != "delimiter":
                pass
            elif not isinstance(value, str):
                raise TypeError('"%s" must be string%s, not %s' % (name, "" if name == "delimiter" else " or None",
                                                                   type(value).__name__))
            elif len(value) != 1:
                raise TypeError('"%s" must be a 1-character string' % name)
        elif name == "lineterminator":
            if value is not None and not isinstance(value, str):
                raise TypeError('"lineterminator" must be a string')
        elif name == "quoting":
            if type(value) is not int:
                raise TypeError('"quoting" must be an integer')
        else:
            value = bool(value)
        setattr(made, name, value)
    if made.quoting not in range(6):
        raise TypeError('bad "quoting" value')
    if made.quotechar is None and "quoting" not in options and not hasattr(dialect, "quoting"):
        made.quoting = QUOTE_NONE
    if made.quotechar is None and made.quoting != QUOTE_NONE:
        raise TypeError("quotechar must be set if quoting enabled")
    if made.lineterminator is None:
        raise TypeError("lineterminator must be set")
    for name in ("delimiter", "escapechar", "quotechar"):
        value = getattr(made, name)
        if value in ("\r", "\n") or value == " " and made.skipinitialspace and name != "delimiter":
            raise ValueError("bad %s value" % name)
        if value is not None and value in made.lineterminator:
            raise ValueError("bad %s or lineterminator value" % name)
    for name, other in (("delimiter", "escapechar"), ("delimiter", "quotechar"), ("escapechar", "quotechar")):
        if getattr(made, name) == getattr(made, other) is not None:
            raise ValueError("bad %s or %s value" % (name, other))
    return made


_dialects = {}


def register_dialect(name, dialect=None, **fmtparams):
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    _dialects[name] = _resolve(dialect, fmtparams)


register_dialect("excel", excel)
register_dialect("excel-tab", excel_tab)
register_dialect("unix", unix_dialect)


def unregister_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    del _dialects[name]


def get_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    return _dialects[name]


def list_dialects():
    return list(_dialects)


class reader:
    def __init__(self, csvfile, dialect=None, **fmtparams):
        self._lines = iter(csvfile)
        self.dialect = _resolve(dialect, fmtparams)
        self.line_num = 0

    def __iter__(self):
        return self

    def __next__(self):
        dialect = self.dialect
        line = self._next_line()
        if dialect.quotechar is not None and dialect.quotechar not in line and dialect.escapechar is None \
                and not dialect.skipinitialspace and dialect.quoting not in (QUOTE_NONNUMERIC, QUOTE_STRINGS, QUOTE_NOTNULL):
            stripped = line.rstrip("\r\n")
            if "\r" not in stripped and "\n" not in stripped and len(stripped) <= _field_limit:  # the plain way for plain lines
                return stripped.split(dialect.delimiter) if stripped else []
        return self._read(line)

    def _next_line(self):
        line = next(self._lines)
        if not isinstance(line, str):
            raise Error("iterator should return strings, not %s (the file should be opened in text mode)" %
                        type(line).__name__)
        self.line_num += 1
        return line

    def _read(self, line):
        dialect = self.dialect
        delimiter, quote, escape = dialect.delimiter, dialect.quotechar, dialect.escapechar
        quoting = dialect.quoting
        fields = []
        field = []
        state = "record"
        was_quoted = False

        def end_field():
            text = "".join(field)
            if len(text) > _field_limit:
                raise Error("field larger than field limit (%d)" % _field_limit)
            if not was_quoted:
                if text and quoting in (QUOTE_NONNUMERIC, QUOTE_STRINGS):
                    text = float(text)
                elif not text and quoting in (QUOTE_NOTNULL, QUOTE_STRINGS):
                    text = None
            fields.append(text)
            field.clear()

        while True:
            for c in line:
                if state == "ended":
                    if c not in "\r\n":
                        raise Error("new-line character seen in unquoted field - do you need to open the file with "
                                    "newline=''?")
                elif state == "record" and c in "\r\n":
                    state = "ended"
                elif state == "start" or state == "record":  # of a field
                    state = "start"
                    was_quoted = False
                    if c in "\r\n":
                        end_field()
                        state = "ended"
                    elif c == quote and quoting != QUOTE_NONE:
                        state = "quoted"
                        was_quoted = True
                    elif c == escape:
                        state = "escaped"
                    elif c == " " and dialect.skipinitialspace:
                        pass
                    elif c == delimiter:
                        end_field()
                    else:
                        field.append(c)
                        state = "plain"
                elif state == "plain" or state == "escaped-end":
                    if c in "\r\n":
                        end_field()
                        state = "ended"
                    elif c == escape:
                        state = "escaped"
                    elif c == delimiter:
                        end_field()
                        state = "start"
                    else:
                        field.append(c)
                        state = "plain"
                elif state == "quoted":
                    if c == escape:
                        state = "escaped-quoted"
                    elif c == quote:
                        state = "quote-in-quoted" if dialect.doublequote else "plain"
                    else:
                        field.append(c)
                elif state == "quote-in-quoted":
                    if c == quote:
                        field.append(c)
                        state = "quoted"
                    elif c == delimiter:
                        end_field()
                        state = "start"
                    elif c in "\r\n":
                        end_field()
                        state = "ended"
                    elif not dialect.strict:
                        field.append(c)
                        state = "plain"
                    else:
                        raise Error("'%s' expected after '%s'" % (delimiter, quote))
                elif state == "escaped":
                    field.append(c)
                    state = "escaped-end" if c in "\r\n" else "plain"
                else:
                    field.append(c)
                    state = "quoted"
            if state == "start":
                was_quoted = False
            if state in ("start", "plain", "quote-in-quoted"):
                end_field()
            if state in ("record", "ended", "start", "plain", "quote-in-quoted"):
                return fields
            if state == "escaped" or state == "escaped-quoted":  # the line's end, which is not in the line
                field.append("\n")
                state = "plain" if state == "escaped" else "quoted"
            try:
                line = self._next_line()
            except StopIteration:
                if not field and state != "quoted":
                    raise
                if dialect.strict:
                    raise Error("unexpected end of data")
                end_field()
                return fields


class writer:
    def __init__(self, csvfile, dialect=None, **fmtparams):
        if not hasattr(csvfile, "write"):
            raise TypeError('argument 1 must have a "write" method')
        self._write = csvfile.write
        self.dialect = _resolve(dialect, fmtparams)

    def writerow(self, row):
        try:
            items = iter(row)
        except TypeError:
            raise Error("iterable expected, not %s" % type(row).__name__)
        dialect = self.dialect
        row = list(items)
        parts = [self._field(value) for value in row]
        if len(parts) == 1 and not parts[0]:
            if dialect.quoting == QUOTE_NONE or row[0] is None and dialect.quoting in (QUOTE_STRINGS, QUOTE_NOTNULL):
                raise Error("single empty field record must be quoted")
            parts[0] = dialect.quotechar * 2
        return self._write(dialect.delimiter.join(parts) + dialect.lineterminator)

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)

    def _field(self, value):
        dialect = self.dialect
        quoting, quote, escape = dialect.quoting, dialect.quotechar, dialect.escapechar
        is_text = isinstance(value, str)
        text = value if is_text else "" if value is None else repr(value) if isinstance(value, float) else str(value)
        is_number = isinstance(value, (int, float, complex)) or hasattr(type(value), "__float__")
        quoted = (quoting == QUOTE_ALL or quoting == QUOTE_NONNUMERIC and not is_number or
                  quoting == QUOTE_STRINGS and is_text or quoting == QUOTE_NOTNULL and value is not None)
        if not text and dialect.delimiter == " " and dialect.skipinitialspace:
            if quoting == QUOTE_NONE or value is None and quoting in (QUOTE_STRINGS, QUOTE_NOTNULL):
                raise Error("empty field must be quoted if delimiter is a space and skipinitialspace is true")
            quoted = True
        special = dialect.delimiter + "\r\n" + (quote or "") + (escape or "") + dialect.lineterminator
        if quoting == QUOTE_NONE:
            parts = []
            for c in text:
                if c in special:
                    if escape is None:
                        raise Error("need to escape, but no escapechar set")
                    parts.append(escape)
                parts.append(c)
            return "".join(parts)
        if quote not in text and (escape is None or escape not in text):
            if not quoted:
                for c in special:
                    if c in text:
                        quoted = True
                        break
            return quote + text + quote if quoted else text
        parts = []
        for c in text:
            if c == quote:
                if dialect.doublequote:
                    parts.append(quote)
                    quoted = True
                else:
                    if escape is None:
                        raise Error("need to escape, but no escapechar set")
                    parts.append(escape)
            elif c == escape:
                parts.append(escape)
            elif c in special:
                quoted = True
            parts.append(c)
        text = "".join(parts)
        return quote + text + quote if quoted else text


class DictReader:
    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        self._fieldnames = list(fieldnames) if fieldnames is not None else None
        self.restkey = restkey
        self.restval = restval
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect = dialect

    @property
    def line_num(self):
        return self.reader.line_num

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            try:
                self._fieldnames = next(self.reader)
            except StopIteration:
                pass
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __iter__(self):
        return self

    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        while row == []:
            row = next(self.reader)
        made = dict(zip(names, row))
        if len(row) > len(names):
            made[self.restkey] = row[len(names):]
        elif len(row) < len(names):
            for name in names[len(row):]:
                made[name] = self.restval
        return made


class DictWriter:
    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self.fieldnames = fieldnames
        self.restval = restval
        extrasaction = extrasaction.lower()
        if extrasaction not in ("raise", "ignore"):
            raise ValueError("extrasaction (%s) must be 'raise' or 'ignore'" % extrasaction)
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _row(self, rowdict):
        if self.extrasaction == "raise":
            wrong = [name for name in rowdict if name not in self.fieldnames]
            if wrong:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join([repr(name) for name in wrong]))
        return [rowdict.get(name, self.restval) for name in self.fieldnames]

    def writerow(self, rowdict):
        return self.writer.writerow(self._row(rowdict))

    def writerows(self, rowdicts):
        for rowdict in rowdicts:
            self.writerow(rowdict)


class Sniffer:
    def __init__(self):
        self.preferred = [",", "\t", ";", " ", ":"]

    def sniff(self, sample, delimiters=None):
        from _csv_sniffer import guess_delimiter, guess_from_quotes
        quote, doubled, mark, skips = guess_from_quotes(sample, delimiters)
        if not mark:
            mark, skips = guess_delimiter(sample, delimiters, self.preferred)
        if not mark:
            raise Error("Could not determine delimiter")

        class dialect(Dialect):
            _name = "sniffed"
            lineterminator = "\r\n"
            quoting = QUOTE_MINIMAL
            doublequote = doubled
            delimiter = mark
            quotechar = quote or '"'
            skipinitialspace = skips

        return dialect

    def has_header(self, sample):
        from _csv_sniffer import has_header
        from io import StringIO
        return has_header(reader(StringIO(sample), self.sniff(sample)))

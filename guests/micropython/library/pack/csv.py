"""The module csv."""

__all__ = ["QUOTE_ALL", "QUOTE_MINIMAL", "QUOTE_NONE", "QUOTE_NONNUMERIC", "QUOTE_NOTNULL", "QUOTE_STRINGS", "Dialect",
           "DictReader", "DictWriter", "Error", "Sniffer", "excel", "excel_tab", "field_size_limit", "get_dialect",
           "list_dialects", "reader", "register_dialect", "unix_dialect", "unregister_dialect", "writer"]

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL = range(6)


class Error(Exception):
    pass


class Dialect:
    delimiter = ","
    quotechar = '"'
    escapechar = None
    doublequote = True
    skipinitialspace = False
    lineterminator = "\r\n"
    quoting = QUOTE_MINIMAL
    strict = False


class excel(Dialect):
    pass


class excel_tab(excel):
    delimiter = "\t"


class unix_dialect(Dialect):
    quoting = QUOTE_ALL
    lineterminator = "\n"


_dialects = {"excel": excel, "excel-tab": excel_tab, "unix": unix_dialect}
_OPTIONS = ("delimiter", "quotechar", "escapechar", "doublequote", "skipinitialspace", "lineterminator", "quoting",
            "strict")
_field_limit = 131072


def field_size_limit(new_limit=None):
    global _field_limit
    old = _field_limit
    if new_limit is not None:
        if not isinstance(new_limit, int):
            raise TypeError("limit must be an integer")
        _field_limit = new_limit
    return old


def _resolve(dialect, options):
    made = Dialect()
    if isinstance(dialect, str):
        dialect = get_dialect(dialect)
    for name in _OPTIONS:
        setattr(made, name, getattr(dialect, name, getattr(Dialect, name)))
    for name, value in options.items():
        if name not in _OPTIONS:
            raise TypeError("this function got an unexpected keyword argument '%s'" % name)
        setattr(made, name, value)
    if not isinstance(made.delimiter, str):
        raise TypeError('"delimiter" must be string, not %s' % type(made.delimiter).__name__)
    if len(made.delimiter) != 1:
        raise TypeError('"delimiter" must be a 1-character string')
    for name in ("quotechar", "escapechar"):
        value = getattr(made, name)
        if value is not None and not isinstance(value, str):
            raise TypeError('"%s" must be string or None, not %s' % (name, type(value).__name__))
        if value is not None and len(value) != 1:
            raise TypeError('"%s" must be a 1-character string' % name)
    if made.quoting not in range(6):
        raise TypeError('bad "quoting" value')
    if made.quotechar is None and made.quoting != QUOTE_NONE:
        if "quotechar" in options and "quoting" not in options:
            made.quoting = QUOTE_NONE
        else:
            raise TypeError("quotechar must be set if quoting enabled")
    return made


def register_dialect(name, dialect=excel, **fmtparams):
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    _dialects[name] = _resolve(dialect, fmtparams)


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
    def __init__(self, csvfile, dialect="excel", **fmtparams):
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
            if "\r" not in stripped and "\n" not in stripped:  # the plain way for plain lines
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
        state = "start"  # of a field
        was_quoted = False
        begun = False    # whether the record has begun

        def end_field():
            text = "".join(field)
            if len(text) > _field_limit:
                raise Error("field larger than field limit (%d)" % _field_limit)
            if not was_quoted:
                if quoting == QUOTE_NONNUMERIC or quoting == QUOTE_STRINGS and text:
                    text = float(text) if text or quoting == QUOTE_NONNUMERIC and text else text
                elif quoting in (QUOTE_NOTNULL, QUOTE_STRINGS) and not text:
                    text = None
            fields.append(text)

        while True:
            ended = False
            for c in line:
                if ended:
                    if c not in "\r\n":
                        raise Error("new-line character seen in unquoted field - do you need to open the file with "
                                    "newline=''?")
                    continue
                if state == "start":
                    if c in "\r\n":
                        if begun:
                            end_field()
                        ended = True
                    elif quote is not None and c == quote and quoting != QUOTE_NONE:
                        state = "quoted"
                        was_quoted = begun = True
                    elif escape is not None and c == escape:
                        state = "escaped"
                        begun = True
                    elif c == " " and dialect.skipinitialspace:
                        begun = True
                    elif c == delimiter:
                        end_field()
                        begun = True
                    else:
                        field.append(c)
                        state = "plain"
                        begun = True
                elif state == "plain":
                    if c in "\r\n":
                        end_field()
                        ended = True
                    elif escape is not None and c == escape:
                        state = "escaped"
                    elif c == delimiter:
                        end_field()
                        field = []
                        was_quoted = False
                        state = "start"
                    else:
                        field.append(c)
                elif state == "quoted":
                    if escape is not None and c == escape:
                        state = "escaped-quoted"
                    elif c == quote and quoting != QUOTE_NONE:
                        state = "quote-in-quoted" if dialect.doublequote else "plain"
                    else:
                        field.append(c)
                elif state == "quote-in-quoted":
                    if c == quote:
                        field.append(c)
                        state = "quoted"
                    elif c == delimiter:
                        end_field()
                        field = []
                        was_quoted = False
                        state = "start"
                    elif c in "\r\n":
                        end_field()
                        ended = True
                    elif not dialect.strict:
                        field.append(c)
                        state = "plain"
                    else:
                        raise Error("'%s' expected after '%s'" % (delimiter, quote))
                elif state == "escaped":
                    field.append(c)
                    state = "plain"
                else:
                    field.append(c)
                    state = "quoted"
            if ended:
                return fields
            if state in ("quoted", "escaped-quoted", "escaped"):
                if state == "escaped":
                    field.append("\n")
                    state = "plain"
                try:
                    line = self._next_line()
                    continue
                except StopIteration:
                    if dialect.strict and state != "plain":
                        raise Error("unexpected end of data")
            if begun or field:
                end_field()
            return fields


class writer:
    def __init__(self, csvfile, dialect="excel", **fmtparams):
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
        parts = [self._field(value) for value in items]
        if len(parts) == 1 and not parts[0]:
            if dialect.quoting == QUOTE_NONE:
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
        is_number = isinstance(value, (int, float)) or hasattr(type(value), "__float__")
        quoted = (quoting == QUOTE_ALL or quoting == QUOTE_NONNUMERIC and not is_number or
                  quoting == QUOTE_STRINGS and is_text or quoting == QUOTE_NOTNULL and value is not None)
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
                else:
                    if dialect.skipinitialspace and (text[:1] == " " or not text) and dialect.delimiter == " ":
                        quoted = True
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
    def sniff(self, sample, delimiters=None):
        lines = [line for line in sample.splitlines() if line][:20]
        best = None
        for mark in delimiters or ",\t;|: ":
            counts = [line.count(mark) for line in lines]
            if counts and min(counts) > 0 and min(counts) == max(counts):
                best = mark
                break
        if best is None:
            raise Error("Could not determine delimiter")

        class dialect(Dialect):
            pass
        dialect.delimiter = best
        return dialect

    def has_header(self, sample):
        raise NotImplementedError("csv.Sniffer.has_header is not there; look at the first rows")

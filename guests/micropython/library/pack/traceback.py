"""The module traceback, as far as exceptions here know their places."""

import io as _io
import sys as _sys

_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"
_ABSENT = object()


def _error_of(exc, value, tb):
    """The exception that the arguments of format_exception() mean, and whether its calls are wanted."""
    if (value is _ABSENT) != (tb is _ABSENT):
        raise ValueError("Both or neither of value and tb must be given")
    if value is not _ABSENT:
        return value, tb is not None
    if exc is not None and not isinstance(exc, BaseException):
        raise TypeError("Exception expected for value, %s found" % type(exc).__name__)
    return exc, True


class FrameSummary:
    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self.line = None if lineno is None else (line or "").strip()
        self.locals = locals

    def _four(self):
        return self.filename, self.lineno, self.name, self.line

    def __iter__(self):
        return iter(self._four())

    def __getitem__(self, index):
        return self._four()[index]

    def __len__(self):
        return 4

    def __eq__(self, other):
        return self._four() == (other._four() if isinstance(other, FrameSummary) else other)

    def __repr__(self):
        return "<FrameSummary file %s, line %s in %s>" % self._four()[:3]


class StackSummary(list):
    @classmethod
    def from_list(cls, calls):
        return StackSummary([each if isinstance(each, FrameSummary) else FrameSummary(*each[:3], line=each[3])
                             for each in calls])

    def format_frame_summary(self, call, **kwargs):
        text = '  File "%s", line %s, in %s\n' % call._four()[:3]
        return text + "    %s\n" % call.line if call.line else text

    def format(self, **kwargs):
        texts = []
        before, count = None, 0
        for call in self:
            if call._four()[:3] != before:
                self._add_repeats(texts, count)
                before, count = call._four()[:3], 0
            count += 1
            text = self.format_frame_summary(call) if count <= _REPEATS else None
            if text is not None:
                texts.append(text)
        self._add_repeats(texts, count)
        return texts

    def _add_repeats(self, texts, count):
        if count > _REPEATS:
            more = count - _REPEATS
            texts.append("  [Previous line repeated %d more time%s]\n" % (more, "s" if more > 1 else ""))


_REPEATS = 3  # of a call that are told


def _stack(error, limit=None):
    """The calls of an exception, the outermost first. The guest prints them with their lines of source."""
    out = _io.StringIO()
    _sys.print_exception(error, out)
    calls = []
    for line in out.getvalue().split("\n")[1:]:
        if line.startswith('  File "'):
            filename, _, place = line[8:].rpartition('", line ')
            number, _, name = place.partition(", in ")
            calls.append(FrameSummary(filename, int(number), name))
        elif line.startswith("    ") and calls:
            calls[-1].line = line.strip()
        else:
            break
    if calls and (not calls[-1].name or
                  isinstance(error, SyntaxError) and calls[-1]._four()[:2] == (error.filename, error.lineno)):
        calls.pop()  # where the compiler found an error, which is no call
    if limit is not None:
        calls = calls[:limit] if limit >= 0 else calls[limit:]
    return StackSummary(calls)


def extract_tb(tb, limit=None):
    if tb is None:
        return StackSummary()
    return _stack(Exception().with_traceback(tb), limit)


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def print_list(extracted_list, file=None):
    (file or _sys.stderr).write("".join(format_list(extracted_list)))


def print_tb(tb, limit=None, file=None):
    print_list(extract_tb(tb, limit), file)


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


class _Lines:
    """What format_exception() gives. The members of a group stand in a tree."""

    def __init__(self, limit, chain):
        self.texts = []
        self._limit = limit
        self._chain = chain
        self._depth = 0
        self._is_open = False  # the last member of a group has no line below it yet
        self._told = []

    def _add(self, texts, margin="|"):
        before = "  " * self._depth + (margin + " " if self._depth else "")
        self.texts += ["".join([before + line for line in text.splitlines(True)]) for text in texts]

    def tell(self, error, has_calls):
        if self._chain and error is not None:
            self._told.append(id(error))
            before, words = getattr(error, "__cause__", None), _CAUSE
            if before is None and not getattr(error, "__suppress_context__", False):
                before, words = getattr(error, "__context__", None), _CONTEXT
            if before is not None and id(before) not in self._told:
                self.tell(before, True)
                self._add([words])
        calls = _stack(error, self._limit).format() if has_calls and error is not None else []
        if isinstance(error, BaseExceptionGroup):
            self._tell_group(error, calls)
            return
        if calls:
            self._add(["Traceback (most recent call last):\n"])
        self._add(calls + format_exception_only(error))

    def _tell_group(self, group, calls):
        if self._depth > _DEEPEST:
            self._add(["... (max_group_depth is %d)\n" % _DEEPEST])
            return
        is_first = self._depth == 0
        self._depth += is_first
        if calls:
            self._add(["Exception Group Traceback (most recent call last):\n"], "+" if is_first else "|")
        self._add(calls + format_exception_only(group))
        self._is_open = False
        count = len(group.exceptions)
        for i in range(min(count, _MOST + 1)):
            is_last = i == min(count, _MOST + 1) - 1
            self._is_open = self._is_open or is_last
            self.texts.append("%s%s+---------------- %s ----------------\n" % (
                "  " * self._depth, "  " if i else "+-", i + 1 if i < _MOST else "..."))
            self._depth += 1
            if i < _MOST:
                self.tell(group.exceptions[i], True)
            else:
                self._add(["and %d more exception%s\n" % (count - _MOST, "s" if count - _MOST > 1 else "")])
            if is_last and self._is_open:
                self.texts.append("  " * self._depth + "+------------------------------------\n")
                self._is_open = False
            self._depth -= 1
        self._depth -= is_first


_MOST, _DEEPEST = 15, 10  # members of a group that are told, groups in groups


def format_exception(exc, /, value=_ABSENT, tb=_ABSENT, limit=None, chain=True):
    error, has_calls = _error_of(exc, value, tb)
    lines = _Lines(limit, chain)
    lines.tell(error, has_calls)
    return lines.texts


def _name_of(cls):
    name = getattr(cls, "__qualname__", cls.__name__)
    if getattr(cls, "__module__", "builtins") not in ("builtins", "__main__"):
        name = "%s.%s" % (cls.__module__, name)
    return name


def format_exception_only(exc, /, value=_ABSENT, *, show_group=False, _depth=0):
    error = exc if value is _ABSENT else value
    if error is None:
        return ["NoneType: None\n"]
    name = _name_of(type(error))
    place = []
    try:
        if isinstance(error, SyntaxError):
            text = str(error.msg or "<no detail available>")
            if error.lineno is not None:
                place = ['  File "%s", line %s\n' % (error.filename or "<string>", error.lineno)]
        else:
            text = str(error)
    except Exception:
        text = "<exception str() failed>"
    first = "%s: %s" % (name, text) if text else name
    lines = first.split("\n") if _depth else [first]
    notes = getattr(error, "__notes__", None) or ()
    for note in notes if isinstance(notes, (list, tuple)) else [repr(notes)]:
        lines += str(note).split("\n")
    lines = place + ["   " * _depth + line + "\n" for line in lines]
    if show_group:
        for each in getattr(error, "exceptions", ()):
            lines += format_exception_only(each, show_group=True, _depth=_depth + 1)
    return lines


def print_exception(exc, /, value=_ABSENT, tb=_ABSENT, limit=None, file=None, chain=True):
    (file or _sys.stderr).write("".join(format_exception(exc, value, tb, limit, chain)))


def format_exc(limit=None, chain=True):
    return "".join(format_exception(_sys.exc_info()[1], limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    print_exception(_sys.exc_info()[1], limit=limit, file=file, chain=chain)


class TracebackException:
    """What format_exception() would say of an exception, to be said later."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, capture_locals=False, **kwargs):
        if capture_locals:
            raise NotImplementedError("traceback: the local variables of calls are not known in the small guest")
        self._error = exc_value
        self._has_calls = exc_traceback is not None
        self._limit = limit
        self.exc_type = exc_type
        self.stack = _stack(exc_value, limit) if self._has_calls else StackSummary()
        self.__notes__ = getattr(exc_value, "__notes__", None)
        self.__suppress_context__ = exc_value.__suppress_context__

    @classmethod
    def from_exception(cls, exc, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, **kwargs)

    def _of(self, error):
        return None if error is None else TracebackException.from_exception(error, limit=self._limit)

    @property
    def exc_type_str(self):
        return _name_of(self.exc_type)

    @property
    def __cause__(self):
        return self._of(self._error.__cause__)

    @property
    def __context__(self):
        return self._of(self._error.__context__)

    @property
    def exceptions(self):
        members = getattr(self._error, "exceptions", None)
        return None if members is None else [self._of(each) for each in members]

    def format(self, *, chain=True, **kwargs):
        lines = _Lines(self._limit, chain)
        lines.tell(self._error, self._has_calls)
        return iter(lines.texts)

    def format_exception_only(self, *, show_group=False, **kwargs):
        return iter(format_exception_only(self._error, show_group=show_group))

    def print(self, *, file=None, chain=True, **kwargs):
        (file or _sys.stderr).write("".join(self.format(chain=chain)))

    def __eq__(self, other):
        return list(self.format()) == list(other.format()) if isinstance(other, TracebackException) else NotImplemented

    def __str__(self):
        return str(self._error)


def print_stack(f=None, limit=None, file=None):
    raise NotImplementedError("traceback.print_stack: the calls that lead here cannot be listed in the small guest")


format_stack = extract_stack = walk_stack = print_stack

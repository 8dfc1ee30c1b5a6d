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


def _printed(error):
    out = _io.StringIO()
    _sys.print_exception(error, out)
    return out.getvalue().splitlines(True)


def _calls(error):
    """One text for each call, the outermost first."""
    calls = []
    for line in _printed(error)[1:]:
        if not line.startswith("  "):
            break
        if line.startswith("  File"):
            calls.append(line)
        else:
            calls[-1] += line
    return calls


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
        calls = _calls(error) if has_calls and error is not None else []
        if self._limit is not None:
            calls = calls[:self._limit] if self._limit >= 0 else calls[self._limit:]
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


def format_exception_only(exc, /, value=_ABSENT, *, show_group=False, _depth=0):
    error = exc if value is _ABSENT else value
    if error is None:
        return ["NoneType: None\n"]
    cls = type(error)
    name = getattr(cls, "__qualname__", cls.__name__)
    if getattr(cls, "__module__", "builtins") not in ("builtins", "__main__"):
        name = "%s.%s" % (cls.__module__, name)
    try:
        text = str(error.msg if isinstance(error, SyntaxError) else error)
    except Exception:
        text = "<exception str() failed>"
    first = "%s: %s" % (name, text) if text else name
    lines = first.split("\n") if _depth else [first]
    for note in getattr(error, "__notes__", ()):
        lines += str(note).split("\n")
    lines = ["   " * _depth + line + "\n" for line in lines]
    if show_group:
        for each in getattr(error, "exceptions", ()):
            lines += format_exception_only(each, show_group=True, _depth=_depth + 1)
    return lines


def print_exception(exc, /, value=_ABSENT, tb=_ABSENT, limit=None, file=None, chain=True):
    (file or _sys.stderr).write("".join(format_exception(exc, value, tb, limit, chain)))


def _current():
    error = _sys.exc_info()[1]
    if error is None:  # there is none, or one that was handled meanwhile hides it
        raise NotImplementedError("traceback: which exception is being handled is not known here; name it, `except ... as "
                                  "error`, and use traceback.format_exception(error) or print_exception(error)")
    return error


def format_exc(limit=None, chain=True):
    return "".join(format_exception(_current(), limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    print_exception(_current(), limit=limit, file=file, chain=chain)


def print_stack(f=None, limit=None, file=None):
    raise NotImplementedError("traceback.print_stack: the calls that lead here cannot be listed in the small guest")


format_stack = extract_stack = extract_tb = format_tb = print_tb = walk_tb = print_stack

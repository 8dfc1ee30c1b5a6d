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


def _lines(error, has_calls, limit, chain, told):
    lines = []
    if chain and error is not None:
        told.append(id(error))
        before, words = getattr(error, "__cause__", None), _CAUSE
        if before is None and not getattr(error, "__suppress_context__", False):
            before, words = getattr(error, "__context__", None), _CONTEXT
        if before is not None and id(before) not in told:
            lines = _lines(before, True, limit, chain, told) + [words]
    calls = _calls(error) if has_calls and error is not None else []
    if limit is not None:
        calls = calls[:limit] if limit >= 0 else calls[limit:]
    if calls:
        lines.append("Traceback (most recent call last):\n")
    return lines + calls + format_exception_only(error)


def format_exception(exc, /, value=_ABSENT, tb=_ABSENT, limit=None, chain=True):
    error, has_calls = _error_of(exc, value, tb)
    if hasattr(error, "exceptions"):  # a group tells of its members
        if not has_calls or limit is not None:
            raise NotImplementedError("traceback: a group of exceptions is told with all its calls here")
        return _printed(error)
    return _lines(error, has_calls, limit, chain, [])


def format_exception_only(exc, /, value=_ABSENT, *, show_group=False):
    error = exc if value is _ABSENT else value
    if error is None:
        return ["NoneType: None\n"]
    cls = type(error)
    name = getattr(cls, "__qualname__", cls.__name__)
    if getattr(cls, "__module__", "builtins") not in ("builtins", "__main__"):
        name = "%s.%s" % (cls.__module__, name)
    text = str(error)
    lines = ["%s: %s\n" % (name, text) if text else name + "\n"]
    for note in getattr(error, "__notes__", ()):
        lines += [line + "\n" for line in str(note).split("\n")]
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

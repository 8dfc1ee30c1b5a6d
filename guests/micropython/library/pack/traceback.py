"""The module traceback, as far as exceptions here know their places."""

import io as _io
import sys as _sys


def format_exception(exc, value=None, tb=None, limit=None, chain=True):
    error = exc if value is None else value
    out = _io.StringIO()
    _sys.print_exception(error, out)
    return [line for line in out.getvalue().splitlines(True)]


def format_exception_only(exc, value=None, *, show_group=False):
    error = exc if value is None else value
    text = str(error)
    return ["%s: %s\n" % (type(error).__name__, text) if text else type(error).__name__ + "\n"]


def print_exception(exc, value=None, tb=None, limit=None, file=None, chain=True):
    text = "".join(format_exception(exc, value))
    (file or _sys.stderr).write(text)


def _current():
    error = _sys.exc_info()[1]
    if error is None:  # there is none, or one that was handled meanwhile hides it
        raise NotImplementedError("traceback: which exception is being handled is not known here; name it, `except ... as "
                                  "error`, and use traceback.format_exception(error) or print_exception(error)")
    return "".join(format_exception(error))


def format_exc(limit=None, chain=True):
    return _current()


def print_exc(limit=None, file=None, chain=True):
    (file or _sys.stderr).write(_current())


def print_stack(f=None, limit=None, file=None):
    raise NotImplementedError("traceback.print_stack: the calls that lead here cannot be listed in the small guest")


format_stack = extract_stack = extract_tb = format_tb = print_tb = walk_tb = print_stack

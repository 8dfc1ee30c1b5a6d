"""The module warnings: a warning is written to stderr once for each text, as far as the filters say nothing else.

Where a warning comes from is not known: it counts as the main program's.
"""

import sys as _sys

_ACTIONS = ("error", "ignore", "always", "all", "default", "module", "once")
_NO_FILTERS = (
    ("default", None, DeprecationWarning, "__main__", 0), ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0), ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0))
filters = list(_NO_FILTERS)
_shown = set()
_caught = None


class WarningMessage:
    def __init__(self, message, category):
        self.message = message
        self.category = category

    def __getattr__(self, name):
        if name in ("filename", "lineno", "line", "file", "source"):
            raise NotImplementedError("warnings: the small guest does not know where a warning comes from")
        raise AttributeError("'WarningMessage' object has no attribute '%s'" % name)

    def __str__(self):
        return "{message : %r, category : %r}" % (self.message, self.category.__name__)


def _action_for(text, category):
    for action, message, kind, module, _ in filters:
        if (issubclass(category, kind) and (message is None or message.match(text)) and
                (module in (None, "__main__") or not isinstance(module, str) and module.match("__main__"))):
            return action
    return "default"


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError("category must be a Warning subclass, not '%s'" % type(category).__name__)
    if not isinstance(message, Warning):
        message = category(message)
    text = str(message)
    action = _action_for(text, category)
    if action == "ignore":
        return
    if action == "error":
        raise message
    if action not in ("always", "all"):
        mark = text, category
        if mark in _shown:
            return
        _shown.add(mark)
    if _caught is not None:
        _caught.append(WarningMessage(message, category))
    elif showwarning is not _showwarning:
        raise NotImplementedError("warnings.showwarning cannot be told where a warning comes from; use catch_warnings("
                                  "record=True)")
    else:
        _sys.stderr.write("%s: %s\n" % (category.__name__, text))


def warn_explicit(message, category, filename, lineno, *args, **kwargs):
    warn(message, category)


def _showwarning(message, category, filename, lineno, file=None, line=None):
    (file or _sys.stderr).write(formatwarning(message, category, filename, lineno, line))


showwarning = _showwarning


def formatwarning(message, category, filename, lineno, line=None):
    text = "%s:%s: %s: %s\n" % (filename, lineno, category.__name__, message)
    return text + "  %s\n" % line.strip() if line else text


def _add(entry, append):
    if entry[0] not in _ACTIONS:
        raise ValueError("invalid action: %r" % entry[0])
    if entry in filters:
        if append:
            return
        filters.remove(entry)
    filters.insert(len(filters) if append else 0, entry)
    _shown.clear()


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")
    if message or module:
        import re
        message = re.compile(message, re.I) if message else None
        module = re.compile(module) if module else None
    _add((action, message or None, category, module or None, lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    _add((action, None, category, None, lineno), append)


def resetwarnings():
    filters.clear()
    _shown.clear()


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._new = None if action is None else (action, category, lineno, append)

    def __enter__(self):
        global _caught
        self._old = filters[:], _caught, showwarning
        _shown.clear()
        found = None
        if self._record:
            found = _caught = []
        if self._new is not None:
            simplefilter(*self._new)
        return found

    def __exit__(self, *exc_info):
        global _caught, showwarning
        filters[:], _caught, showwarning = self._old
        _shown.clear()


class deprecated:
    def __init__(self, message, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError("Expected an object of type str for 'message', not %r" % type(message).__name__)
        self.message = message
        self.category = category

    def __call__(self, thing):
        if self.category is None:
            return thing
        if isinstance(thing, type):
            raise NotImplementedError("warnings.deprecated: classes are not there; use it on functions")
        from functools import wraps

        @wraps(thing)
        def wrapper(*args, **kwargs):
            warn(self.message, self.category)
            return thing(*args, **kwargs)

        wrapper.__deprecated__ = self.message
        return wrapper

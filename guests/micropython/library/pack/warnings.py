"""The module warnings: a warning is written to stderr once for each text."""

import sys as _sys

_shown = set()
_action = "default"
_caught = None


class _Message:
    def __init__(self, message, category):
        self.message = message
        self.category = category
        self.filename = ""
        self.lineno = 0


def _warning_class(name):
    import builtins
    return getattr(builtins, name, None) or type(name, (Exception,), {})


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    if isinstance(message, Exception):
        category = type(message)
    elif category is None:
        category = _warning_class("UserWarning")
        message = category(message)
    else:
        message = category(message)
    if _action == "error":
        raise message
    if _action == "ignore":
        return
    if _caught is not None:
        _caught.append(_Message(message, category))
        return
    mark = (str(message), category.__name__)
    if _action != "always" and mark in _shown:
        return
    _shown.add(mark)
    _sys.stderr.write("%s: %s\n" % (category.__name__, message))


def warn_explicit(message, category, filename, lineno, *args, **kwargs):
    warn(message, category)


def filterwarnings(action, message="", category=None, module="", lineno=0, append=False):
    if message or module or category is not None and category.__name__ not in ("Warning", "Exception"):
        if action == "ignore":
            return  # one more warning is shown than was wanted
        raise NotImplementedError("warnings.filterwarnings: only filters for all warnings are there")
    simplefilter(action)


def simplefilter(action, category=None, lineno=0, append=False):
    global _action
    if action not in ("error", "ignore", "always", "all", "default", "module", "once"):
        raise ValueError("invalid action: %r" % action)
    _action = "always" if action == "all" else action


def resetwarnings():
    simplefilter("default")


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=None, lineno=0, append=False):
        self._record = record
        self._new = action

    def __enter__(self):
        global _caught
        self._old = _action, _caught
        if self._new is not None:
            simplefilter(self._new)
        if self._record:
            _caught = []
            return _caught

    def __exit__(self, *exc_info):
        global _action, _caught
        _action, _caught = self._old


def deprecated(message, *, category=None, stacklevel=1):
    return lambda thing: thing

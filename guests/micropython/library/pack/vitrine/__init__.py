"""What code inside the glass can ask of the world outside.

    vitrine.functions()      the functions of the host that were granted
    NAME(...)                calls one, by its plain name, without an import
    display(obj)             shows a table (list of dicts), HTML, SVG, PNG or any object beside the printed output
    import chart             chart.bar(rows, x="month", y="sales"), line, area, scatter, histogram
    vitrine.call(name, ...)  the same call for a name that you have as text

A table, a chart or an object that can show itself is shown as well when it is the last expression of the code.

A call that fails raises vitrine.CallError (the function failed), TypeError (wrong arguments), PermissionError (not
granted, or not with these arguments) or vitrine.LimitExceeded (a limit of the sandbox; a BaseException).
"""

import _vitrine
import builtins
import sys
from _vitrine import CallError, CpuLimitExceeded, FuelLimitExceeded, LimitExceeded, TimeLimitExceeded
from vitrine._display import display, show_value



def call(name, *args, **kwargs):
    """Calls the host's function `name` and returns its result."""
    return _vitrine.call(name, args, kwargs)


def functions():
    """Returns the granted functions as a dict from name to function."""
    return dict(_vitrine.granted())


def _hint(error, message):
    from vitrine._hints import hint_for
    try:
        return hint_for(error, message)
    except Exception:
        return ""  # a hint is a help; without one the report is still whole


class _Leave:
    """exit() and quit()."""

    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return "Use %s() to end the run." % self._name

    def __call__(self, code=None):
        raise SystemExit(code)


def __getattr__(name):
    granted = _vitrine.granted()
    if name in granted:
        return granted[name]
    if name.lstrip("_").startswith("chart"):  # imported when it is asked for
        __import__("vitrine." + name)
        return sys.modules["vitrine." + name]
    known = ", ".join(granted) or "none"
    raise AttributeError("module 'vitrine' has no attribute '%s'; granted functions: %s" % (name, known))


builtins.display = display
builtins.exit = _Leave("exit")
builtins.quit = _Leave("quit")
_vitrine.on_value(show_value)
_vitrine.on_error(_hint)

"""What code inside the glass can ask of the world outside.

Everything here is optional: ordinary Python runs as it is. There is no network, no other process and no thread; files
are in /input (read only), /output (what you leave there is handed out) and /tmp.

    vitrine.functions()      the functions of the host that were granted; help(name) describes one
    NAME(...)                calls one, by its plain name, without an import
    display(obj)             shows a table (list of dicts), HTML, SVG, PNG or any object beside the printed output
    import chart             chart.bar(rows, x="month", y="sales"), line, area, scatter, histogram; see help(chart)
    vitrine.call(name, ...)  the same call for a name that you have as text

A table, a chart or an object that can show itself is shown as well when it is the last expression of the code.

A call that fails raises vitrine.CallError (the function failed), TypeError (wrong arguments), PermissionError (not
granted, or not with these arguments) or vitrine.LimitExceeded (a limit of the sandbox; a BaseException).
"""

import _vitrine
from _vitrine import CallError, CpuLimitExceeded, FuelLimitExceeded, LimitExceeded, TimeLimitExceeded
from vitrine._display import display

__all__ = ["CallError", "CpuLimitExceeded", "FuelLimitExceeded", "LimitExceeded", "TimeLimitExceeded", "call",
           "chart", "display", "functions"]

_granted = {}


def call(name, /, *args, **kwargs):
    """Calls the host's function `name` and returns its result."""
    return _vitrine.call(name, args, kwargs)


def functions():
    """Returns the granted functions as a dict from name to function."""
    return dict(_granted)


def __getattr__(name):
    function = _granted.get(name)
    if function is None and name == "chart":  # imported when it is asked for; the import puts it in place
        from importlib import import_module
        return import_module("vitrine.chart")
    if function is None:
        known = ", ".join(_granted) or "none"
        raise AttributeError(f"module 'vitrine' has no attribute {name!r}; granted functions: {known}",
                             name=name)
    return function


def __dir__():
    return sorted([*__all__, *_granted])

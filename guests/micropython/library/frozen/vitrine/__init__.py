"""What code inside the glass can ask of the world outside.

    vitrine.functions()      the functions of the host that were granted
    NAME(...)                calls one, by its plain name, without an import
    vitrine.call(name, ...)  the same call for a name that you have as text
    vitrine.display(bundle)  shows a dict from MIME types to str or bytes

A call that fails raises vitrine.CallError (the function failed), TypeError (wrong arguments), PermissionError (not
granted, or not with these arguments) or vitrine.LimitExceeded (a limit of the sandbox; a BaseException).
"""

import _vitrine
from _vitrine import CallError, CpuLimitExceeded, FuelLimitExceeded, LimitExceeded, TimeLimitExceeded, display


def call(name, *args, **kwargs):
    """Calls the host's function `name` and returns its result."""
    return _vitrine.call(name, args, kwargs)


def functions():
    """Returns the granted functions as a dict from name to function."""
    return dict(_vitrine.granted())


def __getattr__(name):
    granted = _vitrine.granted()
    if name in granted:
        return granted[name]
    known = ", ".join(granted) or "none"
    raise AttributeError(f"module 'vitrine' has no attribute '{name}'; granted functions: {known}")

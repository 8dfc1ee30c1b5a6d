"""The module contextvars. asyncio, once it is there too, gives each task and callback its context."""

import sys as _sys
from types import _class_getitem


def _no_copy(self, memo=None):
    raise TypeError("cannot pickle '%s' object" % type(self).__name__)


class Context:
    """The values of variables, read as a mapping."""

    __slots__ = ("_values", "_outside")

    def __init__(self):
        self._values = {}
        self._outside = None  # the context that was current, while this one is

    def _enter(self):
        global _current
        if self._outside is not None:
            raise RuntimeError("cannot enter context: %r is already entered" % self)
        self._outside = _current
        _current = self

    def _leave(self):
        global _current
        _current = self._outside
        self._outside = None

    def run(self, callable, *args, **kwargs):
        self._enter()
        try:
            return callable(*args, **kwargs)
        finally:
            self._leave()

    __copy__ = __deepcopy__ = _no_copy

    def copy(self):
        made = Context()
        made._values = self._values.copy()
        return made

    def __getitem__(self, var):
        _check_variable(var)
        return self._values[var]

    def __contains__(self, var):
        _check_variable(var)
        return var in self._values

    def get(self, var, default=None, /):
        _check_variable(var)
        return self._values.get(var, default)

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def __eq__(self, other):
        return self._values == other._values if isinstance(other, Context) else NotImplemented

    __hash__ = None

    def keys(self):
        return self._values.keys()

    def values(self):
        return self._values.values()

    def items(self):
        return self._values.items()


def _check_variable(var):
    if not isinstance(var, ContextVar):
        raise TypeError("a ContextVar key was expected, got %r" % (var,))


class _Missing:
    def __repr__(self):
        return "<Token.MISSING>"


class Token:
    MISSING = _Missing()

    def __init__(self):
        raise RuntimeError("Tokens can only be created by ContextVars")

    __class_getitem__ = _class_getitem
    __copy__ = __deepcopy__ = _no_copy
    __hash__ = None

    @property
    def var(self):
        return self._var

    @property
    def old_value(self):
        return self._old_value

    def __repr__(self):
        return "<Token%s var=%r at 0x%x>" % (" used" if self._is_used else "", self._var, id(self))


class ContextVar:
    __slots__ = ("_name", "_default")

    def __init__(self, name, *, default=Token.MISSING):
        if not isinstance(name, str):
            raise TypeError("context variable name must be a str")
        self._name = name
        self._default = default

    __class_getitem__ = _class_getitem
    __copy__ = __deepcopy__ = _no_copy

    @property
    def name(self):
        return self._name

    def __repr__(self):
        default = "" if self._default is Token.MISSING else " default=%r" % (self._default,)
        return "<ContextVar name=%r%s at 0x%x>" % (self._name, default, id(self))

    def get(self, default=Token.MISSING, /):
        value = _current._values.get(self, default)
        if value is Token.MISSING:
            value = self._default
            if value is Token.MISSING:
                raise LookupError(self)
        return value

    def set(self, value, /):
        values = _current._values
        token = Token.__new__(Token)
        token._var = self
        token._old_value = values.get(self, Token.MISSING)
        token._context = _current
        token._is_used = False
        values[self] = value
        return token

    def reset(self, token, /):
        if not isinstance(token, Token):
            raise TypeError("expected an instance of Token, got %r" % (token,))
        if token._is_used:
            raise RuntimeError("%r has already been used once" % token)
        if token._var is not self:
            raise ValueError("%r was created by a different ContextVar" % token)
        if token._context is not _current:
            raise ValueError("%r was created in a different Context" % token)
        token._is_used = True
        if token._old_value is Token.MISSING:
            _current._values.pop(self, None)
        else:
            _current._values[self] = token._old_value


def copy_context():
    return _current.copy()


_current = Context()

_asyncio = _sys.modules.get("asyncio")
if _asyncio is not None:
    if _asyncio._running is not None:
        raise ImportError("contextvars has to be imported before the event loop runs: its tasks have no contexts")
    _asyncio._contextvars = _sys.modules[__name__]

"""The module inspect: what kind of thing something is, and the signatures of functions."""

import sys as _sys

_function = type(lambda: 0)
_generator = type((lambda: (yield))())


def isclass(object):
    return isinstance(object, type)


def isfunction(object):
    return type(object).__name__ in ("function", "closure", "generator") and not isbuiltin(object) or \
        isinstance(object, _function)


def ismethod(object):
    return type(object).__name__ == "bound_method"


def isbuiltin(object):
    return type(object) is type(len)


def isroutine(object):
    return isfunction(object) or ismethod(object) or isbuiltin(object)


def ismodule(object):
    return isinstance(object, type(_sys))


def isgenerator(object):
    return isinstance(object, _generator)


def _has_flag(object, flag):
    return bool(getattr(getattr(object, "__code__", None), "co_flags", 0) & flag)


def isgeneratorfunction(object):
    return _has_flag(object, 32)


def iscoroutinefunction(object):
    return _has_flag(object, 128)


def isasyncgenfunction(object):
    return _has_flag(object, 512)


def isasyncgen(object):
    return type(object).__name__ == "async_generator"


def iscoroutine(object):
    return isinstance(object, _generator)


def isawaitable(object):
    return isinstance(object, _generator) or hasattr(object, "__await__")


def isabstract(object):
    from abc import ABCMeta, _abstract_names
    return isinstance(object, ABCMeta) and bool(_abstract_names(object, set()))


def getdoc(object):
    doc = getattr(object, "__doc__", None)
    return None if doc is None else cleandoc(doc)


def cleandoc(doc):
    from textwrap import dedent
    first, mark, rest = doc.expandtabs().partition("\n")
    return (first.strip() + mark + dedent(rest)).strip("\n").rstrip()


def getmembers(object, predicate=None):
    members = []
    for name in dir(object):
        value = getattr(object, name, None)
        if predicate is None or predicate(value):
            members.append((name, value))
    return sorted(members, key=lambda pair: pair[0])


def getmro(cls):
    return cls.__mro__


class _empty:
    pass


class _Kind(int):
    def __str__(self):
        return self.name

    def __repr__(self):
        return "<_ParameterKind.%s: %d>" % (self.name, self)

    @property
    def name(self):
        return ("POSITIONAL_ONLY", "POSITIONAL_OR_KEYWORD", "VAR_POSITIONAL", "KEYWORD_ONLY", "VAR_KEYWORD")[self]

    @property
    def description(self):
        return ("positional-only", "positional or keyword", "variadic positional", "keyword-only", "variadic keyword")[self]


def formatannotation(annotation, base_module=None):
    if isinstance(annotation, type):
        module = annotation.__module__
        return annotation.__qualname__ if module in ("builtins", base_module) else module + "." + annotation.__qualname__
    return repr(annotation).replace("typing.", "")


class Parameter:
    empty = _empty
    POSITIONAL_ONLY = _Kind(0)
    POSITIONAL_OR_KEYWORD = _Kind(1)
    VAR_POSITIONAL = _Kind(2)
    KEYWORD_ONLY = _Kind(3)
    VAR_KEYWORD = _Kind(4)

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        self.name, self.kind, self.default, self.annotation = name, kind, default, annotation

    def replace(self, **changes):
        fields = {"name": self.name, "kind": self.kind, "default": self.default, "annotation": self.annotation}
        fields.update(changes)
        return Parameter(fields.pop("name"), fields.pop("kind"), **fields)

    def __eq__(self, other):
        return isinstance(other, Parameter) and (self.name, self.kind, self.default, self.annotation) == \
            (other.name, other.kind, other.default, other.annotation)

    def __hash__(self):
        return hash((self.name, self.kind))

    def __str__(self):
        text = ("", "", "*", "", "**")[self.kind] + self.name
        if self.annotation is not _empty:
            text += ": " + formatannotation(self.annotation)
        if self.default is not _empty:
            text += (" = " if self.annotation is not _empty else "=") + repr(self.default)
        return text

    def __repr__(self):
        return '<Parameter "%s">' % self


class BoundArguments:
    def __init__(self, signature, arguments):
        self.signature, self.arguments = signature, arguments

    def apply_defaults(self):
        filled = {}
        for name, parameter in self.signature.parameters.items():
            if name in self.arguments:
                filled[name] = self.arguments[name]
            elif parameter.default is not _empty:
                filled[name] = parameter.default
            elif parameter.kind == 2:
                filled[name] = ()
            elif parameter.kind == 4:
                filled[name] = {}
        self.arguments = filled

    @property
    def args(self):
        found = []
        for name, parameter in self.signature.parameters.items():
            if parameter.kind == 2:
                found.extend(self.arguments.get(name, ()))
            elif parameter.kind < 2 and name in self.arguments:
                found.append(self.arguments[name])
        return tuple(found)

    @property
    def kwargs(self):
        found = {}
        for name, parameter in self.signature.parameters.items():
            if parameter.kind == 4:
                found.update(self.arguments.get(name, {}))
            elif parameter.kind == 3 and name in self.arguments:
                found[name] = self.arguments[name]
        return found

    def __repr__(self):
        return "<BoundArguments (%s)>" % ", ".join("%s=%r" % pair for pair in self.arguments.items())


class Signature:
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty):
        self.parameters = {parameter.name: parameter for parameter in parameters or ()}
        self.return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj):
        return signature(obj)

    def replace(self, *, parameters=_empty, return_annotation=_empty):
        return Signature(self.parameters.values() if parameters is _empty else parameters,
                         return_annotation=self.return_annotation if return_annotation is _empty else return_annotation)

    def bind(self, *args, **kwargs):
        return self._bind(args, kwargs, False)

    def bind_partial(self, *args, **kwargs):
        return self._bind(args, kwargs, True)

    def _bind(self, args, kwargs, partial):
        values, left, found = list(args), dict(kwargs), {}
        for name, parameter in self.parameters.items():
            kind = parameter.kind
            if kind == 2:
                if values:
                    found[name], values = tuple(values), []
            elif kind == 4:
                if left:
                    found[name], left = left, {}
            elif kind < 2 and values:
                if kind == 1 and name in left:
                    raise TypeError("multiple values for argument %r" % name)
                found[name] = values.pop(0)
            elif kind != 0 and name in left:
                found[name] = left.pop(name)
            elif parameter.default is _empty and not partial:
                raise TypeError("missing a required %sargument: %r" % ("keyword-only " if kind == 3 else "", name))
        if values:
            raise TypeError("too many positional arguments")
        if left:
            raise TypeError("got an unexpected keyword argument %r" % next(iter(left)))
        return BoundArguments(self, found)

    def __eq__(self, other):
        return isinstance(other, Signature) and list(self.parameters.values()) == list(other.parameters.values()) and \
            self.return_annotation == other.return_annotation

    def __str__(self):
        parts = []
        before = None
        for parameter in self.parameters.values():
            if before == 0 and parameter.kind != 0:
                parts.append("/")
            if parameter.kind == 3 and before not in (2, 3):
                parts.append("*")
            parts.append(str(parameter))
            before = parameter.kind
        if before == 0:
            parts.append("/")
        text = "(%s)" % ", ".join(parts)
        if self.return_annotation is not _empty:
            text += " -> " + formatannotation(self.return_annotation)
        return text

    def __repr__(self):
        return "<Signature %s>" % self


def unwrap(function):
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    return function


def signature(obj, *, follow_wrapped=True):
    if not callable(obj):
        raise TypeError("%r is not a callable object" % (obj,))
    skip = 0
    function = obj
    if isinstance(obj, type):
        function, skip = getattr(obj, "__init__", None), 1
        if not hasattr(function, "__code__"):
            return Signature()
    elif ismethod(obj):
        skip = 1
    elif not hasattr(obj, "__code__") and not hasattr(obj, "__wrapped__"):
        function, skip = getattr(type(obj), "__call__", None), 1
    if follow_wrapped:
        function = unwrap(function)
    code = getattr(function, "__code__", None)
    if code is None:
        raise ValueError("no signature found for builtin %r" % (obj,))
    names = list(code.co_varnames)
    count = code.co_argcount
    defaults = function.__defaults__ or ()
    named_defaults = function.__kwdefaults__ or {}
    annotations = function.__annotations__
    stars = names[count + code.co_kwonlyargcount:]
    found = []
    for i, name in enumerate(names[:count]):
        place = i - count + len(defaults)
        found.append(Parameter(name, Parameter.POSITIONAL_ONLY if i < code.co_posonlyargcount
                               else Parameter.POSITIONAL_OR_KEYWORD, default=defaults[place] if place >= 0 else _empty,
                               annotation=annotations.get(name, _empty)))
    if code.co_flags & 4:
        name = stars.pop(0)
        found.append(Parameter(name, Parameter.VAR_POSITIONAL, annotation=annotations.get(name, _empty)))
        skip = 0 if not count else skip
    for name in names[count:count + code.co_kwonlyargcount]:
        found.append(Parameter(name, Parameter.KEYWORD_ONLY, default=named_defaults.get(name, _empty),
                               annotation=annotations.get(name, _empty)))
    if code.co_flags & 8:
        name = stars.pop(0)
        found.append(Parameter(name, Parameter.VAR_KEYWORD, annotation=annotations.get(name, _empty)))
    return Signature(found[skip:], return_annotation=annotations.get("return", _empty))


def getsource(object):
    raise OSError("could not get source code: the small guest does not keep it")


def _refused(*arguments, **named):
    raise NotImplementedError("the small guest does not keep frames; inspect.signature tells of parameters")


getfullargspec = currentframe = stack = _refused
getsourcelines = getsourcefile = getfile = getsource

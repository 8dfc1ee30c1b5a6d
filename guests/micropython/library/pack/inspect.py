"""The module inspect: what kind of thing something is, and the signatures of functions."""

from collections import OrderedDict as _OrderedDict, namedtuple as _namedtuple
import types as _types


def isclass(object):
    return isinstance(object, type)


def isfunction(object):
    return isinstance(object, _types.FunctionType)


def ismethod(object):
    return isinstance(object, _types.MethodType)


def isbuiltin(object):
    return isinstance(object, _types.BuiltinFunctionType)


def isroutine(object):
    return isfunction(object) or ismethod(object) or isbuiltin(object)


def ismodule(object):
    return isinstance(object, _types.ModuleType)


def isgenerator(object):
    return isinstance(object, _types.GeneratorType)


def _has_flag(object, flag):
    while _is_partial(object):
        object = object.func
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
    return isinstance(object, _types.CoroutineType)


def isawaitable(object):
    return isinstance(object, _types.CoroutineType) or hasattr(object, "__await__")


def isabstract(object):
    from abc import ABCMeta, _abstract_names
    return isinstance(object, ABCMeta) and bool(_abstract_names(object, set()))


def getdoc(object):
    doc = getattr(object, "__doc__", None)
    if doc is None and isinstance(object, type):
        for base in object.__mro__[1:-1]:
            doc = doc or getattr(base, "__doc__", None)
    return None if doc is None else cleandoc(doc)


def cleandoc(doc):
    lines = doc.expandtabs().split("\n")
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip(" ")), default=0)
    lines = [lines[0].lstrip(" ")] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        del lines[0]
    return "\n".join(lines)


def getmembers(object, predicate=None):
    members = []
    for name in dir(object):
        value = getattr(object, name, None)
        if predicate is None or predicate(value):
            members.append((name, value))
    return sorted(members, key=lambda pair: pair[0])


def getmro(cls):
    return cls.__mro__


_void = object()  # what is not given, where "empty" means that there is none


class _empty:
    pass


def _is_partial(object):
    from functools import partial
    return isinstance(object, partial)


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
        from keyword import iskeyword
        if kind not in range(5):
            raise ValueError("value %r is not a valid Parameter.kind" % (kind,))
        kind = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD, Parameter.VAR_POSITIONAL,
                Parameter.KEYWORD_ONLY, Parameter.VAR_KEYWORD)[kind]
        if default is not _empty and kind in (2, 4):
            raise ValueError("%s parameters cannot have default values" % kind.description)
        if not isinstance(name, str):
            raise TypeError("name must be a str, not a %s" % type(name).__name__)
        if not name.isidentifier() or iskeyword(name) and kind != 0:
            raise ValueError("%r is not a valid parameter name" % name)
        self.name, self.kind, self.default, self.annotation = name, kind, default, annotation

    def replace(self, **changes):
        fields = {"name": self.name, "kind": self.kind, "default": self.default, "annotation": self.annotation}
        fields.update(changes)
        return Parameter(fields.pop("name"), fields.pop("kind"), **fields)

    def __eq__(self, other):
        return isinstance(other, Parameter) and (self.name, self.kind, self.default, self.annotation) == \
            (other.name, other.kind, other.default, other.annotation)

    def __hash__(self):
        return hash((self.name, self.kind, self.annotation, self.default))

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
            if parameter.kind > 2 or name not in self.arguments:
                break  # what is behind a gap goes by name
            if parameter.kind == 2:
                found.extend(self.arguments[name])
            else:
                found.append(self.arguments[name])
        return tuple(found)

    @property
    def kwargs(self):
        found = {}
        by_name = False
        for name, parameter in self.signature.parameters.items():
            by_name = by_name or parameter.kind > 2 or name not in self.arguments
            if by_name and name in self.arguments:
                if parameter.kind == 4:
                    found.update(self.arguments[name])
                else:
                    found[name] = self.arguments[name]
        return found

    def __repr__(self):
        return "<BoundArguments (%s)>" % ", ".join("%s=%r" % pair for pair in self.arguments.items())


class Signature:
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty):
        found = {}
        before, with_default = -1, False
        for parameter in parameters or ():
            kind, name = parameter.kind, parameter.name
            if kind < before:
                raise ValueError("wrong parameter order: %s parameter before %s parameter" % (
                    last.kind.description, kind.description))
            if kind < 2:
                if parameter.default is not _empty:
                    with_default = True
                elif with_default:
                    raise ValueError("non-default argument follows default argument")
            if name in found:
                raise ValueError("duplicate parameter name: %r" % name)
            found[name] = last = parameter
            before = kind
        self.parameters = _types.MappingProxyType(_OrderedDict(found))
        self.return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj):
        return signature(obj)

    def replace(self, *, parameters=_void, return_annotation=_void):
        return Signature(self.parameters.values() if parameters is _void else parameters,
                         return_annotation=self.return_annotation if return_annotation is _void else return_annotation)

    def bind(self, *args, **kwargs):
        return self._bind(args, kwargs, False)

    def bind_partial(self, *args, **kwargs):
        return self._bind(args, kwargs, True)

    def _bind(self, args, kwargs, partial):
        values, left, found = list(args), dict(kwargs), {}
        parameters = list(self.parameters.values())
        has_rest = any([parameter.kind == 4 for parameter in parameters])
        while values or parameters:  # what is given by position, until nothing is left to say about it
            if not parameters:
                raise TypeError("too many positional arguments")
            parameter = parameters[0]
            kind, name = parameter.kind, parameter.name
            if values:
                if kind > 2:
                    raise TypeError("too many positional arguments")
                if kind == 1 and name in left:
                    raise TypeError("multiple values for argument %r" % name)
                del parameters[0]
                if kind == 2:
                    found[name] = tuple(values)
                    break
                found[name] = values.pop(0)
            elif kind == 0 and name in left:
                if parameter.default is _empty:
                    raise TypeError("missing a required positional-only argument: %r" % name)
                if not has_rest:
                    raise TypeError("got some positional-only arguments passed as keyword arguments: %r" % name)
                del parameters[0]
            elif kind == 2 or kind == 4 or name in left or parameter.default is not _empty or partial:
                break
            else:
                raise TypeError("missing a required%s argument: %r" % (" keyword-only" if kind == 3 else "", name))
        for parameter in parameters:
            kind, name = parameter.kind, parameter.name
            if kind == 4:
                if left:
                    found[name], left = left, {}
            elif kind == 1 or kind == 3:
                if name in left:
                    found[name] = left.pop(name)
                elif parameter.default is _empty and not partial:
                    raise TypeError("missing a required argument: %r" % name)
        if left:
            raise TypeError("got an unexpected keyword argument %r" % next(iter(left)))
        return BoundArguments(self, found)

    def __eq__(self, other):
        return isinstance(other, Signature) and list(self.parameters.values()) == list(other.parameters.values()) and \
            self.return_annotation == other.return_annotation

    def __hash__(self):
        return hash((tuple(self.parameters.values()), self.return_annotation))

    def __str__(self):
        return self.format()

    def format(self, *, max_width=None):
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
        if max_width is not None and len(text) > max_width:
            text = "(\n    %s\n)" % ",\n    ".join(parts)
        if self.return_annotation is not _empty:
            text += " -> " + formatannotation(self.return_annotation)
        return text

    def __repr__(self):
        return "<Signature %s>" % self


def unwrap(function):
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    return function


def _of_class(cls):
    """The function that says how `cls` is called, or None when nothing is passed."""
    for base in cls.__mro__:
        if base is object:
            return None
        for name in ("__new__", "__init__"):
            if name in base.__dict__:
                return getattr(base, name)
        if base.__module__ == "builtins":
            raise ValueError("no signature found for builtin type %r" % (cls,))
    return None


def _of_partial(obj):
    """What is left to pass: given by position is gone, given by name is a default and its followers go by name."""
    try:
        signature_of = signature(obj.func)
        bound = signature_of.bind_partial(*obj.args, **obj.keywords).arguments
    except TypeError:
        raise ValueError("partial object %r has incorrect arguments" % (obj,))
    found = []
    by_name = False
    count = len(obj.args)
    for name, parameter in signature_of.parameters.items():
        kind = parameter.kind
        if kind < 2 and count:
            count -= 1
            continue
        if kind != 2 and kind != 4 and name in obj.keywords:
            parameter = parameter.replace(default=bound[name])
            by_name = True
        if by_name and kind == 1:
            parameter = parameter.replace(kind=Parameter.KEYWORD_ONLY)
        elif by_name and kind == 2:
            continue
        found.append(parameter)
    return signature_of.replace(parameters=found)


def signature(obj, *, follow_wrapped=True):
    if not callable(obj):
        raise TypeError("%r is not a callable object" % (obj,))
    if _is_partial(obj):
        return _of_partial(obj)
    skip = 0
    function = obj
    if isinstance(obj, type):
        function, skip = _of_class(obj), 1
        if function is None:
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
    by_name = names[count:count + code.co_kwonlyargcount]
    for name in by_name:
        found.append(Parameter(name, Parameter.KEYWORD_ONLY, default=named_defaults.get(name, _empty),
                               annotation=annotations.get(name, _empty)))
    if code.co_flags & 8:
        name = stars.pop(0)
        found.append(Parameter(name, Parameter.VAR_KEYWORD, annotation=annotations.get(name, _empty)))
    return Signature(found[skip:], return_annotation=annotations.get("return", _empty))


FullArgSpec = _namedtuple("FullArgSpec", "args varargs varkw defaults kwonlyargs kwonlydefaults annotations",
                          module=__name__)


def getfullargspec(func):
    try:
        found = signature(func, follow_wrapped=False)
    except (TypeError, ValueError):
        raise TypeError("unsupported callable")
    args, by_name, defaults, named_defaults, annotations, stars = [], [], [], {}, {}, {2: None, 4: None}
    if ismethod(func):
        args.append(func.__code__.co_varnames[0])
    elif isinstance(func, type):
        args += [_of_class(func).__code__.co_varnames[0]] if _of_class(func) else []
    if found.return_annotation is not _empty:
        annotations["return"] = found.return_annotation
    for name, parameter in found.parameters.items():
        if parameter.kind < 2:
            args.append(name)
            if parameter.default is not _empty:
                defaults.append(parameter.default)
        elif parameter.kind == 3:
            by_name.append(name)
            if parameter.default is not _empty:
                named_defaults[name] = parameter.default
        else:
            stars[int(parameter.kind)] = name
        if parameter.annotation is not _empty:
            annotations[name] = parameter.annotation
    return FullArgSpec(args, stars[2], stars[4], tuple(defaults) or None, by_name, named_defaults or None, annotations)


def getsource(object):
    raise OSError("could not get source code: the small guest does not keep it")


def _refused(*arguments, **named):
    raise NotImplementedError("the small guest does not keep frames; inspect.signature tells of parameters")


currentframe = stack = _refused
getsourcelines = getsourcefile = getfile = getsource

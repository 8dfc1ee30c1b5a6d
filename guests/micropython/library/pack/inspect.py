"""The module inspect: what kind of thing something is. Signatures are not kept in the small guest."""

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


def isgeneratorfunction(object):
    return type(object).__name__ == "generator"


def isabstract(object):
    return False


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
    order = [cls]
    for base in cls.__bases__:
        for each in getmro(base):
            if each not in order:
                order.append(each)
    return tuple(order)


def signature(obj, **kwargs):
    raise NotImplementedError("inspect.signature: the small guest does not keep parameters; the guest cpython does")


def getsource(object):
    raise OSError("could not get source code: the small guest does not keep it")


getfullargspec = Signature = Parameter = currentframe = stack = signature
getsourcelines = getsourcefile = getfile = getsource
